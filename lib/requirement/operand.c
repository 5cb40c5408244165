/* SPDX-License-Identifier: MIT */
/* The right-hand sides of leaves: literals, params and other facts. */

#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "requirement/node.h"

/* What compiling one operand needs to know. */
struct operand_job {
    struct fisc__graph *graph;
    const char *clause;
    uint32_t scope;
    const struct fisc__expression *expression;
    enum fisc__operand_use use;
    const struct fisc__definition *definition;
    struct fisc__source_of *ret;
    struct fisc_error *reterr;
};

static const char *const type_names[] = {
    [FISC_FACT_FLAG] = "true or false",
    [FISC_FACT_INTEGER] = "a whole number",
    [FISC_FACT_DECIMAL] = "a number",
    [FISC_FACT_STRING] = "a string",
    [FISC_FACT_DATE] = "a date, YYYY-MM-DD",
    [FISC_FACT_ENUMERATION] = "one of its allowed values",
    [FISC_FACT_SET] = "a set of strings",
    [FISC_FACT_LIST] = "a list",
};

static enum fisc_fact_type
wanted_type(const struct operand_job *job)
{
    switch (job->use) {
    case FISC__USE_SET:
        return FISC_FACT_SET;
    case FISC__USE_DATE:
        return FISC_FACT_DATE;
    case FISC__USE_FLAG:
        return FISC_FACT_FLAG;
    default:
        return job->definition->type;
    }
}

static const char *
wanted_name(const struct operand_job *job)
{
    return job->use == FISC__USE_PERIOD ? "a period such as 90d, 6m or 1y"
                                        : type_names[wanted_type(job)];
}

/* Is a set meant that can hold some texts only? */
static bool
is_closed(const struct operand_job *job)
{
    return job->use == FISC__USE_SET && job->definition &&
           job->definition->value_count > 0;
}

/* Refuses a value, at the param's place where it came from one. */
static enum fisc_status
refuse(const struct operand_job *job, const char *value)
{
    const struct fisc__param_read *param = job->ret->param;
    const struct fisc__expression *e = job->expression;
    const char *word = fisc__expression_word(e);
    const char *wanted = is_closed(job) ? type_names[FISC_FACT_ENUMERATION]
                                        : wanted_name(job);

    if (param)
        return fisc__error_item(job->reterr, FISC_ERR_INVALID, &e->place,
                                param->path,
                                "%s wants %s, and %s is \"%s\"", word, wanted,
                                param->path, value);
    return fisc__error(job->reterr, FISC_ERR_INVALID, &e->place,
                       "%s(\"%s\", …) wants %s, not \"%s\"", word,
                       e->path ? e->path : "", wanted, value);
}

/* ---- one value -----------------------------------------------------------*/

static bool
text_number(struct operand_job *job, enum fisc_fact_type type,
            const char *text, union fisc__number *ret)
{
    size_t length = strlen(text);
    fisc_date date;
    int rank;

    switch (type) {
    case FISC_FACT_DATE:
        if (!fisc__date_read(text, length, &date))
            return false;
        ret->integer = date;
        return true;
    case FISC_FACT_ENUMERATION:
        rank = fisc__definition_rank(job->definition, text);
        ret->integer = rank;
        return rank >= 0;
    case FISC_FACT_STRING:
    case FISC_FACT_SET:
        if (is_closed(job) && fisc__definition_rank(job->definition, text) < 0)
            return false;
        ret->integer = fisc__names_add(&job->graph->names, text, length);
        return true; /* 0 for want of memory: the caller looks */
    default:
        return false;
    }
}

/* A param's value is text, whatever its type. */
static bool
param_number(struct operand_job *job, enum fisc_fact_type type,
             const char *text, union fisc__number *ret)
{
    size_t length = strlen(text);

    switch (type) {
    case FISC_FACT_FLAG:
        ret->integer = strcmp(text, "true") == 0;
        return ret->integer || strcmp(text, "false") == 0;
    case FISC_FACT_INTEGER:
        return fisc__integer_read(text, length, &ret->integer);
    case FISC_FACT_DECIMAL:
        return fisc__decimal_read(job->graph->context, text, length,
                                  &ret->decimal);
    default:
        return text_number(job, type, text, ret);
    }
}

