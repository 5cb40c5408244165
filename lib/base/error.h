/* SPDX-License-Identifier: MIT */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

/* Filling in the error object that a caller lent. */

#include <fisc/error.h>

/* A place in a source. The file's name lives as long as what has the place. */
struct fisc__place {
    const char *file; /* NULL where none applies */
    unsigned line;    /* 1-based; 0 where none applies */
    unsigned column;
};

/* Both fill in `reterr`, if there is one, and return the status. */
enum fisc_status
fisc__error(struct fisc_error *reterr, enum fisc_status status,
            const struct fisc__place *place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same, naming the control, clause, check or fact path concerned. */
enum fisc_status
fisc__error_item(struct fisc_error *reterr, enum fisc_status status,
                 const struct fisc__place *place, const char *item,
                 const char *format, ...)
    __attribute__((format(printf, 5, 6)));

enum fisc_status
fisc__error_nomem(struct fisc_error *reterr);

/*
 * Copies text into a field of that size: cut at a character boundary, and
 * control characters and bytes that aren't UTF-8 replaced by '?'.
 */
void
fisc__error_copy(char *field, size_t size, const char *text, size_t length);

#endif
