/* SPDX-License-Identifier: MIT */
/* Mutants of what joins requirements. */

#include "test/mutating.h"

static enum fisc_status
make_nothing(struct fisc__mutating *job, const struct fisc__place *place,
             const struct fisc__expression **ret)
{
    struct fisc__expression nothing = {.op = FISC__OP_ALL, .place = *place};

    return fisc__mutating_make(job, &nothing, ret);
}

/* Each child left out; of a demand only those that are labelled. */
static enum fisc_status
drop_children(struct fisc__mutating *job, const struct fisc__expression *e)
{
    size_t first = e->op == FISC__OP_DEMAND ? 1 : 0;
    const struct fisc__expression **rest;
    enum fisc_status status = FISC_OK;

    if (e->child_count < 2)
        return FISC_OK;
    rest =
        fisc__arena_array(&job->mutants->arena, e->child_count, sizeof *rest);
    if (!rest)
        return fisc__error_nomem(job->reterr);
    for (size_t i = first; i < e->child_count && !status; i++) {
        struct fisc__expression draft = *e;
        size_t kept = 0;

        for (size_t j = 0; j < e->child_count; j++)
            if (j != i)
                rest[kept++] = e->children[j];
        draft.children = rest;
        draft.child_count = kept;
        status = fisc__mutating_change(
            job,
            e->op == FISC__OP_DEMAND ? e->children[i]->op == FISC__OP_RELAXATION
                                           ? "drop-relaxation"
                                           : "drop-alternative"
                                     : "drop",
            e, &draft, e->children[i]);
    }
    return status;
}

static enum fisc_status
swap_op(struct fisc__mutating *job, const struct fisc__expression *e,
        const char *operator, enum fisc__op op)
{
    struct fisc__expression draft = *e;

    draft.op = op;
    return fisc__mutating_change(job, operator, e, &draft, NULL);
}

/* One more, one less. */
static enum fisc_status
move_count(struct fisc__mutating *job, const struct fisc__expression *e)
{
    struct fisc__expression draft = *e;
    bool whole = e->op == FISC__OP_COUNT && (uint64_t)e->n == e->child_count;
    enum fisc_status status = FISC_OK;

    draft.n = e->n + 1;
    if (!whole)
        status = fisc__mutating_change(job, "count", e, &draft, NULL);
    draft.n = e->n - 1;
    return status || draft.n < 1
               ? status
               : fisc__mutating_change(job, "count", e, &draft, NULL);
}

static enum fisc_status
mutate_list(struct fisc__mutating *job, const struct fisc__expression *e)
{
    struct fisc__expression draft = *e;
    const struct fisc__expression *nothing, *empty;
    enum fisc_status status = make_nothing(job, &e->place, &nothing);

    if (status)
        return status;
    empty = nothing;
    draft.children = &empty;
    if (e->children[0] != nothing)
        status =
            fisc__mutating_change(job, "drop-body", e, &draft, e->children[0]);
    draft = *e;
    draft.where = NULL;
    if (!status && e->where)
        status = fisc__mutating_change(job, "drop-where", e, &draft, e->where);
    if (!status && e->op == FISC__OP_EACH)
        status = swap_op(job, e, "each-some", FISC__OP_SOME);
    if (!status && e->op == FISC__OP_SOME && e->children[0] != nothing)
        status = swap_op(job, e, "each-some", FISC__OP_EACH);
    if (!status && e->op == FISC__OP_LIST_COUNT)
        status = move_count(job, e);
    return status;
}

/* given(g){b}: b always, or never; a relaxation: to everybody. */
static enum fisc_status
mutate_guarded(struct fisc__mutating *job, const struct fisc__expression *e)
{
    struct fisc__expression draft = *e;
    const struct fisc__expression *nothing;
    enum fisc_status status = make_nothing(job, &e->place, &nothing);

    if (status)
        return status;
    if (e->op == FISC__OP_RELAXATION) {
        draft.guard = nothing;
        return fisc__mutating_change(job, "drop-guard", e, &draft, e->guard);
    }
    status =
        fisc__mutating_change(job, "drop-guard", e, e->children[0], e->guard);
    return status
               ? status
               : fisc__mutating_change(job, "drop", e, nothing, e->children[0]);
}

static enum fisc_status
mutate_demand(struct fisc__mutating *job, const struct fisc__expression *e)
{
    struct fisc__expression draft = *e;
    enum fisc_status status = drop_children(job, e);

    draft.floor = NULL;
    return status || !e->floor
               ? status
               : fisc__mutating_change(job, "drop-floor", e, &draft, e->floor);
}

enum fisc_status
fisc__mutate_combinator(struct fisc__mutating *job,
                        const struct fisc__expression *e)
{
    enum fisc_status status;

    switch (e->op) {
    case FISC__OP_ALL:
    case FISC__OP_ANY:
        status = drop_children(job, e);
        return status || e->child_count < 2
                   ? status
                   : swap_op(job, e, "any-all",
                             e->op == FISC__OP_ALL ? FISC__OP_ANY
                                                   : FISC__OP_ALL);
    case FISC__OP_COUNT:
        status = drop_children(job, e);
        return status ? status : move_count(job, e);
    case FISC__OP_NO:
        return fisc__mutating_change(job, "negate", e, e->children[0], NULL);
    case FISC__OP_EACH:
    case FISC__OP_SOME:
    case FISC__OP_LIST_COUNT:
        return mutate_list(job, e);
    case FISC__OP_GIVEN:
    case FISC__OP_RELAXATION:
        return mutate_guarded(job, e);
    case FISC__OP_DEMAND:
        return mutate_demand(job, e);
    default:
        return FISC_OK;
    }
}
