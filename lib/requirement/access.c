/* SPDX-License-Identifier: MIT */
/* The reads of function leaves: recorded, by rules 3, 4 and 13. */

#include "requirement/access.h"

#include <string.h>

#include "requirement/frame.h"
#include "requirement/known.h"
#include "requirement/work.h"

/* One call of one function leaf. */
struct fisc__access {
    struct fisc__run *run;
    const struct fisc__frame *frame;
    const struct fisc__node *node;
    const struct fisc__scope *own; /* of the frame; NULL in none of a list */
    const struct fisc__scope *party; /* of the row's party, once asked for */
    uint64_t spent;
};

/* Calls of functions of one frame. */
struct fisc__calls {
    struct fisc__run *run;
    struct fisc__frame *frame;
    const struct fisc__node *const *nodes;
    size_t count, at;
    struct fisc__access access; /* of the one whose turn it is */
    struct fisc__outcome *other; /* of another day: kept here alone; or NULL */
    enum fisc_status status;
    struct fisc_error *reterr;
};

uint64_t
fisc__access_steps(const struct fisc__access *access)
{
    return fisc__function_steps(access->run, access->node);
}

void
fisc__access_spend(struct fisc__access *access, uint64_t steps)
{
    access->spent += steps;
}

fisc_date
fisc__access_as_of(const struct fisc__access *access)
{
    access->run->reads.dated = true;
    return access->run->as_of;
}

struct fisc__arena *
fisc__access_arena(struct fisc__access *access)
{
    return &access->run->arena;
}

/* ---- scopes --------------------------------------------------------------*/

/* The scope of a frame; NULL where memory is short. */
static struct fisc__scope *
new_scope(struct fisc__run *run, const struct fisc__frame *frame,
          const char *list_path)
{
    struct fisc__scope *scope = fisc__arena_alloc(&run->arena, sizeof *scope);

    if (!scope)
        return NULL;
    scope->element = frame->element;
    scope->word = frame->scope->word;
    scope->list_path = list_path;
    return scope;
}

/* The scope of a frame and, through `up`, of those above it. */
static enum fisc_status
frame_scope(struct fisc__run *run, const struct fisc__frame *frame,
            const struct fisc__scope **ret)
{
    struct fisc__scope *scope;

    *ret = NULL;
    if (frame->scope->kind != FISC__SCOPE_LIST)
        return FISC_OK;
    scope = new_scope(run, frame, frame->list_path);
    if (!scope || frame_scope(run, frame->up, &scope->up))
        return FISC_ERR_NOMEM;
    *ret = scope;
    return FISC_OK;
}

const struct fisc__scope *
fisc__access_element(struct fisc__access *access,
                     const struct fisc__read *list, size_t i)
{
    struct fisc__scope *below =
        fisc__arena_room(&access->run->arena, sizeof *below);

    if (below)
        *below = (struct fisc__scope){
            .element = list->item->u.children.list[i],
            .word = list->word,
            .list = list};
    return below;
}

/* ---- reading -------------------------------------------------------------*/

static enum fisc_status
no_element(const char *path, struct fisc_error *reterr)
{
    return fisc__error_item(reterr, FISC_ERR_INVALID, NULL, path,
                            "%s is the path of an element, but stands in no "
                            "such list", path);
}

static enum fisc_status
unknown_path(struct fisc__access *access, const struct fisc__word *word,
             const char *name, struct fisc_error *reterr)
{
    const struct fisc__vocabulary *vocabulary =
        access->run->graph->vocabulary;
    const char *full = fisc__path_in_full(&access->run->arena, word, name);
    const char *nearest = full ? fisc__vocabulary_nearest(vocabulary, full)
                               : NULL;

    if (!full)
        return fisc__error_nomem(reterr);
    if (nearest)
        return fisc__error_item(reterr, FISC_ERR_INVALID, NULL, full,
                                "the vocabulary has no fact %s; did you mean "
                                "%s?", full, nearest);
    return fisc__error_item(reterr, FISC_ERR_INVALID, NULL, full,
                            "the vocabulary has no fact %s", full);
}

