/* SPDX-License-Identifier: MIT */
#ifndef LINT_RULES_H
#define LINT_RULES_H

/* The rules of lint, one a file, and what they share. */

#include "lint/lint.h"

struct fisc__linted {
    const struct fisc_policy *policy;
    const char *inside;
    const char *manifest; /* or NULL */
    struct fisc__diagnostics *remarks;
};

/* Does the check of a clause stand in the files that are looked at? */
bool
fisc__linted_has(const struct fisc__linted *lint,
                 const struct fisc__policy_clause *clause);

/* All return false where memory is short. */

/* same.c: clauses that ask the same in other words. */
bool
fisc__lint_same(const struct fisc__linted *lint);

/* flags.c: clauses that rest on bare flags. */
bool
fisc__lint_flags(const struct fisc__linted *lint);

/* complements.c: a requirement beside its own negation. */
bool
fisc__lint_complements(const struct fisc__linted *lint);

/* facts.c: facts named after the one clause that reads them. */
bool
fisc__lint_facts(const struct fisc__linted *lint);

/* functions.c: paths in functions that the vocabulary does not know. */
bool
fisc__lint_functions(const struct fisc__linted *lint);

/* titles.c: clauses without a title. */
bool
fisc__lint_titles(const struct fisc__linted *lint);

#endif
