/* SPDX-License-Identifier: MIT */
/* Facts as a function leaf sees them: scalars, lists, and records. */

#include <string.h>

#include "check/runner.h"

static const char element_key; /* registry: the metatable of elements */

enum { NAME_LIMIT = 250, READ_PRICE = 10 };

/* ---- ends ----------------------------------------------------------------*/

int
fisc__missing(lua_State *L, enum fisc__state state, const char *path)
{
    struct fisc__runner *runner = fisc__runner_of(L);

    runner->state = state;
    runner->path = path;
    return fisc__sandbox_stop(L, FISC__END_MISSING);
}

int
fisc__missing_read(lua_State *L, enum fisc__state state,
                   const struct fisc__read *read)
{
    const char *path = fisc__read_path(
        fisc__access_arena(fisc__runner_of(L)->access), read);

    if (!path)
        return fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
    return fisc__missing(L, state, path);
}

int
fisc__broken(lua_State *L, const struct fisc_error *error)
{
    struct fisc__sandbox *sandbox = fisc__sandbox_of(L);
    lua_Debug record;

    sandbox->error = *error;
    sandbox->error.line = 0;
    if (lua_getstack(L, 1, &record) && lua_getinfo(L, "l", &record) &&
        record.currentline > 0)
        sandbox->error.line = (unsigned)record.currentline;
    return fisc__sandbox_stop(L, error->status == FISC_ERR_NOMEM
                                     ? FISC__END_HOST_MEMORY
                                     : FISC__END_TRAP);
}

/* ---- reads ---------------------------------------------------------------*/

/*
 * [-0, +0, v] What reads keep is the host's memory, not Lua's; a function may
 * make it grow as much as its own.
 */
static void
bound_memory(lua_State *L, struct fisc__runner *runner)
{
    size_t held = fisc__access_arena(runner->access)->held;

    if (held - runner->held > runner->context->options.check_memory)
        fisc__sandbox_stop(L, FISC__END_MEMORY);
}

/* [-0, +0, v] Before a fact is read. */
static struct fisc__runner *
begin_read(lua_State *L)
{
    struct fisc__runner *runner = fisc__runner_of(L);

    fisc__charge(L, READ_PRICE);
    if (!runner->access)
        luaL_error(L, "facts are read while a check is evaluated only");
    bound_memory(L, runner);
    return runner;
}

const struct fisc__read *
fisc__read_again(lua_State *L, int index)
{
    struct fisc__runner *runner = fisc__runner_of(L);
    const struct fisc__read *read;
    const char *path;
    size_t length;

    if (!runner->access || lua_type(L, index) != LUA_TSTRING)
        return NULL;
    path = lua_tolstring(L, index, &length);
    read = fisc__access_again(runner->access, &runner->paths, path, length);
    if (read)
        fisc__charge(L, READ_PRICE + FISC__NAME_PRICE);
    return read;
}

const struct fisc__read *
fisc__read(lua_State *L, const char *path, size_t length)
{
    struct fisc__runner *runner = begin_read(L);
    const struct fisc__read *read = NULL;
    struct fisc_error error;

    if (fisc__access_read(runner->access, &runner->paths, path, length, &read,
                          &error) != FISC_OK)
        fisc__broken(L, &error);
    return read;
}

/* [-0, +1, m] */
static struct fisc__element *
new_element(lua_State *L)
{
    struct fisc__element *element = lua_newuserdatauv(L, sizeof *element, 0);

    *element = (struct fisc__element){.tag = FISC__TAG_ELEMENT};
    lua_rawgetp(L, LUA_REGISTRYINDEX, &element_key);
    lua_setmetatable(L, -2);
    return element;
}

/* [-0, +1, m] */
static void
push_element(lua_State *L, const struct fisc__scope *scope,
             const struct fisc__word *word)
{
    struct fisc__runner *runner = fisc__runner_of(L);
    struct fisc__element *element;

    if (runner->pooled < FISC__POOL) {
        const struct fisc__pooled *pooled = &runner->pool[runner->pooled++];

        lua_rawgeti(L, LUA_REGISTRYINDEX, pooled->reference);
        element = pooled->element;
    } else {
        element = new_element(L);
    }
    element->generation = runner->generation;
    element->scope = scope;
    element->word = word;
}

/* [-0, +1, v] Pushes a value that is no list and no record. */
static void
push_scalar(lua_State *L, const struct fisc__item *item)
{
    switch (item->kind) {
    case FISC__ITEM_BOOLEAN:
        lua_pushboolean(L, item->u.integer != 0);
        break;
    case FISC__ITEM_INTEGER:
        lua_pushinteger(L, item->u.integer);
        break;
    case FISC__ITEM_DECIMAL:
        lua_pushnumber(L, item->u.decimal);
        break;
    default:
        lua_pushlstring(L, item->u.string, strlen(item->u.string));
        break;
    }
}

