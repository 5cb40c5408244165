/* SPDX-License-Identifier: MIT */
/* A value that several leaves on one fact agree on, nearest to what is there. */

#include <math.h>
#include <string.h>

#include "requirement/repair-job.h"

/* A value as a cell holds it; a string has a text and no number. */
struct value {
    union fisc__number number;
    const char *text;
};

/* ---- what a leaf says of a value -----------------------------------------*/

static enum fisc_fact_type
type_of(const struct fisc__wish *wish)
{
    return wish->definition->type;
}

static const char *
item_text(const struct fisc__item *item)
{
    return item->kind == FISC__ITEM_STRING ? item->u.string
           : item->kind == FISC__ITEM_RECORD ? item->name /* an id */
                                             : "";
}

static struct value
cell_value(const struct fisc__cell *cell)
{
    return (struct value){cell->number, item_text(cell->item)};
}

static int
compare_values(enum fisc_fact_type type, const struct value *a,
               const struct value *b)
{
    if (type == FISC_FACT_STRING)
        return strcmp(a->text, b->text);
    if (type == FISC_FACT_DECIMAL)
        return (a->number.decimal > b->number.decimal) -
               (a->number.decimal < b->number.decimal);
    return (a->number.integer > b->number.integer) -
           (a->number.integer < b->number.integer);
}

static bool
relation_holds(enum fisc__relation relation, const struct value *left,
               const struct value *right, enum fisc_fact_type type)
{
    int order;

    if (relation == FISC__STARTS_WITH)
        return strncmp(left->text, right->text, strlen(right->text)) == 0;
    order = compare_values(type, left, right);
    switch (relation) {
    case FISC__EQ:
        return order == 0;
    case FISC__NE:
        return order != 0;
    case FISC__GE:
        return order >= 0;
    case FISC__LE:
        return order <= 0;
    case FISC__GT:
        return order > 0;
    default:
        return order < 0;
    }
}

/* The i-th value that a wish compares with; false: it has no more. */
static bool
compared_with(const struct fisc__wish *wish, size_t i, struct value *ret)
{
    const struct fisc__source_of *want;

    if (wish->op == FISC__WISH_VALUE) {
        *ret = (struct value){wish->number, wish->text};
        return i == 0;
    }
    if (wish->op == FISC__WISH_OPERAND) {
        *ret = cell_value(fisc__frame_cell(wish->frame, wish->node->slot));
        return i == 0;
    }
    want = &wish->node->want;
    if (want->kind == FISC__SOURCE_SLOT) {
        *ret = cell_value(fisc__frame_cell(wish->frame, want->slot));
        return i == 0;
    }
    if (want->kind != FISC__SOURCE_CONSTANTS || i >= want->count)
        return false;
    *ret = (struct value){want->numbers[i],
                          want->texts ? want->texts[i] : ""};
    return true;
}

static bool
is_one_of(const struct fisc__wish *wish, const struct value *value)
{
    struct value with;

    for (size_t i = 0; compared_with(wish, i, &with); i++)
        if (compare_values(type_of(wish), value, &with) == 0)
            return true;
    return false;
}

static bool
is_met(const struct fisc__repair_job *job, const struct fisc__wish *wish,
       const struct value *value)
{
    const struct fisc__node *node = wish->node;
    fisc_date as_of = job->run->as_of;
    struct value with;
    bool holds;

    if (wish->op == FISC__WISH_RENEW)
        return true;
    if (wish->op == FISC__WISH_VALUE)
        return is_one_of(wish, value);
    switch (node->op) {
    case FISC__NODE_FLAG:
        holds = value->number.integer != 0;
        break;
    case FISC__NODE_WITHIN:
        if (value->number.integer > as_of)
            return false;
        holds = value->number.integer >=
                fisc__date_move(as_of, node->want.period, -1);
        break;
    case FISC__NODE_ONE_OF:
    case FISC__NODE_JUDGED:
        holds = is_one_of(wish, value);
        break;
    default: {
        enum fisc__relation relation = node->op == FISC__NODE_NOT_AFTER
                                           ? FISC__LE
                                           : node->relation;

        if (!compared_with(wish, 0, &with))
            return false;
        holds = wish->op == FISC__WISH_OPERAND
                    ? relation_holds(relation, &with, value, type_of(wish))
                    : relation_holds(relation, value, &with, type_of(wish));
        break;
    }
    }
    return holds == wish->want;
}

/* ---- trying values -------------------------------------------------------*/

struct search {
    struct fisc__repair_job *job;
    const struct fisc__wish *const *wishes;
    size_t count;
    const struct fisc__wish *const *keep;
    size_t keep_count;
    enum fisc_fact_type type;
    const struct value *current; /* NULL: nothing is there */
    struct value best;
    bool found;
    bool closely; /* numbers with many places too, where nothing else does */
};

/* How far from what is there; what is tried first wins where nothing is. */
static double
distance(const struct search *search, const struct value *value)
{
    if (!search->current)
        return 0;
    if (search->type == FISC_FACT_STRING)
        return strcmp(value->text, search->current->text) != 0;
    if (search->type == FISC_FACT_DECIMAL)
        return fabs(value->number.decimal - search->current->number.decimal);
    /* What is done to meet a clause is done today. */
    if (search->type == FISC_FACT_DATE &&
        value->number.integer == search->job->run->as_of)
        return 0.5;
    return fabs((double)value->number.integer -
                (double)search->current->number.integer);
}

