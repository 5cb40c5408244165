/* SPDX-License-Identifier: MIT */
/* How paths, ids and dates are spelled, and what may be said beside a value. */

#include "system/names.h"

#include <string.h>

#include "base/utf8.h"

static bool
is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

bool
fisc__id_is_spelled(const char *id, size_t length)
{
    if (length == 0 || length > FISC__NAME_LONGEST || !is_alphanumeric(id[0]))
        return false;
    for (size_t i = 1; i < length; i++)
        if (!is_alphanumeric(id[i]) && !memchr("._:-", id[i], 4))
            return false;
    return true;
}

bool
fisc__name_is_reserved(const char *name, size_t length, bool of_root,
                       bool of_element)
{
    static const char *const everywhere[] = {"value", "unknown", "items",
                                             "complete", NULL};
    static const char *const at_root[] = {"format", "id", "title", NULL};
    static const char *const in_lists[] = {"id", NULL};
    const char *const *lists[] = {everywhere, of_root      ? at_root
                                              : of_element ? in_lists
                                                           : NULL};

    if (!memchr("vuicft", name[0], 6)) /* the first letters of all of them */
        return false;
    for (size_t i = 0; i < 2 && lists[i]; i++)
        for (const char *const *word = lists[i]; *word; word++)
            if (strlen(*word) == length && memcmp(*word, name, length) == 0)
                return true;
    return false;
}

bool
fisc__path_cut(const char **path, struct fisc__segment *ret)
{
    const char *at = *path;

    ret->name = at;
    ret->length = 0;
    while (at[ret->length] && at[ret->length] != '.' && at[ret->length] != '[')
        ret->length++;
    ret->id = NULL;
    ret->id_length = 0;
    if (ret->length > FISC__NAME_LONGEST ||
        !fisc__word_is_name(ret->name, ret->length))
        return false;
    at += ret->length;
    if (*at == '[') {
        ret->id = ++at;
        ret->id_length = strcspn(at, "]");
        at += ret->id_length;
        if (*at++ != ']' || !fisc__id_is_spelled(ret->id, ret->id_length))
            return false;
    }
    if (*at == '.')
        at++;
    else if (*at)
        return false;
    if (at[-1] == '.' && !*at)
        return false;
    *path = at;
    return true;
}

static const char *const about_names[FISC__ABOUT_COUNT] = {
    [FISC__ABOUT_EXPIRES] = "expires",   [FISC__ABOUT_BY] = "by",
    [FISC__ABOUT_AT] = "at",             [FISC__ABOUT_WHY] = "why",
    [FISC__ABOUT_DATE] = "date",         [FISC__ABOUT_SOURCE] = "source",
    [FISC__ABOUT_EVIDENCE] = "evidence",
};

const char *
fisc__about_name(enum fisc__about_key key)
{
    return about_names[key];
}

enum fisc__about_key
fisc__about_find(enum fisc__about_key first, const char *name)
{
    int key = first;

    while (key < FISC__ABOUT_COUNT && strcmp(about_names[key], name) != 0)
        key++;
    return (enum fisc__about_key)key;
}

static bool
set_text(const char **field, const char *text)
{
    *field = text;
    return *text != '\0';
}

bool
fisc__about_set(struct fisc__about *about, enum fisc__about_key key,
                const char *text)
{
    switch (key) {
    case FISC__ABOUT_DATE:
        return fisc__date_read(text, strlen(text), &about->date);
    case FISC__ABOUT_EXPIRES:
        return fisc__date_read(text, strlen(text), &about->expires);
    case FISC__ABOUT_AT:
        return fisc__date_read(text, strlen(text), &about->at);
    case FISC__ABOUT_SOURCE:
        return set_text(&about->source, text);
    case FISC__ABOUT_EVIDENCE:
        return set_text(&about->evidence, text) &&
               fisc__id_is_spelled(text, strlen(text));
    case FISC__ABOUT_BY:
        return set_text(&about->by, text);
    default:
        return set_text(&about->why, text);
    }
}

enum fisc_status
fisc__about_refuse(enum fisc__about_key key, const char *text,
                   const char *path, const struct fisc__place *place,
                   struct fisc_error *reterr)
{
    const char *name = about_names[key];

    if (!*text)
        return fisc__error_item(reterr, FISC_ERR_INVALID, place, path,
                                "%s: %s is empty", path, name);
    if (key == FISC__ABOUT_EVIDENCE)
        return fisc__error_item(reterr, FISC_ERR_INVALID, place, path,
                                "%s: evidence is \"%.60s\", not the id of an "
                                "entry of the register",
                                path, text);
    return fisc__error_item(reterr, FISC_ERR_INVALID, place, path,
                            "%s: %s is \"%.40s\", no date YYYY-MM-DD", path,
                            name, text);
}

bool
fisc__about_is_empty(const struct fisc__about *about)
{
    return about->date == FISC_DATE_NONE && about->expires == FISC_DATE_NONE &&
           about->at == FISC_DATE_NONE && !about->source && !about->evidence &&
           !about->by && !about->why && !about->unknown;
}

enum fisc_status
fisc__text_check(const char *text, const char *path,
                 const struct fisc__place *place, struct fisc_error *reterr)
{
    size_t length = strlen(text);

    if (fisc__utf8_check(text, length) == length)
        return FISC_OK;
    return fisc__error_item(reterr, FISC_ERR_INVALID, place, path,
                            "%s%sthe text is not UTF-8", path,
                            *path ? ": " : "");
}

static enum fisc_status
read_key(struct fisc__about *about, enum fisc__about_key key,
         const char *text, const char *path, const struct fisc__place *place,
         struct fisc_error *reterr)
{
    enum fisc_status status = fisc__text_check(text, path, place, reterr);

    if (status == FISC_OK && !fisc__about_set(about, key, text))
        status = fisc__about_refuse(key, text, path, place, reterr);
    return status;
}

enum fisc_status
fisc__about_read(const struct fisc_about *from, enum fisc__about_key first,
                 const char *path, const struct fisc__place *place,
                 struct fisc__about *about, struct fisc_error *reterr)
{
    const char *const texts[FISC__ABOUT_COUNT] = {
        [FISC__ABOUT_DATE] = from->date,
        [FISC__ABOUT_EXPIRES] = from->expires,
        [FISC__ABOUT_SOURCE] = from->source,
        [FISC__ABOUT_EVIDENCE] = from->evidence,
        [FISC__ABOUT_BY] = from->by,
        [FISC__ABOUT_AT] = from->at,
        [FISC__ABOUT_WHY] = from->why,
    };
    enum fisc_status status = FISC_OK;

    for (int i = 0; status == FISC_OK && i < FISC__ABOUT_COUNT; i++) {
        enum fisc__about_key key = (enum fisc__about_key)i;

        if (texts[key] && key < first)
            return fisc__error_item(reterr, FISC_ERR_INVALID, place, path,
                                    "%s: %s can't be said of a %s", path,
                                    fisc__about_name(key),
                                    first == FISC__ABOUT_LIST ? "list"
                                                              : "record");
        if (texts[key])
            status = read_key(about, key, texts[key], path, place, reterr);
    }
    return status;
}
