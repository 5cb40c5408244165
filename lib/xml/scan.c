/* SPDX-License-Identifier: MIT */
/* What is refused before libxml2 sees a document. */

#define _GNU_SOURCE
#include "xml/scan.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

struct span {
    const char *text;
    size_t length;
};

static inline bool
begins(const char *at, const char *end, const char *prefix)
{
    size_t length = strlen(prefix);

    return (size_t)(end - at) >= length && memcmp(at, prefix, length) == 0;
}

/* Behind the first `mark` from here on, or the end. */
static const char *
behind(const char *at, const char *end, const char *mark)
{
    size_t length = strlen(mark);
    const char *found = memmem(at, (size_t)(end - at), mark, length);

    return found ? found + length : end;
}

static const char *
skip_space(const char *at, const char *end)
{
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    return at;
}

/* Reads name="value" of a declaration; NULL where there is none. */
static const char *
read_pair(const char *at, const char *end, struct span *name,
          struct span *value)
{
    const char *close;

    name->text = at;
    while (at < end && *at >= 'a' && *at <= 'z')
        at++;
    name->length = (size_t)(at - name->text);
    at = skip_space(at, end);
    if (at == end || *at != '=')
        return NULL;
    at = skip_space(at + 1, end);
    if (at == end || (*at != '"' && *at != '\''))
        return NULL;
    close = memchr(at + 1, *at, (size_t)(end - at - 1));
    if (!close)
        return NULL;
    value->text = at + 1;
    value->length = (size_t)(close - at - 1);
    return close + 1;
}

static bool
is(struct span span, const char *text)
{
    return span.length == strlen(text) &&
           memcmp(span.text, text, span.length) == 0;
}

/* The name of an encoding is the same in capitals. */
static bool
is_utf8(struct span span)
{
    return span.length == 5 && strncasecmp(span.text, "UTF-8", 5) == 0;
}

/* What a declaration may hold, in this order, the first in each. */
static const struct {
    const char *name;
    const char *values[2];
} pairs[] = {
    {"version", {"1.0", "1.0"}},
    {"encoding", {"UTF-8", "utf-8"}},
    {"standalone", {"yes", "no"}},
};
enum { PAIRS = sizeof pairs / sizeof pairs[0] };

static enum fisc_status
check_pair(struct fisc__lines *lines, struct span name, struct span value,
           size_t *next, struct fisc_error *reterr)
{
    size_t offset = (size_t)(name.text - lines->text), i = *next;
    struct fisc__place place = fisc__lines_place(lines, offset);

    while (i < PAIRS && !is(name, pairs[i].name))
        i++;
    if (i == PAIRS || (*next == 0 && i > 0))
        return fisc__error(reterr, FISC_ERR_SYNTAX, &place,
                           "an XML declaration has a version, then perhaps "
                           "an encoding, then perhaps standalone");
    *next = i + 1;
    if (is(value, pairs[i].values[0]) || is(value, pairs[i].values[1]) ||
        (i == 1 && is_utf8(value)))
        return FISC_OK;
    place = fisc__lines_place(lines, (size_t)(value.text - lines->text));
    return fisc__error(reterr, FISC_ERR_SYNTAX, &place,
                       "%s %.*s is not read, only %s",
                       i == 0   ? "XML"
                       : i == 1 ? "the encoding"
                                : "standalone",
                       value.length > 40 ? 40 : (int)value.length, value.text,
                       i == 2 ? "yes or no" : pairs[i].values[0]);
}

/*
 * libxml2 goes on behind a declaration that it couldn't read, at a place of
 * its own choice and without telling of a DOCTYPE there; so none gets to it.
 */
static enum fisc_status
check_declaration(struct fisc__lines *lines, const char **ret,
                  struct fisc_error *reterr)
{
    const char *at = lines->text, *end = at + lines->length, *behind_pair;
    struct fisc__place place;
    struct span name, value;
    size_t next = 0;

    *ret = at;
    if (!begins(at, end, "<?xml") || skip_space(at + 5, end) == at + 5)
        return FISC_OK;
    at = skip_space(at + 5, end);
    while ((behind_pair = read_pair(at, end, &name, &value))) {
        enum fisc_status status = check_pair(lines, name, value, &next,
                                             reterr);

        if (status != FISC_OK)
            return status;
        at = skip_space(behind_pair, end);
        if (at == behind_pair)
            break;
    }
    *ret = at;
    if (next > 0 && begins(at, end, "?>"))
        return FISC_OK;
    place = fisc__lines_place(lines, (size_t)(at - lines->text));
    return fisc__error(reterr, FISC_ERR_SYNTAX, &place,
                       "not how an XML declaration goes on");
}

