/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FORECAST_RIG_H
#define TESTS_FORECAST_RIG_H

/*
 * The policy of tests/data/forecast/policy, which has a clause for each way in
 * which the day matters, and forecasts from 2026-06-30 on.
 */

#include <fisc/fisc.h>

#include "support/run.h"

#define FORECAST_FROM "2026-06-30"

/* Of the whole program. */
extern struct fisc_context *forecast_context;
extern struct fisc_policy *forecast_policy;

/* Makes the two, runs the tests and gives them back: for main(). */
int
forecast_main(TCase *tests);

/* In any context; fails the test. */
struct fisc_policy *
forecast_load_policy(struct fisc_context *context);

/* A description named "s" that states `facts`, the members of an object. */
struct fisc_system *
forecast_system(struct fisc_context *context, const char *facts);

/* From FORECAST_FROM until that day; NULL: for a year. */
struct fisc_forecast_options
forecast_options(const char *until);

struct fisc_forecast *
forecast_of(const char *facts, const char *until);

/* "date key: result reason via waiver > … | kind path id period param stated",
 * a line each. A static buffer. */
const char *
forecast_text(const struct fisc_forecast *forecast);

#endif
