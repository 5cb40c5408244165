/* SPDX-License-Identifier: MIT */
/*
 * What a plan of each shipped example costs, beside one evaluation that
 * explains every row.
 */

#include <stdio.h>
#include <stdlib.h>

#include "bench/rig.h"

#define RUNS 5

static struct fisc_context *context;

/* Microseconds of the fastest of a few runs. */
static double
fastest(void (*work)(struct fisc_evaluator *, struct fisc_system *),
        struct fisc_evaluator *evaluator, struct fisc_system *system)
{
    double best = 0;

    for (int i = 0; i < RUNS; i++) {
        double start = bench_cpu(), time;

        work(evaluator, system);
        time = bench_cpu() - start;
        if (i == 0 || time < best)
            best = time;
    }
    return best;
}

static struct fisc_report *
evaluate(struct fisc_evaluator *evaluator, struct fisc_system *system)
{
    struct fisc_eval_options options = {.size = sizeof options};
    struct fisc_report *report = NULL;
    struct fisc_error error;

    fisc_date_parse("2026-06-30", &options.as_of);
    bench_need(fisc_eval(evaluator, system, &options, &report, &error),
               &error);
    return report;
}

static void
explain_all(struct fisc_evaluator *evaluator, struct fisc_system *system)
{
    struct fisc_report *report = evaluate(evaluator, system);

    for (size_t i = 0; i < fisc_report_result_count(report); i++) {
        struct fisc_explanation *explanation = NULL;
        struct fisc_error error;

        bench_need(fisc_report_explain(report, i, &explanation, &error),
                   &error);
        fisc_explanation_free(explanation);
    }
    fisc_report_unref(report);
}

/* Rows, sets and entries of the last plan. */
static size_t rows, sets, entries;

static void
plan(struct fisc_evaluator *evaluator, struct fisc_system *system)
{
    struct fisc_report *report = evaluate(evaluator, system);
    struct fisc_plan *made = NULL;
    struct fisc_error error;

    bench_need(fisc_plan_new(evaluator, report, NULL, &made, &error), &error);
    rows = fisc_plan_row_count(made);
    entries = fisc_plan_entry_count(made);
    sets = 0;
    for (size_t i = 0; i < rows; i++) {
        struct fisc_plan_row row = {.size = sizeof row};

        bench_need(fisc_plan_row(made, i, &row), NULL);
        sets += row.set_count;
    }
    fisc_plan_free(made);
    fisc_report_unref(report);
}

static void
measure(struct fisc_evaluator *evaluator, const char *root, const char *name)
{
    struct fisc_system *system = NULL;
    struct fisc_error error;
    char path[1024];
    double one, all;

    snprintf(path, sizeof path, "%s/policies/fisc8/examples/%s.json", root,
             name);
    bench_need(fisc_system_load(context, path, FISC_SYSTEM_AUTO, &system,
                                &error), &error);
    one = fastest(explain_all, evaluator, system);
    all = fastest(plan, evaluator, system);
    printf("  %-18s %3zu rows not met, %3zu sets, %2zu entries: %7.0f us, "
           "%5.1f x an explained evaluation (%.0f us)\n",
           name, rows, sets, entries, all, all / one, one);
    fisc_system_unref(system);
}

int
main(int argc, char **argv)
{
    static const char *const names[] = {"card-mixed", "core-banking",
                                        "internet-banking"};
    const char *root = argc > 1 ? argv[1] : ".";
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_policy *policy = NULL;
    struct fisc_error error;
    char path[1024];
    struct fisc_source source = {sizeof source, path, NULL, 0};

    snprintf(path, sizeof path, "%s/policies/fisc8", root);
    bench_need(fisc_context_new(NULL, &context, &error), &error);
    bench_need(fisc_policy_load(context, &source, 1, &policy, &error),
               &error);
    bench_need(fisc_evaluator_new(policy, &evaluator, &error), &error);
    printf("plans of the shipped examples\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        measure(evaluator, root, names[i]);
    fisc_evaluator_free(evaluator);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
    return 0;
}
