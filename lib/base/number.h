/* SPDX-License-Identifier: MIT */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

/* Numbers as text, whatever the host's locale. */

#include "base/context.h"

/* A whole int64, `-?[0-9]+`; else false and *ret unchanged. */
bool
fisc__integer_read(const char *text, size_t length, int64_t *ret);

/* A finite JSON number; else false and *ret unchanged. */
bool
fisc__decimal_read(struct fisc_context *context, const char *text,
                   size_t length, double *ret);

enum { FISC__DECIMAL_TEXT = 32 };

/*
 * The shortest text that reads back as the same finite number, with a '.' or
 * an exponent in it: 99.5, 3.0, 1e+300. Below 1e15, a whole one is written with
 * all its places: 100.0.
 */
void
fisc__decimal_write(struct fisc_context *context, double number,
                    char text[FISC__DECIMAL_TEXT]);

#endif
