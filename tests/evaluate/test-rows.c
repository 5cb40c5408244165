/* SPDX-License-Identifier: MIT */
/* Which rows there are, and what each comes out as: rules 17, 18, 26, 27. */

#include <string.h>

#include "evaluate/rig.h"

/* ---- one clause, many descriptions ---------------------------------------*/

static const struct {
    const char *facts;
    const char *key;
    const char *row;
} cases[] = {
    {PARTIES ", \"on\": true", "t.1.customer@bank", "pass met direct"},
    {PARTIES ", \"on\": false", "t.1.customer@bank", "fail not-met"},
    {PARTIES, "t.1.customer@bank", "unknown absent"},
    {PARTIES ", \"on\": {\"unknown\": \"asked\"}", "t.1.customer@bank",
     "unknown stated"},
    /* A party's own facts: one provider's don't answer for another. */
    {PARTIES, "t.1.provider@aws", "pass met direct"},
    {PARTIES, "t.1.provider@gcp", "fail not-met"},
    /* may is never decided. */
    {PARTIES ", \"on\": true", "t.1.may.customer@bank", "informational may"},
    {PARTIES ", \"on\": false", "t.1.may.customer@bank", "informational may"},
    /* when: rule 17. */
    {PARTIES ", \"on\": true, \"applies\": false", "t.2.customer@bank",
     "notapplicable when"},
    {PARTIES ", \"on\": true", "t.2.customer@bank", "unknown absent"},
    {PARTIES ", \"on\": false", "t.2.customer@bank", "unknown absent"},
    {PARTIES ", \"on\": true, \"applies\": true", "t.2.customer@bank",
     "pass met direct"},
    {PARTIES ", \"on\": false, \"applies\": true", "t.2.customer@bank",
     "fail not-met"},
    {PARTIES ", \"applies\": {\"value\": true, \"expires\": \"2026-06-29\"}",
     "t.2.customer@bank", "unknown absent"},
    /* Nobody holds the role: rule 26. */
    {PARTIES, "t.2.operator", "unknown absent"},
    {PARTIES, "t.2.operator@bank", "no such row"},
    {"\"on\": true", "t.1.customer", "unknown absent"},
    /* No check, and somebody who would have to meet it. */
    {"\"parties\": [{\"id\": \"acme\", \"roles\": [\"supplier\"]}]",
     "t.2.supplier@acme", "notchecked no-check"},
    /* One party of two roles. */
    {"\"on\": true, \"parties\": [{\"id\": \"bank\", \"on\": true, "
     "\"roles\": [\"customer\", \"provider\"]}]",
     "t.1.provider@bank", "pass met direct"},
    /* That there are none is a fact, which a pass may rest on. */
    {PARTIES ", \"rooms\": []", "t.1.1.customer@bank", "pass met direct"},
    {PARTIES ", \"rooms\": [{\"id\": \"a\", \"locked\": true, \"keys\": 2}]",
     "t.1.1.customer@bank", "pass met direct"},
    /* via. */
    {PARTIES ", \"tested\": {\"value\": \"2026-01-01\", "
     "\"date\": \"2026-01-01\"}", "t.3.customer@bank", "pass met direct"},
    {PARTIES ", \"rooms\": [{\"id\": \"a\", \"locked\": true}]",
     "t.3.customer@bank", "pass met alternative"},
    {PARTIES ", \"importance\": {\"value\": \"low\", \"by\": \"customer\", "
     "\"at\": \"2026-01-01\", \"why\": \"few use it\"}",
     "t.3.customer@bank", "pass met relaxation"},
    {PARTIES ", \"rooms\": [{\"id\": \"a\", \"locked\": true}], "
     "\"importance\": {\"value\": \"low\", \"by\": \"customer\", "
     "\"at\": \"2026-01-01\", \"why\": \"few use it\"}",
     "t.3.customer@bank", "pass met alternative"},
    /* Functions. */
    {PARTIES ", \"rooms\": [{\"id\": \"a\", \"keys\": 3}]",
     "t.3.function.customer@bank", "pass met direct"},
    {PARTIES ", \"rooms\": [{\"id\": \"a\", \"keys\": 30}]",
     "t.3.function.customer@bank", "fail not-met"},
    {PARTIES ", \"rooms\": [{\"id\": \"a\", \"keys\": 0}]",
     "t.3.function.customer@bank", "notapplicable function"},
    {PARTIES ", \"rooms\": [{\"id\": \"a\"}]", "t.3.function.customer@bank",
     "unknown absent"},
    {PARTIES, "t.4.broken.customer@bank", "error error"},
    {PARTIES, "t.4.endless.customer@bank", "error budget"},
    {PARTIES, "t.4.greedy.customer@bank", "error memory"},
    /* The reason is the first state there is: unset before absent. */
    {PARTIES, "t.3.limit.customer@bank", "unknown unset"},
    {PARTIES ", \"open\": 3", "t.3.limit.customer@bank", "unknown unset"},
    {PARTIES ", \"evidence\": []", "t.3.evidence.customer@bank",
     "fail not-met"},
    {PARTIES ", \"evidence\": [{\"id\": \"e\", \"kind\": \"report\", "
     "\"about\": [\"rooms\"], \"collected\": \"2026-01-01\", "
     "\"from\": \"none\", \"to\": \"none\", \"expires\": \"2026-06-29\", "
     "\"confirmed\": {\"value\": true, \"by\": \"x\", "
     "\"at\": \"2026-01-01\"}}]",
     "t.3.evidence.customer@bank", "unknown stale"},
};

