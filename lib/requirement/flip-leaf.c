/* SPDX-License-Identifier: MIT */
/* Between two days: is a leaf otherwise than before, and why? */

#include <string.h>

#include "requirement/flip.h"
#include "requirement/frame.h"

/* One leaf on both days. */
struct leaf {
    const struct fisc__comparison *comparison;
    const struct fisc__frame *before;
    const struct fisc__frame *after;
    const struct fisc__node *node;
    struct fisc__arena *arena;
    struct fisc__flips *flips;
    fisc_date first; /* before < first: what lies in first … last has come */
    fisc_date last;
    bool failed; /* memory is short */
};

/* ---- is it otherwise? ----------------------------------------------------*/

static bool
slot_differs(const struct leaf *leaf, struct fisc__slot_reference slot)
{
    return fisc__frame_cell(leaf->before, slot)->state !=
           fisc__frame_cell(leaf->after, slot)->state;
}

static bool
source_differs(const struct leaf *leaf, const struct fisc__source_of *source)
{
    return source->kind == FISC__SOURCE_SLOT &&
           slot_differs(leaf, source->slot);
}

static bool
register_differs(const struct fisc__register_result *a,
                 const struct fisc__register_result *b)
{
    const struct fisc__item *item_a = a->entry ? a->entry->item : NULL;
    const struct fisc__item *item_b = b->entry ? b->entry->item : NULL;

    return a->truth != b->truth || a->state != b->state || item_a != item_b;
}

static bool
evidence_differs(const struct leaf *leaf)
{
    struct fisc__register_result a, b;

    fisc__evidence_eval(leaf->comparison->before, leaf->before, leaf->node,
                        &a);
    fisc__evidence_eval(leaf->comparison->after, leaf->after, leaf->node, &b);
    return register_differs(&a, &b) ||
           source_differs(leaf, &leaf->node->reg->on) ||
           source_differs(leaf, &leaf->node->want);
}

static bool
term_differs(const struct leaf *leaf, size_t term)
{
    struct fisc__register_result a, b;

    fisc__term_eval(leaf->comparison->before, leaf->before, leaf->node, term,
                    &a);
    fisc__term_eval(leaf->comparison->after, leaf->after, leaf->node, term,
                    &b);
    return register_differs(&a, &b);
}

static bool
contract_differs(const struct leaf *leaf)
{
    size_t terms = leaf->node->reg->name_count;

    for (size_t i = 0; i < terms; i++)
        if (term_differs(leaf, i))
            return true;
    return terms == 0 && term_differs(leaf, SIZE_MAX);
}

static bool
function_differs(const struct leaf *leaf)
{
    uint32_t at = leaf->node->outcome;
    const struct fisc__outcome *a = leaf->before->outcomes[at];
    const struct fisc__outcome *b = leaf->after->outcomes[at];

    if (!a || !b)
        return a != b;
    return fisc__outcome_differs(a, &leaf->before->reads[at], b,
                                 &leaf->after->reads[at]);
}

/* A judgement's day may come while it is unknown for another reason too. */
static bool
judgement_comes(const struct leaf *leaf)
{
    const struct fisc__item *item =
        fisc__frame_cell(leaf->after, leaf->node->slot)->item;

    return item && item->about && item->about->at >= leaf->first &&
           item->about->at <= leaf->last;
}

static bool
fact_differs(const struct leaf *leaf)
{
    const struct fisc__node *node = leaf->node;

    return leaf->before->values[node->index] !=
               leaf->after->values[node->index] ||
           fisc__leaf_state(leaf->comparison->before, leaf->before, node) !=
               fisc__leaf_state(leaf->comparison->after, leaf->after, node) ||
           source_differs(leaf, &node->want) ||
           (node->op == FISC__NODE_JUDGED && judgement_comes(leaf));
}

static struct leaf
make_leaf(const struct fisc__comparison *comparison,
          const struct fisc__frame *before, const struct fisc__frame *after,
          const struct fisc__node *node)
{
    return (struct leaf){.comparison = comparison,
                         .before = before,
                         .after = after,
                         .node = node,
                         .first = comparison->before->as_of + 1,
                         .last = comparison->after->as_of};
}

