/* SPDX-License-Identifier: MIT */
/* From nodes to batches. */

#include "requirement/batch.h"

#include <string.h>

#include "requirement/step.h"
#include "system/flat.h"

/* Operands have one bit less than indexes. */
enum { MOST_NODES = INT32_MAX };

/* ---- which kind ----------------------------------------------------------*/

/* Nothing but a slot of the same frame, and what is known at compile time? */
static bool
is_near(const struct fisc__node *node, enum fisc__source_kind kind)
{
    return node->slot.up == 0 && node->max_age.kind == FISC__SOURCE_NONE &&
           node->want.kind == kind;
}

static bool
has_near_edges(const struct fisc__node *node)
{
    for (size_t i = 0; i < node->edge_count; i++)
        if (node->edges[i].up || node->edges[i].node >= MOST_NODES)
            return false;
    return true;
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

static enum fisc__batch_kind
compare_kind(const struct fisc__node *node)
{
    if (!is_near(node, FISC__SOURCE_CONSTANTS))
        return FISC__BATCH_NODES;
    if (node->relation == FISC__STARTS_WITH)
        return FISC__BATCH_PREFIX;
    return node->type == FISC_FACT_DECIMAL || node->type == FISC_FACT_SET
               ? FISC__BATCH_NODES
               : FISC__BATCH_RANGE;
}

static enum fisc__batch_kind
combinator_kind(const struct fisc__node *node, enum fisc__batch_kind two,
                enum fisc__batch_kind any_number)
{
    if (!has_near_edges(node))
        return FISC__BATCH_NODES;
    return node->edge_count == 2 ? two : any_number;
}

enum fisc__batch_kind
fisc__batch_kind(const struct fisc__node *node)
{
    uint64_t mask;

    switch (node->op) {
    case FISC__NODE_ALL:
        return combinator_kind(node, FISC__BATCH_ALL_TWO, FISC__BATCH_ALL);
    case FISC__NODE_ANY:
        return combinator_kind(node, FISC__BATCH_ANY_TWO, FISC__BATCH_ANY);
    case FISC__NODE_EACH:
    case FISC__NODE_SOME:
        if (node->slot.up || !has_near_edges(node))
            return FISC__BATCH_NODES;
        return node->op == FISC__NODE_EACH ? FISC__BATCH_EACH
                                           : FISC__BATCH_SOME;
    case FISC__NODE_FLAG:
        return is_near(node, FISC__SOURCE_NONE) ? FISC__BATCH_FLAG
                                                : FISC__BATCH_NODES;
    case FISC__NODE_COMPARE:
        return compare_kind(node);
    case FISC__NODE_ONE_OF:
        return is_near(node, FISC__SOURCE_CONSTANTS) &&
                       node->type == FISC_FACT_ENUMERATION &&
                       make_mask(&node->want, &mask)
                   ? FISC__BATCH_MEMBER
                   : FISC__BATCH_NODES;
    case FISC__NODE_WITHIN:
        return is_near(node, FISC__SOURCE_PERIOD) ? FISC__BATCH_WITHIN
                                                  : FISC__BATCH_NODES;
    default:
        return FISC__BATCH_NODES;
    }
}

/* ---- records -------------------------------------------------------------*/

/* One batch being filled; ids are those of its nodes. */
struct filling {
    struct fisc__graph *graph;
    const uint32_t *ids;
    struct fisc__batch *batch;
};

static const struct fisc__node *
node_of(const struct filling *f, size_t i)
{
    return f->graph->nodes[f->ids[i]];
}

static void *
records(const struct filling *f, size_t size)
{
    return fisc__arena_array(&f->graph->arena, f->batch->count, size);
}

static bool
fill_flags(const struct filling *f)
{
    uint32_t *flags = records(f, sizeof *flags);

    for (uint32_t i = 0; flags && i < f->batch->count; i++)
        flags[i] = node_of(f, i)->slot.slot;
    f->batch->u.flags = flags;
    return flags != NULL;
}

/* From low to high; what can't hold is outside of everything. */
static struct fisc__range
range_of(enum fisc__relation relation, int64_t number)
{
    static const struct fisc__range all = {INT64_MIN, UINT64_MAX, 0, 0};
    struct fisc__range range = all;

    switch (relation) {
    case FISC__LT:
    case FISC__GE:
        range.low = number;
        range.span = (uint64_t)INT64_MAX - (uint64_t)number;
        range.outside = relation == FISC__LT;
        break;
    case FISC__GT:
    case FISC__LE:
        range.span = (uint64_t)number - (uint64_t)INT64_MIN;
        range.outside = relation == FISC__GT;
        break;
    default:
        range.low = number;
        range.span = 0;
        range.outside = relation == FISC__NE;
        break;
    }
    return range;
}

static bool
fill_ranges(const struct filling *f)
{
    struct fisc__range *ranges = records(f, sizeof *ranges);

    for (uint32_t i = 0; ranges && i < f->batch->count; i++) {
        const struct fisc__node *node = node_of(f, i);

        ranges[i] = range_of(node->relation, node->want.numbers[0].integer);
        ranges[i].slot = node->slot.slot;
    }
    f->batch->u.ranges = ranges;
    return ranges != NULL;
}

static bool
fill_members(const struct filling *f)
{
    struct fisc__member *members = records(f, sizeof *members);

    for (uint32_t i = 0; members && i < f->batch->count; i++) {
        members[i].slot = node_of(f, i)->slot.slot;
        make_mask(&node_of(f, i)->want, &members[i].mask);
    }
    f->batch->u.members = members;
    return members != NULL;
}

static bool
fill_prefixes(const struct filling *f)
{
    struct fisc__prefix *prefixes = records(f, sizeof *prefixes);

    for (uint32_t i = 0; prefixes && i < f->batch->count; i++) {
        const char *text = node_of(f, i)->want.texts[0];
        size_t length = strlen(text);

        prefixes[i] = (struct fisc__prefix){
            .head = fisc__text_head(text),
            .mask = length == 0  ? 0
                    : length < 8 ? ~(uint64_t)0 << (64 - 8 * length)
                                 : ~(uint64_t)0,
            .text = text,
            .length = (uint32_t)length,
            .slot = node_of(f, i)->slot.slot};
    }
    f->batch->u.prefixes = prefixes;
    return prefixes != NULL;
}

/* The number of a period, new or old; false where memory is short. */
static bool
period_number(struct fisc__graph *graph, struct fisc__period period,
              uint32_t *ret)
{
    for (size_t i = graph->period_count; i-- > 0;)
        if (graph->periods[i].months == period.months &&
            graph->periods[i].days == period.days) {
            *ret = (uint32_t)i;
            return true;
        }
    if (!fisc__grow(graph->context, &graph->periods, &graph->period_capacity,
                    graph->period_count, sizeof *graph->periods))
        return false;
    *ret = (uint32_t)graph->period_count;
    graph->periods[graph->period_count++] = period;
    return true;
}

static bool
fill_withins(const struct filling *f)
{
    struct fisc__within *withins = records(f, sizeof *withins);

    f->batch->u.withins = withins;
    for (uint32_t i = 0; withins && i < f->batch->count; i++) {
        withins[i].slot = node_of(f, i)->slot.slot;
        if (!period_number(f->graph, node_of(f, i)->want.period,
                           &withins[i].period))
            return false;
    }
    return withins != NULL;
}

static uint32_t
operand(struct fisc__edge edge)
{
    return edge.node * 2 + edge.negated;
}

static bool
fill_pairs(const struct filling *f)
{
    struct fisc__pair *pairs = records(f, sizeof *pairs);

    for (uint32_t i = 0; pairs && i < f->batch->count; i++) {
        const struct fisc__edge *edges = node_of(f, i)->edges;

        pairs[i] = (struct fisc__pair){operand(edges[0]), operand(edges[1])};
    }
    f->batch->u.pairs = pairs;
    return pairs != NULL;
}

static bool
fill_sums(const struct filling *f)
{
    struct fisc__sum *sums = records(f, sizeof *sums);
    uint32_t *operands, used = 0;
    size_t total = 0;

    for (uint32_t i = 0; i < f->batch->count; i++)
        total += node_of(f, i)->edge_count;
    operands = fisc__arena_array(&f->graph->arena, total, sizeof *operands);
    if (!sums || !operands)
        return false;
    for (uint32_t i = 0; i < f->batch->count; i++) {
        const struct fisc__node *node = node_of(f, i);

        sums[i].first = used;
        for (size_t e = 0; e < node->edge_count; e++)
            operands[used++] = operand(node->edges[e]);
        sums[i].end = used;
    }
    f->batch->u.sums = sums;
    f->batch->operands = operands;
    return true;
}

static bool
fill_collections(const struct filling *f)
{
    struct fisc__collection *collections = records(f, sizeof *collections);

    for (uint32_t i = 0; collections && i < f->batch->count; i++) {
        const struct fisc__node *node = node_of(f, i);

        collections[i] = (struct fisc__collection){
            .list = node->slot.slot,
            .below = f->graph->scopes[node->element_scope]->position,
            .body = operand(node->edges[0])};
    }
    f->batch->u.collections = collections;
    return collections != NULL;
}

static bool
fill_nodes(const struct filling *f)
{
    const struct fisc__node **nodes = records(f, sizeof *nodes);

    for (uint32_t i = 0; nodes && i < f->batch->count; i++)
        nodes[i] = node_of(f, i);
    f->batch->u.nodes = nodes;
    return nodes != NULL;
}

static bool
fill(const struct filling *f)
{
    switch (f->batch->kind) {
    case FISC__BATCH_FLAG:
        return fill_flags(f);
    case FISC__BATCH_RANGE:
        return fill_ranges(f);
    case FISC__BATCH_MEMBER:
        return fill_members(f);
    case FISC__BATCH_PREFIX:
        return fill_prefixes(f);
    case FISC__BATCH_WITHIN:
        return fill_withins(f);
    case FISC__BATCH_ALL_TWO:
    case FISC__BATCH_ANY_TWO:
        return fill_pairs(f);
    case FISC__BATCH_ALL:
    case FISC__BATCH_ANY:
        return fill_sums(f);
    case FISC__BATCH_EACH:
    case FISC__BATCH_SOME:
        return fill_collections(f);
    default:
        return fill_nodes(f);
    }
}

/* ---- stages --------------------------------------------------------------*/

/* How many stages a scope has: the highest level in it or below it. */
static void
count_stages(struct fisc__graph *graph)
{
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct fisc__node *node = graph->nodes[i];
        uint32_t scope = node->scope;

        for (;; scope = graph->scopes[scope]->parent) {
            if (graph->scopes[scope]->stage_count > node->level)
                break; /* and so are those above */
            graph->scopes[scope]->stage_count = (size_t)node->level + 1;
            if (graph->scopes[scope]->parent == FISC__NO_NODE)
                break;
        }
    }
}

