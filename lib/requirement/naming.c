/* SPDX-License-Identifier: MIT */
/* What leaves name: facts, operands, items, registers, reads. */

#include "requirement/naming.h"

#include <string.h>

const char *
fisc__slot_path(struct fisc__arena *arena, const struct fisc__frame *frame,
                struct fisc__slot_reference reference)
{
    const struct fisc__frame *owner = fisc__frame_up(frame, reference.up);
    const struct fisc__slot *slot = &owner->scope->slots[reference.slot];

    if (owner->scope->kind == FISC__SCOPE_SYSTEM)
        return slot->path;
    return fisc__arena_concat(
        arena,
        (const char *const[]){owner->list_path, "[", owner->element->name,
                              "].", slot->path},
        5);
}

/* ---- naming --------------------------------------------------------------*/

static struct fisc__named *
name(struct fisc__naming *naming, const char *path, enum fisc__state state)
{
    struct fisc__named *named = &naming->named[naming->count++];

    *named = (struct fisc__named){.path = path, .state = state};
    return named;
}

/* Names a slot's fact; false where memory is short. */
static bool
name_slot(struct fisc__naming *naming, struct fisc__slot_reference slot,
          enum fisc__state state)
{
    const struct fisc__frame *owner = fisc__frame_up(naming->frame, slot.up);
    const char *path = fisc__slot_path(naming->arena, naming->frame, slot);
    struct fisc__named *named = name(naming, path, state);

    named->item = owner->cells[slot.slot].item;
    named->definition = owner->scope->slots[slot.slot].definition;
    if (owner->scope->slots[slot.slot].is_id)
        named->value = named->item->name;
    return path != NULL;
}

/* ---- operands and what is wanted -----------------------------------------*/

/* An operand that is a fact or a param; in an unknown only what is missing. */
static bool
name_source(struct fisc__naming *naming, const struct fisc__source_of *source,
            bool missing_only)
{
    enum fisc__state state = fisc__source_state(naming->frame, source);
    struct fisc__named *named;

    if (missing_only && state == FISC__KNOWN)
        return true;
    if (source->kind == FISC__SOURCE_SLOT)
        return name_slot(naming, source->slot, state);
    if (!source->param)
        return true;
    named = name(naming, source->param->path, state);
    named->param = source->param;
    named->value = source->kind == FISC__SOURCE_UNSET
                       ? NULL
                       : source->text;
    return true;
}

/* What is wanted, as text: the node's own, or what another fact says. */
static const char *
wanted(struct fisc__naming *naming)
{
    const struct fisc__node *node = naming->node;
    const char *path;

    if (node->want.kind != FISC__SOURCE_SLOT)
        return node->wanted;
    path = fisc__slot_path(naming->arena, naming->frame, node->want.slot);
    return path ? fisc__arena_concat(
                      naming->arena,
                      (const char *const[]){fisc__wanted_before(node), path},
                      2)
                : NULL;
}

/* ---- leaves on one fact --------------------------------------------------*/

static bool
name_missing(struct fisc__naming *naming, const char *path, const char *field,
             enum fisc__state state, const struct fisc__item *item)
{
    const char *full = fisc__arena_concat(
        naming->arena, (const char *const[]){path, ".", field}, 3);

    name(naming, full, state)->item = item;
    return full != NULL;
}

/* A judgement that is not known to be one: who, when and why. */
static bool
judgement_atoms(struct fisc__naming *naming, const char *path,
                const struct fisc__item *item)
{
    const struct fisc__about *about = item->about;
    bool right = true;

    if (!about || !about->by)
        right = name_missing(naming, path, "by", FISC__ABSENT, item);
    if (right && (!about || about->at == FISC_DATE_NONE))
        right = name_missing(naming, path, "at", FISC__ABSENT, item);
    if (right && (!about || !about->why))
        right = name_missing(naming, path, "why", FISC__ABSENT, item);
    if (right && about && about->at != FISC_DATE_NONE &&
        about->at > naming->run->as_of)
        right = name_missing(naming, path, "at", FISC__FUTURE, item);
    return right;
}

