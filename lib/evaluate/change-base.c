/* SPDX-License-Identifier: MIT */
/* What an evaluator keeps of its last evaluation. */

#include <string.h>

#include "base/sized.h"
#include "evaluate/change.h"

/* Of a report that is often changed: garbage of this size is no matter. */
enum { HELD_LEAST = 1 << 20 };

/* ---- the question --------------------------------------------------------*/

static char *
copy_text(struct fisc_context *context, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = fisc__alloc(context, size);

    return copy ? memcpy(copy, text, size) : NULL;
}

static void
free_text(struct fisc_context *context, const char *text)
{
    if (text)
        fisc__free(context, (char *)text, strlen(text) + 1);
}

static void
free_joined(struct fisc_context *context, struct fisc_joined *joined,
            size_t count)
{
    for (size_t i = 0; joined && i < count; i++) {
        free_text(context, joined[i].party);
        fisc_system_unref(joined[i].system);
    }
    fisc__free(context, joined, count * sizeof *joined);
}

static void
free_question(struct fisc_context *context, struct fisc_eval_options *asked)
{
    free_text(context, asked->catalog);
    free_text(context, asked->control);
    free_joined(context, (struct fisc_joined *)asked->joined,
                asked->joined_count);
    memset(asked, 0, sizeof *asked);
}

static struct fisc_joined *
copy_joined(struct fisc_context *context,
            const struct fisc_eval_options *asked)
{
    size_t count = asked->joined_count;
    struct fisc_joined *joined = fisc__alloc_array(context, count,
                                                   sizeof *joined);

    for (size_t i = 0; joined && i < count; i++) {
        struct fisc_joined from;

        fisc__sized_element(&from, sizeof from, sizeof from, asked->joined, i);
        joined[i].size = sizeof from;
        joined[i].party = copy_text(context, from.party);
        if (!joined[i].party) {
            free_joined(context, joined, count);
            return NULL;
        }
        joined[i].system = fisc_system_ref(from.system);
    }
    return joined;
}

/* A question of its own, asked again to the end and without telling anybody. */
static bool
copy_question(struct fisc_context *context,
              const struct fisc_eval_options *asked,
              struct fisc_eval_options *ret)
{
    *ret = *asked;
    ret->catalog = ret->control = NULL;
    ret->joined = NULL;
    ret->joined_count = 0;
    ret->partial = 0;
    ret->progress = NULL;
    ret->progress_data = NULL;
    if ((asked->catalog &&
         !(ret->catalog = copy_text(context, asked->catalog))) ||
        (asked->control &&
         !(ret->control = copy_text(context, asked->control))))
        return false;
    if (asked->joined_count == 0)
        return true;
    ret->joined = copy_joined(context, asked);
    ret->joined_count = ret->joined ? asked->joined_count : 0;
    return ret->joined != NULL;
}

/* ---- beginning and end ---------------------------------------------------*/

void
fisc__base_drop(struct fisc__base *base)
{
    fisc_report_unref(base->report);
    base->report = NULL;
}

struct fisc__base *
fisc__base_new(struct fisc_context *context)
{
    struct fisc__base *base = fisc__alloc(context, sizeof *base);

    if (base)
        base->context = base->undo.context = context;
    return base;
}

/* Nothing was evaluated. */
static void
clear(struct fisc__base *base)
{
    fisc__base_drop(base);
    fisc_system_unref(base->working);
    fisc_system_unref(base->system);
    base->working = base->system = NULL;
    free_question(base->context, &base->asked);
    base->moved_count = 0;
}

enum fisc_status
fisc__base_set(struct fisc_evaluator *evaluator, struct fisc_system *system,
               const struct fisc_eval_options *asked,
               struct fisc_error *reterr)
{
    struct fisc__base *base = evaluator->base;
    struct fisc_eval_options copy;
    bool copied = copy_question(base->context, asked, &copy);

    fisc_system_ref(system); /* it may be the same one */
    clear(base);
    base->asked = copy;
    base->system = system;
    if (copied)
        return FISC_OK;
    clear(base);
    return fisc__error_nomem(reterr);
}

