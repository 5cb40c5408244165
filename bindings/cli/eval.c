/* SPDX-License-Identifier: MIT */
/*
 * fisc eval: systems held against a policy, several at a time where that is
 * asked for. Each thread has an evaluator of its own; reports come out in the
 * order of the arguments, each whole or not at all.
 */

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

struct job {
    const char *path;
    bool done;
    int status;              /* EXIT_… */
    struct fisc_error error; /* where status is EXIT_MISUSED */
    char *text;              /* the report; from open_memstream() */
    size_t length;
};

struct batch {
    struct fisc_context *context;
    struct fisc_policy *policy;
    struct fisc_eval_options eval;
    struct fisc_write_options write;
    const struct cli_options *options;
    struct cli_changes changes; /* by --set and --unset */
    struct job *jobs;
    size_t count;
    size_t next;     /* job that no thread has taken yet */
    size_t finished;
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

static int
put_piece(void *data, const char *text, size_t length)
{
    return fwrite(text, 1, length, data) != length;
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
    status = fisc_report_write(*report, &batch->write, put_piece, stream,
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
             struct job *job)
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
run_job(const struct batch *batch, struct fisc_evaluator *evaluator,
        struct job *job)
{
    struct fisc_system *system = NULL;
    struct fisc_report *report = NULL;
    enum fisc_status status =
        cli_system(batch->context, job->path, &system, &job->error);

    if (status == FISC_OK)
        status = fisc_eval(evaluator, system, &batch->eval, &report,
                           &job->error);
    if (status == FISC_OK)
        status = write_report(batch, evaluator, &report, system, job);
    job->status = status == FISC_OK ? cli_report_status(report) : EXIT_MISUSED;
    fisc_report_unref(report);
    fisc_system_unref(system);
}

static struct job *
take_job(struct batch *batch)
{
    struct job *job = NULL;

    pthread_mutex_lock(&batch->lock);
    if (batch->next < batch->count)
        job = &batch->jobs[batch->next++];
    pthread_mutex_unlock(&batch->lock);
    return job;
}

static void
finish_job(struct batch *batch, struct job *job)
{
    pthread_mutex_lock(&batch->lock);
    job->done = true;
    batch->finished++;
    pthread_cond_broadcast(&batch->changed);
    pthread_mutex_unlock(&batch->lock);
}

/* A thread: takes jobs until there are none left. */
static void *
work(void *data)
{
    struct batch *batch = data;
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_error error;
    enum fisc_status status =
        fisc_evaluator_new(batch->policy, &evaluator, &error);
    struct job *job;

    while ((job = take_job(batch)) != NULL) {
        if (status == FISC_OK) {
            run_job(batch, evaluator, job);
        } else {
            job->status = EXIT_MISUSED;
            job->error = error;
        }
        finish_job(batch, job);
    }
    fisc_evaluator_free(evaluator);
    return NULL;
}

/* ---- printing, in the order of the arguments -----------------------------*/

struct printer {
    const struct cli_options *options;
    FILE *stream; /* NULL until the first report */
    bool progress;
    int status;
};

/* Reports that scroll by are progress enough. */
static bool
wants_progress(const struct cli_options *options, size_t count)
{
    return count > 1 && isatty(STDERR_FILENO) &&
           (options->output || !isatty(STDOUT_FILENO));
}

static void
print_progress(const struct printer *printer, size_t finished, size_t count,
               const char *path)
{
    if (!printer->progress)
        return;
    fprintf(stderr, "\r\033[K[%zu/%zu] ", finished, count);
    for (const char *c = path; *c && c < path + 60; c++)
        fputc((unsigned char)*c < 0x20 || *c == 0x7f ? '?' : *c, stderr);
    fflush(stderr);
}

static void
clear_progress(const struct printer *printer)
{
    if (printer->progress)
        fputs("\r\033[K", stderr);
}

/* The output file is made with the first report, so that an error leaves an
 * old one alone. */
static bool
open_output(struct printer *printer)
{
    if (printer->stream)
        return true;
    if (!printer->options->output) {
        printer->stream = stdout;
        return true;
    }
    printer->stream = fopen(printer->options->output, "wb");
    if (!printer->stream)
        cli_fail("%s: %s", printer->options->output, strerror(errno));
    return printer->stream != NULL;
}

static void
print_job(struct printer *printer, struct job *job)
{
    if (job->status == EXIT_MISUSED) {
        clear_progress(printer);
        cli_fail_error(&job->error);
        printer->status = EXIT_MISUSED;
    } else {
        bool first = !printer->stream;

        if (printer->status != EXIT_MISUSED && job->status > printer->status)
            printer->status = job->status;
        if (!open_output(printer)) {
            printer->status = EXIT_MISUSED;
        } else {
            if (!first && printer->options->format == FISC_FORMAT_TEXT)
                fputs("\n\n", printer->stream);
            fwrite(job->text, 1, job->length, printer->stream);
        }
    }
    free(job->text);
    job->text = NULL;
}

static void
print_jobs(struct batch *batch, struct printer *printer)
{
    for (size_t i = 0; i < batch->count; i++) {
        pthread_mutex_lock(&batch->lock);
        print_progress(printer, batch->finished, batch->count,
                       batch->jobs[i].path);
        while (!batch->jobs[i].done) {
            pthread_cond_wait(&batch->changed, &batch->lock);
            print_progress(printer, batch->finished, batch->count,
                           batch->jobs[i].path);
        }
        pthread_mutex_unlock(&batch->lock);
        print_job(printer, &batch->jobs[i]);
    }
    clear_progress(printer);
}

static int
close_output(struct printer *printer)
{
    if (!printer->stream || printer->stream == stdout)
        return cli_finish(printer->status);
    if (ferror(printer->stream) | (fclose(printer->stream) != 0))
        return cli_fail("%s: %s", printer->options->output, strerror(errno));
    return printer->status;
}

/* ---- the command ---------------------------------------------------------*/

/* Runs the jobs on as many threads as were asked for, at least on one. */
static int
run_batch(struct batch *batch, const struct cli_options *options)
{
    struct printer printer = {
        .options = options,
        .progress = wants_progress(options, batch->count),
    };
    size_t wanted = options->jobs < batch->count ? options->jobs : batch->count;
    pthread_t *threads = cli_resize(NULL, wanted, sizeof *threads);
    size_t started = 0;

    while (started < wanted &&
           pthread_create(&threads[started], NULL, work, batch) == 0)
        started++;
    if (started == 0)
        work(batch);
    print_jobs(batch, &printer);
    while (started > 0)
        pthread_join(threads[--started], NULL);
    free(threads);
    return close_output(&printer);
}

static int
run_jobs(struct batch *batch, const struct cli_options *options, char **paths)
{
    int status;

    batch->jobs = cli_resize(NULL, batch->count, sizeof *batch->jobs);
    for (size_t i = 0; i < batch->count; i++)
        batch->jobs[i] = (struct job){.path = paths[i]};
    pthread_mutex_init(&batch->lock, NULL);
    pthread_cond_init(&batch->changed, NULL);
    status = run_batch(batch, options);
    pthread_cond_destroy(&batch->changed);
    pthread_mutex_destroy(&batch->lock);
    free(batch->jobs);
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
    return times > 1;
}

int
cli_eval(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count)
{
    struct batch batch = {.count = count};
    struct cli_joined joined;
    int status;

    (void)command;
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
            batch.options = options;
            cli_changes(options, &batch.changes);
            status = run_jobs(&batch, options, arguments);
            cli_changes_done(&batch.changes);
            cli_joined_done(&joined);
        }
        fisc_policy_unref(batch.policy);
    }
    fisc_context_unref(batch.context);
    return status;
}
