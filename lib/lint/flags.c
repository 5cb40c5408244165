/* SPDX-License-Identifier: MIT */
/*
 * Clauses that rest on bare flags: yes or no, without a date, a list, a number
 * or evidence beside it. One in five at most of those of level must.
 */

#include "lint/rules.h"
#include "test/place.h"

enum { MOST = 20 /* percent */, FEW = 10 /* clauses: no share to speak of */ };

/* Is a leaf a flag that no age is asked of? */
static bool
is_bare(const struct fisc__linted *lint, const struct fisc__expression *e)
{
    struct fisc__standing standing = {.vocabulary =
                                          &lint->policy->vocabulary};
    const char *rest;
    const struct fisc__word *word;

    if (e->op != FISC__OP_FLAG || e->max_age.kind)
        return false;
    word = fisc__standing_find(&standing, e->path, &rest);
    return !word || !word->definition || !word->definition->ages;
}

/* A collection is structure; below there are flags of the system alone. */
static bool
rests_on_flags(const struct fisc__linted *lint,
               const struct fisc__expression *e)
{
    if (!e)
        return true;
    if (e->op >= FISC__OP_FLAG)
        return is_bare(lint, e);
    if (e->op == FISC__OP_EACH || e->op == FISC__OP_SOME ||
        e->op == FISC__OP_LIST_COUNT)
        return false;
    if (!rests_on_flags(lint, e->guard) || !rests_on_flags(lint, e->floor))
        return false;
    for (size_t i = 0; i < e->child_count; i++)
        if (!rests_on_flags(lint, e->children[i]))
            return false;
    return true;
}

static bool
tell_share(const struct fisc__linted *lint, size_t bare, size_t count)
{
    struct fisc__place place = {lint->manifest, 0, 0};
    bool many = bare * 100 > count * MOST && count >= FEW;
    unsigned share = (unsigned)(bare * 1000 / count);

    return fisc__diagnostics_add(
        lint->remarks, many ? FISC_LOG_WARNING : FISC_LOG_INFO,
        lint->manifest ? &place : NULL, "bare-flags-share", lint->policy->id,
        "水準 must の条項 %zu のうち %zu (%u.%u %%) が、ただの諾否だけによる"
        "（%d %% まで）",
        "of %zu clauses of level must %zu (%u.%u %%) rest on bare yes and no "
        "alone (at most %d %%)",
        count, bare, share / 10, share % 10, (int)MOST);
}

bool
fisc__lint_flags(const struct fisc__linted *lint)
{
    const struct fisc_policy *policy = lint->policy;
    size_t bare = 0, count = 0;

    for (size_t i = 0; i < policy->clause_count; i++) {
        const struct fisc__policy_clause *clause = &policy->clauses[i];

        if (!fisc__linted_has(lint, clause) ||
            clause->clause->level != FISC_LEVEL_MUST)
            continue;
        count++;
        if (!rests_on_flags(lint, clause->check->requirement))
            continue;
        bare++;
        if (!fisc__diagnostics_add(
                lint->remarks, FISC_LOG_INFO, &clause->check->place,
                "bare-flags", clause->clause->key,
                "日付も構造も証跡もない、ただの諾否だけによる",
                "it rests on bare yes and no alone: nothing dated, structured "
                "or evidenced"))
            return false;
    }
    /* A policy is told its share, also where that is none. */
    return count == 0 || (bare == 0 && !lint->manifest) ||
           tell_share(lint, bare, count);
}
