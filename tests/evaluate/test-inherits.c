/* SPDX-License-Identifier: MIT */
/* Duties that the description says are met by another party: rule 19. */

#include <stdio.h>
#include <string.h>

#include "evaluate/rig.h"

/* t.1.customer of the bank, inherited from aws. */
#define INHERITED \
    PARTIES ", \"on\": false, \"inherits\": [{\"id\": \"i\", " \
    "\"clause\": \"t.1.customer\", \"from\": \"aws\""
#define CONFIRMED \
    ", \"confirmed\": {\"value\": true, \"by\": \"risk office\", " \
    "\"at\": \"2026-06-01\"}"

static struct fisc_report *
join(const char *facts, const struct fisc_joined *joined, size_t count)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_system *system = rig_system(facts);
    struct fisc_report *report;

    options.joined = joined;
    options.joined_count = count;
    report = rig_eval(rig_policy, system, &options);
    fisc_system_unref(system);
    return report;
}

/* ---- not joined ----------------------------------------------------------*/

static const struct {
    const char *facts;
    const char *row;
} alone[] = {
    /* What the institution confirmed counts; its own facts don't. */
    {INHERITED CONFIRMED "}]", "pass met inherited"},
    {INHERITED ", \"confirmed\": false}]", "fail inherited"},
    {INHERITED "}]", "unknown unconfirmed"},
    {INHERITED ", \"confirmed\": {\"unknown\": \"asked\"}}]",
     "unknown unconfirmed"},
    /* No such section is a statement; one that is not whole is none. */
    {PARTIES ", \"on\": true", "pass met direct"},
    {PARTIES ", \"on\": true, \"inherits\": []", "pass met direct"},
    {PARTIES ", \"on\": true, \"inherits\": {\"complete\": false}",
     "unknown incomplete"},
    {PARTIES ", \"on\": true, \"inherits\": {\"unknown\": \"asked\"}",
     "unknown stated"},
    {PARTIES ", \"inherits\": {\"complete\": false, \"items\": [{\"id\": "
     "\"i\", \"clause\": \"t.1.customer\", \"from\": \"aws\"" CONFIRMED "}]}",
     "pass met inherited"},
    /* About another clause, or another bearer. */
    {PARTIES ", \"on\": true, \"inherits\": [{\"id\": \"i\", \"clause\": "
     "\"u.1.customer\", \"from\": \"aws\"}]", "pass met direct"},
    {PARTIES ", \"on\": true, \"inherits\": [{\"id\": \"i\", \"clause\": "
     "\"t.1.customer\", \"bearer\": \"provider\", \"from\": \"aws\"}]",
     "pass met direct"},
    {PARTIES ", \"on\": true, \"inherits\": [{\"id\": \"i\", \"clause\": "
     "\"t.1.customer\", \"bearer\": \"customer\", \"from\": \"aws\"}]",
     "unknown unconfirmed"},
    {PARTIES ", \"on\": true, \"inherits\": [{\"id\": \"i\", \"clause\": "
     "\"t.1.customer\", \"bearer\": \"bank\", \"from\": \"aws\"}]",
     "unknown unconfirmed"},
};

START_TEST(inherited__counts_as_it_was_confirmed)
{
    struct fisc_report *report = rig_report(alone[_i].facts);

    ck_assert_msg(!strcmp(rig_row(report, "t.1.customer@bank"),
                          alone[_i].row), "{%s} gives %s", alone[_i].facts,
                  rig_row(report, "t.1.customer@bank"));
    fisc_report_unref(report);
}
END_TEST

START_TEST(inherited__keeps_the_row_and_says_to_whom_it_moved)
{
    struct fisc_report *report = rig_report(INHERITED CONFIRMED "}]");
    struct fisc_result_info row = {.size = sizeof row};
    size_t index = 0;

    ck_assert_int_eq(fisc_report_find(report, "t.1.customer@bank", &index), 0);
    ck_assert_int_eq(fisc_report_result(report, index, &row), FISC_OK);
    ck_assert_str_eq(row.party, "bank");
    ck_assert_int_eq(row.bearer, FISC_ROLE_CUSTOMER);
    ck_assert_str_eq(row.moved_to, "aws");
    ck_assert_str_eq(rig_row(report, "t.1.provider@aws"), "pass met direct");
    fisc_report_unref(report);
}
END_TEST

