/* SPDX-License-Identifier: MIT */
/* The facts and words that a policy's checks use. */

#include "test/used.h"

#include <string.h>

#include "base/sort.h"
#include "test/place.h"

struct collector {
    struct fisc__used *used;
    struct fisc__standing standing;
    bool failed;
};

static void
add(struct collector *c, struct fisc__used_list *list, const void *item)
{
    if (c->failed || !item)
        return;
    if (!fisc__grow(c->used->context, &list->list, &list->capacity,
                    list->count, sizeof *list->list))
        c->failed = true;
    else
        list->list[list->count++] = item;
}

static void
add_names(struct collector *c, struct fisc__used_list *list,
          const struct fisc__expression *e)
{
    for (size_t i = 0; i < e->name_count; i++)
        add(c, list, e->names[i]);
}

static void
add_path(struct collector *c, const char *path)
{
    const char *rest;
    const struct fisc__word *word =
        path ? fisc__standing_find(&c->standing, path, &rest) : NULL;

    if (word)
        add(c, &c->used->facts, word->definition);
}

static void
collect(struct collector *c, const struct fisc__expression *e)
{
    size_t count = c->standing.count;

    if (!e)
        return;
    if (e->op == FISC__OP_EVIDENCE) {
        add_names(c, &c->used->kinds, e);
        add(c, &c->used->topics, e->about);
    } else if (e->op == FISC__OP_CONTRACT) {
        add_names(c, &c->used->terms, e);
    } else if (e->op != FISC__OP_PARAM) {
        add_path(c, e->path);
    }
    if (e->want.kind == FISC__OPERAND_FACT)
        add_path(c, e->want.name);
    collect(c, e->guard);
    collect(c, e->floor);
    if ((e->op == FISC__OP_EACH || e->op == FISC__OP_SOME ||
         e->op == FISC__OP_LIST_COUNT) &&
        !fisc__standing_enter(&c->standing, e->path))
        return;
    collect(c, e->where);
    for (size_t i = 0; i < e->child_count; i++)
        collect(c, e->children[i]);
    c->standing.count = count;
}

/* ---- sorting -------------------------------------------------------------*/

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
by_path(const void *a, const void *b)
{
    const struct fisc__definition *const *x = a, *const *y = b;

    return strcmp((*x)->path, (*y)->path);
}

static bool
put_in_order(struct fisc__used *used, struct fisc__used_list *list,
             int (*compare)(const void *, const void *))
{
    size_t kept = 0;

    if (!fisc__sort(used->context, list->list, list->count,
                    sizeof *list->list, compare))
        return false;
    for (size_t i = 0; i < list->count; i++)
        if (i == 0 || compare(&list->list[kept - 1], &list->list[i]) != 0)
            list->list[kept++] = list->list[i];
    list->count = kept;
    return true;
}

/* Of the clauses from `first` up to `end`. */
static bool
find(struct fisc__used *used, const struct fisc_policy *policy, size_t first,
     size_t end)
{
    struct collector c = {.used = used,
                          .standing = {.vocabulary = &policy->vocabulary}};

    *used = (struct fisc__used){.context = policy->context};
    for (size_t i = first; i < end; i++)
        if (policy->clauses[i].check) {
            collect(&c, policy->clauses[i].check->when);
            collect(&c, policy->clauses[i].check->requirement);
        }
    return !c.failed && put_in_order(used, &used->facts, by_path) &&
           put_in_order(used, &used->kinds, by_text) &&
           put_in_order(used, &used->topics, by_text) &&
           put_in_order(used, &used->terms, by_text);
}

void
fisc__used_done(struct fisc__used *used)
{
    struct fisc__used_list *lists[] = {&used->facts, &used->kinds,
                                       &used->topics, &used->terms};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        fisc__free(used->context, lists[i]->list,
                   lists[i]->capacity * sizeof *lists[i]->list);
}

bool
fisc__used_find(struct fisc__used *used, const struct fisc_policy *policy)
{
    return find(used, policy, 0, policy->clause_count);
}

bool
fisc__used_by(struct fisc__used *used, const struct fisc_policy *policy,
              size_t clause)
{
    return find(used, policy, clause, clause + 1);
}

/* ---- asking --------------------------------------------------------------*/

const struct fisc__definition *
fisc__used_fact(const struct fisc__used *used,
                const struct fisc__definition *definition)
{
    const struct fisc__definition *first = NULL;

    for (size_t i = 0; i < used->facts.count; i++) {
        const struct fisc__definition *other = used->facts.list[i];
        int order = strcmp(other->path, definition->path);

        if (order == 0 || !fisc__facts_alike(other, definition))
            continue;
        if (order > 0)
            return other;
        if (!first)
            first = other;
    }
    return first;
}

const char *
fisc__used_text(const struct fisc__used_list *list, const char *text)
{
    const char *first = NULL;

    for (size_t i = 0; i < list->count; i++) {
        const char *other = list->list[i];
        int order = strcmp(other, text);

        if (order > 0)
            return other;
        if (order < 0 && !first)
            first = other;
    }
    return first;
}
