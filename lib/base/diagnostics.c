/* SPDX-License-Identifier: MIT */
/* Remarks about a source that do not stop it from being used. */

#include "base/diagnostics.h"

#include <stdarg.h>
#include <stdio.h>

void
fisc__diagnostics_init(struct fisc__diagnostics *diagnostics,
                       struct fisc__arena *arena)
{
    *diagnostics = (struct fisc__diagnostics){.arena = arena};
}

void
fisc__diagnostics_done(struct fisc__diagnostics *diagnostics)
{
    fisc__free(diagnostics->arena->context, diagnostics->list,
               diagnostics->capacity * sizeof *diagnostics->list);
    fisc__diagnostics_init(diagnostics, diagnostics->arena);
}

bool
fisc__diagnostics_add(struct fisc__diagnostics *diagnostics,
                      enum fisc_log_level level,
                      const struct fisc__place *place, const char *rule,
                      const char *item, const char *format, ...)
{
    struct fisc__diagnostic entry = {.level = level, .rule = rule};
    char message[1024];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (place)
        entry.place = *place;
    entry.item = fisc__arena_string(diagnostics->arena, item ? item : "");
    entry.message = fisc__arena_string(diagnostics->arena, message);
    if (!entry.item || !entry.message ||
        !fisc__grow(diagnostics->arena->context, &diagnostics->list,
                    &diagnostics->capacity, diagnostics->count, sizeof entry))
        return false;
    diagnostics->list[diagnostics->count++] = entry;
    return true;
}
