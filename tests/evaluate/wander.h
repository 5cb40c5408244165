/* SPDX-License-Identifier: MIT */
#ifndef TESTS_EVALUATE_WANDER_H
#define TESTS_EVALUATE_WANDER_H

/*
 * A description that changes by chance, evaluated anew and kept up to date
 * beside it: after each step both must be the same.
 */

#include <fisc/fisc.h>
#include <jansson.h>

struct wander {
    struct fisc_policy *policy;       /* borrowed */
    struct fisc_evaluator *changing;  /* kept up to date */
    struct fisc_evaluator *evaluator; /* evaluates all of it each time */
    struct fisc_system *system;       /* as it is now */
    struct fisc_eval_options options;
    struct fisc_report *held;         /* a snapshot, and its JSON: */
    char *held_json;
    json_t *words; /* strings that the description began with */
    uint64_t random;
    size_t made, refused, structural, moved; /* how many, for the record */
};

/* The options' texts and descriptions stay the caller's. */
void
wander_begin(struct wander *wander, struct fisc_policy *policy,
             const char *text, const struct fisc_eval_options *options,
             uint64_t seed);

/* So many random change sets, each checked. Fails the test. */
void
wander_steps(struct wander *wander, size_t steps);

/*
 * One set of changes that can be made, while each allocation fails once; in the
 * end it is made. Returns how many there were.
 */
struct failing;

size_t
wander_short_step(struct wander *wander, struct failing *memory);

void
wander_end(struct wander *wander);

#endif
