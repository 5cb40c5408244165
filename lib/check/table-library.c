/* SPDX-License-Identifier: MIT */
/* The functions on tables that checks may use: raw, bounded, charged. */

#include "check/environment.h"

enum { UNPACK_LIMIT = 1000 };

/* [-0, +0, v] The length of a list; long ones are refused. */
static lua_Integer
length_of(lua_State *L, int index)
{
    lua_Unsigned length;

    fisc__push_contents(L, index);
    length = lua_rawlen(L, -1);
    lua_pop(L, 1);
    if (length > FISC__TABLE_LIMIT)
        luaL_error(L, "a list of more than %d entries", FISC__TABLE_LIMIT);
    return (lua_Integer)length;
}

static int
table_insert(lua_State *L)
{
    lua_Integer length, at;
    int count = lua_gettop(L);

    fisc__check_writable(L, 1);
    length = length_of(L, 1);
    if (count != 2 && count != 3)
        return luaL_error(L, "insert takes 2 or 3 arguments");
    at = count == 3 ? luaL_checkinteger(L, 2) : length + 1;
    luaL_argcheck(L, at >= 1 && at <= length + 1, 2, "position out of bounds");
    fisc__charge(L, 2 + (size_t)(length + 1 - at));
    for (lua_Integer i = length; i >= at; i--) {
        lua_rawgeti(L, 1, i);
        lua_rawseti(L, 1, i + 1);
    }
    lua_pushvalue(L, count);
    lua_rawseti(L, 1, at);
    return 0;
}

static int
table_remove(lua_State *L)
{
    lua_Integer length, at;

    fisc__check_writable(L, 1);
    length = length_of(L, 1);
    at = luaL_optinteger(L, 2, length);
    if (length > 0 || at != 0)
        luaL_argcheck(L, at >= 1 && at <= length + 1, 2,
                      "position out of bounds");
    fisc__charge(L, 2 + (size_t)(length + 1 - at));
    lua_rawgeti(L, 1, at);
    for (; at < length; at++) {
        lua_rawgeti(L, 1, at + 1);
        lua_rawseti(L, 1, at);
    }
    if (at <= length) {
        lua_pushnil(L);
        lua_rawseti(L, 1, at);
    }
    return 1;
}

/* [-0, +0, v] The bounds of a part of a list, as arguments i and j. */
static void
part_of(lua_State *L, int argument, lua_Integer *i, lua_Integer *j)
{
    lua_Integer length = length_of(L, 1);

    *i = luaL_optinteger(L, argument, 1);
    *j = luaL_optinteger(L, argument + 1, length);
    luaL_argcheck(L, *i >= -FISC__TABLE_LIMIT && *i <= FISC__TABLE_LIMIT,
                  argument, "position out of bounds");
    luaL_argcheck(L, *j >= -FISC__TABLE_LIMIT && *j <= FISC__TABLE_LIMIT,
                  argument + 1, "position out of bounds");
}

/* [-0, +1, v] Pushes an entry as a text, and adds its length. */
static const char *
entry_text(lua_State *L, int table, lua_Integer i, size_t *ret_length)
{
    int type = lua_rawgeti(L, table, i);

    if (type != LUA_TSTRING && type != LUA_TNUMBER)
        luaL_error(L, "entry %I is %s, which has no text", (LUAI_UACINT)i,
                   fisc__kind_of(L, -1));
    fisc__push_text(L, -1, ret_length);
    lua_remove(L, -2);
    return lua_tostring(L, -1);
}

static int
table_concat(lua_State *L)
{
    luaL_Buffer buffer;
    lua_Integer i, j;
    size_t separator_length, total = 0, length;
    const char *separator;

    fisc__check_table(L, 1);
    separator = luaL_optlstring(L, 2, "", &separator_length);
    part_of(L, 3, &i, &j);
    lua_settop(L, 2);
    fisc__push_contents(L, 1); /* stack: table, separator, contents */
    for (lua_Integer k = i; k <= j; k++) {
        fisc__charge(L, 3);
        entry_text(L, 3, k, &length);
        total += length + (k < j ? separator_length : 0);
        if (total > FISC__STRING_LIMIT)
            return luaL_error(L, "a text of more than %d bytes",
                              FISC__STRING_LIMIT);
        lua_pop(L, 1);
    }
    luaL_buffinitsize(L, &buffer, total);
    for (lua_Integer k = i; k <= j; k++) {
        entry_text(L, 3, k, &length);
        luaL_addvalue(&buffer);
        if (k < j)
            luaL_addlstring(&buffer, separator, separator_length);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int
table_sort(lua_State *L)
{
    lua_Integer length;

    fisc__check_writable(L, 1);
    if (!lua_isnoneornil(L, 2))
        luaL_argcheck(L, lua_isfunction(L, 2) && !lua_iscfunction(L, 2), 2,
                      "a function of the file's own expected");
    lua_settop(L, 2);
    length = length_of(L, 1);
    lua_pushvalue(L, 1);
    fisc__sort_list(L, length, 2);
    return 0;
}

static int
table_unpack(lua_State *L)
{
    lua_Integer i, j;

    fisc__check_table(L, 1);
    part_of(L, 2, &i, &j);
    if (i > j)
        return 0;
    if (j - i >= UNPACK_LIMIT)
        return luaL_error(L, "too many values to unpack");
    fisc__charge(L, (size_t)(j - i + 1));
    luaL_checkstack(L, (int)(j - i + 2), "too many values to unpack");
    lua_settop(L, 1);
    fisc__push_contents(L, 1);
    for (lua_Integer k = i; k <= j; k++)
        lua_rawgeti(L, 2, k);
    return (int)(j - i + 1);
}

static int
table_pack(lua_State *L)
{
    int count = lua_gettop(L);

    fisc__charge(L, (size_t)count);
    lua_createtable(L, count, 1);
    lua_insert(L, 1);
    for (int i = count; i >= 1; i--)
        lua_rawseti(L, 1, i);
    lua_pushinteger(L, count);
    lua_setfield(L, 1, "n");
    return 1;
}

void
fisc__library_table(lua_State *L)
{
    static const luaL_Reg functions[] = {{"concat", table_concat},
                                         {"insert", table_insert},
                                         {"pack", table_pack},
                                         {"remove", table_remove},
                                         {"sort", table_sort},
                                         {"unpack", table_unpack},
                                         {NULL, NULL}};

    luaL_setfuncs(L, functions, 0);
}
