/* SPDX-License-Identifier: MIT */
/* Hash-consing of nodes: equal nodes of one scope are one. */

#include <string.h>

#include "requirement/node.h"

static uint32_t
mix(uint32_t hash, uint64_t value)
{
    hash = (hash ^ (uint32_t)value) * 0x9e3779b1u;
    hash = (hash ^ (uint32_t)(value >> 32)) * 0x85ebca6bu;
    return hash ^ hash >> 15;
}

static uint32_t
mix_source(uint32_t hash, const struct fisc__source_of *source)
{
    hash = mix(hash, source->kind);
    if (source->kind == FISC__SOURCE_SLOT)
        return mix(hash, (uint64_t)source->slot.up << 32 | source->slot.slot);
    hash = mix(hash, (uint32_t)source->period.days);
    hash = mix(hash, (uint32_t)source->period.months);
    hash = mix(hash, (uintptr_t)source->param);
    for (size_t i = 0; source->numbers && i < source->count; i++)
        hash = mix(hash, (uint64_t)source->numbers[i].integer);
    return hash;
}

static uint32_t
mix_register(uint32_t hash, const struct fisc__register_leaf *reg)
{
    for (size_t i = 0; i < reg->name_count; i++)
        hash = mix(hash, reg->names[i]);
    hash = mix(hash, reg->about);
    hash = mix(hash, reg->with);
    hash = mix(hash, reg->unconfirmed);
    return mix_source(hash, &reg->on);
}

static uint32_t
hash_of(const struct fisc__node *node)
{
    uint32_t hash = mix(node->op, node->relation);

    hash = mix(hash, (uint64_t)node->scope << 32 | node->need);
    for (size_t i = 0; i < node->edge_count; i++)
        hash = mix(hash, (uint64_t)node->edges[i].node << 16 |
                             (uint64_t)node->edges[i].up << 8 |
                             node->edges[i].negated * 2u |
                             node->edges[i].guard);
    hash = mix(hash, (uint64_t)node->slot.up << 32 | node->slot.slot);
    hash = mix(hash, (uint64_t)node->element_scope << 32 | node->function);
    hash = mix_source(hash, &node->want);
    hash = mix_source(hash, &node->max_age);
    if (node->label)
        hash = mix(hash, fisc__hash(node->label, strlen(node->label)));
    return node->reg ? mix_register(hash, node->reg) : hash;
}

static bool
same_source(const struct fisc__source_of *a, const struct fisc__source_of *b)
{
    if (a->kind != b->kind || a->param != b->param || a->count != b->count)
        return false;
    if (a->kind == FISC__SOURCE_SLOT)
        return a->slot.slot == b->slot.slot && a->slot.up == b->slot.up;
    if (a->period.days != b->period.days ||
        a->period.months != b->period.months)
        return false;
    /* 1y and 12m are one period, but not one text to explain with. */
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->texts[i], b->texts[i]) != 0)
            return false;
    return true;
}

static bool
same_register(const struct fisc__register_leaf *a,
              const struct fisc__register_leaf *b)
{
    if (!a || !b)
        return a == b;
    return a->name_count == b->name_count && a->about == b->about &&
           a->with == b->with && a->unconfirmed == b->unconfirmed &&
           strcmp(a->label, b->label) == 0 && same_source(&a->on, &b->on) &&
           (a->name_count == 0 ||
            memcmp(a->names, b->names, a->name_count * sizeof *a->names) == 0);
}

