/* SPDX-License-Identifier: MIT */
/* Candidates of the requirement graph as changes to a description. */

#include <string.h>

#include "plan/plan.h"

/* What is said beside what is stated on the day of the report. */
static const char signed_why[] = "planned";

struct taking {
    struct fisc__planning *planning;
    struct fisc__arena *arena;
    struct fisc__plan_change *to;
    const struct fisc__repair_change *from;
    struct fisc_about *about;  /* as of today */
    struct fisc_about *signed_off; /* and by whom */
    bool failed;
};

static const char *
copy(struct taking *taking, const char *text)
{
    const char *ret = fisc__arena_string(taking->arena, text ? text : "");

    taking->failed |= !ret;
    return ret;
}

static struct fisc_change *
add(struct taking *taking, enum fisc_change_kind kind, const char *path)
{
    struct fisc_change *change = &taking->to->changes[taking->to->count++];

    *change = (struct fisc_change){
        .size = sizeof *change, .kind = kind, .path = copy(taking, path)};
    return change;
}

/* ---- values --------------------------------------------------------------*/

static void
state_value(struct taking *taking, const struct fisc__step *step)
{
    static const enum fisc_change_kind kinds[] = {
        [FISC_FACT_FLAG] = FISC_CHANGE_BOOLEAN,
        [FISC_FACT_INTEGER] = FISC_CHANGE_INTEGER,
        [FISC_FACT_DECIMAL] = FISC_CHANGE_DECIMAL,
        [FISC_FACT_STRING] = FISC_CHANGE_STRING,
        [FISC_FACT_DATE] = FISC_CHANGE_DATE,
        [FISC_FACT_ENUMERATION] = FISC_CHANGE_STRING};
    struct fisc_change *change =
        add(taking, step->text ? FISC_CHANGE_STRING : kinds[step->type],
            step->path);

    change->about = step->signed_off ? taking->signed_off : taking->about;
    if (step->text)
        change->string = copy(taking, step->text);
    else if (step->type == FISC_FACT_DECIMAL)
        change->decimal = step->number.decimal;
    else if (step->type == FISC_FACT_DATE)
        change->day = (fisc_date)step->number.integer;
    else
        change->integer = step->number.integer;
}

/* ---- lists and sets ------------------------------------------------------*/

/* Is there a step of that kind about the path of another? */
static bool
has_step(const struct taking *taking, const char *path,
         enum fisc__step_op op)
{
    for (size_t i = 0; i < taking->from->step_count; i++)
        if (taking->from->steps[i].op == op &&
            strcmp(taking->from->steps[i].path, path) == 0)
            return true;
    return false;
}

/* Is a step the first of those about its path? */
static bool
is_first(const struct taking *taking, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(taking->from->steps[i].path,
                   taking->from->steps[index].path) == 0)
            return false;
    return true;
}

static const struct fisc__item *
item_at(const struct taking *taking, const char *path)
{
    const struct fisc_report *report = taking->planning->plan->report;
    const struct fisc__item *item = NULL;

    if (fisc_system__find(report->sides[taking->to->side].system, path,
                          &item) != FISC_OK)
        return NULL;
    return item;
}

/*
 * A set that has to be dated, or was stated to be unknown, is stated anew with
 * all that is in it afterwards.
 */
static void
restate_set(struct taking *taking, const char *path)
{
    const struct fisc__item *item = item_at(taking, path);
    bool given = item && item->kind == FISC__ITEM_LIST;
    size_t there = given ? item->u.children.count : 0;
    const char **items = fisc__arena_array(
        taking->arena, there + taking->from->step_count, sizeof *items);
    struct fisc_change *change = add(taking, FISC_CHANGE_SET, path);

    change->items = items;
    change->complete = has_step(taking, path, FISC__STEP_WHOLE) ||
                       (given && item->complete);
    change->about = taking->about;
    if (!items) {
        taking->failed = true;
        return;
    }
    for (size_t i = 0; i < there; i++)
        if (item->u.children.list[i]->kind == FISC__ITEM_STRING)
            items[change->count++] =
                copy(taking, item->u.children.list[i]->u.string);
    for (size_t i = 0; i < taking->from->step_count; i++) {
        const struct fisc__step *step = &taking->from->steps[i];
        size_t kept = 0;

        if (strcmp(step->path, path) != 0)
            continue;
        if (step->op == FISC__STEP_ADD)
            items[change->count++] = copy(taking, step->text);
        for (size_t j = 0; step->op == FISC__STEP_REMOVE && j < change->count;
             j++)
            if (items[j] && strcmp(items[j], step->text) != 0)
                items[kept++] = items[j];
        if (step->op == FISC__STEP_REMOVE)
            change->count = kept;
    }
}

static bool
is_of_records(const struct taking *taking, const char *path)
{
    const struct fisc__item *item = item_at(taking, path);

    return item && item->kind == FISC__ITEM_LIST &&
           item->u.children.count > 0 &&
           item->u.children.list[0]->kind == FISC__ITEM_RECORD;
}

static void
state_whole(struct taking *taking, const char *path)
{
    const struct fisc__item *item = item_at(taking, path);
    bool added = has_step(taking, path, FISC__STEP_ADD);

    if ((item && item->kind == FISC__ITEM_LIST) || added)
        add(taking, FISC_CHANGE_COMPLETE, path)->complete = 1;
    else
        add(taking, FISC_CHANGE_JSON, path)->string = "[]";
}

