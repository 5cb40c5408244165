/* SPDX-License-Identifier: MIT */
/* Remarks about a source that do not stop it from being used. */

#include "base/diagnostics.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
fisc__diagnostics_say(struct fisc__diagnostics *diagnostics,
                      enum fisc_log_level level,
                      const struct fisc__place *place, const char *rule,
                      const char *item, struct fisc__text message)
{
    struct fisc__diagnostic entry = {.level = level, .rule = rule};

    if (place)
        entry.place = *place;
    entry.item = fisc__arena_string(diagnostics->arena, item ? item : "");
    entry.message.ja = fisc__arena_string(diagnostics->arena, message.ja);
    entry.message.en = fisc__arena_string(diagnostics->arena, message.en);
    if (!entry.item || !entry.message.ja || !entry.message.en ||
        !fisc__grow(diagnostics->arena->context, &diagnostics->list,
                    &diagnostics->capacity, diagnostics->count, sizeof entry))
        return false;
    diagnostics->list[diagnostics->count++] = entry;
    return true;
}

bool
fisc__diagnostics_add(struct fisc__diagnostics *diagnostics,
                      enum fisc_log_level level,
                      const struct fisc__place *place, const char *rule,
                      const char *item, const char *ja, const char *en, ...)
{
    char texts[2][1024];
    va_list arguments;

    va_start(arguments, en);
    vsnprintf(texts[FISC_LANGUAGE_JA], sizeof texts[0], ja, arguments);
    va_end(arguments);
    va_start(arguments, en);
    vsnprintf(texts[FISC_LANGUAGE_EN], sizeof texts[0], en, arguments);
    va_end(arguments);
    return fisc__diagnostics_say(
        diagnostics, level, place, rule, item,
        (struct fisc__text){.ja = texts[FISC_LANGUAGE_JA],
                            .en = texts[FISC_LANGUAGE_EN]});
}

/* Order: file, place, then what tells remarks of one place apart. */

static int
compare_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int
by_place(const void *a, const void *b)
{
    const struct fisc__diagnostic *x = a, *y = b;
    int order = compare_text(x->place.file, y->place.file);

    if (order == 0)
        order = (x->place.line > y->place.line) -
                (x->place.line < y->place.line);
    if (order == 0)
        order = (x->place.column > y->place.column) -
                (x->place.column < y->place.column);
    if (order == 0)
        order = strcmp(x->rule, y->rule);
    if (order == 0)
        order = strcmp(x->item, y->item);
    return order ? order : strcmp(x->message.en, y->message.en);
}

void
fisc__diagnostics_sort(struct fisc__diagnostics *diagnostics)
{
    if (diagnostics->count)
        qsort(diagnostics->list, diagnostics->count,
              sizeof *diagnostics->list, by_place);
}
