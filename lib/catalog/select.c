/* SPDX-License-Identifier: MIT */
/* Which controls a profile's imports select. */

#include <string.h>

#include "catalog/resolve.h"

/* `*` is any text, `?` any byte. */
static bool
matches(const char *pattern, const char *text)
{
    const char *star = NULL, *resume = NULL;

    while (*text) {
        if (*pattern == '*') {
            star = ++pattern;
            resume = text;
        } else if (*pattern == '?' || *pattern == *text) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star;
            text = ++resume;
        } else {
            return false;
        }
    }
    return pattern[strspn(pattern, "*")] == '\0';
}

static void
mark_all(struct fisc__source *source, bool value)
{
    for (size_t i = 0; i < source->ids.count; i++)
        source->targets[i].marked = value;
}

/* Is the control inside that one, however deep? */
static bool
is_inside(const struct fisc__xml *control, const struct fisc__xml *outer)
{
    for (; control; control = control->parent)
        if (control == outer)
            return true;
    return false;
}

/* Marks one control, and those nested in it if `children`. */
static void
mark(struct fisc__source *source, struct fisc__target *target, bool children,
     bool value)
{
    target->marked = value;
    for (size_t i = 0; children && i < source->ids.count; i++)
        if (source->targets[i].control &&
            is_inside(source->targets[i].control, target->control))
            source->targets[i].marked = value;
}

static enum fisc_status
mark_id(struct fisc__resolution *resolution, struct fisc__source *source,
        const struct fisc__xml *element, bool children, bool value)
{
    const char *id = fisc__xml_flat_text(&resolution->arena, element);
    struct fisc__target *target;

    if (!id)
        return fisc__error_nomem(resolution->reterr);
    target = fisc__source_target(source, id);
    if (!target || !target->control)
        return fisc__resolution_notfound(resolution, element, id, false);
    mark(source, target, children, value);
    return FISC_OK;
}

static enum fisc_status
mark_matching(struct fisc__resolution *resolution,
              struct fisc__source *source, const struct fisc__xml *element,
              bool children, bool value)
{
    const char *pattern = fisc__xml_attribute(element, "pattern");
    bool found = false;

    if (!pattern)
        return fisc__error(resolution->reterr, FISC_ERR_INVALID,
                           &element->place, "<matching> has no pattern");
    for (size_t i = 0; i < source->ids.count; i++)
        if (source->targets[i].control &&
            matches(pattern, source->ids.texts[i])) {
            mark(source, &source->targets[i], children, value);
            found = true;
        }
    if (!found)
        return fisc__error(resolution->reterr, FISC_ERR_NOTFOUND,
                           &element->place, "no control of %s matches \"%s\"",
                           source->root->place.file, pattern);
    return FISC_OK;
}

/* One include-controls or exclude-controls. */
static enum fisc_status
mark_controls(struct fisc__resolution *resolution,
              struct fisc__source *source, const struct fisc__xml *element,
              bool value)
{
    const char *with = fisc__xml_attribute(element, "with-child-controls");
    const struct fisc__xml *child = fisc__xml_element(element->first);
    bool children = with && strcmp(with, "yes") == 0;
    enum fisc_status status = FISC_OK;

    for (; child && status == FISC_OK; child = fisc__xml_element(child->next)) {
        if (fisc__xml_is(child, FISC__OSCAL_NS, "with-id"))
            status = mark_id(resolution, source, child, children, value);
        else if (fisc__xml_is(child, FISC__OSCAL_NS, "matching"))
            status = mark_matching(resolution, source, child, children, value);
        else
            status = fisc__error(resolution->reterr, FISC_ERR_INVALID,
                                 &child->place,
                                 "<%s> can't stand in <%s>, only <with-id> "
                                 "and <matching>", child->name, element->name);
    }
    return status;
}

static enum fisc_status
mark_each(struct fisc__resolution *resolution, struct fisc__source *source,
          const struct fisc__xml *import, const char *name, bool value)
{
    const struct fisc__xml *element = fisc__xml_child(import, name);
    enum fisc_status status = FISC_OK;

    for (; element && status == FISC_OK;
         element = fisc__xml_next(element, name))
        status = mark_controls(resolution, source, element, value);
    return status;
}

enum fisc_status
fisc__resolution_select(struct fisc__resolution *resolution,
                        const struct fisc__import *import)
{
    struct fisc__source *source = &resolution->sources[import->source];
    const struct fisc__xml *element = import->element;
    enum fisc_status status;

    /* To say nothing of inclusion is to include all. */
    mark_all(source, fisc__xml_child(element, "include-all") ||
                         !fisc__xml_child(element, "include-controls"));
    status =
        mark_each(resolution, source, element, "include-controls", true);
    if (status == FISC_OK)
        status =
            mark_each(resolution, source, element, "exclude-controls", false);
    for (size_t i = 0; i < source->ids.count && status == FISC_OK; i++)
        source->targets[i].selected |= source->targets[i].marked;
    return status;
}

/*
 * Params outlive the control that they stand in: the checks and texts of
 * another may use them. They move to the catalog itself.
 */
static void
keep_params(struct fisc__source *source, struct fisc__xml *element)
{
    struct fisc__xml *child = element->first, *next;

    for (; child; child = next) {
        next = child->next;
        if (fisc__xml_is(child, FISC__OSCAL_NS, "param")) {
            fisc__tree_remove(child);
            fisc__tree_insert(source->root, child, source->root->first);
        }
    }
}

static bool
is_selected(const struct fisc__source *source, const struct fisc__xml *control)
{
    const char *id = fisc__xml_attribute(control, "id");
    const struct fisc__target *target =
        id ? fisc__source_target(source, id) : NULL;

    return target && target->selected;
}

static bool
is_holder(const struct fisc__xml *node)
{
    return fisc__xml_is(node, FISC__OSCAL_NS, "group") ||
           fisc__xml_is(node, FISC__OSCAL_NS, "control");
}

/* Selected controls in one that goes take its place. */
static void
drop(struct fisc__source *source, struct fisc__xml *element)
{
    struct fisc__xml *child = element->first, *next;

    keep_params(source, element);
    for (child = element->first; child; child = next) {
        next = child->next;
        if (is_holder(child)) {
            fisc__tree_remove(child);
            fisc__tree_insert(element->parent, child, element);
        }
    }
    fisc__tree_remove(element);
}

static void
prune_below(struct fisc__source *source, struct fisc__xml *element)
{
    struct fisc__xml *child = element->first, *next;

    for (; child; child = next) {
        next = child->next;
        if (!is_holder(child))
            continue;
        prune_below(source, child);
        if (fisc__xml_is(child, FISC__OSCAL_NS, "control")
                ? !is_selected(source, child)
                : !fisc__xml_child(child, "control") &&
                      !fisc__xml_child(child, "group"))
            drop(source, child);
    }
}

void
fisc__resolution_prune(struct fisc__source *source)
{
    prune_below(source, source->root);
}
