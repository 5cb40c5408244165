/* SPDX-License-Identifier: MIT */
/*
 * Target: check source, loaded; and one in eight also for clauses of its own
 * making, and evaluated. A text that begins with "return" is tried out on its
 * own.
 */

#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "evaluation.h"

/* Loaded by itself, without anything that it could refer to. */
static enum fisc_status
load(struct fisc_context *context, const char *text, size_t length)
{
    struct fisc__expressions expressions;
    struct fisc__arena arena;
    struct fisc__checks checks;
    struct fisc_error error;
    enum fisc_status status;

    fisc__arena_init(&arena, context);
    fisc__expressions_init(&expressions, &arena);
    fisc__checks_init(&checks, &arena, &expressions);
    status = fisc__checks_load(&checks, "a.lua", text, length, &error);
    if (status != FISC_OK)
        fuzz_error(status, &error);
    fisc__checks_done(&checks);
    fisc__expressions_done(&expressions);
    fisc__arena_done(&arena);
    return status;
}

/* The same text, only read. */
static enum fisc_status
scan(struct fisc_context *context, const char *text, size_t length)
{
    struct fisc__diagnostics diagnostics;
    struct fisc__arena arena;
    enum fisc_status status;

    fisc__arena_init(&arena, context);
    fisc__diagnostics_init(&diagnostics, &arena);
    status = fisc__checks_scan("a.lua", text, length, &diagnostics, NULL);
    fisc__diagnostics_done(&diagnostics);
    fisc__arena_done(&arena);
    FUZZ_HOLDS(status == FISC_OK || status == FISC_ERR_NOMEM);
    return status;
}

static enum fisc_status
try_out(struct fisc_context *context, struct evaluation *evaluation)
{
    struct fisc_policy *policy;
    struct fisc_error error;
    enum fisc_status status = fisc_policy_load_try(
        context, &evaluation->sources[0], evaluation->sources + 1,
        evaluation->source_count - 1, &policy, &error);

    if (status != FISC_OK)
        return fuzz_error(status, &error);
    status = evaluation_run_policy(context, policy, evaluation);
    fisc_policy_unref(policy);
    return status;
}

/* With all that it asks for. */
static enum fisc_status
run(struct fisc_context *context, const char *text, size_t length)
{
    struct evaluation evaluation = {
        .options = {.size = sizeof(struct fisc_eval_options)},
    };
    unsigned char used[FACTS] = {0};
    char *catalog, *vocabulary, *system;
    enum fisc_status status = scan(context, text, length);

    if (status != FISC_OK)
        return status;
    FUZZ_HOLDS(fisc_date_parse("2026-01-01", &evaluation.options.as_of) ==
               FISC_OK);
    facts_note(&used, text, length);
    catalog = evaluation_catalog(text, length);
    vocabulary = facts_vocabulary(&used);
    system = facts_system(&used);
    evaluation.system = evaluation_source("system.json", system,
                                          strlen(system));
    evaluation.sources[0] = evaluation_source("a.lua", text, length);
    evaluation.sources[1] = evaluation_source("vocabulary.xml", vocabulary,
                                              strlen(vocabulary));
    evaluation.sources[2] = evaluation_source("catalog.xml", catalog,
                                              strlen(catalog));
    evaluation.source_count = 3;
    status = length > 6 && memcmp(text, "return", 6) == 0
                 ? try_out(context, &evaluation)
                 : evaluation_run(context, &evaluation);
    free(catalog);
    free(vocabulary);
    free(system);
    return status;
}

enum fisc_status
fuzz_one(struct fisc_context *context, const char *text, size_t length)
{
    if (length == 0)
        text = "";
    return length % 8 == 0 ? run(context, text, length)
                           : load(context, text, length);
}
