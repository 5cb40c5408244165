/* SPDX-License-Identifier: MIT */
/*
 * Rule 23: from an unknown node down its unknown children. Where no path is met
 * twice, what their leaves wait for is the set that decides; else rule 24, or,
 * where that would take too much, the same walk again to its end.
 */

#include "requirement/explainer.h"

#include <string.h>

#include "requirement/work.h"

enum {
    LARGE = 1 << 14,   /* nodes, elements and points that are tried */
    SCRATCH = 1 << 16, /* bytes of names that were not new */
    COUNTED = 1,       /* how a visit was met: */
    WALKED = 2
};

bool
fisc__explainer_unknown(struct fisc__explainer *explainer,
                        const struct fisc__named *atom)
{
    struct fisc__named *named = fisc__explainer_entry(explainer, atom->path);
    const char *path;

    if (!named)
        return false;
    if (named->path && atom->state >= named->state &&
        (atom->state != named->state || !atom->candidate ||
         (named->candidate &&
          strcmp(atom->candidate, named->candidate) >= 0)))
        return true;
    /* The texts of a tree, or a walk, don't live as long as the explanation. */
    path = named->path ? named->path
                       : fisc__arena_string(explainer->arena, atom->path);
    *named = *atom;
    named->path = path ? path : atom->path;
    return path != NULL;
}

static bool
add_atom(struct fisc__explainer *explainer, const struct fisc__named *atom)
{
    struct fisc__named *named;

    if (explainer->whole)
        return fisc__explainer_unknown(explainer, atom);
    named = fisc__explainer_entry(explainer, atom->path);
    if (!named)
        return false;
    explainer->twice = named->path != NULL;
    *named = *atom;
    return true;
}

static bool
add_atoms(struct fisc__explainer *explainer, const struct fisc__naming *naming)
{
    for (size_t i = 0; i < naming->count && !explainer->twice; i++)
        if (!add_atom(explainer, &naming->named[i]))
            return false;
    return true;
}

/* What names are made in. */
static struct fisc__arena *
arena_of(struct fisc__explainer *explainer)
{
    struct fisc__arena *scratch = &explainer->scratch;

    if (!explainer->whole)
        return explainer->arena;
    if (scratch->held > SCRATCH) {
        fisc__arena_done(scratch);
        fisc__arena_init(scratch, explainer->context);
    }
    return scratch;
}

/* ---- leaves --------------------------------------------------------------*/

static bool
walk_points(struct fisc__explainer *explainer, struct fisc__naming *naming,
            const struct fisc__points *points)
{
    enum fisc__truth truth;

    for (size_t i = 0; i < points->count && !explainer->twice; i++) {
        uint32_t id = fisc__asked_point(naming->node, points, i);

        naming->count = 0;
        if (!fisc__name_item(naming,
                             fisc__names_text(&explainer->run->names, id), id,
                             &truth) ||
            (truth == FISC__UNKNOWN && !add_atoms(explainer, naming)))
            return false;
    }
    return true;
}

static bool
walk_covers(struct fisc__explainer *explainer, struct fisc__naming *naming)
{
    struct fisc__points points = fisc__asked_points(naming->frame,
                                                    naming->node);

    if (!walk_points(explainer, naming, &points))
        return false;
    if (points.state == FISC__KNOWN || explainer->twice)
        return true;
    naming->count = 0;
    return fisc__name_asked(naming, points.state) &&
           add_atoms(explainer, naming);
}

static bool
walk_contract(struct fisc__explainer *explainer, struct fisc__naming *naming)
{
    size_t terms = naming->node->reg->name_count;
    enum fisc__truth truth;

    for (size_t i = 0; i < (terms ? terms : 1) && !explainer->twice; i++) {
        naming->count = 0;
        if (!fisc__name_term(naming, terms ? i : SIZE_MAX, &truth) ||
            (truth == FISC__UNKNOWN && !add_atoms(explainer, naming)))
            return false;
    }
    return true;
}

static bool
walk_function(struct fisc__explainer *explainer,
              const struct fisc__naming *naming)
{
    const struct fisc__outcome *outcome =
        naming->frame->outcomes[naming->node->outcome];
    struct fisc__named atom;

    fisc__name_outcome(outcome, &atom);
    fisc__explainer_note(explainer, outcome);
    return add_atom(explainer, &atom);
}

static bool
walk_leaf(struct fisc__explainer *explainer, const struct fisc__frame *frame,
          const struct fisc__node *node)
{
    struct fisc__named named[FISC__NAMED_MOST];
    struct fisc__naming naming = {.run = explainer->run,
                                  .arena = arena_of(explainer),
                                  .frame = frame,
                                  .node = node,
                                  .named = named};
    const struct fisc__entry *relied;
    enum fisc__truth truth;
    bool right;

    switch (node->op) {
    case FISC__NODE_COVERS:
        return walk_covers(explainer, &naming);
    case FISC__NODE_CONTRACT:
        return walk_contract(explainer, &naming);
    case FISC__NODE_FUNCTION:
        return walk_function(explainer, &naming);
    case FISC__NODE_PARAM:
        right = fisc__name_param(&naming);
        break;
    case FISC__NODE_HAS:
        right = fisc__name_item(&naming, node->want.texts[0],
                                (uint32_t)node->want.numbers[0].integer,
                                &truth);
        break;
    case FISC__NODE_EVIDENCE:
        right = fisc__name_evidence(&naming, &truth, &relied);
        break;
    default:
        right = fisc__name_fact(&naming, FISC__UNKNOWN);
        break;
    }
    return right && add_atoms(explainer, &naming);
}

