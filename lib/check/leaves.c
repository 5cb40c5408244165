/* SPDX-License-Identifier: MIT */
/* The words that ask something of facts, and those that stand for a value. */

#include <string.h>

#include "check/arguments.h"
#include "check/trap.h"

static const char *const max_age_only[] = {"max_age", NULL};

/* [-0, +1, v] The options { max_age = … } at an index, if there are any. */
static void
read_max_age(lua_State *L, int index, const struct fisc__saying *saying,
             struct fisc__expression *draft)
{
    if (lua_isnoneornil(L, index)) {
        lua_pushnil(L);
        return;
    }
    if (lua_type(L, index) != LUA_TTABLE)
        fisc__trap_place(L, &saying->place,
                         "%s: options are written { max_age = … }",
                         saying->word);
    fisc__options_check(L, index, saying, max_age_only);
    fisc__push_contents(L, index);
    if (fisc__count_entries(L, lua_gettop(L), saying) > 0)
        fisc__trap_place(L, &saying->place,
                         "%s: options are written { max_age = … }",
                         saying->word);
    if (fisc__option(L, index, "max_age"))
        fisc__operand_at(L, lua_gettop(L), saying, "max_age",
                         FISC__TAKES_PERIOD | FISC__TAKES_PARAM,
                         &draft->max_age);
}

static int
word_flag(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "flag");
    struct fisc__expression draft = {.op = FISC__OP_FLAG};

    fisc__count_arguments(L, &saying, 1, 2);
    lua_settop(L, 2);
    draft.path = fisc__path_at(L, 1, &saying);
    read_max_age(L, 2, &saying, &draft);
    return fisc__handle_make(L, &saying, &draft);
}

/* [-0, +1, v] A comparison: path, operand, options. */
static int
compare(lua_State *L, const char *word, enum fisc__relation relation)
{
    struct fisc__saying saying = fisc__saying(L, word);
    struct fisc__expression draft = {.op = FISC__OP_COMPARE,
                                     .relation = relation};
    unsigned takes =
        FISC__TAKES_FACT | FISC__TAKES_PARAM |
        (relation == FISC__ONE_OF ? FISC__TAKES_SET : FISC__TAKES_ONE);

    fisc__count_arguments(L, &saying, 2, 3);
    lua_settop(L, 3);
    draft.path = fisc__path_at(L, 1, &saying);
    fisc__operand_at(L, 2, &saying, "what it is compared with", takes,
                     &draft.want);
    if (relation != FISC__EQ && relation != FISC__NE &&
        relation != FISC__ONE_OF && draft.want.kind == FISC__OPERAND_LITERALS &&
        draft.want.literals[0].kind == FISC__LITERAL_BOOLEAN)
        fisc__trap_place(L, &saying.place, "%s: true and false have no order",
                         word);
    read_max_age(L, 3, &saying, &draft);
    return fisc__handle_make(L, &saying, &draft);
}

static int
word_eq(lua_State *L)
{
    return compare(L, "eq", FISC__EQ);
}

static int
word_ne(lua_State *L)
{
    return compare(L, "ne", FISC__NE);
}

static int
word_ge(lua_State *L)
{
    return compare(L, "ge", FISC__GE);
}

static int
word_le(lua_State *L)
{
    return compare(L, "le", FISC__LE);
}

static int
word_gt(lua_State *L)
{
    return compare(L, "gt", FISC__GT);
}

static int
word_lt(lua_State *L)
{
    return compare(L, "lt", FISC__LT);
}

static int
word_starts_with(lua_State *L)
{
    return compare(L, "starts_with", FISC__STARTS_WITH);
}

static int
word_one_of(lua_State *L)
{
    return compare(L, "one_of", FISC__ONE_OF);
}

static int
word_within(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "within");
    struct fisc__expression draft = {.op = FISC__OP_WITHIN};

    fisc__count_arguments(L, &saying, 2, 2);
    draft.path = fisc__path_at(L, 1, &saying);
    fisc__operand_at(L, 2, &saying, "how long ago it may be",
                     FISC__TAKES_PERIOD | FISC__TAKES_PARAM, &draft.want);
    return fisc__handle_make(L, &saying, &draft);
}

static int
word_not_after(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "not_after");
    struct fisc__expression draft = {.op = FISC__OP_NOT_AFTER};

    fisc__count_arguments(L, &saying, 2, 2);
    draft.path = fisc__path_at(L, 1, &saying);
    draft.want.kind = FISC__OPERAND_FACT;
    if (fisc__sandbox_object(L, 2, FISC__TAG_HANDLE))
        fisc__operand_at(L, 2, &saying, "the later date", FISC__TAKES_FACT,
                         &draft.want);
    else
        draft.want.name = fisc__path_at(L, 2, &saying);
    return fisc__handle_make(L, &saying, &draft);
}

static int
word_has(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "has");
    struct fisc__expression draft = {.op = FISC__OP_HAS};

    fisc__count_arguments(L, &saying, 2, 2);
    draft.path = fisc__path_at(L, 1, &saying);
    draft.item = fisc__text_at(L, 2, &saying, "the item");
    return fisc__handle_make(L, &saying, &draft);
}

static int
word_covers(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "covers");
    struct fisc__expression draft = {.op = FISC__OP_COVERS};

    fisc__count_arguments(L, &saying, 2, 2);
    draft.path = fisc__path_at(L, 1, &saying);
    fisc__operand_at(L, 2, &saying, "what it covers",
                     FISC__TAKES_SET | FISC__TAKES_FACT | FISC__TAKES_PARAM,
                     &draft.want);
    return fisc__handle_make(L, &saying, &draft);
}

