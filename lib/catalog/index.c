/* SPDX-License-Identifier: MIT */
/* From ids, keys and printed labels to what they name in one catalog. */

#include "catalog/index.h"

#include <string.h>

#include "base/label.h"

void
fisc__index_init(struct fisc__index *index, struct fisc__arena *arena)
{
    *index = (struct fisc__index){0};
    fisc__names_init(&index->ids, arena->context, arena, NULL);
    fisc__names_init(&index->labels, arena->context, arena, NULL);
}

void
fisc__index_done(struct fisc__index *index)
{
    struct fisc_context *context = index->ids.context;

    fisc__names_done(&index->ids);
    fisc__names_done(&index->labels);
    fisc__free(context, index->entries,
               index->entry_capacity * sizeof *index->entries);
    fisc__free(context, index->label_entries,
               index->label_capacity * sizeof *index->label_entries);
    index->entries = NULL;
    index->label_entries = NULL;
    index->entry_capacity = index->label_capacity = 0;
}

/* The entry of an id, made where there is none; NULL where memory is short. */
static struct fisc__index_entry *
index_entry(struct fisc__index *index, const char *id)
{
    uint32_t before = fisc__names_count(&index->ids), number;

    /* Room first, so that a name never is without its entry. */
    if (!fisc__grow(index->ids.context, &index->entries,
                    &index->entry_capacity, before, sizeof *index->entries))
        return NULL;
    number = fisc__names_add(&index->ids, id, strlen(id));
    if (!number)
        return NULL;
    if (number > before)
        index->entries[number - 1] = (struct fisc__index_entry){{0}};
    return &index->entries[number - 1];
}

bool
fisc__index_add(struct fisc__index *index, enum fisc__index_kind kind,
                const char *id, size_t number)
{
    struct fisc__index_entry *entry = index_entry(index, id);

    if (!entry)
        return false;
    if (!entry->of[kind])
        entry->of[kind] = (uint32_t)number + 1;
    return true;
}

bool
fisc__index_find(const struct fisc__index *index, enum fisc__index_kind kind,
                 const char *id, size_t *ret)
{
    uint32_t number = fisc__names_find(&index->ids, id, strlen(id));

    if (!number || !index->entries[number - 1].of[kind])
        return false;
    *ret = index->entries[number - 1].of[kind] - 1;
    return true;
}

/* False where the label can't be folded; *ret_short as above. */
static bool
fold(struct fisc__buffer *folded, const char *label, bool *ret_short)
{
    bool done = fisc__label_fold(folded, label);

    *ret_short = folded->failed;
    return done && folded->length > 0;
}

bool
fisc__index_add_label(struct fisc__index *index, const char *label,
                      size_t control)
{
    uint32_t before = fisc__names_count(&index->labels), number;
    struct fisc__buffer folded;
    bool is_short;

    fisc__buffer_init(&folded, index->labels.context);
    if (!fold(&folded, label, &is_short)) {
        fisc__buffer_done(&folded);
        return !is_short;
    }
    number = !fisc__grow(index->labels.context, &index->label_entries,
                         &index->label_capacity, before,
                         sizeof *index->label_entries)
                 ? 0
                 : fisc__names_add(&index->labels, folded.text,
                                   folded.length);
    fisc__buffer_done(&folded);
    if (!number)
        return false;
    if (number > before)
        index->label_entries[number - 1] =
            (struct fisc__index_label){.control = (uint32_t)control};
    else if (index->label_entries[number - 1].control != control)
        index->label_entries[number - 1].several = true;
    return true;
}

const struct fisc__index_label *
fisc__index_label(const struct fisc__index *index, const char *label,
                  bool *ret_short)
{
    struct fisc__buffer folded;
    uint32_t number = 0;

    fisc__buffer_init(&folded, index->labels.context);
    if (fold(&folded, label, ret_short))
        number = fisc__names_find(&index->labels, folded.text, folded.length);
    fisc__buffer_done(&folded);
    return number ? &index->label_entries[number - 1] : NULL;
}
