/* SPDX-License-Identifier: MIT */
/* The words that declare checks, and the one that makes a function a leaf. */

#include <string.h>

#include "check/arguments.h"
#include "check/trap.h"

/* [-0, +0, v] The expression of the function at an index, the file's next. */
static const struct fisc__expression *
function_leaf(lua_State *L, int index, const struct fisc__saying *saying)
{
    struct fisc__loader *loader = fisc__loader_of(L);
    struct fisc__expression draft = {.op = FISC__OP_FUNCTION,
                                     .place = saying->place};

    if (lua_iscfunction(L, index))
        fisc__trap_place(L, &saying->place,
                         "%s takes a function of the file's own", saying->word);
    draft.function =
        loader->checks->function_count + fisc__functions_add(L, index);
    return fisc__part_make(L, &draft);
}

static int
word_fn(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "fn");
    const struct fisc__expression *leaf;

    fisc__count_arguments(L, &saying, 1, 1);
    if (!lua_isfunction(L, 1))
        fisc__trap_place(L, &saying.place,
                         "fn is followed by (function (ctx) … end)");
    leaf = function_leaf(L, 1, &saying);
    fisc__handle_push(L, FISC__HANDLE_REQUIREMENT, &saying, 0)->expression =
        leaf;
    return 1;
}

/* ---- check and replace ---------------------------------------------------*/

static void
validate(lua_State *L, const struct fisc__expression *expression, bool is_when)
{
    struct fisc_error error;

    if (expression &&
        fisc__expression_validate(expression, is_when, &error) != FISC_OK)
        fisc__trap_error(L, &error);
}

/* [-0, +1, v] What stands in the braces of a check. */
static void
read_body(lua_State *L, const struct fisc__saying *saying,
          struct fisc__check *check)
{
    static const char *const options[] = {"when", "message", NULL};
    struct fisc__kids kids;

    fisc__kids_at(L, 2, saying, options, &kids);
    if (kids.count == 0)
        fisc__trap_place(L, &saying->place, "%s \"%s\" asks nothing",
                         saying->word, check->clause);
    check->requirement = fisc__kids_body(L, &kids, &saying->place);
    if (lua_type(L, 2) != LUA_TTABLE)
        return;
    if (fisc__option(L, 2, "when"))
        check->when = fisc__requirement_at(L, -1, &saying->place, "when");
    lua_pop(L, 1);
    fisc__texts_option(L, 2, "message", saying, &check->message);
}

/* [-0, +0, v] */
static int
build_check(lua_State *L, const struct fisc__handle *handle)
{
    struct fisc__loader *loader = fisc__loader_of(L);
    struct fisc__saying saying = {handle->word,
                                  loader->records[handle->record].place};
    struct fisc__declaration declaration = {
        .check = {.clause = handle->name, .place = saying.place},
        .replaces = strcmp(handle->word, "replace") == 0};
    struct fisc__check *check = &declaration.check;

    if (lua_isfunction(L, 2))
        check->requirement = function_leaf(L, 2, &saying);
    else
        read_body(L, &saying, check);
    check->whole_function = check->requirement->op == FISC__OP_FUNCTION;
    validate(L, check->requirement, false);
    validate(L, check->when, true);
    fisc__titles_collect(L, check);
    fisc__declare(L, &declaration);
    return 0;
}

void
fisc__declare_single(lua_State *L, int count)
{
    struct fisc__loader *loader = fisc__loader_of(L);
    struct fisc__saying saying = {"return", {loader->file->name, 0, 0}};
    struct fisc__declaration declaration = {
        .check = {.clause = loader->single_clause, .place = saying.place}};
    struct fisc__check *check = &declaration.check;
    bool requirement;

    if (count != 1)
        fisc__trap_place(L, &saying.place,
                         "the file returns %d values, not a function or a "
                         "requirement",
                         count);
    requirement = fisc__sandbox_object(L, -1, FISC__TAG_HANDLE) != NULL;
    if (!requirement && !lua_isfunction(L, -1))
        fisc__trap_place(L, &saying.place,
                         "the file returns %s, not a function or a "
                         "requirement",
                         fisc__kind_of(L, -1));
    check->requirement =
        requirement ? fisc__requirement_at(L, -1, &saying.place, "return")
                    : function_leaf(L, lua_gettop(L), &saying);
    check->whole_function = check->requirement->op == FISC__OP_FUNCTION;
    validate(L, check->requirement, false);
    fisc__titles_collect(L, check);
    fisc__declare(L, &declaration);
}

/* [-0, +1, v] */
static int
declare(lua_State *L, const char *word)
{
    struct fisc__saying saying = fisc__saying(L, word);
    const char *key;

    fisc__count_arguments(L, &saying, 1, 1);
    key = fisc__text_at(L, 1, &saying, "the clause's key");
    if (strlen(key) > 200 || strpbrk(key, " \"@*"))
        fisc__trap_place(L, &saying.place, "%s: '%.100s' is no clause's key",
                         word, key);
    if (fisc__loader_of(L)->single_clause)
        fisc__trap_place(L, &saying.place,
                         "a file that is tried out returns its requirement; "
                         "it declares no %s",
                         word);
    return fisc__handle_builder(L, &saying, 1, build_check);
}

static int
word_check(lua_State *L)
{
    return declare(L, "check");
}

static int
word_replace(lua_State *L)
{
    return declare(L, "replace");
}

void
fisc__words_declarations(lua_State *L)
{
    static const struct fisc__word_entry words[] = {
        {"fn", word_fn},
        {"check", word_check},
        {"replace", word_replace},
    };

    fisc__words_set(L, words, sizeof words / sizeof *words);
}
