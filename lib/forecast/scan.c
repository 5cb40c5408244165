/* SPDX-License-Identifier: MIT */
/* From day to day: only those are looked at on which something may change. */

#include "forecast/forecast.h"

#include <string.h>

#include "evaluate/evaluator.h"
#include "evaluate/rows.h"
#include "requirement/flip.h"

struct scan {
    struct fisc_forecast *forecast;
    struct fisc_evaluator *evaluator;
    struct fisc_system *system;
    struct fisc_eval_options eval;
    struct fisc__flip_budget budget;
    fisc_progress_function progress;
    void *progress_data;
    fisc_date since;
    size_t done, total; /* days */
    struct fisc_error *reterr;
};

/* Whatever is at work looks at the host, which is told of days. */
static int
tell(void *data, size_t done, size_t total)
{
    const struct scan *scan = data;

    (void)done, (void)total;
    return scan->progress(scan->progress_data, scan->done, scan->total);
}

/*
 * The report of a day. Each is evaluated in full; this is the one place to
 * carry an evaluation forward instead.
 */
static enum fisc_status
report_of(struct scan *scan, fisc_date day, struct fisc_report **ret)
{
    scan->done = (size_t)(day - scan->since);
    scan->eval.as_of = day;
    return fisc_eval(scan->evaluator, scan->system, &scan->eval, ret,
                     scan->reterr);
}

/* Of the waivers that may be about this description. */
static void
next_of_waivers(const struct fisc_report *report, int64_t *best)
{
    const struct fisc_policy *policy = report->policy;

    for (size_t i = 0; i < policy->waiver_count; i++) {
        const struct fisc__waiver *waiver = &policy->waivers[i];
        int64_t over = (int64_t)waiver->until + 1;

        if (waiver->subject &&
            strcmp(waiver->subject, report->sides[0].system->id) != 0)
            continue;
        if (waiver->from > report->as_of && waiver->from < *best)
            *best = waiver->from;
        if (over > report->as_of && over < *best)
            *best = over;
    }
}

/* The next day on which a row may be otherwise; FISC_DATE_NONE: there is none. */
static enum fisc_status
next_day(struct scan *scan, const struct fisc_report *report, fisc_date *ret)
{
    int64_t best = (int64_t)scan->forecast->until + 1;

    next_of_waivers(report, &best);
    for (size_t i = 0; i < report->side_count; i++) {
        fisc_date day;
        enum fisc_status status =
            fisc__run_next(report->sides[i].run, (fisc_date)(best - 1),
                           &scan->budget, &day, scan->reterr);

        if (status)
            return status;
        if (day != FISC_DATE_NONE)
            best = day;
    }
    *ret = best > scan->forecast->until ? FISC_DATE_NONE : (fisc_date)best;
    return FISC_OK;
}

static enum fisc_status
walk_days(struct scan *scan, struct fisc_report **report)
{
    for (;;) {
        struct fisc_report *after = NULL;
        fisc_date day;
        enum fisc_status status = next_day(scan, *report, &day);

        if (status || day == FISC_DATE_NONE)
            return status;
        status = report_of(scan, day, &after);
        if (!status)
            status = fisc__forecast_compare(scan->forecast, *report, after,
                                            scan->budget.meter, scan->reterr);
        if (after) {
            fisc_report_unref(*report);
            *report = after;
        }
        if (status)
            return status;
    }
}

/* Tells of the last day; nobody is told of anything after that. */
static enum fisc_status
end(struct scan *scan, enum fisc_status status)
{
    struct fisc__meter *meter = &scan->evaluator->meter;

    scan->done = scan->total;
    if (!status)
        status = fisc__meter_look(meter, scan->reterr);
    meter->progress = NULL;
    return status;
}

enum fisc_status
fisc__forecast_scan(struct fisc_forecast *forecast,
                    struct fisc_evaluator *evaluator,
                    struct fisc_system *system,
                    const struct fisc_forecast_options *options,
                    struct fisc_error *reterr)
{
    struct scan scan = {
        .forecast = forecast,
        .evaluator = evaluator,
        .system = system,
        .eval = {.size = sizeof scan.eval,
                 .roles = options->roles,
                 .levels = options->levels,
                 .catalog = options->catalog,
                 .control = options->control,
                 .joined = options->joined,
                 .joined_count = options->joined_count,
                 .allow_unknown_paths = options->allow_unknown_paths,
                 .progress = options->progress ? tell : NULL,
                 .progress_data = &scan},
        .since = options->from,
        .total = (size_t)(options->until - options->from),
        .progress = options->progress,
        .progress_data = options->progress_data,
        .budget = {options->calls, &evaluator->meter},
        .reterr = reterr};
    struct fisc_report *report;
    enum fisc_status status = report_of(&scan, options->from,
                                        &forecast->report);

    if (!status) {
        report = fisc_report_ref(forecast->report);
        status = walk_days(&scan, &report);
        fisc_report_unref(report);
    }
    return end(&scan, status);
}
