/* SPDX-License-Identifier: MIT */
/* Evidence and contracts: the best of several candidates, rules 5, 11, 12. */

#include <string.h>

#include "requirement/work.h"

/* A conjunction in the making, with the state that is farthest from valid. */
struct tally {
    enum fisc__truth truth;
    enum fisc__state state;
};

/* How near a candidate in that state is to counting; 1 is nearest. */
static int
nearness(enum fisc__state state)
{
    switch (state) {
    case FISC__UNCONFIRMED:
        return 1;
    case FISC__UNDATED:
        return 2;
    case FISC__FUTURE:
        return 3;
    case FISC__STALE:
        return 4;
    case FISC__INCOMPLETE:
        return 5;
    case FISC__STATED:
        return 6;
    case FISC__ABSENT:
        return 7;
    default:
        return 8;
    }
}

static void
add_unknown(struct tally *tally, enum fisc__state state)
{
    if (tally->truth == FISC__FALSE)
        return;
    if (tally->truth == FISC__TRUE ||
        nearness(state) > nearness(tally->state))
        tally->state = state;
    tally->truth = FISC__UNKNOWN;
}

static void
add_decided(struct tally *tally, bool holds)
{
    if (!holds)
        tally->truth = FISC__FALSE;
}

static bool
contains(const uint32_t *ids, uint32_t count, uint32_t id)
{
    for (uint32_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

enum fisc__truth
fisc__set_has(const struct fisc__cell *cell, uint32_t id)
{
    if (contains(cell->u.ids, cell->count, id))
        return FISC__TRUE;
    return cell->item->complete ? FISC__FALSE : FISC__UNKNOWN;
}

static void
add_member(struct tally *tally, const struct fisc__bound_set *set, uint32_t id)
{
    if (!set->ids)
        add_unknown(tally, FISC__ABSENT);
    else if (contains(set->ids, set->count, id))
        return;
    else if (set->whole)
        add_decided(tally, false);
    else
        add_unknown(tally, FISC__INCOMPLETE);
}

/* from <= day <= to; absent is unknown, "none" is no limit: rule 5. */
static void
add_span(struct tally *tally, struct fisc__bound_date from,
         struct fisc__bound_date to, fisc_date day)
{
    if (!from.given)
        add_unknown(tally, FISC__UNDATED);
    else if (!from.none && from.day > day)
        add_unknown(tally, FISC__FUTURE);
    if (!to.given)
        add_unknown(tally, FISC__UNDATED);
    else if (!to.none && to.day < day)
        add_unknown(tally, FISC__STALE);
}

enum fisc__state
fisc__source_state(const struct fisc__frame *frame,
                   const struct fisc__source_of *source)
{
    if (source->kind == FISC__SOURCE_UNSET)
        return FISC__UNSET;
    if (source->kind == FISC__SOURCE_SLOT)
        return (enum fisc__state)fisc__frame_cell(frame, source->slot)->state;
    return FISC__KNOWN;
}

/* ---- the nearest candidate -----------------------------------------------*/

static fisc_date
obtained(const struct fisc__entry *entry)
{
    const struct fisc__bound_date *date =
        entry->collected.given ? &entry->collected : &entry->from;

    return date->given && !date->none ? date->day : INT32_MIN;
}

/* Nearest state first, then obtained last, then by id. */
static bool
is_nearer(const struct fisc__entry *entry, enum fisc__state state,
          const struct fisc__register_result *best)
{
    int near = nearness(state) - nearness(best->state);

    if (near)
        return near < 0;
    if (obtained(entry) != obtained(best->entry))
        return obtained(entry) > obtained(best->entry);
    return strcmp(entry->id, best->entry->id) < 0;
}

static void
offer(struct fisc__register_result *best, const struct fisc__entry *entry,
      struct tally tally)
{
    if (tally.truth == FISC__FALSE || best->truth == FISC__TRUE)
        return;
    if (tally.truth == FISC__UNKNOWN && best->truth == FISC__UNKNOWN &&
        !is_nearer(entry, tally.state, best))
        return;
    *best = (struct fisc__register_result){tally.truth, tally.state, entry};
}

/* A register that is not given or not whole may hold what is asked for. */
static void
close_register(struct fisc__register_result *best,
               const struct fisc__cell *cell)
{
    if (best->truth != FISC__FALSE)
        return;
    if (cell->state != FISC__KNOWN)
        *best = (struct fisc__register_result){
            FISC__UNKNOWN, (enum fisc__state)cell->state, NULL};
    else if (!cell->item->complete)
        *best = (struct fisc__register_result){FISC__UNKNOWN, FISC__INCOMPLETE,
                                               NULL};
}

/* ---- evidence ------------------------------------------------------------*/

static void
add_validity(const struct fisc__run *run, const struct fisc__node *node,
             const struct fisc__entry *entry, struct tally *tally)
{
    add_span(tally, entry->collected, entry->expires, run->as_of);
    if (node->max_age.kind == FISC__SOURCE_PERIOD && entry->collected.given &&
        !entry->collected.none &&
        fisc__date_move(entry->collected.day, node->max_age.period, 1) <
            run->as_of)
        add_unknown(tally, FISC__STALE);
}

/* The day that the period examined must contain, if one is asked and known. */
static void
add_period(const struct fisc__frame *frame, const struct fisc__node *node,
           const struct fisc__entry *entry, struct tally *tally)
{
    const struct fisc__source_of *on = &node->reg->on;
    int64_t day;

    if (on->kind == FISC__SOURCE_NONE ||
        fisc__source_state(frame, on) != FISC__KNOWN)
        return;
    day = on->kind == FISC__SOURCE_SLOT
              ? fisc__frame_cell(frame, on->slot)->number.integer
              : on->numbers[0].integer;
    add_span(tally, entry->from, entry->to, (fisc_date)day);
}

/*
 * The first that isn't a member decides: those that follow say no more. So no
 * more are asked for than the set has, and one.
 */
static void
add_members(const struct fisc__run *run, struct tally *tally,
            const struct fisc__bound_set *set, const uint32_t *ids,
            size_t count)
{
    size_t asked = set->ids && count > set->count ? set->count + 1 : count;
    bool marked = set->ids &&
                  fisc__marks_set(run, set->ids, set->count, asked);

    for (size_t i = 0; i < count; i++)
        if (!set->ids || !(marked ? fisc__marks_has(run, ids[i])
                                  : contains(set->ids, set->count, ids[i]))) {
            add_member(tally, set, ids[i]);
            return;
        }
}

static void
add_covers(const struct fisc__run *run, const struct fisc__frame *frame,
           const struct fisc__source_of *want,
           const struct fisc__entry *entry, struct tally *tally)
{
    const struct fisc__bound_set *set = &entry->subject;
    const struct fisc__cell *cell;

    if (want->kind == FISC__SOURCE_CONSTANTS)
        for (size_t i = 0; i < want->count; i++)
            add_member(tally, set, (uint32_t)want->numbers[i].integer);
    if (want->kind != FISC__SOURCE_SLOT ||
        fisc__source_state(frame, want) != FISC__KNOWN)
        return;
    cell = fisc__frame_cell(frame, want->slot);
    add_members(run, tally, set, cell->u.ids, cell->count);
    if (!cell->item->complete)
        add_unknown(tally, FISC__INCOMPLETE);
}

/* What is asked for may itself be unknown: then so is every candidate. */
static void
add_operands(const struct fisc__frame *frame, const struct fisc__node *node,
             struct tally *tally)
{
    const struct fisc__source_of *operands[] = {&node->reg->on, &node->want,
                                                &node->max_age};

    for (size_t i = 0; i < 3; i++) {
        enum fisc__state state = fisc__source_state(frame, operands[i]);

        if (state != FISC__KNOWN) {
            add_unknown(tally, state);
            return;
        }
    }
}

static struct tally
try_evidence(const struct fisc__run *run, const struct fisc__frame *frame,
             const struct fisc__node *node, const struct fisc__entry *entry)
{
    const struct fisc__register_leaf *reg = node->reg;
    struct tally tally = {FISC__TRUE, FISC__KNOWN};

    if (!entry->kind)
        add_unknown(&tally, FISC__ABSENT);
    else
        add_decided(&tally, contains(reg->names, (uint32_t)reg->name_count,
                                     entry->kind));
    if (reg->about)
        add_member(&tally, &entry->about, reg->about);
    add_validity(run, node, entry, &tally);
    if (!reg->unconfirmed) {
        if (entry->confirmed < 0)
            add_unknown(&tally, FISC__UNCONFIRMED);
        else
            add_decided(&tally, entry->confirmed);
    }
    add_period(frame, node, entry, &tally);
    add_covers(run, frame, &node->want, entry, &tally);
    add_operands(frame, node, &tally);
    return tally;
}

void
fisc__evidence_eval(const struct fisc__run *run,
                    const struct fisc__frame *frame,
                    const struct fisc__node *node,
                    struct fisc__register_result *ret)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);

    *ret = (struct fisc__register_result){FISC__FALSE, FISC__KNOWN, NULL};
    if (cell->state == FISC__KNOWN)
        for (size_t i = 0; i < run->evidence.count; i++)
            offer(ret, &run->evidence.list[i],
                  try_evidence(run, frame, node, &run->evidence.list[i]));
    close_register(ret, cell);
}

