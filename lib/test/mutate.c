/* SPDX-License-Identifier: MIT */
/* Mutants of a check: how they are made, and told apart. */

#include "test/mutating.h"

#include <string.h>

#include "test/phrase.h"

/* ---- rebuilding ----------------------------------------------------------*/

enum fisc_status
fisc__mutating_make(struct fisc__mutating *job,
                    const struct fisc__expression *draft,
                    const struct fisc__expression **ret)
{
    return fisc__expression_make(&job->mutants->store, draft, ret, job->reterr);
}

/* A part in another store, or with `target` replaced in it. */
struct rebuild {
    struct fisc__mutating *job;
    const struct fisc__expression *target; /* NULL: a copy into the store */
    const struct fisc__expression *replacement;
    const struct fisc__expression *
        *done; /* by number in the part's own store */
};

static enum fisc_status rebuild(struct rebuild *r,
                                const struct fisc__expression *e,
                                const struct fisc__expression **ret);

static enum fisc_status
rebuild_parts(struct rebuild *r, struct fisc__expression *draft,
              const struct fisc__expression **children)
{
    const struct fisc__expression **parts[] = {&draft->guard, &draft->where,
                                               &draft->floor};
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < 3 && !status; i++)
        if (*parts[i])
            status = rebuild(r, *parts[i], parts[i]);
    for (size_t i = 0; i < draft->child_count && !status; i++)
        status = rebuild(r, draft->children[i], &children[i]);
    draft->children = children;
    return status;
}

static enum fisc_status
rebuild(struct rebuild *r, const struct fisc__expression *e,
        const struct fisc__expression **ret)
{
    struct fisc__expression draft = *e;
    const struct fisc__expression **children;
    enum fisc_status status;

    if (e == r->target) {
        *ret = r->replacement;
        return FISC_OK;
    }
    if (r->done[e->number]) {
        *ret = r->done[e->number];
        return FISC_OK;
    }
    children = fisc__arena_array(&r->job->mutants->arena, e->child_count,
                                 sizeof *children);
    if (!children)
        return fisc__error_nomem(r->job->reterr);
    status = rebuild_parts(r, &draft, children);
    if (!status)
        status = fisc__mutating_make(r->job, &draft, ret);
    if (!status)
        r->done[e->number] = *ret;
    return status;
}

/* The check as it is, in the mutants' own store. */
static enum fisc_status
copy_check(struct fisc__mutating *job, const struct fisc__check *check)
{
    size_t count = job->policy->expressions.count;
    struct fisc_context *context = job->policy->context;
    struct rebuild r = {.job = job};
    enum fisc_status status = FISC_OK;

    r.done = fisc__alloc_array(context, count, sizeof *r.done);
    if (!r.done)
        return fisc__error_nomem(job->reterr);
    if (check->when)
        status = rebuild(&r, check->when, &job->plain.when);
    if (!status)
        status = rebuild(&r, check->requirement, &job->plain.requirement);
    fisc__free(context, r.done, count * sizeof *r.done);
    return status;
}

static enum fisc_status
replace_in(struct fisc__mutating *job, const struct fisc__expression *target,
           const struct fisc__expression *replacement, struct fisc__tried *ret)
{
    struct rebuild r = {job, target, replacement, job->rebuilt};
    enum fisc_status status = FISC_OK;

    memset(job->rebuilt, 0, job->count * sizeof *job->rebuilt);
    if (job->plain.when)
        status = rebuild(&r, job->plain.when, &ret->when);
    return status ? status
                  : rebuild(&r, job->plain.requirement, &ret->requirement);
}

/* ---- mutants -------------------------------------------------------------*/

static bool
is_known(const struct fisc__mutating *job, const struct fisc__tried *tried)
{
    for (size_t i = 0; i < job->mutants->count; i++) {
        const struct fisc__tried *other = &job->mutants->list[i].tried;

        if (other->when == tried->when &&
            other->requirement == tried->requirement &&
            other->param == tried->param && other->by == tried->by)
            return true;
    }
    return !tried->param && tried->when == job->plain.when &&
           tried->requirement == job->plain.requirement;
}

static bool
has_id(const struct fisc__mutants *mutants, const char *id)
{
    for (size_t i = 0; i < mutants->count; i++)
        if (strcmp(mutants->list[i].id, id) == 0)
            return true;
    return false;
}

/* "fisc8.o29.customer:drop-1f2e3d", the same while what it changes is. */
static const char *
name_mutant(struct fisc__mutating *job, const char *operator, uint64_t hash)
{
    struct fisc__arena *arena = &job->mutants->arena;
    unsigned code = (unsigned)(hash ^ hash >> 24 ^ hash >> 48) & 0xffffff;
    const char *id =
        fisc__arena_format(arena, "%s:%s-%06x", job->key, operator, code);

    for (unsigned n = 2; id && has_id(job->mutants, id); n++)
        id = fisc__arena_format(arena, "%s:%s-%06x-%u", job->key, operator,
                                code, n);
    return id;
}

static enum fisc_status
add(struct fisc__mutating *job, const char *operator,
    const struct fisc__tried * tried, const struct fisc__place *place,
    uint64_t hash, const char *change)
{
    struct fisc__mutants *mutants = job->mutants;
    struct fisc__mutant *added;

    if (is_known(job, tried))
        return FISC_OK;
    if (!change ||
        !fisc__grow(mutants->arena.context, &mutants->list, &mutants->capacity,
                    mutants->count, sizeof *mutants->list))
        return fisc__error_nomem(job->reterr);
    added = &mutants->list[mutants->count];
    *added = (struct fisc__mutant){.operator= operator,
                                   .change = change,
                                   .id = name_mutant(job, operator, hash),
                                   .place = *place,
                                   .tried = *tried};
    if (!added->id)
        return fisc__error_nomem(job->reterr);
    mutants->count++;
    return FISC_OK;
}

