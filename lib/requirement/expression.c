/* SPDX-License-Identifier: MIT */
/* The store of expressions, in which equal ones are one. */

#include "requirement/expression.h"

#include <string.h>

#include "base/names.h"

void
fisc__expressions_init(struct fisc__expressions *store,
                       struct fisc__arena *arena)
{
    *store = (struct fisc__expressions){.arena = arena};
}

void
fisc__expressions_done(struct fisc__expressions *store)
{
    struct fisc_context *context = store->arena->context;

    fisc__free(context, store->list, store->capacity * sizeof *store->list);
    fisc__free(context, store->slots,
               store->slot_count * sizeof *store->slots);
    fisc__expressions_init(store, store->arena);
}

/* ---- equality ------------------------------------------------------------*/

static bool
same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool
same_literal(const struct fisc__literal *a, const struct fisc__literal *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == FISC__LITERAL_STRING)
        return same_text(a->string, b->string);
    return a->kind == FISC__LITERAL_DECIMAL ? a->decimal == b->decimal
                                            : a->integer == b->integer;
}

static bool
same_operand(const struct fisc__operand *a, const struct fisc__operand *b)
{
    if (a->kind != b->kind || a->count != b->count || a->is_set != b->is_set ||
        !same_text(a->name, b->name))
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!same_literal(&a->literals[i], &b->literals[i]))
            return false;
    return true;
}

static bool
same_names(const struct fisc__expression *a, const struct fisc__expression *b)
{
    if (a->name_count != b->name_count)
        return false;
    for (size_t i = 0; i < a->name_count; i++)
        if (!same_text(a->names[i], b->names[i]))
            return false;
    return true;
}

/* Parts are of the same store, so equal parts are the same pointer. */
static bool
same(const struct fisc__expression *a, const struct fisc__expression *b)
{
    if (a->op != b->op || a->relation != b->relation || a->n != b->n ||
        a->function != b->function || a->unconfirmed != b->unconfirmed ||
        a->guard != b->guard || a->where != b->where || a->floor != b->floor ||
        a->child_count != b->child_count || !same_text(a->path, b->path) ||
        !same_text(a->label, b->label) ||
        !same_text(a->title.ja, b->title.ja) ||
        !same_text(a->title.en, b->title.en) || !same_text(a->item, b->item) ||
        !same_text(a->about, b->about) || !same_text(a->with, b->with) ||
        !same_names(a, b) || !same_operand(&a->want, &b->want) ||
        !same_operand(&a->max_age, &b->max_age) ||
        !same_operand(&a->on, &b->on))
        return false;
    return a->child_count == 0 ||
           memcmp(a->children, b->children,
                  a->child_count * sizeof *a->children) == 0;
}

static uint32_t
mix(uint32_t hash, uint32_t value)
{
    return (hash ^ value) * 0x9e3779b1u + (hash >> 13);
}

static uint32_t
mix_text(uint32_t hash, const char *text)
{
    return mix(hash, text ? fisc__hash(text, strlen(text)) : 1);
}

static uint32_t
mix_operand(uint32_t hash, const struct fisc__operand *operand)
{
    hash = mix(hash, (uint32_t)operand->kind);
    hash = mix_text(hash, operand->name);
    for (size_t i = 0; i < operand->count; i++) {
        const struct fisc__literal *literal = &operand->literals[i];

        hash = mix(hash, (uint32_t)literal->integer);
        hash = mix_text(hash, literal->string);
        if (literal->kind == FISC__LITERAL_DECIMAL)
            hash = mix(hash, fisc__hash(&literal->decimal,
                                        sizeof literal->decimal));
    }
    return hash;
}

static uint32_t
mix_part(uint32_t hash, const struct fisc__expression *part)
{
    return mix(hash, part ? part->number + 2 : 1);
}

static uint32_t
hash_of(const struct fisc__expression *e)
{
    uint32_t hash = mix((uint32_t)e->op, (uint32_t)e->relation);

    hash = mix(hash, (uint32_t)e->n);
    hash = mix(hash, e->function);
    hash = mix_text(hash, e->path);
    hash = mix_text(hash, e->label);
    hash = mix_text(hash, e->title.ja);
    hash = mix_text(hash, e->title.en);
    hash = mix_text(hash, e->item);
    hash = mix_text(hash, e->about);
    hash = mix_text(hash, e->with);
    for (size_t i = 0; i < e->name_count; i++)
        hash = mix_text(hash, e->names[i]);
    hash = mix_operand(hash, &e->want);
    hash = mix_operand(hash, &e->max_age);
    hash = mix_operand(hash, &e->on);
    hash = mix_part(hash, e->guard);
    hash = mix_part(hash, e->where);
    hash = mix_part(hash, e->floor);
    for (size_t i = 0; i < e->child_count; i++)
        hash = mix_part(hash, e->children[i]);
    return hash ^ hash >> 16;
}

