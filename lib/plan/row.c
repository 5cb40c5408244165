/* SPDX-License-Identifier: MIT */
/* A row's sets of changes: candidates tried one by one, and what is left. */

#include <string.h>

#include "base/sort.h"
#include "plan/plan.h"

/* One row being planned. */
struct filling {
    struct fisc__planning *planning;
    struct fisc__plan_row *row;
    struct fisc__arena arena; /* of candidates */
    struct fisc__duty duty;   /* whose description decides */
    struct fisc__decision decision;
    struct fisc__duty asked[65]; /* the duties on the way there */
    size_t depth;
    struct fisc__repairs repairs;
    struct fisc__plan_set *sets; /* tried, in the plan's arena */
    size_t count, capacity;
    size_t most; /* of them, for now */
    bool dropped; /* a candidate didn't do */
};

static const struct fisc_report *
report_of(const struct filling *filling)
{
    return filling->planning->plan->report;
}

/* ---- whose description decides -------------------------------------------*/

/* Follows a duty to who answers it. False: it isn't answered. */
static bool
follow(struct filling *filling)
{
    const struct fisc_report *report = report_of(filling);
    const struct fisc__row *row =
        &report->layout->rows[filling->row->result];

    filling->duty = (struct fisc__duty){.clause = row->clause,
                                        .party = row->party};
    fisc__decide(report, &filling->duty, &filling->decision);
    while (filling->decision.statement && filling->decision.joined &&
           filling->decision.when == FISC__TRUE) {
        if (!filling->decision.answered ||
            filling->depth == sizeof filling->asked / sizeof *filling->asked)
            return false;
        filling->asked[filling->depth] = filling->duty;
        filling->duty = filling->decision.answer;
        filling->duty.asked_by = &filling->asked[filling->depth++];
        fisc__decide(report, &filling->duty, &filling->decision);
    }
    return true;
}

/* ---- candidates ----------------------------------------------------------*/

/* What is inherited without the other's description counts if confirmed. */
static enum fisc_status
propose_confirmation(struct filling *filling)
{
    const struct fisc__item *statement = filling->decision.statement;
    struct fisc__repair_set *set = fisc__arena_alloc(&filling->arena,
                                                     sizeof *set);
    struct fisc__repair_change *change = fisc__arena_alloc(&filling->arena,
                                                           sizeof *change);
    struct fisc__step *step = fisc__arena_alloc(&filling->arena,
                                                sizeof *step);
    const char *path = fisc__arena_format(
        &filling->arena, "inherits[%s].confirmed", statement->name);

    if (!set || !change || !step || !path)
        return fisc__error_nomem(filling->planning->reterr);
    *step = (struct fisc__step){.op = FISC__STEP_VALUE,
                                .path = path,
                                .type = FISC_FACT_FLAG,
                                .number.integer = 1,
                                .signed_off = true};
    *change = (struct fisc__repair_change){.kind = FISC__REPAIR_CONFIRM,
                                           .path = path,
                                           .state = FISC__UNCONFIRMED,
                                           .to = "true",
                                           .evidence = true,
                                           .steps = step,
                                           .step_count = 1};
    *set = (struct fisc__repair_set){change, 1, false};
    filling->repairs = (struct fisc__repairs){.sets = set, .count = 1};
    return FISC_OK;
}

static enum fisc_status
propose(struct filling *filling, bool careful)
{
    const struct fisc_report *report = report_of(filling);
    const struct fisc__decision *decision = &filling->decision;
    const struct fisc__policy_clause *clause =
        &report->policy->clauses[filling->duty.clause];
    const struct fisc__run *run = report->sides[filling->duty.side].run;

    if (decision->when != FISC__TRUE || decision->by_parties ||
        (decision->result != FISC_RESULT_FAIL &&
         decision->result != FISC_RESULT_UNKNOWN &&
         decision->result != FISC_RESULT_ERROR))
        return FISC_OK;
    if (decision->statement)
        return propose_confirmation(filling);
    return fisc__run_repair(
        run, clause->requirement,
        filling->duty.party == FISC__NO_PARTY
            ? fisc__run_party_count(run) - 1
            : filling->duty.party,
        decision->open == FISC__KNOWN ? NULL : "inherits", careful,
        &filling->arena, &filling->repairs, filling->planning->reterr);
}

