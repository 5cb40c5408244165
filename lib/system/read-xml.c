/* SPDX-License-Identifier: MIT */
/* Descriptions spelled in XML. */

#include <string.h>

#include "base/nearest.h"
#include "base/number.h"
#include "system/names.h"
#include "system/read.h"

#define SYSTEM_NS "urn:libfisc:system:1"
#define XML_NS "http://www.w3.org/XML/1998/namespace"

struct reader {
    struct fisc__draft *draft;
    struct fisc__arena *scratch; /* the document's */
    struct fisc_error *reterr;
};

/* The document's places end with it; the description has its own name. */
static struct fisc__place
lasting(const struct reader *r, const struct fisc__place *place)
{
    return (struct fisc__place){r->draft->system->name, place->line,
                                place->column};
}

/* Refuses an element; `node` is the fact it belongs to. */
static enum fisc_status
refuse(const struct reader *r, const struct fisc__node *node,
       const struct fisc__xml *element, const char *text)
{
    char path[FISC__PATH_TEXT];

    fisc__node_path(node, path, sizeof path);
    return fisc__error_item(r->reterr, FISC_ERR_INVALID, &element->place, path,
                            "%s%s%s", path, *path ? ": " : "", text);
}

/* What may stand in a record: NULL-terminated names of elements. */
static const char *const record_words[] = {"fact", "record", "list", NULL};
static const char *const root_words[] = {"fact", "record", "list", "title",
                                         NULL};
static const char *const list_words[] = {"item", NULL};
static const char *const no_words[] = {NULL};

static enum fisc_status
misplaced(const struct reader *r, const struct fisc__xml *element,
          const char *const *words)
{
    struct fisc__nearest nearest;

    if (strcmp(element->ns, SYSTEM_NS) != 0)
        return fisc__error(r->reterr, FISC_ERR_INVALID, &element->place,
                           "<%.60s> is not of the namespace " SYSTEM_NS,
                           element->name);
    fisc__nearest_init(&nearest, element->name);
    for (size_t i = 0; words[i]; i++)
        fisc__nearest_offer(&nearest, words[i]);
    return fisc__error(r->reterr, FISC_ERR_INVALID, &element->place,
                       "<%.60s> is not allowed in <%s>%s%s%s", element->name,
                       element->parent->name,
                       nearest.best ? "; did you mean <" : "",
                       nearest.best ? nearest.best : "",
                       nearest.best ? ">?" : "");
}

/* Is a child an element, and one of `words`? Else blank text, or an error. */
static enum fisc_status
check_child(const struct reader *r, const struct fisc__xml *child,
            const char *const *words)
{
    if (!child->name) {
        if (child->text[strspn(child->text, " \t\r\n")] == '\0')
            return FISC_OK;
        return fisc__error(r->reterr, FISC_ERR_INVALID, &child->place,
                           "text is not allowed in <%s>",
                           child->parent->name);
    }
    for (size_t i = 0; words[i]; i++)
        if (fisc__xml_is(child, SYSTEM_NS, words[i]))
            return FISC_OK;
    return misplaced(r, child, words);
}

static enum fisc_status
check_children(const struct reader *r, const struct fisc__xml *element,
               const char *const *words)
{
    enum fisc_status status = FISC_OK;

    for (const struct fisc__xml *child = element->first;
         child && status == FISC_OK; child = child->next)
        status = check_child(r, child, words);
    return status;
}

static const struct fisc__about nothing_said = {.date = FISC_DATE_NONE,
                                                .expires = FISC_DATE_NONE,
                                                .at = FISC_DATE_NONE};

/* What attributes say beside a value; `unknown` too. */
static enum fisc_status
read_about(const struct reader *r, const struct fisc__node *node,
           const struct fisc__xml *element, enum fisc__about_key first,
           struct fisc__about *about)
{
    char path[FISC__PATH_TEXT];

    *about = nothing_said;
    about->unknown = fisc__xml_attribute(element, "unknown");
    if (about->unknown && !*about->unknown)
        return refuse(r, node, element, "unknown takes the reason");
    for (int i = first; i < FISC__ABOUT_COUNT; i++) {
        enum fisc__about_key key = (enum fisc__about_key)i;
        const char *text =
            fisc__xml_attribute(element, fisc__about_name(key));

        if (!text || fisc__about_set(about, key, text))
            continue;
        fisc__node_path(node, path, sizeof path);
        return fisc__about_refuse(key, text, path, &element->place, r->reterr);
    }
    return FISC_OK;
}

/* Does the whole text match -?[0-9]+, with a fraction if `fraction`? */
static bool
looks_like_number(const char *text, bool fraction)
{
    size_t digits;

    text += *text == '-';
    digits = strspn(text, "0123456789");
    text += digits;
    if (digits == 0 || !fraction)
        return digits > 0 && !*text;
    if (*text++ != '.')
        return false;
    digits = strspn(text, "0123456789");
    return digits > 0 && !text[digits];
}

