/* SPDX-License-Identifier: MIT */
/* Binding: what every slot of the graph holds in one description. */

#include <string.h>

#include "requirement/bind.h"
#include "requirement/step.h"
#include "requirement/work.h"

static enum fisc_status
bind_frame(struct fisc__run *run, struct fisc__frame *frame, uint32_t element,
           struct fisc_error *reterr);

/* Rule 3, where the fact is given. */
static enum fisc__state
dated_state(fisc_date date, fisc_date expires, fisc_date as_of,
            const struct fisc__period *age)
{
    if (expires != FISC_DATE_NONE && expires < as_of)
        return FISC__STALE;
    if (date > as_of) /* never FISC_DATE_NONE, which lies before all */
        return FISC__FUTURE;
    if (!age)
        return FISC__KNOWN;
    if (date == FISC_DATE_NONE)
        return FISC__UNDATED;
    return fisc__date_move(date, *age, 1) < as_of ? FISC__STALE : FISC__KNOWN;
}

enum fisc__state
fisc__item_state(const struct fisc__item *item, fisc_date as_of,
                 const struct fisc__period *age)
{
    if (!item)
        return FISC__ABSENT;
    if (item->kind == FISC__ITEM_UNKNOWN)
        return FISC__STATED;
    return dated_state(item->about ? item->about->date : FISC_DATE_NONE,
                       item->about ? item->about->expires : FISC_DATE_NONE,
                       as_of, age);
}

/* ---- cells ---------------------------------------------------------------*/

uint32_t
fisc__run_name(struct fisc__run *run, const char *text)
{
    return fisc__names_add(&run->names, text, strlen(text));
}

bool
fisc__run_set(struct fisc__run *run, const struct fisc__item *item,
              const uint32_t **ret, uint32_t *ret_count)
{
    uint32_t *ids = fisc__arena_array(&run->arena, item->u.children.count,
                                      sizeof *ids);
    uint32_t count = 0;

    if (!ids)
        return false;
    for (size_t i = 0; i < item->u.children.count; i++) {
        const struct fisc__item *member = item->u.children.list[i];

        if (member->kind != FISC__ITEM_STRING)
            continue;
        ids[count] = fisc__run_name(run, member->u.string);
        if (!ids[count++])
            return false;
    }
    *ret = ids;
    *ret_count = count;
    return true;
}

static bool
bind_text(struct fisc__run *run, bool is_named, const char *text,
          uint64_t head, struct fisc__cell *cell)
{
    cell->u.head = head;
    if (!is_named)
        return true;
    cell->number.integer = fisc__run_name(run, text);
    return cell->number.integer != 0;
}

static bool
bind_string(struct fisc__run *run, const struct fisc__step *step,
            const struct fisc__flat *fact, struct fisc__cell *cell)
{
    uint64_t head = fact->marks & FISC__FLAT_DATE
                        ? fisc__text_head(fact->item->u.string)
                        : fact->u.head;

    return bind_text(run, step->is_named,
                     step->is_named ? fact->item->u.string : NULL, head, cell);
}

static int64_t
rank_of(const struct fisc__slot *slot, const struct fisc__flat *fact)
{
    const struct fisc__definition *definition = slot->definition;
    int64_t rank = -1;

    if (!slot->heads || fact->marks & FISC__FLAT_DATE)
        return fisc__definition_rank(definition, fact->item->u.string);
    /* One of the values it is: the description has been checked. */
    for (size_t i = 0; i < definition->value_count; i++)
        rank = slot->heads[i] == fact->u.head ? (int64_t)i : rank;
    return rank;
}

/*
 * Where a whole row is bound a call for each fact would cost as much as its
 * value.
 */
#define EACH_FACT static inline __attribute__((always_inline))

