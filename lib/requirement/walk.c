/* SPDX-License-Identifier: MIT */
/*
 * Rule 22: from a decided node down the children that have its value, and what
 * the leaves reached rest on. The graph itself is walked, so that a row costs
 * what it names.
 */

#include <string.h>

#include "requirement/explainer.h"

/* Bits of a visit: how a node was met. */
enum { WANTED = 1, BECAUSE = 2 };

/* ---- naming --------------------------------------------------------------*/

/* Wanted by one way is wanted; what was found is kept. */
static bool
add_fact(struct fisc__explainer *explainer, const struct fisc__named *fact,
         bool because)
{
    struct fisc__named *named = fisc__explainer_entry(explainer, fact->path);
    bool only_because;
    const char *wanted;

    if (!named)
        return false;
    only_because = because && (!named->path || named->because);
    wanted = fact->wanted && !because ? fact->wanted : named->wanted;
    if (!named->path || fact->item || fact->value)
        *named = *fact;
    named->state = FISC__KNOWN;
    named->because = only_because;
    named->wanted = wanted;
    return true;
}

static bool
add_named(struct fisc__explainer *explainer,
          const struct fisc__naming *naming, bool because)
{
    for (size_t i = 0; i < naming->count; i++)
        if (!add_fact(explainer, &naming->named[i], because))
            return false;
    return true;
}

/* ---- leaves --------------------------------------------------------------*/

static enum fisc__truth
value_of(const struct fisc__frame *frame, const struct fisc__node *node)
{
    return (enum fisc__truth)frame->values[node->index];
}

/* The items that have the value of the whole, and the fact that lists them. */
static bool
walk_covers(struct fisc__explainer *explainer, struct fisc__naming *naming,
            bool because)
{
    const struct fisc__node *node = naming->node;
    struct fisc__points points = fisc__asked_points(naming->frame, node);
    enum fisc__truth wanted = value_of(naming->frame, node), truth;

    if (fisc__points_are_named(node) &&
        (!fisc__name_asked(naming, points.state) ||
         !add_named(explainer, naming, because)))
        return false;
    for (size_t i = 0; i < points.count; i++) {
        uint32_t id = fisc__asked_point(node, &points, i);

        naming->count = 0;
        if (!fisc__name_item(naming,
                             fisc__names_text(&explainer->run->names, id), id,
                             &truth) ||
            (truth == wanted && !add_named(explainer, naming, because)))
            return false;
    }
    return true;
}

static bool
walk_contract(struct fisc__explainer *explainer, struct fisc__naming *naming,
              bool because)
{
    size_t terms = naming->node->reg->name_count;
    enum fisc__truth wanted = value_of(naming->frame, naming->node), truth;

    for (size_t i = 0; i < (terms ? terms : 1); i++) {
        naming->count = 0;
        if (!fisc__name_term(naming, terms ? i : SIZE_MAX, &truth) ||
            (truth == wanted && !add_named(explainer, naming, because)))
            return false;
    }
    return true;
}

static bool
walk_evidence(struct fisc__explainer *explainer, struct fisc__naming *naming,
              bool because)
{
    const struct fisc__entry *relied;
    enum fisc__truth truth;

    if (!fisc__name_evidence(naming, &truth, &relied) ||
        !add_named(explainer, naming, because))
        return false;
    if (!relied)
        return true;
    if (!fisc__grow(explainer->context, &explainer->relied,
                    &explainer->relied_capacity, explainer->relied_count,
                    sizeof *explainer->relied))
        return false;
    explainer->relied[explainer->relied_count++] = relied->id;
    return true;
}

static bool
walk_function(struct fisc__explainer *explainer,
              const struct fisc__naming *naming, bool because)
{
    uint32_t outcome = naming->node->outcome;
    const struct fisc__reads *reads = &naming->frame->reads[outcome];

    fisc__explainer_note(explainer, naming->frame->outcomes[outcome]);
    for (size_t i = 0; i < reads->count; i++) {
        struct fisc__named fact;

        if (!fisc__name_read(explainer->arena, reads->list[i], &fact) ||
            !add_fact(explainer, &fact, because))
            return false;
    }
    return true;
}

static bool
walk_item(struct fisc__explainer *explainer, struct fisc__naming *naming,
          bool because)
{
    const struct fisc__source_of *want = &naming->node->want;
    enum fisc__truth truth;

    return fisc__name_item(naming, want->texts[0],
                           (uint32_t)want->numbers[0].integer, &truth) &&
           add_named(explainer, naming, because);
}

