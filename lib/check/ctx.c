/* SPDX-License-Identifier: MIT */
/* ctx: how a function leaf asks for facts, params and dates. */

#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "check/runner.h"

static const char methods_key; /* registry: what ctx has */

/* [-0, +0, v] The path or name that a method is called with. */
static const char *
name_at(lua_State *L, int index, const char *method, size_t *ret_length)
{
    size_t length;
    const char *name;

    fisc__charge(L, FISC__NAME_PRICE);
    if (lua_type(L, index) != LUA_TSTRING) {
        if (lua_type(L, 1) == LUA_TUSERDATA)
            luaL_error(L, "write ctx.%s, with a dot", method);
        luaL_error(L, "ctx.%s takes a name, not %s", method,
                   fisc__kind_of(L, index));
    }
    name = lua_tolstring(L, index, &length);
    if (length == 0 || length > 200 || strlen(name) != length)
        luaL_error(L, "ctx.%s: this is no name", method);
    *ret_length = length;
    return name;
}

/* [-0, +0, v] Reads the fact that a method is called with. */
static const struct fisc__read *
read_named(lua_State *L, const char *method)
{
    const struct fisc__read *read = fisc__read_again(L, 1);
    const char *path;
    size_t length;

    if (read)
        return read;
    path = name_at(L, 1, method, &length);
    return fisc__read(L, path, length);
}

/* ---- facts ---------------------------------------------------------------*/

static int
ctx_get(lua_State *L)
{
    return fisc__push_read(L, read_named(L, "get"));
}

/* The one door out of the law: what is missing is nil. */
static int
ctx_optional(lua_State *L)
{
    const struct fisc__read *read = read_named(L, "optional");

    if (read->state != FISC__KNOWN || read->item->kind == FISC__ITEM_UNKNOWN)
        lua_pushnil(L);
    else if (read->item->kind == FISC__ITEM_LIST)
        fisc__push_list(L, read);
    else
        return fisc__push_read(L, read);
    return 1;
}

/* [-0, +0, v] Reads what has to be a list; one not given ends the run. */
static const struct fisc__read *
read_list(lua_State *L, const char *method)
{
    const struct fisc__read *read = read_named(L, method);

    if (read->state != FISC__KNOWN)
        fisc__missing_read(L, read->state, read);
    if (read->item->kind == FISC__ITEM_UNKNOWN)
        fisc__missing_read(L, FISC__STATED, read);
    if (read->item->kind != FISC__ITEM_LIST)
        luaL_error(L, "'%s' is no list", lua_tostring(L, 1));
    return read;
}

static int
ctx_list(lua_State *L)
{
    const struct fisc__read *read = read_list(L, "list");

    if (!read->item->complete)
        return fisc__missing_read(L, FISC__INCOMPLETE, read);
    fisc__push_list(L, read);
    return 1;
}

/* [-0, +0, v] The path and the function of count, some and each. */
static const struct fisc__read *
read_collection(lua_State *L, const char *method)
{
    size_t length;

    name_at(L, 1, method, &length);
    if (!lua_isfunction(L, 2))
        luaL_error(L, "ctx.%s takes a path and a function", method);
    lua_settop(L, 2);
    return read_list(L, method);
}

/* [-0, +1, v] Pushes a function's answer about an entry. */
static bool
answer(lua_State *L, const char *method)
{
    if (!lua_isboolean(L, -1))
        luaL_error(L, "the function in ctx.%s gave %s, not true or false",
                   method, fisc__kind_of(L, -1));
    return lua_toboolean(L, -1);
}

static int
ctx_count(lua_State *L)
{
    const struct fisc__read *read = read_collection(L, "count");
    lua_Integer count = 0;

    if (!read->item->complete)
        return fisc__missing_read(L, FISC__INCOMPLETE, read);
    for (size_t i = 0; i < read->item->u.children.count; i++) {
        lua_pushvalue(L, 2);
        fisc__push_entry(L, read, i);
        fisc__sandbox_call(L, 1, 1);
        count += answer(L, "count");
        lua_pop(L, 1);
    }
    lua_pushinteger(L, count);
    return 1;
}

