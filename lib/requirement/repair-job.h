/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_REPAIR_JOB_H
#define REQUIREMENT_REPAIR_JOB_H

/* What the files of repair share. */

#include "requirement/frame.h"
#include "requirement/repair.h"

/* What one leaf asks of one path. */
enum fisc__wish_op {
    FISC__WISH_LEAF,    /* the leaf has the value `want` */
    FISC__WISH_OPERAND, /* the same, by the fact on its right-hand side */
    FISC__WISH_VALUE,   /* this very value */
    FISC__WISH_ADD,
    FISC__WISH_REMOVE,
    FISC__WISH_WHOLE,
    FISC__WISH_RENEW,
    FISC__WISH_ENTRY,   /* of a register: the steps are ready */
    FISC__WISH_PARAM
};

struct fisc__wish {
    enum fisc__wish_op op;
    const char *path;
    const char *element; /* the outermost new element that it is in; or NULL */
    const struct fisc__frame *frame;
    const struct fisc__node *node;
    bool want;
    bool keep; /* it is so already, and has to stay so */
    const struct fisc__cell *cell;             /* of the path; or NULL */
    const struct fisc__definition *definition; /* or NULL */
    enum fisc__state state;
    const char *text;              /* of ADD, REMOVE and VALUE */
    union fisc__number number;     /* of VALUE */
    const struct fisc__param_read *param;
    enum fisc__repair_kind kind;   /* of ENTRY */
    const char *from;              /* of ENTRY; or NULL */
    struct fisc__step *steps;      /* of ENTRY */
    size_t step_count;
};

/* Numbers of wishes, sorted. */
struct fisc__wishes {
    const uint32_t *list;
    size_t count;
    size_t cost; /* those that change something */
};

/* Alternatives, none of which holds another. None: there is no way. */
struct fisc__family {
    struct fisc__wishes *list;
    size_t count;
};

struct fisc__repair_memo {
    const void *frame; /* NULL: free */
    const void *node;
    unsigned want;
    struct fisc__family family;
};

struct fisc__repair_job {
    const struct fisc__run *run;
    struct fisc__arena *arena;
    struct fisc__names keys; /* of wishes */
    struct fisc__wish *wishes; /* by number of their key - 1 */
    size_t count, capacity;
    struct fisc__repair_memo *memo;
    size_t memo_count, memo_size;
    struct fisc__names paths; /* that some leaf reads … */
    struct fisc__names shared; /* … and those that several do */
    bool careful; /* what is right stays so by wishes of its own */
    size_t work;
    bool cut;
    bool function;
    bool clashed;
};

/* ---- repair-set.c --------------------------------------------------------*/

/* All below: false where memory is short. */

/* The family of one set with one wish. */
bool
fisc__family_one(struct fisc__repair_job *job, uint32_t wish,
                 struct fisc__family *ret);

/* The family of the empty set: nothing needs to change. */
bool
fisc__family_free(struct fisc__repair_job *job, struct fisc__family *ret);

/* Either of the two, or both at once. */
bool
fisc__family_either(struct fisc__repair_job *job,
                    const struct fisc__family *a,
                    const struct fisc__family *b, struct fisc__family *ret);

bool
fisc__family_both(struct fisc__repair_job *job, const struct fisc__family *a,
                  const struct fisc__family *b, struct fisc__family *ret);

/* `need` of the families at once. */
bool
fisc__family_some(struct fisc__repair_job *job,
                  const struct fisc__family *list, size_t count, size_t need,
                  struct fisc__family *ret);

/* ---- repair-wish.c -------------------------------------------------------*/

/*
 * The family of one wish, which is copied with what it points to kept; equal
 * wishes are one. The family is empty where the path may not change.
 */
bool
fisc__wish_add(struct fisc__repair_job *job, const struct fisc__wish *wish,
               struct fisc__family *ret);

/* The wish that a leaf stay as it is; free where nothing else reads its fact. */
bool
fisc__wish_keep(struct fisc__repair_job *job, const struct fisc__frame *frame,
                const struct fisc__node *node, bool want,
                struct fisc__family *ret);

/* A wish about a slot, with its path, cell, definition and state filled in. */
bool
fisc__wish_slot(struct fisc__repair_job *job, const struct fisc__frame *frame,
                struct fisc__slot_reference slot, struct fisc__wish *ret);

/* Is it the frame of an element that is only thought of? */
bool
fisc__frame_is_new(const struct fisc__frame *frame);

/* The `number`-th new element of a list, from 0; NULL: memory is short. */
struct fisc__frame *
fisc__frame_new(struct fisc__repair_job *job, const struct fisc__frame *above,
                const struct fisc__node *node, size_t number);

/* ---- repair-leaf.c -------------------------------------------------------*/

/* The ways to give a leaf a value that it doesn't have. */
bool
fisc__repair_leaf(struct fisc__repair_job *job,
                  const struct fisc__frame *frame,
                  const struct fisc__node *node, bool want,
                  struct fisc__family *ret);

/* ---- repair-register.c ---------------------------------------------------*/

bool
fisc__repair_evidence(struct fisc__repair_job *job,
                      const struct fisc__frame *frame,
                      const struct fisc__node *node,
                      struct fisc__family *ret);

bool
fisc__repair_contract(struct fisc__repair_job *job,
                      const struct fisc__frame *frame,
                      const struct fisc__node *node,
                      struct fisc__family *ret);

/* The wish that an operand be known and whole; free where it is. */
bool
fisc__repair_operand(struct fisc__repair_job *job,
                     const struct fisc__frame *frame,
                     const struct fisc__source_of *source,
                     struct fisc__family *ret);

/* ---- repair-value.c ------------------------------------------------------*/

/*
 * A value of the wishes' path that meets all of them, nearest to what is
 * there: as a step. `keep` are further wishes that are met as things are. False
 * where there is none; *ret_short: memory is short.
 */
bool
fisc__repair_value(struct fisc__repair_job *job,
                   const struct fisc__wish *const *wishes, size_t count,
                   const struct fisc__wish *const *keep, size_t keep_count,
                   struct fisc__step *ret, bool *ret_short);

/* ---- repair-solve.c ------------------------------------------------------*/

/* Turns sets of wishes into sets of changes, without those that contradict. */
bool
fisc__repair_solve(struct fisc__repair_job *job,
                   const struct fisc__family *family,
                   const struct fisc__wish *keep, size_t keep_count,
                   struct fisc__repairs *ret);

#endif
