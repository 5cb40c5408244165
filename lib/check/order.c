/* SPDX-License-Identifier: MIT */
/* Orders that are the same everywhere: of a table's keys, and of sorting. */

#include <string.h>

#include "check/environment.h"

/* ---- keys ----------------------------------------------------------------*/

enum key_class { IN_ORDER, OTHER_NUMBER, TEXT, BOOLEAN };

struct key {
    enum key_class class;
    bool is_integer;
    lua_Integer integer; /* of a boolean too */
    lua_Number number;
    const char *text; /* lives as long as the table's key */
    size_t length;
};

static bool
has_place(lua_State *L, int index)
{
    int type = lua_type(L, index);

    return type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TBOOLEAN;
}

/*
 * [-0, +0, v] Refuses a table with keys that have no place in an order; names
 * the same kind whatever the table's order. Callers charge.
 */
static void
check_keys(lua_State *L, int table)
{
    const char *kind = NULL;

    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        const char *other = has_place(L, -2) ? NULL : fisc__kind_of(L, -2);

        if (other && (!kind || strcmp(other, kind) < 0))
            kind = other;
    }
    if (kind)
        luaL_error(L, "%s as a key has no place in an order", kind);
}

/* [-0, +0, v] The key at an index, of a table that is `border` long. */
static struct key
key_at(lua_State *L, int index, lua_Integer border)
{
    struct key key = {.class = BOOLEAN};

    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        key.class = OTHER_NUMBER;
        key.is_integer = lua_isinteger(L, index);
        key.number = lua_tonumber(L, index);
        if (!key.is_integer)
            break;
        key.integer = lua_tointeger(L, index);
        if (key.integer >= 1 && key.integer <= border)
            key.class = IN_ORDER;
        break;
    case LUA_TSTRING:
        key.class = TEXT;
        key.text = lua_tolstring(L, index, &key.length);
        break;
    case LUA_TBOOLEAN:
        key.integer = lua_toboolean(L, index);
        break;
    default:
        luaL_error(L, "%s as a key has no place in an order",
                   fisc__kind_of(L, index));
    }
    return key;
}

static int
compare_texts(const struct key *a, const struct key *b)
{
    size_t shorter = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->text, b->text, shorter);

    return order ? order : (a->length > b->length) - (a->length < b->length);
}

/* Keys that are floats are far from every integer, or between two of them. */
static int
compare_keys(const struct key *a, const struct key *b)
{
    if (a->class != b->class)
        return a->class < b->class ? -1 : 1;
    if (a->class == TEXT)
        return compare_texts(a, b);
    if (a->class == OTHER_NUMBER && (!a->is_integer || !b->is_integer))
        return (a->number > b->number) - (a->number < b->number);
    return (a->integer > b->integer) - (a->integer < b->integer);
}

static void
sift(struct key *keys, size_t root, size_t count)
{
    struct key moved = keys[root];
    size_t child;

    for (; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count &&
            compare_keys(&keys[child], &keys[child + 1]) < 0)
            child++;
        if (compare_keys(&moved, &keys[child]) >= 0)
            break;
        keys[root] = keys[child];
    }
    keys[root] = moved;
}

/* A heap sort: no two keys are equal, so it need not be stable. */
static void
sort_keys(struct key *keys, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift(keys, i, count);
    for (size_t end = count; end-- > 1;) {
        struct key last = keys[end];

        keys[end] = keys[0];
        keys[0] = last;
        sift(keys, 0, end);
    }
}

/* [-0, +0, m] The key as a value, into the list at an index. */
static void
put_key(lua_State *L, const struct key *key, int list, lua_Integer at)
{
    if (key->class == TEXT)
        lua_pushlstring(L, key->text, key->length);
    else if (key->class == BOOLEAN)
        lua_pushboolean(L, (int)key->integer);
    else if (key->is_integer)
        lua_pushinteger(L, key->integer);
    else
        lua_pushnumber(L, key->number);
    lua_rawseti(L, list, at);
}

static size_t
count_keys(lua_State *L, int table)
{
    size_t count = 0;

    fisc__charge_table(L);
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
        count++;
    fisc__charge(L, 2 * count);
    return count;
}

void
fisc__sorted_keys(lua_State *L)
{
    int table = lua_gettop(L);
    lua_Integer border = (lua_Integer)lua_rawlen(L, table);
    size_t count, i = 0;
    struct key *keys;

    luaL_checkstack(L, 8, NULL);
    count = count_keys(L, table);
    check_keys(L, table);
    lua_createtable(L, (int)count, 0);
    keys = lua_newuserdatauv(L, (count + 1) * sizeof *keys, 0);
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
        keys[i++] = key_at(L, -2, border);
    for (size_t n = count; n; n /= 2)
        fisc__charge_texts(L, count);
    sort_keys(keys, count);
    for (i = 0; i < count; i++)
        put_key(L, &keys[i], table + 1, (lua_Integer)i + 1);
    lua_pop(L, 1);
    lua_remove(L, table);
}

/* ---- pairs, next, ipairs -------------------------------------------------*/

/* [-2, +(1|2), -] Upvalues: the keys, and how many are past. */
static int
next_pair(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));

    lua_settop(L, 1); /* stack: table */
    for (;;) {
        i++;
        if (lua_rawgeti(L, lua_upvalueindex(1), i) == LUA_TNIL)
            return 1;
        lua_pushvalue(L, -1);
        if (lua_gettable(L, 1) != LUA_TNIL)
            break;
        fisc__charge(L, 1); /* removed meanwhile */
        lua_settop(L, 1);
    }
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(2));
    return 2;
}

