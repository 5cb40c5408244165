/* SPDX-License-Identifier: MIT */
/*
 * The functions on numbers that checks may use: those whose results are exact,
 * and so the same on every machine.
 */

#include <math.h>

#include "check/environment.h"

static int
math_abs(lua_State *L)
{
    if (lua_isinteger(L, 1)) {
        lua_Integer n = lua_tointeger(L, 1);

        lua_pushinteger(L, n < 0 ? luaL_intop(-, 0, n) : n);
    } else {
        lua_pushnumber(L, fabs(luaL_checknumber(L, 1)));
    }
    return 1;
}

/* [-0, +1, -] An integer where it fits, else the float. */
static int
push_whole(lua_State *L, lua_Number number)
{
    lua_Integer n;

    if (lua_numbertointeger(number, &n))
        lua_pushinteger(L, n);
    else
        lua_pushnumber(L, number);
    return 1;
}

static int
math_ceil(lua_State *L)
{
    if (lua_isinteger(L, 1)) {
        lua_settop(L, 1);
        return 1;
    }
    return push_whole(L, ceil(luaL_checknumber(L, 1)));
}

static int
math_floor(lua_State *L)
{
    if (lua_isinteger(L, 1)) {
        lua_settop(L, 1);
        return 1;
    }
    return push_whole(L, floor(luaL_checknumber(L, 1)));
}

static int
math_fmod(lua_State *L)
{
    if (lua_isinteger(L, 1) && lua_isinteger(L, 2)) {
        lua_Integer a = lua_tointeger(L, 1), b = lua_tointeger(L, 2);

        luaL_argcheck(L, b != 0, 2, "zero");
        lua_pushinteger(L, b == -1 ? 0 : a % b);
    } else {
        lua_pushnumber(L, fmod(luaL_checknumber(L, 1), luaL_checknumber(L, 2)));
    }
    return 1;
}

static int
math_modf(lua_State *L)
{
    lua_Number n = luaL_checknumber(L, 1);
    lua_Number whole = n < 0 ? ceil(n) : floor(n);

    lua_pushnumber(L, whole);
    lua_pushnumber(L, isinf(n) ? 0.0 : n - whole);
    return 2;
}

static int
math_tointeger(lua_State *L)
{
    int exact;
    lua_Integer n;

    luaL_checkany(L, 1);
    if (lua_type(L, 1) != LUA_TNUMBER)
        return luaL_pushfail(L), 1;
    n = lua_tointegerx(L, 1, &exact);
    if (exact)
        lua_pushinteger(L, n);
    else
        luaL_pushfail(L);
    return 1;
}

static int
math_type(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_type(L, 1) != LUA_TNUMBER)
        luaL_pushfail(L);
    else
        lua_pushstring(L, lua_isinteger(L, 1) ? "integer" : "float");
    return 1;
}

static int
math_ult(lua_State *L)
{
    lua_Integer a = luaL_checkinteger(L, 1), b = luaL_checkinteger(L, 2);

    lua_pushboolean(L, (lua_Unsigned)a < (lua_Unsigned)b);
    return 1;
}

/* [-0, +1, v] The extreme of the arguments. */
static int
extreme(lua_State *L, bool largest)
{
    int count = lua_gettop(L), best = 1;

    luaL_checknumber(L, 1);
    for (int i = 2; i <= count; i++) {
        luaL_checknumber(L, i);
        if (largest ? lua_compare(L, best, i, LUA_OPLT)
                    : lua_compare(L, i, best, LUA_OPLT))
            best = i;
    }
    lua_pushvalue(L, best);
    return 1;
}

static int
math_max(lua_State *L)
{
    return extreme(L, true);
}

static int
math_min(lua_State *L)
{
    return extreme(L, false);
}

void
fisc__library_math(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"abs", math_abs},     {"ceil", math_ceil},
        {"floor", math_floor}, {"fmod", math_fmod},
        {"max", math_max},     {"min", math_min},
        {"modf", math_modf},   {"tointeger", math_tointeger},
        {"type", math_type},   {"ult", math_ult},
        {NULL, NULL}};

    luaL_setfuncs(L, functions, 0);
    lua_pushinteger(L, LUA_MAXINTEGER);
    lua_setfield(L, -2, "maxinteger");
    lua_pushinteger(L, LUA_MININTEGER);
    lua_setfield(L, -2, "mininteger");
    lua_pushnumber(L, (lua_Number)HUGE_VAL);
    lua_setfield(L, -2, "huge");
    lua_pushnumber(L, 3.141592653589793);
    lua_setfield(L, -2, "pi");
}
