/* SPDX-License-Identifier: MIT */
/* What may be asked of an evaluation, and what is refused. */

#include <stdlib.h>
#include <string.h>

#include "evaluate/rig.h"

static struct fisc_system *bank;

/* Evaluates what is in `bank`. */
static struct fisc_report *
ask(const struct fisc_eval_options *options)
{
    struct fisc_report *report;

    bank = rig_system(PARTIES ", \"on\": true");
    report = rig_eval(rig_policy, bank, options);
    fisc_system_unref(bank);
    return report;
}

/* The status, and the line of the error in *ret. */
static enum fisc_status
refuse(const char *facts, const struct fisc_eval_options *options, char *ret)
{
    struct fisc_system *system = rig_system(facts);
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = (struct fisc_report *)&bank;
    struct fisc_error error;
    enum fisc_status status;

    ck_assert_int_eq(fisc_evaluator_new(rig_policy, &evaluator, NULL), 0);
    status = fisc_eval(evaluator, system, options, &report, &error);
    ck_assert_int_ne(status, FISC_OK);
    ck_assert_ptr_eq(report, &bank); /* as it was */
    ck_assert_int_eq(error.status, status);
    for (size_t i = 0; i < sizeof error.reserved; i++)
        ck_assert_int_eq(error.reserved[i], 0);
    fisc_error_format(&error, ret, 1100);
    /* And without an error object. */
    ck_assert_int_eq(fisc_eval(evaluator, system, options, &report, NULL),
                     status);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    return status;
}

START_TEST(roles__leave_the_rows_of_others_not_selected)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report;
    struct fisc_control_result control = {.size = sizeof control};

    options.roles = 1u << FISC_ROLE_PROVIDER;
    report = ask(&options);
    ck_assert_str_eq(rig_row(report, "t.1.provider@aws"), "pass met direct");
    ck_assert_str_eq(rig_row(report, "t.1.customer@bank"),
                     "notselected borne-by");
    /* Before may, when, no check and nobody: rule 17. */
    ck_assert_str_eq(rig_row(report, "t.1.may.customer@bank"),
                     "notselected borne-by");
    ck_assert_str_eq(rig_row(report, "t.2.operator"), "notselected borne-by");
    ck_assert_str_eq(rig_row(report, "t.4.endless.customer@bank"),
                     "notselected borne-by");
    ck_assert_uint_eq(fisc_report_result_count(report), 17);
    /* A control of which nothing was selected is not satisfied. */
    ck_assert_int_eq(fisc_report_control(report, 5, &control), FISC_OK);
    ck_assert_str_eq(control.control, "u.1");
    ck_assert_int_eq(control.state, FISC_CONTROL_NOT_SATISFIED);
    fisc_report_unref(report);
    options.roles = 1u << FISC_ROLE_PROVIDER | 1u << FISC_ROLE_CUSTOMER;
    report = ask(&options);
    ck_assert_str_eq(rig_row(report, "t.1.customer@bank"), "pass met direct");
    ck_assert_str_eq(rig_row(report, "t.2.supplier"), "notselected borne-by");
    fisc_report_unref(report);
}
END_TEST

START_TEST(levels__leave_other_clauses_out)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report;

    options.levels = 1u << FISC_LEVEL_SHOULD | 1u << FISC_LEVEL_MAY;
    report = ask(&options);
    ck_assert_str_eq(rig_rows(report),
                     "t.1.should.customer@bank unknown absent\n"
                     "t.1.may.customer@bank informational may\n");
    fisc_report_unref(report);
}
END_TEST

START_TEST(catalog__is_asked_for_by_its_first_part_or_its_uuid)
{
    static const char *const names[] = {
        "u", "5ab0b7a0-0f5b-4c57-8a2b-5f0c6a1e7702"};
    struct fisc_eval_options options = rig_options();
    struct fisc_control_result control = {.size = sizeof control};
    struct fisc_report *report;

    options.catalog = names[_i];
    report = ask(&options);
    ck_assert_str_eq(rig_rows(report), "u.1.customer@bank pass met direct\n");
    ck_assert_uint_eq(fisc_report_control_count(report), 1);
    ck_assert_int_eq(fisc_report_control(report, 0, &control), FISC_OK);
    ck_assert_str_eq(control.control, "u.1");
    ck_assert_int_eq(fisc_report_control(report, 1, &control),
                     FISC_ERR_NOTFOUND);
    fisc_report_unref(report);
}
END_TEST