START_TEST(row__comes_out_as_the_rules_say)
{
    struct fisc_report *report = rig_report(cases[_i].facts);

    ck_assert_msg(strcmp(rig_row(report, cases[_i].key), cases[_i].row) == 0,
                  "%s of {%s} is %s", cases[_i].key, cases[_i].facts,
                  rig_row(report, cases[_i].key));
    fisc_report_unref(report);
}
END_TEST

START_TEST(rows__are_one_for_each_clause_and_party_in_order)
{
    struct fisc_report *report = rig_report(PARTIES ", \"on\": true");

    ck_assert_str_eq(rig_rows(report),
                     "t.1.customer@bank pass met direct\n"
                     "t.1.provider@aws pass met direct\n"
                     "t.1.provider@gcp fail not-met\n"
                     "t.1.should.customer@bank unknown absent\n"
                     "t.1.may.customer@bank informational may\n"
                     "t.1.1.customer@bank unknown absent\n"
                     "t.2.customer@bank unknown absent\n"
                     "t.2.operator unknown absent\n"
                     "t.2.supplier unknown absent\n"
                     "t.3.customer@bank unknown absent\n"
                     "t.3.evidence.customer@bank unknown absent\n"
                     "t.3.function.customer@bank unknown absent\n"
                     "t.3.limit.customer@bank unknown unset\n"
                     "t.4.broken.customer@bank error error\n"
                     "t.4.endless.customer@bank error budget\n"
                     "t.4.greedy.customer@bank error memory\n"
                     "u.1.customer@bank pass met direct\n");
    fisc_report_unref(report);
}
END_TEST

START_TEST(row__of_an_overrun_leaves_others_as_they_are)
{
    struct fisc_system *system = rig_system(PARTIES ", \"on\": true, "
        "\"rooms\": [{\"id\": \"a\", \"keys\": 3}]");
    struct fisc_eval_options options = rig_options();
    struct fisc_evaluator *evaluator = NULL;

    ck_assert_int_eq(fisc_evaluator_new(rig_policy, &evaluator, NULL), 0);
    for (int i = 0; i < 3; i++) {
        struct fisc_report *report = NULL;

        ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report, NULL),
                         FISC_OK);
        ck_assert_str_eq(rig_row(report, "t.4.endless.customer@bank"),
                         "error budget");
        ck_assert_str_eq(rig_row(report, "t.4.greedy.customer@bank"),
                         "error memory");
        ck_assert_str_eq(rig_row(report, "t.3.function.customer@bank"),
                         "pass met direct");
        fisc_report_unref(report);
    }
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
}
END_TEST

/* ---- what rows say beside their result -----------------------------------*/

START_TEST(row__says_whose_and_what)
{
    struct fisc_report *report = rig_report(PARTIES);
    struct fisc_result_info row = {.size = sizeof row};
    struct fisc_clause_info clause = {.size = sizeof clause};

    ck_assert_int_eq(fisc_report_result(report, 2, &row), FISC_OK);
    ck_assert_str_eq(row.key, "t.1.provider@gcp");
    ck_assert_str_eq(row.catalog, "t");
    ck_assert_str_eq(row.control, "t.1");
    ck_assert_str_eq(row.label, "設1");
    ck_assert_str_eq(row.clause, "t.1.provider");
    ck_assert_str_eq(row.party, "gcp");
    ck_assert_int_eq(row.bearer, FISC_ROLE_PROVIDER);
    ck_assert_int_eq(row.level, FISC_LEVEL_MUST);
    ck_assert_str_eq(row.waiver, "");
    ck_assert_str_eq(row.moved_to, "");
    ck_assert_int_eq(fisc_policy_clause(rig_policy, row.clause_index, &clause),
                     FISC_OK);
    ck_assert_str_eq(clause.key, "t.1.provider");
    ck_assert_int_eq(fisc_report_result(report, 7, &row), FISC_OK);
    ck_assert_str_eq(row.key, "t.2.operator");
    ck_assert_str_eq(row.party, "");
    ck_assert_str_eq(rig_deciding(report, "t.2.operator"), "parties absent");
    fisc_report_unref(report);
}
END_TEST

START_TEST(row__beyond_the_last_is_not_found)
{
    struct fisc_report *report = rig_report(PARTIES);
    struct fisc_result_info row = {.size = sizeof row};
    size_t index = 99;

    ck_assert_int_eq(fisc_report_result(report,
                                        fisc_report_result_count(report),
                                        &row), FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_report_result(report, SIZE_MAX, &row),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_report_find(report, "t.1.customer", &index),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_report_find(report, "t.1.customer@", &index),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_report_find(report, "", &index), FISC_ERR_NOTFOUND);
    ck_assert_uint_eq(index, 99);
    fisc_report_unref(report);
}
END_TEST

