/* SPDX-License-Identifier: MIT */
/* The greedy list: which changes complete most clauses soonest. */

#include <string.h>

#include "plan/plan.h"

/* The list being made. */
struct listing {
    struct fisc__planning *planning;
    struct fisc__trial trial;   /* with the changes of the list so far */
    uint8_t *results;           /* by row of a trial's report */
    size_t result_count;
    bool *made;                 /* by number of a change */
    bool *refused;              /* sets that can't be taken, by their place */
    size_t *first_set;          /* by row: the place of its first set */
    struct users *users;        /* by number of a change */
    size_t *looked;             /* by row: the stamp of who looked last */
    size_t stamp;
};

/* The rows that have a set with a change in it. */
struct users {
    size_t *rows;
    size_t count;
};

/* A set that could come next. */
struct move {
    size_t row, set;
    size_t cost; /* changes still to be made */
    size_t must, should;
};

/* Does it not pass yet? */
static bool
is_open(const struct fisc__plan_row *row)
{
    return row->settled_by == FISC_PLAN_NONE;
}

/* ---- what a set buys -----------------------------------------------------*/

/* Changes that a set needs beyond those made, and, where given, another's. */
static size_t
missing(const struct listing *listing, const struct fisc__plan_set *set,
        const struct fisc__plan_set *with)
{
    size_t count = 0;

    for (size_t i = 0; i < set->count; i++) {
        uint32_t number = set->changes[i].number;
        bool found = listing->made[number];

        for (size_t j = 0; with && !found && j < with->count; j++)
            found = with->changes[j].number == number;
        count += !found;
    }
    return count;
}

static bool
is_settled_by(const struct listing *listing,
              const struct fisc__plan_row *row,
              const struct fisc__plan_set *with)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->sets[i].tried &&
            missing(listing, &row->sets[i], with) == 0)
            return true;
    return false;
}

static void
count_row(struct listing *listing, size_t index,
          const struct fisc__plan_set *set, struct move *move)
{
    const struct fisc__plan_row *row = &listing->planning->plan->rows[index];

    if (listing->looked[index] == listing->stamp)
        return;
    listing->looked[index] = listing->stamp;
    if (!is_open(row) || !is_settled_by(listing, row, set))
        return;
    if (row->level == FISC_LEVEL_MUST)
        move->must++;
    else
        move->should++;
}

/* Only rows that share a change still to be made can come to pass by it. */
static void
count_gain(struct listing *listing, const struct fisc__plan_set *set,
           struct move *move)
{
    listing->stamp++;
    for (size_t i = 0; i < set->count; i++) {
        uint32_t number = set->changes[i].number;
        const struct users *users = &listing->users[number];

        for (size_t j = 0; !listing->made[number] && j < users->count; j++)
            count_row(listing, users->rows[j], set, move);
    }
}

/* More must for each change, then more should, then fewer changes. */
static bool
is_better(const struct move *a, const struct move *b)
{
    if (a->must * b->cost != b->must * a->cost)
        return a->must * b->cost > b->must * a->cost;
    if (a->should * b->cost != b->should * a->cost)
        return a->should * b->cost > b->should * a->cost;
    return a->cost < b->cost;
}

static bool
find_move(struct listing *listing, struct move *ret)
{
    const struct fisc_plan *plan = listing->planning->plan;
    bool found = false;

    for (size_t i = 0; i < plan->count; i++)
        for (size_t j = 0; is_open(&plan->rows[i]) &&
                           j < plan->rows[i].count; j++) {
            const struct fisc__plan_set *set = &plan->rows[i].sets[j];
            struct move move = {.row = i, .set = j};

            if (!set->tried || listing->refused[listing->first_set[i] + j])
                continue;
            move.cost = missing(listing, set, NULL);
            if (move.cost == 0)
                continue;
            count_gain(listing, set, &move);
            if (!found || is_better(&move, ret))
                *ret = move;
            found = true;
        }
    return found;
}

/* ---- taking it -----------------------------------------------------------*/

/* The results with a trial's changes; false: it can't be evaluated. */
static enum fisc_status
evaluate(struct listing *listing, struct fisc__trial *trial, uint8_t *results,
         bool *ret_made)
{
    struct fisc_report *report;
    enum fisc_status status = fisc__trial_eval(trial, &report);

    *ret_made = status == FISC_OK && report &&
                report->layout->count == listing->result_count;
    if (*ret_made)
        memcpy(results, report->results, listing->result_count);
    fisc_report_unref(report);
    return status;
}

