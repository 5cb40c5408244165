/* SPDX-License-Identifier: MIT */
/* What a profile changes: params that it sets, controls that it alters. */

#include <string.h>

#include "catalog/resolve.h"

static bool
is_one_of(const struct fisc__xml *node, const char *const *names)
{
    for (; *names; names++)
        if (fisc__xml_is(node, FISC__OSCAL_NS, *names))
            return true;
    return false;
}

static bool
same(const struct fisc__xml *a, const struct fisc__xml *b, const char *name)
{
    const char *x = fisc__xml_attribute(a, name);
    const char *y = fisc__xml_attribute(b, name);

    return strcmp(x ? x : "", y ? y : "") == 0;
}

static bool
is_ours(const struct fisc__xml *prop)
{
    return fisc__xml_is(prop, FISC__OSCAL_NS, "prop") &&
           strcmp(fisc__oscal_ns(prop), FISC__PROP_NS) == 0;
}

/* The prop of ours in `element` that has that one's name, or NULL. */
static struct fisc__xml *
find_prop(struct fisc__xml *element, const struct fisc__xml *prop)
{
    struct fisc__xml *child = element->first;

    for (; child; child = child->next)
        if (is_ours(child) && same(child, prop, "name") &&
            same(child, prop, "class"))
            return child;
    return NULL;
}

static void
remove_children(struct fisc__xml *element, const char *name)
{
    struct fisc__xml *child = element->first, *next;

    for (; child; child = next) {
        next = child->next;
        if (fisc__xml_is(child, FISC__OSCAL_NS, name))
            fisc__tree_remove(child);
    }
}

/* Who decided the old value, when and why, says nothing about a new one. */
static void
remove_decision(struct fisc__xml *param)
{
    static const char *const names[] = {"owner", "date", "reason", "reason-ja",
                                        "reason-en"};
    struct fisc__xml *child = param->first, *next;

    for (; child; child = next) {
        const char *name;

        next = child->next;
        if (!is_ours(child) || !(name = fisc__xml_attribute(child, "name")))
            continue;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (strcmp(name, names[i]) == 0) {
                fisc__tree_remove(child);
                break;
            }
    }
}

/* What a new child replaces, since it can stand only once; NULL: nothing. */
static struct fisc__xml *
find_replaced(struct fisc__xml *parent, const struct fisc__xml *element)
{
    static const char *const once[] = {"label", "usage", "title", "select",
                                       NULL};
    struct fisc__xml *child = parent->first;

    if (is_ours(element))
        return find_prop(parent, element);
    if (!is_one_of(element, once))
        return NULL;
    while (child && !fisc__xml_is(child, FISC__OSCAL_NS, element->name))
        child = child->next;
    return child;
}

/*
 * Puts a copy in. A prop of ours has one value, so that it replaces the one
 * of its name. `*before` stays where the next one belongs.
 */
static enum fisc_status
put(struct fisc__resolution *resolution, struct fisc__xml *parent,
    const struct fisc__xml *element, struct fisc__xml **before)
{
    struct fisc__xml *copy = fisc__tree_copy(&resolution->arena, element);
    struct fisc__xml *old = find_replaced(parent, element);

    if (!copy)
        return fisc__error_nomem(resolution->reterr);
    fisc__tree_insert(parent, copy, *before);
    if (old && old == *before)
        *before = old->next;
    if (old)
        fisc__tree_remove(old);
    return FISC_OK;
}

static enum fisc_status
check_type(struct fisc__resolution *resolution, struct fisc__xml *param,
           const struct fisc__xml *set)
{
    const char *wanted = fisc__oscal_prop(set, "type");
    const char *type = fisc__oscal_prop(param, "type");

    if (!wanted || !type || strcmp(wanted, type) == 0)
        return FISC_OK;
    return fisc__error_item(resolution->reterr, FISC_ERR_INVALID, &set->place,
                            fisc__xml_attribute(set, "param-id"),
                            "the type is %s; a profile can't make it %s", type,
                            wanted);
}

static enum fisc_status
set_param(struct fisc__resolution *resolution, struct fisc__xml *param,
          const struct fisc__xml *set)
{
    static const char *const allowed[] = {
        "prop",       "link",      "label", "usage", "constraint",
        "guideline", "value", "select", "remarks", NULL};
    const struct fisc__xml *child = fisc__xml_element(set->first);
    struct fisc__xml *end = NULL;
    enum fisc_status status = check_type(resolution, param, set);

    if (fisc__xml_child(set, "value")) {
        remove_children(param, "value");
        remove_decision(param);
    }
    for (; child && status == FISC_OK; child = fisc__xml_element(child->next)) {
        if (!is_one_of(child, allowed))
            return fisc__error(resolution->reterr, FISC_ERR_INVALID,
                               &child->place,
                               "<%s> can't stand in <set-parameter>",
                               child->name);
        status = put(resolution, param, child, &end);
    }
    return status;
}

