/* SPDX-License-Identifier: MIT */
/* From a document to a catalog: metadata, groups, controls, back-matter. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "catalog/reader.h"

const char *
fisc__reader_copy(struct fisc__reader *reader, const char *text)
{
    if (!text || text[0] == '\0')
        return "";
    return fisc__arena_string(reader->arena, text);
}

const char *
fisc__reader_word(struct fisc__reader *reader, const char *text)
{
    uint32_t number;

    if (!text || text[0] == '\0')
        return "";
    number = fisc__names_add(&reader->words, text, strlen(text));
    return number ? fisc__names_text(&reader->words, number) : NULL;
}

/* The first byte that an id can't have, or NULL. */
static const char *
bad_byte(const char *id)
{
    for (; *id; id++)
        if ((unsigned char)*id <= ' ' || *id == 0x7f || *id == '@' ||
            *id == '*')
            return id;
    return NULL;
}

enum fisc_status
fisc__reader_id(struct fisc__reader *reader, const struct fisc__xml *element,
                const char **ret)
{
    const char *id = fisc__xml_attribute(element, "id");

    *ret = NULL;
    if (!id)
        return FISC_OK;
    if (id[0] == '\0')
        return fisc__error(reader->reterr, FISC_ERR_INVALID, &element->place,
                           "the id is empty");
    /* No name in XML; and the part before the first point names a catalog. */
    if (id[0] == '.')
        return fisc__error(reader->reterr, FISC_ERR_INVALID, &element->place,
                           "the id \"%s\" begins with a point", id);
    if (bad_byte(id))
        return fisc__error(reader->reterr, FISC_ERR_INVALID, &element->place,
                           "the id \"%s\" has a %s in it", id,
                           *bad_byte(id) == '@'   ? "\"@\""
                           : *bad_byte(id) == '*' ? "\"*\""
                                                  : "space");
    *ret = fisc__arena_string(reader->arena, id);
    return *ret ? FISC_OK : fisc__error_nomem(reader->reterr);
}

static bool
in_overlay(const struct fisc__reader *reader, const char *file)
{
    return reader->overlay.file && file &&
           (file == reader->overlay_name ||
            strcmp(file, reader->overlay.file) == 0);
}

enum fisc_language
fisc__reader_language_at(const struct fisc__reader *reader,
                         const struct fisc__place *place)
{
    return in_overlay(reader, place->file) ? reader->overlay.language
                                           : reader->language;
}

enum fisc_language
fisc__reader_language(const struct fisc__reader *reader,
                      const struct fisc__xml *element)
{
    return fisc__reader_language_at(reader, &element->place);
}

struct fisc__place
fisc__reader_place(const struct fisc__reader *reader,
                   const struct fisc__xml *element)
{
    struct fisc__place place = element->place;

    place.file = in_overlay(reader, place.file) ? reader->overlay_name
                                                : reader->catalog->name;
    return place;
}

enum fisc_status
fisc__reader_say(struct fisc__reader *reader, enum fisc_log_level level,
                 const struct fisc__place *place, const char *rule,
                 const char *item, struct fisc__text message)
{
    struct fisc__place kept = *place;

    if (!reader->diagnostics)
        return FISC_OK;
    /* The remark may outlive the document, and even the catalog. */
    kept.file = fisc__arena_string(
        reader->diagnostics->arena,
        in_overlay(reader, place->file) ? reader->overlay_name
                                        : reader->catalog->name);
    if (!kept.file || !fisc__diagnostics_say(reader->diagnostics, level, &kept,
                                             rule, item, message))
        return fisc__error_nomem(reader->reterr);
    return FISC_OK;
}

enum fisc_status
fisc__reader_remark(struct fisc__reader *reader, enum fisc_log_level level,
                    const struct fisc__place *place, const char *rule,
                    const char *item, const char *ja, const char *en, ...)
{
    char texts[2][512];
    va_list arguments;

    va_start(arguments, en);
    vsnprintf(texts[FISC_LANGUAGE_JA], sizeof texts[0], ja, arguments);
    va_end(arguments);
    va_start(arguments, en);
    vsnprintf(texts[FISC_LANGUAGE_EN], sizeof texts[0], en, arguments);
    va_end(arguments);
    return fisc__reader_say(
        reader, level, place, rule, item,
        (struct fisc__text){.ja = texts[FISC_LANGUAGE_JA],
                            .en = texts[FISC_LANGUAGE_EN]});
}

