/* SPDX-License-Identifier: MIT */
/* Target: catalog XML. */

#include "walk.h"

enum fisc_status
fuzz_one(struct fisc_context *context, const char *text, size_t length)
{
    struct fisc_catalog *catalog;
    struct fisc_error error;
    enum fisc_status status = fisc_catalog_parse(context, "catalog.xml", text,
                                                 length, &catalog, &error);

    if (status != FISC_OK)
        return fuzz_error(status, &error);
    fuzz_walk_catalog(catalog);
    fisc_catalog_unref(catalog);
    return FISC_OK;
}
