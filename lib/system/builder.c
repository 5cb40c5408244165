/* SPDX-License-Identifier: MIT */
/* Descriptions built fact by fact, by a host that has them in its own form. */

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/sized.h"
#include "system/draft.h"
#include "system/names.h"
#include "system/node.h"
#include "system/read.h"

/* The struct as the first release has it. */
enum { VALUE_LEAST = sizeof(struct fisc_value) };

struct fisc_builder {
    struct fisc_context *context; /* a reference */
    struct fisc__draft draft;     /* its system is NULL once it is spent */
    struct fisc__place place;     /* the file's name is in the draft's arena */
    struct fisc__node **prefixes;
    size_t prefix_count;
    size_t prefix_capacity;
};

enum fisc_status
fisc_builder_new(struct fisc_context *context, const char *id,
                 struct fisc_builder **ret, struct fisc_error *reterr)
{
    struct fisc_builder *builder;
    enum fisc_status status;

    assert(context && id && ret);
    builder = fisc__alloc(context, sizeof *builder);
    if (!builder)
        return fisc__error_nomem(reterr);
    status = fisc__draft_init(&builder->draft, context, "", reterr);
    if (status != FISC_OK) {
        fisc__free(context, builder, sizeof *builder);
        return status;
    }
    builder->context = fisc_context_ref(context);
    status = fisc_system__set_id(builder->draft.system, id, NULL, reterr);
    if (status != FISC_OK) {
        fisc_builder_free(builder);
        return status;
    }
    *ret = builder;
    return FISC_OK;
}

void
fisc_builder_free(struct fisc_builder *builder)
{
    struct fisc_context *context;

    if (!builder)
        return;
    context = builder->context;
    fisc__draft_done(&builder->draft);
    fisc__free(context, builder->prefixes,
               builder->prefix_capacity * sizeof *builder->prefixes);
    fisc__free(context, builder, sizeof *builder);
    fisc_context_unref(context);
}

static enum fisc_status
check_open(const struct fisc_builder *builder, struct fisc_error *reterr)
{
    if (builder->draft.system)
        return FISC_OK;
    return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                       "the description was finished already");
}

enum fisc_status
fisc_builder_title(struct fisc_builder *builder, enum fisc_language language,
                   const char *text, struct fisc_error *reterr)
{
    enum fisc_status status = check_open(builder, reterr);
    const char **title, *copy;

    assert(text);
    if (status == FISC_OK)
        status = fisc__text_check(text, "", &builder->place, reterr);
    if (status != FISC_OK)
        return status;
    title = language == FISC_LANGUAGE_JA ? &builder->draft.system->title.ja
                                         : &builder->draft.system->title.en;
    if (*title)
        return fisc__error(reterr, FISC_ERR_CONFLICT, &builder->place,
                           "the title was set already");
    copy = fisc__arena_string(&builder->draft.system->arena, text);
    if (!copy)
        return fisc__error_nomem(reterr);
    *title = copy;
    return FISC_OK;
}

enum fisc_status
fisc_builder_place(struct fisc_builder *builder, const char *file,
                   unsigned line, unsigned column, struct fisc_error *reterr)
{
    enum fisc_status status = check_open(builder, reterr);
    const char *copy = builder->place.file;

    if (status != FISC_OK)
        return status;
    if (!file || !*file) {
        copy = NULL;
    } else if (!copy || strcmp(copy, file) != 0) {
        copy = fisc__arena_string(&builder->draft.system->arena, file);
        if (!copy)
            return fisc__error_nomem(reterr);
    }
    builder->place = (struct fisc__place){copy, line, column};
    return FISC_OK;
}

static struct fisc__node *
prefix(const struct fisc_builder *builder)
{
    return builder->prefix_count
               ? builder->prefixes[builder->prefix_count - 1]
               : builder->draft.root;
}

