/* SPDX-License-Identifier: MIT */
/* Mutants of a check: which there are, and how they are made. */

#include "test/mutate.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "test/phrase.h"
#include "test/place.h"

struct job {
    struct fisc__mutants *mutants;
    const struct fisc_policy *policy;
    const struct fisc__used *used;
    const char *key;
    struct fisc__tried plain; /* the check itself, in the mutants' store */
    struct fisc__standing standing;
    bool *visited;     /* by number: its mutants are made */
    size_t count;      /* expressions of the check itself */
    const struct fisc__expression **rebuilt; /* by number, while rebuilding */
    struct fisc_error *reterr;
};

typedef const struct fisc__expression expression;

/* ---- rebuilding ----------------------------------------------------------*/

static enum fisc_status
make(struct job *job, expression *draft, expression **ret)
{
    return fisc__expression_make(&job->mutants->store, draft, ret,
                                 job->reterr);
}

/* A part in another store, or with `target` replaced in it. */
struct rebuild {
    struct job *job;
    expression *target;      /* NULL: a copy into the store */
    expression *replacement;
    expression **done;       /* by number in the part's own store */
};

static enum fisc_status
rebuild(struct rebuild *r, expression *e, expression **ret);

static enum fisc_status
rebuild_parts(struct rebuild *r, struct fisc__expression *draft,
              expression **children)
{
    expression **parts[] = {&draft->guard, &draft->where, &draft->floor};
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
rebuild(struct rebuild *r, expression *e, expression **ret)
{
    struct fisc__expression draft = *e;
    expression **children;
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
        status = make(r->job, &draft, ret);
    if (!status)
        r->done[e->number] = *ret;
    return status;
}

/* The check as it is, in the mutants' own store. */
static enum fisc_status
copy_check(struct job *job, const struct fisc__check *check)
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
replace_in(struct job *job, expression *target, expression *replacement,
           struct fisc__tried *ret)
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
is_known(const struct job *job, const struct fisc__tried *tried)
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
name_mutant(struct job *job, const char *operator, uint64_t hash)
{
    struct fisc__arena *arena = &job->mutants->arena;
    unsigned code = (unsigned)(hash ^ hash >> 24 ^ hash >> 48) & 0xffffff;
    const char *id = fisc__arena_format(arena, "%s:%s-%06x", job->key,
                                        operator, code);

    for (unsigned n = 2; id && has_id(job->mutants, id); n++)
        id = fisc__arena_format(arena, "%s:%s-%06x-%u", job->key, operator,
                                code, n);
    return id;
}

static enum fisc_status
add(struct job *job, const char *operator, const struct fisc__tried *tried,
    const struct fisc__place *place, uint64_t hash, const char *change)
{
    struct fisc__mutants *mutants = job->mutants;
    struct fisc__mutant *added;

    if (is_known(job, tried))
        return FISC_OK;
    if (!change || !fisc__grow(mutants->arena.context, &mutants->list,
                               &mutants->capacity, mutants->count,
                               sizeof *mutants->list))
        return fisc__error_nomem(job->reterr);
    added = &mutants->list[mutants->count];
    *added = (struct fisc__mutant){.operator = operator,
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
tell_change(struct job *job, expression *target, expression *replacement,
            expression *dropped)
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

/* The check with `draft` instead of `target`. */
static enum fisc_status
change(struct job *job, const char *operator, expression *target,
       expression *draft, expression *dropped)
{
    struct fisc_context *context = job->policy->context;
    struct fisc__tried tried = {0};
    expression *replacement;
    uint64_t hash;
    enum fisc_status status = make(job, draft, &replacement);

    if (status == FISC_ERR_LIMIT || replacement == target)
        return FISC_OK; /* nested too deeply: no mutant */
    if (!status)
        status = replace_in(job, target, replacement, &tried);
    if (status)
        return status == FISC_ERR_LIMIT ? FISC_OK : status;
    hash = fisc__phrase_hash(context, target) * 31 +
           fisc__phrase_hash(context, replacement);
    return add(job, operator, &tried,
               dropped ? &dropped->place : &target->place, hash,
               tell_change(job, target, replacement, dropped));
}

/* The same for an expression that there is already. */
static enum fisc_status
put(struct job *job, const char *operator, expression *target,
    expression *replacement, expression *dropped)
{
    return change(job, operator, target, replacement, dropped);
}

static enum fisc_status
make_nothing(struct job *job, const struct fisc__place *place,
             expression **ret)
{
    struct fisc__expression nothing = {.op = FISC__OP_ALL, .place = *place};

    return make(job, &nothing, ret);
}

static struct fisc__expression
joined(enum fisc__op op, expression *const *children, size_t count,
       const struct fisc__place *place)
{
    return (struct fisc__expression){.op = op,
                                     .children = children,
                                     .child_count = count,
                                     .place = *place};
}

/* ---- combinators ---------------------------------------------------------*/

/* Each child left out; of a demand only those that are labelled. */
static enum fisc_status
drop_children(struct job *job, expression *e)
{
    size_t first = e->op == FISC__OP_DEMAND ? 1 : 0;
    expression **rest;
    enum fisc_status status = FISC_OK;

    if (e->child_count < 2)
        return FISC_OK;
    rest = fisc__arena_array(&job->mutants->arena, e->child_count,
                             sizeof *rest);
    if (!rest)
        return fisc__error_nomem(job->reterr);
    for (size_t i = first; i < e->child_count && !status; i++) {
        struct fisc__expression draft = *e;
        size_t kept = 0;

        for (size_t j = 0; j < e->child_count; j++)
            if (j != i)
                rest[kept++] = e->children[j];
        draft.children = rest;
        draft.child_count = kept;
        status = change(job,
                        e->op == FISC__OP_DEMAND ? e->children[i]->op ==
                                                           FISC__OP_RELAXATION
                                                       ? "drop-relaxation"
                                                       : "drop-alternative"
                                                 : "drop",
                        e, &draft, e->children[i]);
    }
    return status;
}

static enum fisc_status
swap_op(struct job *job, expression *e, const char *operator,
        enum fisc__op op)
{
    struct fisc__expression draft = *e;

    draft.op = op;
    return change(job, operator, e, &draft, NULL);
}

/* One more, one less. */
static enum fisc_status
move_count(struct job *job, expression *e)
{
    struct fisc__expression draft = *e;
    bool whole = e->op == FISC__OP_COUNT &&
                 (uint64_t)e->n == e->child_count;
    enum fisc_status status = FISC_OK;

    draft.n = e->n + 1;
    if (!whole)
        status = change(job, "count", e, &draft, NULL);
    draft.n = e->n - 1;
    return status || draft.n < 1 ? status
                                 : change(job, "count", e, &draft, NULL);
}

static enum fisc_status
mutate_list(struct job *job, expression *e)
{
    struct fisc__expression draft = *e;
    expression *nothing, *empty;
    enum fisc_status status = make_nothing(job, &e->place, &nothing);

    if (status)
        return status;
    empty = nothing;
    draft.children = &empty;
    if (e->children[0] != nothing)
        status = change(job, "drop-body", e, &draft, e->children[0]);
    draft = *e;
    draft.where = NULL;
    if (!status && e->where)
        status = change(job, "drop-where", e, &draft, e->where);
    if (!status && e->op == FISC__OP_EACH)
        status = swap_op(job, e, "each-some", FISC__OP_SOME);
    if (!status && e->op == FISC__OP_SOME && e->children[0] != nothing)
        status = swap_op(job, e, "each-some", FISC__OP_EACH);
    if (!status && e->op == FISC__OP_LIST_COUNT)
        status = move_count(job, e);
    return status;
}

/* given(g){b}: b always, or never; a relaxation: to everybody. */
static enum fisc_status
mutate_guarded(struct job *job, expression *e)
{
    struct fisc__expression draft = *e;
    expression *nothing;
    enum fisc_status status = make_nothing(job, &e->place, &nothing);

    if (status)
        return status;
    if (e->op == FISC__OP_RELAXATION) {
        draft.guard = nothing;
        return change(job, "drop-guard", e, &draft, e->guard);
    }
    status = put(job, "drop-guard", e, e->children[0], e->guard);
    return status ? status
                  : put(job, "drop", e, nothing, e->children[0]);
}

static enum fisc_status
mutate_demand(struct job *job, expression *e)
{
    struct fisc__expression draft = *e;
    enum fisc_status status = drop_children(job, e);

    draft.floor = NULL;
    return status || !e->floor ? status
                               : change(job, "drop-floor", e, &draft,
                                        e->floor);
}

static enum fisc_status
mutate_combinator(struct job *job, expression *e)
{
    enum fisc_status status;

    switch (e->op) {
    case FISC__OP_ALL:
    case FISC__OP_ANY:
        status = drop_children(job, e);
        return status || e->child_count < 2
                   ? status
                   : swap_op(job, e, "any-all",
                             e->op == FISC__OP_ALL ? FISC__OP_ANY
                                                   : FISC__OP_ALL);
    case FISC__OP_COUNT:
        status = drop_children(job, e);
        return status ? status : move_count(job, e);
    case FISC__OP_NO:
        return put(job, "negate", e, e->children[0], NULL);
    case FISC__OP_EACH:
    case FISC__OP_SOME:
    case FISC__OP_LIST_COUNT:
        return mutate_list(job, e);
    case FISC__OP_GIVEN:
    case FISC__OP_RELAXATION:
        return mutate_guarded(job, e);
    case FISC__OP_DEMAND:
        return mutate_demand(job, e);
    default:
        return FISC_OK;
    }
}

/* ---- right-hand sides ----------------------------------------------------*/

/* A literal one up or down; false where it has no neighbour. */
static bool
move_literal(struct job *job, const struct fisc__definition *definition,
             const struct fisc__literal *from, int by,
             struct fisc__literal *ret)
{
    char text[11];
    fisc_date day;
    int rank;

    *ret = *from;
    switch (from->kind) {
    case FISC__LITERAL_INTEGER:
        ret->integer += by;
        return true;
    case FISC__LITERAL_DECIMAL:
        ret->decimal += by;
        return true;
    case FISC__LITERAL_BOOLEAN:
        return false;
    case FISC__LITERAL_STRING:
        break;
    }
    if (definition && definition->type == FISC_FACT_DATE &&
        fisc__date_read(from->string, strlen(from->string), &day)) {
        fisc_date_format(day + by, text);
        ret->string = fisc__arena_string(&job->mutants->arena, text);
        return ret->string != NULL;
    }
    if (!definition || definition->type != FISC_FACT_ENUMERATION)
        return false;
    rank = fisc__definition_rank(definition, from->string) + by;
    if (rank < 0 || (size_t)rank >= definition->value_count)
        return false;
    ret->string = definition->values[rank].name;
    return true;
}

/* "90d" one up or down. */
static bool
move_period(struct job *job, const struct fisc__literal *from, int by,
            struct fisc__literal *ret)
{
    size_t length = from->string ? strlen(from->string) : 0;
    int64_t number;

    if (length < 2 ||
        !fisc__integer_read(from->string, length - 1, &number) ||
        number + by < 0)
        return false;
    *ret = *from;
    ret->string = fisc__arena_format(&job->mutants->arena, "%lld%c",
                                     (long long)number + by,
                                     from->string[length - 1]);
    return ret->string != NULL;
}

/* Which operand of a draft is changed. */
typedef struct fisc__operand *(*operand_of)(struct fisc__expression *draft);

static struct fisc__operand *
want_of(struct fisc__expression *draft)
{
    return &draft->want;
}

static struct fisc__operand *
max_age_of(struct fisc__expression *draft)
{
    return &draft->max_age;
}

static struct fisc__operand *
on_of(struct fisc__expression *draft)
{
    return &draft->on;
}

/* Its one literal moved up and down. */
static enum fisc_status
move_operand(struct job *job, expression *e,
             const struct fisc__definition *definition, bool period,
             operand_of which)
{
    enum fisc_status status = FISC_OK;

    for (int by = -1; by <= 1 && !status; by += 2) {
        struct fisc__expression draft = *e;
        struct fisc__operand *operand = which(&draft);
        struct fisc__literal moved;

        if (operand->kind != FISC__OPERAND_LITERALS || operand->count != 1 ||
            operand->is_set)
            return FISC_OK;
        if (!(period ? move_period(job, operand->literals, by, &moved)
                     : move_literal(job, definition, operand->literals, by,
                                    &moved)))
            continue;
        operand->literals = &moved;
        status = change(job, "threshold", e, &draft, NULL);
    }
    return status;
}

/* Each of several literals left out. */
static enum fisc_status
drop_literals(struct job *job, expression *e)
{
    size_t count = e->want.count;
    struct fisc__literal *rest;
    enum fisc_status status = FISC_OK;

    if (e->want.kind != FISC__OPERAND_LITERALS || count < 2)
        return FISC_OK;
    rest = fisc__arena_array(&job->mutants->arena, count, sizeof *rest);
    if (!rest)
        return fisc__error_nomem(job->reterr);
    for (size_t i = 0; i < count && !status; i++) {
        struct fisc__expression draft = *e;
        size_t kept = 0;

        for (size_t j = 0; j < count; j++)
            if (j != i)
                rest[kept++] = e->want.literals[j];
        draft.want.literals = rest;
        draft.want.count = kept;
        status = change(job, "drop-value", e, &draft, NULL);
    }
    return status;
}

/* Each of several names left out; a single one changed for another. */
static enum fisc_status
mutate_names(struct job *job, expression *e, const char *operator,
             const struct fisc__used_list *others)
{
    const char **names = fisc__arena_array(&job->mutants->arena,
                                           e->name_count, sizeof *names);
    enum fisc_status status = FISC_OK;

    if (!names)
        return fisc__error_nomem(job->reterr);
    for (size_t i = 0; i < e->name_count && e->name_count > 1 && !status;
         i++) {
        struct fisc__expression draft = *e;
        size_t kept = 0;

        for (size_t j = 0; j < e->name_count; j++)
            if (j != i)
                names[kept++] = e->names[j];
        draft.names = names;
        draft.name_count = kept;
        status = change(job, "drop-value", e, &draft, NULL);
    }
    if (!status && others && e->name_count == 1) {
        struct fisc__expression draft = *e;

        names[0] = fisc__used_text(others, e->names[0]);
        draft.names = names;
        if (names[0])
            status = change(job, operator, e, &draft, NULL);
    }
    return status;
}

/* ---- leaves --------------------------------------------------------------*/

static enum fisc_status
negate(struct job *job, expression *e)
{
    struct fisc__expression draft = joined(FISC__OP_NO, &e, 1, &e->place);

    return change(job, "negate", e, &draft, NULL);
}

/* Another fact of that type that the policy asks for, of the same element. */
static enum fisc_status
swap_path(struct job *job, expression *e,
          const struct fisc__definition *definition, const char *rest)
{
    struct fisc__arena *arena = &job->mutants->arena;
    const struct fisc__definition *other =
        definition ? fisc__used_fact(job->used, definition) : NULL;
    struct fisc__expression draft = *e;
    const char *from;

    if (!other)
        return FISC_OK;
    from = fisc__arena_copy(arena, e->path, (size_t)(rest - e->path));
    draft.path = from ? fisc__arena_concat(
                            arena,
                            (const char *const[]){
                                from, fisc__path_inside(other->path)},
                            2)
                      : NULL;
    if (!draft.path)
        return fisc__error_nomem(job->reterr);
    return change(job, "path", e, &draft, NULL);
}

/* The age left out: of `within`, true for every day up to now. */
static enum fisc_status
drop_age(struct job *job, expression *e)
{
    struct fisc__expression draft = *e;
    expression *both[2] = {e, NULL};
    enum fisc_status status = FISC_OK;

    memset(&draft.max_age, 0, sizeof draft.max_age);
    if (e->max_age.kind)
        status = change(job, "drop-age", e, &draft, NULL);
    if (status || e->op != FISC__OP_WITHIN)
        return status;
    draft = joined(FISC__OP_NO, &e, 1, &e->place);
    status = make(job, &draft, &both[1]);
    if (status)
        return status == FISC_ERR_LIMIT ? FISC_OK : status;
    draft = joined(FISC__OP_ANY, both, 2, &e->place);
    return change(job, "drop-age", e, &draft, NULL);
}

/* ge and gt, le and lt: where a step of one is more than the least one. */
static enum fisc_status
swap_strictness(struct job *job, expression *e,
                const struct fisc__definition *definition)
{
    static const enum fisc__relation others[] = {
        [FISC__GE] = FISC__GT, [FISC__LE] = FISC__LT,
        [FISC__GT] = FISC__GE, [FISC__LT] = FISC__LE};
    struct fisc__expression draft = *e;

    if (e->relation < FISC__GE || e->relation > FISC__LT)
        return FISC_OK;
    if (e->want.kind != FISC__OPERAND_FACT &&
        !(definition && definition->type == FISC_FACT_DECIMAL))
        return FISC_OK;
    draft.relation = others[e->relation];
    return change(job, "strictness", e, &draft, NULL);
}

/* eq with another value that the fact may have. */
static enum fisc_status
swap_value(struct job *job, expression *e,
           const struct fisc__definition *definition)
{
    struct fisc__expression draft = *e;
    struct fisc__literal other;
    int rank;

    if (!definition || definition->type != FISC_FACT_ENUMERATION ||
        definition->value_count < 2 ||
        e->want.kind != FISC__OPERAND_LITERALS || e->want.count != 1)
        return FISC_OK;
    other = e->want.literals[0];
    if (other.kind != FISC__LITERAL_STRING)
        return FISC_OK;
    rank = fisc__definition_rank(definition, other.string);
    other.string = definition->values[(size_t)(rank + 1) %
                                      definition->value_count].name;
    draft.want.literals = &other;
    return change(job, "value", e, &draft, NULL);
}

static enum fisc_status
mutate_comparison(struct job *job, expression *e,
                  const struct fisc__definition *definition)
{
    enum fisc_status status = FISC_OK;

    switch (e->relation) {
    case FISC__EQ:
    case FISC__NE:
        if (definition && (definition->type == FISC_FACT_INTEGER ||
                           definition->type == FISC_FACT_DECIMAL))
            return move_operand(job, e, definition, false, want_of);
        return swap_value(job, e, definition);
    case FISC__ONE_OF:
        return drop_literals(job, e);
    case FISC__STARTS_WITH:
        return FISC_OK;
    default:
        status = move_operand(job, e, definition, false, want_of);
        return status ? status : swap_strictness(job, e, definition);
    }
}

/* has with another item that the set may have. */
static enum fisc_status
swap_item(struct job *job, expression *e,
          const struct fisc__definition *definition)
{
    struct fisc__expression draft = *e;
    int rank;

    if (!definition || definition->value_count < 2)
        return FISC_OK;
    rank = fisc__definition_rank(definition, e->item);
    draft.item = definition->values[(size_t)(rank + 1) %
                                    definition->value_count].name;
    return change(job, "value", e, &draft, NULL);
}

static enum fisc_status
mutate_fact(struct job *job, expression *e)
{
    const char *rest = e->path;
    const struct fisc__word *word = fisc__standing_find(&job->standing,
                                                        e->path, &rest);
    const struct fisc__definition *definition = word ? word->definition : NULL;
    enum fisc_status status = negate(job, e);

    if (!status)
        status = swap_path(job, e, definition, rest);
    if (!status)
        status = drop_age(job, e);
    if (!status)
        status = move_operand(job, e, NULL, true, max_age_of);
    if (status)
        return status;
    switch (e->op) {
    case FISC__OP_COMPARE:
        return mutate_comparison(job, e, definition);
    case FISC__OP_WITHIN:
        return move_operand(job, e, NULL, true, want_of);
    case FISC__OP_HAS:
        return swap_item(job, e, definition);
    case FISC__OP_COVERS:
        return drop_literals(job, e);
    case FISC__OP_JUDGED:
        return mutate_names(job, e, "value", NULL);
    default:
        return FISC_OK;
    }
}

/* ---- registers -----------------------------------------------------------*/

/* Evidence without what it is about, what it covers, when, how old. */
static enum fisc_status
drop_conditions(struct job *job, expression *e)
{
    struct fisc__expression draft = *e;
    enum fisc_status status = FISC_OK;

    draft.about = NULL;
    if (e->about)
        status = change(job, "drop-about", e, &draft, NULL);
    draft = *e;
    memset(&draft.want, 0, sizeof draft.want);
    if (!status && e->want.kind)
        status = change(job, "drop-covers", e, &draft, NULL);
    draft = *e;
    memset(&draft.on, 0, sizeof draft.on);
    if (!status && e->on.kind)
        status = change(job, "drop-on", e, &draft, NULL);
    draft = *e;
    draft.unconfirmed = !e->unconfirmed;
    return status ? status : change(job, "confirmed", e, &draft, NULL);
}

static enum fisc_status
mutate_evidence(struct job *job, expression *e)
{
    struct fisc__expression draft = *e;
    enum fisc_status status = negate(job, e);

    if (!status)
        status = drop_conditions(job, e);
    if (!status)
        status = drop_age(job, e);
    if (!status)
        status = move_operand(job, e, NULL, true, max_age_of);
    if (!status)
        status = move_operand(
            job, e, &(struct fisc__definition){.type = FISC_FACT_DATE}, false,
            on_of);
    if (!status)
        status = drop_literals(job, e);
    if (!status)
        status = mutate_names(job, e, "kind", &job->used->kinds);
    draft.about = e->about ? fisc__used_text(&job->used->topics, e->about)
                           : NULL;
    return status || !draft.about ? status
                                  : change(job, "about", e, &draft, NULL);
}

static enum fisc_status
mutate_contract(struct job *job, expression *e)
{
    static const char *const roles[] = {"customer", "provider", "operator",
                                        "supplier"};
    struct fisc__expression draft = *e;
    enum fisc_status status = negate(job, e);

    if (!status)
        status = mutate_names(job, e, "term", &job->used->terms);
    for (size_t i = 0; i < 4 && !status; i++)
        if (strcmp(e->with, roles[i]) == 0) {
            draft.with = roles[(i + 1) % 4];
            return change(job, "with", e, &draft, NULL);
        }
    return status;
}

/* ---- params --------------------------------------------------------------*/

static bool
is_param_known(const struct job *job, const char *name)
{
    for (size_t i = 0; i < job->mutants->count; i++)
        if (job->mutants->list[i].tried.param &&
            strcmp(job->mutants->list[i].tried.param, name) == 0)
            return true;
    return false;
}

/* The param moved up and down wherever the check means it. */
static enum fisc_status
move_param(struct job *job, expression *e, const char *name)
{
    enum fisc_status status = FISC_OK;

    if (is_param_known(job, name))
        return FISC_OK;
    for (int by = -1; by <= 1 && !status; by += 2) {
        struct fisc__tried tried = job->plain;
        uint64_t hash = fisc__hash(name, strlen(name)) + (uint64_t)by;

        tried.param = name;
        tried.by = by;
        status = add(job, "param", &tried, &e->place, hash,
                     fisc__arena_format(&job->mutants->arena,
                                        "param \"%s\" %s 1", name,
                                        by < 0 ? "−" : "+"));
    }
    return status;
}

static enum fisc_status
move_params(struct job *job, expression *e)
{
    const struct fisc__operand *operands[] = {&e->want, &e->max_age, &e->on};
    enum fisc_status status = FISC_OK;

    if (e->op == FISC__OP_PARAM)
        status = move_param(job, e, e->path);
    for (size_t i = 0; i < 3 && !status; i++)
        if (operands[i]->kind == FISC__OPERAND_PARAM)
            status = move_param(job, e, operands[i]->name);
    return status;
}

/* ---- the walk ------------------------------------------------------------*/

static enum fisc_status
mutate_one(struct job *job, expression *e)
{
    enum fisc_status status = move_params(job, e);

    if (status)
        return status;
    switch (e->op) {
    case FISC__OP_EVIDENCE:
        return mutate_evidence(job, e);
    case FISC__OP_CONTRACT:
        return mutate_contract(job, e);
    case FISC__OP_PARAM:
        return negate(job, e);
    case FISC__OP_FUNCTION:
        return FISC_OK; /* what it does is its own */
    default:
        return e->op < FISC__OP_FLAG ? mutate_combinator(job, e)
                                     : mutate_fact(job, e);
    }
}

static enum fisc_status
walk(struct job *job, expression *e)
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
drop_when(struct job *job)
{
    expression *when = job->plain.when;
    struct fisc__tried tried = {.requirement = job->plain.requirement};

    if (!when)
        return FISC_OK;
    return add(job, "drop-when", &tried, &when->place,
               fisc__phrase_hash(job->policy->context, when),
               tell_change(job, when, NULL, when));
}

static enum fisc_status
mutate_all(struct job *job)
{
    struct fisc_context *context = job->policy->context;
    enum fisc_status status;

    job->count = job->mutants->store.count;
    job->visited = fisc__alloc(context, job->count);
    job->rebuilt = fisc__alloc_array(context, job->count,
                                     sizeof *job->rebuilt);
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
    struct job job = {.mutants = mutants,
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
