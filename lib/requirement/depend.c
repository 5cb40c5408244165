/* SPDX-License-Identifier: MIT */
/* Which nodes rest on which slots and nodes: the graph read backwards. */

#include "requirement/depend.h"

#include "base/sort.h"

/* ---- what a node rests on ------------------------------------------------*/

/* The scope that is `up` above one. */
static uint32_t
scope_up(const struct fisc__graph *graph, uint32_t scope, unsigned up)
{
    while (up--)
        scope = graph->scopes[scope]->parent;
    return scope;
}

typedef void (*visitor)(void *data, uint32_t node, uint32_t source);

static void
visit_slot(const struct fisc__depend *depend, uint32_t id,
           struct fisc__slot_reference slot, visitor visit, void *data)
{
    uint32_t scope = scope_up(depend->graph,
                              depend->graph->nodes[id]->scope, slot.up);

    visit(data, id, depend->first_slot[scope] + slot.slot);
}

static void
visit_source(const struct fisc__depend *depend, uint32_t id,
             const struct fisc__source_of *source, visitor visit, void *data)
{
    if (source->kind == FISC__SOURCE_SLOT)
        visit_slot(depend, id, source->slot, visit, data);
}

static bool
has_slot(enum fisc__node_op op)
{
    switch (op) {
    case FISC__NODE_ALL:
    case FISC__NODE_ANY:
    case FISC__NODE_COUNT:
    case FISC__NODE_PARAM:
    case FISC__NODE_FUNCTION:
        return false;
    default:
        return true;
    }
}

/* Calls visit() with every slot that a node reads; one may come twice. */
static void
visit_slots(const struct fisc__depend *depend, uint32_t id, visitor visit,
            void *data)
{
    const struct fisc__node *node = depend->graph->nodes[id];

    if (has_slot(node->op))
        visit_slot(depend, id, node->slot, visit, data);
    visit_source(depend, id, &node->want, visit, data);
    visit_source(depend, id, &node->max_age, visit, data);
    if (node->reg)
        visit_source(depend, id, &node->reg->on, visit, data);
}

/* Calls visit() with every node that a node rests on. */
static void
visit_edges(const struct fisc__depend *depend, uint32_t id, visitor visit,
            void *data)
{
    const struct fisc__graph *graph = depend->graph;
    const struct fisc__node *node = graph->nodes[id];
    uint32_t from = node->element_scope == FISC__NO_NODE
                        ? node->scope
                        : node->element_scope;

    for (size_t i = 0; i < node->edge_count; i++) {
        uint32_t scope = scope_up(graph, from, node->edges[i].up);

        visit(data, id, graph->scopes[scope]->nodes[node->edges[i].node]);
    }
}

/* ---- dependants ----------------------------------------------------------*/

static void
count_one(void *data, uint32_t node, uint32_t source)
{
    struct fisc__dependants *dependants = data;

    (void)node;
    dependants->first[source + 1]++;
}

/* first[] is where the next one goes, and in the end where the last one is. */
static void
add_one(void *data, uint32_t node, uint32_t source)
{
    struct fisc__dependants *dependants = data;

    dependants->nodes[dependants->first[source]++] = node;
}

typedef void (*walker)(const struct fisc__depend *depend, uint32_t id,
                       visitor visit, void *data);

static bool
make_dependants(struct fisc__depend *depend, walker walk, size_t sources,
                struct fisc__dependants *ret)
{
    size_t nodes = depend->graph->node_count;

    ret->sources = sources;
    ret->first = fisc__arena_array(&depend->arena, sources + 1,
                                   sizeof *ret->first);
    if (!ret->first)
        return false;
    for (uint32_t id = 0; id < nodes; id++)
        walk(depend, id, count_one, ret);
    for (size_t i = 0; i < sources; i++)
        ret->first[i + 1] += ret->first[i];
    ret->nodes = fisc__arena_array(&depend->arena, ret->first[sources],
                                   sizeof *ret->nodes);
    if (!ret->nodes)
        return false;
    for (uint32_t id = 0; id < nodes; id++)
        walk(depend, id, add_one, ret);
    for (size_t i = sources; i > 0; i--)
        ret->first[i] = ret->first[i - 1];
    ret->first[0] = 0;
    return true;
}

/* ---- facts ---------------------------------------------------------------*/

static int
by_definition(const void *a, const void *b)
{
    const struct fisc__fact_use *x = a, *y = b;
    uintptr_t p = (uintptr_t)x->definition, q = (uintptr_t)y->definition;

    return (p > q) - (p < q);
}

static size_t
count_slots(struct fisc__depend *depend)
{
    const struct fisc__graph *graph = depend->graph;
    uint32_t total = 0;

    for (size_t i = 0; i < graph->scope_count; i++) {
        depend->first_slot[i] = total;
        total += (uint32_t)graph->scopes[i]->slot_count;
    }
    return total;
}

