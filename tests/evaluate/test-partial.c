/* SPDX-License-Identifier: MIT */
/* A host that is told how far an evaluation is, and takes a part of it. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate/rig.h"
#include "support/failing.h"

enum { FILES = 9, CLAUSES = FILES * 1000 };

#define OSCAL "http://csrc.nist.gov/ns/oscal/1.0"
#define PROP "<prop ns='urn:libfisc:oscal:1' "

/* ---- a long policy -------------------------------------------------------*/

/* p.1 to p.9000, a node each; p.5 and p.7000 have a provider's side too. */
static char *
long_catalog(void)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    fprintf(out, "<catalog xmlns='" OSCAL "' uuid='5ab0b7a0-0f5b-4c57-8a2b-"
            "5f0c6a1e7709'><metadata><title>p</title><last-modified>"
            "2026-06-30T00:00:00+09:00</last-modified><version>1</version>"
            "<oscal-version>1.1.2</oscal-version></metadata>");
    for (int i = 1; i <= CLAUSES; i++) {
        fprintf(out, "<control id='p.%d'><title>t</title><part "
                "name='statement' id='p.%d_smt'><part name='item' "
                "id='p.%d.customer'>" PROP "name='bearer' value='customer'/>"
                "<p>c</p></part>", i, i, i);
        if (i == 5 || i == 7000)
            fprintf(out, "<part name='item' id='p.%d.provider'>" PROP
                    "name='bearer' value='provider'/><p>p</p></part>", i);
        fprintf(out, "</part></control>");
    }
    fprintf(out, "</catalog>");
    fclose(out);
    return text;
}

/* Of a catalog and files of checks. */
static struct fisc_policy *
load(struct fisc_context *context, const char *catalog,
     const char *const *checks, size_t count)
{
    static const char vocabulary[] =
        "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='p' version='1'>"
        "<fact path='n' type='integer'/><fact path='rooms' type='list'/>"
        "<fact path='rooms[].keys' type='integer'/></vocabulary>";
    struct fisc_source sources[2 + FILES] = {
        {sizeof(struct fisc_source), "v.xml", vocabulary,
         sizeof vocabulary - 1},
        {sizeof(struct fisc_source), "p.xml", catalog, strlen(catalog)}};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;
    char line[1100] = "", names[FILES][16];

    for (size_t i = 0; i < count; i++) {
        snprintf(names[i], sizeof names[i], "p%zu.lua", i);
        sources[2 + i].size = sizeof *sources;
        sources[2 + i].name = names[i];
        sources[2 + i].data = checks[i];
        sources[2 + i].length = strlen(checks[i]);
    }
    if (fisc_policy_load(context, sources, 2 + count, &policy, &error))
        fisc_error_format(&error, line, sizeof line);
    ck_assert_msg(policy != NULL, "%s", line);
    return policy;
}

/* In several files, for the sake of the steps that each may take. */
static struct fisc_policy *
long_policy(void)
{
    char texts[FILES][200];
    const char *checks[FILES];
    char *catalog = long_catalog();
    struct fisc_context *context;
    struct fisc_policy *policy;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    for (int i = 0; i < FILES; i++) {
        snprintf(texts[i], sizeof texts[i],
                 "for i = %d, %d do\n"
                 "  check('p.' .. i .. '.customer') { ge('n', i) }\n"
                 "end\n%s", i * 1000 + 1, i * 1000 + 1000,
                 i ? "" : "check 'p.5.provider' { le('n', 1) }\n"
                          "check 'p.7000.provider' { le('n', 2) }\n");
        checks[i] = texts[i];
    }
    policy = load(context, catalog, checks, FILES);
    fisc_context_unref(context);
    free(catalog);
    return policy;
}

#define LONG_FACTS PARTIES_ONLY ", \"n\": 4000, \"inherits\": [" \
    "{\"id\": \"a\", \"clause\": \"p.5.customer\", \"from\": \"aws\"}, " \
    "{\"id\": \"b\", \"clause\": \"p.6.customer\", \"from\": \"gcp\", " \
    "\"confirmed\": true}]"
#define PARTIES_ONLY \
    "\"parties\": [{\"id\": \"bank\", \"roles\": [\"customer\"]}, " \
    "{\"id\": \"aws\", \"roles\": [\"provider\"]}]"