/* False where memory is short. */
static inline bool
record_read(struct fisc__access *access, const struct fisc__read *read)
{
    struct fisc__reads *reads = &access->run->reads;

    if (reads->count == reads->capacity &&
        !fisc__grow(access->run->context, &reads->list, &reads->capacity,
                    reads->count, sizeof *reads->list))
        return false;
    reads->list[reads->count++] = read;
    return true;
}

/* An id is what an element is called: always known, and not information. */
static enum fisc_status
read_id(struct fisc__access *access, const struct fisc__scope *scope,
        const struct fisc__read **ret, struct fisc_error *reterr)
{
    struct fisc__arena *arena = &access->run->arena;
    struct fisc__item *item = fisc__arena_alloc(arena, sizeof *item);
    struct fisc__read *read = fisc__arena_alloc(arena, sizeof *read);

    if (!item || !read)
        return fisc__error_nomem(reterr);
    item->kind = FISC__ITEM_STRING;
    item->u.string = scope->element->name;
    item->place = scope->element->place;
    *read = (struct fisc__read){.item = item, .path = "id", .scope = scope};
    *ret = read;
    return FISC_OK;
}

/* What is there, if this evaluation has not looked yet. */
static const struct fisc__read *
look(struct fisc__access *access, struct fisc__known_path *known,
     const struct fisc__scope *scope)
{
    struct fisc__run *run = access->run;
    const struct fisc__definition *definition = known->word->definition;
    struct fisc__read *read = fisc__arena_room(&run->arena, sizeof *read);

    if (!read)
        return NULL;
    *read = (struct fisc__read){.definition = definition, .word = known->word,
                                .path = known->path, .scope = scope};
    read->item = fisc__known_item(
        known, scope ? scope->element : run->system->root, &read->state);
    read->stated = read->item;
    if (read->state == FISC__KNOWN)
        read->state = fisc__item_state(
            read->item, run->as_of,
            definition && definition->ages ? &definition->max_age : NULL);
    if (read->state != FISC__KNOWN)
        read->item = NULL;
    return read;
}

enum fisc_status
fisc__access_field(struct fisc__access *access, struct fisc__path_memo *memo,
                   const struct fisc__scope *scope,
                   const struct fisc__word *word, const char *name,
                   size_t length, const struct fisc__read **ret,
                   struct fisc_error *reterr)
{
    struct fisc__run *run = access->run;
    const struct fisc__read *read;
    struct fisc__known_path *known;
    enum fisc_status status;

    if (scope && word == scope->word && length == 2 && name[0] == 'i' &&
        name[1] == 'd')
        return read_id(access, scope, ret, reterr);
    status = fisc__path_memo_find(memo, scope ? scope->word : NULL, word, name,
                                  length, &known);
    if (status == FISC_ERR_NOTFOUND)
        return unknown_path(access, word, name, reterr);
    if (status)
        return fisc__error_nomem(reterr);
    if (!run->number)
        run->number = ++memo->runs;
    if (scope || known->run != run->number) {
        known->read = look(access, known, scope);
        known->run = known->read ? run->number : 0;
    }
    read = known->read;
    /* Of a record its fields are read, not itself. */
    if (!read || (read->definition && !record_read(access, read)))
        return fisc__error_nomem(reterr);
    *ret = read;
    return FISC_OK;
}

const struct fisc__read *
fisc__access_again(struct fisc__access *access,
                   const struct fisc__path_memo *memo, const char *path,
                   size_t length)
{
    const struct fisc__run *run = access->run;
    const struct fisc__known_path *known = fisc__path_memo_again(
        memo, &run->graph->vocabulary->root, path, length);

    if (!known || !run->number || known->run != run->number ||
        !known->read->definition || !record_read(access, known->read))
        return NULL;
    return known->read;
}

static const struct fisc__frame *
party_frame(const struct fisc__frame *frame)
{
    while (frame && frame->scope->kind != FISC__SCOPE_PARTY)
        frame = frame->up;
    return frame;
}

