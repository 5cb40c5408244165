/* SPDX-License-Identifier: MIT */
/* Making changes and evaluating again: what isn't seen to work is dropped. */

#include "plan/plan.h"

/* ---- descriptions --------------------------------------------------------*/

enum fisc_status
fisc__trial_begin(struct fisc__planning *planning,
                  const struct fisc__trial *from, struct fisc__trial *ret)
{
    struct fisc_report *report = planning->plan->report;
    size_t count = report->side_count;

    ret->planning = planning;
    ret->systems = fisc__alloc_array(planning->plan->context, count,
                                     sizeof *ret->systems);
    if (!ret->systems)
        return fisc__error_nomem(planning->reterr);
    for (size_t i = 0; i < count; i++)
        ret->systems[i] = fisc_system_ref(
            from ? from->systems[i] : report->sides[i].system);
    return FISC_OK;
}

void
fisc__trial_end(struct fisc__trial *trial)
{
    struct fisc_plan *plan = trial->planning->plan;
    size_t count = plan->report->side_count;

    if (!trial->systems)
        return;
    for (size_t i = 0; i < count; i++)
        fisc_system_unref(trial->systems[i]);
    fisc__free(plan->context, trial->systems, count * sizeof *trial->systems);
    trial->systems = NULL;
}

enum fisc_status
fisc__trial_make(struct fisc__trial *trial,
                 const struct fisc__plan_change *change, bool *ret_made)
{
    struct fisc_system **system = &trial->systems[change->side], *changed;
    struct fisc_error error;
    enum fisc_status status = fisc_system_change(
        *system, change->changes, change->count, &changed, &error);

    *ret_made = status == FISC_OK;
    if (status == FISC_ERR_NOMEM)
        return fisc__error_nomem(trial->planning->reterr);
    if (status != FISC_OK)
        return FISC_OK;
    fisc_system_unref(*system);
    *system = changed;
    return FISC_OK;
}

/* ---- evaluation ----------------------------------------------------------*/

enum fisc_status
fisc__trial_eval(struct fisc__trial *trial, struct fisc_report **ret)
{
    struct fisc__planning *planning = trial->planning;
    struct fisc_error error;
    enum fisc_status status;

    for (size_t i = 1; i < planning->plan->report->side_count; i++)
        planning->joined[i - 1].system = trial->systems[i];
    *ret = NULL;
    status = fisc_eval(planning->evaluator, trial->systems[0],
                       &planning->eval, ret, &error);
    if (status == FISC_OK || status == FISC_ERR_INVALID)
        return FISC_OK;
    if (planning->reterr)
        *planning->reterr = error;
    return status;
}

/* The trial's rows are all of the policy's, in the same order. */
enum fisc_status
fisc__trial_align(struct fisc__planning *planning)
{
    struct fisc_plan *plan = planning->plan;
    struct fisc__trial trial;
    struct fisc_report *report;
    enum fisc_status status = fisc__trial_begin(planning, NULL, &trial);
    size_t at = 0;

    if (status != FISC_OK)
        return status;
    status = fisc__trial_eval(&trial, &report);
    fisc__trial_end(&trial);
    if (status != FISC_OK)
        return status;
    if (!report)
        return fisc__error(planning->reterr, FISC_ERR_INVALID, NULL,
                           "the report is of another policy");
    for (size_t i = 0; i < plan->count; i++) {
        const struct fisc__row *row =
            &plan->report->layout->rows[plan->rows[i].result];

        while (at < report->layout->count &&
               (report->layout->rows[at].clause != row->clause ||
                report->layout->rows[at].party != row->party))
            at++;
        plan->rows[i].trial = at;
    }
    fisc_report_unref(report);
    return FISC_OK;
}

/* ---- a set ---------------------------------------------------------------*/

/* How the row passes, from the names that the public call gives. */
static enum fisc_status
read_via(struct fisc__planning *planning, const struct fisc_report *report,
         size_t row, const char **ret)
{
    struct fisc_result_info info = {.size = sizeof info};
    enum fisc_status status = fisc_report_result(report, row, &info);

    if (status != FISC_OK)
        return fisc__error_nomem(planning->reterr);
    *ret = info.via; /* static */
    return FISC_OK;
}

enum fisc_status
fisc__trial_set(struct fisc__planning *planning,
                const struct fisc__plan_row *row,
                const struct fisc__plan_set *set, uint64_t mask,
                bool *ret_passes, const char **ret_via)
{
    struct fisc_report *report = NULL;
    struct fisc__trial trial;
    enum fisc_status status = fisc__trial_begin(planning, NULL, &trial);
    bool made = true;

    *ret_passes = false;
    for (size_t i = 0; status == FISC_OK && made && i < set->count; i++)
        if (i >= 64 || mask & (uint64_t)1 << i)
            status = fisc__trial_make(&trial, &set->changes[i], &made);
    if (status == FISC_OK && made)
        status = fisc__trial_eval(&trial, &report);
    if (status == FISC_OK && report && row->trial < report->layout->count)
        *ret_passes = report->results[row->trial] == FISC_RESULT_PASS;
    if (*ret_passes && ret_via)
        status = read_via(planning, report, row->trial, ret_via);
    fisc_report_unref(report);
    if (trial.systems)
        fisc__trial_end(&trial);
    return status;
}
