/* SPDX-License-Identifier: MIT */
/* Facts as a function leaf sees them: scalars, lists, and records. */

#include <string.h>

#include "check/runner.h"

static const char element_key; /* registry: the metatable of elements */

enum { PATH_LIMIT = 256, READ_PRICE = 10 };

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

void
fisc__read(lua_State *L, const struct fisc__scope *scope, const char *path,
           struct fisc__read *ret)
{
    struct fisc__runner *runner = fisc__runner_of(L);
    struct fisc_error error;

    fisc__charge(L, READ_PRICE);
    if (!runner->access)
        luaL_error(L, "facts are read while a check is evaluated only");
    bound_memory(L, runner);
    if (fisc__access_read(runner->access, scope, path, ret, &error) != FISC_OK)
        fisc__broken(L, &error);
}

/* [-0, +1, m] */
static void
push_element(lua_State *L, const struct fisc__scope *scope, const char *prefix,
             size_t length)
{
    struct fisc__element *element =
        lua_newuserdatauv(L, sizeof *element, length ? 1 : 0);

    element->tag = FISC__TAG_ELEMENT;
    element->generation = fisc__runner_of(L)->generation;
    element->scope = scope;
    element->prefix = "";
    if (length) {
        element->prefix = lua_pushlstring(L, prefix, length);
        lua_setiuservalue(L, -2, 1);
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &element_key);
    lua_setmetatable(L, -2);
}

void
fisc__push_entry(lua_State *L, const struct fisc__scope *scope,
                 const struct fisc__read *list, size_t i)
{
    const struct fisc__item *item = list->item->u.children.list[i];
    const struct fisc__scope *inner;

    fisc__charge(L, READ_PRICE);
    switch (item->kind) {
    case FISC__ITEM_BOOLEAN:
        lua_pushboolean(L, item->u.integer != 0);
        return;
    case FISC__ITEM_INTEGER:
        lua_pushinteger(L, item->u.integer);
        return;
    case FISC__ITEM_DECIMAL:
        lua_pushnumber(L, item->u.decimal);
        return;
    case FISC__ITEM_STRING:
        lua_pushstring(L, item->u.string);
        return;
    default:
        bound_memory(L, fisc__runner_of(L));
        inner =
            fisc__access_element(fisc__runner_of(L)->access, scope, list, i);
        if (!inner)
            fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
        push_element(L, inner, "", 0);
    }
}

void
fisc__push_list(lua_State *L, const struct fisc__scope *scope,
                const struct fisc__read *list)
{
    size_t count = list->item->u.children.count;

    fisc__charge(L, count);
    lua_createtable(L, count > INT32_MAX ? INT32_MAX : (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        fisc__push_entry(L, scope, list, i);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

int
fisc__push_read(lua_State *L, const struct fisc__scope *scope, const char *path,
                const struct fisc__read *read)
{
    /* A record is no fact: its fields are missing, or not, each for itself. */
    if (!read->definition && read->word && read->word->count > 0) {
        push_element(L, scope, path, strlen(path));
        return 1;
    }
    if (read->state != FISC__KNOWN)
        return fisc__missing(L, read->state, read->path);
    switch (read->item->kind) {
    case FISC__ITEM_BOOLEAN:
        lua_pushboolean(L, read->item->u.integer != 0);
        break;
    case FISC__ITEM_INTEGER:
        lua_pushinteger(L, read->item->u.integer);
        break;
    case FISC__ITEM_DECIMAL:
        lua_pushnumber(L, read->item->u.decimal);
        break;
    case FISC__ITEM_STRING:
        lua_pushstring(L, read->item->u.string);
        break;
    case FISC__ITEM_LIST:
        if (!read->item->complete)
            return fisc__missing(L, FISC__INCOMPLETE, read->path);
        fisc__push_list(L, scope, read);
        break;
    case FISC__ITEM_RECORD:
        push_element(L, scope, path, strlen(path));
        break;
    case FISC__ITEM_UNKNOWN:
        return fisc__missing(L, FISC__STATED, read->path);
    }
    return 1;
}

/* ---- records -------------------------------------------------------------*/

/*
 * [-0, +0, v] The path of a field, as its scope wants it: ".cooling.needed" of
 * an element, "backup.last" of a record that is no list's.
 */
static const char *
field_path(lua_State *L, const struct fisc__element *element, const char *key,
           size_t length, char path[PATH_LIMIT])
{
    size_t prefix = strlen(element->prefix), used = 0;

    if (prefix + length + 3 > PATH_LIMIT)
        luaL_error(L, "a name of %d characters is none of a field",
                   (int)length);
    if (element->scope)
        path[used++] = '.';
    memcpy(path + used, element->prefix, prefix);
    used += prefix;
    if (prefix)
        path[used++] = '.';
    memcpy(path + used, key, length);
    path[used + length] = '\0';
    return path;
}

static bool
is_field(const char *key, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!((key[i] >= 'a' && key[i] <= 'z') ||
              (i && ((key[i] >= '0' && key[i] <= '9') || key[i] == '_'))))
            return false;
    return length > 0;
}

/* Is it a record below an element, by the vocabulary? Then nothing is read. */
static bool
is_record(const struct fisc__element *element, const char *path)
{
    const struct fisc__word *word;

    if (!element->scope || !element->scope->word)
        return false;
    word = fisc__word_find(element->scope->word, path + 1);
    return word && !word->definition;
}

/* [-2, +1, v] __index */
static int
element_index(lua_State *L)
{
    const struct fisc__element *element =
        fisc__sandbox_object(L, 1, FISC__TAG_ELEMENT);
    char path[PATH_LIMIT];
    struct fisc__read read;
    size_t length;
    const char *key;

    if (!element || element->generation != fisc__runner_of(L)->generation)
        return luaL_error(L, "this element is of an evaluation that is over");
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "an element has named fields, no %s",
                          fisc__kind_of(L, 2));
    key = lua_tolstring(L, 2, &length);
    if (!is_field(key, length))
        return luaL_error(L, "'%s' is no field's name", key);
    if (element->scope && !*element->prefix && strcmp(key, "id") == 0) {
        lua_pushstring(L, element->scope->element->name);
        return 1;
    }
    field_path(L, element, key, length, path);
    if (is_record(element, path)) {
        fisc__charge(L, READ_PRICE);
        push_element(L, element->scope, path + 1, strlen(path + 1));
        return 1;
    }
    fisc__read(L, element->scope, path, &read);
    return fisc__push_read(L, element->scope, path + (element->scope != NULL),
                           &read);
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
                           strcmp(a->prefix, b->prefix) == 0);
    return 1;
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
