/* SPDX-License-Identifier: MIT */
#ifndef CATALOG_INDEX_H
#define CATALOG_INDEX_H

/* From ids, keys and printed labels to what they name in one catalog. */

#include "base/buffer.h"
#include "base/names.h"

enum fisc__index_kind {
    FISC__INDEX_CONTROL,
    FISC__INDEX_CLAUSE,
    FISC__INDEX_PARAM,
    FISC__INDEX_GROUP,
    FISC__INDEX_KINDS
};

/* What one id names: an index plus 1 by kind, 0 for nothing. */
struct fisc__index_entry {
    uint32_t of[FISC__INDEX_KINDS];
};

/* What one folded label names. */
struct fisc__index_label {
    uint32_t control; /* the first one's index */
    bool several;
};

struct fisc__index {
    struct fisc__names ids;
    struct fisc__index_entry *entries; /* [number - 1] */
    size_t entry_capacity;
    struct fisc__names labels;
    struct fisc__index_label *label_entries;
    size_t label_capacity;
};

void
fisc__index_init(struct fisc__index *index, struct fisc__arena *arena);

void
fisc__index_done(struct fisc__index *index);

/*
 * Says that `id` names the `number`-th of that kind, from 0. False where memory
 * is short. The first one of a kind stays.
 */
bool
fisc__index_add(struct fisc__index *index, enum fisc__index_kind kind,
                const char *id, size_t number);

/* Finds one; false where there is none. */
bool
fisc__index_find(const struct fisc__index *index, enum fisc__index_kind kind,
                 const char *id, size_t *ret);

/*
 * Says that `control` is labelled so. A label that can't be folded is left
 * out. False where memory is short.
 */
bool
fisc__index_add_label(struct fisc__index *index, const char *label,
                      size_t control);

/*
 * The entry of a label in any spelling, or NULL; *ret_short tells that memory
 * was short.
 */
const struct fisc__index_label *
fisc__index_label(const struct fisc__index *index, const char *label,
                  bool *ret_short);

#endif
