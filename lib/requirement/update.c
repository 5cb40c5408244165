/* SPDX-License-Identifier: MIT */
/* A run kept up to date: what is due, level by level. */

#include "requirement/update.h"

#include <string.h>

#include "system/names.h"

/* Beside a node's value: it is due. Whoever rests on it is so later. */
enum { DUE = 0x80 };

enum fisc_status
fisc__update_init(struct fisc__update *update, struct fisc_context *context,
                  const struct fisc__depend *depend, struct fisc_error *reterr)
{
    *update = (struct fisc__update){.depend = depend};
    update->due = fisc__alloc_array(context, depend->levels,
                                    sizeof *update->due);
    if (!update->due)
        return fisc__error_nomem(reterr);
    update->context = context; /* it is there, to be done with */
    return FISC_OK;
}

void
fisc__update_done(struct fisc__update *update)
{
    struct fisc_context *context = update->context;
    struct fisc__function_uses *uses = &update->functions;

    if (!context)
        return;
    for (size_t i = 0; update->due && i < update->depend->levels; i++)
        fisc__free(context, update->due[i].list,
                   update->due[i].capacity * sizeof *update->due[i].list);
    fisc__free(context, update->due,
               update->depend->levels * sizeof *update->due);
    fisc__free(context, uses->list, uses->capacity * sizeof *uses->list);
    fisc__free(context, uses->heads, uses->size * sizeof *uses->heads);
    *update = (struct fisc__update){.context = NULL};
}

/* ---- what is due ---------------------------------------------------------*/

static void
add_due(struct fisc__update *update, const struct fisc__node *node,
        struct fisc__frame *frame)
{
    struct fisc__due_list *due = &update->due[node->level];

    if (frame->values[node->index] & DUE)
        return;
    if (due->count == due->capacity &&
        !fisc__grow(update->context, &due->list, &due->capacity, due->count,
                    sizeof *due->list)) {
        update->failed = true;
        return;
    }
    frame->values[node->index] |= DUE;
    due->list[due->count++] = (struct fisc__due){node, frame};
}

struct adding {
    struct fisc__update *update;
    const struct fisc__node *node;
};

static void
add_frame(void *data, struct fisc__frame *frame)
{
    struct adding *adding = data;

    add_due(adding->update, adding->node, frame);
}

/* A node that rests on what changed in a frame: in all frames from there on. */
static void
add_dependant(struct fisc__update *update, uint32_t id,
              struct fisc__frame *frame)
{
    const struct fisc__graph *graph = update->depend->graph;
    const struct fisc__node *node = graph->nodes[id];
    struct adding adding = {update, node};

    if (graph->scopes[node->scope] == frame->scope)
        add_due(update, node, frame);
    else if (graph->scopes[node->scope]->depth < frame->scope->depth)
        add_due(update, node, frame->up); /* a collection, of its element */
    else
        fisc__frames_below(update->run, frame, node->scope, add_frame,
                           &adding);
}

static void
add_dependants(struct fisc__update *update,
               const struct fisc__dependants *dependants, uint32_t source,
               struct fisc__frame *frame)
{
    for (uint32_t i = dependants->first[source];
         i < dependants->first[source + 1]; i++)
        add_dependant(update, dependants->nodes[i], frame);
}

static void
add_readers(struct fisc__update *update, size_t scope, uint32_t slot,
            struct fisc__frame *frame)
{
    add_dependants(update, &update->depend->readers,
                   update->depend->first_slot[scope] + slot, frame);
}

/* Nodes of the list in all of their frames. */
static void
add_everywhere(struct fisc__update *update, const uint32_t *ids, size_t count)
{
    const struct fisc__graph *graph = update->depend->graph;

    for (size_t i = 0; i < count; i++) {
        struct adding adding = {update, graph->nodes[ids[i]]};

        fisc__frames_below(update->run, &update->run->root,
                           adding.node->scope, add_frame, &adding);
    }
}

/* ---- functions -----------------------------------------------------------*/

static size_t
hash_of(const struct fisc__function_uses *uses,
        const struct fisc__definition *definition)
{
    uint64_t key = (uint64_t)(uintptr_t)definition;

    return (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 40) &
           (uses->size - 1);
}

