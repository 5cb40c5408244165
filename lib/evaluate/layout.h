/* SPDX-License-Identifier: MIT */
#ifndef EVALUATE_LAYOUT_H
#define EVALUATE_LAYOUT_H

/*
 * Which rows a report has: a clause, and the party that bears it. It depends on
 * what is asked and on who holds which role, not on the facts, so that reports
 * of one evaluator share it while these stay the same. Immutable once made.
 */

#include <stdatomic.h>

#include "policy/policy.h"

#define FISC__NO_PARTY UINT32_MAX

struct fisc__row {
    uint32_t clause; /* index in the policy */
    uint32_t party;  /* index in the first side's run, or FISC__NO_PARTY */
};

/*
 * Where the value is that alone decides a row, as most are: its index times 2,
 * + 1 where it is the party's, not the system's. FISC__NOT_PLAIN: none does.
 */
#define FISC__NOT_PLAIN UINT32_MAX

/* What decides on the rows. */
struct fisc__layout_input {
    const struct fisc_policy *policy;
    size_t first_control, control_count;
    unsigned levels;
    const unsigned *roles; /* that each party holds, by index */
    size_t party_count;
};

struct fisc__layout {
    atomic_uint references;
    struct fisc_context *context; /* a reference */
    size_t first_control, control_count;
    unsigned levels;
    unsigned *roles;
    size_t party_count;
    struct fisc__row *rows;
    uint32_t *values; /* by row */
    bool of_system;   /* every row is decided by a value of the system's */
    size_t count;
    unsigned bearers; /* bits of the roles that all these clauses name */
};

/* *ret is owned by the caller. `before` is reused where it fits; or NULL. */
enum fisc_status
fisc__layout_get(struct fisc__layout *before,
                 const struct fisc__layout_input *input,
                 struct fisc__layout **ret, struct fisc_error *reterr);

/*
 * The roles that clauses of these controls name. `before` may know them; or
 * NULL.
 */
unsigned
fisc__layout_bearers(const struct fisc__layout *before,
                     const struct fisc_policy *policy, size_t first_control,
                     size_t control_count);

void
fisc__layout_unref(struct fisc__layout *layout);

#endif
