/* SPDX-License-Identifier: MIT */
/* Targets: system JSON and system XML, by what FORMAT says. */

#include "walk.h"

enum fisc_status
fuzz_one(struct fisc_context *context, const char *text, size_t length)
{
    struct fisc_system *system;
    struct fisc_error error;
    enum fisc_status status = fisc_system_parse(context, "system", text, length,
                                                FORMAT, &system, &error);

    if (status != FISC_OK)
        return fuzz_error(status, &error);
    fuzz_walk_system(system);
    fisc_system_unref(system);
    return FISC_OK;
}
