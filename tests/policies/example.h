/* SPDX-License-Identifier: MIT */
#ifndef TESTS_POLICIES_EXAMPLE_H
#define TESTS_POLICIES_EXAMPLE_H

/* The shipped policies, and descriptions held against them. */

#include <fisc/fisc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/run.h"

#define AS_OF "2026-06-30" /* the day that the examples are about */

static struct fisc_context *context;

static inline void
example_fail(const char *what, const struct fisc_error *error)
{
    char line[1100];

    fisc_error_format(error, line, sizeof line);
    ck_abort_msg("%s: %s", what, line);
}

/* A policy folder below policies/. */
static inline struct fisc_policy *
example_policy(const char *folder)
{
    struct fisc_error error;
    struct fisc_policy *policy = NULL;
    struct fisc_source source = {sizeof source, NULL, NULL, 0};
    char relative[256];
    char *path;

    snprintf(relative, sizeof relative, "policies/%s", folder);
    path = source_path(relative);
    source.name = path;
    if (fisc_policy_load(context, &source, 1, &policy, &error))
        example_fail(folder, &error);
    free(path);
    return policy;
}

/* A file below policies/fisc8/examples/. */
static inline struct fisc_system *
example_system(const char *file)
{
    struct fisc_error error;
    struct fisc_system *system = NULL;
    char relative[256];
    char *path;

    snprintf(relative, sizeof relative, "policies/fisc8/examples/%s", file);
    path = source_path(relative);
    if (fisc_system_load(context, path, FISC_SYSTEM_AUTO, &system, &error))
        example_fail(file, &error);
    free(path);
    return system;
}

/* What came of it; `joined` is a provider "aws" or NULL. */
static inline struct fisc_report *
example_report(struct fisc_policy *policy, struct fisc_system *system,
               struct fisc_system *joined)
{
    struct fisc_joined aws = {sizeof aws, "aws", joined};
    struct fisc_eval_options options = {0};
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;
    struct fisc_error error;

    options.size = sizeof options;
    ck_assert_int_eq(fisc_date_parse(AS_OF, &options.as_of), FISC_OK);
    options.joined = joined ? &aws : NULL;
    options.joined_count = joined ? 1 : 0;
    if (fisc_evaluator_new(policy, &evaluator, &error) ||
        fisc_eval(evaluator, system, &options, &report, &error))
        example_fail(fisc_system_id(system), &error);
    fisc_evaluator_free(evaluator);
    return report;
}

/* Fails where a row has another result or reason than is written down. */
static inline void
example_check_row(const struct fisc_report *report, const char *what,
                  const char *key, const char *result, const char *reason)
{
    struct fisc_result_info row = {.size = sizeof row};
    size_t index;

    ck_assert_msg(fisc_report_find(report, key, &index) == FISC_OK,
                  "%s: no row %s", what, key);
    ck_assert_int_eq(fisc_report_result(report, index, &row), FISC_OK);
    ck_assert_msg(strcmp(fisc_result_name(row.result), result) == 0 &&
                      strcmp(row.reason, reason) == 0,
                  "%s: %s is %s (%s), wanted %s (%s)", what, key,
                  fisc_result_name(row.result), row.reason, result, reason);
}

#endif
