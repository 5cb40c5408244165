/* SPDX-License-Identifier: MIT */
/* A plan's beginning and end: which rows it is about. */

#include "plan/plan.h"

#include <assert.h>
#include <string.h>

#include "base/sized.h"
#include "base/sort.h"
#include "evaluate/evaluator.h"

static enum fisc_status
read_options(struct fisc__planning *planning,
             const struct fisc_plan_options *options)
{
    struct fisc_plan_options *ret = &planning->options;
    enum fisc_status status = fisc__sized_options(ret, sizeof *ret, options,
                                                  planning->reterr);

    if (status != FISC_OK)
        return status;
    if (ret->most_sets == 0)
        ret->most_sets = FISC__PLAN_SETS;
    if (ret->most_steps == 0)
        ret->most_steps = FISC__PLAN_STEPS;
    return FISC_OK;
}

/* ---- evaluating again ----------------------------------------------------*/

/* Whatever is at work looks at the host, which is told of rows. */
static int
tell(void *data, size_t done, size_t total)
{
    const struct fisc__planning *planning = data;

    (void)done, (void)total;
    return planning->options.progress(planning->options.progress_data,
                                      planning->done, planning->total);
}

/* As the report was made, but for what narrows its rows. */
static enum fisc_status
set_up(struct fisc__planning *planning)
{
    struct fisc_plan *plan = planning->plan;
    const struct fisc_report *report = plan->report;

    planning->joined = fisc__arena_array(&plan->arena, report->side_count,
                                         sizeof *planning->joined);
    if (!planning->joined)
        return fisc__error_nomem(planning->reterr);
    for (size_t i = 1; i < report->side_count; i++)
        planning->joined[i - 1] = (struct fisc_joined){
            .size = sizeof *planning->joined, .party = report->sides[i].party};
    planning->eval = (struct fisc_eval_options){
        .size = sizeof planning->eval,
        .as_of = report->as_of,
        .roles = report->roles,
        .joined = planning->joined,
        .joined_count = report->side_count - 1,
        .allow_unknown_paths = 1,
        .progress = planning->options.progress ? tell : NULL,
        .progress_data = planning};
    return FISC_OK;
}

/* ---- rows ----------------------------------------------------------------*/

static bool
is_unmet(enum fisc_result result)
{
    return result == FISC_RESULT_FAIL || result == FISC_RESULT_UNKNOWN ||
           result == FISC_RESULT_ERROR;
}

static enum fisc_status
add_rows(struct fisc__planning *planning)
{
    struct fisc_plan *plan = planning->plan;
    const struct fisc_report *report = plan->report;
    size_t count = report->layout ? report->layout->count : 0;

    for (size_t i = 0; i < count; i++)
        plan->count += is_unmet((enum fisc_result)report->results[i]);
    plan->rows = fisc__arena_array(&plan->arena, plan->count,
                                   sizeof *plan->rows);
    if (!plan->rows)
        return fisc__error_nomem(planning->reterr);
    plan->count = 0;
    for (size_t i = 0; i < count; i++) {
        enum fisc_result result = (enum fisc_result)report->results[i];

        if (!is_unmet(result))
            continue;
        plan->rows[plan->count++] = (struct fisc__plan_row){
            .result = i,
            .was = result,
            .level = report->policy->clauses[report->layout->rows[i].clause]
                         .clause->level,
            .settled_by = FISC_PLAN_NONE};
    }
    return FISC_OK;
}

/* Those that oblige first. */
static int
by_level(const void *first, const void *second)
{
    const struct fisc__plan_row *a = first, *b = second;

    return (a->level != FISC_LEVEL_MUST) - (b->level != FISC_LEVEL_MUST);
}

static enum fisc_status
make(struct fisc__planning *planning, const struct fisc_plan_options *options)
{
    struct fisc_plan *plan = planning->plan;
    enum fisc_status status = read_options(planning, options);

    if (status == FISC_OK)
        status = set_up(planning);
    if (status == FISC_OK)
        status = add_rows(planning);
    planning->total = 2 * plan->count;
    if (status == FISC_OK && plan->count > 0)
        status = fisc__trial_align(planning);
    if (status != FISC_OK)
        return status;
    if (!fisc__sort(plan->context, plan->rows, plan->count,
                    sizeof *plan->rows, by_level))
        return fisc__error_nomem(planning->reterr);
    for (size_t i = 0; status == FISC_OK && i < plan->count; i++) {
        status = fisc__plan_row_fill(planning, &plan->rows[i]);
        planning->done++;
    }
    return status == FISC_OK ? fisc__plan_list(planning) : status;
}

/* Tells that it is done; nobody is told of anything after that. */
static enum fisc_status
end(struct fisc__planning *planning, enum fisc_status status)
{
    struct fisc__meter *meter = &planning->evaluator->meter;

    planning->done = planning->total;
    *meter = (struct fisc__meter){
        .interrupt = &planning->evaluator->interrupt,
        .progress = planning->eval.progress,
        .progress_data = planning};
    if (status == FISC_OK)
        status = fisc__meter_look(meter, planning->reterr);
    meter->progress = NULL;
    return status;
}

/* ---- beginning and end ---------------------------------------------------*/

static struct fisc_plan *
new_plan(struct fisc_report *report)
{
    struct fisc_plan *plan = fisc__alloc(report->context, sizeof *plan);

    if (!plan)
        return NULL;
    plan->context = fisc_context_ref(report->context);
    plan->report = fisc_report_ref(report);
    fisc__arena_init(&plan->arena, plan->context);
    return plan;
}

enum fisc_status
fisc_plan_new(struct fisc_evaluator *evaluator, struct fisc_report *report,
              const struct fisc_plan_options *options, struct fisc_plan **ret,
              struct fisc_error *reterr)
{
    struct fisc__planning planning = {.evaluator = evaluator,
                                      .reterr = reterr};
    struct fisc__arena scratch;
    enum fisc_status status;

    assert(evaluator && report && ret);
    if (evaluator->policy != report->policy)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "the evaluator is of another policy");
    if (report->stopped != FISC_OK)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "the report is partial");
    planning.plan = new_plan(report);
    if (!planning.plan)
        return fisc__error_nomem(reterr);
    fisc__arena_init(&scratch, report->context);
    fisc__names_init(&planning.numbers, report->context, &scratch, NULL);
    status = end(&planning, make(&planning, options));
    fisc__names_done(&planning.numbers);
    fisc__arena_done(&scratch);
    if (status != FISC_OK) {
        fisc_plan_free(planning.plan);
        return status;
    }
    *ret = planning.plan;
    return FISC_OK;
}

void
fisc_plan_free(struct fisc_plan *plan)
{
    struct fisc_context *context;

    if (!plan)
        return;
    context = plan->context;
    fisc__free(context, plan->entries,
               plan->entry_capacity * sizeof *plan->entries);
    fisc__arena_done(&plan->arena);
    fisc_report_unref(plan->report);
    fisc__free(context, plan, sizeof *plan);
    fisc_context_unref(context);
}
