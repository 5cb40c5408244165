/* SPDX-License-Identifier: MIT */
/* All rules of lint, one after the other. */

#include "lint/rules.h"

#include <string.h>

bool
fisc__linted_has(const struct fisc__linted *lint,
                 const struct fisc__policy_clause *clause)
{
    return clause->check && strncmp(clause->check->place.file, lint->inside,
                                    strlen(lint->inside)) == 0;
}

enum fisc_status
fisc__lint(const struct fisc_policy *policy, const char *inside,
           const char *manifest, struct fisc__diagnostics *ret,
           struct fisc_error *reterr)
{
    struct fisc__linted lint = {policy, inside, manifest, ret};

    for (size_t i = 0; i < policy->diagnostics.count; i++) {
        const struct fisc__diagnostic *own = &policy->diagnostics.list[i];

        if (!fisc__diagnostics_say(ret, own->level, &own->place, own->rule,
                                   own->item, own->message))
            return fisc__error_nomem(reterr);
    }
    if (fisc__lint_same(&lint) && fisc__lint_flags(&lint) &&
        fisc__lint_complements(&lint) && fisc__lint_facts(&lint) &&
        fisc__lint_functions(&lint) && fisc__lint_titles(&lint)) {
        fisc__diagnostics_sort(ret);
        return FISC_OK;
    }
    return fisc__error_nomem(reterr);
}
