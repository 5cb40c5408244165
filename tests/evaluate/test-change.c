/* SPDX-License-Identifier: MIT */
/* Changes to what was evaluated: only what depends on them, and all or none. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate/change.h"
#include "evaluate/rig.h"
#include "evaluate/wander.h"
#include "support/failing.h"

#define CHANGE .size = sizeof(struct fisc_change)

#define FACTS \
    PARTIES ", \"on\": true, \"applies\": true, \"open\": 3, \"rooms\": " \
    "[{\"id\": \"a\", \"locked\": true, \"keys\": 2}, {\"id\": \"b\", " \
    "\"locked\": false, \"keys\": 0}], \"evidence\": {\"complete\": false, " \
    "\"items\": [{\"id\": \"e\", \"kind\": \"report\", \"about\": [\"rooms\"], " \
    "\"collected\": \"2026-01-01\", \"expires\": \"none\", \"confirmed\": " \
    "true}]}"

static struct fisc_evaluator *evaluator;

static void
begin(void)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_system *system = rig_system(FACTS);
    struct fisc_report *report = NULL;

    ck_assert_int_eq(fisc_evaluator_new(rig_policy, &evaluator, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report, NULL),
                     FISC_OK);
    fisc_report_unref(report);
    fisc_system_unref(system);
}

static void
end(void)
{
    fisc_evaluator_free(evaluator);
}

static void
make(struct fisc_change change)
{
    struct fisc_error error = {0};

    change.size = sizeof change;
    ck_assert_msg(!fisc_evaluator_change(evaluator, &change, 1, &error), "%s",
                  error.message);
}

static struct fisc_report *
now(void)
{
    struct fisc_report *report = NULL;

    ck_assert_int_eq(fisc_evaluator_report(evaluator, &report, NULL), FISC_OK);
    return report;
}

/* "pass met direct" of a row as it is now. */
static const char *
row(const char *key)
{
    struct fisc_report *report = now();
    const char *text = rig_row(report, key);

    fisc_report_unref(report);
    return text;
}

/* ---- what comes of it ----------------------------------------------------*/

START_TEST(change__moves_what_depends_on_it)
{
    ck_assert_str_eq(row("t.1.customer@bank"), "pass met direct");
    make((struct fisc_change){.kind = FISC_CHANGE_BOOLEAN, .path = "on"});
    ck_assert_str_eq(row("t.1.customer@bank"), "fail not-met");
    make((struct fisc_change){.kind = FISC_CHANGE_CLEAR, .path = "on"});
    ck_assert_str_eq(row("t.1.customer@bank"), "unknown absent");
    make((struct fisc_change){.kind = FISC_CHANGE_UNKNOWN, .path = "on",
                              .string = "asked"});
    ck_assert_str_eq(row("t.1.customer@bank"), "unknown stated");
}
END_TEST

START_TEST(change__is_of_one_party)
{
    ck_assert_str_eq(row("t.1.provider@aws"), "pass met direct");
    make((struct fisc_change){.kind = FISC_CHANGE_BOOLEAN,
                              .path = "parties[aws].on"});
    ck_assert_str_eq(row("t.1.provider@aws"), "fail not-met");
    ck_assert_str_eq(row("t.1.provider@gcp"), "fail not-met");
    ck_assert_uint_eq(fisc_evaluator_moved_count(evaluator), 1);
}
END_TEST

START_TEST(change__is_of_one_element)
{
    ck_assert_str_eq(row("t.1.1.customer@bank"), "pass met direct");
    make((struct fisc_change){.kind = FISC_CHANGE_INTEGER,
                              .path = "rooms[b].keys", .integer = 1});
    ck_assert_str_eq(row("t.1.1.customer@bank"), "fail not-met");
    make((struct fisc_change){.kind = FISC_CHANGE_CLEAR, .path = "rooms[b]"});
    ck_assert_str_eq(row("t.1.1.customer@bank"), "pass met direct");
    make((struct fisc_change){.kind = FISC_CHANGE_RECORD, .path = "rooms[c]"});
    ck_assert_str_eq(row("t.1.1.customer@bank"), "unknown absent");
}
END_TEST

