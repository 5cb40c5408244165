/* SPDX-License-Identifier: MIT */
/* The graph's beginning and its end. */

#include "requirement/batch.h"
#include "requirement/step.h"
#include "requirement/work.h"

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
    fisc__free(context, graph->periods,
               graph->period_capacity * sizeof *graph->periods);
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

/* What was needed to add nodes is released: nothing is added any more. */
static void
end_adding(struct fisc__graph *graph)
{
    fisc__compiled_done(graph);
    fisc__free(graph->context, graph->table,
               graph->table_size * sizeof *graph->table);
    graph->table = NULL;
    graph->table_size = 0;
}

enum fisc_status
fisc__graph_finish(struct fisc__graph *graph, struct fisc_error *reterr)
{
    enum fisc_status status;

    end_adding(graph);
    status = fisc__graph_order(graph, reterr);
    if (!status)
        status = fisc__batches_make(graph, reterr);
    if (!status && !fisc__steps_make(graph))
        status = fisc__error_nomem(reterr);
    fisc__graph_weigh(graph);
    return status;
}
