/* SPDX-License-Identifier: MIT */
/* Results read back from their JSON. */

#define _GNU_SOURCE /* asprintf() */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/fake-report.h"
#include "report/results.h"
#include "support/failing.h"
#include "support/hostile.h"
#include "support/run.h"

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

/* ---- what is read --------------------------------------------------------*/

static void
check_row(const struct fisc_result_info *a, const struct fisc_result_info *b)
{
    ck_assert_str_eq(a->key, b->key);
    ck_assert_str_eq(a->catalog, b->catalog);
    ck_assert_str_eq(a->control, b->control);
    ck_assert_str_eq(a->label, b->label);
    ck_assert_str_eq(a->clause, b->clause);
    ck_assert_str_eq(a->party, b->party);
    ck_assert_int_eq(a->bearer, b->bearer);
    ck_assert_int_eq(a->level, b->level);
    ck_assert_int_eq(a->result, b->result);
    ck_assert_str_eq(a->reason, b->reason);
    ck_assert_str_eq(a->via, b->via);
    ck_assert_str_eq(a->waiver, b->waiver);
    ck_assert_str_eq(a->moved_to, b->moved_to);
    ck_assert_uint_eq(a->clause_index, b->clause_index);
}

static void
check_facts(const struct fisc_result_set *a, const struct fisc_result_set *b,
            size_t row)
{
    size_t count = fisc_result_set_fact_count(a, row);

    ck_assert_uint_eq(count, fisc_result_set_fact_count(b, row));
    for (size_t i = 0; i < count; i++) {
        struct fisc_fact_reference x = {.size = sizeof x}, y = x;

        ck_assert_int_eq(fisc_result_set_fact(a, row, i, &x), FISC_OK);
        ck_assert_int_eq(fisc_result_set_fact(b, row, i, &y), FISC_OK);
        ck_assert_str_eq(x.path, y.path);
        ck_assert_str_eq(x.value, y.value);
        ck_assert_str_eq(x.wanted, y.wanted);
        ck_assert_str_eq(x.role, y.role);
        ck_assert_str_eq(x.source, y.source);
        ck_assert_str_eq(x.evidence, "");
        ck_assert_str_eq(y.evidence, "");
        ck_assert_str_eq(x.file, "");
        ck_assert_str_eq(y.date, "");
        ck_assert_uint_eq(x.line + y.line + x.column + y.column, 0);
    }
}

static void
check_deciding(const struct fisc_result_set *a,
               const struct fisc_result_set *b, size_t row)
{
    size_t count = fisc_result_set_deciding_count(a, row);

    ck_assert_uint_eq(count, fisc_result_set_deciding_count(b, row));
    for (size_t i = 0; i < count; i++) {
        struct fisc_deciding x = {.size = sizeof x}, y = x;

        ck_assert_int_eq(fisc_result_set_deciding(a, row, i, &x), FISC_OK);
        ck_assert_int_eq(fisc_result_set_deciding(b, row, i, &y), FISC_OK);
        ck_assert_str_eq(x.path, y.path);
        ck_assert_str_eq(x.state, y.state);
        ck_assert_str_eq(x.candidate, y.candidate);
        ck_assert_str_eq(x.question[0], "");
        ck_assert_str_eq(y.question[1], "");
        ck_assert_str_eq(x.file, y.file);
        ck_assert_str_eq(x.expires, y.expires);
    }
}

static void
check_texts(const struct fisc_result_set *a, const struct fisc_result_set *b,
            size_t row)
{
    size_t count = fisc_result_set_label_count(a, row);

    for (int i = 0; i < 2; i++)
        ck_assert_str_eq(
            fisc_result_set_message(a, row, (enum fisc_language)i),
            fisc_result_set_message(b, row, (enum fisc_language)i));
    ck_assert_int_eq(fisc_result_set_deciding_minimal(a, row),
                     fisc_result_set_deciding_minimal(b, row));
    ck_assert_uint_eq(count, fisc_result_set_label_count(b, row));
    for (size_t i = 0; i < count; i++)
        ck_assert_str_eq(fisc_result_set_label(a, row, i),
                         fisc_result_set_label(b, row, i));
    count = fisc_result_set_evidence_count(a, row);
    ck_assert_uint_eq(count, fisc_result_set_evidence_count(b, row));
    for (size_t i = 0; i < count; i++)
        ck_assert_str_eq(fisc_result_set_evidence(a, row, i),
                         fisc_result_set_evidence(b, row, i));
}

