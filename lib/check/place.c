/* SPDX-License-Identifier: MIT */
/* Columns of a check file. */

#include "check/place.h"

#include <string.h>

enum { LINE_LIMIT = 400 }; /* bytes of a line that are looked through */

/* Bytes of the line end that begins here, or 0: Lua takes pairs as one. */
static size_t
line_end(const char *text, size_t length, size_t i)
{
    if (text[i] != '\n' && text[i] != '\r')
        return 0;
    return i + 1 < length && text[i + 1] != text[i] &&
                   (text[i + 1] == '\n' || text[i + 1] == '\r')
               ? 2
               : 1;
}

static size_t
walk_lines(const char *text, size_t length, size_t *starts)
{
    size_t count = 1, step;

    if (starts)
        starts[0] = 0;
    for (size_t i = 0; i < length; i += step ? step : 1) {
        step = line_end(text, length, i);
        if (!step)
            continue;
        if (starts)
            starts[count] = i + step;
        count++;
    }
    return count;
}

bool
fisc__columns_init(struct fisc__columns *lines, struct fisc_context *context,
                   const char *text, size_t length)
{
    size_t count = walk_lines(text, length, NULL);

    lines->starts = fisc__alloc_array(context, count, sizeof *lines->starts);
    if (!lines->starts)
        return false;
    walk_lines(text, length, lines->starts);
    lines->text = text;
    lines->length = length;
    lines->count = count;
    return true;
}

void
fisc__columns_done(struct fisc__columns *lines, struct fisc_context *context)
{
    fisc__free(context, lines->starts, lines->count * sizeof *lines->starts);
    memset(lines, 0, sizeof *lines);
}

static bool
is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

/* Does a whole name stand at i? */
static bool
name_at(const struct fisc__columns *lines, size_t i, size_t end,
        const char *name, size_t length)
{
    return i + length <= end && memcmp(lines->text + i, name, length) == 0 &&
           (i == 0 || !is_name_char(lines->text[i - 1])) &&
           (i + length == lines->length ||
            !is_name_char(lines->text[i + length]));
}

static size_t
skip_blanks(const struct fisc__columns *lines, size_t i, size_t end)
{
    while (i < end && (lines->text[i] == ' ' || lines->text[i] == '\t'))
        i++;
    return i;
}

/* Does `"argument"`, perhaps after a parenthesis, stand at i? */
static bool
argument_at(const struct fisc__columns *lines, size_t i, size_t end,
            const char *argument)
{
    size_t length = strlen(argument);

    i = skip_blanks(lines, i, end);
    if (i < end && lines->text[i] == '(')
        i = skip_blanks(lines, i + 1, end);
    return i + length + 2 <= end &&
           (lines->text[i] == '"' || lines->text[i] == '\'') &&
           memcmp(lines->text + i + 1, argument, length) == 0 &&
           lines->text[i + 1 + length] == lines->text[i];
}

static size_t
end_of(const struct fisc__columns *lines, unsigned line)
{
    return line < lines->count ? lines->starts[line] : lines->length;
}

unsigned
fisc__columns_find(const struct fisc__columns *lines, unsigned line,
                   const char *name, const char *argument)
{
    size_t length = strlen(name), start, end;
    unsigned first = 0;

    if (line == 0 || line > lines->count || length == 0)
        return 0;
    start = lines->starts[line - 1];
    end = end_of(lines, line);
    if (end - start > LINE_LIMIT)
        end = start + LINE_LIMIT;
    for (size_t i = start; i + length <= end; i++) {
        const char *next =
            memchr(lines->text + i, name[0], end - length - i + 1);

        if (!next)
            break;
        i = (size_t)(next - lines->text);
        if (!name_at(lines, i, end, name, length))
            continue;
        if (!first)
            first = (unsigned)(i - start + 1);
        if (!argument)
            break;
        if (argument_at(lines, i + length, end, argument))
            return (unsigned)(i - start + 1);
    }
    return first;
}

bool
fisc__columns_find_key(const struct fisc__columns *lines, const char *key,
                       unsigned *line, unsigned *column)
{
    size_t length = strlen(key);

    if (*line == 0 || length == 0)
        return false;
    for (unsigned l = *line; l <= lines->count; l++) {
        size_t start = lines->starts[l - 1], end = end_of(lines, l);

        for (size_t i = start; i + length <= end; i++) {
            size_t after;

            if (!name_at(lines, i, end, key, length))
                continue;
            after = skip_blanks(lines, i + length, end);
            if (after < end && lines->text[after] == '=') {
                *line = l;
                *column = (unsigned)(i - start + 1);
                return true;
            }
        }
    }
    return false;
}
