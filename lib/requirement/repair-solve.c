/* SPDX-License-Identifier: MIT */
/* From wishes to changes: one for each path, with a value that meets all. */

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/number.h"
#include "base/sort.h"
#include "requirement/repair-job.h"

/* One set of wishes becoming one set of changes. */
struct solving {
    struct fisc__repair_job *job;
    const struct fisc__wish **wishes; /* by where they belong, then by path */
    size_t count;
    const struct fisc__wish *keep; /* of all leaves, as they are */
    size_t keep_count;
    const struct fisc__wish **kept; /* those on the path at hand */
    bool failed;                    /* memory is short */
};

/* What a wish is listed under: a new element as a whole, or its path. */
static const char *
place_of(const struct fisc__wish *wish)
{
    return wish->element ? wish->element : wish->path;
}

static int
by_place(const void *first, const void *second)
{
    const struct fisc__wish *const *a = first, *const *b = second;
    int order = strcmp(place_of(*a), place_of(*b));

    return order ? order : strcmp((*a)->path, (*b)->path);
}

/* ---- texts ---------------------------------------------------------------*/

static const char *
step_text(struct fisc__repair_job *job, const struct fisc__step *step)
{
    char text[FISC__DECIMAL_TEXT];

    if (step->text)
        return step->text;
    switch (step->type) {
    case FISC_FACT_FLAG:
        return step->number.integer ? "true" : "false";
    case FISC_FACT_DECIMAL:
        fisc__decimal_write(job->arena->context, step->number.decimal, text);
        return fisc__arena_string(job->arena, text);
    case FISC_FACT_DATE:
        fisc_date_format((fisc_date)step->number.integer, text);
        return fisc__arena_string(job->arena, text);
    default:
        return fisc__arena_format(job->arena, "%lld",
                                  (long long)step->number.integer);
    }
}

/* "a, b" of what steps of one kind say, or of fields with their names. */
static const char *
steps_text(struct solving *solving, const struct fisc__repair_change *change)
{
    struct fisc__buffer buffer;
    size_t skip = strlen(change->path);
    const char *ret = NULL;

    fisc__buffer_init(&buffer, solving->job->arena->context);
    for (size_t i = 0; i < change->step_count; i++) {
        const struct fisc__step *step = &change->steps[i];
        bool field = strlen(step->path) > skip;
        const char *text = step->op == FISC__STEP_VALUE ||
                                   step->op == FISC__STEP_ADD ||
                                   step->op == FISC__STEP_REMOVE
                               ? step_text(solving->job, step)
                               : "";

        if (!text)
            buffer.failed = true;
        if (step->op == FISC__STEP_PRESENT ||
            (!field && step->op == FISC__STEP_WHOLE))
            continue;
        fisc__buffer_string(&buffer, buffer.length ? ", " : "");
        if (field) {
            fisc__buffer_string(&buffer, step->path + skip + 1);
            fisc__buffer_string(&buffer,
                                step->op == FISC__STEP_ADD      ? " + "
                                : step->op == FISC__STEP_REMOVE ? " - "
                                : step->op == FISC__STEP_WHOLE  ? " whole"
                                                                : " = ");
        }
        fisc__buffer_string(&buffer, text ? text : "");
    }
    if (!buffer.failed)
        ret = fisc__arena_string(solving->job->arena,
                                 fisc__buffer_text(&buffer));
    fisc__buffer_done(&buffer);
    return ret;
}

static const char *
joined(struct fisc__repair_job *job, const char *const *texts, size_t count)
{
    struct fisc__buffer buffer;
    const char *ret = NULL;

    fisc__buffer_init(&buffer, job->arena->context);
    for (size_t i = 0; i < count; i++) {
        fisc__buffer_string(&buffer, i ? ", " : "");
        fisc__buffer_string(&buffer, texts[i]);
    }
    if (!buffer.failed)
        ret = fisc__arena_string(job->arena, fisc__buffer_text(&buffer));
    fisc__buffer_done(&buffer);
    return ret;
}

