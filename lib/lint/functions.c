/* SPDX-License-Identifier: MIT */
/* Paths in functions that the vocabulary does not know. */

#include <string.h>

#include "check/paths.h"
#include "lint/rules.h"

struct job {
    const struct fisc__linted *lint;
    struct fisc__arena arena;
    bool failed;
};

/* An element's id is identity, and in no vocabulary. */
static bool
is_known(const struct fisc__vocabulary *vocabulary, const char *path)
{
    size_t length = strlen(path), tail = strlen("[].id");

    return fisc__word_find(&vocabulary->root, path) ||
           (length > tail && strcmp(path + length - tail, "[].id") == 0);
}

static void
meet(void *data, const struct fisc__place *place, const char *text,
     size_t length)
{
    struct job *job = data;
    const struct fisc__vocabulary *vocabulary =
        &job->lint->policy->vocabulary;
    const char *path, *nearest, *full;

    if (job->failed || strncmp(place->file, job->lint->inside,
                               strlen(job->lint->inside)) != 0)
        return;
    path = fisc__arena_copy(&job->arena, text, length);
    full = path && fisc__path_is_party(path)
               ? fisc__arena_concat(&job->arena,
                                    (const char *const[]){
                                        "parties[].", path + strlen("party.")},
                                    2)
               : path;
    if (!full) {
        job->failed = true;
        return;
    }
    if (is_known(vocabulary, full))
        return;
    nearest = fisc__vocabulary_nearest(vocabulary, full);
    if (!fisc__diagnostics_add(
            job->lint->remarks, FISC_LOG_WARNING, place, "unknown-fact", path,
            nearest ? "パス %s は辞書にない。%s か" : "パス %s は辞書にない",
            nearest ? "%s is no path of the vocabulary; did you mean %s?"
                    : "%s is no path of the vocabulary",
            path, nearest))
        job->failed = true;
}

bool
fisc__lint_functions(const struct fisc__linted *lint)
{
    struct job job = {.lint = lint};

    if (!lint->policy->vocabulary.given)
        return true;
    fisc__arena_init(&job.arena, lint->policy->context);
    fisc__checks_paths(&lint->policy->checks, meet, &job);
    fisc__arena_done(&job.arena);
    return !job.failed;
}
