/* SPDX-License-Identifier: MIT */
/* Cases, evaluated and held against the rows that they want. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/nearest.h"
#include "evaluate/decision.h"
#include "test/engine.h"

/* ---- workers -------------------------------------------------------------*/

enum fisc_status
fisc__worker_new(struct fisc__tests *tests, struct fisc__worker **ret,
                 struct fisc_error *reterr)
{
    struct fisc__worker *worker = fisc__alloc(tests->context, sizeof *worker);

    if (!worker)
        return fisc__error_nomem(reterr);
    worker->tests = tests;
    worker->evaluators = fisc__alloc_array(tests->context,
                                           tests->variant_count,
                                           sizeof *worker->evaluators);
    worker->runners = fisc__alloc_array(tests->context, tests->variant_count,
                                        sizeof *worker->runners);
    if (!worker->evaluators || !worker->runners) {
        fisc__worker_free(worker);
        return fisc__error_nomem(reterr);
    }
    *ret = worker;
    return FISC_OK;
}

void
fisc__worker_free(struct fisc__worker *worker)
{
    struct fisc__tests *tests;

    if (!worker)
        return;
    tests = worker->tests;
    for (size_t i = 0; i < tests->variant_count; i++) {
        if (worker->evaluators)
            fisc_evaluator_free(worker->evaluators[i]);
        if (worker->runners)
            fisc__runner_free(worker->runners[i]);
    }
    fisc__free(tests->context, worker->evaluators,
               tests->variant_count * sizeof *worker->evaluators);
    fisc__free(tests->context, worker->runners,
               tests->variant_count * sizeof *worker->runners);
    fisc__free(tests->context, worker, sizeof *worker);
}

static enum fisc_status
need_evaluator(struct fisc__worker *worker, size_t variant,
               struct fisc_evaluator **ret, struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    if (!worker->evaluators[variant])
        status = fisc_evaluator_new(worker->tests->variants[variant].policy,
                                    &worker->evaluators[variant], reterr);
    *ret = worker->evaluators[variant];
    return status;
}

/* ---- one case ------------------------------------------------------------*/

struct job {
    struct fisc__tests *tests;
    const struct fisc__test_case *of;
    size_t at; /* the case's number */
    struct fisc__case_outcome *outcome;
    struct fisc_report *report;
    struct fisc_error *reterr;
};

static enum fisc_status
add_failure(struct job *job, const struct fisc__place *place, const char *ja,
            const char *en)
{
    struct fisc__case_outcome *outcome = job->outcome;

    if (!ja || !en || !fisc__grow(job->tests->context, &outcome->failures,
                                &outcome->failure_capacity,
                                outcome->failure_count,
                                sizeof *outcome->failures))
        return fisc__error_nomem(job->reterr);
    outcome->failures[outcome->failure_count++] = (struct fisc__test_failure){
        place->file, place->line, place->column,
        {[FISC_LANGUAGE_JA] = ja, [FISC_LANGUAGE_EN] = en}};
    return FISC_OK;
}

/* The case can't be evaluated. */
static enum fisc_status
break_case(struct job *job, const struct fisc_error *error)
{
    struct fisc__arena *arena = &job->outcome->arena;
    const char *message = fisc__arena_string(arena, error->message);
    struct fisc__place place = {fisc__arena_string(arena, error->where),
                                error->line, error->column};

    if (error->status == FISC_ERR_NOMEM || !place.file)
        return fisc__error_nomem(job->reterr);
    if (!place.file[0])
        place = job->of->place;
    job->outcome->broken = true;
    return add_failure(job, &place, message, message);
}

static enum fisc_status
evaluate(struct job *job, struct fisc__worker *worker,
         struct fisc_error *error)
{
    const struct fisc__test_setting *setting = &job->of->setting;
    struct fisc_eval_options options = {.size = sizeof options,
                                        .as_of = setting->as_of,
                                        .joined_count = setting->join_count};
    struct fisc_joined *joined = fisc__arena_array(
        &job->outcome->arena, setting->join_count, sizeof *joined);
    struct fisc_evaluator *evaluator;
    enum fisc_status status;

    if (!joined)
        return fisc__error_nomem(error);
    for (size_t i = 0; i < setting->join_count; i++)
        joined[i] = (struct fisc_joined){
            .size = sizeof *joined,
            .party = setting->joins[i].party,
            .system = job->tests
                          ->descriptions[setting->joins[i].base.index]
                          .system};
    options.joined = joined;
    status = fisc__changed_system(job->tests, job->of, &job->outcome->system,
                                  error);
    if (!status)
        status = need_evaluator(worker, job->of->variant, &evaluator, error);
    if (!status)
        status = fisc_eval(evaluator, job->outcome->system, &options,
                           &job->report, error);
    return status;
}

