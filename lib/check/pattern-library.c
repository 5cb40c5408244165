/* SPDX-License-Identifier: MIT */
/* The functions with patterns that checks may use. */

#include <string.h>

#include "check/environment.h"
#include "check/pattern.h"

/* ---- find and match ------------------------------------------------------*/

/* [-0, +0, v] The first place of a text in another, by Horspool's method. */
static const char *
find_plain(lua_State *L, const char *text, size_t length, const char *wanted,
           size_t wanted_length)
{
    size_t at = 0;

    if (wanted_length == 0)
        return text;
    while (wanted_length <= length && at <= length - wanted_length) {
        const char *next =
            memchr(text + at, wanted[0], length - wanted_length - at + 1);
        size_t same = 1;

        if (!next)
            break;
        fisc__charge(L, 1 + (size_t)(next - text - (ptrdiff_t)at) / 16);
        at = (size_t)(next - text);
        while (same < wanted_length && text[at + same] == wanted[same])
            same++;
        fisc__charge(L, same / 4);
        if (same == wanted_length)
            return text + at;
        at++;
    }
    fisc__charge(L, length / 64);
    return NULL;
}

static bool
has_specials(const char *pattern, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (pattern[i] == '\0' || strchr("^$*+?.([%-", pattern[i]))
            return true;
    return false;
}

/* The start, from 0, that the argument means; past the end: length + 1. */
static size_t
start_of(lua_State *L, int argument, size_t length)
{
    lua_Integer at = luaL_optinteger(L, argument, 1);

    if (at > (lua_Integer)length + 1)
        return length + 1;
    if (at > 0)
        return (size_t)at - 1;
    if (at == 0 || at < -(lua_Integer)length)
        return 0;
    return length - (size_t)-at;
}

static int
push_found(lua_State *L, const char *text, const char *start, size_t length)
{
    lua_pushinteger(L, start - text + 1);
    lua_pushinteger(L, start - text + (lua_Integer)length);
    return 2;
}

/* [-0, +n, v] The first match at or after `at`: what find or match give. */
static int
search(lua_State *L, bool find, size_t at)
{
    size_t length, pattern_length;
    const char *text = lua_tolstring(L, 1, &length);
    const char *pattern = lua_tolstring(L, 2, &pattern_length);
    bool anchored = pattern_length > 0 && *pattern == '^';
    struct fisc__match match;

    fisc__match_init(&match, L, text, length, pattern, pattern_length);
    pattern += anchored;
    for (const char *s = text + at;; s++) {
        const char *end = fisc__match_at(&match, s, pattern);

        if (end && find)
            return push_found(L, text, s, (size_t)(end - s)) +
                   fisc__match_push_all(&match, NULL, NULL);
        if (end)
            return fisc__match_push_all(&match, s, end);
        if (anchored || s >= match.text_end)
            break;
    }
    luaL_pushfail(L);
    return 1;
}

static int
string_find(lua_State *L)
{
    size_t length, pattern_length, at;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &pattern_length);
    const char *found;

    at = start_of(L, 3, length);
    if (at > length)
        return luaL_pushfail(L), 1;
    fisc__charge(L, pattern_length / 8);
    if (!lua_toboolean(L, 4) && has_specials(pattern, pattern_length))
        return search(L, true, at);
    found = find_plain(L, text + at, length - at, pattern, pattern_length);
    if (found)
        return push_found(L, text, found, pattern_length);
    luaL_pushfail(L);
    return 1;
}

static int
string_match(lua_State *L)
{
    size_t length, at;

    luaL_checklstring(L, 1, &length);
    luaL_checkstring(L, 2);
    at = start_of(L, 3, length);
    if (at > length)
        return luaL_pushfail(L), 1;
    return search(L, false, at);
}

/* ---- gmatch --------------------------------------------------------------*/

/*
 * [-0, +n, v] Upvalues: text, pattern, where to go on (from 0), where the last
 * match ended (or -1): an empty match there is none.
 */
static int
next_match(lua_State *L)
{
    size_t length, pattern_length;
    const char *text = lua_tolstring(L, lua_upvalueindex(1), &length);
    const char *pattern =
        lua_tolstring(L, lua_upvalueindex(2), &pattern_length);
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(3));
    lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
    struct fisc__match match;

    fisc__match_init(&match, L, text, length, pattern, pattern_length);
    for (; at <= length; at++) {
        const char *end = fisc__match_at(&match, text + at, pattern);

        if (!end || end - text == last)
            continue;
        lua_pushinteger(L, end - text);
        lua_copy(L, -1, lua_upvalueindex(3));
        lua_replace(L, lua_upvalueindex(4));
        return fisc__match_push_all(&match, text + at, end);
    }
    lua_pushinteger(L, (lua_Integer)length + 1);
    lua_replace(L, lua_upvalueindex(3));
    return 0;
}

