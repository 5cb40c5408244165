/* SPDX-License-Identifier: MIT */
/* Text from outside: its bytes checked, and the places of offsets. */

#include "base/lines.h"

#include <string.h>

#include "base/utf8.h"

void
fisc__lines_init(struct fisc__lines *lines, const char *file, const char *text,
                 size_t length)
{
    *lines = (struct fisc__lines){
        .file = file, .text = text, .length = length, .line = 1};
}

struct fisc__place
fisc__lines_place(struct fisc__lines *lines, size_t offset)
{
    const char *end;

    if (offset > lines->length)
        offset = lines->length;
    if (offset < lines->start) {
        lines->start = lines->seen = 0;
        lines->line = 1;
    }
    while (lines->seen < offset &&
           (end = memchr(lines->text + lines->seen, '\n',
                         offset - lines->seen))) {
        lines->seen = lines->start = (size_t)(end + 1 - lines->text);
        lines->line++;
    }
    if (lines->seen < offset)
        lines->seen = offset;
    return (struct fisc__place){lines->file, lines->line,
                                (unsigned)(offset - lines->start + 1)};
}

enum fisc_status
fisc__lines_check(const struct fisc_context *context, const char *file,
                 const char *text, size_t length, struct fisc_error *reterr)
{
    struct fisc__place place = {file, 0, 0};
    struct fisc__lines lines;
    const char *nul;
    size_t bad;

    if (length > context->options.max_input_bytes)
        return fisc__error(reterr, FISC_ERR_LIMIT, &place,
                           "has %zu bytes, more than the limit of %zu", length,
                           context->options.max_input_bytes);
    if (length == 0)
        return fisc__error(reterr, FISC_ERR_SYNTAX, &place, "is empty");
    fisc__lines_init(&lines, file, text, length);
    bad = fisc__utf8_check(text, length);
    nul = memchr(text, '\0', bad);
    if (!nul && bad == length)
        return FISC_OK;
    place = fisc__lines_place(&lines, nul ? (size_t)(nul - text) : bad);
    if (nul)
        return fisc__error(reterr, FISC_ERR_SYNTAX, &place,
                           "a NUL byte; the text must be UTF-8");
    return fisc__error(reterr, FISC_ERR_SYNTAX, &place,
                       "byte 0x%02x is not UTF-8 here",
                       (unsigned char)text[bad]);
}
