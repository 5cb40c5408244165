/* SPDX-License-Identifier: MIT */
/* A forecast held against evaluations of every single day. */

#include "forecast/days.h"

#include <stdio.h>
#include <string.h>

#include "support/run.h"

struct days {
    const char *what;
    struct fisc_evaluator *evaluator;
    struct fisc_system *system;
    struct fisc_eval_options eval;
    struct fisc_forecast *forecast;
    size_t next; /* change of the forecast that is to come */
    struct days_tally *tally;
};

static void
need(const struct days *days, enum fisc_status status,
     const struct fisc_error *error)
{
    char line[1100];

    if (status == FISC_OK)
        return;
    fisc_error_format(error, line, sizeof line);
    ck_abort_msg("%s: %s", days->what, line);
}

static struct fisc_report *
report_of(struct days *days, fisc_date day)
{
    struct fisc_report *report = NULL;
    struct fisc_error error;

    days->eval.as_of = day;
    need(days, fisc_eval(days->evaluator, days->system, &days->eval, &report,
                         &error), &error);
    return report;
}

static void
row_text(const struct fisc_report *report, size_t row, char *ret, size_t size)
{
    struct fisc_result_info info = {.size = sizeof info};

    ck_assert_int_eq(fisc_report_result(report, row, &info), FISC_OK);
    snprintf(ret, size, "%s %s %s %s %s", info.key,
             fisc_result_name(info.result), info.reason, info.via,
             info.waiver);
}

/* The causes are of that day: what is over ended the day before. */
static void
check_causes(struct days *days, const struct fisc_forecast_change *change)
{
    char date[11];

    fisc_date_format(change->date, date);
    ck_assert_msg(change->cause_count > 0, "%s: %s has no cause on %s",
                  days->what, change->key, date);
    for (size_t i = 0; i < change->cause_count; i++) {
        struct fisc_forecast_cause cause = {.size = sizeof cause};

        ck_assert_int_eq(fisc_forecast_cause(days->forecast, days->next, i,
                                             &cause), FISC_OK);
        days->tally->kinds[cause.kind]++;
        days->tally->causes++;
        switch (cause.kind) {
        case FISC_FORECAST_FACT_EXPIRES:
        case FISC_FORECAST_EVIDENCE_EXPIRES:
        case FISC_FORECAST_CONTRACT_ENDS:
        case FISC_FORECAST_WAIVER_ENDS:
            ck_assert_int_eq(cause.stated, change->date - 1);
            break;
        case FISC_FORECAST_FACT_BEGINS:
        case FISC_FORECAST_EVIDENCE_BEGINS:
        case FISC_FORECAST_CONTRACT_BEGINS:
        case FISC_FORECAST_WAIVER_BEGINS:
            ck_assert_int_eq(cause.stated, change->date);
            break;
        case FISC_FORECAST_CHECK:
            ck_assert_int_eq(cause.stated, FISC_DATE_NONE);
            break;
        default:
            ck_assert_int_lt(cause.stated, change->date);
            ck_assert(cause.period[0] != '\0');
            break;
        }
    }
}

/* The row did change; the forecast has to say so, in these words. */
static void
check_change(struct days *days, fisc_date day, size_t row, const char *before,
             const char *after)
{
    struct fisc_forecast_change change = {.size = sizeof change};
    char date[11], said[2][1024];

    fisc_date_format(day, date);
    ck_assert_msg(fisc_forecast_change(days->forecast, days->next, &change) ==
                          FISC_OK &&
                      change.date == day && change.row == row,
                  "%s: missed on %s: %s, then %s (next is %s)", days->what,
                  date, before, after, change.key ? change.key : "nothing");
    snprintf(said[0], sizeof said[0], "%s %s %s %s %s", change.key,
             fisc_result_name(change.before), change.before_reason,
             change.before_via, change.before_waiver);
    snprintf(said[1], sizeof said[1], "%s %s %s %s %s", change.key,
             fisc_result_name(change.after), change.after_reason,
             change.after_via, change.after_waiver);
    ck_assert_str_eq(said[0], before);
    ck_assert_str_eq(said[1], after);
    check_causes(days, &change);
    days->next++;
}

static void
compare(struct days *days, fisc_date day, const struct fisc_report *before,
        const struct fisc_report *after)
{
    size_t count = fisc_report_result_count(before);

    ck_assert_uint_eq(fisc_report_result_count(after), count);
    for (size_t i = 0; i < count; i++) {
        char was[1024], is[1024];

        row_text(before, i, was, sizeof was);
        row_text(after, i, is, sizeof is);
        if (strcmp(was, is) != 0)
            check_change(days, day, i, was, is);
    }
}

/* Events and changes are the same in two arrangements. */
static void
check_events(const struct days *days)
{
    size_t changes = 0;
    fisc_date last = FISC_DATE_NONE;

    for (size_t i = 0; i < fisc_forecast_event_count(days->forecast); i++) {
        struct fisc_forecast_event event = {.size = sizeof event};

        ck_assert_int_eq(fisc_forecast_event(days->forecast, i, &event),
                         FISC_OK);
        ck_assert_int_gt(event.date, last);
        ck_assert_uint_gt(event.change_count, 0);
        ck_assert_uint_eq(event.first_change, changes);
        changes += event.change_count;
        last = event.date;
    }
    ck_assert_uint_eq(changes, fisc_forecast_change_count(days->forecast));
}

static void
walk(struct days *days, fisc_date from, fisc_date until)
{
    struct fisc_report *before = report_of(days, from);
    struct fisc_forecast_change extra = {.size = sizeof extra};

    for (fisc_date day = from + 1; day <= until; day++) {
        struct fisc_report *after = report_of(days, day);

        compare(days, day, before, after);
        fisc_report_unref(before);
        before = after;
        days->tally->days++;
    }
    fisc_report_unref(before);
    ck_assert_msg(fisc_forecast_change(days->forecast, days->next, &extra) ==
                      FISC_ERR_NOTFOUND,
                  "%s: %s does not change", days->what, extra.key);
}

void
days_hold(const char *what, struct fisc_evaluator *evaluator,
          struct fisc_system *system,
          const struct fisc_forecast_options *options,
          struct days_tally *tally)
{
    struct days days = {.what = what,
                        .evaluator = evaluator,
                        .system = system,
                        .eval = {.size = sizeof days.eval,
                                 .roles = options->roles,
                                 .levels = options->levels,
                                 .catalog = options->catalog,
                                 .control = options->control,
                                 .joined = options->joined,
                                 .joined_count = options->joined_count},
                        .tally = tally};
    struct fisc_error error;

    need(&days, fisc_forecast_new(evaluator, system, options, &days.forecast,
                                  &error), &error);
    walk(&days, options->from, fisc_forecast_until(days.forecast));
    check_events(&days);
    tally->forecasts++;
    tally->events += fisc_forecast_event_count(days.forecast);
    tally->changes += fisc_forecast_change_count(days.forecast);
    fisc_forecast_unref(days.forecast);
}

void
days_print(const struct days_tally *tally)
{
    printf("%zu forecasts, %zu days: %zu events, %zu changes, %zu causes\n",
           tally->forecasts, tally->days, tally->events, tally->changes,
           tally->causes);
    for (int i = 0; i < FISC_FORECAST_KIND_COUNT; i++)
        printf("  %s: %zu\n",
               fisc_forecast_kind_name((enum fisc_forecast_kind)i),
               tally->kinds[i]);
}
