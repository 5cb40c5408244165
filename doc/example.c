/* SPDX-License-Identifier: MIT */
/* Prints the clauses that are not met: example POLICY SYSTEM YYYY-MM-DD */
#include <fisc/fisc.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
    struct fisc_source source = {.size = sizeof source, .name = argv[1]};
    struct fisc_eval_options options = {.size = sizeof options};
    struct fisc_result_info row = {.size = sizeof row};
    struct fisc_context *context = NULL;
    struct fisc_policy *policy = NULL;
    struct fisc_system *bank = NULL;
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;
    struct fisc_error error;
    char why[1100];

    if (argc != 4 || fisc_date_parse(argv[3], &options.as_of))
        return 1;
    if (fisc_context_new(NULL, &context, &error) ||
        fisc_policy_load(context, &source, 1, &policy, &error) ||
        fisc_system_load(context, argv[2], FISC_SYSTEM_AUTO, &bank, &error) ||
        fisc_evaluator_new(policy, &evaluator, &error) ||
        fisc_eval(evaluator, bank, &options, &report, &error)) {
        fisc_error_format(&error, why, sizeof why);
        fprintf(stderr, "%s\n", why);
    }
    for (size_t i = 0; report && !fisc_report_result(report, i, &row); i++)
        if (row.result >= FISC_RESULT_FAIL && row.result <= FISC_RESULT_UNKNOWN)
            printf("%s: %s\n", row.key, row.reason);
    fisc_report_unref(report);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(bank);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
    return !report;
}
