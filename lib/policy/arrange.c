/* SPDX-License-Identifier: MIT */
/* The order in which sources count, and which profiles select. */

#include <stdlib.h>
#include <string.h>

#include "policy/source.h"

/*
 * Appends an entry after all that it refers to: what a policy imports comes
 * before what it adds. Nesting was bounded when the sources were opened.
 */
static void
arrange(struct fisc__sources *sources, struct fisc__entry *entry)
{
    if (entry->reached)
        return;
    entry->reached = true;
    for (size_t i = 0; i < entry->reference_count; i++)
        if (entry->references[i].target->kind == FISC__SOURCE_MANIFEST)
            arrange(sources, entry->references[i].target);
    for (size_t i = 0; i < entry->reference_count; i++)
        arrange(sources, entry->references[i].target);
    sources->order[sources->order_count++] = entry;
}

/* Says of all that a policy imports that a profile above it selects. */
static void
cover(struct fisc__entry *entry)
{
    for (size_t i = 0; i < entry->reference_count; i++) {
        struct fisc__entry *target = entry->references[i].target;

        if (target->kind != FISC__SOURCE_MANIFEST || target->covered)
            continue;
        target->covered = true;
        cover(target);
    }
}

/* Marks the catalogs that are reached with no profile on the way. */
static void
want(struct fisc__entry *entry)
{
    if (entry->wanted)
        return;
    entry->wanted = true;
    if (entry->selector || entry->kind != FISC__SOURCE_MANIFEST)
        return;
    for (size_t i = 0; i < entry->reference_count; i++)
        want(entry->references[i].target);
}

enum fisc_status
fisc__sources_arrange(struct fisc__sources *sources, struct fisc_error *reterr)
{
    sources->order = fisc__arena_array(&sources->scratch, sources->count + 1,
                                       sizeof *sources->order);
    if (!sources->order)
        return fisc__error_nomem(reterr);
    arrange(sources, &sources->top);
    for (size_t i = 0; i < sources->order_count; i++)
        if (sources->order[i]->selector)
            cover(sources->order[i]);
    want(&sources->top);
    return FISC_OK;
}
