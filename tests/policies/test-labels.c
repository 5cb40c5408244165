/* SPDX-License-Identifier: MIT */
/* Every control of the shipped policies is found by its printed label. */

#include "example.h"

/* How many controls are not found by their label, as others have it too. */
static size_t
labels_not_unique(const char *folder, size_t expected)
{
    struct fisc_policy *policy = example_policy(folder);
    size_t i, found, count = fisc_policy_control_count(policy), shared = 0;

    ck_assert_uint_eq(count, expected);
    for (i = 0; i < count; i++) {
        struct fisc_control_info control = {.size = sizeof control};
        enum fisc_status status;

        ck_assert_int_eq(fisc_policy_control(policy, i, &control), FISC_OK);
        ck_assert_msg(control.label && control.label[0], "%s", control.id);
        status = fisc_policy_find_control(policy, control.label, &found);
        if (status == FISC_ERR_CONFLICT) {
            ck_assert_str_eq(control.label, "2.1.1");
            shared++;
            continue;
        }
        ck_assert_msg(!status && found == i, "%s: %d", control.label, status);
    }
    fisc_policy_unref(policy);
    return shared;
}

START_TEST(labels__find_each_control_that_has_its_own)
{
    ck_assert_uint_eq(labels_not_unique("fisc8", 251), 0);
    ck_assert_uint_eq(labels_not_unique("fisc8-cloud", 44), 0);
    ck_assert_uint_eq(labels_not_unique("fsa-cyber", 10), 0);
}
END_TEST

START_TEST(labels__that_two_have_find_neither)
{
    ck_assert_uint_eq(labels_not_unique("csp", 111), 2);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("labels");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_test(tests, labels__find_each_control_that_has_its_own);
    tcase_add_test(tests, labels__that_two_have_find_neither);
    result = run_case("policies", tests);
    fisc_context_unref(context);
    return result;
}
