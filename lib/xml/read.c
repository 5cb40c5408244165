/* SPDX-License-Identifier: MIT */
/*
 * Reading XML: libxml2's SAX events become a tree.
 *
 * libxml2's own memory, a copy of the input and its dictionary of names, comes
 * from the host's malloc. The tree takes at most 37 times the input, reached
 * by `<a/>x<a/>x…` (an element of 80 bytes and a text of 96 for five), and no
 * more than 176 bytes for each node besides texts and attributes;
 * tests/xml/test-limits.c holds it to that.
 */

#define _GNU_SOURCE
#include "xml/xml.h"

#include <limits.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/buffer.h"
#include "xml/scan.h"

#ifdef FISC_HAVE_NO_XXE
#define READ_OPTIONS (XML_PARSE_NONET | XML_PARSE_NO_XXE)
#else
#define READ_OPTIONS XML_PARSE_NONET
#endif

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_pointer;
#else
typedef xmlErrorPtr error_pointer;
#endif

enum {
    DEEPEST = 255,        /* libxml2 allows no more */
    MOST_NAMESPACES = 256, /* declared at a time: they are searched in a row */
    CACHE = 64,
    SHARED = 64 /* bytes of a text that may be kept once */
};

struct reader {
    struct fisc_context *context;
    struct fisc__arena *arena;
    struct fisc__lines lines;
    xmlParserCtxtPtr parser;
    struct fisc__xml *root;
    struct fisc__xml *open; /* the innermost element that isn't closed */
    struct fisc__xml *last; /* its last child so far */
    size_t depth;
    size_t nodes;
    unsigned declared[DEEPEST + 1]; /* namespaces, by depth, sums */
    size_t behind; /* the last tag */
    struct fisc__buffer run; /* the text since */
    struct fisc__place run_place;
    struct {
        const char *source;
        const char *copy;
    } names[CACHE]; /* by the pointers of libxml2's dictionary: while it parses
                       each means one name */
    struct {
        const char *text;
        size_t length;
    } shared[CACHE]; /* blanks between tags and values, which recur */
    enum fisc_status status;
    struct fisc_error error;
};

static size_t
offset_now(const struct reader *reader)
{
    long consumed = reader->parser->input ? xmlByteConsumed(reader->parser)
                                          : -1;

    return consumed < (long)reader->behind ? reader->behind
                                           : (size_t)consumed;
}

/* Only from callbacks for content, where libxml2 expects it. */
static bool
stopped(struct reader *reader)
{
    if (reader->status == FISC_OK)
        return false;
    xmlStopParser(reader->parser);
    return true;
}

static void
stop_nomem(struct reader *reader)
{
    if (reader->status == FISC_OK)
        reader->status = fisc__error_nomem(&reader->error);
    stopped(reader);
}

/*
 * libxml2's own judgement. What it says first is what is wrong; the parser
 * must not be stopped from here, as it still holds pointers into its input.
 */
static void
on_error(void *data, error_pointer error)
{
    struct reader *reader = data;
    const char *message = error->message ? error->message : "not well-formed";
    size_t length = strlen(message);
    struct fisc__place place;
    enum fisc_status status = FISC_ERR_SYNTAX;

    if (reader->status != FISC_OK || error->level < XML_ERR_ERROR)
        return;
    if (error->code == XML_ERR_NO_MEMORY) {
        reader->status = fisc__error_nomem(&reader->error);
        return;
    }
    if (error->code == XML_ERR_NAME_TOO_LONG)
        status = FISC_ERR_LIMIT;
    while (length > 0 && strchr(" \n.", message[length - 1]))
        length--;
    if (length > 400)
        length = 400;
    place = fisc__lines_place(&reader->lines, offset_now(reader));
    reader->status = fisc__error(&reader->error, status, &place, "%.*s",
                                 (int)length, message);
}

