/* SPDX-License-Identifier: MIT */
#ifndef XML_XML_H
#define XML_XML_H

/*
 * XML documents as small trees. The one place that includes <libxml/…>; its
 * SAX events build the tree in the context's memory, with the place of every
 * tag. Strict UTF-8, no DOCTYPE, no entities beyond the five, no network, no
 * XInclude; any error, also one of namespaces, ends the reading.
 */

#include "base/arena.h"
#include "base/error.h"

/* The libxml2 that the process runs with: 20914 is 2.9.14. */
unsigned
fisc__xml_version(void);

struct fisc__xml_attribute {
    const char *name;
    const char *ns; /* "" for none */
    const char *value;
};

/* An element, or a run of text between two tags (then name is NULL). */
struct fisc__xml {
    const char *name;
    const char *ns;   /* "" for none */
    const char *text; /* of a run of text; else NULL */
    struct fisc__xml_attribute *attributes;
    size_t attribute_count;
    struct fisc__xml *parent;
    struct fisc__xml *first; /* child */
    struct fisc__xml *next;  /* sibling */
    struct fisc__place place; /* of the tag's '<'; of a text's first byte */
};

/*
 * Reads a document. The tree lives in the arena (also a copy of `name`, which
 * places point to). Comments and processing instructions are dropped, CDATA is
 * text; adjacent text is one run.
 *
 * FISC_ERR_SYNTAX: not well-formed, not UTF-8, a DOCTYPE.
 * FISC_ERR_LIMIT: more bytes, depth, nodes than the context allows, deeper than
 * 255, or more than 256 attributes on one element (declared namespaces among
 * them) or namespaces at a time.
 */
enum fisc_status
fisc__xml_parse(struct fisc__arena *arena, const char *name, const char *text,
                size_t length, struct fisc__xml **ret,
                struct fisc_error *reterr);

/* The value of an attribute without a namespace, or NULL. */
const char *
fisc__xml_attribute(const struct fisc__xml *element, const char *name);

/* The same for a namespace; xml:lang has "http://www.w3.org/XML/1998/namespace". */
const char *
fisc__xml_attribute_ns(const struct fisc__xml *element, const char *ns,
                       const char *name);

/* Is it an element of that namespace and name? `name` NULL: any name. */
bool
fisc__xml_is(const struct fisc__xml *node, const char *ns, const char *name);

/* The first child element of that name, in the parent's namespace, or NULL. */
const struct fisc__xml *
fisc__xml_child(const struct fisc__xml *element, const char *name);

/* The next sibling element of the same namespace and that name, or NULL. */
const struct fisc__xml *
fisc__xml_next(const struct fisc__xml *element, const char *name);

/* The next element in order of siblings, text skipped: start with ->first. */
const struct fisc__xml *
fisc__xml_element(const struct fisc__xml *node);

/*
 * All text below, tags left out, runs of white space as one space, none at
 * the ends. In the arena; NULL where memory is short.
 */
const char *
fisc__xml_flat_text(struct fisc__arena *arena, const struct fisc__xml *node);

/* All text below, kept as written. */
const char *
fisc__xml_raw_text(struct fisc__arena *arena, const struct fisc__xml *node);

/*
 * FISC_ERR_INVALID where an attribute without a namespace is none of `allowed`
 * (NULL-terminated), with the nearest allowed one in the message.
 */
enum fisc_status
fisc__xml_only_attributes(const struct fisc__xml *element,
                          const char *const *allowed,
                          struct fisc_error *reterr);

#endif
