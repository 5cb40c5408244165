/* SPDX-License-Identifier: MIT */
/* Evaluation: the value of every node, in topological order. */

#include <string.h>

#include "requirement/frame.h"

/* Nodes of the system or of a party between two looks at the host. */
enum { PORTION = 1024 };

static enum fisc_status
eval_nodes(struct fisc__run *run, struct fisc__frame *frame,
           const uint32_t *indexes, size_t count, struct fisc_error *reterr);

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
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; !status && i < below->count; i++)
        status = eval_nodes(run, &below->list[i], node->group,
                            node->group_count, reterr);
    return status;
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

/* A node that needs more than its hot form. */
static enum fisc_status
eval_cold(struct fisc__run *run, struct fisc__frame *frame,
          const struct fisc__node *node, struct fisc_error *reterr)
{
    enum fisc__truth value = FISC__UNKNOWN;
    enum fisc_status status = FISC_OK;

    switch (node->op) {
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
    if (!status)
        frame->values[node->index] = (uint8_t)value;
    return status;
}

/* Which values occur at the ends of the edges: bits 1 << value. */
static inline unsigned
values_met(const struct fisc__frame *frame, const struct fisc__hot *hot)
{
    const struct fisc__edge *edge = frame->scope->edges + hot->at;
    unsigned met = 0;

    for (uint32_t i = 0; i < hot->count; i++)
        met |= 1u << fisc__edge_value(frame, edge[i]);
    return met;
}

static inline enum fisc__truth
truth(bool holds)
{
    return holds ? FISC__TRUE : FISC__FALSE;
}

static inline enum fisc__truth
number_truth(int64_t number, const struct fisc__hot *hot)
{
    int64_t with = hot->with.number;

    switch (hot->relation) {
    case FISC__EQ:
        return truth(number == with);
    case FISC__NE:
        return truth(number != with);
    case FISC__GE:
        return truth(number >= with);
    case FISC__LE:
        return truth(number <= with);
    case FISC__GT:
        return truth(number > with);
    default:
        return truth(number < with);
    }
}

/* Rule 7: a day to come says nothing yet. */
static inline enum fisc__truth
within_truth(int64_t day, fisc_date as_of, struct fisc__period period)
{
    if (day > as_of)
        return FISC__UNKNOWN;
    return truth(day >= (period.months
                             ? fisc__date_move(as_of, period, -1)
                             : as_of - period.days));
}

static inline enum fisc__truth
leaf_truth(const struct fisc__cell *cell, const struct fisc__hot *hot,
           fisc_date as_of)
{
    const struct fisc__item *item = cell->item;

    if (cell->state != FISC__KNOWN)
        return FISC__UNKNOWN;
    switch (hot->op) {
    case FISC__HOT_FLAG:
        return truth(cell->number.integer);
    case FISC__HOT_NUMBER:
        return number_truth(cell->number.integer, hot);
    case FISC__HOT_MEMBER:
        return truth(hot->with.mask >> cell->number.integer & 1);
    case FISC__HOT_PREFIX:
        return truth(strncmp(item->kind == FISC__ITEM_STRING ? item->u.string
                                                             : item->name,
                             hot->with.text, hot->count) == 0);
    default:
        return within_truth(cell->number.integer, as_of, hot->with.period);
    }
}

/* Evaluates the nodes of a frame from `first` on, or those with an index. */
static enum fisc_status
eval_range(struct fisc__run *run, struct fisc__frame *frame,
           const uint32_t *indexes, size_t first, size_t end,
           struct fisc_error *reterr)
{
    const struct fisc__graph_scope *scope = frame->scope;

    for (size_t i = first; i < end; i++) {
        uint32_t index = indexes ? indexes[i] : (uint32_t)i;
        const struct fisc__hot *hot = &scope->hot[index];
        enum fisc_status status;

        switch (hot->op) {
        case FISC__HOT_COLD:
            status = eval_cold(run, frame,
                               run->graph->nodes[scope->nodes[index]], reterr);
            if (status)
                return status;
            break;
        case FISC__HOT_ALL:
            frame->values[index] = (uint8_t)all_of(values_met(frame, hot));
            break;
        case FISC__HOT_ANY:
            frame->values[index] = (uint8_t)any_of(values_met(frame, hot));
            break;
        default:
            frame->values[index] = (uint8_t)leaf_truth(
                &fisc__frame_up(frame, hot->up)->cells[hot->at], hot,
                run->as_of);
            break;
        }
    }
    return FISC_OK;
}

static enum fisc_status
eval_nodes(struct fisc__run *run, struct fisc__frame *frame,
           const uint32_t *indexes, size_t count, struct fisc_error *reterr)
{
    enum fisc_status status = fisc__meter_charge(run->meter, count, reterr);

    return status ? status
                  : eval_range(run, frame, indexes, 0, count, reterr);
}

/* ---- the system and its parties ------------------------------------------*/

static enum fisc_status
eval_frame(struct fisc__run *run, struct fisc__frame *frame,
           struct fisc_error *reterr)
{
    size_t count = frame->scope->node_count;
    enum fisc_status status = FISC_OK;

    for (size_t first = 0; !status && first < count; first += PORTION) {
        size_t end = count - first < PORTION ? count : first + PORTION;

        status = fisc__meter_charge(run->meter, end - first, reterr);
        if (!status)
            status = eval_range(run, frame, NULL, first, end, reterr);
        run->meter->done += end - first;
    }
    return status;
}

static void
mark_undecided(struct fisc__frame *frame)
{
    memset(frame->values, FISC__UNDECIDED, frame->scope->node_count);
}

/* The system's nodes rest on no party's, so they come first. */
enum fisc_status
fisc__run_eval(struct fisc__run *run, struct fisc_error *reterr)
{
    const struct fisc__graph *graph = run->graph;
    struct fisc__frames none = {0};
    const struct fisc__frames *parties =
        graph->party_scope == FISC__NO_NODE
            ? &none
            : fisc__frame_below(run, &run->root, graph->party_scope);
    enum fisc_status status;

    mark_undecided(&run->root);
    for (size_t i = 0; i < parties->count; i++)
        mark_undecided(&parties->list[i]);
    status = eval_frame(run, &run->root, reterr);
    for (size_t i = 0; !status && i < parties->count; i++)
        status = eval_frame(run, &parties->list[i], reterr);
    run->meter = NULL; /* the run outlives it */
    return status;
}
