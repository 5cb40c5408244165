/* SPDX-License-Identifier: MIT */
/* Known miscompilations: a test of the linked Lua, and what to refuse. */

#include "check/defects.h"

#include <string.h>

#include "check/sandbox.h"

/* ---- a test of the linked Lua --------------------------------------------*/

enum { CONSTANTS = 257, PROBE = 4096 };

/* [-0, +1, v] Runs a probe with one argument: true where it is right. */
static bool
probe(lua_State *L, const char *text, int argument)
{
    bool right;

    if (luaL_loadbufferx(L, text, strlen(text), "=probe", "t") != LUA_OK)
        lua_error(L);
    lua_pushvalue(L, argument);
    lua_call(L, 1, 1);
    right = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return right;
}

/* [-0, +0, v] 1 ~ (2 or 3), where constants have no short numbers left. */
static bool
bitwise_is_right(lua_State *L)
{
    luaL_Buffer text;

    luaL_buffinit(L, &text);
    luaL_addstring(&text, "local x = {");
    for (int i = 1; i <= CONSTANTS; i++) {
        lua_pushfstring(L, "%d.5,", i);
        luaL_addvalue(&text);
    }
    luaL_addstring(&text, "} return 1 ~ (2 or 3) == 3");
    luaL_pushresult(&text);
    lua_pushnil(L);
    return probe(L, lua_tostring(L, -2), lua_gettop(L));
}

static bool
index_is_right(lua_State *L)
{
    static const char text[] =
        "local t = { [true] = 1, [false] = 2 } "
        "local function f(a) local b, c = a, a return t[a < 2] end "
        "return f(1) == 1 and f(2) == 2";
    int top = lua_gettop(L), status;
    bool right;

    if (luaL_loadbufferx(L, text, sizeof text - 1, "=probe", "t") != LUA_OK)
        lua_error(L);
    status = lua_pcall(L, 0, 1, 0);
    if (status == LUA_ERRMEM)
        lua_error(L);
    /* Wrong code may as well raise an error. */
    right = status == LUA_OK && lua_toboolean(L, -1);
    lua_settop(L, top);
    return right;
}

/* [-n, +1, -] An iterator that goes on. */
static int
go_on(lua_State *L)
{
    lua_pushinteger(L, 1);
    return 1;
}

/* [-n, +0, -] __close. Upvalue: a userdata, the flag to set. */
static int
note_close(lua_State *L)
{
    *(bool *)lua_touserdata(L, lua_upvalueindex(1)) = true;
    return 0;
}

static bool
close_is_right(lua_State *L)
{
    static const char text[] = "local next, closing = ... "
                               "for k in next, nil, nil, closing do "
                               "  local function f() return k end break end";
    /* Not in this frame, which is gone where an error closes the loop. */
    bool *closed = lua_newuserdatauv(L, sizeof *closed, 0);
    int flag = lua_gettop(L);

    *closed = false;
    if (luaL_loadbufferx(L, text, sizeof text - 1, "=probe", "t") != LUA_OK)
        lua_error(L);
    lua_pushcfunction(L, go_on);
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, flag);
    lua_pushcclosure(L, note_close, 1);
    lua_setfield(L, -2, "__close");
    lua_setmetatable(L, -2);
    lua_call(L, 2, 0);
    return *closed;
}

/* [-1, +0, v] Argument: where the defects go. */
static int
find_defects(lua_State *L)
{
    unsigned *ret = lua_touserdata(L, 1);

    *ret = (bitwise_is_right(L) ? 0u : FISC__DEFECT_BITWISE) |
           (index_is_right(L) ? 0u : FISC__DEFECT_INDEX) |
           (close_is_right(L) ? 0u : FISC__DEFECT_CLOSE);
    return 0;
}

enum fisc_status
fisc__lua_defects(struct fisc_context *context, unsigned *ret,
                  struct fisc_error *reterr)
{
    struct fisc__sandbox *sandbox;
    unsigned defects = 0;
    enum fisc__end end;
    enum fisc_status status =
        fisc__sandbox_new(context, FISC__MODE_REPLAY, NULL, &sandbox, reterr);

