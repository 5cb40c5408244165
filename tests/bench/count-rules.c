/* SPDX-License-Identifier: MIT */
/*
 * Fixed small pieces of work whose instructions instructions.sh counts, each
 * in a function of its own: binding, evaluating and explaining.
 */

#include <stdlib.h>
#include <string.h>

#include "bench/rig.h"

enum { RULES = 1000, FEW = 8 };

/* Not static: they are found by their names. */
void
count_evaluate(const struct bench_rig *rig, struct fisc_evaluator *evaluator);

void
count_explain(const struct bench_rig *rig, struct fisc_evaluator *evaluator);

void
count_functions(const struct bench_rig *rig, struct fisc_evaluator *evaluator);

void
count_parse(const struct bench_rig *rig);

void
count_evaluate(const struct bench_rig *rig, struct fisc_evaluator *evaluator)
{
    for (size_t s = 0; s < BENCH_SYSTEMS; s++)
        fisc_report_unref(bench_evaluate(rig, evaluator, s));
}

/* The same rules as Lua functions. */
void
count_functions(const struct bench_rig *rig, struct fisc_evaluator *evaluator)
{
    for (size_t s = 0; s < FEW; s++)
        fisc_report_unref(bench_evaluate(rig, evaluator, s));
}

void
count_explain(const struct bench_rig *rig, struct fisc_evaluator *evaluator)
{
    struct fisc_report *report = bench_evaluate(rig, evaluator, 0);

    for (size_t i = 0; i < RULES; i++) {
        struct fisc_explanation *explanation;

        bench_need(fisc_report_explain(report, i, &explanation, NULL), NULL);
        fisc_explanation_free(explanation);
    }
    fisc_report_unref(report);
}

void
count_parse(const struct bench_rig *rig)
{
    char *text = bench_system_text(&rig->facts[0], 0);
    struct fisc_system *system;
    struct fisc_error error;

    bench_need(fisc_system_parse(rig->context, "count.json", text,
                                 strlen(text), FISC_SYSTEM_JSON, &system,
                                 &error),
               &error);
    fisc_system_unref(system);
    free(text);
}

/* Of `count` systems: it warms up, and each has been checked. */
static void
warm(const struct bench_rig *rig, struct fisc_evaluator *evaluator,
     size_t count)
{
    for (size_t s = 0; s < count; s++)
        fisc_report_unref(bench_evaluate(rig, evaluator, s));
}

/* A first argument: with gaps. */
int
main(int argc, char **argv)
{
    static struct bench_rig rig;
    struct fisc_policy *policy, *functions;
    struct fisc_evaluator *evaluator, *lua;

    (void)argv;
    bench_rig_open(&rig, RULES, argc > 1);
    policy = bench_policy(rig.context, RULES, bench_check_text);
    evaluator = bench_evaluator(policy);
    warm(&rig, evaluator, BENCH_SYSTEMS);
    count_evaluate(&rig, evaluator);
    count_explain(&rig, evaluator);
    count_parse(&rig);
    functions = bench_policy(rig.context, RULES, bench_function_text);
    lua = bench_evaluator(functions);
    warm(&rig, lua, FEW);
    count_functions(&rig, lua);
    fisc_evaluator_free(lua);
    fisc_policy_unref(functions);
    fisc_evaluator_free(evaluator);
    fisc_policy_unref(policy);
    bench_rig_close(&rig);
    return 0;
}
