/* SPDX-License-Identifier: MIT */
/* Leaves opened up: what they read, and what they wait for. */

#include <string.h>

#include "base/number.h"
#include "requirement/tree.h"

/* A leaf being opened; the key tells equal leaves over the same facts. */
struct leaf {
    struct fisc__tree_job *job;
    const struct fisc__frame *frame;
    const struct fisc__node *node;
    struct fisc__named *named;
    size_t count;
};

enum { NAMED_MOST = 8 }; /* of a leaf that is no function */

/* ---- keys ----------------------------------------------------------------*/

static void
key_text(struct leaf *leaf, const char *text)
{
    fisc__buffer_number(&leaf->job->key, text ? strlen(text) : 0);
    fisc__buffer_char(&leaf->job->key, ':');
    fisc__buffer_string(&leaf->job->key, text ? text : "");
}

static void
key_begin(struct leaf *leaf, const char *kind)
{
    leaf->job->key.length = 0;
    fisc__buffer_string(&leaf->job->key, kind);
}

static void
key_slot(struct leaf *leaf, struct fisc__slot_reference slot)
{
    const char *path = fisc__slot_path(leaf->job, leaf->frame, slot);

    if (!path)
        leaf->job->key.failed = true;
    key_text(leaf, path);
}

static void
key_source(struct leaf *leaf, const struct fisc__source_of *source)
{
    fisc__buffer_number(&leaf->job->key, (uint64_t)source->kind);
    if (source->kind == FISC__SOURCE_SLOT)
        key_slot(leaf, source->slot);
    if (source->param)
        key_text(leaf, source->param->path);
    for (size_t i = 0; i < source->count; i++)
        key_text(leaf, source->texts[i]);
}

/* The tree with the key written; *ret_new: its members are to be filled in. */
static struct fisc__tree *
make(struct leaf *leaf, size_t most, bool *ret_new)
{
    struct fisc__tree *tree = fisc__tree_make(leaf->job, ret_new);

    if (!tree || !*ret_new)
        return tree;
    leaf->named = fisc__arena_array(leaf->job->arena, most,
                                    sizeof *leaf->named);
    tree->kind = FISC__TREE_LEAF;
    tree->named = leaf->named;
    return leaf->named ? tree : NULL;
}

/* ---- naming --------------------------------------------------------------*/

static struct fisc__named *
name(struct leaf *leaf, const char *path, enum fisc__state state)
{
    struct fisc__named *named = &leaf->named[leaf->count++];

    *named = (struct fisc__named){.path = path, .state = state};
    return named;
}

/* Names a slot's fact; false where memory is short. */
static bool
name_slot(struct leaf *leaf, struct fisc__slot_reference slot,
          enum fisc__state state)
{
    const struct fisc__frame *owner = fisc__frame_up(leaf->frame, slot.up);
    const char *path = fisc__slot_path(leaf->job, leaf->frame, slot);
    struct fisc__named *named = name(leaf, path, state);

    named->item = owner->cells[slot.slot].item;
    named->definition = owner->scope->slots[slot.slot].definition;
    if (owner->scope->slots[slot.slot].is_id)
        named->value = named->item->name;
    return path != NULL;
}

/* ---- what is wanted, as text ---------------------------------------------*/

static const char *
joined(struct leaf *leaf, const char *before, const char *const *texts,
       size_t count)
{
    struct fisc__buffer buffer;
    const char *text = NULL;

    fisc__buffer_init(&buffer, leaf->job->arena->context);
    fisc__buffer_string(&buffer, before);
    for (size_t i = 0; i < count; i++) {
        fisc__buffer_string(&buffer, i ? ", " : "");
        fisc__buffer_string(&buffer, texts[i]);
    }
    if (!buffer.failed)
        text = fisc__arena_string(leaf->job->arena,
                                  fisc__buffer_text(&buffer));
    fisc__buffer_done(&buffer);
    return text;
}

/* An operand that is a fact or a param; in an unknown only what is missing. */
static bool
name_source(struct leaf *leaf, const struct fisc__source_of *source,
            bool missing_only)
{
    enum fisc__state state = fisc__source_state(leaf->frame, source);
    struct fisc__named *named;

    if (missing_only && state == FISC__KNOWN)
        return true;
    if (source->kind == FISC__SOURCE_SLOT)
        return name_slot(leaf, source->slot, state);
    if (!source->param)
        return true;
    named = name(leaf, source->param->path, state);
    named->param = source->param;
    named->value = source->kind == FISC__SOURCE_UNSET
                       ? NULL
                       : joined(leaf, "", source->texts, source->count);
    return source->kind == FISC__SOURCE_UNSET || named->value;
}