/* ---- what a single leaf asks, in words -----------------------------------*/

static enum fisc__repair_kind
relation_kind(enum fisc__relation relation, bool want, bool operand)
{
    switch (relation) {
    case FISC__EQ:
        return want ? FISC__REPAIR_SET : FISC__REPAIR_OTHER_THAN;
    case FISC__NE:
        return want ? FISC__REPAIR_OTHER_THAN : FISC__REPAIR_SET;
    case FISC__GE:
    case FISC__GT:
        return want != operand ? FISC__REPAIR_AT_LEAST : FISC__REPAIR_AT_MOST;
    case FISC__LE:
    case FISC__LT:
        return want != operand ? FISC__REPAIR_AT_MOST : FISC__REPAIR_AT_LEAST;
    default:
        return want && !operand ? FISC__REPAIR_STARTS_WITH : FISC__REPAIR_SET;
    }
}

static const char *
period_start(struct fisc__repair_job *job, const struct fisc__node *node)
{
    char text[11];

    fisc_date_format(fisc__date_move(job->run->as_of, node->want.period, -1),
                     text);
    return fisc__arena_string(job->arena, text);
}

/* What another fact says, which a value has to differ from or begin with. */
static const char *
operand_text(struct fisc__repair_job *job, const struct fisc__wish *wish)
{
    const struct fisc__node *node = wish->node;
    struct fisc__slot_reference slot = wish->op == FISC__WISH_OPERAND
                                           ? node->slot
                                           : node->want.slot;
    const struct fisc__item *item;

    if (wish->op != FISC__WISH_OPERAND && node->want.kind != FISC__SOURCE_SLOT)
        return joined(job, node->want.texts, node->want.count);
    item = fisc__frame_cell(wish->frame, slot)->item;
    return item->kind == FISC__ITEM_RECORD ? item->name
                                           : fisc__item_text(job->arena, item);
}

/* False where memory is short. */
static bool
describe_leaf(struct fisc__repair_job *job, const struct fisc__wish *wish,
              const struct fisc__step *step,
              struct fisc__repair_change *change)
{
    const struct fisc__node *node = wish->node;
    bool operand = wish->op == FISC__WISH_OPERAND;

    change->kind = FISC__REPAIR_SET;
    change->to = step_text(job, step);
    switch (node->op) {
    case FISC__NODE_WITHIN:
        if (wish->want) {
            change->kind = FISC__REPAIR_AT_LEAST;
            change->to = period_start(job, node);
        }
        break;
    case FISC__NODE_NOT_AFTER:
        change->kind = relation_kind(FISC__LE, wish->want, operand);
        break;
    case FISC__NODE_COMPARE:
        change->kind = relation_kind(node->relation, wish->want, operand);
        if (change->kind == FISC__REPAIR_OTHER_THAN ||
            change->kind == FISC__REPAIR_STARTS_WITH)
            change->to = operand_text(job, wish);
        break;
    case FISC__NODE_ONE_OF:
    case FISC__NODE_JUDGED:
        if (wish->want && node->want.count == 1)
            break;
        change->kind = wish->want ? FISC__REPAIR_ONE_OF
                                  : FISC__REPAIR_OTHER_THAN;
        change->to = joined(job, node->want.texts, node->want.count);
        break;
    default:
        break;
    }
    return change->to != NULL;
}

/* ---- one path ------------------------------------------------------------*/

static struct fisc__step *
next_step(struct fisc__repair_change *change)
{
    return &change->steps[change->step_count++];
}

/* The leaves on the path that are as they should stay. */
static size_t
find_kept(struct solving *solving, const char *path)
{
    size_t count = 0;

    for (size_t i = 0; i < solving->keep_count; i++)
        if (strcmp(solving->keep[i].path, path) == 0)
            solving->kept[count++] = &solving->keep[i];
    return count;
}