/* The end of the nodes that are of one level and kind with the first. */
static size_t
batch_end(const struct fisc__graph *graph,
          const struct fisc__graph_scope *scope, size_t first)
{
    const struct fisc__node *node = graph->nodes[scope->nodes[first]];
    enum fisc__batch_kind kind = fisc__batch_kind(node);
    size_t end = first + 1;

    for (; end < scope->node_count; end++) {
        const struct fisc__node *other = graph->nodes[scope->nodes[end]];

        if (other->level != node->level || fisc__batch_kind(other) != kind)
            break;
    }
    return end;
}

static bool
add_batch(struct fisc__graph *graph, struct fisc__graph_scope *scope,
          size_t first, size_t end)
{
    const struct fisc__node *node = graph->nodes[scope->nodes[first]];
    struct fisc__stage *stage = &scope->stages[node->level];
    struct filling filling = {graph, scope->nodes + first, NULL};

    if (!stage->batches)
        stage->batches = fisc__arena_array(&graph->arena, FISC__BATCH_KINDS,
                                           sizeof *stage->batches);
    if (!stage->batches)
        return false;
    filling.batch = &stage->batches[stage->batch_count++];
    filling.batch->kind = fisc__batch_kind(node);
    filling.batch->first = (uint32_t)first;
    filling.batch->count = (uint32_t)(end - first);
    return fill(&filling);
}

