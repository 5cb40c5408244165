/* SPDX-License-Identifier: MIT */
/* Interned strings. */

#include "base/names.h"

#include <string.h>

/* FNV-1a from a given start, with a final mix. */
static uint32_t
hash_from(uint32_t start, const void *bytes, size_t length)
{
    const unsigned char *s = bytes;
    uint32_t hash = start;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ s[i]) * 16777619u;
    hash ^= hash >> 15;
    hash *= 0x85ebca6bu;
    return hash ^ hash >> 13;
}

uint32_t
fisc__hash(const void *bytes, size_t length)
{
    return hash_from(2166136261u, bytes, length);
}

void
fisc__names_init(struct fisc__names *names, struct fisc_context *context,
                 struct fisc__arena *arena, const struct fisc__names *below)
{
    *names = (struct fisc__names){.context = context, .arena = arena,
                                  .below = below};
    names->first = below ? fisc__names_count(below) + 1 : 1;
    /*
     * Names come from input: with a start that its author doesn't know, they
     * can't be chosen to collide. Numbers go by order, so nothing shows it.
     */
    names->seed = fisc__hash(&names, sizeof names) ^
                  fisc__hash(&context, sizeof context);
}

void
fisc__names_done(struct fisc__names *names)
{
    fisc__free(names->context, names->texts,
               names->capacity * sizeof *names->texts);
    fisc__free(names->context, names->slots,
               names->slot_count * sizeof *names->slots);
    names->texts = NULL;
    names->slots = NULL;
    names->count = names->capacity = names->slot_count = 0;
}

void
fisc__names_reserve(struct fisc__names *names, size_t count)
{
    size_t slots = 32;

    if (count == 0)
        return;
    while (slots <= count * 2)
        slots *= 2;
    names->slots = fisc__alloc_array(names->context, slots,
                                     sizeof *names->slots);
    names->slot_count = names->slots ? slots : 0;
    names->texts = fisc__alloc_array(names->context, count,
                                     sizeof *names->texts);
    names->capacity = names->texts ? count : 0;
}

uint32_t
fisc__names_count(const struct fisc__names *names)
{
    return names->first - 1 + (uint32_t)names->count;
}

const char *
fisc__names_text(const struct fisc__names *names, uint32_t number)
{
    while (number < names->first)
        names = names->below;
    return names->texts[number - names->first];
}

static size_t
find_slot(const struct fisc__names *names, const char *text, size_t length)
{
    size_t mask = names->slot_count - 1;
    size_t i = hash_from(names->seed, text, length) & mask;

    while (names->slots[i]) {
        const char *other = names->texts[names->slots[i] - names->first];

        if (strncmp(other, text, length) == 0 && other[length] == '\0')
            break;
        i = (i + 1) & mask;
    }
    return i;
}

uint32_t
fisc__names_find(const struct fisc__names *names, const char *text,
                 size_t length)
{
    for (; names; names = names->below)
        if (names->count) {
            uint32_t found = names->slots[find_slot(names, text, length)];

            if (found)
                return found;
        }
    return 0;
}

static bool
rehash(struct fisc__names *names)
{
    size_t count = names->slot_count ? names->slot_count * 2 : 32;
    uint32_t *old = names->slots;
    size_t old_count = names->slot_count;

    names->slots = fisc__alloc_array(names->context, count, sizeof *old);
    if (!names->slots) {
        names->slots = old;
        return false;
    }
    names->slot_count = count;
    for (size_t i = 0; i < names->count; i++) {
        const char *text = names->texts[i];

        names->slots[find_slot(names, text, strlen(text))] =
            names->first + (uint32_t)i;
    }
    fisc__free(names->context, old, old_count * sizeof *old);
    return true;
}

uint32_t
fisc__names_add(struct fisc__names *names, const char *text, size_t length)
{
    uint32_t number = fisc__names_find(names, text, length);
    char *copy;

    if (number)
        return number;
    if (names->count * 2 >= names->slot_count && !rehash(names))
        return 0;
    if (!fisc__grow(names->context, &names->texts, &names->capacity,
                    names->count, sizeof *names->texts))
        return 0;
    copy = fisc__arena_copy(names->arena, text, length);
    if (!copy)
        return 0;
    number = names->first + (uint32_t)names->count;
    names->slots[find_slot(names, text, length)] = number;
    names->texts[names->count++] = copy;
    return number;
}
