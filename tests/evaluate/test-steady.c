/* SPDX-License-Identifier: MIT */
/*
 * Allocations of an evaluator that has warmed up: as many as a report is made
 * of, whatever the number of rules, also where every description lacks other
 * facts.
 */

#include <stdlib.h>
#include <string.h>

#include "bench/rig.h"
#include "support/failing.h"
#include "support/run.h"

/*
 * The report and its memory, the run that its reasons are read off and its
 * memory.
 */
enum { BLOCKS = 4 };

static struct fisc_system *systems[BENCH_SYSTEMS];

static void
parse_all(struct fisc_context *context, int gaps)
{
    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        struct bench_system facts;
        struct fisc_error error;
        char *text;

        bench_system(s, gaps, &facts);
        text = bench_system_text(&facts, s);
        bench_need(fisc_system_parse(context, "s.json", text, strlen(text),
                                     FISC_SYSTEM_JSON, &systems[s], &error),
                   &error);
        free(text);
    }
}

static struct fisc_report *
evaluate(struct fisc_evaluator *evaluator, size_t s)
{
    struct fisc_eval_options options = {.size = sizeof options,
                                        .as_of = BENCH_AS_OF};
    struct fisc_report *report;

    bench_need(fisc_eval(evaluator, systems[s], &options, &report, NULL),
               NULL);
    return report;
}

/* Evaluates everything twice and counts what the second time takes. */
static void
check_rules(struct fisc_context *context, struct failing *failing,
            size_t rules)
{
    struct fisc_policy *policy = bench_policy(context, rules,
                                              bench_check_text);
    struct fisc_evaluator *evaluator = bench_evaluator(policy);
    size_t blocks;

    for (size_t s = 0; s < BENCH_SYSTEMS; s++)
        fisc_report_unref(evaluate(evaluator, s));
    blocks = failing->blocks;
    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        size_t calls = failing->calls;
        struct fisc_report *report = evaluate(evaluator, s);

        ck_assert_uint_eq(failing->calls - calls, BLOCKS);
        ck_assert_uint_eq(failing->blocks - blocks, BLOCKS);
        fisc_report_unref(report);
        ck_assert_uint_eq(failing->blocks, blocks);
    }
    fisc_evaluator_free(evaluator);
    fisc_policy_unref(policy);
}

START_TEST(steady__takes_four_blocks_for_any_number_of_rules)
{
    struct failing failing = {0};
    struct fisc_context_options options = {.size = sizeof options,
                                           .alloc = failing_alloc,
                                           .alloc_data = &failing};
    struct fisc_context *context;

    bench_need(fisc_context_new(&options, &context, NULL), NULL);
    parse_all(context, _i);
    check_rules(context, &failing, 300);
    check_rules(context, &failing, 3000);
    for (size_t s = 0; s < BENCH_SYSTEMS; s++)
        fisc_system_unref(systems[s]);
    fisc_context_unref(context);
    ck_assert_uint_eq(failing.blocks, 0);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("steady");

    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, steady__takes_four_blocks_for_any_number_of_rules,
                        0, 2);
    return run_case("evaluate", tests);
}
