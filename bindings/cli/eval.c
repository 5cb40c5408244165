/* SPDX-License-Identifier: MIT */
/* fisc eval: systems held against a policy; fleet.c runs and prints them. */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fleet.h"

struct batch {
    struct fisc_context *context;
    struct fisc_policy *policy;
    struct fisc_eval_options eval;
    struct fisc_write_options write;
    const struct cli_options *options;
    struct cli_changes changes; /* by --set and --unset */
    bool lines;
};

static int
put_piece(void *data, const char *text, size_t length)
{
    return fwrite(text, 1, length, data) != length;
}

/* On one line: no string of JSON has a line's end in it. */
static int
put_in_line(void *data, const char *text, size_t length)
{
    const char *end;

    for (; (end = memchr(text, '\n', length)) != NULL;
         length -= (size_t)(end - text) + 1, text = end + 1)
        if (put_piece(data, text, (size_t)(end - text)))
            return 1;
    return put_piece(data, text, length);
}

/*
 * A text says also how the description meets those that it is joined with. Of
 * changes, *report is what would be so afterwards.
 */
static enum fisc_status
write_to(FILE *stream, const struct batch *batch,
         struct fisc_evaluator *evaluator, struct fisc_report **report,
         struct fisc_system *system, struct fisc_error *reterr)
{
    struct fisc_report *before = *report;
    enum fisc_status status;

    if (batch->changes.count) {
        status = cli_what_if(stream, batch->options, evaluator,
                             &batch->changes, before, report, reterr);
        if (status == FISC_OK)
            fisc_report_unref(before);
        return status;
    }
    status = fisc_report_write(*report, &batch->write,
                               batch->lines ? put_in_line : put_piece, stream,
                               reterr);
    if (status == FISC_OK && batch->write.format == FISC_FORMAT_TEXT)
        status = cli_print_joined(stream, system, &batch->eval,
                                  batch->write.language, reterr);
    return status;
}

/* Writes a report to memory. */
static enum fisc_status
write_report(const struct batch *batch, struct fisc_evaluator *evaluator,
             struct fisc_report **report, struct fisc_system *system,
             struct cli_job *job)
{
    FILE *stream = open_memstream(&job->text, &job->length);
    enum fisc_status status;

    if (!stream) {
        job->error = (struct fisc_error){.status = FISC_ERR_NOMEM,
                                         .message = "out of memory"};
        return FISC_ERR_NOMEM;
    }
    status = write_to(stream, batch, evaluator, report, system, &job->error);
    if (fclose(stream) != 0 && status == FISC_OK) {
        job->error = (struct fisc_error){.status = FISC_ERR_NOMEM,
                                         .message = "out of memory"};
        status = FISC_ERR_NOMEM;
    }
    return status;
}

static void
run_job(void *data, struct fisc_evaluator *evaluator, struct cli_job *job)
{
    const struct batch *batch = data;
    struct fisc_system *system = NULL;
    struct fisc_report *report = NULL;
    enum fisc_status status =
        cli_described(batch->options, batch->context, job->path, &system,
                      &job->error);

    if (status == FISC_OK)
        status = fisc_eval(evaluator, system, &batch->eval, &report,
                           &job->error);
    if (status == FISC_OK)
        status = write_report(batch, evaluator, &report, system, job);
    job->failed = status != FISC_OK;
    /* Of a part nobody knows what the rest would have been. */
    job->status = job->failed || fisc_report_stopped(report)
                      ? EXIT_MISUSED
                      : cli_report_status(report);
    fisc_report_unref(report);
    fisc_system_unref(system);
}

/* ---- the command ---------------------------------------------------------*/

/* Opens the list of paths; 0, or EXIT_MISUSED after a message. */
static int
open_list(const char *path, struct cli_paths *paths)
{
    paths->list = -1;
    if (!path)
        return 0;
    paths->list = strcmp(path, "-") == 0 ? STDIN_FILENO
                                         : open(path, O_RDONLY | O_CLOEXEC);
    return paths->list < 0 ? cli_fail("%s: %s", path, strerror(errno)) : 0;
}

static int
run_batch(struct batch *batch, const struct cli_options *options, char **paths,
          size_t count)
{
    struct cli_fleet fleet = {
        .options = options,
        .paths = {.arguments = paths, .count = count},
        .run = run_job,
        .data = batch,
        .policy = batch->policy,
        .lines = batch->lines,
        .stops = count > 1 || options->files_from || options->partial ||
                 (count == 1 && cli_is_folder(paths[0]))};
    int status;

    atomic_init(&fleet.paths.stopped, false);
    status = open_list(options->files_from, &fleet.paths);
    if (status == 0)
        status = cli_fleet_run(&fleet);
    cli_paths_done(&fleet.paths);
    return status;
}

static bool
reads_stdin_twice(const struct cli_options *options, char **paths, size_t count)
{
    size_t times = 0;

    for (size_t i = 0; i < count; i++)
        times += strcmp(paths[i], "-") == 0;
    for (size_t i = 0; i < options->joins.count; i++)
        times += strcmp(strchr(options->joins.items[i], '=') + 1, "-") == 0;
    times += options->files_from && strcmp(options->files_from, "-") == 0;
    return times > 1;
}

int
cli_eval(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count)
{
    struct batch batch = {.options = options};
    struct cli_joined joined;
    int status;

    (void)command;
    batch.lines = (int)options->format == CLI_FORMAT_JSONL;
    if (count == 0 && !options->files_from)
        return cli_fail("eval: name a SYSTEM, or --files-from (see fisc "
                        "eval --help)");
    if (batch.lines && options->changes.count)
        return cli_fail("--format=jsonl prints reports: not with --set or "
                        "--unset");
    if (reads_stdin_twice(options, arguments, count))
        return cli_fail("standard input can be read only once");
    status = cli_context(options, &batch.context);
    if (status != 0)
        return status;
    status = cli_policy(options, batch.context, &batch.policy);
    if (status == 0) {
        status = cli_joined(options, batch.context, &joined);
        if (status == 0) {
            batch.eval = cli_eval_options(options, &joined);
            batch.write = cli_write_options(options);
            if (batch.lines)
                batch.write.format = FISC_FORMAT_JSON;
            cli_changes(options, &batch.changes);
            status = run_batch(&batch, options, arguments, count);
            cli_changes_done(&batch.changes);
            cli_joined_done(&joined);
        }
        fisc_policy_unref(batch.policy);
    }
    fisc_context_unref(batch.context);
    return status;
}