START_TEST(change__runs_functions_that_read_the_fact)
{
    ck_assert_str_eq(row("t.3.function.customer@bank"), "pass met direct");
    make((struct fisc_change){.kind = FISC_CHANGE_INTEGER,
                              .path = "rooms[a].keys", .integer = 10});
    ck_assert_str_eq(row("t.3.function.customer@bank"), "fail not-met");
    make((struct fisc_change){.kind = FISC_CHANGE_INTEGER,
                              .path = "rooms[a].keys"});
    ck_assert_str_eq(row("t.3.function.customer@bank"),
                     "notapplicable function");
}
END_TEST

START_TEST(change__is_of_the_evidence)
{
    const char *key = "t.3.evidence.customer@bank";

    ck_assert_str_eq(row(key), "pass met direct");
    make((struct fisc_change){.kind = FISC_CHANGE_DATE,
                              .path = "evidence[e].expires",
                              .day = rig_options().as_of - 1});
    ck_assert_str_eq(row(key), "unknown stale");
    make((struct fisc_change){.kind = FISC_CHANGE_CLEAR,
                              .path = "evidence[e].confirmed"});
    ck_assert_str_eq(row(key), "unknown stale");
    make((struct fisc_change){.kind = FISC_CHANGE_CLEAR,
                              .path = "evidence[e]"});
    ck_assert_str_eq(row(key), "unknown incomplete");
}
END_TEST

START_TEST(change__is_of_the_date)
{
    const char *key = "t.3.evidence.customer@bank";
    struct fisc_report *report;

    make((struct fisc_change){.kind = FISC_CHANGE_DATE,
                              .path = "evidence[e].expires",
                              .day = rig_options().as_of});
    ck_assert_str_eq(row(key), "pass met direct");
    make((struct fisc_change){.kind = FISC_CHANGE_AS_OF,
                              .day = rig_options().as_of + 1});
    ck_assert_str_eq(row(key), "unknown stale");
    report = now();
    ck_assert_int_eq(fisc_report_as_of(report), rig_options().as_of + 1);
    fisc_report_unref(report);
}
END_TEST

START_TEST(change__brings_rows_of_new_holders)
{
    struct fisc_moved moved = {.size = sizeof moved};
    const char *roles[] = {"customer", "operator"};
    int found = 0;

    ck_assert_str_eq(row("t.2.operator@bank"), "no such row");
    make((struct fisc_change){.kind = FISC_CHANGE_SET,
                              .path = "parties[bank].roles", .items = roles,
                              .count = 2, .complete = 1});
    ck_assert_str_eq(row("t.2.operator@bank"), "unknown absent");
    for (size_t i = 0; !fisc_evaluator_moved(evaluator, i, &moved); i++)
        found += strcmp(moved.clause, "t.2.operator") == 0 &&
                 strcmp(moved.party, "bank") == 0 && moved.is_new &&
                 moved.result == FISC_RESULT_UNKNOWN;
    ck_assert_int_eq(found, 1);
}
END_TEST

/* Nodes that were evaluated and rows decided, as the meter counts them. */
START_TEST(change__evaluates_nothing_else)
{
    make((struct fisc_change){.kind = FISC_CHANGE_BOOLEAN, .path = "on"});
    ck_assert_uint_gt(evaluator->meter.used, 0);
    ck_assert_uint_le(evaluator->meter.used, 5);
    /* What a fact was already, it stays; nothing moves beyond its readers. */
    make((struct fisc_change){.kind = FISC_CHANGE_BOOLEAN, .path = "on"});
    ck_assert_uint_le(evaluator->meter.used, 1);
    ck_assert_uint_eq(fisc_evaluator_moved_count(evaluator), 0);
    make((struct fisc_change){.kind = FISC_CHANGE_STRING,
                              .path = "parties[aws].name", .string = "x"});
    ck_assert_uint_eq(evaluator->meter.used, 0);
}
END_TEST

