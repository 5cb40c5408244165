/* SPDX-License-Identifier: MIT */
/* Profiles: from documents to the catalogs that a bank has chosen. */

#include <string.h>

#include "base/nearest.h"
#include "base/source.h"
#include "catalog/resolve.h"

struct fisc__target *
fisc__source_target(const struct fisc__source *source, const char *id)
{
    uint32_t number = fisc__names_find(&source->ids, id, strlen(id));

    return number ? &source->targets[number - 1] : NULL;
}

enum fisc_status
fisc__resolution_notfound(struct fisc__resolution *resolution,
                          const struct fisc__xml *element, const char *id,
                          bool param)
{
    struct fisc__nearest nearest;

    fisc__nearest_init(&nearest, id);
    for (size_t i = 0; i < resolution->profile->source_count; i++) {
        const struct fisc__source *source = &resolution->sources[i];

        for (size_t j = 0; j < source->ids.count; j++)
            if (param ? source->targets[j].param != NULL
                      : source->targets[j].control != NULL)
                fisc__nearest_offer(&nearest, source->ids.texts[j]);
    }
    return fisc__error_item(
        resolution->reterr, FISC_ERR_NOTFOUND, &element->place, id,
        "there is no %s \"%s\"%s%s%s", param ? "param" : "control", id,
        nearest.best ? "; did you mean \"" : "",
        nearest.best ? nearest.best : "", nearest.best ? "\"?" : "");
}

enum fisc_status
fisc__resolution_remark(struct fisc__resolution *resolution,
                        const struct fisc__xml *element, const char *rule,
                        const char *item, struct fisc__text message)
{
    struct fisc__diagnostics *diagnostics = resolution->diagnostics;
    struct fisc__place place = element->place;

    if (!diagnostics)
        return FISC_OK;
    place.file = fisc__arena_string(diagnostics->arena, place.file);
    if (!place.file ||
        !fisc__diagnostics_say(diagnostics, FISC_LOG_WARNING, &place, rule,
                               item, message))
        return fisc__error_nomem(resolution->reterr);
    return FISC_OK;
}

static bool
add_target(struct fisc__resolution *resolution, struct fisc__source *source,
           struct fisc__xml *element, bool param)
{
    const char *id = fisc__xml_attribute(element, "id");
    size_t before = source->ids.count;
    struct fisc__target *target;
    uint32_t number;

    if (!id)
        return true; /* the reader says so, with its place */
    if (!fisc__grow(resolution->context, &source->targets,
                    &source->target_capacity, before,
                    sizeof *source->targets))
        return false;
    number = fisc__names_add(&source->ids, id, strlen(id));
    if (!number)
        return false;
    target = &source->targets[number - 1];
    if (number > before)
        *target = (struct fisc__target){0};
    if (param && !target->param)
        target->param = element;
    else if (!param && !target->control)
        target->control = element;
    return true;
}

static bool
find_targets(struct fisc__resolution *resolution, struct fisc__source *source,
             struct fisc__xml *element)
{
    for (struct fisc__xml *child = element->first; child;
         child = child->next) {
        bool control = fisc__xml_is(child, FISC__OSCAL_NS, "control");

        if (control || fisc__xml_is(child, FISC__OSCAL_NS, "param")) {
            if (!add_target(resolution, source, child, !control))
                return false;
        }
        if ((control || fisc__xml_is(child, FISC__OSCAL_NS, "group")) &&
            !find_targets(resolution, source, child))
            return false;
    }
    return true;
}

/* The document of that name, compared as normalised names. */
static enum fisc_status
find_document(struct fisc__resolution *resolution, const char *name,
              const struct fisc__xml *const *documents, size_t count,
              const struct fisc__xml **ret)
{
    *ret = NULL;
    for (size_t i = 0; i < count && !*ret; i++) {
        const char *other = fisc__source_resolve(&resolution->arena, "",
                                                 documents[i]->place.file);

        if (!other)
            return fisc__error_nomem(resolution->reterr);
        if (strcmp(other, name) == 0)
            *ret = documents[i];
    }
    return FISC_OK;
}

static const struct fisc__xml *
import_of(const struct fisc__profile *profile, size_t source)
{
    for (size_t i = 0; i < profile->import_count; i++)
        if (profile->imports[i].source == source)
            return profile->imports[i].element;
    return profile->root;
}

static enum fisc_status
open_source(struct fisc__resolution *resolution, size_t number,
            const struct fisc__xml *const *documents, size_t count)
{
    struct fisc__source *source = &resolution->sources[number];
    const char *name = resolution->profile->sources[number];
    const struct fisc__xml *document;
    enum fisc_status status =
        find_document(resolution, name, documents, count, &document);

    if (status != FISC_OK)
        return status;
    if (!document)
        return fisc__error(
            resolution->reterr, FISC_ERR_NOTFOUND,
            &import_of(resolution->profile, number)->place,
            "the catalog \"%s\" that is imported here is not loaded", name);
    status = fisc__oscal_expect(document, "catalog", resolution->reterr);
    if (status != FISC_OK)
        return status;
    source->root = fisc__tree_copy(&resolution->arena, document);
    if (!source->root || !find_targets(resolution, source, source->root))
        return fisc__error_nomem(resolution->reterr);
    return FISC_OK;
}

