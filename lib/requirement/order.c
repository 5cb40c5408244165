/* SPDX-License-Identifier: MIT */
/* The order of evaluation: levels, and indexes by which batches are ranges. */

#include <string.h>

#include "requirement/batch.h"

/* What is needed while nodes are put in order. */
struct ordering {
    struct fisc__graph *graph;
    uint32_t *starts; /* of a scope: where each level and kind begins */
    size_t keys;
    uint32_t *moved;  /* ids of a scope's nodes in their new order */
    uint32_t levels;
};

/* The scope in which the ends of a node's edges are looked for. */
static uint32_t
edge_scope(const struct fisc__node *node)
{
    return node->element_scope == FISC__NO_NODE ? node->scope
                                                : node->element_scope;
}

static struct fisc__node *
edge_end(const struct fisc__graph *graph, const struct fisc__node *node,
         const struct fisc__edge *edge)
{
    uint32_t scope = edge_scope(node);

    for (uint8_t i = 0; i < edge->up; i++)
        scope = graph->scopes[scope]->parent;
    return graph->nodes[graph->scopes[scope]->nodes[edge->node]];
}

/* Nodes are made children first: one pass finds all levels. */
static void
set_levels(struct ordering *ordering)
{
    struct fisc__graph *graph = ordering->graph;

    for (size_t id = 0; id < graph->node_count; id++) {
        struct fisc__node *node = graph->nodes[id];

        for (size_t i = 0; i < node->edge_count; i++) {
            uint32_t level = edge_end(graph, node, &node->edges[i])->level;

            if (node->level <= level)
                node->level = level + 1;
        }
        if (node->element_scope != FISC__NO_NODE && node->level == 0)
            node->level = 1;
        if (ordering->levels <= node->level)
            ordering->levels = node->level + 1;
    }
}

static size_t
key_of(const struct fisc__node *node)
{
    return (size_t)node->level * FISC__BATCH_KINDS + fisc__batch_kind(node);
}

/* Sorts a scope's nodes by counting; node->index is what they will have. */
static void
order_scope(struct ordering *ordering, struct fisc__graph_scope *scope)
{
    struct fisc__node *const *nodes = ordering->graph->nodes;
    uint32_t *starts = ordering->starts, total = 0;

    memset(starts, 0, ordering->keys * sizeof *starts);
    for (size_t i = 0; i < scope->node_count; i++)
        starts[key_of(nodes[scope->nodes[i]])]++;
    for (size_t i = 0; i < ordering->keys; i++) {
        uint32_t count = starts[i];

        starts[i] = total;
        total += count;
    }
    for (size_t i = 0; i < scope->node_count; i++) {
        struct fisc__node *node = nodes[scope->nodes[i]];

        node->index = starts[key_of(node)]++;
    }
}

/* Edges take the new indexes while the scopes' arrays are in the old order. */
static void
move_edges(const struct fisc__graph *graph)
{
    for (size_t id = 0; id < graph->node_count; id++) {
        struct fisc__node *node = graph->nodes[id];

        for (size_t i = 0; i < node->edge_count; i++)
            node->edges[i].node = edge_end(graph, node,
                                           &node->edges[i])->index;
    }
}

static void
move_nodes(struct ordering *ordering, struct fisc__graph_scope *scope)
{
    struct fisc__node *const *nodes = ordering->graph->nodes;

    for (size_t i = 0; i < scope->node_count; i++)
        ordering->moved[nodes[scope->nodes[i]]->index] = scope->nodes[i];
    if (scope->node_count)
        memcpy(scope->nodes, ordering->moved,
               scope->node_count * sizeof *scope->nodes);
}

enum fisc_status
fisc__graph_order(struct fisc__graph *graph, struct fisc_error *reterr)
{
    struct ordering ordering = {.graph = graph};
    struct fisc_context *context = graph->context;
    enum fisc_status status = FISC_OK;

    set_levels(&ordering);
    ordering.keys = (size_t)ordering.levels * FISC__BATCH_KINDS;
    ordering.starts = fisc__alloc_array(context, ordering.keys,
                                        sizeof *ordering.starts);
    ordering.moved = fisc__alloc_array(context, graph->node_count,
                                       sizeof *ordering.moved);
    if (ordering.starts && ordering.moved) {
        for (size_t i = 0; i < graph->scope_count; i++)
            order_scope(&ordering, graph->scopes[i]);
        move_edges(graph);
        for (size_t i = 0; i < graph->scope_count; i++)
            move_nodes(&ordering, graph->scopes[i]);
    } else {
        status = fisc__error_nomem(reterr);
    }
    fisc__free(context, ordering.starts,
               ordering.keys * sizeof *ordering.starts);
    fisc__free(context, ordering.moved,
               graph->node_count * sizeof *ordering.moved);
    return status;
}
