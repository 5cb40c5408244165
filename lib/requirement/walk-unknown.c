/* SPDX-License-Identifier: MIT */
/*
 * Rule 23: from an unknown node down its unknown children. Where no path is met
 * twice, what their leaves wait for is the set that decides; else rule 24.
 */

#include "requirement/explainer.h"

static bool
add_atom(struct fisc__explainer *explainer, const struct fisc__named *atom)
{
    struct fisc__named *named = fisc__explainer_entry(explainer, atom->path);

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
                                  .arena = explainer->arena,
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
                                  .arena = explainer->arena,
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
    if (node->op == FISC__NODE_LIST_COUNT && node->need > 1) {
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
    if (fisc__node_is_collection(node))
        return walk_collection(explainer, frame, node);
    if (node->op > FISC__NODE_LIST_COUNT)
        return walk_leaf(explainer, frame, node);
    for (size_t i = 0; i < node->edge_count && !explainer->twice; i++)
        if (fisc__edge_value(frame, node->edges[i]) == FISC__UNKNOWN &&
            !walk_edge(explainer, frame, node->edges[i]))
            return false;
    return true;
}
