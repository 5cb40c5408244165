/* SPDX-License-Identifier: MIT */
/* From what a change says to the item that has to stand there. */

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/sized.h"
#include "base/sort.h"
#include "json/json.h"
#include "system/draft.h"
#include "system/edit.h"
#include "system/names.h"
#include "system/read.h"

struct making {
    struct fisc_system *system;
    const struct fisc_change *change;
    const struct fisc__spot *spot;
    struct fisc_error *reterr;
};

static enum fisc_status
refuse(const struct making *m, enum fisc_status status, const char *text)
{
    return fisc__error_item(m->reterr, status, &m->spot->place, m->spot->path,
                            "%.120s: %s", m->spot->path, text);
}

static bool
is_set(const struct fisc__item *item)
{
    return item->kind == FISC__ITEM_LIST &&
           (item->u.children.count == 0 || !item->u.children.list[0]->name);
}

/* ---- scalars -------------------------------------------------------------*/

static struct fisc__item *
new_item(const struct making *m, enum fisc__item_kind kind)
{
    struct fisc__item *item =
        fisc__arena_alloc(&m->system->arena, sizeof *item);

    if (!item) {
        fisc__error_nomem(m->reterr);
        return NULL;
    }
    item->kind = kind;
    item->serial = m->system->serial;
    return item;
}

/* Sets a string, which is a date if it is written as one. */
static enum fisc_status
set_string(const struct making *m, struct fisc__item *item, const char *text)
{
    size_t length = strlen(text);
    enum fisc_status status = fisc__text_check(text, m->spot->path,
                                               &m->spot->place, m->reterr);

    if (status != FISC_OK)
        return status;
    item->u.string = fisc__arena_copy(&m->system->arena, text, length);
    if (!item->u.string)
        return fisc__error_nomem(m->reterr);
    item->is_date = fisc__date_read(text, length, &item->day);
    return FISC_OK;
}

static enum fisc_status
make_string(const struct making *m, const char *text, struct fisc__item **ret)
{
    struct fisc__item *item = new_item(m, FISC__ITEM_STRING);
    enum fisc_status status = item ? set_string(m, item, text)
                                   : FISC_ERR_NOMEM;

    *ret = item;
    return status;
}

static enum fisc_status
make_date(const struct making *m, struct fisc__item **ret)
{
    char text[11];

    fisc_date_format(m->change->day, text);
    if (!*text)
        return refuse(m, FISC_ERR_INVALID, "the date is out of range");
    return make_string(m, text, ret);
}

static enum fisc_status
make_number(const struct making *m, enum fisc__item_kind kind,
            struct fisc__item **ret)
{
    const struct fisc_change *change = m->change;
    struct fisc__item *item;

    if (kind == FISC__ITEM_DECIMAL && !isfinite(change->decimal))
        return refuse(m, FISC_ERR_INVALID, "a decimal is a finite number");
    item = new_item(m, kind);
    if (!item)
        return FISC_ERR_NOMEM;
    if (kind == FISC__ITEM_DECIMAL) /* no negative zero */
        item->u.decimal = change->decimal == 0 ? 0 : change->decimal;
    else
        item->u.integer = kind == FISC__ITEM_BOOLEAN ? change->integer != 0
                                                     : change->integer;
    *ret = item;
    return FISC_OK;
}

/* ---- what is said beside -------------------------------------------------*/

static enum fisc_status
set_about(const struct making *m, struct fisc__item *item,
          const struct fisc_about *from)
{
    static const struct fisc_about nothing = {.size = sizeof nothing};
    struct fisc__about about = {.date = FISC_DATE_NONE,
                                .expires = FISC_DATE_NONE,
                                .at = FISC_DATE_NONE};
    enum fisc__about_key first = item->kind == FISC__ITEM_RECORD
                                     ? FISC__ABOUT_NONE
                                 : item->kind == FISC__ITEM_LIST
                                     ? FISC__ABOUT_LIST
                                     : FISC__ABOUT_FACT;
    struct fisc_about given;
    enum fisc_status status;

    if (!from && item->kind != FISC__ITEM_UNKNOWN) {
        item->about = NULL;
        return FISC_OK;
    }
    if (!from)
        from = &nothing;
    if (fisc__sized_lent(&given, sizeof given, FISC__ABOUT_LEAST, from))
        return refuse(m, FISC_ERR_INVALID,
                      "about->size is not one of the struct");
    status = fisc__about_read(&given, first, m->spot->path, &m->spot->place,
                              &about, m->reterr);
    if (status != FISC_OK)
        return status;
    if (item->kind == FISC__ITEM_UNKNOWN)
        about.unknown = item->about ? item->about->unknown : m->change->string;
    item->about = NULL;
    if (fisc__about_is_empty(&about))
        return FISC_OK;
    item->about = fisc__about_copy(&m->system->arena, &about);
    return item->about ? FISC_OK : fisc__error_nomem(m->reterr);
}

