/* SPDX-License-Identifier: MIT */
/* Evaluation: the value of every node, stage by stage. */

#include <string.h>

#include "requirement/batch.h"
#include "requirement/work.h"

/* Nodes of a batch between two looks at the host. */
enum { PORTION = 1024 };

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

/* ---- one node ------------------------------------------------------------*/

static enum fisc__truth
count_of(const struct fisc__frame *frame, const struct fisc__node *node)
{
    size_t counts[4] = {0};
    size_t need = node->op == FISC__NODE_ALL   ? node->edge_count
                  : node->op == FISC__NODE_ANY ? 1
                                               : node->need;

    for (size_t i = 0; i < node->edge_count; i++)
        counts[fisc__edge_value(frame, node->edges[i])]++;
    return fisc__count_truth(counts, need);
}

/* Rule 8: one child for each element, and a remainder. */
static enum fisc__truth
collect(const struct fisc__run *run, const struct fisc__frame *frame,
        const struct fisc__node *node)
{
    const struct fisc__frames *below =
        fisc__frame_below(run, frame, node->element_scope);
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

/* A leaf that may cost much, or would cost more than it may. */
static enum fisc_status
eval_leaf(struct fisc__run *run, const struct fisc__frame *frame,
          const struct fisc__node *node, enum fisc__truth *ret,
          struct fisc_error *reterr)
{
    bool over;
    uint64_t work = fisc__leaf_work(run, frame, node, &over);
    enum fisc_status status;

    if (over) {
        *ret = FISC__ERROR;
        return FISC_OK;
    }
    /* Whoever runs through the nodes has charged 1 for each. */
    status = work > 1 ? fisc__meter_charge(run->meter, work - 1, reterr)
                      : FISC_OK;
    if (!status)
        *ret = fisc__leaf_eval(run, frame, node);
    return status;
}

enum fisc_status
fisc__node_eval(struct fisc__run *run, struct fisc__frame *frame,
                const struct fisc__node *node, struct fisc_error *reterr)
{
    enum fisc__truth value = FISC__UNKNOWN;
    enum fisc_status status = FISC_OK;

    switch (node->op) {
    case FISC__NODE_ALL:
    case FISC__NODE_ANY:
    case FISC__NODE_COUNT:
        value = count_of(frame, node);
        break;
    case FISC__NODE_EACH:
    case FISC__NODE_SOME:
    case FISC__NODE_LIST_COUNT:
        value = fisc__collection_is_over(run, node)
                    ? FISC__ERROR
                    : collect(run, frame, node);
        break;
    case FISC__NODE_FUNCTION:
        return fisc__functions_eval(run, frame, &node, 1, reterr);
    default:
        status = eval_leaf(run, frame, node, &value, reterr);
        break;
    }
    if (!status)
        frame->values[node->index] = (uint8_t)value;
    return status;
}

/* ---- batches of leaves ---------------------------------------------------*/

/* The value where the fact is known; without a branch that depends on it. */
static inline uint8_t
if_known(const struct fisc__cell *cell, bool holds)
{
    return cell->state == FISC__KNOWN ? (uint8_t)holds
                                      : (uint8_t)FISC__UNKNOWN;
}

static void
eval_flags(const struct fisc__cell *restrict cells, const uint32_t *restrict flags,
           size_t count, uint8_t *restrict values)
{
    for (size_t i = 0; i < count; i++)
        values[i] = if_known(&cells[flags[i]],
                             cells[flags[i]].number.integer & 1);
}

static void
eval_ranges(const struct fisc__cell *restrict cells,
            const struct fisc__range *restrict ranges, size_t count,
            uint8_t *restrict values)
{
    for (size_t i = 0; i < count; i++) {
        const struct fisc__cell *cell = &cells[ranges[i].slot];
        bool inside = (uint64_t)cell->number.integer -
                          (uint64_t)ranges[i].low <=
                      ranges[i].span;

        values[i] = if_known(cell, inside ^ (ranges[i].outside != 0));
    }
}

static void
eval_members(const struct fisc__cell *restrict cells,
             const struct fisc__member *restrict members, size_t count,
             uint8_t *restrict values)
{
    for (size_t i = 0; i < count; i++) {
        const struct fisc__cell *cell = &cells[members[i].slot];

        values[i] = if_known(cell, members[i].mask >>
                                           (cell->number.integer & 63) & 1);
    }
}

static bool
ends_alike(const struct fisc__cell *cell, const struct fisc__prefix *prefix)
{
    const struct fisc__item *item = cell->item;
    const char *text = item->kind == FISC__ITEM_STRING ? item->u.string
                                                       : item->name;

    return strncmp(text, prefix->text, prefix->length) == 0;
}

static void
eval_prefixes(const struct fisc__cell *restrict cells,
              const struct fisc__prefix *restrict prefixes, size_t count,
              uint8_t *restrict values)
{
    for (size_t i = 0; i < count; i++) {
        const struct fisc__cell *cell = &cells[prefixes[i].slot];
        bool holds = (cell->u.head & prefixes[i].mask) == prefixes[i].head;

        values[i] = if_known(cell, holds);
        if (prefixes[i].length > sizeof cell->u.head &&
            values[i] == FISC__TRUE)
            values[i] = ends_alike(cell, &prefixes[i]);
    }
}

/* Rule 7: a day to come says nothing yet. */
static void
eval_withins(const struct fisc__cell *restrict cells,
             const struct fisc__within *restrict withins, size_t count,
             fisc_date as_of, const fisc_date *restrict limits,
             uint8_t *restrict values)
{
    for (size_t i = 0; i < count; i++) {
        const struct fisc__cell *cell = &cells[withins[i].slot];
        int64_t day = cell->number.integer;
        uint8_t value = day >= limits[withins[i].period];

        value = day > as_of ? (uint8_t)FISC__UNKNOWN : value;
        values[i] = cell->state == FISC__KNOWN ? value
                                               : (uint8_t)FISC__UNKNOWN;
    }
}

/* ---- batches of combinators ----------------------------------------------*/

enum { MET_FALSE = 1 << FISC__FALSE, MET_TRUE = 1 << FISC__TRUE,
       MET_UNKNOWN = 1 << FISC__UNKNOWN, MET_ERROR = 1 << FISC__ERROR };

/* What values that were met, as bits, come to: rule 6 for all and for any. */
#define ALL_OF(met)                                                            \
    (uint8_t)((met) & MET_FALSE     ? FISC__FALSE                              \
              : (met) & MET_UNKNOWN ? FISC__UNKNOWN                            \
              : (met) & MET_ERROR   ? FISC__ERROR                              \
                                    : FISC__TRUE)
#define ANY_OF(met)                                                            \
    (uint8_t)((met) & MET_TRUE      ? FISC__TRUE                               \
              : (met) & MET_UNKNOWN ? FISC__UNKNOWN                            \
              : (met) & MET_ERROR   ? FISC__ERROR                              \
                                    : FISC__FALSE)
#define FOUR(of, n) of(n), of(n + 1), of(n + 2), of(n + 3)
#define TABLE(of) {FOUR(of, 0), FOUR(of, 4), FOUR(of, 8), FOUR(of, 12)}

static const uint8_t all_table[16] = TABLE(ALL_OF);
static const uint8_t any_table[16] = TABLE(ANY_OF);

/* The bit of the value at an operand, `no` applied. */
static inline unsigned
met(const uint8_t *values, uint32_t operand)
{
    static const uint8_t bits[2][4] = {
        {MET_FALSE, MET_TRUE, MET_UNKNOWN, MET_ERROR},
        {MET_TRUE, MET_FALSE, MET_UNKNOWN, MET_ERROR}};

    return bits[operand & 1][values[operand >> 1]];
}

static void
eval_pairs(const uint8_t *values, const struct fisc__pair *pairs, size_t count,
           const uint8_t *table, uint8_t *restrict ret)
{
    for (size_t i = 0; i < count; i++)
        ret[i] = table[met(values, pairs[i].a) | met(values, pairs[i].b)];
}

static void
eval_sums(const uint8_t *values, const struct fisc__sum *sums,
          const uint32_t *operands, size_t count, const uint8_t *table,
          uint8_t *restrict ret)
{
    for (size_t i = 0; i < count; i++) {
        unsigned bits = 0;

        for (uint32_t at = sums[i].first; at < sums[i].end; at++)
            bits |= met(values, operands[at]);
        ret[i] = table[bits];
    }
}

/* Rule 8; `rest` is what is left of a whole list. */
static void
eval_collections(const struct fisc__frame *frame,
                 const struct fisc__collection *collections, size_t count,
                 const uint8_t *table, unsigned rest, uint8_t *restrict ret)
{
    for (size_t i = 0; i < count; i++) {
        const struct fisc__frames *below = &frame->below[collections[i].below];
        const struct fisc__cell *list = &frame->cells[collections[i].list];
        unsigned bits = list->whole ? rest : MET_UNKNOWN;

        for (size_t j = 0; j < below->count; j++)
            bits |= met(below->list[j].values, collections[i].body);
        ret[i] = table[bits];
    }
}

/* Of lists that are over nothing is known. */
static void
mark_over(const struct fisc__run *run, struct fisc__frame *frame,
          const struct fisc__batch *batch, size_t at, size_t count)
{
    const struct fisc__collection *collections = batch->u.collections + at;
    const uint32_t *children = frame->scope->children;

    for (size_t i = 0; run->over && i < count; i++)
        if (run->loads[children[collections[i].below]].over)
            frame->values[batch->first + at + i] = FISC__ERROR;
}

/* ---- stages --------------------------------------------------------------*/

/* How many of the nodes, from the first on, are functions. */
static size_t
count_functions(const struct fisc__node *const *nodes, size_t count)
{
    size_t ret = 0;

    while (ret < count && nodes[ret]->op == FISC__NODE_FUNCTION)
        ret++;
    return ret;
}

static enum fisc_status
eval_nodes(struct fisc__run *run, struct fisc__frame *frame,
           const struct fisc__node *const *nodes, size_t count,
           struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; !status && i < count;) {
        size_t calls = count_functions(nodes + i, count - i);

        if (calls)
            status = fisc__functions_eval(run, frame, nodes + i, calls, reterr);
        else
            status = fisc__node_eval(run, frame, nodes[i], reterr);
        i += calls ? calls : 1;
    }
    return status;
}

