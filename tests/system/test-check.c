/* SPDX-License-Identifier: MIT */
/* Descriptions held against a vocabulary: messages in the author's words. */

#include <fisc/fisc.h>

#include <stdio.h>
#include <string.h>

#include "support/run.h"
#include "system/system.h"
#include "xml/xml.h"

static const char document[] =
    "<vocabulary xmlns='urn:libfisc:vocabulary:1'>"
    "<fact path='backup.restore_test.passed' type='flag'/>"
    "<fact path='backup.restore_test.held' type='date'/>"
    "<fact path='retention' type='integer' unit='day'/>"
    "<fact path='rate' type='decimal'/>"
    "<fact path='version' type='string'/>"
    "<fact path='until' type='date' none='true'/>"
    "<fact path='importance' type='enumeration' ordered='true'>"
    "<value name='low'/><value name='medium'/><value name='high'/></fact>"
    "<fact path='topics' type='set'><value name='power'/><value name='fire'/>"
    "</fact>"
    "<fact path='tags' type='set'/>"
    "<fact path='sites' type='list'/>"
    "<fact path='sites[].fire.compartment' type='flag'/>"
    "</vocabulary>";

static struct fisc_context *context;
static struct fisc__arena arena;
static struct fisc__vocabulary vocabulary;
static struct fisc__diagnostics diagnostics;

