/* SPDX-License-Identifier: MIT */
/* Sorted sets of paths, for deciding sets. */

#include <string.h>

#include "requirement/tree.h"

uint32_t
fisc__paths_number(struct fisc__tree_job *job, const char *path)
{
    uint32_t number = fisc__names_add(&job->paths, path, strlen(path));

    /* Marks keep pace with the names. */
    while (number && job->mark_capacity <= number) {
        size_t before = job->mark_capacity;

        if (!fisc__grow(job->arena->context, &job->marks, &job->mark_capacity,
                        before, sizeof *job->marks))
            return 0;
        memset(job->marks + before, 0,
               (job->mark_capacity - before) * sizeof *job->marks);
    }
    return number;
}

static int
order(const struct fisc__tree_job *job, uint32_t a, uint32_t b)
{
    return a == b ? 0
                  : strcmp(fisc__names_text(&job->paths, a),
                           fisc__names_text(&job->paths, b));
}

bool
fisc__paths_has(const struct fisc__tree_job *job,
                const struct fisc__paths *paths, uint32_t path)
{
    size_t low = 0, high = paths->count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int side = order(job, path, paths->list[middle]);

        if (side == 0)
            return true;
        if (side < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

bool
fisc__paths_shorter(const struct fisc__tree_job *job,
                    const struct fisc__paths *a, const struct fisc__paths *b)
{
    if (a->count != b->count)
        return a->count < b->count;
    for (size_t i = 0; i < a->count; i++) {
        int side = order(job, a->list[i], b->list[i]);

        if (side)
            return side < 0;
    }
    return false;
}

void
fisc__paths_forget(struct fisc__tree_job *job)
{
    job->stamp++;
}

uint32_t
fisc__paths_owner(struct fisc__tree_job *job, uint32_t path, uint32_t owner)
{
    struct fisc__path_mark *mark = &job->marks[path];

    if (mark->stamp != job->stamp)
        *mark = (struct fisc__path_mark){job->stamp, owner};
    return mark->owner;
}

void
fisc__paths_begin(struct fisc__tree_job *job)
{
    job->stamp++;
    job->bag_count = 0;
}

bool
fisc__paths_add(struct fisc__tree_job *job, const struct fisc__paths *set)
{
    for (size_t i = 0; i < set->count; i++) {
        struct fisc__path_mark *mark = &job->marks[set->list[i]];

        if (mark->stamp == job->stamp)
            continue;
        if (!fisc__grow(job->arena->context, &job->bag, &job->bag_capacity,
                        job->bag_count, sizeof *job->bag))
            return false;
        mark->stamp = job->stamp;
        job->bag[job->bag_count++] = set->list[i];
    }
    return true;
}

/* Merges two sorted halves of `list` by way of `room`. */
static void
merge(const struct fisc__tree_job *job, uint32_t *list, size_t half,
      size_t count, uint32_t *room)
{
    size_t i = 0, j = half, used = 0;

    while (i < half && j < count)
        room[used++] = order(job, list[i], list[j]) <= 0 ? list[i++]
                                                         : list[j++];
    while (i < half)
        room[used++] = list[i++];
    memcpy(list, room, used * sizeof *list);
}

static void
sort(const struct fisc__tree_job *job, uint32_t *list, size_t count,
     uint32_t *room)
{
    size_t half = count / 2;

    if (count < 2)
        return;
    sort(job, list, half, room);
    sort(job, list + half, count - half, room);
    merge(job, list, half, count, room);
}

bool
fisc__paths_end(struct fisc__tree_job *job, struct fisc__paths *ret)
{
    size_t bytes = job->bag_count * sizeof *job->bag;
    uint32_t *list = fisc__arena_alloc(job->arena, bytes);
    uint32_t *room = fisc__alloc(job->arena->context, bytes);

    if (list && room) {
        if (bytes)
            memcpy(list, job->bag, bytes);
        sort(job, list, job->bag_count, room);
        *ret = (struct fisc__paths){list, job->bag_count};
    }
    fisc__free(job->arena->context, room, bytes);
    return list && room;
}