/* The nodes of a batch from `at` on, `count` of them. */
static enum fisc_status
eval_batch(struct fisc__run *run, struct fisc__frame *frame,
           const struct fisc__batch *batch, size_t at, size_t count,
           struct fisc_error *reterr)
{
    const struct fisc__cell *cells = frame->cells;
    const uint8_t *values = frame->values;
    uint8_t *ret = frame->values + batch->first + at;

    switch (batch->kind) {
    case FISC__BATCH_FLAG:
        eval_flags(cells, batch->u.flags + at, count, ret);
        break;
    case FISC__BATCH_RANGE:
        eval_ranges(cells, batch->u.ranges + at, count, ret);
        break;
    case FISC__BATCH_MEMBER:
        eval_members(cells, batch->u.members + at, count, ret);
        break;
    case FISC__BATCH_PREFIX:
        eval_prefixes(cells, batch->u.prefixes + at, count, ret);
        break;
    case FISC__BATCH_WITHIN:
        eval_withins(cells, batch->u.withins + at, count, run->as_of,
                     run->limits, ret);
        break;
    case FISC__BATCH_ALL_TWO:
        eval_pairs(values, batch->u.pairs + at, count, all_table, ret);
        break;
    case FISC__BATCH_ANY_TWO:
        eval_pairs(values, batch->u.pairs + at, count, any_table, ret);
        break;
    case FISC__BATCH_ALL:
        eval_sums(values, batch->u.sums + at, batch->operands, count,
                  all_table, ret);
        break;
    case FISC__BATCH_ANY:
        eval_sums(values, batch->u.sums + at, batch->operands, count,
                  any_table, ret);
        break;
    case FISC__BATCH_EACH:
        eval_collections(frame, batch->u.collections + at, count, all_table,
                         MET_TRUE, ret);
        mark_over(run, frame, batch, at, count);
        break;
    case FISC__BATCH_SOME:
        eval_collections(frame, batch->u.collections + at, count, any_table,
                         MET_FALSE, ret);
        mark_over(run, frame, batch, at, count);
        break;
    default:
        return eval_nodes(run, frame, batch->u.nodes + at, count, reterr);
    }
    return FISC_OK;
}

