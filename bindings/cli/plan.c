/* SPDX-License-Identifier: MIT */
/* fisc plan: what would have to change so that more clauses passed. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static int
put_piece(void *data, const char *text, size_t length)
{
    return fwrite(text, 1, length, data) != length;
}

/* Writes a plan to memory: it is printed whole, or not at all. */
static enum fisc_status
write_plan(const struct fisc_plan *plan, const struct cli_options *options,
           char **ret, size_t *ret_length, struct fisc_error *reterr)
{
    struct fisc_plan_write_options write = {
        .size = sizeof write,
        .format = options->format == FISC_FORMAT_JSON ? FISC_PLAN_FORMAT_JSON
                                                      : FISC_PLAN_FORMAT_TEXT,
        .language = options->language,
        .color = cli_wants_color(options),
        .width = (unsigned)cli_width(),
        .details = options->details,
    };
    FILE *stream = open_memstream(ret, ret_length);
    enum fisc_status status;

    if (!stream) {
        *reterr = (struct fisc_error){.status = FISC_ERR_NOMEM,
                                      .message = "out of memory"};
        return FISC_ERR_NOMEM;
    }
    status = fisc_plan_write(plan, &write, put_piece, stream, reterr);
    if (fclose(stream) != 0 && status == FISC_OK) {
        *reterr = (struct fisc_error){.status = FISC_ERR_NOMEM,
                                      .message = "out of memory"};
        status = FISC_ERR_NOMEM;
    }
    return status;
}

static int
print_plan(const struct fisc_plan *plan, const struct cli_options *options)
{
    struct fisc_error error;
    size_t length = 0;
    char *text = NULL;
    int status;

    if (write_plan(plan, options, &text, &length, &error) != FISC_OK) {
        free(text);
        return cli_fail_error(&error);
    }
    status = cli_put_file(options->output, text, length);
    free(text);
    return status;
}

static int
plan_system(const struct cli_options *options, struct fisc_policy *policy,
            struct fisc_system *system, const struct cli_joined *joined)
{
    struct fisc_eval_options eval = cli_eval_options(options, joined);
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;
    struct fisc_plan *plan = NULL;
    struct fisc_error error;
    int status;

    if (fisc_evaluator_new(policy, &evaluator, &error) != FISC_OK ||
        fisc_eval(evaluator, system, &eval, &report, &error) != FISC_OK ||
        fisc_plan_new(evaluator, report, NULL, &plan, &error) != FISC_OK)
        status = cli_fail_error(&error);
    else
        status = print_plan(plan, options);
    if (status == 0)
        status = cli_report_status(report);
    fisc_plan_free(plan);
    fisc_report_unref(report);
    fisc_evaluator_free(evaluator);
    return status;
}

int
cli_plan(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count)
{
    (void)command;
    (void)count;
    return cli_on_system(options, arguments[0], plan_system);
}