/* ---- the walk ------------------------------------------------------------*/

static bool
walk_edge(struct fisc__explainer *explainer, const struct fisc__frame *frame,
          struct fisc__edge edge)
{
    const struct fisc__frame *at;
    const struct fisc__node *child =
        fisc__edge_node(explainer->run, frame, edge, &at);

    return fisc__walk_unknown(explainer, at, child);
}

static bool
walk_collection(struct fisc__explainer *explainer,
                const struct fisc__frame *frame, const struct fisc__node *node)
{
    const struct fisc__frames *below =
        fisc__frame_below(explainer->run, frame, node->element_scope);
    struct fisc__named list;
    struct fisc__naming naming = {.run = explainer->run,
                                  .arena = arena_of(explainer),
                                  .frame = frame,
                                  .node = node,
                                  .named = &list};

    for (size_t i = 0; i < below->count && !explainer->twice; i++)
        if (fisc__edge_value(&below->list[i], node->edges[0]) ==
                FISC__UNKNOWN &&
            !walk_edge(explainer, &below->list[i], node->edges[0]))
            return false;
    if (explainer->twice || fisc__rest_truth(frame, node) != FISC__UNKNOWN)
        return true;
    /* at_least(n, list) waits for as many more elements. */
    if (node->op == FISC__NODE_LIST_COUNT && node->need > 1 &&
        !explainer->whole) {
        explainer->twice = true;
        return true;
    }
    return fisc__name_list(&naming) && add_atom(explainer, &list);
}

bool
fisc__walk_unknown(struct fisc__explainer *explainer,
                   const struct fisc__frame *frame,
                   const struct fisc__node *node)
{
    if (node->op > FISC__NODE_LIST_COUNT)
        return walk_leaf(explainer, frame, node);
    if (explainer->whole) {
        struct fisc__visit *visit = fisc__explainer_visit(explainer, frame,
                                                          node);

        if (!visit || (visit->met & WALKED))
            return visit != NULL;
        visit->met |= WALKED;
    }
    if (fisc__node_is_collection(node))
        return walk_collection(explainer, frame, node);
    for (size_t i = 0; i < node->edge_count && !explainer->twice; i++)
        if (fisc__edge_value(frame, node->edges[i]) == FISC__UNKNOWN &&
            !walk_edge(explainer, frame, node->edges[i]))
            return false;
    return true;
}

bool
fisc__walk_whole(struct fisc__explainer *explainer,
                 const struct fisc__frame *frame,
                 const struct fisc__node *node)
{
    bool right;

    explainer->whole = true;
    explainer->twice = false;
    fisc__arena_init(&explainer->scratch, explainer->context);
    right = fisc__walk_unknown(explainer, frame, node);
    fisc__arena_done(&explainer->scratch);
    explainer->whole = false;
    return right;
}

/* ---- how much there is ---------------------------------------------------*/

static bool
count_node(struct fisc__explainer *explainer, const struct fisc__frame *frame,
           const struct fisc__node *node, size_t *left);

static bool
count_edge(struct fisc__explainer *explainer, const struct fisc__frame *frame,
           struct fisc__edge edge, size_t *left)
{
    const struct fisc__frame *at;
    const struct fisc__node *child =
        fisc__edge_node(explainer->run, frame, edge, &at);

    return count_node(explainer, at, child, left);
}

static void
take(size_t *left, size_t count)
{
    *left -= count < *left ? count : *left;
}

static void
count_leaf(const struct fisc__frame *frame, const struct fisc__node *node,
           size_t *left)
{
    take(left, 1);
    if (node->op == FISC__NODE_COVERS)
        take(left, fisc__asked_points(frame, node).count);
    else if (node->op == FISC__NODE_CONTRACT)
        take(left, node->reg->name_count);
}

static bool
count_collection(struct fisc__explainer *explainer,
                 const struct fisc__frame *frame,
                 const struct fisc__node *node, size_t *left)
{
    const struct fisc__frames *below;

    if (node->op == FISC__NODE_LIST_COUNT)
        take(left, node->need);
    if (fisc__collection_is_over(explainer->run, node))
        return true;
    below = fisc__frame_below(explainer->run, frame, node->element_scope);
    for (size_t i = 0; i < below->count && *left; i++)
        if (!count_edge(explainer, &below->list[i], node->edges[0], left))
            return false;
    return true;
}

/* Takes from `left` what the node has; false where memory is short. */
static bool
count_node(struct fisc__explainer *explainer, const struct fisc__frame *frame,
           const struct fisc__node *node, size_t *left)
{
    struct fisc__visit *visit;

    if (node->op > FISC__NODE_LIST_COUNT) {
        count_leaf(frame, node, left);
        return true;
    }
    visit = fisc__explainer_visit(explainer, frame, node);
    if (!visit || (visit->met & COUNTED))
        return visit != NULL;
    visit->met |= COUNTED;
    take(left, 1);
    if (fisc__node_is_collection(node))
        return count_collection(explainer, frame, node, left);
    for (size_t i = 0; i < node->edge_count && *left; i++)
        if (!count_edge(explainer, frame, node->edges[i], left))
            return false;
    return true;
}

bool
fisc__tree_is_large(struct fisc__explainer *explainer,
                    const struct fisc__frame *frame,
                    const struct fisc__node *node, bool *ret)
{
    size_t left = LARGE;

    if (!count_node(explainer, frame, node, &left))
        return false;
    *ret = left == 0;
    return true;
}