/* A portion of a batch for every frame. */
static enum fisc_status
eval_portion(struct fisc__run *run, const struct fisc__frames *frames,
             const struct fisc__batch *batch, size_t at, size_t count,
             struct fisc_error *reterr)
{
    /* Short lists are charged at once. */
    bool at_once = frames->count * count <= PORTION;
    enum fisc_status status =
        at_once ? fisc__meter_charge(run->meter, frames->count * count, reterr)
                : FISC_OK;

    for (size_t i = 0; !status && i < frames->count; i++) {
        if (!at_once)
            status = fisc__meter_charge(run->meter, count, reterr);
        if (!status)
            status = eval_batch(run, &frames->list[i], batch, at, count,
                                reterr);
    }
    return status;
}

/* A batch in portions, each charged before it is done. */
static enum fisc_status
eval_portions(struct fisc__run *run, const struct fisc__frames *frames,
              const struct fisc__batch *batch, struct fisc_error *reterr)
{
    bool counts = frames->list->scope->kind != FISC__SCOPE_LIST;
    enum fisc_status status = FISC_OK;

    for (size_t at = 0; !status && at < batch->count;) {
        size_t rest = batch->count - at;
        size_t count = rest < PORTION ? rest : PORTION;

        status = eval_portion(run, frames, batch, at, count, reterr);
        if (counts)
            run->meter->done += count * frames->count;
        at += count;
    }
    return status;
}