static bool
walk_leaf(struct fisc__explainer *explainer, const struct fisc__frame *frame,
          const struct fisc__node *node, bool because)
{
    struct fisc__named named[FISC__NAMED_MOST];
    struct fisc__naming naming = {.run = explainer->run,
                                  .arena = explainer->arena,
                                  .frame = frame,
                                  .node = node,
                                  .named = named};

    switch (node->op) {
    case FISC__NODE_PARAM:
        return fisc__name_param(&naming) &&
               add_named(explainer, &naming, because);
    case FISC__NODE_HAS:
        return walk_item(explainer, &naming, because);
    case FISC__NODE_COVERS:
        return walk_covers(explainer, &naming, because);
    case FISC__NODE_EVIDENCE:
        return walk_evidence(explainer, &naming, because);
    case FISC__NODE_CONTRACT:
        return walk_contract(explainer, &naming, because);
    case FISC__NODE_FUNCTION:
        return walk_function(explainer, &naming, because);
    default:
        return fisc__name_fact(&naming, value_of(frame, node)) &&
               add_named(explainer, &naming, because);
    }
}

/* ---- witnesses -----------------------------------------------------------*/

/* A search for facts of one element below a decided node. */
struct search {
    struct fisc__explainer *explainer;
    const struct fisc__frame *element;
};

/*
 * Is the frame's path that of the element, or within it? One element has frames
 * in every scope that goes through its list, so it is told by its record.
 */
static bool
is_within(const struct search *search, const struct fisc__frame *frame)
{
    while (frame->element != search->element->element) {
        if (frame->scope->kind != FISC__SCOPE_LIST)
            return false;
        frame = fisc__frame_up(frame->up, frame->scope->list.up);
    }
    return true;
}

static bool
is_of_element(const struct search *search, const struct fisc__frame *frame,
              struct fisc__slot_reference slot)
{
    return is_within(search, fisc__frame_up(frame, slot.up));
}

static bool
source_of_element(const struct search *search, const struct fisc__frame *frame,
                  const struct fisc__source_of *source)
{
    return source->kind == FISC__SOURCE_SLOT &&
           is_of_element(search, frame, source->slot);
}

/* Functions read what they like: their paths are looked at. */
static bool
function_names(struct search *search, const struct fisc__frame *frame,
               const struct fisc__node *node)
{
    struct fisc__arena *arena = search->explainer->arena;
    const struct fisc__reads *reads = &frame->reads[node->outcome];
    const char *element = fisc__element_path(arena, search->element);

    for (size_t i = 0; element && i < reads->count; i++) {
        const char *path = fisc__read_path(arena, reads->list[i]);

        if (path && strncmp(path, element, strlen(element)) == 0)
            return true;
    }
    return false;
}

static bool
leaf_names(struct search *search, const struct fisc__frame *frame,
           const struct fisc__node *node)
{
    switch (node->op) {
    case FISC__NODE_PARAM:
        return false;
    case FISC__NODE_FUNCTION:
        return function_names(search, frame, node);
    case FISC__NODE_EVIDENCE:
        if (source_of_element(search, frame, &node->reg->on))
            return true;
        break;
    case FISC__NODE_COVERS:
        if (fisc__asked_points(frame, node).count == 0)
            return source_of_element(search, frame, &node->want);
        break;
    default:
        break;
    }
    return is_of_element(search, frame, node->slot) ||
           source_of_element(search, frame, &node->want) ||
           source_of_element(search, frame, &node->max_age);
}

static bool
names_element(struct search *search, const struct fisc__frame *frame,
              const struct fisc__node *node);

static bool
edge_names(struct search *search, const struct fisc__frame *frame,
           struct fisc__edge edge)
{
    const struct fisc__frame *at;
    const struct fisc__node *child =
        fisc__edge_node(search->explainer->run, frame, edge, &at);

    return names_element(search, at, child);
}

static bool
collection_names(struct search *search, const struct fisc__frame *frame,
                 const struct fisc__node *node)
{
    const struct fisc__frames *below = fisc__frame_below(
        search->explainer->run, frame, node->element_scope);
    bool of_element = is_of_element(search, frame, node->slot);
    enum fisc__truth truth = value_of(frame, node);

    for (size_t i = 0; i < below->count; i++)
        if (fisc__edge_value(&below->list[i], node->edges[0]) == truth &&
            (of_element || is_within(search, &below->list[i]) ||
             edge_names(search, &below->list[i], node->edges[0])))
            return true;
    return of_element && fisc__rest_truth(frame, node) == truth;
}

