/* SPDX-License-Identifier: MIT */
#ifndef CATALOG_PROFILE_H
#define CATALOG_PROFILE_H

/*
 * A bank's selection and changes: an OSCAL profile, applied to catalogs.
 */

#include "catalog/catalog.h"
#include "xml/xml.h"

struct fisc__profile;

/*
 * Reads a profile. It lives in the arena, and points into `root`, which must
 * live as long.
 */
enum fisc_status
fisc__profile_read(struct fisc__arena *arena, const struct fisc__xml *root,
                   const struct fisc__profile **ret,
                   struct fisc_error *reterr);

/*
 * The names of the sources it imports, resolved against the profile's own
 * name (`#uuid` by its back-matter), each once: *ret is an array in the
 * profile's arena.
 */
size_t
fisc__profile_imports(const struct fisc__profile *profile,
                      const char *const **ret);

/*
 * Applies the profile to the documents that it imports: *ret gets one new
 * catalog for each of fisc__profile_imports(), in that order, each **owned** by
 * the caller, the array from the context (`*ret_count` elements). `documents`
 * are roots of catalogs, found by their source's name (root->place.file); they
 * are left as they are, and the new catalogs don't need them.
 *
 * import: include-all, include-controls (with-id, matching pattern,
 * with-child-controls), exclude-controls. modify: set-parameter (values, and
 * our props owner, date, reason), alter (remove by-name, by-id, by-ns …; add
 * starting, ending, before, after, by-id). What names nothing is an error with
 * its place; a set-parameter or alter of what is there but not selected is a
 * warning in `diagnostics` (which may be NULL).
 */
enum fisc_status
fisc__profile_apply(struct fisc_context *context,
                    const struct fisc__profile *profile,
                    const struct fisc__xml *const *documents,
                    size_t document_count,
                    struct fisc__diagnostics *diagnostics,
                    struct fisc_catalog ***ret, size_t *ret_count,
                    struct fisc_error *reterr);

#endif
