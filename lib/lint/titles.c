/* SPDX-License-Identifier: MIT */
/* Clauses that have no title in any language. */

#include "lint/rules.h"

static bool
review(const struct fisc__linted *lint, struct fisc__text title,
       const struct fisc__place *place, const char *item)
{
    return title.ja || title.en ||
           fisc__diagnostics_add(lint->remarks, FISC_LOG_WARNING, place,
                                 "missing-title", item, "題がない",
                                 "it has no title");
}

bool
fisc__lint_titles(const struct fisc__linted *lint)
{
    const struct fisc_policy *policy = lint->policy;

    for (size_t i = 0; i < policy->clause_count; i++) {
        const struct fisc__policy_clause *clause = &policy->clauses[i];

        if (fisc__linted_has(lint, clause) &&
            !review(lint, clause->clause->title, &clause->clause->place,
                    clause->clause->key))
            return false;
    }
    return true;
}
