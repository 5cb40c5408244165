/* SPDX-License-Identifier: MIT */
/* Text in the columns of a terminal, where a Japanese character takes two. */

#include "report/layout.h"

#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"

/* One character, cleaned. */
struct glyph {
    uint32_t code;
    const char *bytes;
    size_t length;
    size_t columns;
};

/* Reads the character at `text`; returns its bytes there, 0 at the end. */
static size_t
next_glyph(const char *text, struct glyph *ret)
{
    size_t used;

    if (text[0] >= 0x20 && text[0] < 0x7f) { /* most of most texts */
        *ret = (struct glyph){(unsigned char)text[0], text, 1, 1};
        return 1;
    }
    if (text[0] == '\0')
        return 0;
    used = fisc__utf8_length(text, strnlen(text, 4));
    if (used == 0) {
        *ret = (struct glyph){0xfffd, "\xef\xbf\xbd", 3, 1};
        return 1;
    }
    ret->code = fisc__utf8_decode(text, &used);
    if (ret->code == '\n' || ret->code == '\t' || ret->code == '\r') {
        *ret = (struct glyph){' ', " ", 1, 1};
    } else if (fisc__utf8_is_unsafe(ret->code)) {
        *ret = (struct glyph){0xfffd, "\xef\xbf\xbd", 3, 1};
    } else {
        int columns = utf8proc_charwidth((utf8proc_int32_t)ret->code);

        ret->bytes = text;
        ret->length = used;
        ret->columns = columns > 0 ? (size_t)columns : 0;
    }
    return used;
}

size_t
fisc__columns(const char *text)
{
    struct glyph glyph;
    size_t used, columns = 0;

    for (; (used = next_glyph(text, &glyph)) > 0; text += used)
        columns += glyph.columns;
    return columns;
}

void
fisc__put(struct fisc__buffer *buffer, const char *text)
{
    struct glyph glyph;
    size_t used;

    for (; (used = next_glyph(text, &glyph)) > 0; text += used)
        fisc__buffer_append(buffer, glyph.bytes, glyph.length);
}

void
fisc__spaces(struct fisc__buffer *buffer, size_t count)
{
    while (count-- > 0)
        fisc__buffer_char(buffer, ' ');
}

void
fisc__pad(struct fisc__buffer *buffer, const char *text, size_t columns)
{
    size_t taken = fisc__columns(text);

    fisc__put(buffer, text);
    if (taken < columns)
        fisc__spaces(buffer, columns - taken);
}

static bool
is_among(uint32_t code, const uint32_t *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == code)
            return true;
    return false;
}

/* Marks that no line begins with (行頭禁則). */
static bool
closes(uint32_t code)
{
    static const uint32_t list[] = {
        0x3001, 0x3002, 0xff0c, 0xff0e, 0x300d, 0x300f, 0x3011, 0x3015, 0xff09,
        0xff3d, 0xff5d, 0x3009, 0x300b, 0xff1f, 0xff01, 0xff1a, 0xff1b, 0x30fc,
        0x3005, 0x30fb, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083,
        0x3085, 0x3087, 0x30a1, 0x30a3, 0x30a5, 0x30a7, 0x30a9, 0x30c3, 0x30e3,
        0x30e5, 0x30e7, ')',    ']',    '}',    ',',    '.',    ':',    ';',
        '!',    '?'};

    return is_among(code, list, sizeof list / sizeof *list);
}

/* Marks that no line ends with (行末禁則). */
static bool
opens(uint32_t code)
{
    static const uint32_t list[] = {0x300c, 0x300e, 0x3010, 0x3014, 0xff08,
                                    0xff3b, 0xff5b, 0x3008, 0x300a, '(',
                                    '[',    '{'};

    return is_among(code, list, sizeof list / sizeof *list);
}

static bool
may_break_between(const struct glyph *before, const struct glyph *after)
{
    if (after->code == ' ')
        return true;
    if (after->columns == 0 || closes(after->code) || opens(before->code))
        return false;
    return before->columns == 2 || after->columns == 2;
}

/* The bytes and columns of what may not be broken from `text` on. */
static size_t
segment(const char *text, size_t *ret_columns)
{
    struct glyph before, after;
    size_t bytes = next_glyph(text, &before), used;

    *ret_columns = before.columns;
    while ((used = next_glyph(text + bytes, &after)) > 0 &&
           !may_break_between(&before, &after)) {
        bytes += used;
        *ret_columns += after.columns;
        before = after;
    }
    return bytes;
}

static void
new_line(struct fisc__buffer *buffer, size_t indent)
{
    fisc__buffer_char(buffer, '\n');
    fisc__spaces(buffer, indent);
}

/* Appends what may not be broken, broken only where it exceeds a line. */
static size_t
put_segment(struct fisc__buffer *buffer, const char *text, size_t bytes,
            size_t column, size_t indent, size_t width)
{
    struct glyph glyph;
    const char *end = text + bytes;

    while (text < end) {
        text += next_glyph(text, &glyph);
        if (column + glyph.columns > width && column > indent) {
            new_line(buffer, indent);
            column = indent;
        }
        fisc__buffer_append(buffer, glyph.bytes, glyph.length);
        column += glyph.columns;
    }
    return column;
}

size_t
fisc__wrap(struct fisc__buffer *buffer, const char *text, size_t column,
           size_t indent, size_t width)
{
    while (*text) {
        size_t spaces = 0, columns, bytes;
        struct glyph glyph;

        while (next_glyph(text, &glyph) == 1 && glyph.code == ' ') {
            spaces++;
            text++;
        }
        if (!*text)
            break;
        bytes = segment(text, &columns);
        if (column + spaces + columns > width && column > indent) {
            new_line(buffer, indent);
            column = indent;
        } else {
            fisc__spaces(buffer, spaces);
            column += spaces;
        }
        column = put_segment(buffer, text, bytes, column, indent, width);
        text += bytes;
    }
    return column;
}
