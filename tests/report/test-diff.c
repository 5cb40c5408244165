/* SPDX-License-Identifier: MIT */
/* What differs between two results, and how it is written. */

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/layout.h"
#include "report/results.h"
#include "support/failing.h"
#include "support/run.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct fisc_context *context;

static void
setup(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
}

static void
teardown(void)
{
    fisc_context_unref(context);
}

static const struct made_about later = {.as_of = "2026-07-31"};

/* Drops the sets, so that the diff must hold them. */
static struct fisc_diff *
compare(const struct made_about *before_about, const struct made_row *before,
        size_t before_count, const struct made_about *after_about,
        const struct made_row *after, size_t after_count)
{
    struct fisc_result_set *a =
        made_set(context, before_about, before, before_count);
    struct fisc_result_set *b =
        made_set(context, after_about, after, after_count);
    struct fisc_diff *diff = NULL;

    ck_assert_int_eq(fisc_diff_new(a, b, &diff, NULL), FISC_OK);
    fisc_result_set_unref(a);
    fisc_result_set_unref(b);
    return diff;
}

/* ---- one row -------------------------------------------------------------*/

#define ROW(...) {.clause = "t.a", __VA_ARGS__}

static const struct change {
    struct made_row before; /* `result` NULL: it is not there */
    struct made_row after;
    enum fisc_diff_kind kind;
    int worse;
} changes[] = {
    {ROW(.result = "pass"), ROW(.result = "pass"), FISC_DIFF_UNCHANGED, 0},
    {ROW(.result = "pass"), ROW(.result = "fail"), FISC_DIFF_REGRESSED, 1},
    {ROW(.result = "pass"), ROW(.result = "unknown"), FISC_DIFF_REGRESSED, 1},
    {ROW(.result = "pass"), ROW(.result = "error"), FISC_DIFF_REGRESSED, 1},
    {ROW(.result = "pass"), ROW(.result = "notchecked"), FISC_DIFF_REGRESSED,
     1},
    {ROW(.result = "notapplicable"), ROW(.result = "fail"),
     FISC_DIFF_REGRESSED, 1},
    {ROW(.result = "unknown"), ROW(.result = "fail"), FISC_DIFF_REGRESSED, 1},
    {ROW(.result = "fail"), ROW(.result = "unknown"), FISC_DIFF_CHANGED, 0},
    {ROW(.result = "unknown"), ROW(.result = "error"), FISC_DIFF_CHANGED, 0},
    {ROW(.result = "pass"), ROW(.result = "notapplicable"), FISC_DIFF_CHANGED,
     0},
    {ROW(.result = "fail"), ROW(.result = "pass"), FISC_DIFF_FIXED, 0},
    {ROW(.result = "unknown"), ROW(.result = "notapplicable"), FISC_DIFF_FIXED,
     0},
    {ROW(.result = "fail"), ROW(.result = "informational", .level = "may"),
     FISC_DIFF_FIXED, 0},
    {ROW(.result = NULL), ROW(.result = "fail"), FISC_DIFF_NEW, 1},
    {ROW(.result = NULL), ROW(.result = "unknown"), FISC_DIFF_NEW, 1},
    {ROW(.result = NULL), ROW(.result = "pass"), FISC_DIFF_NEW, 0},
    {ROW(.result = "fail"), ROW(.result = NULL), FISC_DIFF_ABSENT, 0},
    /* A row that was not selected is as one that is not there. */
    {ROW(.result = "pass"), ROW(.result = "notselected"), FISC_DIFF_ABSENT, 0},
    {ROW(.result = "notselected"), ROW(.result = "fail"), FISC_DIFF_NEW, 1},
    /* For another reason. */
    {ROW(.result = "unknown", .deciding = "x"),
     ROW(.result = "unknown", .deciding = "y"), FISC_DIFF_CHANGED, 0},
    {ROW(.result = "unknown", .deciding = "x"),
     ROW(.result = "unknown", .deciding = "x"), FISC_DIFF_UNCHANGED, 0},
    {ROW(.result = "unknown", .reason = "absent"),
     ROW(.result = "unknown", .reason = "stale"), FISC_DIFF_CHANGED, 0},
    {ROW(.result = "fail", .fact = "2"), ROW(.result = "fail", .fact = "3"),
     FISC_DIFF_CHANGED, 0},
    {ROW(.result = "fail"),
     ROW(.result = "fail", .reason = "waived", .waiver = "W-1"),
     FISC_DIFF_CHANGED, 0},
    {ROW(.result = "fail", .level = "should"), ROW(.result = "fail"),
     FISC_DIFF_CHANGED, 0},
    {ROW(.result = "pass", .reason = "vacuous"), ROW(.result = "pass"),
     FISC_DIFF_CHANGED, 0},
    /* What a pass rests on is renewed all the time. */
    {ROW(.result = "pass", .fact = "2"), ROW(.result = "pass", .fact = "3"),
     FISC_DIFF_UNCHANGED, 0},
};

