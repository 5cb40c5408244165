/* SPDX-License-Identifier: MIT */
/* Mutants of the right-hand sides of leaves, and of params. */

#include "test/mutating.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"

/* A literal one up or down; false where it has no neighbour. */
static bool
move_literal(struct fisc__mutating *job,
             const struct fisc__definition *definition,
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
move_period(struct fisc__mutating *job, const struct fisc__literal *from,
            int by, struct fisc__literal *ret)
{
    size_t length = from->string ? strlen(from->string) : 0;
    int64_t number;

    if (length < 2 || !fisc__integer_read(from->string, length - 1, &number) ||
        number + by < 0)
        return false;
    *ret = *from;
    ret->string =
        fisc__arena_format(&job->mutants->arena, "%lld%c",
                           (long long)number + by, from->string[length - 1]);
    return ret->string != NULL;
}

struct fisc__operand *
fisc__want_of(struct fisc__expression *draft)
{
    return &draft->want;
}

struct fisc__operand *
fisc__max_age_of(struct fisc__expression *draft)
{
    return &draft->max_age;
}

struct fisc__operand *
fisc__on_of(struct fisc__expression *draft)
{
    return &draft->on;
}

/* Its one literal moved up and down. */
enum fisc_status
fisc__mutate_literal(struct fisc__mutating *job,
                     const struct fisc__expression *e,
                     const struct fisc__definition *definition, bool period,
                     fisc__operand_of which)
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
        status = fisc__mutating_change(job, "threshold", e, &draft, NULL);
    }
    return status;
}

/* Each of several literals left out. */
enum fisc_status
fisc__mutate_literals(struct fisc__mutating *job,
                      const struct fisc__expression *e)
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
        status = fisc__mutating_change(job, "drop-value", e, &draft, NULL);
    }
    return status;
}

/* Each of several names left out; a single one changed for another. */
enum fisc_status
fisc__mutate_names(struct fisc__mutating *job, const struct fisc__expression *e,
                   const char *operator, const struct fisc__used_list * others)
{
    const char **names =
        fisc__arena_array(&job->mutants->arena, e->name_count, sizeof *names);
    enum fisc_status status = FISC_OK;

    if (!names)
        return fisc__error_nomem(job->reterr);
    for (size_t i = 0; i < e->name_count && e->name_count > 1 && !status; i++) {
        struct fisc__expression draft = *e;
        size_t kept = 0;

        for (size_t j = 0; j < e->name_count; j++)
            if (j != i)
                names[kept++] = e->names[j];
        draft.names = names;
        draft.name_count = kept;
        status = fisc__mutating_change(job, "drop-value", e, &draft, NULL);
    }
    if (!status && others && e->name_count == 1) {
        struct fisc__expression draft = *e;

        names[0] = fisc__used_text(others, e->names[0]);
        draft.names = names;
        if (names[0])
            status = fisc__mutating_change(job, operator, e, &draft, NULL);
    }
    return status;
}

/* ---- params --------------------------------------------------------------*/

static bool
is_param_known(const struct fisc__mutating *job, const char *name)
{
    for (size_t i = 0; i < job->mutants->count; i++)
        if (job->mutants->list[i].tried.param &&
            strcmp(job->mutants->list[i].tried.param, name) == 0)
            return true;
    return false;
}

/* The param moved up and down wherever the check means it. */
static enum fisc_status
move_param(struct fisc__mutating *job, const struct fisc__expression *e,
           const char *name)
{
    enum fisc_status status = FISC_OK;

    if (is_param_known(job, name))
        return FISC_OK;
    for (int by = -1; by <= 1 && !status; by += 2)
        status = fisc__mutating_move(job, name, by, &e->place);
    return status;
}

enum fisc_status
fisc__mutate_params(struct fisc__mutating *job,
                    const struct fisc__expression *e)
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
