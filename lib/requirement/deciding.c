/* SPDX-License-Identifier: MIT */
/*
 * Rule 24: the paths that decide an unknown, none of which can be left out.
 *
 * An unknown leaf is a variable that carries the paths it waits for. A set of
 * paths settles a tree when, whatever true or false the variables take whose
 * paths all lie in the set, the tree isn't unknown. Unknown children that share
 * no path are independent, so only groups that do share are tried together.
 */

#include <string.h>

#include "requirement/tree.h"

enum { MOST = 12 }; /* paths, or variables, that are tried together */

/* ---- the walk ------------------------------------------------------------*/

static bool
leaf_walk(struct fisc__tree_job *job, struct fisc__tree *tree)
{
    uint32_t numbers[8];
    struct fisc__paths all = {numbers, 0};

    for (size_t i = 0; i < tree->named_count && i < 8; i++) {
        numbers[all.count] = fisc__paths_number(job, tree->named[i].path);
        if (!numbers[all.count++])
            return false;
    }
    fisc__paths_begin(job);
    return fisc__paths_add(job, &all) && fisc__paths_end(job, &tree->walk);
}

/* The paths that a tree's unknown leaves wait for; kept on the tree. */
static const struct fisc__paths *
tree_walk(struct fisc__tree_job *job, struct fisc__tree *tree)
{
    bool right = true;

    if (tree->walked)
        return &tree->walk;
    if (tree->kind == FISC__TREE_LEAF) {
        tree->walked = leaf_walk(job, tree);
        return tree->walked ? &tree->walk : NULL;
    }
    for (size_t i = 0; i < tree->count; i++)
        if (tree->edges[i].child->truth == FISC__UNKNOWN &&
            !tree_walk(job, tree->edges[i].child))
            return NULL;
    fisc__paths_begin(job);
    for (size_t i = 0; right && i < tree->count; i++)
        if (tree->edges[i].child->truth == FISC__UNKNOWN)
            right = fisc__paths_add(job, &tree->edges[i].child->walk);
    tree->walked = right && fisc__paths_end(job, &tree->walk);
    return tree->walked ? &tree->walk : NULL;
}

/* ---- what is left of a tree while variables take values ------------------*/

/* The children of a node that are tried together. */
struct group {
    struct fisc__tree_edge *edges;
    size_t count;
    struct fisc__paths paths;
};

/* A group as a node of its own: only its unknown children, others counted. */
struct residual {
    struct fisc__tree_job *job;
    const struct group *group;
    size_t need;
    size_t values[4]; /* of the children that are not tried */
    struct fisc__tree *variables[MOST];
    size_t count;
    bool too_many;
};

static void
gather_variables(struct residual *residual, struct fisc__tree *tree)
{
    if (tree->stamp == residual->job->stamp || residual->too_many)
        return;
    tree->stamp = residual->job->stamp;
    if (tree->kind != FISC__TREE_LEAF) {
        for (size_t i = 0; i < tree->count; i++)
            if (tree->edges[i].child->truth == FISC__UNKNOWN)
                gather_variables(residual, tree->edges[i].child);
        return;
    }
    if (residual->count == MOST)
        residual->too_many = true;
    else
        residual->variables[residual->count++] = tree;
}

static enum fisc__truth
negate(enum fisc__truth truth, bool negated)
{
    if (!negated || truth > FISC__TRUE)
        return truth;
    return truth == FISC__TRUE ? FISC__FALSE : FISC__TRUE;
}

/* The value of a tree with the variables as they are assigned. */
static enum fisc__truth
assigned_truth(struct fisc__tree_job *job, struct fisc__tree *tree)
{
    size_t values[4];

    if (tree->truth != FISC__UNKNOWN)
        return tree->truth;
    if (tree->kind == FISC__TREE_LEAF)
        return (enum fisc__truth)tree->assigned;
    if (tree->stamp == job->stamp)
        return (enum fisc__truth)tree->computed;
    memcpy(values, tree->values, sizeof values);
    for (size_t i = 0; i < tree->count; i++) {
        struct fisc__tree_edge edge = tree->edges[i];

        if (edge.child->truth != FISC__UNKNOWN)
            continue;
        values[FISC__UNKNOWN]--;
        values[negate(assigned_truth(job, edge.child), edge.negated)]++;
    }
    tree->stamp = job->stamp;
    tree->computed = (unsigned char)fisc__count_truth(values, tree->need);
    return (enum fisc__truth)tree->computed;
}

static enum fisc__truth
residual_truth(const struct residual *residual)
{
    const struct group *group = residual->group;
    size_t values[4];

    residual->job->stamp++;
    memcpy(values, residual->values, sizeof values);
    for (size_t i = 0; i < group->count; i++)
        values[negate(assigned_truth(residual->job, group->edges[i].child),
                      group->edges[i].negated)]++;
    return fisc__count_truth(values, residual->need);
}

