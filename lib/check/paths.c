/* SPDX-License-Identifier: MIT */
/* Paths that functions ask ctx for, as far as they are written out. */

#include "check/paths.h"

#include "check/load.h"
#include "check/scan.h"

/* What is asked with a path. */
static bool
takes_path(const struct fisc__token *method)
{
    static const char *const methods[] = {"get",   "optional", "list",
                                          "count", "some",     "each"};

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (fisc__token_is(method, methods[i]))
            return true;
    return false;
}

/* The text in plain quotes: "a.b" or 'a.b' without an escape. */
static bool
is_plain(const struct fisc__token *token)
{
    return token->kind == FISC__TOKEN_STRING && token->length > 2 &&
           (token->text[0] == '"' || token->text[0] == '\'') &&
           token->text[1] != '.' &&
           !memchr(token->text, '\\', token->length);
}

static void
look_through(const struct fisc__check_file *file,
             void (*met)(void *data, const struct fisc__place *place,
                         const char *text, size_t length),
             void *data)
{
    struct fisc__token before[3] = {{.kind = FISC__TOKEN_END}};
    struct fisc__scanner scanner;
    struct fisc__token token;

    fisc__scanner_init(&scanner, file->text, file->length);
    while ((token = fisc__scanner_next(&scanner)).kind != FISC__TOKEN_END) {
        if (fisc__token_is(&token, "("))
            continue; /* ctx.get("a") is ctx.get "a" */
        if (is_plain(&token) && fisc__token_is(&before[0], "ctx") &&
            fisc__token_is(&before[1], ".") && takes_path(&before[2]))
            met(data,
                &(struct fisc__place){file->name, token.line, token.column},
                token.text + 1, token.length - 2);
        before[0] = before[1];
        before[1] = before[2];
        before[2] = token;
    }
}

void
fisc__checks_paths(const struct fisc__checks *checks,
                   void (*met)(void *data, const struct fisc__place *place,
                               const char *text, size_t length),
                   void *data)
{
    for (size_t i = 0; i < checks->file_count; i++)
        look_through(checks->files[i], met, data);
}