START_TEST(inherited__asks_for_the_confirmation)
{
    struct fisc_report *report = rig_report(INHERITED "}]");

    ck_assert_str_eq(rig_deciding(report, "t.1.customer@bank"),
                     "inherits[t.1.customer] unconfirmed");
    fisc_report_unref(report);
}
END_TEST

/* A duty that doesn't apply is not asked of anybody. */
START_TEST(inherited__comes_after_when)
{
    struct fisc_report *report = rig_report(
        PARTIES ", \"applies\": false, \"inherits\": [{\"id\": \"i\", "
        "\"clause\": \"t.2.customer\", \"from\": \"aws\"" CONFIRMED "}]");

    ck_assert_str_eq(rig_row(report, "t.2.customer@bank"),
                     "notapplicable when");
    fisc_report_unref(report);
}
END_TEST

/* ---- joined --------------------------------------------------------------*/

#define THEIRS "\"parties\": [{\"id\": \"aws\", \"roles\": [\"provider\"]"

static const struct {
    const char *facts; /* of aws's own description */
    const char *row;
    const char *deciding;
} joined[] = {
    {THEIRS ", \"on\": true}]", "pass met inherited", ""},
    {THEIRS ", \"on\": false}]", "fail inherited", ""},
    {THEIRS "}]", "unknown absent", "aws:parties[aws].on absent"},
    {THEIRS ", \"on\": {\"value\": true, \"expires\": \"2026-06-29\"}}]",
     "unknown stale", "aws:parties[aws].on stale"},
};

/* What the bank itself confirmed does not count then. */
START_TEST(joined__answers_with_its_own_result)
{
    struct fisc_joined aws = {"aws", rig_system(joined[_i].facts)};
    struct fisc_report *report = join(INHERITED CONFIRMED "}]", &aws, 1);

    ck_assert_str_eq(rig_row(report, "t.1.customer@bank"), joined[_i].row);
    ck_assert_str_eq(rig_deciding(report, "t.1.customer@bank"),
                     joined[_i].deciding);
    fisc_report_unref(report);
    fisc_system_unref(aws.system);
}
END_TEST

START_TEST(joined__answers_for_the_clause_that_is_named)
{
    static const struct {
        const char *as;
        const char *row;
    } clauses[] = {
        {"t.1.provider", "pass met inherited"},
        {"t.2.operator", "pass met inherited"},  /* whatever its role */
        {"t.2.supplier", "unknown unanswered"},  /* notchecked */
        {"t.1.may.customer", "unknown unanswered"},
        {"t.9.provider", "unknown unanswered"},  /* no such clause */
        {"t.4.broken.customer", "error error"},
    };
    struct fisc_joined aws = {"aws", rig_system(THEIRS ", \"on\": true}]")};
    char facts[1024];

    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        struct fisc_report *report;

        snprintf(facts, sizeof facts, INHERITED ", \"as\": \"%s\"}]",
                 clauses[i].as);
        report = join(facts, &aws, 1);
        ck_assert_msg(!strcmp(rig_row(report, "t.1.customer@bank"),
                              clauses[i].row), "as %s: %s", clauses[i].as,
                      rig_row(report, "t.1.customer@bank"));
        fisc_report_unref(report);
    }
    fisc_system_unref(aws.system);
}
END_TEST

START_TEST(joined__names_the_facts_of_the_other_side)
{
    struct fisc_joined aws = {"aws", rig_system(joined[1].facts)};
    struct fisc_report *report = join(INHERITED CONFIRMED "}]", &aws, 1);

    ck_assert_str_eq(rig_facts(report, "t.1.customer@bank"),
                     "aws:parties[aws].on=false (true) wanted");
    fisc_report_unref(report);
    fisc_system_unref(aws.system);
}
END_TEST

