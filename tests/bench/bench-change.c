/* SPDX-License-Identifier: MIT */
/*
 * One fact changed, and the results brought up to date: what it costs beside
 * the nodes that depend on the fact, for few rules and for many; against a full
 * evaluation, and against C that calls all the rules as Lua functions (the
 * floor).
 *
 * The cost beside is that of a fact stated again as it was, less one node: its
 * cell is bound and its own leaf evaluated, and that is all that depends on it.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/rig.h"
#include "evaluate/evaluator.h"

enum { ROUNDS = 9, CHANGES = 4000, REPORTS = 60 };

/* What changes of one kind cost. */
struct cost {
    double time;  /* µs a change */
    double nodes; /* that were evaluated, a change */
    double moved; /* results, a change */
};

static char paths[BENCH_FACTS][16];

static void
change_flag(struct fisc_evaluator *evaluator, size_t flag, int value)
{
    struct fisc_change change = {.size = sizeof change,
                                 .kind = FISC_CHANGE_BOOLEAN,
                                 .integer = value};
    struct fisc_error error;

    change.path = paths[flag];
    bench_need(fisc_evaluator_change(evaluator, &change, 1, &error), &error);
}

/* Each flag in turn; `turn`: to the other value, or to the same again. */
static struct cost
time_changes(struct fisc_evaluator *evaluator, int values[BENCH_FACTS],
             int turn)
{
    struct cost cost = {0, 0, 0};
    double start = bench_cpu();

    for (size_t i = 0; i < CHANGES; i++) {
        size_t flag = i % BENCH_FACTS;

        values[flag] ^= turn;
        change_flag(evaluator, flag, values[flag]);
        cost.nodes += (double)evaluator->meter.used;
        cost.moved += (double)fisc_evaluator_moved_count(evaluator);
    }
    cost.time = (bench_cpu() - start) / CHANGES;
    cost.nodes /= CHANGES;
    cost.moved /= CHANGES;
    return cost;
}

/* A change, and a report of it, that is let go of before the next. */
static double
time_reports(struct fisc_evaluator *evaluator, int values[BENCH_FACTS])
{
    double start = bench_cpu();

    for (size_t i = 0; i < REPORTS; i++) {
        struct fisc_report *report = NULL;
        struct fisc_error error;
        size_t flag = i % BENCH_FACTS;

        values[flag] ^= 1;
        change_flag(evaluator, flag, values[flag]);
        bench_need(fisc_evaluator_report(evaluator, &report, &error), &error);
        fisc_report_unref(report);
    }
    return (bench_cpu() - start) / REPORTS;
}

static double
time_full(const struct bench_rig *rig, struct fisc_evaluator *evaluator)
{
    double start = bench_cpu();

    for (size_t i = 0; i < REPORTS; i++)
        fisc_report_unref(bench_evaluate(rig, evaluator, 0));
    return (bench_cpu() - start) / REPORTS;
}

/* After many changes: the same results as all of it evaluated anew. */
static void
check_results(struct fisc_evaluator *evaluator, struct fisc_evaluator *other,
              const int values[BENCH_FACTS], const struct bench_rig *rig)
{
    struct fisc_report *kept = NULL, *full;
    unsigned char *a = malloc(rig->rules), *b = malloc(rig->rules);
    struct fisc_error error;

    fisc_report_unref(bench_evaluate(rig, other, 0));
    for (size_t i = 0; i < BENCH_FACTS; i++)
        change_flag(other, i, values[i]);
    bench_need(fisc_evaluator_report(other, &full, &error), &error);
    bench_need(fisc_evaluator_report(evaluator, &kept, &error), &error);
    fisc_report_results(kept, a, rig->rules);
    fisc_report_results(full, b, rig->rules);
    if (memcmp(a, b, rig->rules) != 0) {
        fprintf(stderr, "results differ after changes\n");
        exit(1);
    }
    fisc_report_unref(kept);
    fisc_report_unref(full);
    free(a);
    free(b);
}

static double
median_of(struct cost *costs, size_t count)
{
    double times[ROUNDS];

    for (size_t i = 0; i < count; i++)
        times[i] = costs[i].time;
    return bench_median(times, count);
}

/* Returns the cost beside, in µs. */
static double
bench(size_t rules)
{
    struct bench_rig rig;
    struct fisc_policy *policy;
    struct fisc_evaluator *evaluator, *other;
    struct cost turned[ROUNDS], again[ROUNDS];
    double floor[ROUNDS], full[ROUNDS], reports[ROUNDS];
    int values[BENCH_FACTS];
    double beside, time, each, lua;

    bench_rig_open(&rig, rules, 0);
    policy = bench_policy(rig.context, rules, bench_check_text);
    evaluator = bench_evaluator(policy);
    other = bench_evaluator(policy);
    fisc_report_unref(bench_evaluate(&rig, evaluator, 0));
    for (size_t i = 0; i < BENCH_FACTS; i++)
        values[i] = rig.facts[0].flag[i];
    change_flag(evaluator, 0, values[0]); /* what is made once */
    for (int r = 0; r < ROUNDS; r++) {
        floor[r] = r % 3 ? floor[r - 1] : bench_floor(&rig) * (double)rules;
        full[r] = time_full(&rig, other);
        turned[r] = time_changes(evaluator, values, 1);
        again[r] = time_changes(evaluator, values, 0);
        reports[r] = time_reports(evaluator, values);
    }
    check_results(evaluator, other, values, &rig);
    time = median_of(turned, ROUNDS);
    beside = median_of(again, ROUNDS);
    each = (time - beside) / (turned[0].nodes - again[0].nodes);
    beside -= each * again[0].nodes;
    lua = bench_median(floor, ROUNDS);
    printf("%zu rules: one of 200 facts changed\n", rules);
    printf("  %.0f nodes evaluated, %.1f results moved: %.3f us; 1/%.0f of "
           "the floor, 1/%.0f of a full evaluation\n", turned[0].nodes,
           turned[0].moved, time, lua / time,
           bench_median(full, ROUNDS) / time);
    printf("  a node that depends on it: %.1f ns; all beside: %.3f us\n",
           each * 1e3, beside);
    printf("  with a report each time: %.2f us; a full evaluation %.2f us\n",
           bench_median(reports, ROUNDS), bench_median(full, ROUNDS));
    fisc_evaluator_free(evaluator);
    fisc_evaluator_free(other);
    fisc_policy_unref(policy);
    bench_rig_close(&rig);
    return beside;
}

int
main(int argc, char **argv)
{
    size_t most = argc > 1 ? (size_t)atoi(argv[1]) : 30000;
    double worst = 0;

    for (size_t i = 0; i < BENCH_FACTS; i++)
        snprintf(paths[i], sizeof paths[i], "flag.f%zu", i);
    for (size_t rules = 300; rules <= most; rules *= 10) {
        double beside = bench(rules);

        worst = beside > worst ? beside : worst;
    }
    bench_reached("one fact changed, beyond what depends on it", worst, 0.3,
                  "us");
    return 0;
}
