/* SPDX-License-Identifier: MIT */
/* Where labelled ways, demands and floors may stand: rule 15. */

#include "requirement/expression.h"

/*
 * Where an expression stands. Positive: under no `no`, guard, where or when.
 * Dominant: on every way to a pass, so that a floor there can't be bypassed.
 */
struct position {
    bool positive;
    bool dominant;
    bool in_demand; /* its parent is a demand */
};

static unsigned char
position_bit(struct position at)
{
    return (unsigned char)(1u << (at.positive + 2 * at.dominant +
                                  4 * at.in_demand));
}

static enum fisc_status
walk(const struct fisc__expression *e, struct position at,
     struct fisc_error *reterr);

static enum fisc_status
refuse(const struct fisc__expression *e, struct fisc_error *reterr,
       const char *message)
{
    return fisc__error(reterr, FISC_ERR_INVALID, &e->place, "%s %s",
                       fisc__expression_word(e), message);
}

static enum fisc_status
check_labels(const struct fisc__expression *e, struct position at,
             struct fisc_error *reterr)
{
    bool labelled = e->op == FISC__OP_ALTERNATIVE ||
                    e->op == FISC__OP_RELAXATION;

    if ((labelled || e->op == FISC__OP_DEMAND) && !at.positive)
        return refuse(e, reterr,
                      "can't stand under no, a guard, where or when");
    if (labelled && !at.in_demand)
        return refuse(e, reterr, "stands in a demand only");
    return FISC_OK;
}

static enum fisc_status
check_demand(const struct fisc__expression *e, struct position at,
             struct fisc_error *reterr)
{
    if (e->op != FISC__OP_DEMAND)
        return FISC_OK;
    if (e->child_count == 0 || e->children[0]->label)
        return refuse(e, reterr, "needs a strict part: what is asked where no "
                                 "alternative or relaxation is used");
    if (e->floor && !at.dominant)
        return refuse(e, reterr, "has a floor here that another branch "
                                 "bypasses: move the demand out of it");
    return FISC_OK;
}

static enum fisc_status
check_count(const struct fisc__expression *e, struct fisc_error *reterr)
{
    if (e->op == FISC__OP_LIST_COUNT)
        return e->n >= 1 ? FISC_OK
                         : refuse(e, reterr, "needs a number from 1");
    if (e->op != FISC__OP_COUNT)
        return FISC_OK;
    if (e->n < 1 || (uint64_t)e->n > e->child_count)
        return fisc__error(reterr, FISC_ERR_INVALID, &e->place,
                           "at_least(%lld) of %u requirements",
                           (long long)e->n, e->child_count);
    for (size_t i = 0; i < e->child_count; i++)
        for (size_t j = 0; j < i; j++)
            if (e->children[i] == e->children[j])
                return refuse(e, reterr, "counts one requirement twice");
    return FISC_OK;
}

static enum fisc_status
walk_parts(const struct fisc__expression *e, struct position at,
           struct fisc_error *reterr)
{
    struct position negative = {false, false, false};
    struct position floor = {at.positive, at.dominant, false};
    enum fisc_status status = FISC_OK;

    if (e->guard)
        status = walk(e->guard, negative, reterr);
    if (!status && e->where)
        status = walk(e->where, negative, reterr);
    if (!status && e->floor)
        status = walk(e->floor, floor, reterr);
    return status;
}

static enum fisc_status
walk(const struct fisc__expression *e, struct position at,
     struct fisc_error *reterr)
{
    struct position below = {
        .positive = at.positive && e->op != FISC__OP_NO,
        .dominant = at.dominant &&
                    (e->op == FISC__OP_ALL || e->op == FISC__OP_EACH ||
                     e->op == FISC__OP_GIVEN),
        .in_demand = e->op == FISC__OP_DEMAND,
    };
    unsigned char bit = position_bit(at);
    enum fisc_status status = FISC_OK;

    /* Shared parts are walked once for each position, not for each use. */
    if (e->validated & bit)
        return FISC_OK;
    status = check_labels(e, at, reterr);
    if (!status)
        status = check_demand(e, at, reterr);
    if (!status)
        status = check_count(e, reterr);
    if (!status)
        status = walk_parts(e, at, reterr);
    for (size_t i = 0; !status && i < e->child_count; i++)
        status = walk(e->children[i], below, reterr);
    if (!status) /* a mark beside what the store holds, not part of it */
        ((struct fisc__expression *)e)->validated |= bit;
    return status;
}

enum fisc_status
fisc__expression_validate(const struct fisc__expression *root, bool is_when,
                          struct fisc_error *reterr)
{
    struct position at = {!is_when, !is_when, false};

    return walk(root, at, reterr);
}
