/* SPDX-License-Identifier: MIT */
/* Events for a system of tickets, and the state that they leave. */

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/results.h"
#include "support/failing.h"
#include "support/run.h"

static struct fisc_context *context;
static char *told; /* every event so far */

static void
setup(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    told = strdup("");
}

static void
teardown(void)
{
    free(told);
    fisc_context_unref(context);
}

static struct fisc_diff_state *
state_of(const char *text)
{
    struct fisc_diff_state *state = NULL;
    struct fisc_error error = {.message = ""};
    enum fisc_status status = fisc_diff_state_parse(
        context, "told.jsonl", text, strlen(text), &state, &error);

    ck_assert_msg(status == FISC_OK, "%u: %s", error.line, error.message);
    return state;
}

/* A row that passes as "pass", and else with that fact deciding it. */
struct outcome {
    const char *result; /* NULL: the row is not there */
    const char *deciding;
};

/* The events from the one to the other, from malloc. */
static char *
events(struct outcome before, struct outcome after, const char *as_of,
       const char *known)
{
    struct made_row a = {.clause = "t.a", .result = before.result,
                         .deciding = before.deciding};
    struct made_row b = {.clause = "t.a", .result = after.result,
                         .deciding = after.deciding};
    struct made_about about = {.as_of = as_of};
    struct fisc_result_set *x = made_set(context, NULL, &a, a.result != NULL);
    struct fisc_result_set *y =
        made_set(context, &about, &b, b.result != NULL);
    struct fisc_diff_state *state = known ? state_of(known) : NULL;
    struct fisc_diff_options options = {.size = sizeof options,
                                        .format = FISC_DIFF_FORMAT_EVENTS,
                                        .state = state};
    struct fisc_diff *diff = NULL;
    char *text, *copy;
    size_t length;

    ck_assert_int_eq(fisc_diff_new(x, y, &diff, NULL), FISC_OK);
    ck_assert_int_eq(fisc_diff_write_text(diff, &options, &text, &length, NULL),
                     FISC_OK);
    copy = strdup(text);
    fisc_diff_free_text(diff, text, length);
    fisc_diff_unref(diff);
    fisc_diff_state_free(state);
    fisc_result_set_unref(x);
    fisc_result_set_unref(y);
    return copy;
}

/* The value of a member of the first line; static. */
static const char *
member(const char *line, const char *name)
{
    static char value[128];
    char wanted[64];
    const char *at;

    snprintf(wanted, sizeof wanted, "\"%s\": \"", name);
    at = strstr(line, wanted);
    if (!at)
        return "";
    at += strlen(wanted);
    snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\""), at);
    return value;
}

/* Goes on from what was told; the event must be that one, or none for "". */
static void
step(struct outcome before, struct outcome after, const char *as_of,
     const char *event)
{
    char *text = events(before, after, as_of, told), *joined;

    ck_assert_str_eq(member(text, "event"), event);
    ck_assert_int_gt(asprintf(&joined, "%s%s\n", told, text), 0);
    free(told);
    told = joined;
    free(text);
    /* Told once, it is not told again. */
    text = events(before, after, as_of, told);
    ck_assert_str_eq(text, "");
    free(text);
}

static const struct outcome pass = {"pass", NULL};
static const struct outcome fail = {"fail", NULL};
static const struct outcome unknown = {"unknown", "x"};
static const struct outcome other = {"unknown", "y"};
static const struct outcome gone = {NULL, NULL};

START_TEST(events__go_through_the_life_of_a_ticket)
{
    struct fisc_diff_state *state;

    step(pass, pass, "2026-07-01", "");
    step(pass, unknown, "2026-07-02", "open");
    step(unknown, unknown, "2026-07-03", "");
    step(unknown, other, "2026-07-04", "update");
    step(other, fail, "2026-07-05", "update");
    step(fail, pass, "2026-07-06", "close");
    step(pass, fail, "2026-07-07", "reopen");
    step(fail, gone, "2026-07-07", "close");
    step(gone, fail, "2026-07-07", "reopen");
    step(fail, pass, "2026-07-07", "close");
    state = state_of(told);
    ck_assert_uint_eq(fisc_diff_state_open_count(state), 0);
    fisc_diff_state_free(state);
}
END_TEST

