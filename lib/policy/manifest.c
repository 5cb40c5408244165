/* SPDX-License-Identifier: MIT */
/* Reading a <policy>: its title and what it is put together from. */

#include <string.h>

#include "base/nearest.h"
#include "policy/element.h"
#include "policy/source.h"

static const struct {
    const char *name;
    enum fisc__source_kind kind;
} parts[] = {
    {"import", FISC__SOURCE_MANIFEST},
    {"vocabulary", FISC__SOURCE_VOCABULARY},
    {"catalog", FISC__SOURCE_CATALOG},
    {"checks", FISC__SOURCE_CHECKS},
    {"profile", FISC__SOURCE_PROFILE},
    {"waivers", FISC__SOURCE_WAIVERS},
};

enum { PARTS = sizeof parts / sizeof *parts };

static enum fisc_status
read_title(struct fisc__sources *sources, struct fisc__entry *entry,
           const struct fisc__xml *element, struct fisc_error *reterr)
{
    return fisc__element_text(sources->arena, element, &entry->title, reterr);
}

/* One profile selects: a second one would have to be merged with it. */
static enum fisc_status
set_selector(struct fisc__entry *entry, struct fisc__entry *profile,
             const struct fisc__xml *element, struct fisc_error *reterr)
{
    if (entry->selector)
        return fisc__error(reterr, FISC_ERR_CONFLICT, &element->place,
                           "a policy has one profile, and this one has %s "
                           "already",
                           entry->selector->name);
    entry->selector = profile;
    return FISC_OK;
}

static enum fisc_status
read_part(struct fisc__sources *sources, struct fisc__entry *entry,
          const struct fisc__xml *element, enum fisc__source_kind kind,
          struct fisc_error *reterr)
{
    static const char *const allowed[] = {"href", NULL};
    struct fisc__entry *target;
    const char *href;
    enum fisc_status status;

    status = fisc__element_check(element, allowed, true, reterr);
    if (status == FISC_OK)
        status = fisc__element_required(element, "href", &href, reterr);
    if (status == FISC_OK)
        status = fisc__sources_follow(sources, entry, href, &element->place,
                                      kind, &target, reterr);
    if (status == FISC_OK && kind == FISC__SOURCE_PROFILE)
        status = set_selector(entry, target, element, reterr);
    if (status != FISC_OK)
        return status;
    return fisc__entry_refer(sources, entry, target, &element->place, reterr);
}

static enum fisc_status
refuse_element(const struct fisc__xml *element, struct fisc_error *reterr)
{
    struct fisc__nearest nearest;

    fisc__nearest_init(&nearest, element->name);
    fisc__nearest_offer(&nearest, "title");
    for (size_t i = 0; i < PARTS; i++)
        fisc__nearest_offer(&nearest, parts[i].name);
    return fisc__element_refuse(element, nearest.best, reterr);
}

static enum fisc_status
read_child(struct fisc__sources *sources, struct fisc__entry *entry,
           const struct fisc__xml *element, struct fisc_error *reterr)
{
    if (strcmp(element->ns, entry->root->ns) != 0)
        return fisc__element_refuse(element, NULL, reterr);
    if (strcmp(element->name, "title") == 0)
        return read_title(sources, entry, element, reterr);
    for (size_t i = 0; i < PARTS; i++)
        if (strcmp(element->name, parts[i].name) == 0)
            return read_part(sources, entry, element, parts[i].kind, reterr);
    return refuse_element(element, reterr);
}

enum fisc_status
fisc__manifest_read(struct fisc__sources *sources, struct fisc__entry *entry,
                    struct fisc_error *reterr)
{
    static const char *const allowed[] = {"id", "version", NULL};
    const struct fisc__xml *element;
    const char *id;
    enum fisc_status status;

    status = fisc__element_check(entry->root, allowed, false, reterr);
    if (status == FISC_OK)
        status = fisc__element_required(entry->root, "id", &id, reterr);
    if (status != FISC_OK)
        return status;
    entry->id = fisc__arena_string(sources->arena, id);
    if (!entry->id)
        return fisc__error_nomem(reterr);
    element = fisc__xml_element(entry->root->first);
    while (element && status == FISC_OK) {
        status = read_child(sources, entry, element, reterr);
        element = fisc__xml_element(element->next);
    }
    return status;
}
