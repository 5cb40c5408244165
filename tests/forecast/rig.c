/* SPDX-License-Identifier: MIT */
/* A small policy, and what is foreseen by it. */

#include "forecast/rig.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fisc_context *forecast_context;
struct fisc_policy *forecast_policy;

static char text[65536];
static size_t text_length;

static void
add(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    text_length += (size_t)vsnprintf(text + text_length,
                                     sizeof text - text_length, format,
                                     arguments);
    va_end(arguments);
    ck_assert_uint_lt(text_length, sizeof text);
}

static void
need(enum fisc_status status, const struct fisc_error *error)
{
    char line[1100];

    if (!status)
        return;
    fisc_error_format(error, line, sizeof line);
    ck_abort_msg("%s", line);
}

int
forecast_main(TCase *tests)
{
    int result;

    if (fisc_context_new(NULL, &forecast_context, NULL))
        return EXIT_FAILURE;
    forecast_policy = forecast_load_policy(forecast_context);
    result = run_case("forecast", tests);
    fisc_policy_unref(forecast_policy);
    fisc_context_unref(forecast_context);
    return result;
}

struct fisc_policy *
forecast_load_policy(struct fisc_context *context)
{
    char *path = source_path("tests/data/forecast/policy");
    struct fisc_source source = {.size = sizeof source, .name = path};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    need(fisc_policy_load(context, &source, 1, &policy, &error), &error);
    free(path);
    return policy;
}

struct fisc_system *
forecast_system(struct fisc_context *context, const char *facts)
{
    struct fisc_system *system = NULL;
    struct fisc_error error;

    text_length = 0;
    add("{\"format\": \"libfisc-system/1\", \"id\": \"s\", "
        "\"title\": {\"en\": \"a, b; c \\\\ d\\ne\", \"ja\": \"銀行、系\"}, "
        "\"parties\": [{\"id\": \"bank\", \"roles\": [\"customer\"]}, "
        "{\"id\": \"aws\", \"roles\": [\"provider\"]}]%s%s}",
        facts[0] ? ", " : "", facts);
    need(fisc_system_parse(context, "s.json", text, text_length,
                           FISC_SYSTEM_JSON, &system, &error), &error);
    return system;
}

struct fisc_forecast_options
forecast_options(const char *until)
{
    struct fisc_forecast_options options = {.size = sizeof options};

    ck_assert_int_eq(fisc_date_parse(FORECAST_FROM, &options.from), 0);
    if (until)
        ck_assert_int_eq(fisc_date_parse(until, &options.until), 0);
    return options;
}

struct fisc_forecast *
forecast_of(const char *facts, const char *until)
{
    struct fisc_system *system = forecast_system(forecast_context, facts);
    struct fisc_forecast_options options = forecast_options(until);
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_forecast *forecast = NULL;
    struct fisc_error error;

    need(fisc_evaluator_new(forecast_policy, &evaluator, &error), &error);
    need(fisc_forecast_new(evaluator, system, &options, &forecast, &error),
         &error);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    return forecast;
}

static void
add_state(const char *separator, enum fisc_result result, const char *reason,
          const char *via, const char *waiver)
{
    add("%s%s %s", separator, fisc_result_name(result), reason);
    add("%s%s%s%s", *via ? " " : "", via, *waiver ? " " : "", waiver);
}

static void
add_cause(const struct fisc_forecast_cause *cause)
{
    char stated[11];

    fisc_date_format(cause->stated, stated);
    add(" | %s", fisc_forecast_kind_name(cause->kind));
    add("%s%s", *cause->path ? " " : "", cause->path);
    add("%s%s", *cause->id ? " id=" : "", cause->id);
    add("%s%s", *cause->period ? " " : "", cause->period);
    add("%s%s", *cause->param ? " " : "", cause->param);
    add("%s%s", *stated ? " " : "", stated);
}

const char *
forecast_text(const struct fisc_forecast *forecast)
{
    struct fisc_forecast_change change = {.size = sizeof change};

    text_length = 0;
    add("%s", "");
    for (size_t i = 0; !fisc_forecast_change(forecast, i, &change); i++) {
        struct fisc_forecast_cause cause = {.size = sizeof cause};
        char date[11];

        fisc_date_format(change.date, date);
        add("%s %s:", date, change.key);
        add_state(" ", change.before, change.before_reason, change.before_via,
                  change.before_waiver);
        add_state(" > ", change.after, change.after_reason, change.after_via,
                  change.after_waiver);
        for (size_t c = 0; !fisc_forecast_cause(forecast, i, c, &cause); c++)
            add_cause(&cause);
        add("\n");
    }
    return text;
}
