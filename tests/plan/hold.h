/* SPDX-License-Identifier: MIT */
#ifndef TESTS_PLAN_HOLD_H
#define TESTS_PLAN_HOLD_H

/* Holding a plan to what it says, through the public headers alone. */

#include <fisc/fisc.h>

/* What was evaluated. */
struct held {
    struct fisc_evaluator *evaluator;
    struct fisc_report *report;
    struct fisc_system *system;
    struct fisc_eval_options options; /* joined descriptions too */
    char name[64];                    /* for messages */
};

struct hold_tally {
    unsigned long rows, planned, sets, parts, entries, settled;
};

/*
 * Makes the plan, makes the changes of every set that was tried and of its
 * parts, and of the list, and fails the test where a row doesn't become what
 * the plan says. The caller owns the plan.
 */
struct fisc_plan *
hold_plan(const struct held *held, struct hold_tally *tally);

/* The result of a row with some changes of a set made, by bits of `mask`. */
enum fisc_result
hold_part(const struct held *held, const struct fisc_plan *plan, size_t row,
          size_t set, unsigned long mask);

/* "set backup.exists: false > true; …" of a set. A static buffer. */
const char *
hold_text(const struct fisc_plan *plan, size_t row, size_t set);

#endif
