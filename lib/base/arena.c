/* SPDX-License-Identifier: MIT */
/* Memory that is released all at once: what an immutable object is made of. */

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct fisc__chunk {
    struct fisc__chunk *next;
    size_t size; /* of the bytes that follow */
    max_align_t bytes[];
};

/* The first fits in what C libraries keep at hand for blocks of 1 KiB. */
enum {
    CHUNK_FIRST = 1024 - sizeof(struct fisc__chunk),
    CHUNK_LARGEST = 64 * 1024
};

void
fisc__arena_init(struct fisc__arena *arena, struct fisc_context *context)
{
    *arena = (struct fisc__arena){.context = context};
}

void
fisc__arena_done(struct fisc__arena *arena)
{
    struct fisc__chunk *chunk = arena->chunks;

    while (chunk) {
        struct fisc__chunk *next = chunk->next;

        fisc__free(arena->context, chunk, sizeof *chunk + chunk->size);
        chunk = next;
    }
    arena->chunks = NULL;
    arena->used = arena->tail = arena->held = 0;
}

static struct fisc__chunk *
new_chunk(struct fisc__arena *arena, size_t size)
{
    struct fisc__chunk *chunk;

    if (size > SIZE_MAX - sizeof *chunk)
        return NULL;
    chunk = fisc__realloc(arena->context, NULL, 0, sizeof *chunk + size);
    if (!chunk)
        return NULL;
    chunk->size = size;
    arena->held += size;
    return chunk;
}

/* A large block has a chunk of its own, behind the open one. */
static void *
alloc_large(struct fisc__arena *arena, size_t size)
{
    struct fisc__chunk *chunk = new_chunk(arena, size);

    if (!chunk)
        return NULL;
    chunk->next = arena->chunks->next;
    arena->chunks->next = chunk;
    return chunk->bytes;
}

/* Chunks grow with what is held, so that a small arena stays small. */
static bool
open_chunk(struct fisc__arena *arena, size_t size)
{
    size_t wanted = arena->held < CHUNK_FIRST ? CHUNK_FIRST : arena->held;
    struct fisc__chunk *chunk;

    if (wanted > CHUNK_LARGEST)
        wanted = CHUNK_LARGEST;
    chunk = new_chunk(arena, wanted < size ? size : wanted);
    if (!chunk)
        return false;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->used = arena->tail = 0;
    return true;
}

void
fisc__arena_reserve(struct fisc__arena *arena, size_t size)
{
    struct fisc__chunk *chunk = size ? new_chunk(arena, size) : NULL;

    if (!chunk)
        return;
    chunk->next = NULL;
    arena->chunks = chunk;
    arena->used = arena->tail = 0;
}

/* Bytes that are left of the newest chunk. */
static size_t
room_left(const struct fisc__arena *arena)
{
    return arena->chunks ? arena->chunks->size - arena->used - arena->tail
                         : 0;
}

size_t
fisc__arena_used(const struct fisc__arena *arena)
{
    return arena->chunks ? arena->held - room_left(arena) : 0;
}

void *
fisc__arena_room(struct fisc__arena *arena, size_t size)
{
    size_t align = _Alignof(max_align_t) - 1;
    void *block;

    if (size > SIZE_MAX - align)
        return NULL;
    size = (size + align) & ~align;
    if (!arena->chunks || room_left(arena) < size) {
        if (arena->chunks && size > CHUNK_LARGEST / 4)
            return alloc_large(arena, size);
        if (!open_chunk(arena, size))
            return NULL;
    }
    block = (char *)arena->chunks->bytes + arena->used;
    arena->used += size;
    return block;
}

void *
fisc__arena_alloc(struct fisc__arena *arena, size_t size)
{
    void *block = fisc__arena_room(arena, size);

    return block ? memset(block, 0, size) : NULL;
}

/* For a text of that many bytes, its NUL among them. */
static char *
text_room(struct fisc__arena *arena, size_t size)
{
    if (!arena->chunks || room_left(arena) < size)
        return fisc__arena_room(arena, size);
    arena->tail += size;
    return (char *)arena->chunks->bytes + arena->chunks->size - arena->tail;
}

void *
fisc__arena_array(struct fisc__arena *arena, size_t count, size_t size)
{
    size_t total;

    if (__builtin_mul_overflow(count, size, &total))
        return NULL;
    return fisc__arena_alloc(arena, total);
}

char *
fisc__arena_copy(struct fisc__arena *arena, const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? text_room(arena, length + 1) : NULL;

    if (!copy)
        return NULL;
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *
fisc__arena_string(struct fisc__arena *arena, const char *text)
{
    return fisc__arena_copy(arena, text, strlen(text));
}

char *
fisc__arena_concat(struct fisc__arena *arena, const char *const *texts,
                   size_t count)
{
    enum { FEW = 8 };
    size_t lengths[FEW], length = 0, used = 0;
    char *copy;

    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(texts[i]);

        if (i < FEW)
            lengths[i] = size;
        length += size;
    }
    copy = text_room(arena, length + 1);
    for (size_t i = 0; copy && i < count; i++) {
        size_t size = i < FEW ? lengths[i] : strlen(texts[i]);

        memcpy(copy + used, texts[i], size);
        used += size;
    }
    if (copy)
        copy[used] = '\0';
    return copy;
}

char *
fisc__arena_format(struct fisc__arena *arena, const char *format, ...)
{
    va_list arguments;
    char *text;
    int length;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return NULL;
    text = text_room(arena, (size_t)length + 1);
    if (!text)
        return NULL;
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}
