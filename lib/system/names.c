/* SPDX-License-Identifier: MIT */
/* How paths, ids and dates are spelled, and what may be said beside a value. */

#include "system/names.h"

#include <string.h>

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
fisc__path_cut(const char **path, struct fisc__segment *ret)
{
    const char *at = *path;

    ret->name = at;
    ret->length = strcspn(at, ".[");
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
