/* SPDX-License-Identifier: MIT */
/*
 * No key twice in an object: small ones are compared each with each, large
 * ones sorted, which no choice of keys makes slow.
 */

#include "json/keys.h"

#include <string.h>

enum { FEW = 16 };

static enum fisc_status
refuse(const struct fisc__json *first, const struct fisc__json *second,
       struct fisc_error *reterr)
{
    return fisc__error(reterr, FISC_ERR_SYNTAX, &second->key_place,
                       "the key '%.100s' stands already at %u:%u", second->key,
                       first->key_place.line, first->key_place.column);
}

static enum fisc_status
compare_all(const struct fisc__json *object, struct fisc_error *reterr)
{
    for (const struct fisc__json *b = object->first; b; b = b->next)
        for (const struct fisc__json *a = object->first; a != b; a = a->next)
            if (strcmp(a->key, b->key) == 0)
                return refuse(a, b, reterr);
    return FISC_OK;
}

/* By key, then as written. */
static bool
before(const struct fisc__json *a, const struct fisc__json *b)
{
    int order = strcmp(a->key, b->key);

    if (order)
        return order < 0;
    if (a->key_place.line != b->key_place.line)
        return a->key_place.line < b->key_place.line;
    return a->key_place.column < b->key_place.column;
}

/* Lets the member at `i` sink to its place in a heap, the last on top. */
static void
sink(const struct fisc__json **heap, size_t count, size_t i)
{
    for (;;) {
        size_t child = 2 * i + 1;
        const struct fisc__json *moved = heap[i];

        if (child >= count)
            return;
        if (child + 1 < count && before(heap[child], heap[child + 1]))
            child++;
        if (!before(moved, heap[child]))
            return;
        heap[i] = heap[child];
        heap[child] = moved;
        i = child;
    }
}

static void
sort(const struct fisc__json **members, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sink(members, count, i);
    for (size_t left = count; left-- > 1;) {
        const struct fisc__json *top = members[0];

        members[0] = members[left];
        members[left] = top;
        sink(members, left, 0);
    }
}

static enum fisc_status
compare_sorted(const struct fisc__json **members, size_t count,
               struct fisc_error *reterr)
{
    const struct fisc__json *first = NULL, *second = NULL;

    sort(members, count);
    for (size_t i = 1; i < count; i++)
        if (strcmp(members[i - 1]->key, members[i]->key) == 0 &&
            (!second || members[i]->key_place.line < second->key_place.line ||
             (members[i]->key_place.line == second->key_place.line &&
              members[i]->key_place.column < second->key_place.column))) {
            first = members[i - 1];
            second = members[i];
        }
    return second ? refuse(first, second, reterr) : FISC_OK;
}

enum fisc_status
fisc__json_check_keys(struct fisc_context *context,
                      const struct fisc__json *object,
                      struct fisc_error *reterr)
{
    const struct fisc__json **members;
    enum fisc_status status;
    size_t i = 0;

    if (object->count <= FEW)
        return compare_all(object, reterr);
    members = fisc__alloc_array(context, object->count, sizeof *members);
    if (!members)
        return fisc__error_nomem(reterr);
    for (const struct fisc__json *m = object->first; m; m = m->next)
        members[i++] = m;
    status = compare_sorted(members, object->count, reterr);
    fisc__free(context, members, object->count * sizeof *members);
    return status;
}