static void
setup(void)
{
    struct fisc__xml *root;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__arena_init(&arena, context);
    ck_assert_int_eq(fisc__vocabulary_init(&vocabulary, &arena, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc__xml_parse(&arena, "v.xml", document,
                                     sizeof document - 1, &root, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc__vocabulary_read(&vocabulary, root, NULL), FISC_OK);
    fisc__diagnostics_init(&diagnostics, &arena);
}

static void
teardown(void)
{
    fisc__diagnostics_done(&diagnostics);
    fisc__vocabulary_done(&vocabulary);
    fisc__arena_done(&arena);
    fisc_context_unref(context);
}

/* Checks a description with these facts, which begin on its second line. */
static enum fisc_status
check(const char *facts, bool allow_unknown, struct fisc_error *error)
{
    struct fisc_system *system;
    char text[4096];
    enum fisc_status status;

    snprintf(text, sizeof text,
             "{\"format\": \"libfisc-system/1\", \"id\": \"s\"%s\n%s}",
             *facts ? "," : "", facts);
    status = fisc_system_parse(context, "s.json", text, strlen(text),
                               FISC_SYSTEM_JSON, &system, error);
    ck_assert_msg(status == FISC_OK, "%s", error->message);
    status = fisc_system__check(system, &vocabulary, allow_unknown,
                                &diagnostics, error);
    fisc_system_unref(system);
    return status;
}

static const struct {
    const char *facts, *line, *rule;
} wrong[] = {
    {"\"backup.restore_test\": {\"pased\": true}",
     "s.json:2:25: backup.restore_test.pased is no path of the vocabulary; did "
     "you mean backup.restore_test.passed?",
     "unknown-path"},
    {"\"backpu\": {\"x\": 1}",
     "s.json:2:1: backpu is no path of the vocabulary; did you mean backup?",
     "unknown-path"},
    {"\"quantum_entanglement\": 1",
     "s.json:2:1: quantum_entanglement is no path of the vocabulary",
     "unknown-path"},
    {"\"sites\": [{\"id\": \"tokyo\", \"fire\": {\"compartmnt\": true}}]",
     "s.json:2:36: sites[tokyo].fire.compartmnt is no path of the vocabulary; "
     "did you mean sites[].fire.compartment?",
     "unknown-path"},
    {"\"parties\": [{\"id\": \"bank\", \"rolls\": []}]",
     "s.json:2:28: parties[bank].rolls is no path of the vocabulary; did you "
     "mean parties[].roles?",
     "unknown-path"},
    {"\"backup\": true", "s.json:2:1: backup must be a record, but is true",
     "wrong-type"},
    {"\"backup\": [1]",
     "s.json:2:1: backup must be a record, but is a set of values",
     "wrong-type"},
    {"\"backup.restore_test.passed\": \"yes\"",
     "s.json:2:1: backup.restore_test.passed must be true or false, but is a "
     "string",
     "wrong-type"},
    {"\"backup.restore_test.passed\": {\"vlaue\": true}",
     "s.json:2:1: backup.restore_test.passed must be true or false, but is a "
     "record",
     "wrong-type"},
    {"\"retention\": 1.5",
     "s.json:2:1: retention must be an integer, but is a decimal number",
     "wrong-type"},
    {"\"rate\": \"1,5\"", "s.json:2:1: rate must be a number, but is a string",
     "wrong-type"},
    {"\"version\": 11",
     "s.json:2:1: version must be a string, but is an integer (quote it in "
     "JSON, add type=\"string\" in XML)",
     "wrong-type"},
    {"\"backup.restore_test.held\": \"2026-02-30\"",
     "s.json:2:1: backup.restore_test.held is \"2026-02-30\", which is no day "
     "of the calendar",
     "wrong-value"},
    {"\"backup.restore_test.held\": \"none\"",
     "s.json:2:1: backup.restore_test.held is \"none\", which is no date "
     "YYYY-MM-DD",
     "wrong-value"},
    {"\"until\": \"never\"",
     "s.json:2:1: until is \"never\", which is no date YYYY-MM-DD and not "
     "\"none\"",
     "wrong-value"},
    {"\"until\": 20260401",
     "s.json:2:1: until must be a date YYYY-MM-DD or \"none\", but is an "
     "integer",
     "wrong-type"},
    {"\"importance\": \"hihg\"",
     "s.json:2:1: importance can't be \"hihg\" (did you mean \"high\"?); it is "
     "one of low, medium, high",
     "wrong-value"},
    {"\"importance\": \"catastrophic\"",
     "s.json:2:1: importance can't be \"catastrophic\"; it is one of low, "
     "medium, high",
     "wrong-value"},
    {"\"importance\": 3",
     "s.json:2:1: importance must be one of its values, but is an integer",
     "wrong-type"},
    {"\"topics\": [\"power\",\n \"fier\"]",
     "s.json:3:2: topics can't be \"fier\" (did you mean \"fire\"?); it is one "
     "of power, fire",
     "wrong-value"},
    {"\"topics\": \"power\"",
     "s.json:2:1: topics must be a set of strings, but is a string",
     "wrong-type"},
    {"\"topics\": [{\"id\": \"power\"}]",
     "s.json:2:1: topics must be a set of strings, but is a list of records",
     "wrong-type"},
    {"\"tags\": [\"x\", 7]",
     "s.json:2:15: tags is a set of strings, but has an integer (quote it in "
     "JSON, add type=\"string\" in XML)",
     "wrong-type"},
    {"\"sites\": [\"tokyo\"]",
     "s.json:2:1: sites must be a list of records, but is a set of values",
     "wrong-type"},
    {"\"sites\": {\"tokyo\": {}}",
     "s.json:2:1: sites must be a list of records, but is a record",
     "wrong-type"},
    {"\"parties\": [{\"id\": \"bank\", \"roles\": [\"costumer\"]}]",
     "s.json:2:38: parties[bank].roles can't be \"costumer\" (did you mean "
     "\"customer\"?); it is one of customer, provider, operator, supplier",
     "wrong-value"},
};

START_TEST(check__says_what_is_wrong)
{
    struct fisc_error error = {.message = ""};
    char line[1100];

    ck_assert_int_eq(check(wrong[_i].facts, false, &error), FISC_ERR_INVALID);
    fisc_error_format(&error, line, sizeof line);
    ck_assert_str_eq(line, wrong[_i].line);
    ck_assert_uint_eq(diagnostics.count, 1);
    ck_assert_int_eq(diagnostics.list[0].level, FISC_LOG_ERROR);
    ck_assert_str_eq(diagnostics.list[0].rule, wrong[_i].rule);
    ck_assert_str_eq(diagnostics.list[0].message.en, error.message);
    ck_assert_str_eq(diagnostics.list[0].item, error.item);
}
END_TEST

START_TEST(check__accepts_what_is_right)
{
    static const char *const right[] = {
        "",
        "\"backup.restore_test\": {\"passed\": false, \"held\": "
        "\"2026-05-20\"}",
        "\"retention\": 90, \"rate\": 3, \"version\": \"11\"",
        "\"rate\": 99.5, \"until\": \"none\", \"importance\": \"high\"",
        "\"topics\": [\"fire\"], \"tags\": [], \"sites\": []",
        "\"sites\": {\"complete\": false, \"items\": [{\"id\": \"t\", "
        "\"fire.compartment\": true}]}",
        "\"backup\": {\"unknown\": \"moved\"}, \"sites\": {\"unknown\": "
        "\"x\"}, \"retention\": {\"unknown\": \"y\"}",
        "\"evidence\": [{\"id\": \"e\", \"kind\": \"soc2-type2\", \"to\": "
        "\"none\"}], \"retention\": {\"value\": 1, \"evidence\": \"e\"}",
    };

    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        struct fisc_error error = {.message = ""};

        ck_assert_msg(check(right[i], false, &error) == FISC_OK, "%s: %s",
                      right[i], error.message);
        ck_assert_msg(diagnostics.count == 0, "%s: %s", right[i],
                      diagnostics.count ? diagnostics.list[0].message.en : "");
    }
}
END_TEST

START_TEST(check__the_first_by_place_is_the_error)
{
    struct fisc_error error;

    ck_assert_int_eq(check("\"zz\": 1,\n\"retention\": \"x\",\n\"aa\": 1",
                           false, &error),
                     FISC_ERR_INVALID);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_str_eq(error.item, "zz");
    ck_assert_uint_eq(diagnostics.count, 3);
}
END_TEST

START_TEST(check__unknown_paths_can_be_let_pass)
{
    struct fisc_error error;

    ck_assert_int_eq(check("\"zz\": 1", true, &error), FISC_OK);
    ck_assert_uint_eq(diagnostics.count, 1);
    ck_assert_int_eq(diagnostics.list[0].level, FISC_LOG_WARNING);
    ck_assert_int_eq(check("\"zz\": 1,\n\"rate\": true", true, &error),
                     FISC_ERR_INVALID);
    ck_assert_uint_eq(error.line, 3);
}
END_TEST

START_TEST(check__evidence_that_is_not_registered_is_a_warning)
{
    struct fisc_error error;

    ck_assert_int_eq(check("\"retention\": {\"value\": 1, \"evidence\": "
                           "\"ev-2\"}, \"evidence\": [{\"id\": \"ev-1\"}]",
                           false, &error),
                     FISC_OK);
    ck_assert_uint_eq(diagnostics.count, 1);
    ck_assert_int_eq(diagnostics.list[0].level, FISC_LOG_WARNING);
    ck_assert_str_eq(diagnostics.list[0].rule, "evidence-missing");
    ck_assert_str_eq(diagnostics.list[0].item, "retention");
    ck_assert_str_eq(diagnostics.list[0].message.en,
                     "retention refers to the evidence \"ev-2\", which is not "
                     "in the register");
}
END_TEST

START_TEST(check__without_a_vocabulary_only_what_is_built_in_is_checked)
{
    struct fisc__vocabulary core;
    struct fisc__vocabulary given = vocabulary;
    struct fisc_error error;

    ck_assert_int_eq(fisc__vocabulary_init(&core, &arena, NULL), FISC_OK);
    vocabulary = core;
    ck_assert_int_eq(check("\"zz\": 1, \"parties\": [{\"id\": \"a\", "
                           "\"regions\": [\"x\"]}]",
                           false, &error),
                     FISC_OK);
    ck_assert_int_eq(check("\"parties\": [{\"id\": \"a\", \"name\": 1}]",
                           false, &error),
                     FISC_ERR_INVALID);
    vocabulary = given;
    fisc__vocabulary_done(&core);
}
END_TEST

/* A hundred thousand unknown paths must not cost as many searches. */
START_TEST(check__a_flood_of_unknown_paths_is_cut)
{
    static char text[4 * 1024 * 1024];
    size_t used = (size_t)sprintf(
        text, "{\"format\": \"libfisc-system/1\", \"id\": \"s\"");
    size_t suggestions = 0;
    struct fisc_error error;
    struct fisc_system *system;

    for (int i = 0; i < 100000; i++)
        used += (size_t)sprintf(text + used, ",\n\"importanc%05d\": 1", i);
    strcpy(text + used, "}");
    ck_assert_int_eq(fisc_system_parse(context, "s.json", text, used + 1,
                                       FISC_SYSTEM_JSON, &system, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_system__check(system, &vocabulary, false,
                                        &diagnostics, &error),
                     FISC_ERR_INVALID);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_eq(diagnostics.count, 1000);
    for (size_t i = 0; i < diagnostics.count; i++)
        if (strstr(diagnostics.list[i].message.en, "did you mean importance?"))
            suggestions++;
    ck_assert_uint_eq(suggestions, 32);
    fisc_system_unref(system);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("check");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, check__says_what_is_wrong, 0,
                        (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(tests, check__accepts_what_is_right);
    tcase_add_test(tests, check__the_first_by_place_is_the_error);
    tcase_add_test(tests, check__unknown_paths_can_be_let_pass);
    tcase_add_test(tests, check__evidence_that_is_not_registered_is_a_warning);
    tcase_add_test(
        tests, check__without_a_vocabulary_only_what_is_built_in_is_checked);
    tcase_add_test(tests, check__a_flood_of_unknown_paths_is_cut);
    return run_case("system", tests);
}