void
fisc__base_free(struct fisc_evaluator *evaluator)
{
    struct fisc__base *base = evaluator->base;

    if (!base)
        return;
    clear(base);
    fisc__update_done(&base->update);
    fisc__depend_free(base->depend);
    fisc__row_index_done(&base->index, evaluator->policy);
    fisc__undo_done(&base->undo);
    fisc__free(base->context, base->touched,
               base->touched_capacity * sizeof *base->touched);
    fisc__free(base->context, base->moved,
               base->moved_capacity * sizeof *base->moved);
    fisc__free(base->context, base, sizeof *base);
    evaluator->base = NULL;
}

/* ---- a report to be changed ----------------------------------------------*/

/* What is made once for a policy. */
static enum fisc_status
make_indexes(struct fisc__base *base, const struct fisc_policy *policy,
             struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    if (!base->depend)
        status = fisc__depend_new(policy->graph, &base->depend, reterr);
    if (!status && !base->update.context) {
        status = fisc__update_init(&base->update, base->context, base->depend,
                                   reterr);
        base->update.changed = fisc__rows_touch;
        base->update.changed_data = base;
    }
    if (!status && !base->index.first)
        status = fisc__row_index_init(&base->index, policy, reterr);
    return status;
}

static size_t
held(const struct fisc__base *base)
{
    return base->report->arena.held +
           base->report->sides[0].run->arena.held + base->working->arena.held;
}

/* A report that somebody else has is left to them; so is one with much waste. */
static void
check_report(struct fisc__base *base)
{
    struct fisc_report *report = base->report;

    if (!report)
        return;
    if (atomic_load_explicit(&report->references, memory_order_acquire) > 1 ||
        held(base) > 2 * base->held + HELD_LEAST) {
        fisc__base_drop(base);
        return;
    }
    if (atomic_load_explicit(&report->notes, memory_order_relaxed))
        fisc__report_forget(report);
    fisc__run_forget(report->sides[0].run);
}

/* A copy of its own shares no item with what the report knows. */
static enum fisc_status
make_working(struct fisc__base *base, const struct fisc_policy *policy,
             struct fisc_error *reterr)
{
    enum fisc_status status;

    if (base->working)
        return FISC_OK;
    status = fisc_system__derive(base->system, &base->working, reterr);
    if (status)
        return status;
    fisc__system_mark(policy, base->working, base->system);
    if (!base->working->base)
        fisc__base_drop(base);
    return FISC_OK;
}

/* The report is of the description that is being changed. */
static void
point_report(struct fisc__base *base)
{
    struct fisc__side *side = &base->report->sides[0];

    if (side->system == base->working)
        return;
    fisc_system_unref(side->system); /* `working` keeps it */
    side->system = fisc_system_ref(base->working);
    side->run->system = base->working;
    side->run->root.element = base->working->root;
    side->run->number = 0;
}

enum fisc_status
fisc__base_take(struct fisc_evaluator *evaluator, struct fisc_report *report,
                struct fisc_error *reterr)
{
    struct fisc__base *base = evaluator->base;
    enum fisc_status status = fisc__update_begin(
        &base->update, report->sides[0].run, reterr);

    fisc__base_drop(base); /* the update is of the new one's run, or of none */
    if (status)
        return status;
    base->report = report;
    base->held = held(base);
    base->rechecked = true;
    fisc__row_index_set(&base->index, report);
    return FISC_OK;
}

enum fisc_status
fisc__base_open(struct fisc_evaluator *evaluator, struct fisc_error *reterr)
{
    struct fisc__base *base = evaluator->base;
    struct fisc_report *report;
    enum fisc_status status = make_indexes(base, evaluator->policy, reterr);

    if (!status)
        status = make_working(base, evaluator->policy, reterr);
    if (status)
        return status;
    check_report(base);
    if (base->report) {
        point_report(base);
        return FISC_OK;
    }
    status = fisc__evaluate(evaluator, base->working, &base->asked, &report,
                            reterr);
    if (status)
        return status;
    status = fisc__base_take(evaluator, report, reterr);
    if (status)
        fisc_report_unref(report);
    return status;
}