static bool
is_judged(const struct fisc__wish *wish)
{
    return (wish->definition && wish->definition->judged) ||
           (wish->node && wish->node->op == FISC__NODE_JUDGED);
}

static bool
is_same(const struct fisc__wish *wish, const struct fisc__step *step)
{
    const struct fisc__item *item = wish->cell->item;

    if (!item || item->kind == FISC__ITEM_UNKNOWN)
        return false;
    switch (step->type) {
    case FISC_FACT_DECIMAL:
        return wish->cell->number.decimal == step->number.decimal;
    case FISC_FACT_ENUMERATION:
    case FISC_FACT_STRING:
        return item->kind == FISC__ITEM_STRING &&
               strcmp(item->u.string, step->text) == 0;
    default:
        return wish->cell->number.integer == step->number.integer;
    }
}

static bool
all_kept(const struct fisc__wish *const *wishes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!wishes[i]->keep)
            return false;
    return true;
}

/* The first that is no mere keeping. */
static const struct fisc__wish *
first_changing(const struct fisc__wish *const *wishes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!wishes[i]->keep)
            return wishes[i];
    return wishes[0];
}

/* A value that meets all wishes on the path. False: there is none. */
static bool
solve_value(struct solving *solving, const struct fisc__wish *const *wishes,
            size_t count, struct fisc__repair_change *change)
{
    struct fisc__repair_job *job = solving->job;
    size_t kept = find_kept(solving, wishes[0]->path);
    struct fisc__step *step = next_step(change);
    bool judged = false;

    if (!fisc__repair_value(job, wishes, count, solving->kept, kept, step,
                            &solving->failed))
        return false;
    for (size_t i = 0; i < count; i++)
        judged |= is_judged(wishes[i]);
    step->signed_off = judged;
    change->judgement |= judged;
    if (wishes[0]->element)
        return true;
    change->kind = FISC__REPAIR_SET;
    change->to = step_text(job, step);
    if (wishes[0]->op == FISC__WISH_VALUE)
        change->kind = FISC__REPAIR_GIVE;
    else if (is_same(wishes[0], step) && !judged)
        change->kind = FISC__REPAIR_RENEW;
    else if (count == 1 &&
             !describe_leaf(job, wishes[0], step, change))
        solving->failed = true;
    if (!change->to)
        solving->failed = true;
    return !solving->failed;
}

static bool
contradicts(const struct fisc__wish *const *wishes, size_t count, size_t at)
{
    for (size_t i = 0; i < count; i++)
        if (wishes[i]->op == FISC__WISH_REMOVE &&
            strcmp(wishes[i]->text, wishes[at]->text) == 0)
            return true;
    return false;
}

/* Items of a set, and that it is whole. */
static bool
solve_list(const struct fisc__wish *const *wishes, size_t count,
           struct fisc__repair_change *change)
{
    static const enum fisc__step_op ops[] = {
        [FISC__WISH_ADD] = FISC__STEP_ADD,
        [FISC__WISH_REMOVE] = FISC__STEP_REMOVE,
        [FISC__WISH_WHOLE] = FISC__STEP_WHOLE,
        [FISC__WISH_RENEW] = FISC__STEP_RENEW};

    change->kind = FISC__REPAIR_RENEW;
    for (size_t i = 0; i < count; i++) {
        const struct fisc__wish *wish = wishes[i];
        struct fisc__step *step;

        if (wish->op == FISC__WISH_ADD && contradicts(wishes, count, i))
            return false;
        if (wish->keep)
            continue;
        step = next_step(change);
        step->op = ops[wish->op];
        step->path = wish->path;
        step->text = wish->text;
        step->state = wish->state;
        step->dated = wish->op == FISC__WISH_RENEW ||
                      (wish->definition && wish->definition->ages) ||
                      wish->state == FISC__STALE ||
                      wish->state == FISC__UNDATED ||
                      wish->state == FISC__FUTURE;
        if (wish->op == FISC__WISH_ADD && wish->definition->type ==
                                              FISC_FACT_LIST)
            step->op = FISC__STEP_PRESENT;
        else if (wish->op == FISC__WISH_ADD)
            change->kind = FISC__REPAIR_ADD_MEMBER;
        else if (wish->op == FISC__WISH_REMOVE &&
                 change->kind != FISC__REPAIR_ADD_MEMBER)
            change->kind = FISC__REPAIR_REMOVE_MEMBER;
        else if (wish->op == FISC__WISH_WHOLE &&
                 change->kind == FISC__REPAIR_RENEW)
            change->kind = FISC__REPAIR_COMPLETE;
    }
    return true;
}