void
fisc__push_entry(lua_State *L, const struct fisc__read *list, size_t i)
{
    const struct fisc__item *item = list->item->u.children.list[i];
    const struct fisc__scope *inner;

    fisc__charge(L, READ_PRICE);
    if (item->kind < FISC__ITEM_LIST) {
        push_scalar(L, item);
        return;
    }
    bound_memory(L, fisc__runner_of(L));
    inner = fisc__access_element(fisc__runner_of(L)->access, list, i);
    if (!inner)
        fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
    push_element(L, inner, inner->word);
}

void
fisc__push_list(lua_State *L, const struct fisc__read *list)
{
    size_t count = list->item->u.children.count;

    fisc__charge(L, count);
    lua_createtable(L, count > INT32_MAX ? INT32_MAX : (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        fisc__push_entry(L, list, i);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

int
fisc__push_read(lua_State *L, const struct fisc__read *read)
{
    /* A record is no fact: its fields are missing, or not, each for itself. */
    if (!read->definition && read->word && read->word->count > 0) {
        push_element(L, read->scope, read->word);
        return 1;
    }
    if (read->state != FISC__KNOWN)
        return fisc__missing_read(L, read->state, read);
    switch (read->item->kind) {
    case FISC__ITEM_LIST:
        if (!read->item->complete)
            return fisc__missing_read(L, FISC__INCOMPLETE, read);
        fisc__push_list(L, read);
        break;
    case FISC__ITEM_RECORD:
        push_element(L, read->scope, read->word);
        break;
    case FISC__ITEM_UNKNOWN:
        return fisc__missing_read(L, FISC__STATED, read);
    default:
        push_scalar(L, read->item);
        break;
    }
    return 1;
}

/* ---- records -------------------------------------------------------------*/

static bool
is_field(const char *key, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!((key[i] >= 'a' && key[i] <= 'z') ||
              (i && ((key[i] >= '0' && key[i] <= '9') || key[i] == '_'))))
            return false;
    return length > 0;
}

/* [-2, +1, v] __index */
static int
element_index(lua_State *L)
{
    const struct fisc__element *element =
        fisc__sandbox_object(L, 1, FISC__TAG_ELEMENT);
    struct fisc__runner *runner;
    const struct fisc__read *read = NULL;
    struct fisc_error error;
    size_t length;
    const char *key;

    if (!element || element->generation != fisc__runner_of(L)->generation)
        return luaL_error(L, "this element is of an evaluation that is over");
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "an element has named fields, no %s",
                          fisc__kind_of(L, 2));
    key = lua_tolstring(L, 2, &length);
    if (length > NAME_LIMIT)
        return luaL_error(L, "a name of %d characters is none of a field",
                          (int)length);
    if (!is_field(key, length))
        return luaL_error(L, "'%s' is no field's name", key);
    runner = begin_read(L);
    if (fisc__access_field(runner->access, &runner->paths, element->scope,
                           element->word, key, length, &read,
                           &error) != FISC_OK)
        fisc__broken(L, &error);
    return fisc__push_read(L, read);
}

/* [-3, +0, v] __newindex */
static int
element_write(lua_State *L)
{
    return luaL_error(L, "facts can't be changed");
}

/* [-2, +1, -] __eq: the same element of the same list. */
static int
element_equal(lua_State *L)
{
    const struct fisc__element *a =
        fisc__sandbox_object(L, 1, FISC__TAG_ELEMENT);
    const struct fisc__element *b =
        fisc__sandbox_object(L, 2, FISC__TAG_ELEMENT);

    lua_pushboolean(L, a && b && a->generation == b->generation && a->scope &&
                           b->scope && a->scope->element == b->scope->element &&
                           a->word == b->word);
    return 1;
}

void
fisc__elements_pool(lua_State *L)
{
    struct fisc__runner *runner = fisc__runner_of(L);

    for (size_t i = 0; i < FISC__POOL; i++) {
        runner->pool[i].element = new_element(L);
        runner->pool[i].reference = luaL_ref(L, LUA_REGISTRYINDEX);
    }
}

void
fisc__elements_open(lua_State *L)
{
    static const luaL_Reg methods[] = {{"__index", element_index},
                                       {"__newindex", element_write},
                                       {"__eq", element_equal},
                                       {NULL, NULL}};

    luaL_newlib(L, methods);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushliteral(L, "record");
    lua_setfield(L, -2, "__name");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &element_key);
}