/* Tries every assignment of the free variables; the values met go to *met. */
static bool
settles_from(const struct residual *residual, struct fisc__tree *const *free,
             size_t count, unsigned *met)
{
    enum fisc__truth truth = residual_truth(residual);
    bool right = true;

    if (truth != FISC__UNKNOWN) {
        *met |= 1u << truth;
        return true;
    }
    if (count == 0)
        return false;
    for (int value = 0; value < 2 && right; value++) {
        free[0]->assigned = value ? FISC__FALSE : FISC__TRUE;
        right = settles_from(residual, free + 1, count - 1, met);
    }
    free[0]->assigned = FISC__UNKNOWN;
    return right;
}

static bool
settles(struct fisc__tree_job *job, const struct residual *residual,
        const struct fisc__paths *set, unsigned *met)
{
    struct fisc__tree *free[MOST];
    size_t count = 0;

    for (size_t i = 0; i < residual->count; i++) {
        const struct fisc__paths *paths = &residual->variables[i]->walk;
        size_t inside = 0;

        while (inside < paths->count &&
               fisc__paths_has(job, set, paths->list[inside]))
            inside++;
        if (inside == paths->count)
            free[count++] = residual->variables[i];
    }
    *met = 0;
    return settles_from(residual, free, count, met);
}

/* ---- the exact set -------------------------------------------------------*/

/* A set that settles a tree, and the one value it can take, if it is one. */
struct exact {
    struct fisc__paths paths;
    bool constant;
    enum fisc__truth value;
    bool minimal;
};

static bool
exact(struct fisc__tree_job *job, struct fisc__tree *tree, struct exact *ret);

static bool
exact_edge(struct fisc__tree_job *job, struct fisc__tree_edge edge,
           struct exact *ret)
{
    if (!exact(job, edge.child, ret))
        return false;
    ret->value = negate(ret->value, edge.negated);
    return true;
}

static bool
unite_exact(struct fisc__tree_job *job, const struct exact *each, size_t count,
            struct fisc__paths *ret)
{
    fisc__paths_begin(job);
    for (size_t i = 0; i < count; i++)
        if (!fisc__paths_add(job, &each[i].paths))
            return false;
    return fisc__paths_end(job, ret);
}

static void
set_residual(struct fisc__tree_job *job, struct residual *residual,
             const struct fisc__tree *tree, const struct group *group)
{
    *residual = (struct residual){.job = job, .group = group,
                                  .need = tree->need};
    job->stamp++;
    if (tree->kind == FISC__TREE_ALL)
        residual->need = group->count;
    if (tree->kind == FISC__TREE_COUNT) {
        memcpy(residual->values, tree->values, sizeof tree->values);
        residual->values[FISC__UNKNOWN] = 0;
    }
    for (size_t i = 0; i < group->count; i++)
        gather_variables(residual, group->edges[i].child);
}

/* Leaves out, in order of paths, what the rest can do without. */
static bool
prune(struct fisc__tree_job *job, const struct fisc__tree *tree,
      const struct group *group, struct exact *ret)
{
    struct residual residual;
    struct fisc__paths set = {NULL, 0};
    unsigned met;

    *ret = (struct exact){.paths = group->paths};
    if (group->paths.count > MOST)
        return true;
    set_residual(job, &residual, tree, group);
    if (residual.too_many)
        return true;
    set.list = fisc__arena_array(job->arena, group->paths.count,
                                 sizeof *set.list);
    if (!set.list)
        return false;
    set.count = group->paths.count;
    memcpy(set.list, group->paths.list, set.count * sizeof *set.list);
    for (size_t i = 0; i < set.count;) {
        uint32_t path = set.list[i];

        memmove(&set.list[i], &set.list[i + 1],
                (--set.count - i) * sizeof *set.list);
        if (settles(job, &residual, &set, &met))
            continue;
        memmove(&set.list[i + 1], &set.list[i],
                (set.count++ - i) * sizeof *set.list);
        set.list[i++] = path;
    }
    settles(job, &residual, &set, &met);
    ret->paths = set;
    ret->minimal = true;
    ret->constant = met == 1u << FISC__TRUE || met == 1u << FISC__FALSE;
    ret->value = met == 1u << FISC__TRUE ? FISC__TRUE : FISC__FALSE;
    return true;
}

/* ---- groups --------------------------------------------------------------*/

struct groups {
    struct group *list; /* at most one for each child */
    size_t count;
};

/* The children to be grouped, as a forest of which are joined. */
struct forest {
    struct fisc__tree_edge *edges;
    uint32_t *above; /* an edge of the same group; itself at the root */
    uint32_t *group; /* of a root */
    uint32_t count;
};

