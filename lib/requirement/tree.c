/* SPDX-License-Identifier: MIT */
/* A requirement opened up for explanation. */

#include "requirement/tree.h"

#include "requirement/naming.h"

#include <string.h>

#include "requirement/work.h"

void
fisc__tree_init(struct fisc__tree_job *job, const struct fisc__run *run,
                struct fisc__arena *arena)
{
    struct fisc_context *context = arena->context;

    *job = (struct fisc__tree_job){.run = run, .arena = arena};
    fisc__names_init(&job->keys, context, arena, NULL);
    fisc__names_init(&job->paths, context, arena, NULL);
    fisc__buffer_init(&job->key, context);
}

void
fisc__tree_done(struct fisc__tree_job *job)
{
    fisc__names_done(&job->keys);
    fisc__names_done(&job->paths);
    fisc__buffer_done(&job->key);
    fisc__free(job->arena->context, job->trees,
               job->capacity * sizeof *job->trees);
    fisc__free(job->arena->context, job->memo,
               job->memo_size * sizeof *job->memo);
    fisc__free(job->arena->context, job->marks,
               job->mark_capacity * sizeof *job->marks);
    fisc__free(job->arena->context, job->bag,
               job->bag_capacity * sizeof *job->bag);
}

/* ---- what is opened already ----------------------------------------------*/

static struct fisc__tree_memo *
find_memo(const struct fisc__tree_job *job, const struct fisc__frame *frame,
          const struct fisc__node *node)
{
    const void *key[2] = {frame, node};
    size_t mask = job->memo_size - 1;
    size_t i = fisc__hash(key, sizeof key) & mask;

    while (job->memo[i].frame &&
           (job->memo[i].frame != frame || job->memo[i].node != node))
        i = (i + 1) & mask;
    return &job->memo[i];
}

static bool
grow_memo(struct fisc__tree_job *job)
{
    size_t size = job->memo_size ? job->memo_size * 2 : 64;
    struct fisc__tree_memo *old = job->memo;
    size_t old_size = job->memo_size;

    job->memo = fisc__alloc_array(job->arena->context, size, sizeof *old);
    if (!job->memo) {
        job->memo = old;
        return false;
    }
    job->memo_size = size;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].frame)
            *find_memo(job, old[i].frame, old[i].node) = old[i];
    fisc__free(job->arena->context, old, old_size * sizeof *old);
    return true;
}

static bool
remember(struct fisc__tree_job *job, const struct fisc__frame *frame,
         const struct fisc__node *node, struct fisc__tree *tree)
{
    if (job->memo_count * 2 >= job->memo_size && !grow_memo(job))
        return false;
    *find_memo(job, frame, node) =
        (struct fisc__tree_memo){frame, node, tree};
    job->memo_count++;
    return true;
}

/* ---- equal trees are one -------------------------------------------------*/

struct fisc__tree *
fisc__tree_make(struct fisc__tree_job *job, bool *ret_new)
{
    struct fisc__tree *tree;
    uint32_t number = 0;

    *ret_new = false;
    if (!job->key.failed)
        number = fisc__names_add(&job->keys, fisc__buffer_text(&job->key),
                                 job->key.length);
    if (!number)
        return NULL;
    if (number <= job->count)
        return job->trees[number - 1];
    tree = fisc__arena_alloc(job->arena, sizeof *tree);
    if (!tree || !fisc__grow(job->arena->context, &job->trees, &job->capacity,
                             job->count, sizeof *job->trees))
        return NULL;
    tree->number = number;
    tree->assigned = FISC__UNKNOWN;
    job->trees[job->count++] = tree;
    *ret_new = true;
    return tree;
}

enum fisc__truth
fisc__tree_edge_truth(struct fisc__tree_edge edge)
{
    static const unsigned char negated[] = {FISC__TRUE, FISC__FALSE,
                                            FISC__UNKNOWN, FISC__ERROR};

    return (enum fisc__truth)(edge.negated ? negated[edge.child->truth]
                                           : edge.child->truth);
}