static bool
literal_number(struct operand_job *job, enum fisc_fact_type type,
               const struct fisc__literal *literal, union fisc__number *ret)
{
    switch (literal->kind) {
    case FISC__LITERAL_BOOLEAN:
        ret->integer = literal->integer;
        return type == FISC_FACT_FLAG;
    case FISC__LITERAL_INTEGER:
        if (type == FISC_FACT_DECIMAL)
            ret->decimal = (double)literal->integer;
        else
            ret->integer = literal->integer;
        return type == FISC_FACT_INTEGER || type == FISC_FACT_DECIMAL;
    case FISC__LITERAL_DECIMAL:
        ret->decimal = literal->decimal;
        return type == FISC_FACT_DECIMAL;
    case FISC__LITERAL_STRING:
        return text_number(job, type, literal->string, ret);
    }
    return false;
}

static const char *
literal_text(struct operand_job *job, const struct fisc__literal *literal)
{
    struct fisc__arena *arena = &job->graph->arena;
    char text[FISC__DECIMAL_TEXT];

    switch (literal->kind) {
    case FISC__LITERAL_BOOLEAN:
        return literal->integer ? "true" : "false";
    case FISC__LITERAL_INTEGER:
        return fisc__arena_format(arena, "%lld", (long long)literal->integer);
    case FISC__LITERAL_DECIMAL:
        fisc__decimal_write(job->graph->context, literal->decimal, text);
        return fisc__arena_string(arena, text);
    case FISC__LITERAL_STRING:
        break;
    }
    return literal->string;
}

/* ---- the kinds of operand ------------------------------------------------*/

static bool
is_text(enum fisc_fact_type type)
{
    return type == FISC_FACT_STRING || type == FISC_FACT_SET;
}

static enum fisc_status
set_constants(struct operand_job *job, const struct fisc__literal *literals,
              const char *const *values, size_t count)
{
    struct fisc__arena *arena = &job->graph->arena;
    enum fisc_fact_type type = wanted_type(job);
    struct fisc__source_of *ret = job->ret;

    ret->kind = FISC__SOURCE_CONSTANTS;
    ret->numbers = fisc__arena_array(arena, count, sizeof *ret->numbers);
    ret->texts = fisc__arena_array(arena, count, sizeof *ret->texts);
    if (!ret->numbers || !ret->texts)
        return fisc__error_nomem(job->reterr);
    ret->count = count;
    for (size_t i = 0; i < count; i++) {
        const char *text = literals ? literal_text(job, &literals[i])
                                    : values[i];
        bool right;

        if (!text)
            return fisc__error_nomem(job->reterr);
        right = literals ? literal_number(job, type, &literals[i],
                                          &ret->numbers[i])
                         : param_number(job, type, text, &ret->numbers[i]);
        if (!right)
            return refuse(job, text);
        if (is_text(type) && ret->numbers[i].integer == 0)
            return fisc__error_nomem(job->reterr);
        ret->texts[i] = text;
    }
    return FISC_OK;
}

static enum fisc_status
set_period(struct operand_job *job, const char *text)
{
    job->ret->kind = FISC__SOURCE_PERIOD;
    job->ret->texts = fisc__arena_array(&job->graph->arena, 1,
                                        sizeof *job->ret->texts);
    if (!job->ret->texts)
        return fisc__error_nomem(job->reterr);
    job->ret->texts[0] = text;
    job->ret->count = 1;
    return fisc__period_read(text, strlen(text), &job->ret->period)
               ? FISC_OK
               : refuse(job, text);
}

static bool
takes_several(const struct operand_job *job)
{
    return job->use == FISC__USE_SET || job->use == FISC__USE_VALUES;
}