/* A policy, a description and one that is joined with it. */
struct work {
    struct fisc_policy *policy;
    struct fisc_evaluator *evaluator;
    struct fisc_system *system;
    struct fisc_joined aws;
    struct fisc_eval_options options;
};

static void
begin(struct work *work)
{
    work->policy = long_policy();
    ck_assert_int_eq(fisc_evaluator_new(work->policy, &work->evaluator, NULL),
                     FISC_OK);
    work->system = rig_system(LONG_FACTS);
    work->aws = (struct fisc_joined){sizeof(struct fisc_joined), "aws",
                                     rig_system("\"n\": 0")};
    work->options = rig_options();
    work->options.joined = &work->aws;
    work->options.joined_count = 1;
}

static void
end(struct work *work)
{
    fisc_evaluator_free(work->evaluator);
    fisc_policy_unref(work->policy);
    fisc_system_unref(work->system);
    fisc_system_unref(work->aws.system);
}

static enum fisc_status
evaluate(struct work *work, struct fisc_report **ret)
{
    *ret = NULL;
    return fisc_eval(work->evaluator, work->system, &work->options, ret, NULL);
}

/* ---- progress ------------------------------------------------------------*/

struct seen {
    size_t calls;
    size_t stop_at; /* the number of the call that asks to stop; 0: none */
    size_t done, total;
    int wrong;
};

static int
note(void *data, size_t done, size_t total)
{
    struct seen *seen = data;

    if (seen->calls == 0 && done != 0)
        seen->wrong = 1;
    if (seen->calls && (done < seen->done || total != seen->total))
        seen->wrong = 1;
    seen->done = done;
    seen->total = total;
    return ++seen->calls == seen->stop_at;
}

START_TEST(progress__goes_from_none_to_all)
{
    struct work work;
    struct seen seen = {0};
    struct fisc_report *report;

    begin(&work);
    work.options.progress = note;
    work.options.progress_data = &seen;
    ck_assert_int_eq(evaluate(&work, &report), FISC_OK);
    ck_assert_int_eq(fisc_report_stopped(report), FISC_OK);
    ck_assert(!seen.wrong);
    ck_assert_uint_ge(seen.calls, 2 * CLAUSES / 2048);
    ck_assert_uint_le(seen.calls, 10 * CLAUSES / 2048);
    ck_assert_uint_ge(seen.total, 2 * CLAUSES);
    ck_assert_uint_eq(seen.done, seen.total);
    fisc_report_unref(report);
    end(&work);
}
END_TEST

START_TEST(progress__stops_at_every_call)
{
    struct work work;
    struct seen all = {0};
    struct fisc_report *report;

    begin(&work);
    work.options.progress = note;
    work.options.progress_data = &all;
    ck_assert_int_eq(evaluate(&work, &report), FISC_OK);
    fisc_report_unref(report);
    for (size_t at = 1; at <= all.calls; at++) {
        struct seen seen = {.stop_at = at};

        work.options.progress_data = &seen;
        ck_assert_int_eq(evaluate(&work, &report), FISC_ERR_INTERRUPTED);
        ck_assert_ptr_null(report);
        ck_assert_uint_eq(seen.calls, at);
    }
    end(&work);
}
END_TEST

/* ---- a part --------------------------------------------------------------*/

/* No control is satisfied that isn't in the whole one. */
static void
check_controls(const struct fisc_report *part, const struct fisc_report *whole)
{
    size_t count = fisc_report_control_count(whole);

    ck_assert_uint_eq(fisc_report_control_count(part), count);
    for (size_t i = 0; i < count; i++) {
        struct fisc_control_result a = {.size = sizeof a}, b = {.size = sizeof b};

        ck_assert_int_eq(fisc_report_control(part, i, &a), FISC_OK);
        ck_assert_int_eq(fisc_report_control(whole, i, &b), FISC_OK);
        ck_assert(a.state == b.state ||
                  a.state == FISC_CONTROL_NOT_SATISFIED);
    }
}

/*
 * Every row is there; what is decided is as in the whole one, what isn't says
 * so, and no control with such a row is satisfied. Returns how many are.
 */
