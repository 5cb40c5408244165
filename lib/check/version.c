/* SPDX-License-Identifier: MIT */
/* Which Lua the library runs with. */

#include <string.h>

#include <lua.h>

#include "check/check.h"

/*
 * "$LuaVersion: Lua 5.4.4  Copyright …": the one place where a Lua library says
 * its release. No header declares it, and a Lua may be built without it.
 */
extern const char lua_ident[] __attribute__((weak));

void
fisc__lua_version(char text[FISC__LUA_VERSION])
{
    const char *found = lua_ident ? strstr(lua_ident, ": Lua ") : NULL;
    size_t length;

    /* Else the one that it was built with. */
    found = found ? found + strlen(": Lua ") : &LUA_RELEASE[strlen("Lua ")];
    length = strspn(found, "0123456789.");
    if (length >= FISC__LUA_VERSION)
        length = FISC__LUA_VERSION - 1;
    memcpy(text, found, length);
    text[length] = '\0';
}
