/* SPDX-License-Identifier: MIT */
/*
 * Target: a fuzzed description under a fuzzed policy. Parts of the input:
 * checks.lua, vocabulary.xml, catalog.xml, waivers.xml, profile.xml, system
 * (XML or JSON), party.* (another party's system), options. What isn't there
 * is as in the target `check`. Loaded policies stay for a while, as loading one
 * takes twenty times as long as an evaluation.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "evaluation.h"

/* A date, and then roles, levels and other switches as a letter each. */
static void
read_options(const struct fuzz_part *part, struct fisc_eval_options *ret)
{
    char date[11] = "2026-01-01";

    *ret = (struct fisc_eval_options){.size = sizeof *ret,
                                      .allow_unknown_paths = 1};
    if (part && part->length >= 10)
        memcpy(date, part->text, 10);
    if (fisc_date_parse(date, &ret->as_of) != FISC_OK)
        FUZZ_HOLDS(fisc_date_parse("2026-01-01", &ret->as_of) == FISC_OK);
    for (size_t i = 10; part && i < part->length; i++)
        switch (part->text[i]) {
        case 'c':
            ret->roles |= 1u << FISC_ROLE_CUSTOMER;
            break;
        case 'p':
            ret->roles |= 1u << FISC_ROLE_PROVIDER;
            break;
        case 'm':
            ret->levels |= 1u << FISC_LEVEL_MUST;
            break;
        case 's':
            ret->levels |= 1u << FISC_LEVEL_SHOULD;
            break;
        case 'k':
            ret->allow_unknown_paths = 0;
            break;
        case 'g':
            ret->control = "g";
            break;
        default:
            break;
        }
}

static void
take_part(const struct fuzz_part *part, struct evaluation *evaluation)
{
    struct fisc_source source =
        evaluation_source(part->name, part->text, part->length);

    if (strncmp(part->name, "party.", 6) == 0) {
        if (evaluation->joined_count == EVALUATION_JOINED)
            return;
        source.name += 6;
        evaluation->joined[evaluation->joined_count++] = source;
    } else if (strcmp(part->name, "system") == 0) {
        evaluation->system = source;
    } else if (strcmp(part->name, "options") == 0) {
        read_options(part, &evaluation->options);
    } else if (part->name[0]) {
        evaluation->sources[evaluation->source_count++] = source;
    }
}

/* ---- policies ------------------------------------------------------------*/

enum { KEPT = 4096 };

static struct kept {
    uint64_t key;
    struct fisc_policy *policy;
    size_t blocks; /* that it consists of */
} kept[KEPT];

/* FNV-1a of all sources, their names and lengths. */
static uint64_t
key_of(const struct evaluation *evaluation)
{
    uint64_t key = 14695981039346656037u;

    for (size_t i = 0; i < evaluation->source_count; i++) {
        const struct fisc_source *source = &evaluation->sources[i];
        const char *texts[] = {source->name, source->data};
        size_t lengths[] = {strlen(source->name), source->length};

        for (int j = 0; j < 2; j++) {
            key = (key ^ lengths[j]) * 1099511628211u;
            for (size_t k = 0; k < lengths[j]; k++)
                key = (key ^ (unsigned char)texts[j][k]) * 1099511628211u;
        }
    }
    return key;
}

static enum fisc_status
load(struct fisc_context *context, const struct evaluation *evaluation,
     struct fisc_policy **ret)
{
    struct fisc_error error;
    enum fisc_status status =
        fisc_policy_load(context, evaluation->sources,
                         evaluation->source_count, ret, &error);

    return status == FISC_OK ? status : fuzz_error(status, &error);
}

/* A policy of the context's own, or one that was kept: a new reference. */
static enum fisc_status
find_policy(struct fisc_context *context, const struct evaluation *evaluation,
            bool anew, struct fisc_policy **ret)
{
    uint64_t key = key_of(evaluation);
    struct kept *slot = &kept[key % KEPT];
    enum fisc_status status;
    size_t blocks;

    if (slot->policy && slot->key == key && !anew) {
        *ret = fisc_policy_ref(slot->policy);
        return FISC_OK;
    }
    status = load(context, evaluation, ret);
    if (status != FISC_OK || fuzz_is_short())
        return status;
    blocks = fuzz_blocks();
    fuzz_walk_policy(*ret);
    fisc_policy_unref(slot->policy);
    fuzz_keep((ptrdiff_t)blocks - (ptrdiff_t)slot->blocks);
    *slot = (struct kept){key, fisc_policy_ref(*ret), blocks};
    return FISC_OK;
}

/* ---- the input -----------------------------------------------------------*/

/* What the parts leave out: a vocabulary, a catalog, a description. */
struct defaults {
    char *vocabulary;
    char *catalog;
    char *system;
};

static void
add_defaults(const struct fuzz_parts *parts, struct evaluation *evaluation,
             struct defaults *ret)
{
    const struct fuzz_part *checks = fuzz_part(parts, "checks.lua");
    const struct fuzz_part *system = fuzz_part(parts, "system");
    unsigned char used[FACTS] = {0};

    *ret = (struct defaults){0};
    /* Not what the description names: it has to leave the policy as it is. */
    if (checks)
        facts_note(&used, checks->text, checks->length);
    if (!fuzz_part(parts, "vocabulary.xml")) {
        ret->vocabulary = facts_vocabulary(&used);
        evaluation->sources[evaluation->source_count++] =
            evaluation_source("vocabulary.xml", ret->vocabulary,
                              strlen(ret->vocabulary));
    }
    if (checks && !fuzz_part(parts, "catalog.xml")) {
        ret->catalog = evaluation_catalog(checks->text, checks->length);
        evaluation->sources[evaluation->source_count++] =
            evaluation_source("catalog.xml", ret->catalog,
                              strlen(ret->catalog));
    }
    if (!system) {
        ret->system = facts_system(&used);
        evaluation->system = evaluation_source("system.json", ret->system,
                                               strlen(ret->system));
    }
}

enum fisc_status
fuzz_one(struct fisc_context *context, const char *text, size_t length)
{
    struct evaluation evaluation = {0};
    struct defaults defaults;
    struct fisc_policy *policy;
    struct fuzz_parts parts;
    enum fisc_status status;

    fuzz_split(text, length, &parts);
    read_options(NULL, &evaluation.options);
    for (size_t i = 0; i < parts.count; i++)
        take_part(&parts.list[i], &evaluation);
    add_defaults(&parts, &evaluation, &defaults);
    status = find_policy(context, &evaluation,
                         fuzz_is_short() && length % 2 == 0, &policy);
    if (status == FISC_OK) {
        status = evaluation_run_policy(context, policy, &evaluation);
        fisc_policy_unref(policy);
    }
    free(defaults.vocabulary);
    free(defaults.catalog);
    free(defaults.system);
    fuzz_parts_done(&parts);
    return status;
}
