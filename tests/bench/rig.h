/* SPDX-License-Identifier: MIT */
#ifndef BENCH_RIG_H
#define BENCH_RIG_H

/* What several benchmarks stand on: the workload loaded, and the floor. */

#include <lua.h>

#include <fisc/fisc.h>

#include "bench/workload.h"

/* The workload's descriptions, ready for every contender. */
struct bench_rig {
    struct fisc_context *context;
    size_t rules;
    struct bench_system facts[BENCH_SYSTEMS];
    struct fisc_system *systems[BENCH_SYSTEMS];
    lua_State *lua; /* the rules as Lua functions, the systems as tables */
};

/* Ends the program with the error's text where the status is one. */
void
bench_need(enum fisc_status status, const struct fisc_error *error);

void
bench_rig_open(struct bench_rig *rig, size_t rules, int gaps);

void
bench_rig_close(struct bench_rig *rig);

/* A policy of the rules; `text` is bench_check_text or bench_function_text. */
struct fisc_policy *
bench_policy(struct fisc_context *context, size_t rules,
             char *(*text)(size_t, size_t));

struct fisc_evaluator *
bench_evaluator(struct fisc_policy *policy);

struct fisc_report *
bench_evaluate(const struct bench_rig *rig, struct fisc_evaluator *evaluator,
               size_t system);

/* Ends the program where a result is not the one found by hand. */
void
bench_check_answers(const struct bench_rig *rig,
                    struct fisc_evaluator *evaluator, const char *what);

/* Microseconds of this thread's work: what else runs doesn't count. */
double
bench_cpu(void);

/* Microseconds a rule: C that calls the rules as Lua functions. */
double
bench_floor(const struct bench_rig *rig);

/* "  what   12.3 ns a rule   0.12 x floor" */
void
bench_print(const char *what, double time, double floor);

/* A closing line: was a figure of the design reached? */
void
bench_reached(const char *what, double found, double wanted, const char *unit);

/* The text of a file, from malloc, or the end of the program. */
char *
bench_file(const char *path, size_t *ret_length);

#endif