/* ---- what came -----------------------------------------------------------*/

static enum fisc_status
copy_paths(struct job *job, const struct fisc_explanation *why,
           struct fisc__came *ret)
{
    struct fisc__arena *arena = &job->outcome->arena;
    bool unknown = ret->result == FISC_RESULT_UNKNOWN;
    size_t count = unknown ? fisc_explanation_deciding_count(why)
                           : fisc_explanation_fact_count(why);
    const char **paths = fisc__arena_array(arena, count, sizeof *paths);

    ret->paths = paths;
    ret->path_count = count;
    for (size_t i = 0; paths && i < count; i++) {
        struct fisc_deciding deciding = {.size = sizeof deciding};
        struct fisc_fact_reference fact = {.size = sizeof fact};

        if (unknown)
            fisc_explanation_deciding(why, i, &deciding);
        else
            fisc_explanation_fact(why, i, &fact);
        paths[i] = fisc__arena_string(arena, unknown ? deciding.path
                                                     : fact.path);
        if (!paths[i])
            return FISC_ERR_NOMEM;
    }
    return paths ? FISC_OK : FISC_ERR_NOMEM;
}

static enum fisc_status
copy_labels(struct job *job, const struct fisc_explanation *why,
            struct fisc__came *ret)
{
    struct fisc__arena *arena = &job->outcome->arena;
    size_t count = fisc_explanation_label_count(why);
    const char **labels = fisc__arena_array(arena, count, sizeof *labels);

    ret->labels = labels;
    ret->label_count = count;
    for (size_t i = 0; labels && i < count; i++) {
        labels[i] = fisc__arena_string(arena, fisc_explanation_label(why, i));
        if (!labels[i])
            return FISC_ERR_NOMEM;
    }
    return labels ? FISC_OK : FISC_ERR_NOMEM;
}

/* A row's result and reason; its paths and labels too where `in_full`. */
static enum fisc_status
find_out(struct job *job, size_t index, bool in_full, struct fisc__came *ret)
{
    struct fisc_result_info row = {.size = sizeof row};
    struct fisc_explanation *why;
    enum fisc_status status = fisc_report_result(job->report, index, &row);

    if (status)
        return fisc__error_nomem(job->reterr);
    *ret = (struct fisc__came){
        .result = row.result, .reason = row.reason, .via = row.via};
    if (!in_full)
        return FISC_OK;
    status = fisc_report_explain(job->report, index, &why, job->reterr);
    if (status)
        return status;
    status = copy_paths(job, why, ret);
    if (!status)
        status = copy_labels(job, why, ret);
    fisc_explanation_free(why);
    return status ? fisc__error_nomem(job->reterr) : FISC_OK;
}

/* ---- messages ------------------------------------------------------------*/

enum { PATHS_TOLD = 8 };

static void
write_paths(struct fisc__buffer *buffer, enum fisc_language language,
            const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count && i < PATHS_TOLD; i++) {
        fisc__buffer_string(buffer, i ? ", " : ": ");
        fisc__buffer_string(buffer, paths[i]);
    }
    if (count > PATHS_TOLD)
        fisc__buffer_format(buffer,
                            language == FISC_LANGUAGE_JA ? " ほか%zu件"
                                                         : " and %zu more",
                            count - PATHS_TOLD);
}

static void
write_came(struct fisc__buffer *buffer, enum fisc_language language,
           const struct fisc__test_row *row, const struct fisc__came *came)
{
    fisc__buffer_format(buffer, "%s (%s", fisc_result_name(came->result),
                        came->reason);
    write_paths(buffer, language, came->paths, came->path_count);
    fisc__buffer_string(buffer, ")");
    for (size_t i = 0; row->via && i < came->label_count; i++)
        fisc__buffer_format(buffer, " via=%s", came->labels[i]);
    if (row->via && came->label_count == 0 && came->via[0])
        fisc__buffer_format(buffer, " via=%s", came->via);
}

static void
write_wanted(struct fisc__buffer *buffer, enum fisc_language language,
             const struct fisc__test_row *row)
{
    fisc__buffer_format(buffer, "%s (%s", fisc_result_name(row->result),
                        row->reason);
    write_paths(buffer, language, row->paths, row->path_count);
    fisc__buffer_string(buffer, row->more ? ", ...)" : ")");
    if (row->via)
        fisc__buffer_format(buffer, " via=%s", row->via);
}