START_TEST(diff__tells_what_became_of_a_row)
{
    const struct change *change = &changes[_i];
    struct fisc_diff *diff =
        compare(NULL, &change->before, change->before.result != NULL, &later,
                &change->after, change->after.result != NULL);
    struct fisc_diff_entry entry = {.size = sizeof entry};
    size_t counts[FISC_DIFF_KIND_COUNT];

    ck_assert_uint_eq(fisc_diff_entry_count(diff), 1);
    ck_assert_int_eq(fisc_diff_entry(diff, 0, &entry), FISC_OK);
    ck_assert_str_eq(entry.key, "t.a@bank");
    ck_assert_msg(entry.kind == change->kind, "%s",
                  fisc_diff_kind_name(entry.kind));
    ck_assert_int_eq(entry.worse, change->worse);
    ck_assert_uint_eq(fisc_diff_worse_count(diff), (size_t)change->worse);
    ck_assert_uint_eq(entry.cause, change->kind == FISC_DIFF_UNCHANGED
                                       ? 0
                                       : FISC_DIFF_CAUSE_DATE);
    ck_assert_uint_eq(entry.before == FISC_DIFF_NONE,
                      change->kind == FISC_DIFF_NEW);
    ck_assert_uint_eq(entry.after == FISC_DIFF_NONE,
                      change->kind == FISC_DIFF_ABSENT);
    fisc_diff_counts(diff, counts);
    ck_assert_uint_eq(counts[change->kind], 1);
    ck_assert_int_eq(fisc_diff_entry(diff, 1, &entry), FISC_ERR_NOTFOUND);
    fisc_diff_unref(diff);
}
END_TEST

START_TEST(diff__says_nothing_of_rows_that_were_never_selected)
{
    static const struct made_row row = ROW(.result = "notselected");
    struct fisc_diff *diff = compare(NULL, &row, 1, NULL, &row, 1);

    ck_assert_uint_eq(fisc_diff_entry_count(diff), 0);
    fisc_diff_unref(diff);
}
END_TEST

/* ---- causes --------------------------------------------------------------*/

START_TEST(diff__tells_causes_apart)
{
    static const struct made_row before = ROW(.result = "pass");
    static const struct made_row after = ROW(.result = "fail");

    for (unsigned cause = 0; cause < 16; cause++) {
        struct made_about about = {
            .as_of = cause & FISC_DIFF_CAUSE_DATE ? "2026-07-01" : NULL,
            .rules_digit = cause & FISC_DIFF_CAUSE_POLICY ? 'e' : 0,
            .params_digit = cause & FISC_DIFF_CAUSE_PARAMS ? 'f' : 0,
            .system_digit = cause & FISC_DIFF_CAUSE_SYSTEM ? '1' : 0,
        };
        struct fisc_diff *diff = compare(NULL, &before, 1, &about, &after, 1);
        struct fisc_diff_entry entry = {.size = sizeof entry};
        unsigned expected = cause ? cause : FISC_DIFF_CAUSE_OTHER;

        ck_assert_int_eq(fisc_diff_entry(diff, 0, &entry), FISC_OK);
        ck_assert_uint_eq(entry.cause, expected);
        ck_assert_uint_eq(fisc_diff_cause(diff), expected);
        fisc_diff_unref(diff);
    }
}
END_TEST