static int
order_pairs(lua_State *L)
{
    fisc__check_table(L, 1);
    fisc__push_contents(L, 1);
    fisc__sorted_keys(L);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_pair, 2);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* [-0, +(0|2), -] The neighbour in a list, without a look at the rest. */
static bool
push_neighbour(lua_State *L, int table, lua_Integer border)
{
    lua_Integer i = 0;

    if (!lua_isnoneornil(L, 2)) {
        if (!lua_isinteger(L, 2))
            return false;
        i = lua_tointeger(L, 2);
    }
    if (i < 0 || i >= border)
        return false;
    if (lua_rawgeti(L, table, i + 1) == LUA_TNIL) {
        lua_pop(L, 1);
        return false;
    }
    lua_pushinteger(L, i + 1);
    lua_insert(L, -2);
    return true;
}

/* [-0, +(1|2), v] The first key after the one given, in the fixed order. */
static int
order_next(lua_State *L)
{
    lua_Integer border;
    struct key past = {.class = IN_ORDER}, best = {.class = IN_ORDER};
    bool first, found = false;

    fisc__check_table(L, 1);
    lua_settop(L, 2);
    fisc__charge(L, 2);
    fisc__push_contents(L, 1); /* stack: table, key, contents */
    border = (lua_Integer)lua_rawlen(L, 3);
    if (push_neighbour(L, 3, border))
        return 2;
    first = lua_isnil(L, 2);
    if (!first)
        past = key_at(L, 2, border);
    fisc__charge_table(L);
    check_keys(L, 3);
    for (lua_pushnil(L); lua_next(L, 3); lua_pop(L, 1)) {
        struct key key = key_at(L, -2, border);

        fisc__charge_texts(L, 1);
        if ((first || compare_keys(&key, &past) > 0) &&
            (!found || compare_keys(&key, &best) < 0)) {
            best = key;
            found = true;
        }
    }
    if (!found) {
        lua_pushnil(L);
        return 1;
    }
    lua_createtable(L, 1, 0);
    put_key(L, &best, lua_gettop(L), 1);
    lua_rawgeti(L, -1, 1);
    lua_pushvalue(L, -1);
    lua_rawget(L, 3);
    return 2;
}

static int
next_index(lua_State *L)
{
    lua_Integer i = luaL_checkinteger(L, 2);

    i = luaL_intop(+, i, 1);
    lua_pushinteger(L, i);
    return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

static int
order_ipairs(lua_State *L)
{
    fisc__check_table(L, 1);
    lua_pushcfunction(L, next_index);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

void
fisc__library_order(lua_State *L)
{
    static const luaL_Reg functions[] = {{"ipairs", order_ipairs},
                                         {"next", order_next},
                                         {"pairs", order_pairs},
                                         {NULL, NULL}};

    luaL_setfuncs(L, functions, 0);
}

/* ---- sorting -------------------------------------------------------------*/

/* [-0, +0, e] Is the value at `a` less than the one at `b`? */
static bool
is_less(lua_State *L, int a, int b, int less)
{
    bool ret;

    fisc__charge_texts(L, 4);
    if (lua_isnil(L, less))
        return lua_compare(L, a, b, LUA_OPLT);
    lua_pushvalue(L, less);
    lua_pushvalue(L, a);
    lua_pushvalue(L, b);
    fisc__sandbox_call(L, 2, 1);
    ret = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return ret;
}

/*
 * [-0, +0, e] Merges the runs [low, middle) and [middle, high) of the list
 * `from` into the list `to`. Of equals the one on the left comes first.
 */
static void
merge(lua_State *L, int from, int to, const lua_Integer bounds[3], int less)
{
    lua_Integer i = bounds[0], j = bounds[1];
    int top = lua_gettop(L);

    for (lua_Integer k = bounds[0]; k < bounds[2]; k++) {
        bool right = i >= bounds[1];

        if (!right && j < bounds[2]) {
            lua_rawgeti(L, from, j);
            lua_rawgeti(L, from, i);
            right = is_less(L, top + 1, top + 2, less);
            lua_settop(L, top);
        }
        lua_rawgeti(L, from, right ? j++ : i++);
        lua_rawseti(L, to, k);
    }
}

void
fisc__sort_list(lua_State *L, lua_Integer count, int less)
{
    int list = lua_gettop(L), from = list + 1, to = list + 2;

    /* A copy is sorted, so that a comparison can't reach what is sorted. */
    luaL_checkstack(L, 12, NULL);
    lua_createtable(L, (int)count, 0);
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, list, i);
        lua_rawseti(L, from, i);
    }
    fisc__charge(L, (size_t)count * 2);
    for (lua_Integer width = 1; width < count; width *= 2) {
        int other = from;

        for (lua_Integer low = 1; low <= count; low += 2 * width) {
            lua_Integer bounds[3] = {low, low + width, low + 2 * width};

            bounds[1] = bounds[1] > count + 1 ? count + 1 : bounds[1];
            bounds[2] = bounds[2] > count + 1 ? count + 1 : bounds[2];
            merge(L, from, to, bounds, less);
        }
        fisc__charge(L, (size_t)count);
        from = to;
        to = other;
    }
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, from, i);
        lua_rawseti(L, list, i);
    }
    lua_settop(L, list - 1);
}
