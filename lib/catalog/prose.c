/* SPDX-License-Identifier: MIT */
/* Texts for people out of OSCAL's markup, with the values of params put in. */

#include <string.h>

#include "catalog/reader.h"

/* A param may insert params in its label or its choices; so deep, no deeper. */
enum { PROSE_DEEPEST = 8 };

struct prose {
    struct fisc__reader *reader;
    struct fisc__buffer buffer;
    enum fisc_language language;
    bool space; /* one is due before the next character */
    const struct fisc__param *within[PROSE_DEEPEST]; /* being written */
    unsigned depth;
    const struct fisc__place *place; /* of the text, for remarks */
    enum fisc_status status;
};

static void
prose_node(struct prose *prose, const struct fisc__xml *node);

static void
prose_write(struct prose *prose, const char *text)
{
    static const char spaces[] = " \t\n\r";

    while (*text) {
        size_t length = strcspn(text, spaces);

        if (length == 0) {
            prose->space = true;
            text++;
            continue;
        }
        if (prose->space && prose->buffer.length > 0)
            fisc__buffer_char(&prose->buffer, ' ');
        prose->space = false;
        fisc__buffer_append(&prose->buffer, text, length);
        text += length;
    }
}

/* Elements that begin a line of their own. */
static bool
is_block(const struct fisc__xml *node)
{
    static const char *const names[] = {
        "p",  "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt",
        "tr", "td", "th", "hr", "br", "dd", NULL};
    static const char *const longer[] = {"table", "blockquote", "pre", "img",
                                         NULL};
    const char *const *name = longer;

    if (!fisc__xml_is(node, FISC__OSCAL_NS, NULL))
        return false;
    if (node->name[1] == '\0' || node->name[2] == '\0')
        name = names;
    while (*name && ((*name)[0] != node->name[0] ||
                     strcmp(node->name, *name) != 0))
        name++;
    return *name != NULL;
}

static void
prose_children(struct prose *prose, const struct fisc__xml *node)
{
    for (const struct fisc__xml *child = node->first; child;
         child = child->next)
        prose_node(prose, child);
}

static void
prose_values(struct prose *prose, const struct fisc__param *param)
{
    for (size_t i = 0; i < param->value_count; i++) {
        if (i > 0)
            prose_write(prose, ", ");
        prose_write(prose, param->values[i]);
    }
}

static void
prose_choices(struct prose *prose, const struct fisc__xml *select)
{
    const struct fisc__xml *choice = fisc__xml_child(select, "choice");

    while (choice) {
        prose_children(prose, choice);
        choice = fisc__xml_next(choice, "choice");
        if (choice)
            prose_write(prose, "; ");
    }
}

/* What stands for a param without a value: its label, its choices, its id. */
static void
prose_unset(struct prose *prose, const struct fisc__xml *element)
{
    const struct fisc__xml *label = fisc__xml_child(element, "label");
    const struct fisc__xml *select = fisc__xml_child(element, "select");
    const char *other = fisc__oscal_prop(
        element,
        prose->language == FISC_LANGUAGE_EN ? "label-en" : "label-ja");

    if (other && (!label || fisc__reader_language(prose->reader, label) !=
                                prose->language))
        prose_write(prose, other);
    else if (label)
        prose_children(prose, label);
    else if (select)
        prose_choices(prose, select);
    else
        prose_write(prose, fisc__xml_attribute(element, "id"));
}

/* Too deep, or inside itself? */
static bool
prose_is_endless(const struct prose *prose, const struct fisc__param *param)
{
    for (unsigned i = 0; i < prose->depth; i++)
        if (prose->within[i] == param)
            return true;
    return prose->depth == PROSE_DEEPEST;
}

static void
prose_param(struct prose *prose, size_t number)
{
    const struct fisc__param *param = prose->reader->params[number];

    if (param->value_count) {
        prose_values(prose, param);
        return;
    }
    prose_write(prose, "[");
    if (prose_is_endless(prose, param)) {
        prose_write(prose, param->id);
    } else {
        prose->within[prose->depth++] = param;
        prose_unset(prose, prose->reader->param_elements[number]);
        prose->depth--;
    }
    prose_write(prose, "]");
}

/* Params that insert params that … could make a short document very long. */
static void
prose_charge(struct prose *prose, size_t bytes)
{
    struct fisc__reader *reader = prose->reader;
    size_t limit = reader->context->options.max_input_bytes;

    if (bytes < limit && reader->inserted < limit - bytes)
        reader->inserted += bytes + 1;
    else
        prose->status =
            fisc__error(reader->reterr, FISC_ERR_LIMIT, prose->place,
                        "params put more than %zu bytes into texts", limit);
}

static void
prose_insert(struct prose *prose, const char *id)
{
    size_t before = prose->buffer.length, number;

    if (fisc__index_find(prose->reader->catalog->index, FISC__INDEX_PARAM, id,
                         &number)) {
        prose_param(prose, number);
    } else {
        prose_write(prose, "[");
        prose_write(prose, id);
        prose_write(prose, "]");
        prose->status = fisc__reader_remark(
            prose->reader, FISC_LOG_WARNING, prose->place, "unknown-param",
            id, "文が挿し込むパラメータ \"%s\" はどこにも定められていない",
            "the text inserts the param \"%s\", which is nowhere defined",
            id);
    }
    if (prose->status == FISC_OK)
        prose_charge(prose, prose->buffer.length - before);
}

