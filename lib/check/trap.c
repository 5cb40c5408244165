/* SPDX-License-Identifier: MIT */
/* Mistakes in check files, with their places. */

#include "check/trap.h"

#include <stdarg.h>
#include <stdio.h>

#include "check/load.h"

unsigned
fisc__line_of_call(lua_State *L)
{
    lua_Debug record;

    /* The first level that has lines: pcall may stand between. */
    for (int level = 1; level < 8 && lua_getstack(L, level, &record); level++) {
        lua_getinfo(L, "l", &record);
        if (record.currentline > 0)
            return (unsigned)record.currentline;
    }
    return 0;
}

static int
raise(lua_State *L, const struct fisc__place *place, const char *message)
{
    struct fisc__sandbox *sandbox = fisc__sandbox_of(L);

    if (sandbox->mode != FISC__MODE_LOAD)
        return luaL_error(L, "%s", message);
    fisc__error(&sandbox->error, FISC_ERR_INVALID, place, "%s", message);
    return fisc__sandbox_stop(L, FISC__END_TRAP);
}

int
fisc__trap_at(lua_State *L, const char *token, const char *format, ...)
{
    struct fisc__place place = {NULL, 0, 0};
    char message[512];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (fisc__sandbox_of(L)->mode == FISC__MODE_LOAD) {
        struct fisc__loader *loader = fisc__loader_of(L);

        place.file = loader->file->name;
        place.line = fisc__line_of_call(L);
        place.column =
            fisc__columns_find(&loader->lines, place.line, token, NULL);
    }
    return raise(L, &place, message);
}

int
fisc__trap_place(lua_State *L, const struct fisc__place *place,
                 const char *format, ...)
{
    char message[512];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return raise(L, place, message);
}

int
fisc__trap_error(lua_State *L, const struct fisc_error *error)
{
    struct fisc__sandbox *sandbox = fisc__sandbox_of(L);

    sandbox->error = *error;
    return fisc__sandbox_stop(L, error->status == FISC_ERR_NOMEM
                                     ? FISC__END_HOST_MEMORY
                                     : FISC__END_TRAP);
}
