/* SPDX-License-Identifier: MIT */
/* Why a duty has its result: facts of this side, or of whoever answers. */

#include <string.h>

#include "evaluate/explanation.h"

/* One explanation being made. */
struct job {
    const struct fisc_report *report;
    struct fisc__arena *arena;
    struct fisc_error *reterr;
};

static size_t
party_frame(const struct job *job, const struct fisc__duty *duty)
{
    return duty->party == FISC__NO_PARTY
               ? fisc__run_party_count(job->report->sides[duty->side].run) - 1
               : duty->party;
}

static enum fisc_status
explain_node(struct job *job, const struct fisc__duty *duty, uint32_t node,
             bool because, struct fisc__grounds *ret)
{
    struct fisc__explained explained;
    enum fisc_status status = fisc__run_explain(
        job->report->sides[duty->side].run, node, party_frame(job, duty),
        because, job->arena, &explained, job->reterr);

    if (status)
        return status;
    *ret = (struct fisc__grounds){.facts = explained.facts,
                                  .fact_count = explained.fact_count,
                                  .minimal = explained.minimal,
                                  .evidence = explained.evidence,
                                  .evidence_count = explained.evidence_count,
                                  .message = explained.message};
    return FISC_OK;
}

static enum fisc_status
add_labels(struct job *job, const struct fisc__duty *duty, uint32_t node,
           struct fisc__grounds *ret)
{
    struct fisc__explained explained = {0};
    enum fisc_status status = fisc__run_labels(
        job->report->sides[duty->side].run, node, party_frame(job, duty),
        job->arena, &explained, job->reterr);

    if (status)
        return status;
    ret->labels = explained.labels;
    ret->label_count = explained.label_count;
    return FISC_OK;
}

/* ---- sets of unknown facts -----------------------------------------------*/

/* Of two entries for one path: the earlier state, then the candidate. */
static const struct fisc__named *
earlier(const struct fisc__named *a, const struct fisc__named *b)
{
    if (a->state != b->state)
        return a->state < b->state ? a : b;
    if (!a->candidate || !b->candidate)
        return a->candidate ? a : b;
    return strcmp(a->candidate, b->candidate) <= 0 ? a : b;
}

/* Unites two sorted sets into *a. */
static enum fisc_status
unite(struct job *job, struct fisc__grounds *a, const struct fisc__grounds *b)
{
    struct fisc__named *facts = fisc__arena_array(
        job->arena, a->fact_count + b->fact_count, sizeof *facts);
    size_t i = 0, j = 0, count = 0;

    if (!facts)
        return fisc__error_nomem(job->reterr);
    while (i < a->fact_count || j < b->fact_count) {
        int side = i == a->fact_count ? 1
                   : j == b->fact_count
                       ? -1
                       : strcmp(a->facts[i].path, b->facts[j].path);

        facts[count++] = side == 0 ? *earlier(&a->facts[i], &b->facts[j])
                         : side < 0 ? a->facts[i]
                                    : b->facts[j];
        i += side <= 0;
        j += side >= 0;
    }
    a->facts = facts;
    a->fact_count = count;
    a->minimal = a->minimal && b->minimal;
    if (!a->message)
        a->message = b->message;
    return FISC_OK;
}

static enum fisc_status
add_path(struct job *job, struct fisc__grounds *grounds, const char *path,
         enum fisc__state state, const struct fisc__item *item)
{
    struct fisc__named named = {.path = path, .state = state, .item = item};
    struct fisc__grounds one = {.facts = &named, .fact_count = 1,
                                .minimal = true};

    return path ? unite(job, grounds, &one) : fisc__error_nomem(job->reterr);
}

/* ---- what another party answers ------------------------------------------*/

static enum fisc_status
explain_duty(struct job *job, const struct fisc__duty *duty,
             const struct fisc__decision *decision, struct fisc__grounds *ret);

/* Their paths are named "aws:path". */
static enum fisc_status
explain_answer(struct job *job, const struct fisc__decision *decision,
               struct fisc__grounds *ret)
{
    struct fisc__decision theirs;
    enum fisc_status status;

    fisc__decide(job->report, &decision->answer, &theirs);
    status = explain_duty(job, &decision->answer, &theirs, ret);
    if (status)
        return status;
    ret->labels = NULL;
    ret->label_count = 0;
    for (size_t i = 0; i < ret->fact_count; i++) {
        ret->facts[i].path = fisc__arena_format(
            job->arena, "%s:%s", decision->from, ret->facts[i].path);
        if (!ret->facts[i].path)
            return fisc__error_nomem(job->reterr);
    }
    return FISC_OK;
}

static enum fisc_status
explain_statement(struct job *job, const struct fisc__duty *duty,
                  const struct fisc__decision *decision,
                  struct fisc__grounds *ret)
{
    const char *key =
        job->report->policy->clauses[duty->clause].clause->key;
    enum fisc_status status = FISC_OK;

    *ret = (struct fisc__grounds){.minimal = true};
    if (decision->answered)
        status = explain_answer(job, decision, ret);
    if (status || decision->result != FISC_RESULT_UNKNOWN)
        return status;
    /* What the other party decided by not answering names nothing. */
    if (decision->answered && decision->answer_result == FISC_RESULT_UNKNOWN &&
        ret->fact_count)
        return FISC_OK;
    *ret = (struct fisc__grounds){.minimal = ret->minimal};
    return add_path(job, ret,
                    fisc__arena_format(job->arena, "inherits[%s]", key),
                    decision->joined ? FISC__UNANSWERED : FISC__UNCONFIRMED,
                    decision->statement);
}