/* ---- the table -----------------------------------------------------------*/

static size_t
find_slot(const struct fisc__expressions *store,
          const struct fisc__expression *wanted)
{
    size_t mask = store->slot_count - 1;
    size_t i = hash_of(wanted) & mask;

    while (store->slots[i] && !same(store->list[store->slots[i] - 1], wanted))
        i = (i + 1) & mask;
    return i;
}

static bool
rehash(struct fisc__expressions *store)
{
    struct fisc_context *context = store->arena->context;
    size_t count = store->slot_count ? store->slot_count * 2 : 64;
    uint32_t *old = store->slots;
    size_t old_count = store->slot_count;

    store->slots = fisc__alloc_array(context, count, sizeof *old);
    if (!store->slots) {
        store->slots = old;
        return false;
    }
    store->slot_count = count;
    for (size_t i = 0; i < store->count; i++)
        store->slots[find_slot(store, store->list[i])] = (uint32_t)i + 1;
    fisc__free(context, old, old_count * sizeof *old);
    return true;
}

/* ---- copying -------------------------------------------------------------*/

static bool
copy_text(struct fisc__arena *arena, const char **text)
{
    if (*text)
        *text = fisc__arena_string(arena, *text);
    return *text != NULL;
}

static bool
copy_operand(struct fisc__arena *arena, struct fisc__operand *operand)
{
    struct fisc__literal *copy;

    if (operand->name && !copy_text(arena, &operand->name))
        return false;
    if (operand->count == 0)
        return true;
    copy = fisc__arena_array(arena, operand->count, sizeof *copy);
    if (!copy)
        return false;
    memcpy(copy, operand->literals, operand->count * sizeof *copy);
    for (size_t i = 0; i < operand->count; i++)
        if (copy[i].string && !copy_text(arena, &copy[i].string))
            return false;
    operand->literals = copy;
    return true;
}

static bool
copy_names(struct fisc__arena *arena, struct fisc__expression *e)
{
    const char **copy;

    if (e->name_count == 0)
        return true;
    copy = fisc__arena_array(arena, e->name_count, sizeof *copy);
    if (!copy)
        return false;
    for (size_t i = 0; i < e->name_count; i++) {
        copy[i] = fisc__arena_string(arena, e->names[i]);
        if (!copy[i])
            return false;
    }
    e->names = copy;
    return true;
}

static bool
copy_children(struct fisc__arena *arena, struct fisc__expression *e)
{
    const struct fisc__expression **copy;

    if (e->child_count == 0)
        return true;
    copy = fisc__arena_array(arena, e->child_count, sizeof *copy);
    if (!copy)
        return false;
    memcpy(copy, e->children, e->child_count * sizeof *copy);
    e->children = copy;
    return true;
}

static bool
copy_texts(struct fisc__arena *arena, struct fisc__expression *e)
{
    const char **texts[] = {&e->path, &e->label, &e->title.ja, &e->title.en,
                            &e->item, &e->about, &e->with, &e->place.file};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i] && !copy_text(arena, texts[i]))
            return false;
    return true;
}

static struct fisc__expression *
copy_draft(struct fisc__arena *arena, const struct fisc__expression *draft)
{
    struct fisc__expression *e = fisc__arena_alloc(arena, sizeof *e);

    if (!e)
        return NULL;
    *e = *draft;
    return copy_texts(arena, e) && copy_operand(arena, &e->want) &&
                   copy_operand(arena, &e->max_age) &&
                   copy_operand(arena, &e->on) && copy_names(arena, e) &&
                   copy_children(arena, e)
               ? e
               : NULL;
}

static uint16_t
deeper(uint16_t depth, const struct fisc__expression *part)
{
    return part && part->depth >= depth ? (uint16_t)(part->depth + 1) : depth;
}

/* Labelled ways stand in no guard, where or when. */
static bool
is_titled(const struct fisc__expression *e)
{
    bool titled = e->title.ja || e->title.en || (e->floor && e->floor->titled);

    for (size_t i = 0; !titled && i < e->child_count; i++)
        titled = e->children[i]->titled;
    return titled;
}

static uint16_t
depth_of(const struct fisc__expression *e)
{
    uint16_t depth = 1;

    depth = deeper(depth, e->guard);
    depth = deeper(depth, e->where);
    depth = deeper(depth, e->floor);
    for (size_t i = 0; i < e->child_count; i++)
        depth = deeper(depth, e->children[i]);
    return depth;
}

size_t
fisc__path_dots(const char *path)
{
    size_t dots = 0;

    while (path[dots] == '.')
        dots++;
    return dots;
}

