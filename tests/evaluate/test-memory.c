/* SPDX-License-Identifier: MIT */
/* Memory that is short, from loading to the last byte written. */

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate/rig.h"
#include "support/failing.h"

/* What a host does with a policy and a description, and with their paths. */
struct work {
    struct fisc_source sources[3];
    size_t source_count;
    const char *system;  /* a path, or its text */
    size_t system_length; /* of the text; 0: a path */
    const char *joined;  /* a path of a provider "aws", or NULL */
    char *wanted;        /* what it gives; NULL before it is known */
};

static enum fisc_status
read_system(struct fisc_context *context, const struct work *work,
            struct fisc_system **ret)
{
    return work->system_length
               ? fisc_system_parse(context, "s", work->system,
                                   work->system_length, FISC_SYSTEM_AUTO, ret,
                                   NULL)
               : fisc_system_load(context, work->system, FISC_SYSTEM_AUTO, ret,
                                  NULL);
}

/* Everything that can be asked of a row. */
static enum fisc_status
ask_row(const struct fisc_report *report, size_t index)
{
    struct fisc_result_info row = {.size = sizeof row};
    struct fisc_explanation *explanation = NULL;
    enum fisc_status status = fisc_report_result(report, index, &row);
    size_t found;

    if (!status)
        status = fisc_report_find(report, row.key, &found);
    if (!status)
        status = fisc_report_explain(report, index, &explanation, NULL);
    fisc_explanation_free(explanation);
    return status;
}

static enum fisc_status
write_it(const struct fisc_report *report, enum fisc_format format,
         struct work *work)
{
    struct fisc_write_options options = {.size = sizeof options,
                                         .format = format};
    char *text;
    size_t length;
    enum fisc_status status = fisc_report_write_text(report, &options, &text,
                                                     &length, NULL);

    if (status)
        return status;
    if (format == FISC_FORMAT_JSON && !work->wanted)
        work->wanted = strdup(text);
    /* A failure that was outlived must not show. */
    if (format == FISC_FORMAT_JSON)
        ck_assert_str_eq(text, work->wanted);
    fisc_report_free_text(report, text, length);
    return FISC_OK;
}

static enum fisc_status
order_questions(const struct fisc_report *report)
{
    struct fisc_questions *questions = NULL;
    enum fisc_status status = fisc_report_questions(report, &questions, NULL);

    fisc_questions_free(questions);
    return status;
}

static enum fisc_status
ask(const struct fisc_report *report, struct work *work)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; !status && i < fisc_report_result_count(report); i++)
        status = ask_row(report, i);
    if (!status)
        status = order_questions(report);
    if (!status)
        status = write_it(report, FISC_FORMAT_JSON, work);
    return status ? status : write_it(report, FISC_FORMAT_TEXT, work);
}

static enum fisc_status
do_all(struct fisc_context *context, void *data)
{
    struct work *work = data;
    struct fisc_eval_options options = rig_options();
    struct fisc_joined aws = {sizeof aws, "aws", NULL};
    struct fisc_policy *policy = NULL;
    struct fisc_system *system = NULL;
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;
    enum fisc_status status;

    status = fisc_policy_load(context, work->sources, work->source_count,
                              &policy, NULL);
    if (!status)
        status = read_system(context, work, &system);
    if (!status && work->joined) {
        status = fisc_system_load(context, work->joined, FISC_SYSTEM_AUTO,
                                  &aws.system, NULL);
        options.joined = &aws;
        options.joined_count = 1;
    }
    if (!status)
        status = fisc_evaluator_new(policy, &evaluator, NULL);
    if (!status)
        status = fisc_eval(evaluator, system, &options, &report, NULL);
    if (!status)
        status = ask(report, work);
    fisc_policy_unref(policy);
    fisc_system_unref(system);
    fisc_system_unref(aws.system);
    fisc_evaluator_free(evaluator);
    fisc_report_unref(report);
    return status;
}

/* ---- the context's -------------------------------------------------------*/

/* Small, and of each kind: a demand, evidence, a function, a waiver, a split. */
static const char checks[] =
    "check 't.1.customer' { 'on' } check 't.1.provider' { 'party.on' }\n"
    "check 't.3.customer' { demand { within('tested', param 'period'),\n"
    "  alternative 'locked' { some 'rooms' { '.locked' } },\n"
    "  relaxation 'low' { guard = judged('importance', { 'low' }), nothing }"
    "} }\n"
    "check 't.3.evidence.customer' { evidence { kind = { 'report' } } }\n"
    "check 't.3.function.customer' (function (ctx)\n"
    "  local n = ctx.count('rooms', function (r) return r.keys > 1 end)\n"
    "  return n == 0 or ctx.fail { en = 'many: ' .. n, ja = '多い' } end)\n";

static const char small_system[] =
    "{\"format\": \"libfisc-system/1\", \"id\": \"s\", " PARTIES ", "
    "\"rooms\": [{\"id\": \"a\", \"locked\": true, \"keys\": 2}], "
    "\"evidence\": [{\"id\": \"e\", \"kind\": \"report\", "
    "\"expires\": \"2025-01-01\"}], \"inherits\": [{\"id\": \"i\", "
    "\"clause\": \"t.2.customer\", \"from\": \"aws\"}]}";