bool
fisc__leaf_differs(const struct fisc__comparison *comparison,
                   const struct fisc__frame *before,
                   const struct fisc__frame *after,
                   const struct fisc__node *node)
{
    struct leaf leaf = make_leaf(comparison, before, after, node);

    switch (node->op) {
    case FISC__NODE_PARAM:
        return false;
    case FISC__NODE_EVIDENCE:
        return slot_differs(&leaf, node->slot) || evidence_differs(&leaf);
    case FISC__NODE_CONTRACT:
        return slot_differs(&leaf, node->slot) ||
               source_differs(&leaf, &node->want) || contract_differs(&leaf);
    case FISC__NODE_FUNCTION:
        return function_differs(&leaf);
    case FISC__NODE_EACH:
    case FISC__NODE_SOME:
    case FISC__NODE_LIST_COUNT:
        return slot_differs(&leaf, node->slot);
    default:
        return fact_differs(&leaf);
    }
}

/* ---- why -----------------------------------------------------------------*/

static bool
has_come(const struct leaf *leaf, int64_t day)
{
    return day >= leaf->first && day <= leaf->last;
}

/* Over is what has its last day on one of the days before. */
static bool
is_over(const struct leaf *leaf, int64_t last)
{
    return has_come(leaf, last + 1);
}

static struct fisc__flip *
add(struct leaf *leaf, enum fisc__flip_kind kind, const char *path,
    fisc_date stated)
{
    struct fisc__flips *flips = leaf->flips;

    if (!path || !fisc__grow(leaf->arena->context, &flips->list,
                             &flips->capacity, flips->count,
                             sizeof *flips->list)) {
        leaf->failed = true;
        return NULL;
    }
    flips->list[flips->count] = (struct fisc__flip){
        .kind = kind, .path = path, .id = "", .period = "", .stated = stated};
    return &flips->list[flips->count++];
}

/* The period of an age or of within, and the param that it comes from. */
static void
add_period(struct leaf *leaf, enum fisc__flip_kind kind, const char *path,
           fisc_date stated, const struct fisc__source_of *period)
{
    struct fisc__flip *flip = add(leaf, kind, path, stated);

    if (!flip)
        return;
    flip->param = period->param;
    if (period->count)
        flip->period = period->texts[0];
}

static const char *
slot_path(const struct leaf *leaf, struct fisc__slot_reference reference)
{
    const struct fisc__frame *owner = fisc__frame_up(leaf->after,
                                                     reference.up);
    const struct fisc__slot *slot = &owner->scope->slots[reference.slot];

    if (owner->scope->kind == FISC__SCOPE_SYSTEM)
        return slot->path;
    return fisc__arena_concat(
        leaf->arena,
        (const char *const[]){owner->list_path, "[", owner->element->name,
                              "].", slot->path},
        5);
}

/* What rule 3 says of a fact: `age` of the leaf, else the vocabulary's. */
static void
add_item(struct leaf *leaf, const struct fisc__item *item, const char *path,
         const struct fisc__definition *definition,
         const struct fisc__source_of *age)
{
    const struct fisc__about *about = item ? item->about : NULL;
    bool own = age && age->kind == FISC__SOURCE_PERIOD;
    const struct fisc__period *period =
        own ? &age->period
            : definition && definition->ages ? &definition->max_age : NULL;
    struct fisc__flip *flip;

    if (!about || item->kind == FISC__ITEM_UNKNOWN)
        return;
    if (about->expires != FISC_DATE_NONE && is_over(leaf, about->expires))
        add(leaf, FISC__FLIP_EXPIRES, path, about->expires);
    if (about->date == FISC_DATE_NONE)
        return;
    if (has_come(leaf, about->date))
        add(leaf, FISC__FLIP_BEGINS, path, about->date);
    if (!period || !is_over(leaf, fisc__date_move(about->date, *period, 1)))
        return;
    if (own) {
        add_period(leaf, FISC__FLIP_AGES, path, about->date, age);
        return;
    }
    flip = add(leaf, FISC__FLIP_AGES, path, about->date);
    if (flip)
        flip->period = definition->max_age_text;
}

