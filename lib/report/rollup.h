/* SPDX-License-Identifier: MIT */
#ifndef REPORT_ROLLUP_H
#define REPORT_ROLLUP_H

/* Rows rolled up to controls, and counted. */

#include <stdbool.h>

#include <fisc/report.h>

/* The rows [first, end) of one control, which are consecutive. */
struct fisc__rows {
    size_t first;
    size_t end;
};

/*
 * A row of the report, without its reason, via and moved_to, which cost an
 * explanation; index below fisc_report_result_count().
 */
struct fisc_result_info
fisc__report_row(const struct fisc_report *report, size_t index);

/* The rows of the index-th control of the report. */
struct fisc__rows
fisc__report_control_rows(const struct fisc_report *report, size_t index);

/* A control's state; `rows` as above. */
void
fisc__roll_up(const struct fisc_report *report, size_t index,
              struct fisc__rows rows, struct fisc_control_result *ret);

/*
 * The rows that a name means: the key of a row or a clause, the id or printed
 * label of a control. FISC_ERR_NOTFOUND, FISC_ERR_CONFLICT, FISC_ERR_NOMEM as
 * fisc_policy_find_control().
 */
enum fisc_status
fisc__report_rows_named(const struct fisc_report *report, const char *name,
                        struct fisc__rows *ret);

/* Why a report is partial: "interrupted", "memory" or "budget". Static. */
const char *
fisc__stop_name(enum fisc_status stopped);

/* Of FISC_RESULT_COUNT counts: rows that are decided, and rows still open. */
size_t
fisc__count_decided(const size_t *counts);

size_t
fisc__count_open(const size_t *counts);

#endif
