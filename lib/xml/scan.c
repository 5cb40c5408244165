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
           strncasecmp(span.text, text, span.length) == 0;
}

static enum fisc_status
check_declaration(struct fisc__lines *lines, struct fisc_error *reterr)
{
    const char *at = lines->text, *end = at + lines->length;
    struct span name, value;

    if (!begins(at, end, "<?xml") || skip_space(at + 5, end) == at + 5)
        return FISC_OK;
    at = skip_space(at + 5, end);
    while (at && at < end && *at != '?') {
        bool version, encoding;

        at = read_pair(at, end, &name, &value);
        if (!at)
            break;
        version = is(name, "version") && !is(value, "1.0");
        encoding = is(name, "encoding") && !is(value, "UTF-8");
        if (version || encoding) {
            size_t offset = (size_t)(value.text - lines->text);
            struct fisc__place place = fisc__lines_place(lines, offset);

            return fisc__error(reterr, FISC_ERR_SYNTAX, &place,
                               "%s %.*s is not read, only %s",
                               version ? "XML" : "the encoding",
                               value.length > 40 ? 40 : (int)value.length,
                               value.text, version ? "1.0" : "UTF-8");
        }
        at = skip_space(at, end);
    }
    return FISC_OK;
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
check_markup(struct fisc__lines *lines, struct fisc_error *reterr)
{
    const char *at = lines->text, *end = at + lines->length;
    enum fisc_status status = FISC_OK;

    while (status == FISC_OK && at < end &&
           (at = memchr(at, '<', (size_t)(end - at)))) {
        if (begins(at, end, "<!--"))
            at = behind(at + 4, end, "-->");
        else if (begins(at, end, "<![CDATA["))
            at = behind(at + 9, end, "]]>");
        else if (begins(at, end, "<?oasis-xml-catalog")) {
            struct fisc__place place =
                fisc__lines_place(lines, (size_t)(at - lines->text));

            return fisc__error(reterr, FISC_ERR_SYNTAX, &place,
                               "an oasis-xml-catalog instruction");
        } else if (begins(at, end, "<?"))
            at = behind(at + 2, end, "?>");
        else if (begins(at, end, "<!"))
            break; /* a DOCTYPE, at which the reading ends */
        else
            status = check_tag(lines, &at, reterr);
    }
    return status;
}

enum fisc_status
fisc__xml_scan(struct fisc__lines *lines, struct fisc_error *reterr)
{
    enum fisc_status status = check_declaration(lines, reterr);

    return status == FISC_OK ? check_markup(lines, reterr) : status;
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
