/* SPDX-License-Identifier: MIT */
/* The words that join requirements. */

#include <string.h>

#include "check/arguments.h"
#include "check/trap.h"

/* What a word asks of the thing in braces after it. */
static struct fisc__saying
saying_of(lua_State *L, const struct fisc__handle *handle)
{
    struct fisc__loader *loader = fisc__loader_of(L);

    return (struct fisc__saying){handle->word,
                                 loader->records[handle->record].place};
}

/* [-0, +0, v] The requirement that an option gives, or NULL. */
static const struct fisc__expression *
option_requirement(lua_State *L, int index, const char *name,
                   const struct fisc__saying *saying)
{
    const struct fisc__expression *ret = NULL;

    if (lua_type(L, index) == LUA_TTABLE) {
        if (fisc__option(L, index, name))
            ret = fisc__requirement_at(L, -1, &saying->place, name);
        lua_pop(L, 1);
    }
    return ret;
}

/* ---- all, any, no, at_least ----------------------------------------------*/

static int
join(lua_State *L, const char *word, enum fisc__op op)
{
    struct fisc__saying saying = fisc__saying(L, word);
    struct fisc__expression draft = {.op = op};
    struct fisc__kids kids;

    fisc__count_arguments(L, &saying, 1, 1);
    fisc__kids_at(L, 1, &saying, NULL, &kids);
    draft.children = kids.list;
    draft.child_count = kids.count;
    return fisc__handle_make(L, &saying, &draft);
}

static int
word_all(lua_State *L)
{
    return join(L, "all", FISC__OP_ALL);
}

static int
word_any(lua_State *L)
{
    return join(L, "any", FISC__OP_ANY);
}

static int
word_no(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "no");
    struct fisc__expression draft = {.op = FISC__OP_NO, .child_count = 1};
    struct fisc__expression any = {.op = FISC__OP_ANY, .place = saying.place};
    const struct fisc__expression *child;
    struct fisc__kids kids;

    fisc__count_arguments(L, &saying, 1, 1);
    fisc__kids_at(L, 1, &saying, NULL, &kids);
    any.children = kids.list;
    any.child_count = kids.count;
    child = kids.count == 1 ? kids.list[0] : fisc__part_make(L, &any);
    draft.children = &child;
    return fisc__handle_make(L, &saying, &draft);
}

static int
build_count(lua_State *L, const struct fisc__handle *handle)
{
    struct fisc__saying saying = saying_of(L, handle);
    struct fisc__expression draft = {.op = FISC__OP_COUNT, .n = handle->n};
    struct fisc__kids kids;

    fisc__kids_at(L, 2, &saying, NULL, &kids);
    fisc__charge(L, kids.count * kids.count / 64); /* none is there twice */
    draft.children = kids.list;
    draft.child_count = kids.count;
    if (handle->n < 1 || (uint64_t)handle->n > kids.count)
        fisc__trap_place(L, &saying.place, "at_least(%lld) of %zu requirements",
                         (long long)handle->n, kids.count);
    return fisc__handle_make(L, &saying, &draft);
}

/* ---- collections ---------------------------------------------------------*/

static const char *const where_only[] = {"where", NULL};

/* [-0, +1, e] What a collection asks: its elements' where and body. */
static int
build_collection(lua_State *L, const struct fisc__handle *handle,
                 enum fisc__op op)
{
    struct fisc__saying saying = saying_of(L, handle);
    struct fisc__expression draft = {
        .op = op, .path = handle->name, .n = handle->n, .child_count = 1};
    const struct fisc__expression *child;
    struct fisc__kids kids;

    fisc__kids_at(L, 2, &saying, where_only, &kids);
    child = fisc__kids_body(L, &kids, &saying.place);
    draft.children = &child;
    draft.where = option_requirement(L, 2, "where", &saying);
    return fisc__handle_make(L, &saying, &draft);
}

static int
build_each(lua_State *L, const struct fisc__handle *handle)
{
    return build_collection(L, handle, FISC__OP_EACH);
}

static int
build_some(lua_State *L, const struct fisc__handle *handle)
{
    return build_collection(L, handle, FISC__OP_SOME);
}

static int
build_list_count(lua_State *L, const struct fisc__handle *handle)
{
    return build_collection(L, handle, FISC__OP_LIST_COUNT);
}

static int
word_at_least(lua_State *L)
{
    struct fisc__saying saying = {"at_least",
                                  fisc__word_place(L, "at_least", NULL)};
    struct fisc__handle *handle;
    bool list = !lua_isnoneornil(L, 2);

    fisc__count_arguments(L, &saying, 1, 2);
    if (!lua_isinteger(L, 1) || lua_tointeger(L, 1) < 1)
        fisc__trap_place(L, &saying.place,
                         "at_least begins with a whole number from 1");
    if (list)
        fisc__path_at(L, 2, &saying);
    handle = fisc__handle_push(L, FISC__HANDLE_BUILDER, &saying, list ? 2 : 0);
    handle->n = lua_tointeger(L, 1);
    handle->call = list ? build_list_count : build_count;
    return 1;
}

