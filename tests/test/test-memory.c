/* SPDX-License-Identifier: MIT */
/* When memory is short, running tests says so and holds nothing. */

#include <stdlib.h>

#include "support/failing.h"
#include "support/run.h"
#include "test/tests.h"

static enum fisc_status
run_with(struct fisc__tests *tests, struct fisc__worker *worker)
{
    enum fisc_status status = FISC_OK;
    const struct fisc__test_failure *stale;
    size_t count;

    for (size_t i = 0; i < fisc__tests_case_count(tests) && !status; i++)
        status = fisc__tests_run_case(tests, worker, i, NULL);
    if (!status)
        status = fisc__tests_sum_up(tests, NULL);
    for (size_t i = 0; i < fisc__tests_clause_count(tests) && !status; i++) {
        status = fisc__tests_run_coverage(tests, worker, i, NULL);
        if (!status)
            status = fisc__tests_run_mutants(tests, worker, i, NULL);
    }
    return status ? status
                  : fisc__tests_stale(tests, true, &stale, &count, NULL);
}

static enum fisc_status
run(struct fisc_context *context, void *data)
{
    struct fisc__tests *tests;
    struct fisc__worker *worker;
    enum fisc_status status = fisc__tests_open(context, data, &tests, NULL);

    if (status)
        return status;
    status = fisc__worker_new(tests, &worker, NULL);
    if (!status) {
        status = run_with(tests, worker);
        fisc__worker_free(worker);
    }
    fisc__tests_free(tests);
    return status;
}

static void
try_folder(const char *relative, size_t step)
{
    char *path = source_path(relative);

    ck_assert_uint_gt(failing_try(run, path, step), 0);
    free(path);
}

START_TEST(tests__survive_failed_allocations)
{
    try_folder("tests/data/test/small", 5);
}
END_TEST

START_TEST(mutants__survive_failed_allocations)
{
    try_folder("tests/data/test/mutants", 997);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("memory");

    tcase_add_test(tests, tests__survive_failed_allocations);
    tcase_add_test(tests, mutants__survive_failed_allocations);
    return run_case("test", tests);
}