static void
on_doctype(void *data, const xmlChar *name, const xmlChar *public_id,
           const xmlChar *system_id)
{
    struct reader *reader = data;
    struct fisc__lines *lines = &reader->lines;
    struct fisc__place place;
    const char *start;

    (void)name;
    (void)public_id;
    (void)system_id;
    if (stopped(reader))
        return;
    /* Only blanks, comments and instructions can stand before it. */
    start = memmem(lines->text + reader->behind,
                   lines->length - reader->behind, "<!DOCTYPE", 9);
    place = fisc__lines_place(
        lines, start ? (size_t)(start - lines->text) : offset_now(reader));
    reader->status = fisc__error(&reader->error, FISC_ERR_SYNTAX, &place,
                                 "a DOCTYPE, which is never read");
    stopped(reader);
}

static const char *
copy_name(struct reader *reader, const xmlChar *name)
{
    const char *source = (const char *)name;
    size_t i = ((uintptr_t)source >> 3) % CACHE;

    if (!source)
        return "";
    if (reader->names[i].source != source) {
        reader->names[i].copy = fisc__arena_string(reader->arena, source);
        reader->names[i].source = reader->names[i].copy ? source : NULL;
    }
    return reader->names[i].copy;
}

/* The text, kept once where it came shortly before. */
static const char *
copy_text(struct reader *reader, const char *text, size_t length)
{
    unsigned char last = (unsigned char)text[length - 1];
    size_t i = (length * 7 + last + (unsigned char)text[length / 2]) % CACHE;
    const char *kept = reader->shared[i].text;

    if (length > SHARED)
        return fisc__arena_copy(reader->arena, text, length);
    if (kept && reader->shared[i].length == length &&
        memcmp(kept, text, length) == 0)
        return kept;
    kept = fisc__arena_copy(reader->arena, text, length);
    reader->shared[i].text = kept;
    reader->shared[i].length = length;
    return kept;
}

/*
 * libxml2 leaves an ampersand in an attribute as "&#38;", for a tree builder
 * to resolve; no other reference is left, and no bare ampersand.
 */
static const char *
copy_value(struct reader *reader, const xmlChar *start, const xmlChar *end)
{
    const char *from = (const char *)start, *stop = (const char *)end;
    char *value, *to;

    if (from == stop)
        return "";
    if (!memchr(from, '&', (size_t)(stop - from)))
        return copy_text(reader, from, (size_t)(stop - from));
    value = to = fisc__arena_copy(reader->arena, from, (size_t)(stop - from));
    if (!value)
        return NULL;
    while (from < stop) {
        bool reference = stop - from >= 5 && memcmp(from, "&#38;", 5) == 0;

        *to++ = *from;
        from += reference ? 5 : 1;
    }
    *to = '\0';
    return value;
}

static bool
copy_attributes(struct reader *reader, struct fisc__xml *element, int count,
                const xmlChar **from)
{
    if (count == 0)
        return true;
    element->attributes = fisc__arena_array(reader->arena, (size_t)count,
                                            sizeof *element->attributes);
    if (!element->attributes)
        return false;
    element->attribute_count = (size_t)count;
    for (int i = 0; i < count; i++, from += 5) {
        struct fisc__xml_attribute *to = &element->attributes[i];

        to->name = copy_name(reader, from[0]);
        to->ns = copy_name(reader, from[2]);
        to->value = copy_value(reader, from[3], from[4]);
        if (!to->name || !to->ns || !to->value)
            return false;
    }
    return true;
}

/* A new node at the open element's end; NULL with the parser stopped. */
static struct fisc__xml *
append(struct reader *reader, struct fisc__place place)
{
    size_t most = reader->context->options.max_nodes;
    struct fisc__xml *node;

    if (reader->nodes >= most) {
        reader->status = fisc__error(&reader->error, FISC_ERR_LIMIT, &place,
                                     "more nodes than the limit of %zu", most);
        stopped(reader);
        return NULL;
    }
    node = fisc__arena_alloc(reader->arena, sizeof *node);
    if (!node) {
        stop_nomem(reader);
        return NULL;
    }
    reader->nodes++;
    node->place = place;
    node->ns = "";
    node->parent = reader->open;
    if (reader->last)
        reader->last->next = node;
    else if (reader->open)
        reader->open->first = node;
    reader->last = node;
    return node;
}

