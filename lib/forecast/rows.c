/* SPDX-License-Identifier: MIT */
/* Two reports, some days apart: the rows that changed, and why. */

#include <string.h>

#include "base/sort.h"
#include "evaluate/decision.h"
#include "evaluate/rows.h"
#include "forecast/forecast.h"
#include "requirement/flip.h"

enum { EXPLAIN = 2048 }; /* about what two explanations cost, as work */

struct comparison {
    struct fisc_forecast *forecast;
    const struct fisc_report *before;
    const struct fisc_report *after;
    struct fisc__comparison *sides; /* one for each */
    struct fisc__flips flips;       /* of the row at hand */
    struct fisc__meter *meter;
    struct fisc_error *reterr;
};

/* ---- what a row hangs on -------------------------------------------------*/

/* The nodes of a duty, and where another party's description answers it. */
struct basis {
    size_t side;
    size_t party;
    uint32_t nodes[2]; /* when, requirement */
    size_t count;
    bool answered;
    struct fisc__duty answer;
};

static struct basis
basis_of(const struct fisc_report *report, const struct fisc__duty *duty)
{
    const struct fisc__policy_clause *clause =
        &report->policy->clauses[duty->clause];
    struct basis basis = {.side = duty->side, .party = duty->party};
    struct fisc__decision decision;

    fisc__decide(report, duty, &decision);
    if (decision.result == FISC_RESULT_NOTSELECTED ||
        decision.result == FISC_RESULT_INFORMATIONAL)
        return basis;
    if (duty->party == FISC__NO_PARTY)
        basis.party = fisc__run_party_count(report->sides[duty->side].run) - 1;
    if (clause->when != FISC__NO_NODE)
        basis.nodes[basis.count++] = clause->when;
    /* Where `when` is false the decision says nothing of who answers. */
    if (decision.when != FISC__FALSE && decision.statement) {
        basis.answered = decision.answered;
        basis.answer = decision.answer;
    } else if (clause->requirement != FISC__NO_NODE) {
        basis.nodes[basis.count++] = clause->requirement;
    }
    return basis;
}

/* Might the duty have another result or reason than before? */
static enum fisc_status
duty_differs(struct comparison *c, const struct fisc__duty *duty, bool *ret)
{
    struct basis basis = basis_of(c->after, duty);

    *ret = false;
    for (size_t i = 0; !*ret && i < basis.count; i++)
        if (!fisc__comparison_differs(&c->sides[basis.side], basis.nodes[i],
                                      basis.party, ret))
            return fisc__error_nomem(c->reterr);
    if (*ret || !basis.answered)
        return FISC_OK;
    return duty_differs(c, &basis.answer, ret);
}

/* ---- causes --------------------------------------------------------------*/

static enum fisc_status
add_cause(struct comparison *c, struct fisc__forecast_cause cause)
{
    struct fisc_forecast *forecast = c->forecast;

    if (!fisc__grow(forecast->context, &forecast->causes,
                    &forecast->cause_capacity, forecast->cause_count,
                    sizeof *forecast->causes))
        return fisc__error_nomem(c->reterr);
    forecast->causes[forecast->cause_count++] = cause;
    return FISC_OK;
}

/* Values of enum fisc__flip_kind as the public ones. */
static enum fisc_forecast_kind
kind_of(enum fisc__flip_kind kind)
{
    switch (kind) {
    case FISC__FLIP_EXPIRES:
        return FISC_FORECAST_FACT_EXPIRES;
    case FISC__FLIP_AGES:
        return FISC_FORECAST_FACT_AGES;
    case FISC__FLIP_BEGINS:
        return FISC_FORECAST_FACT_BEGINS;
    case FISC__FLIP_PERIOD:
        return FISC_FORECAST_PERIOD_ENDS;
    case FISC__FLIP_EVIDENCE_EXPIRES:
        return FISC_FORECAST_EVIDENCE_EXPIRES;
    case FISC__FLIP_EVIDENCE_AGES:
        return FISC_FORECAST_EVIDENCE_AGES;
    case FISC__FLIP_EVIDENCE_BEGINS:
        return FISC_FORECAST_EVIDENCE_BEGINS;
    case FISC__FLIP_CONTRACT_ENDS:
        return FISC_FORECAST_CONTRACT_ENDS;
    case FISC__FLIP_CONTRACT_BEGINS:
        return FISC_FORECAST_CONTRACT_BEGINS;
    case FISC__FLIP_FUNCTION:
        break;
    }
    return FISC_FORECAST_CHECK;
}

/*
 * Texts are copied: the run that they are of will be gone. A function has no
 * name but that of the clause.
 */
static enum fisc_status
add_flip(struct comparison *c, const struct fisc__duty *duty,
         const struct fisc__flip *flip)
{
    const char *party = c->after->sides[duty->side].party;
    bool function = flip->kind == FISC__FLIP_FUNCTION;
    struct fisc__arena *arena = &c->forecast->arena;
    struct fisc__forecast_cause cause = {
        .kind = kind_of(flip->kind),
        .param = flip->param ? flip->param->path + strlen("param:") : "",
        .period = flip->period,
        .stated = flip->stated};

    cause.path = fisc__arena_format(arena, "%s%s%s", party ? party : "",
                                    party ? ":" : "",
                                    function ? c->after->policy
                                                   ->clauses[duty->clause]
                                                   .clause->key
                                             : flip->path);
    cause.id = fisc__arena_string(arena, flip->id);
    if (!cause.path || !cause.id)
        return fisc__error_nomem(c->reterr);
    return add_cause(c, cause);
}

