/* SPDX-License-Identifier: MIT */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

/* A plan from the inside. Everything is in its arena. */

#include <fisc/plan.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "evaluate/explanation.h"
#include "evaluate/rows.h"
#include "requirement/repair.h"

enum {
    FISC__PLAN_SETS = 4,   /* of a row, unless asked otherwise */
    FISC__PLAN_STEPS = 20, /* of the list, unless asked otherwise */
    FISC__PLAN_PARTS = 5   /* changes of a set whose every part is tried */
};

struct fisc__plan_change {
    enum fisc_plan_kind kind;
    enum fisc_plan_label label;
    size_t side; /* of the report: whose description changes */
    const char *path;
    const char *state;
    const char *from;
    const char *to;
    const char *owner;
    struct fisc__text question;
    struct fisc_change *changes;
    size_t count;
    uint32_t number; /* equal changes have one; of those that were tried */
};

struct fisc__plan_set {
    struct fisc__plan_change *changes;
    size_t count;
    enum fisc_plan_label label;
    bool tried;
    bool minimal;
    const char *via;
};

struct fisc__plan_row {
    size_t result; /* index in the report */
    enum fisc_result was;
    enum fisc_level level;
    enum fisc_plan_state state;
    bool cut, function;
    struct fisc__plan_set *sets;
    size_t count;
    size_t settled_by;
    size_t trial; /* the row's index in a trial's report */
};

struct fisc__plan_entry {
    size_t row, set, change;
    size_t *rows;
    size_t count, must;
};

struct fisc_plan {
    struct fisc_context *context; /* a reference */
    struct fisc__arena arena;
    struct fisc_report *report; /* a reference */
    struct fisc__plan_row *rows;
    size_t count;
    struct fisc__plan_entry *entries;
    size_t entry_count, entry_capacity;
};

/* A plan being made. */
struct fisc__planning {
    struct fisc_plan *plan;
    struct fisc_evaluator *evaluator;
    struct fisc_eval_options eval;
    struct fisc_joined *joined; /* of eval, by side - 1 */
    struct fisc_plan_options options;
    struct fisc__names numbers; /* of changes */
    size_t done, total; /* rows, by themselves and by the list */
    struct fisc_error *reterr;
};

/* ---- change.c ------------------------------------------------------------*/

/* Copies a candidate into the plan's arena, with what is to be stated. */
enum fisc_status
fisc__plan_take(struct fisc__planning *planning, size_t side,
                const struct fisc__repair_change *change,
                struct fisc__plan_change *ret);

/* Gives a change its number; FISC_ERR_NOMEM. */
enum fisc_status
fisc__plan_number(struct fisc__planning *planning,
                  struct fisc__plan_change *change);

/* ---- trial.c -------------------------------------------------------------*/

/* The descriptions of all sides with changes made to them. */
struct fisc__trial {
    struct fisc__planning *planning;
    struct fisc_system **systems; /* by side; a reference each */
};

/* Begins with the descriptions as they are, or as another trial has them. */
enum fisc_status
fisc__trial_begin(struct fisc__planning *planning,
                  const struct fisc__trial *from, struct fisc__trial *ret);

void
fisc__trial_end(struct fisc__trial *trial);

/*
 * Makes a change. *ret_made: false where it can't be made; the trial is then
 * as it was.
 */
enum fisc_status
fisc__trial_make(struct fisc__trial *trial,
                 const struct fisc__plan_change *change, bool *ret_made);

/*
 * Evaluates the descriptions as they are now; the report is the caller's.
 * *ret is NULL where they can't be evaluated.
 */
enum fisc_status
fisc__trial_eval(struct fisc__trial *trial, struct fisc_report **ret);

/* Does the row pass with the changes whose bits are set in `mask`? */
enum fisc_status
fisc__trial_set(struct fisc__planning *planning,
                const struct fisc__plan_row *row,
                const struct fisc__plan_set *set, uint64_t mask,
                bool *ret_passes, const char **ret_via);

/* Finds the plan's rows in the report of a trial. */
enum fisc_status
fisc__trial_align(struct fisc__planning *planning);

/* ---- row.c ---------------------------------------------------------------*/

/* Fills in the sets of a row whose members above them are filled in. */
enum fisc_status
fisc__plan_row_fill(struct fisc__planning *planning,
                    struct fisc__plan_row *row);

/* ---- list.c --------------------------------------------------------------*/

/* Makes the list for the whole report. */
enum fisc_status
fisc__plan_list(struct fisc__planning *planning);

#endif
