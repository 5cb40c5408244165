/* SPDX-License-Identifier: MIT */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

/*
 * A string that grows. A failed append is remembered, so that a writer checks
 * once, at its end.
 */

#include "base/context.h"
#include "base/error.h"

struct fisc__buffer {
    struct fisc_context *context;
    char *text; /* NULL while empty, else NUL-terminated */
    size_t length;
    size_t capacity;
    bool failed;
};

void
fisc__buffer_init(struct fisc__buffer *buffer, struct fisc_context *context);

void
fisc__buffer_done(struct fisc__buffer *buffer);

void
fisc__buffer_append(struct fisc__buffer *buffer, const char *text,
                    size_t length);

/*
 * Room for that many bytes behind the text, or NULL with the failure noted;
 * whoever fills it ends it by fisc__buffer_filled().
 */
char *
fisc__buffer_room(struct fisc__buffer *buffer, size_t length);

static inline void
fisc__buffer_filled(struct fisc__buffer *buffer, size_t length)
{
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void
fisc__buffer_string(struct fisc__buffer *buffer, const char *text);

void
fisc__buffer_char(struct fisc__buffer *buffer, char c);

/* In decimal. */
void
fisc__buffer_number(struct fisc__buffer *buffer, uint64_t number);

void
fisc__buffer_format(struct fisc__buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A fisc_sink_function that appends to a buffer, its `data`. */
int
fisc__buffer_gather(void *buffer, const char *text, size_t length);

/*
 * Gives away what was gathered, as a block of *ret_length + 1 bytes, and ends
 * the buffer; `status` and `error` are of the call that wrote into it.
 */
enum fisc_status
fisc__buffer_give(struct fisc__buffer *buffer, enum fisc_status status,
                  const struct fisc_error *error, char **ret,
                  size_t *ret_length, struct fisc_error *reterr);

/* Its text, "" while empty. */
const char *
fisc__buffer_text(const struct fisc__buffer *buffer);

#endif
