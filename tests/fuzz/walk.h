/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_WALK_H
#define FUZZ_WALK_H

/* Looks at everything that an object of the library tells. */

#include "fuzz.h"

void
fuzz_walk_catalog(const struct fisc_catalog *catalog);

void
fuzz_walk_policy(const struct fisc_policy *policy);

void
fuzz_walk_system(const struct fisc_system *system);

void
fuzz_walk_results(const struct fisc_result_set *set);

void
fuzz_walk_diff(const struct fisc_diff *diff);

/* FISC_OK or FISC_ERR_NOMEM: reasons and explanations are found when asked. */
enum fisc_status
fuzz_walk_report(const struct fisc_report *report);

#endif
