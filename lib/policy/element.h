/* SPDX-License-Identifier: MIT */
#ifndef POLICY_ELEMENT_H
#define POLICY_ELEMENT_H

/* What the readers of manifests and waivers ask of an element. */

#include "base/text.h"
#include "xml/xml.h"

/*
 * FISC_ERR_INVALID where it has an attribute that is not allowed, or text
 * beside its child elements; `empty`: or anything within.
 */
enum fisc_status
fisc__element_check(const struct fisc__xml *element,
                    const char *const *allowed, bool empty,
                    struct fisc_error *reterr);

/* FISC_ERR_INVALID: the attribute is missing or blank. */
enum fisc_status
fisc__element_required(const struct fisc__xml *element, const char *name,
                       const char **ret, struct fisc_error *reterr);

/* Adds a text in the language of xml:lang, which may stand there once. */
enum fisc_status
fisc__element_text(struct fisc__arena *arena, const struct fisc__xml *element,
                   struct fisc__text *text, struct fisc_error *reterr);

/* The error for an element that has no place here; `nearest` may be NULL. */
enum fisc_status
fisc__element_refuse(const struct fisc__xml *element, const char *nearest,
                     struct fisc_error *reterr);

#endif
