/* SPDX-License-Identifier: MIT */
/* Civil dates and periods, by the proleptic Gregorian calendar. */

#include "base/date.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

struct civil {
    int64_t year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

enum { DATE_FIRST = -719162, DATE_LAST = 2932896 }; /* 0001-01-01, 9999-12-31 */

bool
fisc__date_is_valid(fisc_date date)
{
    return date >= DATE_FIRST && date <= DATE_LAST;
}

/*
 * Years are counted from March, so that the leap day ends a year; 146097 days
 * make 400 years, 719468 lie between 0000-03-01 and 1970-01-01.
 */
static fisc_date
from_civil(struct civil c)
{
    int64_t year = c.month <= 2 ? c.year - 1 : c.year;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 +
                      c.day - 1;
    int64_t day = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

    return (fisc_date)(era * 146097 + day - 719468);
}

static struct civil
to_civil(fisc_date date)
{
    int64_t z = (int64_t)date + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day = z - era * 146097;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int64_t of_year = day - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    struct civil c;

    c.day = (int)(of_year - (153 * month + 2) / 5 + 1);
    c.month = (int)(month < 10 ? month + 3 : month - 9);
    c.year = year + era * 400 + (c.month <= 2);
    return c;
}

static int
days_in_month(int64_t year, int month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30,
                                         31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month == 2 && leap ? 29 : days[month - 1];
}

static bool
digits(const char *text, int count, int *ret)
{
    int value = 0;

    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *ret = value;
    return true;
}

bool
fisc__date_read(const char *text, size_t length, fisc_date *ret)
{
    int year, month, day;

    if (length != 10 || text[4] != '-' || text[7] != '-' ||
        !digits(text, 4, &year) || !digits(text + 5, 2, &month) ||
        !digits(text + 8, 2, &day))
        return false;
    if (year < 1 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return false;
    *ret = from_civil((struct civil){year, month, day});
    return true;
}

bool
fisc__period_read(const char *text, size_t length, struct fisc__period *ret)
{
    int32_t count = 0;

    if (length < 2 || length > 7)
        return false;
    for (size_t i = 0; i + 1 < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        count = count * 10 + (text[i] - '0');
    }
    switch (text[length - 1]) {
    case 'd':
        *ret = (struct fisc__period){.days = count};
        return true;
    case 'w':
        *ret = (struct fisc__period){.days = count * 7};
        return true;
    case 'm':
        *ret = (struct fisc__period){.months = count};
        return true;
    case 'y':
        *ret = (struct fisc__period){.months = count * 12};
        return true;
    default:
        return false;
    }
}

static int64_t
move(fisc_date date, int64_t months, int64_t days)
{
    struct civil c;
    int64_t month;
    int last;

    if (months == 0)
        return (int64_t)date + days;
    c = to_civil(date);
    month = c.year * 12 + (c.month - 1) + months;
    if (month < 12)
        return DATE_FIRST - 1;
    if (month >= 10000 * 12)
        return (int64_t)DATE_LAST + 1;
    c.year = month / 12;
    c.month = (int)(month % 12) + 1;
    last = days_in_month(c.year, c.month);
    if (c.day > last)
        c.day = last;
    return (int64_t)from_civil(c) + days;
}

fisc_date
fisc__date_move(fisc_date date, struct fisc__period period, int sign)
{
    int64_t moved = move(date, (int64_t)period.months * sign,
                         (int64_t)period.days * sign);

    if (moved < DATE_FIRST)
        return DATE_FIRST;
    return moved > DATE_LAST ? DATE_LAST : (fisc_date)moved;
}

enum fisc_status
fisc_date_parse(const char *text, fisc_date *ret)
{
    assert(text && ret);
    return fisc__date_read(text, strlen(text), ret) ? FISC_OK
                                                    : FISC_ERR_INVALID;
}

void
fisc_date_format(fisc_date date, char text[11])
{
    struct civil c;

    text[0] = '\0';
    if (!fisc__date_is_valid(date))
        return;
    c = to_civil(date);
    snprintf(text, 11, "%04u-%02u-%02u", (unsigned)c.year % 10000,
             (unsigned)c.month % 100, (unsigned)c.day % 100);
}

enum fisc_status
fisc_date_add(fisc_date date, const char *period, int times, fisc_date *ret)
{
    struct fisc__period p;
    int64_t moved;

    assert(period && ret);
    if (!fisc__date_is_valid(date) ||
        !fisc__period_read(period, strlen(period), &p))
        return FISC_ERR_INVALID;
    moved = move(date, (int64_t)p.months * times, (int64_t)p.days * times);
    if (moved < DATE_FIRST || moved > DATE_LAST)
        return FISC_ERR_INVALID;
    *ret = (fisc_date)moved;
    return FISC_OK;
}
