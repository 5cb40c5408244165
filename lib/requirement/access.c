/* SPDX-License-Identifier: MIT */
/* The reads of function leaves: recorded, by rules 3, 4 and 13. */

#include "requirement/access.h"

#include <string.h>

#include "requirement/frame.h"

/* One call of one function leaf. */
struct fisc__access {
    struct fisc__run *run;
    const struct fisc__frame *frame;
    const struct fisc__node *node;
    struct fisc__reads *reads;
    const struct fisc__scope *own; /* of the frame; NULL in none of a list */
};

fisc_date
fisc__access_as_of(const struct fisc__access *access)
{
    return access->run->as_of;
}

struct fisc__arena *
fisc__access_arena(struct fisc__access *access)
{
    return &access->run->arena;
}

/* ---- scopes --------------------------------------------------------------*/

/* The scope of a frame and, through `up`, of those above it. */
static enum fisc_status
frame_scope(struct fisc__run *run, const struct fisc__frame *frame,
            const struct fisc__scope **ret)
{
    struct fisc__arena *arena = &run->arena;
    struct fisc__scope *scope;
    enum fisc_status status;

    *ret = NULL;
    if (frame->scope->kind != FISC__SCOPE_LIST)
        return FISC_OK;
    scope = fisc__arena_alloc(arena, sizeof *scope);
    if (!scope)
        return FISC_ERR_NOMEM;
    scope->element = frame->element;
    scope->word = frame->scope->word;
    scope->path = fisc__arena_format(arena, "%s[%s]", frame->list_path,
                                     frame->element->name);
    status = frame_scope(run, frame->up, &scope->up);
    if (status || !scope->path)
        return FISC_ERR_NOMEM;
    *ret = scope;
    return FISC_OK;
}

const struct fisc__scope *
fisc__access_element(struct fisc__access *access,
                     const struct fisc__scope *scope,
                     const struct fisc__read *list, size_t i)
{
    struct fisc__arena *arena = &access->run->arena;
    const struct fisc__item *element = list->item->u.children.list[i];
    struct fisc__scope *below = fisc__arena_alloc(arena, sizeof *below);

    if (!below)
        return NULL;
    below->element = element;
    below->word = list->word;
    below->up = scope ? scope : access->own;
    below->path = fisc__arena_format(arena, "%s[%s]", list->path,
                                     element->name ? element->name : "");
    return below->path ? below : NULL;
}

/* ---- reading -------------------------------------------------------------*/

/* Where a path starts, and the rest of it. */
struct start {
    const struct fisc__item *record;
    const struct fisc__word *word;
    const char *prefix; /* "suppliers[acme]", or "" */
    const char *rest;
};

static const struct fisc__frame *
party_frame(const struct fisc__frame *frame)
{
    while (frame && frame->scope->kind != FISC__SCOPE_PARTY)
        frame = frame->up;
    return frame;
}

static enum fisc_status
no_element(const char *path, struct fisc_error *reterr)
{
    return fisc__error_item(reterr, FISC_ERR_INVALID, NULL, path,
                            "%s is the path of an element, but stands in no "
                            "such list", path);
}

static enum fisc_status
find_start(struct fisc__access *access, const struct fisc__scope *scope,
           const char *path, struct start *ret, struct fisc_error *reterr)
{
    size_t dots = fisc__path_dots(path);
    const struct fisc__frame *party;

    *ret = (struct start){.rest = path + dots, .prefix = ""};
    if (dots > 0) {
        scope = scope ? scope : access->own;
        for (size_t i = 1; scope && i < dots; i++)
            scope = scope->up;
        if (!scope)
            return no_element(path, reterr);
        ret->record = scope->element;
        ret->word = scope->word;
        ret->prefix = scope->path;
        return FISC_OK;
    }
    ret->record = access->run->system->root;
    ret->word = &access->run->graph->vocabulary->root;
    if (!fisc__path_is_party(path))
        return FISC_OK;
    party = party_frame(access->frame);
    if (!party)
        return no_element(path, reterr);
    ret->record = party->element;
    ret->word = party->scope->word;
    ret->rest = path + 6;
    ret->prefix = fisc__arena_format(&access->run->arena, "parties[%s]",
                                     party->element->name);
    return ret->prefix ? FISC_OK : fisc__error_nomem(reterr);
}

static enum fisc_status
unknown_path(struct fisc__access *access, const struct start *start,
             const char *path, struct fisc_error *reterr)
{
    const struct fisc__vocabulary *vocabulary =
        access->run->graph->vocabulary;
    const char *full = fisc__path_in_full(&access->run->arena, start->word,
                                          start->rest);
    const char *nearest = full ? fisc__vocabulary_nearest(vocabulary, full)
                               : NULL;

    if (!full)
        return fisc__error_nomem(reterr);
    if (nearest)
        return fisc__error_item(reterr, FISC_ERR_INVALID, NULL, path,
                                "the vocabulary has no fact %s; did you mean "
                                "%s?", full, nearest);
    return fisc__error_item(reterr, FISC_ERR_INVALID, NULL, path,
                            "the vocabulary has no fact %s", full);
}

