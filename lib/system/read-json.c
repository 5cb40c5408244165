/* SPDX-License-Identifier: MIT */
/* Descriptions spelled in JSON. */

#include <string.h>

#include "base/nearest.h"
#include "system/names.h"
#include "system/read.h"

#define FORMAT "libfisc-system/1"

struct reader {
    struct fisc__draft *draft;
    struct fisc_error *reterr;
};

/* The document's places end with it; the description has its own name. */
static struct fisc__place
lasting(const struct reader *r, const struct fisc__place *place)
{
    return (struct fisc__place){r->draft->system->name, place->line,
                                place->column};
}

/* Refuses what stands at `place`; `node` is the fact it belongs to. */
static enum fisc_status
refuse(const struct reader *r, const struct fisc__node *node,
       const struct fisc__place *place, const char *text)
{
    char path[FISC__PATH_TEXT];

    fisc__node_path(node, path, sizeof path);
    return fisc__error_item(r->reterr, FISC_ERR_INVALID, place, path, "%s%s%s",
                            path, *path ? ": " : "", text);
}

static enum fisc_status
read_value(struct reader *r, struct fisc__node *node,
           const struct fisc__json *json, const struct fisc__place *place);

/* Fills in kind and value of a scalar; false where it is none. */
static bool
scalar_item(const struct fisc__json *json, struct fisc__item *ret)
{
    switch (json->kind) {
    case FISC__JSON_BOOLEAN:
        ret->kind = FISC__ITEM_BOOLEAN;
        ret->u.integer = json->integer;
        return true;
    case FISC__JSON_INTEGER:
        ret->kind = FISC__ITEM_INTEGER;
        ret->u.integer = json->integer;
        return true;
    case FISC__JSON_DECIMAL:
        ret->kind = FISC__ITEM_DECIMAL;
        ret->u.decimal = json->decimal;
        return true;
    case FISC__JSON_STRING:
        ret->kind = FISC__ITEM_STRING;
        ret->u.string = json->string;
        return true;
    default:
        return false;
    }
}

/* A key that is not known beside "value" or "items". */
static enum fisc_status
unknown_key(const struct reader *r, const struct fisc__node *node,
            const struct fisc__json *member, enum fisc__about_key first)
{
    bool fact = first == FISC__ABOUT_FACT;
    struct fisc__nearest nearest;
    char path[FISC__PATH_TEXT];

    fisc__node_path(node, path, sizeof path);
    fisc__nearest_init(&nearest, member->key);
    fisc__nearest_offer(&nearest, fact ? "value" : "items");
    fisc__nearest_offer(&nearest, fact ? "unknown" : "complete");
    for (int key = first; key < FISC__ABOUT_COUNT; key++)
        fisc__nearest_offer(&nearest,
                            fisc__about_name((enum fisc__about_key)key));
    return fisc__error_item(
        r->reterr, FISC_ERR_INVALID, &member->key_place, path,
        "%s: \"%.60s\" can't be said of a %s%s%s%s", path, member->key,
        fact ? "fact" : "list", nearest.best ? "; did you mean \"" : "",
        nearest.best ? nearest.best : "", nearest.best ? "\"?" : "");
}

/* One key of what is said beside a value. */
static enum fisc_status
read_about(const struct reader *r, const struct fisc__node *node,
           const struct fisc__json *member, enum fisc__about_key first,
           struct fisc__about *about)
{
    enum fisc__about_key key = fisc__about_find(first, member->key);
    char path[FISC__PATH_TEXT];

    if (key == FISC__ABOUT_COUNT)
        return unknown_key(r, node, member, first);
    if (member->kind == FISC__JSON_STRING &&
        fisc__about_set(about, key, member->string))
        return FISC_OK;
    fisc__node_path(node, path, sizeof path);
    if (member->kind != FISC__JSON_STRING)
        return fisc__error_item(r->reterr, FISC_ERR_INVALID, &member->place,
                                path, "%s: %s takes a string", path,
                                member->key);
    return fisc__about_refuse(key, member->string, path, &member->place,
                              r->reterr);
}

static const struct fisc__about nothing_said = {.date = FISC_DATE_NONE,
                                                .expires = FISC_DATE_NONE,
                                                .at = FISC_DATE_NONE};

