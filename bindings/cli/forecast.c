/* SPDX-License-Identifier: MIT */
/* fisc forecast: when results will change while the facts stay as they are. */

#include "cli.h"

static enum fisc_forecast_format
forecast_format(enum fisc_format format)
{
    if ((int)format == CLI_FORMAT_ICAL)
        return FISC_FORECAST_FORMAT_ICALENDAR;
    return format == FISC_FORMAT_JSON ? FISC_FORECAST_FORMAT_JSON
                                      : FISC_FORECAST_FORMAT_TEXT;
}

static bool
is_met(enum fisc_result result)
{
    return result != FISC_RESULT_FAIL && result != FISC_RESULT_ERROR &&
           result != FISC_RESULT_UNKNOWN && result != FISC_RESULT_NOTCHECKED;
}

/* Will a clause of level must stop being met? */
static int
forecast_status(const struct fisc_forecast *forecast)
{
    const struct fisc_report *report = fisc_forecast_report(forecast);
    size_t count = fisc_forecast_change_count(forecast);

    for (size_t i = 0; i < count; i++) {
        struct fisc_forecast_change change = {.size = sizeof change};
        struct fisc_result_info row = {.size = sizeof row};

        if (fisc_forecast_change(forecast, i, &change) == FISC_OK &&
            is_met(change.before) && !is_met(change.after) &&
            fisc_report_result(report, change.row, &row) == FISC_OK &&
            row.level == FISC_LEVEL_MUST)
            return EXIT_NOT_MET;
    }
    return EXIT_MET;
}

/* Written to memory first, so that an error leaves an old file alone. */
static int
print_forecast(const struct fisc_forecast *forecast,
               const struct cli_options *options)
{
    struct fisc_forecast_write_options write = {
        .size = sizeof write,
        .format = forecast_format(options->format),
        .language = options->language,
        .color = cli_wants_color(options),
        .width = (unsigned)cli_width(),
        .alarm = options->alarm,
    };
    struct fisc_error error;
    size_t length;
    char *text;
    int status = forecast_status(forecast);

    if (fisc_forecast_write_text(forecast, &write, &text, &length, &error) !=
        FISC_OK)
        return cli_fail_error(&error);
    if (cli_put_file(options->output, text, length) != 0)
        status = EXIT_MISUSED;
    fisc_forecast_free_text(forecast, text, length);
    return status;
}

/* A date, or a period from the date of evaluation on; 0: a year by default. */
static int
read_until(const struct cli_options *options, fisc_date *ret)
{
    fisc_date same;

    *ret = 0;
    if (!options->until ||
        fisc_date_parse(options->until, ret) == FISC_OK ||
        fisc_date_add(options->as_of, options->until, 1, ret) == FISC_OK)
        return 0;
    if (fisc_date_add(options->as_of, options->until, 0, &same) == FISC_OK)
        return cli_fail("--until: %s leads beyond 9999-12-31",
                        options->until);
    return cli_fail("--until: a date YYYY-MM-DD or a period such as 6m, not "
                    "\"%s\"", options->until);
}

static int
make_forecast(const struct cli_options *options, struct fisc_policy *policy,
              struct fisc_system *system, const struct cli_joined *joined)
{
    struct fisc_forecast_options ask = {
        .size = sizeof ask,
        .from = options->as_of,
        .roles = options->roles,
        .levels = options->levels,
        .catalog = options->catalog,
        .control = options->control,
        .joined = joined->list,
        .joined_count = joined->count,
        .allow_unknown_paths = options->allow_unknown_paths,
    };
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_forecast *forecast = NULL;
    struct fisc_error error;
    int status = read_until(options, &ask.until);

    if (status != 0)
        return status;
    if (fisc_evaluator_new(policy, &evaluator, &error) != FISC_OK ||
        fisc_forecast_new(evaluator, system, &ask, &forecast, &error) !=
            FISC_OK)
        status = cli_fail_error(&error);
    else
        status = print_forecast(forecast, options);
    fisc_forecast_unref(forecast);
    fisc_evaluator_free(evaluator);
    return status;
}

int
cli_forecast(const struct cli_command *command,
             const struct cli_options *options, char **arguments, size_t count)
{
    (void)command;
    (void)count;
    if (options->alarm && (int)options->format != CLI_FORMAT_ICAL)
        return cli_fail("--alarm goes with --format=ical");
    return cli_on_system(options, arguments[0], make_forecast);
}
