/* SPDX-License-Identifier: MIT */
/*
 * The split of duties: each statement of `inherits` says what it is about, and
 * no two are about one duty. Else taking one away could turn a result over
 * (rules 1 and 19).
 */

#include <stdlib.h>
#include <string.h>

#include "system/system.h"

/* A statement that somebody else answers for a duty. */
struct said {
    const char *clause;
    const char *bearer; /* a role, a party's id, or "" : whoever bears it */
    const struct fisc__item *item;
};

static const char *
text_of(const struct fisc__item *record, const char *name)
{
    const struct fisc__item *field =
        fisc__item_field(record, name, strlen(name));

    return field && field->kind == FISC__ITEM_STRING ? field->u.string : "";
}

static int
by_duty(const void *a, const void *b)
{
    const struct said *x = a, *y = b;
    int order = strcmp(x->clause, y->clause);

    if (!order)
        order = strcmp(x->bearer, y->bearer);
    return order ? order : strcmp(x->item->name, y->item->name);
}

static enum fisc_status
refuse_bare(const struct fisc__item *item, struct fisc_error *reterr)
{
    return fisc__error_item(reterr, FISC_ERR_INVALID, &item->place, item->name,
                            "what is inherited needs its clause, and from "
                            "whom");
}

static bool
is_before(const struct fisc__place *a, const struct fisc__place *b)
{
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

static enum fisc_status
refuse_second(const struct said *first, const struct said *second,
              struct fisc_error *reterr)
{
    if (is_before(&second->item->place, &first->item->place)) {
        const struct said *swap = first;

        first = second;
        second = swap;
    }
    return fisc__error_item(reterr, FISC_ERR_INVALID, &second->item->place,
                            second->item->name,
                            "a second statement of who answers for %.150s; "
                            "the first is %.100s at %.200s:%u:%u",
                            second->clause, first->item->name,
                            first->item->place.file, first->item->place.line,
                            first->item->place.column);
}

/* Does the party of that id hold the role? */
static bool
holds(const struct fisc__item *parties, const char *id, const char *role)
{
    const struct fisc__item *party =
        parties ? fisc__item_record(parties, id) : NULL;
    const struct fisc__item *roles =
        party ? fisc__item_field(party, "roles", strlen("roles")) : NULL;

    if (!roles || roles->kind != FISC__ITEM_LIST)
        return false;
    for (size_t i = 0; i < roles->u.children.count; i++)
        if (roles->u.children.list[i]->kind == FISC__ITEM_STRING &&
            strcmp(roles->u.children.list[i]->u.string, role) == 0)
            return true;
    return false;
}

/* The statement for that bearer among those of one clause, or NULL. */
static const struct said *
find_bearer(const struct said *list, size_t count, const char *bearer)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(list[middle].bearer, bearer);

        if (order == 0)
            return &list[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* The statements of one clause, sorted by bearer. */
static enum fisc_status
check_clause(const struct fisc__item *parties, const struct said *list,
             size_t count, struct fisc_error *reterr)
{
    const char *dot = strrchr(list[0].clause, '.');
    const char *role = dot ? dot + 1 : "";
    const struct said *of_role = find_bearer(list, count, role);

    for (size_t i = 1; i < count; i++) {
        if (!list[0].bearer[0] ||
            strcmp(list[i - 1].bearer, list[i].bearer) == 0)
            return refuse_second(&list[i - 1], &list[i], reterr);
    }
    for (size_t i = 0; of_role && i < count; i++)
        if (&list[i] != of_role && holds(parties, list[i].bearer, role))
            return refuse_second(of_role, &list[i], reterr);
    return FISC_OK;
}

static enum fisc_status
check_sorted(const struct fisc__item *parties, const struct said *list,
             size_t count, struct fisc_error *reterr)
{
    size_t first = 0;

    for (size_t i = 1; i <= count; i++) {
        enum fisc_status status;

        if (i < count && strcmp(list[i].clause, list[first].clause) == 0)
            continue;
        status = check_clause(parties, &list[first], i - first, reterr);
        if (status)
            return status;
        first = i;
    }
    return FISC_OK;
}

enum fisc_status
fisc_system__check_split(const struct fisc_system *system,
                         struct fisc_error *reterr)
{
    const struct fisc__item *list =
        fisc__item_field(system->root, "inherits", strlen("inherits"));
    const struct fisc__item *parties =
        fisc__item_field(system->root, "parties", strlen("parties"));
    size_t count = list && list->kind == FISC__ITEM_LIST
                       ? list->u.children.count
                       : 0;
    enum fisc_status status = FISC_OK;
    struct said *said;

    if (count == 0)
        return FISC_OK;
    said = fisc__alloc_array(system->context, count, sizeof *said);
    if (!said)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; !status && i < count; i++) {
        const struct fisc__item *item = list->u.children.list[i];

        said[i] = (struct said){text_of(item, "clause"),
                                text_of(item, "bearer"), item};
        if (!said[i].clause[0] || !text_of(item, "from")[0])
            status = refuse_bare(item, reterr);
    }
    if (!status) {
        qsort(said, count, sizeof *said, by_duty);
        status = check_sorted(parties, said, count, reterr);
    }
    fisc__free(system->context, said, count * sizeof *said);
    return status;
}
