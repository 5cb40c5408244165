/* SPDX-License-Identifier: MIT */
/* The basic functions that checks may use. */

#include <math.h>
#include <string.h>

#include "check/environment.h"

enum { ERROR_LIMIT = 4096 }; /* bytes of an error's text */

/* ---- texts of values -----------------------------------------------------*/

/* [-0, +1, m] The same on every machine: "-nan" is "nan". */
static void
push_float(lua_State *L, int index)
{
    lua_Number number = lua_tonumber(L, index);

    if (isnan(number)) {
        lua_pushliteral(L, "nan");
    } else {
        lua_pushnumber(L, number);
        lua_tolstring(L, -1, NULL);
    }
}

const char *
fisc__push_text(lua_State *L, int index, size_t *ret_length)
{
    switch (lua_type(L, index)) {
    case LUA_TSTRING:
        lua_pushvalue(L, index);
        break;
    case LUA_TNUMBER:
        if (lua_isinteger(L, index))
            lua_pushfstring(L, "%I", (LUAI_UACINT)lua_tointeger(L, index));
        else
            push_float(L, index);
        break;
    case LUA_TBOOLEAN:
        lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
        break;
    default: /* never an address */
        lua_pushstring(L, luaL_typename(L, index));
    }
    return lua_tolstring(L, -1, ret_length);
}

static int
base_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    fisc__charge(L, 5);
    fisc__push_text(L, 1, NULL);
    return 1;
}

static int
digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    return 99;
}

static bool
is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* [-0, +1, v] tonumber(text, base) */
static int
number_in_base(lua_State *L)
{
    lua_Integer base = luaL_checkinteger(L, 2);
    size_t length, i = 0, end;
    const char *text;
    lua_Unsigned value = 0;
    bool negative, any = false;

    luaL_checktype(L, 1, LUA_TSTRING);
    luaL_argcheck(L, base >= 2 && base <= 36, 2, "base out of range");
    text = lua_tolstring(L, 1, &length);
    fisc__charge(L, length / 4);
    for (end = length; end > 0 && is_blank(text[end - 1]);)
        end--;
    while (i < end && is_blank(text[i]))
        i++;
    negative = i < end && text[i] == '-';
    i += negative;
    for (; i < end && digit_of(text[i]) < base; i++, any = true)
        value = value * (lua_Unsigned)base + (lua_Unsigned)digit_of(text[i]);
    if (!any || i != end)
        return luaL_pushfail(L), 1;
    lua_pushinteger(L, (lua_Integer)(negative ? 0u - value : value));
    return 1;
}

static int
base_tonumber(lua_State *L)
{
    size_t length;
    const char *text;

    luaL_checkany(L, 1);
    fisc__charge(L, 5);
    if (!lua_isnoneornil(L, 2))
        return number_in_base(L);
    if (lua_type(L, 1) == LUA_TNUMBER) {
        lua_settop(L, 1);
        return 1;
    }
    if (lua_type(L, 1) == LUA_TSTRING) {
        text = lua_tolstring(L, 1, &length);
        fisc__charge(L, length / 4);
        if (lua_stringtonumber(L, text) == length + 1)
            return 1;
    }
    luaL_pushfail(L);
    return 1;
}

static int
base_type(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_pushstring(L, luaL_typename(L, 1));
    return 1;
}

static int
base_select(lua_State *L)
{
    int count = lua_gettop(L);
    lua_Integer i;

    if (lua_type(L, 1) == LUA_TSTRING && *lua_tostring(L, 1) == '#') {
        lua_pushinteger(L, count - 1);
        return 1;
    }
    i = luaL_checkinteger(L, 1);
    if (i < 0)
        i = count + i;
    else if (i > count)
        i = count;
    luaL_argcheck(L, i >= 1, 1, "index out of range");
    return count - (int)i;
}

/* ---- errors --------------------------------------------------------------*/

