/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_KNOWN_H
#define REQUIREMENT_KNOWN_H

/* Paths that functions have asked for before: where they lead. */

#include "requirement/access.h"

enum { FISC__HINTS = 4 };

/*
 * One name below one word. It is found by the address of the caller's text,
 * which Lua keeps where it was; the text itself is then compared.
 */
struct fisc__known_path {
    const char *address;           /* of the caller's text; never followed */
    const struct fisc__word *from; /* the name is a path below it */
    const struct fisc__word *word; /* that it leads to; NULL: free */
    const char *name;              /* the part of `path` below `from` */
    size_t length;                 /* of the name */
    const char *path;              /* from the scope on; the vocabulary's */
    uint32_t hints[FISC__HINTS];   /* where each segment's item was last */
    uint64_t run;                  /* the one that `read` is of; or 0 */
    const struct fisc__read *read;
};

/*
 * `scope` is the word of the list whose element the path starts from, or NULL.
 * FISC_ERR_NOTFOUND: the vocabulary has no such path. FISC_ERR_NOMEM.
 */
enum fisc_status
fisc__path_memo_find(struct fisc__path_memo *memo,
                     const struct fisc__word *scope,
                     const struct fisc__word *from, const char *name,
                     size_t length, struct fisc__known_path **ret);

/* The same where it has been found before; else NULL. */
struct fisc__known_path *
fisc__path_memo_again(const struct fisc__path_memo *memo,
                      const struct fisc__word *from, const char *name,
                      size_t length);

/* The item at the path below a record; NULL, and why, where there is none. */
const struct fisc__item *
fisc__known_item(struct fisc__known_path *known,
                 const struct fisc__item *record, enum fisc__state *ret_state);

#endif