/* `at` is the fact's place in the row of facts. */
EACH_FACT bool
bind_value(struct fisc__run *run, const struct fisc__step *step,
           const struct fisc__slot *slot, uint32_t at, struct fisc__cell *cell)
{
    const struct fisc__flat *fact = &run->flat[at];

    switch ((enum fisc_fact_type)step->type) {
    case FISC_FACT_FLAG:
    case FISC_FACT_INTEGER:
        cell->number.integer = fact->u.number;
        return true;
    case FISC_FACT_DECIMAL:
        cell->number.decimal = fact->kind == FISC__ITEM_INTEGER
                                   ? (double)fact->u.number
                                   : fact->u.decimal;
        return true;
    case FISC_FACT_DATE: /* "none" lies after every day */
        cell->number.integer = fact->marks & FISC__FLAT_DATE
                                   ? fact->u.number
                                   : (int64_t)INT32_MAX;
        return true;
    case FISC_FACT_ENUMERATION:
        cell->number.integer = rank_of(slot, fact);
        return true;
    case FISC_FACT_STRING:
        return bind_string(run, step, fact, cell);
    case FISC_FACT_SET:
        return fisc__run_set(run, fact->item, &cell->u.ids, &cell->count);
    case FISC_FACT_LIST:
        cell->number.integer = at;
        cell->whole = cell->state == FISC__KNOWN &&
                      fact->marks & FISC__FLAT_WHOLE;
        return true;
    }
    return true;
}

static void
set_state(const struct fisc__run *run, const struct fisc__step *step,
          const struct fisc__slot *slot, const struct fisc__flat *fact,
          struct fisc__cell *cell)
{
    cell->plain = (uint8_t)dated_state(fact->date, fact->expires, run->as_of,
                                       NULL);
    cell->state = step->ages
                      ? (uint8_t)dated_state(fact->date, fact->expires,
                                             run->as_of,
                                             &slot->definition->max_age)
                      : cell->plain;
}

EACH_FACT bool
bind_cell(struct fisc__run *run, const struct fisc__step *step,
          const struct fisc__slot *slot, uint32_t at, struct fisc__cell *cell)
{
    const struct fisc__flat *fact = &run->flat[at];

    cell->item = fact->item;
    if (fact->kind == FISC__ITEM_UNKNOWN) {
        cell->state = cell->plain = FISC__STATED;
        return true;
    }
    cell->plain = cell->state = FISC__KNOWN;
    if (fact->marks & FISC__FLAT_DATED || step->ages)
        set_state(run, step, slot, fact, cell);
    return bind_value(run, step, slot, at, cell);
}

bool
fisc__cell_bind(struct fisc__run *run, const struct fisc__slot *slot,
                const struct fisc__item *item, struct fisc__cell *cell)
{
    const struct fisc__definition *definition = slot->definition;
    const struct fisc__flat *row = run->flat;
    struct fisc__step step = {.type = (uint8_t)definition->type,
                              .is_named = slot->is_named,
                              .ages = definition->ages};
    struct fisc__flat fact;
    bool bound;

    *cell = (struct fisc__cell){.state = FISC__ABSENT, .plain = FISC__ABSENT};
    if (!item)
        return true;
    fact = fisc__flat_item(item);
    run->flat = &fact; /* it is the whole row */
    bound = bind_cell(run, &step, slot, 0, cell);
    run->flat = row;
    return bound;
}

/* ---- a record's facts ----------------------------------------------------*/

/* What lies below a record that is stated to be unknown is so too. */
static void
bind_stated(struct fisc__frame *frame, uint32_t step, uint32_t end)
{
    for (; step < end; step++) {
        uint32_t slot = frame->scope->steps[step].slot;

        if (slot != FISC__NO_NODE)
            frame->cells[slot].state = frame->cells[slot].plain =
                FISC__STATED;
    }
}

static inline int
name_order(const struct fisc__step *step, const struct fisc__flat *fact)
{
    if (step->head != fact->head)
        return step->head < fact->head ? -1 : 1;
    if (!step->is_long && !(fact->marks & FISC__FLAT_LONG))
        return 0;
    return strcmp(step->name, fact->item->name);
}

/* The steps up to `last` beside the facts up to `end`: both are sorted. */
static bool
bind_steps(struct fisc__run *run, struct fisc__frame *frame, uint32_t step,
           uint32_t last, uint32_t at, uint32_t end)
{
    const struct fisc__graph_scope *scope = frame->scope;
    const struct fisc__step *steps = scope->steps;

    while (step < last && at < end) {
        const struct fisc__step *one = &steps[step];
        const struct fisc__flat *fact = &run->flat[at];
        int order = name_order(one, fact);

        if (order == 0) {
            if (fact->kind == FISC__ITEM_UNKNOWN)
                bind_stated(frame, step, one->end);
            else if (fact->kind == FISC__ITEM_RECORD && one->end > step + 1 &&
                     !bind_steps(run, frame, step + 1, one->end, at + 1,
                                 fact->u.below.end))
                return false;
            if (one->slot != FISC__NO_NODE &&
                !bind_cell(run, one, &scope->slots[one->slot], at,
                           &frame->cells[one->slot]))
                return false;
        }
        if (order <= 0)
            step = one->end;
        if (order >= 0)
            at = fisc__flat_next(run->flat, at);
    }
    return true;
}

