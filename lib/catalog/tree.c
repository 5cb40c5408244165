/* SPDX-License-Identifier: MIT */
/* Changing copies of documents. */

#include "catalog/tree.h"

struct fisc__xml *
fisc__tree_copy(struct fisc__arena *arena, const struct fisc__xml *node)
{
    struct fisc__xml *copy = fisc__arena_alloc(arena, sizeof *copy);
    struct fisc__xml **slot;

    if (!copy)
        return NULL;
    *copy = *node;
    copy->parent = copy->first = copy->next = NULL;
    slot = &copy->first;
    for (const struct fisc__xml *child = node->first; child;
         child = child->next) {
        *slot = fisc__tree_copy(arena, child);
        if (!*slot)
            return NULL;
        (*slot)->parent = copy;
        slot = &(*slot)->next;
    }
    return copy;
}

void
fisc__tree_insert(struct fisc__xml *parent, struct fisc__xml *node,
                  struct fisc__xml *before)
{
    struct fisc__xml **slot = &parent->first;

    while (*slot && *slot != before)
        slot = &(*slot)->next;
    node->parent = parent;
    node->next = *slot;
    *slot = node;
}

void
fisc__tree_remove(struct fisc__xml *node)
{
    struct fisc__xml **slot = &node->parent->first;

    while (*slot != node)
        slot = &(*slot)->next;
    *slot = node->next;
    node->parent = node->next = NULL;
}
