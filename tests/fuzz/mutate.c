/* SPDX-License-Identifier: MIT */
/*
 * For inputs of several parts: one of them is changed at a time, most often
 * the description, so that the others go on being what they were.
 */

#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

/* libFuzzer's; not there where a target only replays. */
__attribute__((weak)) size_t
LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
                        unsigned seed);

struct span {
    size_t start; /* behind the line with the name */
    size_t end;
    bool system;
};

static uint32_t
next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static size_t
find_spans(const char *text, size_t size, struct span *ret)
{
    size_t count = 0;
    const char *end = text + size, *at = text;

    while (at < end) {
        const char *line = memchr(at, '\n', (size_t)(end - at));

        line = line ? line + 1 : end;
        if (line - at > 4 && memcmp(at, "--- ", 4) == 0) {
            if (count == FUZZ_PARTS)
                break;
            ret[count++] = (struct span){
                .start = (size_t)(line - text),
                .system = line - at > 10 && memcmp(at + 4, "system", 6) == 0};
        }
        at = line;
        if (count)
            ret[count - 1].end = (size_t)(at - text);
    }
    return count;
}

static const struct span *
choose(const struct span *spans, size_t count, uint32_t *seed)
{
    if (next(seed) % 16 < 15)
        for (size_t i = 0; i < count; i++)
            if (spans[i].system)
                return &spans[i];
    return &spans[next(seed) % count];
}

/* A part's text keeps the line's end before the next part's name. */
static size_t
mutate_span(uint8_t *data, size_t size, size_t most, struct span span)
{
    size_t length = span.end - span.start, rest = size - span.end;
    size_t room = most - span.start - rest;
    uint8_t *part;

    if (rest && length) {
        length--;
        rest++;
        room--;
    }
    part = malloc(room ? room : 1);
    FUZZ_HOLDS(part != NULL);
    if (length)
        memcpy(part, data + span.start, length);
    size = LLVMFuzzerMutate(part, length, room);
    memmove(data + span.start + size, data + span.start + length, rest);
    memcpy(data + span.start, part, size);
    free(part);
    return span.start + size + rest;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
                        unsigned seed)
{
    struct span spans[FUZZ_PARTS];
    uint32_t state = seed;
    size_t count;

    /* As they are, and the byte that says which allocation fails. */
    if (next(&state) % 32 == 0 || size >= most)
        return LLVMFuzzerMutate(data, size, most);
    /* With it an input takes twice as long: one in four has it. */
    if (size && data[size - 1] >= 0x80)
        size--;
    if (size && next(&state) % 4 == 0) {
        data[size++] = 0x80 | (uint8_t)next(&state);
        if (next(&state) % 2)
            return size;
    }
    count = find_spans((const char *)data, size, spans);
    if (count == 0 || size >= most)
        return LLVMFuzzerMutate(data, size, most);
    return mutate_span(data, size, most, *choose(spans, count, &state));
}
