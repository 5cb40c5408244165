/* SPDX-License-Identifier: MIT */
/*
 * Target: a fuzzed description under a fuzzed policy. Parts of the input:
 * checks.lua, vocabulary.xml, catalog.xml, waivers.xml, profile.xml, system
 * (XML or JSON), party.* (another party's system), options. What isn't there
 * is as in the target `check`. Loaded policies stay for a while, as loading one
 * takes twenty times as long as an evaluation. In place of a policy that can't
 * be loaded (most changes to one make it so, and other targets look at them)
 * stands one that can.
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
    bool taken;
    uint64_t key;
    struct fisc_policy *policy; /* NULL if it can't be loaded */
    size_t blocks;              /* that it consists of */
} kept[KEPT];

enum { USUAL = 6 };

static struct fisc_policy *usual[USUAL];

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

static void
keep(struct kept *slot, uint64_t key, struct fisc_policy *policy)
{
    size_t blocks = policy ? fuzz_blocks() : 0;

    if (policy)
        fuzz_walk_policy(policy);
    fisc_policy_unref(slot->policy);
    fuzz_keep((ptrdiff_t)blocks - (ptrdiff_t)slot->blocks);
    *slot = (struct kept){true, key, policy ? fisc_policy_ref(policy) : NULL,
                          blocks};
}

/*
 * A policy of the context's own, one that was kept, or the one instead: a new
 * reference. Where memory is short the input was seen before, with memory.
 */
static enum fisc_status
find_policy(struct fisc_context *context, const struct evaluation *evaluation,
            bool anew, struct fisc_policy *instead,
            struct fisc_policy **ret)
{
    uint64_t key = key_of(evaluation);
    struct kept *slot = &kept[key % KEPT];
    struct fisc_policy *policy = NULL;
    enum fisc_status status;

    if (slot->taken && slot->key == key && !anew) {
        *ret = fisc_policy_ref(slot->policy ? slot->policy : instead);
        return FISC_OK;
    }
    status = load(context, evaluation, &policy);
    if (status == FISC_ERR_NOMEM)
        return status;
    if (!fuzz_is_short())
        keep(slot, key, policy);
    else if (!policy && slot->policy)
        return status; /* libxml2's, of memory that it didn't get */
    *ret = policy ? policy : fisc_policy_ref(instead);
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

/*
 * Requirements of every kind, over facts of every type. No function: those of
 * a policy take ten times as long to make ready as the rest.
 */
static const char *const usual_checks[USUAL] = {
    "check 'g.a.customer' { when = flag('b3', { max_age = '3d' }), any { 'b1',"
    " 'b2' } }",
    "check 'g.b.customer' { at_least(2) { flag 'rec.b', gt('w', 2.25),"
    " gt('rec.n', 0), le('n1', param 'p1'), ne('n2', 3), eq('k', 'green') },"
    " no { 'b5' }, has('s1', 'b'), covers('s2', fact 's1'), within('d1', '90d')"
    ", not_after('d1', 'd2'), one_of('t', { 'text', 'x' }) }",
    "check 'g.c.customer' { each 'r1' { where = '.f', given(flag '.q') { ge('.n'"
    ", 1) }, exists '.sub' { where = within('.d', '14d'), has('.s', 'a') } },"
    " at_least(1, 'r2') { '.g', lt('.n', fact 'n1') } }",
    "check 'g.e.customer' { flag('q1', { max_age = param 'p3' }), 'q2',"
    " some 'parties' { such_as { other = '.ok', eq('.n', 1) } } }",
    "check 'g.d.customer' { demand { floor = 'b4', judged('j', { 'medium' }),"
    " alternative 'a' { evidence { kind = { 'k1', 'k2' }, about = 'a', covers ="
    " { 'a' }, on = fact 'd1', max_age = '1y' } }, relaxation 'r' { guard ="
    " judged('j', { 'low' }), contract { with = 'aws', has = { 'b' } } } } }",
    "check 'g.f.provider' { 'party.ok', covers('party.s', param 'p4'),"
    " each 'party.sites' { '.f', contract { with = '.id' } } }"};

static struct fisc_policy *
load_usual(struct fisc_context *context, const char *checks)
{
    unsigned char used[FACTS];
    char *catalog = evaluation_catalog(checks, strlen(checks));
    char *vocabulary;
    struct evaluation evaluation = {.source_count = 3};
    struct fisc_policy *policy = NULL;

    memset(used, 1, sizeof used);
    vocabulary = facts_vocabulary(&used);
    evaluation.sources[0] = evaluation_source("a.lua", checks, strlen(checks));
    evaluation.sources[1] = evaluation_source("vocabulary.xml", vocabulary,
                                              strlen(vocabulary));
    evaluation.sources[2] = evaluation_source("catalog.xml", catalog,
                                              strlen(catalog));
    FUZZ_HOLDS(load(context, &evaluation, &policy) == FISC_OK);
    free(vocabulary);
    free(catalog);
    return policy;
}

void
fuzz_prepare(struct fisc_context *context)
{
    for (size_t i = 0; i < USUAL; i++)
        usual[i] = load_usual(context, usual_checks[i]);
}

enum fisc_status
fuzz_one(struct fisc_context *context, const char *text, size_t length)
{
    struct evaluation evaluation = {0};
    struct defaults defaults;
    struct fisc_policy *policy = NULL;
    struct fuzz_parts parts;
    enum fisc_status status;

    fuzz_split(text, length, &parts);
    read_options(NULL, &evaluation.options);
    for (size_t i = 0; i < parts.count; i++)
        take_part(&parts.list[i], &evaluation);
    add_defaults(&parts, &evaluation, &defaults);
    status = find_policy(context, &evaluation,
                         fuzz_is_short() && length % 2 == 0,
                         usual[length % USUAL], &policy);
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
