/* SPDX-License-Identifier: MIT */
/* Rows rolled up to controls (rule 27), counted, and found again. */

#include <string.h>

#include "report/fake-report.h"
#include "report/rollup.h"
#include "support/run.h"

static struct fisc_context *context;
static struct fisc_report *report;

static void
setup(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    report = fake_report_new(context, fake_rows, fake_row_count);
}

static void
teardown(void)
{
    fake_report_free(report);
    fisc_context_unref(context);
}

static struct fisc_control_result
control(const struct fisc_report *of, size_t index)
{
    struct fisc_control_result ret = {.size = sizeof ret};

    ck_assert_int_eq(fisc_report_control(of, index, &ret), FISC_OK);
    return ret;
}

START_TEST(control__has_the_first_reason_present)
{
    static const struct {
        const char *control, *reason;
    } expected[] = {
        {"t.f1", "unknown"}, {"t.f9", "notchecked"}, {"t.o2", "fail"},
        {"t.o3", ""},        {"t.o4", "error"},     {"t.t5", "notchecked"},
    };

    ck_assert_uint_eq(fisc_report_control_count(report), 6);
    for (size_t i = 0; i < 6; i++) {
        struct fisc_control_result got = control(report, i);

        ck_assert_str_eq(got.control, expected[i].control);
        ck_assert_str_eq(got.reason, expected[i].reason);
        ck_assert_int_eq(got.state, *expected[i].reason
                                        ? FISC_CONTROL_NOT_SATISFIED
                                        : FISC_CONTROL_SATISFIED);
        ck_assert_uint_eq(got.control_index, i);
    }
}
END_TEST

START_TEST(control__refuses_an_index_or_a_size_out_of_range)
{
    struct fisc_control_result ret = {.size = sizeof ret};

    ck_assert_int_eq(fisc_report_control(report, 6, &ret), FISC_ERR_NOTFOUND);
    ret.size = 3;
    ck_assert_int_eq(fisc_report_control(report, 0, &ret), FISC_ERR_INVALID);
}
END_TEST

/* The state of the first control over given results of its four clauses. */
static const char *
reason_of(enum fisc_result provider, enum fisc_result customer,
          enum fisc_result notice)
{
    struct fake_row rows[] = {
        {.key = "t.f1.provider@aws", .party = "aws", .clause = 0,
         .result = provider, .reason = "x"},
        {.key = "t.f1.customer@bank", .party = "bank", .clause = 1,
         .result = customer, .reason = "x"},
        {.key = "t.f1.notice.customer@bank", .party = "bank", .clause = 2,
         .result = notice, .reason = "x"},
    };
    struct fisc_report *small = fake_report_new(context, rows, 3);
    const char *reason = control(small, 0).reason;

    fake_report_free(small);
    return reason;
}

START_TEST(control__needs_a_must_that_passed_and_none_that_did_not)
{
    enum fisc_result pass = FISC_RESULT_PASS, fail = FISC_RESULT_FAIL,
                     na = FISC_RESULT_NOTAPPLICABLE,
                     error = FISC_RESULT_ERROR, unknown = FISC_RESULT_UNKNOWN,
                     unchecked = FISC_RESULT_NOTCHECKED,
                     unselected = FISC_RESULT_NOTSELECTED;

    ck_assert_str_eq(reason_of(pass, pass, pass), "");
    ck_assert_str_eq(reason_of(pass, na, na), "");
    ck_assert_str_eq(reason_of(na, na, pass), "notapplicable");
    ck_assert_str_eq(reason_of(pass, pass, fail), ""); /* a should */
    ck_assert_str_eq(reason_of(pass, fail, pass), "fail");
    ck_assert_str_eq(reason_of(error, fail, pass), "fail");
    ck_assert_str_eq(reason_of(error, unknown, pass), "error");
    ck_assert_str_eq(reason_of(unchecked, unknown, pass), "unknown");
    ck_assert_str_eq(reason_of(unchecked, pass, pass), "notchecked");
    ck_assert_str_eq(reason_of(unselected, pass, pass), "");
    ck_assert_str_eq(reason_of(unselected, unselected, pass), "none");
    ck_assert_str_eq(reason_of(unselected, na, pass), "notapplicable");
}
END_TEST

