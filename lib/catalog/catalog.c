/* SPDX-License-Identifier: MIT */
/* Catalogs from first to last: parsing, references, the words of the field. */

#include <assert.h>
#include <string.h>

#include "base/share.h"
#include "base/source.h"
#include "catalog/reader.h"

static const char *const role_names[FISC__ROLES] = {"customer", "provider",
                                                    "operator", "supplier"};
static const char *const level_names[FISC__LEVELS] = {"must", "should", "may"};

const char *
fisc_role_name(enum fisc_role role)
{
    return (unsigned)role < FISC__ROLES ? role_names[role] : "";
}

enum fisc_status
fisc_role_find(const char *name, enum fisc_role *ret)
{
    for (unsigned i = 0; i < FISC__ROLES; i++)
        if (strcmp(role_names[i], name) == 0) {
            *ret = (enum fisc_role)i;
            return FISC_OK;
        }
    return FISC_ERR_NOTFOUND;
}

const char *
fisc_level_name(enum fisc_level level)
{
    return (unsigned)level < FISC__LEVELS ? level_names[level] : "";
}

enum fisc_status
fisc_level_find(const char *name, enum fisc_level *ret)
{
    for (unsigned i = 0; i < FISC__LEVELS; i++)
        if (strcmp(level_names[i], name) == 0) {
            *ret = (enum fisc_level)i;
            return FISC_OK;
        }
    return FISC_ERR_NOTFOUND;
}

struct fisc_catalog *
fisc_catalog__new(struct fisc_context *context)
{
    struct fisc_catalog *catalog = fisc__alloc(context, sizeof *catalog);

    if (!catalog)
        return NULL;
    atomic_init(&catalog->references, 1);
    catalog->context = fisc_context_ref(context);
    fisc__arena_init(&catalog->arena, context);
    catalog->index = fisc__arena_alloc(&catalog->arena, sizeof *catalog->index);
    if (!catalog->index) {
        fisc_catalog_unref(catalog);
        return NULL;
    }
    fisc__index_init(catalog->index, &catalog->arena);
    return catalog;
}

struct fisc_catalog *
fisc_catalog_ref(struct fisc_catalog *catalog)
{
    assert(catalog);
    atomic_fetch_add_explicit(&catalog->references, 1, memory_order_relaxed);
    return catalog;
}

void
fisc_catalog_unref(struct fisc_catalog *catalog)
{
    struct fisc_context *context;

    if (!catalog || !fisc__drop(&catalog->references))
        return;
    context = catalog->context;
    if (catalog->index)
        fisc__index_done(catalog->index);
    fisc__arena_done(&catalog->arena);
    fisc__free(context, catalog, sizeof *catalog);
    fisc_context_unref(context);
}

/* Remarks of a catalog that is read by itself go to the log. */
static void
log_remarks(struct fisc_context *context,
            const struct fisc__diagnostics *diagnostics)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        const struct fisc__diagnostic *entry = &diagnostics->list[i];

        fisc__log(context, entry->level, "%s:%u:%u: %s [%s]",
                  entry->place.file, entry->place.line, entry->place.column,
                  entry->message.en, entry->rule);
    }
}

enum fisc_status
fisc_catalog_parse(struct fisc_context *context, const char *name,
                   const char *text, size_t length, struct fisc_catalog **ret,
                   struct fisc_error *reterr)
{
    struct fisc__arena arena;
    struct fisc__diagnostics diagnostics;
    struct fisc__xml *root;
    enum fisc_status status;

    assert(context && name && text && ret);
    fisc__arena_init(&arena, context);
    fisc__diagnostics_init(&diagnostics, &arena);
    status = fisc__xml_parse(&arena, name, text, length, &root, reterr);
    if (status == FISC_OK)
        status = fisc_catalog__read(context, root, &diagnostics, ret, reterr);
    if (status == FISC_OK)
        log_remarks(context, &diagnostics);
    fisc__diagnostics_done(&diagnostics);
    fisc__arena_done(&arena);
    return status;
}

enum fisc_status
fisc_catalog_load(struct fisc_context *context, const char *path,
                  struct fisc_catalog **ret, struct fisc_error *reterr)
{
    char *text;
    size_t length;
    enum fisc_status status;

    assert(context && path && ret);
    status = fisc__source_read(context, path, &text, &length, reterr);
    if (status != FISC_OK)
        return status;
    status = fisc_catalog_parse(context, path, text, length, ret, reterr);
    fisc__free(context, text, length + 1);
    return status;
}
