/* SPDX-License-Identifier: MIT */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

/*
 * Interned strings: equal strings have one small number, counted from 1; 0 is
 * no name. A table may stand on a finished one, whose numbers it continues.
 */

#include "base/arena.h"

struct fisc__names {
    struct fisc_context *context;
    const struct fisc__names *below; /* borrowed, finished; or NULL */
    struct fisc__arena *arena;       /* where new texts live; borrowed */
    const char **texts;              /* [number - first] */
    size_t count;
    size_t capacity;
    uint32_t first;  /* the first number of this table */
    uint32_t seed;   /* of the hashes */
    uint32_t *slots; /* open addressing; 0 is free */
    size_t slot_count;
};

void
fisc__names_init(struct fisc__names *names, struct fisc_context *context,
                 struct fisc__arena *arena, const struct fisc__names *below);

void
fisc__names_done(struct fisc__names *names);

/*
 * Of an empty table: room for so many texts at once. Where memory is short it
 * grows as it is filled.
 */
void
fisc__names_reserve(struct fisc__names *names, size_t count);

/* The number of a text, or 0. */
uint32_t
fisc__names_find(const struct fisc__names *names, const char *text,
                 size_t length);

/* The number of a text, new or old; 0 where memory is short. */
uint32_t
fisc__names_add(struct fisc__names *names, const char *text, size_t length);

/* The text of a number other than 0. */
const char *
fisc__names_text(const struct fisc__names *names, uint32_t number);

/* How many numbers are in use, those below included. */
uint32_t
fisc__names_count(const struct fisc__names *names);

uint32_t
fisc__hash(const void *bytes, size_t length);

#endif