/* Has a scope, or one below it, nodes of that level? */
static bool
has_stage(const struct fisc__graph_scope *scope, size_t level)
{
    return level < scope->stage_count &&
           (scope->stages[level].batch_count ||
            scope->stages[level].below_count);
}

static bool
set_below(struct fisc__graph *graph, struct fisc__graph_scope *scope,
          size_t level)
{
    struct fisc__stage *stage = &scope->stages[level];

    for (size_t i = 0; i < scope->child_count; i++) {
        if (!has_stage(graph->scopes[scope->children[i]], level))
            continue;
        if (!stage->below)
            stage->below = fisc__arena_array(
                &graph->arena, scope->child_count, sizeof *stage->below);
        if (!stage->below)
            return false;
        stage->below[stage->below_count++] = (uint32_t)i;
    }
    return true;
}

static bool
make_scope(struct fisc__graph *graph, struct fisc__graph_scope *scope)
{
    size_t end;

    scope->stages = fisc__arena_array(&graph->arena, scope->stage_count,
                                      sizeof *scope->stages);
    if (!scope->stages)
        return false;
    for (size_t first = 0; first < scope->node_count; first = end) {
        end = batch_end(graph, scope, first);
        if (!add_batch(graph, scope, first, end))
            return false;
    }
    for (size_t level = 0; level < scope->stage_count; level++)
        if (!set_below(graph, scope, level))
            return false;
    return true;
}

/* ---- what is asked of a description --------------------------------------*/

static void
name_slot(struct fisc__graph *graph, const struct fisc__node *node,
          struct fisc__slot_reference reference)
{
    uint32_t scope = node->scope;

    for (uint8_t i = 0; i < reference.up; i++)
        scope = graph->scopes[scope]->parent;
    graph->scopes[scope]->slots[reference.slot].is_named = true;
}

/*
 * Marks what binding has to prepare: the strings of which more than the
 * beginning is compared, and the registers.
 */
static void
mark_asked(struct fisc__graph *graph)
{
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct fisc__node *node = graph->nodes[i];

        if (node->op == FISC__NODE_COMPARE ||
            node->op == FISC__NODE_ONE_OF || node->op == FISC__NODE_JUDGED)
            if (node->relation != FISC__STARTS_WITH)
                name_slot(graph, node, node->slot);
        if (node->want.kind == FISC__SOURCE_SLOT)
            name_slot(graph, node, node->want.slot);
        graph->asks_evidence |= node->op == FISC__NODE_EVIDENCE;
        graph->asks_contracts |= node->op == FISC__NODE_CONTRACT;
    }
}

enum fisc_status
fisc__batches_make(struct fisc__graph *graph, struct fisc_error *reterr)
{
    mark_asked(graph);
    count_stages(graph);
    /* A scope is made before those below it. */
    for (size_t i = graph->scope_count; i-- > 0;)
        if (!make_scope(graph, graph->scopes[i]))
            return fisc__error_nomem(reterr);
    return FISC_OK;
}
