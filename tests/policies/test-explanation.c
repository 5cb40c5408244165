/* SPDX-License-Identifier: MIT */
/* Explanations by themselves: how long they live, and what they refuse. */

#include "policies/example.h"

/* What a host of another language does that ends things in any order. */
START_TEST(explanation__outlives_all_that_it_was_made_from)
{
    struct fisc_policy *policy = example_policy("fisc8");
    struct fisc_system *system = example_system("internet-banking.json");
    struct fisc_report *report = example_report(policy, system, NULL);
    struct fisc_fact_reference fact = {.size = sizeof fact};
    struct fisc_explanation *explanation;
    size_t index;

    fisc_policy_unref(policy);
    fisc_system_unref(system);
    ck_assert_int_eq(fisc_report_find(report, "fisc8.o29.customer@bank",
                                      &index), FISC_OK);
    ck_assert_int_eq(fisc_report_explain(report, index, &explanation, NULL),
                     FISC_OK);
    fisc_report_unref(report);
    ck_assert_int_eq(fisc_explanation_fact(explanation, 0, &fact), FISC_OK);
    ck_assert_str_eq(fact.path, "program_sets[api].backup.last");
    ck_assert_str_ne(fact.source, "");
    ck_assert_str_ne(fact.file, "");
    ck_assert_str_ne(fisc_explanation_message(explanation, FISC_LANGUAGE_JA),
                     "");
    fisc_explanation_free(explanation);
}
END_TEST

START_TEST(explanation__of_a_row_that_is_not_there_is_an_error)
{
    struct fisc_policy *policy = example_policy("fisc8");
    struct fisc_system *system = example_system("internet-banking.json");
    struct fisc_report *report = example_report(policy, system, NULL);
    struct fisc_explanation *explanation = NULL;
    size_t count = fisc_report_result_count(report);
    struct fisc_error error;
    char expected[64];

    ck_assert_int_eq(fisc_report_explain(report, count, &explanation, &error),
                     FISC_ERR_NOTFOUND);
    snprintf(expected, sizeof expected, "the report has no row %zu", count);
    ck_assert_str_eq(error.message, expected);
    ck_assert_ptr_null(explanation);
    fisc_report_unref(report);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
}
END_TEST

/* Of a pass, what was relied on; the ids in order, nothing past the last. */
START_TEST(explanation__names_the_evidence_that_a_pass_rests_on)
{
    struct fisc_policy *policy = example_policy("fisc8");
    struct fisc_system *system = example_system("internet-banking.json");
    struct fisc_report *report = example_report(policy, system, NULL);
    struct fisc_explanation *explanation;
    size_t index, count;

    ck_assert_int_eq(fisc_report_find(report, "fisc8.f1.provider@aws",
                                      &index), FISC_OK);
    ck_assert_int_eq(fisc_report_explain(report, index, &explanation, NULL),
                     FISC_OK);
    count = fisc_explanation_evidence_count(explanation);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(fisc_explanation_evidence(explanation, 0),
                     "aws-soc2-2026");
    ck_assert_str_eq(fisc_explanation_evidence(explanation, count), "");
    ck_assert_str_eq(fisc_report_system_id(fisc_report_ref(report)),
                     "internet-banking");
    fisc_report_unref(report);
    ck_assert_ptr_eq(fisc_report_policy(report), policy);
    ck_assert_str_eq(fisc_report_policy_digest(report),
                     fisc_policy_digest(policy));
    ck_assert_str_eq(fisc_report_system_digest(report),
                     fisc_system_digest(system));
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("explanation");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_test(tests, explanation__outlives_all_that_it_was_made_from);
    tcase_add_test(tests, explanation__of_a_row_that_is_not_there_is_an_error);
    tcase_add_test(tests, explanation__names_the_evidence_that_a_pass_rests_on);
    result = run_case("policies", tests);
    fisc_context_unref(context);
    return result;
}
