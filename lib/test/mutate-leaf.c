/* SPDX-License-Identifier: MIT */
/* Mutants of leaves. */

#include "test/mutating.h"

#include <string.h>

static struct fisc__expression
joined(enum fisc__op op, const struct fisc__expression *const *children,
       size_t count, const struct fisc__place *place)
{
    return (struct fisc__expression){
        .op = op, .children = children, .child_count = count, .place = *place};
}

static enum fisc_status
negate(struct fisc__mutating *job, const struct fisc__expression *e)
{
    struct fisc__expression draft = joined(FISC__OP_NO, &e, 1, &e->place);

    return fisc__mutating_change(job, "negate", e, &draft, NULL);
}

/* Another fact of that type that the policy asks for, of the same element. */
static enum fisc_status
swap_path(struct fisc__mutating *job, const struct fisc__expression *e,
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
    draft.path =
        from ? fisc__arena_concat(
                   arena,
                   (const char *const[]){from, fisc__path_inside(other->path)},
                   2)
             : NULL;
    if (!draft.path)
        return fisc__error_nomem(job->reterr);
    return fisc__mutating_change(job, "path", e, &draft, NULL);
}

/* The age left out: of `within`, true for every day up to now. */
static enum fisc_status
drop_age(struct fisc__mutating *job, const struct fisc__expression *e)
{
    struct fisc__expression draft = *e;
    const struct fisc__expression *both[2] = {e, NULL};
    enum fisc_status status = FISC_OK;

    memset(&draft.max_age, 0, sizeof draft.max_age);
    if (e->max_age.kind)
        status = fisc__mutating_change(job, "drop-age", e, &draft, NULL);
    if (status || e->op != FISC__OP_WITHIN)
        return status;
    draft = joined(FISC__OP_NO, &e, 1, &e->place);
    status = fisc__mutating_make(job, &draft, &both[1]);
    if (status)
        return status == FISC_ERR_LIMIT ? FISC_OK : status;
    draft = joined(FISC__OP_ANY, both, 2, &e->place);
    return fisc__mutating_change(job, "drop-age", e, &draft, NULL);
}

/* ge and gt, le and lt: where a step of one is more than the least one. */
static enum fisc_status
swap_strictness(struct fisc__mutating *job, const struct fisc__expression *e,
                const struct fisc__definition *definition)
{
    static const enum fisc__relation others[] = {[FISC__GE] = FISC__GT,
                                                 [FISC__LE] = FISC__LT,
                                                 [FISC__GT] = FISC__GE,
                                                 [FISC__LT] = FISC__LE};
    struct fisc__expression draft = *e;

    if (e->relation < FISC__GE || e->relation > FISC__LT)
        return FISC_OK;
    if (e->want.kind != FISC__OPERAND_FACT &&
        !(definition && definition->type == FISC_FACT_DECIMAL))
        return FISC_OK;
    draft.relation = others[e->relation];
    return fisc__mutating_change(job, "strictness", e, &draft, NULL);
}

/* eq with another value that the fact may have. */
static enum fisc_status
swap_value(struct fisc__mutating *job, const struct fisc__expression *e,
           const struct fisc__definition *definition)
{
    struct fisc__expression draft = *e;
    struct fisc__literal other;
    int rank;

    if (!definition || definition->type != FISC_FACT_ENUMERATION ||
        definition->value_count < 2 || e->want.kind != FISC__OPERAND_LITERALS ||
        e->want.count != 1)
        return FISC_OK;
    other = e->want.literals[0];
    if (other.kind != FISC__LITERAL_STRING)
        return FISC_OK;
    rank = fisc__definition_rank(definition, other.string);
    other.string =
        definition->values[(size_t)(rank + 1) % definition->value_count].name;
    draft.want.literals = &other;
    return fisc__mutating_change(job, "value", e, &draft, NULL);
}

static enum fisc_status
mutate_comparison(struct fisc__mutating *job, const struct fisc__expression *e,
                  const struct fisc__definition *definition)
{
    enum fisc_status status = FISC_OK;

    switch (e->relation) {
    case FISC__EQ:
    case FISC__NE:
        if (definition && (definition->type == FISC_FACT_INTEGER ||
                           definition->type == FISC_FACT_DECIMAL))
            return fisc__mutate_literal(job, e, definition, false,
                                        fisc__want_of);
        return swap_value(job, e, definition);
    case FISC__ONE_OF:
        return fisc__mutate_literals(job, e);
    case FISC__STARTS_WITH:
        return FISC_OK;
    default:
        status = fisc__mutate_literal(job, e, definition, false, fisc__want_of);
        return status ? status : swap_strictness(job, e, definition);
    }
}

