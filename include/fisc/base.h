/* SPDX-License-Identifier: MIT */
#ifndef FISC_BASE_H
#define FISC_BASE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define FISC_API __attribute__((visibility("default")))
#else
#define FISC_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * What every other header rests on: statuses, versions and civil dates.
 */

/**
 * The outcome of a call. 0 is success, failures are negative. A number is
 * never reused.
 *
 * @since 0.1
 */
enum fisc_status {
    FISC_OK = 0,
    FISC_ERR_NOMEM = -1,       /**< the allocator refused; nothing was kept */
    FISC_ERR_SYNTAX = -2,      /**< not well-formed XML, JSON or Lua */
    FISC_ERR_INVALID = -3,     /**< well-formed, but not what is asked for */
    FISC_ERR_CONFLICT = -4,    /**< two statements that exclude each other */
    FISC_ERR_LIMIT = -5,       /**< larger or deeper than a limit allows */
    FISC_ERR_IO = -6,          /**< a file or a sink failed */
    FISC_ERR_NOTFOUND = -7,    /**< no such thing */
    FISC_ERR_BUDGET = -8,      /**< a check at load, or an evaluation as a
                                    whole, overran its budget */
    FISC_ERR_INTERRUPTED = -9, /**< the host asked to stop */
    FISC_ERR_UNSUPPORTED = -10 /**< a known format that this call can't read */
};

/**
 * A short English name of a status, such as "out of memory".
 *
 * @param[in] status  Any value.
 * @return A static string, never NULL. **Borrowed**, valid for ever.
 * @since 0.1
 */
FISC_API const char *
fisc_status_name(enum fisc_status status);

/**
 * The library's version, such as "0.1.0". It may be newer than the headers
 * that the caller was built with.
 *
 * @return A static string. **Borrowed**, valid for ever.
 * @since 0.1
 */
FISC_API const char *
fisc_version(void);

/**
 * Write the versions of the libraries that the process runs with, such as
 * "Lua 5.4.4, libxml2 2.9.14, nettle 3.8, utf8proc 2.8.0": these may be others
 * than it was built with. A Lua that does not say stands as built.
 *
 * @param[out] text  Room for `size` bytes; NUL-terminated afterwards, and cut
 *                   where it is too short.
 * @param[in]  size  At least 1; 128 suffices.
 * @since 0.1
 */
FISC_API void
fisc_version_details(char *text, size_t size);

/** The languages of texts for people; indexes of `[2]` below. @since 0.1 */
enum fisc_language {
    FISC_LANGUAGE_JA = 0,
    FISC_LANGUAGE_EN = 1
};

/**
 * A civil date: days since 1970-01-01 in the proleptic Gregorian calendar.
 * Dates from 0001-01-01 to 9999-12-31 can be written and read.
 *
 * @since 0.1
 */
typedef int32_t fisc_date;

/** Not a date. @since 0.1 */
#define FISC_DATE_NONE INT32_MIN

/**
 * Read a date of the form YYYY-MM-DD.
 *
 * @param[in]  text  NUL-terminated. **Borrowed** for this call.
 * @param[out] ret   The date; unchanged on failure.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID  Not of that form, or no such day.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_date_parse(const char *text, fisc_date *ret);

/**
 * Write a date as YYYY-MM-DD.
 *
 * @param[in]  date  A date within the range above; anything else is written
 *                   as the empty string.
 * @param[out] text  Eleven bytes, NUL-terminated afterwards.
 * @since 0.1
 */
FISC_API void
fisc_date_format(fisc_date date, char text[11]);

/**
 * Move a date by a period: a whole number followed by `d` (days), `w` (weeks),
 * `m` (months) or `y` (years), such as "90d", "6m" or "1y".
 *
 * Months and years go by the calendar. Where the month arrived at has no such
 * day, its last day is taken: 2026-03-31 plus 1m is 2026-04-30, and
 * 2024-02-29 minus 1y is 2023-02-28.
 *
 * @param[in]  date    A date.
 * @param[in]  period  NUL-terminated. **Borrowed** for this call.
 * @param[in]  times   How often; negative goes back.
 * @param[out] ret     The date arrived at; unchanged on failure.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID  Not a period, or the result is out of range.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_date_add(fisc_date date, const char *period, int times, fisc_date *ret);

#ifdef __cplusplus
}
#endif

#endif