static enum fisc_status
read_unknown(struct reader *r, struct fisc__node *node,
             const struct fisc__json *unknown, struct fisc__about *about,
             const struct fisc__place *place)
{
    struct fisc__item item = {.kind = FISC__ITEM_UNKNOWN, .about = about};

    if (unknown->kind != FISC__JSON_STRING || !*unknown->string)
        return refuse(r, node, &unknown->place,
                      "\"unknown\" takes the reason, a string");
    about->unknown = unknown->string;
    return fisc__draft_state(r->draft, node, &item, place, r->reterr);
}

/* {"value": …} or {"unknown": …}, with what is said beside. */
static enum fisc_status
read_fact(struct reader *r, struct fisc__node *node,
          const struct fisc__json *object, const struct fisc__place *place)
{
    const struct fisc__json *value = fisc__json_get(object, "value");
    const struct fisc__json *unknown = fisc__json_get(object, "unknown");
    struct fisc__about about = nothing_said;
    struct fisc__item item = {.about = &about};

    if (value && unknown)
        return refuse(r, node, &object->place,
                      "a fact has a value or is unknown, not both");
    for (const struct fisc__json *m = object->first; m; m = m->next) {
        enum fisc_status status =
            m == value || m == unknown
                ? FISC_OK
                : read_about(r, node, m, FISC__ABOUT_FACT, &about);

        if (status != FISC_OK)
            return status;
    }
    if (unknown)
        return read_unknown(r, node, unknown, &about, place);
    if (value->kind == FISC__JSON_NULL)
        return refuse(r, node, &value->place,
                      "null says nothing; write {\"unknown\": \"why\"}");
    if (value->kind == FISC__JSON_ARRAY)
        return refuse(r, node, &value->place,
                      "a list with more said about it is written "
                      "{\"complete\": true, \"items\": [...]}");
    if (!scalar_item(value, &item))
        return refuse(r, node, &value->place,
                      "a value is a string, a number, true or false");
    return fisc__draft_state(r->draft, node, &item, place, r->reterr);
}

/* A member of a record: its key is a path. */
static enum fisc_status
read_member(struct reader *r, struct fisc__node *record,
            const struct fisc__json *member)
{
    struct fisc__place place = lasting(r, &member->key_place);
    struct fisc__node *node = NULL;
    enum fisc_status status = fisc__draft_reach(
        r->draft, record, member->key, false, &place, &node, r->reterr);

    return status == FISC_OK ? read_value(r, node, member, &place) : status;
}

/* The id of a list's record, or NULL where an error was reported. */
static const char *
record_id(const struct reader *r, const struct fisc__node *list,
          const struct fisc__json *object, enum fisc_status *status)
{
    const struct fisc__json *id = fisc__json_get(object, "id");

    *status = FISC_ERR_INVALID;
    if (fisc__json_get(object, "value") || fisc__json_get(object, "unknown"))
        refuse(r, list, &object->place,
               "an item is a plain value or a record, nothing can be said "
               "beside it");
    else if (!id)
        refuse(r, list, &object->place, "a record of a list needs an id");
    else if (id->kind != FISC__JSON_STRING)
        refuse(r, list, &id->place, "an id is a string");
    else if (!fisc__id_is_spelled(id->string, strlen(id->string)))
        refuse(r, list, &id->place,
               "an id has ASCII letters, digits and . _ : - and begins with "
               "a letter or digit");
    else
        *status = FISC_OK;
    return *status == FISC_OK ? id->string : NULL;
}

static enum fisc_status
read_record(struct reader *r, struct fisc__node *list,
            const struct fisc__json *object)
{
    struct fisc__place place = lasting(r, &object->place);
    struct fisc__node *node = NULL;
    enum fisc_status status;
    const char *id = record_id(r, list, object, &status);

    if (!id)
        return status;
    status = fisc__draft_add_record(r->draft, list, id, &place, &node,
                                    r->reterr);
    for (const struct fisc__json *m = object->first; m && status == FISC_OK;
         m = m->next)
        if (strcmp(m->key, "id") != 0)
            status = read_member(r, node, m);
    return status;
}