/* A catalog in the profile's language where it has one, else in its own. */
static enum fisc_status
read_source(struct fisc__resolution *resolution, size_t number,
            struct fisc_catalog **ret)
{
    const struct fisc__xml *profile = resolution->profile->root;
    const struct fisc__xml *root = resolution->sources[number].root;
    struct fisc__overlay overlay = {profile->place.file, FISC_LANGUAGE_EN};
    enum fisc_status status =
        fisc__oscal_language(root, &overlay.language, resolution->reterr);

    if (status == FISC_OK)
        status = fisc__oscal_language(profile, &overlay.language,
                                      resolution->reterr);
    if (status == FISC_OK)
        status = fisc_catalog__read_changed(resolution->context, root, overlay,
                                            resolution->diagnostics, ret,
                                            resolution->reterr);
    return status;
}

static enum fisc_status
read_sources(struct fisc__resolution *resolution, struct fisc_catalog ***ret)
{
    size_t count = resolution->profile->source_count, done;
    struct fisc_catalog **catalogs =
        fisc__alloc_array(resolution->context, count, sizeof *catalogs);
    enum fisc_status status = FISC_OK;

    if (!catalogs)
        return fisc__error_nomem(resolution->reterr);
    for (done = 0; done < count && status == FISC_OK; done++)
        status = read_source(resolution, done, &catalogs[done]);
    if (status == FISC_OK) {
        *ret = catalogs;
        return FISC_OK;
    }
    for (size_t i = 0; i < done; i++)
        fisc_catalog_unref(catalogs[i]);
    fisc__free(resolution->context, catalogs, count * sizeof *catalogs);
    return status;
}

/* Controls stay as they are grouped in their catalogs. */
static enum fisc_status
check_merge(struct fisc__resolution *resolution)
{
    const struct fisc__xml *merge =
        fisc__xml_child(resolution->profile->root, "merge");

    if (!merge || (!fisc__xml_child(merge, "flat") &&
                   !fisc__xml_child(merge, "custom")))
        return FISC_OK;
    return fisc__resolution_remark(
        resolution, merge, "merge-as-is", "",
        (struct fisc__text){
            .ja = "基準項目の区分はカタログのままである",
            .en = "the controls stay grouped as they are in their catalogs"});
}

static enum fisc_status
resolve(struct fisc__resolution *resolution,
        const struct fisc__xml *const *documents, size_t document_count)
{
    const struct fisc__profile *profile = resolution->profile;
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < profile->source_count && status == FISC_OK; i++)
        status = open_source(resolution, i, documents, document_count);
    for (size_t i = 0; i < profile->import_count && status == FISC_OK; i++)
        status = fisc__resolution_select(resolution, &profile->imports[i]);
    for (size_t i = 0; i < profile->source_count && status == FISC_OK; i++)
        status =
            fisc__resolution_prune(resolution, &resolution->sources[i]);
    if (status == FISC_OK)
        status = fisc__resolution_modify(resolution);
    if (status == FISC_OK)
        status = check_merge(resolution);
    return status;
}

static bool
resolution_init(struct fisc__resolution *resolution)
{
    size_t count = resolution->profile->source_count;

    fisc__arena_init(&resolution->arena, resolution->context);
    resolution->sources = fisc__arena_array(&resolution->arena, count,
                                            sizeof *resolution->sources);
    for (size_t i = 0; resolution->sources && i < count; i++)
        fisc__names_init(&resolution->sources[i].ids, resolution->context,
                         &resolution->arena, NULL);
    return resolution->sources != NULL;
}

static void
resolution_done(struct fisc__resolution *resolution)
{
    size_t count = resolution->sources ? resolution->profile->source_count : 0;

    for (size_t i = 0; i < count; i++) {
        struct fisc__source *source = &resolution->sources[i];

        fisc__names_done(&source->ids);
        fisc__free(resolution->context, source->targets,
                   source->target_capacity * sizeof *source->targets);
    }
    fisc__arena_done(&resolution->arena);
}

enum fisc_status
fisc__profile_apply(struct fisc_context *context,
                    const struct fisc__profile *profile,
                    const struct fisc__xml *const *documents,
                    size_t document_count,
                    struct fisc__diagnostics *diagnostics,
                    struct fisc_catalog ***ret, size_t *ret_count,
                    struct fisc_error *reterr)
{
    struct fisc__resolution resolution = {.context = context,
                                          .profile = profile,
                                          .diagnostics = diagnostics,
                                          .reterr = reterr};
    enum fisc_status status = FISC_OK;

    if (!resolution_init(&resolution))
        status = fisc__error_nomem(reterr);
    if (status == FISC_OK)
        status = resolve(&resolution, documents, document_count);
    if (status == FISC_OK)
        status = read_sources(&resolution, ret);
    if (status == FISC_OK)
        *ret_count = profile->source_count;
    resolution_done(&resolution);
    return status;
}