static size_t
check_part(const struct fisc_report *part, const struct fisc_report *whole)
{
    size_t count = fisc_report_result_count(whole), decided = 0;

    ck_assert_uint_eq(fisc_report_result_count(part), count);
    for (size_t i = 0; i < count; i++) {
        struct fisc_result_info a = {.size = sizeof a}, b = {.size = sizeof b};

        ck_assert_int_eq(fisc_report_result(part, i, &a), FISC_OK);
        ck_assert_int_eq(fisc_report_result(whole, i, &b), FISC_OK);
        ck_assert_str_eq(a.key, b.key);
        if (strcmp(a.reason, "stopped") != 0) {
            ck_assert_int_eq(a.result, b.result);
            ck_assert_str_eq(a.reason, b.reason);
            ck_assert_str_eq(a.via, b.via);
            decided++;
            continue;
        }
        ck_assert_int_eq(a.result, FISC_RESULT_NOTCHECKED);
    }
    ck_assert_uint_eq(fisc_report_undecided_count(part), count - decided);
    check_controls(part, whole);
    return decided;
}

/* The formats say it, and nothing compares it. */
static void
check_marked(const struct fisc_report *part)
{
    struct fisc_write_options options = {.size = sizeof options,
                                         .language = FISC_LANGUAGE_EN,
                                         .details = -1};
    struct fisc_result_set *set = NULL;
    struct fisc_error error;
    size_t length;
    char *text = rig_json(part, &length);

    ck_assert_ptr_nonnull(strstr(text, "\"format\": \"libfisc-partial/1\",\n"
                                       "\"stopped\": {\"reason\": "
                                       "\"interrupted\", \"undecided\": "));
    ck_assert_int_eq(fisc_result_set_parse(rig_context, "part.json", text,
                                           length, &set, &error),
                     FISC_ERR_UNSUPPORTED);
    ck_assert_ptr_nonnull(strstr(error.message, "did not come to its end"));
    fisc_report_free_text(part, text, length);
    ck_assert_int_eq(fisc_result_set_from_report(part, &set, &error),
                     FISC_ERR_UNSUPPORTED);
    ck_assert_int_eq(fisc_report_write_text(part, &options, &text, &length,
                                            NULL), FISC_OK);
    ck_assert_int_eq(strncmp(text, "PARTIAL", 7), 0);
    ck_assert_ptr_nonnull(strstr(text, "none: the evaluation did not"));
    fisc_report_free_text(part, text, length);
    options.language = FISC_LANGUAGE_JA;
    ck_assert_int_eq(fisc_report_write_text(part, &options, &text, &length,
                                            NULL), FISC_OK);
    ck_assert_int_eq(strncmp(text, "途中まで", strlen("途中まで")), 0);
    fisc_report_free_text(part, text, length);
}

START_TEST(part__has_what_was_decided_wherever_it_stops)
{
    struct work work;
    struct seen all = {0};
    struct fisc_report *whole, *part;
    size_t before = 0, parts = 0;

    begin(&work);
    work.options.partial = 1;
    work.options.progress = note;
    work.options.progress_data = &all;
    ck_assert_int_eq(evaluate(&work, &whole), FISC_OK);
    ck_assert_int_eq(fisc_report_stopped(whole), FISC_OK);
    ck_assert_uint_eq(fisc_report_undecided_count(whole), 0);
    for (size_t at = 1; at <= all.calls; at++) {
        struct seen seen = {.stop_at = at};
        enum fisc_status status;
        size_t decided;

        work.options.progress_data = &seen;
        status = evaluate(&work, &part);
        if (status) { /* before there were rows */
            ck_assert_int_eq(status, FISC_ERR_INTERRUPTED);
            ck_assert_uint_eq(parts, 0);
            continue;
        }
        ck_assert_int_eq(fisc_report_stopped(part), FISC_ERR_INTERRUPTED);
        decided = check_part(part, whole);
        if (decided > before)
            parts++;
        before = decided;
        if (at == all.calls / 2)
            check_marked(part);
        fisc_report_unref(part);
    }
    ck_assert_uint_ge(parts, 5);
    fisc_report_unref(whole);
    end(&work);
}
END_TEST