static enum fisc_status
set_target(struct fisc__resolution *resolution, struct fisc__target *target,
           const struct fisc__xml *set)
{
    const char *id = fisc__xml_attribute(set, "param-id");

    if (target->set)
        return fisc__error_item(
            resolution->reterr, FISC_ERR_CONFLICT, &set->place, id,
            "the param \"%s\" is set twice, first at %s:%u:%u", id,
            target->set->place.file, target->set->place.line,
            target->set->place.column);
    target->set = set;
    return set_param(resolution, target->param, set);
}

static enum fisc_status
set_parameter(struct fisc__resolution *resolution, const struct fisc__xml *set)
{
    const char *id = fisc__xml_attribute(set, "param-id");
    enum fisc_status status = FISC_OK;
    bool found = false;

    if (!id)
        return fisc__error(resolution->reterr, FISC_ERR_INVALID, &set->place,
                           "<set-parameter> has no param-id");
    for (size_t i = 0;
         i < resolution->profile->source_count && status == FISC_OK; i++) {
        struct fisc__target *target =
            fisc__source_target(&resolution->sources[i], id);

        if (target && target->param) {
            status = set_target(resolution, target, set);
            found = true;
        }
    }
    if (status == FISC_OK && !found)
        status = fisc__resolution_notfound(resolution, set, id, true);
    return status;
}

static bool
has_class(const struct fisc__xml *element, const char *class_name)
{
    const char *list = fisc__xml_attribute(element, "class");
    size_t length = strlen(class_name);

    while (list && *list) {
        size_t word;

        list += strspn(list, " ");
        word = strcspn(list, " ");
        if (word == length && memcmp(list, class_name, length) == 0)
            return true;
        list += word;
    }
    return false;
}

/* Is the element what <remove> asks for? All its criteria must hold. */
static bool
is_wanted(const struct fisc__xml *element, const struct fisc__xml *remove)
{
    static const char *const removable[] = {"param", "prop", "link", "part",
                                            NULL};
    static const char *const plain[][2] = {{"by-name", "name"},
                                           {"by-id", "id"}};
    const char *ns = fisc__xml_attribute(remove, "by-ns");
    const char *item = fisc__xml_attribute(remove, "by-item-name");
    const char *class_name = fisc__xml_attribute(remove, "by-class");

    if (!is_one_of(element, removable))
        return false;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        const char *wanted = fisc__xml_attribute(remove, plain[i][0]);
        const char *value = fisc__xml_attribute(element, plain[i][1]);

        if (wanted && (!value || strcmp(wanted, value) != 0))
            return false;
    }
    if (ns && strcmp(strcmp(ns, "http://csrc.nist.gov/ns/oscal") == 0 ? "" : ns,
                     fisc__oscal_ns(element)) != 0)
        return false;
    if (item && strcmp(item, element->name) != 0)
        return false;
    return !class_name || has_class(element, class_name);
}

/* Nested controls are left alone; they are altered by their own ids. */
static bool
remove_below(struct fisc__xml *element, const struct fisc__xml *remove)
{
    struct fisc__xml *child = element->first, *next;
    bool found = false;

    for (; child; child = next) {
        next = child->next;
        if (!child->name || fisc__xml_is(child, FISC__OSCAL_NS, "control"))
            continue;
        if (is_wanted(child, remove)) {
            fisc__tree_remove(child);
            found = true;
        } else if (remove_below(child, remove)) {
            found = true;
        }
    }
    return found;
}

static enum fisc_status
apply_remove(struct fisc__resolution *resolution, struct fisc__xml *control,
             const struct fisc__xml *remove)
{
    static const char *const allowed[] = {"by-name", "by-class", "by-id",
                                          "by-item-name", "by-ns", NULL};
    const char *id = fisc__xml_attribute(control, "id");
    enum fisc_status status =
        fisc__xml_only_attributes(remove, allowed, resolution->reterr);

    if (status != FISC_OK)
        return status;
    if (remove->attribute_count == 0)
        return fisc__error(resolution->reterr, FISC_ERR_INVALID,
                           &remove->place, "<remove> doesn't say what");
    if (!remove_below(control, remove))
        return fisc__error_item(resolution->reterr, FISC_ERR_NOTFOUND,
                                &remove->place, id,
                                "there is nothing of that kind in \"%s\"", id);
    return FISC_OK;
}

/* The element of that id in the control, nested controls left out. */
static struct fisc__xml *
find_id(struct fisc__xml *element, const char *id)
{
    const char *own = element->name ? fisc__xml_attribute(element, "id") : NULL;
    struct fisc__xml *child = element->first, *found = NULL;

    if (own && strcmp(own, id) == 0)
        return element;
    for (; child && !found; child = child->next)
        if (!fisc__xml_is(child, FISC__OSCAL_NS, "control"))
            found = find_id(child, id);
    return found;
}

