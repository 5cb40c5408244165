/* SPDX-License-Identifier: MIT */
/* Evaluation: the value of every node, in topological order. */

#include "requirement/frame.h"

static enum fisc_status
eval_node(struct fisc__run *run, struct fisc__frame *frame,
          const struct fisc__node *node, struct fisc_error *reterr);

enum fisc__truth
fisc__count_truth(const size_t counts[4], size_t need)
{
    if (counts[FISC__TRUE] >= need)
        return FISC__TRUE;
    if (counts[FISC__TRUE] + counts[FISC__UNKNOWN] + counts[FISC__ERROR] <
        need)
        return FISC__FALSE;
    return counts[FISC__UNKNOWN] ? FISC__UNKNOWN : FISC__ERROR;
}

/* Which values occur at the ends of the edges: bits 1 << value. */
static unsigned
values_met(const struct fisc__frame *frame, const struct fisc__node *node)
{
    unsigned met = 0;

    for (size_t i = 0; i < node->edge_count; i++)
        met |= 1u << fisc__edge_value(frame, node->edges[i]);
    return met;
}

static enum fisc__truth
all_of(unsigned met)
{
    if (met & 1u << FISC__FALSE)
        return FISC__FALSE;
    if (met & 1u << FISC__UNKNOWN)
        return FISC__UNKNOWN;
    return met & 1u << FISC__ERROR ? FISC__ERROR : FISC__TRUE;
}

static enum fisc__truth
any_of(unsigned met)
{
    if (met & 1u << FISC__TRUE)
        return FISC__TRUE;
    if (met & 1u << FISC__UNKNOWN)
        return FISC__UNKNOWN;
    return met & 1u << FISC__ERROR ? FISC__ERROR : FISC__FALSE;
}

/* ---- collections ---------------------------------------------------------*/

/* The nodes that the elements need and that no earlier collection filled. */
static enum fisc_status
eval_group(struct fisc__run *run, const struct fisc__frames *below,
           const struct fisc__node *node, struct fisc_error *reterr)
{
    for (size_t i = 0; i < below->count; i++)
        for (size_t j = 0; j < node->group_count; j++) {
            enum fisc_status status =
                eval_node(run, &below->list[i],
                          run->graph->nodes[node->group[j]], reterr);

            if (status)
                return status;
        }
    return FISC_OK;
}

/* Rule 8: one child for each element, and a remainder. */
static enum fisc__truth
collect(const struct fisc__frame *frame, const struct fisc__node *node,
        const struct fisc__frames *below)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);
    bool whole = cell->state == FISC__KNOWN && cell->item->complete;
    size_t counts[4] = {0};
    size_t children = below->count;

    for (size_t i = 0; i < below->count; i++)
        counts[fisc__edge_value(&below->list[i], node->edges[0])]++;
    if (node->op == FISC__NODE_EACH) {
        counts[whole ? FISC__TRUE : FISC__UNKNOWN]++;
        return fisc__count_truth(counts, children + 1);
    }
    if (node->op == FISC__NODE_SOME) {
        counts[whole ? FISC__FALSE : FISC__UNKNOWN]++;
        return fisc__count_truth(counts, 1);
    }
    if (!whole) /* any number may still come */
        counts[FISC__UNKNOWN] += node->need;
    return fisc__count_truth(counts, node->need);
}

static enum fisc_status
eval_collection(struct fisc__run *run, struct fisc__frame *frame,
                const struct fisc__node *node, struct fisc_error *reterr)
{
    const struct fisc__frames *below =
        fisc__frame_below(run, frame, node->element_scope);
    enum fisc_status status = eval_group(run, below, node, reterr);

    if (!status)
        frame->values[node->index] = (uint8_t)collect(frame, node, below);
    return status;
}

/* ---- nodes ---------------------------------------------------------------*/

static enum fisc__truth
count_of(const struct fisc__frame *frame, const struct fisc__node *node)
{
    size_t counts[4] = {0};

    for (size_t i = 0; i < node->edge_count; i++)
        counts[fisc__edge_value(frame, node->edges[i])]++;
    return fisc__count_truth(counts, node->need);
}

static enum fisc_status
eval_node(struct fisc__run *run, struct fisc__frame *frame,
          const struct fisc__node *node, struct fisc_error *reterr)
{
    enum fisc__truth value = FISC__UNKNOWN;
    enum fisc_status status = FISC_OK;

    switch (node->op) {
    case FISC__NODE_ALL:
        value = all_of(values_met(frame, node));
        break;
    case FISC__NODE_ANY:
        value = any_of(values_met(frame, node));
        break;
    case FISC__NODE_COUNT:
        value = count_of(frame, node);
        break;
    case FISC__NODE_EACH:
    case FISC__NODE_SOME:
    case FISC__NODE_LIST_COUNT:
        return eval_collection(run, frame, node, reterr);
    case FISC__NODE_FUNCTION:
        status = fisc__function_eval(run, frame, node, &value, reterr);
        break;
    default:
        value = fisc__leaf_eval(run, frame, node);
        break;
    }
    frame->values[node->index] = (uint8_t)value;
    return status;
}

static enum fisc_status
eval_parties(struct fisc__run *run, const struct fisc__node *node,
             struct fisc_error *reterr)
{
    const struct fisc__frames *parties =
        fisc__frame_below(run, &run->root, node->scope);

    for (size_t i = 0; i < parties->count; i++) {
        enum fisc_status status =
            eval_node(run, &parties->list[i], node, reterr);

        if (status)
            return status;
    }
    return FISC_OK;
}

enum fisc_status
fisc__run_eval(struct fisc__run *run, struct fisc_error *reterr)
{
    const struct fisc__graph *graph = run->graph;

    for (size_t i = 0; i < graph->order_count; i++) {
        const struct fisc__node *node = graph->nodes[graph->order[i]];
        enum fisc_status status =
            node->scope == 0 ? eval_node(run, &run->root, node, reterr)
                             : eval_parties(run, node, reterr);

        if (status)
            return status;
    }
    return FISC_OK;
}
