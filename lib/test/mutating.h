/* SPDX-License-Identifier: MIT */
#ifndef TEST_MUTATING_H
#define TEST_MUTATING_H

/* The making of mutants, as its files share it. */

#include "test/mutate.h"
#include "test/place.h"

/* The mutants of one check, while they are made. */
struct fisc__mutating {
    struct fisc__mutants *mutants;
    const struct fisc_policy *policy;
    const struct fisc__used *used;
    const char *key;
    struct fisc__tried plain; /* the check itself, in the mutants' store */
    struct fisc__standing standing;
    bool *visited; /* by number: its mutants are made */
    size_t count;  /* expressions of the check itself */
    const struct fisc__expression **rebuilt; /* by number, while rebuilding */
    struct fisc_error *reterr;
};

/* ---- mutate.c ------------------------------------------------------------*/

/* An expression in the mutants' store. FISC_ERR_LIMIT: nested too deeply. */
enum fisc_status fisc__mutating_make(struct fisc__mutating *job,
                                     const struct fisc__expression *draft,
                                     const struct fisc__expression **ret);

/*
 * Adds the check with `draft` instead of `target`, wherever that stands. Where
 * a part is left out, it is `dropped`, else NULL.
 */
enum fisc_status fisc__mutating_change(struct fisc__mutating *job,
                                       const char *operator,
                                       const struct fisc__expression * target,
                                       const struct fisc__expression *draft,
                                       const struct fisc__expression *dropped);

/* The check with `param` moved. */
enum fisc_status fisc__mutating_move(struct fisc__mutating *job,
                                     const char *param, int by,
                                     const struct fisc__place *place);

/* ---- mutate-combinator.c -------------------------------------------------*/

enum fisc_status fisc__mutate_combinator(struct fisc__mutating *job,
                                         const struct fisc__expression *e);

/* ---- mutate-operand.c ----------------------------------------------------*/

/* Which operand of a draft is changed. */
typedef struct fisc__operand *(*fisc__operand_of)(
    struct fisc__expression *draft);

struct fisc__operand *fisc__want_of(struct fisc__expression *draft);

struct fisc__operand *fisc__max_age_of(struct fisc__expression *draft);

struct fisc__operand *fisc__on_of(struct fisc__expression *draft);

/* Its one literal moved up and down; a period, or a value of that fact. */
enum fisc_status fisc__mutate_literal(struct fisc__mutating *job,
                                      const struct fisc__expression *e,
                                      const struct fisc__definition *definition,
                                      bool period, fisc__operand_of which);

/* Each of several literals left out. */
enum fisc_status fisc__mutate_literals(struct fisc__mutating *job,
                                       const struct fisc__expression *e);

/* Each of several names left out; a single one changed for another. */
enum fisc_status fisc__mutate_names(struct fisc__mutating *job,
                                    const struct fisc__expression *e,
                                    const char *operator,
                                    const struct fisc__used_list * others);

/* Every param that it means, moved up and down. */
enum fisc_status fisc__mutate_params(struct fisc__mutating *job,
                                     const struct fisc__expression *e);

/* ---- mutate-leaf.c -------------------------------------------------------*/

enum fisc_status fisc__mutate_leaf(struct fisc__mutating *job,
                                   const struct fisc__expression *e);

#endif
