/* SPDX-License-Identifier: MIT */
/* The function leaves of a file: their numbers, and what they hold on to. */

#include "check/environment.h"
#include "check/load.h"
#include "check/runner.h"
#include "check/trap.h"

static const char functions_key; /* registry: the functions of this file */

void
fisc__functions_push(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
}

/* [-0, +0, -] Where the function at an index is written. */
static struct fisc__place
function_place(lua_State *L, int index)
{
    struct fisc__place place = {fisc__loader_of(L)->file->name, 0, 0};
    lua_Debug record;

    lua_pushvalue(L, index);
    lua_getinfo(L, ">S", &record);
    place.line = record.linedefined > 0 ? (unsigned)record.linedefined : 0;
    place.column = fisc__columns_find(&fisc__loader_of(L)->lines, place.line,
                                      "function", NULL);
    return place;
}

uint32_t
fisc__functions_add(lua_State *L, int index)
{
    lua_Unsigned count;

    index = lua_absindex(L, index);
    fisc__functions_push(L);
    count = lua_rawlen(L, -1);
    lua_pushvalue(L, index);
    lua_rawseti(L, -2, (lua_Integer)count + 1);
    lua_pop(L, 1);
    if (fisc__sandbox_of(L)->mode == FISC__MODE_LOAD) {
        struct fisc__loader *loader = fisc__loader_of(L);

        if (!fisc__grow(fisc__sandbox_of(L)->context, &loader->functions,
                        &loader->function_capacity, loader->function_count,
                        sizeof *loader->functions))
            fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
        loader->functions[loader->function_count++] =
            (struct fisc__function){.place = function_place(L, index)};
    }
    return (uint32_t)count;
}

void
fisc__functions_forget(lua_State *L)
{
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
}

/* ---- what functions hold on to -------------------------------------------*/

static void
refuse_upvalue(lua_State *L, const struct fisc__place *place, const char *name,
               int value)
{
    if (lua_type(L, value) == LUA_TTABLE)
        fisc__trap_place(L, place,
                         "the function uses the table '%s' from outside, which "
                         "can change: write frozen { … }, or make it inside",
                         name);
    fisc__trap_place(L, place,
                     "the function uses '%s' from outside, %s: only texts, "
                     "numbers, booleans, frozen tables and functions may be",
                     name, fisc__kind_of(L, value));
}

/*
 * [-0, +0, v] Looks at the upvalues of the function on top, and puts functions
 * among them into the table at `todo`, once each.
 */
static void
check_upvalues(lua_State *L, int todo, const struct fisc__place *place)
{
    const char *name;

    for (int i = 1; (name = lua_getupvalue(L, -1, i)) != NULL; i++) {
        int value = lua_gettop(L);

        fisc__charge(L, 20);
        switch (lua_type(L, value)) {
        case LUA_TNIL:
        case LUA_TBOOLEAN:
        case LUA_TNUMBER:
        case LUA_TSTRING:
            break;
        case LUA_TFUNCTION:
            lua_pushvalue(L, value);
            if (!lua_iscfunction(L, value) && lua_rawget(L, todo) == LUA_TNIL) {
                lua_pushvalue(L, value);
                lua_pushboolean(L, 1);
                lua_rawset(L, todo);
                lua_pushvalue(L, value);
                lua_rawseti(L, todo, (lua_Integer)lua_rawlen(L, todo) + 1);
            }
            break;
        default:
            if (!fisc__is_frozen(L, value))
                refuse_upvalue(L, place, name, value);
        }
        lua_settop(L, value - 1);
    }
}

/* [-0, +0, e] Is the function on top the one of that place? */
static void
check_place(lua_State *L, const struct fisc__place *place)
{
    lua_Debug record = {0};

    if (lua_isfunction(L, -1)) {
        lua_pushvalue(L, -1);
        lua_getinfo(L, ">S", &record);
    }
    if (record.linedefined <= 0 || (unsigned)record.linedefined != place->line)
        luaL_error(L, "the file declares other functions than when it was "
                      "loaded");
}