START_TEST(control__is_asked_for_by_id_or_label_with_what_it_holds)
{
    static const struct {
        const char *name;
        const char *first;
        size_t rows, controls;
    } asked[] = {
        {"t.1", "t.1.customer@bank", 6, 2},
        {"t.1.1", "t.1.1.customer@bank", 1, 1},
        {"設1(1)", "t.1.1.customer@bank", 1, 1},
        {"運2", "t.2.customer@bank", 3, 1},
        {"運 ２", "t.2.customer@bank", 3, 1},
        {"u.1", "u.1.customer@bank", 1, 1},
    };
    struct fisc_eval_options options = rig_options();
    struct fisc_result_info row = {.size = sizeof row};

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct fisc_report *report;

        options.control = asked[i].name;
        report = ask(&options);
        ck_assert_uint_eq(fisc_report_result_count(report), asked[i].rows);
        ck_assert_uint_eq(fisc_report_control_count(report),
                          asked[i].controls);
        ck_assert_int_eq(fisc_report_result(report, 0, &row), FISC_OK);
        ck_assert_str_eq(row.key, asked[i].first);
        fisc_report_unref(report);
    }
}
END_TEST

START_TEST(selection__that_selects_nothing_is_an_error)
{
    struct fisc_eval_options options = rig_options();
    char line[1100];

    options.catalog = "fisc9";
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_NOTFOUND);
    ck_assert_str_eq(line, "the policy has no catalog fisc9");
    options.catalog = NULL;
    options.control = "設99";
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_NOTFOUND);
    ck_assert_str_eq(line, "the policy has no control 設99");
    options.control = "設1"; /* of t and of u */
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_INVALID);
    ck_assert_str_eq(line, "several controls are labelled 設1: ask by id");
    options.control = NULL;
    options.roles = 1u << 4;
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_INVALID);
    options.roles = 0;
    options.levels = 1u << 3;
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_INVALID);
}
END_TEST

START_TEST(catalog_and_control__must_agree)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report;
    char line[1100];

    options.catalog = "u";
    options.control = "設1"; /* the one of u */
    report = ask(&options);
    ck_assert_str_eq(rig_rows(report), "u.1.customer@bank pass met direct\n");
    fisc_report_unref(report);
    options.control = "t.2";
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_NOTFOUND);
}
END_TEST

START_TEST(date__is_one_that_can_be_written)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report;
    fisc_date first, last;
    char line[1100];

    ck_assert_int_eq(fisc_date_parse("0001-01-01", &first), FISC_OK);
    ck_assert_int_eq(fisc_date_parse("9999-12-31", &last), FISC_OK);
    options.as_of = first - 1;
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_INVALID);
    options.as_of = last + 1;
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_INVALID);
    options.as_of = FISC_DATE_NONE;
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_INVALID);
    options.as_of = INT32_MAX;
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_INVALID);
    options.as_of = first;
    report = ask(&options);
    ck_assert_int_eq(fisc_report_as_of(report), first);
    fisc_report_unref(report);
    options.as_of = last;
    report = ask(&options);
    ck_assert_int_eq(fisc_report_as_of(report), last);
    fisc_report_unref(report);
    options.as_of = 0; /* 1970-01-01, no default */
    report = ask(&options);
    ck_assert_int_eq(fisc_report_as_of(report), 0);
    fisc_report_unref(report);
}
END_TEST

/* ---- sizes ---------------------------------------------------------------*/

START_TEST(options__of_an_older_caller_mean_defaults)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report;
    char line[1100];

    options.size = offsetof(struct fisc_eval_options, roles);
    options.roles = 1u << 9; /* beyond what is said to be there */
    report = ask(&options);
    ck_assert_uint_eq(fisc_report_result_count(report), 17);
    fisc_report_unref(report);
    options = rig_options();
    options.size = 0;
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_INVALID);
    options.size = sizeof options + 1;
    ck_assert_int_eq(refuse(PARTIES, &options, line), FISC_ERR_INVALID);
}
END_TEST

START_TEST(structs__are_filled_as_far_as_they_go)
{
    struct {
        struct fisc_result_info row;
        char beyond[16];
    } large;
    struct fisc_report *report = ask(NULL);
    struct fisc_control_result control;

    memset(&large, 'x', sizeof large);
    large.row.size = sizeof large;
    ck_assert_int_eq(fisc_report_result(report, 0, &large.row), FISC_OK);
    ck_assert_uint_eq(large.row.size, sizeof large);
    for (size_t i = 0; i < sizeof large.beyond; i++)
        ck_assert_int_eq(large.beyond[i], 0);
    large.row.size = sizeof large.row - 1;
    ck_assert_int_eq(fisc_report_result(report, 0, &large.row),
                     FISC_ERR_INVALID);
    control.size = 0;
    ck_assert_int_eq(fisc_report_control(report, 0, &control),
                     FISC_ERR_INVALID);
    fisc_report_unref(report);
}
END_TEST

/* ---- facts that the vocabulary does not know -----------------------------*/

