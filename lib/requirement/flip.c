/* SPDX-License-Identifier: MIT */
/* The next day on which something in a run may be otherwise. */

#include "requirement/flip.h"

#include <string.h>

#include "requirement/frame.h"

enum { CALL = 64 }; /* the price of a call, beside what its steps cost */

/* A function leaf to be called for each day. */
struct dated {
    const struct fisc__frame *frame;
    const struct fisc__node *node;
};

struct search {
    const struct fisc__run *run;
    int64_t best; /* the first day found, or the one after the horizon */
    struct dated *dated;
    size_t count, capacity;
    bool failed; /* memory is short */
};

static void
offer(struct search *search, int64_t day)
{
    if (day > search->run->as_of && day < search->best)
        search->best = day;
}

/* ---- the days that are stated --------------------------------------------*/

/* Rule 3; as fisc__item_state(). */
static void
offer_item(struct search *search, const struct fisc__item *item,
           const struct fisc__period *age)
{
    const struct fisc__about *about = item ? item->about : NULL;
    fisc_date as_of = search->run->as_of;

    if (!about || item->kind == FISC__ITEM_UNKNOWN)
        return;
    if (about->expires != FISC_DATE_NONE) {
        if (about->expires < as_of)
            return; /* for good */
        offer(search, (int64_t)about->expires + 1);
    }
    if (about->date == FISC_DATE_NONE)
        return;
    offer(search, about->date);
    if (age)
        offer(search, (int64_t)fisc__date_move(about->date, *age, 1) + 1);
}

/*
 * as_of - period <= day <= as_of. Months end on different days: going back from
 * the day found need not lead beyond where it was reached from, but does so a
 * few days later.
 */
static void
offer_within(struct search *search, fisc_date day, struct fisc__period period)
{
    fisc_date as_of = search->run->as_of;
    int64_t over;

    if (day > as_of) {
        offer(search, day);
        return;
    }
    if (day < fisc__date_move(as_of, period, -1))
        return; /* over for good */
    over = (int64_t)fisc__date_move(day, period, 1) + 1;
    if (over <= as_of)
        over = (int64_t)as_of + 1;
    while (over < search->best &&
           day >= fisc__date_move((fisc_date)over, period, -1))
        over++;
    offer(search, over);
}

static void
offer_span(struct search *search, struct fisc__bound_date from,
           struct fisc__bound_date to)
{
    if (from.given && !from.none)
        offer(search, from.day);
    if (to.given && !to.none)
        offer(search, (int64_t)to.day + 1);
}

static bool
is_of_kind(const struct fisc__register_leaf *reg,
           const struct fisc__entry *entry)
{
    for (size_t i = 0; i < reg->name_count; i++)
        if (reg->names[i] == entry->kind)
            return true;
    return !entry->kind;
}

static void
offer_evidence(struct search *search, const struct fisc__node *node)
{
    const struct fisc__entries *entries = &search->run->evidence;

    for (size_t i = 0; i < entries->count; i++) {
        const struct fisc__entry *entry = &entries->list[i];

        if (!is_of_kind(node->reg, entry))
            continue;
        offer_span(search, entry->collected, entry->expires);
        if (node->max_age.kind == FISC__SOURCE_PERIOD &&
            entry->collected.given && !entry->collected.none)
            offer(search, (int64_t)fisc__date_move(entry->collected.day,
                                                   node->max_age.period, 1) +
                              1);
    }
}

static void
offer_contracts(struct search *search)
{
    const struct fisc__entries *entries = &search->run->contracts;

    for (size_t i = 0; i < entries->count; i++)
        offer_span(search, entries->list[i].from, entries->list[i].to);
}

/* ---- functions -----------------------------------------------------------*/

/* What it read is as it was until one of these days, and so is what it says. */
static void
offer_reads(struct search *search, const struct fisc__reads *reads)
{
    for (size_t i = 0; i < reads->count; i++) {
        const struct fisc__read *read = reads->list[i];

        if (read->definition)
            offer_item(search, read->stated,
                       read->definition->ages ? &read->definition->max_age
                                              : NULL);
    }
}

