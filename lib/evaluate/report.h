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

/* The clause of a row, as an index of fisc_policy_clause(). */
size_t
fisc_report__clause(const struct fisc_report *report, size_t index);

/*
 * A row as fisc_report_result() tells of it, but for its key, reason, via and
 * moved_to, which cost memory or an explanation: these are "". `index` is in range, and
 * nothing can fail.
 */
void
fisc_report__outline(const struct fisc_report *report, size_t index,
                     struct fisc_result_info *ret);

#endif
