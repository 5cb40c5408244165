/* SPDX-License-Identifier: MIT */
/* Which Lua the library was built with. */

#include <lua.h>

#include "check/check.h"

const char *
fisc__lua_version(void)
{
    return LUA_VERSION_MAJOR "." LUA_VERSION_MINOR "." LUA_VERSION_RELEASE;
}
