/* SPDX-License-Identifier: MIT */
/* The list for a whole report, other parties' descriptions, memory. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/small.h"
#include "support/failing.h"
#include "support/run.h"

static struct fisc_context *context;

/* "path: rows" of each entry, a line each. */
static const char *
list_text(const struct fisc_plan *plan)
{
    static char text[4096];
    size_t length = 0;

    text[0] = '\0';
    for (size_t i = 0; i < fisc_plan_entry_count(plan); i++) {
        struct fisc_plan_entry entry = {.size = sizeof entry};
        struct fisc_plan_change change = {.size = sizeof change};

        fisc_plan_entry(plan, i, &entry);
        fisc_plan_change(plan, entry.row, entry.set, entry.change, &change);
        length += (size_t)snprintf(text + length, sizeof text - length,
                                   "%s:", change.path);
        for (size_t j = 0; j < entry.row_count; j++) {
            struct fisc_plan_row row = {.size = sizeof row};

            fisc_plan_row(plan, fisc_plan_entry_row(plan, i, j), &row);
            length += (size_t)snprintf(text + length, sizeof text - length,
                                       " %.4s", row.key);
        }
        length += (size_t)snprintf(text + length, sizeof text - length, "\n");
    }
    return text;
}

static struct fisc_plan *
plan_of(const char *const *checks, size_t count, const char *facts,
        struct held *held)
{
    struct fisc_policy *policy = small_policy(context, checks, count);
    struct fisc_system *system = small_system(context, facts);
    struct hold_tally tally = {0};
    struct fisc_plan *plan;

    small_hold(policy, system, held);
    plan = hold_plan(held, &tally);
    fisc_policy_unref(policy);
    return plan;
}

static void
done(struct fisc_plan *plan, struct held *held)
{
    fisc_plan_free(plan);
    small_done(held);
    fisc_system_unref(held->system);
}

START_TEST(list__begins_with_what_completes_most)
{
    static const char *const checks[] = {
        "flag \"a\"", "flag \"b\", flag \"c\"", "flag \"b\", flag \"d\"",
        "flag \"b\", flag \"c\", flag \"d\"", "should flag \"e\""};
    struct held held;
    struct fisc_plan *plan = plan_of(checks, 5, "\"b\": true", &held);

    /* c and d complete three with two; a alone one with one. */
    ck_assert_str_eq(list_text(plan), "c: p.c2\nd: p.c3 p.c4\na: p.c1\n"
                                      "e: p.c5\n");
    ck_assert_uint_eq(fisc_plan_remaining(plan), 0);
    done(plan, &held);
}
END_TEST

START_TEST(list__prefers_must_to_should)
{
    static const char *const checks[] = {"should flag \"a\"",
                                         "should any { \"a\", \"c\" }",
                                         "flag \"b\""};
    struct held held;
    struct fisc_plan *plan = plan_of(checks, 3, "", &held);

    ck_assert_str_eq(list_text(plan), "b: p.c3\na: p.c1 p.c2\n");
    done(plan, &held);
}
END_TEST

START_TEST(list__goes_no_further_than_asked)
{
    static const char *const checks[] = {"flag \"a\"", "flag \"b\"",
                                         "flag \"c\", flag \"d\""};
    struct fisc_plan_options options = {.size = sizeof options,
                                        .most_steps = 2};
    struct held held;
    struct fisc_plan *plan = plan_of(checks, 3, "", &held);

    fisc_plan_free(plan);
    ck_assert_int_eq(fisc_plan_new(held.evaluator, held.report, &options,
                                   &plan, NULL), FISC_OK);
    ck_assert_str_eq(list_text(plan), "a: p.c1\nb: p.c2\n");
    ck_assert_uint_eq(fisc_plan_remaining(plan), 1);
    done(plan, &held);
}
END_TEST