static enum fisc_status
make_unknown(const struct making *m, struct fisc__item **ret)
{
    const char *reason = m->change->string;
    enum fisc_status status;

    if (!reason || !*reason)
        return refuse(m, FISC_ERR_INVALID, "unknown takes the reason");
    status = fisc__text_check(reason, m->spot->path, &m->spot->place,
                              m->reterr);
    if (status == FISC_OK && !(*ret = new_item(m, FISC__ITEM_UNKNOWN)))
        status = FISC_ERR_NOMEM;
    return status;
}

/* A copy of what stands there, for another word beside it or other members. */
static struct fisc__item *
copy_here(const struct making *m)
{
    struct fisc__item *item = new_item(m, FISC__ITEM_RECORD);
    const struct fisc__item *from = m->spot->item;
    size_t count;

    if (!item)
        return NULL;
    *item = *from;
    item->serial = m->system->serial;
    item->place = (struct fisc__place){0};
    if (from->kind != FISC__ITEM_LIST && from->kind != FISC__ITEM_RECORD)
        return item;
    count = from->u.children.count;
    /* With room for one member more. */
    item->u.children.list =
        fisc__arena_array(&m->system->arena, fisc__edit_capacity(count + 1),
                          sizeof *item->u.children.list);
    if (!item->u.children.list) {
        fisc__error_nomem(m->reterr);
        return NULL;
    }
    if (count)
        memcpy(item->u.children.list, from->u.children.list,
               count * sizeof *item->u.children.list);
    return item;
}

static enum fisc_status
make_about(const struct making *m, struct fisc__item **ret)
{
    if (!m->spot->item)
        return refuse(m, FISC_ERR_NOTFOUND, "nothing is stated there");
    *ret = copy_here(m);
    return *ret ? set_about(m, *ret, m->change->about) : FISC_ERR_NOMEM;
}

/* ---- sets ----------------------------------------------------------------*/

static int
by_value(const void *a, const void *b)
{
    const struct fisc__item *const *x = a, *const *y = b;

    return strcmp((*x)->u.string, (*y)->u.string);
}

static enum fisc_status
sort_members(const struct making *m, struct fisc__item *set)
{
    struct fisc__item **list = set->u.children.list;
    size_t count = set->u.children.count;

    if (!fisc__sort(m->system->context, list, count, sizeof *list, by_value))
        return fisc__error_nomem(m->reterr);
    for (size_t i = 1; i < count; i++)
        if (strcmp(list[i - 1]->u.string, list[i]->u.string) == 0)
            return fisc__error_item(m->reterr, FISC_ERR_INVALID,
                                    &m->spot->place, m->spot->path,
                                    "%.120s: the set has \"%.60s\" twice",
                                    m->spot->path, list[i]->u.string);
    return FISC_OK;
}

static enum fisc_status
make_set(const struct making *m, struct fisc__item **ret)
{
    const struct fisc_change *change = m->change;
    struct fisc__item *set = new_item(m, FISC__ITEM_LIST);
    enum fisc_status status = FISC_OK;

    assert(change->items || change->count == 0);
    if (!set)
        return FISC_ERR_NOMEM;
    set->complete = change->complete != 0;
    set->u.children.list = fisc__arena_array(
        &m->system->arena, fisc__edit_capacity(change->count),
        sizeof *set->u.children.list);
    if (!set->u.children.list)
        return fisc__error_nomem(m->reterr);
    for (size_t i = 0; status == FISC_OK && i < change->count; i++)
        status = make_string(m, change->items[i],
                             &set->u.children.list[set->u.children.count++]);
    if (status == FISC_OK)
        status = sort_members(m, set);
    *ret = set;
    return status;
}

