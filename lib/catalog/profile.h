/* SPDX-License-Identifier: MIT */
#ifndef CATALOG_PROFILE_H
#define CATALOG_PROFILE_H

/*
 * A bank's selection and changes: an OSCAL profile, applied to catalogs.
 */

#include "catalog/catalog.h"
#include "xml/xml.h"

struct fisc__profile;

/* Reads a profile; it lives in the arena. */
enum fisc_status
fisc__profile_read(struct fisc__arena *arena, const struct fisc__xml *root,
                   const struct fisc__profile **ret,
                   struct fisc_error *reterr);

/*
 * The names of the sources it imports, resolved against the profile's own
 * name (`#uuid` by its back-matter): *ret is an array in the profile's arena.
 */
size_t
fisc__profile_imports(const struct fisc__profile *profile,
                      const char *const **ret);

/*
 * Applies the profile: *ret gets one new catalog for each import, in order,
 * each **owned** by the caller, the array from the context (`*ret_count`
 * elements). `catalogs` are looked up by their source's name.
 *
 * import: include-all, include-controls (with-id, matching pattern,
 * with-child-controls), exclude-controls. modify: set-parameter (values, and
 * our props owner, date, reason), alter (remove by-name, by-id, by-ns …; add
 * starting, ending, before, after, by-id). What names nothing is an error with
 * its place; so is a set-parameter or alter of a control that is not selected
 * (a warning in `diagnostics` for the latter).
 */
enum fisc_status
fisc__profile_apply(struct fisc_context *context,
                    const struct fisc__profile *profile,
                    struct fisc_catalog *const *catalogs, size_t catalog_count,
                    struct fisc__diagnostics *diagnostics,
                    struct fisc_catalog ***ret, size_t *ret_count,
                    struct fisc_error *reterr);

#endif