/* Follows a path's segments; sets the item, or the state that stops it. */
static const struct fisc__item *
follow(const struct fisc__item *record, const char *path,
       enum fisc__state *ret_state)
{
    const struct fisc__item *item = record;

    *ret_state = FISC__KNOWN;
    while (*path && item) {
        size_t length = strcspn(path, ".");

        if (item->kind == FISC__ITEM_UNKNOWN) {
            *ret_state = FISC__STATED;
            return NULL;
        }
        item = item->kind == FISC__ITEM_RECORD
                   ? fisc__item_field(item, path, length)
                   : NULL;
        path += length;
        if (*path == '.')
            path++;
    }
    if (!item)
        *ret_state = FISC__ABSENT;
    return item;
}

static enum fisc_status
record_read(struct fisc__access *access, const struct fisc__read *read,
            struct fisc_error *reterr)
{
    struct fisc__reads *reads = access->reads;

    if (!fisc__grow(access->run->context, &reads->list, &reads->capacity,
                    reads->count, sizeof *reads->list))
        return fisc__error_nomem(reterr);
    reads->list[reads->count++] = *read;
    return FISC_OK;
}

static void
read_item(struct fisc__access *access, const struct start *start,
          struct fisc__read *read)
{
    const struct fisc__item *item =
        follow(start->record, start->rest, &read->state);

    if (read->state == FISC__KNOWN)
        read->state = fisc__item_state(
            item, access->run->as_of,
            read->definition && read->definition->ages
                ? &read->definition->max_age
                : NULL);
    read->item = read->state == FISC__KNOWN ? item : NULL;
}

/* An id is what an element is called: always known, and not information. */
static enum fisc_status
read_id(struct fisc__access *access, const struct start *start,
        struct fisc__read *ret, struct fisc_error *reterr)
{
    struct fisc__item *item =
        fisc__arena_alloc(&access->run->arena, sizeof *item);
    const char *path = fisc__arena_format(&access->run->arena, "%s.id",
                                          start->prefix);

    if (!item || !path)
        return fisc__error_nomem(reterr);
    item->kind = FISC__ITEM_STRING;
    item->u.string = start->record->name;
    item->place = start->record->place;
    *ret = (struct fisc__read){.item = item, .path = path};
    return FISC_OK;
}

enum fisc_status
fisc__access_read(struct fisc__access *access, const struct fisc__scope *scope,
                  const char *path, struct fisc__read *ret,
                  struct fisc_error *reterr)
{
    struct fisc__read read = {.state = FISC__KNOWN};
    struct start start;
    const struct fisc__word *word;
    enum fisc_status status = find_start(access, scope, path, &start, reterr);

    if (status)
        return status;
    if (start.prefix[0] && strcmp(start.rest, "id") == 0)
        return read_id(access, &start, ret, reterr);
    word = fisc__word_find(start.word, start.rest);
    if (!word)
        return unknown_path(access, &start, path, reterr);
    read.word = word;
    read.definition = word->definition;
    read.path = fisc__arena_format(&access->run->arena, "%s%s%s", start.prefix,
                                   start.prefix[0] ? "." : "", start.rest);
    if (!read.path)
        return fisc__error_nomem(reterr);
    read_item(access, &start, &read);
    if (read.definition) /* of a record its fields are read, not itself */
        status = record_read(access, &read, reterr);
    if (!status)
        *ret = read;
    return status;
}

static enum fisc_status
record_param(struct fisc__access *access,
             const struct fisc__param_read *param, struct fisc_error *reterr)
{
    struct fisc__read read = {.state = param->state, .path = param->path};

    return record_read(access, &read, reterr);
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

enum fisc_status
fisc__function_eval(struct fisc__run *run, struct fisc__frame *frame,
                    const struct fisc__node *node, enum fisc__truth *ret,
                    struct fisc_error *reterr)
{
    struct fisc__access access = {.run = run, .frame = frame, .node = node,
                                  .reads = &frame->reads[node->outcome]};
    struct fisc__outcome *outcome = fisc__arena_alloc(&run->arena,
                                                      sizeof *outcome);
    enum fisc_status status;

    if (!outcome || frame_scope(run, frame, &access.own))
        return fisc__error_nomem(reterr);
    status = run->call(run->call_data, node->function, &access, outcome);
    if (status)
        return fisc__error(reterr, status, NULL, "%s",
                           fisc_status_name(status));
    frame->outcomes[node->outcome] = outcome;
    /* Only a function that is the whole check may say notapplicable. */
    *ret = outcome->verdict == FISC__VERDICT_NOTAPPLICABLE
               ? FISC__ERROR
               : (enum fisc__truth)outcome->verdict;
    return FISC_OK;
}
