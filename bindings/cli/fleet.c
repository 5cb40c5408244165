/* SPDX-License-Identifier: MIT */
/*
 * Threads that take paths and fill a ring of jobs, and the first thread, which
 * prints them in order. Each thread has an evaluator of its own.
 */

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fleet.h"

struct crew {
    struct cli_fleet *fleet;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_mutex_t source; /* taken before `lock`: who has it takes a path */
    struct cli_job *ring;
    size_t room;
    size_t taken;   /* paths so far; the job of path i is ring[i % room] */
    size_t printed;
    bool ended;     /* there are no more paths */
    pthread_t *threads;
    _Atomic(struct fisc_evaluator *) *evaluators; /* one for each thread */
    size_t wanted, started;
    atomic_size_t next_evaluator;
};

/* ---- an interrupt --------------------------------------------------------*/

/* Whom a signal stops: handlers get no data. */
static struct crew *stopped_by_signal;

/* What it calls is async-signal-safe. The next one ends the program. */
static void
on_signal(int number)
{
    struct crew *crew = stopped_by_signal;

    (void)number;
    atomic_store(&crew->fleet->paths.stopped, true);
    for (size_t i = 0; i < crew->wanted; i++) {
        struct fisc_evaluator *evaluator = atomic_load(&crew->evaluators[i]);

        if (evaluator)
            fisc_evaluator_interrupt(evaluator);
    }
}

static void
watch_signals(struct crew *crew)
{
    struct sigaction action = {.sa_handler = on_signal,
                               .sa_flags = SA_RESTART | (int)SA_RESETHAND};

    if (!crew->fleet->stops)
        return;
    stopped_by_signal = crew;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static void
ignore_signals(const struct crew *crew)
{
    if (!crew->fleet->stops)
        return;
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}

static bool
is_stopped(struct crew *crew)
{
    return atomic_load(&crew->fleet->paths.stopped);
}

/* ---- a thread ------------------------------------------------------------*/

/* Waits until something changes, and not for ever: a signal tells nobody. */
static void
wait_for_change(struct crew *crew)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 100000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_cond_timedwait(&crew->changed, &crew->lock, &until);
}

/* The next path's job, once there is room for it; NULL: there is none. */
static struct cli_job *
take_job(struct crew *crew)
{
    struct cli_job *job = NULL;
    char *path = NULL;

    pthread_mutex_lock(&crew->source);
    pthread_mutex_lock(&crew->lock);
    while (!crew->ended && !is_stopped(crew) &&
           crew->taken - crew->printed >= crew->room)
        wait_for_change(crew);
    pthread_mutex_unlock(&crew->lock);
    if (!crew->ended)
        cli_paths_next(&crew->fleet->paths, &path);
    pthread_mutex_lock(&crew->lock);
    if (path) {
        job = &crew->ring[crew->taken++ % crew->room];
        *job = (struct cli_job){.path = path};
    } else {
        crew->ended = true;
    }
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
    pthread_mutex_unlock(&crew->source);
    return job;
}

static void
do_job(struct crew *crew, struct fisc_evaluator *evaluator,
       const struct fisc_error *error, struct cli_job *job)
{
    if (evaluator) {
        crew->fleet->run(crew->fleet->data, evaluator, job);
    } else {
        job->status = EXIT_MISUSED;
        job->failed = true;
        job->error = *error;
    }
}

static void *
work(void *data)
{
    struct crew *crew = data;
    size_t number = atomic_fetch_add(&crew->next_evaluator, 1);
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_error error;
    struct cli_job *job;

    if (fisc_evaluator_new(crew->fleet->policy, &evaluator, &error) == FISC_OK)
        atomic_store(&crew->evaluators[number], evaluator);
    while ((job = take_job(crew)) != NULL) {
        do_job(crew, evaluator, &error, job);
        pthread_mutex_lock(&crew->lock);
        job->done = true;
        pthread_cond_broadcast(&crew->changed);
        pthread_mutex_unlock(&crew->lock);
    }
    return NULL; /* the evaluator ends when no signal can come any more */
}

