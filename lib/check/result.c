/* SPDX-License-Identifier: MIT */
/* Results: what a function leaf may return, and reading it. */

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "check/runner.h"

static const char result_key; /* registry: the metatable of results */

enum { MESSAGE_LIMIT = 4096, DETAIL_LIMIT = 1024, DETAILS = 32, QUOTE = 120 };

struct result {
    uint32_t tag;
    enum fisc__verdict verdict;
    uint64_t generation;
};

/* ---- making them ---------------------------------------------------------*/

static bool
is_message(const char *key)
{
    return strcmp(key, "ja") == 0 || strcmp(key, "en") == 0;
}

static bool
can_be_said(const char *key, int type)
{
    return type == LUA_TSTRING ||
           (!is_message(key) && (type == LUA_TNUMBER || type == LUA_TBOOLEAN));
}

/* Is the first before the other by bytes? */
static bool
is_before(const char *a, size_t a_length, const char *b, size_t b_length)
{
    int order = memcmp(a, b, a_length < b_length ? a_length : b_length);

    return order ? order < 0 : a_length < b_length;
}

/* [-0, +0, v] Refuses an entry of the table on top. */
static void
refuse_said(lua_State *L, const char *method, const char *key, size_t length)
{
    lua_pushlstring(L, key, length);
    lua_rawget(L, -2);
    if (is_message(key))
        luaL_error(L, "ctx.%s: %s is a text, not %s", method, key,
                   fisc__kind_of(L, -1));
    luaL_error(L, "ctx.%s: %s can't be reported", method,
               fisc__kind_of(L, -1));
}

/*
 * [-0, +0, v] Refuses a table that says what a result can't: for the first
 * reason by bytes, whatever the order of the table.
 */
static void
check_said(lua_State *L, const char *method)
{
    const char *wrong = NULL;
    size_t wrong_length = 0;
    bool named = true;

    fisc__push_contents(L, 1);
    fisc__charge_table(L);
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        size_t length;
        const char *key;

        fisc__charge(L, 5);
        named = named && lua_type(L, -2) == LUA_TSTRING;
        if (!named)
            continue;
        key = lua_tolstring(L, -2, &length);
        if (can_be_said(key, lua_type(L, -1)) ||
            (wrong && !is_before(key, length, wrong, wrong_length)))
            continue;
        wrong = key;
        wrong_length = length;
    }
    if (!named)
        luaL_error(L, "ctx.%s { … } has named entries only", method);
    if (wrong)
        refuse_said(L, method, wrong, wrong_length);
    lua_pop(L, 1);
}

/* [-n, +1, v] */
static int
make(lua_State *L, const char *method, enum fisc__verdict verdict)
{
    struct result *result;

    fisc__charge(L, 10);
    if (lua_gettop(L) > 1)
        return luaL_error(L, "ctx.%s takes one table", method);
    if (!lua_isnone(L, 1)) {
        if (lua_type(L, 1) != LUA_TTABLE)
            return luaL_error(L, "ctx.%s takes { ja = …, en = … }", method);
        check_said(L, method);
    }
    lua_settop(L, 1);
    result = lua_newuserdatauv(L, sizeof *result, 1);
    result->tag = FISC__TAG_RESULT;
    result->verdict = verdict;
    result->generation = fisc__runner_of(L)->generation;
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &result_key);
    lua_setmetatable(L, -2);
    return 1;
}

static int
make_pass(lua_State *L)
{
    return make(L, "pass", FISC__VERDICT_TRUE);
}

static int
make_fail(lua_State *L)
{
    return make(L, "fail", FISC__VERDICT_FALSE);
}

static int
make_unknown(lua_State *L)
{
    return make(L, "unknown", FISC__VERDICT_UNKNOWN);
}

static int
make_notapplicable(lua_State *L)
{
    return make(L, "notapplicable", FISC__VERDICT_NOTAPPLICABLE);
}

void
fisc__results_open(lua_State *L)
{
    static const luaL_Reg makers[] = {{"fail", make_fail},
                                      {"notapplicable", make_notapplicable},
                                      {"pass", make_pass},
                                      {"unknown", make_unknown},
                                      {NULL, NULL}};

    luaL_setfuncs(L, makers, 0);
    lua_createtable(L, 0, 2);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushliteral(L, "result");
    lua_setfield(L, -2, "__name");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &result_key);
}

/* ---- reading them --------------------------------------------------------*/

const char *
fisc__clean(struct fisc__arena *arena, const char *text, size_t length,
            size_t most)
{
    size_t used = 0;
    char *ret = fisc__arena_alloc(arena, (length < most ? length : most) + 1);

    for (size_t i = 0; ret && i < length;) {
        size_t bytes = fisc__utf8_length(text + i, length - i);
        size_t same;

        if (used + (bytes ? bytes : 1) > most)
            break;
        if (bytes == 0 ||
            fisc__utf8_is_unsafe(fisc__utf8_decode(text + i, &same))) {
            ret[used++] = bytes ? ' ' : '?';
            i += bytes ? bytes : 1;
            continue;
        }
        memcpy(ret + used, text + i, bytes);
        used += bytes;
        i += bytes;
    }
    if (ret)
        ret[used] = '\0';
    return ret;
}

