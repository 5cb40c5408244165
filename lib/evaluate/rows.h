/* SPDX-License-Identifier: MIT */
#ifndef EVALUATE_ROWS_H
#define EVALUATE_ROWS_H

/*
 * A report from the inside: runs of the description and of those joined to it,
 * and a row for each clause and party. Immutable once made; reasons and
 * explanations are read off the runs when somebody asks.
 */

#include <stdatomic.h>

#include <fisc/report.h>

#include "evaluate/layout.h"
#include "policy/policy.h"
#include "requirement/run.h"
#include "system/system.h"

/* An entry of a split: who answers a clause instead. */
struct fisc__statement {
    const char *clause;
    size_t position; /* in the list */
    const struct fisc__item *item;
};

/* A description that has been evaluated: the first is the one asked about. */
struct fisc__side {
    const char *party;          /* whose it is; NULL for the first */
    struct fisc_system *system; /* a reference */
    struct fisc__run *run;
    const struct fisc__item *inherits; /* the split; NULL: none is stated */
    struct fisc__statement *statements; /* its entries, by clause, position */
    size_t statement_count;
    size_t statement_most; /* about one clause */
};

/* What is found when first asked for; zero before. */
struct fisc__note {
    _Atomic(const char *) reason; /* these two are static strings */
    _Atomic(const char *) via;
    _Atomic(char *) key; /* of the context's; where there is a party */
};

struct fisc_report {
    atomic_uint references;
    struct fisc_context *context; /* a reference */
    struct fisc__arena arena;
    struct fisc_policy *policy; /* a reference */
    fisc_date as_of;
    unsigned roles; /* asked about */
    enum fisc_status stopped; /* why it is partial; FISC_OK: it is whole */
    struct fisc__side *sides;
    size_t side_count;
    bool sides_open; /* stopped before all that are joined were looked at */
    struct fisc__layout *layout; /* a reference: which rows there are */
    uint8_t *results;            /* enum fisc_result, by row */
    size_t decided_rows; /* those after it weren't come to */
    size_t undecided;    /* rows with the reason stopped */
    uint32_t *waivers; /* by row: index in the policy + 1, or 0; NULL where
                          the policy has none */
    _Atomic(struct fisc__note *) notes; /* by row; NULL before one is asked */
    const char **catalogs; /* "fisc8", or a foreign catalog's uuid */
    size_t first_control, control_count;
    struct fisc__diagnostics diagnostics;
};

enum { FISC__ALL_ROLES = (1 << FISC_ROLE_COUNT) - 1 };

/* Does nothing beside its value decide a row that has one? */
static inline bool
fisc__report_is_plain(const struct fisc_report *report)
{
    return !report->sides[0].inherits && report->roles == FISC__ALL_ROLES;
}

static inline uint32_t
fisc__row_waiver(const struct fisc_report *report, size_t row)
{
    return report->waivers ? report->waivers[row] : 0;
}

/* Ends what was found when it was first asked for. */
void
fisc__report_forget(struct fisc_report *report);

/* A row's note; NULL where memory is short. */
struct fisc__note *
fisc__report_note(const struct fisc_report *report, size_t row);

#endif
