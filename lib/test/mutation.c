/* SPDX-License-Identifier: MIT */
/* The mutants of a clause's check, held against its rows. */

#include <string.h>

#include "test/mutate.h"

struct job {
    struct fisc__tests *tests;
    struct fisc__worker *worker;
    struct fisc__clause_outcome *clause;
    struct fisc_error *reterr;
};

/* What became of a mutant. */
enum fate {
    STILLBORN, /* no policy could have it */
    SURVIVES,
    NOTICED
};

/* ---- trying --------------------------------------------------------------*/

static enum fisc_status
try_rows(struct job *job, struct fisc__trial *trial, size_t variant,
         enum fate *fate)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < job->clause->duty_count && !status; i++) {
        const struct fisc__duty_tested *duty = job->clause->duties[i];
        bool noticed;

        if (duty->of->variant != variant)
            continue;
        status = fisc__trial_noticed(trial, job->worker, duty, &noticed,
                                     job->reterr);
        if (!status && noticed) {
            *fate = NOTICED;
            return FISC_OK;
        }
    }
    return status;
}

/* Is there a row with these params? */
static bool
has_rows(const struct fisc__clause_outcome *clause, size_t variant)
{
    for (size_t i = 0; i < clause->duty_count; i++)
        if (clause->duties[i]->of->variant == variant)
            return true;
    return false;
}

/* With the params that some cases set it may be possible, with others not. */
static enum fisc_status
try_mutant(struct job *job, const struct fisc__mutant *mutant,
           enum fate *ret)
{
    *ret = STILLBORN;
    for (size_t i = 0; i < job->tests->variant_count && *ret != NOTICED;
         i++) {
        struct fisc__trial *trial;
        enum fisc_status status;

        if (i > 0 && !has_rows(job->clause, i))
            continue;
        status = fisc__trial_new(job->tests, i, job->clause->clause,
                                 &mutant->tried, &trial, job->reterr);
        if (status == FISC_ERR_NOMEM)
            return status;
        if (status)
            continue;
        *ret = SURVIVES;
        status = try_rows(job, trial, i, ret);
        fisc__trial_free(trial);
        if (status)
            return status;
    }
    return FISC_OK;
}

/* ---- telling -------------------------------------------------------------*/

static const char *
accepted_as(const struct fisc__tests *tests, const char *id)
{
    for (size_t i = 0; i < tests->suite.excuse_count; i++) {
        const struct fisc__test_excuse *excuse = &tests->suite.excuses[i];

        if (excuse->equivalent && strcmp(excuse->item, id) == 0)
            return excuse->reason;
    }
    return NULL;
}

/* Copied, since the mutants end before what is told of them. */
static enum fisc_status
add_survivor(struct job *job, const struct fisc__mutant *mutant,
             const char *id)
{
    struct fisc__clause_outcome *clause = job->clause;
    struct fisc__place place = fisc__place_for(clause, &mutant->place);
    struct fisc__mutant_info *added;

    if (!fisc__grow(job->tests->context, &clause->survivors,
                    &clause->survivor_capacity, clause->told.survivor_count,
                    sizeof *clause->survivors))
        return fisc__error_nomem(job->reterr);
    added = &clause->survivors[clause->told.survivor_count++];
    clause->told.survivors = clause->survivors;
    *added = (struct fisc__mutant_info){
        .id = id,
        .operator = mutant->operator,
        .change = fisc__arena_string(&clause->arena, mutant->change),
        .file = fisc__arena_string(&clause->arena, place.file),
        .line = place.line,
        .column = place.column,
        .accepted = accepted_as(job->tests, id)};
    clause->told.accepted_count += added->accepted != NULL;
    return added->change && added->file ? FISC_OK
                                        : fisc__error_nomem(job->reterr);
}

static enum fisc_status
tell(struct job *job, const struct fisc__mutant *mutant, enum fate fate)
{
    struct fisc__clause_outcome *clause = job->clause;
    const char *id = fisc__arena_string(&clause->arena, mutant->id);

    if (fate == STILLBORN)
        return FISC_OK;
    if (!id || !fisc__grow(job->tests->context, &clause->mutants,
                           &clause->id_capacity, clause->id_count,
                           sizeof *clause->mutants))
        return fisc__error_nomem(job->reterr);
    clause->mutants[clause->id_count++] = id;
    clause->told.mutant_count++;
    return fate == SURVIVES ? add_survivor(job, mutant, id) : FISC_OK;
}

enum fisc_status
fisc__tests_run_mutants(struct fisc__tests *tests,
                        struct fisc__worker *worker, size_t index,
                        struct fisc_error *reterr)
{
    struct job job = {tests, worker, &tests->clauses[index], reterr};
    struct fisc__mutants mutants;
    enum fisc_status status;

    if (job.clause->told.exempt)
        return FISC_OK;
    status = fisc__mutants_make(&mutants, tests->variants[0].policy,
                                job.clause->clause, &tests->used, reterr);
    for (size_t i = 0; i < mutants.count && !status; i++) {
        enum fate fate;

        status = try_mutant(&job, &mutants.list[i], &fate);
        if (!status)
            status = tell(&job, &mutants.list[i], fate);
    }
    fisc__mutants_done(&mutants);
    return status;
}
