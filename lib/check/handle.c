/* SPDX-License-Identifier: MIT */
/* What words give to a script: requirements, operands, words half said. */

#include "check/handle.h"

#include <string.h>

#include "check/arguments.h"
#include "check/trap.h"

static const char handle_key; /* registry: the metatable of handles */

enum { WORD_PRICE = 100 }; /* steps: what a word makes is kept */

/* ---- mistakes with handles -----------------------------------------------*/

static int
trap_compared(lua_State *L)
{
    return fisc__trap_at(L, "",
                         "a requirement can't be compared: use eq(), "
                         "ge(), le(), gt() or lt() with a path");
}

static int
trap_joined(lua_State *L)
{
    return fisc__trap_at(L, "", "a requirement is no text");
}

static int
trap_indexed(lua_State *L)
{
    return fisc__trap_at(L, "", "a requirement has no fields");
}

/* [-n, +1, e] __call */
static int
call_handle(lua_State *L)
{
    struct fisc__handle *handle = fisc__sandbox_object(L, 1, FISC__TAG_HANDLE);

    fisc__charge(L, WORD_PRICE);
    if (!handle)
        return luaL_error(L, "no requirement");
    if (!handle->call)
        return fisc__trap_at(L, handle->word,
                             "%s can't be called: is a comma missing?",
                             handle->word);
    if (lua_gettop(L) != 2)
        return fisc__trap_at(L, handle->word, "%s takes one thing after it",
                             handle->word);
    fisc__handle_use(L, handle);
    return handle->call(L, handle);
}

void
fisc__handles_open(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"__call", call_handle},   {"__lt", trap_compared},
        {"__le", trap_compared},   {"__eq", trap_compared},
        {"__index", trap_indexed}, {"__newindex", trap_indexed},
        {"__concat", trap_joined}, {NULL, NULL}};

    luaL_newlib(L, methods);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushliteral(L, "requirement");
    lua_setfield(L, -2, "__name");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &handle_key);
}

/* ---- making them ---------------------------------------------------------*/

static int call_replayed(lua_State *L, const struct fisc__handle *handle);

int
fisc__handle_replayed(lua_State *L, const char *word)
{
    struct fisc__handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);

    memset(handle, 0, sizeof *handle);
    handle->tag = FISC__TAG_HANDLE;
    handle->kind = FISC__HANDLE_BUILDER;
    handle->record = FISC__NO_RECORD;
    handle->word = word;
    handle->call = call_replayed;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &handle_key);
    lua_setmetatable(L, -2);
    return 1;
}

/*
 * A function after check "…" is one of the file's; all else is known. What
 * gives nothing when a file is loaded gives nothing here either: a file that
 * could tell the two apart would run otherwise than it was looked at.
 */
static int
call_replayed(lua_State *L, const struct fisc__handle *handle)
{
    if (lua_isfunction(L, 2))
        fisc__functions_add(L, 2);
    if (strcmp(handle->word, "check") == 0 ||
        strcmp(handle->word, "replace") == 0)
        return 0;
    return fisc__handle_replayed(L, handle->word);
}

static uint32_t
add_record(lua_State *L, const char *word, const struct fisc__place *place)
{
    struct fisc__loader *loader = fisc__loader_of(L);

    if (!fisc__grow(fisc__sandbox_of(L)->context, &loader->records,
                    &loader->record_capacity, loader->record_count,
                    sizeof *loader->records))
        fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
    loader->records[loader->record_count] =
        (struct fisc__record){.word = word, .place = *place};
    return (uint32_t)loader->record_count++;
}

struct fisc__place
fisc__word_place(lua_State *L, const char *word, const char *argument)
{
    struct fisc__loader *loader = fisc__loader_of(L);
    struct fisc__place place = {loader->file->name, fisc__line_of_call(L), 0};

    place.column =
        fisc__columns_find(&loader->lines, place.line, word, argument);
    return place;
}

struct fisc__handle *
fisc__handle_push(lua_State *L, enum fisc__handle_kind kind,
                  const struct fisc__saying *saying, int name)
{
    const char *text = name ? lua_tostring(L, name) : NULL;
    struct fisc__handle *handle =
        lua_newuserdatauv(L, sizeof *handle, name ? 1 : 0);

    memset(handle, 0, sizeof *handle);
    handle->tag = FISC__TAG_HANDLE;
    handle->kind = kind;
    handle->word = saying->word;
    handle->name = text;
    handle->record = FISC__NO_RECORD;
    if (name) {
        lua_pushvalue(L, name);
        lua_setiuservalue(L, -2, 1);
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &handle_key);
    lua_setmetatable(L, -2);
    handle->record = add_record(L, saying->word, &saying->place);
    fisc__loader_of(L)->records[handle->record].is_builder =
        kind == FISC__HANDLE_BUILDER;
    return handle;
}

int
fisc__handle_builder(lua_State *L, const struct fisc__saying *saying, int name,
                     int (*call)(lua_State *, const struct fisc__handle *))
{
    fisc__handle_push(L, FISC__HANDLE_BUILDER, saying, name)->call = call;
    return 1;
}