/* [-0, +1, v] A function's answer about the entry on top, checked. */
static int
ask_entry(lua_State *L)
{
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    fisc__sandbox_call(L, 1, 1);
    answer(L, "some or ctx.each");
    return 1;
}

/*
 * [-0, +1, v] Three-valued over a list: every entry is asked, and an answer
 * that decides counts whatever else is missing or broken.
 */
static int
ask_all(lua_State *L, const char *method, bool deciding)
{
    struct fisc__runner *runner = fisc__runner_of(L);
    const struct fisc__read *read = read_collection(L, method);
    enum fisc__state state = FISC__KNOWN;
    const char *path = NULL;
    bool decided = false;

    lua_pushnil(L); /* stack: path, function, the first error */
    for (size_t i = 0; i < read->item->u.children.count; i++) {
        enum fisc__end end;

        lua_pushcfunction(L, ask_entry);
        lua_pushvalue(L, 2);
        fisc__push_entry(L, read, i);
        end = fisc__sandbox_ask(L, 2, 1);
        if (end == FISC__END_NONE && lua_toboolean(L, -1) == deciding)
            decided = true;
        if (end == FISC__END_MISSING && state == FISC__KNOWN) {
            state = runner->state;
            path = runner->path;
        }
        if (end == FISC__END_ERROR && lua_isnil(L, 3))
            lua_copy(L, -1, 3);
        lua_settop(L, 3);
    }
    if (decided)
        return lua_pushboolean(L, deciding), 1;
    if (state != FISC__KNOWN)
        return fisc__missing(L, state, path);
    if (!read->item->complete)
        return fisc__missing_read(L, FISC__INCOMPLETE, read);
    if (!lua_isnil(L, 3))
        return lua_error(L);
    lua_pushboolean(L, !deciding);
    return 1;
}

static int
ctx_some(lua_State *L)
{
    return ask_all(L, "some", true);
}

static int
ctx_each(lua_State *L)
{
    return ask_all(L, "each", false);
}

/* ---- params --------------------------------------------------------------*/

/* [-0, +1, v] One value of a param, as its type says. */
static void
push_value(lua_State *L, const char *type, const char *text)
{
    struct fisc_context *context = fisc__sandbox_of(L)->context;
    size_t length = strlen(text);
    int64_t integer;
    double decimal;

    if (strcmp(type, "integer") == 0 &&
        fisc__integer_read(text, length, &integer))
        lua_pushinteger(L, integer);
    else if (strcmp(type, "decimal") == 0 &&
             fisc__decimal_read(context, text, length, &decimal))
        lua_pushnumber(L, decimal);
    else if (strcmp(type, "boolean") == 0)
        lua_pushboolean(L, strcmp(text, "true") == 0);
    else
        lua_pushlstring(L, text, length);
}