/* ---- trying --------------------------------------------------------------*/

static bool
is_part(const struct fisc__plan_set *part, const struct fisc__plan_set *of)
{
    for (size_t i = 0; i < part->count; i++) {
        bool found = false;

        for (size_t j = 0; !found && j < of->count; j++)
            found = part->changes[i].number == of->changes[j].number;
        if (!found)
            return false;
    }
    return true;
}

/* Keeps the changes whose bits are set. */
static void
keep_part(struct fisc__plan_set *set, uint64_t mask)
{
    size_t count = 0;

    for (size_t i = 0; i < set->count; i++)
        if (mask & (uint64_t)1 << i)
            set->changes[count++] = set->changes[i];
    set->count = count;
}

static unsigned
bits_in(uint64_t mask)
{
    unsigned count = 0;

    for (; mask; mask &= mask - 1)
        count++;
    return count;
}

/* The smallest part of a few changes that is enough by itself; or all. */
static enum fisc_status
try_parts(struct filling *filling, struct fisc__plan_set *set)
{
    uint64_t all = ((uint64_t)1 << set->count) - 1;

    for (unsigned size = 1; size < set->count; size++)
        for (uint64_t mask = 1; mask < all; mask++) {
            enum fisc_status status;
            bool passes;

            if (bits_in(mask) != size)
                continue;
            status = fisc__trial_set(filling->planning, filling->row, set,
                                     mask, &passes, &set->via);
            if (status != FISC_OK)
                return status;
            if (passes) {
                keep_part(set, mask);
                set->minimal = true;
                return FISC_OK;
            }
        }
    set->minimal = true;
    return FISC_OK;
}

/* Of many changes, leaves out each that isn't needed. */
static enum fisc_status
try_without(struct filling *filling, struct fisc__plan_set *set)
{
    for (size_t i = set->count; i-- > 0;) {
        struct fisc__plan_change left = set->changes[i];
        enum fisc_status status;
        bool passes;

        set->count--;
        memmove(&set->changes[i], &set->changes[i + 1],
                (set->count - i) * sizeof left);
        status = fisc__trial_set(filling->planning, filling->row, set,
                                 UINT64_MAX, &passes, &set->via);
        if (status != FISC_OK)
            return status;
        if (passes)
            continue;
        memmove(&set->changes[i + 1], &set->changes[i],
                (set->count - i) * sizeof left);
        set->changes[i] = left;
        set->count++;
    }
    return FISC_OK;
}

static enum fisc_status
keep_set(struct filling *filling, const struct fisc__plan_set *set)
{
    for (size_t i = 0; i < filling->count; i++)
        if (is_part(&filling->sets[i], set))
            return FISC_OK;
    if (!fisc__grow(filling->planning->plan->context, &filling->sets,
                    &filling->capacity, filling->count,
                    sizeof *filling->sets))
        return fisc__error_nomem(filling->planning->reterr);
    filling->sets[filling->count++] = *set;
    return FISC_OK;
}

static void
label_set(struct fisc__plan_set *set)
{
    set->label = FISC_PLAN_BY_ACTION;
    for (size_t i = 0; i < set->count; i++)
        if (set->changes[i].label > set->label)
            set->label = set->changes[i].label;
}

static enum fisc_status
take_set(struct filling *filling, const struct fisc__repair_set *candidate,
         struct fisc__plan_set *set)
{
    struct fisc_plan *plan = filling->planning->plan;
    enum fisc_status status = FISC_OK;

