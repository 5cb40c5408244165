/* SPDX-License-Identifier: MIT */
#ifndef CHECK_LOADING_H
#define CHECK_LOADING_H

/* What a test of check files begins with: somewhere to load them into. */

#include <string.h>

#include "check/check.h"
#include "support/run.h"

struct loading {
    struct fisc_context *context;
    struct fisc__arena arena;
    struct fisc__expressions expressions;
    struct fisc__checks checks;
    struct fisc_error error;
    char line[1200]; /* the error as one line; "" after a success */
};

/* `options` may be NULL. */
static inline void
loading_begin(struct loading *loading,
              const struct fisc_context_options *options)
{
    memset(loading, 0, sizeof *loading);
    ck_assert_int_eq(fisc_context_new(options, &loading->context, NULL),
                     FISC_OK);
    fisc__arena_init(&loading->arena, loading->context);
    fisc__expressions_init(&loading->expressions, &loading->arena);
    fisc__checks_init(&loading->checks, &loading->arena,
                      &loading->expressions);
}

static inline void
loading_end(struct loading *loading)
{
    fisc__checks_done(&loading->checks);
    fisc__expressions_done(&loading->expressions);
    fisc__arena_done(&loading->arena);
    fisc_context_unref(loading->context);
}

static inline enum fisc_status
loading_note(struct loading *loading, enum fisc_status status)
{
    loading->line[0] = '\0';
    if (status != FISC_OK)
        fisc_error_format(&loading->error, loading->line,
                          sizeof loading->line);
    return status;
}

static inline enum fisc_status
loading_text(struct loading *loading, const char *name, const char *text)
{
    return loading_note(loading,
                        fisc__checks_load(&loading->checks, name, text,
                                          strlen(text), &loading->error));
}

static inline enum fisc_status
loading_single(struct loading *loading, const char *name, const char *text,
               size_t length)
{
    return loading_note(loading, fisc__checks_load_single(
                                     &loading->checks, "try", name, text,
                                     length, &loading->error));
}

#endif
