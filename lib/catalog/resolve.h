/* SPDX-License-Identifier: MIT */
#ifndef CATALOG_RESOLVE_H
#define CATALOG_RESOLVE_H

/* A profile while it is applied: what the files of that concern share. */

#include "base/names.h"
#include "catalog/profile.h"
#include "catalog/reader.h"
#include "catalog/tree.h"

struct fisc__import {
    const struct fisc__xml *element;
    size_t source; /* which of the profile's sources */
};

struct fisc__profile {
    const struct fisc__xml *root;
    const char **sources; /* names, each once */
    size_t source_count;
    struct fisc__import *imports;
    size_t import_count;
};

/* A control or a param of a document, found by its id. */
struct fisc__target {
    struct fisc__xml *control; /* or NULL */
    struct fisc__xml *param;   /* or NULL */
    const struct fisc__xml *set; /* the <set-parameter> of the param; or NULL */
    bool marked;               /* of a control, by the import at hand */
    bool selected;             /* by any import */
};

/* One source: a copy of its document and what is in it. */
struct fisc__source {
    struct fisc__xml *root;
    struct fisc__xml *params; /* holds those of controls that are taken out */
    struct fisc__names ids;
    struct fisc__target *targets; /* [number - 1] */
    size_t target_capacity;
};

struct fisc__resolution {
    struct fisc_context *context;
    struct fisc__arena arena; /* of the copies; ends with the resolution */
    const struct fisc__profile *profile;
    struct fisc__source *sources; /* beside the profile's */
    struct fisc__diagnostics *diagnostics; /* or NULL */
    struct fisc_error *reterr;
};

/* The target of an id in one source, or NULL. */
struct fisc__target *
fisc__source_target(const struct fisc__source *source, const char *id);

/* FISC_ERR_NOTFOUND at that place, with the nearest id that there is. */
enum fisc_status
fisc__resolution_notfound(struct fisc__resolution *resolution,
                          const struct fisc__xml *element, const char *id,
                          bool param);

/* A warning for lint; only memory can fail. */
enum fisc_status
fisc__resolution_remark(struct fisc__resolution *resolution,
                        const struct fisc__xml *element, const char *rule,
                        const char *item, struct fisc__text message);

/* Marks what one import selects. */
enum fisc_status
fisc__resolution_select(struct fisc__resolution *resolution,
                        const struct fisc__import *import);

/* Takes out of a document what no import selects. */
enum fisc_status
fisc__resolution_prune(struct fisc__resolution *resolution,
                       struct fisc__source *source);

/* Does what the profile's <modify> says. */
enum fisc_status
fisc__resolution_modify(struct fisc__resolution *resolution);

#endif
