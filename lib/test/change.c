/* SPDX-License-Identifier: MIT */
/* The description of a case: its base with its changes. */

#include "test/engine.h"

static struct fisc_change
library_change(const struct fisc__test_change *change)
{
    static const enum fisc_change_kind kinds[] = {
        [FISC__CHANGE_STATE] = FISC_CHANGE_JSON,
        [FISC__CHANGE_REMOVE] = FISC_CHANGE_CLEAR,
        [FISC__CHANGE_OPEN] = FISC_CHANGE_COMPLETE};

    return (struct fisc_change){.size = sizeof(struct fisc_change),
                                .kind = kinds[change->kind],
                                .path = change->path,
                                .string = change->value};
}

/* What is taken away must be there: a path may be mistyped. */
static enum fisc_status
check_there(const struct fisc_system *system,
            const struct fisc__test_change *change, struct fisc_error *reterr)
{
    struct fisc_value value = {.size = sizeof value};

    if (change->kind == FISC__CHANGE_STATE ||
        fisc_system_get(system, change->path, &value) != FISC_ERR_NOTFOUND)
        return FISC_OK;
    return fisc__error_item(reterr, FISC_ERR_NOTFOUND, &change->place,
                            change->path, "nothing is stated at %s",
                            change->path);
}

/* *system is the one before, then the one after; a reference each. */
static enum fisc_status
make(struct fisc_system **system, const struct fisc__test_change *change,
     struct fisc_error *reterr)
{
    struct fisc_change wanted = library_change(change);
    struct fisc_system *after;
    struct fisc_error error;
    enum fisc_status status = check_there(*system, change, reterr);

    if (status)
        return status;
    status = fisc_system_change(*system, &wanted, 1, &after, &error);
    if (status == FISC_ERR_NOMEM)
        return fisc__error_nomem(reterr);
    if (status)
        return fisc__error_item(reterr, status,
                                change->kind == FISC__CHANGE_STATE &&
                                        status == FISC_ERR_SYNTAX
                                    ? &change->value_place
                                    : &change->place,
                                change->path, "%s", error.message);
    fisc_system_unref(*system);
    *system = after;
    return FISC_OK;
}

enum fisc_status
fisc__changed_system(struct fisc__tests *tests,
                     const struct fisc__test_case *of,
                     struct fisc_system **ret, struct fisc_error *reterr)
{
    const struct fisc__test_setting *setting = &of->setting;
    struct fisc_system *system =
        fisc_system_ref(tests->descriptions[setting->base.index].system);
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < setting->change_count && !status; i++)
        status = make(&system, &setting->changes[i], reterr);
    if (status)
        fisc_system_unref(system);
    else
        *ret = system;
    return status;
}
