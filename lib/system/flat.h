/* SPDX-License-Identifier: MIT */
#ifndef SYSTEM_FLAT_H
#define SYSTEM_FLAT_H

/*
 * The facts of a description one after another, as binding reads them: what it
 * needs of an item stands in a row, where following the tree's pointers would
 * wait for memory at every step.
 */

#include "system/system.h"

enum {
    FISC__FLAT_LONG = 1, /* the name doesn't end within its head */
    FISC__FLAT_DATE = 2, /* of a string: u.number is the day */
    FISC__FLAT_WHOLE = 4, /* of a list: complete */
    FISC__FLAT_DATED = 8  /* date or expires is given */
};

/*
 * An item; what is below it follows. Members of a set have no entry, elements
 * of a list have.
 */
struct fisc__flat {
    uint64_t head; /* of its name */
    union {
        int64_t number; /* boolean, integer */
        double decimal;
        uint64_t head; /* of a string that is no date */
        struct {
            uint32_t end;   /* of what is below, an index */
            uint32_t count; /* of its children */
        } below;            /* record, list */
    } u;
    const struct fisc__item *item;
    fisc_date date, expires; /* FISC_DATE_NONE where not given */
    uint8_t kind;            /* enum fisc__item_kind */
    uint8_t marks;
};

/* The first eight bytes of a text as a number, in the order of texts. */
uint64_t
fisc__text_head(const char *text);

/* Do eight bytes not hold it? */
static inline bool
fisc__text_is_long(const char *text)
{
    for (int i = 0; i < 8; i++)
        if (!text[i])
            return false;
    return text[8] != '\0';
}

/* What an item is, but for what is below it. */
struct fisc__flat
fisc__flat_item(const struct fisc__item *item);

/*
 * The entries of a record and all below it, the record first: an array in the
 * arena; NULL where memory is short.
 */
struct fisc__flat *
fisc__flat_make(struct fisc__arena *arena, const struct fisc__item *record);

/* The index after an entry and what is below it. */
static inline uint32_t
fisc__flat_next(const struct fisc__flat *flat, uint32_t index)
{
    return flat[index].kind == FISC__ITEM_RECORD ||
                   flat[index].kind == FISC__ITEM_LIST
               ? flat[index].u.below.end
               : index + 1;
}

#endif
