/* SPDX-License-Identifier: MIT */
#ifndef REPORT_LAYOUT_H
#define REPORT_LAYOUT_H

/*
 * Text in the columns of a terminal, where a Japanese character takes two.
 * Control characters, which could move the cursor or hide a line, become
 * U+FFFD; line breaks and tabs become spaces.
 */

#include "base/buffer.h"

/* How many columns a text takes. */
size_t
fisc__columns(const char *text);

/* Appends a text, cleaned as above. */
void
fisc__put(struct fisc__buffer *buffer, const char *text);

void
fisc__spaces(struct fisc__buffer *buffer, size_t count);

/* A text and spaces up to `columns`. A longer text isn't cut. */
void
fisc__pad(struct fisc__buffer *buffer, const char *text, size_t columns);

/*
 * Appends a text that begins in `column` (counted from 0), broken so that no
 * line has more than `width` columns; further lines begin with `indent` spaces.
 * Lines break at spaces, between Japanese characters but not before a mark that
 * closes or after one that opens, and within a word only where it is longer
 * than a line. Returns the column after the last character.
 */
size_t
fisc__wrap(struct fisc__buffer *buffer, const char *text, size_t column,
           size_t indent, size_t width);

#endif
