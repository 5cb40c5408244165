/* SPDX-License-Identifier: MIT */
/* From sources to a policy, step by step; and its end. */

#include <assert.h>
#include <string.h>

#include "base/share.h"
#include "policy/parts.h"

static void
policy_free(struct fisc_policy *policy)
{
    struct fisc_context *context = policy->context;

    fisc__graph_free(policy->graph);
    fisc__checks_done(&policy->checks);
    fisc__expressions_done(&policy->expressions);
    fisc__vocabulary_done(&policy->vocabulary);
    fisc__diagnostics_done(&policy->diagnostics);
    fisc__names_done(&policy->keys);
    for (size_t i = 0; i < policy->catalog_count; i++)
        fisc_catalog_unref(policy->catalogs[i]);
    fisc__free(context, policy->waivers,
               policy->waiver_capacity * sizeof *policy->waivers);
    fisc__arena_done(&policy->arena);
    fisc__free(context, policy, sizeof *policy);
    fisc_context_unref(context);
}

struct fisc_policy *
fisc_policy_ref(struct fisc_policy *policy)
{
    assert(policy);
    atomic_fetch_add_explicit(&policy->references, 1, memory_order_relaxed);
    return policy;
}

void
fisc_policy_unref(struct fisc_policy *policy)
{
    if (policy && fisc__drop(&policy->references))
        policy_free(policy);
}

enum fisc_status
fisc__policy_new(struct fisc_context *context, struct fisc_policy **ret,
                 struct fisc_error *reterr)
{
    struct fisc_policy *policy = fisc__alloc(context, sizeof *policy);
    enum fisc_status status;

    if (!policy)
        return fisc__error_nomem(reterr);
    atomic_init(&policy->references, 1);
    policy->context = fisc_context_ref(context);
    policy->id = "";
    fisc__arena_init(&policy->arena, context);
    fisc__expressions_init(&policy->expressions, &policy->arena);
    fisc__checks_init(&policy->checks, &policy->arena, &policy->expressions);
    fisc__diagnostics_init(&policy->diagnostics, &policy->arena);
    policy->checks.remarks = &policy->diagnostics;
    fisc__names_init(&policy->keys, context, &policy->arena, NULL);
    policy->vocabulary.arena = &policy->arena;
    status = fisc__vocabulary_init(&policy->vocabulary, &policy->arena,
                                   reterr);
    if (status == FISC_OK)
        *ret = policy;
    else
        policy_free(policy);
    return status;
}

enum fisc_status
fisc__policy_read_vocabularies(struct fisc_policy *policy,
                               const struct fisc__sources *sources,
                               struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < sources->order_count && status == FISC_OK; i++) {
        struct fisc__entry *entry = sources->order[i];

        if (entry->kind != FISC__SOURCE_VOCABULARY)
            continue;
        status = fisc__vocabulary_read(&policy->vocabulary, entry->root,
                                       reterr);
        fisc__entry_drop_document(entry);
    }
    return status;
}

static enum fisc_status
read_check_file(struct fisc_policy *policy, struct fisc__sources *sources,
                struct fisc__entry *entry, struct fisc_error *reterr)
{
    uint32_t functions = policy->checks.function_count;
    enum fisc_status status;

    status = fisc__checks_load(&policy->checks, entry->name, entry->text,
                               entry->length, reterr);
    if (status == FISC_OK && policy->checks.function_count > functions)
        status = fisc__mentioned_add(&sources->mentioned, entry->text,
                                     entry->length, reterr);
    /* The file keeps a copy of its own. */
    fisc__entry_drop_text(sources, entry);
    return status;
}

static enum fisc_status
read_checks(struct fisc_policy *policy, struct fisc__sources *sources,
            struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < sources->order_count && status == FISC_OK; i++)
        if (sources->order[i]->kind == FISC__SOURCE_CHECKS)
            status = read_check_file(policy, sources, sources->order[i],
                                     reterr);
    return status;
}

