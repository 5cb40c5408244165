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