START_TEST(diff__calls_it_policy_where_a_result_knows_no_better)
{
    static const struct made_row row = ROW(.result = "fail");
    struct made_about about = {.policy_digit = 'b'};
    struct fisc_diff *diff = compare(NULL, &row, 1, &about, &row, 1);

    ck_assert_uint_eq(fisc_diff_cause(diff), FISC_DIFF_CAUSE_POLICY);
    fisc_diff_unref(diff);
}
END_TEST

START_TEST(diff__of_equal_results_has_no_cause)
{
    static const struct made_row row = ROW(.result = "fail");
    struct fisc_diff *diff = compare(NULL, &row, 1, NULL, &row, 1);

    ck_assert_uint_eq(fisc_diff_cause(diff), 0);
    ck_assert_uint_eq(fisc_diff_control_count(diff), 0);
    fisc_diff_unref(diff);
}
END_TEST

/* ---- order, controls, refusals -------------------------------------------*/

static const struct made_row many_before[] = {
    {.clause = "t.gone", .result = "fail"},
    {.clause = "t.c", .result = "pass"},
    {.clause = "t.b", .result = "unknown", .deciding = "backup.tested"},
    {.clause = "t.e", .result = "unknown", .deciding = "x"},
    {.clause = "t.a", .result = "pass"},
    {.clause = "t.lost", .result = "pass", .party = ""},
};
static const struct made_row many_after[] = {
    {.clause = "t.a", .result = "pass"},
    {.clause = "t.b", .result = "pass", .fact = "1"},
    {.clause = "t.new", .result = "fail", .level = "should", .fact = "\\u001b7"},
    {.clause = "t.c", .result = "fail", .waiver = "W-2026-01", .fact = "2"},
    {.clause = "t.e", .result = "unknown", .deciding = "y",
     .reason = "stale"},
};

static struct fisc_diff *
compare_many(void)
{
    return compare(NULL, many_before, COUNT(many_before), &later, many_after,
                   COUNT(many_after));
}

START_TEST(diff__has_the_order_after_then_what_is_absent)
{
    static const char *const keys[] = {"t.a@bank", "t.b@bank", "t.new@bank",
                                       "t.c@bank", "t.e@bank", "t.gone@bank",
                                       "t.lost"};
    struct fisc_diff *diff = compare_many();

    ck_assert_uint_eq(fisc_diff_entry_count(diff), COUNT(keys));
    for (size_t i = 0; i < COUNT(keys); i++) {
        struct fisc_diff_entry entry = {.size = sizeof entry};
        struct fisc_result_info row = {.size = sizeof row};

        ck_assert_int_eq(fisc_diff_entry(diff, i, &entry), FISC_OK);
        ck_assert_str_eq(entry.key, keys[i]);
        if (entry.before == FISC_DIFF_NONE)
            continue;
        ck_assert_int_eq(fisc_result_set_result(fisc_diff_before(diff),
                                                entry.before, &row),
                         FISC_OK);
        ck_assert_str_eq(row.key, keys[i]);
    }
    ck_assert_uint_eq(fisc_result_set_count(fisc_diff_after(diff)),
                      COUNT(many_after));
    fisc_diff_unref(fisc_diff_ref(diff));
    fisc_diff_unref(diff);
}
END_TEST

START_TEST(diff__lists_controls_that_changed)
{
    static const struct made_row before = ROW(.result = "pass");
    static const struct made_row after = ROW(.result = "fail");
    struct fisc_diff *diff = compare(NULL, &before, 1, &later, &after, 1);
    struct fisc_diff_control control = {.size = sizeof control};

    ck_assert_uint_eq(fisc_diff_control_count(diff), 1);
    ck_assert_int_eq(fisc_diff_control(diff, 0, &control), FISC_OK);
    ck_assert_str_eq(control.control, "t.f1");
    ck_assert_str_eq(control.label, "設1");
    ck_assert_uint_eq(control.before + control.after, 0);
    ck_assert_int_eq(fisc_diff_control(diff, 1, &control), FISC_ERR_NOTFOUND);
    fisc_diff_unref(diff);
}
END_TEST