const char *
fisc__oscal_label(const struct fisc__xml *element)
{
    const struct fisc__xml *prop = fisc__xml_child(element, "prop");
    const char *any = NULL;

    /* Of several, the one without a class is the printed one. */
    for (; prop; prop = fisc__xml_next(prop, "prop")) {
        const char *name = fisc__xml_attribute(prop, "name");
        const char *value = fisc__xml_attribute(prop, "value");

        if (!name || !value || strcmp(name, "label") != 0 ||
            fisc__oscal_ns(prop)[0] != '\0')
            continue;
        if (!fisc__xml_attribute(prop, "class"))
            return value;
        if (!any)
            any = value;
    }
    return any;
}

static enum fisc_status
read_title(struct fisc__reader *reader, const struct fisc__xml *element,
           const struct fisc__props *props, struct fisc__text *ret)
{
    return fisc__prose_text(reader, fisc__xml_child(element, "title"), false,
                            "title", props, ret);
}

static bool
is_withdrawn(const struct fisc__props *props)
{
    const char *status = fisc__props_get(props, "", "status");

    return status && strcasecmp(status, "withdrawn") == 0;
}

static enum fisc_status
add_control(struct fisc__reader *reader, const struct fisc__xml *element,
            struct fisc__control *control)
{
    struct fisc_catalog *catalog = reader->catalog;
    size_t first;

    if (fisc__index_find(catalog->index, FISC__INDEX_CONTROL, control->id,
                         &first) ||
        fisc__index_find(catalog->index, FISC__INDEX_CLAUSE, control->id,
                         &first)) {
        const struct fisc__place *place =
            fisc__index_find(catalog->index, FISC__INDEX_CONTROL, control->id,
                             &first)
                ? &reader->controls[first]->place
                : &reader->clauses[first]->place;

        return fisc__error_item(reader->reterr, FISC_ERR_CONFLICT,
                                &element->place, control->id,
                                "the id \"%s\" is used twice, first at "
                                "%s:%u:%u", control->id, place->file,
                                place->line, place->column);
    }
    control->index = catalog->control_count;
    if (!fisc__grow(reader->context, &reader->controls,
                    &reader->control_capacity, control->index,
                    sizeof *reader->controls) ||
        !fisc__index_add(catalog->index, FISC__INDEX_CONTROL, control->id,
                         control->index))
        return fisc__error_nomem(reader->reterr);
    reader->controls[control->index] = control;
    catalog->control_count++;
    return FISC_OK;
}

/* All its labels, in whatever class, can be used to find it. */
static enum fisc_status
add_labels(struct fisc__reader *reader, const struct fisc__control *control)
{
    for (size_t i = 0; i < control->props.count; i++) {
        const struct fisc__prop *prop = &control->props.list[i];

        if (prop->ns[0] == '\0' && strcmp(prop->name, "label") == 0 &&
            !fisc__index_add_label(reader->catalog->index, prop->value,
                                   control->index))
            return fisc__error_nomem(reader->reterr);
    }
    return FISC_OK;
}

static enum fisc_status
read_controls(struct fisc__reader *reader, const struct fisc__xml *element,
              struct fisc__group *group, struct fisc__control *parent);

static enum fisc_status
fill_control(struct fisc__reader *reader, const struct fisc__xml *element,
             struct fisc__control *control)
{
    enum fisc_status status;

    control->label = fisc__reader_copy(reader, fisc__oscal_label(element));
    if (!control->label)
        return fisc__error_nomem(reader->reterr);
    status = fisc__props_read(reader, element, &control->props);
    if (status == FISC_OK)
        status = fisc__links_read(reader, element, &control->links);
    if (status == FISC_OK)
        status = read_title(reader, element, &control->props, &control->title);
    if (status != FISC_OK)
        return status;
    control->withdrawn = is_withdrawn(&control->props);
    status = add_control(reader, element, control);
    if (status == FISC_OK)
        status = add_labels(reader, control);
    if (status == FISC_OK)
        status = fisc__clauses_read(reader, element, control);
    return status;
}

static enum fisc_status
read_control(struct fisc__reader *reader, const struct fisc__xml *element,
             struct fisc__group *group, struct fisc__control *parent)
{
    struct fisc__control *control =
        fisc__arena_alloc(reader->arena, sizeof *control);
    enum fisc_status status;

    if (!control)
        return fisc__error_nomem(reader->reterr);
    status = fisc__reader_id(reader, element, &control->id);
    if (status != FISC_OK)
        return status;
    if (!control->id)
        return fisc__error(reader->reterr, FISC_ERR_INVALID, &element->place,
                           "the control has no id");
    control->catalog = reader->catalog;
    control->group = group;
    control->parent = parent;
    control->place = fisc__reader_place(reader, element);
    status = fill_control(reader, element, control);
    if (status == FISC_OK)
        status = read_controls(reader, element, group, control);
    return status;
}

