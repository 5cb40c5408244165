/* SPDX-License-Identifier: MIT */
/*
 * Written reports. What must come out is in tests/data/report; FISC_UPDATE=1
 * in the environment writes it anew, and `git diff` is the review.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/fake-report.h"
#include "report/layout.h"
#include "support/failing.h"
#include "support/run.h"

static const struct variant {
    const char *file;
    struct fisc_write_options options;
} variants[] = {
    {"report.json", {.format = FISC_FORMAT_JSON}},
    {"only.json", {.format = FISC_FORMAT_JSON, .only = "t.o2.customer@bank"}},
    {"ja.txt", {.language = FISC_LANGUAGE_JA}},
    {"en.txt", {.language = FISC_LANGUAGE_EN}},
    {"en-color.txt", {.language = FISC_LANGUAGE_EN, .color = 1}},
    {"ja-narrow.txt", {.language = FISC_LANGUAGE_JA, .width = 50}},
    {"en-wide-details.txt",
     {.language = FISC_LANGUAGE_EN, .width = 110, .details = 1}},
    {"ja-rows.txt", {.language = FISC_LANGUAGE_JA, .details = -1}},
    {"en-only.txt",
     {.language = FISC_LANGUAGE_EN, .only = "t.o2", .details = 1}},
};
enum { VARIANTS = sizeof variants / sizeof *variants };

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

static char *
write_variant(const struct variant *variant, size_t *length)
{
    struct fisc_write_options options = variant->options;
    struct fisc_error error;
    char *text = NULL;

    options.size = sizeof options;
    ck_assert_int_eq(
        fisc_report_write_text(report, &options, &text, length, &error),
        FISC_OK);
    ck_assert_uint_eq(strlen(text), *length);
    return text;
}

START_TEST(write__gives_what_is_on_file)
{
    const struct variant *variant = &variants[_i];
    size_t length, expected_length;
    char *text = write_variant(variant, &length), *path, *expected;
    char relative[64];

    snprintf(relative, sizeof relative, "tests/data/report/%s", variant->file);
    path = source_path(relative);
    if (getenv("FISC_UPDATE")) {
        FILE *file = fopen(path, "wb");

        ck_assert_ptr_nonnull(file);
        fwrite(text, 1, length, file);
        fclose(file);
    }
    expected = read_text(path, &expected_length);
    ck_assert_str_eq(text, expected);
    free(expected);
    free(path);
    fisc_report_free_text(report, text, length);
}
END_TEST

START_TEST(write_text__keeps_every_line_within_the_width)
{
    for (unsigned width = 40; width < 120; width += 7)
        for (int language = 0; language < 2; language++) {
            struct variant variant = {
                "", {.language = (enum fisc_language)language, .width = width,
                     .details = 1}};
            size_t length;
            char *text = write_variant(&variant, &length);

            int table = 0; /* its columns of numbers don't shrink */

            for (char *line = strtok(text, "\n"); line;
                 line = strtok(NULL, "\n")) {
                if (strncmp(line, "網羅", 6) == 0 ||
                    strncmp(line, "Cover", 5) == 0)
                    table = 1;
                else if (strstr(line, "%"))
                    table = 0;
                ck_assert_msg(fisc__columns(line) <= width ||
                                  (table && width < 80),
                              "%u: %s", width, line);
            }
            fisc_report_free_text(report, text, length);
        }
}
END_TEST

START_TEST(write_text__has_no_escape_without_colour)
{
    size_t length;

    for (int i = 0; i < VARIANTS; i++) {
        char *text = write_variant(&variants[i], &length);

        if (!variants[i].options.color)
            ck_assert_ptr_null(strchr(text, '\033'));
        fisc_report_free_text(report, text, length);
    }
}
END_TEST

/* A sink that takes so many pieces and then refuses. */
static int
take_some(void *data, const char *text, size_t length)
{
    int *left = data;

    (void)text;
    (void)length;
    return (*left)-- <= 0;
}

START_TEST(write__stops_when_the_sink_does)
{
    struct fisc_write_options options = {.size = sizeof options};
    struct fisc_error error;
    int left = 0;

    ck_assert_int_eq(
        fisc_report_write(report, &options, take_some, &left, &error),
        FISC_ERR_IO);
    ck_assert_int_eq(error.status, FISC_ERR_IO);
    left = 1000;
    ck_assert_int_eq(
        fisc_report_write(report, NULL, take_some, &left, &error), FISC_OK);
}
END_TEST

START_TEST(write__refuses_options_that_make_no_sense)
{
    struct fisc_write_options options = {.size = sizeof options,
                                         .format = (enum fisc_format)9};
    struct fisc_error error;
    char *text = NULL;
    size_t length;

    ck_assert_int_eq(
        fisc_report_write_text(report, &options, &text, &length, &error),
        FISC_ERR_INVALID);
    options = (struct fisc_write_options){.size = 0};
    ck_assert_int_eq(
        fisc_report_write_text(report, &options, &text, &length, &error),
        FISC_ERR_INVALID);
    options.size = sizeof options + 8; /* of a later release */
    ck_assert_int_eq(
        fisc_report_write_text(report, &options, &text, &length, &error),
        FISC_ERR_INVALID);
    options = (struct fisc_write_options){.size = sizeof options,
                                          .only = "t.nothing"};
    ck_assert_int_eq(
        fisc_report_write_text(report, &options, &text, &length, &error),
        FISC_ERR_NOTFOUND);
    ck_assert_str_eq(error.item, "t.nothing");
    ck_assert_ptr_null(text);
    fisc_report_free_text(report, NULL, 0);
}
END_TEST

START_TEST(write__takes_a_report_without_rows)
{
    struct fisc_report *empty = fake_report_new(context, fake_rows, 0);
    struct fisc_write_options options = {.size = sizeof options};
    size_t length;
    char *text;

    for (int format = 0; format < 2; format++) {
        options.format = (enum fisc_format)format;
        ck_assert_int_eq(
            fisc_report_write_text(empty, &options, &text, &length, NULL),
            FISC_OK);
        fisc_report_free_text(empty, text, length);
    }
    fake_report_free(empty);
}
END_TEST

static enum fisc_status
write_once(struct fisc_context *limited, void *data)
{
    const struct variant *variant = data;
    struct fisc_write_options options = variant->options;
    struct fisc_report *made =
        fake_report_new(limited, fake_rows, fake_row_count);
    enum fisc_status status;
    size_t length;
    char *text;

    if (!made)
        return FISC_ERR_NOMEM;
    options.size = sizeof options;
    status = fisc_report_write_text(made, &options, &text, &length, NULL);
    if (status == FISC_OK)
        fisc_report_free_text(made, text, length);
    fake_report_free(made);
    return status;
}

START_TEST(write__leaks_nothing_where_memory_is_short)
{
    ck_assert_uint_gt(
        failing_try(write_once, (void *)(uintptr_t)&variants[_i], 1), 4);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("write");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, write__gives_what_is_on_file, 0, VARIANTS);
    tcase_add_test(tests, write_text__keeps_every_line_within_the_width);
    tcase_add_test(tests, write_text__has_no_escape_without_colour);
    tcase_add_test(tests, write__stops_when_the_sink_does);
    tcase_add_test(tests, write__refuses_options_that_make_no_sense);
    tcase_add_test(tests, write__takes_a_report_without_rows);
    tcase_add_loop_test(tests, write__leaks_nothing_where_memory_is_short, 0,
                        VARIANTS);
    return run_case("report", tests);
}