const struct fisc__expression *
fisc__part_make(lua_State *L, const struct fisc__expression *draft)
{
    const struct fisc__expression *expression = NULL;
    struct fisc_error error;

    if (fisc__expression_make(fisc__loader_of(L)->checks->expressions, draft,
                              &expression, &error) != FISC_OK)
        fisc__trap_error(L, &error);
    return expression;
}

int
fisc__handle_make(lua_State *L, const struct fisc__saying *saying,
                  struct fisc__expression *draft)
{
    draft->place = saying->place;
    fisc__handle_push(L, FISC__HANDLE_REQUIREMENT, saying, 0)->expression =
        fisc__part_make(L, draft);
    return 1;
}

void
fisc__handle_use(lua_State *L, const struct fisc__handle *handle)
{
    if (handle->record != FISC__NO_RECORD)
        fisc__loader_of(L)->records[handle->record].used = true;
}

/* ---- requirements among values -------------------------------------------*/

static const struct fisc__expression *
refuse_value(lua_State *L, int index, const struct fisc__place *place,
             const char *what)
{
    switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TNONE:
        fisc__trap_place(L, place, "%s: nil is no requirement", what);
        break;
    case LUA_TBOOLEAN:
        fisc__trap_place(L, place,
                         "%s: a boolean is no requirement; and, or, not and "
                         "== make one: use all, any, no and eq",
                         what);
        break;
    case LUA_TFUNCTION:
        fisc__trap_place(L, place,
                         "%s: a function stands in a tree as fn (function "
                         "(ctx) … end)",
                         what);
        break;
    case LUA_TTABLE:
        fisc__trap_place(L, place,
                         "%s: a table is no requirement: write all { … } or "
                         "any { … }",
                         what);
        break;
    default:
        fisc__trap_place(L, place, "%s: %s is no requirement", what,
                         fisc__kind_of(L, index));
    }
    return NULL;
}

static const struct fisc__expression *
from_handle(lua_State *L, const struct fisc__handle *handle,
            const struct fisc__place *place, const char *what)
{
    struct fisc__expression draft = {.op = FISC__OP_PARAM, .place = *place};

    if (handle->kind == FISC__HANDLE_FACT)
        fisc__trap_place(L, place,
                         "%s: fact is an operand; flag makes a requirement of "
                         "a path",
                         what);
    if (handle->kind == FISC__HANDLE_BUILDER)
        fisc__trap_place(L, place, "%s: %s lacks its { … }", what,
                         handle->word);
    fisc__handle_use(L, handle);
    if (handle->kind == FISC__HANDLE_REQUIREMENT)
        return handle->expression;
    if (handle->record != FISC__NO_RECORD)
        draft.place = fisc__loader_of(L)->records[handle->record].place;
    draft.path = handle->name;
    return fisc__part_make(L, &draft);
}

const struct fisc__expression *
fisc__requirement_at(lua_State *L, int index, const struct fisc__place *place,
                     const char *what)
{
    struct fisc__expression draft = {.op = FISC__OP_FLAG};
    struct fisc__handle *handle =
        fisc__sandbox_object(L, index, FISC__TAG_HANDLE);

    if (handle)
        return from_handle(L, handle, place, what);
    if (lua_type(L, index) != LUA_TSTRING)
        return refuse_value(L, index, place, what);
    draft.path = lua_tostring(L, index);
    fisc__path_check(L, index, place, what);
    draft.place = *place;
    return fisc__part_make(L, &draft);
}

/* ---- words ---------------------------------------------------------------*/

/* [-n, +1, e] Upvalue: the word's entry. */
static int
say_word(lua_State *L)
{
    const struct fisc__word_entry *entry =
        lua_touserdata(L, lua_upvalueindex(1));
    struct fisc__sandbox *sandbox = fisc__sandbox_of(L);

    if (sandbox->mode == FISC__MODE_RUN)
        return luaL_error(L,
                          "%s builds requirements while the file is loaded; a "
                          "function reads facts by ctx",
                          entry->name);
    fisc__charge(L, WORD_PRICE);
    luaL_checkstack(L, 32, NULL);
    if (sandbox->mode == FISC__MODE_LOAD)
        return entry->make(L);
    if (strcmp(entry->name, "fn") == 0)
        fisc__functions_add(L, 1);
    return fisc__handle_replayed(L, entry->name);
}

void
fisc__words_set(lua_State *L, const struct fisc__word_entry *entries,
                size_t count)
{
    for (size_t i = 0; i < count; i++) {
        lua_pushlightuserdata(L, (void *)&entries[i]);
        lua_pushcclosure(L, say_word, 1);
        lua_setfield(L, -2, entries[i].name);
    }
}

void
fisc__words_open(lua_State *L)
{
    fisc__handles_open(L);
    fisc__words_leaves(L);
    fisc__words_combinators(L);
    fisc__words_declarations(L);
}