START_TEST(moved__says_what_was_and_what_is)
{
    struct fisc_moved moved = {.size = sizeof moved};
    struct fisc_report *report;
    struct fisc_result_info info = {.size = sizeof info};

    ck_assert_uint_eq(fisc_evaluator_moved_count(evaluator), 0);
    make((struct fisc_change){.kind = FISC_CHANGE_INTEGER, .path = "open"});
    ck_assert_uint_eq(fisc_evaluator_moved_count(evaluator), 1);
    ck_assert_int_eq(fisc_evaluator_moved(evaluator, 0, &moved), FISC_OK);
    ck_assert_str_eq(moved.clause, "t.1.should.customer");
    ck_assert_str_eq(moved.party, "bank");
    ck_assert_int_eq(moved.before, FISC_RESULT_FAIL);
    ck_assert_int_eq(moved.result, FISC_RESULT_PASS);
    ck_assert_int_eq(moved.is_new, 0);
    report = now();
    ck_assert_int_eq(fisc_report_result(report, moved.row, &info), FISC_OK);
    ck_assert_str_eq(info.clause, moved.clause);
    fisc_report_unref(report);
    ck_assert_int_eq(fisc_evaluator_moved(evaluator, 1, &moved),
                     FISC_ERR_NOTFOUND);
    moved.size = 4;
    ck_assert_int_eq(fisc_evaluator_moved(evaluator, 0, &moved),
                     FISC_ERR_INVALID);
}
END_TEST

START_TEST(report__is_a_snapshot)
{
    struct fisc_report *first = now(), *second;

    ck_assert_str_eq(rig_row(first, "t.1.customer@bank"), "pass met direct");
    make((struct fisc_change){.kind = FISC_CHANGE_BOOLEAN, .path = "on"});
    second = now();
    ck_assert_str_eq(rig_row(first, "t.1.customer@bank"), "pass met direct");
    ck_assert_str_eq(rig_row(second, "t.1.customer@bank"), "fail not-met");
    ck_assert_str_ne(fisc_report_system_digest(first),
                     fisc_report_system_digest(second));
    /* Nothing changed since: it is the same one. */
    fisc_report_unref(first);
    first = now();
    ck_assert_ptr_eq(first, second);
    fisc_report_unref(first);
    fisc_report_unref(second);
}
END_TEST

/* ---- all or none ---------------------------------------------------------*/

static const struct bad {
    struct fisc_change change;
    enum fisc_status status;
    const char *message;
} bads[] = {
    {{CHANGE, FISC_CHANGE_BOOLEAN, "open"}, FISC_ERR_INVALID,
     "open must be an integer, but is false"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "onn"}, FISC_ERR_INVALID,
     "onn is no path of the vocabulary; did you mean on?"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "on.off"}, FISC_ERR_CONFLICT,
     "on is a value, and not a record"},
    {{CHANGE, FISC_CHANGE_STRING, "importance", .string = "hihg"},
     FISC_ERR_INVALID, "did you mean \"high\"?"},
    {{CHANGE, FISC_CHANGE_RECORD, "on"}, FISC_ERR_INVALID,
     "on must be true or false, but is a record"},
    {{CHANGE, FISC_CHANGE_RECORD, "applies"}, FISC_ERR_INVALID,
     "applies must be true or false"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "rooms[x].locked"}, FISC_ERR_NOTFOUND,
     "rooms has no element x"},
    {{CHANGE, FISC_CHANGE_AS_OF, "on"}, FISC_ERR_INVALID, "has no path"},
    {{CHANGE, FISC_CHANGE_AS_OF, .day = FISC_DATE_NONE}, FISC_ERR_INVALID,
     "out of range"},
    {{CHANGE, FISC_CHANGE_CLEAR, "open"}, FISC_ERR_CONFLICT,
     "a second change of open"},
};

