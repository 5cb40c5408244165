/* SPDX-License-Identifier: MIT */
/*
 * Target: a fuzzed description under a fuzzed policy. Parts of the input:
 * checks.lua, vocabulary.xml, catalog.xml, waivers.xml, profile.xml, system
 * (XML or JSON), party.* (another party's system), options. What isn't there
 * is as in the target `check`.
 */

#include <stdlib.h>
#include <string.h>

#include "evaluation.h"

static struct fisc_source
source_of(const struct fuzz_part *part)
{
    return (struct fisc_source){sizeof(struct fisc_source), part->name,
                                part->text ? part->text : "", part->length};
}

/* A date, and then roles, levels and other switches as a letter each. */
static void
read_options(const struct fuzz_part *part, struct fisc_eval_options *ret)
{
    char date[11] = "2026-01-01";

    *ret = (struct fisc_eval_options){.size = sizeof *ret};
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
        case 'u':
            ret->allow_unknown_paths = 1;
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
    struct fisc_source source = source_of(part);

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

enum fisc_status
fuzz_one(struct fisc_context *context, const char *text, size_t length)
{
    struct evaluation evaluation = {.system = evaluation_system};
    const struct fuzz_part *checks;
    struct fuzz_parts parts;
    enum fisc_status status;
    char *catalog = NULL;

    fuzz_split(text, length, &parts);
    read_options(NULL, &evaluation.options);
    for (size_t i = 0; i < parts.count; i++)
        take_part(&parts.list[i], &evaluation);
    if (!fuzz_part(&parts, "vocabulary.xml"))
        evaluation.sources[evaluation.source_count++] = evaluation_vocabulary;
    checks = fuzz_part(&parts, "checks.lua");
    if (checks && !fuzz_part(&parts, "catalog.xml")) {
        catalog = evaluation_catalog(checks->text, checks->length);
        evaluation.sources[evaluation.source_count++] =
            (struct fisc_source){sizeof(struct fisc_source), "catalog.xml",
                                 catalog, strlen(catalog)};
    }
    status = evaluation_run(context, &evaluation);
    free(catalog);
    fuzz_parts_done(&parts);
    return status;
}
