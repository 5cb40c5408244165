/* SPDX-License-Identifier: MIT */
#ifndef TEST_PLACE_H
#define TEST_PLACE_H

/* Which fact a path of an expression means, by where the expression stands. */

#include "requirement/expression.h"
#include "vocabulary/vocabulary.h"

/* The lists around an expression, the innermost last. */
struct fisc__standing {
    const struct fisc__vocabulary *vocabulary;
    const struct fisc__word *lists[FISC__EXPRESSION_DEPTH];
    size_t count;
};

/*
 * The word of a path, or NULL; *ret_rest is the path without what says where
 * it begins: the dots, or "party.".
 */
const struct fisc__word *
fisc__standing_find(const struct fisc__standing *standing, const char *path,
                    const char **ret_rest);

/* Enters the list of a collection; false where it isn't found. */
bool
fisc__standing_enter(struct fisc__standing *standing, const char *path);

/* A fact's path from its element on: "sites[].a.b" is "a.b". */
const char *
fisc__path_inside(const char *path);

/* Are they facts that a leaf could ask for one instead of the other? */
bool
fisc__facts_alike(const struct fisc__definition *a,
                  const struct fisc__definition *b);

#endif