static const char *
guess_type(const char *text)
{
    if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
        return "boolean";
    if (looks_like_number(text, false))
        return "integer";
    return looks_like_number(text, true) ? "decimal" : "string";
}

/* Would it be something else than a string without the space around it? */
static bool
is_padded(const struct reader *r, const char *text, bool *ret)
{
    size_t begin = strspn(text, " \t\r\n");
    size_t end = strlen(text);
    const char *core;

    while (end > begin && strchr(" \t\r\n", text[end - 1]))
        end--;
    *ret = false;
    if (begin == 0 && !text[end])
        return true;
    core = fisc__arena_copy(r->scratch, text + begin, end - begin);
    if (core)
        *ret = strcmp(guess_type(core), "string") != 0;
    return core != NULL;
}

/* More zeros than the number needs: an account number, say, and no number. */
static bool
has_leading_zero(const char *text)
{
    text += *text == '-';
    return text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

static enum fisc_status
scalar_integer(const struct reader *r, const struct fisc__node *node,
               const struct fisc__xml *element, const char *text,
               struct fisc__item *ret)
{
    ret->kind = FISC__ITEM_INTEGER;
    if (!looks_like_number(text, false))
        return refuse(r, node, element, "the text is no integer");
    if (has_leading_zero(text))
        return refuse(r, node, element,
                      "a number has no leading zeros; text has type=\"string\"");
    if (!fisc__integer_read(text, strlen(text), &ret->u.integer))
        return refuse(r, node, element, "the integer does not fit in 64 bits");
    return FISC_OK;
}

static enum fisc_status
scalar_decimal(const struct reader *r, const struct fisc__node *node,
               const struct fisc__xml *element, const char *text,
               struct fisc__item *ret)
{
    ret->kind = FISC__ITEM_DECIMAL;
    if (has_leading_zero(text))
        return refuse(r, node, element,
                      "a number has no leading zeros; text has type=\"string\"");
    if (!fisc__decimal_read(r->draft->system->context, text, strlen(text),
                            &ret->u.decimal))
        return refuse(r, node, element, "the text is no decimal number");
    return FISC_OK;
}

/* The value that a text spells; with `type` NULL, the one it looks like. */
static enum fisc_status
scalar_item(const struct reader *r, const struct fisc__node *node,
            const struct fisc__xml *element, const char *text,
            struct fisc__item *ret)
{
    const char *type = fisc__xml_attribute(element, "type");
    bool padded = false;

    if (!type && !is_padded(r, text, &padded))
        return fisc__error_nomem(r->reterr);
    if (padded)
        return refuse(r, node, element,
                      "no white space around a number, true or false");
    if (!type)
        type = guess_type(text);
    if (strcmp(type, "integer") == 0)
        return scalar_integer(r, node, element, text, ret);
    if (strcmp(type, "decimal") == 0)
        return scalar_decimal(r, node, element, text, ret);
    if (strcmp(type, "boolean") == 0) {
        ret->kind = FISC__ITEM_BOOLEAN;
        ret->u.integer = strcmp(text, "true") == 0;
        if (!ret->u.integer && strcmp(text, "false") != 0)
            return refuse(r, node, element, "the text is not true or false");
        return FISC_OK;
    }
    if (strcmp(type, "string") != 0)
        return refuse(r, node, element,
                      "type is boolean, integer, decimal or string");
    ret->kind = FISC__ITEM_STRING;
    ret->u.string = text;
    return FISC_OK;
}

/* Text only; in the scratch memory, as written. */
static enum fisc_status
read_text(const struct reader *r, const struct fisc__xml *element,
          const char **ret)
{
    const struct fisc__xml *child = fisc__xml_element(element->first);

    if (child)
        return misplaced(r, child, no_words);
    *ret = fisc__xml_raw_text(r->scratch, element);
    return *ret ? FISC_OK : fisc__error_nomem(r->reterr);
}

static enum fisc_status
state_unknown(struct reader *r, struct fisc__node *node,
              const struct fisc__xml *element, struct fisc__about *about,
              const struct fisc__place *place)
{
    struct fisc__item item = {.kind = FISC__ITEM_UNKNOWN, .about = about};

    for (const struct fisc__xml *child = element->first; child;
         child = child->next)
        if (child->name || child->text[strspn(child->text, " \t\r\n")])
            return refuse(r, node, element,
                          "it has content or is unknown, not both");
    if (fisc__xml_attribute(element, "type"))
        return refuse(r, node, element, "what is unknown has no type");
    return fisc__draft_state(r->draft, node, &item, place, r->reterr);
}

static enum fisc_status
read_fact(struct reader *r, struct fisc__node *node,
          const struct fisc__xml *element, const struct fisc__place *place)
{
    struct fisc__about about;
    struct fisc__item item = {.about = &about};
    const char *text = NULL;
    enum fisc_status status =
        read_about(r, node, element, FISC__ABOUT_FACT, &about);

    if (status != FISC_OK)
        return status;
    if (about.unknown)
        return state_unknown(r, node, element, &about, place);
    status = read_text(r, element, &text);
    if (status == FISC_OK)
        status = scalar_item(r, node, element, text, &item);
    if (status == FISC_OK)
        status = fisc__draft_state(r->draft, node, &item, place, r->reterr);
    return status;
}

static enum fisc_status
read_children(struct reader *r, struct fisc__node *record,
              const struct fisc__xml *element);

static enum fisc_status
read_record(struct reader *r, struct fisc__node *node,
            const struct fisc__xml *element, const struct fisc__place *place)
{
    static const struct fisc__item record = {.kind = FISC__ITEM_RECORD};
    struct fisc__about about;
    enum fisc_status status =
        read_about(r, node, element, FISC__ABOUT_NONE, &about);

    if (status != FISC_OK)
        return status;
    if (about.unknown)
        return state_unknown(r, node, element, &about, place);
    status = fisc__draft_state(r->draft, node, &record, place, r->reterr);
    return status == FISC_OK ? read_children(r, node, element) : status;
}

/* An item with an id is a record, an item without is a plain value. */
static enum fisc_status
read_item(struct reader *r, struct fisc__node *list,
          const struct fisc__xml *element)
{
    static const char *const attributes[] = {"id", "type", NULL};
    struct fisc__place place = lasting(r, &element->place);
    const char *id = fisc__xml_attribute(element, "id");
    struct fisc__item item = {.kind = FISC__ITEM_STRING};
    struct fisc__node *node = NULL;
    const char *text = NULL;
    enum fisc_status status =
        fisc__xml_only_attributes(element, attributes, r->reterr);

    if (status != FISC_OK)
        return status;
    if (!id && fisc__xml_element(element->first))
        return refuse(r, list, element, "a record of a list needs an id");
    if (!id) {
        status = read_text(r, element, &text);
        if (status == FISC_OK)
            status = scalar_item(r, list, element, text, &item);
        return status == FISC_OK ? fisc__draft_add_scalar(r->draft, list, &item,
                                                          &place, r->reterr)
                                 : status;
    }
    if (!fisc__id_is_spelled(id, strlen(id)))
        return refuse(r, list, element,
                      "an id has ASCII letters, digits and . _ : - and begins "
                      "with a letter or digit");
    if (fisc__xml_attribute(element, "type"))
        return refuse(r, list, element, "a record has no type");
    status = fisc__draft_add_record(r->draft, list, id, &place, &node,
                                    r->reterr);
    return status == FISC_OK ? read_children(r, node, element) : status;
}

static enum fisc_status
read_complete(const struct reader *r, const struct fisc__node *node,
              const struct fisc__xml *element, bool *ret)
{
    const char *text = fisc__xml_attribute(element, "complete");

    *ret = !text || strcmp(text, "true") == 0;
    if (!*ret && strcmp(text, "false") != 0)
        return refuse(r, node, element, "complete is true or false");
    return FISC_OK;
}

static enum fisc_status
read_list(struct reader *r, struct fisc__node *node,
          const struct fisc__xml *element, const struct fisc__place *place)
{
    struct fisc__about about;
    struct fisc__item list = {.kind = FISC__ITEM_LIST, .about = &about};
    enum fisc_status status =
        read_about(r, node, element, FISC__ABOUT_LIST, &about);

    if (status != FISC_OK)
        return status;
    if (about.unknown && fisc__xml_attribute(element, "complete"))
        return refuse(r, node, element, "what is unknown is not complete");
    if (about.unknown)
        return state_unknown(r, node, element, &about, place);
    status = read_complete(r, node, element, &list.complete);
    if (status == FISC_OK)
        status = check_children(r, element, list_words);
    if (status == FISC_OK)
        status = fisc__draft_state(r->draft, node, &list, place, r->reterr);
    for (const struct fisc__xml *e = fisc__xml_element(element->first);
         e && status == FISC_OK; e = fisc__xml_element(e->next))
        status = read_item(r, node, e);
    return status;
}

/* The three elements that state something at a path. */
struct word {
    const char *name;
    const char *attributes[11];
    enum fisc_status (*read)(struct reader *r, struct fisc__node *node,
                             const struct fisc__xml *element,
                             const struct fisc__place *place);
};

static const struct word words[] = {
    {"fact",
     {"name", "type", "unknown", "date", "expires", "source", "evidence", "by",
      "at", "why", NULL},
     read_fact},
    {"record", {"name", "unknown", NULL}, read_record},
    {"list",
     {"name", "complete", "unknown", "date", "source", "evidence", NULL},
     read_list},
};

static enum fisc_status
read_statement(struct reader *r, struct fisc__node *record,
               const struct fisc__xml *element)
{
    struct fisc__place place = lasting(r, &element->place);
    const char *name = fisc__xml_attribute(element, "name");
    const struct word *word = words;
    struct fisc__node *node = NULL;
    enum fisc_status status;

    while (strcmp(word->name, element->name) != 0)
        word++;
    status = fisc__xml_only_attributes(element, word->attributes, r->reterr);
    if (status != FISC_OK)
        return status;
    if (!name)
        return fisc__error(r->reterr, FISC_ERR_INVALID, &element->place,
                           "<%s> has no name", element->name);
    status = fisc__draft_reach(r->draft, record, name, false, &place, &node,
                               r->reterr);
    return status == FISC_OK ? word->read(r, node, element, &place) : status;
}

static enum fisc_status
read_children(struct reader *r, struct fisc__node *record,
              const struct fisc__xml *element)
{
    enum fisc_status status = check_children(r, element, record_words);

    for (const struct fisc__xml *e = fisc__xml_element(element->first);
         e && status == FISC_OK; e = fisc__xml_element(e->next))
        status = read_statement(r, record, e);
    return status;
}

static enum fisc_status
read_title(struct reader *r, const struct fisc__xml *element)
{
    struct fisc_system *system = r->draft->system;
    const char *language = fisc__xml_attribute_ns(element, XML_NS, "lang");
    bool ja = language && strcmp(language, "ja") == 0;
    const char **text = ja ? &system->title.ja : &system->title.en;
    enum fisc_status status =
        fisc__xml_only_attributes(element, no_words, r->reterr);

    if (status != FISC_OK)
        return status;
    if (!ja && (!language || strcmp(language, "en") != 0))
        return fisc__error(r->reterr, FISC_ERR_INVALID, &element->place,
                           "<title> needs xml:lang, ja or en");
    if (*text)
        return fisc__error(r->reterr, FISC_ERR_CONFLICT, &element->place,
                           "a second <title> in \"%s\"", language);
    if (fisc__xml_element(element->first))
        return misplaced(r, fisc__xml_element(element->first), no_words);
    *text = fisc__xml_flat_text(&system->arena, element);
    return *text ? FISC_OK : fisc__error_nomem(r->reterr);
}

static enum fisc_status
read_root(struct reader *r, const struct fisc__xml *root)
{
    static const char *const attributes[] = {"id", NULL};
    const char *id = fisc__xml_attribute(root, "id");
    enum fisc_status status =
        fisc__xml_only_attributes(root, attributes, r->reterr);

    if (status == FISC_OK && !id)
        return fisc__error(r->reterr, FISC_ERR_INVALID, &root->place,
                           "the description has no id");
    if (status == FISC_OK)
        status = fisc_system__set_id(r->draft->system, id, &root->place,
                                     r->reterr);
    if (status == FISC_OK)
        status = check_children(r, root, root_words);
    for (const struct fisc__xml *e = fisc__xml_element(root->first);
         e && status == FISC_OK; e = fisc__xml_element(e->next))
        status = strcmp(e->name, "title") == 0
                     ? read_title(r, e)
                     : read_statement(r, r->draft->root, e);
    return status;
}

static enum fisc_status
foreign(const struct reader *r, const struct fisc__xml *root)
{
    const char *what = fisc_system__foreign_xml(root);

    if (what)
        return fisc__error(r->reterr, FISC_ERR_UNSUPPORTED, &root->place,
                           "this is %s, not a system description; expected "
                           "<system xmlns=\"" SYSTEM_NS "\">",
                           what);
    return fisc__error(r->reterr, FISC_ERR_INVALID, &root->place,
                       "<%.60s> of %s%.60s%s is no system description; "
                       "expected <system xmlns=\"" SYSTEM_NS "\">",
                       root->name, *root->ns ? "\"" : "no namespace",
                       root->ns, *root->ns ? "\"" : "");
}

enum fisc_status
fisc_system__read_xml(struct fisc__draft *draft, struct fisc__arena *scratch,
                      const struct fisc__xml *root, struct fisc_error *reterr)
{
    struct reader reader = {draft, scratch, reterr};

    if (!fisc__xml_is(root, SYSTEM_NS, "system"))
        return foreign(&reader, root);
    draft->root->item.place = lasting(&reader, &root->place);
    return read_root(&reader, root);
}
