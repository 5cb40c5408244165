/* SPDX-License-Identifier: MIT */
/* Callbacks of the library that end in functions of Go. */

#include "shim.h"
#include "_cgo_export.h"

static void
log_message(void *data, enum fisc_log_level level, const char *message)
{
    fiscGoLog((uintptr_t)data, (int)level, (char *)message);
}

int
fisc_go_progress(void *data, size_t done, size_t total)
{
    return fiscGoProgress(*(uintptr_t *)data, done, total);
}

static int
sink(void *data, const char *text, size_t length)
{
    return fiscGoSink((uintptr_t)data, (char *)text, length);
}

void
fisc_go_context_log(struct fisc_context_options *options, uintptr_t handle)
{
    options->log = log_message;
    options->log_data = (void *)handle;
}

enum fisc_status
fisc_go_report_write(const struct fisc_report *report,
                     const struct fisc_write_options *options,
                     uintptr_t handle, struct fisc_error *reterr)
{
    return fisc_report_write(report, options, sink, (void *)handle, reterr);
}

enum fisc_status
fisc_go_diff_write(const struct fisc_diff *diff,
                   const struct fisc_diff_options *options, uintptr_t handle,
                   struct fisc_error *reterr)
{
    return fisc_diff_write(diff, options, sink, (void *)handle, reterr);
}

enum fisc_status
fisc_go_forecast_write(const struct fisc_forecast *forecast,
                       const struct fisc_forecast_write_options *options,
                       uintptr_t handle, struct fisc_error *reterr)
{
    return fisc_forecast_write(forecast, options, sink, (void *)handle, reterr);
}

enum fisc_status
fisc_go_plan_write(const struct fisc_plan *plan,
                   const struct fisc_plan_write_options *options,
                   uintptr_t handle, struct fisc_error *reterr)
{
    return fisc_plan_write(plan, options, sink, (void *)handle, reterr);
}