/* ---- the grounds of a decision -------------------------------------------*/

/* Is the requirement itself unknown, beside `when`? */
static bool
statement_unknown(const struct fisc__decision *decision)
{
    const struct fisc__item *confirmed;

    if (decision->joined)
        return !decision->answered ||
               (decision->answer_result != FISC_RESULT_PASS &&
                decision->answer_result != FISC_RESULT_FAIL &&
                decision->answer_result != FISC_RESULT_ERROR);
    confirmed = fisc__item_field(decision->statement, "confirmed",
                                 strlen("confirmed"));
    return !confirmed || confirmed->kind != FISC__ITEM_BOOLEAN;
}

static enum fisc_status
add_requirement(struct job *job, const struct fisc__duty *duty,
                const struct fisc__decision *decision,
                struct fisc__grounds *ret)
{
    const struct fisc__policy_clause *clause =
        &job->report->policy->clauses[duty->clause];
    const struct fisc__run *run = job->report->sides[duty->side].run;
    struct fisc__grounds more;
    enum fisc_status status;

    if (decision->open != FISC__KNOWN)
        return add_path(job, ret, "inherits", decision->open, NULL);
    if (decision->statement) {
        if (!statement_unknown(decision))
            return FISC_OK;
        status = explain_statement(job, duty, decision, &more);
        return status ? status : unite(job, ret, &more);
    }
    if (fisc__run_value(run, clause->requirement, party_frame(job, duty)) !=
        FISC__UNKNOWN)
        return FISC_OK;
    status = explain_node(job, duty, clause->requirement, false, &more);
    return status ? status : unite(job, ret, &more);
}

static enum fisc_status
explain_unknown(struct job *job, const struct fisc__duty *duty,
                const struct fisc__decision *decision,
                struct fisc__grounds *ret)
{
    const struct fisc__policy_clause *clause =
        &job->report->policy->clauses[duty->clause];
    enum fisc_status status = FISC_OK;

    *ret = (struct fisc__grounds){.minimal = true};
    if (decision->by_parties)
        return add_path(job, ret, "parties", FISC__ABSENT, NULL);
    if (decision->when == FISC__UNKNOWN)
        status = explain_node(job, duty, clause->when, false, ret);
    if (!status && clause->requirement != FISC__NO_NODE)
        status = add_requirement(job, duty, decision, ret);
    return status;
}

static enum fisc_status
explain_decided(struct job *job, const struct fisc__duty *duty,
                const struct fisc__decision *decision,
                struct fisc__grounds *ret)
{
    const struct fisc__policy_clause *clause =
        &job->report->policy->clauses[duty->clause];
    enum fisc_status status;

    if (decision->statement)
        return explain_statement(job, duty, decision, ret);
    status = explain_node(job, duty, clause->requirement, false, ret);
    if (!status && decision->result == FISC_RESULT_PASS)
        status = add_labels(job, duty, clause->requirement, ret);
    return status;
}

/* An error rests on no facts, also where a function says notapplicable. */
static enum fisc_status
explain_error(struct job *job, const struct fisc__duty *duty,
              const struct fisc__decision *decision, struct fisc__grounds *ret)
{
    enum fisc_status status =
        decision->when == FISC__ERROR
            ? explain_node(job, duty,
                           job->report->policy->clauses[duty->clause].when,
                           true, ret)
            : explain_decided(job, duty, decision, ret);

    ret->fact_count = ret->evidence_count = 0;
    return status;
}

static enum fisc_status
explain_duty(struct job *job, const struct fisc__duty *duty,
             const struct fisc__decision *decision, struct fisc__grounds *ret)
{
    const struct fisc__policy_clause *clause =
        &job->report->policy->clauses[duty->clause];

    *ret = (struct fisc__grounds){.minimal = true};
    switch (decision->result) {
    case FISC_RESULT_PASS:
    case FISC_RESULT_FAIL:
        return explain_decided(job, duty, decision, ret);
    case FISC_RESULT_UNKNOWN:
        return explain_unknown(job, duty, decision, ret);
    case FISC_RESULT_ERROR:
        return explain_error(job, duty, decision, ret);
    case FISC_RESULT_NOTAPPLICABLE:
        if (decision->when == FISC__FALSE)
            return explain_node(job, duty, clause->when, true, ret);
        return explain_decided(job, duty, decision, ret);
    default:
        return FISC_OK;
    }
}

enum fisc_status
fisc__grounds(const struct fisc_report *report, const struct fisc__duty *duty,
              const struct fisc__decision *decision, struct fisc__arena *arena,
              struct fisc__grounds *ret, struct fisc_error *reterr)
{
    struct job job = {report, arena, reterr};

    return explain_duty(&job, duty, decision, ret);
}

const char *
fisc__grounds_reason(const struct fisc__decision *decision,
                     const struct fisc__grounds *grounds)
{
    enum fisc__state first = FISC__KNOWN;

    if (decision->reason)
        return decision->reason;
    switch (decision->result) {
    case FISC_RESULT_PASS:
        return grounds->fact_count ? "met" : "vacuous";
    case FISC_RESULT_ERROR:
        return grounds->message && grounds->message->reason
                   ? grounds->message->reason
                   : "error";
    default:
        break;
    }
    for (size_t i = 0; i < grounds->fact_count; i++)
        if (first == FISC__KNOWN || grounds->facts[i].state < first)
            first = grounds->facts[i].state;
    return fisc__state_name(first);
}
