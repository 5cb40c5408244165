/* SPDX-License-Identifier: MIT */
/* The values of leaves. */

#include <string.h>

#include "requirement/work.h"

enum fisc__state
fisc__leaf_state(const struct fisc__run *run, const struct fisc__frame *frame,
                 const struct fisc__node *node)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);

    /* What a record around it says to be unknown has no item of its own. */
    if (cell->plain == FISC__ABSENT || cell->plain == FISC__STATED)
        return (enum fisc__state)cell->plain;
    if (node->max_age.kind == FISC__SOURCE_PERIOD)
        return fisc__item_state(cell->item, run->as_of,
                                &node->max_age.period);
    return (enum fisc__state)cell->state;
}

static enum fisc__truth
truth(bool holds)
{
    return holds ? FISC__TRUE : FISC__FALSE;
}

static int
compare_numbers(enum fisc_fact_type type, union fisc__number a,
                union fisc__number b)
{
    if (type == FISC_FACT_DECIMAL)
        return (a.decimal > b.decimal) - (a.decimal < b.decimal);
    return (a.integer > b.integer) - (a.integer < b.integer);
}

static bool
relation_holds(enum fisc__relation relation, int order)
{
    switch (relation) {
    case FISC__EQ:
        return order == 0;
    case FISC__NE:
        return order != 0;
    case FISC__GE:
        return order >= 0;
    case FISC__LE:
        return order <= 0;
    case FISC__GT:
        return order > 0;
    default:
        return order < 0;
    }
}

static union fisc__number
source_number(const struct fisc__frame *frame,
              const struct fisc__source_of *source)
{
    return source->kind == FISC__SOURCE_SLOT
               ? fisc__frame_cell(frame, source->slot)->number
               : source->numbers[0];
}

static bool
is_constant(enum fisc_fact_type type, union fisc__number number,
            const struct fisc__source_of *source)
{
    for (size_t i = 0; i < source->count; i++)
        if (compare_numbers(type, number, source->numbers[i]) == 0)
            return true;
    return false;
}

/* Rule 7: a day to come says nothing yet. */
static enum fisc__truth
within(const struct fisc__run *run, const struct fisc__cell *cell,
       const struct fisc__node *node)
{
    if (cell->number.integer > run->as_of)
        return FISC__UNKNOWN;
    return truth(cell->number.integer >=
                 fisc__date_move(run->as_of, node->want.period, -1));
}

/* ---- covers: all over the points that are asked for ----------------------*/

/* Is it in the set, whose items may be marked? */
static enum fisc__truth
has(const struct fisc__run *run, const struct fisc__cell *cell, uint32_t id,
    bool marked)
{
    if (!marked)
        return fisc__set_has(cell, id);
    if (fisc__marks_has(run, id))
        return FISC__TRUE;
    return cell->item->complete ? FISC__FALSE : FISC__UNKNOWN;
}

static enum fisc__truth
covers(const struct fisc__run *run, const struct fisc__frame *frame,
       const struct fisc__node *node, const struct fisc__cell *cell,
       bool given)
{
    size_t counts[4] = {0};
    const struct fisc__source_of *want = &node->want;
    const struct fisc__cell *asked = NULL;
    bool whole = want->kind == FISC__SOURCE_CONSTANTS;
    size_t count = whole ? want->count : 0, i;
    bool marked;

    if (want->kind == FISC__SOURCE_SLOT &&
        fisc__source_state(frame, want) == FISC__KNOWN) {
        asked = fisc__frame_cell(frame, want->slot);
        count = asked->count;
        whole = asked->item->complete;
    }
    marked = given && fisc__marks_set(run, cell->u.ids, cell->count, count);
    for (i = 0; i < count; i++)
        counts[given ? has(run, cell,
                           asked ? asked->u.ids[i]
                                 : (uint32_t)want->numbers[i].integer,
                           marked)
                     : FISC__UNKNOWN]++;
    if (!whole) {
        counts[FISC__UNKNOWN]++;
        i++;
    }
    return fisc__count_truth(counts, i);
}

/* ---- judgements: rule 10 -------------------------------------------------*/

static bool
by_customer(const struct fisc__run *run, const char *by)
{
    size_t party;

    if (strcmp(by, "customer") == 0)
        return true;
    party = fisc__run_find_party(run, by);
    return party != SIZE_MAX && fisc__run_party_roles(run, party) & 1u;
}

