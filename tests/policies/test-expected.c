/* SPDX-License-Identifier: MIT */
/* What the shipped examples give beside the rows that policies' tests hold. */

#include "policies/example.h"

/* What the bank inherits is then answered, by what the provider says itself. */
START_TEST(expected__changes_where_the_provider_is_joined)
{
    struct fisc_policy *policy = example_policy("fisc8");
    struct fisc_system *bank = example_system("internet-banking.json");
    struct fisc_system *aws = example_system("aws-provider.json");
    struct fisc_report *alone = example_report(policy, bank, NULL);
    struct fisc_report *joined = example_report(policy, bank, aws);
    const char *modules = "fisc8.t42.customer@bank";

    example_check_row(alone, "alone", modules, "unknown", "unconfirmed");
    example_check_row(joined, "joined", modules, "pass", "met");
    fisc_report_unref(joined);
    fisc_report_unref(alone);
    fisc_system_unref(aws);
    fisc_system_unref(bank);
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(expected__is_the_same_bytes_from_both_spellings)
{
    struct fisc_policy *policy = example_policy("fisc8");
    struct fisc_write_options options = {.size = sizeof options};
    char *texts[2];
    size_t lengths[2];
    struct fisc_report *reports[2];

    options.format = FISC_FORMAT_JSON;
    for (int i = 0; i < 2; i++) {
        struct fisc_system *system =
            example_system(i ? "card-mixed.xml" : "card-mixed.json");

        reports[i] = example_report(policy, system, NULL);
        fisc_system_unref(system);
        ck_assert_int_eq(fisc_report_write_text(reports[i], &options,
                                                &texts[i], &lengths[i], NULL),
                         FISC_OK);
    }
    ck_assert_uint_eq(lengths[0], lengths[1]);
    ck_assert(memcmp(texts[0], texts[1], lengths[0]) == 0);
    for (int i = 0; i < 2; i++) {
        fisc_report_free_text(reports[i], texts[i], lengths[i]);
        fisc_report_unref(reports[i]);
    }
    fisc_policy_unref(policy);
}
END_TEST

static size_t
count_remarks(const struct fisc_policy *policy,
              const struct fisc_report *report, const char *rule)
{
    struct fisc_diagnostic remark = {.size = sizeof remark};
    size_t found = 0;

    for (size_t i = 0; i < fisc_policy_diagnostic_count(policy); i++)
        if (fisc_policy_diagnostic(policy, i, &remark) == FISC_OK)
            found += strcmp(remark.rule, rule) == 0;
    for (size_t i = 0; i < fisc_report_diagnostic_count(report); i++)
        if (fisc_report_diagnostic(report, i, &remark) == FISC_OK)
            found += strcmp(remark.rule, rule) == 0;
    return found;
}

/* The bank's four waivers: in force, expired, unused, wide but its own. */
START_TEST(expected__remarks_on_the_waivers_that_do_not_work)
{
    struct fisc_policy *policy = example_policy("example-bank");
    struct fisc_system *system = example_system("internet-banking.json");
    struct fisc_report *report = example_report(policy, system, NULL);

    ck_assert_uint_eq(count_remarks(policy, report, "waiver-expired"), 1);
    ck_assert_uint_eq(count_remarks(policy, report, "waiver-unused"), 1);
    ck_assert_uint_eq(count_remarks(policy, report, "waiver-broad"), 0);
    fisc_report_unref(report);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("expected");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_test(tests, expected__changes_where_the_provider_is_joined);
    tcase_add_test(tests, expected__is_the_same_bytes_from_both_spellings);
    tcase_add_test(tests, expected__remarks_on_the_waivers_that_do_not_work);
    result = run_case("policies", tests);
    fisc_context_unref(context);
    return result;
}
