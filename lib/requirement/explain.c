/* SPDX-License-Identifier: MIT */
/* Why a node has its value: rules 21 to 24 put together. */

#include <string.h>

#include "base/sort.h"
#include "requirement/explainer.h"
#include "requirement/work.h"

/* ---- unknown, where a path is met twice ----------------------------------*/

/* Names what the leaves of an unknown wait for, where it is in the set. */
static bool
name_in_set(struct fisc__explainer *explainer, struct fisc__tree *tree,
            const struct fisc__paths *set)
{
    struct fisc__tree_job *job = &explainer->job;

    if (tree->walk_number == job->walks)
        return true;
    tree->walk_number = job->walks;
    for (size_t i = 0; tree->kind == FISC__TREE_LEAF && i < tree->named_count;
         i++) {
        uint32_t number = fisc__paths_number(job, tree->named[i].path);

        if (!number)
            return false;
        if (!fisc__paths_has(job, set, number))
            continue;
        if (!fisc__explainer_unknown(explainer, &tree->named[i]))
            return false;
        if (tree->outcome)
            fisc__explainer_note(explainer, tree->outcome);
    }
    for (size_t i = 0; i < tree->count; i++)
        if (tree->edges[i].child->truth == FISC__UNKNOWN &&
            !name_in_set(explainer, tree->edges[i].child, set))
            return false;
    return true;
}

static bool
explain_shared(struct fisc__explainer *explainer,
               const struct fisc__frame *frame, const struct fisc__node *node,
               bool *ret_minimal)
{
    struct fisc__tree_job *job;
    struct fisc__tree *tree;
    struct fisc__paths set;
    bool large;

    explainer->count = 0;
    explainer->message = NULL;
    if (!fisc__tree_is_large(explainer, frame, node, &large))
        return false;
    if (large) {
        *ret_minimal = false;
        return fisc__walk_whole(explainer, frame, node);
    }
    job = fisc__explainer_job(explainer);
    tree = job ? fisc__tree_open(job, frame, node) : NULL;
    if (!tree || !fisc__tree_deciding(job, tree, &set, ret_minimal))
        return false;
    job->walks++;
    return name_in_set(explainer, tree, &set);
}

/* ---- errors --------------------------------------------------------------*/

static bool
find_error(struct fisc__explainer *explainer, const struct fisc__frame *frame,
           const struct fisc__node *node);

static bool
find_error_at(struct fisc__explainer *explainer,
              const struct fisc__frame *frame, struct fisc__edge edge)
{
    const struct fisc__frame *at;
    const struct fisc__node *child =
        fisc__edge_node(explainer->run, frame, edge, &at);

    return fisc__edge_value(frame, edge) != FISC__ERROR ||
           find_error(explainer, at, child);
}

/* The first function that broke, on the way that the error took. */
static bool
find_error(struct fisc__explainer *explainer, const struct fisc__frame *frame,
           const struct fisc__node *node)
{
    struct fisc__visit *visit = fisc__explainer_visit(explainer, frame, node);
    bool right = visit != NULL;

    if (!visit || visit->met)
        return right;
    visit->met = 1;
    if (node->op == FISC__NODE_FUNCTION)
        explainer->message = frame->outcomes[node->outcome];
    if (fisc__node_is_collection(node)) {
        const struct fisc__frames *below =
            fisc__frame_below(explainer->run, frame, node->element_scope);

        for (size_t i = 0; right && !explainer->message && i < below->count;
             i++)
            right = find_error_at(explainer, &below->list[i], node->edges[0]);
        return right;
    }
    for (size_t i = 0; right && !explainer->message && i < node->edge_count;
         i++)
        right = find_error_at(explainer, frame, node->edges[i]);
    return right;
}

/* ---- the answer ----------------------------------------------------------*/

static int
by_path(const void *a, const void *b)
{
    return strcmp(((const struct fisc__named *)a)->path,
                  ((const struct fisc__named *)b)->path);
}

/* Most explanations name a few facts, found nearly in order. */
static bool
sort_facts(struct fisc_context *context, struct fisc__named *facts,
           size_t count)
{
    if (count > 16)
        return fisc__sort(context, facts, count, sizeof *facts, by_path);
    for (size_t i = 1; i < count; i++) {
        struct fisc__named moved = facts[i];
        size_t at = i;

        for (; at > 0 && strcmp(facts[at - 1].path, moved.path) > 0; at--)
            facts[at] = facts[at - 1];
        facts[at] = moved;
    }
    return true;
}

static bool
copy_facts(struct fisc__explainer *explainer, bool unknown,
           struct fisc__explained *ret)
{
    size_t count = explainer->count;
    /* The list is as large, so that the size is none that overflows. */
    struct fisc__named *facts =
        fisc__arena_room(explainer->arena, count * sizeof *facts);