enum fisc_status
fisc__access_read(struct fisc__access *access, struct fisc__path_memo *memo,
                  const char *path, size_t length,
                  const struct fisc__read **ret, struct fisc_error *reterr)
{
    const struct fisc__scope *scope = NULL;
    const struct fisc__word *word = &access->run->graph->vocabulary->root;
    const char *rest = path;

    if (*path == '.') {
        size_t dots = fisc__path_dots(path);

        scope = access->own;
        for (size_t i = 1; scope && i < dots; i++)
            scope = scope->up;
        if (!scope)
            return no_element(path, reterr);
        word = scope->word;
        rest += dots;
    } else if (fisc__path_is_party(path)) {
        const struct fisc__frame *party = party_frame(access->frame);

        if (!party)
            return no_element(path, reterr);
        if (!access->party)
            access->party = new_scope(access->run, party, "parties");
        scope = access->party;
        if (!scope)
            return fisc__error_nomem(reterr);
        word = scope->word;
        rest += 6;
    }
    return fisc__access_field(access, memo, scope, word, rest,
                              length - (size_t)(rest - path), ret, reterr);
}

static enum fisc_status
record_param(struct fisc__access *access,
             const struct fisc__param_read *param, struct fisc_error *reterr)
{
    struct fisc__read *read =
        fisc__arena_alloc(&access->run->arena, sizeof *read);

    if (!read)
        return fisc__error_nomem(reterr);
    read->state = param->state;
    read->path = param->path;
    return record_read(access, read) ? FISC_OK : fisc__error_nomem(reterr);
}

enum fisc_status
fisc__access_param(struct fisc__access *access, const char *name,
                   struct fisc__param_read *ret, struct fisc_error *reterr)
{
    const struct fisc__graph *graph = access->run->graph;
    const struct fisc__param_read *param;
    enum fisc_status status =
        graph->resolve(graph->resolve_data, access->node->clause, name, NULL,
                       &param, reterr);

    if (!status)
        status = record_param(access, param, reterr);
    if (!status)
        *ret = *param;
    return status;
}

/* ---- calling -------------------------------------------------------------*/

/* What the function read, in the evaluation's memory and no larger. */
static bool
keep_reads(struct fisc__run *run, struct fisc__reads *ret)
{
    size_t count = run->reads.count;

    if (count > ret->capacity) {
        /* They are there already: their number can't be too large. */
        ret->list = fisc__arena_room(&run->arena, count * sizeof *ret->list);
        ret->capacity = ret->list ? count : 0;
    }
    ret->count = 0;
    ret->dated = run->reads.dated;
    if (count > ret->capacity)
        return false;
    ret->count = count;
    for (size_t i = 0; i < count; i++)
        ret->list[i] = run->reads.list[i];
    return true;
}

/* Most functions say true or false and no more. */
static const struct fisc__outcome *
keep_outcome(struct fisc__run *run, const struct fisc__outcome *outcome)
{
    static const struct fisc__outcome plain[] = {
        [FISC__FALSE] = {.verdict = FISC__VERDICT_FALSE},
        [FISC__TRUE] = {.verdict = FISC__VERDICT_TRUE}};
    struct fisc__outcome *copy;

    if ((outcome->verdict == FISC__VERDICT_FALSE ||
         outcome->verdict == FISC__VERDICT_TRUE) &&
        !outcome->message.ja && !outcome->message.en &&
        !outcome->detail_count)
        return &plain[outcome->verdict];
    copy = fisc__arena_alloc(&run->arena, sizeof *copy);
    if (copy)
        *copy = *outcome;
    return copy;
}

/* The host is looked at before the next function. */
static void
count_work(struct fisc__calls *calls, uint64_t work)
{
    struct fisc__meter *meter = calls->run->meter;

    meter->used = work > UINT64_MAX - meter->used ? UINT64_MAX
                                                  : meter->used + work;
}

/* Before a function is called: its work, its reads, and where it stands. */
static bool
begin_call(struct fisc__calls *calls, const struct fisc__node *node)
{
    struct fisc__run *run = calls->run;
    struct fisc__frame *frame = calls->frame;
    bool over;
    uint64_t work = fisc__leaf_work(run, frame, node, &over);

    if (over) {
        frame->outcomes[node->outcome] = fisc__over_outcome();
        frame->values[node->index] = FISC__ERROR;
        return false;
    }
    count_work(calls, work - 1); /* whoever passes a node has counted 1 */
    run->reads.count = 0;
    run->reads.dated = false;
    calls->access =
        (struct fisc__access){.run = run, .frame = frame, .node = node};
    if (frame_scope(run, frame, &calls->access.own))
        calls->status = fisc__error_nomem(calls->reterr);
    return !calls->status;
}

