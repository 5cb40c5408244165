/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FORECAST_DAYS_H
#define TESTS_FORECAST_DAYS_H

/* A forecast held against evaluations of every single day. */

#include <fisc/fisc.h>

struct days_tally {
    size_t forecasts, days, events, changes, causes;
    size_t kinds[FISC_FORECAST_KIND_COUNT];
};

/*
 * Evaluates each day from options->from to options->until and fails the test,
 * naming `what`, where the forecast misses a change, or lists one that there is
 * not, or tells it otherwise. Adds to *tally.
 */
void
days_hold(const char *what, struct fisc_evaluator *evaluator,
          struct fisc_system *system,
          const struct fisc_forecast_options *options,
          struct days_tally *tally);

void
days_print(const struct days_tally *tally);

#endif
