/* SPDX-License-Identifier: MIT */
#ifndef SYSTEM_NAMES_H
#define SYSTEM_NAMES_H

/* How paths, ids and dates are spelled, and what may be said beside a value. */

#include "system/system.h"

enum { FISC__NAME_LONGEST = 255 }; /* bytes of a field's name or an id */

/* [A-Za-z0-9][A-Za-z0-9._:-]* of at most FISC__NAME_LONGEST bytes */
bool
fisc__id_is_spelled(const char *id, size_t length);

/*
 * Names that JSON would take for something else than a field: of the root, of a
 * list's element, or of another record.
 */
bool
fisc__name_is_reserved(const char *name, size_t length, bool of_root,
                       bool of_element);

/*
 * Cuts one segment off a path: "suppliers[acme].reviewed" gives the name
 * "suppliers" and the id "acme" and leaves "reviewed". `id` is NULL where there
 * is none. False where it is not spelled as a path.
 */
struct fisc__segment {
    const char *name;
    size_t length;
    const char *id;
    size_t id_length;
};

bool
fisc__path_cut(const char **path, struct fisc__segment *ret);

/* The same of a path that is known to be spelled as one. */
static inline void
fisc__path_next(const char **path, struct fisc__segment *ret)
{
    const char *at = *path;

    ret->name = at;
    ret->id = NULL;
    ret->id_length = 0;
    while (*at && *at != '.' && *at != '[')
        at++;
    ret->length = (size_t)(at - ret->name);
    if (*at == '[') {
        ret->id = ++at;
        while (*at != ']')
            at++;
        ret->id_length = (size_t)(at++ - ret->id);
    }
    *path = at + (*at == '.');
}

/* What is said beside a value; facts can have all, lists the last three. */
enum fisc__about_key {
    FISC__ABOUT_EXPIRES,
    FISC__ABOUT_BY,
    FISC__ABOUT_AT,
    FISC__ABOUT_WHY,
    FISC__ABOUT_DATE,
    FISC__ABOUT_SOURCE,
    FISC__ABOUT_EVIDENCE,
    FISC__ABOUT_COUNT,
    FISC__ABOUT_FACT = 0,                /* the first key of a fact, … */
    FISC__ABOUT_LIST = FISC__ABOUT_DATE, /* … of a list */
    FISC__ABOUT_NONE = FISC__ABOUT_COUNT /* … of a record */
};

/* The name as it is written. Static. */
const char *
fisc__about_name(enum fisc__about_key key);

/* The key of that name from `first` on, or FISC__ABOUT_COUNT. */
enum fisc__about_key
fisc__about_find(enum fisc__about_key first, const char *name);

/* Sets one key; the text is borrowed. False where it is no date, id or text. */
bool
fisc__about_set(struct fisc__about *about, enum fisc__about_key key,
                const char *text);

/* FISC_ERR_INVALID: what was wrong with a text for that key. */
enum fisc_status
fisc__about_refuse(enum fisc__about_key key, const char *text,
                   const char *path, const struct fisc__place *place,
                   struct fisc_error *reterr);

/* FISC_ERR_INVALID: a text of a host's that is not UTF-8. */
enum fisc_status
fisc__text_check(const char *text, const char *path,
                 const struct fisc__place *place, struct fisc_error *reterr);

/* The struct as the first release has it. */
enum { FISC__ABOUT_LEAST = sizeof(struct fisc_about) };

/*
 * Reads what a host says into `about`, its texts borrowed; `first` is the first
 * key allowed.
 */
enum fisc_status
fisc__about_read(const struct fisc_about *from, enum fisc__about_key first,
                 const char *path, const struct fisc__place *place,
                 struct fisc__about *about, struct fisc_error *reterr);

/* Is nothing said? */
bool
fisc__about_is_empty(const struct fisc__about *about);

#endif
