/* SPDX-License-Identifier: MIT */
/* Small policies and descriptions, written down in a test. */

#include "plan/small.h"

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *path, *type, *more;
    const char *values;
} words[] = {
    {"a", "flag", "", ""},
    {"b", "flag", "", ""},
    {"c", "flag", "", ""},
    {"d", "flag", "", ""},
    {"e", "flag", "", ""},
    {"fresh", "flag", " max-age=\"1y\"", ""},
    {"days", "integer", "", ""},
    {"share", "decimal", "", ""},
    {"name", "string", "", ""},
    {"other", "string", "", ""},
    {"last", "date", "", ""},
    {"release", "date", "", ""},
    {"kind", "enumeration", " ordered=\"true\"",
     "<value name=\"low\"/><value name=\"middle\"/><value name=\"high\"/>"},
    {"importance", "enumeration", " ordered=\"true\" judged=\"true\"",
     "<value name=\"low\"/><value name=\"high\"/>"},
    {"regions", "set", "", ""},
    {"covered", "set", "", ""},
    {"sites", "list", "", ""},
    {"sites[].on", "flag", "", ""},
    {"sites[].big", "flag", "", ""},
    {"sites[].days", "integer", "", ""},
    {"parties[].ready", "flag", "", ""},
};

static void
put(FILE *stream, const char *text)
{
    ck_assert_int_ge(fputs(text, stream), 0);
}

static char *
vocabulary(void)
{
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);

    put(stream, "<vocabulary xmlns=\"urn:libfisc:vocabulary:1\" id=\"small\" "
                "version=\"1\">");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        fprintf(stream,
                "<fact path=\"%s\" type=\"%s\"%s><meaning xml:lang=\"en\">%s"
                "</meaning><question xml:lang=\"en\">What is %s?</question>%s"
                "</fact>",
                words[i].path, words[i].type, words[i].more, words[i].path,
                words[i].path, words[i].values);
    put(stream, "</vocabulary>");
    fclose(stream);
    return text;
}

#define PROP(name, value) \
    "<prop ns=\"urn:libfisc:oscal:1\" name=\"" name "\" value=\"" value "\"/>"

static char *
catalog(const char *const *checks, size_t count)
{
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);

    put(stream,
        "<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\" "
        "uuid=\"5a1e6a3c-9d0f-4c59-8a8e-0f4d4c5b7a02\"><metadata><title>Small"
        "</title><last-modified>2026-01-01T00:00:00Z</last-modified>"
        "<version>1</version><oscal-version>1.1.2</oscal-version></metadata>"
        "<param id=\"p.limit\">" PROP("type", "integer") PROP("owner", "CISO")
        "<label>limit</label></param>"
        "<group id=\"p.all\"><title>All</title>");
    for (size_t i = 0; i < count; i++) {
        bool should = strncmp(checks[i], "should ", 7) == 0;
        bool provider = strncmp(checks[i], "provider ", 9) == 0;

        fprintf(stream,
                "<control id=\"p.c%zu\"><title>c</title>"
                "<part name=\"statement\" id=\"p.c%zu_smt\">"
                "<part name=\"item\" id=\"p.c%zu.%s\">%s%s<p>c</p></part>"
                "</part></control>",
                i + 1, i + 1, i + 1, provider ? "provider" : "customer",
                provider ? PROP("bearer", "provider")
                         : PROP("bearer", "customer"),
                should ? PROP("level", "should") : PROP("level", "must"));
    }
    put(stream, "</group></catalog>");
    fclose(stream);
    return text;
}

static char *
check_file(const char *const *checks, size_t count)
{
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);

    for (size_t i = 0; i < count; i++) {
        bool provider = strncmp(checks[i], "provider ", 9) == 0;
        const char *inside = checks[i];

        if (provider || strncmp(inside, "should ", 7) == 0)
            inside = strchr(inside, ' ') + 1;
        if (strncmp(inside, "function", 8) == 0)
            fprintf(stream, "check \"p.c%zu.customer\" (%s)\n", i + 1, inside);
        else
            fprintf(stream, "check \"p.c%zu.%s\" { %s }\n", i + 1,
                    provider ? "provider" : "customer", inside);
    }
    fclose(stream);
    return text;
}

struct fisc_policy *
small_policy(struct fisc_context *context, const char *const *checks,
             size_t count)
{
    char *texts[3] = {catalog(checks, count), vocabulary(),
                      check_file(checks, count)};
    static const char *const names[3] = {"catalog.xml", "vocabulary.xml",
                                         "checks.lua"};
    struct fisc_source sources[3] = {0};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;
    enum fisc_status status;

    for (size_t i = 0; i < 3; i++)
        sources[i] = (struct fisc_source){sizeof *sources, names[i], texts[i],
                                          strlen(texts[i])};
    status = fisc_policy_load(context, sources, 3, &policy, &error);
    ck_assert_msg(status == FISC_OK || status == FISC_ERR_NOMEM, "%s:%u: %s",
                  error.where, error.line, error.message);
    for (size_t i = 0; i < 3; i++)
        free(texts[i]);
    return policy;
}

struct fisc_system *
small_system(struct fisc_context *context, const char *facts)
{
    static const char head[] =
        "{\"format\": \"libfisc-system/1\", \"id\": \"s\", \"parties\": ["
        "{\"id\": \"bank\", \"roles\": [\"customer\"]}, "
        "{\"id\": \"aws\", \"roles\": [\"provider\"]}]";
    struct fisc_system *system = NULL;
    struct fisc_error error;
    enum fisc_status status;
    size_t size = sizeof head + strlen(facts) + 8;
    char *text = malloc(size);

    ck_assert_ptr_nonnull(text);
    snprintf(text, size, "%s%s%s}", head, *facts ? ", " : "", facts);
    status = fisc_system_parse(context, "s.json", text, strlen(text),
                               FISC_SYSTEM_JSON, &system, &error);
    ck_assert_msg(status == FISC_OK || status == FISC_ERR_NOMEM, "%s: %s",
                  text, error.message);
    free(text);
    return system;
}

void
small_hold(struct fisc_policy *policy, struct fisc_system *system,
           struct held *ret)
{
    struct fisc_error error;

    *ret = (struct held){.system = system,
                         .options = {.size = sizeof ret->options},
                         .name = "small"};
    fisc_date_parse(SMALL_AS_OF, &ret->options.as_of);
    ck_assert_int_eq(fisc_evaluator_new(policy, &ret->evaluator, &error),
                     FISC_OK);
    ck_assert_msg(fisc_eval(ret->evaluator, system, &ret->options,
                            &ret->report, &error) == FISC_OK,
                  "%s", error.message);
}

void
small_done(struct held *held)
{
    fisc_report_unref(held->report);
    fisc_evaluator_free(held->evaluator);
}
