/* SPDX-License-Identifier: MIT */
/* The memo of paths: a table by addresses, with hints of where items are. */

#include "requirement/known.h"

#include <string.h>

enum {
    FIRST_SIZE = 64,
    LARGEST_SIZE = 8192 /* then it begins anew: texts can be made up */
};

void
fisc__path_memo_init(struct fisc__path_memo *memo,
                     struct fisc_context *context)
{
    *memo = (struct fisc__path_memo){.context = context};
}

void
fisc__path_memo_done(struct fisc__path_memo *memo)
{
    fisc__free(memo->context, memo->list, memo->size * sizeof *memo->list);
    memo->list = NULL;
    memo->size = memo->count = 0;
}

/* ---- the table -----------------------------------------------------------*/

static size_t
first_place(const struct fisc__path_memo *memo, const struct fisc__word *from,
            const char *address)
{
    uint64_t key = (uint64_t)(uintptr_t)address +
                   (uint64_t)(uintptr_t)from * 31;

    return (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 40) &
           (memo->size - 1);
}

/* Where the address is, or would be. */
static inline struct fisc__known_path *
find_place(const struct fisc__path_memo *memo, const struct fisc__word *from,
           const char *address)
{
    size_t i = first_place(memo, from, address);

    while (memo->list[i].word && (memo->list[i].address != address ||
                                  memo->list[i].from != from))
        i = (i + 1) & (memo->size - 1);
    return &memo->list[i];
}

static bool
make_room(struct fisc__path_memo *memo)
{
    struct fisc__known_path *old = memo->list;
    size_t old_size = memo->size;
    size_t size = old_size ? old_size * 2 : FIRST_SIZE;

    if (memo->count * 2 < old_size)
        return true;
    if (size > LARGEST_SIZE) {
        memset(old, 0, old_size * sizeof *old);
        memo->count = 0;
        return true;
    }
    memo->list = fisc__alloc_array(memo->context, size, sizeof *old);
    if (!memo->list) {
        memo->list = old;
        return false;
    }
    memo->size = size;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].word)
            *find_place(memo, old[i].from, old[i].address) = old[i];
    fisc__free(memo->context, old, old_size * sizeof *old);
    return true;
}

/* A word's path from a word above it on; "" of that word itself. */
static const char *
below(const struct fisc__word *word, const struct fisc__word *above)
{
    if (word == above)
        return "";
    if (!above || !above->parent)
        return word->path; /* the vocabulary's root */
    /* A list's fields come after "[].", a record's after a dot. */
    return word->path + strlen(above->path) +
           (above->definition && above->definition->type == FISC_FACT_LIST
                ? 3
                : 1);
}

struct fisc__known_path *
fisc__path_memo_again(const struct fisc__path_memo *memo,
                      const struct fisc__word *from, const char *name,
                      size_t length)
{
    struct fisc__known_path *known;

    if (!memo->count)
        return NULL;
    known = find_place(memo, from, name);
    return known->word && known->length == length &&
                   memcmp(known->name, name, length) == 0
               ? known
               : NULL;
}

enum fisc_status
fisc__path_memo_find(struct fisc__path_memo *memo,
                     const struct fisc__word *scope,
                     const struct fisc__word *from, const char *name,
                     size_t length, struct fisc__known_path **ret)
{
    struct fisc__known_path *known =
        fisc__path_memo_again(memo, from, name, length);
    const struct fisc__word *word;

    if (known) {
        *ret = known;
        return FISC_OK;
    }
    word = fisc__word_find(from, name);
    if (!word)
        return FISC_ERR_NOTFOUND;
    if (!make_room(memo))
        return FISC_ERR_NOMEM;
    known = find_place(memo, from, name);
    memo->count += !known->word;
    *known = (struct fisc__known_path){
        .address = name,
        .from = from,
        .word = word,
        .name = below(word, from),
        .length = length,
        .path = below(word, scope)};
    *ret = known;
    return FISC_OK;
}

/* ---- items ---------------------------------------------------------------*/

/* The field that a path begins with, by bisection; its place goes to *hint. */
static const struct fisc__item *
search_field(const struct fisc__item *record, const char *path, uint32_t *hint)
{
    struct fisc__item *const *list = record->u.children.list;
    size_t low = 0, high = record->u.children.count;
    size_t length = strcspn(path, ".");

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(list[middle]->name, path, length);

        if (order == 0 && list[middle]->name[length] == '\0') {
            *hint = (uint32_t)middle;
            return list[middle];
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Does a path begin with the name? Then *path is what comes after it. */
static inline bool
take_name(const char **path, const char *name)
{
    const char *rest = *path;

    while (*name && *name == *rest) {
        name++;
        rest++;
    }
    if (*name || (*rest && *rest != '.'))
        return false;
    *path = rest + (*rest == '.');
    return true;
}

/* The field that a path begins with: where it was before, or looked for. */
static const struct fisc__item *
take_field(const struct fisc__item *record, uint32_t *hint, const char **path)
{
    const struct fisc__item *field;

    if (*hint < record->u.children.count) {
        field = record->u.children.list[*hint];
        if (take_name(path, field->name))
            return field;
    }
    field = search_field(record, *path, hint);
    if (field)
        take_name(path, field->name);
    return field;
}

const struct fisc__item *
fisc__known_item(struct fisc__known_path *known,
                 const struct fisc__item *record, enum fisc__state *ret_state)
{
    const struct fisc__item *item = record;
    const char *path = known->path;

    *ret_state = FISC__KNOWN;
    for (unsigned depth = 0; *path && item; depth++) {
        uint32_t none = UINT32_MAX;

        if (item->kind == FISC__ITEM_UNKNOWN) {
            *ret_state = FISC__STATED;
            return NULL;
        }
        item = item->kind == FISC__ITEM_RECORD
                   ? take_field(item,
                                depth < FISC__HINTS ? &known->hints[depth]
                                                    : &none,
                                &path)
                   : NULL;
    }
    if (!item)
        *ret_state = FISC__ABSENT;
    return item;
}

/* ---- paths in full -------------------------------------------------------*/

const char *
fisc__read_path(struct fisc__arena *arena, const struct fisc__read *read)
{
    const struct fisc__scope *scope = read->scope;
    const char *list;

    if (!scope)
        return read->path;
    /* As deep as lists nest. */
    list = scope->list ? fisc__read_path(arena, scope->list)
                       : scope->list_path;
    if (!list)
        return NULL;
    return fisc__arena_concat(
        arena,
        (const char *const[]){list, "[",
                              scope->element->name ? scope->element->name : "",
                              "].", read->path},
        5);
}