/* [-0, +1, e] A word that a list's path follows, and then braces. */
static int
over(lua_State *L, const char *word,
     int (*build)(lua_State *, const struct fisc__handle *))
{
    struct fisc__saying saying = fisc__saying(L, word);

    fisc__count_arguments(L, &saying, 1, 1);
    fisc__path_at(L, 1, &saying);
    return fisc__handle_builder(L, &saying, 1, build);
}

static int
word_each(lua_State *L)
{
    return over(L, "each", build_each);
}

static int
word_some(lua_State *L)
{
    return over(L, "some", build_some);
}

/* exists "l" is a requirement, and braces may follow. */
static int
word_exists(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "exists");
    struct fisc__expression nothing = {.op = FISC__OP_ALL,
                                       .place = saying.place};
    struct fisc__expression draft = {
        .op = FISC__OP_SOME, .child_count = 1, .place = saying.place};
    const struct fisc__expression *child;
    struct fisc__handle *handle;

    fisc__count_arguments(L, &saying, 1, 1);
    draft.path = fisc__path_at(L, 1, &saying);
    child = fisc__part_make(L, &nothing);
    draft.children = &child;
    handle = fisc__handle_push(L, FISC__HANDLE_REQUIREMENT, &saying, 1);
    handle->expression = fisc__part_make(L, &draft);
    handle->call = build_some;
    return 1;
}

/* ---- given, demand -------------------------------------------------------*/

/* [-0, +1, e] */
static int
build_given(lua_State *L, const struct fisc__handle *handle)
{
    struct fisc__saying saying = saying_of(L, handle);
    struct fisc__expression draft = {
        .op = FISC__OP_GIVEN, .guard = handle->expression, .child_count = 1};
    const struct fisc__expression *child;
    struct fisc__kids kids;

    fisc__kids_at(L, 2, &saying, NULL, &kids);
    if (kids.count == 0)
        fisc__trap_place(L, &saying.place, "given (…) { } asks nothing");
    child = fisc__kids_body(L, &kids, &saying.place);
    draft.children = &child;
    return fisc__handle_make(L, &saying, &draft);
}

static int
word_given(lua_State *L)
{
    struct fisc__saying saying = fisc__saying(L, "given");
    const struct fisc__expression *guard;
    struct fisc__handle *handle;

    fisc__count_arguments(L, &saying, 1, 1);
    guard = fisc__requirement_at(L, 1, &saying.place, "given");
    handle = fisc__handle_push(L, FISC__HANDLE_BUILDER, &saying, 0);
    handle->expression = guard;
    handle->call = build_given;
    return 1;
}

/* [-0, +1, m] Pushes and returns "alternative:x". */
static const char *
push_label(lua_State *L, const struct fisc__handle *handle)
{
    return lua_pushfstring(L, "%s:%s", handle->word, handle->name);
}

/* [-0, +0, v] title = { ja = …, en = … }, which may stand beside the parts. */
static void
read_title(lua_State *L, const struct fisc__saying *saying,
           struct fisc__text *ret)
{
    if (lua_type(L, 2) == LUA_TTABLE)
        fisc__texts_option(L, 2, "title", saying, ret);
}

static int
build_alternative(lua_State *L, const struct fisc__handle *handle)
{
    static const char *const options[] = {"title", NULL};
    struct fisc__saying saying = saying_of(L, handle);
    struct fisc__expression draft = {.op = FISC__OP_ALTERNATIVE,
                                     .child_count = 1};
    const struct fisc__expression *child;
    struct fisc__kids kids;

    fisc__kids_at(L, 2, &saying, options, &kids);
    if (kids.count == 0)
        fisc__trap_place(L, &saying.place,
                         "alternative \"%s\" { } asks nothing", handle->name);
    child = fisc__kids_body(L, &kids, &saying.place);
    draft.children = &child;
    read_title(L, &saying, &draft.title);
    draft.label = push_label(L, handle);
    return fisc__handle_make(L, &saying, &draft);
}

static int
build_relaxation(lua_State *L, const struct fisc__handle *handle)
{
    static const char *const options[] = {"guard", "title", NULL};
    struct fisc__saying saying = saying_of(L, handle);
    struct fisc__expression draft = {.op = FISC__OP_RELAXATION,
                                     .child_count = 1};
    const struct fisc__expression *child;
    struct fisc__kids kids;

    fisc__kids_at(L, 2, &saying, options, &kids);
    draft.guard = option_requirement(L, 2, "guard", &saying);
    if (!draft.guard)
        fisc__trap_place(L, &saying.place,
                         "relaxation \"%s\" needs guard = …: who may use it",
                         handle->name);
    if (kids.count == 0)
        fisc__trap_place(L, &saying.place,
                         "relaxation \"%s\" asks nothing: write nothing where "
                         "the demand falls away",
                         handle->name);
    child = fisc__kids_body(L, &kids, &saying.place);
    draft.children = &child;
    read_title(L, &saying, &draft.title);
    draft.label = push_label(L, handle);
    return fisc__handle_make(L, &saying, &draft);
}

