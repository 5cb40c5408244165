/* SPDX-License-Identifier: MIT */
/* When memory is short, loading says so and holds nothing. */

#include <stdlib.h>

#include "support/failing.h"
#include "support/run.h"

static enum fisc_status
load(struct fisc_context *context, void *data)
{
    struct fisc_source source = {sizeof source, data, NULL, 0};
    struct fisc_policy *policy;
    enum fisc_status status = fisc_policy_load(context, &source, 1, &policy,
                                               NULL);

    if (status == FISC_OK)
        fisc_policy_unref(policy);
    return status;
}

/* What a failed allocation is reported as, also where the input is wrong. */
static enum fisc_status
load_wrong(struct fisc_context *context, void *data)
{
    enum fisc_status status = load(context, data);

    ck_assert_int_ne(status, FISC_OK);
    return status == FISC_ERR_NOMEM ? status : FISC_OK;
}

static void
try_case(const char *relative,
         enum fisc_status (*work)(struct fisc_context *, void *), size_t step)
{
    char *path = source_path(relative);

    ck_assert_uint_gt(failing_try(work, path, step), 0);
    free(path);
}

START_TEST(load__survives_every_failed_allocation)
{
    try_case("tests/data/policy/waiver-remarks", load, 1);
}
END_TEST

START_TEST(load__survives_failed_allocations_under_a_profile)
{
    try_case("tests/data/policy/overlay", load, 7);
}
END_TEST

START_TEST(load__survives_failed_allocations_before_an_error)
{
    static const char *const wrong[] = {
        "tests/data/policy/overlay-check-of-nothing",
        "tests/data/policy/clash-param",
        "tests/data/policy/clash-waiver",
        "tests/data/policy/import-cycle",
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        try_case(wrong[i], load_wrong, 31);
}
END_TEST

START_TEST(load__survives_failed_allocations_of_a_real_policy)
{
    try_case("policies/example-bank", load, 4999);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("memory");

    tcase_add_test(tests, load__survives_every_failed_allocation);
    tcase_add_test(tests, load__survives_failed_allocations_under_a_profile);
    tcase_add_test(tests, load__survives_failed_allocations_before_an_error);
    tcase_add_test(tests, load__survives_failed_allocations_of_a_real_policy);
    return run_case("policy", tests);
}
