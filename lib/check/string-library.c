/* SPDX-License-Identifier: MIT */
/* The functions on texts that checks may use, patterns aside. */

#include <string.h>

#include "check/environment.h"
#include "check/format.h"

enum { REPEAT_LIMIT = 65536, BYTES_LIMIT = 1000 };

static int
string_len(lua_State *L)
{
    size_t length;

    luaL_checklstring(L, 1, &length);
    lua_pushinteger(L, (lua_Integer)length);
    return 1;
}

/* A start: from 1, negative counts from the end, cut at 1. */
static size_t
start_of(lua_Integer at, size_t length)
{
    if (at > 0)
        return (size_t)at;
    if (at == 0 || at < -(lua_Integer)length)
        return 1;
    return length + (size_t)at + 1;
}

static size_t
end_of(lua_Integer at, size_t length)
{
    if (at > (lua_Integer)length)
        return length;
    if (at >= 0)
        return (size_t)at;
    return at < -(lua_Integer)length ? 0 : length + (size_t)at + 1;
}

static int
string_sub(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    size_t start = start_of(luaL_checkinteger(L, 2), length);
    size_t end = end_of(luaL_optinteger(L, 3, -1), length);

    if (start > end)
        lua_pushliteral(L, "");
    else
        lua_pushlstring(L, text + start - 1, end - start + 1);
    return 1;
}

static char
to_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static char
to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* [-0, +1, m] */
static int
change_case(lua_State *L, char (*change)(char))
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    luaL_Buffer buffer;
    char *room = luaL_buffinitsize(L, &buffer, length);

    fisc__charge(L, length / 16);
    for (size_t i = 0; i < length; i++)
        room[i] = change(text[i]);
    luaL_pushresultsize(&buffer, length);
    return 1;
}

static int
string_upper(lua_State *L)
{
    return change_case(L, to_upper);
}

static int
string_lower(lua_State *L)
{
    return change_case(L, to_lower);
}

static int
string_reverse(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    luaL_Buffer buffer;
    char *room = luaL_buffinitsize(L, &buffer, length);

    fisc__charge(L, length / 16);
    for (size_t i = 0; i < length; i++)
        room[i] = text[length - 1 - i];
    luaL_pushresultsize(&buffer, length);
    return 1;
}

/* The size is known and checked before anything is made. */
static int
string_rep(lua_State *L)
{
    size_t length, gap_length, total;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer n = luaL_checkinteger(L, 2);
    const char *gap = luaL_optlstring(L, 3, "", &gap_length);
    luaL_Buffer buffer;
    char *room;

    if (n <= 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (n > REPEAT_LIMIT || length + gap_length > FISC__STRING_LIMIT ||
        (size_t)n * (length + gap_length) > FISC__STRING_LIMIT + gap_length)
        return luaL_error(L, "the text would be too long");
    total = (size_t)n * length + (size_t)(n - 1) * gap_length;
    fisc__charge(L, (size_t)n / 8 + total / 16);
    room = luaL_buffinitsize(L, &buffer, total);
    for (lua_Integer i = 0; i < n; i++) {
        memcpy(room, text, length);
        room += length;
        if (i + 1 < n)
            memcpy(room, gap, gap_length);
        room += gap_length;
    }
    luaL_pushresultsize(&buffer, total);
    return 1;
}

static int
string_byte(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer from = luaL_optinteger(L, 2, 1);
    size_t start = start_of(from, length);
    size_t end = end_of(luaL_optinteger(L, 3, (lua_Integer)start), length);

    if (start > end)
        return 0;
    if (end - start >= BYTES_LIMIT)
        return luaL_error(L, "too many bytes");
    fisc__charge(L, end - start);
    luaL_checkstack(L, (int)(end - start + 1), "too many bytes");
    for (size_t i = start; i <= end; i++)
        lua_pushinteger(L, (unsigned char)text[i - 1]);
    return (int)(end - start + 1);
}

static int
string_char(lua_State *L)
{
    int count = lua_gettop(L);
    luaL_Buffer buffer;
    char *room = luaL_buffinitsize(L, &buffer, (size_t)count);

    fisc__charge(L, (size_t)count);
    for (int i = 1; i <= count; i++) {
        lua_Integer c = luaL_checkinteger(L, i);

        luaL_argcheck(L, c >= 0 && c <= 255, i, "no byte has this value");
        room[i - 1] = (char)c;
        if (c == 0)
            fisc__sandbox_of(L)->weights.has_nul = true;
    }
    luaL_pushresultsize(&buffer, (size_t)count);
    return 1;
}

void
fisc__library_string(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"byte", string_byte},       {"char", string_char},
        {"format", fisc__format},    {"len", string_len},
        {"lower", string_lower},     {"rep", string_rep},
        {"reverse", string_reverse}, {"sub", string_sub},
        {"upper", string_upper},     {NULL, NULL}};

    luaL_setfuncs(L, functions, 0);
}