/* "fisc8.o29.customer@bank is unknown (absent: a.b), wanted fail (not-met)" */
static const char *
difference(struct job *job, enum fisc_language language,
           const struct fisc__test_row *row, const char *key,
           const struct fisc__came *came)
{
    bool ja = language == FISC_LANGUAGE_JA;
    struct fisc__buffer buffer;
    const char *text = NULL;

    fisc__buffer_init(&buffer, job->tests->context);
    fisc__buffer_string(&buffer, key);
    fisc__buffer_string(&buffer, ja ? " は " : " is ");
    write_came(&buffer, language, row, came);
    fisc__buffer_string(&buffer, ja ? "。求めるのは " : ", wanted ");
    write_wanted(&buffer, language, row);
    if (!buffer.failed)
        text = fisc__arena_string(&job->outcome->arena, buffer.text);
    fisc__buffer_done(&buffer);
    return text;
}

static enum fisc_status
tell_difference(struct job *job, const struct fisc__test_row *row,
                const char *key, const struct fisc__came *came)
{
    return add_failure(job, &row->place,
                       difference(job, FISC_LANGUAGE_JA, row, key, came),
                       difference(job, FISC_LANGUAGE_EN, row, key, came));
}

static enum fisc_status
tell_no_clause(struct job *job, const struct fisc__test_row *row)
{
    const struct fisc_policy *policy = job->report->policy;
    struct fisc__arena *arena = &job->outcome->arena;
    struct fisc__nearest nearest;
    char *key = fisc__arena_copy(arena, row->key, row->clause_length);

    if (!key)
        return fisc__error_nomem(job->reterr);
    fisc__nearest_init(&nearest, key);
    for (size_t i = 0; i < policy->clause_count; i++)
        fisc__nearest_offer(&nearest, policy->clauses[i].clause->key);
    return add_failure(
        job, &row->place,
        fisc__arena_format(arena, "条項 \"%s\" はない%s%s%s", key,
                           nearest.best ? "。\"" : "",
                           nearest.best ? nearest.best : "",
                           nearest.best ? "\" か" : ""),
        fisc__arena_format(arena, "there is no clause \"%s\"%s%s%s", key,
                           nearest.best ? "; did you mean \"" : "",
                           nearest.best ? nearest.best : "",
                           nearest.best ? "\"?" : ""));
}

static enum fisc_status
tell_no_row(struct job *job, const struct fisc__test_row *row)
{
    struct fisc__arena *arena = &job->outcome->arena;
    const char *party = row->key + row->clause_length + 1;

    return add_failure(
        job, &row->place,
        fisc__arena_format(arena,
                           "行 %s は出ない。\"%s\" はその役割を持たない",
                           row->key, party),
        fisc__arena_format(arena,
                           "no row %s comes out: \"%s\" doesn't hold the "
                           "role",
                           row->key, party));
}

/* ---- rows ----------------------------------------------------------------*/

/* What the row's result rests on, for those that try other checks on it. */
static enum fisc_status
add_duty(struct job *job, const struct fisc__test_row *row, size_t index)
{
    struct fisc__case_outcome *outcome = job->outcome;
    const struct fisc__row *at = &job->report->layout->rows[index];
    struct fisc__duty duty = {.clause = at->clause, .party = at->party};
    struct fisc__decision decision;
    struct fisc__duty_tested *added;

    fisc__decide(job->report, &duty, &decision);
    if (!fisc__grow(job->tests->context, &outcome->duties,
                    &outcome->duty_capacity, outcome->duty_count,
                    sizeof *outcome->duties))
        return fisc__error_nomem(job->reterr);
    added = &outcome->duties[outcome->duty_count++];
    *added = (struct fisc__duty_tested){
        .of = job->of,
        .at = job->at,
        .row = row,
        .clause = at->clause,
        .party = at->party,
        .fixed = decision.statement || decision.open != FISC__KNOWN,
        .asked = decision.result <= FISC_RESULT_NOTAPPLICABLE};
    return FISC_OK;
}

static const char *
row_key(struct job *job, size_t index)
{
    struct fisc_result_info row = {.size = sizeof row};
    enum fisc_status status = fisc_report_result(job->report, index, &row);

    return status ? NULL : fisc__arena_string(&job->outcome->arena, row.key);
}

