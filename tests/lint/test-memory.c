/* SPDX-License-Identifier: MIT */
/* When memory is short, lint says so and holds nothing. */

#include <stdlib.h>

#include "lint/lint.h"
#include "support/failing.h"
#include "support/run.h"

static enum fisc_status
lint(struct fisc_context *context, void *data)
{
    struct fisc_source source = {.size = sizeof source, .name = data};
    struct fisc__diagnostics remarks;
    struct fisc__arena arena;
    struct fisc_policy *policy;
    enum fisc_status status = fisc_policy_load(context, &source, 1, &policy,
                                               NULL);

    if (status)
        return status;
    fisc__arena_init(&arena, context);
    fisc__diagnostics_init(&remarks, &arena);
    status = fisc__lint(policy, "", NULL, &remarks, NULL);
    if (!status)
        ck_assert_uint_gt(remarks.count, 0);
    fisc__diagnostics_done(&remarks);
    fisc__arena_done(&arena);
    fisc_policy_unref(policy);
    return status;
}

START_TEST(lint__survives_failed_allocations)
{
    char *path = source_path("tests/data/lint/odd");

    ck_assert_uint_gt(failing_try(lint, path, 3), 0);
    free(path);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("memory");

    tcase_add_test(tests, lint__survives_failed_allocations);
    return run_case("lint", tests);
}