static enum fisc_status
compile_literals(struct operand_job *job, const struct fisc__operand *operand)
{
    const struct fisc__literal *first = operand->literals;

    if (operand->count != 1 && !takes_several(job))
        return fisc__error(job->reterr, FISC_ERR_INVALID,
                           &job->expression->place, "%s wants one value",
                           fisc__expression_word(job->expression));
    if (job->use == FISC__USE_PERIOD) {
        const char *text = literal_text(job, first);

        if (!text)
            return fisc__error_nomem(job->reterr);
        return first->kind == FISC__LITERAL_STRING ? set_period(job, text)
                                                   : refuse(job, text);
    }
    return set_constants(job, operand->literals, NULL, operand->count);
}

static enum fisc_status
compile_param(struct operand_job *job, const struct fisc__operand *operand)
{
    const struct fisc__param_read *param;
    enum fisc_status status = job->graph->resolve(
        job->graph->resolve_data, job->clause, operand->name,
        &job->expression->place, &param, job->reterr);

    if (status)
        return status;
    job->ret->param = param;
    if (param->state == FISC__UNSET) {
        job->ret->kind = FISC__SOURCE_UNSET;
        return FISC_OK;
    }
    if (param->count != 1 && !takes_several(job))
        return fisc__error_item(job->reterr, FISC_ERR_INVALID,
                                &job->expression->place, param->path,
                                "%s wants %s, and %s has several",
                                fisc__expression_word(job->expression),
                                wanted_name(job), param->path);
    if (job->use == FISC__USE_PERIOD)
        return set_period(job, param->values[0]);
    return set_constants(job, NULL, param->values, param->count);
}

/* Two facts can be compared if what they hold has the same meaning. */
static bool
comparable(const struct fisc__definition *a, const struct fisc__definition *b)
{
    if (a->type != b->type)
        return false;
    if (a->type != FISC_FACT_ENUMERATION)
        return true;
    if (a->value_count != b->value_count)
        return false;
    for (size_t i = 0; i < a->value_count; i++)
        if (strcmp(a->values[i].name, b->values[i].name) != 0)
            return false;
    return true;
}

static enum fisc_status
compile_fact(struct operand_job *job, const struct fisc__operand *operand)
{
    struct fisc__slot slot;
    enum fisc_status status = fisc__scope_slot(
        job->graph, job->scope, operand->name, &job->expression->place,
        &job->ret->slot, &slot, job->reterr);

    if (status)
        return status;
    job->ret->kind = FISC__SOURCE_SLOT;
    if (job->use == FISC__USE_PERIOD ||
        slot.definition->type != wanted_type(job) ||
        (job->use == FISC__USE_VALUE &&
         !comparable(slot.definition, job->definition)))
        return fisc__error_item(job->reterr, FISC_ERR_INVALID,
                                &job->expression->place, operand->name,
                                "%s wants %s, and the fact %s is %s",
                                fisc__expression_word(job->expression),
                                wanted_name(job), operand->name,
                                type_names[slot.definition->type]);
    return FISC_OK;
}

enum fisc_status
fisc__operand_compile(struct fisc__graph *graph, const char *clause,
                      uint32_t scope,
                      const struct fisc__expression *expression,
                      const struct fisc__operand *operand,
                      enum fisc__operand_use use,
                      const struct fisc__definition *definition,
                      struct fisc__source_of *ret, struct fisc_error *reterr)
{
    struct operand_job job = {graph, clause, scope,      expression,
                              use,   definition, ret, reterr};

    *ret = (struct fisc__source_of){.kind = FISC__SOURCE_NONE};
    switch (operand->kind) {
    case FISC__OPERAND_NONE:
        return FISC_OK;
    case FISC__OPERAND_LITERALS:
        return compile_literals(&job, operand);
    case FISC__OPERAND_PARAM:
        return compile_param(&job, operand);
    case FISC__OPERAND_FACT:
        return compile_fact(&job, operand);
    }
    return FISC_OK;
}