static const char *
source_text(struct leaf *leaf, const struct fisc__source_of *source)
{
    if (source->kind == FISC__SOURCE_SLOT)
        return fisc__slot_path(leaf->job, leaf->frame, source->slot);
    return joined(leaf, "", source->texts, source->count);
}

static const char *
both(struct leaf *leaf, const char *first, const char *second)
{
    return fisc__arena_concat(leaf->job->arena,
                              (const char *const[]){first, second}, 2);
}

static const char *
wanted(struct leaf *leaf)
{
    static const char *const relations[] = {
        "= ", "!= ", ">= ", "<= ", "> ", "< ", "starts with ", "one of "};
    const struct fisc__node *node = leaf->node;
    const char *text;

    if (node->op == FISC__NODE_FLAG)
        return "true";
    text = source_text(leaf, &node->want);
    if (!text)
        return NULL;
    switch (node->op) {
    case FISC__NODE_COMPARE:
        return both(leaf, relations[node->relation], text);
    case FISC__NODE_WITHIN:
        return both(leaf, "within ", text);
    case FISC__NODE_NOT_AFTER:
        return both(leaf, "not after ", text);
    default:
        return both(leaf, "one of ", text);
    }
}

/* ---- leaves on one fact --------------------------------------------------*/

static bool
name_missing(struct leaf *leaf, const char *path, const char *field,
             enum fisc__state state, const struct fisc__item *item)
{
    const char *full = fisc__arena_format(leaf->job->arena, "%s.%s", path,
                                          field);

    name(leaf, full, state)->item = item;
    return full != NULL;
}

/* A judgement that is not known to be one: who, when and why. */
static bool
judgement_atoms(struct leaf *leaf, const char *path,
                const struct fisc__item *item)
{
    const struct fisc__about *about = item->about;
    bool right = true;

    if (!about || !about->by)
        right = name_missing(leaf, path, "by", FISC__ABSENT, item);
    if (right && (!about || about->at == FISC_DATE_NONE))
        right = name_missing(leaf, path, "at", FISC__ABSENT, item);
    if (right && (!about || !about->why))
        right = name_missing(leaf, path, "why", FISC__ABSENT, item);
    if (right && about && about->at != FISC_DATE_NONE &&
        about->at > leaf->job->run->as_of)
        right = name_missing(leaf, path, "at", FISC__FUTURE, item);
    return right;
}

static bool
fact_atoms(struct leaf *leaf)
{
    const struct fisc__node *node = leaf->node;
    enum fisc__state state = fisc__leaf_state(leaf->job->run, leaf->frame,
                                              node);
    const struct fisc__cell *cell = fisc__frame_cell(leaf->frame, node->slot);
    const char *path;

    if (state != FISC__KNOWN && !name_slot(leaf, node->slot, state))
        return false;
    if (node->max_age.kind == FISC__SOURCE_UNSET &&
        !name_source(leaf, &node->max_age, true))
        return false;
    if (!name_source(leaf, &node->want, true))
        return false;
    if (leaf->count)
        return true;
    if (node->op != FISC__NODE_JUDGED) /* a day to come */
        return name_slot(leaf, node->slot, FISC__FUTURE);
    path = fisc__slot_path(leaf->job, leaf->frame, node->slot);
    return path && judgement_atoms(leaf, path, cell->item);
}

static bool
fact_facts(struct leaf *leaf)
{
    const struct fisc__node *node = leaf->node;

    if (!name_slot(leaf, node->slot, FISC__KNOWN))
        return false;
    leaf->named[0].wanted = wanted(leaf);
    return leaf->named[0].wanted && name_source(leaf, &node->want, false) &&
           name_source(leaf, &node->max_age, false);
}

static struct fisc__tree *
open_fact(struct leaf *leaf)
{
    const struct fisc__node *node = leaf->node;
    struct fisc__tree *tree;
    bool is_new, right;

    key_begin(leaf, "F");
    fisc__buffer_number(&leaf->job->key, (uint64_t)node->op);
    fisc__buffer_char(&leaf->job->key, ',');
    fisc__buffer_number(&leaf->job->key, (uint64_t)node->relation);
    fisc__buffer_char(&leaf->job->key, ',');
    key_slot(leaf, node->slot);
    key_source(leaf, &node->want);
    key_source(leaf, &node->max_age);
    tree = make(leaf, NAMED_MOST, &is_new);
    if (!tree || !is_new)
        return tree;
    tree->truth = fisc__leaf_eval(leaf->job->run, leaf->frame, node);
    right = tree->truth == FISC__UNKNOWN ? fact_atoms(leaf)
                                         : fact_facts(leaf);
    tree->named_count = leaf->count;
    return right ? tree : NULL;
}