START_TEST(unknown_path__is_an_error_with_its_place_and_the_nearest)
{
    struct fisc_eval_options options = rig_options();
    char line[1100];

    ck_assert_int_eq(refuse(PARTIES ", \"imporance\": \"low\"", &options,
                            line), FISC_ERR_INVALID);
    ck_assert_msg(strncmp(line, "s.json:1:", 9) == 0, "%s", line);
    ck_assert_msg(strstr(line, "imporance") && strstr(line, "importance"),
                  "%s", line);
}
END_TEST

START_TEST(unknown_path__is_a_remark_where_that_is_allowed)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_diagnostic remark = {.size = sizeof remark};
    struct fisc_system *system = rig_system(PARTIES ", \"on\": true, "
                                            "\"imporance\": \"low\"");
    struct fisc_report *report;

    options.allow_unknown_paths = 1;
    report = rig_eval(rig_policy, system, &options);
    ck_assert_uint_eq(fisc_report_diagnostic_count(report), 1);
    ck_assert_int_eq(fisc_report_diagnostic(report, 0, &remark), FISC_OK);
    ck_assert_str_eq(remark.item, "imporance");
    ck_assert_str_eq(remark.file, "s.json");
    ck_assert_uint_eq(remark.line, 1);
    ck_assert_int_eq(fisc_report_diagnostic(report, 1, &remark),
                     FISC_ERR_NOTFOUND);
    ck_assert_str_eq(rig_row(report, "t.1.customer@bank"), "pass met direct");
    fisc_report_unref(report);
    fisc_system_unref(system);
}
END_TEST

START_TEST(wrong_type__is_an_error_even_then)
{
    static const char *const facts[] = {
        PARTIES ", \"on\": \"yes\"",
        PARTIES ", \"open\": 1.5",
        PARTIES ", \"tested\": \"2026-02-30\"",
        PARTIES ", \"importance\": \"vital\"",
        PARTIES ", \"rooms\": [\"a\"]",
        PARTIES ", \"rooms\": true",
        PARTIES ", \"on\": {\"x\": true}",
        "\"parties\": [{\"id\": \"bank\", \"roles\": [\"owner\"]}]",
    };
    struct fisc_eval_options options = rig_options();
    char line[1100];

    options.allow_unknown_paths = _i % 2;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (_i && i == 6)
            continue; /* a path below a flag is an unknown one */
        ck_assert_msg(refuse(facts[i], &options, line) == FISC_ERR_INVALID,
                      "%s", facts[i]);
        ck_assert_msg(strncmp(line, "s.json:1:", 9) == 0, "%s", line);
    }
}
END_TEST

/* Each of an array says its size; one that doesn't fit would be misread. */
START_TEST(arrays__of_an_unknown_step_are_refused)
{
    char *path = source_path("tests/data/evaluate/policy");
    struct fisc_source sources[] = {{sizeof *sources, path, NULL, 0},
                                    {0, "w.xml", "<w/>", 4}};
    struct fisc_system *system = rig_system(PARTIES);
    struct fisc_joined joined[] = {{sizeof *joined, "aws", system},
                                   {sizeof *joined - 8, "gcp", system}};
    struct fisc_eval_options options = rig_options();
    struct fisc_evaluator *evaluator;
    struct fisc_report *report = NULL;
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_policy_load(rig_context, sources, 2, &policy,
                                      &error), FISC_ERR_INVALID);
    ck_assert_str_eq(error.message, "the size of source 1 is not a known one");
    ck_assert_int_eq(fisc_evaluator_new(rig_policy, &evaluator, NULL), 0);
    options.joined = joined;
    options.joined_count = 2;
    ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report, &error),
                     FISC_ERR_INVALID);
    ck_assert_str_eq(error.message, "the size of joined description 1 is not "
                                    "a known one");
    options.joined_count = 1;
    ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report, &error),
                     FISC_OK);
    fisc_report_unref(report);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    free(path);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("options");

    tcase_add_test(tests, roles__leave_the_rows_of_others_not_selected);
    tcase_add_test(tests, levels__leave_other_clauses_out);
    tcase_add_loop_test(
        tests, catalog__is_asked_for_by_its_first_part_or_its_uuid, 0, 2);
    tcase_add_test(tests,
                   control__is_asked_for_by_id_or_label_with_what_it_holds);
    tcase_add_test(tests, selection__that_selects_nothing_is_an_error);
    tcase_add_test(tests, catalog_and_control__must_agree);
    tcase_add_test(tests, date__is_one_that_can_be_written);
    tcase_add_test(tests, options__of_an_older_caller_mean_defaults);
    tcase_add_test(tests, arrays__of_an_unknown_step_are_refused);
    tcase_add_test(tests, structs__are_filled_as_far_as_they_go);
    tcase_add_test(tests,
                   unknown_path__is_an_error_with_its_place_and_the_nearest);
    tcase_add_test(tests, unknown_path__is_a_remark_where_that_is_allowed);
    tcase_add_loop_test(tests, wrong_type__is_an_error_even_then, 0, 2);
    return rig_main(tests);
}
