/* SPDX-License-Identifier: MIT */
#ifndef CLI_FLEET_H
#define CLI_FLEET_H

/*
 * Many descriptions: their paths one after another, threads that work on
 * them, and what comes of each in the order of the paths. Only so many are
 * under way or wait to be printed that memory does not grow with their number.
 */

#include <stdatomic.h>

#include "cli.h"

/* ---- paths.c -------------------------------------------------------------*/

/* Where paths come from: arguments, folders among them, and a list of paths. */
struct cli_paths {
    char **arguments;
    size_t count;
    size_t next;
    char *folder;   /* the argument that is being gone through; or NULL */
    char **names;   /* of its descriptions, sorted */
    size_t name_count, name_capacity, name;
    int list;       /* a file with a path a line; -1: none */
    char *buffer;   /* of the list, from `at` to `used` */
    size_t at, used, capacity;
    int error;      /* errno of the list, where it can't be read; or 0 */
    atomic_bool stopped; /* no more are wanted */
};

/* *ret is the next path, from malloc, or NULL at the end or once stopped. */
void
cli_paths_next(struct cli_paths *paths, char **ret);

void
cli_paths_done(struct cli_paths *paths);

/* ---- fleet.c -------------------------------------------------------------*/

struct cli_job {
    char *path;              /* from malloc */
    bool done;
    int status;              /* EXIT_… */
    struct fisc_error error; /* where status is EXIT_MISUSED */
    bool failed;             /* there is an error */
    char *text;              /* what is printed; from open_memstream() */
    size_t length;
};

struct cli_fleet {
    const struct cli_options *options;
    struct cli_paths paths;
    /* What is done with one path, on one of the threads. */
    void (*run)(void *data, struct fisc_evaluator *evaluator,
                struct cli_job *job);
    void *data;
    struct fisc_policy *policy;
    bool lines;  /* a line of JSON for each path, errors too */
    bool stops;  /* an interrupt ends it cleanly */
};

/* Runs them all and prints; returns EXIT_…, as the command does. */
int
cli_fleet_run(struct cli_fleet *fleet);

#endif
