/* SPDX-License-Identifier: MIT */
/* Merge sort, from runs of one element upwards. */

#include "base/sort.h"

#include <string.h>

typedef int (*comparison)(const void *, const void *);

/* Merges [from, half) and [half, end) of `list` into the same place of `ret`. */
static void
merge(const char *list, char *ret, size_t size, size_t from, size_t half,
      size_t end, comparison compare)
{
    size_t i = from, j = half;

    for (size_t used = from; used < end; used++) {
        size_t next = j == end || (i < half && compare(list + i * size,
                                                       list + j * size) <= 0)
                          ? i++
                          : j++;

        memcpy(ret + used * size, list + next * size, size);
    }
}

bool
fisc__sort(struct fisc_context *context, void *list, size_t count, size_t size,
           comparison compare)
{
    char *room, *from = list, *to;

    if (count < 2)
        return true;
    room = fisc__alloc_array(context, count, size);
    if (!room)
        return false;
    to = room;
    for (size_t run = 1; run < count; run *= 2) {
        char *swap = from;

        for (size_t i = 0; i < count; i += 2 * run) {
            size_t half = i + run < count ? i + run : count;
            size_t end = half + run < count ? half + run : count;

            merge(from, to, size, i, half, end, compare);
        }
        from = to;
        to = swap;
    }
    if (from != list)
        memcpy(list, from, count * size);
    fisc__free(context, room, count * size);
    return true;
}