static bool
bind_id(struct fisc__run *run, struct fisc__frame *frame)
{
    uint32_t slot = frame->scope->id_slot;
    const char *id = frame->element->name;
    struct fisc__cell *cell = &frame->cells[slot];

    cell->item = frame->element;
    cell->state = cell->plain = FISC__KNOWN;
    return bind_text(run, frame->scope->slots[slot].is_named, id,
                     fisc__text_head(id), cell);
}

/* `element` is where the frame's record stands, or FISC__NO_NODE: nowhere. */
static inline bool
bind_cells(struct fisc__run *run, struct fisc__frame *frame, uint32_t element)
{
    const struct fisc__graph_scope *scope = frame->scope;

    if (scope->id_slot != FISC__NO_NODE && !bind_id(run, frame))
        return false;
    return element == FISC__NO_NODE ||
           bind_steps(run, frame, 0, scope->step_count, element + 1,
                      run->flat[element].u.below.end);
}

/* ---- frames --------------------------------------------------------------*/

static const char *
list_path(struct fisc__run *run, const struct fisc__frame *above,
          struct fisc__slot_reference list)
{
    const struct fisc__frame *owner = fisc__frame_up(above, list.up);
    const char *path = owner->scope->slots[list.slot].path;

    if (owner->scope->kind == FISC__SCOPE_SYSTEM)
        return path;
    return fisc__arena_concat(
        &run->arena,
        (const char *const[]){owner->list_path, "[", owner->element->name,
                              "].", path},
        5);
}

size_t
fisc__frame_bytes(const struct fisc__graph_scope *scope)
{
    return sizeof(struct fisc__frame) +
           scope->slot_count * sizeof(struct fisc__cell) +
           scope->child_count * sizeof(struct fisc__frames) +
           scope->outcome_count * (sizeof(struct fisc__outcome *) +
                                   sizeof(struct fisc__reads)) +
           scope->node_count;
}

/*
 * Room for what frames of one scope point to, in one piece: cells, of which
 * none is given yet, and what begins as zero.
 */
static void
divide_room(struct fisc__frame *frames, size_t count, char *room)
{
    const struct fisc__graph_scope *scope = frames->scope;
    struct fisc__cell *cells = (void *)room;
    struct fisc__frames *below = (void *)(cells + count * scope->slot_count);
    const struct fisc__outcome **outcomes =
        (void *)(below + count * scope->child_count);
    struct fisc__reads *reads =
        (void *)(outcomes + count * scope->outcome_count);
    uint8_t *values = (void *)(reads + count * scope->outcome_count);

    for (size_t i = 0; i < count * scope->slot_count; i++)
        cells[i] = (struct fisc__cell){.state = FISC__ABSENT,
                                       .plain = FISC__ABSENT};
    memset(below, 0,
           (size_t)((char *)(values + count * scope->node_count) -
                    (char *)below));
    for (size_t i = 0; i < count; i++) {
        frames[i].cells = cells + i * scope->slot_count;
        frames[i].values = values + i * scope->node_count;
        frames[i].below = below + i * scope->child_count;
        frames[i].outcomes = outcomes + i * scope->outcome_count;
        frames[i].reads = reads + i * scope->outcome_count;
    }
}

/* New frames of a scope below a frame; NULL where memory is short. */
static struct fisc__frame *
new_frames(struct fisc__run *run, const struct fisc__graph_scope *scope,
           struct fisc__frame *above, const char *path, size_t count)
{
    struct fisc__frame *frames = NULL;
    size_t bytes;

    if (!__builtin_mul_overflow(fisc__frame_bytes(scope), count, &bytes))
        frames = fisc__arena_room(&run->arena, bytes);
    if (!frames)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        frames[i].scope = scope;
        frames[i].up = above;
        frames[i].list_path = path;
    }
    divide_room(frames, count, (char *)(frames + count));
    return frames;
}

/*
 * Binds the frames of a list's elements: those that are in the row of facts
 * stand there one after another between `at` and `end`.
 */
static enum fisc_status
bind_list(struct fisc__run *run, const struct fisc__frames *list, uint32_t at,
          uint32_t end, struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; !status && i < list->count; i++) {
        struct fisc__frame *frame = &list->list[i];

        while (at < end && run->flat[at].item != frame->element)
            at = fisc__flat_next(run->flat, at);
        status = bind_frame(run, frame, at < end ? at : FISC__NO_NODE, reterr);
    }
    return status;
}

