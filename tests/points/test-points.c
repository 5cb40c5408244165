/* SPDX-License-Identifier: MIT */
/*
 * Every public function while memory is short: each allocation fails once and
 * from then on, Lua's and libxml2's among them, on inputs under 4 kB, and some
 * of them on what is shipped.
 */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/walk.h"
#include "points/points.h"
#include "points/rest.h"
#include "support/run.h"

/* ---- what fuzz/walk.c asks for -------------------------------------------*/

void
fuzz_fails(const char *file, int line, const char *what)
{
    ck_abort_msg("%s:%d: does not hold: %s", file, line, what);
}

enum fisc_status
fuzz_error(enum fisc_status status, const struct fisc_error *error)
{
    if (status != error->status || !error->message[0])
        ck_abort_msg("status %d without an error", (int)status);
    return status;
}

void
fuzz_string(const char *text)
{
    if (!text)
        ck_abort_msg("a string that isn't there");
    points_say(text, strlen(text));
}

/* ---- inputs --------------------------------------------------------------*/

static const char *const inputs[] = {
    "tests/data/points/policy", "tests/data/points/policy/catalog.xml",
    "tests/data/points/system.json", "tests/data/points/system.xml",
    "tests/data/report/only.json", "tests/data/diff/events.jsonl",
    "policies/fisc8-cloud", "policies/fisc8/examples/internet-banking.json",
    "policies/fisc8/examples/aws-provider.json"};
enum {
    POLICY, CATALOG, SYSTEM, PROVIDER, RESULTS, EVENTS, SHIPPED,
    SHIPPED_SYSTEM, SHIPPED_PROVIDER, INPUTS
};

static char *paths[INPUTS];
static char *texts[INPUTS]; /* of files only */
static size_t lengths[INPUTS];

static void
setup(void)
{
    for (int i = 0; i < INPUTS; i++) {
        paths[i] = source_path(inputs[i]);
        if (i >= CATALOG && i <= PROVIDER)
            texts[i] = read_text(paths[i], &lengths[i]);
    }
}

static void
teardown(void)
{
    for (int i = 0; i < INPUTS; i++) {
        free(paths[i]);
        free(texts[i]);
        texts[i] = NULL;
    }
}

/* ---- makers --------------------------------------------------------------*/

static struct fisc_policy *
load_policy(struct fisc_context *context, const char *path)
{
    struct fisc_source source = {.size = sizeof source, .name = path};
    struct fisc_policy *policy;

    POINTS_MAKE(policy, fisc_policy_load(context, &source, 1, &policy,
                                         &error));
    return policy;
}

static struct fisc_system *
load_system(struct fisc_context *context, int input)
{
    struct fisc_system *system;

    POINTS_MAKE(system, fisc_system_load(context, paths[input],
                                         FISC_SYSTEM_AUTO, &system, &error));
    return system;
}

/* What the evaluation tests rest on, made without a failure. */
struct stage {
    struct fisc_policy *policy;
    struct fisc_system *system;
    struct fisc_system *provider;
    struct fisc_joined joined;
    struct fisc_eval_options options;
};

static void
stage_open(struct stage *stage, struct fisc_context *context, int policy)
{
    int system = policy == POLICY ? SYSTEM : SHIPPED_SYSTEM;

    points_pause();
    stage->policy = load_policy(context, paths[policy]);
    stage->system = load_system(context, system);
    stage->provider = load_system(context, system + 1);
    stage->joined = (struct fisc_joined){.size = sizeof stage->joined,
                                         .party = "aws",
                                         .system = stage->provider};
    stage->options = (struct fisc_eval_options){
        .size = sizeof stage->options,
        .joined = &stage->joined,
        .joined_count = 1,
        .allow_unknown_paths = 1};
    ck_assert_int_eq((fisc_date_parse)("2026-06-30", &stage->options.as_of),
                     FISC_OK);
    points_resume();
}

static void
stage_close(struct stage *stage)
{
    fisc_policy_unref(stage->policy);
    fisc_system_unref(stage->system);
    fisc_system_unref(stage->provider);
}

static void
say_report(const struct fisc_report *report, enum fisc_format format)
{
    struct fisc_write_options options = {.size = sizeof options,
                                         .format = format};
    char *text;
    size_t length;

    POINTS_MAKE(text, fisc_report_write_text(report, &options, &text, &length,
                                             &error));
    points_say(text, length);
    fisc_report_free_text(report, text, length);
}

