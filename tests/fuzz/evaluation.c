/* SPDX-License-Identifier: MIT */
/* A description held against a policy, both in memory. */

#define _GNU_SOURCE
#include "evaluation.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/json.h"

#define FIELDS(list)                                                         \
    "<fact path='" list "' type='list'/>"                                    \
    "<fact path='" list "[].f' type='flag'/>"                                \
    "<fact path='" list "[].g' type='flag'/>"                                \
    "<fact path='" list "[].q' type='flag' max-age='8d'/>"                   \
    "<fact path='" list "[].n' type='integer'/>"                             \
    "<fact path='" list "[].d' type='date'/>"                                \
    "<fact path='" list "[].s' type='set'/>"

static const char vocabulary_text[] =
    "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='random' version='1'>"
    "<fact path='b1' type='flag'><question xml:lang='ja'>b1\xe3\x81\xaf"
    "</question><question xml:lang='en'>b1?</question></fact>"
    "<fact path='b2' type='flag'/><fact path='b3' type='flag'/>"
    "<fact path='b4' type='flag'/><fact path='b5' type='flag'/>"
    "<fact path='q1' type='flag' max-age='10d'/>"
    "<fact path='q2' type='flag' max-age='25d'/>"
    "<fact path='n1' type='integer' unit='day'/>"
    "<fact path='n2' type='integer'/><fact path='x1' type='decimal'/>"
    "<fact path='d1' type='date'/><fact path='d2' type='date' none='true'/>"
    "<fact path='s1' type='set'/><fact path='s2' type='set'>"
    "<value name='a'/><value name='b'/><value name='c'/><value name='d'/>"
    "</fact><fact path='t1' type='string'/>"
    "<fact path='rec.b' type='flag'/><fact path='rec.n' type='integer'/>"
    "<fact path='j' type='enumeration' ordered='true' judged='true'>"
    "<value name='low'/><value name='medium'/><value name='high'/></fact>"
    "<fact path='parties[].ok' type='flag'/>"
    "<fact path='parties[].n' type='integer'/>"
    "<fact path='parties[].s' type='set'/>"
    FIELDS("r1") FIELDS("r2") FIELDS("r1[].sub") FIELDS("r2[].sub")
    FIELDS("parties[].sites") FIELDS("parties[].sites[].sub")
    "</vocabulary>";

const struct fisc_source evaluation_vocabulary = {
    sizeof evaluation_vocabulary,
    "vocabulary.xml", vocabulary_text, sizeof vocabulary_text - 1};

static const char system_text[] =
    "{\"format\":\"libfisc-system/1\",\"id\":\"s\",\"parties\":["
    "{\"id\":\"bank\",\"roles\":[\"customer\"],\"n\":2,\"ok\":true,"
    "\"s\":[\"a\",\"b\"],\"sites\":[{\"id\":\"y1\",\"f\":true,\"n\":1}]},"
    "{\"id\":\"aws\",\"roles\":[\"provider\"],\"n\":0}],"
    "\"b1\":true,\"b2\":false,\"b3\":{\"unknown\":\"asked\"},"
    "\"b4\":{\"value\":true,\"expires\":\"2025-06-01\"},"
    "\"q1\":{\"value\":true,\"date\":\"2025-12-30\",\"source\":\"s\"},"
    "\"n1\":3,\"n2\":-1,\"x1\":0.5,\"d1\":\"2025-12-24\",\"d2\":\"none\","
    "\"s1\":[\"a\",\"b\",\"c\"],\"s2\":{\"complete\":false,\"items\":[\"a\"]},"
    "\"t1\":\"text\",\"rec\":{\"b\":true},"
    "\"j\":{\"value\":\"low\",\"by\":\"customer\",\"at\":\"2025-12-01\","
    "\"why\":\"w\"},"
    "\"r1\":[{\"id\":\"x\",\"f\":true,\"n\":1,\"s\":[\"a\"],\"sub\":["
    "{\"id\":\"z\",\"g\":false,\"d\":\"2025-12-31\"}]},"
    "{\"id\":\"y\",\"f\":false,\"n\":3}],"
    "\"r2\":{\"complete\":false,\"items\":[{\"id\":\"x\",\"g\":true}]},"
    "\"evidence\":[{\"id\":\"e1\",\"kind\":\"k1\",\"about\":[\"a\",\"b\"],"
    "\"subject\":[\"a\",\"b\",\"c\"],\"collected\":\"2025-12-20\","
    "\"expires\":\"2026-12-20\",\"from\":\"2025-01-01\",\"to\":\"none\","
    "\"confirmed\":true},{\"id\":\"e2\",\"kind\":\"k1\",\"expires\":\"2025-"
    "06-01\"},{\"id\":\"e3\",\"kind\":\"k2\"}],"
    "\"contracts\":[{\"id\":\"c1\",\"party\":\"aws\",\"from\":\"2025-01-01\","
    "\"to\":\"none\",\"terms\":[\"a\",\"b\"]}]}";

const struct fisc_source evaluation_system = {sizeof evaluation_system,
                                              "system.json", system_text,
                                              sizeof system_text - 1};

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