    if (status != FISC_OK)
        return status;
    end = fisc__sandbox_run(sandbox, find_defects, &defects);
    fisc__sandbox_free(sandbox);
    if (end == FISC__END_HOST_MEMORY)
        return fisc__error_nomem(reterr);
    /* Whatever else stops a probe: such a Lua is not to be relied on. */
    *ret = end == FISC__END_NONE ? defects
                                 : FISC__DEFECT_BITWISE | FISC__DEFECT_INDEX;
    return FISC_OK;
}

/* ---- what to refuse ------------------------------------------------------*/

static bool
is_one_of(const struct fisc__token *token, const char *const *texts)
{
    for (; *texts; texts++)
        if (fisc__token_is(token, *texts))
            return true;
    return false;
}

static bool
is_bitwise(const struct fisc__token *token)
{
    static const char *const texts[] = {"&", "|", "~", "<<", ">>", NULL};

    return token->kind == FISC__TOKEN_OTHER && is_one_of(token, texts);
}

static bool
is_comparison(const struct fisc__token *token)
{
    static const char *const texts[] = {"==", "~=", "<",   ">",
                                        "<=", ">=", "not", NULL};

    return (token->kind == FISC__TOKEN_OTHER ||
            (token->kind == FISC__TOKEN_NAME && token->length == 3)) &&
           is_one_of(token, texts);
}

/* Does a '[' after that token index something? */
static bool
ends_value(const struct fisc__token *token)
{
    return token->kind == FISC__TOKEN_NAME ||
           token->kind == FISC__TOKEN_STRING || fisc__token_is(token, ")") ||
           fisc__token_is(token, "]");
}

static void
open_frame(struct fisc__defect_scan *scan, const struct fisc__token *token)
{
    const struct fisc__defect_frame *outer =
        scan->depth ? &scan->frames[scan->depth - 1] : NULL;
    struct fisc__defect_frame frame = {.open = token->text[0]};

    if (scan->depth == sizeof scan->frames / sizeof *scan->frames)
        return; /* Lua refuses to nest so deeply */
    frame.index = frame.open == '[' && ends_value(&scan->before);
    frame.operand =
        frame.open == '(' &&
        (scan->bitwise_before ||
         (outer && outer->operand && fisc__token_is(&scan->before, "(")));
    scan->frames[scan->depth++] = frame;
}

static void
close_frame(struct fisc__defect_scan *scan)
{
    struct fisc__defect_frame frame;

    if (scan->depth == 0)
        return;
    frame = scan->frames[--scan->depth];
    scan->logic_before = frame.open == '(' && frame.logic;
    if (scan->depth && frame.logic)
        scan->frames[scan->depth - 1].logic = true;
}

static const char *
judge(const struct fisc__defect_scan *scan, const struct fisc__token *token)
{
    bool logic = fisc__token_is(token, "and") || fisc__token_is(token, "or");
    bool bitwise = is_bitwise(token), comparison = is_comparison(token);
    bool operand = false, index = false;

    if (!logic && !bitwise && !comparison)
        return NULL;
    for (size_t i = 0; i < scan->depth; i++) {
        operand = operand || scan->frames[i].operand;
        index = index || scan->frames[i].index;
    }
    if ((scan->defects & FISC__DEFECT_BITWISE) &&
        ((logic && operand) || (bitwise && scan->logic_before)))
        return "this Lua miscompiles and, or beside a bitwise operator: put "
               "it into a local first";
    if ((scan->defects & FISC__DEFECT_INDEX) && index && comparison)
        return "this Lua miscompiles comparisons in an index: put it into a "
               "local first";
    return NULL;
}

const char *
fisc__defects_note(struct fisc__defect_scan *scan,
                   const struct fisc__token *token)
{
    const char *ret;

    if (!scan->defects)
        return NULL;
    ret = judge(scan, token);
    if (scan->depth &&
        (fisc__token_is(token, "and") || fisc__token_is(token, "or")))
        scan->frames[scan->depth - 1].logic = true;
    scan->logic_before = false;
    if (token->kind == FISC__TOKEN_OTHER && token->length == 1) {
        if (strchr("([{", token->text[0]))
            open_frame(scan, token);
        else if (strchr(")]}", token->text[0]))
            close_frame(scan);
    }
    scan->bitwise_before = is_bitwise(token);
    scan->before = *token;
    return ret;
}
