/* SPDX-License-Identifier: MIT */
/* Reading operands: literals, facts, params, periods and dates. */

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "check/arguments.h"
#include "check/trap.h"

/* What an operand may be, for people. */
static const char *
wanted(unsigned takes)
{
    if (takes & FISC__TAKES_PERIOD)
        return "a period such as \"90d\", or a param";
    if (takes & FISC__TAKES_DATE)
        return "a date such as \"2026-04-01\", a fact or a param";
    if (takes & FISC__TAKES_SET)
        return "a set such as { \"a\", \"b\" }, a fact or a param";
    return "a value, a fact or a param";
}

static void
refuse(lua_State *L, const struct fisc__saying *saying, const char *what,
       unsigned takes)
{
    fisc__trap_place(L, &saying->place, "%s: %s is %s", saying->word, what,
                     wanted(takes));
}

/* [-0, +0, v] */
static void
read_handle(lua_State *L, const struct fisc__handle *handle,
            const struct fisc__saying *saying, const char *what, unsigned takes,
            struct fisc__operand *ret)
{
    if (handle->kind == FISC__HANDLE_FACT && (takes & FISC__TAKES_FACT))
        ret->kind = FISC__OPERAND_FACT;
    else if (handle->kind == FISC__HANDLE_PARAM && (takes & FISC__TAKES_PARAM))
        ret->kind = FISC__OPERAND_PARAM;
    else
        refuse(L, saying, what, takes);
    fisc__handle_use(L, handle);
    ret->name = handle->name;
}

/* [-0, +0, v] */
static void
read_literal(lua_State *L, int index, const struct fisc__saying *saying,
             const char *what, unsigned takes, struct fisc__literal *ret)
{
    *ret = (struct fisc__literal){.kind = FISC__LITERAL_STRING};
    switch (lua_type(L, index)) {
    case LUA_TBOOLEAN:
        ret->kind = FISC__LITERAL_BOOLEAN;
        ret->integer = lua_toboolean(L, index);
        break;
    case LUA_TNUMBER:
        ret->kind = lua_isinteger(L, index) ? FISC__LITERAL_INTEGER
                                            : FISC__LITERAL_DECIMAL;
        if (ret->kind == FISC__LITERAL_INTEGER)
            ret->integer = lua_tointeger(L, index);
        else
            ret->decimal = lua_tonumber(L, index);
        if (!isfinite(ret->decimal))
            fisc__trap_place(L, &saying->place, "%s: %s is no finite number",
                             saying->word, what);
        break;
    case LUA_TSTRING:
        ret->string = fisc__text_at(L, index, saying, what);
        break;
    default:
        refuse(L, saying, what, takes);
    }
}

static bool
same_literal(const struct fisc__literal *a, const struct fisc__literal *b)
{
    if (a->kind != b->kind)
        return false;
    return a->kind == FISC__LITERAL_STRING
               ? strcmp(a->string, b->string) == 0
               : a->integer == b->integer && !(a->decimal < b->decimal) &&
                     !(b->decimal < a->decimal);
}

/* [-0, +1, v] Literals in braces. */
static void
read_set(lua_State *L, int index, const struct fisc__saying *saying,
         const char *what, unsigned takes, struct fisc__operand *ret)
{
    size_t count;
    struct fisc__literal *list;
    int table = lua_gettop(L) + 1;

    fisc__options_check(L, index, saying, NULL);
    fisc__push_contents(L, index);
    count = fisc__count_entries(L, table, saying);
    if (count == 0)
        fisc__trap_place(L, &saying->place, "%s: %s is empty", saying->word,
                         what);
    list = lua_newuserdatauv(L, count * sizeof *list, 1);
    lua_pushvalue(L, table); /* the texts live as long as their table */
    lua_setiuservalue(L, -2, 1);
    for (size_t i = 0; i < count; i++) {
        fisc__charge(L, 5 + i / 4);
        lua_rawgeti(L, table, (lua_Integer)i + 1);
        read_literal(L, -1, saying, what, takes, &list[i]);
        for (size_t j = 0; j < i; j++)
            if (same_literal(&list[i], &list[j]))
                fisc__trap_place(L, &saying->place,
                                 "%s: a value stands twice in %s", saying->word,
                                 what);
        lua_pop(L, 1);
    }
    lua_remove(L, table);
    ret->literals = list;
    ret->count = count;
    ret->is_set = true;
}

static void
check_spelling(lua_State *L, const struct fisc__saying *saying,
               const char *what, unsigned takes,
               const struct fisc__literal *literal)
{
    struct fisc__period period;
    fisc_date date;
    const char *text = literal->string;

    if ((takes & FISC__TAKES_PERIOD) &&
        (!text || !fisc__period_read(text, strlen(text), &period)))
        refuse(L, saying, what, takes);
    if ((takes & FISC__TAKES_DATE) &&
        (!text || !fisc__date_read(text, strlen(text), &date)))
        refuse(L, saying, what, takes);
}

void
fisc__operand_at(lua_State *L, int index, const struct fisc__saying *saying,
                 const char *what, unsigned takes, struct fisc__operand *ret)
{
    struct fisc__handle *handle =
        fisc__sandbox_object(L, index, FISC__TAG_HANDLE);
    struct fisc__literal *literal;

    *ret = (struct fisc__operand){.kind = FISC__OPERAND_LITERALS};
    if (handle) {
        read_handle(L, handle, saying, what, takes, ret);
        lua_pushvalue(L, index);
        return;
    }
    if (lua_type(L, index) == LUA_TTABLE && (takes & FISC__TAKES_SET)) {
        read_set(L, index, saying, what, takes, ret);
        return;
    }
    if (!(takes & (FISC__TAKES_ONE | FISC__TAKES_PERIOD | FISC__TAKES_DATE)))
        refuse(L, saying, what, takes);
    literal = lua_newuserdatauv(L, sizeof *literal, 0);
    read_literal(L, index, saying, what, takes, literal);
    check_spelling(L, saying, what, takes, literal);
    ret->literals = literal;
    ret->count = 1;
}
