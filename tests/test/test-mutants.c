/* SPDX-License-Identifier: MIT */
/* Which mutants a check has, and that rows tell them from the check itself. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/run.h"
#include "test/trial.h"

static struct fisc_context *context;

static struct fisc__tests *
open_tests(const char *relative)
{
    char *path = source_path(relative);
    struct fisc__tests *tests;
    struct fisc_error error;

    if (fisc__tests_open(context, path, &tests, &error))
        ck_abort_msg("%s:%u: %s", error.where, error.line, error.message);
    free(path);
    return tests;
}

static struct fisc__worker *
run_cases(struct fisc__tests *tests)
{
    struct fisc__worker *worker;

    ck_assert_int_eq(fisc__worker_new(tests, &worker, NULL), FISC_OK);
    for (size_t i = 0; i < fisc__tests_case_count(tests); i++)
        ck_assert_int_eq(fisc__tests_run_case(tests, worker, i, NULL),
                         FISC_OK);
    ck_assert_int_eq(fisc__tests_sum_up(tests, NULL), FISC_OK);
    return worker;
}

/* ---- the list ------------------------------------------------------------*/

/* Every mutant, a line each: no row notices one. */
static char *
list_mutants(struct fisc__tests *tests, struct fisc__worker *worker)
{
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);

    for (size_t i = 0; i < fisc__tests_clause_count(tests); i++) {
        struct fisc__clause_tests clause;

        ck_assert_int_eq(fisc__tests_run_mutants(tests, worker, i, NULL),
                         FISC_OK);
        fisc__tests_clause(tests, i, &clause);
        ck_assert_uint_eq(clause.mutant_count, clause.survivor_count);
        for (size_t j = 0; j < clause.survivor_count; j++)
            fprintf(stream, "%u:%u %s: %s\n", clause.survivors[j].line,
                    clause.survivors[j].column, clause.survivors[j].id,
                    clause.survivors[j].change);
    }
    fclose(stream);
    return text;
}

/* With FISC_UPDATE=1 the file is written; reading its diff is the review. */
START_TEST(mutants__are_those_written_down)
{
    struct fisc__tests *tests = open_tests("tests/data/test/mutants");
    struct fisc__worker *worker = run_cases(tests);
    char *found = list_mutants(tests, worker);
    char *path = source_path("tests/data/test/mutants/expected.txt");
    char *wanted;

    if (getenv("FISC_UPDATE")) {
        FILE *file = fopen(path, "wb");

        ck_assert(file && fputs(found, file) >= 0 && fclose(file) == 0);
    }
    wanted = read_text(path, NULL);
    ck_assert_str_eq(found, wanted);
    free(wanted);
    free(path);
    free(found);
    fisc__worker_free(worker);
    fisc__tests_free(tests);
}
END_TEST

/* ---- the check itself ----------------------------------------------------*/

static size_t
try_plain(struct fisc__tests *tests, struct fisc__worker *worker,
          const struct fisc__clause_outcome *clause)
{
    for (size_t i = 0; i < clause->duty_count; i++) {
        const struct fisc__duty_tested *duty = clause->duties[i];
        const struct fisc__check *check =
            tests->variants[duty->of->variant].policy->clauses[clause->clause]
                .check;
        struct fisc__tried plain = {.when = check->when,
                                    .requirement = check->requirement};
        struct fisc__trial *trial;
        bool noticed;

        ck_assert_int_eq(fisc__trial_new(tests, duty->of->variant,
                                         clause->clause, &plain, &trial,
                                         NULL),
                         FISC_OK);
        ck_assert_int_eq(fisc__trial_noticed(trial, worker, duty, &noticed,
                                             NULL),
                         FISC_OK);
        ck_assert_msg(!noticed, "%s:%u: %s", duty->row->place.file,
                      duty->row->place.line, duty->row->key);
        fisc__trial_free(trial);
    }
    return clause->duty_count;
}

static const char *const shipped[] = {
    "policies/csp", "policies/example-bank", "policies/fisc8",
    "policies/fisc8-cloud", "policies/fsa-cyber"};

START_TEST(mutants__that_change_nothing_are_never_noticed)
{
    struct fisc__tests *tests = open_tests(shipped[_i]);
    struct fisc__worker *worker = run_cases(tests);
    size_t tried = 0;

    for (size_t i = 0; i < tests->clause_count; i++)
        tried += try_plain(tests, worker, &tests->clauses[i]);
    ck_assert_uint_gt(tried, 0);
    fisc__worker_free(worker);
    fisc__tests_free(tests);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("mutants");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_test(tests, mutants__are_those_written_down);
    tcase_add_loop_test(tests, mutants__that_change_nothing_are_never_noticed,
                        0, (int)(sizeof shipped / sizeof *shipped));
    result = run_case("test", tests);
    fisc_context_unref(context);
    return result;
}