static void
write_combination(struct fisc__tree_job *job, enum fisc__tree_kind kind,
                  size_t need, const char *label,
                  const struct fisc__named *asked,
                  const struct fisc__tree_edge *edges, size_t count)
{
    struct fisc__buffer *key = &job->key;

    key->length = 0;
    fisc__buffer_number(key, (uint64_t)kind);
    fisc__buffer_char(key, ',');
    fisc__buffer_number(key, need);
    fisc__buffer_char(key, ',');
    fisc__buffer_string(key, label ? label : "");
    fisc__buffer_char(key, '<');
    fisc__buffer_string(key, asked ? asked->path : "");
    for (size_t i = 0; i < count; i++) {
        /* One sign for what marks an edge, then the child. */
        fisc__buffer_char(key, (char)('a' + edges[i].negated +
                                      2 * edges[i].guard +
                                      4 * (edges[i].element != NULL)));
        fisc__buffer_number(key, edges[i].child->number);
    }
}

struct fisc__tree *
fisc__tree_combine(struct fisc__tree_job *job, enum fisc__tree_kind kind,
                   size_t need, const char *label,
                   const struct fisc__named *asked,
                   const struct fisc__tree_edge *edges, size_t count)
{
    struct fisc__tree *tree;
    bool is_new;

    write_combination(job, kind, need, label, asked, edges, count);
    tree = fisc__tree_make(job, &is_new);
    if (!tree || !is_new)
        return tree;
    tree->kind = kind;
    tree->label = label;
    tree->asked = asked;
    tree->need = need;
    tree->edges = fisc__arena_array(job->arena, count, sizeof *edges);
    if (!tree->edges)
        return NULL;
    if (count)
        memcpy(tree->edges, edges, count * sizeof *edges);
    tree->count = count;
    for (size_t i = 0; i < count; i++)
        tree->values[fisc__tree_edge_truth(edges[i])]++;
    tree->truth = fisc__count_truth(tree->values, need);
    return tree;
}

/* ---- opening nodes -------------------------------------------------------*/

static bool
open_edge(struct fisc__tree_job *job, const struct fisc__frame *frame,
          struct fisc__edge edge, struct fisc__tree_edge *ret)
{
    const struct fisc__frame *at = fisc__frame_up(frame, edge.up);
    const struct fisc__graph *graph = job->run->graph;

    *ret = (struct fisc__tree_edge){
        .child = fisc__tree_open(job, at,
                                 graph->nodes[at->scope->nodes[edge.node]]),
        .negated = edge.negated,
        .guard = edge.guard};
    return ret->child != NULL;
}

static struct fisc__tree *
open_combinator(struct fisc__tree_job *job, const struct fisc__frame *frame,
                const struct fisc__node *node)
{
    static const enum fisc__tree_kind kinds[] = {
        [FISC__NODE_ALL] = FISC__TREE_ALL,
        [FISC__NODE_ANY] = FISC__TREE_ANY,
        [FISC__NODE_COUNT] = FISC__TREE_COUNT};
    enum fisc__tree_kind kind = kinds[node->op];
    size_t need = kind == FISC__TREE_ALL
                      ? node->edge_count
                      : kind == FISC__TREE_ANY ? 1 : node->need;
    struct fisc__tree_edge *edges =
        fisc__arena_array(job->arena, node->edge_count, sizeof *edges);

    if (!edges)
        return NULL;
    for (size_t i = 0; i < node->edge_count; i++)
        if (!open_edge(job, frame, node->edges[i], &edges[i]))
            return NULL;
    return fisc__tree_combine(job, kind, need, node->label, NULL, edges,
                              node->edge_count);
}

/* ---- collections ---------------------------------------------------------*/

static struct fisc__tree *
open_rest(struct fisc__tree_job *job, const struct fisc__frame *frame,
          const struct fisc__node *node)
{
    enum fisc__truth neutral = node->op == FISC__NODE_EACH ? FISC__TRUE
                                                           : FISC__FALSE;
    struct fisc__named list;
    struct fisc__naming naming = {.run = job->run,
                                  .arena = job->arena,
                                  .frame = frame,
                                  .node = node,
                                  .named = &list};

    if (!fisc__name_list(&naming))
        return NULL;
    return fisc__tree_rest(job, frame, node, &list,
                           list.state == FISC__KNOWN ? neutral
                                                     : FISC__UNKNOWN);
}

