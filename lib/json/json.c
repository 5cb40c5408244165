/* SPDX-License-Identifier: MIT */
/*
 * Reading JSON: jansson judges and decodes the text, a second walk over its
 * tokens adds the places.
 *
 * jansson's memory comes from the host's malloc and is given back before the
 * reading ends. Where that malloc fails, jansson 2.14 may end the process by an
 * assertion, or lose bytes of a token longer than fifteen: its buffer does not
 * look whether it could grow.
 *
 * The tree takes at most 49 times the input, reached by [1,1,1…] (96 bytes for
 * two), and no more than 96 bytes for each value besides keys and strings;
 * tests/json/test-limits.c holds it to that.
 */

#define _GNU_SOURCE
#include "json/json.h"

#include <string.h>

#include <jansson.h>

#include "base/number.h"
#include "json/scan.h"

struct reader {
    struct fisc__arena *arena;
    struct fisc__lines lines;
    size_t offset; /* behind the last token taken */
    struct fisc_error *reterr;
};

static enum fisc_status
build(struct reader *reader, json_t *from, struct fisc__json *to);

/* jansson accepted the text: each value has its token, in the same order. */
static struct fisc__json_token
take(struct reader *reader)
{
    struct fisc__json_token token = fisc__json_token_at(
        reader->lines.text, reader->lines.length, reader->offset);

    reader->offset = token.end;
    return token;
}

static enum fisc_status
copy_text(struct reader *reader, const char *text, size_t length,
          const char **ret)
{
    *ret = fisc__arena_copy(reader->arena, text, length);
    return *ret ? FISC_OK : fisc__error_nomem(reader->reterr);
}

/*
 * Not jansson's value: its strtod() was the locale's at the time it was
 * called, and it keeps a negative zero.
 */
static enum fisc_status
build_decimal(struct reader *reader, const struct fisc__json_token *token,
              struct fisc__json *to)
{
    const char *text = reader->lines.text + token->start;

    to->kind = FISC__JSON_DECIMAL;
    if (fisc__decimal_read(reader->arena->context, text,
                           token->end - token->start, &to->decimal))
        return FISC_OK;
    return fisc__error(reader->reterr, FISC_ERR_SYNTAX, &to->place,
                       "a number out of range");
}

/* A new child behind the last, which it becomes; NULL where memory is short. */
static struct fisc__json *
append(struct reader *reader, struct fisc__json *parent,
       struct fisc__json **last)
{
    struct fisc__json *child = fisc__arena_alloc(reader->arena, sizeof *child);

    if (!child)
        return NULL;
    *(*last ? &(*last)->next : &parent->first) = child;
    *last = child;
    parent->count++;
    return child;
}

static enum fisc_status
build_array(struct reader *reader, json_t *from, struct fisc__json *to)
{
    struct fisc__json *last = NULL, *child;
    enum fisc_status status = FISC_OK;

    to->kind = FISC__JSON_ARRAY;
    for (size_t i = 0; i < json_array_size(from); i++) {
        child = append(reader, to, &last);
        status = child ? build(reader, json_array_get(from, i), child)
                       : fisc__error_nomem(reader->reterr);
        if (status != FISC_OK)
            return status;
        take(reader); /* a comma or the bracket */
    }
    if (!last)
        take(reader);
    return status;
}

static enum fisc_status
build_member(struct reader *reader, void *iterator, struct fisc__json *child)
{
    enum fisc_status status = copy_text(
        reader, json_object_iter_key(iterator),
        json_object_iter_key_len(iterator), &child->key);

    if (status != FISC_OK)
        return status;
    child->key_place = fisc__lines_place(&reader->lines, take(reader).start);
    take(reader); /* the colon */
    return build(reader, json_object_iter_value(iterator), child);
}

/* jansson iterates in the order of insertion, which is the document's. */
static enum fisc_status
build_object(struct reader *reader, json_t *from, struct fisc__json *to)
{
    struct fisc__json *last = NULL, *child;
    enum fisc_status status = FISC_OK;

    to->kind = FISC__JSON_OBJECT;
    for (void *i = json_object_iter(from); i;
         i = json_object_iter_next(from, i)) {
        child = append(reader, to, &last);
        status = child ? build_member(reader, i, child)
                       : fisc__error_nomem(reader->reterr);
        if (status != FISC_OK)
            return status;
        take(reader); /* a comma or the brace */
    }
    if (!last)
        take(reader);
    return status;
}

static enum fisc_status
build(struct reader *reader, json_t *from, struct fisc__json *to)
{
    struct fisc__json_token token = take(reader);

    to->place = fisc__lines_place(&reader->lines, token.start);
    switch (json_typeof(from)) {
    case JSON_OBJECT:
        return build_object(reader, from, to);
    case JSON_ARRAY:
        return build_array(reader, from, to);
    case JSON_STRING:
        to->kind = FISC__JSON_STRING;
        return copy_text(reader, json_string_value(from),
                         json_string_length(from), &to->string);
    case JSON_INTEGER:
        to->kind = FISC__JSON_INTEGER;
        to->integer = json_integer_value(from);
        return FISC_OK;
    case JSON_REAL:
        return build_decimal(reader, &token, to);
    case JSON_TRUE:
    case JSON_FALSE:
        to->kind = FISC__JSON_BOOLEAN;
        to->integer = json_is_true(from);
        return FISC_OK;
    case JSON_NULL:
        to->kind = FISC__JSON_NULL;
        return FISC_OK;
    }
    return FISC_OK;
}

