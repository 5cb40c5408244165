/* SPDX-License-Identifier: MIT */
/* Changing the tree of a description, of which others may share parts. */

#include "system/edit.h"

#include <assert.h>
#include <string.h>

#include "system/names.h"

struct editing {
    struct fisc_system *system;
    struct fisc__undo *undo; /* or NULL */
};

/* ---- undo ----------------------------------------------------------------*/

static bool
note(struct editing *e, int kind, struct fisc__item *parent, size_t at,
     struct fisc__item *child)
{
    struct fisc__undo *undo = e->undo;

    if (!undo)
        return true;
    if (!fisc__grow(undo->context, &undo->steps, &undo->capacity, undo->count,
                    sizeof *undo->steps))
        return false;
    undo->steps[undo->count].kind = kind;
    undo->steps[undo->count].parent = parent;
    undo->steps[undo->count].at = at;
    undo->steps[undo->count++].child = child;
    return true;
}

static void
put_in(struct fisc__item *parent, size_t at, struct fisc__item *child)
{
    struct fisc__item **list = parent->u.children.list;

    memmove(&list[at + 1], &list[at],
            (parent->u.children.count - at) * sizeof *list);
    list[at] = child;
    parent->u.children.count++;
}

static void
take_out(struct fisc__item *parent, size_t at)
{
    struct fisc__item **list = parent->u.children.list;

    parent->u.children.count--;
    memmove(&list[at], &list[at + 1],
            (parent->u.children.count - at) * sizeof *list);
}

void
fisc_system__undo(struct fisc__undo *undo)
{
    while (undo->count > 0) {
        const struct fisc__undo_step *step = &undo->steps[--undo->count];

        switch (step->kind) {
        case FISC__UNDO_REPLACE:
            step->parent->u.children.list[step->at] = step->child;
            break;
        case FISC__UNDO_INSERT:
            take_out(step->parent, step->at);
            break;
        case FISC__UNDO_REMOVE: /* there is room where it was */
            put_in(step->parent, step->at, step->child);
            break;
        }
    }
}

void
fisc__undo_done(struct fisc__undo *undo)
{
    if (undo->context)
        fisc__free(undo->context, undo->steps,
                   undo->capacity * sizeof *undo->steps);
    *undo = (struct fisc__undo){NULL, NULL, 0, 0};
}

/* ---- items of its own ----------------------------------------------------*/

size_t
fisc__edit_capacity(size_t count)
{
    size_t capacity = 4;

    while (capacity < count)
        capacity *= 2;
    return capacity;
}

static struct fisc__item **
copy_list(struct editing *e, const struct fisc__item *item, size_t count)
{
    struct fisc__item **list = fisc__arena_array(
        &e->system->arena, fisc__edit_capacity(count), sizeof *list);

    if (list && item->u.children.count)
        memcpy(list, item->u.children.list,
               item->u.children.count * sizeof *list);
    return list;
}

/* A record or list that this description alone has. */
static struct fisc__item *
own(struct editing *e, struct fisc__item *item)
{
    struct fisc__item *copy;

    if (item->serial == e->system->serial)
        return item;
    copy = fisc__arena_alloc(&e->system->arena, sizeof *copy);
    if (!copy)
        return NULL;
    *copy = *item;
    copy->serial = e->system->serial;
    copy->u.children.list = copy_list(e, item, item->u.children.count);
    return copy->u.children.list ? copy : NULL;
}