static void
add_slot(struct leaf *leaf, struct fisc__slot_reference reference,
         const struct fisc__source_of *age)
{
    const struct fisc__frame *owner = fisc__frame_up(leaf->after,
                                                     reference.up);
    const struct fisc__slot *slot = &owner->scope->slots[reference.slot];

    if (!slot->is_id)
        add_item(leaf, owner->cells[reference.slot].item,
                 slot_path(leaf, reference), slot->definition, age);
}

static void
add_source(struct leaf *leaf, const struct fisc__source_of *source)
{
    if (source->kind == FISC__SOURCE_SLOT)
        add_slot(leaf, source->slot, NULL);
}

static void
add_within(struct leaf *leaf)
{
    const struct fisc__node *node = leaf->node;
    const struct fisc__cell *cell = fisc__frame_cell(leaf->after, node->slot);

    if (!cell->item || !cell->item->is_date)
        return;
    if (has_come(leaf, cell->item->day))
        add(leaf, FISC__FLIP_BEGINS, slot_path(leaf, node->slot),
            cell->item->day);
    if (leaf->before->values[node->index] == FISC__TRUE &&
        leaf->after->values[node->index] == FISC__FALSE)
        add_period(leaf, FISC__FLIP_PERIOD, slot_path(leaf, node->slot),
                   cell->item->day, &node->want);
}

static void
add_fact(struct leaf *leaf)
{
    const struct fisc__node *node = leaf->node;

    add_slot(leaf, node->slot, &node->max_age);
    add_source(leaf, &node->want);
    if (node->op == FISC__NODE_WITHIN)
        add_within(leaf);
    if (node->op == FISC__NODE_JUDGED && judgement_comes(leaf))
        add(leaf, FISC__FLIP_BEGINS, slot_path(leaf, node->slot),
            fisc__frame_cell(leaf->after, node->slot)->item->about->at);
}

/* ---- registers -----------------------------------------------------------*/

static void
add_entry(struct leaf *leaf, enum fisc__flip_kind kind, const char *list,
          const struct fisc__entry *entry, fisc_date stated)
{
    const char *path = fisc__arena_concat(
        leaf->arena, (const char *const[]){list, "[", entry->id, "]"}, 4);
    struct fisc__flip *flip = add(leaf, kind, path, stated);

    if (!flip)
        return;
    flip->id = entry->id;
    if (kind == FISC__FLIP_EVIDENCE_AGES) {
        flip->param = leaf->node->max_age.param;
        if (leaf->node->max_age.count)
            flip->period = leaf->node->max_age.texts[0];
    }
}

static bool
is_day(const struct fisc__bound_date *date)
{
    return date->given && !date->none;
}

static void
add_piece(struct leaf *leaf, const struct fisc__entry *entry)
{
    const struct fisc__source_of *age = &leaf->node->max_age;

    if (is_day(&entry->expires) && is_over(leaf, entry->expires.day))
        add_entry(leaf, FISC__FLIP_EVIDENCE_EXPIRES, "evidence", entry,
                  entry->expires.day);
    if (!is_day(&entry->collected))
        return;
    if (age->kind == FISC__SOURCE_PERIOD &&
        is_over(leaf, fisc__date_move(entry->collected.day, age->period, 1)))
        add_entry(leaf, FISC__FLIP_EVIDENCE_AGES, "evidence", entry,
                  entry->collected.day);
    if (has_come(leaf, entry->collected.day))
        add_entry(leaf, FISC__FLIP_EVIDENCE_BEGINS, "evidence", entry,
                  entry->collected.day);
}

static void
add_contract(struct leaf *leaf, const struct fisc__entry *entry)
{
    if (is_day(&entry->to) && is_over(leaf, entry->to.day))
        add_entry(leaf, FISC__FLIP_CONTRACT_ENDS, "contracts", entry,
                  entry->to.day);
    if (is_day(&entry->from) && has_come(leaf, entry->from.day))
        add_entry(leaf, FISC__FLIP_CONTRACT_BEGINS, "contracts", entry,
                  entry->from.day);
}

