/* SPDX-License-Identifier: MIT */
/* Finding one's way in a small XML tree. */

#include "xml/xml.h"

#include <string.h>

#include "base/buffer.h"
#include "base/nearest.h"

const char *
fisc__xml_attribute(const struct fisc__xml *element, const char *name)
{
    return fisc__xml_attribute_ns(element, "", name);
}

const char *
fisc__xml_attribute_ns(const struct fisc__xml *element, const char *ns,
                       const char *name)
{
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct fisc__xml_attribute *a = &element->attributes[i];

        /* Most differ in their first byte, and few have a namespace. */
        if (a->name[0] == name[0] && a->ns[0] == ns[0] &&
            strcmp(a->name, name) == 0 &&
            (ns[0] == '\0' || strcmp(a->ns, ns) == 0))
            return a->value;
    }
    return NULL;
}

bool
fisc__xml_is(const struct fisc__xml *node, const char *ns, const char *name)
{
    /* The name first: it tells elements of one document apart soonest. */
    return node->name &&
           (!name ||
            (node->name[0] == name[0] && strcmp(node->name, name) == 0)) &&
           (node->ns == ns || strcmp(node->ns, ns) == 0);
}

static const struct fisc__xml *
find(const struct fisc__xml *node, const char *ns, const char *name)
{
    while (node && !fisc__xml_is(node, ns, name))
        node = node->next;
    return node;
}

const struct fisc__xml *
fisc__xml_child(const struct fisc__xml *element, const char *name)
{
    return find(element->first, element->ns, name);
}

const struct fisc__xml *
fisc__xml_next(const struct fisc__xml *element, const char *name)
{
    return find(element->next, element->ns, name);
}

const struct fisc__xml *
fisc__xml_element(const struct fisc__xml *node)
{
    while (node && !node->name)
        node = node->next;
    return node;
}

/* The next node below `top` in the document's order, or NULL. */
static const struct fisc__xml *
next_below(const struct fisc__xml *top, const struct fisc__xml *node)
{
    if (node->first)
        return node->first;
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

static size_t
text_size(const struct fisc__xml *top)
{
    size_t size = 0;

    for (const struct fisc__xml *n = top; n; n = next_below(top, n))
        if (n->text)
            size += strlen(n->text);
    return size;
}

const char *
fisc__xml_raw_text(struct fisc__arena *arena, const struct fisc__xml *node)
{
    char *text = fisc__arena_alloc(arena, text_size(node) + 1);
    char *end = text;

    if (!text)
        return NULL;
    for (const struct fisc__xml *n = node; n; n = next_below(node, n))
        if (n->text) {
            size_t length = strlen(n->text);

            memcpy(end, n->text, length);
            end += length;
        }
    return text;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

const char *
fisc__xml_flat_text(struct fisc__arena *arena, const struct fisc__xml *node)
{
    char *text = fisc__arena_alloc(arena, text_size(node) + 1);
    size_t used = 0;
    bool space = false;

    if (!text)
        return NULL;
    for (const struct fisc__xml *n = node; n; n = next_below(node, n))
        for (const char *s = n->text ? n->text : ""; *s; s++) {
            if (is_blank(*s)) {
                space = used > 0;
                continue;
            }
            if (space)
                text[used++] = ' ';
            space = false;
            text[used++] = *s;
        }
    return text;
}

static bool
is_allowed(const char *name, const char *const *allowed)
{
    for (; *allowed; allowed++)
        if (strcmp(*allowed, name) == 0)
            return true;
    return false;
}

enum fisc_status
fisc__xml_only_attributes(const struct fisc__xml *element,
                          const char *const *allowed,
                          struct fisc_error *reterr)
{
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct fisc__xml_attribute *a = &element->attributes[i];
        struct fisc__nearest nearest;

        if (a->ns[0] || is_allowed(a->name, allowed))
            continue;
        fisc__nearest_init(&nearest, a->name);
        for (const char *const *known = allowed; *known; known++)
            fisc__nearest_offer(&nearest, *known);
        return fisc__error(reterr, FISC_ERR_INVALID, &element->place,
                           "<%s> takes no attribute '%s'%s%s%s",
                           element->name, a->name,
                           nearest.best ? "; is '" : "",
                           nearest.best ? nearest.best : "",
                           nearest.best ? "' meant?" : "");
    }
    return FISC_OK;
}