static enum fisc_status
add_node_causes(struct comparison *c, const struct fisc__duty *duty,
                uint32_t node, size_t party)
{
    struct fisc__comparison *side = &c->sides[duty->side];
    struct fisc__arena *arena = &c->forecast->arena;
    enum fisc_status status = FISC_OK;
    bool differs = false;

    c->flips.count = 0;
    if (!fisc__comparison_differs(side, node, party, &differs) ||
        (differs &&
         !fisc__comparison_flips(side, node, party, arena, &c->flips)))
        return fisc__error_nomem(c->reterr);
    for (size_t i = 0; !status && i < c->flips.count; i++)
        status = add_flip(c, duty, &c->flips.list[i]);
    return status;
}

static enum fisc__truth
value_of(const struct fisc_report *report, const struct basis *basis, size_t i)
{
    return fisc__run_value(report->sides[basis->side].run, basis->nodes[i],
                           basis->party);
}

/* Did the node of `when` move to or from false? Then nothing else matters. */
static bool
applies_otherwise(const struct comparison *c, const struct basis *basis,
                  const struct fisc__duty *duty)
{
    return c->after->policy->clauses[duty->clause].when != FISC__NO_NODE &&
           basis->count > 0 &&
           (value_of(c->before, basis, 0) == FISC__FALSE) !=
               (value_of(c->after, basis, 0) == FISC__FALSE);
}

/* Where a node's value moved, those that only have other reasons say nothing. */
static enum fisc_status
add_duty_causes(struct comparison *c, const struct fisc__duty *duty)
{
    struct basis basis = basis_of(c->after, duty);
    enum fisc_status status = FISC_OK;
    bool moved[2] = {false, false};

    if (applies_otherwise(c, &basis, duty))
        return add_node_causes(c, duty, basis.nodes[0], basis.party);
    for (size_t i = 0; i < basis.count; i++)
        moved[i] = value_of(c->before, &basis, i) !=
                   value_of(c->after, &basis, i);
    for (size_t i = 0; !status && i < basis.count; i++)
        if (moved[i] || (!moved[0] && !moved[1]))
            status = add_node_causes(c, duty, basis.nodes[i], basis.party);
    return status || !basis.answered ? status
                                     : add_duty_causes(c, &basis.answer);
}

/* A waiver of the row that ended, or began; *ret: there was one. */
static enum fisc_status
add_waiver_causes(struct comparison *c, size_t row, bool *ret)
{
    const struct fisc_policy *policy = c->after->policy;
    uint32_t before = fisc__row_waiver(c->before, row);
    uint32_t after = fisc__row_waiver(c->after, row);
    enum fisc_status status = FISC_OK;

    *ret = false;
    if (before == after)
        return FISC_OK;
    if (before && policy->waivers[before - 1].until < c->after->as_of) {
        *ret = true;
        status = add_cause(c, (struct fisc__forecast_cause){
                                  .kind = FISC_FORECAST_WAIVER_ENDS,
                                  .path = "",
                                  .id = policy->waivers[before - 1].id,
                                  .param = "",
                                  .period = "",
                                  .stated = policy->waivers[before - 1].until});
    }
    if (!status && after &&
        policy->waivers[after - 1].from > c->before->as_of) {
        *ret = true;
        status = add_cause(c, (struct fisc__forecast_cause){
                                  .kind = FISC_FORECAST_WAIVER_BEGINS,
                                  .path = "",
                                  .id = policy->waivers[after - 1].id,
                                  .param = "",
                                  .period = "",
                                  .stated = policy->waivers[after - 1].from});
    }
    return status;
}

static int
compare_causes(const void *first, const void *second)
{
    const struct fisc__forecast_cause *a = first, *b = second;
    int order = (a->kind > b->kind) - (a->kind < b->kind);

    if (!order)
        order = strcmp(a->path, b->path);
    if (!order)
        order = strcmp(a->id, b->id);
    if (!order)
        order = strcmp(a->param, b->param);
    if (!order)
        order = strcmp(a->period, b->period);
    return order ? order : (a->stated > b->stated) - (a->stated < b->stated);
}

/* In order, each once. */
static enum fisc_status
sort_causes(struct comparison *c, struct fisc__forecast_change *change)
{
    struct fisc__forecast_cause *list =
        c->forecast->causes + change->first_cause;
    size_t count = c->forecast->cause_count - change->first_cause, kept = 0;

    if (!fisc__sort(c->forecast->context, list, count, sizeof *list,
                    compare_causes))
        return fisc__error_nomem(c->reterr);
    for (size_t i = 0; i < count; i++)
        if (!kept || compare_causes(&list[kept - 1], &list[i]) != 0)
            list[kept++] = list[i];
    change->cause_count = kept;
    c->forecast->cause_count = change->first_cause + kept;
    return FISC_OK;
}

