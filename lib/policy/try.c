/* SPDX-License-Identifier: MIT */
/* A policy of one clause, to try a check out before it has one. */

#include <assert.h>
#include <string.h>

#include "policy/parts.h"

#define OURS "<prop ns='" FISC__PROP_NS "' "

static const char clause_key[] = "try.customer";

static const char catalog_text[] =
    "<catalog xmlns='" FISC__OSCAL_NS "'>"
    "<metadata><title>check on trial</title>"
    OURS "name='title-ja' value='試行する検査'/></metadata>"
    "<control id='try'><title>check on trial</title>"
    OURS "name='title-ja' value='試行する検査'/>"
    "<part name='statement' id='try_smt'><part name='item' id='try.customer'>"
    OURS "name='bearer' value='customer'/>" OURS "name='level' value='must'/>"
    OURS "name='text-ja' value='検査が求めるとおりであること。'/>"
    "<p>What the check asks for.</p></part></part></control></catalog>";

/* Adds the catalog of the one clause after those that provide params. */
static enum fisc_status
add_catalog(struct fisc_policy *policy, struct fisc__sources *sources,
            struct fisc_error *reterr)
{
    struct fisc_catalog **catalogs = fisc__arena_array(
        &policy->arena, policy->catalog_count + 1, sizeof *catalogs);
    struct fisc__xml *root;
    enum fisc_status status;

    if (!catalogs)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < policy->catalog_count; i++)
        catalogs[i] = policy->catalogs[i];
    policy->catalogs = catalogs;
    status = fisc__xml_parse(&sources->scratch, "try", catalog_text,
                             sizeof catalog_text - 1, &root, reterr);
    if (status == FISC_OK)
        status = fisc_catalog__read(policy->context, root, NULL,
                                    &catalogs[policy->catalog_count], reterr);
    if (status != FISC_OK)
        return status;
    policy->first_catalog = policy->catalog_count++;
    policy->trial = true;
    policy->id = "try";
    policy->title = catalogs[policy->first_catalog]->title;
    return FISC_OK;
}

/* What the sources provide; remarks about them aren't about the check. */
static enum fisc_status
take_sources(struct fisc_policy *policy, struct fisc__sources *sources,
             struct fisc_error *reterr)
{
    enum fisc_status status = fisc__policy_read_vocabularies(policy, sources,
                                                             reterr);

    if (status == FISC_OK)
        status = fisc__policy_select(policy, sources, reterr);
    if (status == FISC_OK)
        status = add_catalog(policy, sources, reterr);
    if (status == FISC_OK)
        status = fisc__policy_index(policy, reterr);
    if (status == FISC_OK)
        status = fisc__policy_collect_params(policy, reterr);
    policy->diagnostics.count = 0;
    return status;
}

static enum fisc_status
take_check(struct fisc_policy *policy, const struct fisc__entry *check,
           struct fisc_error *reterr)
{
    enum fisc_status status = fisc__checks_load_single(
        &policy->checks, clause_key, check->name, check->text, check->length,
        reterr);

    if (status != FISC_OK)
        return status;
    policy->clauses[0].check = fisc__checks_find(&policy->checks, clause_key);
    return fisc__policy_compile(policy, reterr);
}

static enum fisc_status
put_together(struct fisc_policy *policy, struct fisc__sources *set,
             const struct fisc_source *check,
             const struct fisc_source *sources, size_t count,
             struct fisc_error *reterr)
{
    struct fisc__entry *entry;
    enum fisc_status status = fisc__sources_open(set, sources, count, reterr);

    if (status == FISC_OK)
        status = fisc__sources_open_check(set, check, &entry, reterr);
    if (status == FISC_OK)
        status = take_sources(policy, set, reterr);
    if (status == FISC_OK)
        status = take_check(policy, entry, reterr);
    if (status == FISC_OK)
        status = fisc__policy_digest(policy, set, reterr);
    return status;
}

enum fisc_status
fisc_policy_load_try(struct fisc_context *context,
                     const struct fisc_source *check,
                     const struct fisc_source *sources, size_t count,
                     struct fisc_policy **ret, struct fisc_error *reterr)
{
    struct fisc_policy *policy;
    struct fisc__sources set;
    enum fisc_status status;

    assert(context && check && (sources || count == 0) && ret);
    status = fisc__policy_new(context, &policy, reterr);
    if (status != FISC_OK)
        return status;
    fisc__sources_init(&set, context, &policy->arena);
    status = put_together(policy, &set, check, sources, count, reterr);
    fisc__sources_done(&set);
    if (status == FISC_OK)
        *ret = policy;
    else
        fisc_policy_unref(policy);
    return status;
}
