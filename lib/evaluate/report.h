/* SPDX-License-Identifier: MIT */
#ifndef EVALUATE_REPORT_H
#define EVALUATE_REPORT_H

/* What the writers of reports may also know of one. */

#include <fisc/report.h>

/*
 * The controls that were asked about, as indexes of fisc_policy_control(): all
 * of the policy's, or those of the catalog or of the control (nested ones with
 * it) that the options named. They are consecutive. Levels and roles don't
 * narrow them.
 */
void
fisc_report__controls(const struct fisc_report *report, size_t *ret_first,
                      size_t *ret_count);

#endif
