/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_FLIP_H
#define REQUIREMENT_FLIP_H

/*
 * What the passing of time alone does to a run: the next day on which a leaf
 * may come to something else, and between two runs of one description which
 * leaves did, and why.
 */

#include "requirement/run.h"

/* What looking ahead may cost. */
struct fisc__flip_budget {
    uint64_t calls;            /* left, of functions for a day */
    struct fisc__meter *meter; /* borrowed */
};

/*
 * The first day after the run's own and no later than `until` on which a leaf
 * may have another value, or be unknown for another reason; FISC_DATE_NONE
 * where there is none. It may turn out that nothing changes on that day, but
 * nothing does before it.
 *
 * A function that asked for the date is called for each day in between, and
 * budget->calls counts down: FISC_ERR_LIMIT once it is 0. Else FISC_ERR_NOMEM,
 * FISC_ERR_INTERRUPTED, or what the run's `call` returns.
 */
enum fisc_status
fisc__run_next(const struct fisc__run *run, fisc_date until,
               struct fisc__flip_budget *budget, fisc_date *ret,
               struct fisc_error *reterr);

/* Why a leaf is otherwise than before; in the order in which they are told. */
enum fisc__flip_kind {
    FISC__FLIP_EXPIRES,          /* a fact's own last day is over */
    FISC__FLIP_AGES,             /* a fact is older than it may be */
    FISC__FLIP_BEGINS,           /* a day to come has come */
    FISC__FLIP_PERIOD,           /* within: the period is over */
    FISC__FLIP_EVIDENCE_EXPIRES,
    FISC__FLIP_EVIDENCE_AGES,
    FISC__FLIP_EVIDENCE_BEGINS,
    FISC__FLIP_CONTRACT_ENDS,
    FISC__FLIP_CONTRACT_BEGINS,
    FISC__FLIP_FUNCTION          /* that computes with the date */
};

struct fisc__flip {
    enum fisc__flip_kind kind;
    const char *path; /* "suppliers[acme].reviewed", "evidence[soc2]"; "" of a
                         function */
    const char *id;   /* of the evidence or the contract; or "" */
    const struct fisc__param_read *param; /* whose period it is; or NULL */
    const char *period; /* "1y"; or "" */
    fisc_date stated; /* the day that the description states; FISC_DATE_NONE
                         of a function */
};

struct fisc__flips {
    struct fisc__flip *list; /* of the context's memory: the caller frees it */
    size_t count;
    size_t capacity;
};

struct fisc__comparison_memo;

/* Two runs of one graph and one description. */
struct fisc__comparison {
    const struct fisc__run *before;
    const struct fisc__run *after; /* on a later day */
    struct fisc__comparison_memo *memo;
    size_t memo_count, memo_size;
    uint32_t stamp;
};

/* Borrows both runs. */
void
fisc__comparison_init(struct fisc__comparison *comparison,
                      const struct fisc__run *before,
                      const struct fisc__run *after);

void
fisc__comparison_done(struct fisc__comparison *comparison);

/* Is a leaf below the node otherwise than before? False: memory is short. */
bool
fisc__comparison_differs(struct fisc__comparison *comparison, uint32_t node,
                         size_t party, bool *ret);

/*
 * Adds what moved the node: of the leaves that are otherwise than before those
 * from which a change leads up to it. Texts are of the arena or the run after.
 * False where memory is short.
 */
bool
fisc__comparison_flips(struct fisc__comparison *comparison, uint32_t node,
                       size_t party, struct fisc__arena *arena,
                       struct fisc__flips *ret);

/* ---- shared by the files flip*.c -----------------------------------------*/

struct fisc__frame;
struct fisc__node;

/* Is the leaf itself otherwise than before? */
bool
fisc__leaf_differs(const struct fisc__comparison *comparison,
                   const struct fisc__frame *before,
                   const struct fisc__frame *after,
                   const struct fisc__node *node);

/* Adds why; also of a collection, whose list is what it reads itself. */
bool
fisc__leaf_flips(const struct fisc__comparison *comparison,
                 const struct fisc__frame *before,
                 const struct fisc__frame *after,
                 const struct fisc__node *node, struct fisc__arena *arena,
                 struct fisc__flips *ret);

#endif