static void
state_list(struct taking *taking, size_t index)
{
    const struct fisc__step *step = &taking->from->steps[index];
    bool anew = step->dated || (step->state == FISC__STATED &&
                                has_step(taking, step->path, FISC__STEP_ADD));

    if (anew && is_of_records(taking, step->path)) {
        if (is_first(taking, index))
            add(taking, FISC_CHANGE_ABOUT, step->path)->about = taking->about;
        return;
    }
    if (anew) {
        if (is_first(taking, index))
            restate_set(taking, step->path);
        return;
    }
    switch (step->op) {
    case FISC__STEP_ADD:
        add(taking, FISC_CHANGE_ADD, step->path)->string =
            copy(taking, step->text);
        break;
    case FISC__STEP_REMOVE:
        add(taking, FISC_CHANGE_REMOVE, step->path)->string =
            copy(taking, step->text);
        break;
    default:
        state_whole(taking, step->path);
        break;
    }
}

/* ---- the whole -----------------------------------------------------------*/

static bool
make_about(struct taking *taking)
{
    char text[11];
    const char *today;

    fisc_date_format(taking->planning->plan->report->as_of, text);
    today = copy(taking, text);
    taking->about = fisc__arena_array(taking->arena, 2,
                                      sizeof *taking->about);
    if (!today || !taking->about)
        return false;
    taking->signed_off = taking->about + 1;
    taking->about->size = taking->signed_off->size = sizeof *taking->about;
    taking->about->date = taking->signed_off->date = today;
    taking->signed_off->at = today;
    taking->signed_off->by = "customer";
    taking->signed_off->why = signed_why;
    return true;
}

static bool
take_steps(struct taking *taking)
{
    const struct fisc__repair_change *from = taking->from;

    taking->to->changes = fisc__arena_array(
        taking->arena, from->step_count + 1, sizeof *taking->to->changes);
    if (!taking->to->changes || !make_about(taking))
        return false;
    for (size_t i = 0; i < from->step_count; i++)
        switch (from->steps[i].op) {
        case FISC__STEP_VALUE:
            state_value(taking, &from->steps[i]);
            break;
        case FISC__STEP_PRESENT:
            add(taking, FISC_CHANGE_RECORD, from->steps[i].path);
            break;
        default:
            state_list(taking, i);
            break;
        }
    return !taking->failed;
}

/* Who decides on a param: the policy says it of params with a value alone. */
static const char *
owner_of(const struct fisc__planning *planning,
         const struct fisc__param_read *read)
{
    const struct fisc_policy *policy = planning->plan->report->policy;

    for (size_t i = 0; read && i < policy->param_count; i++)
        if (&policy->params[i].read == read)
            return policy->params[i].param->owner;
    return "";
}

enum fisc_status
fisc__plan_take(struct fisc__planning *planning, size_t side,
                const struct fisc__repair_change *change,
                struct fisc__plan_change *ret)
{
    struct taking taking = {.planning = planning,
                            .arena = &planning->plan->arena,
                            .to = ret,
                            .from = change};
    struct fisc__planning *p = planning;

    *ret = (struct fisc__plan_change){
        .kind = (enum fisc_plan_kind)change->kind,
        .label = change->judgement  ? FISC_PLAN_BY_JUDGEMENT
                 : change->evidence ? FISC_PLAN_BY_EVIDENCE
                                    : FISC_PLAN_BY_ACTION,
        .side = side,
        .path = copy(&taking, change->path),
        .state = change->state == FISC__KNOWN
                     ? ""
                     : fisc__state_name(change->state),
        .from = copy(&taking, change->from),
        .to = copy(&taking, change->to),
        .owner = owner_of(planning, change->param)};
    if (change->definition)
        ret->question = change->definition->question;
    if (change->step_count > 0 && !take_steps(&taking))
        return fisc__error_nomem(p->reterr);
    return taking.failed ? fisc__error_nomem(p->reterr)
                         : fisc__plan_number(planning, ret);
}

static void
write_change(struct fisc__buffer *key, const struct fisc_change *change)
{
    fisc__buffer_format(key, "\n%d,%s,%lld,%a,%d,%d,%s", (int)change->kind,
                        change->path, (long long)change->integer,
                        change->decimal, change->complete, (int)change->day,
                        change->string ? change->string : "");
    for (size_t i = 0; i < change->count; i++) {
        fisc__buffer_char(key, ',');
        fisc__buffer_string(key, change->items[i]);
    }
}

enum fisc_status
fisc__plan_number(struct fisc__planning *planning,
                  struct fisc__plan_change *change)
{
    struct fisc__buffer key;

    fisc__buffer_init(&key, planning->plan->context);
    /* What was tried is what counts, not what was asked for in words. */
    fisc__buffer_format(&key, "%zu,%d,%s", change->side,
                        change->count ? -1 : (int)change->kind, change->path);
    for (size_t i = 0; i < change->count; i++)
        write_change(&key, &change->changes[i]);
    change->number = key.failed ? 0
                                : fisc__names_add(&planning->numbers,
                                                  fisc__buffer_text(&key),
                                                  key.length);
    fisc__buffer_done(&key);
    return change->number ? FISC_OK : fisc__error_nomem(planning->reterr);
}
