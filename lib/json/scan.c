/* SPDX-License-Identifier: MIT */
/* The tokens of a JSON text, and what is limited by them. */

#include "json/scan.h"

#include <string.h>

enum { LONGEST_NUMBER = 399 };

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Behind the quote that ends a string whose own begins here, or the end. */
static size_t
string_end(const char *text, size_t length, size_t i)
{
    for (i++; i < length; i++) {
        if (text[i] == '"')
            return i + 1;
        if (text[i] == '\\')
            i++;
    }
    return length;
}

static size_t
word_end(const char *text, size_t length, size_t i)
{
    while (i < length && !is_space(text[i]) && !strchr("{}[]:,\"", text[i]))
        i++;
    return i;
}

struct fisc__json_token
fisc__json_token_at(const char *text, size_t length, size_t offset)
{
    struct fisc__json_token token;

    while (offset < length && is_space(text[offset]))
        offset++;
    token.start = token.end = offset;
    if (offset == length) {
        token.kind = 0;
    } else if (text[offset] == '"') {
        token.kind = '"';
        token.end = string_end(text, length, offset);
    } else if (strchr("{}[]:,", text[offset])) {
        token.kind = text[offset];
        token.end = offset + 1;
    } else {
        token.kind = 'w';
        token.end = word_end(text, length, offset);
    }
    return token;
}

static enum fisc_status
refuse(struct fisc__lines *lines, const struct fisc__json_token *token,
       const char *what, size_t limit, struct fisc_error *reterr)
{
    struct fisc__place place = fisc__lines_place(lines, token->start);

    return fisc__error(reterr, FISC_ERR_LIMIT, &place, what, limit);
}

enum fisc_status
fisc__json_scan(const struct fisc_context *context, struct fisc__lines *lines,
                struct fisc_error *reterr)
{
    const struct fisc_context_options *limits = &context->options;
    struct fisc__json_token token = {0};
    size_t depth = 0, values = 0;

    for (;;) {
        token = fisc__json_token_at(lines->text, lines->length, token.end);
        switch (token.kind) {
        case 0:
            return FISC_OK;
        case '}':
        case ']':
            depth -= depth > 0;
            continue;
        case ':': /* what stood before was a key */
            values -= values > 0;
            continue;
        case ',':
            continue;
        case '{':
        case '[':
            if (++depth > limits->max_depth)
                return refuse(lines, &token,
                              "nested deeper than the limit of %zu",
                              limits->max_depth, reterr);
            break;
        case 'w':
            if (token.end - token.start > LONGEST_NUMBER)
                return refuse(lines, &token,
                              "a number or word of more than %zu characters",
                              LONGEST_NUMBER, reterr);
            break;
        }
        if (++values > limits->max_nodes)
            return refuse(lines, &token, "more values than the limit of %zu",
                          limits->max_nodes, reterr);
    }
}