void
fisc__functions_check(lua_State *L, const struct fisc__function *functions,
                      size_t count)
{
    luaL_checkstack(L, 10, NULL);
    fisc__functions_push(L);
    if (lua_rawlen(L, -1) != count)
        luaL_error(L, "the file declares other functions than when it was "
                      "loaded");
    lua_newtable(L); /* stack: functions, todo: a list and a set at once */
    for (size_t f = 0; f < count; f++) {
        lua_newtable(L);
        lua_replace(L, -2);
        lua_rawgeti(L, -2, (lua_Integer)f + 1);
        check_place(L, &functions[f].place);
        check_upvalues(L, lua_gettop(L) - 1, &functions[f].place);
        lua_pop(L, 1);
        for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
            check_upvalues(L, lua_gettop(L) - 1, &functions[f].place);
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
}

/* ---- functions that run --------------------------------------------------*/

/*
 * [-0, +0, m] Notes every upvalue of the function on top that isn't noted yet,
 * and puts functions among them on the list at `todo`, which is a set of the
 * upvalues' identities as well. The table at `notes` gets three entries for
 * each: function, index, value.
 */
static void
note_upvalues(lua_State *L, int todo, int notes)
{
    int function = lua_gettop(L);

    for (int i = 1; lua_getupvalue(L, function, i) != NULL; i++) {
        void *identity = lua_upvalueid(L, function, i);
        lua_Integer count;

        if (lua_rawgetp(L, todo, identity) != LUA_TNIL) {
            lua_settop(L, function);
            continue;
        }
        lua_pushboolean(L, 1);
        lua_rawsetp(L, todo, identity);
        if (lua_isfunction(L, function + 1) &&
            !lua_iscfunction(L, function + 1)) {
            lua_pushvalue(L, function + 1);
            lua_rawseti(L, todo, (lua_Integer)lua_rawlen(L, todo) + 1);
        }
        lua_rawgeti(L, notes, 0);
        count = lua_tointeger(L, -1);
        lua_pushvalue(L, function);
        lua_rawseti(L, notes, count + 1);
        lua_pushinteger(L, i);
        lua_rawseti(L, notes, count + 2);
        lua_pushvalue(L, function + 1);
        lua_rawseti(L, notes, count + 3);
        lua_pushinteger(L, count + 3);
        lua_rawseti(L, notes, 0);
        lua_settop(L, function);
    }
}

/*
 * [-1, +0, m] What the table of notes on top says of the function below it, as
 * references into the registry, in memory that the registry keeps.
 */
static void
keep_values(lua_State *L, struct fisc__kept_function *kept)
{
    int notes = lua_gettop(L);
    size_t count;

    lua_rawgeti(L, notes, 0);
    count = (size_t)lua_tointeger(L, -1) / 3;
    kept->values =
        lua_newuserdatauv(L, (count + 1) * sizeof *kept->values, 0);
    for (size_t i = 0; i < count; i++) {
        struct fisc__kept_value *value = &kept->values[i];

        lua_rawgeti(L, notes, (lua_Integer)i * 3 + 1);
        value->function = lua_rawequal(L, -1, notes - 1)
                              ? LUA_NOREF
                              : luaL_ref(L, LUA_REGISTRYINDEX);
        lua_rawgeti(L, notes, (lua_Integer)i * 3 + 2);
        value->index = (int)lua_tointeger(L, -1);
        lua_rawgeti(L, notes, (lua_Integer)i * 3 + 3);
        value->value = luaL_ref(L, LUA_REGISTRYINDEX);
        lua_settop(L, notes + 2);
    }
    luaL_ref(L, LUA_REGISTRYINDEX);
    kept->count = count;
    lua_settop(L, notes - 1);
}

void
fisc__functions_keep(lua_State *L, struct fisc__kept_function *kept)
{
    int list = lua_gettop(L) + 1;

    luaL_checkstack(L, 20, NULL);
    fisc__functions_push(L);
    for (lua_Integer i = 1; lua_rawgeti(L, list, i) != LUA_TNIL; i++) {
        lua_newtable(L); /* stack: functions, function, todo */
        lua_pushvalue(L, -2);
        lua_rawseti(L, list + 2, 1);
        lua_newtable(L);
        lua_insert(L, -2); /* stack: functions, function, notes, todo */
        for (lua_Integer j = 1; lua_rawgeti(L, list + 3, j) != LUA_TNIL; j++) {
            note_upvalues(L, list + 3, list + 2);
            lua_pop(L, 1);
        }
        kept[i - 1].is_brief = lua_rawlen(L, list + 3) == 1; /* itself */
        lua_settop(L, list + 2);
        keep_values(L, &kept[i - 1]);
        kept[i - 1].reference = luaL_ref(L, LUA_REGISTRYINDEX);
    }
    lua_settop(L, list - 1);
    fisc__functions_forget(L);
}

void
fisc__functions_fetch(lua_State *L, const struct fisc__kept_function *kept)
{
    lua_rawgeti(L, LUA_REGISTRYINDEX, kept->reference);
    for (size_t i = 0; i < kept->count; i++) {
        const struct fisc__kept_value *value = &kept->values[i];

        if (value->function == LUA_NOREF) {
            lua_rawgeti(L, LUA_REGISTRYINDEX, value->value);
            lua_setupvalue(L, -2, value->index);
            continue;
        }
        lua_rawgeti(L, LUA_REGISTRYINDEX, value->function);
        lua_rawgeti(L, LUA_REGISTRYINDEX, value->value);
        lua_setupvalue(L, -2, value->index);
        lua_pop(L, 1);
    }
}