static void
set_small(struct work *work, char *paths[2])
{
    paths[0] = source_path("tests/data/evaluate/policy/vocabulary.xml");
    paths[1] = source_path("tests/data/evaluate/policy/t.xml");
    *work = (struct work){
        .sources = {{sizeof(struct fisc_source), paths[0], NULL, 0},
                    {sizeof(struct fisc_source), paths[1], NULL, 0},
                    {sizeof(struct fisc_source), "c.lua", checks,
                     sizeof checks - 1}},
        .source_count = 3,
        .system = small_system,
        .system_length = sizeof small_system - 1};
}

START_TEST(all__gives_everything_back_when_memory_is_short)
{
    struct work work;
    char *paths[2];

    set_small(&work, paths);
    ck_assert_uint_gt(failing_try(do_all, &work, 1), 1000);
    free(paths[0]);
    free(paths[1]);
    free(work.wanted);
}
END_TEST

static const struct {
    const char *policy;
    const char *system;
    const char *joined;
} shipped[] = {
    {"policies/fisc8", "policies/fisc8/examples/internet-banking.json",
     "policies/fisc8/examples/aws-provider.json"},
    {"policies/example-bank", "policies/fisc8/examples/card-mixed.xml", NULL},
    {"policies/fisc8", "policies/fisc8/examples/core-banking.json", NULL},
};

/* At some fifty points. */
START_TEST(shipped__gives_everything_back_when_memory_is_short)
{
    struct failing count = {0};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &count};
    struct fisc_context *context;
    char *policy = source_path(shipped[_i].policy);
    char *system = source_path(shipped[_i].system);
    char *joined = shipped[_i].joined ? source_path(shipped[_i].joined) : NULL;
    struct work work = {
        .sources = {{sizeof(struct fisc_source), policy, NULL, 0}},
        .source_count = 1,
        .system = system,
        .joined = joined};

    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    ck_assert_int_eq(do_all(context, &work), FISC_OK);
    fisc_context_unref(context);
    failing_try(do_all, &work, count.calls / 25 + 1);
    free(policy);
    free(system);
    free(joined);
    free(work.wanted);
}
END_TEST

/* ---- libxml2's own -------------------------------------------------------*/

/* The hooks of a host. */
static struct failing host;

static int
host_refuses(void)
{
    host.calls++;
    return host.fail_at && (host.calls == host.fail_at ||
                            (host.from_then_on && host.calls > host.fail_at));
}

static void *
host_malloc(size_t size)
{
    if (host_refuses())
        return NULL;
    host.blocks++;
    return malloc(size);
}

static void *
host_realloc(void *block, size_t size)
{
    if (host_refuses())
        return NULL;
    host.blocks += block == NULL;
    return realloc(block, size);
}

static char *
host_strdup(const char *string)
{
    if (host_refuses())
        return NULL;
    host.blocks++;
    return strdup(string);
}

static void
host_free(void *block)
{
    host.blocks -= block != NULL;
    free(block);
}

static void
ignore(void *data, const char *format, ...)
{
    (void)data;
    (void)format;
}

/*
 * Allocations of libxml2 while the small policy is loaded. An error, or what
 * there is else; nothing leaked on either side.
 */
START_TEST(all__fails_cleanly_when_libxml2s_is_short)
{
    struct work work;
    char *paths[2];
    size_t calls, before;

    set_small(&work, paths);
    host.fail_at = 0;
    ck_assert_int_eq(do_all(rig_context, &work), FISC_OK);
    before = host.blocks;
    host.calls = 0;
    ck_assert_int_eq(do_all(rig_context, &work), FISC_OK);
    calls = host.calls;
    ck_assert_uint_gt(calls, 30);
    for (host.from_then_on = 0; host.from_then_on < 2; host.from_then_on++)
        for (size_t at = 1; at <= calls; at += 1 + calls / 200) {
            struct failing ours = {0};
            struct fisc_context_options options = {
                .size = sizeof options,
                .alloc = failing_alloc,
                .alloc_data = &ours};
            struct fisc_context *context;
            enum fisc_status status;

            host.calls = 0;
            host.fail_at = at;
            ck_assert_int_eq(fisc_context_new(&options, &context, NULL), 0);
            status = do_all(context, &work);
            host.fail_at = 0;
            fisc_context_unref(context);
            ck_assert(status != FISC_OK || !host.from_then_on);
            ck_assert_uint_eq(ours.blocks, 0);
            xmlResetLastError();
            ck_assert_msg(host.blocks <= before, "allocation %zu: %zu leaked",
                          at, host.blocks - before);
        }
    free(paths[0]);
    free(paths[1]);
    free(work.wanted);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("memory");

    xmlMemSetup(host_free, host_malloc, host_realloc, host_strdup);
    xmlInitParser();
    xmlSetGenericErrorFunc(NULL, ignore);
    tcase_add_test(tests, all__gives_everything_back_when_memory_is_short);
    tcase_add_loop_test(tests,
                        shipped__gives_everything_back_when_memory_is_short, 0,
                        sizeof shipped / sizeof *shipped);
    tcase_add_test(tests, all__fails_cleanly_when_libxml2s_is_short);
    return rig_main(tests);
}
