/* SPDX-License-Identifier: MIT */
/* Sets of results: making, sharing, ending, looking into. */

#include "report/read.h"

#include <assert.h>
#include <string.h>

#include "base/share.h"
#include "base/sized.h"
#include "base/source.h"

struct fisc_result_set *
fisc_result_set__new(struct fisc_context *context, const char *name)
{
    struct fisc_result_set *set = fisc__alloc(context, sizeof *set);

    if (!set)
        return NULL;
    atomic_init(&set->references, 1);
    set->context = fisc_context_ref(context);
    fisc__arena_init(&set->arena, context);
    fisc__names_init(&set->keys, context, &set->arena, NULL);
    fisc__names_init(&set->control_ids, context, &set->arena, NULL);
    set->whole = 1;
    set->rules_digest = set->params_digest = "";
    set->name = fisc__arena_string(&set->arena, name);
    if (set->name)
        return set;
    fisc_result_set_unref(set);
    return NULL;
}

bool
fisc_result_set__add_name(struct fisc__names *names, const char *name,
                          size_t index, size_t *ret_first)
{
    uint32_t number = fisc__names_add(names, name, strlen(name));

    *ret_first = number == 0 ? index : number - 1;
    return number != 0 && *ret_first == index;
}

void
fisc_result_set__label(struct fisc_result_set *set)
{
    for (size_t i = 0; i < set->control_count; i++)
        set->controls[i].label = "";
    for (size_t i = 0; i < set->count; i++) {
        const struct fisc_result_info *row = &set->rows[i].info;
        uint32_t control = fisc__names_find(&set->control_ids, row->control,
                                            strlen(row->control));

        if (control)
            set->controls[control - 1].label = row->label;
    }
}

enum fisc_status
fisc_result_set_parse(struct fisc_context *context, const char *name,
                      const char *text, size_t length,
                      struct fisc_result_set **ret, struct fisc_error *reterr)
{
    struct fisc__place start = {name, 1, 1};
    struct fisc_result_set *set;
    struct fisc__arena scratch;
    struct fisc__json *json;
    enum fisc_status status;

    assert(context && name && (text || length == 0) && ret);
    if (length == 0)
        return fisc__error(reterr, FISC_ERR_SYNTAX, &start,
                           "is empty: expected results in JSON");
    set = fisc_result_set__new(context, name);
    if (!set)
        return fisc__error_nomem(reterr);
    fisc__arena_init(&scratch, context);
    status = fisc__json_parse(&scratch, name, text, length, &json, reterr);
    if (status == FISC_OK)
        status = fisc_result_set__read(set, json, reterr);
    fisc__arena_done(&scratch);
    if (status == FISC_OK)
        *ret = set;
    else
        fisc_result_set_unref(set);
    return status;
}

enum fisc_status
fisc_result_set_load(struct fisc_context *context, const char *path,
                     struct fisc_result_set **ret, struct fisc_error *reterr)
{
    enum fisc_status status;
    size_t length;
    char *text;

    assert(context && path && ret);
    status = fisc__source_read(context, path, &text, &length, reterr);
    if (status != FISC_OK)
        return status;
    status = fisc_result_set_parse(context, path, text, length, ret, reterr);
    fisc__free(context, text, length + 1);
    return status;
}

struct fisc_result_set *
fisc_result_set_ref(struct fisc_result_set *set)
{
    assert(set);
    atomic_fetch_add_explicit(&set->references, 1, memory_order_relaxed);
    return set;
}

void
fisc_result_set_unref(struct fisc_result_set *set)
{
    struct fisc_context *context;

    if (!set || !fisc__drop(&set->references))
        return;
    context = set->context;
    fisc__names_done(&set->keys);
    fisc__names_done(&set->control_ids);
    fisc__arena_done(&set->arena);
    fisc__free(context, set, sizeof *set);
    fisc_context_unref(context);
}

/* ---- what it is about ----------------------------------------------------*/

const char *
fisc_result_set_name(const struct fisc_result_set *set)
{
    return set->name;
}

fisc_date
fisc_result_set_as_of(const struct fisc_result_set *set)
{
    return set->as_of;
}

