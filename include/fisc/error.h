/* SPDX-License-Identifier: MIT */
#ifndef FISC_ERROR_H
#define FISC_ERROR_H

#include <fisc/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * The error object that a caller lends to a call.
 */

/**
 * Where and why a call failed.
 *
 * The caller lends one, on its stack or anywhere, or passes NULL. It needs no
 * preparation and no release: a call that fails overwrites it whole, a call
 * that succeeds leaves it alone. It owns no memory and may be copied.
 *
 * Threads: a plain object of the caller's.
 *
 * @since 0.1
 */
struct fisc_error {
    enum fisc_status status;
    unsigned line;       /**< 1-based; 0 when no line applies */
    unsigned column;     /**< 1-based, in bytes; 0 when no column applies */
    char where[512];     /**< file; "" when none applies */
    char item[128];      /**< control, clause, check or fact path; or "" */
    char message[512];   /**< one line of English, no trailing stop, UTF-8 */
    char reserved[128];  /**< zero */
};

/**
 * Write an error as one line, `where:line:column: message`, leaving out what
 * does not apply.
 *
 * @param[in]  error  **Borrowed** for this call.
 * @param[out] text   Room for `size` bytes; NUL-terminated afterwards and cut
 *                    at a character boundary where it is too short.
 * @param[in]  size   At least 1; 1100 always suffices.
 * @since 0.1
 */
FISC_API void
fisc_error_format(const struct fisc_error *error, char *text, size_t size);

#ifdef __cplusplus
}
#endif

#endif
