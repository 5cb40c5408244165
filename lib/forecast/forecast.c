/* SPDX-License-Identifier: MIT */
/* A forecast's beginning and end, and what it answers. */

#include "forecast/forecast.h"

#include <assert.h>
#include <string.h>

#include "base/share.h"
#include "base/sized.h"
#include "evaluate/evaluator.h"

enum { LONGEST = 36525, MOST_CALLS = 1000000 };

static enum fisc_status
read_options(const struct fisc_forecast_options *options,
             struct fisc_forecast_options *ret, struct fisc_error *reterr)
{
    enum fisc_status status = fisc__sized_options(ret, sizeof *ret, options,
                                                  reterr);
    char from[11], until[11];

    if (status != FISC_OK)
        return status;
    fisc_date_format(ret->from, from);
    if (!from[0])
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "the date is out of range");
    if (!ret->until)
        ret->until = fisc__date_move(ret->from,
                                     (struct fisc__period){.months = 12}, 1);
    fisc_date_format(ret->until, until);
    if (!until[0] || ret->until < ret->from)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "a forecast from %s can't end on %s", from,
                           until[0] ? until : "a date out of range");
    if ((int64_t)ret->until - ret->from > LONGEST)
        return fisc__error(reterr, FISC_ERR_LIMIT, NULL,
                           "a forecast reaches %d days at most, and %s is "
                           "farther from %s", LONGEST, until, from);
    if (!ret->calls)
        ret->calls = MOST_CALLS;
    return FISC_OK;
}

enum fisc_status
fisc_forecast_new(struct fisc_evaluator *evaluator, struct fisc_system *system,
                  const struct fisc_forecast_options *options,
                  struct fisc_forecast **ret, struct fisc_error *reterr)
{
    struct fisc_forecast_options asked;
    struct fisc_forecast *forecast;
    enum fisc_status status;

    assert(evaluator && system && options && ret);
    status = read_options(options, &asked, reterr);
    if (status)
        return status;
    forecast = fisc__alloc(evaluator->policy->context, sizeof *forecast);
    if (!forecast)
        return fisc__error_nomem(reterr);
    atomic_init(&forecast->references, 1);
    forecast->context = fisc_context_ref(evaluator->policy->context);
    fisc__arena_init(&forecast->arena, forecast->context);
    forecast->until = asked.until;
    status = fisc__forecast_scan(forecast, evaluator, system, &asked, reterr);
    if (status) {
        fisc_forecast_unref(forecast);
        return status;
    }
    *ret = forecast;
    return FISC_OK;
}

struct fisc_forecast *
fisc_forecast_ref(struct fisc_forecast *forecast)
{
    atomic_fetch_add_explicit(&forecast->references, 1, memory_order_relaxed);
    return forecast;
}

void
fisc_forecast_unref(struct fisc_forecast *forecast)
{
    struct fisc_context *context;

    if (!forecast || !fisc__drop(&forecast->references))
        return;
    context = forecast->context;
    fisc__free(context, forecast->events,
               forecast->event_capacity * sizeof *forecast->events);
    fisc__free(context, forecast->changes,
               forecast->change_capacity * sizeof *forecast->changes);
    fisc__free(context, forecast->causes,
               forecast->cause_capacity * sizeof *forecast->causes);
    fisc__arena_done(&forecast->arena);
    fisc_report_unref(forecast->report);
    fisc__free(context, forecast, sizeof *forecast);
    fisc_context_unref(context);
}

/* ---- getters -------------------------------------------------------------*/

struct fisc_report *
fisc_forecast_report(const struct fisc_forecast *forecast)
{
    return forecast->report;
}

fisc_date
fisc_forecast_until(const struct fisc_forecast *forecast)
{
    return forecast->until;
}

size_t
fisc_forecast_event_count(const struct fisc_forecast *forecast)
{
    return forecast->event_count;
}

enum fisc_status
fisc_forecast_event(const struct fisc_forecast *forecast, size_t index,
                    struct fisc_forecast_event *ret)
{
    struct fisc_forecast_event event = {.size = sizeof event};

    if (index >= forecast->event_count)
        return FISC_ERR_NOTFOUND;
    event.date = forecast->events[index].date;
    event.first_change = forecast->events[index].first_change;
    event.change_count = forecast->events[index].change_count;
    return fisc__sized_copy(ret, &event, sizeof event, sizeof event);
}

size_t
fisc_forecast_change_count(const struct fisc_forecast *forecast)
{
    return forecast->change_count;
}

enum fisc_status
fisc_forecast_change(const struct fisc_forecast *forecast, size_t index,
                     struct fisc_forecast_change *ret)
{
    struct fisc_forecast_change change = {.size = sizeof change};
    const struct fisc__forecast_change *from;

    if (index >= forecast->change_count)
        return FISC_ERR_NOTFOUND;
    from = &forecast->changes[index];
    change.date = from->date;
    change.row = from->row;
    change.key = from->key;
    change.before = from->before.result;
    change.before_reason = from->before.reason;
    change.before_via = from->before.via;
    change.before_waiver = from->before.waiver;
    change.after = from->after.result;
    change.after_reason = from->after.reason;
    change.after_via = from->after.via;
    change.after_waiver = from->after.waiver;
    change.cause_count = from->cause_count;
    return fisc__sized_copy(ret, &change, sizeof change, sizeof change);
}

enum fisc_status
fisc_forecast_cause(const struct fisc_forecast *forecast, size_t change,
                    size_t index, struct fisc_forecast_cause *ret)
{
    struct fisc_forecast_cause cause = {.size = sizeof cause};
    const struct fisc__forecast_cause *from;

    if (change >= forecast->change_count ||
        index >= forecast->changes[change].cause_count)
        return FISC_ERR_NOTFOUND;
    from = &forecast->causes[forecast->changes[change].first_cause + index];
    cause.kind = from->kind;
    cause.path = from->path;
    cause.id = from->id;
    cause.param = from->param;
    cause.period = from->period;
    cause.stated = from->stated;
    return fisc__sized_copy(ret, &cause, sizeof cause, sizeof cause);
}

const char *
fisc_forecast_kind_name(enum fisc_forecast_kind kind)
{
    static const char *const names[FISC_FORECAST_KIND_COUNT] = {
        "fact-expires",      "fact-ages",      "fact-begins",
        "period-ends",       "evidence-expires", "evidence-ages",
        "evidence-begins",   "contract-ends",  "contract-begins",
        "waiver-ends",       "waiver-begins",  "check"};

    return (unsigned)kind < FISC_FORECAST_KIND_COUNT ? names[kind] : "";
}
