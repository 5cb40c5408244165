/* SPDX-License-Identifier: MIT */
/* What the readers of manifests and waivers ask of an element. */

#include "policy/element.h"

#include <string.h>

#define XML_NS "http://www.w3.org/XML/1998/namespace"

static bool
is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

enum fisc_status
fisc__element_check(const struct fisc__xml *element,
                    const char *const *allowed, bool empty,
                    struct fisc_error *reterr)
{
    enum fisc_status status = fisc__xml_only_attributes(element, allowed,
                                                        reterr);

    for (const struct fisc__xml *n = element->first;
         n && status == FISC_OK; n = n->next) {
        if (n->text && !is_blank(n->text))
            status = fisc__error(reterr, FISC_ERR_INVALID, &n->place,
                                 "text has no place in <%s>", element->name);
        else if (n->name && empty)
            status = fisc__element_refuse(n, NULL, reterr);
    }
    return status;
}

enum fisc_status
fisc__element_required(const struct fisc__xml *element, const char *name,
                       const char **ret, struct fisc_error *reterr)
{
    const char *value = fisc__xml_attribute(element, name);

    if (!value)
        return fisc__error(reterr, FISC_ERR_INVALID, &element->place,
                           "<%s> needs the attribute \"%s\"", element->name,
                           name);
    if (is_blank(value))
        return fisc__error(reterr, FISC_ERR_INVALID, &element->place,
                           "the attribute \"%s\" of <%s> is blank", name,
                           element->name);
    *ret = value;
    return FISC_OK;
}

/* Where the text in that language goes, or NULL. */
static const char **
slot_of(struct fisc__text *text, const char *language)
{
    if (strcmp(language, "en") == 0)
        return &text->en;
    return strcmp(language, "ja") == 0 ? &text->ja : NULL;
}

enum fisc_status
fisc__element_text(struct fisc__arena *arena, const struct fisc__xml *element,
                   struct fisc__text *text, struct fisc_error *reterr)
{
    static const char *const allowed[] = {NULL};
    const char *language = fisc__xml_attribute_ns(element, XML_NS, "lang");
    const char **slot = language ? slot_of(text, language) : NULL;
    enum fisc_status status;

    status = fisc__xml_only_attributes(element, allowed, reterr);
    if (status != FISC_OK)
        return status;
    if (!slot)
        return fisc__error(reterr, FISC_ERR_INVALID, &element->place,
                           "<%s> needs xml:lang, ja or en", element->name);
    if (*slot)
        return fisc__error(reterr, FISC_ERR_CONFLICT, &element->place,
                           "a second <%s> in one language", element->name);
    if (fisc__xml_element(element->first))
        return fisc__element_refuse(fisc__xml_element(element->first), NULL,
                                    reterr);
    *slot = fisc__xml_flat_text(arena, element);
    return *slot ? FISC_OK : fisc__error_nomem(reterr);
}

enum fisc_status
fisc__element_refuse(const struct fisc__xml *element, const char *nearest,
                     struct fisc_error *reterr)
{
    return fisc__error(reterr, FISC_ERR_INVALID, &element->place,
                       "<%s> has no place in <%s>%s%s%s", element->name,
                       element->parent->name, nearest ? "; did you mean <" : "",
                       nearest ? nearest : "", nearest ? ">?" : "");
}