/* What has happened doesn't come to have happened earlier. */
static bool
is_allowed(const struct search *search, const struct value *value)
{
    if (search->type == FISC_FACT_STRING)
        return value->text[0] != '\0';
    if (search->type == FISC_FACT_DECIMAL)
        return isfinite(value->number.decimal);
    if (search->type != FISC_FACT_DATE)
        return true;
    if (value->number.integer == INT32_MAX)
        return search->current &&
               search->current->number.integer == INT32_MAX;
    return !search->current ||
           value->number.integer >= search->current->number.integer;
}

static void
try_value(struct search *search, struct value value)
{
    if (!is_allowed(search, &value))
        return;
    for (size_t i = 0; i < search->count; i++)
        if (!is_met(search->job, search->wishes[i], &value))
            return;
    for (size_t i = 0; i < search->keep_count; i++)
        if (!is_met(search->job, search->keep[i], &value))
            return;
    if (search->found &&
        distance(search, &value) >= distance(search, &search->best))
        return;
    search->best = value;
    search->found = true;
}

static void
try_integer(struct search *search, int64_t integer)
{
    try_value(search, (struct value){.number.integer = integer, .text = ""});
}

static void
try_decimal(struct search *search, double decimal)
{
    try_value(search, (struct value){.number.decimal = decimal, .text = ""});
}

/* A value that a wish names, and those beside it. */
static void
try_around(struct search *search, const struct value *value)
{
    const double decimal = value->number.decimal;

    try_value(search, *value);
    switch (search->type) {
    case FISC_FACT_INTEGER:
    case FISC_FACT_DATE:
        if (value->number.integer < INT64_MAX)
            try_integer(search, value->number.integer + 1);
        if (value->number.integer > INT64_MIN)
            try_integer(search, value->number.integer - 1);
        break;
    case FISC_FACT_DECIMAL:
        try_decimal(search, floor(decimal) + 1);
        try_decimal(search, ceil(decimal) - 1);
        if (!search->closely)
            break;
        try_decimal(search, nextafter(decimal, INFINITY));
        try_decimal(search, nextafter(decimal, -INFINITY));
        break;
    default:
        break;
    }
}

static void
try_compared(struct search *search, const struct fisc__wish *const *wishes,
             size_t count)
{
    struct value with;

    for (size_t i = 0; i < count; i++)
        if (wishes[i]->op != FISC__WISH_RENEW)
            for (size_t j = 0; compared_with(wishes[i], j, &with); j++)
                try_around(search, &with);
}

/* Every value that can be the nearest one is among these. */
static void
try_all(struct search *search)
{
    const struct fisc__definition *definition =
        search->wishes[0]->definition;

    if (search->current)
        try_value(search, *search->current);
    if (search->type == FISC_FACT_FLAG) {
        try_integer(search, 1);
        try_integer(search, 0);
        return;
    }
    if (search->type == FISC_FACT_ENUMERATION) {
        for (size_t i = 0; i < definition->value_count; i++)
            try_integer(search, (int64_t)i);
        return;
    }
    if (search->type == FISC_FACT_DATE)
        try_integer(search, search->job->run->as_of);
    try_compared(search, search->wishes, search->count);
    try_compared(search, search->keep, search->keep_count);
    if (search->type == FISC_FACT_STRING) {
        try_value(search, (struct value){.text = "to-be-stated"});
        try_value(search, (struct value){.text = "to-be-stated-otherwise"});
    }
}

/* ---- the value as a step -------------------------------------------------*/

static bool
has_value(const struct fisc__wish *wish)
{
    const struct fisc__cell *cell = wish->cell;

    return cell && cell->item && cell->item->kind != FISC__ITEM_UNKNOWN;
}

static bool
write_step(struct fisc__repair_job *job, const struct fisc__wish *wish,
           const struct value *value, struct fisc__step *ret)
{
    const struct fisc__definition *definition = wish->definition;

    *ret = (struct fisc__step){.op = FISC__STEP_VALUE,
                               .path = wish->path,
                               .type = definition->type};
    switch (definition->type) {
    case FISC_FACT_DECIMAL:
        ret->number.decimal = value->number.decimal;
        return true;
    case FISC_FACT_ENUMERATION:
        if (value->number.integer < 0 ||
            (size_t)value->number.integer >= definition->value_count)
            return false;
        ret->text = definition->values[value->number.integer].name;
        return true;
    case FISC_FACT_STRING:
        ret->text = fisc__arena_string(job->arena, value->text);
        return ret->text != NULL;
    default:
        ret->number.integer = value->number.integer;
        if (definition->type == FISC_FACT_DATE &&
            value->number.integer == INT32_MAX)
            ret->text = "none";
        return true;
    }
}

bool
fisc__repair_value(struct fisc__repair_job *job,
                   const struct fisc__wish *const *wishes, size_t count,
                   const struct fisc__wish *const *keep, size_t keep_count,
                   struct fisc__step *ret, bool *ret_short)
{
    struct search search = {.job = job,
                            .wishes = wishes,
                            .count = count,
                            .keep = keep,
                            .keep_count = keep_count,
                            .type = type_of(wishes[0])};
    struct value current;

    *ret_short = false;
    if (has_value(wishes[0])) {
        current = cell_value(wishes[0]->cell);
        search.current = &current;
    }
    for (int i = 0; !search.found && i < 4; i++) {
        search.keep_count = i < 2 ? keep_count : 0;
        search.closely = i & 1;
        try_all(&search);
    }
    if (!search.found)
        return false;
    if (!write_step(job, wishes[0], &search.best, ret)) {
        *ret_short = true;
        return false;
    }
    return true;
}