static enum fisc_status
read_item(struct reader *r, struct fisc__node *list,
          const struct fisc__json *json)
{
    struct fisc__place place = lasting(r, &json->place);
    struct fisc__item item = {.kind = FISC__ITEM_STRING};

    if (json->kind == FISC__JSON_OBJECT)
        return read_record(r, list, json);
    if (json->kind == FISC__JSON_NULL)
        return refuse(r, list, &json->place, "null is no item of a list");
    if (!scalar_item(json, &item))
        return refuse(r, list, &json->place,
                      "an item is a plain value or a record, no list");
    return fisc__draft_add_scalar(r->draft, list, &item, &place, r->reterr);
}

static enum fisc_status
read_items(struct reader *r, struct fisc__node *node,
           const struct fisc__json *array, const struct fisc__item *list,
           const struct fisc__place *place)
{
    enum fisc_status status =
        fisc__draft_state(r->draft, node, list, place, r->reterr);

    for (const struct fisc__json *item = array ? array->first : NULL;
         item && status == FISC_OK; item = item->next)
        status = read_item(r, node, item);
    return status;
}

/* {"complete": …, "items": […]}, with what is said beside. */
static enum fisc_status
read_list(struct reader *r, struct fisc__node *node,
          const struct fisc__json *object, const struct fisc__place *place)
{
    const struct fisc__json *complete = fisc__json_get(object, "complete");
    const struct fisc__json *items = fisc__json_get(object, "items");
    struct fisc__about about = nothing_said;
    struct fisc__item list = {.kind = FISC__ITEM_LIST, .about = &about};

    for (const struct fisc__json *m = object->first; m; m = m->next) {
        enum fisc_status status =
            m == complete || m == items
                ? FISC_OK
                : read_about(r, node, m, FISC__ABOUT_LIST, &about);

        if (status != FISC_OK)
            return status;
    }
    if (!complete)
        return refuse(r, node, &object->place,
                      "a list written with \"items\" must say whether it is "
                      "\"complete\"");
    if (complete->kind != FISC__JSON_BOOLEAN)
        return refuse(r, node, &complete->place,
                      "\"complete\" is true or false");
    if (items && items->kind != FISC__JSON_ARRAY)
        return refuse(r, node, &items->place, "\"items\" takes an array");
    list.complete = complete->integer != 0;
    return read_items(r, node, items, &list, place);
}

static enum fisc_status
read_object(struct reader *r, struct fisc__node *node,
            const struct fisc__json *object, const struct fisc__place *place)
{
    static const struct fisc__item record = {.kind = FISC__ITEM_RECORD};
    enum fisc_status status;

    if (fisc__json_get(object, "value") || fisc__json_get(object, "unknown"))
        return read_fact(r, node, object, place);
    if (fisc__json_get(object, "items") || fisc__json_get(object, "complete"))
        return read_list(r, node, object, place);
    status = fisc__draft_state(r->draft, node, &record, place, r->reterr);
    for (const struct fisc__json *m = object->first; m && status == FISC_OK;
         m = m->next)
        status = read_member(r, node, m);
    return status;
}

static enum fisc_status
read_value(struct reader *r, struct fisc__node *node,
           const struct fisc__json *json, const struct fisc__place *place)
{
    static const struct fisc__item whole = {.kind = FISC__ITEM_LIST,
                                            .complete = true};
    struct fisc__item item = {.kind = FISC__ITEM_STRING};

    if (json->kind == FISC__JSON_NULL)
        return refuse(r, node, &json->place,
                      "null says nothing; write {\"unknown\": \"why\"}");
    if (json->kind == FISC__JSON_ARRAY)
        return read_items(r, node, json, &whole, place);
    if (json->kind == FISC__JSON_OBJECT)
        return read_object(r, node, json, place);
    scalar_item(json, &item);
    return fisc__draft_state(r->draft, node, &item, place, r->reterr);
}

enum fisc_status
fisc_system__read_json_value(struct fisc__draft *draft,
                             struct fisc__node *node,
                             const struct fisc__json *json,
                             struct fisc_error *reterr)
{
    struct reader reader = {draft, reterr};
    struct fisc__place place = lasting(&reader, &json->place);

    return read_value(&reader, node, json, &place);
}