    *set = (struct fisc__plan_set){
        .changes = fisc__arena_array(&plan->arena, candidate->count,
                                     sizeof *set->changes),
        .via = ""};
    if (!set->changes)
        return fisc__error_nomem(filling->planning->reterr);
    for (; status == FISC_OK && set->count < candidate->count; set->count++)
        status = fisc__plan_take(filling->planning, filling->duty.side,
                                 &candidate->changes[set->count],
                                 &set->changes[set->count]);
    return status;
}

static enum fisc_status
try_candidate(struct filling *filling,
              const struct fisc__repair_set *candidate)
{
    struct fisc__plan_set set;
    enum fisc_status status;
    bool passes;

    /* They come fewest first: what follows is no smaller. */
    if (filling->count >= filling->most) {
        filling->row->cut = true;
        return FISC_OK;
    }
    status = take_set(filling, candidate, &set);
    for (size_t i = 0; status == FISC_OK && i < filling->count; i++)
        if (is_part(&filling->sets[i], &set))
            return FISC_OK;
    if (status != FISC_OK)
        return status;
    if (!candidate->open) {
        status = fisc__trial_set(filling->planning, filling->row, &set,
                                 UINT64_MAX, &passes, &set.via);
        filling->dropped |= !passes;
        if (status != FISC_OK || !passes)
            return status;
        set.tried = true;
        if (set.count > FISC__PLAN_PARTS)
            status = try_without(filling, &set);
        if (status == FISC_OK && set.count <= FISC__PLAN_PARTS)
            status = try_parts(filling, &set);
    }
    label_set(&set);
    return status == FISC_OK ? keep_set(filling, &set) : status;
}

/* ---- what is asked where nothing was found -------------------------------*/

static enum fisc_status
ask(struct filling *filling)
{
    const struct fisc_report *report = report_of(filling);
    struct fisc__planning *planning = filling->planning;
    const struct fisc__row *row =
        &report->layout->rows[filling->row->result];
    struct fisc__duty duty = {.clause = row->clause, .party = row->party};
    struct fisc__plan_set set = {.via = ""};
    struct fisc__decision decision;
    struct fisc__grounds grounds;
    enum fisc_status status;

    fisc__decide(report, &duty, &decision);
    status = fisc__grounds(report, &duty, &decision, &filling->arena,
                           &grounds, planning->reterr);
    if (status != FISC_OK || grounds.fact_count == 0)
        return status;
    set.changes = fisc__arena_array(&planning->plan->arena,
                                    grounds.fact_count, sizeof *set.changes);
    if (!set.changes)
        return fisc__error_nomem(planning->reterr);
    for (size_t i = 0; status == FISC_OK && i < grounds.fact_count; i++) {
        const struct fisc__named *fact = &grounds.facts[i];
        struct fisc__repair_change give = {
            .kind = fact->param && fact->state == FISC__UNSET
                        ? FISC__REPAIR_PARAM
                        : FISC__REPAIR_GIVE,
            .path = fact->path,
            .state = fact->state,
            .from = fact->value,
            .definition = fact->definition,
            .param = fact->param,
            .judgement = fact->param != NULL};

        status = fisc__plan_take(planning, 0, &give,
                                 &set.changes[set.count++]);
    }
    label_set(&set);
    return status == FISC_OK ? keep_set(filling, &set) : status;
}

static enum fisc_status
look_elsewhere(struct filling *filling)
{
    struct fisc__plan_row *row = filling->row;

    if (filling->repairs.function) {
        row->state = FISC_PLAN_FUNCTION;
        return ask(filling);
    }
    if (row->was == FISC_RESULT_UNKNOWN) {
        row->state = FISC_PLAN_ASK;
        return ask(filling);
    }
    row->state = FISC_PLAN_NOWAY;
    return FISC_OK;
}

