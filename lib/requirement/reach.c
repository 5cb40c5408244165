/* SPDX-License-Identifier: MIT */
/* Which frames of a run a node or a fact has. */

#include <string.h>

#include "requirement/update.h"

/* The scopes on the way down to one, and which element of each is wanted. */
struct way {
    const struct fisc__run *run;
    const struct fisc__fact_place *place; /* NULL: every element */
    void (*visit)(void *data, struct fisc__frame *frame);
    void *data;
    size_t length;
    uint32_t scopes[UINT8_MAX + 1];
    uint8_t wanted[UINT8_MAX + 1]; /* index of an id + 1; 0: every element */
};

/* Sets the scopes from below one of that depth down to `scope`. */
static void
set_way(struct way *way, size_t depth, uint32_t scope)
{
    struct fisc__graph_scope *const *scopes = way->run->graph->scopes;

    way->length = scopes[scope]->depth - depth;
    for (size_t i = way->length; i > 0; i--) {
        way->scopes[i - 1] = scope;
        way->wanted[i - 1] = 0;
        scope = scopes[scope]->parent;
    }
}

/* ---- one element ---------------------------------------------------------*/

static int
order_of(const struct fisc__frame *frame, const char *id, size_t length)
{
    int order = strncmp(id, frame->element->name, length);

    return order == 0 && frame->element->name[length] ? -1 : order;
}

/* By bisection; a party that is not listed comes last, out of order. */
static struct fisc__frame *
find_frame(const struct fisc__frames *frames, const char *id, size_t length)
{
    size_t low = 0, high = frames->count;

    if (high && order_of(&frames->list[high - 1], id, length) == 0)
        return &frames->list[high - 1];
    high -= high > 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = order_of(&frames->list[middle], id, length);

        if (order == 0)
            return &frames->list[middle];
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* ---- the way down --------------------------------------------------------*/

/* As deep as scopes nest. */
static void
go(const struct way *way, struct fisc__frame *frame, size_t at)
{
    const struct fisc__frames *below;
    uint8_t wanted;

    if (at == way->length) {
        way->visit(way->data, frame);
        return;
    }
    below = fisc__frame_below(way->run, frame, way->scopes[at]);
    wanted = way->wanted[at];
    if (wanted) {
        frame = find_frame(below, way->place->ids[wanted - 1].text,
                           way->place->ids[wanted - 1].length);
        if (frame)
            go(way, frame, at + 1);
        return;
    }
    for (size_t i = 0; i < below->count; i++)
        go(way, &below->list[i], at + 1);
}

void
fisc__frames_below(const struct fisc__run *run, struct fisc__frame *frame,
                   uint32_t scope,
                   void (*visit)(void *data, struct fisc__frame *frame),
                   void *data)
{
    struct way way;

    way.run = run;
    way.place = NULL;
    way.visit = visit;
    way.data = data;
    set_way(&way, frame->scope->depth, scope);
    go(&way, frame, 0);
}

/*
 * The element of a scope is the last of the elements around the fact; the one
 * that has the list is that of the scope in which the list is a slot.
 */
static void
set_wanted(struct way *way, uint32_t scope, size_t count)
{
    struct fisc__graph_scope *const *scopes = way->run->graph->scopes;

    while (count > 0 && scopes[scope]->kind != FISC__SCOPE_SYSTEM) {
        const struct fisc__graph_scope *here = scopes[scope];
        unsigned up = here->kind == FISC__SCOPE_PARTY ? 0 : here->list.up;

        way->wanted[here->depth - 1] = (uint8_t)count--;
        scope = here->parent;
        while (up--)
            scope = scopes[scope]->parent;
    }
}

void
fisc__frames_at(struct fisc__run *run, uint32_t scope,
                const struct fisc__fact_place *place, size_t count,
                void (*visit)(void *data, struct fisc__frame *frame),
                void *data)
{
    struct way way;

    if (scope == 0) { /* most facts are the system's */
        visit(data, &run->root);
        return;
    }
    way.run = run;
    way.place = place;
    way.visit = visit;
    way.data = data;
    set_way(&way, 0, scope);
    set_wanted(&way, scope, count);
    go(&way, &run->root, 0);
}