START_TEST(change__that_is_wrong_changes_nothing)
{
    const struct bad *bad = &bads[_i];
    struct fisc_change changes[] = {
        {CHANGE, FISC_CHANGE_INTEGER, "open"},
        {CHANGE, FISC_CHANGE_CLEAR, "rooms[a]"},
        bad->change};
    struct fisc_error error = {0};
    struct fisc_report *report = now();
    size_t length;
    char *before = rig_json(report, &length), *after;
    bool second = bad->change.path && strcmp(bad->change.path, "open") == 0;

    if (second && bad->change.kind != FISC_CHANGE_CLEAR)
        changes[0].path = "on", changes[0].kind = FISC_CHANGE_CLEAR;
    ck_assert_int_eq(fisc_evaluator_change(evaluator, changes, 3, &error),
                     bad->status);
    ck_assert_msg(strstr(error.message, bad->message), "%s", error.message);
    ck_assert_str_eq(error.where, "changes");
    ck_assert_uint_eq(error.line, 3);
    ck_assert_uint_eq(fisc_evaluator_moved_count(evaluator), 0);
    fisc_report_unref(report);
    report = now();
    after = rig_json(report, &length);
    ck_assert_str_eq(after, before);
    fisc_report_free_text(report, before, length);
    fisc_report_free_text(report, after, length);
    fisc_report_unref(report);
    /* And later changes find everything as it was. */
    make((struct fisc_change){.kind = FISC_CHANGE_BOOLEAN, .path = "on"});
    ck_assert_str_eq(row("t.1.customer@bank"), "fail not-met");
}
END_TEST

START_TEST(change__needs_an_evaluation)
{
    struct fisc_change change = {CHANGE, FISC_CHANGE_BOOLEAN, "on"};
    struct fisc_evaluator *fresh = NULL;
    struct fisc_report *report = NULL;
    struct fisc_error error = {0};

    ck_assert_int_eq(fisc_evaluator_new(rig_policy, &fresh, NULL), FISC_OK);
    ck_assert_int_eq(fisc_evaluator_change(fresh, &change, 1, &error),
                     FISC_ERR_INVALID);
    ck_assert_str_eq(error.message, "nothing was evaluated yet");
    ck_assert_int_eq(fisc_evaluator_report(fresh, &report, &error),
                     FISC_ERR_INVALID);
    ck_assert_uint_eq(fisc_evaluator_moved_count(fresh), 0);
    fisc_evaluator_free(fresh);
}
END_TEST

START_TEST(change__that_is_interrupted_changes_nothing)
{
    struct fisc_change change = {CHANGE, FISC_CHANGE_BOOLEAN, "on"};
    struct fisc_error error = {0};

    make((struct fisc_change){.kind = FISC_CHANGE_CLEAR, .path = "open"});
    fisc_evaluator_interrupt(evaluator);
    ck_assert_int_eq(fisc_evaluator_change(evaluator, &change, 1, &error),
                     FISC_ERR_INTERRUPTED);
    fisc_evaluator_clear_interrupt(evaluator);
    ck_assert_str_eq(row("t.1.customer@bank"), "pass met direct");
    ck_assert_str_eq(row("t.1.should.customer@bank"), "unknown absent");
}
END_TEST

START_TEST(eval__begins_anew)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_system *system = rig_system(PARTIES ", \"on\": false");
    struct fisc_report *report = NULL;

    make((struct fisc_change){.kind = FISC_CHANGE_CLEAR, .path = "on"});
    ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report, NULL),
                     FISC_OK);
    fisc_report_unref(report);
    fisc_system_unref(system);
    ck_assert_str_eq(row("t.1.customer@bank"), "fail not-met");
    make((struct fisc_change){.kind = FISC_CHANGE_INTEGER, .path = "open"});
    ck_assert_str_eq(row("t.1.customer@bank"), "fail not-met");
    ck_assert_str_eq(row("t.1.should.customer@bank"), "pass met direct");
}
END_TEST

/* ---- memory --------------------------------------------------------------*/

