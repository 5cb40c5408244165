/* SPDX-License-Identifier: MIT */
/* Scopes and slots: where paths start and what they read. */

#include <string.h>

#include "requirement/node.h"

enum fisc_status
fisc__scope_add(struct fisc__graph *graph, enum fisc__scope_kind kind,
                uint32_t parent, struct fisc__slot_reference list,
                const struct fisc__word *word, uint32_t *ret,
                struct fisc_error *reterr)
{
    struct fisc__graph_scope *scope, *above = NULL;
    uint32_t id = (uint32_t)graph->scope_count;

    if (!fisc__grow(graph->context, &graph->scopes, &graph->scope_capacity,
                    graph->scope_count, sizeof *graph->scopes))
        return fisc__error_nomem(reterr);
    if (parent != FISC__NO_NODE) { /* the party, or an element's scope */
        above = graph->scopes[parent];
        if (!fisc__grow(graph->context, &above->children,
                        &above->child_capacity, above->child_count,
                        sizeof *above->children))
            return fisc__error_nomem(reterr);
    }
    scope = fisc__arena_alloc(&graph->arena, sizeof *scope);
    if (!scope)
        return fisc__error_nomem(reterr);
    scope->kind = kind;
    scope->parent = parent;
    scope->list = list;
    scope->word = word;
    scope->depth = above ? (uint8_t)(above->depth + 1) : 0;
    scope->tree.slot = FISC__NO_NODE;
    fisc__names_init(&scope->paths, graph->context, &graph->arena, NULL);
    if (above)
        scope->position = (uint32_t)above->child_count;
    if (above)
        above->children[above->child_count++] = id;
    graph->scopes[graph->scope_count++] = scope;
    *ret = id;
    return FISC_OK;
}

static void
tree_done(struct fisc__graph *graph, struct fisc__slot_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++)
        tree_done(graph, tree->children[i]);
    fisc__free(graph->context, tree->children,
               tree->capacity * sizeof *tree->children);
}

void
fisc__scopes_done(struct fisc__graph *graph)
{
    for (size_t i = 0; i < graph->scope_count; i++) {
        struct fisc__graph_scope *scope = graph->scopes[i];

        fisc__names_done(&scope->paths);
        tree_done(graph, &scope->tree);
        fisc__free(graph->context, scope->slots,
                   scope->slot_capacity * sizeof *scope->slots);
        fisc__free(graph->context, scope->nodes,
                   scope->node_capacity * sizeof *scope->nodes);
        fisc__free(graph->context, scope->children,
                   scope->child_capacity * sizeof *scope->children);
    }
    fisc__free(graph->context, graph->scopes,
               graph->scope_capacity * sizeof *graph->scopes);
}

enum fisc_status
fisc__scope_party(struct fisc__graph *graph, uint32_t *ret,
                  struct fisc_error *reterr)
{
    struct fisc__slot_reference list;
    struct fisc__slot slot;
    enum fisc_status status;

    if (graph->party_scope == FISC__NO_NODE) {
        status = fisc__scope_slot(graph, 0, "parties", NULL, &list, &slot,
                                  reterr);
        if (!status)
            status = fisc__scope_add(graph, FISC__SCOPE_PARTY, 0, list, slot.word,
                                     &graph->party_scope, reterr);
        if (status)
            return status;
    }
    *ret = graph->party_scope;
    return FISC_OK;
}

enum fisc_status
fisc__scope_elements(struct fisc__graph *graph, uint32_t parent,
                     struct fisc__slot_reference list, uint32_t *ret,
                     struct fisc_error *reterr)
{
    const struct fisc__graph_scope *above = graph->scopes[parent];

    for (size_t i = 0; i < above->child_count; i++) {
        const struct fisc__graph_scope *child =
            graph->scopes[above->children[i]];

        if (child->kind == FISC__SCOPE_LIST && child->list.up == list.up &&
            child->list.slot == list.slot) {
            *ret = above->children[i];
            return FISC_OK;
        }
    }
    return fisc__scope_add(
        graph, FISC__SCOPE_LIST, parent, list,
        fisc__scope_slot_of(graph, parent, list)->word, ret, reterr);
}

const struct fisc__slot *
fisc__scope_slot_of(const struct fisc__graph *graph, uint32_t scope,
                    struct fisc__slot_reference reference)
{
    for (uint8_t i = 0; i < reference.up; i++)
        scope = graph->scopes[scope]->parent;
    return &graph->scopes[scope]->slots[reference.slot];
}

const char *
fisc__path_in_full(struct fisc__arena *arena, const struct fisc__word *word,
                   const char *path)
{
    if (!word || !word->path || !word->path[0])
        return path;
    return fisc__arena_format(arena, "%s[].%s", word->path, path);
}

/* ---- the tree of a scope's paths -----------------------------------------*/