START_TEST(events__never_have_the_same_id_twice)
{
    char *lines[16], *copy, *save = NULL;
    size_t count = 0;

    for (int i = 0; i < 3; i++) {
        step(pass, fail, "2026-07-07", i == 0 ? "open" : "reopen");
        step(fail, pass, "2026-07-07", "close");
    }
    copy = strdup(told);
    for (char *line = strtok_r(copy, "\n", &save); line;
         line = strtok_r(NULL, "\n", &save))
        lines[count++] = strdup(member(line, "id"));
    ck_assert_uint_eq(count, 6);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(lines[i], lines[j]);
    while (count > 0)
        free(lines[--count]);
    free(copy);
}
END_TEST

START_TEST(events__without_a_state_go_by_what_was_before)
{
    static const struct {
        struct outcome before, after;
        const char *event;
    } cases[] = {
        {{"pass", NULL}, {"fail", NULL}, "open"},
        {{NULL, NULL}, {"unknown", "x"}, "open"},
        {{"unknown", "x"}, {"unknown", "x"}, ""},
        {{"unknown", "x"}, {"unknown", "y"}, "update"},
        {{"unknown", "x"}, {"fail", NULL}, "update"},
        {{"fail", NULL}, {"notapplicable", NULL}, "close"},
        {{"fail", NULL}, {NULL, NULL}, "close"},
        {{"fail", NULL}, {"notselected", NULL}, "close"},
        {{"pass", NULL}, {NULL, NULL}, ""},
        {{NULL, NULL}, {"pass", NULL}, ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *first = events(cases[i].before, cases[i].after, NULL, NULL);
        char *again = events(cases[i].before, cases[i].after, NULL, NULL);

        ck_assert_str_eq(member(first, "event"), cases[i].event);
        ck_assert_str_eq(first, again);
        free(first);
        free(again);
    }
}
END_TEST

START_TEST(events__bring_a_state_up_to_date_whatever_was_missed)
{
    /* Open though nothing changed, and closed though nothing changed. */
    step(fail, fail, "2026-07-01", "open");
    step(pass, pass, "2026-07-02", "close");
    step(pass, fail, "2026-07-03", "reopen");
    /* In neither: its ticket is the only trace of it. */
    step(gone, gone, "2026-07-04", "close");
    ck_assert_ptr_nonnull(strstr(told, "\"result\": \"absent\""));
}
END_TEST

START_TEST(events__of_earlier_results_change_nothing)
{
    step(pass, fail, "2026-07-10", "open");
    step(fail, pass, "2026-07-09", "");
    step(gone, gone, "2026-07-09", "");
    step(fail, pass, "2026-07-10", "close");
    step(pass, fail, "2026-07-09", "");
}
END_TEST

START_TEST(events__leave_other_systems_alone)
{
    static const struct made_row row = {.clause = "t.a", .result = "fail"};
    struct made_about loans = {.system = "loans"};
    struct fisc_result_set *set = made_set(context, &loans, &row, 1);
    struct fisc_diff_state *state;
    struct fisc_diff_options options = {.size = sizeof options,
                                        .format = FISC_DIFF_FORMAT_EVENTS};
    struct fisc_diff *diff;
    char *text, ticket[64];
    size_t length;

    step(pass, fail, "2026-06-01", "open");
    snprintf(ticket, sizeof ticket, "%s", member(told, "ticket"));
    state = state_of(told);
    options.state = state;
    ck_assert_int_eq(fisc_diff_new(set, set, &diff, NULL), FISC_OK);
    ck_assert_int_eq(fisc_diff_write_text(diff, &options, &text, &length, NULL),
                     FISC_OK);
    ck_assert_str_eq(member(text, "event"), "open");
    ck_assert_str_eq(member(text, "key"), "t.a@bank");
    ck_assert_str_ne(member(text, "ticket"), ticket);
    ck_assert_ptr_eq(strchr(text, '\n'), text + length - 1);
    fisc_diff_free_text(diff, text, length);
    fisc_diff_unref(diff);
    fisc_diff_state_free(state);
    fisc_result_set_unref(set);
}
END_TEST

/* ---- reading a state -----------------------------------------------------*/

START_TEST(state__may_be_empty_and_have_blank_lines_and_members_of_others)
{
    static const char *const texts[] = {"", "\n", " \r\n\n\t"};
    struct fisc_diff_state *state;
    char *joined;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        state = state_of(texts[i]);
        ck_assert_uint_eq(fisc_diff_state_open_count(state), 0);
        fisc_diff_state_free(state);
    }
    step(pass, fail, "2026-07-01", "open");
    ck_assert_int_gt(asprintf(&joined, "\r\n{\"issue\": 7, %s", told + 1), 0);
    state = state_of(joined);
    ck_assert_uint_eq(fisc_diff_state_open_count(state), 1);
    fisc_diff_state_free(state);
    free(joined);
}
END_TEST