/* Without the description of who answers, nothing is said of what it answers. */
START_TEST(part__waits_for_a_joined_description)
{
    struct work work;
    struct seen seen = {.stop_at = 4};
    struct fisc_report *part;

    begin(&work);
    work.options.partial = 1;
    ck_assert_int_eq(evaluate(&work, &part), FISC_OK);
    ck_assert_str_eq(rig_row(part, "p.5.customer@bank"), "pass met inherited");
    ck_assert_str_eq(rig_row(part, "p.6.customer@bank"), "pass met inherited");
    fisc_report_unref(part);
    work.options.progress = note;
    work.options.progress_data = &seen;
    ck_assert_int_eq(evaluate(&work, &part), FISC_OK);
    ck_assert_int_eq(fisc_report_stopped(part), FISC_ERR_INTERRUPTED);
    ck_assert_str_eq(rig_row(part, "p.4.customer@bank"), "pass met direct");
    ck_assert_str_eq(rig_row(part, "p.5.customer@bank"), "notchecked stopped");
    ck_assert_str_eq(rig_row(part, "p.6.customer@bank"), "notchecked stopped");
    ck_assert_str_eq(rig_row(part, "p.9000.customer@bank"),
                     "notchecked stopped");
    fisc_report_unref(part);
    end(&work);
}
END_TEST

/* ---- short memory --------------------------------------------------------*/

static const char small_facts[] =
    "{\"format\": \"libfisc-system/1\", \"id\": \"s\", " PARTIES ", "
    "\"on\": true, \"applies\": true, \"tested\": \"2026-01-01\", \"open\": 0, "
    "\"rooms\": [{\"id\": \"a\", \"locked\": true, \"keys\": 2}]}";

/*
 * Evaluates with the n-th allocation failing: an error, a part, or the whole.
 * Returns false when nothing failed.
 */
static bool
try_short(struct failing *ours, struct fisc_evaluator *evaluator,
          struct fisc_system *system, const struct fisc_report *whole,
          size_t at, size_t *parts)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report = NULL;
    enum fisc_status status;
    bool failed;

    options.partial = 1;
    ours->calls = 0;
    ours->fail_at = at;
    status = fisc_eval(evaluator, system, &options, &report, NULL);
    failed = ours->calls >= at;
    ours->fail_at = 0;
    ck_assert(status == FISC_OK || (failed && status == FISC_ERR_NOMEM));
    if (report && fisc_report_stopped(report)) {
        ck_assert_int_eq(fisc_report_stopped(report), FISC_ERR_NOMEM);
        check_part(report, whole);
        ++*parts;
    } else if (report)
        ck_assert_uint_eq(fisc_report_undecided_count(report), 0);
    fisc_report_unref(report);
    return failed;
}

START_TEST(part__is_what_fits_where_memory_is_short)
{
    struct failing ours = {.from_then_on = _i};
    struct fisc_context_options limits = {.size = sizeof limits,
                                          .alloc = failing_alloc,
                                          .alloc_data = &ours,
                                          .check_steps = 200000,
                                          .check_memory = 2 << 20};
    struct fisc_context *context;
    struct fisc_policy *policy;
    struct fisc_system *system;
    struct fisc_report *whole;
    size_t parts = 0, at = 1;
    bool failed = true;

    ck_assert_int_eq(fisc_context_new(&limits, &context, NULL), FISC_OK);
    policy = rig_load_policy(context, "tests/data/evaluate/policy");
    ck_assert_int_eq(fisc_system_parse(context, "s", small_facts,
                                       sizeof small_facts - 1,
                                       FISC_SYSTEM_AUTO, &system, NULL),
                     FISC_OK);
    whole = rig_eval(policy, system, NULL);
    for (; failed; at += at < 60 ? 1 : 1 + at / 40) {
        struct fisc_evaluator *evaluator;

        ck_assert_int_eq(fisc_evaluator_new(policy, &evaluator, NULL), 0);
        failed = try_short(&ours, evaluator, system, whole, at, &parts);
        fisc_evaluator_free(evaluator);
    }
    ck_assert_uint_ge(parts, 10);
    fisc_report_unref(whole);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
    ck_assert_uint_eq(ours.blocks, 0);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("partial");

    tcase_add_test(tests, progress__goes_from_none_to_all);
    tcase_add_test(tests, progress__stops_at_every_call);
    tcase_add_test(tests, part__has_what_was_decided_wherever_it_stops);
    tcase_add_test(tests, part__waits_for_a_joined_description);
    tcase_add_loop_test(tests, part__is_what_fits_where_memory_is_short, 0, 2);
    return rig_main(tests);
}
