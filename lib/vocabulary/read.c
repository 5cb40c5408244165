/* SPDX-License-Identifier: MIT */
/* Reads <vocabulary> documents. */

#include <string.h>

#include "base/nearest.h"
#include "vocabulary/tree.h"
#include "xml/xml.h"

#define VOCABULARY_NS "urn:libfisc:vocabulary:1"
#define XML_NS "http://www.w3.org/XML/1998/namespace"

struct reading {
    struct fisc__vocabulary *vocabulary;
    struct fisc__arena *arena;
    const struct fisc__xml *element; /* the <fact> */
    struct fisc__definition *definition;
    struct fisc_error *reterr;
};

/* An element that stands where only those of `allowed` may. */
static enum fisc_status
unknown_element(const struct fisc__xml *element, const char *const *allowed,
                struct fisc_error *reterr)
{
    struct fisc__nearest nearest;

    if (strcmp(element->ns, VOCABULARY_NS) != 0)
        return fisc__error(reterr, FISC_ERR_INVALID, &element->place,
                           "<%s> is not of the namespace " VOCABULARY_NS,
                           element->name);
    fisc__nearest_init(&nearest, element->name);
    for (size_t i = 0; allowed[i]; i++)
        fisc__nearest_offer(&nearest, allowed[i]);
    return fisc__error(reterr, FISC_ERR_INVALID, &element->place,
                       "<%s> is not allowed in <%s>%s%s%s", element->name,
                       element->parent->name,
                       nearest.best ? "; did you mean <" : "",
                       nearest.best ? nearest.best : "",
                       nearest.best ? ">?" : "");
}

/* Only white space between the elements, and only those of `allowed`. */
static enum fisc_status
only_elements(const struct fisc__xml *element, const char *const *allowed,
              struct fisc_error *reterr)
{
    for (const struct fisc__xml *child = element->first; child;
         child = child->next) {
        size_t i = 0;

        if (!child->name) {
            if (child->text[strspn(child->text, " \t\r\n")] == '\0')
                continue;
            return fisc__error(reterr, FISC_ERR_INVALID, &child->place,
                               "text is not allowed in <%s>", element->name);
        }
        while (allowed[i] && !fisc__xml_is(child, VOCABULARY_NS, allowed[i]))
            i++;
        if (!allowed[i])
            return unknown_element(child, allowed, reterr);
    }
    return FISC_OK;
}

/* One <title>, <meaning> or <question>. */
static enum fisc_status
read_text(struct fisc__arena *arena, const struct fisc__xml *element,
          struct fisc__text *text, struct fisc_error *reterr)
{
    static const char *const none[] = {NULL};
    const char *language = fisc__xml_attribute_ns(element, XML_NS, "lang");
    const struct fisc__xml *child = fisc__xml_element(element->first);
    enum fisc_status status = fisc__xml_only_attributes(element, none, reterr);
    const char **slot;

    if (status < 0)
        return status;
    if (child)
        return unknown_element(child, none, reterr);
    if (!language ||
        (strcmp(language, "ja") != 0 && strcmp(language, "en") != 0))
        return fisc__error(reterr, FISC_ERR_INVALID, &element->place,
                           "<%s> needs xml:lang, ja or en", element->name);
    slot = language[0] == 'j' ? &text->ja : &text->en;
    if (*slot)
        return fisc__error(reterr, FISC_ERR_CONFLICT, &element->place,
                           "a second <%s> in \"%s\"", element->name, language);
    *slot = fisc__xml_flat_text(arena, element);
    return *slot ? FISC_OK : fisc__error_nomem(reterr);
}

/* All children of that name, one for each language. */
static enum fisc_status
read_texts(struct fisc__arena *arena, const struct fisc__xml *parent,
           const char *name, struct fisc__text *text,
           struct fisc_error *reterr)
{
    for (const struct fisc__xml *e = fisc__xml_child(parent, name); e;
         e = fisc__xml_next(e, name)) {
        enum fisc_status status = read_text(arena, e, text, reterr);

        if (status < 0)
            return status;
    }
    return FISC_OK;
}

static enum fisc_status
refuse(const struct reading *r, const char *text)
{
    return fisc__error_item(r->reterr, FISC_ERR_INVALID, &r->element->place,
                            r->definition->path, "%s: %s", r->definition->path,
                            text);
}

