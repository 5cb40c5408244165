/* SPDX-License-Identifier: MIT */
#ifndef CLI_TEST_H
#define CLI_TEST_H

/* fisc test: what it found, and how that is told. */

#include "cli.h"
#include "test/tests.h"

/* The tests of one policy folder, run. */
struct cli_tested {
    const char *folder;
    struct fisc__tests *tests;
    const struct fisc__test_failure *stale;
    size_t stale_count;
    size_t cases, cases_failed, cases_broken, rows;
    size_t clauses;    /* that the options choose */
    size_t exempt, functions, lacking;
    size_t branches, branches_missed;
    size_t mutants, survivors, accepted; /* survivors: not accepted ones */
};

/* What is told of several policies. */
struct cli_testing {
    const struct cli_options *options;
    struct cli_tested *list;
    size_t count;
};

/* The least share of mutants that has to be noticed, in percent. */
enum { CLI_SCORE = 95 };

/* In tenths of a percent, rounded down; 1000 where there are no mutants. */
unsigned
cli_score(const struct cli_tested *tested);

/* Is the clause one that the options choose? */
bool
cli_clause_chosen(const struct cli_options *options,
                  const struct fisc__clause_tests *clause);

/* EXIT_… by all that was found. */
int
cli_tested_status(const struct cli_testing *testing);

/* test-text.c, test-json.c, test-junit.c */
void
cli_test_text(FILE *stream, const struct cli_testing *testing);

void
cli_test_json(FILE *stream, const struct cli_testing *testing);

void
cli_test_junit(FILE *stream, const struct cli_testing *testing);

#endif