/* Where <add> puts things: into *ret, in front of *ret_before. */
static enum fisc_status
add_position(struct fisc__resolution *resolution, struct fisc__xml *control,
             const struct fisc__xml *add, struct fisc__xml **ret,
             struct fisc__xml **ret_before)
{
    const char *id = fisc__xml_attribute(add, "by-id");
    const char *position = fisc__xml_attribute(add, "position");
    struct fisc__xml *target = id ? find_id(control, id) : control;

    if (!position)
        position = "ending";
    if (!target)
        return fisc__error_item(resolution->reterr, FISC_ERR_NOTFOUND,
                                &add->place,
                                fisc__xml_attribute(control, "id"),
                                "the control has nothing of the id \"%s\"",
                                id);
    *ret = target;
    *ret_before = NULL;
    if (strcmp(position, "starting") == 0 ||
        (target == control && strcmp(position, "before") == 0)) {
        *ret_before = target->first;
    } else if (strcmp(position, "before") == 0) {
        *ret = target->parent;
        *ret_before = target;
    } else if (strcmp(position, "after") == 0 && target != control) {
        *ret = target->parent;
        *ret_before = target->next;
    } else if (strcmp(position, "ending") != 0 &&
               strcmp(position, "after") != 0) {
        return fisc__error(resolution->reterr, FISC_ERR_INVALID, &add->place,
                           "\"%s\" is no position; there are starting, "
                           "ending, before and after", position);
    }
    return FISC_OK;
}

static enum fisc_status
apply_add(struct fisc__resolution *resolution, struct fisc__xml *control,
          const struct fisc__xml *add)
{
    static const char *const allowed[] = {"title", "param", "prop", "link",
                                          "part", NULL};
    static const char *const attributes[] = {"by-id", "position", NULL};
    const struct fisc__xml *child = fisc__xml_element(add->first);
    struct fisc__xml *parent = NULL, *before = NULL;
    enum fisc_status status =
        fisc__xml_only_attributes(add, attributes, resolution->reterr);

    if (status == FISC_OK)
        status = add_position(resolution, control, add, &parent, &before);
    for (; child && status == FISC_OK; child = fisc__xml_element(child->next)) {
        if (!is_one_of(child, allowed))
            return fisc__error(resolution->reterr, FISC_ERR_INVALID,
                               &child->place, "<%s> can't stand in <add>",
                               child->name);
        status = put(resolution, parent, child, &before);
    }
    return status;
}

static enum fisc_status
alter_control(struct fisc__resolution *resolution, struct fisc__xml *control,
              const struct fisc__xml *alter)
{
    const struct fisc__xml *child;
    enum fisc_status status = FISC_OK;

    for (child = fisc__xml_child(alter, "remove"); child && status == FISC_OK;
         child = fisc__xml_next(child, "remove"))
        status = apply_remove(resolution, control, child);
    for (child = fisc__xml_child(alter, "add"); child && status == FISC_OK;
         child = fisc__xml_next(child, "add"))
        status = apply_add(resolution, control, child);
    return status;
}

static enum fisc_status
alter(struct fisc__resolution *resolution, const struct fisc__xml *element)
{
    const char *id = fisc__xml_attribute(element, "control-id");
    enum fisc_status status = FISC_OK;
    bool found = false;

    if (!id)
        return fisc__error(resolution->reterr, FISC_ERR_INVALID,
                           &element->place, "<alter> has no control-id");
    for (size_t i = 0;
         i < resolution->profile->source_count && status == FISC_OK; i++) {
        struct fisc__target *target =
            fisc__source_target(&resolution->sources[i], id);

        if (!target || !target->control)
            continue;
        found = true;
        status = target->selected
                     ? alter_control(resolution, target->control, element)
                     : fisc__resolution_remark(
                           resolution, element, "not-selected", id,
                           (struct fisc__text){
                               .ja = "基準項目が変えられているが、選ばれていない",
                               .en = "the control is altered but not "
                                     "selected"});
    }
    if (status == FISC_OK && !found)
        status = fisc__resolution_notfound(resolution, element, id, false);
    return status;
}

enum fisc_status
fisc__resolution_modify(struct fisc__resolution *resolution)
{
    const struct fisc__xml *modify =
        fisc__xml_child(resolution->profile->root, "modify");
    const struct fisc__xml *child =
        modify ? fisc__xml_element(modify->first) : NULL;
    enum fisc_status status = FISC_OK;

    for (; child && status == FISC_OK; child = fisc__xml_element(child->next)) {
        if (fisc__xml_is(child, FISC__OSCAL_NS, "set-parameter"))
            status = set_parameter(resolution, child);
        else if (fisc__xml_is(child, FISC__OSCAL_NS, "alter"))
            status = alter(resolution, child);
        else
            status = fisc__error(resolution->reterr, FISC_ERR_INVALID,
                                 &child->place,
                                 "<%s> can't stand in <modify>", child->name);
    }
    return status;
}
