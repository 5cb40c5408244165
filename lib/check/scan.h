/* SPDX-License-Identifier: MIT */
#ifndef CHECK_SCAN_H
#define CHECK_SCAN_H

/* Check files as a sequence of tokens. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum fisc__token_kind {
    FISC__TOKEN_END,
    FISC__TOKEN_NAME,   /* keywords too */
    FISC__TOKEN_NUMBER,
    FISC__TOKEN_STRING,
    FISC__TOKEN_OTHER   /* an operator or a bracket */
};

struct fisc__token {
    enum fisc__token_kind kind;
    const char *text;
    size_t length;
    unsigned line;
    unsigned column;
};

struct fisc__scanner {
    const char *text;
    size_t length;
    size_t at;
    unsigned line;
    size_t line_start;
    unsigned char blocks[1024]; /* open blocks: is each a function? */
    size_t depth;
    size_t functions;           /* how many of them are */
};

void
fisc__scanner_init(struct fisc__scanner *scanner, const char *text,
                   size_t length);

/*
 * The next token; the kind is FISC__TOKEN_END at the end. Of a text that Lua
 * compiles every token is right; of others the rest may be nonsense.
 */
struct fisc__token
fisc__scanner_next(struct fisc__scanner *scanner);

/* Is a token that text, which is not empty? */
static inline bool
fisc__token_is(const struct fisc__token *token, const char *text)
{
    return token->length > 0 && token->text[0] == text[0] &&
           token->kind != FISC__TOKEN_STRING &&
           strlen(text) == token->length &&
           memcmp(token->text, text, token->length) == 0;
}

/* Does it lose a requirement where it stands: and, or, not, ==, ~= ? */
bool
fisc__scanner_is_trap(const struct fisc__scanner *scanner,
                      const struct fisc__token *token);

#endif
