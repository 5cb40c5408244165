/* SPDX-License-Identifier: MIT */
/* The memory of explanations, and what they look up in it. */

#include "requirement/explainer.h"

#include <string.h>

#include "base/share.h"

enum {
    FEW = 8,             /* facts that are compared one by one */
    VISITS_KEPT = 8192,  /* from one explanation to the next */
    TREES_KEPT = 1 << 22 /* bytes */
};

/* ---- life ----------------------------------------------------------------*/

static void
drop_job(struct fisc__explainer *explainer)
{
    if (!explainer->has_job)
        return;
    fisc__tree_done(&explainer->job);
    fisc__arena_done(&explainer->tree_arena);
    explainer->has_job = false;
}

void
fisc__explainer_free(struct fisc__explainer *explainer)
{
    struct fisc_context *context;

    if (!explainer)
        return;
    context = explainer->context;
    drop_job(explainer);
    fisc__free(context, explainer->list,
               explainer->capacity * sizeof *explainer->list);
    fisc__free(context, explainer->slots,
               explainer->slot_count * sizeof *explainer->slots);
    fisc__free(context, explainer->relied,
               explainer->relied_capacity * sizeof *explainer->relied);
    fisc__free(context, explainer->visits,
               explainer->visit_size * sizeof *explainer->visits);
    fisc__free(context, explainer, sizeof *explainer);
}

/* A run that doesn't change keeps this for whoever asks next. */
static _Atomic(struct fisc__explainer *) *
place_of(const struct fisc__run *run)
{
    return &((struct fisc__run *)run)->explainer;
}

struct fisc__explainer *
fisc__explainer_take(const struct fisc__run *run, struct fisc__arena *arena)
{
    struct fisc__explainer *explainer =
        atomic_exchange_explicit(place_of(run), NULL, memory_order_acquire);

    FISC__TAKE(place_of(run));
    if (!explainer) {
        explainer = fisc__alloc(run->context, sizeof *explainer);
        if (!explainer)
            return NULL;
        explainer->context = run->context;
        explainer->run = run;
    }
    explainer->arena = arena;
    explainer->count = 0;
    explainer->relied_count = 0;
    explainer->message = NULL;
    explainer->twice = false;
    explainer->round++;
    if (explainer->visit_count > VISITS_KEPT || explainer->round == 0) {
        memset(explainer->visits, 0,
               explainer->visit_size * sizeof *explainer->visits);
        explainer->visit_count = 0;
        explainer->round = 1;
    }
    return explainer;
}

void
fisc__explainer_put(struct fisc__explainer *explainer)
{
    struct fisc__explainer *none = NULL;

    explainer->arena = NULL;
    FISC__GIVE(place_of(explainer->run));
    if (!atomic_compare_exchange_strong_explicit(
            place_of(explainer->run), &none, explainer, memory_order_release,
            memory_order_relaxed))
        fisc__explainer_free(explainer); /* another thread was first */
}

struct fisc__tree_job *
fisc__explainer_job(struct fisc__explainer *explainer)
{
    if (explainer->has_job && (explainer->tree_arena.held > TREES_KEPT ||
                               explainer->job.stamp > UINT32_MAX / 2))
        drop_job(explainer);
    if (explainer->has_job)
        return &explainer->job;
    fisc__arena_init(&explainer->tree_arena, explainer->context);
    fisc__tree_init(&explainer->job, explainer->run, &explainer->tree_arena);
    explainer->has_job = true;
    return &explainer->job;
}

/* ---- visits --------------------------------------------------------------*/

static struct fisc__visit *
find_visit(const struct fisc__explainer *explainer,
           const struct fisc__frame *frame, const struct fisc__node *node)
{
    size_t mask = explainer->visit_size - 1;
    uint64_t key = (uint64_t)(uintptr_t)node +
                   (uint64_t)(uintptr_t)frame * 31;
    size_t i = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 32) & mask;

    while (explainer->visits[i].node &&
           (explainer->visits[i].node != node ||
            explainer->visits[i].frame != frame))
        i = (i + 1) & mask;
    return &explainer->visits[i];
}

static bool
grow_visits(struct fisc__explainer *explainer)
{
    struct fisc__visit *old = explainer->visits;
    size_t old_size = explainer->visit_size;
    size_t size = old_size ? old_size * 2 : 64;

    explainer->visits =
        fisc__alloc_array(explainer->context, size, sizeof *old);
    if (!explainer->visits) {
        explainer->visits = old;
        return false;
    }
    explainer->visit_size = size;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].node)
            *find_visit(explainer, old[i].frame, old[i].node) = old[i];
    fisc__free(explainer->context, old, old_size * sizeof *old);
    return true;
}

