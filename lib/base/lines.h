/* SPDX-License-Identifier: MIT */
#ifndef BASE_LINES_H
#define BASE_LINES_H

/*
 * Text from outside: its bytes checked before any parser sees them, and the
 * line and column of an offset into it.
 */

#include "base/context.h"
#include "base/error.h"

/* Turns offsets into places; quick where they ascend. */
struct fisc__lines {
    const char *file; /* borrowed, as the places' */
    const char *text;
    size_t length;
    size_t start; /* offset of the line's first byte */
    size_t seen;  /* up to here the line goes on */
    unsigned line;
};

void
fisc__lines_init(struct fisc__lines *lines, const char *file, const char *text,
                 size_t length);

/*
 * The place of a byte; an offset past the end is the end. A line ends with LF,
 * columns are counted in bytes from 1.
 */
struct fisc__place
fisc__lines_place(struct fisc__lines *lines, size_t offset);

/*
 * FISC_ERR_LIMIT where there are more bytes than max_input_bytes;
 * FISC_ERR_SYNTAX, with its place, where the text is empty, holds a NUL or is
 * not UTF-8.
 */
enum fisc_status
fisc__lines_check(const struct fisc_context *context, const char *file,
                 const char *text, size_t length, struct fisc_error *reterr);

#endif
