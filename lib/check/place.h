/* SPDX-License-Identifier: MIT */
#ifndef CHECK_PLACE_H
#define CHECK_PLACE_H

/* Columns of a check file: Lua tells lines only, the rest is found in them. */

#include "base/context.h"
#include "base/error.h"

struct fisc__columns {
    const char *text;
    size_t length;
    size_t *starts; /* of each line */
    size_t count;
};

/* False where memory is short. The text is borrowed. */
bool
fisc__columns_init(struct fisc__columns *lines, struct fisc_context *context,
                 const char *text, size_t length);

void
fisc__columns_done(struct fisc__columns *lines, struct fisc_context *context);

/*
 * The column of a name in a line, or 0. Where it stands there more than once,
 * the one that is followed by `argument` as a string; without such, the first.
 */
unsigned
fisc__columns_find(const struct fisc__columns *lines, unsigned line,
                   const char *name, const char *argument);

/*
 * Looks for `key =` from a line on: true, and *line and *column say where, or
 * false, and they are as they were.
 */
bool
fisc__columns_find_key(const struct fisc__columns *lines, const char *key,
                     unsigned *line, unsigned *column);

#endif
