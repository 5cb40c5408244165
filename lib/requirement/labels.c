/* SPDX-License-Identifier: MIT */
/* Rule 20: the lightest labels by which a node is true. */

#include <string.h>

#include "base/sort.h"
#include "requirement/explainer.h"

/* A sorted set of labels; `worst` is 0 none, 1 alternative, 2 relaxation. */
struct labels {
    const char **list;
    size_t count;
    int worst;
};

static int
compare_labels(const struct labels *a, const struct labels *b)
{
    if (a->worst != b->worst)
        return a->worst - b->worst;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++) {
        int side = strcmp(a->list[i], b->list[i]);

        if (side)
            return side;
    }
    return 0;
}

static bool
add_label(struct fisc__arena *arena, struct labels *labels, const char *label)
{
    int worst = strncmp(label, "relaxation:", 11) == 0 ? 2 : 1;
    const char **list;
    size_t at = 0;

    while (at < labels->count && strcmp(labels->list[at], label) < 0)
        at++;
    if (at < labels->count && strcmp(labels->list[at], label) == 0)
        return true;
    list = fisc__arena_array(arena, labels->count + 1, sizeof *list);
    if (!list)
        return false;
    if (labels->count) {
        memcpy(list, labels->list, at * sizeof *list);
        memcpy(list + at + 1, labels->list + at,
               (labels->count - at) * sizeof *list);
    }
    list[at] = label;
    labels->list = list;
    labels->count++;
    if (worst > labels->worst)
        labels->worst = worst;
    return true;
}

static int
by_weight(const void *a, const void *b)
{
    return compare_labels(a, b);
}

/* Labels that were found in this explanation, by fisc__visit's index. */
struct search {
    struct fisc__explainer *explainer;
    struct labels *list;
    size_t count, capacity;
};

static bool
labels_of(struct search *search, const struct fisc__frame *frame,
          const struct fisc__node *node, struct labels *ret);

/* Under `no` nothing is met by a label: it was refused at load. */
static bool
edge_labels(struct search *search, const struct fisc__frame *frame,
            struct fisc__edge edge, struct labels *ret)
{
    const struct fisc__frame *at;
    const struct fisc__node *child =
        fisc__edge_node(search->explainer->run, frame, edge, &at);

    *ret = (struct labels){0};
    return edge.negated || !child->labelled ||
           labels_of(search, at, child, ret);
}

/* Unites the lightest sets, as many as are needed. */
static bool
take_lightest(struct search *search, struct labels *sets, size_t count,
              size_t need, struct labels *ret)
{
    if (!fisc__sort(search->explainer->context, sets, count, sizeof *sets,
                    by_weight))
        return false;
    for (size_t i = 0; i < need && i < count; i++)
        for (size_t j = 0; j < sets[i].count; j++)
            if (!add_label(search->explainer->arena, ret, sets[i].list[j]))
                return false;
    return true;
}

/* The sets of the true children. */
static bool
child_labels(struct search *search, const struct fisc__frame *frame,
             const struct fisc__node *node, struct labels *ret)
{
    struct labels *sets = fisc__arena_array(search->explainer->arena,
                                            node->edge_count, sizeof *sets);
    size_t need = node->op == FISC__NODE_ALL   ? node->edge_count
                  : node->op == FISC__NODE_ANY ? 1
                                               : node->need;
    size_t count = 0;

    if (!sets)
        return false;
    for (size_t i = 0; i < node->edge_count; i++)
        if (fisc__edge_value(frame, node->edges[i]) == FISC__TRUE &&
            !edge_labels(search, frame, node->edges[i], &sets[count++]))
            return false;
    return take_lightest(search, sets, count, need, ret);
}

static bool
element_labels(struct search *search, const struct fisc__frame *frame,
               const struct fisc__node *node, struct labels *ret)
{
    const struct fisc__frames *below = fisc__frame_below(
        search->explainer->run, frame, node->element_scope);
    struct labels *sets = fisc__arena_array(search->explainer->arena,
                                            below->count + 1, sizeof *sets);
    size_t need = node->op == FISC__NODE_EACH   ? below->count + 1
                  : node->op == FISC__NODE_SOME ? 1
                                                : node->need;
    size_t count = 0;

    if (!sets)
        return false;
    for (size_t i = 0; i < below->count; i++)
        if (fisc__edge_value(&below->list[i], node->edges[0]) == FISC__TRUE &&
            !edge_labels(search, &below->list[i], node->edges[0],
                         &sets[count++]))
            return false;
    return take_lightest(search, sets, count, need, ret);
}

static bool
labels_of(struct search *search, const struct fisc__frame *frame,
          const struct fisc__node *node, struct labels *ret)
{
    struct fisc_context *context = search->explainer->context;
    struct labels found = {0};
    struct fisc__visit *visit =
        fisc__explainer_visit(search->explainer, frame, node);

    if (!visit)
        return false;
    if (visit->labels) {
        *ret = search->list[visit->labels - 1];
        return true;
    }
    if (!(fisc__node_is_collection(node)
              ? element_labels(search, frame, node, &found)
              : child_labels(search, frame, node, &found)) ||
        (node->label &&
         !add_label(search->explainer->arena, &found, node->label)) ||
        !fisc__grow(context, &search->list, &search->capacity, search->count,
                    sizeof *search->list))
        return false;
    search->list[search->count++] = found;
    visit = fisc__explainer_visit(search->explainer, frame, node);
    visit->labels = (uint32_t)search->count;
    *ret = found;
    return true;
}

enum fisc_status
fisc__run_labels(const struct fisc__run *run, uint32_t node, size_t party,
                 struct fisc__arena *arena, struct fisc__explained *ret,
                 struct fisc_error *reterr)
{
    const struct fisc__node *of = run->graph->nodes[node];
    const struct fisc__frame *frame = fisc__run_frame(run, of, party);
    struct search search = {.list = NULL};
    struct labels labels = {0};
    bool right;

    if (!of->labelled || frame->values[of->index] != FISC__TRUE)
        return FISC_OK;
    search.explainer = fisc__explainer_take(run, arena);
    if (!search.explainer)
        return fisc__error_nomem(reterr);
    right = labels_of(&search, frame, of, &labels);
    fisc__free(run->context, search.list,
               search.capacity * sizeof *search.list);
    fisc__explainer_put(search.explainer);
    if (!right)
        return fisc__error_nomem(reterr);
    ret->labels = labels.list;
    ret->label_count = labels.count;
    return FISC_OK;
}
