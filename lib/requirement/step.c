/* SPDX-License-Identifier: MIT */
/* From the tree of a scope's paths to a row of steps. */

#include "requirement/step.h"

#include "system/flat.h"

static size_t
count_steps(const struct fisc__slot_tree *tree)
{
    size_t count = tree->count;

    for (size_t i = 0; i < tree->count; i++)
        count += count_steps(tree->children[i]);
    return count;
}

static void
describe(struct fisc__step *step, const struct fisc__slot *slot)
{
    step->type = (uint8_t)slot->definition->type;
    step->ages = slot->definition->ages;
    step->is_named = slot->is_named;
}

static void
fill(struct fisc__graph_scope *scope, const struct fisc__slot_tree *tree,
     struct fisc__step *steps, uint32_t *used)
{
    for (size_t i = 0; i < tree->count; i++) {
        const struct fisc__slot_tree *child = tree->children[i];
        struct fisc__step *step = &steps[(*used)++];

        step->head = fisc__text_head(child->name);
        step->name = child->name;
        step->is_long = fisc__text_is_long(child->name);
        step->slot = child->slot;
        if (child->slot != FISC__NO_NODE)
            describe(step, &scope->slots[child->slot]);
        fill(scope, child, steps, used);
        step->end = *used;
    }
}

/* The heads of an enumeration's values, where no two are alike. */
static bool
set_heads(struct fisc__graph *graph, struct fisc__slot *slot)
{
    size_t count = slot->definition->value_count;
    uint64_t *heads = fisc__arena_array(&graph->arena, count, sizeof *heads);

    if (!heads)
        return false;
    for (size_t i = 0; i < count; i++) {
        heads[i] = fisc__text_head(slot->definition->values[i].name);
        for (size_t j = 0; j < i; j++)
            if (heads[j] == heads[i])
                return true;
    }
    slot->heads = heads;
    return true;
}

static bool
make_scope(struct fisc__graph *graph, struct fisc__graph_scope *scope)
{
    size_t count = count_steps(&scope->tree);
    struct fisc__step *steps = fisc__arena_array(&graph->arena, count,
                                                 sizeof *steps);
    uint32_t used = 0;

    if (!steps)
        return false;
    fill(scope, &scope->tree, steps, &used);
    scope->steps = steps;
    scope->step_count = used;
    scope->id_slot = FISC__NO_NODE;
    for (uint32_t i = 0; i < scope->slot_count; i++) {
        if (scope->slots[i].is_id)
            scope->id_slot = i;
        if (scope->slots[i].definition->type == FISC_FACT_ENUMERATION &&
            !set_heads(graph, &scope->slots[i]))
            return false;
    }
    return true;
}

bool
fisc__steps_make(struct fisc__graph *graph)
{
    for (size_t i = 0; i < graph->scope_count; i++)
        if (!make_scope(graph, graph->scopes[i]))
            return false;
    return true;
}