START_TEST(list__costs_nothing_that_passed)
{
    static const char *const checks[] = {"flag \"a\"", "no { flag \"a\" }"};
    struct held held;
    struct fisc_plan *plan = plan_of(checks, 2, "\"a\": false", &held);

    ck_assert_str_eq(list_text(plan), "");
    ck_assert_uint_eq(fisc_plan_remaining(plan), 1);
    done(plan, &held);
}
END_TEST

START_TEST(list__takes_no_param_and_no_waiver)
{
    static const char *const checks[] = {"ge(\"days\", param \"limit\")"};
    struct fisc_plan_change change = {.size = sizeof change};
    struct fisc_plan_set set = {.size = sizeof set};
    struct held held;
    struct fisc_plan *plan = plan_of(checks, 1, "\"days\": 1", &held);

    ck_assert_uint_eq(fisc_plan_entry_count(plan), 0);
    ck_assert_int_eq(fisc_plan_change(plan, 0, 0, 0, &change), FISC_OK);
    ck_assert_int_eq(change.kind, FISC_PLAN_PARAM);
    ck_assert_int_eq(change.label, FISC_PLAN_BY_JUDGEMENT);
    ck_assert_str_eq(change.owner, "CISO");
    ck_assert_int_eq(fisc_plan_set(plan, 0, 1, &set), FISC_OK);
    ck_assert_int_eq(set.label, FISC_PLAN_BY_WAIVER);
    ck_assert_int_eq(set.tried, 0);
    ck_assert_int_eq(fisc_plan_set(plan, 0, 2, &set), FISC_ERR_NOTFOUND);
    done(plan, &held);
}
END_TEST

/* ---- who answers ---------------------------------------------------------*/

#define INHERITS \
    "\"inherits\": [{\"id\": \"i\", \"clause\": \"p.c1.customer\", " \
    "\"bearer\": \"customer\", \"from\": \"aws\", " \
    "\"as\": \"p.c2.provider\"}]"

static const char *const shared[] = {"flag \"a\"",
                                     "provider flag \"party.ready\""};