static enum fisc_status
reach(struct fisc_builder *builder, const char *path, struct fisc__node **ret,
      struct fisc_error *reterr)
{
    enum fisc_status status = check_open(builder, reterr);

    assert(path);
    if (status != FISC_OK)
        return status;
    return fisc__draft_reach(&builder->draft, prefix(builder), path, true,
                             &builder->place, ret, reterr);
}

enum fisc_status
fisc_builder_enter(struct fisc_builder *builder, const char *path,
                   struct fisc_error *reterr)
{
    struct fisc__node *node = NULL;
    enum fisc_status status = reach(builder, path, &node, reterr);

    if (status != FISC_OK)
        return status;
    if (node->item.kind != FISC__ITEM_RECORD && !fisc__node_is_blank(node)) {
        char text[FISC__PATH_TEXT];

        fisc__node_path(node, text, sizeof text);
        return fisc__error_item(reterr, FISC_ERR_CONFLICT, &builder->place,
                                text, "%s was stated, and is no record", text);
    }
    if (!fisc__grow(builder->context, &builder->prefixes,
                    &builder->prefix_capacity, builder->prefix_count,
                    sizeof *builder->prefixes))
        return fisc__error_nomem(reterr);
    builder->prefixes[builder->prefix_count++] = node;
    return FISC_OK;
}

void
fisc_builder_leave(struct fisc_builder *builder)
{
    if (builder->prefix_count > 0)
        builder->prefix_count--;
}

static enum fisc_status
state(struct fisc_builder *builder, const char *path,
      const struct fisc__item *item, struct fisc_error *reterr)
{
    struct fisc__node *node = NULL;
    enum fisc_status status = reach(builder, path, &node, reterr);

    if (status != FISC_OK)
        return status;
    return fisc__draft_state(&builder->draft, node, item, &builder->place,
                             reterr);
}

enum fisc_status
fisc_builder_boolean(struct fisc_builder *builder, const char *path, int value,
                     struct fisc_error *reterr)
{
    struct fisc__item item = {.kind = FISC__ITEM_BOOLEAN};

    item.u.integer = value != 0;
    return state(builder, path, &item, reterr);
}

enum fisc_status
fisc_builder_integer(struct fisc_builder *builder, const char *path,
                     int64_t value, struct fisc_error *reterr)
{
    struct fisc__item item = {.kind = FISC__ITEM_INTEGER};

    item.u.integer = value;
    return state(builder, path, &item, reterr);
}

enum fisc_status
fisc_builder_decimal(struct fisc_builder *builder, const char *path,
                     double value, struct fisc_error *reterr)
{
    struct fisc__item item = {.kind = FISC__ITEM_DECIMAL};

    assert(path);
    if (!isfinite(value))
        return fisc__error_item(reterr, FISC_ERR_INVALID, &builder->place,
                                path, "%s: a decimal is a finite number",
                                path);
    item.u.decimal = value == 0 ? 0 : value; /* no negative zero */
    return state(builder, path, &item, reterr);
}

enum fisc_status
fisc_builder_string(struct fisc_builder *builder, const char *path,
                    const char *value, struct fisc_error *reterr)
{
    struct fisc__item item = {.kind = FISC__ITEM_STRING};
    enum fisc_status status;

    assert(path && value);
    status = fisc__text_check(value, path, &builder->place, reterr);
    if (status != FISC_OK)
        return status;
    item.u.string = value;
    return state(builder, path, &item, reterr);
}

enum fisc_status
fisc_builder_date(struct fisc_builder *builder, const char *path,
                  fisc_date value, struct fisc_error *reterr)
{
    char text[11];

    assert(path);
    fisc_date_format(value, text);
    if (!*text)
        return fisc__error_item(reterr, FISC_ERR_INVALID, &builder->place,
                                path, "%s: the date is out of range", path);
    return fisc_builder_string(builder, path, text, reterr);
}

