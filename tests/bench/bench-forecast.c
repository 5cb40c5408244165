/* SPDX-License-Identifier: MIT */
/*
 * A forecast of a year of the shipped examples against 365 evaluations of the
 * same, one a day: these alone, and with each row's reason asked for, which is
 * what a forecast tells. One run, ratios; the least of some rounds.
 */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <fisc/fisc.h>

enum { ROUNDS = 5, DAYS = 365 };

static struct fisc_context *context;

static void
need(enum fisc_status status, const struct fisc_error *error)
{
    char text[1100];

    if (!status)
        return;
    fisc_error_format(error, text, sizeof text);
    fprintf(stderr, "%s\n", text);
    exit(1);
}

static double
seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct example {
    struct fisc_evaluator *evaluator;
    struct fisc_system *system;
    fisc_date from;
    size_t events, changes;
};

static double
time_forecast(struct example *example)
{
    struct fisc_forecast_options options = {.size = sizeof options,
                                            .from = example->from,
                                            .until = example->from + DAYS};
    struct fisc_forecast *forecast = NULL;
    struct fisc_error error;
    double start = seconds();

    need(fisc_forecast_new(example->evaluator, example->system, &options,
                           &forecast, &error), &error);
    start = seconds() - start;
    example->events = fisc_forecast_event_count(forecast);
    example->changes = fisc_forecast_change_count(forecast);
    fisc_forecast_unref(forecast);
    return start;
}

static double
time_days(struct example *example, int reasons)
{
    struct fisc_eval_options options = {.size = sizeof options};
    double start = seconds();

    for (int day = 1; day <= DAYS; day++) {
        struct fisc_report *report = NULL;
        struct fisc_result_info row = {.size = sizeof row};
        struct fisc_error error;

        options.as_of = example->from + day;
        need(fisc_eval(example->evaluator, example->system, &options, &report,
                       &error), &error);
        for (size_t i = 0; reasons && !fisc_report_result(report, i, &row);
             i++)
            continue;
        fisc_report_unref(report);
    }
    return seconds() - start;
}

static double
least(double a, double b)
{
    return a < b ? a : b;
}

static void
measure(const char *policy_path, const char *system_path)
{
    struct fisc_source source = {.size = sizeof source, .name = policy_path};
    struct example example = {0};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;
    double forecast = 1e9, results = 1e9, reasons = 1e9;

    need(fisc_policy_load(context, &source, 1, &policy, &error), &error);
    need(fisc_system_load(context, system_path, FISC_SYSTEM_AUTO,
                          &example.system, &error), &error);
    need(fisc_evaluator_new(policy, &example.evaluator, &error), &error);
    fisc_date_parse("2026-06-30", &example.from);
    for (int i = 0; i < ROUNDS; i++) {
        forecast = least(forecast, time_forecast(&example));
        results = least(results, time_days(&example, 0));
        reasons = least(reasons, time_days(&example, 1));
    }
    printf("%-18s %3zu days %4zu changes  forecast %7.2f ms  365 evaluations "
           "%7.2f ms: %.3f  with reasons %8.2f ms: %.4f\n",
           fisc_system_id(example.system), example.events, example.changes,
           forecast * 1e3, results * 1e3, forecast / results, reasons * 1e3,
           forecast / reasons);
    fisc_evaluator_free(example.evaluator);
    fisc_system_unref(example.system);
    fisc_policy_unref(policy);
}

int
main(void)
{
    static const char *const systems[] = {
        "policies/fisc8/examples/internet-banking.json",
        "policies/fisc8/examples/card-mixed.json",
        "policies/fisc8/examples/core-banking.json"};
    static const char *const policies[] = {"policies/fisc8",
                                           "policies/example-bank"};
    const char *root = getenv("FISC_SOURCE_ROOT");
    char policy[4096], system[4096];

    if (fisc_context_new(NULL, &context, NULL))
        return 1;
    for (size_t p = 0; p < 2; p++) {
        printf("%s\n", policies[p]);
        for (size_t s = 0; s < 3; s++) {
            snprintf(policy, sizeof policy, "%s/%s", root ? root : ".",
                     policies[p]);
            snprintf(system, sizeof system, "%s/%s", root ? root : ".",
                     systems[s]);
            measure(policy, system);
        }
    }
    fisc_context_unref(context);
    return 0;
}