const char *
fisc_result_set_policy_digest(const struct fisc_result_set *set)
{
    return set->policy_digest;
}

const char *
fisc_result_set_system_digest(const struct fisc_result_set *set)
{
    return set->system_digest;
}

const char *
fisc_result_set_system_id(const struct fisc_result_set *set)
{
    return set->system_id;
}

int
fisc_result_set_is_whole(const struct fisc_result_set *set)
{
    return set->whole;
}

/* ---- rows ----------------------------------------------------------------*/

size_t
fisc_result_set_count(const struct fisc_result_set *set)
{
    return set->count;
}

static const struct fisc__result_row *
row_of(const struct fisc_result_set *set, size_t row)
{
    assert(row < set->count);
    return &set->rows[row];
}

enum fisc_status
fisc_result_set_result(const struct fisc_result_set *set, size_t index,
                       struct fisc_result_info *ret)
{
    if (index >= set->count)
        return FISC_ERR_NOTFOUND;
    return fisc__sized_copy(ret, &set->rows[index].info, sizeof *ret,
                            sizeof *ret);
}

enum fisc_status
fisc_result_set_find(const struct fisc_result_set *set, const char *key,
                     size_t *ret)
{
    uint32_t number = fisc__names_find(&set->keys, key, strlen(key));

    if (number == 0)
        return FISC_ERR_NOTFOUND;
    *ret = number - 1;
    return FISC_OK;
}

const char *
fisc_result_set_message(const struct fisc_result_set *set, size_t row,
                        enum fisc_language language)
{
    return row_of(set, row)->message[language];
}

size_t
fisc_result_set_fact_count(const struct fisc_result_set *set, size_t row)
{
    return row_of(set, row)->facts.count;
}

enum fisc_status
fisc_result_set_fact(const struct fisc_result_set *set, size_t row,
                     size_t index, struct fisc_fact_reference *ret)
{
    const struct fisc__facts *facts = &row_of(set, row)->facts;

    if (index >= facts->count)
        return FISC_ERR_NOTFOUND;
    return fisc__sized_copy(ret, &facts->list[index], sizeof *ret,
                            sizeof *ret);
}

size_t
fisc_result_set_deciding_count(const struct fisc_result_set *set, size_t row)
{
    return row_of(set, row)->deciding.count;
}

enum fisc_status
fisc_result_set_deciding(const struct fisc_result_set *set, size_t row,
                         size_t index, struct fisc_deciding *ret)
{
    const struct fisc__open_facts *facts = &row_of(set, row)->deciding;

    if (index >= facts->count)
        return FISC_ERR_NOTFOUND;
    return fisc__sized_copy(ret, &facts->list[index], sizeof *ret,
                            sizeof *ret);
}

int
fisc_result_set_deciding_minimal(const struct fisc_result_set *set, size_t row)
{
    return row_of(set, row)->deciding_minimal;
}

size_t
fisc_result_set_label_count(const struct fisc_result_set *set, size_t row)
{
    return row_of(set, row)->labels.count;
}

const char *
fisc_result_set_label(const struct fisc_result_set *set, size_t row,
                      size_t index)
{
    assert(index < row_of(set, row)->labels.count);
    return row_of(set, row)->labels.list[index];
}

size_t
fisc_result_set_evidence_count(const struct fisc_result_set *set, size_t row)
{
    return row_of(set, row)->evidence.count;
}

const char *
fisc_result_set_evidence(const struct fisc_result_set *set, size_t row,
                         size_t index)
{
    assert(index < row_of(set, row)->evidence.count);
    return row_of(set, row)->evidence.list[index];
}

/* ---- controls ------------------------------------------------------------*/

size_t
fisc_result_set_control_count(const struct fisc_result_set *set)
{
    return set->control_count;
}

enum fisc_status
fisc_result_set_control(const struct fisc_result_set *set, size_t index,
                        struct fisc_control_result *ret)
{
    if (index >= set->control_count)
        return FISC_ERR_NOTFOUND;
    return fisc__sized_copy(ret, &set->controls[index], sizeof *ret,
                            sizeof *ret);
}