/* "A → B"; of what is left out, "− A". */
static const char *
tell_change(struct fisc__mutating *job, const struct fisc__expression *target,
            const struct fisc__expression *replacement,
            const struct fisc__expression *dropped)
{
    struct fisc__arena *arena = &job->mutants->arena;
    const char *before, *after;

    before = fisc__phrase_text(arena, dropped ? dropped : target, 1);
    if (!before)
        return NULL;
    if (dropped)
        return fisc__arena_concat(arena, (const char *const[]){"− ", before},
                                  2);
    after = fisc__phrase_text(arena, replacement, 1);
    return after ? fisc__arena_concat(
                       arena, (const char *const[]){before, " → ", after}, 3)
                 : NULL;
}

enum fisc_status
fisc__mutating_change(struct fisc__mutating *job, const char *operator,
                      const struct fisc__expression * target,
                      const struct fisc__expression *draft,
                      const struct fisc__expression *dropped)
{
    struct fisc_context *context = job->policy->context;
    struct fisc__tried tried = {0};
    const struct fisc__expression *replacement;
    uint64_t hash;
    enum fisc_status status = fisc__mutating_make(job, draft, &replacement);

    if (status == FISC_ERR_LIMIT || replacement == target)
        return FISC_OK; /* nested too deeply: no mutant */
    if (!status)
        status = replace_in(job, target, replacement, &tried);
    if (status)
        return status == FISC_ERR_LIMIT ? FISC_OK : status;
    hash = fisc__phrase_hash(context, target) * 31 +
           fisc__phrase_hash(context, replacement);
    return add(job, operator, & tried,
               dropped ? &dropped->place : &target->place, hash,
               tell_change(job, target, replacement, dropped));
}

enum fisc_status
fisc__mutating_move(struct fisc__mutating *job, const char *param, int by,
                    const struct fisc__place *place)
{
    struct fisc__tried tried = job->plain;

    tried.param = param;
    tried.by = by;
    return add(job, "param", &tried, place,
               fisc__hash(param, strlen(param)) + (uint64_t)by,
               fisc__arena_format(&job->mutants->arena, "param \"%s\" %s 1",
                                  param, by < 0 ? "−" : "+"));
}

/* ---- the walk ------------------------------------------------------------*/

/* What a function does is its own. */
static enum fisc_status
mutate_one(struct fisc__mutating *job, const struct fisc__expression *e)
{
    enum fisc_status status = fisc__mutate_params(job, e);

    if (status || e->op == FISC__OP_FUNCTION)
        return status;
    return e->op < FISC__OP_FLAG ? fisc__mutate_combinator(job, e)
                                 : fisc__mutate_leaf(job, e);
}

static enum fisc_status
walk(struct fisc__mutating *job, const struct fisc__expression *e)
{
    size_t around = job->standing.count;
    enum fisc_status status;

    if (!e || job->visited[e->number])
        return FISC_OK;
    job->visited[e->number] = true;
    status = mutate_one(job, e);
    if (!status)
        status = walk(job, e->guard);
    if (!status && (e->op == FISC__OP_EACH || e->op == FISC__OP_SOME ||
                    e->op == FISC__OP_LIST_COUNT))
        fisc__standing_enter(&job->standing, e->path);
    if (!status)
        status = walk(job, e->where);
    for (size_t i = 0; i < e->child_count && !status; i++)
        status = walk(job, e->children[i]);
    job->standing.count = around;
    return status ? status : walk(job, e->floor);
}

static enum fisc_status
drop_when(struct fisc__mutating *job)
{
    const struct fisc__expression *when = job->plain.when;
    struct fisc__tried tried = {.requirement = job->plain.requirement};

    if (!when)
        return FISC_OK;
    return add(job, "drop-when", &tried, &when->place,
               fisc__phrase_hash(job->policy->context, when),
               tell_change(job, when, NULL, when));
}

static enum fisc_status
mutate_all(struct fisc__mutating *job)
{
    struct fisc_context *context = job->policy->context;
    enum fisc_status status;

    job->count = job->mutants->store.count;
    job->visited = fisc__alloc(context, job->count);
    job->rebuilt = fisc__alloc_array(context, job->count, sizeof *job->rebuilt);
    status = job->visited && job->rebuilt ? drop_when(job)
                                          : fisc__error_nomem(job->reterr);
    if (!status)
        status = walk(job, job->plain.when);
    if (!status)
        status = walk(job, job->plain.requirement);
    fisc__free(context, job->visited, job->count);
    fisc__free(context, job->rebuilt, job->count * sizeof *job->rebuilt);
    return status;
}

enum fisc_status
fisc__mutants_make(struct fisc__mutants *mutants,
                   const struct fisc_policy *policy, size_t clause,
                   const struct fisc__used *used, struct fisc_error *reterr)
{
    struct fisc__mutating job = {
        .mutants = mutants,
        .policy = policy,
        .used = used,
        .key = policy->clauses[clause].clause->key,
        .standing = {.vocabulary = &policy->vocabulary},
        .reterr = reterr};
    enum fisc_status status;

    *mutants = (struct fisc__mutants){0};
    fisc__arena_init(&mutants->arena, policy->context);
    fisc__expressions_init(&mutants->store, &mutants->arena);
    status = copy_check(&job, policy->clauses[clause].check);
    return status ? status : mutate_all(&job);
}

void
fisc__mutants_done(struct fisc__mutants *mutants)
{
    fisc__free(mutants->arena.context, mutants->list,
               mutants->capacity * sizeof *mutants->list);
    fisc__expressions_done(&mutants->store);
    fisc__arena_done(&mutants->arena);
}