/* [-0, +0, v] The text of the value on top, into the evaluation's memory. */
static const char *
keep_text(lua_State *L, size_t most)
{
    size_t length;
    const char *text = fisc__push_text(L, -1, &length);
    const char *ret = fisc__clean(
        fisc__access_arena(fisc__runner_of(L)->access), text, length, most);

    if (!ret)
        fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
    lua_pop(L, 1);
    return ret;
}

/* [-0, +0, v] The detail of the key on top, out of the table at an index. */
static struct fisc__detail
keep_detail(lua_State *L, int said)
{
    struct fisc__detail detail;

    detail.name = keep_text(L, DETAIL_LIMIT);
    lua_pushvalue(L, -1);
    lua_rawget(L, said);
    detail.value = keep_text(L, DETAIL_LIMIT);
    lua_pop(L, 1);
    return detail;
}

/* [-0, +0, v] What was said with a result: the table on top. */
static void
read_said(lua_State *L, struct fisc__outcome *ret)
{
    struct fisc__arena *arena = fisc__access_arena(fisc__runner_of(L)->access);
    int said = lua_gettop(L);
    size_t count;

    lua_pushvalue(L, said);
    fisc__sorted_keys(L); /* stack: said, keys */
    count = lua_rawlen(L, -1);
    if (count > DETAILS + 2)
        luaL_error(L, "a result says at most %d things", DETAILS);
    ret->details = fisc__arena_array(arena, count + 1, sizeof *ret->details);
    if (!ret->details)
        fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
    for (size_t i = 0; i < count; i++) {
        const char *key;

        lua_rawgeti(L, said + 1, (lua_Integer)i + 1);
        key = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        lua_pushvalue(L, -1);
        lua_rawget(L, said);
        if (strcmp(key, "ja") == 0)
            ret->message.ja = keep_text(L, MESSAGE_LIMIT);
        if (strcmp(key, "en") == 0)
            ret->message.en = keep_text(L, MESSAGE_LIMIT);
        lua_pop(L, 1);
        if (strcmp(key, "ja") != 0 && strcmp(key, "en") != 0)
            ret->details[ret->detail_count++] = keep_detail(L, said);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* [-0, +0, v] A value that is no result ends as an error that quotes it. */
static void
refuse_value(lua_State *L)
{
    struct fisc_error error;
    size_t length;
    const char *text = fisc__push_text(L, -1, &length), *clean;
    int type = lua_type(L, -2);

    clean = fisc__clean(fisc__access_arena(fisc__runner_of(L)->access), text,
                        length, QUOTE);
    if (!clean)
        fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
    if (type == LUA_TSTRING)
        fisc__error(&error, FISC_ERR_INVALID, NULL,
                    "returned the text '%s%s', which is no result: return "
                    "true, false or a result of ctx",
                    clean, length > QUOTE ? "…" : "");
    else
        fisc__error(&error, FISC_ERR_INVALID, NULL,
                    "returned %s, which is no result: return true, false or a "
                    "result of ctx",
                    type == LUA_TNUMBER ? clean : fisc__kind_of(L, -2));
    fisc__broken(L, &error);
}

/* [-0, +0, v] */
static void
refuse_count(lua_State *L, int count)
{
    struct fisc_error error;

    fisc__error(&error, FISC_ERR_INVALID, NULL,
                count ? "returned %d values, not one"
                      : "returned nothing: return true, false or a result of "
                        "ctx",
                count);
    fisc__broken(L, &error);
}

void
fisc__result_read(lua_State *L, int count, struct fisc__outcome *ret)
{
    struct result *result;

    if (count == 1 && lua_isboolean(L, -1)) {
        ret->verdict =
            lua_toboolean(L, -1) ? FISC__VERDICT_TRUE : FISC__VERDICT_FALSE;
        return;
    }
    luaL_checkstack(L, LUA_MINSTACK, NULL);
    if (count != 1)
        refuse_count(L, count);
    result = fisc__sandbox_object(L, -1, FISC__TAG_RESULT);
    if (!result || result->generation != fisc__runner_of(L)->generation)
        refuse_value(L);
    if (lua_getiuservalue(L, -1, 1) == LUA_TTABLE) {
        fisc__push_contents(L, -1);
        read_said(L, ret);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    ret->verdict = result->verdict;
    if (ret->verdict == FISC__VERDICT_UNKNOWN) {
        ret->state = FISC__STATED;
        ret->path = "function";
    }
}