START_TEST(joined__passes_a_duty_on)
{
    struct fisc_joined both[] = {
        {"aws", rig_system(THEIRS "}], \"inherits\": [{\"id\": \"j\", "
            "\"clause\": \"t.1.provider\", \"from\": \"gcp\"}]")},
        {"gcp", rig_system("\"parties\": [{\"id\": \"gcp\", \"roles\": "
            "[\"provider\"], \"on\": true}]")}};
    struct fisc_report *report = join(INHERITED "}]", both, 2);

    ck_assert_str_eq(rig_row(report, "t.1.customer@bank"),
                     "pass met inherited");
    fisc_report_unref(report);
    /* Not joined, gcp's answer is what aws confirmed. */
    report = join(INHERITED "}]", both, 1);
    ck_assert_str_eq(rig_row(report, "t.1.customer@bank"),
                     "unknown unconfirmed");
    ck_assert_str_eq(rig_deciding(report, "t.1.customer@bank"),
                     "aws:inherits[t.1.provider] unconfirmed");
    fisc_report_unref(report);
    fisc_system_unref(both[0].system);
    fisc_system_unref(both[1].system);
}
END_TEST

START_TEST(joined__in_a_circle_is_unknown)
{
    static const char *const froms[] = {"aws", "gcp"};

    for (size_t i = 0; i < 2; i++) {
        char facts[512];
        struct fisc_joined both[2] = {{"aws", NULL}, {"gcp", NULL}};
        struct fisc_report *report;

        snprintf(facts, sizeof facts, THEIRS ", \"on\": true}], \"inherits\": "
                 "[{\"id\": \"j\", \"clause\": \"t.1.provider\", "
                 "\"from\": \"%s\"}]", froms[i]);
        both[0].system = rig_system(facts);
        both[1].system = rig_system(
            "\"parties\": [{\"id\": \"gcp\", \"roles\": [\"provider\"], "
            "\"on\": true}], \"inherits\": [{\"id\": \"j\", \"clause\": "
            "\"t.1.provider\", \"from\": \"aws\"}]");
        report = join(INHERITED "}]", both, 2);
        ck_assert_str_eq(rig_row(report, "t.1.customer@bank"),
                         "unknown unanswered");
        fisc_report_unref(report);
        fisc_system_unref(both[0].system);
        fisc_system_unref(both[1].system);
    }
}
END_TEST

START_TEST(joined__is_checked_like_the_description_itself)
{
    struct fisc_joined aws = {"aws", rig_system("\"nonsense\": true")};
    struct fisc_eval_options options = rig_options();
    struct fisc_system *system = rig_system(PARTIES);
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;
    struct fisc_error error;

    options.joined = &aws;
    options.joined_count = 1;
    ck_assert_int_eq(fisc_evaluator_new(rig_policy, &evaluator, NULL), 0);
    ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report, &error),
                     FISC_ERR_INVALID);
    ck_assert_ptr_null(report);
    ck_assert_msg(strstr(error.message, "nonsense") != NULL, "%s",
                  error.message);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    fisc_system_unref(aws.system);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("inherits");

    tcase_add_loop_test(tests, inherited__counts_as_it_was_confirmed, 0,
                        sizeof alone / sizeof *alone);
    tcase_add_test(tests, inherited__keeps_the_row_and_says_to_whom_it_moved);
    tcase_add_test(tests, inherited__asks_for_the_confirmation);
    tcase_add_test(tests, inherited__comes_after_when);
    tcase_add_loop_test(tests, joined__answers_with_its_own_result, 0,
                        sizeof joined / sizeof *joined);
    tcase_add_test(tests, joined__answers_for_the_clause_that_is_named);
    tcase_add_test(tests, joined__names_the_facts_of_the_other_side);
    tcase_add_test(tests, joined__passes_a_duty_on);
    tcase_add_test(tests, joined__in_a_circle_is_unknown);
    tcase_add_test(tests, joined__is_checked_like_the_description_itself);
    return rig_main(tests);
}
