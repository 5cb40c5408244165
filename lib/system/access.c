/* SPDX-License-Identifier: MIT */
/* What a host is told of a description. */

#include <assert.h>
#include <string.h>

#include "base/sized.h"
#include "system/system.h"

const char *
fisc_system_id(const struct fisc_system *system)
{
    return system->id;
}

const char *
fisc_system_name(const struct fisc_system *system)
{
    return system->name;
}

static const char *
text_or(const char *text, const char *other)
{
    return text ? text : other ? other : "";
}

const char *
fisc_system_title(const struct fisc_system *system,
                  enum fisc_language language)
{
    const struct fisc__text *title = &system->title;

    return language == FISC_LANGUAGE_JA ? text_or(title->ja, title->en)
                                        : text_or(title->en, title->ja);
}

static enum fisc_value_type
value_type(enum fisc__item_kind kind)
{
    switch (kind) {
    case FISC__ITEM_BOOLEAN:
        return FISC_VALUE_BOOLEAN;
    case FISC__ITEM_INTEGER:
        return FISC_VALUE_INTEGER;
    case FISC__ITEM_DECIMAL:
        return FISC_VALUE_DECIMAL;
    case FISC__ITEM_STRING:
        return FISC_VALUE_STRING;
    case FISC__ITEM_LIST:
        return FISC_VALUE_LIST;
    case FISC__ITEM_RECORD:
        return FISC_VALUE_RECORD;
    default:
        return FISC_VALUE_UNKNOWN;
    }
}

static void
fill_content(const struct fisc__item *item, struct fisc_value *ret)
{
    switch (item->kind) {
    case FISC__ITEM_BOOLEAN:
    case FISC__ITEM_INTEGER:
        ret->integer = item->u.integer;
        break;
    case FISC__ITEM_DECIMAL:
        ret->decimal = item->u.decimal;
        break;
    case FISC__ITEM_STRING:
        ret->string = item->u.string;
        if (item->is_date)
            ret->day = item->day;
        break;
    case FISC__ITEM_LIST:
    case FISC__ITEM_RECORD:
        ret->complete = item->complete;
        ret->count = item->u.children.count;
        break;
    case FISC__ITEM_UNKNOWN:
        break;
    }
}

/* The struct as the first release has it. */
enum { VALUE_LEAST = sizeof(struct fisc_value) };

static enum fisc_status
fill(const struct fisc__item *item, struct fisc_value *ret)
{
    static const struct fisc__about nothing = {
        .date = FISC_DATE_NONE, .expires = FISC_DATE_NONE,
        .at = FISC_DATE_NONE};
    const struct fisc__about *about = item->about ? item->about : &nothing;
    struct fisc_value value = {
        .type = value_type(item->kind),
        .name = text_or(item->name, NULL),
        .string = "",
        .day = FISC_DATE_NONE,
        .date = about->date,
        .expires = about->expires,
        .at = about->at,
        .by = text_or(about->by, NULL),
        .why = text_or(about->why, NULL),
        .source = text_or(about->source, NULL),
        .evidence = text_or(about->evidence, NULL),
        .unknown = text_or(about->unknown, NULL),
        .file = text_or(item->place.file, NULL),
        .line = item->place.line,
        .column = item->place.column,
    };

    fill_content(item, &value);
    return fisc__sized_copy(ret, &value, sizeof value, VALUE_LEAST);
}

enum fisc_status
fisc_system_get(const struct fisc_system *system, const char *path,
                struct fisc_value *ret)
{
    const struct fisc__item *item = NULL;
    enum fisc_status status;

    assert(system && path && ret);
    status = fisc_system__find(system, path, &item);
    if (status != FISC_OK)
        return status;
    if (!item)
        return FISC_ERR_NOTFOUND;
    return fill(item, ret);
}

enum fisc_status
fisc_system_item(const struct fisc_system *system, const char *path,
                 size_t index, struct fisc_value *ret)
{
    const struct fisc__item *item = NULL;
    enum fisc_status status;

    assert(system && path && ret);
    status = fisc_system__find(system, path, &item);
    if (status != FISC_OK)
        return status;
    if (!item ||
        (item->kind != FISC__ITEM_LIST && item->kind != FISC__ITEM_RECORD) ||
        index >= item->u.children.count)
        return FISC_ERR_NOTFOUND;
    return fill(item->u.children.list[index], ret);
}
