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
        fisc__arena_alloc(&access->run->arena, sizeof *below);

    if (!below)
        return NULL;
    below->element = list->item->u.children.list[i];
    below->word = list->word;
    below->list = list;
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

static enum fisc_status
record_read(struct fisc__access *access, const struct fisc__read *read,
            struct fisc_error *reterr)
{
    struct fisc__reads *reads = &access->run->reads;

    if (!fisc__grow(access->run->context, &reads->list, &reads->capacity,
                    reads->count, sizeof *reads->list))
        return fisc__error_nomem(reterr);
    reads->list[reads->count++] = read;
    return FISC_OK;
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
    struct fisc__read *read = fisc__arena_alloc(&run->arena, sizeof *read);

    if (!read)
        return NULL;
    read->definition = definition;
    read->word = known->word;
    read->path = known->path;
    read->scope = scope;
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
                   const struct fisc__read **ret, struct fisc_error *reterr)
{
    struct fisc__run *run = access->run;
    const struct fisc__read *read;
    struct fisc__known_path *known;
    enum fisc_status status = FISC_OK;

    if (scope && word == scope->word && strcmp(name, "id") == 0)
        return read_id(access, scope, ret, reterr);
    status = fisc__path_memo_find(memo, scope ? scope->word : NULL, word, name,
                                  &known);
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
    if (!read)
        return fisc__error_nomem(reterr);
    if (read->definition) /* of a record its fields are read, not itself */
        status = record_read(access, read, reterr);
    if (!status)
        *ret = read;
    return status;
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
                  const char *path, const struct fisc__read **ret,
                  struct fisc_error *reterr)
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
    return fisc__access_field(access, memo, scope, word, rest, ret, reterr);
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
    return record_read(access, read, reterr);
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
        ret->list = fisc__arena_array(&run->arena, count, sizeof *ret->list);
        ret->capacity = ret->list ? count : 0;
    }
    ret->count = 0;
    ret->dated = run->reads.dated;
    if (count > ret->capacity)
        return false;
    ret->count = count;
    if (count)
        memcpy(ret->list, run->reads.list, count * sizeof *ret->list);
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

enum fisc_status
fisc__function_eval(struct fisc__run *run, struct fisc__frame *frame,
                    const struct fisc__node *node, enum fisc__truth *ret,
                    struct fisc_error *reterr)
{
    struct fisc__access access = {.run = run, .frame = frame, .node = node};
    struct fisc__outcome outcome = {0};
    enum fisc_status status;

    run->reads.count = 0;
    run->reads.dated = false;
    if (frame_scope(run, frame, &access.own))
        return fisc__error_nomem(reterr);
    status = run->call(run->call_data, node->function, &access, &outcome);
    if (status)
        return fisc__error(reterr, status, NULL, "%s",
                           fisc_status_name(status));
    status = fisc__meter_charge(run->meter, access.spent, reterr);
    if (status)
        return status;
    frame->outcomes[node->outcome] = keep_outcome(run, &outcome);
    if (!frame->outcomes[node->outcome] ||
        !keep_reads(run, &frame->reads[node->outcome]))
        return fisc__error_nomem(reterr);
    /* Only a function that is the whole check may say notapplicable. */
    *ret = outcome.verdict == FISC__VERDICT_NOTAPPLICABLE
               ? FISC__ERROR
               : (enum fisc__truth)outcome.verdict;
    return FISC_OK;
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
    struct fisc__access access = {.run = &then, .frame = frame, .node = node};
    struct fisc__outcome outcome = {0};
    enum fisc_status status;

    then.as_of = day;
    then.number = 0; /* what was found on the run's own day is not asked */
    then.reads = (struct fisc__reads){0};
    fisc__arena_init(&then.arena, run->context);
    status = frame_scope(&then, frame, &access.own);
    if (!status)
        status = run->call(run->call_data, node->function, &access, &outcome);
    if (!status)
        *ret = fisc__outcome_differs(
            frame->outcomes[node->outcome], &frame->reads[node->outcome],
            &outcome, &then.reads);
    else
        fisc__error(reterr, status, NULL, "%s", fisc_status_name(status));
    fisc__free(run->context, then.reads.list,
               then.reads.capacity * sizeof *then.reads.list);
    fisc__arena_done(&then.arena);
    return status;
}
