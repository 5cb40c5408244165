/* SPDX-License-Identifier: MIT */
/* A description held against a policy, both in memory. */

#define _GNU_SOURCE
#include "evaluation.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/json.h"

struct fisc_source
evaluation_source(const char *name, const char *text, size_t length)
{
    return (struct fisc_source){.size = sizeof(struct fisc_source),
                                .name = name,
                                .data = text ? text : "",
                                .length = length};
}

/* ---- a catalog for the checks --------------------------------------------*/

enum { CLAUSES = 24, KEY_SIZE = 64 };

static const char catalog_head[] =
    "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0' "
    "xmlns:f='urn:libfisc:oscal:1'><metadata><title>t</title></metadata>"
    "<param id='g.p1'><prop ns='urn:libfisc:oscal:1' name='type' "
    "value='integer'/><value>2</value></param>"
    "<param id='g.p2'><prop ns='urn:libfisc:oscal:1' name='type' "
    "value='boolean'/><value>true</value></param>"
    "<param id='g.p3'><prop ns='urn:libfisc:oscal:1' name='type' "
    "value='period'/></param>"
    "<param id='g.p4'><prop ns='urn:libfisc:oscal:1' name='type' "
    "value='set'/><value>a</value><value>b</value></param>"
    "<control id='g'><title>g</title><prop name='label' value='\xe8\xa8\xad"
    "1'/><part name='statement' id='g_smt'>";

static bool
is_key(char c)
{
    return isalnum((unsigned char)c) || c == '.' || c == '-' || c == '_';
}

/* Adds the item of the key at `text`, if it is one that isn't there. */
static void
add_clause(FILE *catalog, char (*keys)[KEY_SIZE], size_t *count,
           const char *text, size_t length)
{
    static const char *const roles[] = {"customer", "provider", "operator",
                                        "supplier"};
    const char *role = "customer";
    char *key = keys[*count];
    size_t n = 0;

    while (n < length && n < KEY_SIZE - 1 && is_key(text[n]))
        n++;
    if (n == 0 || n == length || (text[n] != '"' && text[n] != '\'') ||
        *count == CLAUSES)
        return;
    memcpy(key, text, n);
    key[n] = '\0';
    for (size_t i = 0; i < *count; i++)
        if (strcmp(keys[i], key) == 0)
            return;
    for (size_t i = 0; i < 4; i++)
        if (n >= strlen(roles[i]) &&
            strcmp(key + n - strlen(roles[i]), roles[i]) == 0)
            role = roles[i];
    fprintf(catalog,
            "<part name='item' id='%s'><prop ns='urn:libfisc:oscal:1' "
            "name='bearer' value='%s'/><p>x</p></part>", key, role);
    (*count)++;
}

char *
evaluation_catalog(const char *checks, size_t length)
{
    static char keys[CLAUSES + 1][KEY_SIZE];
    const char *end = length ? checks + length : checks;
    size_t count = 0, size;
    char *ret;
    FILE *catalog = open_memstream(&ret, &size);

    FUZZ_HOLDS(catalog != NULL);
    fputs(catalog_head, catalog);
    for (const char *p = checks; p < end; p++) {
        size_t left = (size_t)(end - p);
        const char *text = p + 5;

        if (left < 8 || memcmp(p, "check", 5) != 0)
            continue;
        while (text < end && (*text == ' ' || *text == '('))
            text++;
        if (text < end && (*text == '"' || *text == '\''))
            add_clause(catalog, keys, &count, text + 1,
                       (size_t)(end - text - 1));
    }
    fputs("</part></control></catalog>", catalog);
    fclose(catalog);
    return ret;
}

/* ---- the run -------------------------------------------------------------*/

/* Reads it as others will; the context's own limits are for input. */
static enum fisc_status
check_json(struct fisc_context *context, const char *text, size_t length)
{
    struct fisc__arena arena;
    struct fisc__json *root;
    struct fisc_error error;
    enum fisc_status status;

    fisc__arena_init(&arena, context);
    status = fisc__json_parse(&arena, "report.json", text, length, &root,
                              &error);
    fisc__arena_done(&arena);
    FUZZ_HOLDS(status == FISC_OK || status == FISC_ERR_NOMEM);
    return status;
}

struct texts {
    char *text[2]; /* by enum fisc_format */
    size_t length[2];
};

static void
texts_done(const struct fisc_report *report, struct texts *texts)
{
    for (int i = 0; i < 2; i++)
        fisc_report_free_text(report, texts->text[i], texts->length[i]);
}