static bool
fact_atoms(struct fisc__naming *naming)
{
    const struct fisc__node *node = naming->node;
    enum fisc__state state = fisc__leaf_state(naming->run, naming->frame,
                                              node);
    const struct fisc__cell *cell = fisc__frame_cell(naming->frame, node->slot);
    const char *path;

    if (state != FISC__KNOWN && !name_slot(naming, node->slot, state))
        return false;
    if (node->max_age.kind == FISC__SOURCE_UNSET &&
        !name_source(naming, &node->max_age, true))
        return false;
    if (!name_source(naming, &node->want, true))
        return false;
    if (naming->count)
        return true;
    if (node->op != FISC__NODE_JUDGED) /* a day to come */
        return name_slot(naming, node->slot, FISC__FUTURE);
    path = fisc__slot_path(naming->arena, naming->frame, node->slot);
    return path && judgement_atoms(naming, path, cell->item);
}

static bool
fact_facts(struct fisc__naming *naming)
{
    const struct fisc__node *node = naming->node;

    if (!name_slot(naming, node->slot, FISC__KNOWN))
        return false;
    naming->named[0].wanted = wanted(naming);
    return naming->named[0].wanted && name_source(naming, &node->want, false) &&
           name_source(naming, &node->max_age, false);
}

bool
fisc__name_fact(struct fisc__naming *naming, enum fisc__truth truth)
{
    return truth == FISC__UNKNOWN ? fact_atoms(naming) : fact_facts(naming);
}

/* ---- items of a set ------------------------------------------------------*/

bool
fisc__name_item(struct fisc__naming *naming, const char *item, uint32_t id,
                enum fisc__truth *ret)
{
    const struct fisc__node *node = naming->node;
    const struct fisc__cell *cell = fisc__frame_cell(naming->frame,
                                                     node->slot);
    const char *path;
    struct fisc__named *named;

    *ret = FISC__UNKNOWN;
    if (cell->state != FISC__KNOWN)
        return name_slot(naming, node->slot, (enum fisc__state)cell->state);
    path = fisc__slot_path(naming->arena, naming->frame, node->slot);
    if (!path)
        return false;
    *ret = fisc__set_has(cell, id);
    named = name(naming,
                 fisc__arena_concat(
                     naming->arena,
                     (const char *const[]){path, "[", item, "]"}, 4),
                 *ret == FISC__UNKNOWN ? FISC__INCOMPLETE : FISC__KNOWN);
    named->item = cell->item;
    named->wanted = item;
    named->definition = fisc__frame_up(naming->frame, node->slot.up)
                            ->scope->slots[node->slot.slot]
                            .definition;
    return named->path != NULL;
}

struct fisc__points
fisc__asked_points(const struct fisc__frame *frame,
                   const struct fisc__node *node)
{
    const struct fisc__source_of *want = &node->want;
    struct fisc__points points = {.state = fisc__source_state(frame, want)};

    if (want->kind == FISC__SOURCE_CONSTANTS)
        points.count = want->count;
    if (want->kind != FISC__SOURCE_SLOT || points.state != FISC__KNOWN)
        return points;
    points.cell = fisc__frame_cell(frame, want->slot);
    points.count = points.cell->count;
    if (!points.cell->item->complete)
        points.state = FISC__INCOMPLETE;
    return points;
}

uint32_t
fisc__asked_point(const struct fisc__node *node,
                  const struct fisc__points *points, size_t i)
{
    return points->cell ? points->cell->u.ids[i]
                        : (uint32_t)node->want.numbers[i].integer;
}

bool
fisc__points_are_named(const struct fisc__node *node)
{
    return node->want.kind == FISC__SOURCE_SLOT || node->want.param;
}

bool
fisc__name_asked(struct fisc__naming *naming, enum fisc__state state)
{
    size_t before = naming->count;

    if (!name_source(naming, &naming->node->want, false))
        return false;
    naming->named[before].state = state;
    return true;
}

bool
fisc__name_list(struct fisc__naming *naming)
{
    const struct fisc__cell *cell =
        fisc__frame_cell(naming->frame, naming->node->slot);
    struct fisc__named *named =
        name(naming,
             fisc__slot_path(naming->arena, naming->frame, naming->node->slot),
             (enum fisc__state)cell->state);

    named->item = cell->item;
    if (named->state == FISC__KNOWN && !cell->item->complete)
        named->state = FISC__INCOMPLETE;
    return named->path != NULL;
}