static enum fisc_status
refuse(struct fisc__lines *lines, const char *at, const char *what,
       struct fisc_error *reterr)
{
    struct fisc__place place =
        fisc__lines_place(lines, (size_t)(at - lines->text));

    return fisc__error(reterr, FISC_ERR_SYNTAX, &place, "%s", what);
}

/* ---- characters and references -------------------------------------------*/

static bool
is_control(char c)
{
    return (unsigned char)c < ' ' && c != '\t' && c != '\n' && c != '\r';
}

enum { BLOCK = 32 }; /* bytes that are looked at together */

/* Perhaps: a control character, or the beginning of U+FFC0 to U+FFFF. */
static bool
may_be_wrong(const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    unsigned char wrong = 0;

    /* Without a jump inside, so that compilers take many bytes at a time. */
    for (size_t i = 0; i < BLOCK; i++)
        wrong |= (unsigned char)((bytes[i] < ' ') & (bytes[i] != '\n')) |
                 (unsigned char)((bytes[i] == 0xef) & (bytes[i + 1] == 0xbf));
    return wrong;
}

/* In UTF-8, U+FFFE and U+FFFF are the only others that XML leaves out. */
static bool
is_no_character(const char *at, const char *end)
{
    return is_control(*at) ||
           ((unsigned char)at[0] == 0xef && end - at > 2 &&
            (unsigned char)at[1] == 0xbf && (unsigned char)at[2] >= 0xbe);
}

static const char *
find_no_character(const char *at, const char *end)
{
    while (at < end) {
        const char *stop = end - at > BLOCK ? at + BLOCK : end;

        if (stop < end && !may_be_wrong(at)) {
            at = stop;
            continue;
        }
        for (; at < stop; at++)
            if (is_no_character(at, end))
                return at;
    }
    return NULL;
}

static enum fisc_status
check_characters(struct fisc__lines *lines, struct fisc_error *reterr)
{
    const char *at = find_no_character(lines->text,
                                       lines->text + lines->length);
    struct fisc__place place;

    if (!at)
        return FISC_OK;
    place = fisc__lines_place(lines, (size_t)(at - lines->text));
    return fisc__error(reterr, FISC_ERR_SYNTAX, &place,
                       "byte 0x%02x is of no character that XML allows",
                       (unsigned char)*at);
}

static int
digit_of(char c, int base)
{
    int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    return digit >= 0 && digit < base && (digit < 10 || (c | 0x20) >= 'a')
               ? digit
               : -1;
}

/* Behind "&#233;" or "&#xe9;" at its '#', or NULL. */
static const char *
skip_number(const char *at, const char *end)
{
    int base = ++at < end && *at == 'x' ? 16 : 10;
    uint32_t value = 0;
    const char *first = at += base == 16;

    for (; at < end && digit_of(*at, base) >= 0; at++)
        if (value <= 0x10ffff)
            value = value * (uint32_t)base + (uint32_t)digit_of(*at, base);
    if (at == first || at == end || *at != ';')
        return NULL;
    if ((value < ' ' && value != '\t' && value != '\n' && value != '\r') ||
        (value >= 0xd800 && value < 0xe000) || value == 0xfffe ||
        value == 0xffff || value > 0x10ffff)
        return NULL;
    return at + 1;
}

/* Behind the reference at an '&', or NULL. */
static const char *
skip_reference(const char *at, const char *end)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;",
                                        "&apos;"};

    if (begins(at, end, "&#"))
        return skip_number(at + 1, end);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (begins(at, end, known[i]))
            return at + strlen(known[i]);
    return NULL;
}

static enum fisc_status
check_references(struct fisc__lines *lines, const char *at, const char *end,
                 struct fisc_error *reterr)
{
    while (at < end && (at = memchr(at, '&', (size_t)(end - at)))) {
        const char *next = skip_reference(at, end);

        if (!next)
            return refuse(lines, at,
                          "an & that refers to nothing: there are &amp; &lt; "
                          "&gt; &quot; &apos; and numbers of characters",
                          reterr);
        at = next;
    }
    return FISC_OK;
}

/* ---- tags and text -------------------------------------------------------*/

/*
 * From behind a quote to behind the one that closes it, or to the end where
 * none does.
 */
static enum fisc_status
check_value(struct fisc__lines *lines, const char **at, const char *end,
            struct fisc_error *reterr)
{
    const char *start = *at + 1;
    const char *close = memchr(start, **at, (size_t)(end - start)), *tag;

    if (!close)
        close = end;
    tag = memchr(start, '<', (size_t)(close - start));
    if (tag)
        return refuse(lines, tag, "a < in an attribute's value; write &lt;",
                      reterr);
    *at = close < end ? close + 1 : end;
    return check_references(lines, start, close, reterr);
}