static enum fisc_status
add_group(struct fisc__reader *reader, struct fisc__group *group)
{
    struct fisc_catalog *catalog = reader->catalog;

    if (!fisc__grow(reader->context, &reader->groups, &reader->group_capacity,
                    catalog->group_count, sizeof *reader->groups) ||
        !fisc__index_add(catalog->index, FISC__INDEX_GROUP, group->id,
                         catalog->group_count))
        return fisc__error_nomem(reader->reterr);
    reader->groups[catalog->group_count++] = group;
    return FISC_OK;
}

static enum fisc_status
read_group(struct fisc__reader *reader, const struct fisc__xml *element,
           struct fisc__group *parent)
{
    struct fisc__group *group = fisc__arena_alloc(reader->arena, sizeof *group);
    struct fisc__props props;
    enum fisc_status status;

    if (!group)
        return fisc__error_nomem(reader->reterr);
    group->id = fisc__reader_copy(reader, fisc__xml_attribute(element, "id"));
    group->label = fisc__reader_copy(reader, fisc__oscal_label(element));
    if (!group->id || !group->label)
        return fisc__error_nomem(reader->reterr);
    group->parent = parent;
    group->place = fisc__reader_place(reader, element);
    status = fisc__props_read(reader, element, &props);
    if (status == FISC_OK)
        status = read_title(reader, element, &props, &group->title);
    if (status == FISC_OK)
        status = add_group(reader, group);
    if (status == FISC_OK)
        status = read_controls(reader, element, group, NULL);
    return status;
}

/* The groups and controls directly below an element; others are passed over. */
static enum fisc_status
read_controls(struct fisc__reader *reader, const struct fisc__xml *element,
              struct fisc__group *group, struct fisc__control *parent)
{
    const struct fisc__xml *child = fisc__xml_element(element->first);
    enum fisc_status status = FISC_OK;

    for (; child && status == FISC_OK; child = fisc__xml_element(child->next)) {
        if (fisc__xml_is(child, FISC__OSCAL_NS, "control"))
            status = read_control(reader, child, group, parent);
        else if (fisc__xml_is(child, FISC__OSCAL_NS, "group") && !parent)
            status = read_group(reader, child, group);
    }
    return status;
}

static enum fisc_status
read_metadata(struct fisc__reader *reader, const struct fisc__xml *root)
{
    const struct fisc__xml *metadata = fisc__xml_child(root, "metadata");
    struct fisc_catalog *catalog = reader->catalog;
    const struct fisc__xml *version;
    struct fisc__props props;
    enum fisc_status status;

    catalog->uuid =
        fisc__reader_copy(reader, fisc__xml_attribute(root, "uuid"));
    catalog->version = "";
    if (!metadata)
        return catalog->uuid ? FISC_OK : fisc__error_nomem(reader->reterr);
    version = fisc__xml_child(metadata, "version");
    if (version)
        catalog->version = fisc__xml_flat_text(reader->arena, version);
    if (!catalog->uuid || !catalog->version)
        return fisc__error_nomem(reader->reterr);
    status = fisc__props_read(reader, metadata, &props);
    if (status == FISC_OK)
        status = read_title(reader, metadata, &props, &catalog->title);
    return status;
}

static enum fisc_status
read_resource(struct fisc__reader *reader, const struct fisc__xml *element,
              struct fisc__resource *ret)
{
    const struct fisc__xml *title = fisc__xml_child(element, "title");
    const struct fisc__xml *rlink = fisc__xml_child(element, "rlink");

    ret->uuid =
        fisc__reader_copy(reader, fisc__xml_attribute(element, "uuid"));
    ret->title = title ? fisc__xml_flat_text(reader->arena, title) : "";
    ret->href = fisc__reader_copy(
        reader, rlink ? fisc__xml_attribute(rlink, "href") : NULL);
    if (!ret->uuid || !ret->title || !ret->href)
        return fisc__error_nomem(reader->reterr);
    return FISC_OK;
}

static enum fisc_status
read_back_matter(struct fisc__reader *reader, const struct fisc__xml *root)
{
    const struct fisc__xml *back = fisc__xml_child(root, "back-matter");
    const struct fisc__xml *resource;
    struct fisc_catalog *catalog = reader->catalog;
    enum fisc_status status = FISC_OK;
    size_t count = 0;

    if (!back)
        return FISC_OK;
    for (resource = fisc__xml_child(back, "resource"); resource;
         resource = fisc__xml_next(resource, "resource"))
        count++;
    catalog->resources = fisc__arena_array(reader->arena, count + 1,
                                           sizeof *catalog->resources);
    if (!catalog->resources)
        return fisc__error_nomem(reader->reterr);
    for (resource = fisc__xml_child(back, "resource");
         resource && status == FISC_OK;
         resource = fisc__xml_next(resource, "resource"))
        status = read_resource(reader, resource,
                               &catalog->resources[catalog->resource_count++]);
    return status;
}

