/* SPDX-License-Identifier: MIT */
/* The bank's description beside its provider's own. */

#include "policies/example.h"

static const struct {
    enum fisc_join_kind kind;
    const char *customer_path;
    const char *provider_path;
} meetings[] = {
    {FISC_JOIN_INHERITED, "inherits[acm-renewal]",
     "provides[certificate-renewal]"},
    {FISC_JOIN_INHERITED, "inherits[kms-modules]", "provides[key-modules]"},
    {FISC_JOIN_SHARED, "", "provides[independent-zones]"},
    {FISC_JOIN_ANSWERED, "answers[a-identity]", "responsibilities[identity]"},
    {FISC_JOIN_ANSWERED, "answers[a-regions]", "responsibilities[regions]"},
    {FISC_JOIN_ANSWERED, "answers[a-encryption]",
     "responsibilities[encryption]"},
    {FISC_JOIN_OPEN, "", "responsibilities[backup]"},
    {FISC_JOIN_DANGLING, "answers[a-root-console]", ""},
};

START_TEST(join__meets_every_statement_of_the_two)
{
    struct fisc_system *bank = example_system("internet-banking.json");
    struct fisc_system *aws = example_system("aws-provider.json");
    struct fisc_join *join = NULL;
    size_t count = sizeof meetings / sizeof *meetings;

    ck_assert_int_eq(fisc_join_new(bank, aws, "aws", &join, NULL), FISC_OK);
    ck_assert_uint_eq(fisc_join_count(join), count);
    for (size_t i = 0; i < count; i++) {
        struct fisc_join_entry entry = {.size = sizeof entry};

        fisc_join_entry(join, i, &entry);
        ck_assert_int_eq(entry.kind, meetings[i].kind);
        ck_assert_str_eq(entry.customer_path, meetings[i].customer_path);
        ck_assert_str_eq(entry.provider_path, meetings[i].provider_path);
        ck_assert_int_eq(entry.customer_line > 0, *entry.customer_path != 0);
        ck_assert_int_eq(entry.provider_line > 0, *entry.provider_path != 0);
    }
    fisc_join_free(join);
    fisc_system_unref(aws);
    fisc_system_unref(bank);
}
END_TEST

START_TEST(join__knows_one_description_in_two_spellings)
{
    struct fisc_system *json = example_system("card-mixed.json");
    struct fisc_system *xml = example_system("card-mixed.xml");

    ck_assert_str_eq(fisc_system_digest(json), fisc_system_digest(xml));
    fisc_system_unref(xml);
    fisc_system_unref(json);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("join");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_test(tests, join__meets_every_statement_of_the_two);
    tcase_add_test(tests, join__knows_one_description_in_two_spellings);
    result = run_case("policies", tests);
    fisc_context_unref(context);
    return result;
}
