/* SPDX-License-Identifier: MIT */
/* What leaves want, as text: found once, for every explanation. */

#include <string.h>

#include "requirement/node.h"

/* "a, b, c" */
static const char *
joined(struct fisc__arena *arena, const char *const *texts, size_t count)
{
    size_t length = 1;
    char *text, *end;

    if (count == 1)
        return texts[0];
    for (size_t i = 0; i < count; i++)
        length += strlen(texts[i]) + 2;
    text = end = fisc__arena_alloc(arena, length);
    for (size_t i = 0; text && i < count; i++) {
        if (i > 0)
            end = stpcpy(end, ", ");
        end = stpcpy(end, texts[i]);
    }
    return text;
}

static bool
source_text(struct fisc__arena *arena, struct fisc__source_of *source)
{
    if (source->kind == FISC__SOURCE_CONSTANTS ||
        source->kind == FISC__SOURCE_PERIOD)
        source->text = joined(arena, source->texts, source->count);
    else
        source->text = "";
    return source->text != NULL;
}

const char *
fisc__wanted_before(const struct fisc__node *node)
{
    static const char *const relations[] = {
        "= ", "!= ", ">= ", "<= ", "> ", "< ", "starts with ", "one of "};

    switch (node->op) {
    case FISC__NODE_COMPARE:
        return relations[node->relation];
    case FISC__NODE_WITHIN:
        return "within ";
    case FISC__NODE_NOT_AFTER:
        return "not after ";
    default:
        return "one of ";
    }
}

bool
fisc__node_texts(struct fisc__graph *graph, struct fisc__node *node)
{
    struct fisc__arena *arena = &graph->arena;

    node->wanted = "true";
    if (!source_text(arena, &node->want) ||
        !source_text(arena, &node->max_age) ||
        (node->reg && !source_text(arena, &node->reg->on)))
        return false;
    if (node->op == FISC__NODE_COMPARE || node->op == FISC__NODE_ONE_OF ||
        node->op == FISC__NODE_WITHIN || node->op == FISC__NODE_NOT_AFTER ||
        node->op == FISC__NODE_JUDGED)
        node->wanted = fisc__arena_concat(
            arena,
            (const char *const[]){fisc__wanted_before(node),
                                  node->want.text},
            2);
    return node->wanted != NULL;
}