START_TEST(coverage__counts_by_role_and_by_party)
{
    size_t counts[FISC_RESULT_COUNT], sum = 0;

    fisc_report_coverage(report, -1, -1, NULL, counts, FISC_RESULT_COUNT);
    for (int i = 0; i < FISC_RESULT_COUNT; i++)
        sum += counts[i];
    ck_assert_uint_eq(sum, fake_row_count);
    ck_assert_uint_eq(counts[FISC_RESULT_PASS], 3);
    ck_assert_uint_eq(counts[FISC_RESULT_UNKNOWN], 2);
    fisc_report_coverage(report, FISC_ROLE_PROVIDER, -1, NULL, counts,
                         FISC_RESULT_COUNT);
    ck_assert_uint_eq(counts[FISC_RESULT_PASS], 1);
    ck_assert_uint_eq(counts[FISC_RESULT_UNKNOWN], 1);
    fisc_report_coverage(report, -1, -1, "aws", counts, FISC_RESULT_COUNT);
    ck_assert_uint_eq(counts[FISC_RESULT_PASS], 0);
    ck_assert_uint_eq(counts[FISC_RESULT_UNKNOWN], 1);
    fisc_report_coverage(report, FISC_ROLE_CUSTOMER, -1, "aws", counts,
                         FISC_RESULT_COUNT);
    ck_assert_uint_eq(counts[FISC_RESULT_UNKNOWN], 0);
}
END_TEST

START_TEST(coverage__counts_by_level_and_writes_no_further_than_asked)
{
    size_t all[FISC_RESULT_COUNT], sum[FISC_RESULT_COUNT] = {0};
    size_t few[2] = {0, 77};

    for (int level = 0; level <= FISC_LEVEL_MAY; level++) {
        size_t counts[FISC_RESULT_COUNT];

        fisc_report_coverage(report, -1, level, NULL, counts,
                             FISC_RESULT_COUNT);
        for (int i = 0; i < FISC_RESULT_COUNT; i++)
            sum[i] += counts[i];
    }
    fisc_report_coverage(report, -1, -1, NULL, all, FISC_RESULT_COUNT);
    ck_assert_mem_eq(sum, all, sizeof all);
    fisc_report_coverage(report, -1, FISC_LEVEL_SHOULD, NULL, all,
                         FISC_RESULT_COUNT);
    ck_assert_uint_lt(all[FISC_RESULT_PASS], sum[FISC_RESULT_PASS]);
    fisc_report_coverage(report, -1, -1, NULL, few, 1);
    ck_assert_uint_eq(few[0], sum[0]);
    ck_assert_uint_eq(few[1], 77);
}
END_TEST

START_TEST(find__finds_each_row_by_its_key)
{
    size_t found = 77;

    for (size_t i = 0; i < fake_row_count; i++) {
        ck_assert_int_eq(fisc_report_find(report, fake_rows[i].key, &found),
                         FISC_OK);
        ck_assert_uint_eq(found, i);
    }
    found = 77;
    ck_assert_int_eq(fisc_report_find(report, "t.f1.provider", &found),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_report_find(report, "t.f1.provider@", &found),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_report_find(report, "t.f1.provider@bank", &found),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_report_find(report, "", &found), FISC_ERR_NOTFOUND);
    ck_assert_uint_eq(found, 77);
}
END_TEST

START_TEST(rows_named__takes_keys_clauses_controls_and_labels)
{
    static const struct {
        const char *name;
        size_t first, end;
    } cases[] = {
        {"t.f1.provider@ibm", 1, 2}, {"t.f1.provider", 0, 2},
        {"t.f1", 0, 5},              {"設1", 0, 5},
        {"t.o2.operator", 6, 7},     {"技5", 9, 11},
    };
    struct fisc__rows rows;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(
            fisc__report_rows_named(report, cases[i].name, &rows), FISC_OK);
        ck_assert_uint_eq(rows.first, cases[i].first);
        ck_assert_uint_eq(rows.end, cases[i].end);
    }
    ck_assert_int_eq(fisc__report_rows_named(report, "設9", &rows),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc__report_rows_named(report, "nothing", &rows),
                     FISC_ERR_NOTFOUND);
}
END_TEST

START_TEST(result_name__is_the_word_of_xccdf)
{
    ck_assert_str_eq(fisc_result_name(FISC_RESULT_PASS), "pass");
    ck_assert_str_eq(fisc_result_name(FISC_RESULT_INFORMATIONAL),
                     "informational");
    ck_assert_str_eq(fisc_result_name((enum fisc_result)8), "");
    ck_assert_str_eq(fisc_result_name((enum fisc_result)-1), "");
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("rollup");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, control__has_the_first_reason_present);
    tcase_add_test(tests, control__refuses_an_index_or_a_size_out_of_range);
    tcase_add_test(tests, control__needs_a_must_that_passed_and_none_that_did_not);
    tcase_add_test(tests, coverage__counts_by_role_and_by_party);
    tcase_add_test(tests,
                   coverage__counts_by_level_and_writes_no_further_than_asked);
    tcase_add_test(tests, find__finds_each_row_by_its_key);
    tcase_add_test(tests, rows_named__takes_keys_clauses_controls_and_labels);
    tcase_add_test(tests, result_name__is_the_word_of_xccdf);
    return run_case("report", tests);
}
