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

#include "policy/policy.h"
#include "requirement/run.h"
#include "system/system.h"

/* A description that has been evaluated: the first is the one asked about. */
struct fisc__side {
    const char *party;          /* whose it is; NULL for the first */
    struct fisc_system *system; /* a reference */
    struct fisc__run *run;
    const struct fisc__item *inherits; /* the split; NULL: none is stated */
};

struct fisc__row {
    uint32_t clause; /* index in the policy */
    uint32_t party;  /* index in the first side's run, or FISC__NO_PARTY */
    uint8_t result;  /* enum fisc_result */
    uint32_t waiver; /* index in the policy + 1; 0: none in force */
    /* Found when first asked for. The first two are static strings, the key
       is a block of the context's where there is a party. */
    _Atomic(const char *) reason;
    _Atomic(const char *) via;
    _Atomic(char *) key;
};

#define FISC__NO_PARTY UINT32_MAX

struct fisc_report {
    atomic_uint references;
    struct fisc_context *context; /* a reference */
    struct fisc__arena arena;
    struct fisc_policy *policy; /* a reference */
    fisc_date as_of;
    unsigned roles; /* asked about */
    struct fisc__side *sides;
    size_t side_count;
    struct fisc__row *rows;
    size_t row_count, row_capacity;
    const char **catalogs; /* "fisc8", or a foreign catalog's uuid */
    size_t first_control, control_count;
    struct fisc__diagnostics diagnostics;
};

#endif
