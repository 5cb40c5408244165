/* SPDX-License-Identifier: MIT */
/* fisc explain and fisc try: one result in full. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static int
put_piece(void *data, const char *text, size_t length)
{
    return fwrite(text, 1, length, data) != length;
}

/* A report is written to memory first: whole, or not at all. */
static int
print_only(const struct fisc_report *report, const struct cli_options *options,
           const char *only)
{
    struct fisc_write_options write = cli_write_options(options);
    FILE *stream = stdout;
    struct fisc_error error;
    size_t length;
    char *text;
    int status = 0;

    write.only = only;
    write.details = 1;
    if (fisc_report_write_text(report, &write, &text, &length, &error) !=
        FISC_OK)
        return cli_fail_error(&error);
    if (options->output)
        stream = fopen(options->output, "wb");
    if (!stream || put_piece(stream, text, length) != 0 ||
        (options->output && fclose(stream) != 0))
        status = cli_fail("%s: %s",
                          options->output ? options->output : "standard output",
                          strerror(errno));
    fisc_report_free_text(report, text, length);
    return status;
}

/*
 * Evaluates a description and prints what `only` names. Returns EXIT_MISUSED
 * or what the report's exit status is.
 */
static int
explain_only(struct fisc_policy *policy, struct fisc_context *context,
             const struct cli_options *options, const char *path,
             const char *only)
{
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_system *system = NULL;
    struct fisc_report *report = NULL;
    struct fisc_eval_options eval;
    struct cli_joined joined;
    struct fisc_error error;
    int status = cli_joined(options, context, &joined);

    if (status != 0)
        return status;
    eval = cli_eval_options(options, &joined);
    if (cli_described(options, context, path, &system, &error) != FISC_OK ||
        fisc_evaluator_new(policy, &evaluator, &error) != FISC_OK ||
        fisc_eval(evaluator, system, &eval, &report, &error) != FISC_OK)
        status = cli_fail_error(&error);
    else
        status = print_only(report, options, only);
    if (status == 0)
        status = cli_report_status(report);
    fisc_report_unref(report);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    cli_joined_done(&joined);
    return status;
}

int
cli_explain(const struct cli_command *command,
            const struct cli_options *options, char **arguments, size_t count)
{
    struct cli_options with = *options;
    struct fisc_context *context;
    struct fisc_policy *policy;
    int status = cli_context(options, &context);

    (void)command;
    if (status != 0)
        return status;
    /* Policies before the description are as good as those after -p. */
    with.policies = (struct cli_list){NULL, 0};
    for (size_t i = 0; i < options->policies.count; i++)
        cli_list_add(&with.policies, options->policies.items[i]);
    for (size_t i = 0; i + 2 < count; i++)
        cli_list_add(&with.policies, arguments[i]);
    status = cli_policy(&with, context, &policy);
    if (status == 0) {
        status = explain_only(policy, context, &with, arguments[count - 2],
                              arguments[count - 1]);
        fisc_policy_unref(policy);
    }
    free(with.policies.items);
    fisc_context_unref(context);
    return cli_finish(status == EXIT_NOT_MET ? EXIT_MET : status);
}

int
cli_try(const struct cli_command *command, const struct cli_options *options,
        char **arguments, size_t count)
{
    struct fisc_context *context;
    struct fisc_policy *policy;
    int status = cli_context(options, &context);

    (void)command;
    (void)count;
    if (status != 0)
        return status;
    status = cli_policy_try(options, context, arguments[0], &policy);
    if (status == 0) {
        status = explain_only(policy, context, options, arguments[1],
                              "try.customer");
        fisc_policy_unref(policy);
    }
    fisc_context_unref(context);
    return cli_finish(status);
}
