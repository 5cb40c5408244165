/* SPDX-License-Identifier: MIT */
/* What is asked of a forecast, and what it answers to nonsense. */

#include <stdlib.h>
#include <string.h>

#include "forecast/rig.h"

static const char tested[] = "\"off\": true, \"tested\": \"2026-06-15\"";

static enum fisc_status
ask(const struct fisc_forecast_options *options, struct fisc_forecast **ret,
    struct fisc_error *error)
{
    struct fisc_system *system = forecast_system(forecast_context, tested);
    struct fisc_evaluator *evaluator = NULL;
    enum fisc_status status;

    ck_assert_int_eq(fisc_evaluator_new(forecast_policy, &evaluator, NULL),
                     FISC_OK);
    *ret = NULL;
    status = fisc_forecast_new(evaluator, system, options, ret, error);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    ck_assert((status == FISC_OK) == (*ret != NULL));
    return status;
}

START_TEST(until__is_a_year_by_default)
{
    struct fisc_forecast_options options = forecast_options(NULL);
    struct fisc_forecast *forecast;
    char text[11];

    ck_assert_int_eq(ask(&options, &forecast, NULL), FISC_OK);
    fisc_date_format(fisc_forecast_until(forecast), text);
    ck_assert_str_eq(text, "2027-06-30");
    ck_assert_int_eq(fisc_report_as_of(fisc_forecast_report(forecast)),
                     options.from);
    fisc_forecast_unref(forecast);
}
END_TEST

START_TEST(until__is_itself_looked_at_and_from_is_not)
{
    struct fisc_forecast_options options = forecast_options("2026-07-16");
    struct fisc_forecast *forecast;

    options.control = "t.1";
    ck_assert_int_eq(ask(&options, &forecast, NULL), FISC_OK);
    ck_assert_uint_eq(fisc_forecast_event_count(forecast), 1);
    fisc_forecast_unref(forecast);
    options.until--;
    ck_assert_int_eq(ask(&options, &forecast, NULL), FISC_OK);
    ck_assert_uint_eq(fisc_forecast_event_count(forecast), 0);
    fisc_forecast_unref(forecast);
    options.from = options.until = options.until + 1;
    ck_assert_int_eq(ask(&options, &forecast, NULL), FISC_OK);
    ck_assert_uint_eq(fisc_forecast_event_count(forecast), 0);
    fisc_forecast_unref(forecast);
}
END_TEST

START_TEST(options__that_make_no_sense_are_refused)
{
    struct fisc_forecast_options options = forecast_options("2026-06-29");
    struct fisc_forecast *forecast;
    struct fisc_error error;

    ck_assert_int_eq(ask(&options, &forecast, &error), FISC_ERR_INVALID);
    ck_assert_str_eq(error.message,
                     "a forecast from 2026-06-30 can't end on 2026-06-29");
    options = forecast_options("2126-07-02");
    ck_assert_int_eq(ask(&options, &forecast, &error), FISC_ERR_LIMIT);
    ck_assert_str_eq(error.message,
                     "a forecast reaches 36525 days at most, and 2126-07-02 "
                     "is farther from 2026-06-30");
    options = forecast_options("2126-07-01");
    options.control = "t.9";
    ck_assert_int_eq(ask(&options, &forecast, &error), FISC_ERR_NOTFOUND);
    options.control = NULL;
    options.from = INT32_MAX;
    ck_assert_int_eq(ask(&options, &forecast, &error), FISC_ERR_INVALID);
    options = forecast_options(NULL);
    options.roles = 1u << 9;
    ck_assert_int_eq(ask(&options, &forecast, &error), FISC_ERR_INVALID);
    options = forecast_options(NULL);
    options.size = sizeof options + 8;
    ck_assert_int_eq(ask(&options, &forecast, &error), FISC_ERR_INVALID);
}
END_TEST

START_TEST(calls__of_functions_are_limited)
{
    struct fisc_forecast_options options = forecast_options(NULL);
    struct fisc_forecast *forecast;
    struct fisc_error error;

    /* One function for each party, on days that are not evaluated in full. */
    options.calls = 200;
    ck_assert_int_eq(ask(&options, &forecast, &error), FISC_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(error.message, "called too often"));
    options.calls = 2 * 365;
    ck_assert_int_eq(ask(&options, &forecast, &error), FISC_OK);
    fisc_forecast_unref(forecast);
}
END_TEST

START_TEST(roles__and_levels_are_those_of_the_report)
{
    struct fisc_forecast_options options = forecast_options(NULL);
    struct fisc_forecast *forecast;

    options.roles = 1u << FISC_ROLE_PROVIDER;
    ck_assert_int_eq(ask(&options, &forecast, NULL), FISC_OK);
    ck_assert_uint_eq(fisc_forecast_change_count(forecast), 0);
    fisc_forecast_unref(forecast);
    options.roles = 0;
    options.levels = 1u << FISC_LEVEL_MAY;
    ck_assert_int_eq(ask(&options, &forecast, NULL), FISC_OK);
    ck_assert_uint_eq(
        fisc_report_result_count(fisc_forecast_report(forecast)), 0);
    fisc_forecast_unref(forecast);
}
END_TEST