/* ---- printing ------------------------------------------------------------*/

struct printer {
    struct cli_fleet *fleet;
    FILE *stream; /* NULL until something is printed */
    bool unwritable;
    int error; /* errno of what could not be written */
    bool progress;
    int status;
    size_t failed;
};

/* Reports that scroll by are progress enough. */
static bool
wants_progress(const struct cli_fleet *fleet)
{
    return fleet->stops && isatty(STDERR_FILENO) &&
           (fleet->options->output || !isatty(STDOUT_FILENO));
}

static void
print_progress(const struct printer *printer, size_t printed, const char *path)
{
    if (!printer->progress)
        return;
    fprintf(stderr, "\r\033[K[%zu] ", printed);
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
    const char *output = printer->fleet->options->output;

    if (printer->stream)
        return true;
    if (printer->unwritable)
        return false;
    printer->stream = output ? fopen(output, "wb") : stdout;
    if (printer->stream)
        return true;
    printer->status = cli_fail("%s: %s", output, strerror(errno));
    printer->unwritable = true;
    atomic_store(&printer->fleet->paths.stopped, true); /* all in vain */
    return false;
}

static void
print_line(FILE *stream, const struct cli_job *job)
{
    const struct fisc_error *error = &job->error;

    fputs("{\"format\": \"libfisc-fleet/1\", \"path\": ", stream);
    cli_put_json(stream, job->path);
    if (job->failed) {
        fputs(", \"error\": {\"status\": ", stream);
        cli_put_json(stream, fisc_status_name(error->status));
        fputs(", \"file\": ", stream);
        cli_put_json(stream, error->where);
        fprintf(stream, ", \"line\": %u, \"column\": %u, \"item\": ",
                error->line, error->column);
        cli_put_json(stream, error->item);
        fputs(", \"message\": ", stream);
        cli_put_json(stream, error->message);
        fputs("}}\n", stream);
    } else {
        fputs(", \"report\": ", stream);
        fwrite(job->text, 1, job->length, stream);
        fputs("}\n", stream);
    }
    fflush(stream); /* whoever reads on waits for whole lines */
}

static void
print_error(struct printer *printer, const struct cli_job *job)
{
    printer->failed++;
    if (printer->fleet->lines) {
        if (open_output(printer))
            print_line(printer->stream, job);
        return;
    }
    clear_progress(printer);
    cli_fail_error(&job->error);
}

static void
print_report(struct printer *printer, const struct cli_job *job)
{
    bool first = !printer->stream;

    if (!open_output(printer))
        return;
    if (printer->fleet->lines) {
        print_line(printer->stream, job);
    } else {
        if (!first && printer->fleet->options->format == FISC_FORMAT_TEXT)
            fputs("\n\n", printer->stream);
        fwrite(job->text, 1, job->length, printer->stream);
    }
}

/* On a full disk, or for nobody who reads on, the rest would be in vain. */
static void
stop_where_unwritable(struct printer *printer)
{
    if (!printer->stream || !ferror(printer->stream))
        return;
    if (!printer->unwritable)
        printer->error = errno;
    printer->unwritable = true;
    atomic_store(&printer->fleet->paths.stopped, true);
}

static void
print_job(struct printer *printer, struct cli_job *job)
{
    if (job->status == EXIT_MISUSED)
        printer->status = EXIT_MISUSED;
    else if (printer->status != EXIT_MISUSED && job->status > printer->status)
        printer->status = job->status;
    if (job->failed)
        print_error(printer, job);
    else
        print_report(printer, job);
    stop_where_unwritable(printer);
}

static void
end_job(struct cli_job *job)
{
    free(job->text);
    free(job->path);
    *job = (struct cli_job){.path = NULL};
}

/* Was it done before the interrupt came? Those after it aren't printed. */
static bool
is_whole(struct crew *crew, const struct cli_job *job)
{
    return !is_stopped(crew) || !job->failed ||
           job->error.status != FISC_ERR_INTERRUPTED;
}

static bool
is_over(struct crew *crew)
{
    return crew->printed == crew->taken &&
           (crew->ended || is_stopped(crew));
}

