/* SPDX-License-Identifier: MIT */
/*
 * What a second thread gains: evaluations on evaluators of one policy, and
 * whole descriptions from JSON to JSON, against pure arithmetic in the same
 * run. The machine may be busy, so that each round measures all of them one
 * after another and the median of the rounds' ratios counts; and beside the
 * time by the clock stands that of the processor, which doesn't see who else
 * runs: it grows where threads are in each other's way in memory.
 */

#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/rig.h"

enum { RULES = 300, ROUNDS = 21, THREADS = 2 };

/* One thread's part of a measurement. */
struct worker {
    const struct bench_rig *rig;
    struct fisc_evaluator *evaluator;
    char *const *texts; /* descriptions */
    size_t count;       /* of pieces of work */
    pthread_barrier_t *start;
    uint64_t sum;
    double cpu; /* microseconds of its thread */
};

typedef void (*work_function)(struct worker *worker);

static void
arithmetic(struct worker *worker)
{
    uint64_t x = 88172645463325252u + worker->count;

    for (size_t i = 0; i < worker->count * 20000; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    worker->sum += x;
}

static void
evaluate(struct worker *worker)
{
    for (size_t i = 0; i < worker->count; i++) {
        struct fisc_report *report = bench_evaluate(
            worker->rig, worker->evaluator, i % BENCH_SYSTEMS);

        worker->sum += fisc_report_result_count(report);
        fisc_report_unref(report);
    }
}

static int
drop(void *data, const char *text, size_t length)
{
    uint64_t *sum = data;

    (void)text;
    *sum += length;
    return 0;
}

/* As a fleet's thread: parse, evaluate, write. */
static void
serve(struct worker *worker)
{
    struct fisc_write_options json = {.size = sizeof json,
                                      .format = FISC_FORMAT_JSON};

    for (size_t i = 0; i < worker->count; i++) {
        const char *text = worker->texts[i % BENCH_SYSTEMS];
        struct fisc_eval_options options = {.size = sizeof options,
                                            .as_of = BENCH_AS_OF};
        struct fisc_system *system;
        struct fisc_report *report;
        struct fisc_error error;

        bench_need(fisc_system_parse(worker->rig->context, "s", text,
                                     strlen(text), FISC_SYSTEM_JSON, &system,
                                     &error), &error);
        bench_need(fisc_eval(worker->evaluator, system, &options, &report,
                             &error), &error);
        bench_need(fisc_report_write(report, &json, drop, &worker->sum,
                                     &error), &error);
        fisc_report_unref(report);
        fisc_system_unref(system);
    }
}

/* ---- measuring -----------------------------------------------------------*/

struct threaded {
    struct worker worker;
    work_function work;
};

static void *
run_thread(void *data)
{
    struct threaded *threaded = data;
    double begin;

    pthread_barrier_wait(threaded->worker.start);
    begin = bench_cpu();
    threaded->work(&threaded->worker);
    threaded->worker.cpu = bench_cpu() - begin;
    return NULL;
}

/*
 * Microseconds until `threads` threads have each done the worker's work, and
 * the mean of what each took of a processor.
 */
static double
measure(work_function work, const struct worker *workers, size_t threads,
        double *ret_cpu)
{
    struct threaded list[THREADS];
    pthread_t ids[THREADS];
    pthread_barrier_t start;
    double begin;

    pthread_barrier_init(&start, NULL, (unsigned)threads + 1);
    for (size_t i = 0; i < threads; i++) {
        list[i] = (struct threaded){workers[i], work};
        list[i].worker.start = &start;
        if (pthread_create(&ids[i], NULL, run_thread, &list[i]))
            exit(1);
    }
    pthread_barrier_wait(&start);
    begin = bench_now();
    *ret_cpu = 0;
    for (size_t i = 0; i < threads; i++) {
        pthread_join(ids[i], NULL);
        *ret_cpu += list[i].worker.cpu / (double)threads;
    }
    begin = bench_now() - begin;
    pthread_barrier_destroy(&start);
    return begin;
}

struct gain {
    const char *what;
    work_function work;
    size_t count;
    double one[ROUNDS], two[ROUNDS], gain[ROUNDS], ratio[ROUNDS];
    double cpu_gain[ROUNDS], cpu_ratio[ROUNDS];
};

static void
measure_round(struct gain *gain, struct worker *workers, size_t round)
{
    double one, two;

    for (size_t i = 0; i < THREADS; i++)
        workers[i].count = gain->count;
    gain->one[round] = measure(gain->work, workers, 1, &one);
    gain->two[round] = measure(gain->work, workers, THREADS, &two);
    gain->gain[round] = THREADS * gain->one[round] / gain->two[round];
    gain->cpu_gain[round] = THREADS * one / two;
}

static void
print_gain(struct gain *gain)
{
    double one = bench_median(gain->one, ROUNDS);
    double two = bench_median(gain->two, ROUNDS);

    printf("  %-14s %8.2f us alone %8.2f us beside another, gain %.2f; of the "
           "processor %.2f\n",
           gain->what, one / (double)gain->count, two / (double)gain->count,
           bench_median(gain->gain, ROUNDS),
           bench_median(gain->cpu_gain, ROUNDS));
}

static void
open_workers(struct worker *workers, const struct bench_rig *rig,
             struct fisc_policy *policy, char *const *texts)
{
    for (size_t i = 0; i < THREADS; i++)
        workers[i] = (struct worker){.rig = rig,
                                     .evaluator = bench_evaluator(policy),
                                     .texts = texts};
}

int
main(void)
{
    struct gain gains[] = {
        {.what = "arithmetic", .work = arithmetic, .count = 1000},
        {.what = "evaluations", .work = evaluate, .count = 2000},
        {.what = "JSON to JSON", .work = serve, .count = 40}};
    enum { GAINS = sizeof gains / sizeof *gains };
    struct worker workers[THREADS];
    struct bench_rig rig;
    struct fisc_policy *policy;
    char *texts[BENCH_SYSTEMS];

    bench_rig_open(&rig, RULES, 1);
    policy = bench_policy(rig.context, RULES, bench_check_text);
    for (size_t i = 0; i < BENCH_SYSTEMS; i++)
        texts[i] = bench_system_text(&rig.facts[i], i);
    open_workers(workers, &rig, policy, texts);
    for (size_t g = 0; g < GAINS; g++) /* warm */
        measure_round(&gains[g], workers, 0);
    for (size_t round = 0; round < ROUNDS; round++)
        for (size_t g = 0; g < GAINS; g++) {
            measure_round(&gains[g], workers, round);
            gains[g].ratio[round] =
                gains[g].gain[round] / gains[0].gain[round];
            gains[g].cpu_ratio[round] =
                gains[g].cpu_gain[round] / gains[0].cpu_gain[round];
        }
    printf("%d rules, 1 and %d threads\n", RULES, THREADS);
    for (size_t g = 0; g < GAINS; g++)
        print_gain(&gains[g]);
    for (size_t g = 1; g < GAINS; g++)
        printf("  %-14s %.2f x what arithmetic gains, %.2f x of the processor "
               "(0.95 is wanted)\n",
               gains[g].what, bench_median(gains[g].ratio, ROUNDS),
               bench_median(gains[g].cpu_ratio, ROUNDS));
    for (size_t i = 0; i < BENCH_SYSTEMS; i++)
        free(texts[i]);
    for (size_t i = 0; i < THREADS; i++)
        fisc_evaluator_free(workers[i].evaluator);
    fisc_policy_unref(policy);
    bench_rig_close(&rig);
    return 0;
}