static uint32_t
root_of(struct forest *forest, uint32_t i)
{
    while (forest->above[i] != i) {
        forest->above[i] = forest->above[forest->above[i]];
        i = forest->above[i];
    }
    return i;
}

/* The unknown children; one met twice counts once, but in at_least twice. */
static bool
plant(struct fisc__tree_job *job, struct fisc__tree *tree,
      struct forest *forest)
{
    struct fisc__arena *arena = job->arena;

    forest->count = 0;
    forest->edges = fisc__arena_array(arena, tree->count,
                                      sizeof *forest->edges);
    forest->above = fisc__arena_array(arena, tree->count,
                                      sizeof *forest->above);
    forest->group = fisc__arena_array(arena, tree->count,
                                      sizeof *forest->group);
    if (!forest->edges || !forest->above || !forest->group)
        return false;
    job->stamp++;
    for (size_t i = 0; i < tree->count; i++) {
        struct fisc__tree_edge edge = tree->edges[i];
        uint32_t *met = &edge.child->met[edge.negated];

        if (edge.child->truth != FISC__UNKNOWN ||
            (tree->kind != FISC__TREE_COUNT && *met == job->stamp))
            continue;
        *met = job->stamp;
        forest->above[forest->count] = forest->count;
        forest->edges[forest->count++] = edge;
    }
    return true;
}

/* Joins children that wait for one path. */
static bool
join(struct fisc__tree_job *job, struct forest *forest)
{
    for (uint32_t i = 0; i < forest->count; i++)
        if (!tree_walk(job, forest->edges[i].child))
            return false;
    fisc__paths_forget(job);
    for (uint32_t i = 0; i < forest->count; i++) {
        const struct fisc__paths *walk = &forest->edges[i].child->walk;

        for (size_t j = 0; j < walk->count; j++) {
            uint32_t owner = fisc__paths_owner(job, walk->list[j], i);

            forest->above[root_of(forest, i)] = root_of(forest, owner);
        }
    }
    return true;
}

static bool
set_paths(struct fisc__tree_job *job, struct group *group)
{
    if (group->count == 1) {
        group->paths = group->edges[0].child->walk;
        return true;
    }
    fisc__paths_begin(job);
    for (size_t i = 0; i < group->count; i++)
        if (!fisc__paths_add(job, &group->edges[i].child->walk))
            return false;
    return fisc__paths_end(job, &group->paths);
}

/* Gathers each group's children in one array. */
static bool
harvest(struct fisc__tree_job *job, struct forest *forest, struct groups *ret)
{
    for (uint32_t i = 0; i < forest->count; i++) {
        uint32_t root = root_of(forest, i);

        if (root == i) {
            forest->group[i] = (uint32_t)ret->count;
            ret->list[ret->count++] = (struct group){0};
        }
    }
    for (uint32_t i = 0; i < forest->count; i++)
        ret->list[forest->group[root_of(forest, i)]].count++;
    for (size_t g = 0; g < ret->count; g++) {
        ret->list[g].edges = fisc__arena_array(
            job->arena, ret->list[g].count, sizeof *forest->edges);
        ret->list[g].count = 0;
        if (!ret->list[g].edges)
            return false;
    }
    for (uint32_t i = 0; i < forest->count; i++) {
        struct group *group = &ret->list[forest->group[root_of(forest, i)]];

        group->edges[group->count++] = forest->edges[i];
    }
    for (size_t g = 0; g < ret->count; g++)
        if (!set_paths(job, &ret->list[g]))
            return false;
    return true;
}

/* Unknown children that share unknown paths, transitively. */
static bool
find_groups(struct fisc__tree_job *job, struct fisc__tree *tree,
            struct groups *ret)
{
    struct forest forest;

    ret->count = 0;
    ret->list = fisc__arena_array(job->arena, tree->count, sizeof *ret->list);
    return ret->list && plant(job, tree, &forest) && join(job, &forest) &&
           harvest(job, &forest, ret);
}

/* ---- at_least ------------------------------------------------------------*/

/* All children as one group. */
static bool
one_group(struct fisc__tree_job *job, const struct groups *groups,
          struct group *ret)
{
    size_t count = 0;

    for (size_t i = 0; i < groups->count; i++)
        count += groups->list[i].count;
    *ret = (struct group){0};
    ret->edges = fisc__arena_array(job->arena, count, sizeof *ret->edges);
    if (!ret->edges)
        return false;
    for (size_t i = 0; i < groups->count; i++) {
        memcpy(ret->edges + ret->count, groups->list[i].edges,
               groups->list[i].count * sizeof *ret->edges);
        ret->count += groups->list[i].count;
    }
    return set_paths(job, ret);
}