static enum fisc_status
read_type(const struct reading *r)
{
    const char *type = fisc__xml_attribute(r->element, "type");
    struct fisc__nearest nearest;

    if (!type)
        return refuse(r, "has no type: flag, integer, decimal, string, date, "
                         "enumeration, set or list");
    fisc__nearest_init(&nearest, type);
    for (int i = 0; i <= FISC_FACT_LIST; i++) {
        const char *name = fisc_fact_type_name((enum fisc_fact_type)i);

        if (strcmp(name, type) == 0) {
            r->definition->type = (enum fisc_fact_type)i;
            return FISC_OK;
        }
        fisc__nearest_offer(&nearest, name);
    }
    return fisc__error_item(
        r->reterr, FISC_ERR_INVALID, &r->element->place, r->definition->path,
        "%s: \"%s\" is no type%s%s%s; there are flag, integer, decimal, "
        "string, date, enumeration, set and list",
        r->definition->path, type, nearest.best ? " (did you mean " : "",
        nearest.best ? nearest.best : "", nearest.best ? "?)" : "");
}

static enum fisc_status
read_flag(const struct reading *r, const char *name, bool *ret)
{
    const char *text = fisc__xml_attribute(r->element, name);

    if (!text || strcmp(text, "false") == 0)
        *ret = false;
    else if (strcmp(text, "true") == 0)
        *ret = true;
    else
        return fisc__error_item(r->reterr, FISC_ERR_INVALID,
                                &r->element->place, r->definition->path,
                                "%s: %s is \"%s\", neither true nor false",
                                r->definition->path, name, text);
    return FISC_OK;
}

static enum fisc_status
read_age(const struct reading *r)
{
    const char *text = fisc__xml_attribute(r->element, "max-age");
    struct fisc__definition *definition = r->definition;

    if (!text)
        return FISC_OK;
    if (!fisc__period_read(text, strlen(text), &definition->max_age))
        return fisc__error_item(r->reterr, FISC_ERR_INVALID,
                                &r->element->place, definition->path,
                                "%s: max-age is \"%s\", no period such as 1y, "
                                "6m or 90d",
                                definition->path, text);
    definition->ages = true;
    definition->max_age_text = fisc__arena_string(r->arena, text);
    return definition->max_age_text ? FISC_OK : fisc__error_nomem(r->reterr);
}

static enum fisc_status
read_unit(const struct reading *r)
{
    const char *text = fisc__xml_attribute(r->element, "unit");

    if (!text)
        return FISC_OK;
    r->definition->unit = fisc__arena_string(r->arena, text);
    return r->definition->unit ? FISC_OK : fisc__error_nomem(r->reterr);
}

static enum fisc_status
read_value(const struct reading *r, const struct fisc__xml *element)
{
    static const char *const attributes[] = {"name", NULL};
    static const char *const children[] = {"title", NULL};
    struct fisc__definition *definition = r->definition;
    const char *name = fisc__xml_attribute(element, "name");
    struct fisc__allowed *value;
    enum fisc_status status;

    status = fisc__xml_only_attributes(element, attributes, r->reterr);
    if (status == FISC_OK)
        status = only_elements(element, children, r->reterr);
    if (status < 0)
        return status;
    if (!name || !*name)
        return fisc__error_item(r->reterr, FISC_ERR_INVALID, &element->place,
                                definition->path, "%s: a value has no name",
                                definition->path);
    if (fisc__definition_rank(definition, name) >= 0)
        return fisc__error_item(r->reterr, FISC_ERR_CONFLICT, &element->place,
                                definition->path,
                                "%s: the value \"%s\" is there twice",
                                definition->path, name);
    value = &definition->values[definition->value_count];
    value->name = fisc__arena_string(r->arena, name);
    if (!value->name)
        return fisc__error_nomem(r->reterr);
    definition->value_count++;
    return read_texts(r->arena, element, "title", &value->title, r->reterr);
}

enum { MOST_VALUES = 4096 }; /* of one fact: duplicates are looked for */

static enum fisc_status
read_values(const struct reading *r)
{
    struct fisc__definition *definition = r->definition;
    size_t count = 0;

    for (const struct fisc__xml *e = fisc__xml_child(r->element, "value"); e;
         e = fisc__xml_next(e, "value"))
        count++;
    if (count == 0)
        return FISC_OK;
    if (count > MOST_VALUES)
        return fisc__error_item(r->reterr, FISC_ERR_LIMIT, &r->element->place,
                                definition->path,
                                "%s has %zu values, more than %d",
                                definition->path, count, MOST_VALUES);
    definition->values =
        fisc__arena_array(r->arena, count, sizeof *definition->values);
    if (!definition->values)
        return fisc__error_nomem(r->reterr);
    for (const struct fisc__xml *e = fisc__xml_child(r->element, "value"); e;
         e = fisc__xml_next(e, "value")) {
        enum fisc_status status = read_value(r, e);

        if (status < 0)
            return status;
    }
    return FISC_OK;
}

