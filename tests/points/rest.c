/* SPDX-License-Identifier: MIT */
/* Calls of public functions, each tried by POINTS() where it can fail. */

#include "points/rest.h"

#include <check.h>
#include <string.h>

#include "fuzz/walk.h"
#include "points/points.h"

static void
say(const char *text)
{
    fuzz_string(text);
}

/* ---- catalogs and policies -----------------------------------------------*/

void
rest_catalog(struct fisc_catalog *catalog)
{
    struct fisc_group_info group = {.size = sizeof group};
    struct fisc_resource_info resource = {.size = sizeof resource};
    size_t found;

    say(fisc_catalog_name(catalog));
    say(fisc_catalog_uuid(catalog));
    say(fisc_catalog_version(catalog));
    say(fisc_catalog_title(catalog, fisc_catalog_language(catalog)));
    for (size_t i = 0; i < fisc_catalog_group_count(catalog); i++)
        POINTS_BARE(fisc_catalog_group(catalog, i, &group));
    for (size_t i = 0; i < fisc_catalog_resource_count(catalog); i++)
        POINTS_BARE(fisc_catalog_resource(catalog, i, &resource));
    POINTS_BARE(fisc_catalog_find_control(catalog, " \xe8\xa8\xad\xef\xbc\x91",
                                          &found));
    POINTS_BARE(fisc_catalog_next_labelled(catalog, "\xe8\xa8\xad 2", 0,
                                           &found));
    POINTS_BARE(fisc_catalog_find_clause(catalog, "t.1.customer", &found));
    POINTS_BARE(fisc_catalog_find_param(catalog, "t.limit", &found));
}

void
rest_policy(struct fisc_policy *policy)
{
    struct fisc_policy *same = fisc_policy_ref(policy);
    size_t found;

    POINTS_BARE(fisc_policy_find_control(policy, "\xe8\xa8\xad 1", &found));
    fisc_policy_unref(same);
}

/* ---- descriptions --------------------------------------------------------*/

static void
build_facts(struct fisc_builder *b)
{
    static const char *const items[] = {"a", "b"};
    static const struct fisc_about about = {
        .size = sizeof about, .date = "2026-01-01", .source = "by hand"};
    static const struct fisc_value added = {
        .size = sizeof added, .type = FISC_VALUE_STRING, .string = "c"};
    fisc_date day;

    POINTS_BARE(fisc_date_parse("2026-02-03", &day));
    POINTS(fisc_builder_title(b, FISC_LANGUAGE_JA, "\xe7\xb3\xbb", &error));
    POINTS(fisc_builder_place(b, "facts.csv", 3, 1, &error));
    POINTS(fisc_builder_boolean(b, "on", 1, &error));
    POINTS(fisc_builder_about(b, "on", &about, &error));
    POINTS(fisc_builder_integer(b, "n", -3, &error));
    POINTS(fisc_builder_decimal(b, "w", 0.25, &error));
    POINTS(fisc_builder_string(b, "s", "text", &error));
    POINTS(fisc_builder_date(b, "tested", day, &error));
    POINTS(fisc_builder_unknown(b, "u", "asked", &error));
    POINTS(fisc_builder_set(b, "kinds", items, 2, 1, &error));
    POINTS(fisc_builder_add(b, "kinds", &added, &error));
    POINTS(fisc_builder_list(b, "rooms", 1, &error));
    POINTS(fisc_builder_record(b, "rooms[a]", &error));
    POINTS(fisc_builder_enter(b, "rooms[b]", &error));
    POINTS(fisc_builder_boolean(b, "locked", 0, &error));
    fisc_builder_leave(b);
}

struct fisc_system *
rest_build(struct fisc_context *context)
{
    struct fisc_builder *builder;
    struct fisc_system *system, *same;

    POINTS_MAKE(builder, fisc_builder_new(context, "s", &builder, &error));
    build_facts(builder);
    POINTS_MAKE(system, fisc_builder_finish(builder, &system, &error));
    fisc_builder_free(builder);
    same = fisc_system_ref(system);
    fisc_system_unref(same);
    return system;
}