static void
check_controls(const struct fisc_result_set *a,
               const struct fisc_result_set *b)
{
    size_t count = fisc_result_set_control_count(a);

    ck_assert_uint_eq(count, fisc_result_set_control_count(b));
    for (size_t i = 0; i < count; i++) {
        struct fisc_control_result x = {.size = sizeof x}, y = x;

        ck_assert_int_eq(fisc_result_set_control(a, i, &x), FISC_OK);
        ck_assert_int_eq(fisc_result_set_control(b, i, &y), FISC_OK);
        ck_assert_str_eq(x.control, y.control);
        ck_assert_str_eq(x.label, y.label);
        ck_assert_int_eq(x.state, y.state);
        ck_assert_str_eq(x.reason, y.reason);
        ck_assert_int_eq(x.withdrawn, y.withdrawn);
        ck_assert_uint_eq(x.control_index, y.control_index);
    }
}

static void
check_same(const struct fisc_result_set *a, const struct fisc_result_set *b)
{
    size_t count = fisc_result_set_count(a), found;

    ck_assert_int_eq(fisc_result_set_as_of(a), fisc_result_set_as_of(b));
    ck_assert_str_eq(fisc_result_set_policy_digest(a),
                     fisc_result_set_policy_digest(b));
    ck_assert_str_eq(fisc_result_set_system_digest(a),
                     fisc_result_set_system_digest(b));
    ck_assert_str_eq(fisc_result_set_system_id(a),
                     fisc_result_set_system_id(b));
    ck_assert_int_eq(fisc_result_set_is_whole(a), 1);
    ck_assert_int_eq(fisc_result_set_is_whole(b), 1);
    ck_assert_uint_eq(count, fisc_result_set_count(b));
    for (size_t i = 0; i < count; i++) {
        struct fisc_result_info x = {.size = sizeof x}, y = x;

        ck_assert_int_eq(fisc_result_set_result(a, i, &x), FISC_OK);
        ck_assert_int_eq(fisc_result_set_result(b, i, &y), FISC_OK);
        check_row(&x, &y);
        check_facts(a, b, i);
        check_deciding(a, b, i);
        check_texts(a, b, i);
        ck_assert_int_eq(fisc_result_set_find(a, y.key, &found), FISC_OK);
        ck_assert_uint_eq(found, i);
    }
    check_controls(a, b);
}

/* The JSON of the fake report, from malloc. */
static char *
report_json(const struct fisc_report *report, const char *only)
{
    struct fisc_write_options options = {
        .size = sizeof options, .format = FISC_FORMAT_JSON, .only = only};
    char *text, *copy;
    size_t length;

    ck_assert_int_eq(
        fisc_report_write_text(report, &options, &text, &length, NULL),
        FISC_OK);
    copy = strdup(text);
    fisc_report_free_text(report, text, length);
    return copy;
}