static const struct bad {
    const char *from;
    const char *to;
    enum fisc_status status;
    const char *message;
} bads[] = {
    {"{", "[", FISC_ERR_SYNTAX, ""},
    {"}\n", "", FISC_ERR_SYNTAX, ""},
    {"libfisc-event/1", "libfisc-event/2", FISC_ERR_INVALID, "format:"},
    {"\"open\"", "\"opened\"", FISC_ERR_INVALID, "event: expected open"},
    {"\"open\"", "7", FISC_ERR_INVALID, "event: expected a string"},
    {"\"event\"", "\"Event\"", FISC_ERR_INVALID, "event: is missing"},
    {"\"open\"", "\"close\"", FISC_ERR_INVALID, "content: expected \"\""},
    {"\"id\": \"", "\"id\": \"x", FISC_ERR_INVALID, "id: expected 32"},
    {"\"key\": \"t.a", "\"key\": \"t.b", FISC_ERR_INVALID,
     "ticket: is not that of this system and key"},
    {"2026-07-01", "2026-07-32", FISC_ERR_INVALID, "as_of: expected a date"},
    {"\"content\": \"", "\"content\": \"x", FISC_ERR_INVALID,
     "content: expected 32"},
};

START_TEST(state__refuses_and_says_where)
{
    const struct bad *bad = &bads[_i];
    struct fisc_diff_state *state = NULL;
    struct fisc_error error;
    const char *at;
    char *text;

    step(pass, fail, "2026-07-01", "open");
    at = strstr(told, bad->from);
    ck_assert_ptr_nonnull(at);
    ck_assert_int_gt(asprintf(&text, "%s\n%.*s%s%s", told, (int)(at - told),
                              told, bad->to, at + strlen(bad->from)),
                     0);
    ck_assert_int_eq(fisc_diff_state_parse(context, "told", text, strlen(text),
                                           &state, &error),
                     bad->status);
    ck_assert_ptr_null(state);
    ck_assert_str_eq(error.where, "told");
    ck_assert_msg(error.line == 4, "%u:%u: %s", error.line, error.column,
                  error.message);
    ck_assert_uint_gt(error.column, 0);
    ck_assert_msg(strstr(error.message, bad->message) != NULL, "%s",
                  error.message);
    free(text);
}
END_TEST

START_TEST(state__refuses_what_is_no_utf8)
{
    struct fisc_diff_state *state = NULL;
    struct fisc_error error;

    ck_assert_int_eq(
        fisc_diff_state_parse(context, "told", "\n\xff", 2, &state, &error),
        FISC_ERR_SYNTAX);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_int_eq(fisc_diff_state_load(context, "/nowhere/told", &state,
                                          NULL),
                     FISC_ERR_IO);
    ck_assert_ptr_null(state);
}
END_TEST

static enum fisc_status
read_once(struct fisc_context *limited, void *data)
{
    struct fisc_diff_state *state = NULL;
    enum fisc_status status = fisc_diff_state_parse(
        limited, "told", data, strlen(data), &state, NULL);

    fisc_diff_state_free(state);
    return status;
}

START_TEST(state__leaks_nothing_where_memory_is_short)
{
    step(pass, fail, "2026-07-01", "open");
    step(fail, pass, "2026-07-02", "close");
    ck_assert_uint_gt(failing_try(read_once, told, 1), 10);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("events");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, events__go_through_the_life_of_a_ticket);
    tcase_add_test(tests, events__never_have_the_same_id_twice);
    tcase_add_test(tests, events__without_a_state_go_by_what_was_before);
    tcase_add_test(tests, events__bring_a_state_up_to_date_whatever_was_missed);
    tcase_add_test(tests, events__of_earlier_results_change_nothing);
    tcase_add_test(tests, events__leave_other_systems_alone);
    tcase_add_test(tests,
                   state__may_be_empty_and_have_blank_lines_and_members_of_others);
    tcase_add_loop_test(tests, state__refuses_and_says_where, 0,
                        sizeof bads / sizeof *bads);
    tcase_add_test(tests, state__refuses_what_is_no_utf8);
    tcase_add_test(tests, state__leaks_nothing_where_memory_is_short);
    return run_case("report", tests);
}