enum fisc_status
fisc_builder_unknown(struct fisc_builder *builder, const char *path,
                     const char *reason, struct fisc_error *reterr)
{
    struct fisc__about about = {.date = FISC_DATE_NONE,
                                .expires = FISC_DATE_NONE,
                                .at = FISC_DATE_NONE,
                                .unknown = reason};
    struct fisc__item item = {.kind = FISC__ITEM_UNKNOWN, .about = &about};
    enum fisc_status status;

    assert(path && reason);
    if (!*reason)
        return fisc__error_item(reterr, FISC_ERR_INVALID, &builder->place,
                                path, "%s: unknown takes the reason", path);
    status = fisc__text_check(reason, path, &builder->place, reterr);
    return status == FISC_OK ? state(builder, path, &item, reterr) : status;
}

enum fisc_status
fisc_builder_list(struct fisc_builder *builder, const char *path, int complete,
                  struct fisc_error *reterr)
{
    struct fisc__item item = {.kind = FISC__ITEM_LIST,
                              .complete = complete != 0};

    return state(builder, path, &item, reterr);
}

enum fisc_status
fisc_builder_record(struct fisc_builder *builder, const char *path,
                    struct fisc_error *reterr)
{
    static const struct fisc__item item = {.kind = FISC__ITEM_RECORD};

    return state(builder, path, &item, reterr);
}

static enum fisc_status
add_items(struct fisc_builder *builder, struct fisc__node *list,
          const char *const *items, size_t count, struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < count && status == FISC_OK; i++) {
        struct fisc__item item = {.kind = FISC__ITEM_STRING};

        item.u.string = items[i];
        status = fisc__draft_add_scalar(&builder->draft, list, &item,
                                        &builder->place, reterr);
    }
    return status;
}

enum fisc_status
fisc_builder_set(struct fisc_builder *builder, const char *path,
                 const char *const *items, size_t count, int complete,
                 struct fisc_error *reterr)
{
    struct fisc__item list = {.kind = FISC__ITEM_LIST,
                              .complete = complete != 0};
    struct fisc__node *node = NULL;
    struct fisc__node before;
    enum fisc_status status = FISC_OK;

    assert(path && (items || count == 0));
    for (size_t i = 0; i < count && status == FISC_OK; i++)
        status = fisc__text_check(items[i], path, &builder->place, reterr);
    if (status == FISC_OK)
        status = reach(builder, path, &node, reterr);
    if (status != FISC_OK)
        return status;
    before = *node;
    status = fisc__draft_state(&builder->draft, node, &list, &builder->place,
                               reterr);
    if (status == FISC_OK)
        status = add_items(builder, node, items, count, reterr);
    if (status != FISC_OK) { /* all of the set, or nothing */
        node->item = before.item;
        node->children = before.children;
        node->count = before.count;
        node->stated = before.stated;
    }
    return status;
}

/* Kind and value of a plain value; false where it is none. */
static bool
plain_item(const struct fisc_value *value, struct fisc__item *ret)
{
    switch (value->type) {
    case FISC_VALUE_BOOLEAN:
        ret->kind = FISC__ITEM_BOOLEAN;
        ret->u.integer = value->integer != 0;
        return true;
    case FISC_VALUE_INTEGER:
        ret->kind = FISC__ITEM_INTEGER;
        ret->u.integer = value->integer;
        return true;
    case FISC_VALUE_DECIMAL:
        ret->kind = FISC__ITEM_DECIMAL;
        ret->u.decimal = value->decimal == 0 ? 0 : value->decimal;
        return isfinite(value->decimal);
    case FISC_VALUE_STRING:
        ret->kind = FISC__ITEM_STRING;
        ret->u.string = value->string;
        return value->string != NULL;
    default:
        return false;
    }
}

