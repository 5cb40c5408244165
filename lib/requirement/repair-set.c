/* SPDX-License-Identifier: MIT */
/* Families of sets of wishes: either, both, some of many; few and small. */

#include <string.h>

#include "base/sort.h"
#include "requirement/repair-job.h"

bool
fisc__family_one(struct fisc__repair_job *job, uint32_t wish,
                 struct fisc__family *ret)
{
    uint32_t *list = fisc__arena_alloc(job->arena, sizeof *list);
    struct fisc__wishes *set = fisc__arena_alloc(job->arena, sizeof *set);

    if (!list || !set)
        return false;
    *list = wish;
    *set = (struct fisc__wishes){list, 1, !job->wishes[wish - 1].keep};
    *ret = (struct fisc__family){set, 1};
    return true;
}

bool
fisc__family_free(struct fisc__repair_job *job, struct fisc__family *ret)
{
    struct fisc__wishes *set = fisc__arena_alloc(job->arena, sizeof *set);

    *ret = (struct fisc__family){set, 1};
    return set != NULL;
}

/* ---- fewest first --------------------------------------------------------*/

/* Fewer changes first, then those that were thought of earlier. */
static int
compare_sets(const void *first, const void *second)
{
    const struct fisc__wishes *a = first, *b = second;

    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++)
        if (a->list[i] != b->list[i])
            return a->list[i] < b->list[i] ? -1 : 1;
    return 0;
}

/* Does `b` hold all of `a`? */
static bool
is_within(const struct fisc__wishes *a, const struct fisc__wishes *b)
{
    size_t j = 0;

    for (size_t i = 0; i < a->count; i++, j++) {
        while (j < b->count && b->list[j] < a->list[i])
            j++;
        if (j == b->count || b->list[j] != a->list[i])
            return false;
    }
    return true;
}

/* Sorts the sets, drops those that hold another, and keeps so many. */
static bool
thin_out(struct fisc__repair_job *job, struct fisc__family *family)
{
    size_t kept = 0;

    if (!fisc__sort(job->arena->context, family->list, family->count,
                    sizeof *family->list, compare_sets))
        return false;
    for (size_t i = 0; i < family->count; i++) {
        bool holds = false;

        for (size_t j = 0; !holds && j < kept; j++)
            holds = is_within(&family->list[j], &family->list[i]);
        if (holds)
            continue;
        if (kept == FISC__REPAIR_SETS) {
            job->cut = true;
            break;
        }
        family->list[kept++] = family->list[i];
    }
    family->count = kept;
    return true;
}

bool
fisc__family_either(struct fisc__repair_job *job,
                    const struct fisc__family *a,
                    const struct fisc__family *b, struct fisc__family *ret)
{
    struct fisc__family both = {.count = a->count + b->count};

    if (a->count == 0 || b->count == 0) {
        *ret = a->count ? *a : *b;
        return true;
    }
    both.list = fisc__arena_array(job->arena, both.count, sizeof *both.list);
    if (!both.list)
        return false;
    memcpy(both.list, a->list, a->count * sizeof *a->list);
    memcpy(both.list + a->count, b->list, b->count * sizeof *b->list);
    if (!thin_out(job, &both))
        return false;
    *ret = both;
    return true;
}

/* ---- products ------------------------------------------------------------*/

/* Does one want a flag true that the other wants false? */
static bool
contradict(struct fisc__repair_job *job, const struct fisc__wishes *a,
           const struct fisc__wishes *b)
{
    for (size_t i = 0; i < a->count; i++) {
        const struct fisc__wish *wish = &job->wishes[a->list[i] - 1];

        if (wish->op != FISC__WISH_LEAF || wish->node->op != FISC__NODE_FLAG)
            continue;
        for (size_t j = 0; j < b->count; j++) {
            const struct fisc__wish *other = &job->wishes[b->list[j] - 1];

            if (other->op == FISC__WISH_LEAF && other->cell == wish->cell &&
                other->node->op == FISC__NODE_FLAG &&
                other->want != wish->want)
                return job->clashed = true;
        }
    }
    return false;
}

static bool
unite(struct fisc__repair_job *job, const struct fisc__wishes *a,
      const struct fisc__wishes *b, struct fisc__wishes *ret)
{
    uint32_t *list = fisc__arena_array(job->arena, a->count + b->count,
                                       sizeof *list);
    size_t i = 0, j = 0, count = 0, cost = 0;

    if (!list)
        return false;
    while (i < a->count || j < b->count) {
        bool left = j == b->count ||
                    (i < a->count && a->list[i] <= b->list[j]);

        if (left && j < b->count && a->list[i] == b->list[j])
            j++;
        list[count] = left ? a->list[i++] : b->list[j++];
        cost += !job->wishes[list[count++] - 1].keep;
    }
    *ret = (struct fisc__wishes){list, count, cost};
    return true;
}

bool
fisc__family_both(struct fisc__repair_job *job, const struct fisc__family *a,
                  const struct fisc__family *b, struct fisc__family *ret)
{
    struct fisc__family product = {.count = 0};

    if (a->count == 1 && a->list[0].count == 0) {
        *ret = *b;
        return true;
    }
    job->work += a->count * b->count;
    if (job->work > FISC__REPAIR_WORK) {
        job->cut = true;
        *ret = product;
        return true;
    }
    product.list = fisc__arena_array(job->arena, a->count * b->count,
                                     sizeof *product.list);
    if (!product.list)
        return false;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (!contradict(job, &a->list[i], &b->list[j]) &&
                !unite(job, &a->list[i], &b->list[j],
                       &product.list[product.count++]))
                return false;
    if (!thin_out(job, &product))
        return false;
    *ret = product;
    return true;
}

/*
 * ways[j] are the ways to have j of the families met so far. From the last to
 * the first, so that each family is taken once.
 */
static bool
take_in(struct fisc__repair_job *job, struct fisc__family *ways,
        const struct fisc__family *family, size_t least, size_t most)
{
    for (size_t j = most; j >= least && j > 0; j--) {
        struct fisc__family with;

        if (!fisc__family_both(job, &ways[j - 1], family, &with) ||
            !fisc__family_either(job, &ways[j], &with, &ways[j]))
            return false;
    }
    return true;
}

bool
fisc__family_some(struct fisc__repair_job *job,
                  const struct fisc__family *list, size_t count, size_t need,
                  struct fisc__family *ret)
{
    struct fisc__family *ways;

    *ret = (struct fisc__family){NULL, 0};
    if (need > count)
        return true;
    ways = fisc__arena_array(job->arena, need + 1, sizeof *ways);
    if (!ways || !fisc__family_free(job, &ways[0]))
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t left = count - i - 1;
        size_t least = need > left ? need - left : 1;
        size_t most = i + 1 < need ? i + 1 : need;

        if (!take_in(job, ways, &list[i], least, most))
            return false;
        /* All so far have to be met: what has no way ends it. */
        if (need == count && ways[i + 1].count == 0)
            return true;
    }
    *ret = ways[need];
    return true;
}