static int
string_gmatch(lua_State *L)
{
    size_t length, at;

    luaL_checklstring(L, 1, &length);
    luaL_checkstring(L, 2);
    at = start_of(L, 3, length);
    lua_settop(L, 2);
    lua_pushinteger(L, (lua_Integer)at);
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, next_match, 4);
    return 1;
}

/* ---- gsub ----------------------------------------------------------------*/

/*
 * What one gsub() needs. It lies in a userdata: replacements call back, and
 * the C stack of a host's thread may be small.
 */
struct substitution {
    struct fisc__match match;
    luaL_Buffer buffer;
    const char *replacement;
    size_t replacement_length;
};

/* [-0, +0, v] A replacement text with %0 to %9 and %% filled in. */
static void
add_text(struct substitution *sub, const char *start, const char *end)
{
    lua_State *L = sub->match.L;
    const char *p = sub->replacement;
    const char *stop = p + sub->replacement_length;

    for (; p < stop; p++) {
        if (*p != '%') {
            luaL_addchar(&sub->buffer, *p);
            continue;
        }
        p++;
        if (p < stop && *p == '%') {
            luaL_addchar(&sub->buffer, '%');
        } else if (p < stop && *p == '0') {
            luaL_addlstring(&sub->buffer, start, (size_t)(end - start));
        } else if (p < stop && *p >= '1' && *p <= '9') {
            fisc__match_push(&sub->match, *p - '1', start, end);
            lua_tolstring(L, -1, NULL); /* a position is a number */
            luaL_addvalue(&sub->buffer);
        } else {
            luaL_error(L, "invalid use of '%%' in replacement string");
        }
    }
}

/* [-0, +0, v] Adds what a match is replaced by. */
static void
add_replacement(struct substitution *sub, const char *start, const char *end)
{
    lua_State *L = sub->match.L;
    int type = lua_type(L, 3);

    if (type == LUA_TSTRING) {
        add_text(sub, start, end);
        return;
    }
    if (type == LUA_TFUNCTION) {
        lua_pushvalue(L, 3);
        fisc__sandbox_call(L, fisc__match_push_all(&sub->match, start, end), 1);
    } else {
        fisc__match_push(&sub->match, 0, start, end);
        lua_gettable(L, 3);
    }
    if (!lua_toboolean(L, -1)) { /* keeps what is there */
        lua_pop(L, 1);
        luaL_addlstring(&sub->buffer, start, (size_t)(end - start));
    } else if (lua_type(L, -1) == LUA_TSTRING ||
               lua_type(L, -1) == LUA_TNUMBER) {
        fisc__push_text(L, -1, NULL);
        lua_remove(L, -2);
        luaL_addvalue(&sub->buffer);
    } else {
        luaL_error(L, "invalid replacement value (%s)", fisc__kind_of(L, -1));
    }
}

/* [-0, +0, v] Replaces up to `most` matches; returns how many there were. */
static lua_Integer
substitute(struct substitution *sub, const char *pattern, lua_Integer most)
{
    bool anchored = *pattern == '^' && sub->match.pattern_end > pattern;
    const char *s = sub->match.text, *last = NULL;
    lua_Integer count = 0;

    pattern += anchored;
    while (count < most) {
        const char *end = fisc__match_at(&sub->match, s, pattern);

        if (end && end != last) {
            count++;
            fisc__charge(sub->match.L, 4);
            add_replacement(sub, s, end);
            s = last = end;
        } else if (s < sub->match.text_end) {
            luaL_addchar(&sub->buffer, *s++);
        } else {
            break;
        }
        if (luaL_bufflen(&sub->buffer) > FISC__STRING_LIMIT)
            luaL_error(sub->match.L, "the text would be too long");
        if (anchored)
            break;
    }
    luaL_addlstring(&sub->buffer, s, (size_t)(sub->match.text_end - s));
    return count;
}

static int
string_gsub(lua_State *L)
{
    size_t length, pattern_length;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &pattern_length);
    int type = lua_type(L, 3);
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1);
    struct substitution *sub;
    lua_Integer count;

    luaL_argexpected(L,
                     type == LUA_TNUMBER || type == LUA_TSTRING ||
                         type == LUA_TFUNCTION || type == LUA_TTABLE,
                     3, "string/function/table");
    lua_settop(L, 3);
    if (type == LUA_TNUMBER)
        lua_tolstring(L, 3, NULL);
    sub = lua_newuserdatauv(L, sizeof *sub, 0);
    fisc__match_init(&sub->match, L, text, length, pattern, pattern_length);
    sub->replacement = lua_tolstring(L, 3, &sub->replacement_length);
    luaL_buffinit(L, &sub->buffer);
    count = substitute(sub, pattern, most);
    luaL_pushresult(&sub->buffer);
    lua_pushinteger(L, count);
    return 2;
}

void
fisc__library_pattern(lua_State *L)
{
    static const luaL_Reg functions[] = {{"find", string_find},
                                         {"gmatch", string_gmatch},
                                         {"gsub", string_gsub},
                                         {"match", string_match},
                                         {NULL, NULL}};

    luaL_setfuncs(L, functions, 0);
}
