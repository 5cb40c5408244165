/* SPDX-License-Identifier: MIT */
/*
 * Every row explained, against the floor: the explanation of each clause made,
 * read from end to end and released, evaluation included; and unknown rows
 * that share what they wait for, by the size of what they share.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/rig.h"

enum { ROUNDS = 9 };

static volatile size_t sink;

/* Everything that an explanation says is looked at. */
static void
read_explanation(const struct fisc_explanation *explanation)
{
    struct fisc_fact_reference fact = {.size = sizeof fact};
    struct fisc_deciding deciding = {.size = sizeof deciding};

    for (size_t i = 0; !fisc_explanation_fact(explanation, i, &fact); i++)
        sink += (size_t)fact.path[0] + (size_t)fact.value[0];
    for (size_t i = 0; !fisc_explanation_deciding(explanation, i, &deciding);
         i++)
        sink += (size_t)deciding.path[0] + (size_t)deciding.state[0];
    sink += fisc_explanation_label_count(explanation) +
            fisc_explanation_evidence_count(explanation);
}

static void
explain_all(const struct fisc_report *report)
{
    size_t rows = fisc_report_result_count(report);

    for (size_t i = 0; i < rows; i++) {
        struct fisc_explanation *explanation;
        struct fisc_error error;

        bench_need(fisc_report_explain(report, i, &explanation, &error),
                   &error);
        read_explanation(explanation);
        fisc_explanation_free(explanation);
    }
}

static double
time_explain(const struct bench_rig *rig, struct fisc_evaluator *evaluator)
{
    double start = bench_cpu();

    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        struct fisc_report *report = bench_evaluate(rig, evaluator, s);

        explain_all(report);
        fisc_report_unref(report);
    }
    return (bench_cpu() - start) / (double)(BENCH_SYSTEMS * rig->rules);
}

static double
bench(size_t rules, int gaps)
{
    struct bench_rig rig;
    struct fisc_policy *policy;
    struct fisc_evaluator *evaluator;
    double floor[ROUNDS], ours[ROUNDS], base, time;

    bench_rig_open(&rig, rules, gaps);
    policy = bench_policy(rig.context, rules, bench_check_text);
    evaluator = bench_evaluator(policy);
    bench_check_answers(&rig, evaluator, "graph");
    for (int r = 0; r < ROUNDS; r++) {
        floor[r] = bench_floor(&rig);
        ours[r] = time_explain(&rig, evaluator);
    }
    base = bench_median(floor, ROUNDS);
    time = bench_median(ours, ROUNDS);
    printf("%zu rules%s\n", rules, gaps ? ", every fifth fact missing" : "");
    bench_print("Lua functions on ready tables", base, base);
    bench_print("evaluated, every row explained", time, base);
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

    for (size_t rules = 300; rules <= most; rules *= 10)
        for (int gaps = 0; gaps < 2; gaps++) {
            double ratio = bench(rules, gaps);

            worst = ratio > worst ? ratio : worst;
        }
    bench_reached("every explanation written out for every clause", worst, 2,
                  "x the floor");
    return 0;
}