/* Do two steps of one entry say different things of one field? */
static bool
add_entry_step(struct fisc__repair_change *change,
               const struct fisc__step *step)
{
    for (size_t i = 0; i < change->step_count; i++) {
        const struct fisc__step *other = &change->steps[i];
        bool same_text = (!other->text && !step->text) ||
                         (other->text && step->text &&
                          strcmp(other->text, step->text) == 0);

        if (strcmp(other->path, step->path) != 0)
            continue;
        if (other->op == step->op && same_text &&
            other->number.integer == step->number.integer)
            return true;
        if (step->op == FISC__STEP_VALUE)
            return false;
    }
    change->steps[change->step_count++] = *step;
    return true;
}

static bool
solve_entry(const struct fisc__wish *const *wishes, size_t count,
            struct fisc__repair_change *change)
{
    change->kind = wishes[0]->kind;
    change->from = wishes[0]->from;
    change->evidence = true;
    for (size_t i = 0; i < count; i++) {
        if (wishes[i]->kind != change->kind)
            change->kind = FISC__REPAIR_EVIDENCE;
        for (size_t j = 0; j < wishes[i]->step_count; j++)
            if (!add_entry_step(change, &wishes[i]->steps[j]))
                return false;
    }
    return true;
}

static bool
solve_path(struct solving *solving, const struct fisc__wish *const *wishes,
           size_t count, struct fisc__repair_change *change)
{
    switch (wishes[0]->op) {
    case FISC__WISH_LEAF:
    case FISC__WISH_OPERAND:
    case FISC__WISH_VALUE:
        return solve_value(solving, wishes, count, change);
    case FISC__WISH_ENTRY:
        return solve_entry(wishes, count, change);
    case FISC__WISH_PARAM:
        change->kind = FISC__REPAIR_PARAM;
        change->param = wishes[0]->param;
        change->judgement = true;
        return true;
    default:
        return solve_list(wishes, count, change);
    }
}

/* ---- one change ----------------------------------------------------------*/

static size_t
most_steps(const struct fisc__wish *const *wishes, size_t count)
{
    size_t most = 1;

    for (size_t i = 0; i < count; i++)
        most += wishes[i]->op == FISC__WISH_ENTRY ? wishes[i]->step_count : 1;
    return most;
}

static bool
begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* What is there, and how it is said that something else is asked. */
static bool
describe(struct solving *solving, const struct fisc__wish *wish,
         struct fisc__repair_change *change)
{
    struct fisc__arena *arena = solving->job->arena;
    const struct fisc__item *item = wish->cell ? wish->cell->item : NULL;

    change->state = wish->state;
    change->definition = wish->definition;
    if (wish->element) {
        change->kind = FISC__REPAIR_ADD_ELEMENT;
        change->state = FISC__ABSENT;
    } else if (item && item->kind != FISC__ITEM_UNKNOWN) {
        change->from = item->kind == FISC__ITEM_RECORD
                           ? item->name
                           : fisc__item_text(arena, item);
        if (!change->from)
            return false;
        if (change->state == FISC__KNOWN &&
            change->kind == FISC__REPAIR_COMPLETE)
            change->state = FISC__INCOMPLETE;
    }
    change->evidence |= change->kind == FISC__REPAIR_RENEW ||
                        begins_with(change->path, "evidence") ||
                        begins_with(change->path, "contracts") ||
                        begins_with(change->path, "inherits");
    if (!change->to)
        change->to = steps_text(solving, change);
    return change->to != NULL;
}