/* The first child not before that name; is it the child of that name? */
static size_t
find_child(const struct fisc__item *parent, const char *name, size_t length,
           bool *ret_found)
{
    size_t low = 0, high = parent->u.children.count;

    *ret_found = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *other = parent->u.children.list[middle]->name;
        int order = strncmp(other, name, length);

        if (order == 0 && other[length] == '\0') {
            *ret_found = true;
            return middle;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Adds a child to a record or list of its own. */
static bool
insert(struct editing *e, struct fisc__item *parent, size_t at,
       struct fisc__item *child)
{
    size_t count = parent->u.children.count;

    if (count == 0 || count == fisc__edit_capacity(count)) {
        struct fisc__item **list = copy_list(e, parent, count + 1);

        if (!list)
            return false;
        parent->u.children.list = list;
    }
    if (!note(e, FISC__UNDO_INSERT, parent, at, NULL))
        return false;
    put_in(parent, at, child);
    e->system->nodes++;
    return true;
}

static struct fisc__item *
new_container(struct editing *e, enum fisc__item_kind kind, const char *name,
              size_t length)
{
    struct fisc__arena *arena = &e->system->arena;
    struct fisc__item *item = fisc__arena_alloc(arena, sizeof *item);

    if (!item)
        return NULL;
    item->kind = kind;
    item->serial = e->system->serial;
    item->name = fisc__arena_copy(arena, name, length);
    return item->name ? item : NULL;
}

/* The child of that name, its own and new if need be; NULL: no memory. */
static struct fisc__item *
step(struct editing *e, const struct fisc__spot *spot, size_t level,
     struct fisc__item *parent, const char *name, size_t length,
     enum fisc__item_kind kind)
{
    bool found = level < spot->known;
    size_t at = found ? spot->at[level]
                      : find_child(parent, name, length, &found);
    struct fisc__item *child;

    if (found) {
        child = own(e, parent->u.children.list[at]);
        if (child)
            parent->u.children.list[at] = child;
        return child;
    }
    child = new_container(e, kind, name, length);
    return child && insert(e, parent, at, child) ? child : NULL;
}

/* ---- where a path leads --------------------------------------------------*/

static const char *
kind_text(const struct fisc__item *item)
{
    switch (item->kind) {
    case FISC__ITEM_RECORD:
        return "a record";
    case FISC__ITEM_LIST:
        return item->u.children.count && !item->u.children.list[0]->name
                   ? "a set"
                   : "a list";
    case FISC__ITEM_UNKNOWN:
        return "stated to be unknown";
    default:
        return "a value";
    }
}

/* `length`: of the part of the path that leads to the item in the way. */
static enum fisc_status
blocked(const struct fisc__spot *spot, size_t length,
        const struct fisc__item *item, const char *wanted,
        struct fisc_error *reterr)
{
    return fisc__error_item(reterr, FISC_ERR_CONFLICT, &spot->place,
                            spot->path, "%.*s is %s, and not %s", (int)length,
                            spot->path, kind_text(item), wanted);
}

static enum fisc_status
misspelled(const struct fisc__spot *spot, struct fisc_error *reterr)
{
    return fisc__error_item(
        reterr, FISC_ERR_INVALID, &spot->place, spot->path,
        "\"%.80s\" is no path: names of [a-z][a-z0-9_]*, at most %d long, "
        "parted by dots, with the id of an element in brackets",
        spot->path, FISC__NAME_LONGEST);
}

/* An item on the way, which is found again without searching. */
static const struct fisc__item *
found_at(struct fisc__spot *spot, const struct fisc__item *parent, size_t at)
{
    if (spot->known < FISC__SPOT_KNOWN)
        spot->at[spot->known++] = (uint32_t)at;
    return parent->u.children.list[at];
}

/* The record of a list that a segment names; spot->item is the list. */
static enum fisc_status
find_element(struct fisc__spot *spot, const struct fisc__segment *segment,
             bool last, struct fisc_error *reterr)
{
    size_t length = (size_t)(segment->name - spot->path) + segment->length;
    const struct fisc__item *list = spot->item;
    bool found = false;
    size_t at = 0;

    spot->depth++;
    spot->element = true;
    if (list && (list->kind != FISC__ITEM_LIST ||
                 (list->u.children.count && !list->u.children.list[0]->name)))
        return blocked(spot, length, list, "a list of records", reterr);
    if (list)
        at = find_child(list, segment->id, segment->id_length, &found);
    spot->item = found ? found_at(spot, list, at) : NULL;
    if (found || last)
        return FISC_OK;
    return fisc__error_item(reterr, FISC_ERR_NOTFOUND, &spot->place,
                            spot->path, "%.*s has no element %.*s",
                            (int)length, spot->path, (int)segment->id_length,
                            segment->id);
}

static enum fisc_status
find_field(struct fisc__spot *spot, const struct fisc__segment *segment,
           struct fisc_error *reterr)
{
    size_t length = (size_t)(segment->name - spot->path), at = 0;
    const struct fisc__item *item = spot->item;
    bool found = false;

    if (item && item->kind != FISC__ITEM_RECORD)
        return blocked(spot, length ? length - 1 : 0, item, "a record",
                       reterr);
    if (fisc__name_is_reserved(segment->name, segment->length,
                               spot->depth == 0, spot->element))
        return fisc__error_item(reterr, FISC_ERR_INVALID, &spot->place,
                                spot->path,
                                "%.120s: \"%.*s\" is a word of the format and "
                                "can't name a fact", spot->path,
                                (int)segment->length, segment->name);
    if (item)
        at = find_child(item, segment->name, segment->length, &found);
    spot->item = found ? found_at(spot, item, at) : NULL;
    spot->depth++;
    spot->element = false;
    return FISC_OK;
}

static enum fisc_status
find_spot(const struct fisc_system *system, struct fisc__spot *spot,
          struct fisc_error *reterr)
{
    const char *rest = spot->path;
    struct fisc__segment segment;
    enum fisc_status status = FISC_OK;

    do
        if (!fisc__path_cut(&rest, &segment))
            return misspelled(spot, reterr);
    while (*rest);
    rest = spot->path;
    spot->item = system->root;
    while (status == FISC_OK && *rest) {
        fisc__path_next(&rest, &segment);
        status = find_field(spot, &segment, reterr);
        if (status == FISC_OK && segment.id)
            status = find_element(spot, &segment, !*rest, reterr);
    }
    if (status == FISC_OK &&
        spot->depth > system->context->options.max_depth)
        status = fisc__error_item(reterr, FISC_ERR_LIMIT, &spot->place,
                                  spot->path,
                                  "%.120s: more levels than the limit of %zu",
                                  spot->path,
                                  system->context->options.max_depth);
    return status;
}

/* ---- making a change -----------------------------------------------------*/

/*
 * The record or list, its own, in which the last part of a path stands;
 * *ret_level: how many items there are above that part.
 */
static struct fisc__item *
reach(struct editing *e, const struct fisc__spot *spot,
      struct fisc__segment *ret, size_t *ret_level)
{
    struct fisc__item *item = own(e, e->system->root);
    const char *path = spot->path;
    size_t level = 0;

    if (item)
        e->system->root = item;
    while (item) {
        fisc__path_next(&path, ret);
        if (!*path && !ret->id)
            break;
        item = step(e, spot, level++, item, ret->name, ret->length,
                    ret->id ? FISC__ITEM_LIST : FISC__ITEM_RECORD);
        if (!*path)
            break;
        if (item && ret->id)
            item = step(e, spot, level++, item, ret->id, ret->id_length,
                        FISC__ITEM_RECORD);
    }
    *ret_level = level;
    return item;
}

static bool
replace(struct editing *e, struct fisc__item *parent, size_t at,
        struct fisc__item *child)
{
    struct fisc__item *before = parent->u.children.list[at];

    if (!note(e, FISC__UNDO_REPLACE, parent, at, before))
        return false;
    child->name = before->name;
    parent->u.children.list[at] = child;
    return true;
}

/* Puts an item where the path leads. */
static bool
put(struct editing *e, const struct fisc__spot *spot, struct fisc__item *child)
{
    struct fisc__segment segment;
    size_t level, at;
    struct fisc__item *parent = reach(e, spot, &segment, &level);
    const char *name = segment.id ? segment.id : segment.name;
    size_t length = segment.id ? segment.id_length : segment.length;
    bool found = level < spot->known;

    if (!parent)
        return false;
    at = found ? spot->at[level] : find_child(parent, name, length, &found);
    if (found)
        return replace(e, parent, at, child);
    child->name = fisc__arena_copy(&e->system->arena, name, length);
    return child->name && insert(e, parent, at, child);
}

static bool
take(struct editing *e, const struct fisc__spot *spot)
{
    struct fisc__segment segment;
    size_t level, at;
    struct fisc__item *parent = reach(e, spot, &segment, &level);
    bool found;

    if (!parent)
        return false;
    at = find_child(parent, segment.id ? segment.id : segment.name,
                    segment.id ? segment.id_length : segment.length, &found);
    assert(found);
    if (!note(e, FISC__UNDO_REMOVE, parent, at, parent->u.children.list[at]))
        return false;
    take_out(parent, at);
    return true;
}

/* Items of a tree. The depth is limited. */
static size_t
count_items(const struct fisc__item *item)
{
    size_t count = 1;

    if (item->kind == FISC__ITEM_RECORD || item->kind == FISC__ITEM_LIST)
        for (size_t i = 0; i < item->u.children.count; i++)
            count += count_items(item->u.children.list[i]);
    return count;
}

/* The number kept is what was added; what was taken away is seen here. */
static enum fisc_status
check_size(struct fisc_system *system, const struct fisc__spot *spot,
           struct fisc_error *reterr)
{
    size_t limit = system->context->options.max_nodes;

    if (system->nodes <= limit)
        return FISC_OK;
    system->nodes = count_items(system->root) - 1;
    if (system->nodes <= limit)
        return FISC_OK;
    return fisc__error_item(reterr, FISC_ERR_LIMIT, &spot->place, spot->path,
                            "%.120s: more facts than the limit of %zu",
                            spot->path, limit);
}

static enum fisc_status
make(struct editing *e, const struct fisc__spot *spot,
     struct fisc__item *item, struct fisc_error *reterr)
{
    size_t before = e->undo ? e->undo->count : 0;
    size_t nodes = e->system->nodes;
    enum fisc_status status = FISC_OK;

    if (item ? !put(e, spot, item) : !take(e, spot))
        status = fisc__error_nomem(reterr);
    if (status == FISC_OK && item) {
        e->system->nodes += count_items(item) - 1;
        status = check_size(e->system, spot, reterr);
    }
    if (status != FISC_OK && e->undo) {
        struct fisc__undo mine = {e->undo->context, NULL,
                                  e->undo->count - before, 0};

        if (mine.count) /* else there may be no steps at all */
            mine.steps = e->undo->steps + before;
        fisc_system__undo(&mine);
        e->undo->count = before;
        e->system->nodes = nodes;
    }
    return status;
}

enum fisc_status
fisc_system__edit(struct fisc_system *system, const struct fisc_change *change,
                  const struct fisc__place *place, struct fisc__undo *undo,
                  struct fisc__edited *ret, struct fisc_error *reterr)
{
    struct editing editing = {system, undo};
    struct fisc__spot spot = {.path = change->path ? change->path : "",
                              .place = *place};
    struct fisc__item *item = NULL;
    enum fisc_status status = find_spot(system, &spot, reterr);

    if (status == FISC_OK)
        status = fisc__edit_value(system, change, &spot, &item, reterr);
    if (status != FISC_OK)
        return status;
    if (item != spot.item)
        status = make(&editing, &spot, item, reterr);
    if (status == FISC_OK)
        *ret = (struct fisc__edited){spot.path, spot.item, item, NULL};
    return status;
}
