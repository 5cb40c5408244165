/* SPDX-License-Identifier: MIT */
#ifndef CHECK_FORMAT_H
#define CHECK_FORMAT_H

#include "check/sandbox.h"

/*
 * [-n, +1, v] string.format() with %c d i o u x X e E f F g G s and %%: none
 * whose result depends on an address or is not the same everywhere.
 */
int
fisc__format(lua_State *L);

#endif