bool
fisc__path_is_party(const char *path)
{
    return strncmp(path, "party.", 6) == 0;
}

static void
count_path(struct fisc__expression *e, const char *path)
{
    size_t dots = path ? fisc__path_dots(path) : 0;

    if (dots > e->reach)
        e->reach = (uint8_t)(dots < UINT8_MAX ? dots : UINT8_MAX);
    if (dots)
        e->around |= UINT64_C(1) << (dots < 64 ? dots - 1 : 63);
    if (path && fisc__path_is_party(path))
        e->party = true;
}

static void
count_part(struct fisc__expression *e, const struct fisc__expression *part,
           unsigned inside)
{
    if (!part)
        return;
    if (part->reach > e->reach + inside)
        e->reach = (uint8_t)(part->reach - inside);
    e->around |= part->around >> inside;
    e->party = e->party || part->party;
}

/* How many enclosing elements the paths need, and whether the party. */
static void
count_reach(struct fisc__expression *e)
{
    bool collects = e->op == FISC__OP_EACH || e->op == FISC__OP_SOME ||
                    e->op == FISC__OP_LIST_COUNT;
    const struct fisc__operand *operands[] = {&e->want, &e->max_age, &e->on};

    if (e->op == FISC__OP_FUNCTION) { /* what it reads shows when it runs */
        e->reach = UINT8_MAX;
        e->around = UINT64_MAX;
        e->party = true;
    }
    if (e->op != FISC__OP_PARAM)
        count_path(e, e->path);
    count_path(e, e->with);
    for (size_t i = 0; i < 3; i++)
        if (operands[i]->kind == FISC__OPERAND_FACT)
            count_path(e, operands[i]->name);
    count_part(e, e->guard, 0);
    count_part(e, e->floor, 0);
    count_part(e, e->where, collects);
    for (size_t i = 0; i < e->child_count; i++)
        count_part(e, e->children[i], collects);
}

enum fisc_status
fisc__expression_make(struct fisc__expressions *store,
                      const struct fisc__expression *draft,
                      const struct fisc__expression **ret,
                      struct fisc_error *reterr)
{
    struct fisc__expression *e;
    size_t slot;

    if (depth_of(draft) > FISC__EXPRESSION_DEPTH)
        return fisc__error(reterr, FISC_ERR_LIMIT, &draft->place,
                           "requirements are nested deeper than %d",
                           (int)FISC__EXPRESSION_DEPTH);
    if (store->count * 2 >= store->slot_count && !rehash(store))
        return fisc__error_nomem(reterr);
    slot = find_slot(store, draft);
    if (store->slots[slot]) {
        *ret = store->list[store->slots[slot] - 1];
        return FISC_OK;
    }
    if (!fisc__grow(store->arena->context, &store->list, &store->capacity,
                    store->count, sizeof *store->list))
        return fisc__error_nomem(reterr);
    e = copy_draft(store->arena, draft);
    if (!e)
        return fisc__error_nomem(reterr);
    e->number = (uint32_t)store->count;
    e->depth = depth_of(e);
    e->validated = 0;
    e->reach = 0;
    e->around = 0;
    e->party = false;
    e->titled = is_titled(e);
    e->walked = 0;
    count_reach(e);
    store->list[store->count++] = e;
    store->slots[slot] = (uint32_t)store->count;
    *ret = e;
    return FISC_OK;
}

const char *
fisc__expression_word(const struct fisc__expression *expression)
{
    static const char *const words[] = {
        [FISC__OP_ALL] = "all",
        [FISC__OP_ANY] = "any",
        [FISC__OP_NO] = "no",
        [FISC__OP_COUNT] = "at_least",
        [FISC__OP_EACH] = "each",
        [FISC__OP_SOME] = "some",
        [FISC__OP_LIST_COUNT] = "at_least",
        [FISC__OP_GIVEN] = "given",
        [FISC__OP_DEMAND] = "demand",
        [FISC__OP_ALTERNATIVE] = "alternative",
        [FISC__OP_RELAXATION] = "relaxation",
        [FISC__OP_FLAG] = "flag",
        [FISC__OP_PARAM] = "param",
        [FISC__OP_WITHIN] = "within",
        [FISC__OP_NOT_AFTER] = "not_after",
        [FISC__OP_HAS] = "has",
        [FISC__OP_COVERS] = "covers",
        [FISC__OP_JUDGED] = "judged",
        [FISC__OP_EVIDENCE] = "evidence",
        [FISC__OP_CONTRACT] = "contract",
        [FISC__OP_FUNCTION] = "fn",
    };
    static const char *const relations[] = {"eq", "ne", "ge", "le",
                                            "gt", "lt", "starts_with",
                                            "one_of"};

    return expression->op == FISC__OP_COMPARE
               ? relations[expression->relation]
               : words[expression->op];
}
