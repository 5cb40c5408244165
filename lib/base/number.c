/* SPDX-License-Identifier: MIT */
/* Numbers as text, whatever the host's locale. */

#define _GNU_SOURCE
#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
fisc__integer_read(const char *text, size_t length, int64_t *ret)
{
    bool negative = length > 0 && text[0] == '-';
    int64_t value = 0;
    size_t i = negative;

    if (i == length)
        return false;
    for (; i < length; i++) {
        int digit = text[i] - '0';

        if (digit < 0 || digit > 9 ||
            __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit, &value))
            return false;
    }
    if (!negative && __builtin_sub_overflow(0, value, &value))
        return false;
    *ret = value;
    return true;
}

static size_t
skip_digits(const char *text, size_t length, size_t i)
{
    while (i < length && text[i] >= '0' && text[i] <= '9')
        i++;
    return i;
}

static bool
is_json_number(const char *text, size_t length)
{
    size_t i = length > 0 && text[0] == '-';
    size_t start = i;

    i = skip_digits(text, length, i);
    if (i == start || (text[start] == '0' && i > start + 1))
        return false;
    if (i < length && text[i] == '.') {
        start = ++i;
        i = skip_digits(text, length, i);
        if (i == start)
            return false;
    }
    if (i < length && (text[i] == 'e' || text[i] == 'E')) {
        i++;
        if (i < length && (text[i] == '+' || text[i] == '-'))
            i++;
        start = i;
        i = skip_digits(text, length, i);
        if (i == start)
            return false;
    }
    return i == length;
}

bool
fisc__decimal_read(struct fisc_context *context, const char *text,
                   size_t length, double *ret)
{
    char copy[400];
    double value;

    if (length >= sizeof copy || !is_json_number(text, length))
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    value = strtod_l(copy, NULL, context->c_locale);
    if (!isfinite(value))
        return false;
    *ret = value == 0 ? 0 : value; /* no negative zero */
    return true;
}

void
fisc__decimal_write(struct fisc_context *context, double number,
                    char text[FISC__DECIMAL_TEXT])
{
    locale_t before = uselocale(context->c_locale);

    int digits = 1;

    for (; digits <= 17; digits++) {
        snprintf(text, FISC__DECIMAL_TEXT, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    /* %g takes an exponent where there are more places than digits. */
    if (strchr(text, 'e') && fabs(number) >= 1 && fabs(number) < 1e15)
        snprintf(text, FISC__DECIMAL_TEXT, "%.15g", number);
    uselocale(before);
    if (!strpbrk(text, ".e"))
        strcat(text, ".0");
}