static enum fisc_status
check_row(struct job *job, const struct fisc__test_row *row, size_t index)
{
    bool in_full = fisc__row_asks_more(row);
    struct fisc__came came;
    enum fisc_status status = find_out(job, index, in_full, &came);
    const char *key;

    if (status)
        return status;
    if (fisc__row_fits(row, &came, true))
        return add_duty(job, row, index);
    if (!in_full)
        status = find_out(job, index, true, &came);
    key = row_key(job, index);
    if (status || !key)
        return fisc__error_nomem(job->reterr);
    return tell_difference(job, row, key, &came);
}

static bool
is_meant(const struct job *job, const struct fisc__test_row *row,
         const struct fisc__row *at)
{
    const char *party = row->key + row->clause_length;

    if (!*party)
        return true;
    return at->party != FISC__NO_PARTY &&
           strcmp(party + 1, fisc__run_party(job->report->sides[0].run,
                                             at->party)) == 0;
}

/* Rows are in the order of clauses: the first one of a clause. */
static size_t
first_row(const struct fisc__layout *layout, size_t clause)
{
    size_t low = 0, high = layout->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (layout->rows[middle].clause < clause)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum fisc_status
check_rows(struct job *job, const struct fisc__test_row *row, bool *seen)
{
    const struct fisc__layout *layout = job->report->layout;
    enum fisc_status status = FISC_OK;
    size_t clause, found = 0;

    if (!fisc__policy_find_key(job->report->policy, row->key,
                               row->clause_length, &clause))
        return tell_no_clause(job, row);
    for (size_t i = first_row(layout, clause);
         i < layout->count && layout->rows[i].clause == clause && !status;
         i++) {
        if (!is_meant(job, row, &layout->rows[i]))
            continue;
        found++;
        seen[i] = true;
        status = check_row(job, row, i);
    }
    return found || status ? status : tell_no_row(job, row);
}

/* Where every row is to be written down: those that are not. */
static enum fisc_status
check_unseen(struct job *job, const bool *seen)
{
    struct fisc__arena *arena = &job->outcome->arena;
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < job->report->layout->count && !status; i++) {
        struct fisc__came came;
        const char *key;

        if (seen[i])
            continue;
        status = find_out(job, i, false, &came);
        key = status ? NULL : row_key(job, i);
        if (!key)
            return fisc__error_nomem(job->reterr);
        status = add_failure(
            job, &job->of->place,
            fisc__arena_format(arena, "%s が %s (%s) と出るが、書かれていない",
                               key, fisc_result_name(came.result),
                               came.reason),
            fisc__arena_format(arena,
                               "%s comes out, %s (%s), and is not written "
                               "down",
                               key, fisc_result_name(came.result),
                               came.reason));
    }
    return status;
}

static enum fisc_status
check_case(struct job *job)
{
    const struct fisc__test_case *of = job->of;
    bool *seen = fisc__arena_alloc(&job->outcome->arena,
                                   job->report->layout->count + 1);
    enum fisc_status status = FISC_OK;

    if (!seen)
        return fisc__error_nomem(job->reterr);
    for (size_t i = 0; i < of->row_count && !status; i++)
        status = check_rows(job, &of->rows[i], seen);
    if (of->all_rows && !status)
        status = check_unseen(job, seen);
    return status;
}

enum fisc_status
fisc__tests_run_case(struct fisc__tests *tests, struct fisc__worker *worker,
                     size_t index, struct fisc_error *reterr)
{
    struct job job = {.tests = tests,
                      .of = &tests->suite.cases[index],
                      .at = index,
                      .outcome = &tests->outcomes[index],
                      .reterr = reterr};
    struct fisc_error error;
    enum fisc_status status = evaluate(&job, worker, &error);

    status = status ? break_case(&job, &error) : check_case(&job);
    if (job.report) {
        const struct fisc__run *run = job.report->sides[0].run;
        size_t parties = fisc__run_party_count(run);

        job.outcome->unborne =
            parties && !fisc__run_party(run, parties - 1)[0];
        fisc_report_unref(job.report);
    }
    return status;
}

size_t
fisc__tests_case_count(const struct fisc__tests *tests)
{
    return tests->suite.case_count;
}

void
fisc__tests_case(const struct fisc__tests *tests, size_t index,
                 struct fisc__case_info *ret)
{
    const struct fisc__test_case *of = &tests->suite.cases[index];
    const struct fisc__case_outcome *outcome = &tests->outcomes[index];

    *ret = (struct fisc__case_info){
        .file = of->file,
        .name = of->name,
        .line = of->place.line,
        .column = of->place.column,
        .row_count = of->row_count,
        .broken = outcome->broken,
        .failures = outcome->failures,
        .failure_count = outcome->failure_count};
}
