/* SPDX-License-Identifier: MIT */
/* A description while it is being made: one path, one statement. */

#include "system/draft.h"

#include <stdio.h>
#include <string.h>

#include "system/names.h"
#include "system/node.h"

enum fisc_status
fisc__draft_init(struct fisc__draft *draft, struct fisc_context *context,
                 const char *name, struct fisc_error *reterr)
{
    struct fisc_system *system = fisc__alloc(context, sizeof *system);

    if (!system)
        return fisc__error_nomem(reterr);
    atomic_init(&system->references, 1);
    system->context = fisc_context_ref(context);
    fisc__arena_init(&system->arena, context);
    *draft = (struct fisc__draft){.system = system};
    draft->root = fisc__arena_alloc(&system->arena, sizeof *draft->root);
    system->name = fisc__arena_string(&system->arena, name);
    system->id = "";
    if (!draft->root || !system->name) {
        fisc__draft_done(draft);
        return fisc__error_nomem(reterr);
    }
    draft->root->item.kind = FISC__ITEM_RECORD;
    draft->root->stated = true;
    return FISC_OK;
}

void
fisc__draft_done(struct fisc__draft *draft)
{
    fisc_system_unref(draft->system);
    *draft = (struct fisc__draft){.system = NULL};
}

static bool
is_reserved(const struct fisc__node *parent, const char *name, size_t length)
{
    return fisc__name_is_reserved(
        name, length, !parent->parent,
        parent->parent && parent->parent->item.kind == FISC__ITEM_LIST);
}

static enum fisc_status
too_large(const struct fisc__place *place, const char *path, const char *what,
          size_t limit, struct fisc_error *reterr)
{
    return fisc__error_item(reterr, FISC_ERR_LIMIT, place, path,
                            "%s: more %s than the limit of %zu", path, what,
                            limit);
}

/* A new child; `key` has its name or, in a set, its kind and value. */
static enum fisc_status
add_child(struct fisc__draft *draft, struct fisc__node *parent,
          const struct fisc__item *key, const struct fisc__place *place,
          struct fisc__node **ret, struct fisc_error *reterr)
{
    const struct fisc_context_options *options =
        &draft->system->context->options;
    char path[FISC__PATH_TEXT];
    struct fisc__node *node;

    if (draft->nodes >= options->max_nodes)
        return too_large(place, fisc__node_path(parent, path, sizeof path),
                         "facts", options->max_nodes, reterr);
    if (parent->depth >= options->max_depth)
        return too_large(place, fisc__node_path(parent, path, sizeof path),
                         "levels", options->max_depth, reterr);
    node = fisc__arena_alloc(&draft->system->arena, sizeof *node);
    if (!node)
        return fisc__error_nomem(reterr);
    node->item = *key;
    node->item.place = *place;
    fisc__node_insert(parent, node);
    draft->nodes++;
    *ret = node;
    return FISC_OK;
}

/* A new child with a name, a blank record for now. */
static enum fisc_status
add_named(struct fisc__draft *draft, struct fisc__node *parent,
          const char *name, size_t length, const struct fisc__place *place,
          struct fisc__node **ret, struct fisc_error *reterr)
{
    struct fisc__item key = {.kind = FISC__ITEM_RECORD};

    key.name = fisc__arena_copy(&draft->system->arena, name, length);
    if (!key.name)
        return fisc__error_nomem(reterr);
    return add_child(draft, parent, &key, place, ret, reterr);
}

static const char *
kind_text(const struct fisc__item *item)
{
    switch (item->kind) {
    case FISC__ITEM_RECORD:
        return "a record";
    case FISC__ITEM_LIST:
        return "a list";
    case FISC__ITEM_UNKNOWN:
        return "unknown";
    default:
        return "a value";
    }
}

