/* SPDX-License-Identifier: MIT */
#ifndef TESTS_JSON_DOCUMENT_H
#define TESTS_JSON_DOCUMENT_H

/* A document read in a context of its own, and what came of it. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "json/json.h"
#include "support/run.h"

struct document {
    struct fisc_context *context;
    struct fisc__arena arena;
    struct fisc__json *root; /* NULL where it was refused */
    enum fisc_status status;
    struct fisc_error error;
    char line[1100]; /* the error, as a person reads it */
};

static inline void
document_read(struct document *document, const char *text, size_t length,
              const struct fisc_context_options *options)
{
    memset(document, 0, sizeof *document);
    ck_assert_int_eq(fisc_context_new(options, &document->context, NULL),
                     FISC_OK);
    fisc__arena_init(&document->arena, document->context);
    document->status =
        fisc__json_parse(&document->arena, "a.json", text, length,
                         &document->root, &document->error);
    ck_assert_int_eq(document->error.status, document->status);
    ck_assert_int_eq(document->root == NULL, document->status != FISC_OK);
    if (document->status != FISC_OK)
        fisc_error_format(&document->error, document->line,
                          sizeof document->line);
}

static inline void
document_done(struct document *document)
{
    fisc__arena_done(&document->arena);
    fisc_context_unref(document->context);
}

/* One that must be read. */
static inline const struct fisc__json *
document_good(struct document *document, const char *text)
{
    document_read(document, text, strlen(text), NULL);
    ck_assert_msg(document->status == FISC_OK, "%s", document->line);
    return document->root;
}

/* One that must be refused, at this place. */
static inline void
document_bad(const char *text, size_t length, unsigned line, unsigned column)
{
    struct document document;

    document_read(&document, text, length, NULL);
    ck_assert_msg(document.status == FISC_ERR_SYNTAX &&
                      document.error.line == line &&
                      document.error.column == column,
                  "%s is %d at %s, not %u:%u", text, (int)document.status,
                  document.line, line, column);
    document_done(&document);
}

#endif