/* has with another item that the set may have. */
static enum fisc_status
swap_item(struct fisc__mutating *job, const struct fisc__expression *e,
          const struct fisc__definition *definition)
{
    struct fisc__expression draft = *e;
    int rank;

    if (!definition || definition->value_count < 2)
        return FISC_OK;
    rank = fisc__definition_rank(definition, e->item);
    draft.item =
        definition->values[(size_t)(rank + 1) % definition->value_count].name;
    return fisc__mutating_change(job, "value", e, &draft, NULL);
}

static enum fisc_status
mutate_fact(struct fisc__mutating *job, const struct fisc__expression *e)
{
    const char *rest = e->path;
    const struct fisc__word *word =
        fisc__standing_find(&job->standing, e->path, &rest);
    const struct fisc__definition *definition = word ? word->definition : NULL;
    enum fisc_status status = negate(job, e);

    if (!status)
        status = swap_path(job, e, definition, rest);
    if (!status)
        status = drop_age(job, e);
    if (!status)
        status = fisc__mutate_literal(job, e, NULL, true, fisc__max_age_of);
    if (status)
        return status;
    switch (e->op) {
    case FISC__OP_COMPARE:
        return mutate_comparison(job, e, definition);
    case FISC__OP_WITHIN:
        return fisc__mutate_literal(job, e, NULL, true, fisc__want_of);
    case FISC__OP_HAS:
        return swap_item(job, e, definition);
    case FISC__OP_COVERS:
        return fisc__mutate_literals(job, e);
    case FISC__OP_JUDGED:
        return fisc__mutate_names(job, e, "value", NULL);
    default:
        return FISC_OK;
    }
}

/* ---- registers -----------------------------------------------------------*/

/* Evidence without what it is about, what it covers, when, how old. */
static enum fisc_status
drop_conditions(struct fisc__mutating *job, const struct fisc__expression *e)
{
    struct fisc__expression draft = *e;
    enum fisc_status status = FISC_OK;

    draft.about = NULL;
    if (e->about)
        status = fisc__mutating_change(job, "drop-about", e, &draft, NULL);
    draft = *e;
    memset(&draft.want, 0, sizeof draft.want);
    if (!status && e->want.kind)
        status = fisc__mutating_change(job, "drop-covers", e, &draft, NULL);
    draft = *e;
    memset(&draft.on, 0, sizeof draft.on);
    if (!status && e->on.kind)
        status = fisc__mutating_change(job, "drop-on", e, &draft, NULL);
    draft = *e;
    draft.unconfirmed = !e->unconfirmed;
    return status ? status
                  : fisc__mutating_change(job, "confirmed", e, &draft, NULL);
}

static enum fisc_status
mutate_evidence(struct fisc__mutating *job, const struct fisc__expression *e)
{
    struct fisc__expression draft = *e;
    enum fisc_status status = negate(job, e);

    if (!status)
        status = drop_conditions(job, e);
    if (!status)
        status = drop_age(job, e);
    if (!status)
        status = fisc__mutate_literal(job, e, NULL, true, fisc__max_age_of);
    if (!status)
        status = fisc__mutate_literal(
            job, e, &(struct fisc__definition){.type = FISC_FACT_DATE}, false,
            fisc__on_of);
    if (!status)
        status = fisc__mutate_literals(job, e);
    if (!status)
        status = fisc__mutate_names(job, e, "kind", &job->used->kinds);
    draft.about =
        e->about ? fisc__used_text(&job->used->topics, e->about) : NULL;
    return status || !draft.about
               ? status
               : fisc__mutating_change(job, "about", e, &draft, NULL);
}

static enum fisc_status
mutate_contract(struct fisc__mutating *job, const struct fisc__expression *e)
{
    static const char *const roles[] = {"customer", "provider", "operator",
                                        "supplier"};
    struct fisc__expression draft = *e;
    enum fisc_status status = negate(job, e);

    if (!status)
        status = fisc__mutate_names(job, e, "term", &job->used->terms);
    for (size_t i = 0; i < 4 && !status; i++)
        if (strcmp(e->with, roles[i]) == 0) {
            draft.with = roles[(i + 1) % 4];
            return fisc__mutating_change(job, "with", e, &draft, NULL);
        }
    return status;
}

enum fisc_status
fisc__mutate_leaf(struct fisc__mutating *job, const struct fisc__expression *e)
{
    switch (e->op) {
    case FISC__OP_EVIDENCE:
        return mutate_evidence(job, e);
    case FISC__OP_CONTRACT:
        return mutate_contract(job, e);
    case FISC__OP_PARAM:
        return negate(job, e);
    default:
        return mutate_fact(job, e);
    }
}
