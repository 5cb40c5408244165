/* SPDX-License-Identifier: MIT */
#ifndef SUPPORT_CHANGE_H
#define SUPPORT_CHANGE_H

/* Changes to a description in JSON, as cases write them down. */

#include <jansson.h>

/*
 * Applies one change: "path = JSON" states a fact, "- path" takes it away. A
 * path is that of a report, such as `suppliers[acme].reviewed`; records on the
 * way are made, elements are not. `change` is written into. Fails the test.
 */
void
apply_change(json_t *root, char *change);

/* Applies changes that are parted by semicolons outside texts. */
void
apply_changes(json_t *root, char *changes);

#endif
