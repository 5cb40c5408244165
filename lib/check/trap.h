/* SPDX-License-Identifier: MIT */
#ifndef CHECK_TRAP_H
#define CHECK_TRAP_H

/*
 * Mistakes in check files. While a file is loaded each ends the load, whatever
 * the file does to catch it; in a function that runs it is an ordinary error.
 */

#include "check/sandbox.h"

/* [-0, +0, -] The line in which the running C function was called; or 0. */
unsigned
fisc__line_of_call(lua_State *L);

/*
 * [-0, +0, v] A mistake in the line of the call, at `token` in it. Returns only
 * for `return fisc__trap_at(…)`.
 */
int
fisc__trap_at(lua_State *L, const char *token, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* [-0, +0, v] The same with a place. */
int
fisc__trap_place(lua_State *L, const struct fisc__place *place,
                 const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* [-0, +0, v] Ends a load with what `error` holds. */
int
fisc__trap_error(lua_State *L, const struct fisc_error *error);

#endif