void
rest_join(struct fisc_system *customer, struct fisc_system *provider)
{
    struct fisc_join_entry entry = {.size = sizeof entry};
    struct fisc_join *join;

    POINTS_MAKE(join, fisc_join_new(customer, provider, "aws", &join, &error));
    ck_assert_uint_gt(fisc_join_count(join), 0);
    for (size_t i = 0; i < fisc_join_count(join); i++) {
        POINTS_BARE(fisc_join_entry(join, i, &entry));
        say(fisc_join_kind_name(entry.kind));
        say(entry.text);
    }
    fisc_join_free(join);
}

void
rest_change(struct fisc_system *system)
{
    static const char *const items[] = {"x", "y"};
    static const struct fisc_about about = {.size = sizeof about,
                                            .source = "later"};
    static const struct fisc_change changes[] = {
        {.size = sizeof changes[0], .kind = FISC_CHANGE_BOOLEAN, .path = "on",
         .integer = 1, .about = &about},
        {.size = sizeof changes[0], .kind = FISC_CHANGE_JSON,
         .path = "rooms[c]", .string = "{\"keys\": 3, \"locked\": true}"},
        {.size = sizeof changes[0], .kind = FISC_CHANGE_CLEAR,
         .path = "rooms[a]"},
        {.size = sizeof changes[0], .kind = FISC_CHANGE_SET, .path = "kinds",
         .items = items, .count = 2},
        {.size = sizeof changes[0], .kind = FISC_CHANGE_ADD, .path = "kinds",
         .string = "z"},
        {.size = sizeof changes[0], .kind = FISC_CHANGE_STRING,
         .path = "new.text", .string = "said"},
    };
    char digest[65];
    struct fisc_system *changed;

    strcpy(digest, fisc_system_digest(system));
    POINTS_MAKE(changed,
                fisc_system_change(system, changes,
                                   sizeof changes / sizeof changes[0],
                                   &changed, &error));
    ck_assert_str_eq(fisc_system_digest(system), digest);
    fuzz_walk_system(changed);
    fisc_system_unref(changed);
}

/* ---- reports -------------------------------------------------------------*/

/* What was written; a call that failed has written a part. */
static struct {
    char text[65536];
    size_t length;
} sink;

static int
take(void *data, const char *text, size_t length)
{
    (void)data;
    ck_assert_uint_le(sink.length + length, sizeof sink.text);
    memcpy(sink.text + sink.length, text, length);
    sink.length += length;
    return 0;
}

static void
rest_explanation(const struct fisc_explanation *why)
{
    for (size_t i = 0; i < fisc_explanation_label_count(why); i++) {
        say(fisc_explanation_label(why, i));
        say(fisc_explanation_label_title(why, i, FISC_LANGUAGE_EN));
    }
    for (size_t i = 0; i < fisc_explanation_detail_count(why); i++) {
        struct fisc_detail detail = {.size = sizeof detail};

        POINTS_BARE(fisc_explanation_detail(why, i, &detail));
        say(detail.value);
    }
    ck_assert_int_ge(fisc_explanation_deciding_minimal(why), 0);
}

void
rest_questions(const struct fisc_report *report)
{
    struct fisc_question question = {.size = sizeof question};
    struct fisc_questions *questions;
    size_t row;

    POINTS_MAKE(questions, fisc_report_questions(report, &questions, &error));
    ck_assert_uint_gt(fisc_questions_count(questions), 0);
    ck_assert_uint_gt(fisc_questions_open(questions), 0);
    for (size_t i = 0; i < fisc_questions_count(questions); i++) {
        POINTS_BARE(fisc_questions_get(questions, i, &question));
        say(question.path);
        for (size_t j = 0; j < question.row_count; j++)
            POINTS_BARE(fisc_questions_row(questions, i, j, &row));
    }
    fisc_questions_free(questions);
}

void
rest_evaluator_change(struct fisc_evaluator *evaluator)
{
    static const struct fisc_change changes[] = {
        {.size = sizeof changes[0], .kind = FISC_CHANGE_BOOLEAN, .path = "on"},
        {.size = sizeof changes[0], .kind = FISC_CHANGE_CLEAR,
         .path = "rooms[a]"},
    };
    struct fisc_moved moved = {.size = sizeof moved};
    struct fisc_report *report;

    POINTS(fisc_evaluator_change(evaluator, changes, 2, &error));
    ck_assert_uint_gt(fisc_evaluator_moved_count(evaluator), 0);
    for (size_t i = 0; i < fisc_evaluator_moved_count(evaluator); i++) {
        POINTS_BARE(fisc_evaluator_moved(evaluator, i, &moved));
        say(moved.clause);
    }
    POINTS_MAKE(report, fisc_evaluator_report(evaluator, &report, &error));
    POINTS((sink.length = 0,
            fisc_report_write(report, NULL, take, NULL, &error)));
    points_say(sink.text, sink.length);
    fisc_report_unref(report);
}