static void
prose_node(struct prose *prose, const struct fisc__xml *node)
{
    const char *id;

    if (prose->status != FISC_OK)
        return;
    if (node->text) {
        prose_write(prose, node->text);
        return;
    }
    if (fisc__xml_is(node, FISC__OSCAL_NS, "insert")) {
        id = fisc__xml_attribute(node, "id-ref");
        if (!id)
            id = fisc__xml_attribute(node, "param-id"); /* before 1.0 */
        if (id)
            prose_insert(prose, id);
        return;
    }
    prose->space |= is_block(node);
    prose_children(prose, node);
    prose->space |= is_block(node);
}

/*
 * OSCAL's own markup in a string, `{{ insert: param, id }}`: the id, and the
 * end of it all; NULL where there is none here.
 */
static const char *
mustache(const char *text, const char **ret_id, size_t *ret_length)
{
    static const char *const words[] = {"{{", "insert:", "param", ","};
    const char *id;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);

        if (strncmp(text, words[i], length) != 0)
            return NULL;
        text += length;
        text += strspn(text, " ");
    }
    id = text;
    text += strcspn(text, " }");
    *ret_id = id;
    *ret_length = (size_t)(text - id);
    text += strspn(text, " ");
    return strncmp(text, "}}", 2) == 0 ? text + 2 : NULL;
}

/* A string that may hold such markup. */
static void
prose_string(struct prose *prose, const char *text)
{
    char one[2] = "";

    while (*text && prose->status == FISC_OK) {
        const char *id, *end;
        size_t length;

        if ((end = mustache(text, &id, &length)) != NULL) {
            char *copy =
                fisc__arena_copy(prose->reader->arena, id, length);

            if (copy)
                prose_insert(prose, copy);
            else
                prose->buffer.failed = true;
            text = end;
        } else {
            one[0] = *text++;
            prose_write(prose, one);
        }
    }
}

/* Ends the prose; *ret is its text, NULL where it is empty. */
static enum fisc_status
prose_finish(struct prose *prose, const char **ret)
{
    enum fisc_status status = prose->status;

    if (status == FISC_OK && prose->buffer.failed)
        status = fisc__error_nomem(prose->reader->reterr);
    if (status == FISC_OK && prose->buffer.length > 0) {
        *ret = fisc__arena_copy(prose->reader->arena, prose->buffer.text,
                                prose->buffer.length);
        if (!*ret)
            status = fisc__error_nomem(prose->reader->reterr);
    }
    fisc__buffer_done(&prose->buffer);
    return status;
}

static const char **
text_slot(struct fisc__text *text, enum fisc_language language)
{
    return language == FISC_LANGUAGE_EN ? &text->en : &text->ja;
}

/* The text of an element: of all of it, or of its blocks alone. */
static enum fisc_status
text_from_element(struct fisc__reader *reader, const struct fisc__xml *own,
                  bool blocks, struct fisc__text *ret)
{
    struct prose prose = {.reader = reader, .place = &own->place,
                          .language = fisc__reader_language(reader, own)};
    const char **slot = text_slot(ret, prose.language);

    fisc__buffer_init(&prose.buffer, reader->context);
    for (const struct fisc__xml *child = own->first; child;
         child = child->next)
        if (!blocks || is_block(child))
            prose_node(&prose, child);
    return prose_finish(&prose, slot);
}

static enum fisc_status
text_from_prop(struct fisc__reader *reader, const struct fisc__prop *prop,
               enum fisc_language language, struct fisc__text *ret)
{
    struct prose prose = {.reader = reader, .place = &prop->place,
                          .language = language};

    if (!strstr(prop->value, "{{")) {
        *text_slot(ret, language) = prop->value;
        return FISC_OK;
    }
    fisc__buffer_init(&prose.buffer, reader->context);
    prose_string(&prose, prop->value);
    return prose_finish(&prose, text_slot(ret, language));
}

/* Is it `name`, `name-ja` or `name-en` of ours? And of which language. */
static bool
names_text(const struct fisc__reader *reader, const struct fisc__prop *prop,
           const char *name, enum fisc_language *ret)
{
    size_t length = strlen(name);

    if (strncmp(prop->name, name, length) != 0 ||
        strcmp(prop->ns, FISC__PROP_NS) != 0)
        return false;
    if (strcmp(prop->name + length, "-ja") == 0)
        *ret = FISC_LANGUAGE_JA;
    else if (strcmp(prop->name + length, "-en") == 0)
        *ret = FISC_LANGUAGE_EN;
    else if (prop->name[length] == '\0')
        *ret = fisc__reader_language_at(reader, &prop->place);
    else
        return false;
    return true;
}

/* A text that the profile gives outdoes a prop that the catalog has. */
static bool
is_outdone(const struct fisc__reader *reader, const struct fisc__xml *own,
           const struct fisc__prop *prop, const char *text)
{
    return text && own && reader->overlay.file &&
           fisc__reader_place(reader, own).file == reader->overlay_name &&
           prop->place.file != reader->overlay_name;
}

enum fisc_status
fisc__prose_text(struct fisc__reader *reader, const struct fisc__xml *own,
                 bool blocks, const char *name,
                 const struct fisc__props *props, struct fisc__text *ret)
{
    enum fisc_status status = FISC_OK;

    *ret = (struct fisc__text){NULL, NULL};
    if (own)
        status = text_from_element(reader, own, blocks, ret);
    for (size_t i = 0; i < props->count && status == FISC_OK; i++) {
        const struct fisc__prop *prop = &props->list[i];
        enum fisc_language language;

        if (names_text(reader, prop, name, &language) &&
            !is_outdone(reader, own, prop, *text_slot(ret, language)))
            status = text_from_prop(reader, prop, language, ret);
    }
    return status;
}
