/* SPDX-License-Identifier: MIT */
/*
 * N rules over 200 facts: libfisc against C that calls the same rules as Lua
 * functions on ready tables (the floor), against its own function leaves and
 * against C written by hand. One run, ratios; every contender's answers are
 * compared before anything is timed. Contenders take turns, and of each the
 * round counts that was disturbed least.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/rig.h"
#include "policy/policy.h"
#include "requirement/run.h"

enum { ROUNDS = 15, SLOW_ROUNDS = 3, EXPLAINED = 4, MOST_FUNCTIONS = 3000 };

/* Microseconds a rule. */
struct times {
    double floor, hand, inside, binding, explained, function, fresh;
};

/* ---- the rules by hand ---------------------------------------------------*/

static volatile size_t sink;

static double
time_hand(const struct bench_rig *rig, const struct bench_rule *rules,
          signed char *room)
{
    double start = bench_cpu();

    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        bench_all_by_hand(rules, rig->rules, &rig->facts[s], room);
        sink += (size_t)room[s];
    }
    return (bench_cpu() - start) / (double)(BENCH_SYSTEMS * rig->rules);
}

/* ---- libfisc -------------------------------------------------------------*/

static double
time_eval(const struct bench_rig *rig, struct fisc_evaluator *evaluator)
{
    double start = bench_cpu();

    for (size_t s = 0; s < BENCH_SYSTEMS; s++)
        fisc_report_unref(bench_evaluate(rig, evaluator, s));
    return (bench_cpu() - start) / (double)(BENCH_SYSTEMS * rig->rules);
}

/* Binding alone, with the memory that an evaluator would have ready for it. */
static double
time_binding(const struct bench_rig *rig, const struct fisc_policy *policy)
{
    static struct fisc__room room;
    struct fisc__meter meter = {.look = UINT64_MAX};
    struct fisc__run_input input = {.graph = policy->graph,
                                    .as_of = BENCH_AS_OF, .meter = &meter};
    double start = bench_cpu();

    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        struct fisc__run *run;

        input.system = rig->systems[s];
        input.room = room;
        bench_need(fisc__run_new(rig->context, &input, &run, NULL), NULL);
        if (room.bytes < fisc__run_room(run).bytes)
            room = fisc__run_room(run);
        fisc__run_free(run);
    }
    return (bench_cpu() - start) / (double)(BENCH_SYSTEMS * rig->rules);
}

static double
time_explain(const struct bench_rig *rig, struct fisc_evaluator *evaluator)
{
    double start = bench_cpu();

    for (size_t s = 0; s < EXPLAINED; s++) {
        struct fisc_report *report = bench_evaluate(rig, evaluator, s);

        for (size_t i = 0; i < rig->rules; i++) {
            struct fisc_explanation *explanation;

            bench_need(fisc_report_explain(report, i, &explanation, NULL),
                       NULL);
            fisc_explanation_free(explanation);
        }
        fisc_report_unref(report);
    }
    return (bench_cpu() - start) / (double)(EXPLAINED * rig->rules);
}

/* Of descriptions that nobody evaluated yet: they are checked as well. */
static double
time_fresh(struct bench_rig *rig, struct fisc_evaluator *evaluator)
{
    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        char *text = bench_system_text(&rig->facts[s], s);
        struct fisc_error error;

        fisc_system_unref(rig->systems[s]);
        bench_need(fisc_system_parse(rig->context, "bench.json", text,
                                     strlen(text), FISC_SYSTEM_JSON,
                                     &rig->systems[s], &error),
                   &error);
        free(text);
    }
    return time_eval(rig, evaluator);
}

/* ---- all contenders ------------------------------------------------------*/

static void
keep_least(double *least, double time)
{
    if (*least == 0 || time < *least)
        *least = time;
}

static struct times
measure(struct bench_rig *rig, struct fisc_policy *policy,
        struct fisc_policy *functions, int gaps)
{
    struct fisc_evaluator *graph = bench_evaluator(policy);
    struct fisc_evaluator *lua = functions ? bench_evaluator(functions) : NULL;
    struct bench_rule *rules = calloc(rig->rules, sizeof *rules);
    signed char *room = malloc(rig->rules);
    struct times least = {0};

    for (size_t i = 0; i < rig->rules; i++)
        rules[i] = bench_rule(i);
    bench_check_answers(rig, graph, "graph");
    if (lua && !gaps) /* a function reads both facts where one would do */
        bench_check_answers(rig, lua, "functions");
    /* Short rounds are disturbed more easily: there are more of them. */
    for (size_t r = 0; r < ROUNDS || r * rig->rules < 40000; r++) {
        keep_least(&least.floor, bench_floor(rig));
        keep_least(&least.hand, time_hand(rig, rules, room));
        keep_least(&least.inside, time_eval(rig, graph));
        keep_least(&least.binding, time_binding(rig, policy));
        if (r >= SLOW_ROUNDS)
            continue;
        keep_least(&least.explained, time_explain(rig, graph));
        if (lua)
            keep_least(&least.function, time_eval(rig, lua));
        keep_least(&least.fresh, time_fresh(rig, graph));
    }
    free(room);
    free(rules);
    fisc_evaluator_free(lua);
    fisc_evaluator_free(graph);
    return least;
}

static void
print(const char *what, double time, const struct times *times)
{
    printf("  %-36s %8.2f ns a rule %7.3f x floor %7.2f x by hand\n", what,
           time * 1e3, time / times->floor, time / times->hand);
}