static struct fisc_report *
evaluate(struct fisc_evaluator *evaluator, const struct stage *stage)
{
    struct fisc_report *report;

    POINTS_MAKE(report, fisc_eval(evaluator, stage->system, &stage->options,
                                  &report, &error));
    return report;
}

/* ---- the work ------------------------------------------------------------*/

static void
do_catalog(struct fisc_context *context)
{
    struct fisc_catalog *catalog, *same;

    POINTS_MAKE(catalog, fisc_catalog_parse(context, "c", texts[CATALOG],
                                            lengths[CATALOG], &catalog,
                                            &error));
    fuzz_walk_catalog(catalog);
    rest_catalog(catalog);
    same = fisc_catalog_ref(catalog);
    fisc_catalog_unref(catalog);
    fisc_catalog_unref(same);
    POINTS_MAKE(catalog, fisc_catalog_load(context, paths[CATALOG], &catalog,
                                           &error));
    fisc_catalog_unref(catalog);
}

/* More than libxml2 takes room for before it knows how much there is. */
static void
do_long_catalog(struct fisc_context *context)
{
    enum { BLANKS = 10000 };
    size_t length = lengths[CATALOG] + BLANKS;
    char *text = malloc(length);
    struct fisc_catalog *catalog;

    ck_assert_ptr_nonnull(text);
    memcpy(text, texts[CATALOG], lengths[CATALOG]);
    memset(text + lengths[CATALOG], ' ', BLANKS);
    POINTS_MAKE(catalog, fisc_catalog_parse(context, "c", text, length,
                                            &catalog, &error));
    fisc_catalog_unref(catalog);
    free(text);
}

static void
do_policy(struct fisc_context *context)
{
    struct fisc_policy *policy = load_policy(context, paths[POLICY]);

    fuzz_walk_policy(policy);
    rest_policy(policy);
    fisc_policy_unref(policy);
}

static void
do_try(struct fisc_context *context)
{
    static const char text[] = "return function (ctx) return ctx.get 'on' end";
    struct fisc_source check = {.size = sizeof check, .name = "a.lua",
                                .data = text, .length = sizeof text - 1};
    struct fisc_source beside = {.size = sizeof beside,
                                 .name = paths[POLICY]};
    struct fisc_policy *policy;

    POINTS_MAKE(policy, fisc_policy_load_try(context, &check, &beside, 1,
                                             &policy, &error));
    fuzz_walk_policy(policy);
    fisc_policy_unref(policy);
}

static void
do_system(struct fisc_context *context)
{
    for (int i = SYSTEM; i <= PROVIDER; i++) {
        struct fisc_system *system;

        POINTS_MAKE(system, fisc_system_parse(context, "s", texts[i],
                                              lengths[i], FISC_SYSTEM_AUTO,
                                              &system, &error));
        fuzz_walk_system(system);
        fisc_system_unref(system);
        system = load_system(context, i);
        fisc_system_unref(system);
    }
}

static void
do_builder(struct fisc_context *context)
{
    struct fisc_system *system = rest_build(context);

    fuzz_walk_system(system);
    fisc_system_unref(system);
}

static void
do_join_and_change(struct fisc_context *context)
{
    struct stage stage;

    stage_open(&stage, context, POLICY);
    rest_join(stage.system, stage.provider);
    rest_change(stage.system);
    stage_close(&stage);
}

static void
do_evaluate(struct fisc_context *context)
{
    struct fisc_evaluator *evaluator;
    struct fisc_report *report;
    struct stage stage;

    stage_open(&stage, context, POLICY);
    POINTS_MAKE(evaluator, fisc_evaluator_new(stage.policy, &evaluator,
                                              &error));
    fisc_evaluator_interrupt(evaluator);
    fisc_evaluator_clear_interrupt(evaluator);
    report = evaluate(evaluator, &stage);
    POINTS_BARE(fuzz_walk_report(report));
    rest_report(report);
    fisc_report_unref(report);
    /* With what the last one left in the evaluator. */
    report = evaluate(evaluator, &stage);
    say_report(report, FISC_FORMAT_JSON);
    say_report(report, FISC_FORMAT_TEXT);
    rest_questions(report);
    rest_evaluator_change(evaluator);
    fisc_evaluator_free(evaluator);
    fisc_report_unref(report);
    stage_close(&stage);
}

