/* SPDX-License-Identifier: MIT */
/* Forecasts of the shipped examples, against every day of the year. */

#include <stdlib.h>

#include "forecast/days.h"
#include "policies/example.h"

static const struct {
    const char *policy;
    const char *system;
    const char *joined;
    const char *from;
} examples[] = {
    {"fisc8", "internet-banking.json", NULL, AS_OF},
    {"fisc8", "internet-banking.json", "aws-provider.json", AS_OF},
    {"fisc8", "card-mixed.json", NULL, AS_OF},
    {"fisc8", "core-banking.json", NULL, AS_OF},
    {"fisc8", "core-banking.json", NULL, "2025-08-31"},
    {"example-bank", "internet-banking.json", NULL, AS_OF},
    {"example-bank", "card-mixed.xml", NULL, "2026-02-28"},
    {"example-bank", "core-banking.json", NULL, AS_OF},
};

START_TEST(year__every_change_is_foreseen_and_no_other)
{
    struct fisc_policy *policy = example_policy(examples[_i].policy);
    struct fisc_system *system = example_system(examples[_i].system);
    struct fisc_joined joined = {sizeof joined, "aws", NULL};
    struct fisc_forecast_options options = {.size = sizeof options};
    struct fisc_evaluator *evaluator = NULL;
    struct days_tally tally = {0};
    struct fisc_error error;

    if (examples[_i].joined) {
        joined.system = example_system(examples[_i].joined);
        options.joined = &joined;
        options.joined_count = 1;
    }
    ck_assert_int_eq(fisc_date_parse(examples[_i].from, &options.from), 0);
    if (fisc_evaluator_new(policy, &evaluator, &error))
        example_fail(examples[_i].policy, &error);
    days_hold(examples[_i].system, evaluator, system, &options, &tally);
    ck_assert_uint_eq(tally.days, 365);
    ck_assert_uint_gt(tally.changes, 0);
    days_print(&tally);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(joined.system);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("examples");
    int status;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_loop_test(tests, year__every_change_is_foreseen_and_no_other, 0,
                        sizeof examples / sizeof *examples);
    status = run_case("forecast", tests);
    fisc_context_unref(context);
    return status;
}
