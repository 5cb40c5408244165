/* SPDX-License-Identifier: MIT */
/* Which rows a change touches, and which of them move. */

#include <string.h>

#include "evaluate/change.h"

/* ---- the index -----------------------------------------------------------*/

/* Calls for the nodes that a clause rests on. */
static void
count_clause(struct fisc__row_index *index,
             const struct fisc__policy_clause *clause)
{
    if (clause->requirement != FISC__NO_NODE)
        index->first[clause->requirement + 1]++;
    if (clause->when != FISC__NO_NODE)
        index->first[clause->when + 1]++;
}

static void
add_clause(struct fisc__row_index *index,
           const struct fisc__policy_clause *clause, uint32_t number)
{
    if (clause->requirement != FISC__NO_NODE)
        index->clauses[index->first[clause->requirement]++] = number;
    if (clause->when != FISC__NO_NODE)
        index->clauses[index->first[clause->when]++] = number;
}

enum fisc_status
fisc__row_index_init(struct fisc__row_index *index,
                     const struct fisc_policy *policy,
                     struct fisc_error *reterr)
{
    size_t nodes = fisc__graph_size(policy->graph);
    struct fisc_context *context = policy->context;

    index->first = fisc__alloc_array(context, nodes + 1, sizeof *index->first);
    index->clauses = fisc__alloc_array(context, 2 * policy->clause_count,
                                       sizeof *index->clauses);
    index->rows = fisc__alloc_array(context, policy->clause_count,
                                    sizeof *index->rows);
    if (!index->first || !index->clauses || !index->rows) {
        fisc__row_index_done(index, policy);
        return fisc__error_nomem(reterr);
    }
    for (size_t i = 0; i < policy->clause_count; i++)
        count_clause(index, &policy->clauses[i]);
    for (size_t i = 0; i < nodes; i++)
        index->first[i + 1] += index->first[i];
    for (size_t i = 0; i < policy->clause_count; i++)
        add_clause(index, &policy->clauses[i], (uint32_t)i);
    for (size_t i = nodes; i > 0; i--)
        index->first[i] = index->first[i - 1];
    index->first[0] = 0;
    return FISC_OK;
}

void
fisc__row_index_done(struct fisc__row_index *index,
                     const struct fisc_policy *policy)
{
    struct fisc_context *context = policy->context;
    size_t nodes = fisc__graph_size(policy->graph);

    fisc__free(context, index->first, (nodes + 1) * sizeof *index->first);
    fisc__free(context, index->clauses,
               2 * policy->clause_count * sizeof *index->clauses);
    fisc__free(context, index->rows,
               policy->clause_count * sizeof *index->rows);
    fisc__layout_unref(index->layout);
    *index = (struct fisc__row_index){.first = NULL};
}

void
fisc__row_index_set(struct fisc__row_index *index, struct fisc_report *report)
{
    struct fisc__layout *layout = report->layout;

    if (index->layout == layout)
        return;
    fisc__layout_unref(index->layout);
    atomic_fetch_add_explicit(&layout->references, 1, memory_order_relaxed);
    index->layout = layout;
    memset(index->rows, 0,
           report->policy->clause_count * sizeof *index->rows);
    for (size_t i = 0; i < layout->count; i++) {
        struct fisc__row_span *span = &index->rows[layout->rows[i].clause];

        if (span->count++ == 0)
            span->first = (uint32_t)i;
    }
}

/* ---- touching ------------------------------------------------------------*/

static void
touch(struct fisc__base *base, uint32_t row)
{
    if (base->touched_count == base->touched_capacity &&
        !fisc__grow(base->context, &base->touched, &base->touched_capacity,
                    base->touched_count, sizeof *base->touched)) {
        base->failed = true;
        return;
    }
    base->touched[base->touched_count++] = row;
}

/* The rows of a clause; of one party, if the node is a party's. */
static void
touch_clause(struct fisc__base *base, uint32_t clause, bool of_party,
             size_t party)
{
    struct fisc__row_span span = base->index.rows[clause];
    const struct fisc__row *rows = base->report->layout->rows;

    for (uint32_t i = span.first; i < span.first + span.count; i++)
        if (!of_party || rows[i].party == FISC__NO_PARTY ||
            rows[i].party == party)
            touch(base, i);
}

void
fisc__rows_touch(void *data, const struct fisc__node *node,
                 const struct fisc__frame *frame)
{
    struct fisc__base *base = data;
    const struct fisc__row_index *index = &base->index;
    uint32_t id = frame->scope->nodes[node->index];
    bool of_party = frame->scope->kind == FISC__SCOPE_PARTY;
    size_t party = 0;

    if (index->first[id] == index->first[id + 1])
        return;
    if (of_party)
        party = (size_t)(frame - frame->up->below[frame->scope->position].list);
    for (uint32_t i = index->first[id]; i < index->first[id + 1]; i++)
        touch_clause(base, index->clauses[i], of_party, party);
}

void
fisc__rows_touch_all(struct fisc__base *base)
{
    for (size_t i = 0; i < base->report->layout->count; i++)
        touch(base, (uint32_t)i);
}

/* ---- moving --------------------------------------------------------------*/

static bool
note(struct fisc__base *base, size_t row, uint8_t before)
{
    if (!fisc__grow(base->context, &base->moved, &base->moved_capacity,
                    base->moved_count, sizeof *base->moved))
        return false;
    base->moved[base->moved_count++] =
        (struct fisc__moved_row){(uint32_t)row, before};
    return true;
}

enum fisc_status
fisc__rows_decide(struct fisc__base *base, struct fisc__meter *meter,
                  struct fisc_error *reterr)
{
    struct fisc_report *report = base->report;
    uint64_t work = fisc__report_row_work(report);
    enum fisc_status status = FISC_OK;

    base->moved_count = 0;
    for (size_t i = 0; !status && i < base->touched_count && !base->failed;
         i++) {
        uint32_t row = base->touched[i];
        uint8_t before = report->results[row];

        status = fisc__meter_charge(meter, work, reterr);
        if (!status && fisc__report_redecide(report, row) &&
            !note(base, row, before))
            base->failed = true;
    }
    if (!status && base->failed)
        status = fisc__error_nomem(reterr);
    return status;
}

static const char *
party_of(const struct fisc_report *report, size_t row)
{
    uint32_t party = report->layout->rows[row].party;

    return party == FISC__NO_PARTY
               ? ""
               : fisc__run_party(report->sides[0].run, party);
}

/* Rows are in order of clause, then of party. */
static int
compare_rows(const struct fisc_report *a, size_t i,
             const struct fisc_report *b, size_t j)
{
    uint32_t x = a->layout->rows[i].clause, y = b->layout->rows[j].clause;

    if (x != y)
        return x < y ? -1 : 1;
    return strcmp(party_of(a, i), party_of(b, j));
}

enum fisc_status
fisc__rows_compare(struct fisc__base *base, const struct fisc_report *before,
                   const struct fisc_report *after, struct fisc_error *reterr)
{
    size_t i = 0;

    base->moved_count = 0;
    for (size_t j = 0; j < after->layout->count; j++) {
        uint8_t was = FISC_RESULT_COUNT;

        while (i < before->layout->count &&
               compare_rows(before, i, after, j) < 0)
            i++;
        if (i < before->layout->count &&
            compare_rows(before, i, after, j) == 0)
            was = before->results[i];
        if (was != after->results[j] && !note(base, j, was))
            return fisc__error_nomem(reterr);
    }
    return FISC_OK;
}
