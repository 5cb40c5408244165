/* SPDX-License-Identifier: MIT */
/* What a catalog tells of itself: counts, members, look-up. */

#include <string.h>

#include "base/sized.h"
#include "catalog/catalog.h"
#include "catalog/index.h"

/* Sizes of these structs in 0.1: no caller's is smaller. */
enum {
    GROUP_LEAST = sizeof(struct fisc_group_info),
    CONTROL_LEAST = sizeof(struct fisc_control_info),
    CLAUSE_LEAST = sizeof(struct fisc_clause_info),
    PARAM_LEAST = sizeof(struct fisc_param_info),
    PROP_LEAST = sizeof(struct fisc_prop_info),
    LINK_LEAST = sizeof(struct fisc_link_info),
    RESOURCE_LEAST = sizeof(struct fisc_resource_info)
};

const char *
fisc_catalog_name(const struct fisc_catalog *catalog)
{
    return catalog->name;
}

const char *
fisc_catalog_uuid(const struct fisc_catalog *catalog)
{
    return catalog->uuid;
}

const char *
fisc_catalog_version(const struct fisc_catalog *catalog)
{
    return catalog->version;
}

enum fisc_language
fisc_catalog_language(const struct fisc_catalog *catalog)
{
    return strcmp(catalog->language, "ja") == 0 ? FISC_LANGUAGE_JA
                                                : FISC_LANGUAGE_EN;
}

/* Both languages, the one standing in for the other. */
static void
fill_text(const char *ret[2], const struct fisc__text *text)
{
    const char *ja = text->ja ? text->ja : text->en;
    const char *en = text->en ? text->en : text->ja;

    ret[FISC_LANGUAGE_JA] = ja ? ja : "";
    ret[FISC_LANGUAGE_EN] = en ? en : "";
}

const char *
fisc_catalog_title(const struct fisc_catalog *catalog,
                   enum fisc_language language)
{
    const char *title[2];

    fill_text(title, &catalog->title);
    return title[language == FISC_LANGUAGE_EN];
}

size_t
fisc_catalog_group_count(const struct fisc_catalog *catalog)
{
    return catalog->group_count;
}

size_t
fisc_catalog_control_count(const struct fisc_catalog *catalog)
{
    return catalog->control_count;
}

size_t
fisc_catalog_clause_count(const struct fisc_catalog *catalog)
{
    return catalog->clause_count;
}

size_t
fisc_catalog_param_count(const struct fisc_catalog *catalog)
{
    return catalog->param_count;
}

size_t
fisc_catalog_resource_count(const struct fisc_catalog *catalog)
{
    return catalog->resource_count;
}

enum fisc_status
fisc_catalog_group(const struct fisc_catalog *catalog, size_t index,
                   struct fisc_group_info *ret)
{
    struct fisc_group_info info = {0};
    const struct fisc__group *group;

    if (index >= catalog->group_count)
        return FISC_ERR_NOTFOUND;
    group = catalog->groups[index];
    info.id = group->id;
    info.label = group->label;
    fill_text(info.title, &group->title);
    info.parent = group->parent ? group->parent->id : "";
    info.file = group->place.file;
    info.line = group->place.line;
    return fisc__sized_copy(ret, &info, sizeof info, GROUP_LEAST);
}

enum fisc_status
fisc_catalog_control(const struct fisc_catalog *catalog, size_t index,
                     struct fisc_control_info *ret)
{
    static const struct fisc__text none;
    struct fisc_control_info info = {0};
    const struct fisc__control *control;

    if (index >= catalog->control_count)
        return FISC_ERR_NOTFOUND;
    control = catalog->controls[index];
    info.id = control->id;
    info.label = control->label;
    fill_text(info.title, &control->title);
    fill_text(info.text, &control->text);
    fill_text(info.guidance, &control->guidance);
    info.group = control->group ? control->group->id : "";
    fill_text(info.group_title, control->group ? &control->group->title
                                               : &none);
    info.parent = control->parent ? control->parent->id : "";
    info.withdrawn = control->withdrawn;
    info.first_clause = (size_t)(control->clauses - catalog->clauses);
    info.clause_count = control->clause_count;
    info.prop_count = control->props.count;
    info.link_count = control->links.count;
    info.file = control->place.file;
    info.line = control->place.line;
    return fisc__sized_copy(ret, &info, sizeof info, CONTROL_LEAST);
}

enum fisc_status
fisc_catalog_clause(const struct fisc_catalog *catalog, size_t index,
                    struct fisc_clause_info *ret)
{
    struct fisc_clause_info info = {0};
    const struct fisc__clause *clause;

