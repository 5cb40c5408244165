/* SPDX-License-Identifier: MIT */
/* Two runs of one description side by side, from a node down to its leaves. */

#include <string.h>

#include "requirement/flip.h"
#include "requirement/frame.h"

/* What is known of a node in a frame. */
struct fisc__comparison_memo {
    const struct fisc__frame *frame; /* of the run after; NULL: free */
    const struct fisc__node *node;
    bool differs;
    uint32_t stamp; /* of the last walk that came by */
};

/* A node where it stands in both runs. */
struct spot {
    const struct fisc__frame *before;
    const struct fisc__frame *after;
    const struct fisc__node *node;
};

struct walk {
    struct fisc__comparison *comparison;
    struct fisc__arena *arena;
    struct fisc__flips *flips;
};

void
fisc__comparison_init(struct fisc__comparison *comparison,
                      const struct fisc__run *before,
                      const struct fisc__run *after)
{
    *comparison = (struct fisc__comparison){.before = before, .after = after};
}

void
fisc__comparison_done(struct fisc__comparison *comparison)
{
    if (comparison->memo)
        fisc__free(comparison->after->context, comparison->memo,
                   comparison->memo_size * sizeof *comparison->memo);
}

/* ---- what has been looked at ---------------------------------------------*/

static size_t
memo_place(const struct fisc__comparison *comparison,
           const struct fisc__frame *frame, const struct fisc__node *node)
{
    uint64_t key = (uint64_t)(uintptr_t)frame * 0x9e3779b97f4a7c15u ^
                   (uint64_t)(uintptr_t)node * 0xc2b2ae3d27d4eb4fu;
    size_t at = (size_t)(key >> 20) & (comparison->memo_size - 1);

    while (comparison->memo[at].frame &&
           (comparison->memo[at].frame != frame ||
            comparison->memo[at].node != node))
        at = (at + 1) & (comparison->memo_size - 1);
    return at;
}

static bool
memo_grow(struct fisc__comparison *comparison)
{
    struct fisc_context *context = comparison->after->context;
    struct fisc__comparison_memo *old = comparison->memo;
    size_t old_size = comparison->memo_size;
    size_t size = old_size ? old_size * 2 : 256;
    struct fisc__comparison_memo *memo = fisc__alloc_array(context, size,
                                                           sizeof *memo);

    if (!memo)
        return false;
    comparison->memo = memo;
    comparison->memo_size = size;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].frame)
            memo[memo_place(comparison, old[i].frame, old[i].node)] = old[i];
    if (old)
        fisc__free(context, old, old_size * sizeof *old);
    return true;
}

/* Remembers a spot, which must be new; false where memory is short. */
static bool
memo_add(struct fisc__comparison *comparison, const struct spot *spot,
         bool differs)
{
    if (comparison->memo_count * 2 >= comparison->memo_size &&
        !memo_grow(comparison))
        return false;
    comparison->memo[memo_place(comparison, spot->after, spot->node)] =
        (struct fisc__comparison_memo){spot->after, spot->node, differs, 0};
    comparison->memo_count++;
    return true;
}

static struct fisc__comparison_memo *
memo_find(const struct fisc__comparison *comparison, const struct spot *spot)
{
    struct fisc__comparison_memo *found;

    if (!comparison->memo_size)
        return NULL;
    found = &comparison->memo[memo_place(comparison, spot->after, spot->node)];
    return found->frame ? found : NULL;
}

/* ---- children ------------------------------------------------------------*/

static bool
is_collection(const struct fisc__node *node)
{
    return node->op == FISC__NODE_EACH || node->op == FISC__NODE_SOME ||
           node->op == FISC__NODE_LIST_COUNT;
}

static bool
is_leaf(const struct fisc__node *node)
{
    return node->op != FISC__NODE_ALL && node->op != FISC__NODE_ANY &&
           node->op != FISC__NODE_COUNT && !is_collection(node);
}

/* The elements on both days; a list may not be known on one of them. */
static size_t
element_count(const struct fisc__comparison *comparison,
              const struct spot *spot)
{
    uint32_t scope = spot->node->element_scope;
    size_t before = fisc__frame_below(comparison->before, spot->before, scope)
                        ->count;
    size_t after = fisc__frame_below(comparison->after, spot->after, scope)
                       ->count;

    return before < after ? before : after;
}

static size_t
child_count(const struct fisc__comparison *comparison, const struct spot *spot)
{
    if (is_leaf(spot->node))
        return 0;
    return is_collection(spot->node) ? element_count(comparison, spot)
                                     : spot->node->edge_count;
}

/* A child, and the values that its edge leads to. */
struct child {
    struct spot spot;
    enum fisc__truth before;
    enum fisc__truth after;
};