void
rest_report(struct fisc_report *report)
{
    size_t counts[FISC_RESULT_COUNT], count = fisc_report_result_count(report);
    struct fisc_result_info row = {.size = sizeof row};
    struct fisc_report *same = fisc_report_ref(report);
    size_t found;

    ck_assert_int_eq(fisc_report_stopped(report), FISC_OK);
    ck_assert_uint_eq(fisc_report_undecided_count(report), 0);
    ck_assert_int_gt(fisc_report_as_of(report), 0);
    say(fisc_report_policy_digest(report));
    say(fisc_report_system_digest(report));
    say(fisc_report_system_id(report));
    say(fisc_report_system_title(report, FISC_LANGUAGE_JA));
    say(fisc_policy_id(fisc_report_policy(report)));
    fisc_report_coverage(report, -1, -1, NULL, counts, FISC_RESULT_COUNT);
    points_say(counts, sizeof counts);
    for (size_t i = 0; i < count; i++) {
        struct fisc_explanation *why;

        POINTS_BARE(fisc_report_result(report, i, &row));
        POINTS_BARE(fisc_report_find(report, row.key, &found));
        ck_assert_uint_eq(found, i);
        POINTS_MAKE(why, fisc_report_explain(report, i, &why, &error));
        rest_explanation(why);
        fisc_explanation_free(why);
    }
    POINTS((sink.length = 0,
            fisc_report_write(report, NULL, take, NULL, &error)));
    points_say(sink.text, sink.length);
    fisc_report_unref(same);
}

/* ---- results and diffs ---------------------------------------------------*/

/* Through its JSON, from memory. */
static struct fisc_result_set *
read_again(struct fisc_context *context, const struct fisc_report *report)
{
    struct fisc_write_options options = {.size = sizeof options,
                                         .format = FISC_FORMAT_JSON};
    struct fisc_result_set *set;

    points_pause();
    sink.length = 0;
    POINTS(fisc_report_write(report, &options, take, NULL, &error));
    points_resume();
    POINTS_MAKE(set, fisc_result_set_parse(context, "r.json", sink.text,
                                           sink.length, &set, &error));
    return set;
}

static void
rest_set(struct fisc_result_set *set)
{
    struct fisc_result_set *same = fisc_result_set_ref(set);

    fuzz_walk_results(set);
    ck_assert(fisc_result_set_is_whole(set));
    ck_assert_int_gt(fisc_result_set_as_of(set), 0);
    for (size_t i = 0; i < fisc_result_set_count(set); i++)
        ck_assert_int_ge(fisc_result_set_deciding_minimal(set, i), 0);
    fisc_result_set_unref(same);
}

static void
say_diff(const struct fisc_diff *diff, enum fisc_diff_format format,
         const struct fisc_diff_state *state)
{
    struct fisc_diff_options options = {
        .size = sizeof options, .format = format, .state = state};
    char *text;
    size_t length;

    POINTS_MAKE(text, fisc_diff_write_text(diff, &options, &text, &length,
                                           &error));
    points_say(text, length);
    fisc_diff_free_text(diff, text, length);
    POINTS((sink.length = 0,
            fisc_diff_write(diff, &options, take, NULL, &error)));
    points_say(sink.text, sink.length);
}

/* What the diff's events are, read as what has been told. */
static void
rest_state(struct fisc_context *context, const struct fisc_diff *diff)
{
    struct fisc_diff_state *state;

    say_diff(diff, FISC_DIFF_FORMAT_EVENTS, NULL);
    POINTS_MAKE(state, fisc_diff_state_parse(context, "told", sink.text,
                                             sink.length, &state, &error));
    ck_assert_uint_gt(fisc_diff_state_open_count(state), 0);
    say_diff(diff, FISC_DIFF_FORMAT_EVENTS, state);
    fisc_diff_state_free(state);
}

