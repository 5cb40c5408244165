/* SPDX-License-Identifier: MIT */
/* Which branches of a requirement evaluations reach. */

#include "test/reach.h"

#include <string.h>

/* A graph's nodes in the order of a walk from its roots. */
struct walk {
    const struct fisc__graph *graph;
    uint32_t *order;   /* ids */
    uint32_t *numbers; /* by id: place in `order` + 1 */
    size_t count;
    size_t of_when; /* these come first */
};

/* The node at the end of an edge, as its id. */
static uint32_t
edge_end(const struct fisc__graph *graph, const struct fisc__node *node,
         struct fisc__edge edge)
{
    uint32_t scope = node->op >= FISC__NODE_EACH &&
                             node->op <= FISC__NODE_LIST_COUNT
                         ? node->element_scope
                         : node->scope;

    for (unsigned up = edge.up; up > 0; up--)
        scope = graph->scopes[scope]->parent;
    return graph->scopes[scope]->nodes[edge.node];
}

static void
walk_from(struct walk *walk, uint32_t id)
{
    const struct fisc__node *node = walk->graph->nodes[id];

    if (walk->numbers[id])
        return;
    walk->order[walk->count++] = id;
    walk->numbers[id] = (uint32_t)walk->count;
    for (size_t i = 0; i < node->edge_count; i++)
        walk_from(walk, edge_end(walk->graph, node, node->edges[i]));
}

/* ---- parts ---------------------------------------------------------------*/

static bool
begin_part(struct fisc__reach *reach, const struct fisc__graph *graph,
           const struct fisc__node *node, struct fisc__reach_part *part)
{
    *part = (struct fisc__reach_part){.expression = node->expression,
                                      .op = node->op,
                                      .edge_count = node->edge_count};
    part->decided = fisc__arena_array(reach->arena, node->edge_count,
                                      sizeof *part->decided);
    part->ends = fisc__arena_array(reach->arena, node->edge_count,
                                   sizeof *part->ends);
    if (!part->decided || !part->ends)
        return false;
    for (size_t i = 0; i < node->edge_count; i++)
        part->ends[i] =
            graph->nodes[edge_end(graph, node, node->edges[i])]->expression;
    return true;
}

static bool
begin(struct fisc__reach *reach, const struct walk *walk)
{
    reach->parts = fisc__arena_array(reach->arena, walk->count,
                                     sizeof *reach->parts);
    if (!reach->parts)
        return false;
    for (size_t i = 0; i < walk->count; i++)
        if (!begin_part(reach, walk->graph,
                        walk->graph->nodes[walk->order[i]],
                        &reach->parts[i]))
            return false;
    reach->count = walk->count;
    reach->begun = true;
    return true;
}

/* ---- one frame -----------------------------------------------------------*/

/*
 * Marks the children that decide on their own: all is false by one, any is
 * true by one, at_least is just enough or just too few.
 */
static void
mark_deciding(struct fisc__reach_part *part, const struct fisc__frame *frame,
              const struct fisc__node *node)
{
    size_t need = node->op == FISC__NODE_ALL   ? node->edge_count
                  : node->op == FISC__NODE_ANY ? 1
                                               : node->need;
    size_t counts[4] = {0}, most;

    for (size_t i = 0; i < node->edge_count; i++)
        counts[fisc__edge_value(frame, node->edges[i]) & 3]++;
    most = node->edge_count - counts[FISC__FALSE];
    for (size_t i = 0; i < node->edge_count; i++) {
        enum fisc__truth value = fisc__edge_value(frame, node->edges[i]);

        if ((value == FISC__TRUE && node->op != FISC__NODE_ALL &&
             counts[FISC__TRUE] == need) ||
            (value == FISC__FALSE && node->op != FISC__NODE_ANY &&
             most + 1 == need))
            part->decided[i] = true;
    }
}

static void
mark_list(struct fisc__reach_part *part, const struct fisc__run *run,
          const struct fisc__frame *frame, const struct fisc__node *node)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);

    if (fisc__frame_below(run, frame, node->element_scope)->count > 0)
        part->filled = true;
    else if (cell->state == FISC__KNOWN && cell->item->complete)
        part->empty = true;
}

static void
mark(struct fisc__reach_part *part, const struct fisc__run *run,
     const struct fisc__frame *frame, const struct fisc__node *node)
{
    part->seen |= 1u << (frame->values[node->index] & 3);
    if (node->op <= FISC__NODE_COUNT)
        mark_deciding(part, frame, node);
    else if (node->op <= FISC__NODE_LIST_COUNT)
        mark_list(part, run, frame, node);
}

static void
mark_frame(struct fisc__reach *reach, const struct walk *walk, size_t limit,
           const struct fisc__run *run, const struct fisc__frame *frame)
{
    const struct fisc__graph_scope *scope = frame->scope;

    for (size_t i = 0; i < scope->node_count; i++) {
        uint32_t number = walk->numbers[scope->nodes[i]];

        if (number && number <= limit)
            mark(&reach->parts[number - 1], run, frame,
                 walk->graph->nodes[scope->nodes[i]]);
    }
}

/* A frame and those below it, of one party alone. */
static void
mark_frames(struct fisc__reach *reach, const struct walk *walk, size_t limit,
            const struct fisc__run *run, const struct fisc__frame *frame,
            size_t party)
{
    const struct fisc__graph *graph = walk->graph;
    const struct fisc__graph_scope *scope = frame->scope;

    mark_frame(reach, walk, limit, run, frame);
    for (size_t i = 0; i < scope->child_count; i++) {
        const struct fisc__frames *below = &frame->below[i];

        for (size_t j = 0; j < below->count; j++)
            if (graph->scopes[scope->children[i]]->kind !=
                    FISC__SCOPE_PARTY ||
                j == party)
                mark_frames(reach, walk, limit, run, &below->list[j], party);
    }
}

bool
fisc__reach_add(struct fisc__reach *reach, const struct fisc__run *run,
                uint32_t when, uint32_t requirement, size_t party,
                bool applies)
{
    const struct fisc__graph *graph = run->graph;
    struct fisc_context *context = reach->arena->context;
    struct walk walk = {.graph = graph};
    bool done = false;

    walk.order = fisc__alloc_array(context, graph->node_count,
                                   sizeof *walk.order);
    walk.numbers = fisc__alloc_array(context, graph->node_count,
                                     sizeof *walk.numbers);
    if (walk.order && walk.numbers) {
        if (when != FISC__NO_NODE)
            walk_from(&walk, when);
        walk.of_when = walk.count;
        walk_from(&walk, requirement);
        done = reach->begun || begin(reach, &walk);
    }
    if (done && walk.count == reach->count)
        mark_frames(reach, &walk, applies ? walk.count : walk.of_when, run,
                    &run->root, party);
    fisc__free(context, walk.order, graph->node_count * sizeof *walk.order);
    fisc__free(context, walk.numbers,
               graph->node_count * sizeof *walk.numbers);
    return done;
}
