/* SPDX-License-Identifier: MIT */
/* A description held against a policy, both in memory. */

#define _GNU_SOURCE
#include "evaluation.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Reads it as others will. */
static enum fisc_status
check_json(struct fisc_context *context, const char *text, size_t length)
{
    struct fisc_result_set *set = NULL;
    struct fisc_error error;
    enum fisc_status status = fisc_result_set_parse(
        context, "report.json", text, length, &set, &error);

    fisc_result_set_unref(set);
    FUZZ_HOLDS(status == FISC_OK || status == FISC_ERR_NOMEM);
    return status;
}

struct written {
    char *text;
    size_t length;
};

static enum fisc_status
write_report(const struct fisc_report *report, enum fisc_format format,
             struct written *ret)
{
    struct fisc_write_options options = {
        .size = sizeof options, .format = format, .details = 1};
    struct fisc_error error;
    enum fisc_status status = fisc_report_write_text(
        report, &options, &ret->text, &ret->length, &error);

    return status == FISC_OK ? status : fuzz_error(status, &error);
}

static enum fisc_status
evaluate(struct fisc_evaluator *evaluator, struct fisc_system *system,
         const struct fisc_eval_options *options, struct fisc_report **report,
         struct written *json)
{
    struct fisc_error error;
    enum fisc_status status = fisc_eval(evaluator, system, options, report,
                                        &error);

    return status == FISC_OK ? write_report(*report, FISC_FORMAT_JSON, json)
                             : fuzz_error(status, &error);
}

/*
 * Looks at the report, and at one in four what is dear: the last, which says
 * the same, as text, and the JSON read back.
 */
static enum fisc_status
look_at(struct fisc_context *context, struct fisc_report *const *reports,
        const struct written *json, int count)
{
    struct written text = {NULL, 0};
    enum fisc_status status = fuzz_walk_report(reports[0]);
    size_t quarter = json[0].length % 4;

    FUZZ_HOLDS(count == 1 ||
               (json[0].length == json[1].length &&
                memcmp(json[0].text, json[1].text, json[0].length) == 0));
    if (status == FISC_OK && quarter == 0)
        status = check_json(context, json[0].text, json[0].length);
    if (status == FISC_OK && quarter == 1)
        status = write_report(reports[count - 1], FISC_FORMAT_TEXT, &text);
    fisc_report_free_text(reports[0], text.text, text.length);
    return status;
}

/* Once or twice in one evaluator. */
static enum fisc_status
evaluate_all(struct fisc_context *context, struct fisc_policy *policy,
             struct fisc_system *system,
             const struct fisc_eval_options *options, int count)
{
    struct fisc_evaluator *evaluator;
    struct fisc_report *reports[2] = {NULL, NULL};
    struct written json[2] = {{NULL, 0}, {NULL, 0}};
    struct fisc_error error;
    enum fisc_status status = fisc_evaluator_new(policy, &evaluator, &error);

    if (status != FISC_OK)
        return fuzz_error(status, &error);
    for (int i = 0; i < count && status == FISC_OK; i++)
        status = evaluate(evaluator, system, options, &reports[i], &json[i]);
    fisc_evaluator_free(evaluator); /* its reports live on */
    if (status == FISC_OK)
        status = look_at(context, reports, json, count);
    for (int i = 0; i < 2; i++)
        if (reports[i]) {
            fisc_report_free_text(reports[i], json[i].text, json[i].length);
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
        status = evaluate_all(context, policy, system, &evaluation->options,
                              1 + (int)(evaluation->system.length % 2));
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
