/* SPDX-License-Identifier: MIT */
#ifndef CATALOG_TREE_H
#define CATALOG_TREE_H

/* Changing copies of documents. They share names and values with these. */

#include "base/arena.h"
#include "xml/xml.h"

/*
 * A deep copy in the arena, of which the places are the original's; NULL where
 * memory is short.
 */
struct fisc__xml *
fisc__tree_copy(struct fisc__arena *arena, const struct fisc__xml *node);

/* Puts a node without a parent in front of `before`; last where it's NULL. */
void
fisc__tree_insert(struct fisc__xml *parent, struct fisc__xml *node,
                  struct fisc__xml *before);

/* Takes a node out of its parent. */
void
fisc__tree_remove(struct fisc__xml *node);

#endif
