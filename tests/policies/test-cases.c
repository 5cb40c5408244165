/* SPDX-License-Identifier: MIT */
/* The tests that each shipped policy has in its folder. */

#include "policies/example.h"
#include "test/tests.h"

static const char *const folders[] = {"csp", "example-bank", "fisc8",
                                      "fisc8-cloud", "fsa-cyber"};

static void
run_all(struct fisc__tests *tests)
{
    struct fisc__worker *worker;
    struct fisc_error error;

    if (fisc__worker_new(tests, &worker, &error))
        example_fail("worker", &error);
    for (size_t i = 0; i < fisc__tests_case_count(tests); i++)
        ck_assert_int_eq(fisc__tests_run_case(tests, worker, i, &error),
                         FISC_OK);
    ck_assert_int_eq(fisc__tests_sum_up(tests, &error), FISC_OK);
    fisc__worker_free(worker);
}

static void
check_cases(const struct fisc__tests *tests)
{
    for (size_t i = 0; i < fisc__tests_case_count(tests); i++) {
        struct fisc__case_info info;

        fisc__tests_case(tests, i, &info);
        if (info.failure_count)
            ck_abort_msg("%s:%u: %s: %s", info.failures[0].file,
                         info.failures[0].line, info.name,
                         info.failures[0].message[FISC_LANGUAGE_EN]);
    }
}

static void
check_clauses(struct fisc__tests *tests)
{
    const struct fisc__test_failure *stale;
    size_t count;

    for (size_t i = 0; i < fisc__tests_clause_count(tests); i++) {
        struct fisc__clause_tests clause;

        fisc__tests_clause(tests, i, &clause);
        ck_assert_msg(fisc__clause_missing(&clause) == 0,
                      "%s:%u: %s does not pass, fail and be unknown somewhere",
                      clause.file, clause.line, clause.key);
    }
    ck_assert_int_eq(fisc__tests_stale(tests, false, &stale, &count, NULL),
                     FISC_OK);
    ck_assert_msg(count == 0, "%s:%u: %s", stale[0].file, stale[0].line,
                  stale[0].message[FISC_LANGUAGE_EN]);
}

START_TEST(cases__show_every_clause_as_written_down)
{
    struct fisc__tests *tests;
    struct fisc_error error;
    char relative[256], *path;

    snprintf(relative, sizeof relative, "policies/%s", folders[_i]);
    path = source_path(relative);
    if (fisc__tests_open(context, path, &tests, &error))
        example_fail(folders[_i], &error);
    run_all(tests);
    check_cases(tests);
    check_clauses(tests);
    fisc__tests_free(tests);
    free(path);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("cases");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_loop_test(tests, cases__show_every_clause_as_written_down, 0,
                        (int)(sizeof folders / sizeof *folders));
    result = run_case("policies", tests);
    fisc_context_unref(context);
    return result;
}