/*
 * Where the text ends too early, its end. Else jansson stands behind the token
 * that it couldn't take, or in a string: before a control character, behind
 * anything else.
 */
static struct fisc__place
place_of(struct reader *reader, const json_error_t *error)
{
    struct fisc__lines *lines = &reader->lines;
    struct fisc__json_token token = {0};
    size_t position = (size_t)error->position;

    if (json_error_code(error) == json_error_premature_end_of_input)
        return fisc__lines_place(lines, lines->length);
    do
        token = fisc__json_token_at(lines->text, lines->length, token.end);
    while (token.kind && token.end < position);
    if (token.kind != '"' || position >= token.end || position <= token.start)
        return fisc__lines_place(lines, token.start);
    return fisc__lines_place(
        lines, position - ((unsigned char)lines->text[position] >= 0x20));
}

static enum fisc_status
refuse(struct reader *reader, const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);
    struct fisc__place place;

    /* Where memory is short, jansson mostly returns without a word. */
    if (error->text[0] == '\0' || code == json_error_out_of_memory)
        return fisc__error_nomem(reader->reterr);
    place = place_of(reader, error);
    return fisc__error(reader->reterr,
                       code == json_error_stack_overflow ? FISC_ERR_LIMIT
                                                         : FISC_ERR_SYNTAX,
                       &place, "%s", error->text);
}

/*
 * In the "C" locale of this thread: jansson writes the first byte of the
 * locale's decimal point into a number, and asserts that strtod() takes it,
 * which it doesn't where the point has more bytes, as in fa_IR and ps_AF.
 */
static json_t *
load(struct fisc_context *context, const struct fisc__lines *lines,
     json_error_t *error)
{
    locale_t before = uselocale(context->c_locale);
    json_t *root = json_loadb(lines->text, lines->length,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, error);

    uselocale(before);
    return root;
}

static enum fisc_status
check(struct reader *reader)
{
    struct fisc__lines *lines = &reader->lines;
    enum fisc_status status = fisc__lines_check(
        reader->arena->context, lines->file, lines->text, lines->length,
        reader->reterr);

    if (status != FISC_OK)
        return status;
    if (lines->length >= 3 && memcmp(lines->text, "\xef\xbb\xbf", 3) == 0)
        return fisc__error(reader->reterr, FISC_ERR_SYNTAX,
                           &(struct fisc__place){lines->file, 1, 1},
                           "a byte order mark, which JSON doesn't have");
    return fisc__json_scan(reader->arena->context, lines, reader->reterr);
}

enum fisc_status
fisc__json_parse(struct fisc__arena *arena, const char *name, const char *text,
                 size_t length, struct fisc__json **ret,
                 struct fisc_error *reterr)
{
    struct reader reader = {.arena = arena, .reterr = reterr};
    const char *file = fisc__arena_string(arena, name);
    struct fisc__json *root = fisc__arena_alloc(arena, sizeof *root);
    enum fisc_status status;
    json_error_t error;
    json_t *tree;

    if (!file || !root)
        return fisc__error_nomem(reterr);
    fisc__lines_init(&reader.lines, file, text, length);
    status = check(&reader);
    if (status != FISC_OK)
        return status;
    tree = load(arena->context, &reader.lines, &error);
    if (!tree)
        return refuse(&reader, &error);
    status = build(&reader, tree, root);
    json_decref(tree);
    if (status == FISC_OK)
        *ret = root;
    return status;
}

const struct fisc__json *
fisc__json_get(const struct fisc__json *object, const char *key)
{
    if (object->kind != FISC__JSON_OBJECT)
        return NULL;
    for (const struct fisc__json *i = object->first; i; i = i->next)
        if (strcmp(i->key, key) == 0)
            return i;
    return NULL;
}

static void
quote_char(struct fisc__buffer *buffer, char c)
{
    static const char *const short_forms = "\"\"\\\\\bb\ff\nn\rr\tt";
    const char *found = NULL;

    for (const char *s = short_forms; *s && !found; s += 2)
        if (*s == c)
            found = s;
    if (found) {
        fisc__buffer_char(buffer, '\\');
        fisc__buffer_char(buffer, found[1]);
    } else {
        fisc__buffer_format(buffer, "\\u%04x", (unsigned char)c);
    }
}

void
fisc__json_quote(struct fisc__buffer *buffer, const char *text)
{
    const char *from = text;

    fisc__buffer_char(buffer, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c >= 0x20 && c != 0x7f && c != '"' && c != '\\')
            continue;
        fisc__buffer_append(buffer, from, (size_t)(text - from));
        quote_char(buffer, *text);
        from = text + 1;
    }
    fisc__buffer_append(buffer, from, (size_t)(text - from));
    fisc__buffer_char(buffer, '"');
}

const char *
fisc__json_version(void)
{
    return jansson_version_str();
}