/* One unknown child beside decided ones. */
static bool
exact_only(struct fisc__tree_job *job, const struct fisc__tree *tree,
           struct fisc__tree_edge edge, struct exact *ret)
{
    size_t values[4];

    if (!exact_edge(job, edge, ret))
        return false;
    memcpy(values, tree->values, sizeof values);
    values[FISC__UNKNOWN] = 0;
    if (ret->constant) {
        values[ret->value]++;
        ret->value = fisc__count_truth(values, tree->need);
    }
    return true;
}

/* Children that share nothing are all asked, unless one is constant. */
static bool
ask_all(struct fisc__tree_job *job, const struct group *group,
        struct exact *ret, bool *ret_apart)
{
    struct exact *each = fisc__arena_array(job->arena, group->count,
                                           sizeof *each);

    *ret_apart = true;
    *ret = (struct exact){.minimal = true};
    if (!each)
        return false;
    for (size_t i = 0; i < group->count && *ret_apart; i++) {
        if (!exact_edge(job, group->edges[i], &each[i]))
            return false;
        ret->minimal = ret->minimal && each[i].minimal;
        *ret_apart = !each[i].constant;
    }
    return unite_exact(job, each, group->count, &ret->paths);
}

static bool
exact_count(struct fisc__tree_job *job, const struct fisc__tree *tree,
            const struct groups *groups, struct exact *ret)
{
    struct group all;
    bool apart = false;

    if (!one_group(job, groups, &all))
        return false;
    if (all.count == 1)
        return exact_only(job, tree, all.edges[0], ret);
    if (groups->count == all.count && !ask_all(job, &all, ret, &apart))
        return false;
    return apart || prune(job, tree, &all, ret);
}

/* ---- all and any ---------------------------------------------------------*/

static bool
exact_groups(struct fisc__tree_job *job, const struct fisc__tree *tree,
             const struct groups *groups, struct exact *ret)
{
    enum fisc__truth absorbing = tree->kind == FISC__TREE_ANY ? FISC__TRUE
                                                              : FISC__FALSE;
    struct exact *each = fisc__arena_array(job->arena, groups->count,
                                           sizeof *each);
    const struct exact *shortest = NULL;
    bool all_neutral = true;

    *ret = (struct exact){.minimal = true};
    if (!each)
        return false;
    for (size_t i = 0; i < groups->count; i++) {
        const struct group *group = &groups->list[i];

        if (!(group->count == 1
                  ? exact_edge(job, group->edges[0], &each[i])
                  : prune(job, tree, group, &each[i])))
            return false;
        if (each[i].constant && each[i].value == absorbing &&
            (!shortest ||
             fisc__paths_shorter(job, &each[i].paths, &shortest->paths)))
            shortest = &each[i];
        ret->minimal = ret->minimal && each[i].minimal;
        all_neutral = all_neutral && each[i].constant &&
                      each[i].value != absorbing;
    }
    if (shortest) {
        *ret = *shortest;
        return true;
    }
    ret->constant = all_neutral && tree->values[FISC__ERROR] == 0;
    ret->value = negate(absorbing, true);
    return unite_exact(job, each, groups->count, &ret->paths);
}

static bool
find_exact(struct fisc__tree_job *job, struct fisc__tree *tree,
           struct exact *ret)
{
    struct groups groups;

    if (tree->kind == FISC__TREE_LEAF) {
        const struct fisc__paths *walk = tree_walk(job, tree);

        *ret = (struct exact){.minimal = true};
        if (walk)
            ret->paths = *walk;
        return walk != NULL;
    }
    if (!find_groups(job, tree, &groups))
        return false;
    return tree->kind == FISC__TREE_COUNT
               ? exact_count(job, tree, &groups, ret)
               : exact_groups(job, tree, &groups, ret);
}

/* Found once for a tree: rows that share one share this. */
static bool
exact(struct fisc__tree_job *job, struct fisc__tree *tree, struct exact *ret)
{
    if (tree->settled) {
        *ret = (struct exact){.paths = tree->exact,
                              .constant = tree->constant,
                              .value = tree->value,
                              .minimal = tree->minimal};
        return true;
    }
    if (!find_exact(job, tree, ret))
        return false;
    tree->exact = ret->paths;
    tree->constant = ret->constant;
    tree->value = ret->value;
    tree->minimal = ret->minimal;
    tree->settled = true;
    return true;
}

bool
fisc__tree_deciding(struct fisc__tree_job *job, struct fisc__tree *tree,
                    struct fisc__paths *ret, bool *ret_minimal)
{
    struct exact result;

    if (!exact(job, tree, &result))
        return false;
    *ret = result.paths;
    *ret_minimal = result.minimal;
    return true;
}