    if (!facts)
        return false;
    if (count)
        memcpy(facts, explainer->list, count * sizeof *facts);
    for (size_t i = 0; i < count && !unknown; i++)
        if (!facts[i].value && facts[i].item) {
            facts[i].value = fisc__item_text(explainer->arena, facts[i].item);
            if (!facts[i].value)
                return false;
        }
    ret->facts = facts;
    ret->fact_count = count;
    return sort_facts(explainer->context, facts, count);
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Ids in order, each once. */
static bool
sort_evidence(struct fisc_context *context, struct fisc__explained *ret)
{
    size_t count = 0;

    if (!fisc__sort(context, ret->evidence, ret->evidence_count,
                    sizeof *ret->evidence, by_text))
        return false;
    for (size_t i = 0; i < ret->evidence_count; i++)
        if (count == 0 ||
            strcmp(ret->evidence[count - 1], ret->evidence[i]) != 0)
            ret->evidence[count++] = ret->evidence[i];
    ret->evidence_count = count;
    return true;
}

static const char *
evidence_of(const struct fisc__named *fact)
{
    return fact->item && fact->item->about ? fact->item->about->evidence
                                           : NULL;
}

/* What the leaves rely on, and what the facts named say of themselves. */
static bool
copy_evidence(struct fisc__explainer *explainer, struct fisc__explained *ret)
{
    size_t count = explainer->relied_count;

    for (size_t i = 0; i < ret->fact_count; i++)
        count += evidence_of(&ret->facts[i]) != NULL;
    if (count == 0)
        return true;
    ret->evidence = fisc__arena_array(explainer->arena, count,
                                      sizeof *ret->evidence);
    if (!ret->evidence)
        return false;
    for (size_t i = 0; i < explainer->relied_count; i++)
        ret->evidence[ret->evidence_count++] = explainer->relied[i];
    for (size_t i = 0; i < ret->fact_count; i++)
        if (evidence_of(&ret->facts[i]))
            ret->evidence[ret->evidence_count++] =
                evidence_of(&ret->facts[i]);
    return count < 2 || sort_evidence(explainer->context, ret);
}

/* A function that is the whole check may say that the clause doesn't apply. */
static bool
says_notapplicable(const struct fisc__frame *frame,
                   const struct fisc__node *node)
{
    return node->op == FISC__NODE_FUNCTION &&
           frame->outcomes[node->outcome]->verdict ==
               FISC__VERDICT_NOTAPPLICABLE;
}

static bool
explain_unknown(struct fisc__explainer *explainer,
                const struct fisc__frame *frame, const struct fisc__node *node,
                struct fisc__explained *ret)
{
    if (!fisc__walk_unknown(explainer, frame, node) ||
        (explainer->twice &&
         !explain_shared(explainer, frame, node, &ret->minimal)))
        return false;
    ret->message = explainer->message;
    return copy_facts(explainer, true, ret);
}

static bool
explain(struct fisc__explainer *explainer, const struct fisc__frame *frame,
        const struct fisc__node *node, bool because,
        struct fisc__explained *ret)
{
    enum fisc__truth truth = (enum fisc__truth)frame->values[node->index];
    bool right;

    *ret = (struct fisc__explained){.minimal = true};
    if (truth == FISC__UNKNOWN)
        return explain_unknown(explainer, frame, node, ret);
    if (truth == FISC__ERROR && !says_notapplicable(frame, node)) {
        right = find_error(explainer, frame, node);
        /* Where no function broke, a part was over its budget. */
        ret->message = explainer->message ? explainer->message
                                          : fisc__over_outcome();
        return right;
    }
    right = fisc__walk_decided(explainer, frame, node, because) &&
            copy_facts(explainer, false, ret) &&
            copy_evidence(explainer, ret);
    ret->message = explainer->message;
    return right;
}

enum fisc_status
fisc__run_explain(const struct fisc__run *run, uint32_t node, size_t party,
                  bool because, struct fisc__arena *arena,
                  struct fisc__explained *ret, struct fisc_error *reterr)
{
    const struct fisc__node *of = run->graph->nodes[node];
    struct fisc__explainer *explainer = fisc__explainer_take(run, arena);
    struct fisc__explained filled;
    bool right;

    if (!explainer)
        return fisc__error_nomem(reterr);
    right = explain(explainer, fisc__run_frame(run, of, party), of, because,
                    &filled);
    if (right)
        fisc__explainer_put(explainer);
    else
        fisc__explainer_free(explainer); /* half of a tree may be there */
    if (!right)
        return fisc__error_nomem(reterr);
    *ret = filled;
    return FISC_OK;
}