static bool
same_label(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool
same(const struct fisc__node *a, const struct fisc__node *b)
{
    if (a->op != b->op || a->relation != b->relation || a->type != b->type ||
        a->scope != b->scope || a->need != b->need ||
        a->edge_count != b->edge_count || a->slot.slot != b->slot.slot ||
        a->slot.up != b->slot.up || a->element_scope != b->element_scope ||
        a->function != b->function || !same_label(a->label, b->label) ||
        !same_label(a->clause, b->clause))
        return false;
    for (size_t i = 0; i < a->edge_count; i++)
        if (a->edges[i].node != b->edges[i].node ||
            a->edges[i].up != b->edges[i].up ||
            a->edges[i].negated != b->edges[i].negated ||
            a->edges[i].guard != b->edges[i].guard)
            return false;
    return same_source(&a->want, &b->want) &&
           same_source(&a->max_age, &b->max_age) && same_register(a->reg,
                                                                  b->reg);
}

static size_t
find(const struct fisc__graph *graph, const struct fisc__node *wanted)
{
    size_t mask = graph->table_size - 1;
    size_t i = hash_of(wanted) & mask;

    while (graph->table[i] && !same(graph->nodes[graph->table[i] - 1], wanted))
        i = (i + 1) & mask;
    return i;
}

static bool
rehash(struct fisc__graph *graph)
{
    size_t size = graph->table_size ? graph->table_size * 2 : 64;
    uint32_t *old = graph->table;
    size_t old_size = graph->table_size;

    graph->table = fisc__alloc_array(graph->context, size, sizeof *old);
    if (!graph->table) {
        graph->table = old;
        return false;
    }
    graph->table_size = size;
    for (size_t i = 0; i < graph->node_count; i++)
        graph->table[find(graph, graph->nodes[i])] = (uint32_t)i + 1;
    fisc__free(graph->context, old, old_size * sizeof *old);
    return true;
}

/* Does something below have a label? */
static bool
below_labelled(const struct fisc__graph *graph, const struct fisc__node *node)
{
    for (size_t i = 0; i < node->edge_count; i++) {
        const struct fisc__graph_scope *scope = graph->scopes[
            fisc__node_is_collection(node) ? node->element_scope
                                           : node->scope];

        for (unsigned up = node->edges[i].up; up > 0; up--)
            scope = graph->scopes[scope->parent];
        if (graph->nodes[scope->nodes[node->edges[i].node]]->labelled)
            return true;
    }
    return false;
}

static struct fisc__node *
copy(struct fisc__graph *graph, const struct fisc__node *draft)
{
    struct fisc__node *node = fisc__arena_alloc(&graph->arena, sizeof *node);

    if (!node)
        return NULL;
    *node = *draft;
    if (draft->edge_count) {
        node->edges = fisc__arena_array(&graph->arena, draft->edge_count,
                                        sizeof *node->edges);
        if (!node->edges)
            return NULL;
        memcpy(node->edges, draft->edges,
               draft->edge_count * sizeof *node->edges);
    }
    node->labelled = node->label || below_labelled(graph, node);
    return fisc__node_texts(graph, node) ? node : NULL;
}

enum fisc_status
fisc__node_make(struct fisc__graph *graph, const struct fisc__node *draft,
                uint32_t *ret, struct fisc_error *reterr)
{
    struct fisc__graph_scope *scope = graph->scopes[draft->scope];
    struct fisc__node *node;
    size_t slot;

    if (graph->node_count * 2 >= graph->table_size && !rehash(graph))
        return fisc__error_nomem(reterr);
    slot = find(graph, draft);
    if (graph->table[slot]) {
        *ret = graph->table[slot] - 1;
        return FISC_OK;
    }
    if (!fisc__grow(graph->context, &graph->nodes, &graph->node_capacity,
                    graph->node_count, sizeof *graph->nodes) ||
        !fisc__grow(graph->context, &scope->nodes, &scope->node_capacity,
                    scope->node_count, sizeof *scope->nodes))
        return fisc__error_nomem(reterr);
    node = copy(graph, draft);
    if (!node)
        return fisc__error_nomem(reterr);
    node->index = (uint32_t)scope->node_count;
    if (node->op == FISC__NODE_FUNCTION)
        node->outcome = (uint32_t)scope->outcome_count++;
    *ret = (uint32_t)graph->node_count;
    scope->nodes[scope->node_count++] = *ret;
    graph->nodes[graph->node_count++] = node;
    graph->table[slot] = (uint32_t)graph->node_count;
    return FISC_OK;
}
