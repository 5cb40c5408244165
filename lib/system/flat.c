/* SPDX-License-Identifier: MIT */
/* From the tree of a description to a row of its facts. */

#include "system/flat.h"

uint64_t
fisc__text_head(const char *text)
{
    uint64_t head = 0;

    for (int shift = 56; shift >= 0 && *text; shift -= 8)
        head |= (uint64_t)(unsigned char)*text++ << shift;
    return head;
}

static bool
has_below(const struct fisc__item *item)
{
    return item->kind == FISC__ITEM_RECORD || item->kind == FISC__ITEM_LIST;
}

struct fisc__flat
fisc__flat_item(const struct fisc__item *item)
{
    struct fisc__flat flat = {.item = item, .kind = (uint8_t)item->kind};

    flat.date = item->about ? item->about->date : FISC_DATE_NONE;
    flat.expires = item->about ? item->about->expires : FISC_DATE_NONE;
    if (item->name) {
        flat.head = fisc__text_head(item->name);
        flat.marks = fisc__text_is_long(item->name) ? FISC__FLAT_LONG : 0;
    }
    if (flat.date != FISC_DATE_NONE || flat.expires != FISC_DATE_NONE)
        flat.marks |= FISC__FLAT_DATED;
    if (item->kind == FISC__ITEM_STRING && item->is_date) {
        flat.marks |= FISC__FLAT_DATE;
        flat.u.number = item->day;
    } else if (item->kind == FISC__ITEM_STRING) {
        flat.u.head = fisc__text_head(item->u.string);
    } else if (item->kind == FISC__ITEM_DECIMAL) {
        flat.u.decimal = item->u.decimal;
    } else if (has_below(item)) {
        flat.u.below.count = (uint32_t)item->u.children.count;
        flat.marks |= item->complete ? FISC__FLAT_WHOLE : 0;
    } else {
        flat.u.number = item->u.integer;
    }
    return flat;
}

/* Is it a member of a set, which has no entry? */
static bool
is_member(const struct fisc__item *item)
{
    return !item->name;
}

static size_t
count_entries(const struct fisc__item *item)
{
    size_t count = 1;

    for (size_t i = 0; has_below(item) && i < item->u.children.count; i++)
        if (!is_member(item->u.children.list[i]))
            count += count_entries(item->u.children.list[i]);
    return count;
}

static uint32_t
fill(struct fisc__flat *flat, uint32_t at, const struct fisc__item *item)
{
    struct fisc__flat *entry = &flat[at++];

    *entry = fisc__flat_item(item);
    if (!has_below(item))
        return at;
    for (size_t i = 0; i < item->u.children.count; i++)
        if (!is_member(item->u.children.list[i]))
            at = fill(flat, at, item->u.children.list[i]);
    entry->u.below.end = at;
    return at;
}

struct fisc__flat *
fisc__flat_make(struct fisc__arena *arena, const struct fisc__item *record)
{
    size_t count = count_entries(record);
    struct fisc__flat *flat =
        count < UINT32_MAX ? fisc__arena_array(arena, count, sizeof *flat)
                           : NULL;

    if (flat)
        fill(flat, 0, record);
    return flat;
}
