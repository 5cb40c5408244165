/* SPDX-License-Identifier: MIT */
/* The functions on UTF-8 that checks may use: strict. */

#include <string.h>

#include "base/utf8.h"
#include "check/environment.h"

enum { CODEPOINT_LIMIT = 1000 };

/* [-0, +0, m] Adds a character to a buffer. */
static void
add_character(lua_State *L, luaL_Buffer *buffer, int argument)
{
    lua_Integer code = luaL_checkinteger(L, argument);
    char bytes[4];
    size_t length = 0;

    luaL_argcheck(
        L, code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff),
        argument, "no character has this number");
    if (code == 0)
        fisc__sandbox_of(L)->weights.has_nul = true;
    if (code < 0x80) {
        bytes[length++] = (char)code;
    } else if (code < 0x800) {
        bytes[length++] = (char)(0xc0 | code >> 6);
    } else if (code < 0x10000) {
        bytes[length++] = (char)(0xe0 | code >> 12);
        bytes[length++] = (char)(0x80 | (code >> 6 & 0x3f));
    } else {
        bytes[length++] = (char)(0xf0 | code >> 18);
        bytes[length++] = (char)(0x80 | (code >> 12 & 0x3f));
        bytes[length++] = (char)(0x80 | (code >> 6 & 0x3f));
    }
    if (code >= 0x80)
        bytes[length++] = (char)(0x80 | (code & 0x3f));
    luaL_addlstring(buffer, bytes, length);
}

static int
utf8_char(lua_State *L)
{
    int count = lua_gettop(L);
    luaL_Buffer buffer;

    fisc__charge(L, (size_t)count);
    luaL_buffinit(L, &buffer);
    for (int i = 1; i <= count; i++)
        add_character(L, &buffer, i);
    luaL_pushresult(&buffer);
    return 1;
}

/* A position that may count from the end; 0 stays. */
static lua_Integer
position(lua_Integer at, size_t length)
{
    if (at >= 0)
        return at;
    return (lua_Unsigned)0 - (lua_Unsigned)at > length
               ? 0
               : (lua_Integer)length + at + 1;
}

/* utf8.len(s, i, j): the number of characters, or nil and the bad byte. */
static int
utf8_len(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer at = position(luaL_optinteger(L, 2, 1), length);
    lua_Integer end = position(luaL_optinteger(L, 3, -1), length);
    lua_Integer count = 0;

    luaL_argcheck(L, at >= 1 && at <= (lua_Integer)length + 1, 2,
                  "position out of bounds");
    luaL_argcheck(L, end <= (lua_Integer)length, 3, "position out of bounds");
    fisc__charge(L, 2 + length / 8);
    while (at <= end) {
        size_t bytes =
            fisc__utf8_length(text + at - 1, length - (size_t)(at - 1));

        if (!bytes) {
            luaL_pushfail(L);
            lua_pushinteger(L, at);
            return 2;
        }
        at += (lua_Integer)bytes;
        count++;
    }
    lua_pushinteger(L, count);
    return 1;
}

static int
utf8_codepoint(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer at = position(luaL_optinteger(L, 2, 1), length);
    lua_Integer end = position(luaL_optinteger(L, 3, at), length);
    int count = 0;

    luaL_argcheck(L, at >= 1, 2, "position out of bounds");
    luaL_argcheck(L, end <= (lua_Integer)length, 3, "position out of bounds");
    while (at <= end) {
        size_t bytes =
            fisc__utf8_length(text + at - 1, length - (size_t)(at - 1));

        if (!bytes)
            return luaL_error(L, "not UTF-8");
        if (++count > CODEPOINT_LIMIT)
            return luaL_error(L, "too many characters");
        fisc__charge(L, 1);
        luaL_checkstack(L, 2, "too many characters");
        lua_pushinteger(L, fisc__utf8_decode(text + at - 1, &bytes));
        at += (lua_Integer)bytes;
    }
    return count;
}

/* [-0, +(1|2), v] The iterator of codes: text, position of the one before. */
static int
next_code(lua_State *L)
{
    size_t length, bytes;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer at = luaL_checkinteger(L, 2);

    if (at < 0 || (lua_Unsigned)at > length)
        return 0;
    fisc__charge(L, 1);
    if (at > 0) {
        bytes = fisc__utf8_length(text + at - 1, length - (size_t)(at - 1));
        at += bytes ? (lua_Integer)bytes : 1;
    } else {
        at = 1;
    }
    if ((size_t)at > length)
        return 0;
    bytes = fisc__utf8_length(text + at - 1, length - (size_t)(at - 1));
    if (!bytes)
        return luaL_error(L, "not UTF-8");
    lua_pushinteger(L, at);
    lua_pushinteger(L, fisc__utf8_decode(text + at - 1, &bytes));
    return 2;
}

static int
utf8_codes(lua_State *L)
{
    luaL_checkstring(L, 1);
    lua_pushcfunction(L, next_code);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

void
fisc__library_utf8(lua_State *L)
{
    static const luaL_Reg functions[] = {{"char", utf8_char},
                                         {"codepoint", utf8_codepoint},
                                         {"codes", utf8_codes},
                                         {"len", utf8_len},
                                         {NULL, NULL}};

    luaL_setfuncs(L, functions, 0);
    lua_pushlstring(L, "[\0-\x7F\xC2-\xFD][\x80-\xBF]*", 14);
    lua_setfield(L, -2, "charpattern");
}