/* Where a child of that name is, or would be. */
static size_t
tree_find(const struct fisc__slot_tree *tree, const char *name, size_t length)
{
    size_t low = 0, high = tree->count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const char *other = tree->children[middle]->name;
        int order = strncmp(other, name, length);

        if (order == 0 && other[length] != '\0')
            order = 1;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct fisc__slot_tree *
tree_child(struct fisc__graph *graph, struct fisc__slot_tree *tree,
           const char *name, size_t length)
{
    size_t at = tree_find(tree, name, length);
    struct fisc__slot_tree *child;

    if (at < tree->count &&
        strncmp(tree->children[at]->name, name, length) == 0 &&
        tree->children[at]->name[length] == '\0')
        return tree->children[at];
    if (!fisc__grow(graph->context, &tree->children, &tree->capacity,
                    tree->count, sizeof *tree->children))
        return NULL;
    child = fisc__arena_alloc(&graph->arena, sizeof *child);
    if (!child)
        return NULL;
    child->name = fisc__arena_copy(&graph->arena, name, length);
    if (!child->name)
        return NULL;
    child->slot = FISC__NO_NODE;
    memmove(&tree->children[at + 1], &tree->children[at],
            (tree->count - at) * sizeof *tree->children);
    tree->children[at] = child;
    tree->count++;
    return child;
}

static bool
tree_add(struct fisc__graph *graph, struct fisc__slot_tree *tree,
         const char *path, uint32_t slot)
{
    while (tree) {
        size_t length = strcspn(path, ".");

        tree = tree_child(graph, tree, path, length);
        if (!tree || !path[length])
            break;
        path += length + 1;
    }
    if (tree)
        tree->slot = slot;
    return tree != NULL;
}

/* ---- slots ---------------------------------------------------------------*/

/* The slot of a path within one scope, old or new. */
static enum fisc_status
add_slot(struct fisc__graph *graph, struct fisc__graph_scope *scope,
         const char *path, struct fisc__slot draft, uint32_t *ret,
         struct fisc_error *reterr)
{
    uint32_t number = fisc__names_find(&scope->paths, path, strlen(path));

    if (number) {
        *ret = number - 1;
        return FISC_OK;
    }
    if (!fisc__grow(graph->context, &scope->slots, &scope->slot_capacity,
                    scope->slot_count, sizeof *scope->slots))
        return fisc__error_nomem(reterr);
    number = fisc__names_add(&scope->paths, path, strlen(path));
    if (!number ||
        (!draft.is_id && !tree_add(graph, &scope->tree, path, number - 1)))
        return fisc__error_nomem(reterr);
    draft.path = fisc__names_text(&scope->paths, number);
    scope->slots[scope->slot_count++] = draft;
    *ret = number - 1;
    return FISC_OK;
}

static enum fisc_status
unknown_path(struct fisc__graph *graph, const struct fisc__word *word,
             const char *path, const char *written,
             const struct fisc__place *place, struct fisc_error *reterr)
{
    struct fisc__arena arena;
    const char *full, *nearest = NULL;
    enum fisc_status status;

    fisc__arena_init(&arena, graph->context);
    full = fisc__path_in_full(&arena, word, path);
    if (full)
        nearest = fisc__vocabulary_nearest(graph->vocabulary, full);
    status = nearest
                 ? fisc__error_item(reterr, FISC_ERR_INVALID, place, written,
                                    "the vocabulary has no fact %s; did you "
                                    "mean %s?", full, nearest)
                 : fisc__error_item(reterr, FISC_ERR_INVALID, place, written,
                                    "the vocabulary has no fact %s",
                                    full ? full : written);
    fisc__arena_done(&arena);
    return status;
}

/* The scope that `dots` dots mean, seen from `scope`; sets *ret_up. */
static enum fisc_status
climb(const struct fisc__graph *graph, uint32_t scope, size_t dots,
      const char *path, const struct fisc__place *place, uint32_t *ret,
      uint8_t *ret_up, struct fisc_error *reterr)
{
    uint8_t up = 0;

    for (size_t i = 1;; i++) {
        if (scope == FISC__NO_NODE ||
            graph->scopes[scope]->kind != FISC__SCOPE_LIST)
            return fisc__error_item(reterr, FISC_ERR_INVALID, place, path,
                                    "%s is the path of an element, but stands "
                                    "in no such list", path);
        if (i == dots)
            break;
        scope = graph->scopes[scope]->parent;
        up++;
    }
    *ret = scope;
    *ret_up = up;
    return FISC_OK;
}

/* What the vocabulary knows of a path below a scope's word. */
static bool
look_up(const struct fisc__graph *graph, uint32_t scope, const char *path,
        struct fisc__slot *ret)
{
    static const struct fisc__definition id_definition = {
        .path = "id", .type = FISC_FACT_STRING};
    const struct fisc__word *from = graph->scopes[scope]->word;
    const struct fisc__word *word;

    if (from && strcmp(path, "id") == 0) {
        *ret = (struct fisc__slot){.word = from, .definition = &id_definition,
                                   .is_id = true};
        return true;
    }
    word = fisc__word_find(from ? from : &graph->vocabulary->root, path);
    if (!word || !word->definition)
        return false;
    *ret = (struct fisc__slot){.word = word, .definition = word->definition};
    return true;
}

enum fisc_status
fisc__scope_slot(struct fisc__graph *graph, uint32_t scope, const char *path,
                 const struct fisc__place *place,
                 struct fisc__slot_reference *ret, struct fisc__slot *ret_slot,
                 struct fisc_error *reterr)
{
    size_t dots = fisc__path_dots(path);
    const char *rest = path + dots;
    uint32_t target = 0, slot = 0;
    uint8_t up = graph->scopes[scope]->depth;
    enum fisc_status status = FISC_OK;

    if (dots > 0) {
        status = climb(graph, scope, dots, path, place, &target, &up, reterr);
    } else if (fisc__path_is_party(path)) {
        rest = path + 6;
        status = fisc__scope_party(graph, &target, reterr);
        up = (uint8_t)(up - 1);
    }
    if (status)
        return status;
    if (!look_up(graph, target, rest, ret_slot))
        return unknown_path(graph, graph->scopes[target]->word, rest, path,
                            place, reterr);
    status = add_slot(graph, graph->scopes[target], rest, *ret_slot, &slot,
                      reterr);
    if (status)
        return status;
    *ret_slot = graph->scopes[target]->slots[slot];
    *ret = (struct fisc__slot_reference){.slot = slot, .up = up};
    return FISC_OK;
}