/* " at file:line:column", or nothing. */
static const char *
at_place(const struct fisc__place *place, char *text, size_t size)
{
    text[0] = '\0';
    if (place->line)
        snprintf(text, size, " at %s:%u:%u", place->file ? place->file : "",
                 place->line, place->column);
    return text;
}

/* The path leads through what is no record, or no list. */
static enum fisc_status
blocked(const struct fisc__node *node, const char *wanted,
        const struct fisc__place *place, struct fisc_error *reterr)
{
    char path[FISC__PATH_TEXT], at[300];

    fisc__node_path(node, path, sizeof path);
    return fisc__error_item(reterr, FISC_ERR_CONFLICT, place, path,
                            "%s is %s here, but was stated as %s%s", path,
                            wanted, kind_text(&node->item),
                            at_place(&node->item.place, at, sizeof at));
}

static enum fisc_status
misspelled(const struct fisc__place *place, const char *path,
           struct fisc_error *reterr)
{
    return fisc__error_item(
        reterr, FISC_ERR_INVALID, place, path,
        "\"%.80s\" is no path: names of [a-z][a-z0-9_]*, at most %d long, "
        "parted by dots",
        path, FISC__NAME_LONGEST);
}

static enum fisc_status
reserved(const struct fisc__node *parent, const struct fisc__segment *segment,
         const struct fisc__place *place, struct fisc_error *reterr)
{
    char path[FISC__PATH_TEXT];

    fisc__node_path(parent, path, sizeof path);
    return fisc__error_item(reterr, FISC_ERR_INVALID, place, path,
                            "%s%s\"%.*s\" is a word of the format and can't "
                            "name a fact",
                            path, *path ? ": " : "", (int)segment->length,
                            segment->name);
}

/* A blank node can still become anything. */
static void
become(struct fisc__node *node, enum fisc__item_kind kind)
{
    if (node->item.kind == kind || !fisc__node_is_blank(node))
        return;
    node->item.kind = kind;
    node->children = NULL;
    node->count = 0;
}

/* The field of a record; a blank node becomes a record. */
static enum fisc_status
step_field(struct fisc__draft *draft, struct fisc__node **node,
           const struct fisc__segment *segment,
           const struct fisc__place *place, struct fisc_error *reterr)
{
    struct fisc__node *child;

    become(*node, FISC__ITEM_RECORD);
    if ((*node)->item.kind != FISC__ITEM_RECORD)
        return blocked(*node, "a record", place, reterr);
    if (is_reserved(*node, segment->name, segment->length))
        return reserved(*node, segment, place, reterr);
    child = fisc__node_named(*node, segment->name, segment->length);
    if (child) {
        *node = child;
        return FISC_OK;
    }
    return add_named(draft, *node, segment->name, segment->length, place, node,
                     reterr);
}

/* The record of a list; a blank node becomes a list. */
static enum fisc_status
step_record(struct fisc__draft *draft, struct fisc__node **node,
            const struct fisc__segment *segment,
            const struct fisc__place *place, struct fisc_error *reterr)
{
    struct fisc__node *list = *node;
    struct fisc__node *child;

    become(list, FISC__ITEM_LIST);
    if (list->item.kind != FISC__ITEM_LIST)
        return blocked(list, "a list", place, reterr);
    if (list->children && !list->children->item.name)
        return blocked(list, "a list of records", place, reterr);
    child = fisc__node_named(list, segment->id, segment->id_length);
    if (child) {
        *node = child;
        return FISC_OK;
    }
    return add_named(draft, list, segment->id, segment->id_length, place, node,
                     reterr);
}

static bool
path_is_spelled(const char *path, bool indexed)
{
    struct fisc__segment segment;

    do {
        if (!fisc__path_cut(&path, &segment) || (segment.id && !indexed))
            return false;
    } while (*path);
    return true;
}

enum fisc_status
fisc__draft_reach(struct fisc__draft *draft, struct fisc__node *from,
                  const char *path, bool indexed,
                  const struct fisc__place *place, struct fisc__node **ret,
                  struct fisc_error *reterr)
{
    struct fisc__node *node = from;
    const char *rest = path;

