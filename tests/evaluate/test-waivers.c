/* SPDX-License-Identifier: MIT */
/* Accepted risks: rule 28. */

#include <stdio.h>
#include <string.h>

#include "evaluate/rig.h"

/* A waiver of t.1.customer, w, in June 2026; MORE are attributes. */
#define WAIVER(clause, more) \
    "<waiver id='w' clause='" clause "' from='2026-06-01' " \
    "until='2026-06-30' approver='CRO' " more "><reason>r</reason></waiver>"

static struct fisc_report *
report_on(const char *waivers, const char *facts, const char *day)
{
    struct fisc_policy *policy = rig_waived_policy(waivers);
    struct fisc_system *system = rig_system(facts);
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report;

    ck_assert_int_eq(fisc_date_parse(day, &options.as_of), FISC_OK);
    report = rig_eval(policy, system, &options);
    fisc_policy_unref(policy);
    fisc_system_unref(system);
    return report;
}

/* "rule item; …" of a report's remarks. */
static const char *
remarks(const struct fisc_report *report)
{
    static char text[1024];
    struct fisc_diagnostic remark = {.size = sizeof remark};

    text[0] = '\0';
    for (size_t i = 0; !fisc_report_diagnostic(report, i, &remark); i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s %s",
                 i ? "; " : "", remark.rule, remark.item);
    return text;
}

static const struct {
    const char *waivers;
    const char *facts;
    const char *day;
    const char *row; /* of t.1.customer@bank */
    const char *remarks;
} cases[] = {
    /* Both ends count. */
    {WAIVER("t.1.customer", ""), PARTIES ", \"on\": false", "2026-05-31",
     "fail not-met", "waiver-ahead w"},
    {WAIVER("t.1.customer", ""), PARTIES ", \"on\": false", "2026-06-01",
     "fail waived w", ""},
    {WAIVER("t.1.customer", ""), PARTIES ", \"on\": false", "2026-06-30",
     "fail waived w", ""},
    {WAIVER("t.1.customer", ""), PARTIES ", \"on\": false", "2026-07-01",
     "fail not-met", "waiver-expired w"},
    /* A fail and an unknown are waived; the result stands. */
    {WAIVER("t.1.customer", ""), PARTIES, AS_OF, "unknown waived w", ""},
    {WAIVER("t.1.customer", ""), PARTIES ", \"on\": true", AS_OF,
     "pass met direct", "waiver-unused w"},
    /* What it covers: a control's clauses, and all that begin so. */
    {WAIVER("t.1", ""), PARTIES, AS_OF, "unknown waived w", ""},
    {WAIVER("t.*", ""), PARTIES, AS_OF, "unknown waived w", ""},
    {WAIVER("u.1.customer", ""), PARTIES, AS_OF, "unknown absent", ""},
    {WAIVER("t.1.provider", ""), PARTIES, AS_OF, "unknown absent", ""},
    /* Whose, and of which description. */
    {WAIVER("t.1.customer", "party='bank'"), PARTIES, AS_OF,
     "unknown waived w", ""},
    {WAIVER("t.1.customer", "party='aws'"), PARTIES, AS_OF, "unknown absent",
     "waiver-unused w"},
    {WAIVER("t.1.customer", "subject='s'"), PARTIES, AS_OF,
     "unknown waived w", ""},
    {WAIVER("t.1.customer", "subject='other'"), PARTIES, AS_OF,
     "unknown absent", ""},
    {WAIVER("t.1.customer", "subject='other'"), PARTIES, "2026-07-01",
     "unknown absent", ""},
};

START_TEST(waiver__covers_what_it_says_while_it_is_in_force)
{
    struct fisc_report *report = report_on(cases[_i].waivers, cases[_i].facts,
                                           cases[_i].day);

    ck_assert_msg(!strcmp(rig_row(report, "t.1.customer@bank"), cases[_i].row),
                  "%s on %s: %s", cases[_i].waivers, cases[_i].day,
                  rig_row(report, "t.1.customer@bank"));
    ck_assert_msg(!strcmp(remarks(report), cases[_i].remarks),
                  "%s on %s: %s", cases[_i].waivers, cases[_i].day,
                  remarks(report));
    fisc_report_unref(report);
}
END_TEST

START_TEST(waiver__leaves_errors_and_others_alone)
{
    struct fisc_report *report = report_on(WAIVER("t.*", ""),
                                           PARTIES ", \"applies\": false",
                                           AS_OF);

    ck_assert_str_eq(rig_row(report, "t.4.broken.customer@bank"),
                     "error error");
    ck_assert_str_eq(rig_row(report, "t.1.may.customer@bank"),
                     "informational may");
    ck_assert_str_eq(rig_row(report, "t.2.customer@bank"),
                     "notapplicable when");
    ck_assert_str_eq(rig_row(report, "t.1.provider@aws"), "pass met direct");
    ck_assert_str_eq(rig_row(report, "t.1.provider@gcp"), "fail waived w");
    fisc_report_unref(report);
}
END_TEST

START_TEST(waiver__does_not_satisfy_a_control)
{
    struct fisc_report *report = report_on(WAIVER("t.1", ""),
                                           PARTIES ", \"on\": false", AS_OF);
    struct fisc_control_result control = {.size = sizeof control};

    ck_assert_int_eq(fisc_report_control(report, 0, &control), FISC_OK);
    ck_assert_int_eq(control.state, FISC_CONTROL_NOT_SATISFIED);
    ck_assert_str_eq(control.reason, "fail");
    fisc_report_unref(report);
}
END_TEST

/* The row is explained as if there were none. */
START_TEST(waiver__hides_no_explanation)
{
    struct fisc_report *report = report_on(WAIVER("t.1.customer", ""),
                                           PARTIES, AS_OF);

    ck_assert_str_eq(rig_deciding(report, "t.1.customer@bank"), "on absent");
    fisc_report_unref(report);
}
END_TEST

/* Of a part of the policy nobody can say that a waiver is unused. */
START_TEST(waiver__is_not_called_unused_in_a_part)
{
    struct fisc_policy *policy = rig_waived_policy(WAIVER("t.1", ""));
    struct fisc_system *system = rig_system(PARTIES ", \"on\": true");
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report;

    options.control = "u.1";
    report = rig_eval(policy, system, &options);
    ck_assert_str_eq(remarks(report), "");
    fisc_report_unref(report);
    options.control = NULL;
    options.levels = 1u << FISC_LEVEL_SHOULD;
    report = rig_eval(policy, system, &options);
    ck_assert_str_eq(remarks(report), "");
    fisc_report_unref(report);
    options.levels = 0;
    options.roles = 1u << FISC_ROLE_SUPPLIER;
    report = rig_eval(policy, system, &options);
    ck_assert_str_eq(remarks(report), "");
    fisc_report_unref(report);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("waivers");

    tcase_add_loop_test(tests,
                        waiver__covers_what_it_says_while_it_is_in_force, 0,
                        sizeof cases / sizeof *cases);
    tcase_add_test(tests, waiver__leaves_errors_and_others_alone);
    tcase_add_test(tests, waiver__does_not_satisfy_a_control);
    tcase_add_test(tests, waiver__hides_no_explanation);
    tcase_add_test(tests, waiver__is_not_called_unused_in_a_part);
    return rig_main(tests);
}