/* Ends the run of text; false when the parser was stopped. */
static bool
end_run(struct reader *reader)
{
    struct fisc__xml *node;

    if (reader->run.length == 0)
        return true;
    node = append(reader, reader->run_place);
    if (!node)
        return false;
    node->text = copy_text(reader, reader->run.text, reader->run.length);
    reader->run.length = 0;
    if (!node->text)
        stop_nomem(reader);
    return node->text != NULL;
}

static bool
enter(struct reader *reader, struct fisc__place place, int namespaces)
{
    size_t most = reader->context->options.max_depth;
    unsigned sum = reader->declared[reader->depth] + (unsigned)namespaces;

    if (most > DEEPEST)
        most = DEEPEST;
    if (reader->depth >= most)
        reader->status = fisc__error(&reader->error, FISC_ERR_LIMIT, &place,
                                     "nested deeper than the limit of %zu",
                                     most);
    else if (sum > MOST_NAMESPACES)
        reader->status = fisc__error(&reader->error, FISC_ERR_LIMIT, &place,
                                     "more than %d namespaces declared at a "
                                     "time", MOST_NAMESPACES);
    else
        reader->declared[++reader->depth] = sum;
    return !stopped(reader);
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix,
         const xmlChar *ns, int namespace_count, const xmlChar **namespaces,
         int attribute_count, int defaulted_count, const xmlChar **attributes)
{
    struct reader *reader = data;
    struct fisc__place place;
    struct fisc__xml *element;
    const char *tag;
    size_t offset;

    (void)prefix;
    (void)namespaces;
    (void)defaulted_count;
    if (stopped(reader) || !end_run(reader))
        return;
    /* The parser stands before the tag's '>' or '/'; no '<' in between. */
    offset = offset_now(reader);
    tag = memrchr(reader->lines.text + reader->behind, '<',
                  offset - reader->behind);
    place = fisc__lines_place(
        &reader->lines,
        tag ? (size_t)(tag - reader->lines.text) : offset);
    if (!enter(reader, place, namespace_count))
        return;
    element = append(reader, place);
    if (!element)
        return;
    element->name = copy_name(reader, name);
    element->ns = copy_name(reader, ns);
    if (!element->name || !element->ns ||
        !copy_attributes(reader, element, attribute_count, attributes)) {
        stop_nomem(reader);
        return;
    }
    if (!reader->root)
        reader->root = element;
    reader->open = element;
    reader->last = NULL;
    reader->behind = offset + 1;
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix,
       const xmlChar *ns)
{
    struct reader *reader = data;

    (void)name;
    (void)prefix;
    (void)ns;
    if (stopped(reader) || !end_run(reader))
        return;
    reader->last = reader->open;
    reader->open = reader->open->parent;
    reader->depth--;
    reader->behind = offset_now(reader);
}

static void
on_text(void *data, const xmlChar *text, int length)
{
    struct reader *reader = data;

    if (stopped(reader) || length <= 0)
        return;
    if (reader->run.length == 0) {
        const struct fisc__lines *lines = &reader->lines;

        reader->run_place = fisc__lines_place(
            &reader->lines,
            fisc__xml_skip(lines->text, lines->length, reader->behind));
    }
    fisc__buffer_append(&reader->run, (const char *)text, (size_t)length);
    if (reader->run.failed)
        stop_nomem(reader);
}

static void
set_handlers(xmlSAXHandler *sax)
{
    memset(sax, 0, sizeof *sax);
    sax->initialized = XML_SAX2_MAGIC;
    sax->serror = on_error;
    sax->internalSubset = on_doctype;
    sax->startElementNs = on_start;
    sax->endElementNs = on_end;
    sax->characters = on_text;
    sax->ignorableWhitespace = on_text;
    sax->cdataBlock = on_text;
}