/* Does what is said of the fact suit its type? */
static enum fisc_status
check_definition(const struct reading *r)
{
    const struct fisc__definition *d = r->definition;
    bool number = d->type == FISC_FACT_INTEGER || d->type == FISC_FACT_DECIMAL;

    if (d->type == FISC_FACT_ENUMERATION && d->value_count == 0)
        return refuse(r, "an enumeration needs values");
    if (d->value_count > 0 && d->type != FISC_FACT_ENUMERATION &&
        d->type != FISC_FACT_SET)
        return refuse(r, "values are for an enumeration or a set");
    if (d->ordered && d->type != FISC_FACT_ENUMERATION)
        return refuse(r, "only an enumeration can be ordered");
    if (d->none && d->type != FISC_FACT_DATE)
        return refuse(r, "none is for a date");
    if (d->unit && !number)
        return refuse(r, "a unit is for an integer or a decimal");
    if (d->ages && d->type == FISC_FACT_LIST)
        return refuse(r, "a list has no max-age, its fields have");
    if (d->judged && (d->type == FISC_FACT_SET || d->type == FISC_FACT_LIST))
        return refuse(r, "a set or list can't be judged, it has no by and at");
    return FISC_OK;
}

static enum fisc_status
read_definition(const struct reading *r)
{
    static const char *const attributes[] = {
        "path", "type", "unit", "max-age", "ordered", "judged", "none", NULL};
    static const char *const children[] = {"meaning", "question", "value",
                                           NULL};
    struct fisc__definition *d = r->definition;
    enum fisc_status status;

    if ((status = fisc__xml_only_attributes(r->element, attributes,
                                            r->reterr)) < 0 ||
        (status = only_elements(r->element, children, r->reterr)) < 0 ||
        (status = read_type(r)) < 0 || (status = read_unit(r)) < 0 ||
        (status = read_age(r)) < 0 ||
        (status = read_flag(r, "ordered", &d->ordered)) < 0 ||
        (status = read_flag(r, "judged", &d->judged)) < 0 ||
        (status = read_flag(r, "none", &d->none)) < 0 ||
        (status = read_values(r)) < 0 ||
        (status = read_texts(r->arena, r->element, "meaning", &d->meaning,
                             r->reterr)) < 0 ||
        (status = read_texts(r->arena, r->element, "question", &d->question,
                             r->reterr)) < 0)
        return status;
    return check_definition(r);
}

static enum fisc_status
read_fact(struct fisc__vocabulary *vocabulary, const char *file,
          const struct fisc__xml *element, struct fisc_error *reterr)
{
    struct fisc__arena *arena = vocabulary->arena;
    struct fisc__definition *definition =
        fisc__arena_alloc(arena, sizeof *definition);
    const char *path = fisc__xml_attribute(element, "path");
    struct reading reading = {vocabulary, arena, element, definition, reterr};
    enum fisc_status status;

    if (!definition)
        return fisc__error_nomem(reterr);
    if (!path)
        return fisc__error(reterr, FISC_ERR_INVALID, &element->place,
                           "a fact has no path");
    definition->path = fisc__arena_string(arena, path);
    if (!definition->path)
        return fisc__error_nomem(reterr);
    definition->place = element->place;
    definition->place.file = file;
    status = read_definition(&reading);
    if (status < 0)
        return status;
    return fisc__vocabulary_add(vocabulary, definition, reterr);
}

enum fisc_status
fisc__vocabulary_read(struct fisc__vocabulary *vocabulary,
                      const struct fisc__xml *root, struct fisc_error *reterr)
{
    static const char *const attributes[] = {"id", "version", NULL};
    static const char *const children[] = {"title", "fact", NULL};
    struct fisc__text title = {NULL, NULL};
    const char *file;
    enum fisc_status status;

    if (!fisc__xml_is(root, VOCABULARY_NS, "vocabulary"))
        return fisc__error(reterr, FISC_ERR_INVALID, &root->place,
                           "<%s> is no vocabulary: expected <vocabulary "
                           "xmlns=\"" VOCABULARY_NS "\">",
                           root->name);
    if ((status = fisc__xml_only_attributes(root, attributes, reterr)) < 0 ||
        (status = only_elements(root, children, reterr)) < 0 ||
        (status = read_texts(vocabulary->arena, root, "title", &title,
                             reterr)) < 0)
        return status;
    /* The document may be gone before the vocabulary is. */
    file = fisc__arena_string(vocabulary->arena,
                              root->place.file ? root->place.file : "");
    if (!file)
        return fisc__error_nomem(reterr);
    for (const struct fisc__xml *e = fisc__xml_child(root, "fact"); e;
         e = fisc__xml_next(e, "fact")) {
        status = read_fact(vocabulary, file, e, reterr);
        if (status < 0)
            return status;
    }
    vocabulary->given = true;
    return fisc__vocabulary_check(vocabulary, reterr);
}
