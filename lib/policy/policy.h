/* SPDX-License-Identifier: MIT */
#ifndef POLICY_POLICY_H
#define POLICY_POLICY_H

/*
 * Everything a policy consists of, joined and compiled. Immutable once loaded.
 */

#include <stdatomic.h>

#include <fisc/policy.h>

#include "base/digest.h"
#include "base/names.h"
#include "catalog/catalog.h"
#include "check/check.h"
#include "requirement/graph.h"
#include "vocabulary/vocabulary.h"

struct fisc__policy_clause {
    const struct fisc__clause *clause;
    const struct fisc__check *check; /* NULL: notchecked */
    uint32_t requirement;            /* node; FISC__NO_NODE without a check */
    uint32_t when;                   /* node; FISC__NO_NODE: always */
    size_t control;                  /* index into controls */
};

struct fisc__policy_control {
    const struct fisc__control *control;
    size_t first_clause; /* index into clauses; they are consecutive */
    size_t clause_count;
};

struct fisc__waiver {
    const char *id;
    const char *clause; /* as written: key, control id, or prefix with '*' */
    const char *party;   /* NULL: any */
    const char *subject; /* id of a description; NULL: any */
    fisc_date from;
    fisc_date until; /* inclusive */
    const char *approver;
    const char *ticket; /* or "" */
    const char *reason;
    struct fisc__place place;
};

struct fisc_policy {
    atomic_uint references;
    struct fisc_context *context; /* a reference */
    struct fisc__arena arena;
    const char *id;
    struct fisc__text title;
    char digest[FISC__DIGEST_TEXT];
    struct fisc_catalog **catalogs; /* a reference each; profile applied */
    size_t catalog_count;
    struct fisc__policy_control *controls;
    size_t control_count;
    struct fisc__policy_clause *clauses;
    size_t clause_count;
    struct fisc__vocabulary vocabulary;
    struct fisc__expressions expressions;
    struct fisc__checks checks;
    struct fisc__graph *graph;
    struct fisc__waiver *waivers; /* in the order of their sources */
    size_t waiver_count;
    struct fisc__diagnostics diagnostics;
    struct fisc__names keys;      /* of clause keys … */
    uint32_t *clause_by_key;      /* … to index + 1, by number - keys.first */
};

/* Does a waiver cover a row? Dates are not looked at. */
bool
fisc__waiver_covers(const struct fisc__waiver *waiver,
                    const struct fisc__clause *clause, const char *party,
                    const char *subject);

#endif
