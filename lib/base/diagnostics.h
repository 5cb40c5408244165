/* SPDX-License-Identifier: MIT */
#ifndef BASE_DIAGNOSTICS_H
#define BASE_DIAGNOSTICS_H

/* Remarks about a source that do not stop it from being used. */

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

struct fisc__diagnostic {
    enum fisc_log_level level;
    struct fisc__place place;
    const char *rule; /* a short stable name, such as "waiver-expired" */
    const char *item; /* what it is about; or "" */
    struct fisc__text message; /* in both languages */
};

struct fisc__diagnostics {
    struct fisc__arena *arena; /* borrowed: where the texts live */
    struct fisc__diagnostic *list;
    size_t count;
    size_t capacity;
};

void
fisc__diagnostics_init(struct fisc__diagnostics *diagnostics,
                       struct fisc__arena *arena);

void
fisc__diagnostics_done(struct fisc__diagnostics *diagnostics);

/*
 * Adds a remark, whose two formats take the same arguments; the Japanese one
 * may name them by their position. False where memory is short.
 */
bool
fisc__diagnostics_add(struct fisc__diagnostics *diagnostics,
                      enum fisc_log_level level,
                      const struct fisc__place *place, const char *rule,
                      const char *item, const char *ja, const char *en, ...)
    __attribute__((format(printf, 6, 8), format(printf, 7, 8)));

/* The same with a text that is written already, and copied. */
bool
fisc__diagnostics_say(struct fisc__diagnostics *diagnostics,
                      enum fisc_log_level level,
                      const struct fisc__place *place, const char *rule,
                      const char *item, struct fisc__text message);

/* Puts them in the order of files and places. */
void
fisc__diagnostics_sort(struct fisc__diagnostics *diagnostics);

#endif
