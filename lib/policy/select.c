/* SPDX-License-Identifier: MIT */
/* Which catalogs a policy consists of, and as which profile leaves them. */

#include <string.h>

#include "policy/parts.h"

static bool
is_selected(const struct fisc__entry *entry)
{
    return entry->kind == FISC__SOURCE_CATALOG &&
           (entry->selected_by || entry->wanted);
}

/* Two profiles that are in force can't both change one catalog. */
static enum fisc_status
claim(struct fisc__entry *profile, struct fisc_error *reterr)
{
    for (size_t i = 0; i < profile->reference_count; i++) {
        const struct fisc__reference *reference = &profile->references[i];
        struct fisc__entry *catalog = reference->target;

        if (catalog->selected_by && catalog->selected_by != profile)
            return fisc__error_item(
                reterr, FISC_ERR_CONFLICT, &reference->place, catalog->name,
                "\"%s\" is also imported by the profile %s; a policy that "
                "imports both needs a profile of its own",
                catalog->name, catalog->selected_by->name);
        catalog->selected_by = profile;
    }
    return FISC_OK;
}

/* A profile is in force unless a policy above it has one. */
static bool
is_in_force(const struct fisc__entry *entry)
{
    return entry->kind == FISC__SOURCE_MANIFEST && entry->selector &&
           !entry->covered;
}

static enum fisc_status
claim_all(struct fisc__sources *sources, struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < sources->order_count && status == FISC_OK; i++)
        if (is_in_force(sources->order[i]))
            status = claim(sources->order[i]->selector, reterr);
    return status;
}

/* Gives every selected catalog its place, and says which ones are left out. */
static enum fisc_status
number_catalogs(struct fisc_policy *policy, struct fisc__sources *sources,
                struct fisc_error *reterr)
{
    size_t count = 0;

    for (size_t i = 0; i < sources->order_count; i++) {
        struct fisc__entry *entry = sources->order[i];

        if (is_selected(entry))
            entry->slot = count++;
        else if (entry->kind == FISC__SOURCE_CATALOG &&
                 !fisc__diagnostics_add(
                     &policy->diagnostics, FISC_LOG_WARNING,
                     &(struct fisc__place){entry->name, 0, 0},
                     "catalog-dropped", "",
                     "効いているプロファイルのどれも、このカタログを"
                     "取り込んでいない",
                     "no profile in force imports this catalog"))
            return fisc__error_nomem(reterr);
    }
    policy->catalogs = fisc__arena_array(&policy->arena, count,
                                         sizeof *policy->catalogs);
    if (!policy->catalogs)
        return fisc__error_nomem(reterr);
    policy->catalog_count = count;
    return FISC_OK;
}

/* Puts the catalogs that came of a profile where they belong. */
static void
place_catalogs(struct fisc_policy *policy, const struct fisc__entry *profile,
               struct fisc_catalog *const *catalogs)
{
    for (size_t i = 0; i < profile->reference_count; i++)
        policy->catalogs[profile->references[i].target->slot] = catalogs[i];
}

static enum fisc_status
apply(struct fisc_policy *policy, struct fisc__sources *sources,
      const struct fisc__entry *profile, struct fisc_error *reterr)
{
    size_t count = profile->reference_count, made = 0;
    const struct fisc__xml **roots = fisc__arena_array(
        &sources->scratch, count, sizeof *roots);
    struct fisc_catalog **catalogs = NULL;
    enum fisc_status status;

    if (!roots)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < count; i++)
        roots[i] = profile->references[i].target->root;
    status = fisc__profile_apply(policy->context, profile->profile, roots,
                                 count, &policy->diagnostics, &catalogs, &made,
                                 reterr);
    if (status != FISC_OK)
        return status;
    place_catalogs(policy, profile, catalogs);
    fisc__free(policy->context, catalogs, made * sizeof *catalogs);
    return FISC_OK;
}

/* The first catalog of a profile stands for it: it is applied once. */
static bool
is_applied(const struct fisc_policy *policy, const struct fisc__entry *profile)
{
    return profile->reference_count == 0 ||
           policy->catalogs[profile->references[0].target->slot];
}

enum fisc_status
fisc__policy_select(struct fisc_policy *policy, struct fisc__sources *sources,
                    struct fisc_error *reterr)
{
    enum fisc_status status = claim_all(sources, reterr);

    if (status == FISC_OK)
        status = number_catalogs(policy, sources, reterr);
    for (size_t i = 0; i < sources->order_count && status == FISC_OK; i++) {
        struct fisc__entry *entry = sources->order[i];

        if (is_in_force(entry) && !is_applied(policy, entry->selector))
            status = apply(policy, sources, entry->selector, reterr);
        if (!is_selected(entry) || entry->selected_by)
            continue;
        status = fisc_catalog__read(policy->context, entry->root,
                                    &policy->diagnostics,
                                    &policy->catalogs[entry->slot], reterr);
        fisc__entry_drop_document(entry);
    }
    return status;
}