/*
 * The entry that counted most, before and after. Where neither has anything to
 * do with these days, another one that they are about made the difference.
 */
static void
add_entries(struct leaf *leaf, const struct fisc__entries *entries,
            const struct fisc__register_result *before,
            const struct fisc__register_result *after,
            void (*add_one)(struct leaf *, const struct fisc__entry *))
{
    size_t count = leaf->flips->count;

    if (before->entry)
        add_one(leaf, before->entry);
    if (after->entry &&
        (!before->entry || before->entry->item != after->entry->item))
        add_one(leaf, after->entry);
    for (size_t i = 0; count == leaf->flips->count && !leaf->failed &&
                       i < entries->count;
         i++)
        add_one(leaf, &entries->list[i]);
}

static void
add_evidence(struct leaf *leaf)
{
    const struct fisc__comparison *comparison = leaf->comparison;
    struct fisc__register_result before, after;

    add_slot(leaf, leaf->node->slot, NULL);
    add_source(leaf, &leaf->node->want);
    add_source(leaf, &leaf->node->reg->on);
    fisc__evidence_eval(comparison->before, leaf->before, leaf->node, &before);
    fisc__evidence_eval(comparison->after, leaf->after, leaf->node, &after);
    if (register_differs(&before, &after))
        add_entries(leaf, &comparison->after->evidence, &before, &after,
                    add_piece);
}

static void
add_term(struct leaf *leaf, size_t term)
{
    const struct fisc__comparison *comparison = leaf->comparison;
    struct fisc__register_result before, after;

    fisc__term_eval(comparison->before, leaf->before, leaf->node, term,
                    &before);
    fisc__term_eval(comparison->after, leaf->after, leaf->node, term, &after);
    if (register_differs(&before, &after))
        add_entries(leaf, &comparison->after->contracts, &before, &after,
                    add_contract);
}

static void
add_contracts(struct leaf *leaf)
{
    size_t terms = leaf->node->reg->name_count;

    add_slot(leaf, leaf->node->slot, NULL);
    add_source(leaf, &leaf->node->want);
    for (size_t i = 0; i < terms; i++)
        add_term(leaf, i);
    if (terms == 0)
        add_term(leaf, SIZE_MAX);
}

/* ---- functions -----------------------------------------------------------*/

static void
add_reads(struct leaf *leaf, const struct fisc__reads *reads)
{
    for (size_t i = 0; i < reads->count; i++) {
        const struct fisc__read *read = reads->list[i];

        if (read->definition && read->stated && read->stated->about)
            add_item(leaf, read->stated, fisc__read_path(leaf->arena, read),
                     read->definition, NULL);
    }
}

/* The facts that it read; if these are as before it reckoned with the date. */
static void
add_function(struct leaf *leaf)
{
    size_t count = leaf->flips->count;
    uint32_t at = leaf->node->outcome;

    add_reads(leaf, &leaf->before->reads[at]);
    add_reads(leaf, &leaf->after->reads[at]);
    if (count == leaf->flips->count)
        add(leaf, FISC__FLIP_FUNCTION, "", FISC_DATE_NONE);
}

bool
fisc__leaf_flips(const struct fisc__comparison *comparison,
                 const struct fisc__frame *before,
                 const struct fisc__frame *after,
                 const struct fisc__node *node, struct fisc__arena *arena,
                 struct fisc__flips *ret)
{
    struct leaf leaf = make_leaf(comparison, before, after, node);

    leaf.arena = arena;
    leaf.flips = ret;
    switch (node->op) {
    case FISC__NODE_EVIDENCE:
        add_evidence(&leaf);
        break;
    case FISC__NODE_CONTRACT:
        add_contracts(&leaf);
        break;
    case FISC__NODE_FUNCTION:
        add_function(&leaf);
        break;
    case FISC__NODE_EACH:
    case FISC__NODE_SOME:
    case FISC__NODE_LIST_COUNT:
        add_slot(&leaf, node->slot, NULL);
        break;
    default:
        add_fact(&leaf);
        break;
    }
    return !leaf.failed;
}
