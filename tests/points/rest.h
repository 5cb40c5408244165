/* SPDX-License-Identifier: MIT */
#ifndef POINTS_REST_H
#define POINTS_REST_H

/* Calls of public functions, each tried by POINTS() where it can fail. */

#include <fisc/fisc.h>

void
rest_catalog(struct fisc_catalog *catalog);

void
rest_policy(struct fisc_policy *policy);

/* A description with a fact of each kind. */
struct fisc_system *
rest_build(struct fisc_context *context);

void
rest_join(struct fisc_system *customer, struct fisc_system *provider);

void
rest_change(struct fisc_system *system);

/* Questions of a report with unknown rows. */
void
rest_questions(const struct fisc_report *report);

/* Changes to what was evaluated last. */
void
rest_evaluator_change(struct fisc_evaluator *evaluator);

void
rest_report(struct fisc_report *report);

/* Results taken from reports, written, read again, and compared. */
void
rest_diff(struct fisc_context *context, const struct fisc_report *before,
          const struct fisc_report *after);

/* Files of results and of events. */
void
rest_files(struct fisc_context *context, const char *results,
           const char *events);

void
rest_forecast(struct fisc_evaluator *evaluator, struct fisc_system *system,
              const struct fisc_eval_options *options);

void
rest_plan(struct fisc_evaluator *evaluator, struct fisc_report *report);

/* What needs no memory at all. */
void
rest_names(void);

#endif
