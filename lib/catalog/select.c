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

/* Marks the controls nested in one, however deep. */
static void
mark_below(struct fisc__source *source, const struct fisc__xml *control,
           bool value)
{
    const struct fisc__xml *child = fisc__xml_child(control, "control");

    for (; child; child = fisc__xml_next(child, "control")) {
        const char *id = fisc__xml_attribute(child, "id");

        if (id)
            fisc__source_target(source, id)->marked = value;
        mark_below(source, child, value);
    }
}

/* Marks one control, and those nested in it if `children`. */
static void
mark(struct fisc__source *source, struct fisc__target *target, bool children,
     bool value)
{
    target->marked = value;
    if (children)
        mark_below(source, target->control, value);
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

static bool
is_selected(const struct fisc__source *source, const struct fisc__xml *control)
{
    const char *id = fisc__xml_attribute(control, "id");
    const struct fisc__target *target =
        id ? fisc__source_target(source, id) : NULL;

    return target && target->selected;
}

/* A control that nobody selected, or a group in which nothing is left. */
static bool
goes(const struct fisc__source *source, const struct fisc__xml *element)
{
    if (fisc__xml_is(element, FISC__OSCAL_NS, "control"))
        return !is_selected(source, element);
    return fisc__xml_is(element, FISC__OSCAL_NS, "group") &&
           !fisc__xml_child(element, "control") &&
           !fisc__xml_child(element, "group");
}

/*
 * Takes an element out of `*slot`. Controls in it take its place: they are
 * what is left of it. Params outlive the control that they stand in, since the
 * checks and texts of another may use them: they move to the catalog itself.
 * Returns the slot behind.
 */
static struct fisc__xml **
drop(struct fisc__source *source, struct fisc__xml **slot)
{
    struct fisc__xml *element = *slot, *child = element->first, *next;

    *slot = element->next;
    for (; child; child = next) {
        next = child->next;
        if (fisc__xml_is(child, FISC__OSCAL_NS, "control")) {
            child->parent = element->parent;
            child->next = *slot;
            *slot = child;
            slot = &child->next;
        } else if (fisc__xml_is(child, FISC__OSCAL_NS, "param")) {
            child->parent = source->params;
            child->next = source->params->first;
            source->params->first = child;
        }
    }
    return slot;
}

static void
prune_below(struct fisc__source *source, struct fisc__xml *element)
{
    struct fisc__xml **slot = &element->first;

    while (*slot) {
        struct fisc__xml *child = *slot;

        if (fisc__xml_is(child, FISC__OSCAL_NS, "group") ||
            fisc__xml_is(child, FISC__OSCAL_NS, "control"))
            prune_below(source, child);
        if (goes(source, child))
            slot = drop(source, slot);
        else
            slot = &child->next;
    }
}

enum fisc_status
fisc__resolution_prune(struct fisc__resolution *resolution,
                       struct fisc__source *source)
{
    struct fisc__xml **end = &source->root->first;

    /* They go through a holder, lest the list be changed that is walked. */
    source->params =
        fisc__arena_alloc(&resolution->arena, sizeof *source->params);
    if (!source->params)
        return fisc__error_nomem(resolution->reterr);
    prune_below(source, source->root);
    while (*end)
        end = &(*end)->next;
    *end = source->params->first;
    for (; *end; end = &(*end)->next)
        (*end)->parent = source->root;
    return FISC_OK;
}
