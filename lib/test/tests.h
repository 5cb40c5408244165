/* SPDX-License-Identifier: MIT */
#ifndef TEST_TESTS_H
#define TEST_TESTS_H

/*
 * The tests of a policy folder, opened and run. No part of the library: linked
 * by the command `fisc` and by tests.
 *
 * Opening and listing are for one thread; cases and clauses can be run by
 * several at a time, each with a worker of its own, and each case and clause
 * by one of them.
 */

#include <stdbool.h>

#include <fisc/fisc.h>

#include "base/error.h"

struct fisc__tests;
struct fisc__worker;

/*
 * Loads the policy of a folder, its files of cases and what these start from.
 * A folder without tests has none.
 *
 * FISC_ERR_NOTFOUND: a base that there is not. As fisc_policy_load(),
 * fisc_system_load() and fisc__suite_read().
 */
enum fisc_status
fisc__tests_open(struct fisc_context *context, const char *folder,
                 struct fisc__tests **ret, struct fisc_error *reterr);

void
fisc__tests_free(struct fisc__tests *tests);

/* The policy as its files have it. Borrowed. */
struct fisc_policy *
fisc__tests_policy(const struct fisc__tests *tests);

/* ---- running -------------------------------------------------------------*/

/* What one thread runs with. */
enum fisc_status
fisc__worker_new(struct fisc__tests *tests, struct fisc__worker **ret,
                 struct fisc_error *reterr);

void
fisc__worker_free(struct fisc__worker *worker);

size_t
fisc__tests_case_count(const struct fisc__tests *tests);

/* Runs one case. FISC_ERR_NOMEM; what is wrong otherwise is its outcome. */
enum fisc_status
fisc__tests_run_case(struct fisc__tests *tests, struct fisc__worker *worker,
                     size_t index, struct fisc_error *reterr);

/* Something that is not as written down. */
struct fisc__test_failure {
    const char *file;
    unsigned line, column;
    const char *message[2]; /* by enum fisc_language */
};

/* A case and what came of it. Borrowed from the tests. */
struct fisc__case_info {
    const char *file;
    const char *name;
    unsigned line, column;
    size_t row_count;
    bool broken; /* it could not be evaluated: the one failure says why */
    const struct fisc__test_failure *failures;
    size_t failure_count;
};

void
fisc__tests_case(const struct fisc__tests *tests, size_t index,
                 struct fisc__case_info *ret);

/* ---- clauses -------------------------------------------------------------*/

/*
 * Sums up which clauses the cases show in which way; after all cases have run.
 */
enum fisc_status
fisc__tests_sum_up(struct fisc__tests *tests, struct fisc_error *reterr);

/* The clauses whose checks stand in the folder's own files. */
size_t
fisc__tests_clause_count(const struct fisc__tests *tests);

/* Finds out which branches the cases reach. FISC_ERR_NOMEM. */
enum fisc_status
fisc__tests_run_coverage(struct fisc__tests *tests,
                         struct fisc__worker *worker, size_t index,
                         struct fisc_error *reterr);

/* Makes the mutants of a clause and runs them on its rows. FISC_ERR_NOMEM. */
enum fisc_status
fisc__tests_run_mutants(struct fisc__tests *tests,
                        struct fisc__worker *worker, size_t index,
                        struct fisc_error *reterr);

/* A branch that no row reaches. */
struct fisc__branch_info {
    const char *file;
    unsigned line, column;
    const char *part; /* of the check, as Lua: `flag "a"` */
    const char *kind; /* "true", "false", "unknown", "decides", "empty",
                         "filled" */
};

struct fisc__mutant_info {
    const char *id;       /* "fisc8.o29.customer:drop-1f2e" */
    const char *operator; /* "drop" */
    const char *change;   /* what is done, in words */
    const char *file;
    unsigned line, column;
    const char *accepted; /* why it is equivalent; or NULL */
};

struct fisc__clause_tests {
    const char *key;
    const char *file; /* of its check */
    unsigned line, column;
    bool function;    /* some part is a function, which is not looked into */
    bool whole_function;
    bool exempt;      /* of level may */
    unsigned seen;    /* bits 1 << enum fisc_result */
    const char *never[4]; /* by enum fisc_result: why it can't be shown */
    size_t row_count;
    size_t branch_count;
    const struct fisc__branch_info *missed;
    size_t missed_count;
    size_t mutant_count;
    const struct fisc__mutant_info *survivors; /* accepted ones too */
    size_t survivor_count;
    size_t accepted_count;
};

void
fisc__tests_clause(const struct fisc__tests *tests, size_t index,
                   struct fisc__clause_tests *ret);

/* Results that have to be shown and are not: bits 1 << enum fisc_result. */
unsigned
fisc__clause_missing(const struct fisc__clause_tests *clause);

/*
 * Lines that are wrong as a whole: a `never` that is shown after all or names
 * no clause, and (after mutants were run) an `equivalent` that names no mutant
 * or one that is noticed.
 */
enum fisc_status
fisc__tests_stale(struct fisc__tests *tests, bool mutants,
                  const struct fisc__test_failure **ret, size_t *ret_count,
                  struct fisc_error *reterr);

#endif
