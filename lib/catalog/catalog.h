/* SPDX-License-Identifier: MIT */
#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

/*
 * Control definitions as the rest of the library sees them. Everything lives
 * in the catalog's arena and is immutable once read.
 */

#include <stdatomic.h>

#include <fisc/catalog.h>

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/error.h"
#include "base/text.h"
#include "xml/xml.h"

enum { FISC__ROLES = 4, FISC__LEVELS = 3 };

struct fisc__prop {
    const char *ns; /* "" : OSCAL's own */
    const char *name;
    const char *value;
    const char *class_name; /* or "" */
    const char *remarks;    /* or "" */
    struct fisc__place place;
};

struct fisc__props {
    struct fisc__prop *list;
    size_t count;
};

struct fisc__link {
    const char *rel; /* or "" */
    const char *href;
    const char *text; /* or "" */
};

struct fisc__links {
    struct fisc__link *list;
    size_t count;
};

struct fisc__param {
    const char *id;
    const char *type; /* "period", "integer", …; "" where not given */
    struct fisc__text label;
    const char **values; /* none: unset */
    size_t value_count;
    const char *owner; /* who decided the value; or "" */
    const char *date;  /* when; or "" */
    struct fisc__text reason;
    struct fisc__place place; /* of the value's source: catalog or profile */
    size_t index; /* among the catalog's params */
};

struct fisc__group {
    const char *id; /* or "" */
    const char *label;
    struct fisc__text title;
    struct fisc__group *parent; /* or NULL */
    struct fisc__place place;
};

struct fisc__clause {
    const char *key;
    const char *label; /* printed number of the item; or "" */
    struct fisc__text title;
    struct fisc__text text;
    struct fisc__text fail; /* message where it fails */
    enum fisc_role bearer;
    enum fisc_level level;
    struct fisc__control *control;
    struct fisc__props props;
    struct fisc__links links;
    struct fisc__place place;
    size_t index; /* among the catalog's clauses */
};

struct fisc__control {
    const char *id;
    const char *label; /* printed label; or "" */
    struct fisc__text title;
    struct fisc__text text;       /* of its statement, outside the items */
    struct fisc__text guidance;
    struct fisc__group *group;    /* or NULL */
    struct fisc__control *parent; /* of a nested control; or NULL */
    bool withdrawn;
    struct fisc__clause **clauses;
    size_t clause_count;
    struct fisc__props props;
    struct fisc__links links;
    struct fisc__place place;
    struct fisc_catalog *catalog;
    size_t index; /* among the catalog's controls */
};

/* A back-matter resource. */
struct fisc__resource {
    const char *uuid;
    const char *title;
    const char *href; /* of its first rlink; or "" */
};

struct fisc_catalog {
    atomic_uint references;
    struct fisc_context *context; /* a reference */
    struct fisc__arena arena;
    const char *name; /* of its source */
    const char *uuid;
    const char *version;
    const char *language; /* "ja" or "en" */
    struct fisc__text title;
    struct fisc__group **groups;
    size_t group_count;
    struct fisc__control **controls; /* in document order, nested ones too */
    size_t control_count;
    struct fisc__clause **clauses; /* in document order */
    size_t clause_count;
    struct fisc__param **params;
    size_t param_count;
    struct fisc__resource *resources;
    size_t resource_count;
    bool ours; /* has props of our namespace */
    struct fisc__index *index;
};

/*
 * Reads a catalog from its document, which it doesn't need afterwards. Remarks
 * go to `diagnostics`, which may be NULL. Statuses as fisc_catalog_parse().
 */
enum fisc_status
fisc_catalog__read(struct fisc_context *context, const struct fisc__xml *root,
                   struct fisc__diagnostics *diagnostics,
                   struct fisc_catalog **ret, struct fisc_error *reterr);

const struct fisc__clause *
fisc_catalog__clause(const struct fisc_catalog *catalog, const char *key);

/* What a value of that type should be, in an error's words; NULL if it is. */
const char *
fisc__param_wanted(struct fisc_context *context, const char *type,
                   const char *value);

/*
 * By id, or by a printed label in any spelling that one control only has;
 * NULL where there is none.
 */
const struct fisc__control *
fisc_catalog__control(const struct fisc_catalog *catalog, const char *name);

const struct fisc__param *
fisc_catalog__param(const struct fisc_catalog *catalog, const char *id);

/* The value of the first prop of that namespace and name, or NULL. */
const char *
fisc__props_get(const struct fisc__props *props, const char *ns,
                const char *name);

#define FISC__OSCAL_NS "http://csrc.nist.gov/ns/oscal/1.0"
#define FISC__PROP_NS "urn:libfisc:oscal:1"

#endif