/* What passed still does, and what didn't apply is met. */
static bool
costs_nothing(const struct listing *listing, const uint8_t *after)
{
    const struct fisc_plan *plan = listing->planning->plan;

    for (size_t i = 0; i < listing->result_count; i++) {
        uint8_t before = listing->results[i];

        if (after[i] != FISC_RESULT_PASS &&
            (before == FISC_RESULT_PASS ||
             (before == FISC_RESULT_NOTAPPLICABLE && after[i] != before)))
            return false;
    }
    for (size_t i = 0; i < plan->count; i++)
        if (!is_open(&plan->rows[i]) &&
            after[plan->rows[i].trial] != FISC_RESULT_PASS)
            return false;
    return true;
}

static enum fisc_status
add_rows(struct listing *listing, size_t index, const uint8_t *after)
{
    struct fisc_plan *plan = listing->planning->plan;
    struct fisc__plan_entry *entry = &plan->entries[index];

    entry->rows = fisc__arena_array(&plan->arena, plan->count,
                                    sizeof *entry->rows);
    if (!entry->rows)
        return fisc__error_nomem(listing->planning->reterr);
    for (size_t i = 0; i < plan->count; i++) {
        struct fisc__plan_row *row = &plan->rows[i];

        if (row->settled_by != FISC_PLAN_NONE ||
            after[row->trial] != FISC_RESULT_PASS)
            continue;
        row->settled_by = index;
        entry->rows[entry->count++] = i;
        entry->must += row->level == FISC_LEVEL_MUST;
    }
    return FISC_OK;
}

/* Makes one change more, and sees which rows pass from then on. */
static enum fisc_status
take_change(struct listing *listing, struct fisc__trial *trial,
            const struct move *move, size_t number, uint8_t *after,
            bool *ret_made)
{
    struct fisc_plan *plan = listing->planning->plan;
    const struct fisc__plan_change *change =
        &plan->rows[move->row].sets[move->set].changes[number];
    enum fisc_status status = fisc__trial_make(trial, change, ret_made);

    if (status == FISC_OK && *ret_made)
        status = evaluate(listing, trial, after, ret_made);
    if (status != FISC_OK || !*ret_made)
        return status;
    if (!fisc__grow(plan->context, &plan->entries, &plan->entry_capacity,
                    plan->entry_count, sizeof *plan->entries))
        return fisc__error_nomem(listing->planning->reterr);
    plan->entries[plan->entry_count++] =
        (struct fisc__plan_entry){move->row, move->set, number, NULL, 0, 0};
    return add_rows(listing, plan->entry_count - 1, after);
}

/* Takes back the entries from `first` on. */
static void
take_back(struct listing *listing, size_t first)
{
    struct fisc_plan *plan = listing->planning->plan;

    for (size_t i = 0; i < plan->count; i++)
        if (plan->rows[i].settled_by != FISC_PLAN_NONE &&
            plan->rows[i].settled_by >= first)
            plan->rows[i].settled_by = FISC_PLAN_NONE;
    plan->entry_count = first;
}

static enum fisc_status
try_move(struct listing *listing, const struct move *move, uint8_t *after,
         bool *ret_taken)
{
    struct fisc_plan *plan = listing->planning->plan;
    const struct fisc__plan_set *set =
        &plan->rows[move->row].sets[move->set];
    size_t first = plan->entry_count;
    struct fisc__trial trial;
    enum fisc_status status = fisc__trial_begin(listing->planning,
                                                &listing->trial, &trial);
    bool made = true;

    for (size_t i = 0; status == FISC_OK && made && i < set->count; i++)
        if (!listing->made[set->changes[i].number])
            status = take_change(listing, &trial, move, i, after, &made);
    *ret_taken = status == FISC_OK && made &&
                 after[plan->rows[move->row].trial] == FISC_RESULT_PASS &&
                 costs_nothing(listing, after);
    if (!*ret_taken) {
        take_back(listing, first);
        if (trial.systems)
            fisc__trial_end(&trial);
        return status;
    }
    fisc__trial_end(&listing->trial);
    listing->trial = trial;
    memcpy(listing->results, after, listing->result_count);
    for (size_t i = 0; i < set->count; i++)
        listing->made[set->changes[i].number] = true;
    return FISC_OK;
}

/* ---- the list ------------------------------------------------------------*/

/* Rows that the list settled come after all that were planned. */
static void
tell(struct listing *listing)
{
    const struct fisc_plan *plan = listing->planning->plan;

    listing->planning->done = plan->count;
    for (size_t i = 0; i < plan->count; i++)
        listing->planning->done += !is_open(&plan->rows[i]);
}