static void
do_diff(struct fisc_context *context)
{
    struct fisc_evaluator *evaluator;
    struct fisc_report *reports[2];
    struct stage stage;

    stage_open(&stage, context, POLICY);
    points_pause();
    POINTS_MAKE(evaluator, fisc_evaluator_new(stage.policy, &evaluator,
                                              &error));
    for (int i = 0; i < 2; i++, stage.options.as_of += 400)
        reports[i] = evaluate(evaluator, &stage);
    points_resume();
    rest_diff(context, reports[0], reports[1]);
    for (int i = 0; i < 2; i++)
        fisc_report_unref(reports[i]);
    fisc_evaluator_free(evaluator);
    stage_close(&stage);
}

static void
do_files(struct fisc_context *context)
{
    rest_files(context, paths[RESULTS], paths[EVENTS]);
}

static void
do_forecast(struct fisc_context *context)
{
    struct fisc_evaluator *evaluator;
    struct stage stage;

    stage_open(&stage, context, POLICY);
    points_pause();
    POINTS_MAKE(evaluator, fisc_evaluator_new(stage.policy, &evaluator,
                                              &error));
    points_resume();
    rest_forecast(evaluator, stage.system, &stage.options);
    fisc_evaluator_free(evaluator);
    stage_close(&stage);
}

static void
do_plan(struct fisc_context *context)
{
    struct fisc_evaluator *evaluator;
    struct fisc_report *report;
    struct stage stage;

    stage_open(&stage, context, POLICY);
    points_pause();
    POINTS_MAKE(evaluator, fisc_evaluator_new(stage.policy, &evaluator,
                                              &error));
    report = evaluate(evaluator, &stage);
    points_resume();
    rest_plan(evaluator, report);
    fisc_report_unref(report);
    fisc_evaluator_free(evaluator);
    stage_close(&stage);
}

static void
do_shipped(struct fisc_context *context)
{
    struct fisc_policy *policy = load_policy(context, paths[SHIPPED]);

    points_say(fisc_policy_digest(policy), 64);
    points_say(fisc_policy_rules_digest(policy), 64);
    points_say(fisc_policy_params_digest(policy), 64);
    fisc_policy_unref(policy);
}

static void
do_shipped_evaluate(struct fisc_context *context)
{
    struct fisc_evaluator *evaluator;
    struct fisc_report *report;
    struct stage stage;

    stage_open(&stage, context, SHIPPED);
    POINTS_MAKE(evaluator, fisc_evaluator_new(stage.policy, &evaluator,
                                              &error));
    report = evaluate(evaluator, &stage);
    say_report(report, FISC_FORMAT_JSON);
    fisc_evaluator_free(evaluator);
    fisc_report_unref(report);
    stage_close(&stage);
}

static const struct {
    const char *name;
    void (*work)(struct fisc_context *context);
    size_t step;
} works[] = {
    {"catalogs", do_catalog, 1},
    {"a long catalog", do_long_catalog, 1},
    {"policies", do_policy, 1},
    {"a check tried out", do_try, 1},
    {"descriptions", do_system, 1},
    {"a description built", do_builder, 1},
    {"joins and changes", do_join_and_change, 1},
    {"evaluations", do_evaluate, 1},
    {"results and diffs", do_diff, 1},
    {"results and events in files", do_files, 1},
    {"forecasts", do_forecast, 1},
    {"plans", do_plan, 0},
    {"a shipped policy", do_shipped, 0},
    {"an evaluation under it", do_shipped_evaluate, 0},
};

enum { WORKS = sizeof works / sizeof works[0] };

static size_t points;

START_TEST(memory__is_short_at_every_point)
{
    struct points_tried tried = points_try(works[_i].name, works[_i].work,
                                           works[_i].step);

    for (int i = 0; i < POINTS_MODES; i++)
        points += tried.points[i];
    ck_assert_uint_gt(tried.failed, 0);
}
END_TEST

/* What the export map has, so that no function is forgotten. */
START_TEST(memory__was_short_in_every_function)
{
    rest_names();
    ck_assert_msg(points_missing()[0] == '\0',
                  "these are never called while memory is short; add them to "
                  "tests/points:%s", points_missing());
    printf("%zu points of failure tried in all\n", points);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("points");

    points_init();
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, memory__is_short_at_every_point, 0, WORKS);
    tcase_add_test(tests, memory__was_short_in_every_function);
    return run_case("points", tests);
}