/* ---- items of a set ------------------------------------------------------*/

/* Is that item in the set? Its own leaf, also where covers asks for it. */
static struct fisc__tree *
open_has(struct leaf *leaf, const char *item, uint32_t id)
{
    const struct fisc__node *node = leaf->node;
    const struct fisc__cell *cell = fisc__frame_cell(leaf->frame, node->slot);
    struct fisc__arena *arena = leaf->job->arena;
    struct fisc__named *named;
    struct fisc__tree *tree;
    const char *path;
    bool is_new;

    leaf->count = 0;
    key_begin(leaf, "H");
    key_slot(leaf, node->slot);
    key_text(leaf, item);
    tree = make(leaf, 1, &is_new);
    if (!tree || !is_new)
        return tree;
    path = fisc__slot_path(leaf->job, leaf->frame, node->slot);
    if (!path)
        return NULL;
    tree->named_count = 1;
    tree->truth = FISC__UNKNOWN;
    if (cell->state != FISC__KNOWN)
        return name_slot(leaf, node->slot, (enum fisc__state)cell->state)
                   ? tree
                   : NULL;
    tree->truth = fisc__set_has(cell, id);
    named = name(leaf, fisc__arena_concat(
                           arena, (const char *const[]){path, "[", item, "]"},
                           4),
                 tree->truth == FISC__UNKNOWN ? FISC__INCOMPLETE
                                              : FISC__KNOWN);
    named->item = cell->item;
    named->wanted = item;
    named->definition = fisc__frame_up(leaf->frame, node->slot.up)
                            ->scope->slots[node->slot.slot]
                            .definition;
    return named->path ? tree : NULL;
}

/* The points that covers asks for, and whether there may be more. */
struct points {
    const struct fisc__cell *cell; /* of the fact that lists them; or NULL */
    size_t count;
    enum fisc__state state;        /* FISC__KNOWN: these are all */
};

static struct points
asked_points(struct leaf *leaf)
{
    const struct fisc__source_of *want = &leaf->node->want;
    struct points points = {.state = fisc__source_state(leaf->frame, want)};

    if (want->kind == FISC__SOURCE_CONSTANTS)
        points.count = want->count;
    if (want->kind != FISC__SOURCE_SLOT || points.state != FISC__KNOWN)
        return points;
    points.cell = fisc__frame_cell(leaf->frame, want->slot);
    points.count = points.cell->count;
    if (!points.cell->item->complete)
        points.state = FISC__INCOMPLETE;
    return points;
}

/* The fact or param that lists the points. */
static const struct fisc__named *
name_asked(struct leaf *leaf, enum fisc__state state)
{
    const struct fisc__source_of *want = &leaf->node->want;

    leaf->named = fisc__arena_array(leaf->job->arena, 1, sizeof *leaf->named);
    leaf->count = 0;
    if (!leaf->named || !name_source(leaf, want, false) || !leaf->count)
        return NULL;
    leaf->named[0].state = state;
    return &leaf->named[0];
}

static struct fisc__tree *
open_covers(struct leaf *leaf)
{
    const struct fisc__source_of *want = &leaf->node->want;
    struct points points = asked_points(leaf);
    struct fisc__tree_edge *edges = fisc__arena_array(
        leaf->job->arena, points.count + 1, sizeof *edges);
    const struct fisc__named *asked = NULL;
    size_t count = 0;

    if (!edges)
        return NULL;
    for (; count < points.count; count++) {
        uint32_t id = points.cell ? points.cell->u.ids[count]
                                  : (uint32_t)want->numbers[count].integer;

        edges[count].child = open_has(
            leaf, fisc__names_text(&leaf->job->run->names, id), id);
        if (!edges[count].child)
            return NULL;
    }
    if (want->kind == FISC__SOURCE_SLOT || want->param) {
        asked = name_asked(leaf, points.state);
        if (!asked)
            return NULL;
    }
    if (points.state != FISC__KNOWN) {
        edges[count].child = fisc__tree_rest(leaf->job, leaf->frame,
                                             leaf->node, asked,
                                             FISC__UNKNOWN);
        if (!edges[count++].child)
            return NULL;
    }
    return fisc__tree_combine(leaf->job, FISC__TREE_ALL, count, NULL, asked,
                              edges, count);
}

