/* SPDX-License-Identifier: MIT */
#ifndef JSON_JSON_H
#define JSON_JSON_H

/*
 * JSON documents as small trees. Strict: UTF-8 without BOM, no duplicate keys,
 * no trailing bytes, no number out of range, no NUL in a string or key, depth
 * and count limited; every error has its line and column.
 */

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

enum fisc__json_kind {
    FISC__JSON_NULL,
    FISC__JSON_BOOLEAN,
    FISC__JSON_INTEGER,
    FISC__JSON_DECIMAL,
    FISC__JSON_STRING,
    FISC__JSON_ARRAY,
    FISC__JSON_OBJECT
};

struct fisc__json {
    enum fisc__json_kind kind;
    const char *key;   /* in an object; else NULL */
    const char *string;
    int64_t integer;   /* also 0 and 1 of a boolean */
    double decimal;
    struct fisc__json *first; /* child, in the document's order */
    struct fisc__json *next;
    size_t count;             /* of children */
    struct fisc__place place; /* of the value's first byte */
    struct fisc__place key_place;
};

/*
 * Reads a document into the arena (also a copy of `name`, which places point
 * to).
 *
 * FISC_ERR_SYNTAX: not JSON as above. FISC_ERR_LIMIT: over the context's
 * limits of bytes, depth or nodes.
 */
enum fisc_status
fisc__json_parse(struct fisc__arena *arena, const char *name, const char *text,
                 size_t length, struct fisc__json **ret,
                 struct fisc_error *reterr);

/* The member of that key, or NULL. */
const struct fisc__json *
fisc__json_get(const struct fisc__json *object, const char *key);

/* Appends a string with its quotes, escaped; U+007F and below U+0020 as \u. */
void
fisc__json_quote(struct fisc__buffer *buffer, const char *text);

#endif