struct fisc__visit *
fisc__explainer_visit(struct fisc__explainer *explainer,
                      const struct fisc__frame *frame,
                      const struct fisc__node *node)
{
    struct fisc__visit *visit;

    if (explainer->visit_count * 2 >= explainer->visit_size &&
        !grow_visits(explainer))
        return NULL;
    visit = find_visit(explainer, frame, node);
    if (!visit->node) {
        visit->node = node;
        visit->frame = frame;
        explainer->visit_count++;
    }
    if (visit->round != explainer->round) {
        visit->round = explainer->round;
        visit->met = 0;
        visit->labels = 0;
    }
    return visit;
}

/* ---- facts ---------------------------------------------------------------*/

/*
 * Ids of elements come from input: with a start that their author doesn't know,
 * paths can't be chosen to collide.
 */
static size_t
hash_path(const struct fisc__explainer *explainer, const char *path)
{
    uint64_t hash = (uint64_t)(uintptr_t)explainer * UINT64_C(0x9e3779b97f4a7c15);

    for (; *path; path++)
        hash = (hash ^ (unsigned char)*path) * UINT64_C(0x100000001b3);
    return (size_t)(hash ^ hash >> 32);
}

static size_t
find_slot(const struct fisc__explainer *explainer, const char *path)
{
    size_t mask = explainer->slot_count - 1;
    size_t i = hash_path(explainer, path) & mask;

    while (explainer->slots[i] &&
           strcmp(explainer->list[explainer->slots[i] - 1].path, path) != 0)
        i = (i + 1) & mask;
    return i;
}

/* All facts anew, in a table of twice the room at least. */
static bool
index_facts(struct fisc__explainer *explainer)
{
    size_t size = explainer->slot_count ? explainer->slot_count : 64;

    while (size < explainer->count * 4)
        size *= 2;
    if (size != explainer->slot_count) {
        uint32_t *slots = fisc__alloc_array(explainer->context, size,
                                            sizeof *slots);

        if (!slots)
            return false;
        fisc__free(explainer->context, explainer->slots,
                   explainer->slot_count * sizeof *slots);
        explainer->slots = slots;
        explainer->slot_count = size;
    } else {
        memset(explainer->slots, 0, size * sizeof *explainer->slots);
    }
    for (size_t i = 0; i < explainer->count; i++)
        explainer->slots[find_slot(explainer, explainer->list[i].path)] =
            (uint32_t)i + 1;
    return true;
}

static struct fisc__named *
find_fact(const struct fisc__explainer *explainer, const char *path)
{
    uint32_t found;

    if (explainer->count > FEW) {
        found = explainer->slots[find_slot(explainer, path)];
        return found ? &explainer->list[found - 1] : NULL;
    }
    for (size_t i = 0; i < explainer->count; i++)
        if (explainer->list[i].path == path ||
            strcmp(explainer->list[i].path, path) == 0)
            return &explainer->list[i];
    return NULL;
}

struct fisc__named *
fisc__explainer_entry(struct fisc__explainer *explainer, const char *path)
{
    struct fisc__named *named = find_fact(explainer, path);

    if (named)
        return named;
    if (!fisc__grow(explainer->context, &explainer->list,
                    &explainer->capacity, explainer->count,
                    sizeof *explainer->list))
        return NULL;
    named = &explainer->list[explainer->count++];
    *named = (struct fisc__named){.path = path};
    if (explainer->count > FEW + 1 &&
        explainer->count * 2 < explainer->slot_count)
        explainer->slots[find_slot(explainer, path)] =
            (uint32_t)explainer->count;
    else if (explainer->count > FEW && !index_facts(explainer))
        return NULL;
    named->path = NULL;
    return named;
}

/* ---- what both walks need ------------------------------------------------*/

const char *
fisc__element_path(struct fisc__arena *arena,
                   const struct fisc__frame *element)
{
    return fisc__arena_concat(
        arena,
        (const char *const[]){element->list_path, "[", element->element->name,
                              "]"},
        4);
}

static bool
has_message(const struct fisc__outcome *outcome)
{
    return outcome && (outcome->message.ja || outcome->message.en);
}

void
fisc__explainer_note(struct fisc__explainer *explainer,
                     const struct fisc__outcome *outcome)
{
    const struct fisc__outcome *before = explainer->message;

    if (has_message(before) ||
        !(has_message(outcome) || (!before && outcome->detail_count)))
        return;
    explainer->message = outcome;
}