enum fisc_status
fisc_builder_add(struct fisc_builder *builder, const char *path,
                 const struct fisc_value *value, struct fisc_error *reterr)
{
    struct fisc__item item = {.kind = FISC__ITEM_STRING};
    struct fisc__node *node = NULL;
    struct fisc_value given;
    enum fisc_status status = check_open(builder, reterr);

    assert(path && value);
    if (status == FISC_OK &&
        fisc__sized_lent(&given, sizeof given, VALUE_LEAST, value))
        status = fisc__error_item(reterr, FISC_ERR_INVALID, &builder->place,
                                  path, "%s: the value's size is not one of "
                                  "the struct", path);
    if (status == FISC_OK && !plain_item(&given, &item))
        status = fisc__error_item(reterr, FISC_ERR_INVALID, &builder->place,
                                  path, "%s: an item is a string, a finite "
                                  "number, true or false", path);
    if (status == FISC_OK && item.kind == FISC__ITEM_STRING)
        status = fisc__text_check(item.u.string, path, &builder->place,
                                  reterr);
    if (status == FISC_OK)
        status = fisc__draft_find(prefix(builder), path, &builder->place,
                                  &node, reterr);
    if (status != FISC_OK)
        return status;
    if (!node || node->item.kind != FISC__ITEM_LIST)
        return fisc__error_item(reterr, FISC_ERR_NOTFOUND, &builder->place,
                                path, "no list is stated at %s", path);
    return fisc__draft_add_scalar(&builder->draft, node, &item,
                                  &builder->place, reterr);
}

static enum fisc__about_key
first_key(const struct fisc__node *node)
{
    if (node->item.kind == FISC__ITEM_RECORD)
        return FISC__ABOUT_NONE;
    return node->item.kind == FISC__ITEM_LIST ? FISC__ABOUT_LIST
                                              : FISC__ABOUT_FACT;
}

static enum fisc_status
say(struct fisc_builder *builder, struct fisc__node *node,
    const struct fisc_about *from, struct fisc_error *reterr)
{
    struct fisc__about about = {.date = FISC_DATE_NONE,
                                .expires = FISC_DATE_NONE,
                                .at = FISC_DATE_NONE};
    struct fisc__about said = node->item.about ? *node->item.about : about;
    char path[FISC__PATH_TEXT];
    enum fisc_status status;

    fisc__node_path(node, path, sizeof path);
    about.unknown = said.unknown;
    said.unknown = NULL;
    if (!fisc__about_is_empty(&said))
        return fisc__error_item(reterr, FISC_ERR_CONFLICT, &builder->place,
                                path, "%s: more was said of it already", path);
    status = fisc__about_read(from, first_key(node), path, &builder->place,
                              &about, reterr);
    if (status != FISC_OK)
        return status;
    return fisc__draft_say(&builder->draft, node, &about, reterr);
}

enum fisc_status
fisc_builder_about(struct fisc_builder *builder, const char *path,
                   const struct fisc_about *about, struct fisc_error *reterr)
{
    struct fisc__node *node = NULL;
    struct fisc_about given;
    enum fisc_status status = check_open(builder, reterr);

    assert(path && about);
    if (status == FISC_OK &&
        fisc__sized_lent(&given, sizeof given, FISC__ABOUT_LEAST, about))
        status = fisc__error(reterr, FISC_ERR_INVALID, NULL,
                             "about->size is %zu, which is not one of the "
                             "struct", about->size);
    if (status == FISC_OK)
        status = fisc__draft_find(prefix(builder), path, &builder->place,
                                  &node, reterr);
    if (status != FISC_OK)
        return status;
    if (!node)
        return fisc__error_item(reterr, FISC_ERR_NOTFOUND, &builder->place,
                                path, "nothing is stated at %s", path);
    return say(builder, node, &given, reterr);
}

enum fisc_status
fisc_builder_finish(struct fisc_builder *builder, struct fisc_system **ret,
                    struct fisc_error *reterr)
{
    enum fisc_status status = check_open(builder, reterr);

    assert(ret);
    if (status != FISC_OK)
        return status;
    return fisc__draft_finish(&builder->draft, ret, reterr);
}
