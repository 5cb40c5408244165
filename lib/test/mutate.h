/* SPDX-License-Identifier: MIT */
#ifndef TEST_MUTATE_H
#define TEST_MUTATE_H

/*
 * Mutants of a check: the same check with one thing changed that a mistake
 * could change.
 */

#include "test/trial.h"
#include "test/used.h"

struct fisc__mutant {
    const char *operator; /* "drop", "negate", … Static. */
    const char *change;   /* "A → B", or "− A" */
    const char *id;
    struct fisc__place place;
    struct fisc__tried tried;
};

/* The expressions of mutants live in the store, whose memory is the arena's. */
struct fisc__mutants {
    struct fisc__arena arena;
    struct fisc__expressions store;
    struct fisc__mutant *list;
    size_t count, capacity;
};

/*
 * Makes the mutants of a clause's check, each that means something else by its
 * looks, in the order of its parts. FISC_ERR_NOMEM; to be done with all the
 * same.
 */
enum fisc_status
fisc__mutants_make(struct fisc__mutants *mutants,
                   const struct fisc_policy *policy, size_t clause,
                   const struct fisc__used *used, struct fisc_error *reterr);

void
fisc__mutants_done(struct fisc__mutants *mutants);

#endif
