/* SPDX-License-Identifier: MIT */
/* Finding controls, clauses and params by id or by printed label. */

#include <string.h>

#include "base/label.h"
#include "catalog/catalog.h"
#include "catalog/index.h"

enum fisc_status
fisc_catalog_find_control(const struct fisc_catalog *catalog, const char *name,
                          size_t *ret)
{
    const struct fisc__index_label *label;
    bool is_short = false;

    if (fisc__index_find(catalog->index, FISC__INDEX_CONTROL, name, ret))
        return FISC_OK;
    label = fisc__index_label(catalog->index, name, &is_short);
    if (is_short)
        return FISC_ERR_NOMEM;
    if (!label)
        return FISC_ERR_NOTFOUND;
    if (label->several)
        return FISC_ERR_CONFLICT;
    *ret = label->control;
    return FISC_OK;
}

/* Does one of the control's labels fold to that? *ret_short: no memory. */
static bool
is_labelled(const struct fisc__control *control, const char *folded,
            bool *ret_short)
{
    bool found = false;

    for (size_t i = 0; i < control->props.count && !found && !*ret_short;
         i++) {
        const struct fisc__prop *prop = &control->props.list[i];
        struct fisc__buffer buffer;

        if (prop->ns[0] != '\0' || strcmp(prop->name, "label") != 0)
            continue;
        fisc__buffer_init(&buffer, control->catalog->context);
        found = fisc__label_fold(&buffer, prop->value) &&
                strcmp(fisc__buffer_text(&buffer), folded) == 0;
        *ret_short = buffer.failed;
        fisc__buffer_done(&buffer);
    }
    return found;
}

static enum fisc_status
next_folded(const struct fisc_catalog *catalog, const char *folded,
            size_t from, size_t *ret)
{
    bool is_short = false;

    for (size_t i = from; i < catalog->control_count; i++) {
        if (is_labelled(catalog->controls[i], folded, &is_short)) {
            *ret = i;
            return FISC_OK;
        }
        if (is_short)
            return FISC_ERR_NOMEM;
    }
    return FISC_ERR_NOTFOUND;
}

enum fisc_status
fisc_catalog_next_labelled(const struct fisc_catalog *catalog,
                           const char *label, size_t from, size_t *ret)
{
    struct fisc__buffer folded;
    enum fisc_status status = FISC_ERR_NOTFOUND;

    fisc__buffer_init(&folded, catalog->context);
    if (fisc__label_fold(&folded, label) && folded.length > 0)
        status = next_folded(catalog, folded.text, from, ret);
    else if (folded.failed)
        status = FISC_ERR_NOMEM;
    fisc__buffer_done(&folded);
    return status;
}

enum fisc_status
fisc_catalog_find_clause(const struct fisc_catalog *catalog, const char *key,
                         size_t *ret)
{
    return fisc__index_find(catalog->index, FISC__INDEX_CLAUSE, key, ret)
               ? FISC_OK
               : FISC_ERR_NOTFOUND;
}

enum fisc_status
fisc_catalog_find_param(const struct fisc_catalog *catalog, const char *id,
                        size_t *ret)
{
    return fisc__index_find(catalog->index, FISC__INDEX_PARAM, id, ret)
               ? FISC_OK
               : FISC_ERR_NOTFOUND;
}

const struct fisc__clause *
fisc_catalog__clause(const struct fisc_catalog *catalog, const char *key)
{
    size_t index;

    return fisc_catalog_find_clause(catalog, key, &index) == FISC_OK
               ? catalog->clauses[index]
               : NULL;
}

const struct fisc__control *
fisc_catalog__control(const struct fisc_catalog *catalog, const char *name)
{
    size_t index;

    return fisc_catalog_find_control(catalog, name, &index) == FISC_OK
               ? catalog->controls[index]
               : NULL;
}

const struct fisc__param *
fisc_catalog__param(const struct fisc_catalog *catalog, const char *id)
{
    size_t index;

    return fisc_catalog_find_param(catalog, id, &index) == FISC_OK
               ? catalog->params[index]
               : NULL;
}
