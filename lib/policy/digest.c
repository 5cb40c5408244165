/* SPDX-License-Identifier: MIT */
/*
 * What identifies a policy: all that was written; what of it asks, which is
 * all but the settings of params in profiles; and what params are set to.
 */

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "policy/policy.h"
#include "policy/source.h"

/* ---- one source ----------------------------------------------------------*/

/* Depth-first, as documents are no deeper than the limit of the context. */
static void
add_tree(struct fisc__digest *digest, const struct fisc__xml *node)
{
    fisc__digest_piece(digest, node->name);
    fisc__digest_piece(digest, node->text);
    fisc__digest_piece(digest, node->ns);
    for (size_t i = 0; i < node->attribute_count; i++) {
        fisc__digest_piece(digest, node->attributes[i].ns);
        fisc__digest_piece(digest, node->attributes[i].name);
        fisc__digest_piece(digest, node->attributes[i].value);
    }
    for (const struct fisc__xml *child = node->first; child;
         child = child->next)
        if (!fisc__xml_is(child, FISC__OSCAL_NS, "set-parameter"))
            add_tree(digest, child);
    fisc__digest_number(digest, -1); /* the end of its children */
}

void
fisc__entry_digest(struct fisc__entry *entry)
{
    struct fisc__digest digest;

    fisc__digest_init(&digest);
    fisc__digest_number(&digest, (int64_t)entry->kind);
    fisc__digest_number(&digest, (int64_t)entry->length);
    fisc__digest_bytes(&digest, entry->text, entry->length);
    fisc__digest_end(&digest, entry->digest);
    memcpy(entry->rules, entry->digest, sizeof entry->rules);
    if (entry->kind != FISC__SOURCE_PROFILE)
        return;
    fisc__digest_init(&digest);
    add_tree(&digest, entry->root);
    fisc__digest_end(&digest, entry->rules);
}

/* ---- a policy ------------------------------------------------------------*/

static void
digest_params(struct fisc_policy *policy)
{
    struct fisc__digest digest;

    fisc__digest_init(&digest);
    fisc__digest_piece(&digest, "libfisc-params/1");
    for (size_t i = 0; i < policy->param_count; i++) {
        const struct fisc__param *param = policy->params_by_id[i]->param;

        fisc__digest_piece(&digest, param->id);
        fisc__digest_number(&digest, (int64_t)param->value_count);
        for (size_t k = 0; k < param->value_count; k++)
            fisc__digest_piece(&digest, param->values[k]);
        fisc__digest_piece(&digest, param->owner);
        fisc__digest_piece(&digest, param->date);
        fisc__digest_piece(&digest, param->reason.ja);
        fisc__digest_piece(&digest, param->reason.en);
    }
    fisc__digest_end(&digest, policy->params_digest);
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In the order of the digests themselves; leaves `digests` in it. */
static void
digest_all(const char *what, const char **digests, size_t count,
           char ret[FISC__DIGEST_TEXT])
{
    struct fisc__digest digest;

    if (count)
        qsort(digests, count, sizeof *digests, by_text);
    fisc__digest_init(&digest);
    fisc__digest_piece(&digest, what);
    for (size_t i = 0; i < count; i++)
        fisc__digest_piece(&digest, digests[i]);
    fisc__digest_end(&digest, ret);
}

enum fisc_status
fisc__policy_digest(struct fisc_policy *policy, struct fisc__sources *sources,
                    struct fisc_error *reterr)
{
    const char **digests = fisc__arena_array(&sources->scratch, sources->count,
                                             sizeof *digests);

    if (!digests)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < sources->count; i++)
        digests[i] = sources->list[i]->digest;
    digest_all("libfisc-policy/1", digests, sources->count, policy->digest);
    for (size_t i = 0; i < sources->count; i++)
        digests[i] = sources->list[i]->rules;
    digest_all("libfisc-rules/1", digests, sources->count,
               policy->rules_digest);
    digest_params(policy);
    return FISC_OK;
}