/* What matters in a tag outside quotes. */
static const bool in_tag[256] = {
    ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true, ['='] = true};

/*
 * Of a tag from its '<' to behind its '>'. libxml2 compares each attribute with
 * each before anybody is asked: 200,000 of them took it eight seconds. In a
 * well-formed tag there are as many as '=' outside quotes.
 */
static enum fisc_status
check_tag(struct fisc__lines *lines, const char **at, struct fisc_error *reterr)
{
    const char *end = lines->text + lines->length, *tag = *at, *c = tag + 1;
    struct fisc__place place;
    size_t count = 0;

    while (c < end && *c != '<' && *c != '>') {
        if (!in_tag[(unsigned char)*c]) {
            c++;
        } else if (*c == '"' || *c == '\'') {
            enum fisc_status status = check_value(lines, &c, end, reterr);

            if (status != FISC_OK)
                return status;
        } else {
            count++;
            c++;
        }
    }
    *at = c < end && *c == '>' ? c + 1 : c;
    if (count <= FISC__XML_MOST_ATTRIBUTES)
        return FISC_OK;
    place = fisc__lines_place(lines, (size_t)(tag - lines->text));
    return fisc__error(reterr, FISC_ERR_LIMIT, &place,
                       "an element with %zu attributes, more than the limit "
                       "of %d", count, FISC__XML_MOST_ATTRIBUTES);
}

static bool
begins_name(const char *at, const char *end)
{
    return at < end && ((*at >= 'a' && *at <= 'z') ||
                        (*at >= 'A' && *at <= 'Z') || *at == '_' ||
                        *at == ':' || (unsigned char)*at >= 0x80);
}

/* What begins with a '<', from there to behind it. */
static enum fisc_status
check_one(struct fisc__lines *lines, const char **ret,
          struct fisc_error *reterr)
{
    const char *at = *ret, *end = lines->text + lines->length;

    if (begins_name(at + 1, end) || begins(at, end, "</"))
        return check_tag(lines, ret, reterr);
    if (begins(at, end, "<!--"))
        *ret = behind(at + 4, end, "-->");
    else if (begins(at, end, "<![CDATA["))
        *ret = behind(at + 9, end, "]]>");
    else if (begins(at, end, "<?oasis-xml-catalog"))
        return refuse(lines, at, "an oasis-xml-catalog instruction", reterr);
    else if (begins(at, end, "<?"))
        *ret = behind(at + 2, end, "?>");
    else if (begins(at, end, "<!DOCTYPE"))
        return refuse(lines, at, "a DOCTYPE, which is never read", reterr);
    else
        return refuse(lines, at, "a < that begins no tag; write &lt;",
                      reterr);
    return FISC_OK;
}

/* From behind the declaration on. */
static enum fisc_status
check_markup(struct fisc__lines *lines, const char *at,
             struct fisc_error *reterr)
{
    const char *end = lines->text + lines->length;
    enum fisc_status status = FISC_OK;

    while (status == FISC_OK && at < end) {
        const char *tag = memchr(at, '<', (size_t)(end - at)), *stop, *wrong;

        stop = tag ? tag : end;
        status = check_references(lines, at, stop, reterr);
        wrong = memchr(at, ']', (size_t)(stop - at));
        if (wrong)
            wrong = memmem(wrong, (size_t)(stop - wrong), "]]>", 3);
        if (status == FISC_OK && wrong)
            status = refuse(lines, wrong, "a ]]> outside CDATA; write ]]&gt;",
                            reterr);
        at = stop;
        if (status == FISC_OK && tag)
            status = check_one(lines, &at, reterr);
    }
    return status;
}

enum fisc_status
fisc__xml_scan(struct fisc__lines *lines, struct fisc_error *reterr)
{
    const char *behind_declaration;
    enum fisc_status status = check_declaration(lines, &behind_declaration,
                                                reterr);

    if (status == FISC_OK)
        status = check_markup(lines, behind_declaration, reterr);
    return status == FISC_OK ? check_characters(lines, reterr) : status;
}

size_t
fisc__xml_skip(const char *text, size_t length, size_t offset)
{
    const char *at = text + offset, *end = text + length;

    for (;;) {
        if (begins(at, end, "<!--"))
            at = behind(at + 4, end, "-->");
        else if (begins(at, end, "<?"))
            at = behind(at + 2, end, "?>");
        else if (begins(at, end, "<![CDATA[]]>"))
            at += 12;
        else if (begins(at, end, "<![CDATA["))
            return (size_t)(at + 9 - text);
        else
            return (size_t)(at - text);
    }
}