static enum fisc_status
go_on(struct listing *listing)
{
    struct fisc_plan *plan = listing->planning->plan;
    uint8_t *after = fisc__alloc(plan->context, listing->result_count);
    enum fisc_status status = FISC_OK;
    struct move move = {0};

    if (!after)
        return fisc__error_nomem(listing->planning->reterr);
    while (status == FISC_OK &&
           plan->entry_count < listing->planning->options.most_steps &&
           find_move(listing, &move)) {
        bool taken = false;

        if (plan->entry_count + move.cost <=
            listing->planning->options.most_steps)
            status = try_move(listing, &move, after, &taken);
        if (taken)
            tell(listing);
        else
            listing->refused[listing->first_set[move.row] + move.set] = true;
    }
    fisc__free(plan->context, after, listing->result_count);
    return status;
}

/* Notes a row for a change of its; twice in a row only once. */
static void
use(struct listing *listing, size_t row, uint32_t number, bool count_only)
{
    struct users *users = &listing->users[number];

    if (listing->looked[number] == row + 1)
        return;
    listing->looked[number] = row + 1;
    if (!count_only)
        users->rows[users->count] = row;
    users->count++;
}

static void
visit_users(struct listing *listing, size_t numbers, bool count_only)
{
    const struct fisc_plan *plan = listing->planning->plan;

    for (size_t i = 0; i < numbers; i++)
        listing->users[i].count = listing->looked[i] = 0;
    for (size_t i = 0; i < plan->count; i++)
        for (size_t j = 0; j < plan->rows[i].count; j++)
            for (size_t k = 0; plan->rows[i].sets[j].tried &&
                               k < plan->rows[i].sets[j].count; k++)
                use(listing, i, plan->rows[i].sets[j].changes[k].number,
                    count_only);
}

static bool
find_users(struct listing *listing, struct fisc__arena *arena, size_t numbers)
{
    size_t rows = listing->planning->plan->count;

    listing->users = fisc__arena_array(arena, numbers,
                                       sizeof *listing->users);
    listing->looked = fisc__arena_array(arena,
                                        numbers > rows ? numbers : rows,
                                        sizeof *listing->looked);
    if (!listing->users || !listing->looked)
        return false;
    visit_users(listing, numbers, true);
    for (size_t i = 0; i < numbers; i++) {
        listing->users[i].rows = fisc__arena_array(
            arena, listing->users[i].count, sizeof *listing->users[i].rows);
        if (!listing->users[i].rows)
            return false;
    }
    visit_users(listing, numbers, false);
    memset(listing->looked, 0, rows * sizeof *listing->looked);
    return true;
}

static enum fisc_status
begin(struct listing *listing, struct fisc__arena *arena)
{
    struct fisc__planning *planning = listing->planning;
    struct fisc_plan *plan = planning->plan;
    struct fisc_report *report = NULL;
    size_t sets = 0, numbers = fisc__names_count(&planning->numbers) + 1;
    enum fisc_status status = fisc__trial_begin(planning, NULL,
                                                &listing->trial);

    listing->first_set = fisc__arena_array(arena, plan->count,
                                           sizeof *listing->first_set);
    if (status == FISC_OK && listing->first_set)
        status = fisc__trial_eval(&listing->trial, &report);
    if (status != FISC_OK)
        return status;
    for (size_t i = 0; listing->first_set && i < plan->count; i++) {
        listing->first_set[i] = sets;
        sets += plan->rows[i].count;
    }
    if (report) {
        listing->result_count = report->layout->count;
        listing->results = fisc__arena_alloc(arena, listing->result_count);
        if (listing->results)
            memcpy(listing->results, report->results, listing->result_count);
        fisc_report_unref(report);
    }
    listing->made = fisc__arena_array(arena, numbers, sizeof *listing->made);
    listing->refused = fisc__arena_array(arena, sets + 1,
                                         sizeof *listing->refused);
    if (!listing->first_set || !listing->results || !listing->made ||
        !listing->refused || !find_users(listing, arena, numbers))
        return fisc__error_nomem(planning->reterr);
    return FISC_OK;
}

enum fisc_status
fisc__plan_list(struct fisc__planning *planning)
{
    struct listing listing = {.planning = planning};
    struct fisc__arena arena;
    enum fisc_status status;

    if (planning->plan->count == 0)
        return FISC_OK;
    fisc__arena_init(&arena, planning->plan->context);
    status = begin(&listing, &arena);
    if (status == FISC_OK)
        status = go_on(&listing);
    if (listing.trial.systems)
        fisc__trial_end(&listing.trial);
    fisc__arena_done(&arena);
    return status;
}