static void
add_use(struct fisc__update *update, const struct fisc__read *read,
        struct fisc__due due)
{
    struct fisc__function_uses *uses = &update->functions;
    uint32_t *head;

    if (!fisc__grow(update->context, &uses->list, &uses->capacity,
                    uses->count, sizeof *uses->list)) {
        update->failed = true;
        return;
    }
    head = &uses->heads[hash_of(uses, read->definition)];
    uses->list[uses->count++] = (struct fisc__function_use){
        read->definition, read->scope ? read->scope->element->name : NULL,
        due, *head};
    *head = (uint32_t)uses->count;
}

static void
add_reads(struct fisc__update *update, struct fisc__due due)
{
    const struct fisc__reads *reads = &due.frame->reads[due.node->outcome];

    for (size_t i = 0; !update->failed && i < reads->count; i++)
        if (reads->list[i]->definition) /* a param doesn't change */
            add_use(update, reads->list[i], due);
}

static void
add_frame_reads(void *data, struct fisc__frame *frame)
{
    struct adding *adding = data;

    add_reads(adding->update, (struct fisc__due){adding->node, frame});
}

/* What every function read when it last ran. */
static bool
index_functions(struct fisc__update *update)
{
    const struct fisc__depend *depend = update->depend;
    struct fisc__function_uses *uses = &update->functions;

    uses->count = 0;
    if (depend->function_count == 0)
        return true;
    if (!uses->size) {
        size_t size = 64;

        while (size < depend->function_count && size < 1 << 16)
            size *= 2;
        uses->heads = fisc__alloc_array(update->context, size,
                                        sizeof *uses->heads);
        if (!uses->heads)
            return false;
        uses->size = size;
    }
    memset(uses->heads, 0, uses->size * sizeof *uses->heads);
    for (size_t i = 0; i < depend->function_count; i++) {
        struct adding adding = {update,
                                depend->graph->nodes[depend->functions[i]]};

        fisc__frames_below(update->run, &update->run->root,
                           adding.node->scope, add_frame_reads, &adding);
    }
    uses->first_count = uses->count;
    return !update->failed;
}

/* Functions that read the fact, of that element. */
static void
add_functions(struct fisc__update *update,
              const struct fisc__fact_place *place)
{
    const struct fisc__function_uses *uses = &update->functions;
    const struct fisc__definition *definition = place->word->definition;
    size_t last = place->id_count;
    uint32_t i = uses->size ? uses->heads[hash_of(uses, definition)] : 0;

    for (; i; i = uses->list[i - 1].next) {
        const struct fisc__function_use *use = &uses->list[i - 1];

        if (use->definition != definition)
            continue;
        if (last && use->element &&
            (strncmp(use->element, place->ids[last - 1].text,
                     place->ids[last - 1].length) != 0 ||
             use->element[place->ids[last - 1].length]))
            continue;
        add_due(update, use->due.node, use->due.frame);
    }
}

/* ---- facts ---------------------------------------------------------------*/

enum fisc_status
fisc__update_begin(struct fisc__update *update, struct fisc__run *run,
                   struct fisc_error *reterr)
{
    update->run = run;
    update->failed = false;
    for (size_t i = 0; i < update->depend->levels; i++)
        update->due[i].count = 0;
    return index_functions(update) ? FISC_OK : fisc__error_nomem(reterr);
}

struct setting {
    struct fisc__update *update;
    const struct fisc__item *item;
    size_t scope;
    uint32_t slot;
};

/* An element is a new item, with the same id. */
static void
set_element(void *data, struct fisc__frame *frame)
{
    struct setting *setting = data;

    frame->element = setting->item;
    for (size_t i = 0; i < frame->scope->slot_count; i++)
        if (frame->scope->slots[i].is_id)
            frame->cells[i].item = setting->item;
}

/* The list is another item, with the same elements. */
static void
set_list(void *data, struct fisc__frame *frame)
{
    struct setting *setting = data;

    frame->cells[setting->slot].item = setting->item;
}

