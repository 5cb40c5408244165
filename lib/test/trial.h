/* SPDX-License-Identifier: MIT */
#ifndef TEST_TRIAL_H
#define TEST_TRIAL_H

/* A check, perhaps a changed one, tried on rows that cases ask for. */

#include "requirement/run.h"
#include "test/engine.h"

/* What is tried instead of a clause's check. */
struct fisc__tried {
    const struct fisc__expression *when; /* or NULL */
    const struct fisc__expression *requirement;
    const char *param; /* a param that is moved by one; or NULL */
    int by;            /* 1 or -1 */
};

/* It, compiled for a variant of the policy. */
struct fisc__trial;

/*
 * FISC_ERR_INVALID: it can't be compiled, or the param has no value that could
 * be moved.
 */
enum fisc_status
fisc__trial_new(struct fisc__tests *tests, size_t variant, size_t clause,
                const struct fisc__tried *tried, struct fisc__trial **ret,
                struct fisc_error *reterr);

void
fisc__trial_free(struct fisc__trial *trial);

/* Evaluates it on the description of a row's case. Owned by the caller. */
enum fisc_status
fisc__trial_run(struct fisc__trial *trial, struct fisc__worker *worker,
                const struct fisc__duty_tested *duty, struct fisc__run **ret,
                struct fisc_error *reterr);

/* The nodes of `when` (or FISC__NO_NODE) and of the requirement. */
void
fisc__trial_nodes(const struct fisc__trial *trial, uint32_t *ret_when,
                  uint32_t *ret_requirement);

/* The party's place in a run. */
size_t
fisc__trial_party(const struct fisc__run *run,
                  const struct fisc__duty_tested *duty);

/* Does the row come out otherwise than its case wants? */
enum fisc_status
fisc__trial_noticed(struct fisc__trial *trial, struct fisc__worker *worker,
                    const struct fisc__duty_tested *duty, bool *ret,
                    struct fisc_error *reterr);

#endif