static enum fisc_status
foreign(const struct reader *r, const struct fisc__json *root)
{
    const char *what = fisc_system__foreign_json(root);

    if (what)
        return fisc__error(r->reterr, FISC_ERR_UNSUPPORTED, &root->place,
                           "this is %s, not a system description; expected "
                           "{\"format\": \"" FORMAT "\", \"id\": ...}",
                           what);
    if (root->kind != FISC__JSON_OBJECT)
        return fisc__error(r->reterr, FISC_ERR_INVALID, &root->place,
                           "a system description is an object: expected "
                           "{\"format\": \"" FORMAT "\", \"id\": ...}");
    return fisc__error(r->reterr, FISC_ERR_INVALID, &root->place,
                       "this is no system description, it has no \"format\"; "
                       "expected {\"format\": \"" FORMAT "\", \"id\": ...}");
}

static enum fisc_status
read_format(const struct reader *r, const struct fisc__json *root)
{
    const struct fisc__json *format =
        root->kind == FISC__JSON_OBJECT ? fisc__json_get(root, "format") : NULL;
    const char *name;

    if (!format)
        return foreign(r, root);
    name = format->kind == FISC__JSON_STRING ? format->string : "";
    if (strcmp(name, FORMAT) == 0)
        return FISC_OK;
    if (strncmp(name, "libfisc-", 8) == 0)
        return fisc__error(r->reterr, FISC_ERR_UNSUPPORTED, &format->place,
                           "this is of the format \"%.60s\"; expected \"" FORMAT
                           "\"",
                           name);
    return fisc__error(r->reterr, FISC_ERR_INVALID, &format->place,
                       "\"format\" must be \"" FORMAT "\"");
}

static enum fisc_status
read_id(const struct reader *r, const struct fisc__json *root)
{
    const struct fisc__json *id = fisc__json_get(root, "id");

    if (!id)
        return fisc__error(r->reterr, FISC_ERR_INVALID, &root->place,
                           "the description has no \"id\"");
    if (id->kind != FISC__JSON_STRING)
        return fisc__error(r->reterr, FISC_ERR_INVALID, &id->place,
                           "the description's \"id\" takes a string");
    return fisc_system__set_id(r->draft->system, id->string, &id->place,
                               r->reterr);
}

static enum fisc_status
read_title(const struct reader *r, const struct fisc__json *title)
{
    struct fisc_system *system = r->draft->system;

    if (title->kind != FISC__JSON_OBJECT)
        return fisc__error(r->reterr, FISC_ERR_INVALID, &title->place,
                           "\"title\" takes an object with \"ja\", \"en\" or "
                           "both");
    for (const struct fisc__json *m = title->first; m; m = m->next) {
        bool ja = strcmp(m->key, "ja") == 0;
        const char **text = ja ? &system->title.ja : &system->title.en;

        if (!ja && strcmp(m->key, "en") != 0)
            return fisc__error(r->reterr, FISC_ERR_INVALID, &m->key_place,
                               "\"title\" has no \"%.60s\", only \"ja\" and "
                               "\"en\"",
                               m->key);
        if (m->kind != FISC__JSON_STRING)
            return fisc__error(r->reterr, FISC_ERR_INVALID, &m->place,
                               "a title is a string");
        *text = fisc__arena_string(&system->arena, m->string);
        if (!*text)
            return fisc__error_nomem(r->reterr);
    }
    return FISC_OK;
}

/* What at the root is the description's own, and no fact. */
static enum fisc_status
read_root_member(struct reader *r, const struct fisc__json *member)
{
    if (strcmp(member->key, "format") == 0 || strcmp(member->key, "id") == 0)
        return FISC_OK;
    if (strcmp(member->key, "title") == 0)
        return read_title(r, member);
    if (strcmp(member->key, "$schema") == 0) {
        if (member->kind == FISC__JSON_STRING)
            return FISC_OK;
        return fisc__error(r->reterr, FISC_ERR_INVALID, &member->place,
                           "\"$schema\" takes a string");
    }
    return read_member(r, r->draft->root, member);
}

enum fisc_status
fisc_system__read_json(struct fisc__draft *draft, const struct fisc__json *root,
                       struct fisc_error *reterr)
{
    struct reader reader = {draft, reterr};
    enum fisc_status status = read_format(&reader, root);

    if (status == FISC_OK)
        status = read_id(&reader, root);
    draft->root->item.place = lasting(&reader, &root->place);
    for (const struct fisc__json *m = root->first; m && status == FISC_OK;
         m = m->next)
        status = read_root_member(&reader, m);
    return status;
}
