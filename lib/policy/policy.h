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
    /* Decided by its requirement alone, for every party: where that is. */
    bool plain;
    bool in_party; /* its value is a party's, else the system's */
    uint32_t value;
};

struct fisc__policy_control {
    const struct fisc__control *control;
    size_t first_clause; /* index into clauses; they are consecutive */
    size_t clause_count;
};

struct fisc__policy_param {
    const struct fisc__param *param;
    const struct fisc_catalog *catalog;
    struct fisc__param_read read; /* its one address, for graph and functions */
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
    char rules_digest[FISC__DIGEST_TEXT];  /* less what sets params, … */
    char params_digest[FISC__DIGEST_TEXT]; /* … and what they are set to */
    struct fisc_catalog **catalogs; /* a reference each; profile applied */
    size_t catalog_count;
    size_t first_catalog; /* earlier ones provide params only */
    bool trial;           /* of a check that has no clause yet */
    struct fisc__policy_control *controls;
    size_t control_count;
    struct fisc__policy_clause *clauses;
    size_t clause_count;
    struct fisc__vocabulary vocabulary;
    struct fisc__expressions expressions;
    struct fisc__checks checks;
    struct fisc__graph *graph;
    struct fisc__policy_param *params; /* in the order of catalogs */
    struct fisc__policy_param **params_by_id;
    size_t param_count;
    struct fisc__waiver *waivers; /* in the order of their sources */
    size_t waiver_count;
    size_t waiver_capacity;
    struct fisc__diagnostics diagnostics;
    struct fisc__names keys;      /* of clause keys … */
    uint32_t *clause_by_key;      /* … to index + 1, by number - keys.first */
};

/* Other values for a param; without any it is unset. */
struct fisc__param_setting {
    const char *id; /* or what follows the catalog's part of it */
    const char *const *values;
    size_t count;
    struct fisc__place place;
};

/*
 * As fisc_policy_load(), of a policy whose params have been set otherwise, to
 * test it. FISC_ERR_INVALID: no such param, or not such a value.
 */
enum fisc_status
fisc__policy_load_set(struct fisc_context *context,
                      const struct fisc_source *sources, size_t count,
                      const struct fisc__param_setting *settings,
                      size_t setting_count, struct fisc_policy **ret,
                      struct fisc_error *reterr);

/*
 * Finds the param that a clause means: by its id, or by what follows the first
 * part of the clause's key in it ("backup-interval" in a check of
 * "fisc8.o27.copies.customer" is "fisc8.backup-interval"). `data` is the
 * policy. A fisc__param_resolver.
 */
enum fisc_status
fisc__policy_resolve_param(void *data, const char *clause, const char *name,
                           const struct fisc__place *place,
                           const struct fisc__param_read **ret,
                           struct fisc_error *reterr);

/* The index of the clause of that key, of `length` bytes; false without. */
bool
fisc__policy_find_key(const struct fisc_policy *policy, const char *key,
                      size_t length, size_t *ret);

enum fisc__waiver_time {
    FISC__WAIVER_AHEAD,    /* begins after that day */
    FISC__WAIVER_IN_FORCE, /* both ends are inclusive */
    FISC__WAIVER_EXPIRED
};

enum fisc__waiver_time
fisc__waiver_time(const struct fisc__waiver *waiver, fisc_date as_of);

/* Does a waiver cover a row? Dates are not looked at. `party`: or NULL. */
bool
fisc__waiver_covers(const struct fisc__waiver *waiver,
                    const struct fisc__clause *clause, const char *party,
                    const char *subject);

#endif
