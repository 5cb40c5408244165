/* SPDX-License-Identifier: MIT */
/* Finding items in a finished description. */

#include <string.h>

#include "system/names.h"
#include "system/system.h"

/* The child of that name, which need not be terminated, by bisection. */
static const struct fisc__item *
find_named(const struct fisc__item *parent, const char *name, size_t length)
{
    size_t low = 0, high = parent->u.children.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct fisc__item *child = parent->u.children.list[middle];
        int order = strncmp(child->name, name, length);

        if (order == 0 && child->name[length] == '\0')
            return child;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct fisc__item *
fisc__item_field(const struct fisc__item *record, const char *name,
                 size_t length)
{
    return record->kind == FISC__ITEM_RECORD ? find_named(record, name, length)
                                             : NULL;
}

const char *
fisc__item_string(const struct fisc__item *record, const char *name)
{
    const struct fisc__item *field =
        fisc__item_field(record, name, strlen(name));

    return field && field->kind == FISC__ITEM_STRING ? field->u.string : "";
}

const struct fisc__item *
fisc__item_element(const struct fisc__item *list, const char *id,
                   size_t length)
{
    if (list->kind != FISC__ITEM_LIST || list->u.children.count == 0 ||
        !list->u.children.list[0]->name)
        return NULL;
    return find_named(list, id, length);
}

const struct fisc__item *
fisc__item_record(const struct fisc__item *list, const char *id)
{
    return fisc__item_element(list, id, strlen(id));
}

enum fisc_status
fisc_system__find(const struct fisc_system *system, const char *path,
                  const struct fisc__item **ret)
{
    const struct fisc__item *item = system->root;

    while (*path) {
        struct fisc__segment segment;

        if (!fisc__path_cut(&path, &segment))
            return FISC_ERR_INVALID;
        if (item)
            item = fisc__item_field(item, segment.name, segment.length);
        if (item && segment.id)
            item = fisc__item_element(item, segment.id, segment.id_length);
    }
    *ret = item;
    return FISC_OK;
}
