/* SPDX-License-Identifier: MIT */
/* Props and links of OSCAL elements. */

#include <string.h>

#include "catalog/reader.h"

const char *
fisc__oscal_ns(const struct fisc__xml *element)
{
    const char *ns = fisc__xml_attribute(element, "ns");

    /* The schema's own default, written out by some tools. */
    if (!ns || strcmp(ns, "http://csrc.nist.gov/ns/oscal") == 0 ||
        strcmp(ns, FISC__OSCAL_NS) == 0)
        return "";
    return ns;
}

const char *
fisc__oscal_prop(const struct fisc__xml *element, const char *name)
{
    const struct fisc__xml *prop = fisc__xml_child(element, "prop");

    for (; prop; prop = fisc__xml_next(prop, "prop")) {
        const char *other = fisc__xml_attribute(prop, "name");

        if (other && strcmp(other, name) == 0 &&
            strcmp(fisc__oscal_ns(prop), FISC__PROP_NS) == 0)
            return fisc__xml_attribute(prop, "value");
    }
    return NULL;
}

const char *
fisc__props_get(const struct fisc__props *props, const char *ns,
                const char *name)
{
    for (size_t i = 0; i < props->count; i++)
        if (strcmp(props->list[i].name, name) == 0 &&
            strcmp(props->list[i].ns, ns) == 0)
            return props->list[i].value;
    return NULL;
}

static size_t
count_children(const struct fisc__xml *element, const char *name)
{
    const struct fisc__xml *child = fisc__xml_child(element, name);
    size_t count = 0;

    for (; child; child = fisc__xml_next(child, name))
        count++;
    return count;
}

static enum fisc_status
prop_read(struct fisc__reader *reader, const struct fisc__xml *element,
          struct fisc__prop *ret)
{
    const char *name = fisc__xml_attribute(element, "name");
    const char *value = fisc__xml_attribute(element, "value");
    const struct fisc__xml *remarks = fisc__xml_child(element, "remarks");

    if (!name)
        return fisc__error(reader->reterr, FISC_ERR_INVALID, &element->place,
                           "the prop has no name");
    ret->name = fisc__reader_word(reader, name);
    ret->ns = fisc__oscal_ns(element);
    if (strcmp(ret->ns, FISC__PROP_NS) == 0)
        ret->ns = FISC__PROP_NS;
    else
        ret->ns = fisc__reader_word(reader, ret->ns);
    ret->class_name = fisc__reader_word(
        reader, fisc__xml_attribute(element, "class"));
    /* Before 1.0 the value was the content. */
    ret->value = value ? fisc__reader_copy(reader, value)
                       : fisc__xml_flat_text(reader->arena, element);
    ret->remarks = remarks ? fisc__xml_flat_text(reader->arena, remarks) : "";
    ret->place = fisc__reader_place(reader, element);
    if (!ret->name || !ret->ns || !ret->class_name || !ret->value ||
        !ret->remarks)
        return fisc__error_nomem(reader->reterr);
    return FISC_OK;
}

enum fisc_status
fisc__props_read(struct fisc__reader *reader, const struct fisc__xml *element,
                 struct fisc__props *ret)
{
    const struct fisc__xml *child = fisc__xml_child(element, "prop");
    struct fisc__props props = {NULL, count_children(element, "prop")};
    enum fisc_status status = FISC_OK;

    if (props.count == 0) {
        *ret = props;
        return FISC_OK;
    }
    props.list =
        fisc__arena_array(reader->arena, props.count, sizeof *props.list);
    if (!props.list)
        return fisc__error_nomem(reader->reterr);
    for (size_t i = 0; child && status == FISC_OK; i++) {
        status = prop_read(reader, child, &props.list[i]);
        if (status == FISC_OK &&
            strcmp(props.list[i].ns, FISC__PROP_NS) == 0)
            reader->catalog->ours = true;
        child = fisc__xml_next(child, "prop");
    }
    if (status == FISC_OK)
        *ret = props;
    return status;
}

static enum fisc_status
link_read(struct fisc__reader *reader, const struct fisc__xml *element,
          struct fisc__link *ret)
{
    const struct fisc__xml *text = fisc__xml_child(element, "text");

    ret->href =
        fisc__reader_copy(reader, fisc__xml_attribute(element, "href"));
    ret->rel = fisc__reader_word(reader, fisc__xml_attribute(element, "rel"));
    ret->text = text ? fisc__xml_flat_text(reader->arena, text) : "";
    if (!ret->href || !ret->rel || !ret->text)
        return fisc__error_nomem(reader->reterr);
    return FISC_OK;
}

enum fisc_status
fisc__links_read(struct fisc__reader *reader, const struct fisc__xml *element,
                 struct fisc__links *ret)
{
    const struct fisc__xml *child = fisc__xml_child(element, "link");
    struct fisc__links links = {NULL, count_children(element, "link")};
    enum fisc_status status = FISC_OK;

    if (links.count > 0) {
        links.list =
            fisc__arena_array(reader->arena, links.count, sizeof *links.list);
        if (!links.list)
            return fisc__error_nomem(reader->reterr);
    }
    for (size_t i = 0; child && status == FISC_OK; i++) {
        status = link_read(reader, child, &links.list[i]);
        child = fisc__xml_next(child, "link");
    }
    if (status == FISC_OK)
        *ret = links;
    return status;
}