static void
add_use(struct fisc__depend *depend, const struct fisc__definition *definition,
        size_t scope, size_t slot)
{
    depend->uses[depend->use_count++] = (struct fisc__fact_use){
        definition, (uint32_t)scope, (uint32_t)slot};
}

static bool
make_uses(struct fisc__depend *depend, size_t slots)
{
    const struct fisc__graph *graph = depend->graph;

    depend->uses = fisc__arena_array(&depend->arena,
                                     slots + graph->scope_count,
                                     sizeof *depend->uses);
    if (!depend->uses)
        return false;
    for (size_t i = 0; i < graph->scope_count; i++) {
        const struct fisc__graph_scope *scope = graph->scopes[i];

        if (scope->word)
            add_use(depend, scope->word->definition, i, FISC__NO_NODE);
        for (size_t j = 0; j < scope->slot_count; j++)
            if (!scope->slots[j].is_id)
                add_use(depend, scope->slots[j].definition, i, j);
    }
    return fisc__sort(depend->context, depend->uses, depend->use_count,
                      sizeof *depend->uses, by_definition);
}

const struct fisc__fact_use *
fisc__depend_uses(const struct fisc__depend *depend,
                  const struct fisc__definition *definition, size_t *ret_count)
{
    uintptr_t wanted = (uintptr_t)definition;
    size_t low = 0, high = depend->use_count, end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if ((uintptr_t)depend->uses[middle].definition < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < depend->use_count &&
                    depend->uses[end].definition == definition;)
        end++;
    *ret_count = end - low;
    return depend->uses + low;
}

/* ---- leaves of a kind ----------------------------------------------------*/

static bool
is_timed(const struct fisc__node *node)
{
    return node->op == FISC__NODE_WITHIN || node->op == FISC__NODE_JUDGED ||
           node->op == FISC__NODE_EVIDENCE ||
           node->op == FISC__NODE_CONTRACT ||
           node->max_age.kind != FISC__SOURCE_NONE;
}

static bool
is_register(const struct fisc__node *node)
{
    return node->op == FISC__NODE_EVIDENCE || node->op == FISC__NODE_CONTRACT;
}

static bool
is_function(const struct fisc__node *node)
{
    return node->op == FISC__NODE_FUNCTION;
}

static bool
make_list(struct fisc__depend *depend,
          bool (*belongs)(const struct fisc__node *node), uint32_t **ret,
          size_t *ret_count)
{
    const struct fisc__graph *graph = depend->graph;
    size_t count = 0;

    for (size_t id = 0; id < graph->node_count; id++)
        count += belongs(graph->nodes[id]);
    *ret = fisc__arena_array(&depend->arena, count, sizeof **ret);
    if (!*ret)
        return false;
    for (size_t id = 0; id < graph->node_count; id++)
        if (belongs(graph->nodes[id]))
            (*ret)[(*ret_count)++] = (uint32_t)id;
    return true;
}

/* ---- all of it -----------------------------------------------------------*/

static bool
make(struct fisc__depend *depend)
{
    const struct fisc__graph *graph = depend->graph;
    size_t slots;

    depend->first_slot = fisc__arena_array(
        &depend->arena, graph->scope_count, sizeof *depend->first_slot);
    if (!depend->first_slot)
        return false;
    slots = count_slots(depend);
    for (size_t id = 0; id < graph->node_count; id++)
        if (depend->levels <= graph->nodes[id]->level)
            depend->levels = graph->nodes[id]->level + 1;
    return make_dependants(depend, visit_slots, slots, &depend->readers) &&
           make_dependants(depend, visit_edges, graph->node_count,
                           &depend->parents) &&
           make_uses(depend, slots) &&
           make_list(depend, is_timed, &depend->timed,
                     &depend->timed_count) &&
           make_list(depend, is_register, &depend->evidence,
                     &depend->evidence_count) &&
           make_list(depend, is_function, &depend->functions,
                     &depend->function_count);
}

enum fisc_status
fisc__depend_new(const struct fisc__graph *graph, struct fisc__depend **ret,
                 struct fisc_error *reterr)
{
    struct fisc__depend *depend = fisc__alloc(graph->context, sizeof *depend);

    if (!depend)
        return fisc__error_nomem(reterr);
    depend->context = graph->context;
    depend->graph = graph;
    fisc__arena_init(&depend->arena, graph->context);
    if (!make(depend)) {
        fisc__depend_free(depend);
        return fisc__error_nomem(reterr);
    }
    *ret = depend;
    return FISC_OK;
}

void
fisc__depend_free(struct fisc__depend *depend)
{
    if (!depend)
        return;
    fisc__arena_done(&depend->arena);
    fisc__free(depend->context, depend, sizeof *depend);
}
