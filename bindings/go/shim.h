/* SPDX-License-Identifier: MIT */
#ifndef FISC_GO_SHIM_H
#define FISC_GO_SHIM_H

/*
 * What cgo can't say: functions of C that call back into Go, and members whose
 * names are Go's words. `data` is a runtime/cgo.Handle or an index, or C's
 * memory, never a pointer into Go's.
 */

#include <fisc/fisc.h>

void
fisc_go_context_log(struct fisc_context_options *options, uintptr_t handle);

/* A fisc_progress_function; `data` points to the cgo.Handle of a *progress. */
int
fisc_go_progress(void *data, size_t done, size_t total);

enum fisc_status
fisc_go_report_write(const struct fisc_report *report,
                     const struct fisc_write_options *options,
                     uintptr_t handle, struct fisc_error *reterr);

enum fisc_status
fisc_go_diff_write(const struct fisc_diff *diff,
                   const struct fisc_diff_options *options, uintptr_t handle,
                   struct fisc_error *reterr);

enum fisc_status
fisc_go_forecast_write(const struct fisc_forecast *forecast,
                       const struct fisc_forecast_write_options *options,
                       uintptr_t handle, struct fisc_error *reterr);

enum fisc_status
fisc_go_plan_write(const struct fisc_plan *plan,
                   const struct fisc_plan_write_options *options,
                   uintptr_t handle, struct fisc_error *reterr);

#endif
