/* SPDX-License-Identifier: MIT */
/*
 * Reading JSON (RFC 8259) into a tree in the arena, in one pass without
 * recursion.
 *
 * Why not by a library: jansson 2.14 keeps no positions, and doesn't survive a
 * failed malloc: it goes on with bytes lost from a long token, so that a
 * string may come out shorter, run past the token's end, or stop the host by
 * an assertion. Of Debian's others, none refuses duplicate keys and takes an
 * allocator.
 *
 * The tree takes at most 49 times the input, reached by [1,1,1…] (96 bytes for
 * two), and no more than 96 bytes for each value besides keys and strings;
 * tests/json/test-limits.c holds it to that.
 */

#include "json/json.h"

#include <string.h>

#include "base/lines.h"
#include "base/number.h"
#include "base/utf8.h"
#include "json/keys.h"

enum { LONGEST_NUMBER = 399 };

/* An array or object that isn't closed yet. */
struct frame {
    struct fisc__json *container;
    struct fisc__json *last; /* child */
};

struct reader {
    struct fisc__arena *arena;
    struct fisc__lines lines;
    const char *at;
    const char *end;
    struct frame *frames;
    size_t depth;
    size_t capacity;
    size_t values;
    struct fisc_error *reterr;
};

static struct fisc__place
place_of(struct reader *reader, const char *at)
{
    return fisc__lines_place(&reader->lines,
                             (size_t)(at - reader->lines.text));
}

static enum fisc_status
refuse(struct reader *reader, const char *at, const char *message)
{
    struct fisc__place place = place_of(reader, at);

    return fisc__error(reader->reterr, FISC_ERR_SYNTAX, &place, "%s", message);
}

static enum fisc_status
over_limit(struct reader *reader, const char *at, const char *message,
           size_t limit)
{
    struct fisc__place place = place_of(reader, at);

    return fisc__error(reader->reterr, FISC_ERR_LIMIT, &place, message, limit);
}

static void
skip_space(struct reader *reader)
{
    while (reader->at < reader->end &&
           (*reader->at == ' ' || *reader->at == '\n' || *reader->at == '\r' ||
            *reader->at == '\t'))
        reader->at++;
}

