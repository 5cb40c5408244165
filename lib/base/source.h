/* SPDX-License-Identifier: MIT */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

/* Files, read whole, and the names by which sources refer to each other. */

#include "base/arena.h"
#include "base/error.h"

/*
 * Reads a regular file of at most max_input_bytes. On success *ret is a
 * NUL-terminated block of *ret_length + 1 bytes from the context, owned by the
 * caller. A directory, a device or a fifo is refused before it is read.
 */
enum fisc_status
fisc__source_read(struct fisc_context *context, const char *path, char **ret,
                  size_t *ret_length, struct fisc_error *reterr);

/*
 * The name that `href` means inside the source named `base`: `..` and `.` are
 * taken out, "a/b/policy.xml" and "../c.xml" give "a/c.xml". NULL where memory
 * is short.
 */
char *
fisc__source_resolve(struct fisc__arena *arena, const char *base,
                     const char *href);

#endif