static enum fisc__truth
judged(const struct fisc__run *run, const struct fisc__cell *cell,
       const struct fisc__node *node)
{
    const struct fisc__about *about = cell->item->about;

    if (!is_constant(node->type, cell->number, &node->want))
        return FISC__FALSE;
    if (!about)
        return FISC__UNKNOWN;
    if (about->by && !by_customer(run, about->by))
        return FISC__FALSE;
    return about->by && about->why && about->at != FISC_DATE_NONE &&
                   about->at <= run->as_of
               ? FISC__TRUE
               : FISC__UNKNOWN;
}

/* ---- all of them ---------------------------------------------------------*/

static enum fisc__truth
contract(const struct fisc__run *run, const struct fisc__frame *frame,
         const struct fisc__node *node)
{
    size_t counts[4] = {0};
    size_t terms = node->reg->name_count;
    struct fisc__register_result result;

    for (size_t i = 0; i < (terms ? terms : 1); i++) {
        fisc__term_eval(run, frame, node, terms ? i : SIZE_MAX, &result);
        counts[result.truth]++;
    }
    return fisc__count_truth(counts, terms ? terms : 1);
}

/* The text that a string is held against. */
static const char *
source_text(const struct fisc__frame *frame,
            const struct fisc__source_of *source)
{
    const struct fisc__item *item;

    if (source->kind != FISC__SOURCE_SLOT)
        return source->texts[0];
    item = fisc__frame_cell(frame, source->slot)->item;
    return item->kind == FISC__ITEM_STRING ? item->u.string
                                           : item->name; /* an id */
}

static enum fisc__truth
compare(const struct fisc__frame *frame, const struct fisc__node *node,
        const struct fisc__cell *cell)
{
    const char *prefix;

    if (node->relation != FISC__STARTS_WITH)
        return truth(relation_holds(
            node->relation,
            compare_numbers(node->type, cell->number,
                            source_number(frame, &node->want))));
    prefix = source_text(frame, &node->want);
    return truth(strncmp(cell->item->kind == FISC__ITEM_STRING
                             ? cell->item->u.string
                             : cell->item->name,
                         prefix, strlen(prefix)) == 0);
}

/* A leaf whose own fact is known, and whose operands are too. */
static enum fisc__truth
known_leaf(const struct fisc__run *run, const struct fisc__frame *frame,
           const struct fisc__node *node, const struct fisc__cell *cell)
{
    switch (node->op) {
    case FISC__NODE_FLAG:
        return truth(cell->number.integer);
    case FISC__NODE_COMPARE:
        return compare(frame, node, cell);
    case FISC__NODE_ONE_OF:
        return truth(is_constant(node->type, cell->number, &node->want));
    case FISC__NODE_WITHIN:
        return within(run, cell, node);
    case FISC__NODE_NOT_AFTER:
        return truth(cell->number.integer <=
                     source_number(frame, &node->want).integer);
    case FISC__NODE_HAS:
        return fisc__set_has(cell, (uint32_t)node->want.numbers[0].integer);
    default:
        return judged(run, cell, node);
    }
}

enum fisc__truth
fisc__leaf_eval(const struct fisc__run *run, const struct fisc__frame *frame,
                const struct fisc__node *node)
{
    const struct fisc__cell *cell;
    struct fisc__register_result result;
    bool known;

    if (node->op == FISC__NODE_PARAM)
        return node->want.kind == FISC__SOURCE_UNSET
                   ? FISC__UNKNOWN
                   : truth(node->want.numbers[0].integer);
    if (node->op == FISC__NODE_EVIDENCE) {
        fisc__evidence_eval(run, frame, node, &result);
        return result.truth;
    }
    if (node->op == FISC__NODE_CONTRACT)
        return contract(run, frame, node);
    cell = fisc__frame_cell(frame, node->slot);
    known = fisc__leaf_state(run, frame, node) == FISC__KNOWN;
    if (node->op == FISC__NODE_COVERS)
        return covers(run, frame, node, cell, known);
    if (!known || node->max_age.kind == FISC__SOURCE_UNSET ||
        fisc__source_state(frame, &node->want) != FISC__KNOWN)
        return FISC__UNKNOWN;
    return known_leaf(run, frame, node, cell);
}