/* The policy of the rig without what overruns its limits, which takes long. */
static enum fisc_status
load_light(struct fisc_context *context, struct fisc_policy **ret)
{
    static const char checks[] =
        "check \"t.1.customer\" { \"on\" }\n"
        "check \"t.1.provider\" { \"party.on\" }\n"
        "check \"t.1.1.customer\" { each \"rooms\" { \".locked\", where = "
        "ge(\".keys\", 1) } }\n"
        "check \"t.2.customer\" { when = \"applies\", any { \"on\", "
        "within(\"tested\", \"1y\") } }\n"
        "check \"t.2.operator\" { \"party.on\" }\n"
        "check \"t.3.evidence.customer\" { evidence { kind = { \"report\" }, "
        "about = \"rooms\" } }\n"
        "check \"t.3.function.customer\" (function (ctx)\n"
        "    local keys = 0\n"
        "    for _, room in ipairs(ctx.list \"rooms\") do keys = keys + "
        "room.keys end\n"
        "    return keys < 10 or ctx.fail { en = \"many\", ja = \"多い\" }\n"
        "end)\n";
    char *catalog = source_path("tests/data/evaluate/policy/t.xml");
    char *vocabulary = source_path("tests/data/evaluate/policy/"
                                   "vocabulary.xml");
    struct fisc_source sources[] = {
        {sizeof *sources, catalog, NULL, 0},
        {sizeof *sources, vocabulary, NULL, 0},
        {sizeof *sources, "checks.lua", checks, sizeof checks - 1}};
    enum fisc_status status = fisc_policy_load(context, sources, 3, ret, NULL);

    free(catalog);
    free(vocabulary);
    return status;
}

static enum fisc_status
change_often(struct fisc_evaluator *of, struct fisc_report *snapshots[2])
{
    static const char *const roles[] = {"customer", "operator"};
    struct fisc_change first[] = {
        {CHANGE, FISC_CHANGE_BOOLEAN, "on"},
        {CHANGE, FISC_CHANGE_INTEGER, "rooms[a].keys", .integer = 9}};
    struct fisc_change second[] = {
        {CHANGE, FISC_CHANGE_SET, "parties[bank].roles", .items = roles,
         .count = 2, .complete = 1}};
    struct fisc_change third[] = {
        {CHANGE, FISC_CHANGE_CLEAR, "evidence[e].expires"},
        {CHANGE, FISC_CHANGE_AS_OF, .day = rig_options().as_of + 400}};
    enum fisc_status status = fisc_evaluator_change(of, first, 2, NULL);

    if (!status)
        status = fisc_evaluator_report(of, &snapshots[0], NULL);
    if (!status)
        status = fisc_evaluator_change(of, second, 1, NULL);
    if (!status)
        status = fisc_evaluator_change(of, third, 2, NULL);
    if (!status)
        status = fisc_evaluator_report(of, &snapshots[1], NULL);
    return status;
}

/* What it is after the failure, a second attempt has to find. */
static enum fisc_status
change_in(struct fisc_context *context, void *data)
{
    struct fisc_eval_options options = rig_options();
    static const char text[] = "{\"format\": \"libfisc-system/1\", \"id\": "
                               "\"s\", " FACTS "}";
    struct fisc_policy *policy = NULL;
    struct fisc_evaluator *of = NULL;
    struct fisc_system *system = NULL;
    struct fisc_report *report = NULL, *snapshots[2] = {NULL, NULL};
    enum fisc_status status = load_light(context, &policy);

    (void)data;
    if (!status)
        status = fisc_system_parse(context, "s", text, strlen(text),
                                   FISC_SYSTEM_JSON, &system, NULL);
    if (!status)
        status = fisc_evaluator_new(policy, &of, NULL);
    if (!status)
        status = fisc_eval(of, system, &options, &report, NULL);
    if (!status)
        status = change_often(of, snapshots);
    fisc_report_unref(report);
    fisc_report_unref(snapshots[0]);
    fisc_report_unref(snapshots[1]);
    fisc_evaluator_free(of);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
    return status;
}

