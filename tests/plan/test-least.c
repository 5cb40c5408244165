/* SPDX-License-Identifier: MIT */
/*
 * The smallest set of a plan against every way to set a few flags: random
 * requirements over five flags that share them as densely as can be.
 */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/small.h"
#include "support/run.h"

enum { FLAGS = 5, CLAUSES = 40, TEXT = 4096 };

static const char *const names[FLAGS] = {"a", "b", "c", "d", "e"};

static struct fisc_context *context;
static uint64_t state = 20260630;

static unsigned
below(unsigned limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % limit;
}

/* ---- random requirements -------------------------------------------------*/

struct text {
    char *text;
    size_t length;
};

static void
put(struct text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    text->length += (size_t)vsnprintf(text->text + text->length,
                                      TEXT - text->length, format, arguments);
    va_end(arguments);
    ck_assert_uint_lt(text->length, TEXT);
}

static void
put_tree(struct text *text, int depth)
{
    unsigned kind = depth ? below(6) : 5, count = 2 + below(2);
    unsigned first = below(FLAGS);

    if (kind >= 4) {
        if (below(3) == 0)
            put(text, "no { flag \"%s\" }", names[first]);
        else
            put(text, "flag \"%s\"", names[first]);
        return;
    }
    if (kind == 3) { /* children that differ */
        put(text, "at_least(2) { flag \"%s\", no { flag \"%s\" }, "
            "flag \"%s\" }", names[first], names[(first + 1) % FLAGS],
            names[(first + 2) % FLAGS]);
        return;
    }
    put(text, "%s { ", kind == 0 ? "all" : kind == 1 ? "any" : "no");
    for (unsigned i = 0; i < count; i++) {
        put(text, i ? ", " : "");
        put_tree(text, depth - 1);
    }
    put(text, " }");
}

/* ---- every way -----------------------------------------------------------*/

/* 0 false, 1 true, 2 not given: in base 3. */
static unsigned
flag_of(unsigned facts, unsigned flag)
{
    while (flag--)
        facts /= 3;
    return facts % 3;
}

static struct fisc_system *
system_of(unsigned facts)
{
    char text[256] = "";
    size_t length = 0;

    for (unsigned i = 0; i < FLAGS; i++)
        if (flag_of(facts, i) < 2)
            length += (size_t)snprintf(text + length, sizeof text - length,
                                       "%s\"%s\": %s", length ? ", " : "",
                                       names[i],
                                       flag_of(facts, i) ? "true" : "false");
    return small_system(context, text);
}

enum { WAYS = 243 };

/* The results of all clauses with all facts. */
static unsigned char results[WAYS][CLAUSES];

static void
evaluate_all(struct fisc_policy *policy)
{
    for (unsigned facts = 0; facts < WAYS; facts++) {
        struct fisc_system *system = system_of(facts);
        struct held held;

        small_hold(policy, system, &held);
        ck_assert_uint_eq(fisc_report_result_count(held.report), CLAUSES);
        fisc_report_results(held.report, results[facts], CLAUSES);
        small_done(&held);
        fisc_system_unref(system);
    }
}

/* How many flags have to be set at least so that a clause passes. */
static unsigned
least_changes(unsigned facts, unsigned clause)
{
    unsigned least = FLAGS + 1;

    for (unsigned other = 0; other < WAYS; other++) {
        unsigned changes = 0;

        if (results[other][clause] != FISC_RESULT_PASS)
            continue;
        for (unsigned i = 0; i < FLAGS; i++)
            if (flag_of(other, i) != flag_of(facts, i))
                changes += flag_of(other, i) == 2 ? FLAGS + 1 : 1;
        if (changes < least)
            least = changes;
    }
    return least;
}

/* ---- the plan ------------------------------------------------------------*/

static struct hold_tally tally;

static void
compare(unsigned facts, const struct fisc_plan *plan, char *const *checks)
{
    for (size_t i = 0; i < fisc_plan_row_count(plan); i++) {
        struct fisc_plan_row row = {.size = sizeof row};
        struct fisc_plan_set set = {.size = sizeof set};
        unsigned least;

        fisc_plan_row(plan, i, &row);
        fisc_plan_set(plan, i, 0, &set);
        least = least_changes(facts, (unsigned)row.result_index);
        if (least > FLAGS)
            ck_assert_msg(!set.tried, "%s", checks[row.result_index]);
        else
            ck_assert_msg(set.tried && set.change_count == least,
                          "%s with %u: %u changes would do, not %s",
                          checks[row.result_index], facts, least,
                          set.tried ? hold_text(plan, i, 0) : "(none)");
    }
}

START_TEST(least__is_what_all_ways_to_set_the_flags_give)
{
    char *checks[CLAUSES];
    struct fisc_policy *policy;

    for (size_t i = 0; i < CLAUSES; i++) {
        struct text text = {calloc(1, TEXT), 0};

        put_tree(&text, 3);
        checks[i] = text.text;
    }
    policy = small_policy(context, (const char *const *)checks, CLAUSES);
    evaluate_all(policy);
    for (unsigned i = 0; i < 12; i++) {
        unsigned facts = below(WAYS);
        struct fisc_system *system = system_of(facts);
        struct fisc_plan *plan;
        struct held held;

        small_hold(policy, system, &held);
        plan = hold_plan(&held, &tally);
        compare(facts, plan, checks);
        fisc_plan_free(plan);
        small_done(&held);
        fisc_system_unref(system);
    }
    fisc_policy_unref(policy);
    for (size_t i = 0; i < CLAUSES; i++)
        free(checks[i]);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("least");
    int status;

    if (fisc_context_new(NULL, &context, NULL) != FISC_OK)
        return EXIT_FAILURE;
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, least__is_what_all_ways_to_set_the_flags_give,
                        0, 10);
    status = run_case("plan", tests);
    printf("%lu rows not met, %lu planned, %lu sets with %lu parts\n",
           tally.rows, tally.planned, tally.sets, tally.parts);
    fisc_context_unref(context);
    return status;
}