static void
set_party(struct fisc__run *run, const struct fisc__item *record)
{
    for (size_t i = 0; i < run->party_count; i++)
        if (strcmp(run->parties[i]->name, record->name) == 0)
            run->parties[i] = (struct fisc__item *)record;
}

/* A list on the way to what changed, and its element. */
static void
set_elements(struct fisc__update *update, const struct fisc__fact_place *place,
             const struct fisc__item *list, const struct fisc__item *element)
{
    size_t count;
    const struct fisc__fact_use *uses = fisc__depend_uses(
        update->depend, place->word->definition, &count);

    for (size_t i = 0; i < count; i++) {
        bool elements = uses[i].slot == FISC__NO_NODE;
        struct setting setting = {update, elements ? element : list,
                                  uses[i].scope, uses[i].slot};

        fisc__frames_at(update->run, uses[i].scope, place,
                        place->id_count - !elements,
                        elements ? set_element : set_list, &setting);
    }
    if (place->id_count == 1 && strcmp(place->word->name, "parties") == 0)
        set_party(update->run, element);
}

void
fisc__update_way(struct fisc__update *update, const char *path,
                 const struct fisc__word *word, struct fisc__fact_place *ret)
{
    struct fisc__run *run = update->run;
    const struct fisc__item *item = run->system->root;

    ret->word = &run->graph->vocabulary->root;
    ret->id_count = 0;
    run->root.element = item;
    run->number = 0; /* what was read before may be so no longer */
    if (word && !strchr(path, '[')) {
        ret->word = word;
        return;
    }
    while (*path && ret->word) {
        const struct fisc__item *list;
        struct fisc__segment segment;

        fisc__path_next(&path, &segment);
        ret->word = fisc__word_child(ret->word, segment.name, segment.length);
        item = item ? fisc__item_field(item, segment.name, segment.length)
                    : NULL;
        if (!segment.id || !ret->word)
            continue;
        if (ret->id_count == FISC__MOST_IDS) { /* callers don't come here */
            ret->word = NULL;
            break;
        }
        ret->ids[ret->id_count].text = segment.id;
        ret->ids[ret->id_count++].length = segment.id_length;
        list = item;
        item = list ? fisc__item_element(list, segment.id, segment.id_length)
                    : NULL;
        if (item && ret->word->definition)
            set_elements(update, ret, list, item);
    }
}

static void
set_fact(void *data, struct fisc__frame *frame)
{
    struct setting *setting = data;
    struct fisc__update *update = setting->update;

    if (!fisc__cell_bind(update->run, &frame->scope->slots[setting->slot],
                         setting->item, &frame->cells[setting->slot]))
        update->failed = true;
    add_readers(update, setting->scope, setting->slot, frame);
}

void
fisc__update_fact(struct fisc__update *update,
                  const struct fisc__fact_place *place,
                  const struct fisc__item *item)
{
    const struct fisc__fact_use *uses;
    size_t count;

    if (!place->word || !place->word->definition)
        return;
    uses = fisc__depend_uses(update->depend, place->word->definition, &count);
    for (size_t i = 0; i < count; i++) {
        struct setting setting = {update, item, uses[i].scope, uses[i].slot};

        fisc__frames_at(update->run, uses[i].scope, place, place->id_count,
                        set_fact, &setting);
    }
    add_functions(update, place);
}

void
fisc__update_registers(struct fisc__update *update)
{
    if (!fisc__run_bind_registers(update->run))
        update->failed = true;
    add_everywhere(update, update->depend->evidence,
                   update->depend->evidence_count);
}

/* ---- the date ------------------------------------------------------------*/

/* Does what a function said depend on the date? */
static bool
is_dated(const struct fisc__reads *reads)
{
    for (size_t i = 0; i < reads->count; i++) {
        const struct fisc__read *read = reads->list[i];

        if (read->definition &&
            (read->definition->ages || read->state == FISC__STALE ||
             read->state == FISC__FUTURE || (read->item && read->item->about)))
            return true;
    }
    return reads->dated;
}

static void
add_dated(void *data, struct fisc__frame *frame)
{
    struct adding *adding = data;

    if (is_dated(&frame->reads[adding->node->outcome]))
        add_due(adding->update, adding->node, frame);
}