/* The elements around that the node's expression reads from. */
static void
key_around(struct leaf *leaf)
{
    const struct fisc__frame *frame = leaf->frame;
    uint64_t around = leaf->node->expression->around;

    for (; around && frame->scope->kind == FISC__SCOPE_LIST; around >>= 1) {
        if (around & 1) {
            key_text(leaf, frame->list_path);
            key_text(leaf, frame->element->name);
        }
        frame = frame->up;
    }
}

struct fisc__tree *
fisc__tree_rest(struct fisc__tree_job *job, const struct fisc__frame *frame,
                const struct fisc__node *node, const struct fisc__named *list,
                enum fisc__truth truth)
{
    struct leaf leaf = {.job = job, .frame = frame, .node = node};
    struct fisc__tree *tree;
    bool is_new;

    key_begin(&leaf, "R");
    if (node->op == FISC__NODE_COVERS) {
        key_slot(&leaf, node->slot);
        key_source(&leaf, &node->want);
    } else {
        fisc__buffer_format(&job->key, "%u", node->expression->number);
        key_around(&leaf);
    }
    tree = make(&leaf, 1, &is_new);
    if (!tree || !is_new)
        return tree;
    tree->truth = truth;
    tree->named[0] = *list;
    tree->named_count = 1;
    return tree;
}

/* ---- registers -----------------------------------------------------------*/

static bool
register_facts(struct leaf *leaf, struct fisc__tree *tree, const char *label,
               const struct fisc__register_result *result)
{
    tree->truth = result->truth;
    if (result->truth == FISC__UNKNOWN) {
        struct fisc__named *named = name(leaf, label, result->state);

        named->candidate = result->entry ? result->entry->id : NULL;
        named->item = result->entry ? result->entry->item : NULL;
        return true;
    }
    return name_slot(leaf, leaf->node->slot, FISC__KNOWN);
}

static struct fisc__tree *
open_evidence(struct leaf *leaf)
{
    const struct fisc__node *node = leaf->node;
    const struct fisc__register_leaf *reg = node->reg;
    struct fisc__register_result result;
    struct fisc__tree *tree;
    bool is_new, unknown, right;

    key_begin(leaf, reg->unconfirmed ? "e" : "E");
    key_text(leaf, reg->label);
    key_source(leaf, &reg->on);
    key_source(leaf, &node->want);
    key_source(leaf, &node->max_age);
    tree = make(leaf, NAMED_MOST, &is_new);
    if (!tree || !is_new)
        return tree;
    fisc__evidence_eval(leaf->job->run, leaf->frame, node, &result);
    unknown = result.truth == FISC__UNKNOWN;
    tree->relied = result.truth == FISC__TRUE ? result.entry : NULL;
    right = register_facts(leaf, tree, reg->label, &result) &&
            name_source(leaf, &reg->on, unknown) &&
            name_source(leaf, &node->want, unknown) &&
            name_source(leaf, &node->max_age, unknown);
    tree->named_count = leaf->count;
    return right ? tree : NULL;
}

static const char *
with_text(struct leaf *leaf)
{
    const struct fisc__register_leaf *reg = leaf->node->reg;
    const struct fisc__cell *cell;

    if (reg->with)
        return reg->with_text;
    cell = fisc__frame_cell(leaf->frame, leaf->node->want.slot);
    if (cell->state != FISC__KNOWN)
        return "?";
    return fisc__names_text(&leaf->job->run->names,
                            (uint32_t)cell->number.integer);
}

static bool
term_facts(struct leaf *leaf, struct fisc__tree *tree, size_t term)
{
    const struct fisc__node *node = leaf->node;
    bool by_fact = node->want.kind == FISC__SOURCE_SLOT;
    struct fisc__register_result result;
    const char *label;

    fisc__term_eval(leaf->job->run, leaf->frame, node, term, &result);
    if (by_fact &&
        fisc__source_state(leaf->frame, &node->want) != FISC__KNOWN) {
        tree->truth = FISC__UNKNOWN;
        return name_source(leaf, &node->want, true);
    }
    label = fisc__arena_format(leaf->job->arena, "contract(%s)%s%s",
                               with_text(leaf), term == SIZE_MAX ? "" : ".",
                               term == SIZE_MAX ? ""
                                                : node->reg->name_texts[term]);
    if (!label || !register_facts(leaf, tree, label, &result))
        return false;
    return tree->truth == FISC__UNKNOWN ||
           name_source(leaf, &node->want, false);
}

