/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_STEP_H
#define REQUIREMENT_STEP_H

/*
 * The paths of a scope one after another, in the order of a description's
 * facts: binding goes through both at once.
 */

#include "requirement/node.h"

/* One segment of a path; those below it follow. */
struct fisc__step {
    uint64_t head; /* of its name */
    const char *name;
    uint32_t slot; /* or FISC__NO_NODE: nothing reads it itself */
    uint32_t end;  /* index after what is below */
    uint8_t type;  /* enum fisc_fact_type of the slot */
    bool is_long;  /* the head doesn't hold the name */
    bool is_named; /* as the slot's */
    bool ages;     /* as the definition's */
};

/* Makes the steps of every scope; false where memory is short. */
bool
fisc__steps_make(struct fisc__graph *graph);

#endif