static struct child
child_at(const struct fisc__comparison *comparison, const struct spot *spot,
         size_t index)
{
    const struct fisc__graph *graph = comparison->after->graph;
    bool element = is_collection(spot->node);
    uint32_t scope = spot->node->element_scope;
    struct fisc__edge edge = spot->node->edges[element ? 0 : index];
    const struct fisc__frame *before = spot->before, *after = spot->after;
    struct child child;

    if (element) {
        before = &fisc__frame_below(comparison->before, before, scope)
                      ->list[index];
        after = &fisc__frame_below(comparison->after, after, scope)
                     ->list[index];
    }
    child.before = fisc__edge_value(before, edge);
    child.after = fisc__edge_value(after, edge);
    child.spot.before = fisc__frame_up(before, edge.up);
    child.spot.after = fisc__frame_up(after, edge.up);
    child.spot.node = graph->nodes[child.spot.after->scope->nodes[edge.node]];
    return child;
}

/* ---- is anything otherwise? ----------------------------------------------*/

static bool
spot_differs(struct fisc__comparison *comparison, const struct spot *spot,
             bool *ret)
{
    const struct fisc__comparison_memo *known = memo_find(comparison, spot);
    bool inner = !is_leaf(spot->node) && !is_collection(spot->node);
    bool differs;

    if (known) {
        *ret = known->differs;
        return true;
    }
    differs = !inner && fisc__leaf_differs(comparison, spot->before,
                                           spot->after, spot->node);
    for (size_t i = 0; !differs && i < child_count(comparison, spot); i++) {
        struct child child = child_at(comparison, spot, i);

        if (!spot_differs(comparison, &child.spot, &differs))
            return false;
    }
    *ret = differs;
    return memo_add(comparison, spot, differs);
}

static struct spot
spot_of(const struct fisc__comparison *comparison, uint32_t node, size_t party)
{
    const struct fisc__node *of = comparison->after->graph->nodes[node];

    return (struct spot){fisc__run_frame(comparison->before, of, party),
                         fisc__run_frame(comparison->after, of, party), of};
}

bool
fisc__comparison_differs(struct fisc__comparison *comparison, uint32_t node,
                         size_t party, bool *ret)
{
    struct spot spot = spot_of(comparison, node, party);

    return spot_differs(comparison, &spot, ret);
}

/* ---- from where? ---------------------------------------------------------*/

static bool
walk_spot(struct walk *walk, const struct spot *spot);

/*
 * How well a child tells why its parent is otherwise. Best is what came to the
 * parent's new value, then what moved at all. Where the parent stays as it was
 * all count alike, but in an unknown only what is unknown has a say.
 */
static int
child_weight(const struct child *child, enum fisc__truth before,
             enum fisc__truth after)
{
    bool moved = child->before != child->after;

    if (before != after)
        return !moved ? 1 : child->after == after ? 3 : 2;
    return moved || before != FISC__UNKNOWN ||
                   child->after == FISC__UNKNOWN
               ? 2
               : 1;
}

/* Of the children that are otherwise the greatest weight; 0: none is. */
static bool
greatest_weight(struct walk *walk, const struct spot *spot,
                enum fisc__truth before, enum fisc__truth after, int *ret)
{
    size_t count = child_count(walk->comparison, spot);

    *ret = 0;
    for (size_t i = 0; i < count; i++) {
        struct child child = child_at(walk->comparison, spot, i);
        int weight = child_weight(&child, before, after);
        bool differs = false;

        if (weight <= *ret)
            continue;
        if (!spot_differs(walk->comparison, &child.spot, &differs))
            return false;
        if (differs)
            *ret = weight;
    }
    return true;
}

static bool
walk_children(struct walk *walk, const struct spot *spot)
{
    uint32_t index = spot->node->index;
    enum fisc__truth before = (enum fisc__truth)spot->before->values[index];
    enum fisc__truth after = (enum fisc__truth)spot->after->values[index];
    size_t count = child_count(walk->comparison, spot);
    int greatest;

    if (!greatest_weight(walk, spot, before, after, &greatest))
        return false;
    for (size_t i = 0; greatest && i < count; i++) {
        struct child child = child_at(walk->comparison, spot, i);
        bool differs = false;

        if (child_weight(&child, before, after) != greatest)
            continue;
        if (!spot_differs(walk->comparison, &child.spot, &differs) ||
            (differs && !walk_spot(walk, &child.spot)))
            return false;
    }
    return true;
}

static bool
walk_spot(struct walk *walk, const struct spot *spot)
{
    struct fisc__comparison_memo *known = memo_find(walk->comparison, spot);

    if (known && known->stamp == walk->comparison->stamp)
        return true;
    if (known)
        known->stamp = walk->comparison->stamp;
    if ((is_leaf(spot->node) || is_collection(spot->node)) &&
        fisc__leaf_differs(walk->comparison, spot->before, spot->after,
                           spot->node) &&
        !fisc__leaf_flips(walk->comparison, spot->before, spot->after,
                          spot->node, walk->arena, walk->flips))
        return false;
    return walk_children(walk, spot);
}

bool
fisc__comparison_flips(struct fisc__comparison *comparison, uint32_t node,
                       size_t party, struct fisc__arena *arena,
                       struct fisc__flips *ret)
{
    struct walk walk = {comparison, arena, ret};
    struct spot spot = spot_of(comparison, node, party);

    comparison->stamp++;
    return walk_spot(&walk, &spot);
}
