/* SPDX-License-Identifier: MIT */
/* A run's beginning and end, and what it answers. */

#include "requirement/run.h"

#include "requirement/explainer.h"
#include "requirement/frame.h"

enum fisc_status
fisc__run_new(struct fisc_context *context,
              const struct fisc__run_input *input, struct fisc__run **ret,
              struct fisc_error *reterr)
{
    struct fisc__run *run = fisc__alloc(context, sizeof *run);
    enum fisc_status status;

    if (!run)
        return fisc__error_nomem(reterr);
    run->context = context;
    run->graph = input->graph;
    run->system = input->system;
    run->as_of = input->as_of;
    run->call = input->call;
    run->call_data = input->call_data;
    run->meter = input->meter;
    fisc__arena_init(&run->arena, context);
    fisc__arena_reserve(&run->arena, input->room.bytes);
    fisc__names_init(&run->names, context, &run->arena, &input->graph->names);
    fisc__names_reserve(&run->names, input->room.names);
    status = fisc__run_bind(run, input->party, reterr);
    if (status) {
        fisc__run_free(run);
        return status;
    }
    *ret = run;
    return FISC_OK;
}

struct fisc__room
fisc__run_room(const struct fisc__run *run)
{
    return (struct fisc__room){fisc__arena_used(&run->arena),
                               run->names.count};
}

void
fisc__run_forget(struct fisc__run *run)
{
    fisc__explainer_free(atomic_exchange_explicit(&run->explainer, NULL,
                                                  memory_order_acq_rel));
}

void
fisc__run_free(struct fisc__run *run)
{
    if (!run)
        return;
    fisc__run_forget(run);
    fisc__free(run->context, run->reads.list,
               run->reads.capacity * sizeof *run->reads.list);
    fisc__names_done(&run->names);
    fisc__arena_done(&run->arena);
    fisc__free(run->context, run, sizeof *run);
}

const struct fisc__frame *
fisc__run_frame(const struct fisc__run *run, const struct fisc__node *node,
                size_t party)
{
    if (node->scope == 0)
        return &run->root;
    return &fisc__frame_below(run, &run->root, node->scope)->list[party];
}

size_t
fisc__run_size(const struct fisc__graph *graph, size_t parties)
{
    size_t size = graph->scopes[0]->node_count;

    if (graph->party_scope != FISC__NO_NODE)
        size += parties * graph->scopes[graph->party_scope]->node_count;
    return size;
}

enum fisc__truth
fisc__run_value(const struct fisc__run *run, uint32_t node, size_t party)
{
    const struct fisc__node *of = run->graph->nodes[node];

    return (enum fisc__truth)fisc__run_frame(run, of, party)
        ->values[of->index];
}

const uint8_t *
fisc__run_values(const struct fisc__run *run, bool of_party, size_t party)
{
    if (!of_party)
        return run->root.values;
    return fisc__frame_below(run, &run->root, run->graph->party_scope)
        ->list[party]
        .values;
}

const struct fisc__outcome *
fisc__run_outcome(const struct fisc__run *run, uint32_t node, size_t party)
{
    const struct fisc__node *of = run->graph->nodes[node];

    if (of->op != FISC__NODE_FUNCTION)
        return NULL;
    return fisc__run_frame(run, of, party)->outcomes[of->outcome];
}
