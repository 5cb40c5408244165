/* SPDX-License-Identifier: MIT */
#ifndef TESTS_EVALUATE_RIG_H
#define TESTS_EVALUATE_RIG_H

/*
 * The policy of tests/data/evaluate/policy, which has a clause for each kind
 * of result, and descriptions written as text.
 */

#include <fisc/fisc.h>

#include "support/run.h"

#define AS_OF "2026-06-30"

/* Parties that most descriptions have. */
#define PARTIES \
    "\"parties\": [{\"id\": \"bank\", \"roles\": [\"customer\"]}, " \
    "{\"id\": \"aws\", \"roles\": [\"provider\"], \"on\": true}, " \
    "{\"id\": \"gcp\", \"roles\": [\"provider\"], \"on\": false}]"

/* Of the whole program; with a limit of memory that a check soon meets. */
extern struct fisc_context *rig_context;
extern struct fisc_policy *rig_policy;

/* Makes the two, runs the tests and gives them back: for main(). */
int
rig_main(TCase *tests);

/* From a path below the source tree; fails the test. */
struct fisc_policy *
rig_load_policy(struct fisc_context *context, const char *relative);

/* The policy with `waivers`, the elements of a file of waivers, beside it. */
struct fisc_policy *
rig_waived_policy(const char *waivers);

/* A description named "s" that states `facts`, the members of an object. */
struct fisc_system *
rig_system(const char *facts);

struct fisc_system *
rig_load_system(struct fisc_context *context, const char *relative);

/* Options as of AS_OF. */
struct fisc_eval_options
rig_options(void);

/* Evaluates, with an evaluator of its own; options may be NULL. Fails. */
struct fisc_report *
rig_eval(struct fisc_policy *policy, struct fisc_system *system,
         const struct fisc_eval_options *options);

/* Of rig_policy, as of AS_OF, a description that states `facts`. */
struct fisc_report *
rig_report(const char *facts);

/* "pass met direct", or "no such row". A static buffer. */
const char *
rig_row(const struct fisc_report *report, const char *key);

/* Every row, "key result reason via waiver" without what is "". A static
 * buffer. */
const char *
rig_rows(const struct fisc_report *report);

/* As result JSON, from fisc_report_write_text(). */
char *
rig_json(const struct fisc_report *report, size_t *ret_length);

/* The explanation of a row; fails where there is no such row. */
struct fisc_explanation *
rig_explain(const struct fisc_report *report, const char *key);

/* "path state candidate; …" of an unknown row. A static buffer. */
const char *
rig_deciding(const struct fisc_report *report, const char *key);

/* "path=value (wanted) role; …" of a decided row. A static buffer. */
const char *
rig_facts(const struct fisc_report *report, const char *key);

#endif
