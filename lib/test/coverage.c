/* SPDX-License-Identifier: MIT */
/* Which branches of a clause's check the cases reach. */

#include <string.h>

#include "test/phrase.h"
#include "test/reach.h"
#include "test/trial.h"

enum { PHRASE_DEPTH = 1 };

struct job {
    struct fisc__tests *tests;
    struct fisc__worker *worker;
    struct fisc__clause_outcome *clause;
    struct fisc__reach reach;
    struct fisc_error *reterr;
};

/* ---- reaching ------------------------------------------------------------*/

static enum fisc_status
reach_duty(struct job *job, struct fisc__trial *trial,
           const struct fisc__duty_tested *duty)
{
    struct fisc__run *run;
    uint32_t when, requirement;
    size_t party;
    bool applies;
    enum fisc_status status = fisc__trial_run(trial, job->worker, duty, &run,
                                              job->reterr);

    if (status)
        return status;
    fisc__trial_nodes(trial, &when, &requirement);
    party = fisc__trial_party(run, duty);
    applies = !duty->fixed && duty->party != FISC__NO_PARTY &&
              (when == FISC__NO_NODE ||
               fisc__run_value(run, when, party) != FISC__FALSE);
    if (!fisc__reach_add(&job->reach, run, when, requirement, party, applies))
        status = fisc__error_nomem(job->reterr);
    fisc__run_free(run);
    return status;
}

/* The rows of cases with the same params. */
static enum fisc_status
reach_variant(struct job *job, size_t variant)
{
    const struct fisc__check *check =
        job->tests->variants[variant].policy->clauses[job->clause->clause]
            .check;
    struct fisc__tried tried = {.when = check->when,
                                .requirement = check->requirement};
    struct fisc__trial *trial = NULL;
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < job->clause->duty_count && !status; i++) {
        const struct fisc__duty_tested *duty = job->clause->duties[i];

        if (duty->of->variant != variant)
            continue;
        if (!trial)
            status = fisc__trial_new(job->tests, variant, job->clause->clause,
                                     &tried, &trial, job->reterr);
        if (!status)
            status = reach_duty(job, trial, duty);
    }
    fisc__trial_free(trial);
    return status;
}

/* ---- branches ------------------------------------------------------------*/

static enum fisc_status
add_branch(struct job *job, const struct fisc__expression *e, const char *kind,
           bool reached)
{
    struct fisc__clause_outcome *clause = job->clause;
    struct fisc__place place = fisc__place_for(clause, &e->place);
    struct fisc__branch_info *added;

    clause->told.branch_count++;
    if (reached)
        return FISC_OK;
    if (!fisc__grow(job->tests->context, &clause->missed,
                    &clause->missed_capacity, clause->told.missed_count,
                    sizeof *clause->missed))
        return fisc__error_nomem(job->reterr);
    added = &clause->missed[clause->told.missed_count++];
    clause->told.missed = clause->missed;
    *added = (struct fisc__branch_info){
        .file = place.file,
        .line = place.line,
        .column = place.column,
        .part = fisc__phrase_text(&clause->arena, e, PHRASE_DEPTH),
        .kind = kind};
    return added->part ? FISC_OK : fisc__error_nomem(job->reterr);
}

static enum fisc_status
add_leaf(struct job *job, const struct fisc__reach_part *part)
{
    static const char *const kinds[] = {"false", "true", "unknown"};
    enum fisc_status status = FISC_OK;

    for (unsigned truth = 0; truth < 3 && !status; truth++)
        status = add_branch(job, part->expression, kinds[truth],
                            part->seen & 1u << truth);
    return status;
}

static enum fisc_status
add_part(struct job *job, const struct fisc__reach_part *part)
{
    enum fisc_status status = FISC_OK;

    if (part->op > FISC__NODE_LIST_COUNT)
        return add_leaf(job, part);
    if (part->op > FISC__NODE_COUNT) {
        status = add_branch(job, part->expression, "empty", part->empty);
        return status ? status
                      : add_branch(job, part->expression, "filled",
                                   part->filled);
    }
    for (size_t i = 0; part->edge_count > 1 && i < part->edge_count && !status;
         i++)
        status = add_branch(job, part->ends[i], "decides", part->decided[i]);
    return status;
}

/* Is a function somewhere below? */
static bool
has_function(const struct fisc__expression *e)
{
    if (!e)
        return false;
    if (e->op == FISC__OP_FUNCTION || has_function(e->guard) ||
        has_function(e->where) || has_function(e->floor))
        return true;
    for (size_t i = 0; i < e->child_count; i++)
        if (has_function(e->children[i]))
            return true;
    return false;
}

/* Without any row nothing is reached; the clause lacks its cases anyway. */
enum fisc_status
fisc__tests_run_coverage(struct fisc__tests *tests,
                         struct fisc__worker *worker, size_t index,
                         struct fisc_error *reterr)
{
    struct fisc__clause_outcome *clause = &tests->clauses[index];
    const struct fisc__check *check =
        tests->variants[0].policy->clauses[clause->clause].check;
    struct job job = {.tests = tests,
                      .worker = worker,
                      .clause = clause,
                      .reach = {.arena = &clause->arena},
                      .reterr = reterr};
    enum fisc_status status = FISC_OK;

    clause->told.function =
        has_function(check->requirement) || has_function(check->when);
    for (size_t i = 0; i < tests->variant_count && !status; i++)
        status = reach_variant(&job, i);
    for (size_t i = 0; i < job.reach.count && !status; i++)
        status = add_part(&job, &job.reach.parts[i]);
    return status;
}