START_TEST(results__cross_all_at_once)
{
    struct fisc_report *report = rig_report(PARTIES);
    unsigned char results[64];
    size_t count = fisc_report_result_count(report);
    struct fisc_result_info row = {.size = sizeof row};

    ck_assert_uint_le(count, sizeof results);
    memset(results, 99, sizeof results);
    fisc_report_results(report, results, count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(fisc_report_result(report, i, &row), FISC_OK);
        ck_assert_int_eq(results[i], row.result);
    }
    ck_assert_int_eq(results[count], 99);
    fisc_report_unref(report);
}
END_TEST

/* ---- roll-up -------------------------------------------------------------*/

static const struct {
    const char *facts;
    const char *control;
    const char *state; /* "" satisfied, else the reason */
} controls[] = {
    {PARTIES ", \"on\": true", "u.1", ""},
    {PARTIES ", \"on\": false", "u.1", "fail"},
    {PARTIES, "u.1", "unknown"},
    /* gcp's fail goes before the customer's unknown. */
    {PARTIES, "t.1", "fail"},
    /* A should that fails is no must. */
    {"\"on\": true, \"open\": 3, \"parties\": [{\"id\": \"bank\", "
     "\"on\": true, \"roles\": [\"customer\", \"provider\"]}]", "t.1", ""},
    {PARTIES, "t.4", "error"},
    {"\"parties\": [{\"id\": \"a\", \"on\": true, \"roles\": [\"customer\", "
     "\"operator\", \"supplier\"]}], \"on\": true, \"applies\": true",
     "t.2", "notchecked"},
    {"\"parties\": [{\"id\": \"a\", \"on\": false, \"roles\": [\"customer\", "
     "\"operator\", \"supplier\"]}], \"applies\": false", "t.2", "fail"},
};

START_TEST(control__is_satisfied_as_rule_27_says)
{
    struct fisc_report *report = rig_report(controls[_i].facts);
    struct fisc_control_result control = {.size = sizeof control};
    size_t i = 0;

    while (fisc_report_control(report, i, &control) == FISC_OK &&
           strcmp(control.control, controls[_i].control) != 0)
        i++;
    ck_assert_str_eq(control.control, controls[_i].control);
    ck_assert_str_eq(control.reason, controls[_i].state);
    ck_assert_int_eq(control.state, controls[_i].state[0]
                                        ? FISC_CONTROL_NOT_SATISFIED
                                        : FISC_CONTROL_SATISFIED);
    fisc_report_unref(report);
}
END_TEST

START_TEST(coverage__counts_rows_by_role_and_party)
{
    struct fisc_report *report = rig_report(PARTIES ", \"on\": true");
    size_t all[FISC_RESULT_COUNT], some[FISC_RESULT_COUNT], sum = 0;

    fisc_report_coverage(report, -1, -1, NULL, all, FISC_RESULT_COUNT);
    for (int i = 0; i < FISC_RESULT_COUNT; i++)
        sum += all[i];
    ck_assert_uint_eq(sum, fisc_report_result_count(report));
    ck_assert_uint_eq(all[FISC_RESULT_PASS], 3);
    ck_assert_uint_eq(all[FISC_RESULT_FAIL], 1);
    ck_assert_uint_eq(all[FISC_RESULT_ERROR], 3);
    ck_assert_uint_eq(all[FISC_RESULT_INFORMATIONAL], 1);
    fisc_report_coverage(report, FISC_ROLE_PROVIDER, -1, NULL, some,
                         FISC_RESULT_COUNT);
    ck_assert_uint_eq(some[FISC_RESULT_PASS], 1);
    ck_assert_uint_eq(some[FISC_RESULT_FAIL], 1);
    fisc_report_coverage(report, FISC_ROLE_PROVIDER, -1, "gcp", some,
                         FISC_RESULT_COUNT);
    ck_assert_uint_eq(some[FISC_RESULT_PASS], 0);
    ck_assert_uint_eq(some[FISC_RESULT_FAIL], 1);
    fisc_report_coverage(report, -1, -1, "nobody", some, FISC_RESULT_COUNT);
    for (int i = 0; i < FISC_RESULT_COUNT; i++)
        ck_assert_uint_eq(some[i], 0);
    fisc_report_unref(report);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("rows");

    tcase_add_loop_test(tests, row__comes_out_as_the_rules_say, 0,
                        sizeof cases / sizeof *cases);
    tcase_add_test(tests, rows__are_one_for_each_clause_and_party_in_order);
    tcase_add_test(tests, row__of_an_overrun_leaves_others_as_they_are);
    tcase_add_test(tests, row__says_whose_and_what);
    tcase_add_test(tests, row__beyond_the_last_is_not_found);
    tcase_add_test(tests, results__cross_all_at_once);
    tcase_add_loop_test(tests, control__is_satisfied_as_rule_27_says, 0,
                        sizeof controls / sizeof *controls);
    tcase_add_test(tests, coverage__counts_rows_by_role_and_party);
    return rig_main(tests);
}