/* Who holds which role is structure of the question: it has no age. */
static enum fisc_status
bind_parties(struct fisc__run *run, struct fisc__frame *frame, uint32_t number,
             struct fisc__frames *below, struct fisc_error *reterr)
{
    const struct fisc__graph_scope *scope = run->graph->scopes[number];
    const struct fisc__cell *cell = fisc__frame_cell(frame, scope->list);
    bool listed = cell->item && cell->item->kind == FISC__ITEM_LIST;
    uint32_t at = listed ? (uint32_t)cell->number.integer : 0;
    enum fisc_status status;
    bool fits;

    if (run->party_count == 0)
        return FISC_OK;
    status = fisc__load_take(run, number, run->party_count, &fits, reterr);
    if (status)
        return status;
    below->list = new_frames(run, scope, frame, "parties", run->party_count);
    if (!below->list)
        return fisc__error_nomem(reterr);
    below->count = run->party_count;
    for (size_t i = 0; i < below->count; i++)
        below->list[i].element = run->parties[i];
    return bind_list(run, below, at + 1,
                     listed ? run->flat[at].u.below.end : 0, reterr);
}

/* The frames of one list's elements. */
static enum fisc_status
bind_elements(struct fisc__run *run, struct fisc__frame *frame,
              uint32_t number, struct fisc__frames *below,
              struct fisc_error *reterr)
{
    const struct fisc__graph_scope *scope = run->graph->scopes[number];
    const struct fisc__cell *cell = fisc__frame_cell(frame, scope->list);
    const struct fisc__flat *flat = run->flat;
    uint32_t list = (uint32_t)cell->number.integer, at = list + 1;
    enum fisc_status status;
    const char *path;
    bool fits;

    /* A set where the vocabulary has a list was refused. */
    if (cell->state != FISC__KNOWN || flat[list].kind != FISC__ITEM_LIST ||
        flat[list].u.below.end == at || flat[at].kind != FISC__ITEM_RECORD)
        return FISC_OK;
    status = fisc__load_take(run, number, flat[list].u.below.count, &fits,
                             reterr);
    if (status || !fits)
        return status;
    path = list_path(run, frame, scope->list);
    if (path)
        below->list = new_frames(run, scope, frame, path,
                                 flat[list].u.below.count);
    if (!below->list)
        return fisc__error_nomem(reterr);
    below->count = flat[list].u.below.count;
    for (size_t i = 0; i < below->count; i++) {
        below->list[i].element = flat[at].item;
        at = fisc__flat_next(flat, at);
    }
    return bind_list(run, below, list + 1, flat[list].u.below.end, reterr);
}

static enum fisc_status
bind_frame(struct fisc__run *run, struct fisc__frame *frame, uint32_t element,
           struct fisc_error *reterr)
{
    const struct fisc__graph_scope *scope = frame->scope;
    enum fisc_status status = FISC_OK;

    if (!bind_cells(run, frame, element))
        return fisc__error_nomem(reterr);
    for (size_t i = 0; !status && i < scope->child_count; i++) {
        uint32_t child = scope->children[i];

        status = run->graph->scopes[child]->kind == FISC__SCOPE_PARTY
                     ? bind_parties(run, frame, child, &frame->below[i],
                                    reterr)
                     : bind_elements(run, frame, child, &frame->below[i],
                                     reterr);
    }
    return status;
}

enum fisc_status
fisc__run_bind(struct fisc__run *run, const char *party,
               struct fisc_error *reterr)
{
    const struct fisc__graph_scope *scope = run->graph->scopes[0];
    struct fisc__frame *root;
    enum fisc_status status;
    bool fits;

    run->flat = run->system->flat;
    if (!run->flat) /* of one that was changed it is made for each run */
        run->flat = fisc__flat_make(&run->arena, run->system->root);
    root = run->flat ? new_frames(run, scope, NULL, NULL, 1) : NULL;
    run->loads = fisc__arena_array(&run->arena, run->graph->scope_count,
                                   sizeof *run->loads);
    if (!root || !run->loads || !fisc__run_registers(run, party))
        return fisc__error_nomem(reterr);
    run->root = *root;
    run->root.element = run->system->root;
    status = fisc__load_take(run, 0, 1, &fits, reterr);
    return status ? status : bind_frame(run, &run->root, 0, reterr);
}
