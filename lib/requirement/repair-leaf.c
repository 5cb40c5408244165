/* SPDX-License-Identifier: MIT */
/* What would give a leaf the other value: wishes about the facts it reads. */

#include <string.h>

#include "requirement/repair-job.h"

static bool
wish_param(struct fisc__repair_job *job,
           const struct fisc__param_read *param, struct fisc__family *ret)
{
    struct fisc__wish wish = {.op = FISC__WISH_PARAM,
                              .path = param->path,
                              .param = param,
                              .state = FISC__UNSET};

    return fisc__wish_add(job, &wish, ret);
}

/* Both families at once, in place. */
static bool
and_also(struct fisc__repair_job *job, struct fisc__family *family,
         const struct fisc__family *more)
{
    return fisc__family_both(job, family, more, family);
}

static bool
or_else(struct fisc__repair_job *job, struct fisc__family *family,
        const struct fisc__family *more)
{
    return fisc__family_either(job, family, more, family);
}

/* One wish about a slot of a given kind. */
static bool
wish_for(struct fisc__repair_job *job, const struct fisc__frame *frame,
         struct fisc__slot_reference slot, enum fisc__wish_op op,
         const char *text, struct fisc__family *ret)
{
    struct fisc__wish wish = {.op = op, .text = text};

    return fisc__wish_slot(job, frame, slot, &wish) &&
           fisc__wish_add(job, &wish, ret);
}

/* ---- operands ------------------------------------------------------------*/

bool
fisc__repair_operand(struct fisc__repair_job *job,
                     const struct fisc__frame *frame,
                     const struct fisc__source_of *source,
                     struct fisc__family *ret)
{
    enum fisc__state state = fisc__source_state(frame, source);
    const struct fisc__cell *cell;
    struct fisc__wish wish;

    if (state == FISC__UNSET)
        return wish_param(job, source->param, ret);
    if (source->kind != FISC__SOURCE_SLOT)
        return fisc__family_free(job, ret);
    cell = fisc__frame_cell(frame, source->slot);
    wish = (struct fisc__wish){.op = FISC__WISH_WHOLE};
    if (!fisc__wish_slot(job, frame, source->slot, &wish))
        return false;
    if (wish.definition && wish.definition->type == FISC_FACT_DATE) {
        wish.op = FISC__WISH_VALUE; /* the day that evidence must be about */
        wish.number.integer = job->run->as_of;
    } else if (state == FISC__KNOWN && cell->item->kind == FISC__ITEM_LIST &&
               cell->item->complete)
        return fisc__family_free(job, ret);
    if (state == FISC__KNOWN && wish.op == FISC__WISH_VALUE)
        return fisc__family_free(job, ret);
    return fisc__wish_add(job, &wish, ret);
}

/* ---- leaves on one fact --------------------------------------------------*/

/* The sign of left - right that gives a comparison the wanted value. */
static int
wanted_order(const struct fisc__node *node, bool want)
{
    if (node->op == FISC__NODE_NOT_AFTER)
        return want ? 0 : 1;
    switch (node->relation) {
    case FISC__NE:
        return want ? -1 : 0;
    case FISC__GT:
        return want ? 1 : 0;
    case FISC__LT:
        return want ? -1 : 0;
    case FISC__LE:
        return want ? 0 : 1;
    default: /* =, >=, starts with */
        return want ? 0 : -1;
    }
}

/* A value to go on from where neither side of a comparison is known. */
static void
give_side(const struct fisc__repair_job *job, struct fisc__wish *wish,
          bool higher, bool other)
{
    wish->op = FISC__WISH_VALUE;
    wish->text = other ? "to-be-stated-otherwise" : "to-be-stated";
    if (wish->definition->type == FISC_FACT_DECIMAL)
        wish->number.decimal = higher;
    else if (wish->definition->type == FISC_FACT_DATE)
        wish->number.integer = job->run->as_of - !higher;
    else
        wish->number.integer = higher;
}

static bool
repair_both(struct fisc__repair_job *job, const struct fisc__frame *frame,
            const struct fisc__node *node, bool want, struct fisc__family *ret)
{
    int order = wanted_order(node, want);
    struct fisc__wish left = {0}, right = {0};
    struct fisc__family other;

    if (!fisc__wish_slot(job, frame, node->slot, &left) ||
        !fisc__wish_slot(job, frame, node->want.slot, &right))
        return false;
    if (!left.definition || !right.definition)
        return true;
    give_side(job, &left, order >= 0, false);
    give_side(job, &right, order <= 0, order != 0);
    return fisc__wish_add(job, &left, ret) &&
           fisc__wish_add(job, &right, &other) && and_also(job, ret, &other);
}

/*
 * Whose something is, or which one is meant, isn't changed so that two agree:
 * a text that is to equal another fact stays as it is once it is known.
 */
static bool
is_reference(const struct fisc__node *node, bool want)
{
    return node->op == FISC__NODE_COMPARE && node->type == FISC_FACT_STRING &&
           node->want.kind == FISC__SOURCE_SLOT &&
           (node->relation == FISC__EQ) == want &&
           (node->relation == FISC__EQ || node->relation == FISC__NE);
}