/* A stage of frames of one scope, and the same of the scopes below it. */
static enum fisc_status
eval_stage(struct fisc__run *run, const struct fisc__frames *frames,
           size_t level, struct fisc_error *reterr)
{
    const struct fisc__stage *stage;
    enum fisc_status status = FISC_OK;

    if (frames->count == 0)
        return FISC_OK;
    stage = &frames->list->scope->stages[level];
    for (size_t i = 0; !status && i < stage->batch_count; i++)
        status = eval_portions(run, frames, &stage->batches[i], reterr);
    for (size_t i = 0; !status && i < stage->below_count; i++)
        for (size_t j = 0; !status && j < frames->count; j++)
            status = eval_stage(run,
                                &frames->list[j].below[stage->below[i]],
                                level, reterr);
    return status;
}

/* ---- the system and its parties ------------------------------------------*/

/* The first day that each period still reaches, counted back from as_of. */
bool
fisc__run_set_limits(struct fisc__run *run)
{
    const struct fisc__graph *graph = run->graph;

    run->limits = fisc__arena_array(&run->arena, graph->period_count,
                                    sizeof *run->limits);
    for (size_t i = 0; run->limits && i < graph->period_count; i++)
        run->limits[i] = fisc__date_move(run->as_of, graph->periods[i], -1);
    return run->limits != NULL;
}

static void
mark_undecided(const struct fisc__frame *frame)
{
    memset(frame->values, FISC__UNDECIDED, frame->scope->node_count);
}

enum fisc_status
fisc__run_eval(struct fisc__run *run, struct fisc_error *reterr)
{
    const struct fisc__graph *graph = run->graph;
    struct fisc__frames root = {&run->root, 1};
    struct fisc__marks marks = {.context = run->context};
    enum fisc_status status = FISC_OK;

    run->marks = &marks;
    mark_undecided(&run->root);
    if (graph->party_scope != FISC__NO_NODE) {
        const struct fisc__frames *parties =
            fisc__frame_below(run, &run->root, graph->party_scope);

        for (size_t i = 0; i < parties->count; i++)
            mark_undecided(&parties->list[i]);
    }
    if (!fisc__run_set_limits(run))
        status = fisc__error_nomem(reterr);
    for (size_t i = 0; !status && i < run->root.scope->stage_count; i++)
        status = eval_stage(run, &root, i, reterr);
    run->meter = NULL; /* the run outlives these */
    run->marks = NULL;
    fisc__free(run->context, marks.list, marks.count * sizeof *marks.list);
    return status;
}
