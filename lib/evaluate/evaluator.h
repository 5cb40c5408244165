/* SPDX-License-Identifier: MIT */
#ifndef EVALUATE_EVALUATOR_H
#define EVALUATE_EVALUATOR_H

/* An evaluator from the inside. */

#include <stdatomic.h>

#include <fisc/evaluate.h>

#include "check/check.h"
#include "evaluate/layout.h"
#include "policy/policy.h"
#include "requirement/meter.h"
#include "requirement/run.h"

struct fisc_evaluator {
    struct fisc_policy *policy; /* a reference */
    struct fisc__runner *runner;
    atomic_bool interrupt; /* set by any thread, and by signal handlers */
    struct fisc__meter meter;
    size_t report_room; /* bytes that the next report, … */
    struct fisc__room run_room; /* … and its run, will likely need */
    struct fisc__layout *layout; /* of the last report; a reference; or NULL */
    struct fisc__base *base;     /* what was evaluated last */
};

#endif