/* [-0, +1, e] A word that a label follows, and then braces. */
static int
labelled(lua_State *L, const char *word,
         int (*build)(lua_State *, const struct fisc__handle *))
{
    struct fisc__saying saying = fisc__saying(L, word);
    const char *name;

    fisc__count_arguments(L, &saying, 1, 1);
    name = fisc__text_at(L, 1, &saying, "its name");
    if (strlen(name) > 100 || strpbrk(name, " ,:"))
        fisc__trap_place(L, &saying.place,
                         "%s: '%.100s' is no name, such as third-party-audit",
                         word, name);
    return fisc__handle_builder(L, &saying, 1, build);
}

static int
word_alternative(lua_State *L)
{
    return labelled(L, "alternative", build_alternative);
}

static int
word_relaxation(lua_State *L)
{
    return labelled(L, "relaxation", build_relaxation);
}

/*
 * [-0, +0, v] Puts the strict part first, as one expression, and the labelled
 * ways after it, each in the order written.
 */
static void
part_demand(lua_State *L, const struct fisc__saying *saying,
            struct fisc__kids *kids)
{
    const struct fisc__expression **ways =
        lua_newuserdatauv(L, (kids->count + 1) * sizeof *ways, 0);
    struct fisc__kids strict = {kids->list, 0};
    size_t count = 0;

    for (size_t i = 0; i < kids->count; i++) {
        const struct fisc__expression *kid = kids->list[i];

        fisc__charge(L, 1 + count);
        if (!kid->label) {
            strict.list[strict.count++] = kid;
            continue;
        }
        for (size_t j = 1; j <= count; j++)
            if (strcmp(ways[j]->label, kid->label) == 0)
                fisc__trap_place(
                    L, &saying->place, "demand has %s \"%s\" twice",
                    fisc__expression_word(kid), strchr(kid->label, ':') + 1);
        ways[++count] = kid;
    }
    if (strict.count == 0)
        fisc__trap_place(L, &saying->place,
                         "demand needs a strict part: what is asked where no "
                         "alternative or relaxation is used");
    ways[0] = fisc__kids_body(L, &strict, &saying->place);
    kids->list = ways;
    kids->count = count + 1;
}

static int
word_demand(lua_State *L)
{
    static const char *const options[] = {"floor", NULL};
    struct fisc__saying saying = fisc__saying(L, "demand");
    struct fisc__expression draft = {.op = FISC__OP_DEMAND};
    struct fisc__kids kids;

    fisc__count_arguments(L, &saying, 1, 1);
    fisc__kids_at(L, 1, &saying, options, &kids);
    part_demand(L, &saying, &kids);
    draft.floor = option_requirement(L, 1, "floor", &saying);
    draft.children = kids.list;
    draft.child_count = kids.count;
    return fisc__handle_make(L, &saying, &draft);
}

static int
word_such_as(lua_State *L)
{
    static const char *const options[] = {"other", NULL};
    struct fisc__saying saying = fisc__saying(L, "such_as");
    struct fisc__expression draft = {.op = FISC__OP_ANY};
    const struct fisc__expression *other;
    struct fisc__kids kids;

    fisc__count_arguments(L, &saying, 1, 1);
    fisc__kids_at(L, 1, &saying, options, &kids);
    other = option_requirement(L, 1, "other", &saying);
    if (!other)
        fisc__trap_place(L, &saying.place,
                         "such_as needs other = …: another measure, or a "
                         "recorded consideration");
    if (kids.count == 0)
        fisc__trap_place(L, &saying.place, "such_as has no example");
    kids.list[kids.count] = other; /* there is room for one more */
    draft.children = kids.list;
    draft.child_count = kids.count + 1;
    return fisc__handle_make(L, &saying, &draft);
}

/* [-0, +0, e] `nothing` is no word that is called, but a requirement. */
static void
set_nothing(lua_State *L)
{
    struct fisc__saying saying = {.word = "nothing"};
    struct fisc__expression draft = {.op = FISC__OP_ALL};
    struct fisc__handle *handle;

    if (fisc__sandbox_of(L)->mode != FISC__MODE_LOAD) {
        fisc__handle_replayed(L, "nothing");
    } else {
        handle = fisc__handle_push(L, FISC__HANDLE_REQUIREMENT, &saying, 0);
        fisc__handle_use(L, handle); /* needs no use */
        handle->expression = fisc__part_make(L, &draft);
    }
    lua_setfield(L, -2, "nothing");
}

void
fisc__words_combinators(lua_State *L)
{
    static const struct fisc__word_entry words[] = {
        {"all", word_all},
        {"any", word_any},
        {"no", word_no},
        {"at_least", word_at_least},
        {"each", word_each},
        {"some", word_some},
        {"exists", word_exists},
        {"given", word_given},
        {"demand", word_demand},
        {"alternative", word_alternative},
        {"relaxation", word_relaxation},
        {"such_as", word_such_as},
    };

    fisc__words_set(L, words, sizeof words / sizeof *words);
    set_nothing(L);
}