bool
fisc__calls_next(struct fisc__calls *calls, uint32_t *ret_function,
                 struct fisc__access **ret_access)
{
    if (!calls->status)
        calls->status =
            fisc__meter_charge(calls->run->meter, 0, calls->reterr);
    for (; !calls->status && calls->at < calls->count; calls->at++) {
        const struct fisc__node *node = calls->nodes[calls->at];

        if (!begin_call(calls, node))
            continue;
        *ret_function = node->function;
        *ret_access = &calls->access;
        return true;
    }
    return false;
}

bool
fisc__calls_meet_host(const struct fisc__calls *calls)
{
    const struct fisc__meter *meter = calls->run->meter;

    return meter->progress && meter->used >= meter->look;
}

void
fisc__calls_end(struct fisc__calls *calls,
                const struct fisc__outcome *outcome)
{
    struct fisc__run *run = calls->run;
    struct fisc__frame *frame = calls->frame;
    const struct fisc__node *node = calls->nodes[calls->at++];

    if (calls->other) {
        *calls->other = *outcome;
        return;
    }
    count_work(calls, calls->access.spent);
    frame->outcomes[node->outcome] = keep_outcome(run, outcome);
    if (!frame->outcomes[node->outcome] ||
        !keep_reads(run, &frame->reads[node->outcome])) {
        calls->status = fisc__error_nomem(calls->reterr);
        return;
    }
    /* Only a function that is the whole check may say notapplicable. */
    frame->values[node->index] =
        outcome->verdict == FISC__VERDICT_NOTAPPLICABLE
            ? FISC__ERROR
            : (uint8_t)outcome->verdict;
}

static enum fisc_status
call_all(struct fisc__calls *calls)
{
    struct fisc__run *run = calls->run;
    enum fisc_status status = run->call(run->call_data, calls);

    if (calls->status)
        return calls->status;
    if (status)
        return fisc__error(calls->reterr, status, NULL, "%s",
                           fisc_status_name(status));
    return fisc__meter_charge(run->meter, 0, calls->reterr);
}

enum fisc_status
fisc__functions_eval(struct fisc__run *run, struct fisc__frame *frame,
                     const struct fisc__node *const *nodes, size_t count,
                     struct fisc_error *reterr)
{
    struct fisc__calls calls = {.run = run, .frame = frame, .nodes = nodes,
                                .count = count, .reterr = reterr};

    return call_all(&calls);
}

/* ---- other days ----------------------------------------------------------*/

static bool
text_differs(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) != 0 : a != b;
}

bool
fisc__outcome_differs(const struct fisc__outcome *a,
                      const struct fisc__reads *reads_a,
                      const struct fisc__outcome *b,
                      const struct fisc__reads *reads_b)
{
    if (a->verdict != b->verdict)
        return true;
    if (a->verdict == FISC__VERDICT_UNKNOWN)
        return a->state != b->state || text_differs(a->path, b->path);
    if (a->verdict == FISC__VERDICT_ERROR)
        return text_differs(a->reason, b->reason);
    /* What rests on nothing is vacuous. */
    return !reads_a->count != !reads_b->count;
}

enum fisc_status
fisc__function_differs(const struct fisc__run *run,
                       const struct fisc__frame *frame,
                       const struct fisc__node *node, fisc_date day, bool *ret,
                       struct fisc_error *reterr)
{
    struct fisc__run then = *run; /* with memory of its own */
    struct fisc__frame there = *frame;
    struct fisc__meter meter = {.look = UINT64_MAX};
    struct fisc__outcome outcome = {0};
    struct fisc__calls calls = {.run = &then, .frame = &there, .nodes = &node,
                                .count = 1, .other = &outcome,
                                .reterr = reterr};
    enum fisc_status status;

    then.as_of = day;
    then.number = 0; /* what was found on the run's own day is not asked */
    then.meter = &meter;
    then.reads = (struct fisc__reads){0};
    fisc__arena_init(&then.arena, run->context);
    status = call_all(&calls);
    if (!status)
        *ret = fisc__outcome_differs(
            frame->outcomes[node->outcome], &frame->reads[node->outcome],
            &outcome, &then.reads);
    fisc__free(run->context, then.reads.list,
               then.reads.capacity * sizeof *then.reads.list);
    fisc__arena_done(&then.arena);
    return status;
}
