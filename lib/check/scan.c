/* SPDX-License-Identifier: MIT */
/* Check files as a sequence of tokens, and the traps among them. */

#include "check/scan.h"

#include <string.h>

void
fisc__scanner_init(struct fisc__scanner *scanner, const char *text,
                   size_t length)
{
    memset(scanner, 0, sizeof *scanner);
    scanner->text = text;
    scanner->length = length;
    scanner->line = 1;
}

static char
peek(const struct fisc__scanner *scanner, size_t ahead)
{
    size_t at = scanner->at + ahead;

    return at < scanner->length ? scanner->text[at] : '\0';
}

static bool
at_end(const struct fisc__scanner *scanner)
{
    return scanner->at >= scanner->length;
}

/* One character on; Lua takes "\r\n" and "\n\r" as one line end. */
static void
advance(struct fisc__scanner *scanner)
{
    char c = scanner->text[scanner->at++];

    if (c != '\n' && c != '\r')
        return;
    if (!at_end(scanner) &&
        (peek(scanner, 0) == '\n' || peek(scanner, 0) == '\r') &&
        peek(scanner, 0) != c)
        scanner->at++;
    scanner->line++;
    scanner->line_start = scanner->at;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The level of a long bracket that opens here, or -1. */
static int
long_bracket(const struct fisc__scanner *scanner)
{
    size_t i = 1;

    if (peek(scanner, 0) != '[')
        return -1;
    while (peek(scanner, i) == '=')
        i++;
    return peek(scanner, i) == '[' ? (int)(i - 1) : -1;
}

static void
skip_long(struct fisc__scanner *scanner, int level)
{
    for (int i = 0; i < level + 2; i++)
        advance(scanner);
    while (!at_end(scanner)) {
        int i = 1;

        if (peek(scanner, 0) != ']') {
            advance(scanner);
            continue;
        }
        while (i <= level && peek(scanner, (size_t)i) == '=')
            i++;
        if (i == level + 1 && peek(scanner, (size_t)i) == ']') {
            for (int j = 0; j < level + 2; j++)
                advance(scanner);
            return;
        }
        advance(scanner);
    }
}

static void
skip_quoted(struct fisc__scanner *scanner)
{
    char quote = peek(scanner, 0);

    advance(scanner);
    while (!at_end(scanner) && peek(scanner, 0) != quote) {
        if ((unsigned char)peek(scanner, 0) >= ' ' &&
            peek(scanner, 0) != '\\') {
            scanner->at++;
            continue;
        }
        if (peek(scanner, 0) == '\\')
            advance(scanner);
        if (!at_end(scanner))
            advance(scanner);
    }
    if (!at_end(scanner))
        advance(scanner);
}

static void
skip_blanks(struct fisc__scanner *scanner)
{
    while (!at_end(scanner)) {
        char c = peek(scanner, 0);

        if (c == ' ') {
            scanner->at++;
        } else if (c >= '\t' && c <= '\r') {
            advance(scanner);
        } else if (c == '-' && peek(scanner, 1) == '-') {
            int level;

            scanner->at += 2;
            level = long_bracket(scanner);
            if (level >= 0) {
                skip_long(scanner, level);
                continue;
            }
            while (!at_end(scanner) && peek(scanner, 0) != '\n' &&
                   peek(scanner, 0) != '\r')
                scanner->at++;
        } else {
            return;
        }
    }
}

static void
skip_name(struct fisc__scanner *scanner)
{
    const char *p = scanner->text + scanner->at;
    const char *end = scanner->text + scanner->length;

    while (p < end && (is_letter(*p) || is_digit(*p)))
        p++;
    scanner->at = (size_t)(p - scanner->text);
}

static void
skip_number(struct fisc__scanner *scanner)
{
    while (is_digit(peek(scanner, 0)) || is_letter(peek(scanner, 0)) ||
           peek(scanner, 0) == '.') {
        char c = peek(scanner, 0);

        scanner->at++;
        /* A sign belongs to an exponent; 0x1e+1 is read wrongly, to no harm. */
        if ((c == 'e' || c == 'E' || c == 'p' || c == 'P') &&
            (peek(scanner, 0) == '+' || peek(scanner, 0) == '-'))
            scanner->at++;
    }
}

static void
skip_operator(struct fisc__scanner *scanner)
{
    static const char *const longer[] = {
        "...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"};

    if (!strchr(".=~</>:", peek(scanner, 0))) { /* no other begins one */
        scanner->at++;
        return;
    }
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++) {
        size_t length = strlen(longer[i]);

        if (scanner->at + length <= scanner->length &&
            memcmp(scanner->text + scanner->at, longer[i], length) == 0) {
            scanner->at += length;
            return;
        }
    }
    advance(scanner);
}

/* Keeps count of the functions around what follows. */
static void
note_block(struct fisc__scanner *scanner, const struct fisc__token *token)
{
    bool function;

    if (!strchr("fdireu", token->text[0]))
        return; /* none of the words below: most names */
    function = fisc__token_is(token, "function");
    if (function || fisc__token_is(token, "do") ||
        fisc__token_is(token, "if") || fisc__token_is(token, "repeat")) {
        if (scanner->depth < sizeof scanner->blocks)
            scanner->blocks[scanner->depth] = function;
        scanner->depth++; /* Lua refuses depths that are not kept */
        scanner->functions += function;
    } else if ((fisc__token_is(token, "end") ||
                fisc__token_is(token, "until")) &&
               scanner->depth > 0) {
        scanner->depth--;
        if (scanner->depth < sizeof scanner->blocks)
            scanner->functions -= scanner->blocks[scanner->depth];
    }
}

struct fisc__token
fisc__scanner_next(struct fisc__scanner *scanner)
{
    struct fisc__token token = {.kind = FISC__TOKEN_END};
    char c;

    skip_blanks(scanner);
    token.text = scanner->text + scanner->at;
    token.line = scanner->line;
    token.column = (unsigned)(scanner->at - scanner->line_start + 1);
    if (at_end(scanner))
        return token;
    c = peek(scanner, 0);
    if (is_letter(c)) {
        token.kind = FISC__TOKEN_NAME;
        skip_name(scanner);
    } else if (is_digit(c) || (c == '.' && is_digit(peek(scanner, 1)))) {
        token.kind = FISC__TOKEN_NUMBER;
        skip_number(scanner);
    } else if (c == '"' || c == '\'') {
        token.kind = FISC__TOKEN_STRING;
        skip_quoted(scanner);
    } else if (long_bracket(scanner) >= 0) {
        token.kind = FISC__TOKEN_STRING;
        skip_long(scanner, long_bracket(scanner));
    } else {
        token.kind = FISC__TOKEN_OTHER;
        skip_operator(scanner);
    }
    token.length = (size_t)(scanner->text + scanner->at - token.text);
    if (token.kind == FISC__TOKEN_NAME)
        note_block(scanner, &token);
    return token;
}

bool
fisc__scanner_is_trap(const struct fisc__scanner *scanner,
                      const struct fisc__token *token)
{
    return scanner->functions == 0 && token->length <= 3 &&
           token->length >= 2 &&
           (fisc__token_is(token, "and") || fisc__token_is(token, "or") ||
            fisc__token_is(token, "not") || fisc__token_is(token, "==") ||
            fisc__token_is(token, "~="));
}
