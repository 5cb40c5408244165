/* SPDX-License-Identifier: MIT */
/* The paths of many descriptions, one after another. */

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fleet.h"

/* ---- a list of paths -----------------------------------------------------*/

enum { PIECE = 65536, POLL_MS = 100 };

/* More of the list; false at its end. Now and then looks whether to stop. */
static bool
fill(struct cli_paths *paths)
{
    struct pollfd wait = {.fd = paths->list, .events = POLLIN};
    ssize_t got;

    if (paths->at > 0) {
        paths->used -= paths->at;
        memmove(paths->buffer, paths->buffer + paths->at, paths->used);
        paths->at = 0;
    }
    if (paths->capacity - paths->used < PIECE)
        paths->buffer = cli_resize(paths->buffer,
                                   paths->capacity += 2 * PIECE, 1);
    while (!atomic_load(&paths->stopped) && poll(&wait, 1, POLL_MS) == 0)
        continue;
    do
        got = atomic_load(&paths->stopped)
                  ? 0
                  : read(paths->list, paths->buffer + paths->used, PIECE);
    while (got < 0 && errno == EINTR);
    if (got > 0)
        paths->used += (size_t)got;
    else if (got < 0)
        paths->error = errno;
    return got > 0;
}

/* A line without its end; NULL after the last. */
static char *
next_line(struct cli_paths *paths)
{
    char *end = NULL, *path;
    size_t length;

    while (!(end = paths->used > paths->at
                       ? memchr(paths->buffer + paths->at, '\n',
                                paths->used - paths->at)
                       : NULL))
        if (!fill(paths))
            break;
    length = end ? (size_t)(end - paths->buffer) - paths->at
                 : paths->used - paths->at;
    if (!end && length == 0)
        return NULL;
    path = cli_resize(NULL, length + 1, 1);
    memcpy(path, paths->buffer + paths->at, length);
    path[length] = '\0';
    paths->at += length + (end != NULL);
    return path;
}

/* Empty lines are no paths. */
static char *
next_listed(struct cli_paths *paths)
{
    char *path = NULL;

    while (paths->list >= 0 && (path = next_line(paths)) != NULL && !*path)
        free(path);
    return path;
}

/* ---- folders -------------------------------------------------------------*/

static bool
is_description(const char *name)
{
    const char *end = strrchr(name, '.');

    return name[0] != '.' && end &&
           (strcmp(end, ".json") == 0 || strcmp(end, ".xml") == 0);
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder, which take memory: paths and no more. */
static bool
open_folder(struct cli_paths *paths, char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;

    if (!folder)
        return false;
    paths->folder = path;
    paths->name_count = paths->name = 0;
    while ((entry = readdir(folder)) != NULL) {
        if (!is_description(entry->d_name))
            continue;
        if (paths->name_count == paths->name_capacity)
            paths->names = cli_resize(
                paths->names,
                paths->name_capacity = paths->name_capacity * 2 + 64,
                sizeof *paths->names);
        paths->names[paths->name_count] =
            cli_resize(NULL, strlen(entry->d_name) + 1, 1);
        strcpy(paths->names[paths->name_count++], entry->d_name);
    }
    closedir(folder);
    if (paths->name_count)
        qsort(paths->names, paths->name_count, sizeof *paths->names, by_text);
    return true;
}

static char *
next_name(struct cli_paths *paths)
{
    char *name, *path;
    size_t size;

    if (!paths->folder || paths->name == paths->name_count) {
        paths->folder = NULL;
        return NULL;
    }
    name = paths->names[paths->name++];
    size = strlen(paths->folder) + strlen(name) + 2;
    path = cli_resize(NULL, size, 1);
    snprintf(path, size, "%s/%s", paths->folder, name);
    free(name);
    return path;
}

/* ---- all of them ---------------------------------------------------------*/

/* A folder without descriptions stands for itself: it can't be read. */
static char *
next_argument(struct cli_paths *paths)
{
    char *argument = paths->arguments[paths->next++], *path = NULL;

    if (cli_is_folder(argument) && open_folder(paths, argument))
        path = next_name(paths);
    if (!path) {
        path = cli_resize(NULL, strlen(argument) + 1, 1);
        strcpy(path, argument);
    }
    return path;
}

void
cli_paths_next(struct cli_paths *paths, char **ret)
{
    *ret = NULL;
    if (atomic_load(&paths->stopped))
        return;
    *ret = next_name(paths);
    if (!*ret && paths->next < paths->count)
        *ret = next_argument(paths);
    if (!*ret)
        *ret = next_listed(paths);
}

void
cli_paths_done(struct cli_paths *paths)
{
    while (paths->name < paths->name_count)
        free(paths->names[paths->name++]);
    free(paths->names);
    free(paths->buffer);
    if (paths->list > STDIN_FILENO)
        close(paths->list);
}
