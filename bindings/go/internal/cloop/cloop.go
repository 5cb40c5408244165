// SPDX-License-Identifier: MIT

// Package cloop evaluates in a loop in C, for benchmarks to compare with.
package cloop

/*
#cgo pkg-config: fisc
#include <fisc/fisc.h>
#include <stdlib.h>
#include <time.h>

struct loop {
	struct fisc_context *context;
	struct fisc_policy *policy;
	struct fisc_system *system;
	struct fisc_evaluator *evaluator;
	struct fisc_eval_options options;
};

static enum fisc_status
loop_init(struct loop *loop, const char *folder, const char *system,
	fisc_date as_of, struct fisc_error *error)
{
	struct fisc_source source = {.size = sizeof source, .name = folder};
	enum fisc_status status = fisc_context_new(NULL, &loop->context, error);

	loop->options.size = sizeof loop->options;
	loop->options.as_of = as_of;
	if (status == FISC_OK)
		status = fisc_policy_load(loop->context, &source, 1, &loop->policy, error);
	if (status == FISC_OK)
		status = fisc_system_load(loop->context, system, FISC_SYSTEM_AUTO,
			&loop->system, error);
	if (status == FISC_OK)
		status = fisc_evaluator_new(loop->policy, &loop->evaluator, error);
	return status;
}

static void
loop_done(struct loop *loop)
{
	fisc_evaluator_free(loop->evaluator);
	fisc_system_unref(loop->system);
	fisc_policy_unref(loop->policy);
	fisc_context_unref(loop->context);
}

// Nanoseconds that so many evaluations took; negative if one failed.
static long long
loop_run(struct loop *loop, long long times)
{
	struct timespec begin, end;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	for (long long i = 0; i < times; i++) {
		struct fisc_report *report;

		if (fisc_eval(loop->evaluator, loop->system, &loop->options, &report, NULL))
			return -1;
		fisc_report_unref(report);
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	return (end.tv_sec - begin.tv_sec) * 1000000000LL + end.tv_nsec - begin.tv_nsec;
}
*/
import "C"

import (
	"errors"
	"time"
	"unsafe"
)

// A Loop evaluates one description with one policy.
type Loop struct{ c *C.struct_loop }

// New loads a policy and a description from paths.
func New(policy, system string, asOf int32) (*Loop, error) {
	var failed C.struct_fisc_error
	loop := &Loop{(*C.struct_loop)(C.calloc(1, C.sizeof_struct_loop))}
	names := [2]*C.char{C.CString(policy), C.CString(system)}
	defer C.free(unsafe.Pointer(names[0]))
	defer C.free(unsafe.Pointer(names[1]))
	if C.loop_init(loop.c, names[0], names[1], C.fisc_date(asOf), &failed) != C.FISC_OK {
		loop.Close()
		return nil, errors.New(C.GoString(&failed.message[0]))
	}
	return loop, nil
}

// Run is how long so many evaluations took, releasing their reports included.
func (l *Loop) Run(times int) (time.Duration, error) {
	taken := C.loop_run(l.c, C.longlong(times))
	if taken < 0 {
		return 0, errors.New("an evaluation failed")
	}
	return time.Duration(taken), nil
}

// Close ends the loop.
func (l *Loop) Close() {
	C.loop_done(l.c)
	C.free(unsafe.Pointer(l.c))
}