static bool
open_element(struct fisc__tree_job *job, const struct fisc__frame *element,
             const struct fisc__node *node, struct fisc__tree_edge *ret)
{
    if (!open_edge(job, element, node->edges[0], ret))
        return false;
    ret->element = fisc__arena_concat(
        job->arena,
        (const char *const[]){element->list_path, "[", element->element->name,
                              "]"},
        4);
    return ret->element != NULL;
}

static struct fisc__tree *
combine_collection(struct fisc__tree_job *job, const struct fisc__node *node,
                   const struct fisc__tree_edge *edges, size_t count)
{
    if (node->op == FISC__NODE_EACH)
        return fisc__tree_combine(job, FISC__TREE_ALL, count, NULL, NULL, edges,
                                  count);
    if (node->op == FISC__NODE_SOME)
        return fisc__tree_combine(job, FISC__TREE_ANY, 1, NULL, NULL, edges,
                                  count);
    return fisc__tree_combine(job, FISC__TREE_COUNT, node->need, NULL, NULL,
                              edges, count);
}

static struct fisc__tree *
open_collection(struct fisc__tree_job *job, const struct fisc__frame *frame,
                const struct fisc__node *node)
{
    const struct fisc__frames *below =
        fisc__frame_below(job->run, frame, node->element_scope);
    size_t repeat = node->op == FISC__NODE_LIST_COUNT ? node->need : 1;
    size_t count = 0;
    struct fisc__tree_edge *edges = fisc__arena_array(
        job->arena, below->count + repeat, sizeof *edges);
    struct fisc__tree *rest;

    if (!edges)
        return NULL;
    for (; count < below->count; count++)
        if (!open_element(job, &below->list[count], node, &edges[count]))
            return NULL;
    rest = open_rest(job, frame, node);
    if (!rest)
        return NULL;
    if (rest->truth != FISC__UNKNOWN)
        repeat = 1;
    while (repeat--)
        edges[count++] = (struct fisc__tree_edge){.child = rest};
    return combine_collection(job, node, edges, count);
}

/* A part that would have taken more than it may. */
static struct fisc__tree *
open_over(struct fisc__tree_job *job, const struct fisc__node *node)
{
    struct fisc__tree *tree;
    bool is_new;

    job->key.length = 0;
    fisc__buffer_format(&job->key, "O%p", (const void *)node);
    tree = fisc__tree_make(job, &is_new);
    if (!tree || !is_new)
        return tree;
    tree->kind = FISC__TREE_LEAF;
    tree->truth = FISC__ERROR;
    tree->outcome = fisc__over_outcome();
    return tree;
}

/* No other leaf than a function is an error by itself. */
static bool
is_over(const struct fisc__tree_job *job, const struct fisc__frame *frame,
        const struct fisc__node *node)
{
    switch (node->op) {
    case FISC__NODE_ALL:
    case FISC__NODE_ANY:
    case FISC__NODE_COUNT:
    case FISC__NODE_FUNCTION:
        return false;
    case FISC__NODE_EACH:
    case FISC__NODE_SOME:
    case FISC__NODE_LIST_COUNT:
        return fisc__collection_is_over(job->run, node);
    default:
        return frame->values[node->index] == FISC__ERROR;
    }
}

static struct fisc__tree *
open_node(struct fisc__tree_job *job, const struct fisc__frame *frame,
          const struct fisc__node *node)
{
    if (is_over(job, frame, node))
        return open_over(job, node);
    switch (node->op) {
    case FISC__NODE_ALL:
    case FISC__NODE_ANY:
    case FISC__NODE_COUNT:
        return open_combinator(job, frame, node);
    case FISC__NODE_EACH:
    case FISC__NODE_SOME:
    case FISC__NODE_LIST_COUNT:
        return open_collection(job, frame, node);
    default:
        return fisc__tree_leaf(job, frame, node);
    }
}

struct fisc__tree *
fisc__tree_open(struct fisc__tree_job *job, const struct fisc__frame *frame,
                const struct fisc__node *node)
{
    struct fisc__tree *tree;

    if (job->memo_size) {
        tree = find_memo(job, frame, node)->tree;
        if (tree)
            return tree;
    }
    tree = open_node(job, frame, node);
    return tree && remember(job, frame, node, tree) ? tree : NULL;
}
