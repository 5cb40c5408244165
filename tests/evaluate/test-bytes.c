/* SPDX-License-Identifier: MIT */
/* The same bytes for the same inputs, whoever asks and however they are spelled. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate/rig.h"
#include "support/comma.h"

static const char *const examples[] = {
    "policies/fisc8/examples/internet-banking.json",
    "policies/fisc8/examples/core-banking.json",
    "policies/fisc8/examples/card-mixed.json",
};

/* A report of a path below the source tree, as result JSON from malloc. */
static char *
bytes_of(const char *policy_path, const char *system_path)
{
    struct fisc_policy *policy = rig_load_policy(rig_context, policy_path);
    struct fisc_system *system = rig_load_system(rig_context, system_path);
    struct fisc_report *report = rig_eval(policy, system, NULL);
    size_t length;
    char *json = rig_json(report, &length), *copy = strdup(json);

    ck_assert_uint_eq(strlen(json), length);
    fisc_report_free_text(report, json, length);
    fisc_report_unref(report);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
    return copy;
}

static void
check_same(const char *first, const char *second, const char *what)
{
    size_t i = 0;

    while (first[i] && first[i] == second[i])
        i++;
    ck_assert_msg(first[i] == second[i], "%s differs at byte %zu: %.80s, %.80s",
                  what, i, first + i, second + i);
}

START_TEST(json_and_xml__give_the_same_bytes)
{
    char *json = bytes_of("policies/fisc8",
                          "policies/fisc8/examples/card-mixed.json");
    char *xml = bytes_of("policies/fisc8",
                         "policies/fisc8/examples/card-mixed.xml");

    ck_assert_uint_gt(strlen(json), 20000);
    check_same(json, xml, "XML");
    free(json);
    free(xml);
}
END_TEST

START_TEST(runs__give_the_same_bytes)
{
    char *first = bytes_of("policies/example-bank", examples[_i]);
    char *second = bytes_of("policies/example-bank", examples[_i]);

    check_same(first, second, "a second run");
    free(first);
    free(second);
}
END_TEST

/* What an evaluator did before does not show. */
START_TEST(evaluator__gives_the_same_bytes_again)
{
    struct fisc_policy *policy = rig_load_policy(rig_context,
                                                 "policies/fisc8");
    struct fisc_eval_options options = rig_options();
    struct fisc_evaluator *evaluator = NULL;

    ck_assert_int_eq(fisc_evaluator_new(policy, &evaluator, NULL), FISC_OK);
    for (int i = 0; i < 6; i++) {
        char *wanted = bytes_of("policies/fisc8", examples[i % 3]), *json;
        struct fisc_system *system = rig_load_system(rig_context,
                                                     examples[i % 3]);
        struct fisc_report *report = NULL;
        size_t length;

        ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report, NULL),
                         FISC_OK);
        json = rig_json(report, &length);
        check_same(wanted, json, examples[i % 3]);
        fisc_report_free_text(report, json, length);
        fisc_report_unref(report);
        fisc_system_unref(system);
        free(wanted);
    }
    fisc_evaluator_free(evaluator);
    fisc_policy_unref(policy);
}
END_TEST

struct taken {
    char *text;
    size_t length;
};

static int
take(void *data, const char *text, size_t length)
{
    struct taken *taken = data;

    taken->text = realloc(taken->text, taken->length + length + 1);
    memcpy(taken->text + taken->length, text, length);
    taken->length += length;
    taken->text[taken->length] = '\0';
    return 0;
}

START_TEST(sink__gets_the_bytes_of_the_text)
{
    struct fisc_report *report = rig_report(PARTIES ", \"on\": true");
    struct fisc_write_options options = {.size = sizeof options,
                                         .format = FISC_FORMAT_JSON};
    struct taken taken = {NULL, 0};
    size_t length;
    char *json = rig_json(report, &length);

    ck_assert_int_eq(fisc_report_write(report, &options, take, &taken, NULL),
                     FISC_OK);
    ck_assert_uint_eq(taken.length, length);
    check_same(json, taken.text, "the sink's");
    free(taken.text);
    fisc_report_free_text(report, json, length);
    fisc_report_unref(report);
}
END_TEST

/* A host that called setlocale() for a decimal comma, of one byte or two. */
START_TEST(locale__of_the_host_does_not_show)
{
    char *usual = bytes_of("policies/example-bank", examples[_i % 3]);
    char *xml_usual = bytes_of("policies/fisc8",
                               "policies/fisc8/examples/card-mixed.xml");
    const char *name = comma_locale(1 + _i / 3);
    char written[16], *other, *xml_other;

    if (!name) {
        /* In CI the locale is generated, so that nothing is skipped. */
        ck_assert_msg(!getenv("CI"), "no locale");
        free(usual);
        free(xml_usual);
        return;
    }
    snprintf(written, sizeof written, "%.1f", 1.5);
    ck_assert_str_ne(written, "1.5"); /* it took */
    other = bytes_of("policies/example-bank", examples[_i % 3]);
    xml_other = bytes_of("policies/fisc8",
                         "policies/fisc8/examples/card-mixed.xml");
    ck_assert_str_eq(setlocale(LC_ALL, NULL), name); /* and was left */
    snprintf(written, sizeof written, "%.1f", 1.5);
    ck_assert_str_ne(written, "1.5");
    comma_locale_done();
    check_same(usual, other, name);
    check_same(xml_usual, xml_other, name);
    free(usual);
    free(other);
    free(xml_usual);
    free(xml_other);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("bytes");

    tcase_add_test(tests, json_and_xml__give_the_same_bytes);
    tcase_add_loop_test(tests, runs__give_the_same_bytes, 0, 3);
    tcase_add_test(tests, evaluator__gives_the_same_bytes_again);
    tcase_add_test(tests, sink__gets_the_bytes_of_the_text);
    tcase_add_loop_test(tests, locale__of_the_host_does_not_show, 0, 6);
    return rig_main(tests);
}
