/* SPDX-License-Identifier: MIT */
#ifndef EVALUATE_CHANGE_H
#define EVALUATE_CHANGE_H

/*
 * What an evaluator knows of its last evaluation, so that changes can be made
 * to it. What counts is the question (description, date, options); the report
 * that is kept up to date is there to save work, and is let go of and made
 * again wherever that is simpler.
 */

#include "evaluate/evaluator.h"
#include "evaluate/rows.h"
#include "requirement/update.h"
#include "system/edit.h"

struct fisc__row_span {
    uint32_t first;
    uint32_t count;
};

/* Which rows rest on which nodes. */
struct fisc__row_index {
    uint32_t *first;   /* of each node, among `clauses`; one more than nodes */
    uint32_t *clauses; /* whose requirement or `when` a node is */
    struct fisc__row_span *rows; /* by clause */
    struct fisc__layout *layout; /* that `rows` is of: a reference; or NULL */
};

struct fisc__moved_row {
    uint32_t row;
    uint8_t before; /* FISC_RESULT_COUNT: there was no such row */
};

struct fisc__base {
    struct fisc_context *context; /* the policy's */
    struct fisc_eval_options asked; /* its texts and descriptions are its own */
    struct fisc_system *system;  /* as it was when last given away; NULL:
                                    nothing was evaluated */
    struct fisc_system *working; /* with what was changed since; or NULL */
    struct fisc_report *report;  /* of `working`, else of `system`; or NULL */
    bool rechecked;              /* the report has the remarks of now */
    size_t held;                 /* bytes, when the report was made */
    struct fisc__depend *depend; /* or NULL */
    struct fisc__update update;
    struct fisc__row_index index;
    struct fisc__undo undo;
    uint32_t *touched; /* rows to be decided again; one may come twice */
    size_t touched_count, touched_capacity;
    struct fisc__moved_row *moved; /* by the last change */
    size_t moved_count, moved_capacity;
    bool failed; /* while rows are gathered: memory is short */
};

/* ---- eval.c --------------------------------------------------------------*/

/* As fisc_eval(), of options that were read; nothing is kept of it. */
enum fisc_status
fisc__evaluate(struct fisc_evaluator *evaluator, struct fisc_system *system,
               const struct fisc_eval_options *options,
               struct fisc_report **ret, struct fisc_error *reterr);

/* What deciding a row may take. */
uint64_t
fisc__report_row_work(const struct fisc_report *report);

/* Decides a row again; did its result change? */
bool
fisc__report_redecide(struct fisc_report *report, size_t row);

/* Remarks of a report whose facts or date changed. */
enum fisc_status
fisc__report_recheck(struct fisc_report *report, bool allow_unknown,
                     struct fisc_error *reterr);

/* A description is right by the policy's vocabulary if its base was so. */
void
fisc__system_mark(const struct fisc_policy *policy, struct fisc_system *system,
                  const struct fisc_system *base);

/* ---- change-base.c -------------------------------------------------------*/

/* NULL where memory is short. */
struct fisc__base *
fisc__base_new(struct fisc_context *context);

/* Keeps what was evaluated. On failure nothing is kept. */
enum fisc_status
fisc__base_set(struct fisc_evaluator *evaluator, struct fisc_system *system,
               const struct fisc_eval_options *asked,
               struct fisc_error *reterr);

void
fisc__base_free(struct fisc_evaluator *evaluator);

/* Lets go of the report, which is made again when it is needed. */
void
fisc__base_drop(struct fisc__base *base);

/*
 * Makes a description to be changed, and a report of it that nobody else has,
 * with all that keeps it up to date.
 */
enum fisc_status
fisc__base_open(struct fisc_evaluator *evaluator, struct fisc_error *reterr);

/* Takes over a report of the description as it is now. */
enum fisc_status
fisc__base_take(struct fisc_evaluator *evaluator, struct fisc_report *report,
                struct fisc_error *reterr);

/* ---- change-rows.c -------------------------------------------------------*/

/* Which clauses rest on which nodes of the policy. */
enum fisc_status
fisc__row_index_init(struct fisc__row_index *index,
                     const struct fisc_policy *policy,
                     struct fisc_error *reterr);

void
fisc__row_index_done(struct fisc__row_index *index,
                     const struct fisc_policy *policy);

/* Goes over to the rows of a report. */
void
fisc__row_index_set(struct fisc__row_index *index, struct fisc_report *report);

/* A fisc__changed_function: its data is the base. */
void
fisc__rows_touch(void *data, const struct fisc__node *node,
                 const struct fisc__frame *frame);

/* Every row, as a date moves waivers. */
void
fisc__rows_touch_all(struct fisc__base *base);

/* Decides the rows that were touched, and notes which moved. */
enum fisc_status
fisc__rows_decide(struct fisc__base *base, struct fisc__meter *meter,
                  struct fisc_error *reterr);

/* Notes which rows of a report differ from those of another one. */
enum fisc_status
fisc__rows_compare(struct fisc__base *base, const struct fisc_report *before,
                   const struct fisc_report *after, struct fisc_error *reterr);

#endif
