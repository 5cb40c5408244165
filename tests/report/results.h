/* SPDX-License-Identifier: MIT */
#ifndef REPORT_RESULTS_H
#define REPORT_RESULTS_H

/* Results of an invented bank as JSON, made row by row. */

#include <fisc/diff.h>

/* NULL in any member but `clause` and `result` means its default. */
struct made_row {
    const char *clause;
    const char *result;
    const char *reason;   /* met, not-met, absent, … by the result */
    const char *party;    /* "" is none; default bank */
    const char *level;    /* must */
    const char *waiver;
    const char *deciding; /* path of a fact that is absent */
    const char *fact;     /* value of the fact `a` that it rests on */
};

/* What they are about; NULL and 0 mean the defaults. */
struct made_about {
    const char *as_of;  /* 2026-06-30 */
    const char *system; /* internet-banking */
    char policy_digit;  /* of which the digest is made, where it stands alone */
    char rules_digit;   /* default c */
    char params_digit;  /* default d */
    char system_digit;  /* default 0 */
};

/* The text, from malloc. */
char *
made_json(const struct made_about *about, const struct made_row *rows,
          size_t count);

/* The same, read; fails the test where that does. */
struct fisc_result_set *
made_set(struct fisc_context *context, const struct made_about *about,
         const struct made_row *rows, size_t count);

#endif
