/* SPDX-License-Identifier: MIT */
#ifndef EVALUATE_REMARKS_H
#define EVALUATE_REMARKS_H

/* Remarks about an evaluation: waivers that are over, or that cover nothing. */

#include "evaluate/rows.h"

enum fisc_status
fisc__report_remarks(struct fisc_report *report, struct fisc_error *reterr);

#endif
