/* SPDX-License-Identifier: MIT */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/* Memory that is released all at once: what an immutable object is made of. */

#include "base/context.h"

struct fisc__arena {
    struct fisc_context *context; /* not a reference: the owner has one */
    struct fisc__chunk *chunks;
    size_t used; /* of the newest chunk, from its start */
    size_t tail; /* and from its end: texts, which need no alignment */
    size_t held; /* bytes of all chunks */
};

void
fisc__arena_init(struct fisc__arena *arena, struct fisc_context *context);

void
fisc__arena_done(struct fisc__arena *arena);

/*
 * Of an empty arena: `size` bytes at once, so that what takes no more than that
 * is one block. Where memory is short blocks are taken as they are needed.
 */
void
fisc__arena_reserve(struct fisc__arena *arena, size_t size);

/* Bytes that were handed out, and those that are left in full blocks. */
size_t
fisc__arena_used(const struct fisc__arena *arena);

/* Zeroed and aligned for any type; NULL where memory is short. */
void *
fisc__arena_alloc(struct fisc__arena *arena, size_t size);

/* The same with bytes of any value. */
void *
fisc__arena_room(struct fisc__arena *arena, size_t size);

void *
fisc__arena_array(struct fisc__arena *arena, size_t count, size_t size);

/* A NUL-terminated copy. */
char *
fisc__arena_copy(struct fisc__arena *arena, const char *text, size_t length);

char *
fisc__arena_string(struct fisc__arena *arena, const char *text);

/* The texts one after another: cheaper than a format. */
char *
fisc__arena_concat(struct fisc__arena *arena, const char *const *texts,
                   size_t count);

char *
fisc__arena_format(struct fisc__arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
