/* SPDX-License-Identifier: MIT */
#ifndef TEST_ENGINE_H
#define TEST_ENGINE_H

/* Opened tests from the inside. */

#include "evaluate/rows.h"
#include "policy/policy.h"
#include "test/suite.h"
#include "test/tests.h"
#include "test/used.h"

/* A description that cases start from. */
struct fisc__description {
    const char *path;
    struct fisc_system *system; /* a reference */
};

/* The policy with params set as some cases want it. */
struct fisc__variant {
    struct fisc__test_param *params;
    size_t param_count;
    struct fisc_policy *policy; /* a reference */
};

/* A row that a case asks for, as it came out. */
struct fisc__duty_tested {
    const struct fisc__test_case *of;
    size_t at;       /* the case's number */
    const struct fisc__test_row *row;
    size_t clause;   /* in the policy */
    uint32_t party;  /* in the run, or FISC__NO_PARTY */
    bool fixed;      /* the description says who answers instead */
    bool asked;      /* it came from the check at all */
};

struct fisc__case_outcome {
    struct fisc__arena arena;
    struct fisc_system *system;  /* with its changes; a reference; or NULL */
    bool unborne;                /* some role has nobody */
    struct fisc__duty_tested *duties;
    size_t duty_count, duty_capacity;
    struct fisc__test_failure *failures;
    size_t failure_count, failure_capacity;
    bool broken;
};

/* One clause of the folder's own. */
struct fisc__clause_outcome {
    struct fisc__clause_tests told;
    size_t clause; /* in the policy */
    struct fisc__arena arena;
    const struct fisc__duty_tested **duties; /* by case */
    size_t duty_count, duty_capacity;
    struct fisc__branch_info *missed; /* these two: told to all */
    struct fisc__mutant_info *survivors;
    size_t survivor_capacity, missed_capacity;
    const char **mutants; /* the ids of all of them */
    size_t id_count, id_capacity;
};

/* A list of failures that grows in the context's memory. */
struct fisc__failures {
    struct fisc__test_failure *list;
    size_t count, capacity;
};

struct fisc__tests {
    struct fisc_context *context; /* a reference */
    struct fisc__arena arena;
    const char *folder;
    const char *inside; /* what the names of the folder's files begin with */
    struct fisc__suite suite;
    struct fisc__description *descriptions;
    size_t description_count, description_capacity;
    struct fisc__variant *variants; /* the first one sets nothing */
    size_t variant_count, variant_capacity;
    struct fisc__case_outcome *outcomes; /* by case */
    struct fisc__clause_outcome *clauses;
    size_t clause_count;
    struct fisc__failures stale;
    struct fisc__used used; /* by the policy's checks */
};

struct fisc__worker {
    struct fisc__tests *tests;
    struct fisc_evaluator **evaluators; /* by variant; NULL until needed */
    struct fisc__runner **runners;      /* the same, for functions */
};

/* What a row came to, held against what is wanted. */
struct fisc__came {
    enum fisc_result result;
    const char *reason;
    const char *via;
    const char *const *labels;
    size_t label_count;
    const char *const *paths; /* sorted */
    size_t path_count;
};

/* Is it as the row wants? Without `in_full`, paths, via and labels are not
 * looked at. */
bool
fisc__row_fits(const struct fisc__test_row *row, const struct fisc__came *came,
               bool in_full);

/* Does the row ask for more than result and reason? */
bool
fisc__row_asks_more(const struct fisc__test_row *row);

/*
 * sum.c: where a part of a clause's check is told to stand. Equal parts are
 * one, with the place where the first was written: in another file that would
 * lead astray, and `nothing` has none: then the check itself is named.
 */
struct fisc__place
fisc__place_for(const struct fisc__clause_outcome *clause,
                const struct fisc__place *place);

/* change.c: the description with the case's changes; owned by the caller. */
enum fisc_status
fisc__changed_system(struct fisc__tests *tests,
                     const struct fisc__test_case *of,
                     struct fisc_system **ret, struct fisc_error *reterr);

#endif
