/* SPDX-License-Identifier: MIT */
/* What an expression was compiled to: shared ones are compiled once. */

#include <string.h>

#include "requirement/node.h"

static struct fisc__compiled *
find(const struct fisc__graph *graph,
     const struct fisc__expression *expression, uint32_t scope)
{
    uint32_t key[2] = {expression->number, scope};
    size_t mask = graph->compiled_size - 1;
    size_t i = fisc__hash(key, sizeof key) & mask;

    while (graph->compiled[i].expression &&
           (graph->compiled[i].expression != expression ||
            graph->compiled[i].scope != scope))
        i = (i + 1) & mask;
    return &graph->compiled[i];
}

uint32_t
fisc__compiled_find(const struct fisc__graph *graph,
                    const struct fisc__expression *expression, uint32_t scope)
{
    const struct fisc__compiled *found =
        graph->compiled_size ? find(graph, expression, scope) : NULL;

    return found && found->expression ? found->node : FISC__NO_NODE;
}

static bool
grow(struct fisc__graph *graph)
{
    size_t size = graph->compiled_size ? graph->compiled_size * 2 : 64;
    struct fisc__compiled *old = graph->compiled;
    size_t old_size = graph->compiled_size;

    graph->compiled = fisc__alloc_array(graph->context, size, sizeof *old);
    if (!graph->compiled) {
        graph->compiled = old;
        return false;
    }
    graph->compiled_size = size;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].expression)
            *find(graph, old[i].expression, old[i].scope) = old[i];
    fisc__free(graph->context, old, old_size * sizeof *old);
    return true;
}

bool
fisc__compiled_add(struct fisc__graph *graph,
                   const struct fisc__expression *expression, uint32_t scope,
                   uint32_t node)
{
    if (graph->compiled_count * 2 >= graph->compiled_size && !grow(graph))
        return false;
    *find(graph, expression, scope) =
        (struct fisc__compiled){expression, scope, node};
    graph->compiled_count++;
    return true;
}

bool
fisc__compiled_prefix(struct fisc__graph *graph, const char *clause)
{
    size_t length = strcspn(clause, ".");

    if (graph->prefix && strncmp(graph->prefix, clause, length) == 0 &&
        graph->prefix[length] == '\0')
        return true;
    fisc__compiled_done(graph);
    graph->prefix = fisc__arena_copy(&graph->arena, clause, length);
    return graph->prefix != NULL;
}

void
fisc__compiled_done(struct fisc__graph *graph)
{
    fisc__free(graph->context, graph->compiled,
               graph->compiled_size * sizeof *graph->compiled);
    graph->compiled = NULL;
    graph->compiled_count = graph->compiled_size = 0;
}
