/* SPDX-License-Identifier: MIT */
#ifndef LINT_LINT_H
#define LINT_LINT_H

/*
 * What keeps a policy's content honest: remarks that take a look at all checks
 * together. No part of the library: linked by the command `fisc`.
 */

#include "policy/policy.h"

/*
 * The policy's own remarks, and those about the clauses whose checks stand in
 * files whose names begin with `inside` ("": all), in the order of places;
 * `manifest` is where a remark about all of them stands, or NULL.
 * FISC_ERR_NOMEM.
 */
enum fisc_status
fisc__lint(const struct fisc_policy *policy, const char *inside,
           const char *manifest, struct fisc__diagnostics *ret,
           struct fisc_error *reterr);

#endif