START_TEST(change__survives_failed_allocations)
{
    ck_assert_uint_gt(failing_try(change_in, NULL, 7), 40);
}
END_TEST

/* Each allocation of one call fails once; the evaluator is as it was. */
START_TEST(change__without_memory_changes_nothing)
{
    struct failing memory = {0};
    struct fisc_context_options context_options = {
        .size = sizeof context_options, .alloc = failing_alloc,
        .alloc_data = &memory};
    struct fisc_context *context = NULL;
    struct wander wander;
    struct fisc_policy *policy = NULL;
    struct fisc_eval_options options = rig_options();
    static const char text[] = "{\"format\": \"libfisc-system/1\", \"id\": "
                               "\"s\", " FACTS "}";
    size_t points = 0;

    ck_assert_int_eq(fisc_context_new(&context_options, &context, NULL),
                     FISC_OK);
    ck_assert_int_eq(load_light(context, &policy), FISC_OK);
    wander_begin(&wander, policy, text, &options, 5);
    for (int i = 0; i < 40; i++)
        points += wander_short_step(&wander, &memory);
    wander_steps(&wander, 60);
    ck_assert_uint_gt(points, 100);
    wander_end(&wander);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
}
END_TEST

/* ---- what ships ----------------------------------------------------------*/

static const struct {
    const char *policy, *system;
} shipped[] = {
    {"policies/fisc8", "policies/fisc8/examples/internet-banking.json"},
    {"policies/fisc8", "policies/fisc8/examples/core-banking.json"},
    {"policies/fisc8", "policies/fisc8/examples/card-mixed.json"},
    {"policies/example-bank", "policies/fisc8/examples/internet-banking.json"},
    {"policies/fsa-cyber", "policies/fsa-cyber/tests/base.json"},
};

START_TEST(change__of_what_ships_equals_a_full_evaluation)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_context *context = NULL; /* its limits are not the rig's */
    struct fisc_policy *policy;
    char *path = source_path(shipped[_i].system);
    size_t length;
    char *text = read_text(path, &length);
    struct wander wander;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    policy = rig_load_policy(context, shipped[_i].policy);
    wander_begin(&wander, policy, text, &options, (uint64_t)_i + 1);
    wander_steps(&wander, rounds("FISC_CHANGES", 400));
    printf("%s: %zu changes made, %zu sets refused, %zu of structure; %zu "
           "results moved\n", shipped[_i].system, wander.made, wander.refused,
           wander.structural, wander.moved);
    ck_assert_uint_gt(wander.moved, 0);
    wander_end(&wander);
    free(text);
    free(path);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("change");

    tcase_set_timeout(tests, 0);
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, change__moves_what_depends_on_it);
    tcase_add_test(tests, change__is_of_one_party);
    tcase_add_test(tests, change__is_of_one_element);
    tcase_add_test(tests, change__runs_functions_that_read_the_fact);
    tcase_add_test(tests, change__is_of_the_evidence);
    tcase_add_test(tests, change__is_of_the_date);
    tcase_add_test(tests, change__brings_rows_of_new_holders);
    tcase_add_test(tests, change__evaluates_nothing_else);
    tcase_add_test(tests, moved__says_what_was_and_what_is);
    tcase_add_test(tests, report__is_a_snapshot);
    tcase_add_loop_test(tests, change__that_is_wrong_changes_nothing, 0,
                        sizeof bads / sizeof *bads);
    tcase_add_test(tests, change__needs_an_evaluation);
    tcase_add_test(tests, change__that_is_interrupted_changes_nothing);
    tcase_add_test(tests, eval__begins_anew);
    tcase_add_test(tests, change__survives_failed_allocations);
    tcase_add_test(tests, change__without_memory_changes_nothing);
    tcase_add_loop_test(tests, change__of_what_ships_equals_a_full_evaluation,
                        0, sizeof shipped / sizeof *shipped);
    return rig_main(tests);
}
