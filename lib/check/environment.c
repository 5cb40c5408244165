/* SPDX-License-Identifier: MIT */
/* What a check file sees, and tables that can only be read. */

#include "check/environment.h"

#include <string.h>

#include "check/trap.h"

static const char environment_key; /* registry: what scripts have as _ENV */

/* ---- frozen tables -------------------------------------------------------*/

/* [-3, +0, v] __newindex. Upvalue: what the table is. */
static int
frozen_write(lua_State *L)
{
    return luaL_error(L, "%s can't be changed",
                      lua_tostring(L, lua_upvalueindex(1)));
}

/* [-0, +1, -] __len */
static int
frozen_length(lua_State *L)
{
    fisc__push_contents(L, 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
    return 1;
}

void
fisc__freeze(lua_State *L, const char *what)
{
    luaL_checkstack(L, 6, NULL);
    lua_newtable(L);
    lua_createtable(L, 0, 6); /* stack: table, view, meta */
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, what);
    lua_pushcclosure(L, frozen_write, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, frozen_length);
    lua_setfield(L, -2, "__len");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2); /* stack: table, view */
    lua_remove(L, -2);
}

/* Only we set metatables, so that every table that has one is a view. */
bool
fisc__is_frozen(lua_State *L, int index)
{
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index))
        return false;
    lua_pop(L, 1);
    return true;
}

void
fisc__push_contents(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    if (!lua_getmetatable(L, index)) {
        lua_pushvalue(L, index);
        return;
    }
    lua_pushliteral(L, "__index");
    lua_rawget(L, -2);
    lua_remove(L, -2);
}

void
fisc__check_table(lua_State *L, int argument)
{
    luaL_checktype(L, argument, LUA_TTABLE);
}

void
fisc__check_writable(lua_State *L, int argument)
{
    luaL_checktype(L, argument, LUA_TTABLE);
    if (fisc__is_frozen(L, argument))
        luaL_argerror(L, argument, "this table can't be changed");
}

/* ---- globals -------------------------------------------------------------*/

void
fisc__offer_keys(lua_State *L, int index, struct fisc__nearest *nearest)
{
    index = lua_absindex(L, index);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1))
        if (lua_type(L, -2) == LUA_TSTRING)
            fisc__nearest_offer(nearest, lua_tostring(L, -2));
}

/* [-2, +0, v] __index of the environment's content: no such name. */
static int
unknown_name(lua_State *L)
{
    struct fisc__nearest nearest;
    const char *name;

    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "the environment has names only");
    fisc__charge(L, 100);
    name = lua_tostring(L, 2);
    fisc__nearest_init(&nearest, name);
    fisc__offer_keys(L, 1, &nearest);
    return nearest.best
               ? fisc__trap_at(L, name, "unknown word '%s'; is '%s' meant?",
                               name, nearest.best)
               : fisc__trap_at(L, name, "unknown word '%s'", name);
}

/* [-3, +0, v] __newindex of the environment. */
static int
refuse_global(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "the environment can't be changed");
    return fisc__trap_at(L, lua_tostring(L, 2),
                         "'%s' is set as a global: write local before it",
                         lua_tostring(L, 2));
}

static void
add_library(lua_State *L, const char *name, void (*fill)(lua_State *))
{
    lua_newtable(L);
    fill(L);
    fisc__freeze(L, name);
    lua_setfield(L, -2, name);
}

/* [-0, +0, m] The methods of strings are the allowed functions alone. */
static void
set_string_methods(lua_State *L)
{
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 2); /* stack: "", meta */
    lua_newtable(L);
    fisc__library_string(L);
    fisc__library_pattern(L);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

static void
fill_string(lua_State *L)
{
    fisc__library_string(L);
    fisc__library_pattern(L);
}

void
fisc__environment_open(lua_State *L)
{
    lua_newtable(L); /* stack: names */
    fisc__library_base(L);
    fisc__words_open(L);
    add_library(L, "string", fill_string);
    add_library(L, "table", fisc__library_table);
    add_library(L, "math", fisc__library_math);
    add_library(L, "utf8", fisc__library_utf8);
    set_string_methods(L);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, unknown_name);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    fisc__freeze(L, "the environment"); /* stack: view */
    lua_getmetatable(L, -1);
    lua_pushcfunction(L, refuse_global);
    lua_setfield(L, -2, "__newindex");
    lua_pop(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
}

void
fisc__environment_push(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
}
