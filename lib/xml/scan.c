/* SPDX-License-Identifier: MIT */
/* What is refused before libxml2 sees a document. */

#define _GNU_SOURCE
#include "xml/scan.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

struct span {
    const char *text;
    size_t length;
};

static bool
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

/*
 * Behind a tag; *count becomes the number of its '=' outside quotes, which in
 * a well-formed tag is that of its attributes.
 */
static const char *
skip_tag(const char *at, const char *end, size_t *count)
{
    *count = 0;
    for (at++; at < end && *at != '<'; at++) {
        if (*at == '>')
            return at + 1;
        if (*at == '=') {
            ++*count;
        } else if (*at == '"' || *at == '\'') {
            at = memchr(at + 1, *at, (size_t)(end - at - 1));
            if (!at)
                return end;
        }
    }
    return at;
}

/*
 * libxml2 compares each attribute of a tag with each before anybody is asked:
 * 200,000 of them took it eight seconds.
 */
static enum fisc_status
check_tag(struct fisc__lines *lines, const char **at, struct fisc_error *reterr)
{
    struct fisc__place place;
    const char *tag = *at;
    size_t count;

    *at = skip_tag(tag, lines->text + lines->length, &count);
    if (count <= FISC__XML_MOST_ATTRIBUTES)
        return FISC_OK;
    place = fisc__lines_place(lines, (size_t)(tag - lines->text));
    return fisc__error(reterr, FISC_ERR_LIMIT, &place,
                       "an element with %zu attributes, more than the limit "
                       "of %d", count, FISC__XML_MOST_ATTRIBUTES);
}

static enum fisc_status
refuse(struct fisc__lines *lines, const char *at, const char *what,
       struct fisc_error *reterr)
{
    struct fisc__place place =
        fisc__lines_place(lines, (size_t)(at - lines->text));

    return fisc__error(reterr, FISC_ERR_SYNTAX, &place, "%s", what);
}

/* From behind the declaration on. */
static enum fisc_status
check_markup(struct fisc__lines *lines, const char *at,
             struct fisc_error *reterr)
{
    const char *end = lines->text + lines->length;
    enum fisc_status status = FISC_OK;

    while (status == FISC_OK && at < end &&
           (at = memchr(at, '<', (size_t)(end - at)))) {
        if (begins(at, end, "<!--"))
            at = behind(at + 4, end, "-->");
        else if (begins(at, end, "<![CDATA["))
            at = behind(at + 9, end, "]]>");
        else if (begins(at, end, "<?oasis-xml-catalog"))
            return refuse(lines, at, "an oasis-xml-catalog instruction",
                          reterr);
        else if (begins(at, end, "<?"))
            at = behind(at + 2, end, "?>");
        else if (begins(at, end, "<!DOCTYPE"))
            return refuse(lines, at, "a DOCTYPE, which is never read", reterr);
        else if (begins(at, end, "<!"))
            break; /* not well-formed: the reading ends here */
        else
            status = check_tag(lines, &at, reterr);
    }
    return status;
}

enum fisc_status
fisc__xml_scan(struct fisc__lines *lines, struct fisc_error *reterr)
{
    const char *behind_declaration;
    enum fisc_status status = check_declaration(lines, &behind_declaration,
                                                reterr);

    return status == FISC_OK ? check_markup(lines, behind_declaration, reterr)
                             : status;
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