/* In the order of the paths, until they end or the first interrupted one. */
static void
print_jobs(struct crew *crew, struct printer *printer)
{
    bool whole = true;

    pthread_mutex_lock(&crew->lock);
    while (!is_over(crew)) {
        struct cli_job *job = &crew->ring[crew->printed % crew->room];

        if (crew->printed == crew->taken || !job->done) {
            wait_for_change(crew);
            continue;
        }
        pthread_mutex_unlock(&crew->lock);
        whole = whole && is_whole(crew, job);
        if (whole) {
            print_job(printer, job);
            print_progress(printer, crew->printed + 1, job->path);
        }
        end_job(job);
        pthread_mutex_lock(&crew->lock);
        crew->printed++;
        pthread_cond_broadcast(&crew->changed);
    }
    pthread_mutex_unlock(&crew->lock);
    clear_progress(printer);
}

static int
close_output(struct printer *printer)
{
    const char *output = printer->fleet->options->output;

    if (printer->error) {
        if (printer->stream != stdout)
            fclose(printer->stream);
        return cli_fail("%s: %s", output ? output : "standard output",
                        strerror(printer->error));
    }
    if (!printer->stream || printer->stream == stdout)
        return cli_finish(printer->status);
    if (fclose(printer->stream) != 0)
        return cli_fail("%s: %s", output, strerror(errno));
    return printer->status;
}

/* ---- all of it -----------------------------------------------------------*/

/* So many may be under way or wait for an earlier one: four for a thread. */
static void
begin(struct crew *crew)
{
    crew->wanted = crew->fleet->options->jobs;
    crew->room = 4 * crew->wanted + 4;
    crew->ring = cli_resize(NULL, crew->room, sizeof *crew->ring);
    crew->threads = cli_resize(NULL, crew->wanted, sizeof *crew->threads);
    crew->evaluators = cli_resize(NULL, crew->wanted,
                                  sizeof *crew->evaluators);
    for (size_t i = 0; i < crew->wanted; i++)
        atomic_init(&crew->evaluators[i], NULL);
    pthread_mutex_init(&crew->lock, NULL);
    pthread_mutex_init(&crew->source, NULL);
    pthread_cond_init(&crew->changed, NULL);
}

static void
end(struct crew *crew)
{
    while (crew->printed < crew->taken)
        end_job(&crew->ring[crew->printed++ % crew->room]);
    for (size_t i = 0; i < crew->wanted; i++)
        fisc_evaluator_free(atomic_load(&crew->evaluators[i]));
    pthread_cond_destroy(&crew->changed);
    pthread_mutex_destroy(&crew->source);
    pthread_mutex_destroy(&crew->lock);
    free((void *)crew->evaluators);
    free(crew->threads);
    free(crew->ring);
}

static void
say_how_it_ended(struct crew *crew, struct printer *printer)
{
    if (is_stopped(crew) && !printer->unwritable)
        printer->status = cli_fail("interrupted after %zu", crew->printed);
    else if (printer->fleet->lines && printer->failed)
        cli_fail("%zu of %zu could not be evaluated", printer->failed,
                 crew->taken);
    if (printer->fleet->paths.error)
        printer->status = cli_fail("%s: %s",
                                   printer->fleet->options->files_from,
                                   strerror(printer->fleet->paths.error));
}

int
cli_fleet_run(struct cli_fleet *fleet)
{
    struct crew crew = {.fleet = fleet};
    struct printer printer = {.fleet = fleet,
                              .progress = wants_progress(fleet)};

    begin(&crew);
    watch_signals(&crew);
    while (crew.started < crew.wanted &&
           pthread_create(&crew.threads[crew.started], NULL, work, &crew) == 0)
        crew.started++;
    if (crew.started)
        print_jobs(&crew, &printer);
    else
        printer.status = cli_fail("no thread can be started");
    for (size_t i = 0; i < crew.started; i++)
        pthread_join(crew.threads[i], NULL);
    ignore_signals(&crew);
    say_how_it_ended(&crew, &printer);
    end(&crew);
    return close_output(&printer);
}