static void
offer_function(struct search *search, const struct fisc__frame *frame,
               const struct fisc__node *node)
{
    const struct fisc__reads *reads = &frame->reads[node->outcome];

    if (!frame->outcomes[node->outcome])
        return; /* in an element that no collection looks at */
    if (!reads->dated) {
        offer_reads(search, reads);
        return;
    }
    if (!fisc__grow(search->run->context, &search->dated, &search->capacity,
                    search->count, sizeof *search->dated)) {
        search->failed = true;
        return;
    }
    search->dated[search->count++] = (struct dated){frame, node};
}

/* ---- leaves and frames ---------------------------------------------------*/

static void
offer_fact(struct search *search, const struct fisc__frame *frame,
           const struct fisc__node *node)
{
    const struct fisc__item *item =
        fisc__frame_cell(frame, node->slot)->item;

    if (node->max_age.kind == FISC__SOURCE_PERIOD)
        offer_item(search, item, &node->max_age.period);
    if (!item)
        return;
    if (node->op == FISC__NODE_WITHIN && item->is_date &&
        node->want.kind == FISC__SOURCE_PERIOD)
        offer_within(search, item->day, node->want.period);
    if (node->op == FISC__NODE_JUDGED && item->about)
        offer(search, item->about->at);
}

static void
offer_node(struct search *search, const struct fisc__frame *frame,
           const struct fisc__node *node)
{
    switch (node->op) {
    case FISC__NODE_FLAG:
    case FISC__NODE_COMPARE:
    case FISC__NODE_ONE_OF:
    case FISC__NODE_WITHIN:
    case FISC__NODE_NOT_AFTER:
    case FISC__NODE_HAS:
    case FISC__NODE_COVERS:
    case FISC__NODE_JUDGED:
        offer_fact(search, frame, node);
        break;
    case FISC__NODE_EVIDENCE:
        offer_evidence(search, node);
        break;
    case FISC__NODE_CONTRACT:
        offer_contracts(search);
        break;
    case FISC__NODE_FUNCTION:
        offer_function(search, frame, node);
        break;
    default:
        break;
    }
}

static void
offer_frame(struct search *search, const struct fisc__frame *frame)
{
    const struct fisc__graph_scope *scope = frame->scope;
    const struct fisc__graph *graph = search->run->graph;

    for (size_t i = 0; i < scope->slot_count; i++)
        if (!scope->slots[i].is_id)
            offer_item(search, frame->cells[i].item,
                       scope->slots[i].definition->ages
                           ? &scope->slots[i].definition->max_age
                           : NULL);
    for (size_t i = 0; i < scope->node_count; i++)
        offer_node(search, frame, graph->nodes[scope->nodes[i]]);
    for (size_t i = 0; i < scope->child_count; i++)
        for (size_t j = 0; j < frame->below[i].count; j++)
            offer_frame(search, &frame->below[i].list[j]);
}

/* ---- day by day ----------------------------------------------------------*/

/* Before the day found so far, on which everything is evaluated anyway. */
static enum fisc_status
call_each_day(struct search *search, struct fisc__flip_budget *budget,
              struct fisc_error *reterr)
{
    for (int64_t day = (int64_t)search->run->as_of + 1;
         search->count && day < search->best; day++)
        for (size_t i = 0; i < search->count; i++) {
            bool differs = false;
            enum fisc_status status = fisc__meter_charge(budget->meter, CALL,
                                                         reterr);

            if (status)
                return status;
            if (budget->calls == 0)
                return fisc__error(reterr, FISC_ERR_LIMIT, NULL,
                                   "checks that compute with the date would "
                                   "have to be called too often: ask for "
                                   "fewer days or controls");
            budget->calls--;
            status = fisc__function_differs(
                search->run, search->dated[i].frame, search->dated[i].node,
                (fisc_date)day, &differs, reterr);
            if (status)
                return status;
            if (differs) {
                search->best = day;
                break;
            }
        }
    return FISC_OK;
}

enum fisc_status
fisc__run_next(const struct fisc__run *run, fisc_date until,
               struct fisc__flip_budget *budget, fisc_date *ret,
               struct fisc_error *reterr)
{
    struct search search = {.run = run, .best = (int64_t)until + 1};
    enum fisc_status status;

    offer_frame(&search, &run->root);
    status = search.failed ? fisc__error_nomem(reterr)
                           : call_each_day(&search, budget, reterr);
    fisc__free(run->context, search.dated,
               search.capacity * sizeof *search.dated);
    if (!status)
        *ret = search.best > until ? FISC_DATE_NONE : (fisc_date)search.best;
    return status;
}