static void
add_dated_functions(struct fisc__update *update)
{
    const struct fisc__depend *depend = update->depend;

    for (size_t i = 0; i < depend->function_count; i++) {
        struct adding adding = {update,
                                depend->graph->nodes[depend->functions[i]]};

        fisc__frames_below(update->run, &update->run->root,
                           adding.node->scope, add_dated, &adding);
    }
}

/* Sets what the date decides of a cell; false: the list's frames come or go. */
static bool
date_cell(struct fisc__update *update, struct fisc__frame *frame,
          size_t scope, uint32_t slot)
{
    const struct fisc__slot *of = &frame->scope->slots[slot];
    struct fisc__cell *cell = &frame->cells[slot];
    uint8_t plain, state;

    if (of->is_id || !cell->item ||
        (!cell->item->about && !of->definition->ages))
        return true;
    plain = (uint8_t)fisc__item_state(cell->item, update->run->as_of, NULL);
    state = (uint8_t)fisc__item_state(
        cell->item, update->run->as_of,
        of->definition->ages ? &of->definition->max_age : NULL);
    if (plain == cell->plain && state == cell->state)
        return true;
    if (of->definition->type == FISC_FACT_LIST)
        return false;
    cell->plain = plain;
    cell->state = state;
    add_readers(update, scope, slot, frame);
    return true;
}

/* As deep as scopes nest. */
static bool
date_frame(struct fisc__update *update, size_t scope,
           struct fisc__frame *frame)
{
    for (size_t i = 0; i < frame->scope->slot_count; i++)
        if (!date_cell(update, frame, scope, (uint32_t)i))
            return false;
    for (size_t i = 0; i < frame->scope->child_count; i++)
        for (size_t j = 0; j < frame->below[i].count; j++)
            if (!date_frame(update, frame->scope->children[i],
                            &frame->below[i].list[j]))
                return false;
    return true;
}

bool
fisc__update_date(struct fisc__update *update, fisc_date as_of)
{
    const struct fisc__depend *depend = update->depend;
    struct fisc__run *run = update->run;

    run->as_of = as_of;
    run->number = 0;
    if (!fisc__run_set_limits(run))
        update->failed = true;
    if (!date_frame(update, 0, &run->root))
        return false;
    add_everywhere(update, depend->timed, depend->timed_count);
    add_dated_functions(update);
    return true;
}

/* ---- evaluation ----------------------------------------------------------*/

static enum fisc_status
eval_one(struct fisc__update *update, struct fisc__due due,
         struct fisc_error *reterr)
{
    uint8_t *value = &due.frame->values[due.node->index];
    uint8_t before = *value & (uint8_t)~DUE;
    bool ran = due.node->op == FISC__NODE_FUNCTION;
    uint32_t id;
    enum fisc_status status;

    *value = before;
    status = fisc__node_eval(update->run, due.frame, due.node, reterr);
    if (status || (*value == before && !ran))
        return status;
    id = due.frame->scope->nodes[due.node->index];
    if (*value != before)
        add_dependants(update, &update->depend->parents, id, due.frame);
    if (ran)
        add_reads(update, due);
    update->changed(update->changed_data, due.node, due.frame);
    return FISC_OK;
}

/* Uses that ended are in the way of those that are: now and then begin anew. */
static bool
tidy_functions(struct fisc__update *update)
{
    const struct fisc__function_uses *uses = &update->functions;

    return uses->count <= 2 * uses->first_count + 1024 ||
           index_functions(update);
}

enum fisc_status
fisc__update_eval(struct fisc__update *update, struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t level = 0; !status && level < update->depend->levels;
         level++) {
        struct fisc__due_list *due = &update->due[level];

        for (size_t i = 0; !status && !update->failed && i < due->count; i++) {
            status = fisc__meter_charge(update->run->meter, 1, reterr);
            if (!status)
                status = eval_one(update, due->list[i], reterr);
        }
        due->count = 0;
    }
    if (!status && (update->failed || !tidy_functions(update)))
        status = fisc__error_nomem(reterr);
    return status;
}