START_TEST(interrupt__ends_it)
{
    struct fisc_system *system = forecast_system(forecast_context, tested);
    struct fisc_forecast_options options = forecast_options(NULL);
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_forecast *forecast = NULL;

    ck_assert_int_eq(fisc_evaluator_new(forecast_policy, &evaluator, NULL), 0);
    fisc_evaluator_interrupt(evaluator);
    ck_assert_int_eq(fisc_forecast_new(evaluator, system, &options, &forecast,
                                       NULL), FISC_ERR_INTERRUPTED);
    fisc_evaluator_clear_interrupt(evaluator);
    ck_assert_int_eq(fisc_forecast_new(evaluator, system, &options, &forecast,
                                       NULL), FISC_OK);
    fisc_forecast_unref(forecast);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
}
END_TEST

struct told {
    size_t calls, done, total, stop_at;
};

static int
note(void *data, size_t done, size_t total)
{
    struct told *told = data;

    ck_assert(told->calls == 0 ? done == 0 : done >= told->done);
    ck_assert_uint_le(done, total);
    told->done = done;
    told->total = total;
    return ++told->calls == told->stop_at;
}

START_TEST(progress__is_told_of_days_and_may_stop)
{
    struct fisc_system *system = forecast_system(forecast_context, tested);
    struct fisc_forecast_options options = forecast_options(NULL);
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_forecast *forecast = NULL;
    struct told told = {0}, stopped = {0};

    options.progress = note;
    options.progress_data = &told;
    ck_assert_int_eq(fisc_evaluator_new(forecast_policy, &evaluator, NULL), 0);
    ck_assert_int_eq(fisc_forecast_new(evaluator, system, &options, &forecast,
                                       NULL), FISC_OK);
    fisc_forecast_unref(forecast);
    /* Again: the first evaluation has more to do. */
    told = (struct told){0};
    ck_assert_int_eq(fisc_forecast_new(evaluator, system, &options, &forecast,
                                       NULL), FISC_OK);
    ck_assert_uint_eq(told.done, told.total);
    ck_assert_uint_eq(told.total, (size_t)(fisc_forecast_until(forecast) -
                                           options.from));
    fisc_forecast_unref(forecast);
    options.progress_data = &stopped;
    for (stopped.stop_at = 1; stopped.stop_at <= told.calls;
         stopped.stop_at++) {
        stopped.calls = 0;
        ck_assert_int_eq(fisc_forecast_new(evaluator, system, &options,
                                           &forecast, NULL),
                         FISC_ERR_INTERRUPTED);
    }
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
}
END_TEST

START_TEST(getters__know_their_ends)
{
    struct fisc_forecast *forecast = forecast_of(tested, NULL);
    struct fisc_forecast_event event = {.size = sizeof event};
    struct fisc_forecast_change change = {.size = sizeof change};
    struct fisc_forecast_cause cause = {.size = sizeof cause};
    size_t changes = fisc_forecast_change_count(forecast);

    ck_assert_int_eq(fisc_forecast_event(
                         forecast, fisc_forecast_event_count(forecast),
                         &event), FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_forecast_change(forecast, changes, &change),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_forecast_cause(forecast, changes, 0, &cause),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_forecast_cause(forecast, 0, 1, &cause),
                     FISC_ERR_NOTFOUND);
    event.size = change.size = cause.size = 4;
    ck_assert_int_eq(fisc_forecast_event(forecast, 0, &event),
                     FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_forecast_change(forecast, 0, &change),
                     FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_forecast_cause(forecast, 0, 0, &cause),
                     FISC_ERR_INVALID);
    ck_assert_str_eq(fisc_forecast_kind_name(FISC_FORECAST_CHECK), "check");
    ck_assert_str_eq(
        fisc_forecast_kind_name((enum fisc_forecast_kind)FISC_FORECAST_KIND_COUNT),
        "");
    ck_assert_ptr_eq(fisc_forecast_ref(forecast), forecast);
    fisc_forecast_unref(forecast);
    fisc_forecast_unref(forecast);
    fisc_forecast_unref(NULL);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("options");

    tcase_add_test(tests, until__is_a_year_by_default);
    tcase_add_test(tests, until__is_itself_looked_at_and_from_is_not);
    tcase_add_test(tests, options__that_make_no_sense_are_refused);
    tcase_add_test(tests, calls__of_functions_are_limited);
    tcase_add_test(tests, roles__and_levels_are_those_of_the_report);
    tcase_add_test(tests, interrupt__ends_it);
    tcase_add_test(tests, progress__is_told_of_days_and_may_stop);
    tcase_add_test(tests, getters__know_their_ends);
    return forecast_main(tests);
}