static enum fisc_status
read_waivers(struct fisc_policy *policy, const struct fisc__sources *sources,
             struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < sources->order_count && status == FISC_OK; i++) {
        const struct fisc__entry *entry = sources->order[i];

        if (entry->kind == FISC__SOURCE_WAIVERS)
            status = fisc__waivers_read(policy, entry->name, entry->root,
                                        reterr);
    }
    if (status == FISC_OK)
        status = fisc__waivers_check(policy, reterr);
    return status;
}

/* What a catalog goes by: the first part of our ids, else its uuid or file. */
static const char *
catalog_id(struct fisc__arena *arena, const struct fisc_catalog *catalog)
{
    if (catalog->ours && catalog->control_count) {
        const char *id = catalog->controls[0]->id;

        return fisc__arena_copy(arena, id, strcspn(id, "."));
    }
    return catalog->uuid[0] ? catalog->uuid : catalog->name;
}

/* The last manifest names the policy; without one, its first catalog does. */
static enum fisc_status
name_policy(struct fisc_policy *policy, const struct fisc__sources *sources,
            struct fisc_error *reterr)
{
    const struct fisc__entry *last = NULL;

    for (size_t i = 0; i + 1 < sources->order_count; i++)
        if (sources->order[i]->kind == FISC__SOURCE_MANIFEST)
            last = sources->order[i];
    if (last) {
        policy->id = last->id;
        policy->title = last->title;
    } else if (policy->catalog_count) {
        policy->id = catalog_id(&policy->arena, policy->catalogs[0]);
        policy->title = policy->catalogs[0]->title;
    }
    return policy->id ? FISC_OK : fisc__error_nomem(reterr);
}

/*
 * The order of these steps: a vocabulary is needed to compile, clauses to know
 * which checks to compile, and all of them to remark on the whole.
 */
static enum fisc_status
put_together(struct fisc_policy *policy, struct fisc__sources *sources,
             const struct fisc__param_setting *settings, size_t setting_count,
             struct fisc_error *reterr)
{
    enum fisc_status status = fisc__policy_read_vocabularies(policy, sources,
                                                             reterr);

    if (status == FISC_OK)
        status = fisc__policy_select(policy, sources, reterr);
    if (status == FISC_OK)
        status = name_policy(policy, sources, reterr);
    if (status == FISC_OK)
        status = fisc__policy_index(policy, reterr);
    if (status == FISC_OK)
        status = fisc__policy_collect_params(policy, reterr);
    for (size_t i = 0; i < setting_count && status == FISC_OK; i++)
        status = fisc__policy_set_param(policy, &settings[i], reterr);
    if (status == FISC_OK)
        status = read_checks(policy, sources, reterr);
    if (status == FISC_OK)
        status = read_waivers(policy, sources, reterr);
    if (status == FISC_OK)
        status = fisc__policy_link(policy, sources, reterr);
    if (status == FISC_OK)
        status = fisc__policy_compile(policy, reterr);
    if (status == FISC_OK)
        status = fisc__policy_review(policy, sources, reterr);
    if (status == FISC_OK)
        status = fisc__policy_digest(policy, sources, reterr);
    return status;
}

enum fisc_status
fisc__policy_load_set(struct fisc_context *context,
                      const struct fisc_source *sources, size_t count,
                      const struct fisc__param_setting *settings,
                      size_t setting_count, struct fisc_policy **ret,
                      struct fisc_error *reterr)
{
    struct fisc_policy *policy;
    struct fisc__sources set;
    enum fisc_status status;

    status = fisc__policy_new(context, &policy, reterr);
    if (status != FISC_OK)
        return status;
    fisc__sources_init(&set, context, &policy->arena);
    status = fisc__sources_open(&set, sources, count, reterr);
    if (status == FISC_OK)
        status = put_together(policy, &set, settings, setting_count, reterr);
    fisc__sources_done(&set);
    if (status == FISC_OK)
        *ret = policy;
    else
        fisc_policy_unref(policy);
    return status;
}

enum fisc_status
fisc_policy_load(struct fisc_context *context,
                 const struct fisc_source *sources, size_t count,
                 struct fisc_policy **ret, struct fisc_error *reterr)
{
    assert(context && sources && count && ret);
    return fisc__policy_load_set(context, sources, count, NULL, 0, ret,
                                 reterr);
}