/* What only a waiver did to a row is not put down to its facts. */
static enum fisc_status
add_causes(struct comparison *c, const struct fisc__duty *duty,
           struct fisc__forecast_change *change)
{
    bool waived = false;
    enum fisc_status status;

    change->first_cause = c->forecast->cause_count;
    status = add_waiver_causes(c, change->row, &waived);
    if (!status && (!waived || change->before.result != change->after.result))
        status = add_duty_causes(c, duty);
    return status ? status : sort_causes(c, change);
}

/* ---- rows ----------------------------------------------------------------*/

static enum fisc_status
state_of(const struct fisc_report *report, size_t row,
         struct fisc__forecast_state *ret, struct fisc_error *reterr)
{
    struct fisc_result_info info = {.size = sizeof info};
    enum fisc_status status = fisc_report_result(report, row, &info);

    if (status)
        return fisc__error(reterr, status, NULL, "%s",
                           fisc_status_name(status));
    *ret = (struct fisc__forecast_state){info.result, info.reason, info.via,
                                         info.waiver};
    return FISC_OK;
}

static bool
is_same(const struct fisc__forecast_state *a,
        const struct fisc__forecast_state *b)
{
    return a->result == b->result && strcmp(a->reason, b->reason) == 0 &&
           strcmp(a->via, b->via) == 0 && strcmp(a->waiver, b->waiver) == 0;
}

static enum fisc_status
add_change(struct comparison *c, const struct fisc__duty *duty,
           struct fisc__forecast_change *change)
{
    struct fisc_forecast *forecast = c->forecast;
    struct fisc_result_info info = {.size = sizeof info};
    enum fisc_status status = fisc_report_result(forecast->report,
                                                 change->row, &info);

    change->key = info.key;
    if (status)
        return fisc__error(c->reterr, status, NULL, "%s",
                           fisc_status_name(status));
    status = add_causes(c, duty, change);
    if (status)
        return status;
    if (!fisc__grow(forecast->context, &forecast->changes,
                    &forecast->change_capacity, forecast->change_count,
                    sizeof *forecast->changes))
        return fisc__error_nomem(c->reterr);
    forecast->changes[forecast->change_count++] = *change;
    return FISC_OK;
}

/* Reasons are found by explaining, which is dear: only where they may differ. */
static enum fisc_status
compare_row(struct comparison *c, size_t index)
{
    const struct fisc__row *row = &c->after->layout->rows[index];
    struct fisc__duty duty = {.clause = row->clause, .party = row->party};
    struct fisc__forecast_change change = {.date = c->after->as_of,
                                           .row = index};
    bool differs = fisc__row_waiver(c->before, index) !=
                   fisc__row_waiver(c->after, index);
    enum fisc_status status = FISC_OK;

    if (!differs)
        status = duty_differs(c, &duty, &differs);
    if (!status)
        status = fisc__meter_charge(c->meter, differs ? EXPLAIN : 1,
                                    c->reterr);
    if (status || !differs)
        return status;
    status = state_of(c->before, index, &change.before, c->reterr);
    if (!status)
        status = state_of(c->after, index, &change.after, c->reterr);
    if (status || is_same(&change.before, &change.after))
        return status;
    return add_change(c, &duty, &change);
}

static enum fisc_status
compare_rows(struct comparison *c)
{
    struct fisc_forecast *forecast = c->forecast;
    struct fisc__forecast_event event = {
        .date = c->after->as_of, .first_change = forecast->change_count};
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; !status && i < c->after->layout->count; i++)
        status = compare_row(c, i);
    event.change_count = forecast->change_count - event.first_change;
    if (status || event.change_count == 0)
        return status;
    if (!fisc__grow(forecast->context, &forecast->events,
                    &forecast->event_capacity, forecast->event_count,
                    sizeof *forecast->events))
        return fisc__error_nomem(c->reterr);
    forecast->events[forecast->event_count++] = event;
    return FISC_OK;
}

enum fisc_status
fisc__forecast_compare(struct fisc_forecast *forecast,
                       const struct fisc_report *before,
                       const struct fisc_report *after,
                       struct fisc__meter *meter, struct fisc_error *reterr)
{
    struct fisc_context *context = forecast->context;
    size_t sides = after->side_count;
    struct comparison c = {.forecast = forecast,
                           .before = before,
                           .after = after,
                           .meter = meter,
                           .reterr = reterr};
    enum fisc_status status;

    c.sides = fisc__alloc_array(context, sides, sizeof *c.sides);
    if (!c.sides)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < sides; i++)
        fisc__comparison_init(&c.sides[i], before->sides[i].run,
                              after->sides[i].run);
    status = compare_rows(&c);
    for (size_t i = 0; i < sides; i++)
        fisc__comparison_done(&c.sides[i]);
    fisc__free(context, c.flips.list,
               c.flips.capacity * sizeof *c.flips.list);
    fisc__free(context, c.sides, sides * sizeof *c.sides);
    return status;
}