static enum fisc_status
write_both(struct fisc_context *context, const struct fisc_report *report,
           struct texts *ret)
{
    struct fisc_write_options options = {.size = sizeof options, .details = 1};
    struct fisc_error error;

    *ret = (struct texts){0};
    for (int i = 0; i < 2; i++) {
        enum fisc_status status;

        options.format = (enum fisc_format)i;
        status = fisc_report_write_text(report, &options, &ret->text[i],
                                        &ret->length[i], &error);
        if (status == FISC_OK && options.format == FISC_FORMAT_JSON)
            status = check_json(context, ret->text[i], ret->length[i]);
        else if (status != FISC_OK)
            fuzz_error(status, &error);
        if (status != FISC_OK)
            return status;
    }
    return FISC_OK;
}

static bool
are_same(const struct texts *one, const struct texts *other)
{
    for (int i = 0; i < 2; i++)
        if (one->length[i] != other->length[i] ||
            memcmp(one->text[i], other->text[i], one->length[i]) != 0)
            return false;
    return true;
}

/* Once, and the texts are kept; the first time every row is looked at. */
static enum fisc_status
evaluate(struct fisc_context *context, struct fisc_evaluator *evaluator,
         struct fisc_system *system, const struct fisc_eval_options *options,
         bool first, struct fisc_report **report, struct texts *texts)
{
    struct fisc_error error;
    enum fisc_status status = fisc_eval(evaluator, system, options, report,
                                        &error);

    if (status != FISC_OK)
        return fuzz_error(status, &error);
    if (first)
        status = fuzz_walk_report(*report);
    if (status == FISC_OK)
        status = write_both(context, *report, texts);
    return status;
}

static enum fisc_status
evaluate_twice(struct fisc_context *context, struct fisc_policy *policy,
               struct fisc_system *system,
               const struct fisc_eval_options *options)
{
    struct fisc_evaluator *evaluator;
    struct fisc_report *reports[2] = {NULL, NULL};
    struct texts texts[2] = {0};
    struct fisc_error error;
    enum fisc_status status = fisc_evaluator_new(policy, &evaluator, &error);

    if (status != FISC_OK)
        return fuzz_error(status, &error);
    for (int i = 0; i < 2 && status == FISC_OK; i++)
        status = evaluate(context, evaluator, system, options, i == 0,
                          &reports[i], &texts[i]);
    fisc_evaluator_free(evaluator); /* its reports live on */
    if (status == FISC_OK) {
        FUZZ_HOLDS(are_same(&texts[0], &texts[1]));
        status = fuzz_walk_report(reports[1]);
    }
    for (int i = 0; i < 2; i++)
        if (reports[i]) {
            texts_done(reports[i], &texts[i]);
            fisc_report_unref(reports[i]);
        }
    return status;
}

static enum fisc_status
parse(struct fisc_context *context, const struct fisc_source *source,
      struct fisc_system **ret)
{
    struct fisc_error error;
    enum fisc_status status =
        fisc_system_parse(context, source->name, source->data, source->length,
                          FISC_SYSTEM_AUTO, ret, &error);

    return status == FISC_OK ? status : fuzz_error(status, &error);
}

enum fisc_status
evaluation_run_policy(struct fisc_context *context, struct fisc_policy *policy,
                      struct evaluation *evaluation)
{
    struct fisc_joined joined[EVALUATION_JOINED] = {0};
    struct fisc_system *system = NULL;
    enum fisc_status status = parse(context, &evaluation->system, &system);

    for (size_t i = 0; i < evaluation->joined_count && status == FISC_OK; i++) {
        joined[i].size = sizeof *joined;
        joined[i].party = evaluation->joined[i].name;
        status = parse(context, &evaluation->joined[i], &joined[i].system);
    }
    evaluation->options.joined = joined;
    evaluation->options.joined_count = evaluation->joined_count;
    if (status == FISC_OK)
        status = evaluate_twice(context, policy, system,
                                &evaluation->options);
    for (size_t i = 0; i < evaluation->joined_count; i++)
        fisc_system_unref(joined[i].system);
    fisc_system_unref(system);
    return status;
}

enum fisc_status
evaluation_run(struct fisc_context *context, struct evaluation *evaluation)
{
    struct fisc_policy *policy;
    struct fisc_error error;
    enum fisc_status status =
        fisc_policy_load(context, evaluation->sources,
                         evaluation->source_count, &policy, &error);

    if (status != FISC_OK)
        return fuzz_error(status, &error);
    fuzz_walk_policy(policy);
    status = evaluation_run_policy(context, policy, evaluation);
    fisc_policy_unref(policy);
    return status;
}