static void
compare(struct fisc_context *context, struct fisc_result_set *before,
        struct fisc_result_set *after)
{
    struct fisc_diff *diff, *same;

    POINTS_MAKE(diff, fisc_diff_new(before, after, &diff, &error));
    same = fisc_diff_ref(diff);
    fuzz_walk_diff(diff);
    ck_assert_ptr_eq(fisc_diff_before(diff), before);
    ck_assert_ptr_eq(fisc_diff_after(diff), after);
    ck_assert_uint_ne(fisc_diff_cause(diff), 0);
    ck_assert_uint_le(fisc_diff_worse_count(diff),
                      fisc_diff_entry_count(diff));
    say(fisc_diff_kind_name(FISC_DIFF_CHANGED));
    say_diff(diff, FISC_DIFF_FORMAT_TEXT, NULL);
    say_diff(diff, FISC_DIFF_FORMAT_JSON, NULL);
    rest_state(context, diff);
    fisc_diff_unref(same);
    fisc_diff_unref(diff);
}

void
rest_diff(struct fisc_context *context, const struct fisc_report *before,
          const struct fisc_report *after)
{
    struct fisc_result_set *sets[2];

    sets[0] = read_again(context, before);
    POINTS_MAKE(sets[1], fisc_result_set_from_report(after, &sets[1],
                                                     &error));
    rest_set(sets[0]);
    rest_set(sets[1]);
    compare(context, sets[0], sets[1]);
    fisc_result_set_unref(sets[0]);
    fisc_result_set_unref(sets[1]);
}

void
rest_files(struct fisc_context *context, const char *results,
           const char *events)
{
    struct fisc_result_set *set;
    struct fisc_diff_state *state;

    POINTS_MAKE(set, fisc_result_set_load(context, results, &set, &error));
    fisc_result_set_unref(set);
    POINTS_MAKE(state, fisc_diff_state_load(context, events, &state, &error));
    fisc_diff_state_free(state);
}

/* ---- forecasts -----------------------------------------------------------*/

static void
say_forecast(const struct fisc_forecast *forecast,
             enum fisc_forecast_format format)
{
    struct fisc_forecast_write_options options = {.size = sizeof options,
                                                  .format = format};
    char *text;
    size_t length;

    POINTS_MAKE(text, fisc_forecast_write_text(forecast, &options, &text,
                                               &length, &error));
    points_say(text, length);
    fisc_forecast_free_text(forecast, text, length);
    POINTS((sink.length = 0,
            fisc_forecast_write(forecast, &options, take, NULL, &error)));
    points_say(sink.text, sink.length);
}

static void
rest_changes(const struct fisc_forecast *forecast)
{
    struct fisc_forecast_event event = {.size = sizeof event};
    struct fisc_forecast_change change = {.size = sizeof change};
    struct fisc_forecast_cause cause = {.size = sizeof cause};

    for (size_t i = 0; i < fisc_forecast_event_count(forecast); i++)
        POINTS_BARE(fisc_forecast_event(forecast, i, &event));
    ck_assert_uint_gt(fisc_forecast_change_count(forecast), 0);
    for (size_t i = 0; i < fisc_forecast_change_count(forecast); i++) {
        POINTS_BARE(fisc_forecast_change(forecast, i, &change));
        say(change.key);
        for (size_t j = 0; j < change.cause_count; j++) {
            POINTS_BARE(fisc_forecast_cause(forecast, i, j, &cause));
            say(fisc_forecast_kind_name(cause.kind));
        }
    }
}