    if (!path_is_spelled(path, indexed))
        return misspelled(place, path, reterr);
    while (*rest) {
        struct fisc__segment segment;
        enum fisc_status status;

        fisc__path_cut(&rest, &segment);
        status = step_field(draft, &node, &segment, place, reterr);
        if (status == FISC_OK && segment.id)
            status = step_record(draft, &node, &segment, place, reterr);
        if (status != FISC_OK)
            return status;
    }
    *ret = node;
    return FISC_OK;
}

enum fisc_status
fisc__draft_find(struct fisc__node *from, const char *path,
                 const struct fisc__place *place, struct fisc__node **ret,
                 struct fisc_error *reterr)
{
    struct fisc__node *node = from;
    const char *rest = path;

    if (!path_is_spelled(path, true))
        return misspelled(place, path, reterr);
    while (*rest && node) {
        struct fisc__segment segment;

        fisc__path_cut(&rest, &segment);
        node = node->item.kind == FISC__ITEM_RECORD
                   ? fisc__node_named(node, segment.name, segment.length)
                   : NULL;
        if (node && segment.id)
            node = node->item.kind == FISC__ITEM_LIST && node->children &&
                           node->children->item.name
                       ? fisc__node_named(node, segment.id, segment.id_length)
                       : NULL;
    }
    *ret = node && !fisc__node_is_blank(node) ? node : NULL;
    return FISC_OK;
}

/* A second statement of one path. */
static enum fisc_status
stated_twice(const struct fisc__node *node, const struct fisc__item *value,
             const struct fisc__place *place, struct fisc_error *reterr)
{
    char path[FISC__PATH_TEXT], at[300];
    const char *was = kind_text(&node->item), *is = kind_text(value);

    fisc__node_path(node, path, sizeof path);
    at_place(&node->item.place, at, sizeof at);
    if (strcmp(was, is) == 0)
        return fisc__error_item(reterr, FISC_ERR_CONFLICT, place, path,
                                "%s is stated twice, before%s", path,
                                *at ? at : " already");
    return fisc__error_item(reterr, FISC_ERR_CONFLICT, place, path,
                            "%s is stated as %s, but was stated as %s%s", path,
                            is, was, at);
}

static bool
copy_text(struct fisc__arena *arena, const char **text)
{
    if (*text)
        *text = fisc__arena_string(arena, *text);
    return *text != NULL;
}

struct fisc__about *
fisc__about_copy(struct fisc__arena *arena, const struct fisc__about *from)
{
    struct fisc__about *about = fisc__arena_alloc(arena, sizeof *about);

    if (!about)
        return NULL;
    *about = *from;
    if ((from->source && !copy_text(arena, &about->source)) ||
        (from->evidence && !copy_text(arena, &about->evidence)) ||
        (from->by && !copy_text(arena, &about->by)) ||
        (from->why && !copy_text(arena, &about->why)) ||
        (from->unknown && !copy_text(arena, &about->unknown)))
        return NULL;
    return about;
}

enum fisc_status
fisc__draft_say(struct fisc__draft *draft, struct fisc__node *node,
                const struct fisc__about *about, struct fisc_error *reterr)
{
    const struct fisc__about *copy =
        fisc__about_copy(&draft->system->arena, about);

    if (!copy)
        return fisc__error_nomem(reterr);
    node->item.about = fisc__about_is_empty(copy) ? NULL : copy;
    return FISC_OK;
}

/* A copy of what `value` says, with its texts; the name is left out. */
static enum fisc_status
copy_value(struct fisc__draft *draft, const struct fisc__item *value,
           struct fisc__item *ret, struct fisc_error *reterr)
{
    struct fisc__arena *arena = &draft->system->arena;
    struct fisc__item copy = *value;

