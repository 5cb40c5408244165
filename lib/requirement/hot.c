/* SPDX-License-Identifier: MIT */
/* The small form of nodes that evaluation walks. */

#include <string.h>

#include "requirement/node.h"

static bool
is_plain(const struct fisc__node *node, enum fisc__source_kind kind)
{
    return node->max_age.kind == FISC__SOURCE_NONE && node->want.kind == kind;
}

static bool
is_whole_number(enum fisc_fact_type type)
{
    return type != FISC_FACT_DECIMAL && type != FISC_FACT_SET;
}

/* The constants as bits, where they are few small ranks. */
static bool
make_mask(const struct fisc__source_of *want, uint64_t *ret)
{
    *ret = 0;
    for (size_t i = 0; i < want->count; i++) {
        int64_t number = want->numbers[i].integer;

        if (number < 0 || number > 63)
            return false;
        *ret |= (uint64_t)1 << number;
    }
    return true;
}

static void
make_compare(const struct fisc__node *node, struct fisc__hot *hot)
{
    if (!is_plain(node, FISC__SOURCE_CONSTANTS) ||
        !is_whole_number(node->type))
        return;
    hot->relation = (uint8_t)node->relation;
    if (node->relation == FISC__STARTS_WITH) {
        hot->op = FISC__HOT_PREFIX;
        hot->with.text = node->want.texts[0];
        hot->count = (uint32_t)strlen(hot->with.text);
    } else {
        hot->op = FISC__HOT_NUMBER;
        hot->with.number = node->want.numbers[0].integer;
    }
}

static void
make_leaf(const struct fisc__node *node, struct fisc__hot *hot)
{
    hot->up = node->slot.up;
    hot->at = node->slot.slot;
    switch (node->op) {
    case FISC__NODE_FLAG:
        if (is_plain(node, FISC__SOURCE_NONE))
            hot->op = FISC__HOT_FLAG;
        break;
    case FISC__NODE_COMPARE:
        make_compare(node, hot);
        break;
    case FISC__NODE_ONE_OF:
        if (is_plain(node, FISC__SOURCE_CONSTANTS) &&
            node->type == FISC_FACT_ENUMERATION &&
            make_mask(&node->want, &hot->with.mask))
            hot->op = FISC__HOT_MEMBER;
        break;
    case FISC__NODE_WITHIN:
        if (is_plain(node, FISC__SOURCE_PERIOD)) {
            hot->op = FISC__HOT_WITHIN;
            hot->with.period = node->want.period;
        }
        break;
    default:
        break;
    }
}

static void
make_one(struct fisc__graph_scope *scope, const struct fisc__node *node,
         uint32_t *edges_used)
{
    struct fisc__hot *hot = &scope->hot[node->index];

    hot->op = FISC__HOT_COLD;
    if (node->op != FISC__NODE_ALL && node->op != FISC__NODE_ANY) {
        make_leaf(node, hot);
        return;
    }
    hot->op = node->op == FISC__NODE_ALL ? FISC__HOT_ALL : FISC__HOT_ANY;
    hot->at = *edges_used;
    hot->count = (uint32_t)node->edge_count;
    if (node->edge_count)
        memcpy(scope->edges + *edges_used, node->edges,
               node->edge_count * sizeof *node->edges);
    *edges_used += hot->count;
}

static bool
make_scope(struct fisc__graph *graph, struct fisc__graph_scope *scope)
{
    size_t edges = 0;
    uint32_t used = 0;

    for (size_t i = 0; i < scope->node_count; i++)
        edges += graph->nodes[scope->nodes[i]]->edge_count;
    scope->hot = fisc__arena_array(&graph->arena, scope->node_count,
                                   sizeof *scope->hot);
    scope->edges = fisc__arena_array(&graph->arena, edges,
                                     sizeof *scope->edges);
    if (!scope->hot || !scope->edges)
        return false;
    for (size_t i = 0; i < scope->node_count; i++)
        make_one(scope, graph->nodes[scope->nodes[i]], &used);
    return true;
}

bool
fisc__hot_make(struct fisc__graph *graph)
{
    for (size_t i = 0; i < graph->scope_count; i++)
        if (!make_scope(graph, graph->scopes[i]))
            return false;
    return true;
}
