/* SPDX-License-Identifier: MIT */
/* A small policy, and descriptions written as text. */

#include "evaluate/rig.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fisc_context *rig_context;
struct fisc_policy *rig_policy;

static char text[32768];
static size_t text_length;

static void
clear(void)
{
    text_length = 0;
    text[0] = '\0';
}

static void
add(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    text_length += (size_t)vsnprintf(text + text_length,
                                     sizeof text - text_length, format,
                                     arguments);
    va_end(arguments);
    ck_assert_uint_lt(text_length, sizeof text);
}

static void
check(enum fisc_status status, const struct fisc_error *error)
{
    char line[1100];

    if (!status)
        return;
    fisc_error_format(error, line, sizeof line);
    ck_abort_msg("%s", line);
}

/* ---- what is made --------------------------------------------------------*/

int
rig_main(TCase *tests)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .check_steps = 1000000,
                                           .check_memory = 2 << 20};
    int result;

    if (fisc_context_new(&options, &rig_context, NULL))
        return EXIT_FAILURE;
    rig_policy = rig_load_policy(rig_context, "tests/data/evaluate/policy");
    result = run_case("evaluate", tests);
    fisc_policy_unref(rig_policy);
    fisc_context_unref(rig_context);
    return result;
}

struct fisc_policy *
rig_load_policy(struct fisc_context *context, const char *relative)
{
    char *path = source_path(relative);
    struct fisc_source source = {sizeof source, path, NULL, 0};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    check(fisc_policy_load(context, &source, 1, &policy, &error), &error);
    free(path);
    return policy;
}

struct fisc_policy *
rig_waived_policy(const char *waivers)
{
    static const char format[] =
        "<waivers xmlns='urn:libfisc:waivers:1'>%s</waivers>";
    char *path = source_path("tests/data/evaluate/policy");
    char data[4096];
    struct fisc_source sources[2] = {
        {sizeof(struct fisc_source), path, NULL, 0},
        {sizeof(struct fisc_source), "waivers.xml", data, 0}};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    sources[1].length = (size_t)snprintf(data, sizeof data, format, waivers);
    check(fisc_policy_load(rig_context, sources, 2, &policy, &error), &error);
    free(path);
    return policy;
}

struct fisc_system *
rig_system(const char *facts)
{
    struct fisc_system *system = NULL;
    struct fisc_error error;

    clear();
    add("{\"format\": \"libfisc-system/1\", \"id\": \"s\"%s%s}",
        facts[0] ? ", " : "", facts);
    check(fisc_system_parse(rig_context, "s.json", text, text_length,
                            FISC_SYSTEM_JSON, &system, &error), &error);
    return system;
}

struct fisc_system *
rig_load_system(struct fisc_context *context, const char *relative)
{
    char *path = source_path(relative);
    struct fisc_system *system = NULL;
    struct fisc_error error;

    check(fisc_system_load(context, path, FISC_SYSTEM_AUTO, &system, &error),
          &error);
    free(path);
    return system;
}

struct fisc_eval_options
rig_options(void)
{
    struct fisc_eval_options options = {.size = sizeof options};

    fisc_date_parse(AS_OF, &options.as_of);
    return options;
}

struct fisc_report *
rig_eval(struct fisc_policy *policy, struct fisc_system *system,
         const struct fisc_eval_options *options)
{
    struct fisc_eval_options usual = rig_options();
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;
    struct fisc_error error;

    check(fisc_evaluator_new(policy, &evaluator, &error), &error);
    check(fisc_eval(evaluator, system, options ? options : &usual, &report,
                    &error), &error);
    fisc_evaluator_free(evaluator);
    return report;
}

struct fisc_report *
rig_report(const char *facts)
{
    struct fisc_system *system = rig_system(facts);
    struct fisc_report *report = rig_eval(rig_policy, system, NULL);

    fisc_system_unref(system);
    return report;
}

/* ---- what came of it -----------------------------------------------------*/

static void
add_row(const struct fisc_result_info *row)
{
    add("%s %s%s%s", fisc_result_name(row->result), row->reason,
        *row->via ? " " : "", row->via);
    if (*row->waiver)
        add(" %s", row->waiver);
}

const char *
rig_row(const struct fisc_report *report, const char *key)
{
    struct fisc_result_info row = {.size = sizeof row};
    size_t index;

    if (fisc_report_find(report, key, &index))
        return "no such row";
    ck_assert_int_eq(fisc_report_result(report, index, &row), FISC_OK);
    ck_assert_str_eq(row.key, key);
    clear();
    add_row(&row);
    return text;
}

const char *
rig_rows(const struct fisc_report *report)
{
    struct fisc_result_info row = {.size = sizeof row};

    clear();
    for (size_t i = 0; fisc_report_result(report, i, &row) == FISC_OK; i++) {
        add("%s ", row.key);
        add_row(&row);
        add("\n");
    }
    return text;
}

char *
rig_json(const struct fisc_report *report, size_t *ret_length)
{
    struct fisc_write_options options = {.size = sizeof options,
                                         .format = FISC_FORMAT_JSON};
    struct fisc_error error;
    char *json = NULL;

    check(fisc_report_write_text(report, &options, &json, ret_length, &error),
          &error);
    return json;
}

struct fisc_explanation *
rig_explain(const struct fisc_report *report, const char *key)
{
    struct fisc_explanation *explanation = NULL;
    struct fisc_error error;
    size_t index = 0;

    ck_assert_msg(!fisc_report_find(report, key, &index), "no row %s", key);
    check(fisc_report_explain(report, index, &explanation, &error), &error);
    return explanation;
}

const char *
rig_deciding(const struct fisc_report *report, const char *key)
{
    struct fisc_explanation *explanation = rig_explain(report, key);
    struct fisc_deciding fact = {.size = sizeof fact};

    clear();
    for (size_t i = 0; !fisc_explanation_deciding(explanation, i, &fact); i++)
        add("%s%s %s%s%s", i ? "; " : "", fact.path, fact.state,
            *fact.candidate ? " " : "", fact.candidate);
    fisc_explanation_free(explanation);
    return text;
}

const char *
rig_facts(const struct fisc_report *report, const char *key)
{
    struct fisc_explanation *explanation = rig_explain(report, key);
    struct fisc_fact_reference fact = {.size = sizeof fact};

    clear();
    for (size_t i = 0; !fisc_explanation_fact(explanation, i, &fact); i++)
        add("%s%s=%s (%s) %s", i ? "; " : "", fact.path, fact.value,
            fact.wanted, fact.role);
    fisc_explanation_free(explanation);
    return text;
}
