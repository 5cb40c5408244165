/* SPDX-License-Identifier: MIT */
#ifndef VOCABULARY_TREE_H
#define VOCABULARY_TREE_H

/* Growing a vocabulary: what core.c and read.c add definitions with. */

#include "vocabulary/vocabulary.h"

/*
 * Adds a definition, whose path and place are filled in: FISC_ERR_INVALID where
 * the path is not spelled as one, FISC_ERR_CONFLICT where it is defined. The
 * definition lives as long as the vocabulary's arena.
 */
enum fisc_status
fisc__vocabulary_add(struct fisc__vocabulary *vocabulary,
                     struct fisc__definition *definition,
                     struct fisc_error *reterr);

/*
 * Are all definitions below what they claim to be below: lists where the path
 * has [], and records elsewhere?
 */
enum fisc_status
fisc__vocabulary_check(struct fisc__vocabulary *vocabulary,
                       struct fisc_error *reterr);

/* Adds what is built in. */
enum fisc_status
fisc__vocabulary_add_core(struct fisc__vocabulary *vocabulary,
                          struct fisc_error *reterr);

#endif