    copy.name = NULL;
    copy.is_date = false;
    if (copy.kind == FISC__ITEM_STRING) {
        if (!copy_text(arena, &copy.u.string))
            return fisc__error_nomem(reterr);
        copy.is_date = fisc__date_read(copy.u.string, strlen(copy.u.string),
                                       &copy.day);
    }
    if (copy.about && fisc__about_is_empty(copy.about))
        copy.about = NULL;
    if (copy.about) {
        copy.about = fisc__about_copy(arena, copy.about);
        if (!copy.about)
            return fisc__error_nomem(reterr);
    }
    *ret = copy;
    return FISC_OK;
}

enum fisc_status
fisc__draft_state(struct fisc__draft *draft, struct fisc__node *node,
                  const struct fisc__item *value,
                  const struct fisc__place *place, struct fisc_error *reterr)
{
    bool blank = fisc__node_is_blank(node);
    struct fisc__item copy;
    enum fisc_status status;

    if (!blank && value->kind == FISC__ITEM_RECORD &&
        node->item.kind == FISC__ITEM_RECORD) {
        node->stated = true;
        return FISC_OK;
    }
    /* A list may have come into being with what was stated in it. */
    if (!blank && (node->stated || value->kind != FISC__ITEM_LIST ||
                   node->item.kind != FISC__ITEM_LIST))
        return stated_twice(node, value, place, reterr);
    status = copy_value(draft, value, &copy, reterr);
    if (status != FISC_OK)
        return status;
    if (blank) { /* so are its children */
        node->children = NULL;
        node->count = 0;
    }
    copy.name = node->item.name;
    copy.place = *place;
    node->item = copy;
    node->stated = true;
    return FISC_OK;
}

static enum fisc_status
mixed(const struct fisc__node *list, const struct fisc__place *place,
      struct fisc_error *reterr)
{
    char path[FISC__PATH_TEXT], at[300];

    fisc__node_path(list, path, sizeof path);
    return fisc__error_item(
        reterr, FISC_ERR_INVALID, place, path,
        "%s holds values and records, of the other kind%s", path,
        *at_place(&list->children->item.place, at, sizeof at)
            ? at
            : " those before");
}

enum fisc_status
fisc__draft_add_record(struct fisc__draft *draft, struct fisc__node *list,
                       const char *id, const struct fisc__place *place,
                       struct fisc__node **ret, struct fisc_error *reterr)
{
    struct fisc__item record = {.kind = FISC__ITEM_RECORD};
    struct fisc__node *node = NULL;
    enum fisc_status status;

    if (list->children && !list->children->item.name)
        return mixed(list, place, reterr);
    node = fisc__node_named(list, id, strlen(id));
    if (node)
        return stated_twice(node, &record, place, reterr);
    status = add_named(draft, list, id, strlen(id), place, &node, reterr);
    if (status != FISC_OK)
        return status;
    node->stated = true;
    *ret = node;
    return FISC_OK;
}

enum fisc_status
fisc__draft_add_scalar(struct fisc__draft *draft, struct fisc__node *list,
                       const struct fisc__item *value,
                       const struct fisc__place *place,
                       struct fisc_error *reterr)
{
    const struct fisc__node *before;
    char path[FISC__PATH_TEXT], at[300];
    struct fisc__node *node = NULL;
    struct fisc__item copy;
    enum fisc_status status;

    if (list->children && list->children->item.name)
        return mixed(list, place, reterr);
    before = fisc__node_child(list, value);
    if (before) {
        fisc__node_path(list, path, sizeof path);
        return fisc__error_item(
            reterr, FISC_ERR_CONFLICT, place, path,
            "%s has an item twice, before%s", path,
            *at_place(&before->item.place, at, sizeof at) ? at : " already");
    }
    status = copy_value(draft, value, &copy, reterr);
    if (status == FISC_OK)
        status = add_child(draft, list, &copy, place, &node, reterr);
    if (status == FISC_OK)
        node->stated = true;
    return status;
}
