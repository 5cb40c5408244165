/* SPDX-License-Identifier: MIT */
/*
 * Checks written as Lua functions, with recorded reads and budgets, against C
 * that calls the same rules as Lua functions on ready tables (the floor).
 */

#include <stdio.h>
#include <stdlib.h>

#include "bench/rig.h"

enum { ROUNDS = 9 };

static double
time_eval(const struct bench_rig *rig, struct fisc_evaluator *evaluator)
{
    double start = bench_cpu();

    for (size_t s = 0; s < BENCH_SYSTEMS; s++)
        fisc_report_unref(bench_evaluate(rig, evaluator, s));
    return (bench_cpu() - start) / (double)(BENCH_SYSTEMS * rig->rules);
}

/* Medians of rounds in turn, so that a busy moment meets both alike. */
static double
bench(size_t rules)
{
    struct bench_rig rig;
    struct fisc_policy *policy;
    struct fisc_evaluator *evaluator;
    double floor[ROUNDS], ours[ROUNDS], base, time;

    bench_rig_open(&rig, rules, 0);
    policy = bench_policy(rig.context, rules, bench_function_text);
    evaluator = bench_evaluator(policy);
    bench_check_answers(&rig, evaluator, "functions");
    for (int r = 0; r < ROUNDS; r++) {
        floor[r] = bench_floor(&rig);
        ours[r] = time_eval(&rig, evaluator);
    }
    base = bench_median(floor, ROUNDS);
    time = bench_median(ours, ROUNDS);
    printf("%zu rules as functions\n", rules);
    bench_print("Lua functions on ready tables", base, base);
    bench_print("fisc_eval of function leaves", time, base);
    fisc_evaluator_free(evaluator);
    fisc_policy_unref(policy);
    bench_rig_close(&rig);
    return time / base;
}

int
main(int argc, char **argv)
{
    size_t most = argc > 1 ? (size_t)atoi(argv[1]) : 3000;
    double worst = 0;

    for (size_t rules = 300; rules <= most; rules *= 10) {
        double ratio = bench(rules);

        worst = ratio > worst ? ratio : worst;
    }
    bench_reached("functions with recorded reads and budgets", worst, 3,
                  "x the floor");
    return 0;
}