START_TEST(read__gives_what_the_report_gives)
{
    struct fisc_report *report =
        fake_report_new(context, fake_rows, fake_row_count);
    struct fisc_result_set *read = NULL, *taken = NULL;
    char *text = report_json(report, NULL);
    size_t row = 99;

    ck_assert_int_eq(fisc_result_set_parse(context, "r.json", text,
                                           strlen(text), &read, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_result_set_from_report(report, &taken, NULL),
                     FISC_OK);
    fake_report_free(report);
    free(text);
    check_same(read, taken);
    ck_assert_uint_eq(fisc_result_set_count(read), fake_row_count);
    ck_assert_str_eq(fisc_result_set_name(read), "r.json");
    ck_assert_str_eq(fisc_result_set_name(taken), "");
    ck_assert_int_eq(fisc_result_set_find(read, "t.f1", &row),
                     FISC_ERR_NOTFOUND);
    ck_assert_uint_eq(row, 99);
    fisc_result_set_unref(fisc_result_set_ref(read));
    fisc_result_set_unref(read);
    fisc_result_set_unref(taken);
}
END_TEST

START_TEST(read__knows_that_rows_are_left_out)
{
    struct fisc_report *report =
        fake_report_new(context, fake_rows, fake_row_count);
    char *text = report_json(report, "t.o2.customer@bank");
    struct fisc_result_set *set = NULL;

    ck_assert_int_eq(fisc_result_set_parse(context, "only.json", text,
                                           strlen(text), &set, NULL),
                     FISC_OK);
    ck_assert_uint_eq(fisc_result_set_count(set), 1);
    ck_assert_int_eq(fisc_result_set_is_whole(set), 0);
    fisc_result_set_unref(set);
    fake_report_free(report);
    free(text);
}
END_TEST

START_TEST(getters__refuse_what_is_not_there)
{
    static const struct made_row rows[] = {{.clause = "t.a", .result = "pass"}};
    struct fisc_result_set *set = made_set(context, NULL, rows, 1);
    struct fisc_result_info row = {.size = sizeof row};
    struct fisc_fact_reference fact = {.size = sizeof fact};
    struct fisc_deciding deciding = {.size = sizeof deciding};
    struct fisc_control_result control = {.size = sizeof control};

    ck_assert_int_eq(fisc_result_set_result(set, 1, &row), FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_result_set_fact(set, 0, 0, &fact),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_result_set_deciding(set, 0, 0, &deciding),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_result_set_control(set, 1, &control),
                     FISC_ERR_NOTFOUND);
    row.size = 8;
    ck_assert_int_eq(fisc_result_set_result(set, 0, &row), FISC_ERR_INVALID);
    fisc_result_set_unref(set);
}
END_TEST

/* ---- what is refused -----------------------------------------------------*/

/* `from`, which stands once, is replaced by `to`. */
static const struct bad {
    const char *from;
    const char *to;
    enum fisc_status status;
    unsigned line;
    const char *message; /* a part of it */
} bads[] = {
    {"libfisc-result/1", "libfisc-result/2", FISC_ERR_UNSUPPORTED, 1,
     "is libfisc-result/2: expected libfisc-result/1"},
    {"libfisc-result/1", "x", FISC_ERR_INVALID, 1, "expected \"libfisc-result"},
    {"\"libfisc-result/1\"", "1", FISC_ERR_INVALID, 1, "expected \"libfisc"},
    {"2026-06-30", "2026-06-31", FISC_ERR_INVALID, 1, "expected a date"},
    {"\"2026-06-30\"", "20260630", FISC_ERR_INVALID, 1, "expected a date"},
    {"\"policy\": \"aa", "\"policy\": \"a", FISC_ERR_INVALID, 2,
     "policy: expected 64"},
    {"\"policy\": \"aa", "\"policy\": \"aA", FISC_ERR_INVALID, 2,
     "policy: expected 64"},
    {"\"system\": \"internet-banking\",\n", "", FISC_ERR_INVALID, 1,
     "there is no \"system\""},
    {"\"system\": \"internet-banking\",\n", "\"systems\": \"x\",\n",
     FISC_ERR_INVALID, 3, "no \"systems\" here; did you mean \"system\"?"},
    {"\"system\": \"internet", "\"digests\": 1, \"system\": \"internet",
     FISC_ERR_SYNTAX, 3, "already"},
    {"\"result\": \"fail\"", "\"result\": \"FAIL\"", FISC_ERR_INVALID, 6,
     "result: expected a result"},
    {"\"result\": \"fail\"", "\"result\": null", FISC_ERR_INVALID, 6,
     "result: expected"},
    {"\"result\": \"fail\", ", "", FISC_ERR_INVALID, 6, "no \"result\""},
    {"\"level\": \"should\"", "\"level\": \"shall\"", FISC_ERR_INVALID, 6,
     "expected must, should or may"},
    {"\"key\": \"t.a@bank\", \"catalog\": \"t\"", "\"key\": \"t.a@bank\"",
     FISC_ERR_INVALID, 5, "there is no \"catalog\""},
    {"\"key\": \"t.b@bank\"", "\"key\": \"t.b\"", FISC_ERR_INVALID, 6,
     "not that of its clause and party"},
    {"\"key\": \"t.b@bank\"", "\"key\": \"t.b@banks\"", FISC_ERR_INVALID, 6,
     "not that of its clause and party"},
    {"\"key\": \"t.b@bank\"", "\"key\": \"\"", FISC_ERR_INVALID, 6,
     "key: is empty"},
    {"t.b@bank\", \"catalog\": \"t\", \"control\": \"t.f1\", \"label\": "
     "\"設1\", \"clause\": \"t.b\"",
     "t.a@bank\", \"catalog\": \"t\", \"control\": \"t.f1\", \"label\": "
     "\"設1\", \"clause\": \"t.a\"",
     FISC_ERR_CONFLICT, 6, "\"t.a@bank\" stands already at 5:9"},
    {"\"waiver\": \"W-1\"", "\"waiver\": \"\"", FISC_ERR_INVALID, 6,
     "waiver: is empty"},
    {"\"waiver\": \"W-1\"", "\"waiver\": \"W-1\", \"moved_to\": null",
     FISC_ERR_INVALID, 6, "moved_to: expected a string"},
    {"\"value\": \"2\"", "\"value\": 2", FISC_ERR_INVALID, 6,
     "value: expected a string"},
    {"\"value\": \"2\", ", "", FISC_ERR_INVALID, 6, "no \"value\""},
    {"\"facts\": [{", "\"facts\": [7, {", FISC_ERR_INVALID, 6,
     "expected an object"},
    {"\"state\": \"absent\"", "\"stat\": \"absent\"", FISC_ERR_INVALID, 7,
     "did you mean \"state\"?"},
    {"\"state\": \"not-satisfied\"", "\"state\": \"no\"", FISC_ERR_INVALID, 8,
     "state: expected satisfied"},
    {"\"controls\": [", "\"controls\": [{\"control\": \"t.f1\", \"state\": "
     "\"satisfied\", \"reason\": null}, ", FISC_ERR_CONFLICT, 8,
     "\"t.f1\" stands already at 8:26"},
    {"\"results\": {\"pass\": 1", "\"results\": {\"pass\": 0",
     FISC_ERR_INVALID, 9, "coverage: counts 0 rows with the result pass"},
    {"\"results\": {\"pass\": 1", "\"results\": {\"pass\": -1",
     FISC_ERR_INVALID, 9, "pass: expected a whole number"},
    {"\"results\": {\"pass\": 1", "\"results\": {\"pass\": 1.0",
     FISC_ERR_INVALID, 9, "pass: expected a whole number"},
    {"\"roles\": {}", "\"roles\": {\"customer\": 1}", FISC_ERR_INVALID, 10,
     "customer: expected an object"},
    {"\"open\": 0}}", "\"open\": 0}", FISC_ERR_SYNTAX, 11, ""},
    {"\"open\": 0}}", "\"open\": 0}} {}", FISC_ERR_SYNTAX, 10, ""},
};

static const struct made_row some_rows[] = {
    {.clause = "t.a", .result = "pass"},
    {.clause = "t.b", .result = "fail", .level = "should", .waiver = "W-1",
     .fact = "2"},
    {.clause = "t.c", .result = "unknown", .party = "", .deciding = "x"},
};

static char *
replaced(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    char *made = NULL;

    ck_assert_msg(at != NULL, "there is no %s", from);
    ck_assert_int_gt(asprintf(&made, "%.*s%s%s", (int)(at - text), text, to,
                              at + strlen(from)),
                     0);
    return made;
}

START_TEST(read__refuses_and_says_where)
{
    const struct bad *bad = &bads[_i];
    char *good = made_json(NULL, some_rows, 3);
    char *text = replaced(good, bad->from, bad->to);
    struct fisc_result_set *set = NULL;
    struct fisc_error error = {.message = ""};

    ck_assert_int_eq(fisc_result_set_parse(context, "bad.json", text,
                                           strlen(text), &set, &error),
                     bad->status);
    ck_assert_ptr_null(set);
    ck_assert_int_eq(error.status, bad->status);
    ck_assert_str_eq(error.where, "bad.json");
    ck_assert_msg(error.line == bad->line, "%s -> %s: %u:%u: %s", bad->from,
                  bad->to, error.line, error.column, error.message);
    ck_assert_uint_gt(error.column, 0);
    ck_assert_msg(strstr(error.message, bad->message) != NULL, "%s",
                  error.message);
    free(text);
    free(good);
}
END_TEST

START_TEST(read__refuses_other_documents)
{
    static const char *const others[] = {
        "[]", "{}", "1", "null", "\"x\"", "{\"format\": null}", "",
        "{\"format\": \"libfisc-result/1\"}", "{\"results\": []}"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct fisc_result_set *set = NULL;
        struct fisc_error error = {.line = 0};

        ck_assert_int_ne(fisc_result_set_parse(context, "x", others[i],
                                               strlen(others[i]), &set,
                                               &error),
                         FISC_OK);
        ck_assert_ptr_null(set);
        ck_assert_uint_gt(error.line, 0);
    }
    ck_assert_int_eq(fisc_result_set_load(context, "/nowhere/x.json",
                                          &(struct fisc_result_set *){NULL},
                                          NULL),
                     FISC_ERR_IO);
}
END_TEST

/* ---- hostile input -------------------------------------------------------*/

START_TEST(read__says_where_a_document_was_cut)
{
    char *text = made_json(NULL, some_rows, 3);

    for (size_t length = 0; length < strlen(text) - 1; length++) {
        struct fisc_result_set *set = NULL;
        struct fisc_error error = {.line = 0};
        char *cut = malloc(length + 1); /* so that reading beyond is seen */

        memcpy(cut, text, length);
        ck_assert_int_eq(fisc_result_set_parse(context, "cut", cut, length,
                                               &set, &error),
                         FISC_ERR_SYNTAX);
        ck_assert_uint_gt(error.line, 0);
        free(cut);
    }
    free(text);
}
END_TEST

START_TEST(read__survives_any_byte)
{
    static const char bytes[] = "\"{}[],:0-e\\\x80n ";
    char *text = made_json(NULL, some_rows, 3);
    size_t length = strlen(text);

    for (size_t at = 0; at < length; at++) {
        char was = text[at];

        text[at] = bytes[at % (sizeof bytes - 1)];
        for (int i = 0; i < 2; i++, text[at] = bytes[(at * 7 + 3) % 14]) {
            struct fisc_result_set *set = NULL;
            struct fisc_error error = {.line = 0};

            if (fisc_result_set_parse(context, "x", text, length, &set,
                                      &error) != FISC_OK)
                ck_assert_uint_gt(error.line, 0);
            fisc_result_set_unref(set);
        }
        text[at] = was;
    }
    free(text);
}
END_TEST

START_TEST(read__refuses_the_hostile_corpus)
{
    size_t count, length;
    struct hostile *rows = hostile_rows("json", &count);

    for (size_t i = 0; i < count; i++) {
        char *text = hostile_text(&rows[i], &length);
        struct fisc_result_set *set = NULL;
        struct fisc_diff_state *state = NULL;
        struct fisc_error error = {.message = ""};

        if (!text || length == 0) { /* of which we know the place */
            free(text);
            continue;
        }
        ck_assert_int_ne(fisc_result_set_parse(context, rows[i].file, text,
                                               length, &set, &error),
                         FISC_OK);
        if (strcmp(rows[i].reading, "ok") == 0)
            ck_assert_msg(error.status == FISC_ERR_INVALID, "%s: %s",
                          rows[i].file, error.message);
        else
            hostile_check(&rows[i], error.status, &error);
        if (fisc_diff_state_parse(context, rows[i].file, text, length, &state,
                                  &error) == FISC_OK)
            ck_assert_uint_eq(fisc_diff_state_open_count(state), 0);
        fisc_diff_state_free(state);
        free(text);
    }
    free(rows);
}
END_TEST

START_TEST(read__keeps_to_the_limits)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_nodes = 40};
    struct fisc_context *small;
    struct fisc_result_set *set = NULL;
    char *text = made_json(NULL, some_rows, 3);

    ck_assert_int_eq(fisc_context_new(&options, &small, NULL), FISC_OK);
    ck_assert_int_eq(fisc_result_set_parse(small, "x", text, strlen(text),
                                           &set, NULL),
                     FISC_ERR_LIMIT);
    fisc_context_unref(small);
    free(text);
}
END_TEST