static void
print_all(const struct times *t)
{
    print("Lua functions on ready tables", t->floor, t);
    print("C by hand", t->hand, t);
    print("fisc_eval, binding inside", t->inside, t);
    print("binding alone", t->binding, t);
    print("fisc_eval less binding", t->inside - t->binding, t);
    print("of a description just parsed", t->fresh, t);
    print("with every explanation", t->explained, t);
    if (t->function == 0)
        return;
    print("of function leaves", t->function, t);
    printf("  function leaves / graph %.1f\n", t->function / t->inside);
}

static struct times
bench(size_t count, int gaps)
{
    static struct bench_rig rig;
    struct fisc_policy *policy, *functions = NULL;
    struct times times;

    bench_rig_open(&rig, count, gaps);
    policy = bench_policy(rig.context, count, bench_check_text);
    if (count <= MOST_FUNCTIONS)
        functions = bench_policy(rig.context, count, bench_function_text);
    printf("%zu rules%s, %zu distinct nodes, %d descriptions in rotation\n",
           count, gaps ? ", every fifth fact missing" : "",
           fisc__graph_size(policy->graph), (int)BENCH_SYSTEMS);
    times = measure(&rig, policy, functions, gaps);
    print_all(&times);
    fisc_policy_unref(functions);
    fisc_policy_unref(policy);
    bench_rig_close(&rig);
    return times;
}

/* ---- the evaluator -------------------------------------------------------*/

static size_t held;

static void *
counting(void *data, void *block, size_t old_size, size_t new_size)
{
    (void)data;
    if (new_size == 0) {
        held -= block ? old_size : 0;
        free(block);
        return NULL;
    }
    block = realloc(block, new_size);
    if (block)
        held += new_size - old_size;
    return block;
}

/* Bytes that an evaluator holds after it was used. */
static size_t
used_bytes(struct fisc_context *context, struct fisc_policy *policy)
{
    static struct bench_rig rig;
    struct fisc_evaluator *evaluator;
    struct bench_system facts;
    struct fisc_error error;
    size_t before;
    char *text;

    bench_system(0, 0, &facts);
    text = bench_system_text(&facts, 0);
    bench_need(fisc_system_parse(context, "bench.json", text, strlen(text),
                                 FISC_SYSTEM_JSON, &rig.systems[0], &error),
               &error);
    before = held;
    evaluator = bench_evaluator(policy);
    fisc_report_unref(bench_evaluate(&rig, evaluator, 0));
    before = held - before;
    fisc_evaluator_free(evaluator);
    fisc_system_unref(rig.systems[0]);
    free(text);
    return before;
}

/* Bytes and µs of a new evaluator; `text` makes the policy's checks. */
static void
bench_new(const char *what, size_t rules, char *(*text)(size_t, size_t))
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .alloc = counting};
    struct fisc_context *context;
    struct fisc_policy *policy;
    size_t bytes = 0;
    double least = 0;
    char name[80];

    bench_need(fisc_context_new(&options, &context, NULL), NULL);
    policy = bench_policy(context, rules, text);
    for (int r = 0; r < ROUNDS; r++) {
        size_t before = held;
        double start = bench_cpu();
        struct fisc_evaluator *evaluator = bench_evaluator(policy);

        keep_least(&least, bench_cpu() - start);
        bytes = held - before;
        fisc_evaluator_free(evaluator);
    }
    snprintf(name, sizeof name, "new evaluator, %zu rules as %s", rules, what);
    bench_reached(name, least / 1e3, 0.2, "ms");
    bench_reached(name, (double)bytes / 1024, 350, "KiB");
    printf("  after an evaluation it holds %.1f KiB\n",
           (double)used_bytes(context, policy) / 1024);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
}

/* ---- what was to be reached ----------------------------------------------*/

static void
judge(size_t rules, const struct times *t)
{
    char what[80];

    snprintf(what, sizeof what, "a clause of %zu, binding apart", rules);
    bench_reached(what, (t->inside - t->binding) / t->floor, 0.12,
                  "x the floor");
    snprintf(what, sizeof what, "a clause of %zu, binding inside", rules);
    bench_reached(what, t->inside / t->floor, 0.12, "x the floor");
    snprintf(what, sizeof what, "a clause of %zu, binding apart", rules);
    bench_reached(what, (t->inside - t->binding) / t->hand, 3,
                  "x C by hand");
    snprintf(what, sizeof what, "a clause of %zu, binding inside", rules);
    bench_reached(what, t->inside / t->hand, 3, "x C by hand");
}

int
main(int argc, char **argv)
{
    size_t most = argc > 1 ? (size_t)atoi(argv[1]) : 30000, count = 0;
    struct times whole[3];

    for (size_t rules = 300; rules <= most && count < 3; rules *= 10) {
        whole[count++] = bench(rules, 0);
        bench(rules, 1);
    }
    for (size_t i = 0, rules = 300; i < count; i++, rules *= 10)
        judge(rules, &whole[i]);
    if (count > 1) {
        struct times *first = &whole[0], *last = &whole[count - 1];

        bench_reached("most rules against fewest, binding apart",
                      (last->inside - last->binding) /
                          (first->inside - first->binding),
                      1.3, "x");
        bench_reached("most rules against fewest, binding inside",
                      last->inside / first->inside, 1.3, "x");
    }
    bench_new("requirements", 3000, bench_check_text);
    bench_new("functions", 3000, bench_function_text);
    return 0;
}