/* The wishes of one place as one change. False: they contradict. */
static bool
solve_change(struct solving *solving, const struct fisc__wish *const *wishes,
             size_t count, struct fisc__repair_change *change)
{
    *change = (struct fisc__repair_change){.path = place_of(wishes[0])};
    change->steps = fisc__arena_array(solving->job->arena,
                                      most_steps(wishes, count),
                                      sizeof *change->steps);
    if (!change->steps) {
        solving->failed = true;
        return false;
    }
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i + 1; next < count && strcmp(wishes[next]->path,
                                                  wishes[i]->path) == 0;)
            next++;
        if (!all_kept(&wishes[i], next - i) && !solve_path(solving, &wishes[i], next - i, change))
            return false;
    }
    if (!describe(solving, first_changing(wishes, count), change)) {
        solving->failed = true;
        return false;
    }
    return true;
}

/* ---- one set -------------------------------------------------------------*/

static bool
solve_set(struct solving *solving, const struct fisc__wishes *set,
          struct fisc__repair_set *ret)
{
    struct fisc__arena *arena = solving->job->arena;

    *ret = (struct fisc__repair_set){
        fisc__arena_array(arena, set->count, sizeof *ret->changes), 0, false};
    solving->wishes = fisc__arena_array(arena, set->count,
                                        sizeof *solving->wishes);
    solving->count = set->count;
    solving->failed = !ret->changes || !solving->wishes;
    for (size_t i = 0; !solving->failed && i < set->count; i++)
        solving->wishes[i] = &solving->job->wishes[set->list[i] - 1];
    if (solving->failed ||
        !fisc__sort(arena->context, solving->wishes, set->count,
                    sizeof *solving->wishes, by_place)) {
        solving->failed = true;
        return false;
    }
    for (size_t i = 0, next; i < set->count; i = next) {
        struct fisc__repair_change *change = &ret->changes[ret->count];

        for (next = i + 1; next < set->count &&
                           strcmp(place_of(solving->wishes[next]),
                                  place_of(solving->wishes[i])) == 0;)
            next++;
        if (all_kept(&solving->wishes[i], next - i))
            continue;
        if (!solve_change(solving, &solving->wishes[i], next - i, change))
            return false;
        ret->open |= change->kind == FISC__REPAIR_PARAM;
        ret->count++;
    }
    return true;
}

/* Fewer changes first; actions before evidence before judgements. */
static int
compare_sets(const void *first, const void *second)
{
    const struct fisc__repair_set *a = first, *b = second;
    int weight = 0;

    if (a->open != b->open)
        return a->open - b->open;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++)
        weight += 2 * (a->changes[i].judgement - b->changes[i].judgement) +
                  (a->changes[i].evidence - b->changes[i].evidence);
    return weight;
}

bool
fisc__repair_solve(struct fisc__repair_job *job,
                   const struct fisc__family *family,
                   const struct fisc__wish *keep, size_t keep_count,
                   struct fisc__repairs *ret)
{
    struct solving solving = {.job = job,
                              .keep = keep,
                              .keep_count = keep_count};

    ret->sets = fisc__arena_array(job->arena, family->count,
                                  sizeof *ret->sets);
    solving.kept = fisc__arena_array(job->arena, keep_count,
                                     sizeof *solving.kept);
    if (!ret->sets || !solving.kept)
        return false;
    for (size_t i = 0; i < family->count; i++) {
        if (solve_set(&solving, &family->list[i], &ret->sets[ret->count]))
            ret->count++;
        else if (solving.failed)
            return false;
        else
            job->clashed = true;
    }
    return fisc__sort(job->arena->context, ret->sets, ret->count,
                      sizeof *ret->sets, compare_sets);
}