/* [-0, +0, v] Errors are texts, cut: what has behaviour is no error value. */
static int
base_error(lua_State *L)
{
    lua_Integer level = luaL_optinteger(L, 2, 1);
    size_t length;
    const char *text;

    if (lua_type(L, 1) != LUA_TSTRING && lua_type(L, 1) != LUA_TNUMBER)
        return luaL_error(L, "an error that is %s", fisc__kind_of(L, 1));
    text = fisc__push_text(L, 1, &length);
    if (length > ERROR_LIMIT)
        length = ERROR_LIMIT;
    if (lua_type(L, 1) == LUA_TSTRING && level > 0 && level < 100)
        luaL_where(L, (int)level);
    else
        lua_pushliteral(L, "");
    lua_pushlstring(L, text, length);
    lua_concat(L, 2);
    return lua_error(L);
}

static int
base_assert(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_toboolean(L, 1))
        return lua_gettop(L);
    lua_settop(L, 2);
    if (lua_isnil(L, 2))
        return luaL_error(L, "assertion failed");
    lua_remove(L, 1);
    lua_pushinteger(L, 0);
    return base_error(L);
}

/* pcall() of what may be caught: not of what ends a run. */
static int
base_pcall(lua_State *L)
{
    bool done;

    luaL_checkany(L, 1);
    fisc__charge(L, 20);
    done = fisc__sandbox_try(L, lua_gettop(L) - 1, LUA_MULTRET);
    lua_pushboolean(L, done);
    lua_insert(L, 1);
    return lua_gettop(L);
}

/* ---- frozen tables -------------------------------------------------------*/

enum { FROZEN_DEPTH = 16 };

static void push_frozen(lua_State *L, int index, int depth);

/* [-0, +1, v] A value that can't change. */
static void
push_fixed(lua_State *L, int index, int depth)
{
    switch (lua_type(L, index)) {
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
    case LUA_TSTRING:
        lua_pushvalue(L, index);
        break;
    case LUA_TTABLE:
        push_frozen(L, index, depth + 1);
        break;
    default:
        luaL_error(L, "%s can't be frozen", fisc__kind_of(L, index));
    }
}

static void
push_frozen(lua_State *L, int index, int depth)
{
    int source, copy;
    lua_Integer count;

    if (depth > FROZEN_DEPTH)
        luaL_error(L, "tables nest too deeply to be frozen");
    luaL_checkstack(L, 12, NULL);
    if (fisc__is_frozen(L, index)) {
        lua_pushvalue(L, index);
        return;
    }
    lua_pushvalue(L, index);
    source = lua_gettop(L);
    lua_newtable(L);
    copy = source + 1;
    lua_pushvalue(L, source);
    fisc__sorted_keys(L); /* what can't be frozen is met in a fixed order */
    count = (lua_Integer)lua_rawlen(L, copy + 1);
    for (lua_Integer i = 1; i <= count; i++) {
        fisc__charge(L, 5);
        lua_rawgeti(L, copy + 1, i);
        lua_pushvalue(L, -1);
        lua_rawget(L, source);
        push_fixed(L, -1, depth); /* stack: key, value, its copy */
        lua_remove(L, -2);
        lua_rawset(L, copy);
    }
    lua_settop(L, copy);
    fisc__freeze(L, "a frozen table");
    lua_remove(L, source);
}

/* frozen { … }: a copy that can only be read. */
static int
base_frozen(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    push_frozen(L, 1, 0);
    return 1;
}

void
fisc__library_base(lua_State *L)
{
    static const luaL_Reg functions[] = {{"assert", base_assert},
                                         {"error", base_error},
                                         {"frozen", base_frozen},
                                         {"pcall", base_pcall},
                                         {"select", base_select},
                                         {"tonumber", base_tonumber},
                                         {"tostring", base_tostring},
                                         {"type", base_type},
                                         {NULL, NULL}};

    luaL_setfuncs(L, functions, 0);
    fisc__library_order(L);
}
