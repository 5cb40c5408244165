/* SPDX-License-Identifier: MIT */
#ifndef BASE_CONTEXT_H
#define BASE_CONTEXT_H

/* The context as the library sees it: memory, log, limits. */

#include <locale.h>
#include <stdatomic.h>
#include <stdbool.h>

#include <fisc/context.h>

struct fisc_context {
    atomic_uint references;
    struct fisc_context_options options; /* every default filled in */
    locale_t c_locale;                   /* glibc's static "C" locale */
};

/* A zeroed block, or NULL. Size 0 gives a block that may not be read. */
void *
fisc__alloc(struct fisc_context *context, size_t size);

/* As fisc__alloc(), of count * size bytes; NULL where that overflows. */
void *
fisc__alloc_array(struct fisc_context *context, size_t count, size_t size);

/* Grows or shrinks; NULL leaves the block as it was. New bytes aren't zeroed. */
void *
fisc__realloc(struct fisc_context *context, void *block, size_t old_size,
              size_t new_size);

/* Ends a block of that size; NULL is allowed. */
void
fisc__free(struct fisc_context *context, void *block, size_t size);

/*
 * Makes room for one more element in a growing array of elements of that size.
 * On failure false, and the array is as it was.
 */
bool
fisc__grow(struct fisc_context *context, void *array_pointer, size_t *capacity,
           size_t count, size_t element_size);

void
fisc__log(struct fisc_context *context, enum fisc_log_level level,
          const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
