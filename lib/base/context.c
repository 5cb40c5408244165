/* SPDX-License-Identifier: MIT */
/* The context: memory, log and limits of everything made from it. */

#define _GNU_SOURCE
#include "base/context.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/share.h"
#include "base/sized.h"

static void *
default_alloc(void *data, void *block, size_t old_size, size_t new_size)
{
    (void)data;
    (void)old_size;
    if (new_size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, new_size);
}

static void
fill_defaults(struct fisc_context_options *options)
{
    if (!options->alloc)
        options->alloc = default_alloc;
    if (!options->max_input_bytes)
        options->max_input_bytes = (size_t)32 << 20;
    if (!options->max_depth)
        options->max_depth = 64;
    if (!options->max_nodes)
        options->max_nodes = 2000000;
    if (!options->max_check_bytes)
        options->max_check_bytes = (size_t)32 << 10;
    if (!options->check_steps)
        options->check_steps = 1000000;
    if (!options->check_memory)
        options->check_memory = (size_t)8 << 20;
    if (!options->check_block)
        options->check_block = (size_t)512 << 10;
    if (!options->clause_work)
        options->clause_work = 50000000;
    if (!options->eval_work)
        options->eval_work = 250000000;
    options->size = sizeof *options;
}

enum fisc_status
fisc_context_new(const struct fisc_context_options *options,
                 struct fisc_context **ret, struct fisc_error *reterr)
{
    struct fisc_context_options filled;
    struct fisc_context *context;
    enum fisc_status status;

    assert(ret);
    status = fisc__sized_options(&filled, sizeof filled, options, reterr);
    if (status != FISC_OK)
        return status;
    fill_defaults(&filled);
    context = filled.alloc(filled.alloc_data, NULL, 0, sizeof *context);
    if (!context)
        return fisc__error_nomem(reterr);
    atomic_init(&context->references, 1);
    context->options = filled;
    /* glibc gives a static object for "C": nothing is allocated or freed. */
    context->c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    *ret = context;
    return FISC_OK;
}

struct fisc_context *
fisc_context_ref(struct fisc_context *context)
{
    assert(context);
    atomic_fetch_add_explicit(&context->references, 1, memory_order_relaxed);
    return context;
}

void
fisc_context_unref(struct fisc_context *context)
{
    if (!context || !fisc__drop(&context->references))
        return;
    freelocale(context->c_locale);
    fisc__free(context, context, sizeof *context);
}

void *
fisc__alloc(struct fisc_context *context, size_t size)
{
    size_t wanted = size ? size : 1;
    void *block = context->options.alloc(context->options.alloc_data, NULL, 0,
                                         wanted);

    return block ? memset(block, 0, wanted) : NULL;
}

void *
fisc__alloc_array(struct fisc_context *context, size_t count, size_t size)
{
    size_t total;

    if (__builtin_mul_overflow(count, size, &total))
        return NULL;
    return fisc__alloc(context, total);
}

void *
fisc__realloc(struct fisc_context *context, void *block, size_t old_size,
              size_t new_size)
{
    /* A block of size 0 was asked for with 1. */
    if (block && old_size == 0)
        old_size = 1;
    return context->options.alloc(context->options.alloc_data, block,
                                  block ? old_size : 0,
                                  new_size ? new_size : 1);
}

void
fisc__free(struct fisc_context *context, void *block, size_t size)
{
    if (block)
        context->options.alloc(context->options.alloc_data, block,
                               size ? size : 1, 0);
}

bool
fisc__grow(struct fisc_context *context, void *array_pointer, size_t *capacity,
           size_t count, size_t element_size)
{
    void **array = array_pointer;
    size_t wanted, bytes;
    void *block;

    if (count < *capacity)
        return true;
    wanted = *capacity ? *capacity * 2 : 8;
    if (__builtin_mul_overflow(wanted, element_size, &bytes))
        return false;
    block = fisc__realloc(context, *array, *capacity * element_size, bytes);
    if (!block)
        return false;
    *array = block;
    *capacity = wanted;
    return true;
}

void
fisc__log(struct fisc_context *context, enum fisc_log_level level,
          const char *format, ...)
{
    char text[1024], message[1020]; /* a character cut in two is left out */
    va_list arguments;

    if (!context->options.log)
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fisc__error_copy(message, sizeof message, text, strlen(text));
    context->options.log(context->options.log_data, level, message);
}