/* The next byte that is no white space, or NUL at the end. */
static char
peek(struct reader *reader)
{
    skip_space(reader);
    return reader->at < reader->end ? *reader->at : '\0';
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The unit of "\uXXXX" at `at`, or -1. */
static int32_t
read_unit(const struct reader *reader, const char *at)
{
    int32_t unit = 0;

    if (reader->end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(at[i]);

        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static char *
encode(uint32_t c, char *to)
{
    if (c < 0x80) {
        *to++ = (char)c;
        return to;
    }
    if (c < 0x800) {
        *to++ = (char)(0xc0 | c >> 6);
    } else {
        if (c < 0x10000) {
            *to++ = (char)(0xe0 | c >> 12);
        } else {
            *to++ = (char)(0xf0 | c >> 18);
            *to++ = (char)(0x80 | (c >> 12 & 0x3f));
        }
        *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    }
    *to++ = (char)(0x80 | (c & 0x3f));
    return to;
}

static enum fisc_status
read_unicode(struct reader *reader, char **to)
{
    int32_t unit = read_unit(reader, reader->at), low;

    if (unit < 0)
        return refuse(reader, reader->at, "\\u without four hex digits");
    if (unit == 0)
        return refuse(reader, reader->at, "\\u0000 in a string");
    if (unit >= 0xd800 && unit <= 0xdfff) {
        low = read_unit(reader, reader->at + 6);
        if (unit > 0xdbff || low < 0xdc00 || low > 0xdfff)
            return refuse(reader, reader->at, "half of a surrogate pair");
        unit = 0x10000 + (unit - 0xd800) * 0x400 + (low - 0xdc00);
        reader->at += 6;
    }
    reader->at += 6;
    *to = encode((uint32_t)unit, *to);
    return FISC_OK;
}

static enum fisc_status
read_escape(struct reader *reader, char **to)
{
    static const char plain[] = "\"\"\\\\//b\bf\fn\nr\rt\t";

    if (reader->end - reader->at >= 2) {
        if (reader->at[1] == 'u')
            return read_unicode(reader, to);
        for (const char *p = plain; *p; p += 2)
            if (*p == reader->at[1]) {
                *(*to)++ = p[1];
                reader->at += 2;
                return FISC_OK;
            }
    }
    return refuse(reader, reader->at, "an escape that JSON doesn't have");
}

/* The end of what can be copied as it stands. */
static const char *
plain_end(const char *at, const char *end)
{
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20)
        at++;
    return at;
}

/* The offset of the quote that ends a string, or of the text's end. */
static const char *
string_end(const char *at, const char *end)
{
    for (; at < end && *at != '"'; at++)
        if (*at == '\\' && at + 1 < end)
            at++;
    return at;
}

/* No escape is shorter than what it stands for. */
static enum fisc_status
read_string(struct reader *reader, const char **ret)
{
    const char *start = ++reader->at;
    size_t room = (size_t)(string_end(start, reader->end) - start);
    char *text = fisc__arena_alloc(reader->arena, room + 1), *to = text;

    if (!text)
        return fisc__error_nomem(reader->reterr);
    for (;;) {
        const char *stop = plain_end(reader->at, reader->end);
        enum fisc_status status;

        memcpy(to, reader->at, (size_t)(stop - reader->at));
        to += stop - reader->at;
        reader->at = stop;
        if (stop == reader->end)
            return refuse(reader, start - 1, "a string without an end");
        if (*stop == '"')
            break;
        if (*stop != '\\')
            return refuse(reader, stop, "a control character in a string");
        status = read_escape(reader, &to);
        if (status != FISC_OK)
            return status;
    }
    reader->at++;
    *ret = text;
    return FISC_OK;
}

/* A number or a literal: all that no blank, quote or bracket ends. */
static size_t
word_length(const struct reader *reader)
{
    const char *at = reader->at;

    while (at < reader->end && (unsigned char)*at > 0x20 &&
           !strchr("{}[]:,\"", *at))
        at++;
    return (size_t)(at - reader->at);
}

static bool
is_word(const char *at, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(at, word, length) == 0;
}

static enum fisc_status
read_number(struct reader *reader, size_t length, struct fisc__json *value)
{
    const char *at = reader->at;
    size_t first = at[0] == '-';
    bool whole = true;

    if (length > LONGEST_NUMBER)
        return over_limit(reader, at, "a number of more than %zu characters",
                          LONGEST_NUMBER);
    for (size_t i = 1; i < length; i++)
        whole = whole && at[i] >= '0' && at[i] <= '9';
    if (length > first + 1 && at[first] == '0' && at[first + 1] >= '0' &&
        at[first + 1] <= '9')
        return refuse(reader, at, "a number that begins with 0");
    value->kind = whole ? FISC__JSON_INTEGER : FISC__JSON_DECIMAL;
    if (whole ? fisc__integer_read(at, length, &value->integer)
              : fisc__decimal_read(reader->arena->context, at, length,
                                   &value->decimal))
        return FISC_OK;
    return refuse(reader, at, whole && length > 1
                                  ? "an integer of more than 64 bits"
                                  : "no number, or one out of range");
}

static enum fisc_status
read_word(struct reader *reader, struct fisc__json *value)
{
    size_t length = word_length(reader);
    const char *at = reader->at;
    enum fisc_status status = FISC_OK;

    if (length == 0)
        return refuse(reader, at, at == reader->end
                                      ? "the text ends where a value is wanted"
                                      : "a value is wanted");
    if (*at == '-' || (*at >= '0' && *at <= '9')) {
        status = read_number(reader, length, value);
    } else if (is_word(at, length, "true") || is_word(at, length, "false")) {
        value->kind = FISC__JSON_BOOLEAN;
        value->integer = *at == 't';
    } else if (is_word(at, length, "null")) {
        value->kind = FISC__JSON_NULL;
    } else {
        return refuse(reader, at, "a value is wanted; a string would need quotes");
    }
    reader->at += length;
    return status;
}

static enum fisc_status
open_container(struct reader *reader, struct fisc__json *value)
{
    struct fisc_context *context = reader->arena->context;

    if (reader->depth >= context->options.max_depth)
        return over_limit(reader, reader->at,
                          "nested deeper than the limit of %zu",
                          context->options.max_depth);
    if (!fisc__grow(context, &reader->frames, &reader->capacity, reader->depth,
                    sizeof *reader->frames))
        return fisc__error_nomem(reader->reterr);
    value->kind = *reader->at == '{' ? FISC__JSON_OBJECT : FISC__JSON_ARRAY;
    reader->frames[reader->depth++] = (struct frame){value, NULL};
    reader->at++;
    return FISC_OK;
}

/* A value into a node whose key, if it has one, is there already. */
static enum fisc_status
read_value(struct reader *reader, struct fisc__json *value)
{
    size_t most = reader->arena->context->options.max_nodes;
    char c = peek(reader);

    if (reader->values++ >= most)
        return over_limit(reader, reader->at,
                          "more values than the limit of %zu", most);
    value->place = place_of(reader, reader->at);
    if (c == '{' || c == '[')
        return open_container(reader, value);
    if (c == '"') {
        value->kind = FISC__JSON_STRING;
        return read_string(reader, &value->string);
    }
    return read_word(reader, value);
}

static enum fisc_status
read_key(struct reader *reader, struct fisc__json *member)
{
    enum fisc_status status;

    if (peek(reader) != '"')
        return refuse(reader, reader->at, "a key in quotes is wanted");
    member->key_place = place_of(reader, reader->at);
    status = read_string(reader, &member->key);
    if (status != FISC_OK)
        return status;
    if (peek(reader) != ':')
        return refuse(reader, reader->at, "':' is wanted behind a key");
    reader->at++;
    return FISC_OK;
}

static enum fisc_status
read_child(struct reader *reader, struct frame *frame)
{
    struct fisc__json *child = fisc__arena_alloc(reader->arena, sizeof *child);
    enum fisc_status status = FISC_OK;

    if (!child)
        return fisc__error_nomem(reader->reterr);
    if (frame->last)
        frame->last->next = child;
    else
        frame->container->first = child;
    frame->last = child;
    frame->container->count++;
    if (frame->container->kind == FISC__JSON_OBJECT)
        status = read_key(reader, child);
    return status == FISC_OK ? read_value(reader, child) : status;
}

/* One step inside the innermost container: a child, or its end. */
static enum fisc_status
step(struct reader *reader)
{
    struct frame *frame = &reader->frames[reader->depth - 1];
    bool object = frame->container->kind == FISC__JSON_OBJECT;
    char c = peek(reader);

    if (c == (object ? '}' : ']')) {
        reader->at++;
        reader->depth--;
        return object ? fisc__json_check_keys(reader->arena->context,
                                              frame->container, reader->reterr)
                      : FISC_OK;
    }
    if (frame->last) {
        if (c != ',')
            return refuse(reader, reader->at,
                          object ? "',' or '}' is wanted"
                                 : "',' or ']' is wanted");
        reader->at++;
    }
    return read_child(reader, frame);
}

static enum fisc_status
read_document(struct reader *reader, struct fisc__json *root)
{
    enum fisc_status status = read_value(reader, root);

    while (status == FISC_OK && reader->depth > 0)
        status = step(reader);
    if (status == FISC_OK && peek(reader) != '\0')
        status = refuse(reader, reader->at, "more behind the value");
    return status;
}

enum fisc_status
fisc__json_parse(struct fisc__arena *arena, const char *name, const char *text,
                 size_t length, struct fisc__json **ret,
                 struct fisc_error *reterr)
{
    struct reader reader = {.arena = arena, .at = text, .end = text + length,
                            .reterr = reterr};
    const char *file = fisc__arena_string(arena, name);
    struct fisc__json *root = fisc__arena_alloc(arena, sizeof *root);
    enum fisc_status status;

    if (!file || !root)
        return fisc__error_nomem(reterr);
    status = fisc__lines_check(arena->context, file, text, length, reterr);
    if (status != FISC_OK)
        return status;
    fisc__lines_init(&reader.lines, file, text, length);
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        return refuse(&reader, text, "a byte order mark, which JSON doesn't "
                                     "have");
    status = read_document(&reader, root);
    fisc__free(arena->context, reader.frames,
               reader.capacity * sizeof *reader.frames);
    if (status == FISC_OK)
        *ret = root;
    return status;
}
