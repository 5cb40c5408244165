/* SPDX-License-Identifier: MIT */
/* Looking into JSON trees, and writing strings. */

#include "json/json.h"

#include <string.h>

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

/* Bytes that stand for themselves: all but these, and the end. */
static const bool escaped[256] = {
    [0 ... 0x1f] = true, /* the end among them */
    ['"'] = true, ['\\'] = true, [0x7f] = true};

static const char *
skip_plain(const char *text)
{
    while (!escaped[(unsigned char)*text])
        text++;
    return text;
}

/* One that has nothing to be escaped: nearly all are. */
static void
quote_plain(struct fisc__buffer *buffer, const char *text, size_t length)
{
    char *room = fisc__buffer_room(buffer, length + 2);

    if (!room)
        return;
    room[0] = '"';
    memmove(room + 1, text, length);
    room[length + 1] = '"';
    fisc__buffer_filled(buffer, length + 2);
}

void
fisc__json_quote(struct fisc__buffer *buffer, const char *text)
{
    const char *end = skip_plain(text);

    if (!*end) {
        quote_plain(buffer, text, (size_t)(end - text));
        return;
    }
    fisc__buffer_char(buffer, '"');
    for (; *end; end = skip_plain(text)) {
        fisc__buffer_append(buffer, text, (size_t)(end - text));
        quote_char(buffer, *end);
        text = end + 1;
    }
    fisc__buffer_append(buffer, text, (size_t)(end - text));
    fisc__buffer_char(buffer, '"');
}