static int
word_judged(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "judged");
    struct fisc__expression draft = {.op = FISC__OP_JUDGED};

    fisc__count_arguments(L, &saying, 2, 2);
    draft.path = fisc__path_at(L, 1, &saying);
    fisc__names_at(L, 2, &saying, "the set of judgements", &draft);
    return fisc__handle_make(L, &saying, &draft);
}

/* ---- registers -----------------------------------------------------------*/

/* [-0, +0, v] A word whose braces hold options only. */
static void
options_only(lua_State *L, const struct fisc__saying *saying,
             const char *const *options)
{
    fisc__count_arguments(L, saying, 1, 1);
    if (lua_type(L, 1) != LUA_TTABLE)
        fisc__trap_place(L, &saying->place, "%s is followed by { %s = … }",
                         saying->word, options[0]);
    fisc__options_check(L, 1, saying, options);
    fisc__push_contents(L, 1);
    if (fisc__count_entries(L, lua_gettop(L), saying) > 0)
        fisc__trap_place(L, &saying->place, "%s { … } has named options only",
                         saying->word);
    lua_pop(L, 1);
}

/* [-0, +2, v] An operand among the options, if it is given. */
static void
option_operand(lua_State *L, const struct fisc__saying *saying,
               const char *name, unsigned takes, struct fisc__operand *ret)
{
    if (fisc__option(L, 1, name))
        fisc__operand_at(L, lua_gettop(L), saying, name, takes, ret);
}

static void
read_confirmed(lua_State *L, const struct fisc__saying *saying,
               struct fisc__expression *draft)
{
    if (!fisc__option(L, 1, "confirmed"))
        return;
    if (!lua_isboolean(L, -1))
        fisc__trap_place(L, &saying->place, "%s: confirmed is true or false",
                         saying->word);
    draft->unconfirmed = !lua_toboolean(L, -1);
}

static int
word_evidence(lua_State *L)
{
    static const char *const options[] = {
        "kind", "about", "covers", "on", "max_age", "confirmed", NULL};
    struct fisc__saying saying = fisc__saying(L, "evidence");
    struct fisc__expression draft = {.op = FISC__OP_EVIDENCE};

    options_only(L, &saying, options);
    if (!fisc__option(L, 1, "kind"))
        fisc__trap_place(L, &saying.place, "evidence needs kind = { \"…\" }");
    fisc__names_at(L, lua_gettop(L), &saying, "kind", &draft);
    if (fisc__option(L, 1, "about"))
        draft.about = fisc__text_at(L, -1, &saying, "about");
    option_operand(L, &saying, "covers",
                   FISC__TAKES_SET | FISC__TAKES_FACT | FISC__TAKES_PARAM,
                   &draft.want);
    option_operand(L, &saying, "on",
                   FISC__TAKES_DATE | FISC__TAKES_FACT | FISC__TAKES_PARAM,
                   &draft.on);
    option_operand(L, &saying, "max_age",
                   FISC__TAKES_PERIOD | FISC__TAKES_PARAM, &draft.max_age);
    read_confirmed(L, &saying, &draft);
    return fisc__handle_make(L, &saying, &draft);
}

static int
word_contract(lua_State *L)
{
    static const char *const options[] = {"with", "has", NULL};
    struct fisc__saying saying = fisc__saying(L, "contract");
    struct fisc__expression draft = {.op = FISC__OP_CONTRACT};

    options_only(L, &saying, options);
    if (!fisc__option(L, 1, "with"))
        fisc__trap_place(L, &saying.place,
                         "contract needs with = a role, a party or \".field\"");
    draft.with = fisc__text_at(L, -1, &saying, "with");
    if (draft.with[0] == '.')
        fisc__path_check(L, lua_gettop(L), &saying.place, "contract");
    if (fisc__option(L, 1, "has"))
        fisc__names_at(L, lua_gettop(L), &saying, "has", &draft);
    return fisc__handle_make(L, &saying, &draft);
}

/* ---- operands ------------------------------------------------------------*/

static int
word_fact(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "fact");

    fisc__count_arguments(L, &saying, 1, 1);
    fisc__path_at(L, 1, &saying);
    fisc__handle_push(L, FISC__HANDLE_FACT, &saying, 1);
    return 1;
}

static int
word_param(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "param");

    fisc__count_arguments(L, &saying, 1, 1);
    fisc__text_at(L, 1, &saying, "its name");
    fisc__handle_push(L, FISC__HANDLE_PARAM, &saying, 1);
    return 1;
}

void
fisc__words_leaves(lua_State *L)
{
    static const struct fisc__word_entry words[] = {
        {"flag", word_flag},
        {"eq", word_eq},
        {"ne", word_ne},
        {"ge", word_ge},
        {"le", word_le},
        {"gt", word_gt},
        {"lt", word_lt},
        {"one_of", word_one_of},
        {"within", word_within},
        {"not_after", word_not_after},
        {"starts_with", word_starts_with},
        {"has", word_has},
        {"covers", word_covers},
        {"judged", word_judged},
        {"evidence", word_evidence},
        {"contract", word_contract},
        {"fact", word_fact},
        {"param", word_param},
    };

    fisc__words_set(L, words, sizeof words / sizeof *words);
}