/* A vector's elements in the arena. False where memory is short. */
static bool
keep(struct fisc__reader *reader, void *vector, size_t count, void *ret)
{
    void **kept = fisc__arena_array(reader->arena, count + 1, sizeof *kept);

    if (!kept)
        return false;
    if (count > 0)
        memcpy(kept, vector, count * sizeof *kept);
    memcpy(ret, &kept, sizeof kept);
    return true;
}

/* Clauses stand in the order of their controls, so each has a run of them. */
static enum fisc_status
finish(struct fisc__reader *reader)
{
    struct fisc_catalog *catalog = reader->catalog;
    size_t clause = 0;

    if (!keep(reader, reader->groups, catalog->group_count,
              &catalog->groups) ||
        !keep(reader, reader->controls, catalog->control_count,
              &catalog->controls) ||
        !keep(reader, reader->clauses, catalog->clause_count,
              &catalog->clauses) ||
        !keep(reader, reader->params, catalog->param_count, &catalog->params))
        return fisc__error_nomem(reader->reterr);
    for (size_t i = 0; i < catalog->control_count; i++) {
        catalog->controls[i]->clauses = catalog->clauses + clause;
        clause += catalog->controls[i]->clause_count;
    }
    return FISC_OK;
}

static enum fisc_status
read_all(struct fisc__reader *reader, const struct fisc__xml *root)
{
    enum fisc_status status = fisc__params_read(reader, root);

    if (status == FISC_OK)
        status = read_metadata(reader, root);
    if (status == FISC_OK)
        status = read_controls(reader, root, NULL, NULL);
    if (status == FISC_OK)
        status = read_back_matter(reader, root);
    if (status == FISC_OK)
        status = finish(reader);
    if (status == FISC_OK && reader->diagnostics)
        status = fisc__catalog_review(reader, root);
    return status;
}

static void
reader_done(struct fisc__reader *reader)
{
    struct fisc_context *context = reader->context;

    fisc__names_done(&reader->words);
    fisc__free(context, reader->groups,
               reader->group_capacity * sizeof *reader->groups);
    fisc__free(context, reader->controls,
               reader->control_capacity * sizeof *reader->controls);
    fisc__free(context, reader->clauses,
               reader->clause_capacity * sizeof *reader->clauses);
    fisc__free(context, reader->params,
               reader->param_capacity * sizeof *reader->params);
    fisc__free(context, reader->param_elements,
               reader->param_element_capacity *
                   sizeof *reader->param_elements);
}

static enum fisc_status
read_into(struct fisc__reader *reader, const struct fisc__xml *root)
{
    struct fisc_catalog *catalog = reader->catalog;
    enum fisc_status status =
        fisc__oscal_language(root, &reader->language, reader->reterr);

    if (status != FISC_OK)
        return status;
    catalog->language = reader->language == FISC_LANGUAGE_JA ? "ja" : "en";
    catalog->name = fisc__reader_copy(reader, root->place.file);
    reader->overlay_name = fisc__reader_copy(reader, reader->overlay.file);
    if (!catalog->name || !reader->overlay_name)
        return fisc__error_nomem(reader->reterr);
    return read_all(reader, root);
}

enum fisc_status
fisc_catalog__read_changed(struct fisc_context *context,
                           const struct fisc__xml *root,
                           struct fisc__overlay overlay,
                           struct fisc__diagnostics *diagnostics,
                           struct fisc_catalog **ret,
                           struct fisc_error *reterr)
{
    struct fisc__reader reader = {.context = context, .reterr = reterr,
                                  .diagnostics = diagnostics,
                                  .overlay = overlay,
                                  .language = FISC_LANGUAGE_EN};
    enum fisc_status status = fisc__oscal_expect(root, "catalog", reterr);

    if (status != FISC_OK)
        return status;
    reader.catalog = fisc_catalog__new(context);
    if (!reader.catalog)
        return fisc__error_nomem(reterr);
    reader.arena = &reader.catalog->arena;
    fisc__names_init(&reader.words, context, reader.arena, NULL);
    status = read_into(&reader, root);
    reader_done(&reader);
    if (status == FISC_OK)
        *ret = reader.catalog;
    else
        fisc_catalog_unref(reader.catalog);
    return status;
}

enum fisc_status
fisc_catalog__read(struct fisc_context *context, const struct fisc__xml *root,
                   struct fisc__diagnostics *diagnostics,
                   struct fisc_catalog **ret, struct fisc_error *reterr)
{
    return fisc_catalog__read_changed(context, root,
                                      (struct fisc__overlay){NULL, 0},
                                      diagnostics, ret, reterr);
}