/* Does a decided node name anything of the element? */
static bool
names_element(struct search *search, const struct fisc__frame *frame,
              const struct fisc__node *node)
{
    enum fisc__truth truth = value_of(frame, node);
    struct fisc__visit *visit;

    if (node->op > FISC__NODE_LIST_COUNT)
        return leaf_names(search, frame, node);
    visit = fisc__explainer_visit(search->explainer, frame, node);
    if (!visit || visit->search == search->explainer->search)
        return false;
    visit->search = search->explainer->search;
    if (fisc__node_is_collection(node))
        return collection_names(search, frame, node);
    for (size_t i = 0; i < node->edge_count; i++)
        if (fisc__edge_value(frame, node->edges[i]) == truth &&
            edge_names(search, frame, node->edges[i]))
            return true;
    return false;
}

/* A witness counts by being there. */
static bool
add_witness(struct fisc__explainer *explainer,
            const struct fisc__frame *element, struct fisc__edge edge,
            bool because)
{
    struct search search = {.explainer = explainer, .element = element};
    struct fisc__named witness = {0};

    explainer->search++;
    if (edge_names(&search, element, edge))
        return true;
    witness.path = fisc__element_path(explainer->arena, element);
    return witness.path && add_fact(explainer, &witness, because);
}

/* ---- the walk ------------------------------------------------------------*/

static bool
walk_node(struct fisc__explainer *explainer, const struct fisc__frame *frame,
          const struct fisc__node *node, bool because);

/* A leaf that holds one fact against a constant, a param or another fact. */
static bool
is_light(const struct fisc__node *node)
{
    return node->op >= FISC__NODE_FLAG && node->op <= FISC__NODE_NOT_AFTER;
}

static bool
walk_edge(struct fisc__explainer *explainer, const struct fisc__frame *frame,
          struct fisc__edge edge, bool because)
{
    const struct fisc__frame *at;
    const struct fisc__node *child =
        fisc__edge_node(explainer->run, frame, edge, &at);
    struct fisc__visit *visit;
    uint8_t bit;

    because = because != (edge.negated || edge.guard);
    /* What it names is found as fast as that it has been met. */
    if (is_light(child))
        return walk_leaf(explainer, at, child, because);
    visit = fisc__explainer_visit(explainer, at, child);
    bit = because ? BECAUSE : WANTED;
    if (!visit)
        return false;
    if (visit->met & bit)
        return true;
    visit->met |= bit;
    return walk_node(explainer, at, child, because);
}

static bool
walk_list(struct fisc__explainer *explainer, const struct fisc__frame *frame,
          const struct fisc__node *node, bool because)
{
    struct fisc__named list;
    struct fisc__naming naming = {.run = explainer->run,
                                  .arena = explainer->arena,
                                  .frame = frame,
                                  .node = node,
                                  .named = &list};

    return fisc__name_list(&naming) && add_fact(explainer, &list, because);
}

static bool
walk_collection(struct fisc__explainer *explainer,
                const struct fisc__frame *frame, const struct fisc__node *node,
                bool because)
{
    const struct fisc__frames *below =
        fisc__frame_below(explainer->run, frame, node->element_scope);
    struct fisc__edge edge = node->edges[0];
    enum fisc__truth truth = value_of(frame, node);

    for (size_t i = 0; i < below->count; i++) {
        const struct fisc__frame *element = &below->list[i];

        if (fisc__edge_value(element, edge) == truth &&
            (!walk_edge(explainer, element, edge, because) ||
             !add_witness(explainer, element, edge, because)))
            return false;
    }
    return fisc__rest_truth(frame, node) != truth ||
           walk_list(explainer, frame, node, because);
}

/* A node that is met for the first time. */
static bool
walk_node(struct fisc__explainer *explainer, const struct fisc__frame *frame,
          const struct fisc__node *node, bool because)
{
    enum fisc__truth truth = value_of(frame, node);

    if (fisc__node_is_collection(node))
        return walk_collection(explainer, frame, node, because);
    if (node->op > FISC__NODE_LIST_COUNT)
        return walk_leaf(explainer, frame, node, because);
    for (size_t i = 0; i < node->edge_count; i++)
        if (fisc__edge_value(frame, node->edges[i]) == truth &&
            !walk_edge(explainer, frame, node->edges[i], because))
            return false;
    return true;
}

bool
fisc__walk_decided(struct fisc__explainer *explainer,
                   const struct fisc__frame *frame,
                   const struct fisc__node *node, bool because)
{
    return walk_node(explainer, frame, node, because); /* nothing is above */
}
