/* SPDX-License-Identifier: MIT */
#ifndef SYSTEM_READ_H
#define SYSTEM_READ_H

/* The readers: one for each spelling. */

#include "json/json.h"
#include "system/draft.h"
#include "xml/xml.h"

/*
 * Both state what a document says in a draft. The document may be released
 * afterwards; `scratch` is memory as short-lived as the document.
 */
enum fisc_status
fisc_system__read_json(struct fisc__draft *draft, const struct fisc__json *root,
                       struct fisc_error *reterr);

/* States what one value says at a node; its place is the value's own. */
enum fisc_status
fisc_system__read_json_value(struct fisc__draft *draft,
                             struct fisc__node *node,
                             const struct fisc__json *json,
                             struct fisc_error *reterr);

enum fisc_status
fisc_system__read_xml(struct fisc__draft *draft, struct fisc__arena *scratch,
                      const struct fisc__xml *root, struct fisc_error *reterr);

/* Sets the description's id. */
enum fisc_status
fisc_system__set_id(struct fisc_system *system, const char *id,
                    const struct fisc__place *place, struct fisc_error *reterr);

/*
 * What a document is that is no description, such as "an OSCAL catalog"; NULL
 * where we don't know. Static.
 */
const char *
fisc_system__foreign_json(const struct fisc__json *root);

const char *
fisc_system__foreign_xml(const struct fisc__xml *root);

#endif