/* [-0, +1, v] The values of a set, sorted. */
static void
push_values(lua_State *L, const struct fisc__param_read *param)
{
    lua_pushnil(L); /* the order of < */
    lua_createtable(L, (int)param->count, 0);
    for (size_t i = 0; i < param->count; i++) {
        lua_pushstring(L, param->values[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushvalue(L, -1);
    fisc__sort_list(L, (lua_Integer)param->count, lua_gettop(L) - 2);
}

static int
ctx_param(lua_State *L)
{
    size_t length;
    const char *name = name_at(L, 1, "param", &length);
    struct fisc__runner *runner = fisc__runner_of(L);
    struct fisc__param_read param;
    struct fisc_error error;

    if (!runner->access)
        return luaL_error(L, "params are read while a check is evaluated");
    if (fisc__access_param(runner->access, name, &param, &error) != FISC_OK)
        return fisc__broken(L, &error);
    if (param.state != FISC__KNOWN)
        return fisc__missing(L, param.state, param.path);
    fisc__charge(L, 5 + param.count);
    if (strcmp(param.type, "set") == 0 || param.count != 1)
        push_values(L, &param);
    else
        push_value(L, param.type, param.values[0]);
    return 1;
}

/* ---- dates ---------------------------------------------------------------*/

static fisc_date
date_at(lua_State *L, int index, const char *method)
{
    fisc_date date = FISC_DATE_NONE;
    size_t length;
    const char *text;

    if (lua_type(L, index) != LUA_TSTRING)
        luaL_error(L, "ctx.%s takes a date, not %s", method,
                   fisc__kind_of(L, index));
    text = lua_tolstring(L, index, &length);
    if (!fisc__date_read(text, length, &date))
        luaL_error(L, "ctx.%s: this is no date such as 2026-04-01", method);
    return date;
}

static int
ctx_days_since(lua_State *L)
{
    struct fisc__runner *runner = fisc__runner_of(L);

    fisc__charge(L, 5);
    if (!runner->access)
        return luaL_error(L, "there is no date yet");
    lua_pushinteger(L, (lua_Integer)fisc__access_as_of(runner->access) -
                           date_at(L, 1, "days_since"));
    return 1;
}

static int
ctx_days_between(lua_State *L)
{
    fisc_date from = date_at(L, 1, "days_between");
    fisc_date to = date_at(L, 2, "days_between");

    fisc__charge(L, 5);
    lua_pushinteger(L, (lua_Integer)to - from);
    return 1;
}

/* ---- ctx -----------------------------------------------------------------*/

/* [-0, +1, v] That it was asked for is noted: such a check hangs on the day. */
static int
push_as_of(lua_State *L)
{
    struct fisc__runner *runner = fisc__runner_of(L);
    char text[11] = "";

    fisc__charge(L, 5);
    if (runner->access)
        fisc_date_format(fisc__access_as_of(runner->access), text);
    lua_pushstring(L, text);
    return 1;
}

/* [-2, +1, v] __index of ctx's functions: what else it has. */
static int
other_member(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "ctx has named functions only");
    if (strcmp(lua_tostring(L, 2), "as_of") == 0)
        return push_as_of(L);
    return luaL_error(L, "ctx has no '%s'", lua_tostring(L, 2));
}

/* [-3, +0, v] __newindex */
static int
refuse_write(lua_State *L)
{
    return luaL_error(L, "ctx can't be changed");
}

int
fisc__ctx_open(lua_State *L)
{
    static const luaL_Reg methods[] = {{"count", ctx_count},
                                       {"days_between", ctx_days_between},
                                       {"days_since", ctx_days_since},
                                       {"each", ctx_each},
                                       {"get", ctx_get},
                                       {"list", ctx_list},
                                       {"optional", ctx_optional},
                                       {"param", ctx_param},
                                       {"some", ctx_some},
                                       {NULL, NULL}};

    fisc__elements_open(L);
    lua_newuserdatauv(L, 1, 0);
    lua_createtable(L, 0, 4); /* stack: ctx, meta */
    luaL_newlib(L, methods);
    fisc__results_open(L);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, other_member);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2); /* stack: ctx, meta, methods */
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &methods_key);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushliteral(L, "ctx");
    lua_setfield(L, -2, "__name");
    lua_setmetatable(L, -2);
    return luaL_ref(L, LUA_REGISTRYINDEX);
}

void
fisc__ctx_methods_push(lua_State *L)
{
    lua_newtable(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &methods_key);
    for (lua_pushnil(L); lua_next(L, -2);) { /* stack: all, from, name, f */
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -5);
    }
    lua_pop(L, 1);
    lua_pushliteral(L, "");
    lua_setfield(L, -2, "as_of");
}

void
fisc__ctx_push(lua_State *L)
{
    lua_rawgeti(L, LUA_REGISTRYINDEX, fisc__runner_of(L)->ctx);
}
