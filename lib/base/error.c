/* SPDX-License-Identifier: MIT */
/* Filling in the error object that a caller lent. */

#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static bool
is_unsafe(const char *text)
{
    size_t used;

    return fisc__utf8_is_unsafe(fisc__utf8_decode(text, &used));
}

void
fisc__error_copy(char *field, size_t size, const char *text, size_t length)
{
    size_t used = 0;

    for (size_t i = 0; i < length;) {
        size_t bytes = fisc__utf8_length(text + i, length - i);

        if (used + (bytes ? bytes : 1) >= size)
            break;
        if (bytes == 0 || is_unsafe(text + i)) {
            field[used++] = '?';
            i += bytes ? bytes : 1;
            continue;
        }
        memcpy(field + used, text + i, bytes);
        used += bytes;
        i += bytes;
    }
    memset(field + used, 0, size - used);
}

static enum fisc_status
fill(struct fisc_error *reterr, enum fisc_status status,
     const struct fisc__place *place, const char *item, const char *format,
     va_list arguments)
{
    char message[1024];

    memset(reterr, 0, sizeof *reterr);
    reterr->status = status;
    vsnprintf(message, sizeof message, format, arguments);
    fisc__error_copy(reterr->message, sizeof reterr->message, message,
                     strlen(message));
    if (item)
        fisc__error_copy(reterr->item, sizeof reterr->item, item,
                         strlen(item));
    if (place) {
        reterr->line = place->line;
        reterr->column = place->column;
        if (place->file)
            fisc__error_copy(reterr->where, sizeof reterr->where, place->file,
                             strlen(place->file));
    }
    return status;
}

enum fisc_status
fisc__error(struct fisc_error *reterr, enum fisc_status status,
            const struct fisc__place *place, const char *format, ...)
{
    va_list arguments;

    if (!reterr)
        return status;
    va_start(arguments, format);
    fill(reterr, status, place, NULL, format, arguments);
    va_end(arguments);
    return status;
}

enum fisc_status
fisc__error_item(struct fisc_error *reterr, enum fisc_status status,
                 const struct fisc__place *place, const char *item,
                 const char *format, ...)
{
    va_list arguments;

    if (!reterr)
        return status;
    va_start(arguments, format);
    fill(reterr, status, place, item, format, arguments);
    va_end(arguments);
    return status;
}

enum fisc_status
fisc__error_nomem(struct fisc_error *reterr)
{
    return fisc__error(reterr, FISC_ERR_NOMEM, NULL, "out of memory");
}

void
fisc_error_format(const struct fisc_error *error, char *text, size_t size)
{
    char line[1100];
    char place[32] = "";

    if (error->line && error->column)
        snprintf(place, sizeof place, ":%u:%u", error->line, error->column);
    else if (error->line)
        snprintf(place, sizeof place, ":%u", error->line);
    snprintf(line, sizeof line, "%s%s%s%s", error->where, place,
             error->where[0] || place[0] ? ": " : "", error->message);
    fisc__error_copy(text, size, line, strlen(line));
}
