/* SPDX-License-Identifier: MIT */
/* The graph's beginning, its end, and the order of evaluation. */

#include "requirement/node.h"

enum fisc_status
fisc__graph_new(struct fisc_context *context,
                const struct fisc__vocabulary *vocabulary,
                fisc__param_resolver resolve, void *resolve_data,
                struct fisc__graph **ret, struct fisc_error *reterr)
{
    struct fisc__graph *graph = fisc__alloc(context, sizeof *graph);
    enum fisc_status status;
    uint32_t root;

    if (!graph)
        return fisc__error_nomem(reterr);
    graph->context = context;
    fisc__arena_init(&graph->arena, context);
    graph->vocabulary = vocabulary;
    graph->resolve = resolve;
    graph->resolve_data = resolve_data;
    graph->party_scope = FISC__NO_NODE;
    fisc__names_init(&graph->names, context, &graph->arena, NULL);
    status = fisc__scope_add(graph, FISC__SCOPE_SYSTEM, FISC__NO_NODE,
                             (struct fisc__slot_reference){0}, NULL, &root,
                             reterr);
    if (status) {
        fisc__graph_free(graph);
        return status;
    }
    *ret = graph;
    return FISC_OK;
}

void
fisc__graph_free(struct fisc__graph *graph)
{
    struct fisc_context *context;

    if (!graph)
        return;
    context = graph->context;
    fisc__scopes_done(graph);
    fisc__compiled_done(graph);
    fisc__names_done(&graph->names);
    fisc__free(context, graph->nodes,
               graph->node_capacity * sizeof *graph->nodes);
    fisc__free(context, graph->table,
               graph->table_size * sizeof *graph->table);
    fisc__arena_done(&graph->arena);
    fisc__free(context, graph, sizeof *graph);
}

uint32_t
fisc__graph_value(const struct fisc__graph *graph, uint32_t node,
                  bool *ret_in_party)
{
    *ret_in_party = graph->nodes[node]->scope != 0;
    return graph->nodes[node]->index;
}

size_t
fisc__graph_size(const struct fisc__graph *graph)
{
    return graph->node_count;
}

/* ---- the order -----------------------------------------------------------*/

/*
 * Nodes are made children first, so their ids are an order of evaluation. The
 * nodes of an element's scope are evaluated with the first collection, in that
 * order, that needs them: they form its group.
 */
struct grouping {
    struct fisc__graph *graph;
    unsigned char *taken; /* by node id */
    uint32_t *stack;      /* the group being gathered */
    size_t count;
};

/*
 * Gathers what a node needs in its own scope, itself at last. Other edges lead
 * to the system or the party, whose nodes come earlier anyway.
 */
static void
gather(struct grouping *grouping, uint32_t id)
{
    const struct fisc__graph *graph = grouping->graph;
    const struct fisc__node *node = graph->nodes[id];
    const uint32_t *ids = graph->scopes[node->scope]->nodes;

    if (grouping->taken[id])
        return;
    grouping->taken[id] = 1;
    for (size_t i = 0;
         node->element_scope == FISC__NO_NODE && i < node->edge_count; i++)
        if (node->edges[i].up == 0)
            gather(grouping, ids[node->edges[i].node]);
    grouping->stack[grouping->count++] = id;
}

static enum fisc_status
set_group(struct grouping *grouping, struct fisc__node *node,
          struct fisc_error *reterr)
{
    struct fisc__graph *graph = grouping->graph;
    struct fisc__edge body = node->edges[0];

    grouping->count = 0;
    if (body.up == 0)
        gather(grouping,
               graph->scopes[node->element_scope]->nodes[body.node]);
    node->group_count = grouping->count;
    node->group = fisc__arena_array(&graph->arena, grouping->count,
                                    sizeof *node->group);
    if (!node->group)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < grouping->count; i++)
        node->group[i] = graph->nodes[grouping->stack[i]]->index;
    return FISC_OK;
}

static enum fisc_status
set_groups(struct grouping *grouping, struct fisc_error *reterr)
{
    struct fisc__graph *graph = grouping->graph;
    enum fisc_status status = FISC_OK;

    for (uint32_t id = 0; !status && id < graph->node_count; id++)
        if (graph->nodes[id]->element_scope != FISC__NO_NODE)
            status = set_group(grouping, graph->nodes[id], reterr);
    return status;
}

enum fisc_status
fisc__graph_finish(struct fisc__graph *graph, struct fisc_error *reterr)
{
    struct grouping grouping = {.graph = graph};
    size_t stack_bytes = graph->node_count * sizeof *grouping.stack;
    enum fisc_status status;

    fisc__compiled_done(graph);
    grouping.taken = fisc__alloc(graph->context, graph->node_count);
    grouping.stack = fisc__alloc(graph->context, stack_bytes);
    status = grouping.taken && grouping.stack ? set_groups(&grouping, reterr)
                                              : fisc__error_nomem(reterr);
    fisc__free(graph->context, grouping.stack, stack_bytes);
    fisc__free(graph->context, grouping.taken, graph->node_count);
    if (!status && !fisc__hot_make(graph))
        return fisc__error_nomem(reterr);
    return status;
}
