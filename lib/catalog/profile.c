/* SPDX-License-Identifier: MIT */
/* Profiles: reading what they import. */

#include "catalog/profile.h"

#include <string.h>

#include "base/source.h"
#include "catalog/resolve.h"

static const struct fisc__xml *
find_resource(const struct fisc__xml *root, const char *uuid)
{
    const struct fisc__xml *back = fisc__xml_child(root, "back-matter");
    const struct fisc__xml *resource =
        back ? fisc__xml_child(back, "resource") : NULL;

    for (; resource; resource = fisc__xml_next(resource, "resource")) {
        const char *other = fisc__xml_attribute(resource, "uuid");

        if (other && strcmp(other, uuid) == 0)
            return resource;
    }
    return NULL;
}

/* Is it one that we can read? Told by its media type or its name. */
static bool
is_xml(const struct fisc__xml *rlink, const char *href)
{
    const char *type = fisc__xml_attribute(rlink, "media-type");
    const char *ending = strrchr(href, '.');

    if (type)
        return strstr(type, "xml") != NULL;
    return ending && strcmp(ending, ".xml") == 0;
}

/* The address of a resource: in XML if there is one; NULL if there is none. */
static const char *
resource_href(const struct fisc__xml *resource)
{
    const struct fisc__xml *rlink = fisc__xml_child(resource, "rlink");
    const char *any = NULL;

    for (; rlink; rlink = fisc__xml_next(rlink, "rlink")) {
        const char *href = fisc__xml_attribute(rlink, "href");

        if (!href)
            continue;
        if (is_xml(rlink, href))
            return href;
        if (!any)
            any = href;
    }
    return any;
}

static enum fisc_status
import_href(const struct fisc__xml *import, const char **ret,
            struct fisc_error *reterr)
{
    const char *href = fisc__xml_attribute(import, "href");
    const struct fisc__xml *resource;

    if (!href || href[0] == '\0')
        return fisc__error(reterr, FISC_ERR_INVALID, &import->place,
                           "the import has no href");
    if (href[0] == '#') {
        resource = find_resource(import->parent, href + 1);
        if (!resource)
            return fisc__error(reterr, FISC_ERR_NOTFOUND, &import->place,
                               "no resource in the back-matter has the uuid "
                               "\"%s\"", href + 1);
        href = resource_href(resource);
        if (!href)
            return fisc__error(reterr, FISC_ERR_INVALID, &resource->place,
                               "the resource has no rlink to a catalog");
    }
    *ret = href;
    return FISC_OK;
}

/* The number of a source, new or old. */
static size_t
add_source(struct fisc__profile *profile, const char *name)
{
    for (size_t i = 0; i < profile->source_count; i++)
        if (strcmp(profile->sources[i], name) == 0)
            return i;
    profile->sources[profile->source_count] = name;
    return profile->source_count++;
}

static enum fisc_status
read_import(struct fisc__arena *arena, struct fisc__profile *profile,
            const struct fisc__xml *element, struct fisc_error *reterr)
{
    struct fisc__import *import = &profile->imports[profile->import_count];
    const char *href = NULL, *name;
    enum fisc_status status = import_href(element, &href, reterr);

    if (status != FISC_OK)
        return status;
    name = fisc__source_resolve(arena, element->place.file, href);
    if (!name)
        return fisc__error_nomem(reterr);
    import->element = element;
    import->source = add_source(profile, name);
    profile->import_count++;
    return FISC_OK;
}

/* A misspelt element would select or change something else than is meant. */
static enum fisc_status
only_children(const struct fisc__xml *element, const char *const *allowed,
              struct fisc_error *reterr)
{
    const struct fisc__xml *child = fisc__xml_element(element->first);

    for (; child; child = fisc__xml_element(child->next)) {
        size_t i = 0;

        while (allowed[i] && !fisc__xml_is(child, FISC__OSCAL_NS, allowed[i]))
            i++;
        if (!allowed[i])
            return fisc__error(reterr, FISC_ERR_INVALID, &child->place,
                               "<%s> can't stand in <%s>", child->name,
                               element->name);
    }
    return FISC_OK;
}

static enum fisc_status
check_children(const struct fisc__xml *root, struct fisc_error *reterr)
{
    static const char *const in_profile[] = {
        "metadata", "import", "merge", "modify", "back-matter", NULL};
    static const char *const in_import[] = {
        "include-all", "include-controls", "exclude-controls", NULL};
    const struct fisc__xml *import = fisc__xml_child(root, "import");
    enum fisc_status status = only_children(root, in_profile, reterr);

    for (; import && status == FISC_OK;
         import = fisc__xml_next(import, "import"))
        status = only_children(import, in_import, reterr);
    return status;
}

static enum fisc_status
read_imports(struct fisc__arena *arena, struct fisc__profile *profile,
             struct fisc_error *reterr)
{
    const struct fisc__xml *element = fisc__xml_child(profile->root, "import");
    enum fisc_status status = FISC_OK;
    size_t count = 0;

    for (; element; element = fisc__xml_next(element, "import"))
        count++;
    if (count == 0)
        return fisc__error(reterr, FISC_ERR_INVALID, &profile->root->place,
                           "the profile imports nothing");
    profile->sources =
        fisc__arena_array(arena, count, sizeof *profile->sources);
    profile->imports =
        fisc__arena_array(arena, count, sizeof *profile->imports);
    if (!profile->sources || !profile->imports)
        return fisc__error_nomem(reterr);
    for (element = fisc__xml_child(profile->root, "import");
         element && status == FISC_OK;
         element = fisc__xml_next(element, "import"))
        status = read_import(arena, profile, element, reterr);
    return status;
}

enum fisc_status
fisc__profile_read(struct fisc__arena *arena, const struct fisc__xml *root,
                   const struct fisc__profile **ret,
                   struct fisc_error *reterr)
{
    struct fisc__profile *profile;
    enum fisc_status status = fisc__oscal_expect(root, "profile", reterr);

    if (status == FISC_OK)
        status = check_children(root, reterr);
    if (status != FISC_OK)
        return status;
    profile = fisc__arena_alloc(arena, sizeof *profile);
    if (!profile)
        return fisc__error_nomem(reterr);
    profile->root = root;
    status = read_imports(arena, profile, reterr);
    if (status == FISC_OK)
        *ret = profile;
    return status;
}

size_t
fisc__profile_imports(const struct fisc__profile *profile,
                      const char *const **ret)
{
    *ret = profile->sources;
    return profile->source_count;
}