/* Where a string stands among the members, or would; strings come last. */
static size_t
find_member(const struct fisc__item *set, const char *text, bool *ret_found)
{
    size_t low = 0, high = set->u.children.count;

    *ret_found = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct fisc__item *member = set->u.children.list[middle];
        int order = member->kind == FISC__ITEM_STRING
                        ? strcmp(member->u.string, text)
                        : -1;

        if (order == 0) {
            *ret_found = true;
            return middle;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum fisc_status
change_members(const struct making *m, struct fisc__item *set, size_t at,
               bool add)
{
    struct fisc__item **list = set->u.children.list;
    size_t after = set->u.children.count - at;
    struct fisc__item *member = NULL;
    enum fisc_status status = FISC_OK;

    if (add)
        status = make_string(m, m->change->string, &member);
    if (status != FISC_OK)
        return status;
    if (add) {
        memmove(&list[at + 1], &list[at], after * sizeof *list);
        list[at] = member;
        set->u.children.count++;
    } else {
        memmove(&list[at], &list[at + 1], (after - 1) * sizeof *list);
        set->u.children.count--;
    }
    return FISC_OK;
}

/* Adds or removes a member; *ret is what stands there if that is so already. */
static enum fisc_status
make_member(const struct making *m, bool add, struct fisc__item **ret)
{
    const struct fisc__item *set = m->spot->item;
    bool found = false;
    size_t at = 0;

    if (!m->change->string)
        return refuse(m, FISC_ERR_INVALID, "a member is a string");
    if (set && !is_set(set))
        return refuse(m, FISC_ERR_CONFLICT, "is no set");
    if (set)
        at = find_member(set, m->change->string, &found);
    if (found == add || (!set && !add)) {
        *ret = (struct fisc__item *)set; /* the tree's own item */
        return FISC_OK;
    }
    if (set) {
        *ret = copy_here(m);
    } else if ((*ret = new_item(m, FISC__ITEM_LIST))) {
        (*ret)->u.children.list = fisc__arena_array(
            &m->system->arena, fisc__edit_capacity(1),
            sizeof *(*ret)->u.children.list);
        if (!(*ret)->u.children.list)
            return fisc__error_nomem(m->reterr);
    }
    return *ret ? change_members(m, *ret, at, add) : FISC_ERR_NOMEM;
}

static enum fisc_status
make_complete(const struct making *m, struct fisc__item **ret)
{
    const struct fisc__item *item = m->spot->item;

    if (item && item->kind != FISC__ITEM_LIST)
        return refuse(m, FISC_ERR_CONFLICT, "is no list");
    *ret = item ? copy_here(m) : new_item(m, FISC__ITEM_LIST);
    if (*ret)
        (*ret)->complete = m->change->complete != 0;
    return *ret ? FISC_OK : FISC_ERR_NOMEM;
}

static enum fisc_status
make_record(const struct making *m, struct fisc__item **ret)
{
    const struct fisc__item *item = m->spot->item;

    *ret = item && item->kind == FISC__ITEM_RECORD
               ? (struct fisc__item *)item
               : new_item(m, FISC__ITEM_RECORD);
    return *ret ? FISC_OK : FISC_ERR_NOMEM;
}

/* ---- JSON ----------------------------------------------------------------*/

/* A draft with nothing but this value, at its path, for the depth to count. */
static enum fisc_status
read_json(const struct making *m, struct fisc__draft *draft,
          struct fisc__arena *scratch)
{
    const char *text = m->change->string;
    struct fisc__json *json = NULL;
    struct fisc__node *node = NULL;
    enum fisc_status status = fisc__json_parse(
        scratch, m->spot->place.file, text, strlen(text), &json, m->reterr);

    if (status == FISC_OK)
        status = fisc__draft_reach(draft, draft->root, m->spot->path, true,
                                   &m->spot->place, &node, m->reterr);
    if (status == FISC_OK)
        status = fisc_system__read_json_value(draft, node, json, m->reterr);
    return status;
}

/* Places in the text are of no use; which change it is, is. */
static enum fisc_status
about_change(const struct making *m, enum fisc_status status)
{
    struct fisc_error *reterr = m->reterr;

    if (status == FISC_ERR_NOMEM || !reterr)
        return status;
    fisc__error_copy(reterr->where, sizeof reterr->where,
                     m->spot->place.file, strlen(m->spot->place.file));
    fisc__error_copy(reterr->item, sizeof reterr->item, m->spot->path,
                     strlen(m->spot->path));
    reterr->line = m->spot->place.line;
    return status;
}

static enum fisc_status
make_json(const struct making *m, struct fisc__item **ret)
{
    const struct fisc__item *found = NULL;
    struct fisc_system *other = NULL;
    struct fisc__arena scratch;
    struct fisc__draft draft;
    enum fisc_status status;

    if (!m->change->string)
        return refuse(m, FISC_ERR_INVALID, "the change has no JSON");
    status = fisc__draft_init(&draft, m->system->context, "", m->reterr);
    if (status != FISC_OK)
        return status;
    fisc__arena_init(&scratch, m->system->context);
    status = about_change(m, read_json(m, &draft, &scratch));
    fisc__arena_done(&scratch);
    if (status == FISC_OK)
        status = fisc__draft_finish(&draft, &other, m->reterr);
    if (status != FISC_OK) {
        fisc__draft_done(&draft);
        return status;
    }
    fisc_system__find(other, m->spot->path, &found);
    *ret = fisc_system__copy_item(m->system, found, false);
    fisc_system_unref(other);
    return *ret ? FISC_OK : fisc__error_nomem(m->reterr);
}

/* ---- all of them ---------------------------------------------------------*/

static enum fisc_status
make_fact(const struct making *m, struct fisc__item **ret)
{
    const struct fisc_change *change = m->change;

    switch (change->kind) {
    case FISC_CHANGE_BOOLEAN:
        return make_number(m, FISC__ITEM_BOOLEAN, ret);
    case FISC_CHANGE_INTEGER:
        return make_number(m, FISC__ITEM_INTEGER, ret);
    case FISC_CHANGE_DECIMAL:
        return make_number(m, FISC__ITEM_DECIMAL, ret);
    case FISC_CHANGE_STRING:
        return change->string
                   ? make_string(m, change->string, ret)
                   : refuse(m, FISC_ERR_INVALID, "the change has no string");
    case FISC_CHANGE_DATE:
        return make_date(m, ret);
    case FISC_CHANGE_SET:
        return make_set(m, ret);
    default:
        return make_unknown(m, ret);
    }
}

static enum fisc_status
make_other(const struct making *m, struct fisc__item **ret)
{
    switch (m->change->kind) {
    case FISC_CHANGE_CLEAR:
        *ret = NULL;
        return FISC_OK;
    case FISC_CHANGE_JSON:
        return make_json(m, ret);
    case FISC_CHANGE_RECORD:
        return make_record(m, ret);
    case FISC_CHANGE_COMPLETE:
        return make_complete(m, ret);
    case FISC_CHANGE_ADD:
    case FISC_CHANGE_REMOVE:
        return make_member(m, m->change->kind == FISC_CHANGE_ADD, ret);
    case FISC_CHANGE_AS_OF:
        return refuse(m, FISC_ERR_INVALID,
                      "a date is of an evaluation, not of a description");
    default:
        return refuse(m, FISC_ERR_INVALID, "there is no such kind of change");
    }
}

static bool
is_fact(enum fisc_change_kind kind)
{
    return (kind >= FISC_CHANGE_BOOLEAN && kind <= FISC_CHANGE_SET) ||
           kind == FISC_CHANGE_UNKNOWN;
}

enum fisc_status
fisc__edit_value(struct fisc_system *system, const struct fisc_change *change,
                 const struct fisc__spot *spot, struct fisc__item **ret,
                 struct fisc_error *reterr)
{
    const struct making making = {system, change, spot, reterr};
    enum fisc_status status;

    if (is_fact(change->kind)) {
        status = make_fact(&making, ret);
        if (status == FISC_OK)
            status = set_about(&making, *ret, change->about);
    } else if (change->kind == FISC_CHANGE_ABOUT) {
        status = make_about(&making, ret);
    } else if (change->about) {
        status = refuse(&making, FISC_ERR_INVALID,
                        "nothing is said beside such a change");
    } else {
        status = make_other(&making, ret);
    }
    if (status == FISC_OK && spot->element && *ret &&
        (*ret)->kind != FISC__ITEM_RECORD)
        status = refuse(&making, FISC_ERR_INVALID,
                        "an element of a list is a record");
    return status;
}