START_TEST(party__that_answers_is_where_the_change_is)
{
    struct fisc_policy *policy = small_policy(context, shared, 2);
    struct fisc_system *system = small_system(context, INHERITS);
    struct fisc_joined joined = {sizeof joined, "aws",
                                 small_system(context, "")};
    struct fisc_plan_change change = {.size = sizeof change};
    struct hold_tally tally = {0};
    struct fisc_plan *plan;
    struct held held;

    small_hold(policy, system, &held);
    fisc_report_unref(held.report);
    held.options.joined = &joined;
    held.options.joined_count = 1;
    ck_assert_int_eq(fisc_eval(held.evaluator, system, &held.options,
                               &held.report, NULL), FISC_OK);
    plan = hold_plan(&held, &tally);
    ck_assert_int_eq(fisc_plan_change(plan, 0, 0, 0, &change), FISC_OK);
    ck_assert_str_eq(change.party, "aws");
    ck_assert_str_eq(change.path, "parties[aws].ready");
    ck_assert_uint_eq(tally.planned, 2);
    fisc_plan_free(plan);
    small_done(&held);
    fisc_system_unref(joined.system);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(party__that_is_not_joined_is_to_be_confirmed)
{
    struct held held;
    struct fisc_plan *plan = plan_of(shared, 2, INHERITS, &held);

    ck_assert_str_eq(hold_text(plan, 0, 0),
                     "confirm inherits[i].confirmed: unconfirmed > true");
    done(plan, &held);
}
END_TEST

/* ---- arguments -----------------------------------------------------------*/

START_TEST(options__of_another_policy_are_refused)
{
    struct fisc_policy *policy = small_policy(context, shared, 2);
    struct fisc_plan_options options = {0};
    struct fisc_evaluator *other;
    struct fisc_error error;
    struct held held;
    struct fisc_plan *plan = plan_of(shared, 2, "", &held), *none = NULL;

    ck_assert_int_eq(fisc_evaluator_new(policy, &other, NULL), FISC_OK);
    ck_assert_int_eq(fisc_plan_new(other, held.report, NULL, &none, &error),
                     FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_plan_new(held.evaluator, held.report, &options,
                                   &none, &error), FISC_ERR_INVALID);
    ck_assert_ptr_null(none);
    fisc_evaluator_free(other);
    fisc_policy_unref(policy);
    done(plan, &held);
}
END_TEST

struct told {
    size_t calls, done, total, stop_at;
};

static int
note(void *data, size_t done, size_t total)
{
    struct told *told = data;

    ck_assert(told->calls == 0 ? done == 0 : done >= told->done);
    ck_assert_uint_le(done, total);
    told->done = done;
    told->total = total;
    return ++told->calls == told->stop_at;
}

START_TEST(progress__is_told_of_rows_and_may_stop)
{
    struct told told = {0}, stopped = {0};
    struct fisc_plan_options options = {.size = sizeof options,
                                        .progress = note,
                                        .progress_data = &told};
    struct held held;
    struct fisc_plan *first = plan_of(shared, 2, "", &held), *plan = NULL;

    ck_assert_int_eq(fisc_plan_new(held.evaluator, held.report, &options,
                                   &plan, NULL), FISC_OK);
    ck_assert_uint_eq(told.total, 2 * fisc_plan_row_count(plan));
    ck_assert_uint_eq(told.done, told.total);
    ck_assert_uint_gt(told.calls, 2);
    fisc_plan_free(plan);
    plan = NULL;
    options.progress_data = &stopped;
    for (stopped.stop_at = 1; stopped.stop_at <= told.calls;
         stopped.stop_at++) {
        stopped.calls = 0;
        ck_assert_int_eq(fisc_plan_new(held.evaluator, held.report, &options,
                                       &plan, NULL), FISC_ERR_INTERRUPTED);
        ck_assert_ptr_null(plan);
    }
    done(first, &held);
}
END_TEST

START_TEST(interrupt__ends_it)
{
    struct held held;
    struct fisc_plan *first = plan_of(shared, 2, "", &held), *plan = NULL;

    fisc_evaluator_interrupt(held.evaluator);
    ck_assert_int_eq(fisc_plan_new(held.evaluator, held.report, NULL, &plan,
                                   NULL), FISC_ERR_INTERRUPTED);
    fisc_evaluator_clear_interrupt(held.evaluator);
    ck_assert_int_eq(fisc_plan_new(held.evaluator, held.report, NULL, &plan,
                                   NULL), FISC_OK);
    fisc_plan_free(plan);
    done(first, &held);
}
END_TEST

START_TEST(indexes__beyond_the_last_are_not_found)
{
    struct fisc_plan_row row = {.size = sizeof row};
    struct fisc_plan_row unsized = {.size = 1};
    struct fisc_plan_entry entry = {.size = sizeof entry};
    struct fisc_plan_change change = {.size = sizeof change};
    struct held held;
    struct fisc_plan *plan = plan_of(shared, 2, "\"a\": true", &held);

    ck_assert_uint_eq(fisc_plan_row_count(plan), 1);
    ck_assert_int_eq(fisc_plan_row(plan, 1, &row), FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_plan_row(plan, 0, &unsized), FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_plan_change(plan, 0, 0, 1, &change),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_plan_entry(plan, 1, &entry), FISC_ERR_NOTFOUND);
    ck_assert_uint_eq(fisc_plan_entry_row(plan, 0, 1), FISC_PLAN_NONE);
    ck_assert_str_eq(fisc_plan_kind_name(FISC_PLAN_WAIVER), "waiver");
    ck_assert_str_eq(fisc_plan_kind_name((enum fisc_plan_kind)99), "");
    ck_assert_str_eq(fisc_plan_state_name(FISC_PLAN_NOWAY), "no-way");
    ck_assert_str_eq(fisc_plan_label_name(FISC_PLAN_BY_WAIVER), "waiver");
    done(plan, &held);
}
END_TEST

/* ---- memory --------------------------------------------------------------*/

static const char *const many[] = {
    "flag \"a\", any { flag \"b\", ge(\"days\", 3) }",
    "each \"sites\" { flag \".on\" }",
    "some \"sites\" { flag \".big\", ge(\".days\", 3) }",
    "covers(\"covered\", {\"x\", \"y\"})",
    "evidence { kind = {\"soc2\"}, about = \"power\" }",
    "contract { with = \"aws\", has = {\"audit\"} }",
    "flag \"b\", no { all { flag \"b\", flag \"c\" } }",
    "ge(\"days\", param \"limit\")"};

static int
compare(void *data, const char *text, size_t length)
{
    const char **rest = data;

    ck_assert_int_eq(strncmp(*rest, text, length), 0);
    *rest += length;
    return 0;
}

/* The string is what goes to the sink. */
static enum fisc_status
write_both(const struct fisc_plan *plan)
{
    enum fisc_status status = FISC_OK;

    for (int i = 0; status == FISC_OK && i < 2; i++) {
        struct fisc_plan_write_options options = {
            .size = sizeof options,
            .format = i ? FISC_PLAN_FORMAT_JSON : FISC_PLAN_FORMAT_TEXT,
            .details = 1};
        const char *rest;
        char *text;
        size_t length;

        status = fisc_plan_write_text(plan, &options, &text, &length, NULL);
        if (status != FISC_OK)
            return status;
        rest = text;
        status = fisc_plan_write(plan, &options, compare, &rest, NULL);
        ck_assert(status != FISC_OK || rest == text + length);
        fisc_plan_free_text(plan, text, length);
    }
    return status;
}

static enum fisc_status
work(struct fisc_context *failing, void *data)
{
    struct fisc_eval_options options = {.size = sizeof options};
    struct fisc_policy *policy = small_policy(failing, many, 8);
    struct fisc_system *system = NULL;
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;
    struct fisc_plan *plan = NULL;
    enum fisc_status status = policy ? FISC_OK : FISC_ERR_NOMEM;

    (void)data;
    fisc_date_parse(SMALL_AS_OF, &options.as_of);
    if (policy)
        system = small_system(failing, "\"c\": true, \"sites\": [{\"id\": "
                              "\"x\", \"on\": false}], \"covered\": []");
    if (policy && !system)
        status = FISC_ERR_NOMEM;
    if (status == FISC_OK)
        status = fisc_evaluator_new(policy, &evaluator, NULL);
    if (status == FISC_OK)
        status = fisc_eval(evaluator, system, &options, &report, NULL);
    if (status == FISC_OK)
        status = fisc_plan_new(evaluator, report, NULL, &plan, NULL);
    if (status == FISC_OK)
        status = write_both(plan);
    fisc_plan_free(plan);
    fisc_report_unref(report);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
    return status;
}

START_TEST(memory__that_is_short_leaks_nothing)
{
    ck_assert_uint_gt(failing_try(work, NULL, 3), 100);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("list");
    int status;

    if (fisc_context_new(NULL, &context, NULL) != FISC_OK)
        return EXIT_FAILURE;
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, list__begins_with_what_completes_most);
    tcase_add_test(tests, list__prefers_must_to_should);
    tcase_add_test(tests, list__goes_no_further_than_asked);
    tcase_add_test(tests, list__costs_nothing_that_passed);
    tcase_add_test(tests, list__takes_no_param_and_no_waiver);
    tcase_add_test(tests, party__that_answers_is_where_the_change_is);
    tcase_add_test(tests, party__that_is_not_joined_is_to_be_confirmed);
    tcase_add_test(tests, options__of_another_policy_are_refused);
    tcase_add_test(tests, progress__is_told_of_rows_and_may_stop);
    tcase_add_test(tests, interrupt__ends_it);
    tcase_add_test(tests, indexes__beyond_the_last_are_not_found);
    tcase_add_test(tests, memory__that_is_short_leaks_nothing);
    status = run_case("plan", tests);
    fisc_context_unref(context);
    return status;
}
