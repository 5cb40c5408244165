/* SPDX-License-Identifier: MIT */
#ifndef TEST_PHRASE_H
#define TEST_PHRASE_H

/* Expressions as text, as a check file would write them. */

#include "base/buffer.h"
#include "requirement/expression.h"

/*
 * Appends an expression; what is nested deeper than `depth` is "…". In depth 0
 * a combinator has no parts.
 */
void
fisc__phrase(struct fisc__buffer *buffer, const struct fisc__expression *e,
             unsigned depth);

/* The same in the arena; NULL where memory is short. */
const char *
fisc__phrase_text(struct fisc__arena *arena, const struct fisc__expression *e,
                  unsigned depth);

/*
 * A number for what an expression says, the same in every run and however it
 * is stored; places don't count.
 */
uint64_t
fisc__phrase_hash(struct fisc_context *context,
                  const struct fisc__expression *e);

#endif
