/* SPDX-License-Identifier: MIT */
/* fisc diff: what differs between two results. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* Reads results; "-" is standard input. */
static enum fisc_status
read_results(struct fisc_context *context, const char *path,
             struct fisc_result_set **ret, struct fisc_error *reterr)
{
    enum fisc_status status;
    size_t length;
    char *text;

    if (strcmp(path, "-") != 0)
        return fisc_result_set_load(context, path, ret, reterr);
    status = cli_read_stdin(&text, &length, reterr);
    if (status == FISC_OK)
        status = fisc_result_set_parse(context, "<stdin>", text, length, ret,
                                       reterr);
    free(text);
    return status;
}

static enum fisc_status
read_state(struct fisc_context *context, const char *path,
           struct fisc_diff_state **ret, struct fisc_error *reterr)
{
    enum fisc_status status;
    size_t length;
    char *text;

    if (strcmp(path, "-") != 0)
        return fisc_diff_state_load(context, path, ret, reterr);
    status = cli_read_stdin(&text, &length, reterr);
    if (status == FISC_OK)
        status = fisc_diff_state_parse(context, "<stdin>", text, length, ret,
                                       reterr);
    free(text);
    return status;
}

static enum fisc_diff_format
diff_format(enum fisc_format format)
{
    if ((int)format == CLI_FORMAT_JSONL)
        return FISC_DIFF_FORMAT_EVENTS;
    return format == FISC_FORMAT_JSON ? FISC_DIFF_FORMAT_JSON
                                      : FISC_DIFF_FORMAT_TEXT;
}

/* Written to memory first: the output may be where the state came from. */
static int
print_diff(const struct fisc_diff *diff, const struct cli_options *options,
           const struct fisc_diff_state *state)
{
    struct fisc_diff_options write = {
        .size = sizeof write,
        .format = diff_format(options->format),
        .language = options->language,
        .color = cli_wants_color(options),
        .width = (unsigned)cli_width(),
        .details = options->details,
        .state = state,
    };
    FILE *stream = stdout;
    struct fisc_error error;
    size_t length;
    char *text;
    int status = fisc_diff_worse_count(diff) ? EXIT_NOT_MET : EXIT_MET;

    if (fisc_diff_write_text(diff, &write, &text, &length, &error) != FISC_OK)
        return cli_fail_error(&error);
    if (options->output)
        stream = fopen(options->output, "wb");
    if (!stream || fwrite(text, 1, length, stream) != length ||
        (options->output && fclose(stream) != 0))
        status = cli_fail("%s: %s",
                          options->output ? options->output : "standard output",
                          strerror(errno));
    fisc_diff_free_text(diff, text, length);
    return status;
}

static int
run_diff(struct fisc_context *context, const struct cli_options *options,
         char **arguments)
{
    struct fisc_result_set *before = NULL, *after = NULL;
    struct fisc_diff_state *state = NULL;
    struct fisc_diff *diff = NULL;
    struct fisc_error error;
    int status;

    if (read_results(context, arguments[0], &before, &error) != FISC_OK ||
        read_results(context, arguments[1], &after, &error) != FISC_OK ||
        (options->state &&
         read_state(context, options->state, &state, &error) != FISC_OK) ||
        fisc_diff_new(before, after, &diff, &error) != FISC_OK)
        status = cli_fail_error(&error);
    else
        status = print_diff(diff, options, state);
    fisc_diff_unref(diff);
    fisc_diff_state_free(state);
    fisc_result_set_unref(after);
    fisc_result_set_unref(before);
    return status;
}

int
cli_diff(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count)
{
    struct fisc_context *context;
    int status, times = 0;

    (void)command;
    for (size_t i = 0; i < count; i++)
        times += strcmp(arguments[i], "-") == 0;
    if (options->state)
        times += strcmp(options->state, "-") == 0;
    if (times > 1)
        return cli_fail("standard input can be read only once");
    if (options->state && (int)options->format != CLI_FORMAT_JSONL)
        return cli_fail("--state goes with --format=jsonl");
    status = cli_context(options, &context);
    if (status != 0)
        return status;
    status = run_diff(context, options, arguments);
    fisc_context_unref(context);
    return cli_finish(status);
}