/* Only what fails or is unknown can be waived, and only once. */
static enum fisc_status
add_waiver(struct filling *filling)
{
    const struct fisc_report *report = report_of(filling);
    struct fisc__planning *planning = filling->planning;
    const struct fisc__row *row =
        &report->layout->rows[filling->row->result];
    struct fisc__plan_set set = {.count = 1,
                                 .label = FISC_PLAN_BY_WAIVER,
                                 .via = ""};

    if (filling->row->was == FISC_RESULT_ERROR ||
        fisc__row_waiver(report, filling->row->result))
        return FISC_OK;
    set.changes = fisc__arena_alloc(&planning->plan->arena,
                                    sizeof *set.changes);
    if (!set.changes)
        return fisc__error_nomem(planning->reterr);
    *set.changes = (struct fisc__plan_change){
        .kind = FISC_PLAN_WAIVER,
        .label = FISC_PLAN_BY_WAIVER,
        .path = report->policy->clauses[row->clause].clause->key,
        .state = "",
        .from = "",
        .to = "",
        .owner = ""};
    return keep_set(filling, &set);
}

/* ---- the row -------------------------------------------------------------*/

static int
compare_sets(const void *first, const void *second)
{
    const struct fisc__plan_set *a = first, *b = second;

    if (a->tried != b->tried)
        return b->tried - a->tried;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return (int)a->label - (int)b->label;
}

/* A set that turned out smaller may be within one that was kept before it. */
static void
drop_wider(struct filling *filling)
{
    size_t kept = 0;

    for (size_t i = 0; i < filling->count; i++) {
        bool wider = false;

        for (size_t j = 0; !wider && j < kept; j++)
            wider = is_part(&filling->sets[j], &filling->sets[i]);
        if (!wider)
            filling->sets[kept++] = filling->sets[i];
    }
    filling->count = kept;
}

static enum fisc_status
finish(struct filling *filling)
{
    struct fisc_plan *plan = filling->planning->plan;
    struct fisc__plan_row *row = filling->row;
    enum fisc_status status = FISC_OK;

    if (!fisc__sort(plan->context, filling->sets, filling->count,
                    sizeof *filling->sets, compare_sets))
        return fisc__error_nomem(filling->planning->reterr);
    drop_wider(filling);
    if (filling->count > filling->planning->options.most_sets) {
        filling->count = filling->planning->options.most_sets;
        row->cut = true;
    }
    if (filling->count == 0)
        status = look_elsewhere(filling);
    if (status == FISC_OK)
        status = add_waiver(filling);
    if (status != FISC_OK)
        return status;
    row->sets = fisc__arena_array(&plan->arena, filling->count,
                                  sizeof *row->sets);
    if (!row->sets)
        return fisc__error_nomem(filling->planning->reterr);
    if (filling->count)
        memcpy(row->sets, filling->sets, filling->count * sizeof *row->sets);
    row->count = filling->count;
    return FISC_OK;
}

static enum fisc_status
try_candidates(struct filling *filling, bool careful)
{
    enum fisc_status status = propose(filling, careful);

    filling->most += filling->planning->options.most_sets;
    filling->dropped |= filling->repairs.clashed;
    filling->row->cut |= filling->repairs.cut;
    filling->row->function |= filling->repairs.function;
    for (size_t i = 0; status == FISC_OK && i < filling->repairs.count; i++)
        status = try_candidate(filling, &filling->repairs.sets[i]);
    return status;
}

enum fisc_status
fisc__plan_row_fill(struct fisc__planning *planning,
                    struct fisc__plan_row *row)
{
    struct fisc_context *context = planning->plan->context;
    struct filling filling = {.planning = planning, .row = row};
    enum fisc_status status = FISC_OK;

    fisc__arena_init(&filling.arena, context);
    if (follow(&filling)) {
        status = try_candidates(&filling, false);
        /* Leaves share facts: what was right must not be taken for granted. */
        if (status == FISC_OK && filling.dropped)
            status = try_candidates(&filling, true);
    }
    if (status == FISC_OK)
        status = finish(&filling);
    fisc__free(context, filling.sets,
               filling.capacity * sizeof *filling.sets);
    fisc__arena_done(&filling.arena);
    return status;
}