enum fisc__truth
fisc__rest_truth(const struct fisc__frame *frame,
                 const struct fisc__node *node)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);

    if (cell->state != FISC__KNOWN || !cell->item->complete)
        return FISC__UNKNOWN;
    return node->op == FISC__NODE_EACH ? FISC__TRUE : FISC__FALSE;
}

/* ---- registers -----------------------------------------------------------*/

static bool
register_facts(struct fisc__naming *naming, const char *label,
               const struct fisc__register_result *result)
{
    if (result->truth == FISC__UNKNOWN) {
        struct fisc__named *named = name(naming, label, result->state);

        named->candidate = result->entry ? result->entry->id : NULL;
        named->item = result->entry ? result->entry->item : NULL;
        return true;
    }
    return name_slot(naming, naming->node->slot, FISC__KNOWN);
}

bool
fisc__name_evidence(struct fisc__naming *naming, enum fisc__truth *ret,
                    const struct fisc__entry **ret_relied)
{
    const struct fisc__node *node = naming->node;
    struct fisc__register_result result;
    bool unknown;

    fisc__evidence_eval(naming->run, naming->frame, node, &result);
    unknown = result.truth == FISC__UNKNOWN;
    *ret = result.truth;
    *ret_relied = result.truth == FISC__TRUE ? result.entry : NULL;
    return register_facts(naming, node->reg->label, &result) &&
           name_source(naming, &node->reg->on, unknown) &&
           name_source(naming, &node->want, unknown) &&
           name_source(naming, &node->max_age, unknown);
}

static const char *
with_text(struct fisc__naming *naming)
{
    const struct fisc__register_leaf *reg = naming->node->reg;
    const struct fisc__cell *cell;

    if (reg->with)
        return reg->with_text;
    cell = fisc__frame_cell(naming->frame, naming->node->want.slot);
    if (cell->state != FISC__KNOWN)
        return "?";
    return fisc__names_text(&naming->run->names,
                            (uint32_t)cell->number.integer);
}

bool
fisc__name_term(struct fisc__naming *naming, size_t term,
                enum fisc__truth *ret)
{
    const struct fisc__node *node = naming->node;
    bool by_fact = node->want.kind == FISC__SOURCE_SLOT;
    struct fisc__register_result result;
    const char *label = "";

    if (by_fact &&
        fisc__source_state(naming->frame, &node->want) != FISC__KNOWN) {
        *ret = FISC__UNKNOWN;
        return name_source(naming, &node->want, true);
    }
    fisc__term_eval(naming->run, naming->frame, node, term, &result);
    *ret = result.truth;
    if (result.truth == FISC__UNKNOWN)
        label = fisc__arena_concat(
            naming->arena,
            (const char *const[]){"contract(", with_text(naming), ")",
                                  term == SIZE_MAX ? "" : ".",
                                  term == SIZE_MAX
                                      ? ""
                                      : node->reg->name_texts[term]},
            5);
    if (!label || !register_facts(naming, label, &result))
        return false;
    return *ret == FISC__UNKNOWN || name_source(naming, &node->want, false);
}

/* ---- params and functions ------------------------------------------------*/

bool
fisc__name_param(struct fisc__naming *naming)
{
    size_t before = naming->count;
    bool right = name_source(naming, &naming->node->want, false);

    naming->named[before].wanted = "true";
    return right;
}

bool
fisc__name_read(struct fisc__arena *arena, const struct fisc__read *read,
                struct fisc__named *ret)
{
    *ret = (struct fisc__named){.path = fisc__read_path(arena, read),
                                .item = read->item,
                                .definition = read->definition};
    return ret->path != NULL;
}

/* A function that says so itself has no fact to name. */
void
fisc__name_outcome(const struct fisc__outcome *outcome,
                   struct fisc__named *ret)
{
    *ret = (struct fisc__named){
        .path = outcome->path ? outcome->path : "function",
        .state = outcome->path ? outcome->state : FISC__STATED};
}
