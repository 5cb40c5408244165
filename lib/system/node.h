/* SPDX-License-Identifier: MIT */
#ifndef SYSTEM_NODE_H
#define SYSTEM_NODE_H

/* The balanced tree in which a draft keeps the children of a node. */

#include "system/draft.h"

/* The child equal to `key` in that order, or NULL. */
struct fisc__node *
fisc__node_child(const struct fisc__node *parent,
                 const struct fisc__item *key);

/* The child of that name, which need not be terminated, or NULL. */
struct fisc__node *
fisc__node_named(const struct fisc__node *parent, const char *name,
                 size_t length);

/* Adds a child, which has no equal among the children. */
void
fisc__node_insert(struct fisc__node *parent, struct fisc__node *child);

/* Calls visit() with each child in canonical order. */
void
fisc__node_visit(struct fisc__node *parent,
                 void (*visit)(void *data, struct fisc__node *child),
                 void *data);

/* Is nothing stated at it or below? */
bool
fisc__node_is_blank(const struct fisc__node *node);

#endif
