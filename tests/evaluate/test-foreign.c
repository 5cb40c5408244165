/* SPDX-License-Identifier: MIT */
/* Documents of others: NIST's catalog as a policy, system security plans. */

#include <stdlib.h>
#include <string.h>

#include "evaluate/rig.h"

START_TEST(nist__comes_out_as_not_checked_control_by_control)
{
    char *path = shared_path("data/oscal/NIST_SP-800-53_rev4_catalog.xml");
    struct fisc_source source = {sizeof source, path, NULL, 0};
    struct fisc_control_result control = {.size = sizeof control};
    struct fisc_policy *policy = NULL;
    struct fisc_system *system;
    struct fisc_report *report;
    size_t counts[FISC_RESULT_COUNT], withdrawn = 0, i;

    if (!path)
        return;
    ck_assert_int_eq(fisc_policy_load(rig_context, &source, 1, &policy, NULL),
                     FISC_OK);
    ck_assert_uint_eq(fisc_policy_control_count(policy), 922);
    system = rig_system(PARTIES);
    report = rig_eval(policy, system, NULL);
    ck_assert_uint_eq(fisc_report_control_count(report), 922);
    for (i = 0; !fisc_report_control(report, i, &control); i++) {
        ck_assert_int_eq(control.state, FISC_CONTROL_NOT_SATISFIED);
        ck_assert_str_eq(control.reason, "notchecked");
        withdrawn += control.withdrawn != 0;
    }
    ck_assert_uint_eq(i, 922);
    ck_assert_uint_eq(withdrawn, 96);
    fisc_report_coverage(report, -1, -1, NULL, counts, FISC_RESULT_COUNT);
    for (int result = 0; result < FISC_RESULT_COUNT; result++)
        ck_assert_uint_eq(counts[result],
                          result == FISC_RESULT_NOTCHECKED
                              ? fisc_report_result_count(report)
                              : 0);
    ck_assert_uint_gt(fisc_report_result_count(report), 922 - 96);
    fisc_report_unref(report);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
    free(path);
}
END_TEST

START_TEST(plan__is_refused_as_a_description_with_a_word_of_help)
{
    static const char *const plans[] = {
        "data/oscal/oscal_leveraged-example_ssp.xml",
        "data/oscal/oscal_leveraging-example_ssp.xml"};
    char *path = shared_path(plans[_i]);
    struct fisc_system *system = NULL;
    struct fisc_error error;

    if (!path)
        return;
    ck_assert_int_eq(fisc_system_load(rig_context, path, FISC_SYSTEM_AUTO,
                                      &system, &error), FISC_ERR_UNSUPPORTED);
    ck_assert_ptr_null(system);
    ck_assert_str_eq(error.where, path);
    ck_assert_uint_gt(error.line, 0);
    ck_assert_msg(strstr(error.message, "system security plan") != NULL, "%s",
                  error.message);
    free(path);
}
END_TEST

START_TEST(plan__is_refused_as_a_policy_too)
{
    char *path = shared_path("data/oscal/oscal_leveraged-example_ssp.xml");
    struct fisc_source source = {sizeof source, path, NULL, 0};
    struct fisc_policy *policy = NULL;

    if (!path)
        return;
    ck_assert_int_eq(fisc_policy_load(rig_context, &source, 1, &policy, NULL),
                     FISC_ERR_UNSUPPORTED);
    free(path);
}
END_TEST

/* A foreign statement without items is one clause; with items, each is one. */
START_TEST(foreign__has_a_clause_for_each_statement_without_items)
{
    static const char catalog[] =
        "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0' "
        "uuid='5ab0b7a0-0f5b-4c57-8a2b-5f0c6a1e7704'><metadata><title>x"
        "</title><last-modified>2026-06-30T00:00:00+09:00</last-modified>"
        "<version>1</version><oscal-version>1.1.2</oscal-version></metadata>"
        "<control id='x-1'><title>x</title><part name='statement' "
        "id='x-1_smt'><p>Do it.</p></part></control>"
        "<control id='x-2'><title>x</title><part name='statement' "
        "id='x-2_smt'><part name='item' id='x-2_smt.a'><p>Do.</p></part>"
        "<part name='item' id='x-2_smt.b'><p>Do.</p></part></part></control>"
        "<control id='x-3'><title>x</title></control></catalog>";
    struct fisc_source source = {sizeof source, "x.xml", catalog,
                                 sizeof catalog - 1};
    struct fisc_policy *policy = NULL;
    struct fisc_system *system = rig_system(PARTIES);
    struct fisc_report *report;

    ck_assert_int_eq(fisc_policy_load(rig_context, &source, 1, &policy, NULL),
                     FISC_OK);
    report = rig_eval(policy, system, NULL);
    ck_assert_str_eq(rig_rows(report),
                     "x-1_smt@bank notchecked no-check\n"
                     "x-2_smt.a@bank notchecked no-check\n"
                     "x-2_smt.b@bank notchecked no-check\n"
                     "x-3@bank notchecked no-check\n");
    fisc_report_unref(report);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("foreign");

    tcase_add_test(tests, nist__comes_out_as_not_checked_control_by_control);
    tcase_add_loop_test(tests,
                        plan__is_refused_as_a_description_with_a_word_of_help,
                        0, 2);
    tcase_add_test(tests, plan__is_refused_as_a_policy_too);
    tcase_add_test(tests,
                   foreign__has_a_clause_for_each_statement_without_items);
    return rig_main(tests);
}