START_TEST(diff__refuses_two_systems)
{
    static const struct made_row row = ROW(.result = "pass");
    struct made_about other = {.system = "loans"};
    struct fisc_result_set *a = made_set(context, NULL, &row, 1);
    struct fisc_result_set *b = made_set(context, &other, &row, 1);
    struct fisc_diff *diff = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_diff_new(a, b, &diff, &error), FISC_ERR_CONFLICT);
    ck_assert_str_eq(error.where, "made.json");
    ck_assert_ptr_nonnull(strstr(error.message, "loans"));
    ck_assert_ptr_null(diff);
    fisc_result_set_unref(a);
    fisc_result_set_unref(b);
}
END_TEST

START_TEST(diff__refuses_rows_of_a_report)
{
    static const struct made_row row = ROW(.result = "pass");
    struct fisc_result_set *whole = made_set(context, NULL, &row, 1);
    struct fisc_result_set *part = NULL;
    char *text = made_json(NULL, &row, 1), *count;
    struct fisc_diff *diff = NULL;
    struct fisc_error error;

    count = strstr(text, "{\"pass\": 1");
    count[strlen("{\"pass\": ")] = '2';
    ck_assert_int_eq(fisc_result_set_parse(context, "part.json", text,
                                           strlen(text), &part, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_diff_new(part, whole, &diff, &error),
                     FISC_ERR_INVALID);
    ck_assert_str_eq(error.where, "part.json");
    ck_assert_int_eq(fisc_diff_new(whole, part, &diff, NULL),
                     FISC_ERR_INVALID);
    ck_assert_ptr_null(diff);
    fisc_result_set_unref(whole);
    fisc_result_set_unref(part);
    free(text);
}
END_TEST

START_TEST(kind_name__names_every_kind)
{
    for (int i = 0; i < FISC_DIFF_KIND_COUNT; i++)
        ck_assert_str_ne(fisc_diff_kind_name((enum fisc_diff_kind)i), "");
    ck_assert_str_eq(fisc_diff_kind_name((enum fisc_diff_kind)99), "");
}
END_TEST

/* ---- writing -------------------------------------------------------------*/

static const struct variant {
    const char *file;
    struct fisc_diff_options options;
} variants[] = {
    {"en.txt", {.language = FISC_LANGUAGE_EN}},
    {"ja.txt", {.language = FISC_LANGUAGE_JA}},
    {"en-color.txt", {.language = FISC_LANGUAGE_EN, .color = 1}},
    {"ja-details.txt",
     {.language = FISC_LANGUAGE_JA, .details = 1, .width = 50}},
    {"en-rows.txt", {.language = FISC_LANGUAGE_EN, .details = -1}},
    {"diff.json", {.format = FISC_DIFF_FORMAT_JSON}},
    {"details.json", {.format = FISC_DIFF_FORMAT_JSON, .details = 1}},
    {"events.jsonl", {.format = FISC_DIFF_FORMAT_EVENTS}},
};

static char *
write_variant(const struct fisc_diff *diff, const struct variant *variant,
              size_t *length)
{
    struct fisc_diff_options options = variant->options;
    char *text = NULL;

    options.size = sizeof options;
    ck_assert_int_eq(fisc_diff_write_text(diff, &options, &text, length, NULL),
                     FISC_OK);
    ck_assert_uint_eq(strlen(text), *length);
    return text;
}

/* FISC_UPDATE=1 writes the files anew; `git diff` is the review. */
START_TEST(write__gives_what_is_on_file)
{
    const struct variant *variant = &variants[_i];
    struct fisc_diff *diff = compare_many();
    size_t length, expected_length;
    char *text = write_variant(diff, variant, &length), *path, *expected;
    char relative[64];

    snprintf(relative, sizeof relative, "tests/data/diff/%s", variant->file);
    path = source_path(relative);
    if (getenv("FISC_UPDATE")) {
        FILE *file = fopen(path, "wb");

        ck_assert_ptr_nonnull(file);
        fwrite(text, 1, length, file);
        fclose(file);
    }
    expected = read_text(path, &expected_length);
    ck_assert_str_eq(text, expected);
    if (!variant->options.color)
        ck_assert_ptr_null(strchr(text, '\033'));
    free(expected);
    free(path);
    fisc_diff_free_text(diff, text, length);
    fisc_diff_unref(diff);
}
END_TEST

START_TEST(write__keeps_every_line_within_the_width)
{
    struct fisc_diff *diff = compare_many();

    for (unsigned width = 40; width < 100; width += 13) {
        struct variant variant = {
            "", {.language = FISC_LANGUAGE_JA, .width = width, .details = 1}};
        size_t length;
        char *text = write_variant(diff, &variant, &length);
        char *copy = strdup(text);

        for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n"))
            ck_assert_msg(fisc__columns(line) <= width, "%u: %s", width, line);
        free(copy);
        fisc_diff_free_text(diff, text, length);
    }
    fisc_diff_unref(diff);
}
END_TEST

static int
refuse_all(void *data, const char *text, size_t length)
{
    (void)data;
    (void)text;
    (void)length;
    return 1;
}

START_TEST(write__refuses_options_and_sinks_that_make_no_sense)
{
    struct fisc_diff *diff = compare_many();
    struct fisc_diff_options options = {
        .size = sizeof options, .format = (enum fisc_diff_format)9};
    struct fisc_error error;
    char *text = NULL;
    size_t length;

    ck_assert_int_eq(
        fisc_diff_write_text(diff, &options, &text, &length, &error),
        FISC_ERR_INVALID);
    options = (struct fisc_diff_options){
        .size = sizeof options, .language = (enum fisc_language)7};
    ck_assert_int_eq(
        fisc_diff_write_text(diff, &options, &text, &length, &error),
        FISC_ERR_INVALID);
    options = (struct fisc_diff_options){.size = sizeof options + 8};
    ck_assert_int_eq(
        fisc_diff_write_text(diff, &options, &text, &length, &error),
        FISC_ERR_INVALID);
    ck_assert_ptr_null(text);
    ck_assert_int_eq(fisc_diff_write(diff, NULL, refuse_all, NULL, &error),
                     FISC_ERR_IO);
    fisc_diff_free_text(diff, NULL, 0);
    fisc_diff_unref(diff);
}
END_TEST

static enum fisc_status
diff_once(struct fisc_context *limited, void *data)
{
    const struct variant *variant = data;
    char *before = made_json(NULL, many_before, COUNT(many_before));
    char *after = made_json(&later, many_after, COUNT(many_after));
    struct fisc_diff_options options = variant->options;
    struct fisc_result_set *a = NULL, *b = NULL;
    struct fisc_diff *diff = NULL;
    enum fisc_status status;
    size_t length;
    char *text;

    options.size = sizeof options;
    if (!(status = fisc_result_set_parse(limited, "a", before, strlen(before),
                                         &a, NULL)) &&
        !(status = fisc_result_set_parse(limited, "b", after, strlen(after),
                                         &b, NULL)) &&
        !(status = fisc_diff_new(a, b, &diff, NULL)) &&
        !(status = fisc_diff_write_text(diff, &options, &text, &length, NULL)))
        fisc_diff_free_text(diff, text, length);
    fisc_diff_unref(diff);
    fisc_result_set_unref(a);
    fisc_result_set_unref(b);
    free(before);
    free(after);
    return status;
}

START_TEST(diff__leaks_nothing_where_memory_is_short)
{
    ck_assert_uint_gt(
        failing_try(diff_once, (void *)(uintptr_t)&variants[_i], 1), 20);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("diff");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, diff__tells_what_became_of_a_row, 0,
                        COUNT(changes));
    tcase_add_test(tests, diff__says_nothing_of_rows_that_were_never_selected);
    tcase_add_test(tests, diff__tells_causes_apart);
    tcase_add_test(tests, diff__calls_it_policy_where_a_result_knows_no_better);
    tcase_add_test(tests, diff__of_equal_results_has_no_cause);
    tcase_add_test(tests, diff__has_the_order_after_then_what_is_absent);
    tcase_add_test(tests, diff__lists_controls_that_changed);
    tcase_add_test(tests, diff__refuses_two_systems);
    tcase_add_test(tests, diff__refuses_rows_of_a_report);
    tcase_add_test(tests, kind_name__names_every_kind);
    tcase_add_loop_test(tests, write__gives_what_is_on_file, 0,
                        COUNT(variants));
    tcase_add_test(tests, write__keeps_every_line_within_the_width);
    tcase_add_test(tests, write__refuses_options_and_sinks_that_make_no_sense);
    tcase_add_loop_test(tests, diff__leaks_nothing_where_memory_is_short, 0,
                        COUNT(variants));
    return run_case("report", tests);
}
