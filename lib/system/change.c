/* SPDX-License-Identifier: MIT */
/* A description with changes made to it. */

#include <assert.h>
#include <string.h>

#include "base/names.h"
#include "base/sized.h"
#include "system/edit.h"

/* The struct as the first release has it. */
enum { CHANGE_LEAST = sizeof(struct fisc_change) };

struct fisc__place
fisc__change_place(size_t index)
{
    unsigned line = index < UINT32_MAX ? (unsigned)index + 1 : 0;

    return (struct fisc__place){"changes", line, 0};
}

enum fisc_status
fisc__change_read(const struct fisc_change *changes, size_t index,
                  struct fisc_change *ret, struct fisc_error *reterr)
{
    struct fisc__place place = fisc__change_place(index);

    if (!fisc__sized_element(ret, sizeof *ret, CHANGE_LEAST, changes, index))
        return FISC_OK;
    return fisc__error(reterr, FISC_ERR_INVALID, &place,
                       "the change's size is not one of the struct, or not "
                       "that of the first");
}

/* ---- one statement a path ------------------------------------------------*/

/* What a change speaks about: a path, the date, or a member of a set. */
static const char *
subject(struct fisc__arena *arena, const struct fisc_change *change)
{
    const char *path = change->path ? change->path : "";

    if (change->kind == FISC_CHANGE_AS_OF)
        return " as_of";
    if ((change->kind == FISC_CHANGE_ADD ||
         change->kind == FISC_CHANGE_REMOVE) && change->string)
        return fisc__arena_format(arena, "%s %s", path, change->string);
    return path;
}

static enum fisc_status
check_one(struct fisc__names *seen, const struct fisc_change *change,
          size_t index, struct fisc_error *reterr)
{
    const char *text = subject(seen->arena, change);
    struct fisc__place place = fisc__change_place(index);

    if (!text)
        return fisc__error_nomem(reterr);
    if (fisc__names_find(seen, text, strlen(text)))
        return fisc__error_item(reterr, FISC_ERR_CONFLICT, &place,
                                change->path, "a second change of %s",
                                change->kind == FISC_CHANGE_AS_OF
                                    ? "the date"
                                    : change->path);
    return fisc__names_add(seen, text, strlen(text))
               ? FISC_OK
               : fisc__error_nomem(reterr);
}

enum fisc_status
fisc__changes_differ(struct fisc_context *context,
                     const struct fisc_change *changes, size_t count,
                     struct fisc_error *reterr)
{
    struct fisc__arena arena;
    struct fisc__names seen;
    enum fisc_status status = FISC_OK;

    if (count < 2)
        return FISC_OK;
    fisc__arena_init(&arena, context);
    fisc__names_init(&seen, context, &arena, NULL);
    for (size_t i = 0; status == FISC_OK && i < count; i++) {
        struct fisc_change change;

        status = fisc__change_read(changes, i, &change, reterr);
        if (status == FISC_OK)
            status = check_one(&seen, &change, i, reterr);
    }
    fisc__names_done(&seen);
    fisc__arena_done(&arena);
    return status;
}

/* ---- all of them ---------------------------------------------------------*/

enum fisc_status
fisc_system_change(struct fisc_system *system,
                   const struct fisc_change *changes, size_t count,
                   struct fisc_system **ret, struct fisc_error *reterr)
{
    struct fisc_system *changed = NULL;
    struct fisc__edited edited;
    enum fisc_status status;

    assert(system && (changes || count == 0) && ret);
    status = fisc__changes_differ(system->context, changes, count, reterr);
    if (status == FISC_OK)
        status = fisc_system__derive(system, &changed, reterr);
    for (size_t i = 0; status == FISC_OK && i < count; i++) {
        struct fisc__place place = fisc__change_place(i);
        struct fisc_change change;

        status = fisc__change_read(changes, i, &change, reterr);
        if (status == FISC_OK)
            status = fisc_system__edit(changed, &change, &place, NULL, &edited,
                                       reterr);
    }
    if (status != FISC_OK) {
        fisc_system_unref(changed);
        return status;
    }
    *ret = changed;
    return FISC_OK;
}