/* ---- memory --------------------------------------------------------------*/

static enum fisc_status
read_once(struct fisc_context *limited, void *data)
{
    struct fisc_result_set *set = NULL;
    enum fisc_status status = fisc_result_set_parse(
        limited, "r.json", data, strlen(data), &set, NULL);

    fisc_result_set_unref(set);
    return status;
}

START_TEST(read__leaks_nothing_where_memory_is_short)
{
    char *text = made_json(NULL, some_rows, 3);

    ck_assert_uint_gt(failing_try(read_once, text, 1), 10);
    free(text);
}
END_TEST

static enum fisc_status
take_once(struct fisc_context *limited, void *data)
{
    struct fisc_report *report =
        fake_report_new(limited, fake_rows, fake_row_count);
    struct fisc_result_set *set = NULL;
    enum fisc_status status = FISC_ERR_NOMEM;

    (void)data;
    if (report)
        status = fisc_result_set_from_report(report, &set, NULL);
    fisc_result_set_unref(set);
    fake_report_free(report);
    return status;
}

START_TEST(take__leaks_nothing_where_memory_is_short)
{
    ck_assert_uint_gt(failing_try(take_once, NULL, 1), 10);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("read");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, read__gives_what_the_report_gives);
    tcase_add_test(tests, read__knows_that_rows_are_left_out);
    tcase_add_test(tests, getters__refuse_what_is_not_there);
    tcase_add_loop_test(tests, read__refuses_and_says_where, 0,
                        sizeof bads / sizeof *bads);
    tcase_add_test(tests, read__refuses_other_documents);
    tcase_add_test(tests, read__says_where_a_document_was_cut);
    tcase_add_test(tests, read__survives_any_byte);
    tcase_add_test(tests, read__refuses_the_hostile_corpus);
    tcase_add_test(tests, read__keeps_to_the_limits);
    tcase_add_test(tests, read__leaks_nothing_where_memory_is_short);
    tcase_add_test(tests, take__leaks_nothing_where_memory_is_short);
    return run_case("report", tests);
}