/* What libxml2 found wrong without saying so. */
static void
judge(struct reader *reader)
{
    const xmlParserCtxt *parser = reader->parser;
    struct fisc__place place;

    if (reader->status != FISC_OK ||
        (parser->wellFormed && parser->nsWellFormed && reader->root &&
         reader->depth == 0))
        return;
    if (parser->errNo == XML_ERR_NO_MEMORY ||
        parser->lastError.code == XML_ERR_NO_MEMORY) {
        reader->status = fisc__error_nomem(&reader->error);
        return;
    }
    place = fisc__lines_place(&reader->lines, offset_now(reader));
    reader->status = fisc__error(&reader->error, FISC_ERR_SYNTAX, &place,
                                 "not well-formed");
}

/*
 * xmlCreateMemoryParserCtxt(), which until 2.11 leaks its buffer where there is
 * no memory for the copy of a text of more than 8 KiB.
 */
static xmlParserCtxtPtr
parser_new(const char *text, size_t length)
{
#if LIBXML_VERSION >= 21100
    return xmlCreateMemoryParserCtxt(text, (int)length);
#else
    xmlParserInputBufferPtr buffer =
        xmlAllocParserInputBuffer(XML_CHAR_ENCODING_NONE);
    xmlParserInputPtr input = NULL;
    xmlParserCtxtPtr parser = NULL;

    if (buffer && xmlParserInputBufferPush(buffer, (int)length, text) >= 0)
        parser = xmlNewParserCtxt();
    if (parser)
        input = xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE);
    if (!input) {
        xmlFreeParserInputBuffer(buffer);
    } else if (inputPush(parser, input) >= 0) {
        return parser;
    } else {
        xmlFreeInputStream(input); /* with its buffer */
    }
    xmlFreeParserCtxt(parser);
    return NULL;
#endif
}

static void
read_document(struct reader *reader)
{
    const struct fisc__lines *lines = &reader->lines;

    if (lines->length > INT_MAX) {
        reader->status = fisc__error(
            &reader->error, FISC_ERR_LIMIT,
            &(struct fisc__place){lines->file, 0, 0},
            "has %zu bytes, more than the XML library's limit of %d",
            lines->length, INT_MAX);
        return;
    }
    xmlInitParser();
    reader->parser = parser_new(lines->text, lines->length);
    if (!reader->parser) {
        reader->status = fisc__error_nomem(&reader->error);
        return;
    }
    set_handlers(reader->parser->sax);
    reader->parser->userData = reader;
    xmlCtxtUseOptions(reader->parser, READ_OPTIONS);
    xmlParseDocument(reader->parser);
    judge(reader);
    xmlFreeParserCtxt(reader->parser);
}

enum fisc_status
fisc__xml_parse(struct fisc__arena *arena, const char *name, const char *text,
                size_t length, struct fisc__xml **ret,
                struct fisc_error *reterr)
{
    struct reader reader = {.context = arena->context, .arena = arena};
    const char *file = fisc__arena_string(arena, name);
    enum fisc_status status;
    size_t mark;

    if (!file)
        return fisc__error_nomem(reterr);
    status = fisc__lines_check(arena->context, file, text, length, reterr);
    if (status != FISC_OK)
        return status;
    /* A byte order mark is no part of the first line. */
    mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (length == mark)
        return fisc__error(reterr, FISC_ERR_SYNTAX,
                           &(struct fisc__place){file, 0, 0}, "is empty");
    /* libxml2 would take it for the first one. */
    if (mark && length >= 6 && memcmp(text + mark, text, mark) == 0)
        return fisc__error(reterr, FISC_ERR_SYNTAX,
                           &(struct fisc__place){file, 1, 1},
                           "a second byte order mark");
    fisc__lines_init(&reader.lines, file, text + mark, length - mark);
    status = fisc__xml_scan(&reader.lines, reterr);
    if (status != FISC_OK)
        return status;
    fisc__buffer_init(&reader.run, arena->context);
    read_document(&reader);
    fisc__buffer_done(&reader.run);
    if (reader.status == FISC_OK)
        *ret = reader.root;
    else if (reterr)
        *reterr = reader.error;
    return reader.status;
}

unsigned
fisc__xml_version(void)
{
    unsigned version = 0;

    for (const char *p = xmlParserVersion; *p >= '0' && *p <= '9'; p++)
        version = version * 10 + (unsigned)(*p - '0');
    return version;
}