/* ---- contracts -----------------------------------------------------------*/

static struct tally
try_contract(const struct fisc__run *run, const struct fisc__node *node,
             uint32_t party, size_t term, const struct fisc__entry *entry)
{
    const struct fisc__register_leaf *reg = node->reg;
    struct tally tally = {FISC__TRUE, FISC__KNOWN};

    if (!entry->party)
        add_unknown(&tally, FISC__ABSENT);
    else
        add_decided(&tally, entry->party == party ||
                                (reg->with_role >= 0 &&
                                 entry->roles & 1u << reg->with_role));
    add_span(&tally, entry->from, entry->to, run->as_of);
    if (term != SIZE_MAX)
        add_member(&tally, &entry->terms, reg->names[term]);
    return tally;
}

void
fisc__term_eval(const struct fisc__run *run, const struct fisc__frame *frame,
                const struct fisc__node *node, size_t term,
                struct fisc__register_result *ret)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);
    uint32_t party = node->reg->with;

    *ret = (struct fisc__register_result){FISC__FALSE, FISC__KNOWN, NULL};
    if (!party) {
        const struct fisc__cell *with = fisc__frame_cell(frame,
                                                         node->want.slot);

        if (with->state != FISC__KNOWN) {
            *ret = (struct fisc__register_result){
                FISC__UNKNOWN, (enum fisc__state)with->state, NULL};
            return;
        }
        party = (uint32_t)with->number.integer;
    }
    if (cell->state == FISC__KNOWN)
        for (size_t i = 0; i < run->contracts.count; i++)
            offer(ret, &run->contracts.list[i],
                  try_contract(run, node, party, term,
                               &run->contracts.list[i]));
    close_register(ret, cell);
}
