/* SPDX-License-Identifier: MIT */
#ifndef FISC_GO_SHIM_H
#define FISC_GO_SHIM_H

/*
 * What cgo can't say: functions of C that call back into Go, and members whose
 * names are Go's words. `data` is a runtime/cgo.Handle or an index, never a
 * pointer into Go's memory.
 */

#include <fisc/fisc.h>

void
fisc_go_context_log(struct fisc_context_options *options, uintptr_t handle);

void
fisc_go_eval_progress(struct fisc_eval_options *options, uintptr_t handle);

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
