/* SPDX-License-Identifier: MIT */
/* Remarks about a policy as a whole, and all remarks in order. */

#include <string.h>

#include "base/nearest.h"
#include "policy/parts.h"

#define LONGEST_WAIVER 366 /* days: a year, whichever */

static enum fisc_status
review_clause(struct fisc_policy *policy,
              const struct fisc__policy_clause *entry,
              struct fisc_error *reterr)
{
    const struct fisc__clause *clause = entry->clause;
    bool added = true;

    /* Nobody expects checks for somebody else's catalog. */
    if (!entry->check && clause->control->catalog->ours &&
        clause->level != FISC_LEVEL_MAY)
        added = fisc__diagnostics_add(&policy->diagnostics, FISC_LOG_WARNING,
                                      &clause->place, "clause-without-check",
                                      clause->key, "この条項に点検がない",
                                      "the clause has no check");
    if (entry->check && !entry->check->message.ja !=
                            !entry->check->message.en)
        added = fisc__diagnostics_say(
            &policy->diagnostics, FISC_LOG_WARNING, &entry->check->place,
            "missing-language", clause->key,
            entry->check->message.ja
                ? (struct fisc__text){"文が英語で書かれていない",
                                      "the message is not given in English"}
                : (struct fisc__text){"文が日本語で書かれていない",
                                      "the message is not given in "
                                      "Japanese"});
    return added ? FISC_OK : fisc__error_nomem(reterr);
}

static enum fisc_status
review_param(struct fisc_policy *policy,
             const struct fisc__policy_param *entry,
             struct fisc_error *reterr)
{
    const struct fisc__param *param = entry->param;

    if (param->value_count || !entry->catalog->ours ||
        fisc__diagnostics_add(&policy->diagnostics, FISC_LOG_INFO,
                              &param->place, "param-unset", param->id,
                              "パラメータに値がない。これによるものは不明に"
                              "なる",
                              "the param has no value: what rests on it is "
                              "unknown"))
        return FISC_OK;
    return fisc__error_nomem(reterr);
}

/* Does it say less than it should about what is accepted? */
static bool
is_broad(const struct fisc_policy *policy, const struct fisc__waiver *waiver)
{
    size_t index;

    return !waiver->party && !waiver->subject &&
           !fisc__policy_find_key(policy, waiver->clause,
                                  strlen(waiver->clause), &index);
}

static bool
covers_any(const struct fisc_policy *policy, const struct fisc__waiver *waiver)
{
    size_t index;

    if (fisc__policy_find_key(policy, waiver->clause, strlen(waiver->clause),
                              &index))
        return true;
    for (size_t i = 0; i < policy->clause_count; i++)
        if (fisc__waiver_covers(waiver, policy->clauses[i].clause,
                                waiver->party, waiver->subject))
            return true;
    return false;
}

static bool
remark_unused(struct fisc_policy *policy, const struct fisc__waiver *waiver)
{
    struct fisc__nearest nearest;

    fisc__nearest_init(&nearest, waiver->clause);
    for (size_t i = 0; i < policy->clause_count; i++)
        fisc__nearest_offer(&nearest, policy->clauses[i].clause->key);
    for (size_t i = 0; i < policy->control_count; i++)
        fisc__nearest_offer(&nearest, policy->controls[i].control->id);
    if (!nearest.best)
        return fisc__diagnostics_add(&policy->diagnostics, FISC_LOG_WARNING,
                                     &waiver->place, "waiver-unused",
                                     waiver->id,
                                     "\"%s\" に当たる条項は選ばれていない",
                                     "\"%s\" covers no clause that is "
                                     "selected",
                                     waiver->clause);
    return fisc__diagnostics_add(&policy->diagnostics, FISC_LOG_WARNING,
                                 &waiver->place, "waiver-unused", waiver->id,
                                 "\"%s\" に当たる条項は選ばれていない。"
                                 "\"%s\" か",
                                 "\"%s\" covers no clause that is selected; "
                                 "did you mean \"%s\"?",
                                 waiver->clause, nearest.best);
}

static enum fisc_status
review_waiver(struct fisc_policy *policy, const struct fisc__waiver *waiver,
              struct fisc_error *reterr)
{
    int64_t days = (int64_t)waiver->until - waiver->from + 1;
    bool added = true;

    if (!covers_any(policy, waiver))
        added = remark_unused(policy, waiver);
    else if (is_broad(policy, waiver))
        added = fisc__diagnostics_add(
            &policy->diagnostics, FISC_LOG_WARNING, &waiver->place,
            "waiver-broad", waiver->id,
            "\"%s\" はいくつもの条項に、すべての主体とシステムについて及ぶ",
            "\"%s\" covers several clauses, of every party and system",
            waiver->clause);
    if (added && days > LONGEST_WAIVER)
        added = fisc__diagnostics_add(
            &policy->diagnostics, FISC_LOG_WARNING, &waiver->place,
            "waiver-broad", waiver->id,
            "%lld日続き、一年を超える",
            "it lasts %lld days, longer than a year", (long long)days);
    return added ? FISC_OK : fisc__error_nomem(reterr);
}

enum fisc_status
fisc__policy_review(struct fisc_policy *policy,
                    const struct fisc__sources *sources,
                    struct fisc_error *reterr)
{
    struct fisc__diagnostics *remarks = &policy->diagnostics;
    enum fisc_status status = FISC_OK;

    /* A dictionary alone is for others to import. */
    if (policy->catalog_count == 0 &&
        (policy->checks.count || !policy->id[0] ||
         !policy->vocabulary.given) &&
        !fisc__diagnostics_add(remarks, FISC_LOG_WARNING, NULL, "no-catalog",
                               policy->id, "点検するものがない",
                               "there is nothing to check"))
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < policy->clause_count && status == FISC_OK; i++)
        status = review_clause(policy, &policy->clauses[i], reterr);
    for (size_t i = 0; i < policy->param_count && status == FISC_OK; i++)
        status = review_param(policy, &policy->params[i], reterr);
    for (size_t i = 0; i < policy->waiver_count && status == FISC_OK; i++)
        status = review_waiver(policy, &policy->waivers[i], reterr);
    if (status == FISC_OK)
        status = fisc__policy_review_facts(policy, &sources->mentioned,
                                           reterr);
    fisc__diagnostics_sort(remarks);
    return status;
}
