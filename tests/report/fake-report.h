/* SPDX-License-Identifier: MIT */
#ifndef FAKE_REPORT_H
#define FAKE_REPORT_H

/*
 * A report made of tables instead of an evaluation: every kind of result and
 * of explanation, so that a writer meets them all. It takes the place of what
 * lib/evaluate and lib/policy define.
 */

#include <fisc/fisc.h>

/* One row with what explains it; pointers may be NULL, arrays end with it. */
struct fake_row {
    const char *key;
    const char *party;
    size_t clause; /* index into the fake policy's clauses */
    enum fisc_result result;
    const char *reason;
    const char *via;
    const char *waiver;
    const char *moved_to;
    const char *message[2];
    const char *const *labels;
    const char *const *evidence;
    const struct fisc_fact_reference *facts;
    size_t fact_count;
    const struct fisc_deciding *deciding;
    size_t deciding_count;
    int not_minimal;
};

/*
 * A report over the fake policy, with all of its rows or the first `count`.
 * Owned: release it with fake_report_free(). NULL where memory is short.
 */
struct fisc_report *
fake_report_new(struct fisc_context *context, const struct fake_row *rows,
                size_t count);

void
fake_report_free(struct fisc_report *report);

/* The rows of an invented bank: each result, level, role and state. */
extern const struct fake_row fake_rows[];
extern const size_t fake_row_count;

#endif