    if (index >= catalog->clause_count)
        return FISC_ERR_NOTFOUND;
    clause = catalog->clauses[index];
    info.key = clause->key;
    info.label = clause->label;
    info.control = clause->control->id;
    fill_text(info.title, &clause->title);
    fill_text(info.text, &clause->text);
    fill_text(info.fail, &clause->fail);
    info.bearer = clause->bearer;
    info.level = clause->level;
    info.prop_count = clause->props.count;
    info.link_count = clause->links.count;
    info.file = clause->place.file;
    info.line = clause->place.line;
    return fisc__sized_copy(ret, &info, sizeof info, CLAUSE_LEAST);
}

enum fisc_status
fisc_catalog_param(const struct fisc_catalog *catalog, size_t index,
                   struct fisc_param_info *ret)
{
    struct fisc_param_info info = {0};
    const struct fisc__param *param;

    if (index >= catalog->param_count)
        return FISC_ERR_NOTFOUND;
    param = catalog->params[index];
    info.id = param->id;
    info.type = param->type;
    fill_text(info.label, &param->label);
    info.value_count = param->value_count;
    info.owner = param->owner;
    info.date = param->date;
    fill_text(info.reason, &param->reason);
    info.file = param->place.file;
    info.line = param->place.line;
    return fisc__sized_copy(ret, &info, sizeof info, PARAM_LEAST);
}

enum fisc_status
fisc_catalog_resource(const struct fisc_catalog *catalog, size_t index,
                      struct fisc_resource_info *ret)
{
    struct fisc_resource_info info = {0};

    if (index >= catalog->resource_count)
        return FISC_ERR_NOTFOUND;
    info.uuid = catalog->resources[index].uuid;
    info.title = catalog->resources[index].title;
    info.href = catalog->resources[index].href;
    return fisc__sized_copy(ret, &info, sizeof info, RESOURCE_LEAST);
}

const char *
fisc_catalog_param_value(const struct fisc_catalog *catalog, size_t param,
                         size_t index)
{
    if (param >= catalog->param_count ||
        index >= catalog->params[param]->value_count)
        return NULL;
    return catalog->params[param]->values[index];
}

static enum fisc_status
fill_prop(const struct fisc__props *props, size_t index,
          struct fisc_prop_info *ret)
{
    struct fisc_prop_info info = {0};

    if (index >= props->count)
        return FISC_ERR_NOTFOUND;
    info.ns = props->list[index].ns;
    info.name = props->list[index].name;
    info.value = props->list[index].value;
    info.class_name = props->list[index].class_name;
    info.remarks = props->list[index].remarks;
    return fisc__sized_copy(ret, &info, sizeof info, PROP_LEAST);
}

static enum fisc_status
fill_link(const struct fisc__links *links, size_t index,
          struct fisc_link_info *ret)
{
    struct fisc_link_info info = {0};

    if (index >= links->count)
        return FISC_ERR_NOTFOUND;
    info.rel = links->list[index].rel;
    info.href = links->list[index].href;
    info.text = links->list[index].text;
    return fisc__sized_copy(ret, &info, sizeof info, LINK_LEAST);
}

enum fisc_status
fisc_catalog_control_prop(const struct fisc_catalog *catalog, size_t control,
                          size_t index, struct fisc_prop_info *ret)
{
    if (control >= catalog->control_count)
        return FISC_ERR_NOTFOUND;
    return fill_prop(&catalog->controls[control]->props, index, ret);
}

enum fisc_status
fisc_catalog_clause_prop(const struct fisc_catalog *catalog, size_t clause,
                         size_t index, struct fisc_prop_info *ret)
{
    if (clause >= catalog->clause_count)
        return FISC_ERR_NOTFOUND;
    return fill_prop(&catalog->clauses[clause]->props, index, ret);
}

enum fisc_status
fisc_catalog_control_link(const struct fisc_catalog *catalog, size_t control,
                          size_t index, struct fisc_link_info *ret)
{
    if (control >= catalog->control_count)
        return FISC_ERR_NOTFOUND;
    return fill_link(&catalog->controls[control]->links, index, ret);
}

enum fisc_status
fisc_catalog_clause_link(const struct fisc_catalog *catalog, size_t clause,
                         size_t index, struct fisc_link_info *ret)
{
    if (clause >= catalog->clause_count)
        return FISC_ERR_NOTFOUND;
    return fill_link(&catalog->clauses[clause]->links, index, ret);
}