void
rest_forecast(struct fisc_evaluator *evaluator, struct fisc_system *system,
              const struct fisc_eval_options *like)
{
    struct fisc_forecast_options options = {
        .size = sizeof options,
        .joined = like->joined,
        .joined_count = like->joined_count,
        .allow_unknown_paths = like->allow_unknown_paths};
    struct fisc_forecast *forecast, *same;

    /* A few days around one on which evidence ends. */
    options.from = like->as_of + 90;
    POINTS_BARE(fisc_date_add(options.from, "6d", 1, &options.until));
    POINTS_MAKE(forecast, fisc_forecast_new(evaluator, system, &options,
                                            &forecast, &error));
    same = fisc_forecast_ref(forecast);
    ck_assert_int_eq(fisc_forecast_until(forecast), options.until);
    ck_assert_ptr_nonnull(fisc_forecast_report(forecast));
    rest_changes(forecast);
    say_forecast(forecast, FISC_FORECAST_FORMAT_TEXT);
    say_forecast(forecast, FISC_FORECAST_FORMAT_JSON);
    say_forecast(forecast, FISC_FORECAST_FORMAT_ICALENDAR);
    fisc_forecast_unref(same);
    fisc_forecast_unref(forecast);
}

/* ---- plans ---------------------------------------------------------------*/

static void
say_plan(const struct fisc_plan *plan, enum fisc_plan_format format)
{
    struct fisc_plan_write_options options = {.size = sizeof options,
                                              .format = format,
                                              .details = 1};
    char *text;
    size_t length;

    POINTS_MAKE(text, fisc_plan_write_text(plan, &options, &text, &length,
                                           &error));
    points_say(text, length);
    fisc_plan_free_text(plan, text, length);
    POINTS((sink.length = 0,
            fisc_plan_write(plan, &options, take, NULL, &error)));
    points_say(sink.text, sink.length);
}

static void
rest_sets(const struct fisc_plan *plan, size_t index)
{
    struct fisc_plan_row row = {.size = sizeof row};
    struct fisc_plan_set set = {.size = sizeof set};
    struct fisc_plan_change change = {.size = sizeof change};

    POINTS_BARE(fisc_plan_row(plan, index, &row));
    say(row.key);
    say(fisc_plan_state_name(row.state));
    for (size_t i = 0; i < row.set_count; i++) {
        POINTS_BARE(fisc_plan_set(plan, index, i, &set));
        say(fisc_plan_label_name(set.label));
        for (size_t j = 0; j < set.change_count; j++) {
            POINTS_BARE(fisc_plan_change(plan, index, i, j, &change));
            say(fisc_plan_kind_name(change.kind));
            say(change.path);
        }
    }
}

void
rest_plan(struct fisc_evaluator *evaluator, struct fisc_report *report)
{
    struct fisc_plan_entry entry = {.size = sizeof entry};
    struct fisc_plan *plan;

    POINTS_MAKE(plan, fisc_plan_new(evaluator, report, NULL, &plan, &error));
    ck_assert_uint_gt(fisc_plan_row_count(plan), 0);
    ck_assert_uint_le(fisc_plan_remaining(plan), fisc_plan_row_count(plan));
    for (size_t i = 0; i < fisc_plan_row_count(plan); i++)
        rest_sets(plan, i);
    for (size_t i = 0; i < fisc_plan_entry_count(plan); i++) {
        POINTS_BARE(fisc_plan_entry(plan, i, &entry));
        ck_assert(entry.row_count == 0 ||
                  fisc_plan_entry_row(plan, i, 0) != FISC_PLAN_NONE);
    }
    say_plan(plan, FISC_PLAN_FORMAT_TEXT);
    say_plan(plan, FISC_PLAN_FORMAT_JSON);
    fisc_plan_free(plan);
}

/* ---- names ---------------------------------------------------------------*/

void
rest_names(void)
{
    struct fisc_context *context, *same;
    struct fisc_error error = {.status = FISC_ERR_NOMEM, .message = "m"};
    enum fisc_role role;
    enum fisc_level level;
    char text[1100], day[11];

    say(fisc_version());
    fisc_version_details(text, sizeof text);
    say(fisc_status_name(FISC_ERR_LIMIT));
    fisc_error_format(&error, text, sizeof text);
    fisc_date_format(0, day);
    say(fisc_fact_type_name(FISC_FACT_SET));
    say(fisc_result_name(FISC_RESULT_FAIL));
    say(fisc_role_name(FISC_ROLE_SUPPLIER));
    say(fisc_level_name(FISC_LEVEL_MAY));
    ck_assert_int_eq(fisc_role_find("provider", &role), FISC_OK);
    ck_assert_int_eq(fisc_level_find("may", &level), FISC_OK);
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    same = fisc_context_ref(context);
    fisc_context_unref(same);
    fisc_context_unref(context);
}
