/* SPDX-License-Identifier: MIT */
/* A description made of another: sharing its items, or a copy of them. */

#include <string.h>

#include "system/draft.h"
#include "system/edit.h"

/* What a description that shares nothing may leave behind before it counts. */
enum { SHARED_LEAST = 64 * 1024 };

/* ---- copies --------------------------------------------------------------*/

struct copying {
    struct fisc_system *system;
    bool placed;
    const char *file; /* the last one met, and its copy */
    const char *file_copy;
};

static struct fisc__item *
copy_item(struct copying *c, const struct fisc__item *item);

static bool
copy_children(struct copying *c, struct fisc__item *item)
{
    size_t count = item->u.children.count;
    struct fisc__item *const *from = item->u.children.list;

    item->u.children.list =
        count ? fisc__arena_array(&c->system->arena,
                                  fisc__edit_capacity(count), sizeof *from)
              : NULL;
    if (count && !item->u.children.list)
        return false;
    for (size_t i = 0; i < count; i++) {
        item->u.children.list[i] = copy_item(c, from[i]);
        if (!item->u.children.list[i])
            return false;
    }
    return true;
}

static bool
copy_place(struct copying *c, struct fisc__item *item)
{
    if (!c->placed)
        item->place = (struct fisc__place){0};
    if (!item->place.file)
        return true;
    if (item->place.file != c->file) {
        c->file = item->place.file;
        c->file_copy = fisc__arena_string(&c->system->arena, c->file);
    }
    item->place.file = c->file_copy;
    return c->file_copy != NULL;
}

static struct fisc__item *
copy_item(struct copying *c, const struct fisc__item *item)
{
    struct fisc__arena *arena = &c->system->arena;
    struct fisc__item *copy = fisc__arena_alloc(arena, sizeof *copy);

    if (!copy)
        return NULL;
    *copy = *item;
    copy->serial = c->system->serial;
    if (item->name && !(copy->name = fisc__arena_string(arena, item->name)))
        return NULL;
    if (item->about && !(copy->about = fisc__about_copy(arena, item->about)))
        return NULL;
    if (item->kind == FISC__ITEM_STRING &&
        !(copy->u.string = fisc__arena_string(arena, item->u.string)))
        return NULL;
    if ((item->kind == FISC__ITEM_RECORD || item->kind == FISC__ITEM_LIST) &&
        !copy_children(c, copy))
        return NULL;
    return copy_place(c, copy) ? copy : NULL;
}

struct fisc__item *
fisc_system__copy_item(struct fisc_system *system,
                       const struct fisc__item *item, bool placed)
{
    struct copying copying = {system, placed, NULL, NULL};

    return copy_item(&copying, item);
}

/* ---- descriptions --------------------------------------------------------*/

static bool
copy_text(struct fisc__arena *arena, const char *text, const char **ret)
{
    *ret = text ? fisc__arena_string(arena, text) : NULL;
    return *ret || !text;
}

/* What it is called, and its items, are its own. */
static bool
copy_all(struct fisc_system *system, const struct fisc_system *from)
{
    struct fisc__arena *arena = &system->arena;

    if (!copy_text(arena, from->name, &system->name) ||
        !copy_text(arena, from->id, &system->id) ||
        !copy_text(arena, from->title.ja, &system->title.ja) ||
        !copy_text(arena, from->title.en, &system->title.en))
        return false;
    system->root = fisc_system__copy_item(system, from->root, true);
    return system->root != NULL;
}

/*
 * Most of what older versions hold is of no use to the newest. Copying it when
 * that is more than the first one held costs each change its share.
 */
static bool
is_worn(const struct fisc_system *base)
{
    return base->base && base->shared + base->arena.held >
                             2 * base->first + SHARED_LEAST;
}

static void
share_all(struct fisc_system *system, struct fisc_system *base)
{
    system->base = fisc_system_ref(base);
    system->serial = base->serial + 1;
    system->first = base->base ? base->first : base->arena.held;
    system->shared = base->shared + base->arena.held;
    system->name = base->name;
    system->id = base->id;
    system->title = base->title;
    system->root = base->root;
}

enum fisc_status
fisc_system__derive(struct fisc_system *base, struct fisc_system **ret,
                    struct fisc_error *reterr)
{
    struct fisc_system *system = fisc__alloc(base->context, sizeof *system);

    if (!system)
        return fisc__error_nomem(reterr);
    atomic_init(&system->references, 1);
    system->context = fisc_context_ref(base->context);
    fisc__arena_init(&system->arena, base->context);
    system->nodes = base->nodes;
    if (!is_worn(base)) {
        share_all(system, base);
    } else if (!copy_all(system, base)) {
        fisc_system_unref(system);
        return fisc__error_nomem(reterr);
    }
    *ret = system;
    return FISC_OK;
}
