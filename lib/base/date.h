/* SPDX-License-Identifier: MIT */
#ifndef BASE_DATE_H
#define BASE_DATE_H

/* Civil dates and periods, by the proleptic Gregorian calendar. */

#include <stdbool.h>

#include <fisc/base.h>

/* Either months or days; a policy writes 1y, 6m, 2w or 90d. */
struct fisc__period {
    int32_t months;
    int32_t days;
};

/* From 0001-01-01 to 9999-12-31? */
bool
fisc__date_is_valid(fisc_date date);

/* Exactly `length` bytes must be a date; else false and *ret unchanged. */
bool
fisc__date_read(const char *text, size_t length, fisc_date *ret);

bool
fisc__period_read(const char *text, size_t length, struct fisc__period *ret);

/* `sign` is 1 or -1. Clamped to 0001-01-01 and 9999-12-31. */
fisc_date
fisc__date_move(fisc_date date, struct fisc__period period, int sign);

#endif
