/* SPDX-License-Identifier: MIT */
#ifndef CATALOG_DUMP_H
#define CATALOG_DUMP_H

/* Catalogs as text, for comparing with what is expected. */

#include <stdio.h>

#include "catalog/profile.h"

void
dump_catalog(FILE *file, const struct fisc_catalog *catalog);

void
dump_diagnostics(FILE *file, const struct fisc__diagnostics *diagnostics);

/*
 * Reads `catalog.xml` and, where `folder` (of the source tree) has it, applies
 * `profile.xml`; writes what came of it: catalogs and remarks, or the error.
 * Files are called by their names within the folder.
 */
void
dump_case(FILE *file, const char *folder);

#endif