static struct fisc__tree *
open_term(struct leaf *leaf, size_t term)
{
    const struct fisc__register_leaf *reg = leaf->node->reg;
    struct fisc__tree *tree;
    bool is_new;

    leaf->count = 0;
    key_begin(leaf, "C");
    if (reg->with)
        key_text(leaf, reg->with_text);
    else
        key_slot(leaf, leaf->node->want.slot);
    fisc__buffer_char(&leaf->job->key, '/');
    key_text(leaf, term == SIZE_MAX ? NULL : reg->name_texts[term]);
    tree = make(leaf, NAMED_MOST, &is_new);
    if (!tree || !is_new)
        return tree;
    if (!term_facts(leaf, tree, term))
        return NULL;
    tree->named_count = leaf->count;
    return tree;
}

static struct fisc__tree *
open_contract(struct leaf *leaf)
{
    size_t terms = leaf->node->reg->name_count;
    size_t count = terms ? terms : 1;
    struct fisc__tree_edge *edges = fisc__arena_array(leaf->job->arena, count,
                                                      sizeof *edges);

    if (!edges)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        edges[i].child = open_term(leaf, terms ? i : SIZE_MAX);
        if (!edges[i].child)
            return NULL;
    }
    return fisc__tree_combine(leaf->job, FISC__TREE_ALL, count, NULL, NULL,
                              edges, count);
}

/* ---- params and functions ------------------------------------------------*/

static struct fisc__tree *
open_param(struct leaf *leaf)
{
    const struct fisc__node *node = leaf->node;
    struct fisc__tree *tree;
    bool is_new;

    key_begin(leaf, "P");
    key_source(leaf, &node->want);
    tree = make(leaf, 1, &is_new);
    if (!tree || !is_new)
        return tree;
    tree->truth = fisc__leaf_eval(leaf->job->run, leaf->frame, node);
    name_source(leaf, &node->want, false);
    leaf->named[0].wanted = "true";
    tree->named_count = leaf->count;
    return tree;
}

static bool
function_named(struct leaf *leaf, struct fisc__tree *tree)
{
    const struct fisc__outcome *outcome = tree->outcome;
    const struct fisc__reads *reads =
        &leaf->frame->reads[leaf->node->outcome];

    if (outcome->verdict == FISC__VERDICT_UNKNOWN) {
        /* A function that says so itself has no fact to name. */
        name(leaf, outcome->path ? outcome->path : "function",
             outcome->path ? outcome->state : FISC__STATED);
        return true;
    }
    if (outcome->verdict == FISC__VERDICT_ERROR)
        return true;
    for (size_t i = 0; i < reads->count; i++) {
        const struct fisc__read *read = reads->list[i];
        const char *path = fisc__read_path(leaf->job->arena, read);
        struct fisc__named *named;

        if (!path)
            return false;
        named = name(leaf, path, FISC__KNOWN);
        named->item = read->item;
        named->definition = read->definition;
    }
    return true;
}

static struct fisc__tree *
open_function(struct leaf *leaf)
{
    const struct fisc__node *node = leaf->node;
    const struct fisc__frame *frame = leaf->frame;
    struct fisc__tree *tree;
    bool is_new;

    key_begin(leaf, "U");
    fisc__buffer_format(&leaf->job->key, "%u,%p,%p", node->function,
                        (const void *)node, (const void *)frame);
    tree = make(leaf, frame->reads[node->outcome].count + 1, &is_new);
    if (!tree || !is_new)
        return tree;
    tree->outcome = frame->outcomes[node->outcome];
    tree->truth = (enum fisc__truth)frame->values[node->index];
    if (!function_named(leaf, tree))
        return NULL;
    tree->named_count = leaf->count;
    return tree;
}

struct fisc__tree *
fisc__tree_leaf(struct fisc__tree_job *job, const struct fisc__frame *frame,
                const struct fisc__node *node)
{
    struct leaf leaf = {.job = job, .frame = frame, .node = node};

    switch (node->op) {
    case FISC__NODE_PARAM:
        return open_param(&leaf);
    case FISC__NODE_HAS:
        return open_has(&leaf, node->want.texts[0],
                        (uint32_t)node->want.numbers[0].integer);
    case FISC__NODE_COVERS:
        return open_covers(&leaf);
    case FISC__NODE_EVIDENCE:
        return open_evidence(&leaf);
    case FISC__NODE_CONTRACT:
        return open_contract(&leaf);
    case FISC__NODE_FUNCTION:
        return open_function(&leaf);
    default:
        return open_fact(&leaf);
    }
}
