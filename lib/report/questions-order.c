/* SPDX-License-Identifier: MIT */
/*
 * The order of questions: a greedy cover of deciding sets. Scores of paths that
 * are not answered only grow, so that a heap with old entries left in it finds
 * the greatest.
 */

#include <string.h>

#include "report/questions.h"

/* Divided by how many paths a row still waits for: exact up to 16. */
enum { WHOLE = 720720 };

/* What a path's score was when it was pushed. */
struct entry {
    uint64_t score;
    size_t last;
    uint32_t path;
};

struct heap {
    struct fisc_questions *questions;
    struct entry *list;
    size_t count, capacity;
};

/* Is a to be asked before b? */
static bool
is_before(const struct heap *heap, const struct entry *a,
          const struct entry *b)
{
    const struct fisc__asked *asked = heap->questions->asked;

    if (a->score != b->score)
        return a->score > b->score;
    if (a->last != b->last)
        return a->last > b->last;
    if (asked[a->path].takes_part != asked[b->path].takes_part)
        return asked[a->path].takes_part > asked[b->path].takes_part;
    return strcmp(asked[a->path].path, asked[b->path].path) < 0;
}

static bool
push(struct heap *heap, uint32_t path)
{
    const struct fisc__asked *asked = &heap->questions->asked[path];
    struct entry entry = {asked->score, asked->last, path};
    size_t at;

    if (!fisc__grow(heap->questions->context, &heap->list, &heap->capacity,
                    heap->count, sizeof *heap->list))
        return false;
    for (at = heap->count++; at > 0; at = (at - 1) / 2) {
        if (!is_before(heap, &entry, &heap->list[(at - 1) / 2]))
            break;
        heap->list[at] = heap->list[(at - 1) / 2];
    }
    heap->list[at] = entry;
    return true;
}

static struct entry
pop(struct heap *heap)
{
    struct entry first = heap->list[0];
    struct entry moved = heap->list[--heap->count];
    size_t at = 0, child;

    for (; (child = 2 * at + 1) < heap->count; at = child) {
        if (child + 1 < heap->count &&
            is_before(heap, &heap->list[child + 1], &heap->list[child]))
            child++;
        if (!is_before(heap, &heap->list[child], &moved))
            break;
        heap->list[at] = heap->list[child];
    }
    heap->list[at] = moved;
    return first;
}

/* Takes a row's share out of the scores of its open paths, or puts it in. */
static bool
weigh(struct heap *heap, const struct fisc__waiting *row, bool in)
{
    struct fisc_questions *questions = heap->questions;
    uint64_t share = row->left ? WHOLE / row->left : 0;

    for (size_t i = 0; i < row->count; i++) {
        struct fisc__asked *asked = &questions->asked[row->paths[i]];

        if (asked->answered)
            continue;
        asked->score += in ? share : 0 - share;
        if (row->left == 1)
            asked->last += in ? 1 : (size_t)-1;
        if (in && !push(heap, row->paths[i]))
            return false;
    }
    return true;
}

/* A path is answered: the rows that wait for it wait for one less. */
static bool
answer(struct heap *heap, uint32_t path, size_t *settled)
{
    struct fisc_questions *questions = heap->questions;
    struct fisc__asked *asked = &questions->asked[path];

    asked->answered = true;
    for (size_t i = 0; i < asked->row_count; i++) {
        struct fisc__waiting *row = &questions->waiting[asked->rows[i]];

        if (!row->must)
            continue;
        weigh(heap, row, false);
        row->left--;
        *settled += row->left == 0;
        if (!weigh(heap, row, true))
            return false;
    }
    asked->settled = *settled;
    return true;
}

static bool
begin(struct heap *heap)
{
    struct fisc_questions *questions = heap->questions;

    for (size_t i = 0; i < questions->waiting_count; i++) {
        struct fisc__waiting *row = &questions->waiting[i];
        uint64_t share = row->count ? WHOLE / row->count : 0;

        row->left = row->count;
        for (size_t k = 0; row->must && k < row->count; k++) {
            struct fisc__asked *asked = &questions->asked[row->paths[k]];

            asked->score += share;
            asked->takes_part++;
            asked->alone += row->count == 1;
            asked->last += row->count == 1;
        }
    }
    for (uint32_t i = 0; i < questions->count; i++)
        if (!push(heap, i))
            return false;
    return true;
}

bool
fisc__questions_order(struct fisc_questions *questions)
{
    struct heap heap = {.questions = questions};
    size_t settled = 0, count = 0;
    bool right = begin(&heap);

    questions->order = fisc__arena_array(&questions->arena, questions->count,
                                         sizeof *questions->order);
    right = right && questions->order;
    while (right && heap.count > 0) {
        struct entry entry = pop(&heap);
        const struct fisc__asked *asked = &questions->asked[entry.path];

        /* An entry that is not of today has a newer one in the heap. */
        if (asked->answered || asked->score != entry.score ||
            asked->last != entry.last)
            continue;
        questions->order[count++] = entry.path;
        right = answer(&heap, entry.path, &settled);
    }
    fisc__free(questions->context, heap.list,
               heap.capacity * sizeof *heap.list);
    return right;
}