static bool
repair_fact(struct fisc__repair_job *job, const struct fisc__frame *frame,
            const struct fisc__node *node, bool want, struct fisc__family *ret)
{
    bool by_fact = node->want.kind == FISC__SOURCE_SLOT;
    bool operand = fisc__source_state(frame, &node->want) == FISC__KNOWN;
    bool own = fisc__leaf_state(job->run, frame, node) == FISC__KNOWN;
    struct fisc__wish wish = {.op = FISC__WISH_LEAF,
                              .frame = frame,
                              .node = node,
                              .want = want};
    struct fisc__family other = {NULL, 0};

    if (!own && !operand)
        return repair_both(job, frame, node, want, ret);
    if (own && operand && is_reference(node, want))
        return true;
    if (operand) {
        if (!fisc__wish_slot(job, frame, node->slot, &wish))
            return false;
        wish.state = fisc__leaf_state(job->run, frame, node);
        if (!fisc__wish_add(job, &wish, ret))
            return false;
    }
    if (!by_fact || !own)
        return true;
    wish.op = FISC__WISH_OPERAND;
    return fisc__wish_slot(job, frame, node->want.slot, &wish) &&
           fisc__wish_add(job, &wish, &other) && or_else(job, ret, &other);
}

/* ---- sets ----------------------------------------------------------------*/

/* That a set has an item, or hasn't. */
static bool
repair_item(struct fisc__repair_job *job, const struct fisc__frame *frame,
            const struct fisc__node *node, const char *item, uint32_t id,
            bool want, struct fisc__family *ret)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);
    bool given = cell->item && cell->item->kind == FISC__ITEM_LIST;
    enum fisc__truth has = given ? fisc__set_has(cell, id) : FISC__UNKNOWN;
    bool whole = given && cell->item->complete;
    struct fisc__family other;

    if (want)
        return wish_for(job, frame, node->slot,
                        has == FISC__TRUE ? FISC__WISH_RENEW : FISC__WISH_ADD,
                        has == FISC__TRUE ? NULL : item, ret);
    if (has != FISC__TRUE)
        return wish_for(job, frame, node->slot,
                        whole ? FISC__WISH_RENEW : FISC__WISH_WHOLE, NULL,
                        ret);
    if (!wish_for(job, frame, node->slot, FISC__WISH_REMOVE, item, ret))
        return false;
    return whole || (wish_for(job, frame, node->slot, FISC__WISH_WHOLE, NULL,
                              &other) &&
                     and_also(job, ret, &other));
}

/* The i-th point that covers asks for; 0: there are no more. */
static uint32_t
asked_point(const struct fisc__frame *frame,
            const struct fisc__source_of *want, size_t i)
{
    const struct fisc__cell *cell;

    if (want->kind == FISC__SOURCE_CONSTANTS)
        return i < want->count ? (uint32_t)want->numbers[i].integer : 0;
    if (want->kind != FISC__SOURCE_SLOT)
        return 0;
    cell = fisc__frame_cell(frame, want->slot);
    return cell->item && cell->item->kind == FISC__ITEM_LIST && i < cell->count
               ? cell->u.ids[i]
               : 0;
}

static bool
repair_covers(struct fisc__repair_job *job, const struct fisc__frame *frame,
              const struct fisc__node *node, bool want,
              struct fisc__family *ret)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);
    bool known = fisc__leaf_state(job->run, frame, node) == FISC__KNOWN;
    uint32_t id;

    if (want && !fisc__repair_operand(job, frame, &node->want, ret))
        return false;
    for (size_t i = 0; (id = asked_point(frame, &node->want, i)) != 0; i++) {
        const char *item = fisc__names_text(&job->run->names, id);
        struct fisc__family one;

        if (want && known && fisc__set_has(cell, id) == FISC__TRUE)
            continue;
        if (!repair_item(job, frame, node, item, id, want, &one) ||
            !(want ? and_also(job, ret, &one) : or_else(job, ret, &one)))
            return false;
    }
    return true;
}

/* ---- all of them ---------------------------------------------------------*/

/* Params that have to be set before anything else can be told. */
static bool
repair_params(struct fisc__repair_job *job, const struct fisc__node *node,
              struct fisc__family *ret)
{
    struct fisc__family other;

    if (node->want.kind != FISC__SOURCE_UNSET)
        return wish_param(job, node->max_age.param, ret);
    if (!wish_param(job, node->want.param, ret))
        return false;
    return node->max_age.kind != FISC__SOURCE_UNSET ||
           (wish_param(job, node->max_age.param, &other) &&
            and_also(job, ret, &other));
}

bool
fisc__repair_leaf(struct fisc__repair_job *job,
                  const struct fisc__frame *frame,
                  const struct fisc__node *node, bool want,
                  struct fisc__family *ret)
{
    *ret = (struct fisc__family){NULL, 0};
    switch (node->op) {
    case FISC__NODE_FUNCTION:
        job->function = true;
        return true;
    case FISC__NODE_EVIDENCE: /* none is taken back */
        return !want || fisc__repair_evidence(job, frame, node, ret);
    case FISC__NODE_CONTRACT:
        return !want || fisc__repair_contract(job, frame, node, ret);
    case FISC__NODE_HAS:
        return repair_item(job, frame, node, node->want.texts[0],
                           (uint32_t)node->want.numbers[0].integer, want,
                           ret);
    case FISC__NODE_COVERS:
        return repair_covers(job, frame, node, want, ret);
    default:
        break;
    }
    if (node->want.kind == FISC__SOURCE_UNSET ||
        node->max_age.kind == FISC__SOURCE_UNSET)
        return repair_params(job, node, ret);
    if (node->op == FISC__NODE_PARAM) /* the policy has decided */
        return true;
    return repair_fact(job, frame, node, want, ret);
}
