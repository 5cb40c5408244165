/* SPDX-License-Identifier: MIT */
/* A string that grows. */

#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
fisc__buffer_init(struct fisc__buffer *buffer, struct fisc_context *context)
{
    *buffer = (struct fisc__buffer){.context = context};
}

void
fisc__buffer_done(struct fisc__buffer *buffer)
{
    fisc__free(buffer->context, buffer->text, buffer->capacity);
    fisc__buffer_init(buffer, buffer->context);
}

static bool
reserve(struct fisc__buffer *buffer, size_t more)
{
    size_t wanted, capacity = buffer->capacity ? buffer->capacity : 128;
    char *text;

    if (buffer->failed ||
        __builtin_add_overflow(buffer->length, more, &wanted) ||
        wanted >= SIZE_MAX / 2) {
        buffer->failed = true;
        return false;
    }
    if (wanted < buffer->capacity)
        return true;
    while (capacity <= wanted)
        capacity *= 2;
    text = fisc__realloc(buffer->context, buffer->text, buffer->capacity,
                         capacity);
    if (!text) {
        buffer->failed = true;
        return false;
    }
    buffer->text = text;
    buffer->capacity = capacity;
    return true;
}

char *
fisc__buffer_room(struct fisc__buffer *buffer, size_t length)
{
    if (buffer->failed || length >= buffer->capacity - buffer->length) {
        if (!reserve(buffer, length))
            return NULL;
    }
    return buffer->text + buffer->length;
}

void
fisc__buffer_append(struct fisc__buffer *buffer, const char *text,
                    size_t length)
{
    char *room = fisc__buffer_room(buffer, length);

    if (!room)
        return;
    /* As memcpy(), which some compilers write out as a slow instruction. */
    if (length)
        memmove(room, text, length);
    fisc__buffer_filled(buffer, length);
}

void
fisc__buffer_string(struct fisc__buffer *buffer, const char *text)
{
    fisc__buffer_append(buffer, text, strlen(text));
}

void
fisc__buffer_char(struct fisc__buffer *buffer, char c)
{
    if (buffer->failed || buffer->capacity - buffer->length < 2) {
        fisc__buffer_append(buffer, &c, 1);
        return;
    }
    buffer->text[buffer->length++] = c;
    buffer->text[buffer->length] = '\0';
}

void
fisc__buffer_number(struct fisc__buffer *buffer, uint64_t number)
{
    char text[20];
    size_t at = sizeof text;

    do {
        text[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    fisc__buffer_append(buffer, text + at, sizeof text - at);
}

void
fisc__buffer_format(struct fisc__buffer *buffer, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || !reserve(buffer, (size_t)length)) {
        buffer->failed = true;
        return;
    }
    va_start(arguments, format);
    vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format,
              arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

const char *
fisc__buffer_text(const struct fisc__buffer *buffer)
{
    return buffer->text ? buffer->text : "";
}

int
fisc__buffer_gather(void *buffer, const char *text, size_t length)
{
    struct fisc__buffer *into = buffer;

    fisc__buffer_append(into, text, length);
    return into->failed;
}

enum fisc_status
fisc__buffer_give(struct fisc__buffer *buffer, enum fisc_status status,
                  const struct fisc_error *error, char **ret,
                  size_t *ret_length, struct fisc_error *reterr)
{
    char *text = NULL;

    if (status == FISC_OK && !buffer->failed)
        text = fisc__realloc(buffer->context, buffer->text, buffer->capacity,
                             buffer->length + 1);
    if (text) {
        text[buffer->length] = '\0';
        *ret = text;
        *ret_length = buffer->length;
        return FISC_OK;
    }
    if (status == FISC_OK || buffer->failed)
        status = fisc__error_nomem(reterr);
    else if (reterr)
        *reterr = *error;
    fisc__buffer_done(buffer);
    return status;
}
