/* SPDX-License-Identifier: MIT */
#ifndef CHECK_PATHS_H
#define CHECK_PATHS_H

/* Paths that functions ask ctx for, as far as they are written out. */

#include "check/check.h"

/*
 * Calls `met` for each path of the system or the party that stands as a string
 * in ctx.get "…", ctx.list("…") and the like; `text` is not terminated.
 */
void
fisc__checks_paths(const struct fisc__checks *checks,
                   void (*met)(void *data, const struct fisc__place *place,
                               const char *text, size_t length),
                   void *data);

#endif
