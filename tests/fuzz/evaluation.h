/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_EVALUATION_H
#define FUZZ_EVALUATION_H

/* A description held against a policy, both in memory. */

#include "facts.h"
#include "walk.h"

enum { EVALUATION_SOURCES = FUZZ_PARTS + 2, EVALUATION_JOINED = 3 };

struct evaluation {
    struct fisc_source sources[EVALUATION_SOURCES];
    size_t source_count;
    struct fisc_source system;
    struct fisc_source joined[EVALUATION_JOINED]; /* its name is the party */
    size_t joined_count;
    struct fisc_eval_options options;
};

/* A source in memory. */
struct fisc_source
evaluation_source(const char *name, const char *text, size_t length);

/*
 * The text of a catalog with a clause for every check that the text seems to
 * declare, and params g.p1 to g.p4. From malloc.
 */
char *
evaluation_catalog(const char *checks, size_t length);

/*
 * Loads, evaluates once or twice, looks at every row and its explanation, and
 * writes the report. Both reports have to be the same, and be JSON.
 */
enum fisc_status
evaluation_run(struct fisc_context *context, struct evaluation *evaluation);

/* The same from a loaded policy. */
enum fisc_status
evaluation_run_policy(struct fisc_context *context, struct fisc_policy *policy,
                      struct evaluation *evaluation);

#endif
