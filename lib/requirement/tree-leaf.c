/* SPDX-License-Identifier: MIT */
/* Leaves opened up: what they read, and what they wait for. */

#include <string.h>

#include "requirement/naming.h"
#include "requirement/tree.h"

/* A leaf being opened; the key tells equal leaves over the same facts. */
struct leaf {
    struct fisc__tree_job *job;
    const struct fisc__frame *frame;
    const struct fisc__node *node;
};

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
    const char *path = fisc__slot_path(leaf->job->arena, leaf->frame, slot);

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
    tree->named = fisc__arena_array(leaf->job->arena, most,
                                    sizeof *tree->named);
    tree->kind = FISC__TREE_LEAF;
    return tree->named ? tree : NULL;
}

/* ---- leaves --------------------------------------------------------------*/

/* How a new tree names what it stands for. */
static struct fisc__naming
naming_of(struct leaf *leaf, struct fisc__tree *tree)
{
    return (struct fisc__naming){.run = leaf->job->run,
                                 .arena = leaf->job->arena,
                                 .frame = leaf->frame,
                                 .node = leaf->node,
                                 .named = tree->named};
}

/* The tree with what was named, or NULL where memory is short. */
static struct fisc__tree *
named(struct fisc__tree *tree, const struct fisc__naming *naming, bool right)
{
    tree->named_count = naming->count;
    return right ? tree : NULL;
}

static struct fisc__tree *
open_fact(struct leaf *leaf)
{
    const struct fisc__node *node = leaf->node;
    struct fisc__naming naming;
    struct fisc__tree *tree;
    bool is_new;

    key_begin(leaf, "F");
    fisc__buffer_number(&leaf->job->key, (uint64_t)node->op);
    fisc__buffer_char(&leaf->job->key, ',');
    fisc__buffer_number(&leaf->job->key, (uint64_t)node->relation);
    fisc__buffer_char(&leaf->job->key, ',');
    key_slot(leaf, node->slot);
    key_source(leaf, &node->want);
    key_source(leaf, &node->max_age);
    tree = make(leaf, FISC__NAMED_MOST, &is_new);
    if (!tree || !is_new)
        return tree;
    naming = naming_of(leaf, tree);
    tree->truth = fisc__leaf_eval(leaf->job->run, leaf->frame, node);
    return named(tree, &naming, fisc__name_fact(&naming, tree->truth));
}

/* ---- items of a set ------------------------------------------------------*/

/* Is that item in the set? Its own leaf, also where covers asks for it. */
static struct fisc__tree *
open_has(struct leaf *leaf, const char *item, uint32_t id)
{
    struct fisc__naming naming;
    struct fisc__tree *tree;
    bool is_new;

    key_begin(leaf, "H");
    key_slot(leaf, leaf->node->slot);
    key_text(leaf, item);
    tree = make(leaf, 1, &is_new);
    if (!tree || !is_new)
        return tree;
    naming = naming_of(leaf, tree);
    return named(tree, &naming,
                 fisc__name_item(&naming, item, id, &tree->truth));
}

/* The fact or param that lists the points. */
static const struct fisc__named *
name_asked(struct leaf *leaf, enum fisc__state state)
{
    struct fisc__named *asked = fisc__arena_alloc(leaf->job->arena,
                                                  sizeof *asked);
    struct fisc__naming naming = {.run = leaf->job->run,
                                  .arena = leaf->job->arena,
                                  .frame = leaf->frame,
                                  .node = leaf->node,
                                  .named = asked};

    return asked && fisc__name_asked(&naming, state) ? asked : NULL;
}

static struct fisc__tree *
open_covers(struct leaf *leaf)
{
    struct fisc__points points = fisc__asked_points(leaf->frame, leaf->node);
    struct fisc__tree_edge *edges = fisc__arena_array(
        leaf->job->arena, points.count + 1, sizeof *edges);
    const struct fisc__named *asked = NULL;
    size_t count = 0;

    if (!edges)
        return NULL;
    for (; count < points.count; count++) {
        uint32_t id = fisc__asked_point(leaf->node, &points, count);

        edges[count].child = open_has(
            leaf, fisc__names_text(&leaf->job->run->names, id), id);
        if (!edges[count].child)
            return NULL;
    }
    if (fisc__points_are_named(leaf->node)) {
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
        fisc__buffer_format(&job->key, "%u,", node->expression->number);
        key_slot(&leaf, node->slot); /* of one party, or of another */
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

static struct fisc__tree *
open_evidence(struct leaf *leaf)
{
    const struct fisc__node *node = leaf->node;
    struct fisc__naming naming;
    struct fisc__tree *tree;
    bool is_new;

    key_begin(leaf, node->reg->unconfirmed ? "e" : "E");
    key_text(leaf, node->reg->label);
    key_source(leaf, &node->reg->on);
    key_source(leaf, &node->want);
    key_source(leaf, &node->max_age);
    tree = make(leaf, FISC__NAMED_MOST, &is_new);
    if (!tree || !is_new)
        return tree;
    naming = naming_of(leaf, tree);
    return named(tree, &naming,
                 fisc__name_evidence(&naming, &tree->truth, &tree->relied));
}

static struct fisc__tree *
open_term(struct leaf *leaf, size_t term)
{
    const struct fisc__register_leaf *reg = leaf->node->reg;
    struct fisc__naming naming;
    struct fisc__tree *tree;
    bool is_new;

    key_begin(leaf, "C");
    if (reg->with)
        key_text(leaf, reg->with_text);
    else
        key_slot(leaf, leaf->node->want.slot);
    fisc__buffer_char(&leaf->job->key, '/');
    key_text(leaf, term == SIZE_MAX ? NULL : reg->name_texts[term]);
    tree = make(leaf, FISC__NAMED_MOST, &is_new);
    if (!tree || !is_new)
        return tree;
    naming = naming_of(leaf, tree);
    return named(tree, &naming, fisc__name_term(&naming, term, &tree->truth));
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
    struct fisc__naming naming;
    struct fisc__tree *tree;
    bool is_new;

    key_begin(leaf, "P");
    key_source(leaf, &leaf->node->want);
    tree = make(leaf, 1, &is_new);
    if (!tree || !is_new)
        return tree;
    naming = naming_of(leaf, tree);
    tree->truth = fisc__leaf_eval(leaf->job->run, leaf->frame, leaf->node);
    return named(tree, &naming, fisc__name_param(&naming));
}

static bool
name_reads(struct leaf *leaf, struct fisc__tree *tree)
{
    const struct fisc__reads *reads =
        &leaf->frame->reads[leaf->node->outcome];

    if (tree->outcome->verdict == FISC__VERDICT_UNKNOWN) {
        fisc__name_outcome(tree->outcome, &tree->named[tree->named_count++]);
        return true;
    }
    if (tree->outcome->verdict == FISC__VERDICT_ERROR)
        return true;
    for (size_t i = 0; i < reads->count; i++)
        if (!fisc__name_read(leaf->job->arena, reads->list[i],
                             &tree->named[tree->named_count++]))
            return false;
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
    return name_reads(leaf, tree) ? tree : NULL;
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
