/* SPDX-License-Identifier: MIT */
#ifndef TEST_REACH_H
#define TEST_REACH_H

/* Which branches of a requirement evaluations reach. */

#include "requirement/frame.h"

/* One node, counted over every run and every element. */
struct fisc__reach_part {
    const struct fisc__expression *expression;
    enum fisc__node_op op;
    unsigned seen;  /* bits 1 << enum fisc__truth */
    bool *decided;  /* by edge: it decided on its own */
    const struct fisc__expression **ends; /* by edge: where it leads */
    size_t edge_count;
    bool empty;     /* of a collection: a whole list without elements */
    bool filled;
};

struct fisc__reach {
    struct fisc__arena *arena; /* borrowed */
    struct fisc__reach_part *parts; /* in the order of a walk from the roots */
    size_t count;
    bool begun;
};

/*
 * Adds what a run of one clause's graph reached for a party; the first one
 * says which parts there are. `when` may be FISC__NO_NODE. The graph has this
 * clause alone, and always the same but for params. False where memory is
 * short.
 */
bool
fisc__reach_add(struct fisc__reach *reach, const struct fisc__run *run,
                uint32_t when, uint32_t requirement, size_t party,
                bool applies);

#endif
