/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_WORK_H
#define REQUIREMENT_WORK_H

/*
 * What parts of a requirement may cost. Two things can cost much more than the
 * description is large: the elements of a list inside those of another, and a
 * register or a set that each element of a list is held against. Both are
 * known before they are done, from the numbers of elements alone, so that the
 * answer does not depend on what was done before: a part over the context's
 * clause_work has the value FISC__ERROR, for the reason budget.
 */

#include "requirement/frame.h"

/* What a list's scope comes to in one description. */
struct fisc__load {
    uint64_t frames; /* asked for so far */
    bool over;       /* more than may be; not all of them are there */
};

/* The work of one frame of each scope, once the graph is finished. */
void
fisc__graph_weigh(struct fisc__graph *graph);

/*
 * Before frames of a scope are made: charges them, and says whether they may
 * be. The scope is over otherwise, also for the frames that it has already.
 */
enum fisc_status
fisc__load_take(struct fisc__run *run, uint32_t scope, uint64_t count,
                bool *ret_fits, struct fisc_error *reterr);

/* Is the list that a collection is about over? */
static inline bool
fisc__collection_is_over(const struct fisc__run *run,
                         const struct fisc__node *node)
{
    return run->over && run->loads[node->element_scope].over;
}

/* How large the registers are, once they are bound. */
void
fisc__run_weigh(struct fisc__run *run);

/* The work of one leaf; *ret_over: that is more than may be, in all frames. */
uint64_t
fisc__leaf_work(const struct fisc__run *run, const struct fisc__frame *frame,
                const struct fisc__node *node, bool *ret_over);

/* The steps that one call of a function may take: elements share them. */
uint64_t
fisc__function_steps(const struct fisc__run *run,
                     const struct fisc__node *node);

/* What an explanation says of a part that is over. Static. */
const struct fisc__outcome *
fisc__over_outcome(void);

/* ---- members of sets -----------------------------------------------------*/

/* Marks by number of a name, while evaluating: see fisc__marks_set(). */
struct fisc__marks {
    struct fisc_context *context;
    uint32_t *list; /* made when first needed */
    uint32_t count;
    uint32_t stamp;
};

/*
 * Makes these ids known as members, so that asking for many of them does not
 * take their product. False where it would not pay, or memory is short: then
 * they are searched.
 */
bool
fisc__marks_set(const struct fisc__run *run, const uint32_t *ids,
                size_t count, size_t asked);

static inline bool
fisc__marks_has(const struct fisc__run *run, uint32_t id)
{
    return id < run->marks->count && run->marks->list[id] == run->marks->stamp;
}

#endif
