/* SPDX-License-Identifier: MIT */
/* Why a row has its result: rules 20 to 23, and the getters. */

#include <string.h>

#include "evaluate/rig.h"

#define ROOMS \
    ", \"rooms\": [{\"id\": \"a\", \"locked\": true, \"keys\": 1}, " \
    "{\"id\": \"b\", \"locked\": false, \"keys\": 2}]"

/* ---- decided -------------------------------------------------------------*/

static const struct {
    const char *facts;
    const char *key;
    const char *named;
} decided[] = {
    {PARTIES ", \"on\": true", "t.1.customer@bank", "on=true (true) wanted"},
    {PARTIES ", \"on\": false", "t.1.customer@bank", "on=false (true) wanted"},
    {PARTIES, "t.1.provider@gcp", "parties[gcp].on=false (true) wanted"},
    {PARTIES ", \"open\": 0", "t.1.should.customer@bank",
     "open=0 (= 0) wanted"},
    {PARTIES ", \"open\": 4", "t.1.should.customer@bank",
     "open=4 (= 0) wanted"},
    /* What does not apply rests on its condition. */
    {PARTIES ", \"applies\": false", "t.2.customer@bank",
     "applies=false () because"},
    /* The element that fails, and what made it count. */
    {PARTIES ROOMS, "t.1.1.customer@bank",
     "rooms[b].keys=2 () because; rooms[b].locked=false (true) wanted"},
};

START_TEST(decided__names_what_it_rests_on)
{
    struct fisc_report *report = rig_report(decided[_i].facts);
    struct fisc_explanation *explanation = rig_explain(report,
                                                       decided[_i].key);

    ck_assert_uint_eq(fisc_explanation_deciding_count(explanation), 0);
    ck_assert_int_eq(fisc_explanation_deciding_minimal(explanation), 1);
    ck_assert_uint_gt(fisc_explanation_fact_count(explanation), 0);
    ck_assert_str_eq(rig_facts(report, decided[_i].key), decided[_i].named);
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
}
END_TEST

START_TEST(fact__says_where_it_is_from)
{
    struct fisc_report *report = rig_report(
        PARTIES ",\n  \"on\": {\"value\": false, \"date\": \"2026-06-01\", "
        "\"source\": \"audit\", \"evidence\": \"e1\"}, \"evidence\": "
        "[{\"id\": \"e1\", \"kind\": \"report\"}]");
    struct fisc_explanation *explanation = rig_explain(report,
                                                       "t.1.customer@bank");
    struct fisc_fact_reference fact = {.size = sizeof fact};

    ck_assert_uint_eq(fisc_explanation_fact_count(explanation), 1);
    ck_assert_int_eq(fisc_explanation_fact(explanation, 0, &fact), FISC_OK);
    ck_assert_str_eq(fact.path, "on");
    ck_assert_str_eq(fact.value, "false");
    ck_assert_str_eq(fact.role, "wanted");
    ck_assert_str_eq(fact.source, "audit");
    ck_assert_str_eq(fact.evidence, "e1");
    ck_assert_str_eq(fact.date, "2026-06-01");
    ck_assert_str_eq(fact.file, "s.json");
    ck_assert_uint_eq(fact.line, 2);
    ck_assert_uint_gt(fact.column, 1);
    ck_assert_int_eq(fisc_explanation_fact(explanation, 1, &fact),
                     FISC_ERR_NOTFOUND);
    fact.size = 3;
    ck_assert_int_eq(fisc_explanation_fact(explanation, 0, &fact),
                     FISC_ERR_INVALID);
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
}
END_TEST

START_TEST(fact__without_more_has_empty_texts)
{
    struct fisc_report *report = rig_report(PARTIES ", \"on\": true");
    struct fisc_explanation *explanation = rig_explain(report,
                                                       "t.1.customer@bank");
    struct fisc_fact_reference fact = {.size = sizeof fact};

    ck_assert_int_eq(fisc_explanation_fact(explanation, 0, &fact), FISC_OK);
    ck_assert_str_eq(fact.source, "");
    ck_assert_str_eq(fact.evidence, "");
    ck_assert_str_eq(fact.date, "");
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
}
END_TEST

/* ---- unknown -------------------------------------------------------------*/

START_TEST(deciding__has_its_question_and_its_place)
{
    struct fisc_report *report = rig_report(
        PARTIES ",\n  \"on\": {\"value\": true, \"expires\": \"2026-06-29\"}");
    struct fisc_explanation *explanation = rig_explain(report,
                                                       "t.1.customer@bank");
    struct fisc_deciding fact = {.size = sizeof fact};

    ck_assert_uint_eq(fisc_explanation_fact_count(explanation), 0);
    ck_assert_uint_eq(fisc_explanation_deciding_count(explanation), 1);
    ck_assert_int_eq(fisc_explanation_deciding(explanation, 0, &fact),
                     FISC_OK);
    ck_assert_str_eq(fact.path, "on");
    ck_assert_str_eq(fact.state, "stale");
    ck_assert_str_eq(fact.candidate, "");
    ck_assert_str_eq(fact.question[FISC_LANGUAGE_JA], "onは？");
    ck_assert_str_eq(fact.question[FISC_LANGUAGE_EN], "what is on?");
    ck_assert_str_eq(fact.file, "s.json");
    ck_assert_uint_eq(fact.line, 2);
    ck_assert_int_eq(fisc_explanation_deciding(explanation, 1, &fact),
                     FISC_ERR_NOTFOUND);
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
}
END_TEST

START_TEST(deciding__names_all_that_would_settle_it)
{
    struct fisc_report *report = rig_report(PARTIES);

    ck_assert_str_eq(rig_deciding(report, "t.3.customer@bank"),
                     "importance absent; rooms absent; tested absent");
    ck_assert_str_eq(rig_deciding(report, "t.2.customer@bank"),
                     "applies absent; on absent");
    ck_assert_str_eq(rig_deciding(report, "t.3.limit.customer@bank"),
                     "open absent; param:limit unset");
    fisc_report_unref(report);
}
END_TEST

START_TEST(deciding__names_the_nearest_evidence)
{
    struct fisc_report *report = rig_report(
        PARTIES ", \"evidence\": [{\"id\": \"old\", \"kind\": \"report\", "
        "\"about\": [\"rooms\"], \"collected\": \"2024-01-01\", \"from\": "
        "\"none\", \"to\": \"none\", \"expires\": \"2025-01-01\", "
        "\"confirmed\": true}, {\"id\": \"new\", \"kind\": \"report\", "
        "\"about\": [\"rooms\"], \"collected\": \"2026-01-01\", \"from\": "
        "\"none\", \"to\": \"none\", \"expires\": \"2027-01-01\"}]");

    ck_assert_str_eq(rig_deciding(report, "t.3.evidence.customer@bank"),
                     "evidence(report,rooms) unconfirmed new");
    fisc_report_unref(report);
}
END_TEST

/* ---- labels, evidence, messages ------------------------------------------*/

START_TEST(labels__name_the_way_that_was_taken)
{
    struct fisc_report *report = rig_report(
        PARTIES ", \"rooms\": [{\"id\": \"a\", \"locked\": true}]");
    struct fisc_explanation *explanation = rig_explain(report,
                                                       "t.3.customer@bank");

    ck_assert_uint_eq(fisc_explanation_label_count(explanation), 1);
    ck_assert_str_eq(fisc_explanation_label(explanation, 0),
                     "alternative:locked");
    ck_assert_str_eq(fisc_explanation_label(explanation, 1), "");
    ck_assert_str_eq(fisc_explanation_label_title(explanation, 0,
                                                  FISC_LANGUAGE_JA),
                     "施錠した部屋");
    ck_assert_str_eq(fisc_explanation_label_title(explanation, 0,
                                                  FISC_LANGUAGE_EN),
                     "a room that is locked");
    ck_assert_str_eq(fisc_explanation_label_title(explanation, 1,
                                                  FISC_LANGUAGE_EN), "");
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
}
END_TEST

START_TEST(labels__are_written_with_what_they_are_called)
{
    static const char *const written[] = {
        [FISC_LANGUAGE_JA] = "代替措置: 施錠した部屋 (locked)",
        [FISC_LANGUAGE_EN] = "alternative: a room that is locked (locked)"};
    struct fisc_report *report = rig_report(
        PARTIES ", \"rooms\": [{\"id\": \"a\", \"locked\": true}]");
    struct fisc_write_options options = {.size = sizeof options, .details = 1};
    struct fisc_result_set *set = NULL;
    size_t length;
    char *text = rig_json(report, &length);

    ck_assert_ptr_nonnull(strstr(
        text, "\"labels\": [\"alternative:locked\"], \"label_titles\": "
              "[{\"ja\": \"施錠した部屋\", \"en\": \"a room that is "
              "locked\"}], \"message\""));
    ck_assert_int_eq(fisc_result_set_parse(rig_context, "r.json", text, length,
                                           &set, NULL), FISC_OK);
    fisc_result_set_unref(set);
    fisc_report_free_text(report, text, length);
    for (int i = 0; i < 2; i++) {
        options.language = (enum fisc_language)i;
        ck_assert_int_eq(fisc_report_write_text(report, &options, &text,
                                                &length, NULL), FISC_OK);
        ck_assert_ptr_nonnull(strstr(text, written[i]));
        fisc_report_free_text(report, text, length);
    }
    fisc_report_unref(report);
}
END_TEST

START_TEST(evidence__is_named_where_it_is_relied_on)
{
    struct fisc_report *report = rig_report(
        PARTIES ", \"evidence\": [{\"id\": \"e\", \"kind\": \"report\", "
        "\"about\": [\"rooms\"], \"collected\": \"2026-01-01\", \"from\": "
        "\"none\", \"to\": \"none\", \"expires\": \"2027-01-01\", "
        "\"confirmed\": {\"value\": true, \"by\": \"x\", \"at\": "
        "\"2026-01-02\"}}]");
    struct fisc_explanation *explanation =
        rig_explain(report, "t.3.evidence.customer@bank");

    ck_assert_str_eq(rig_row(report, "t.3.evidence.customer@bank"),
                     "pass met direct");
    ck_assert_uint_eq(fisc_explanation_evidence_count(explanation), 1);
    ck_assert_str_eq(fisc_explanation_evidence(explanation, 0), "e");
    ck_assert_str_eq(fisc_explanation_evidence(explanation, 1), "");
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
}
END_TEST

static const struct {
    const char *facts;
    const char *key;
    const char *ja;
    const char *en;
} messages[] = {
    /* The catalog's, where it fails. */
    {PARTIES ", \"on\": false", "t.1.customer@bank", "切れている。",
     "It is off."},
    {PARTIES ", \"on\": true", "t.1.customer@bank", "", ""},
    {PARTIES, "t.1.customer@bank", "", ""},
    /* A function's own. */
    {PARTIES ", \"rooms\": [{\"id\": \"a\", \"keys\": 12}]",
     "t.3.function.customer@bank", "鍵が多い", "too many keys"},
    {PARTIES ", \"rooms\": [{\"id\": \"a\", \"keys\": 0}]",
     "t.3.function.customer@bank", "鍵なし", "no keys"},
};

START_TEST(message__is_in_both_languages)
{
    struct fisc_report *report = rig_report(messages[_i].facts);
    struct fisc_explanation *explanation = rig_explain(report,
                                                       messages[_i].key);

    ck_assert_str_eq(fisc_explanation_message(explanation, FISC_LANGUAGE_JA),
                     messages[_i].ja);
    ck_assert_str_eq(fisc_explanation_message(explanation, FISC_LANGUAGE_EN),
                     messages[_i].en);
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
}
END_TEST

/* What a function gave beside the message, in order of names, as text. */
START_TEST(details__are_what_the_function_gave)
{
    static const char *const expected[][2] = {{"keys", "12"},
                                              {"whole", "true"}};
    struct fisc_report *report = rig_report(
        PARTIES ", \"rooms\": [{\"id\": \"a\", \"keys\": 12}]");
    struct fisc_explanation *explanation = rig_explain(
        report, "t.3.function.customer@bank");
    struct fisc_detail detail = {.size = sizeof detail};

    ck_assert_uint_eq(fisc_explanation_detail_count(explanation), 2);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(fisc_explanation_detail(explanation, i, &detail),
                         FISC_OK);
        ck_assert_str_eq(detail.name, expected[i][0]);
        ck_assert_str_eq(detail.value, expected[i][1]);
    }
    ck_assert_int_eq(fisc_explanation_detail(explanation, 2, &detail),
                     FISC_ERR_NOTFOUND);
    detail.size = 3;
    ck_assert_int_eq(fisc_explanation_detail(explanation, 0, &detail),
                     FISC_ERR_INVALID);
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
}
END_TEST

START_TEST(details__are_in_the_result)
{
    struct fisc_report *report = rig_report(
        PARTIES ", \"rooms\": [{\"id\": \"a\", \"keys\": 12}]");
    struct fisc_write_options options = {.size = sizeof options,
                                         .format = FISC_FORMAT_JSON};
    char *text = NULL;
    size_t length;

    ck_assert_int_eq(fisc_report_write_text(report, &options, &text, &length,
                                            NULL),
                     FISC_OK);
    ck_assert_ptr_nonnull(strstr(
        text, "\"details\": [{\"name\": \"keys\", \"value\": \"12\"}, "
              "{\"name\": \"whole\", \"value\": \"true\"}]"));
    fisc_report_free_text(report, text, length);
    fisc_report_unref(report);
}
END_TEST

START_TEST(message__of_a_broken_check_quotes_what_it_returned)
{
    struct fisc_report *report = rig_report(PARTIES);
    struct fisc_explanation *explanation =
        rig_explain(report, "t.4.broken.customer@bank");
    const char *message = fisc_explanation_message(explanation,
                                                   FISC_LANGUAGE_EN);

    ck_assert_msg(strstr(message, "7") != NULL, "%s", message);
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
}
END_TEST

/* ---- lives ---------------------------------------------------------------*/

/* Nothing that a caller still holds hangs on what it gave back. */
START_TEST(report__keeps_what_it_reads_alive)
{
    struct fisc_policy *policy = rig_load_policy(rig_context,
                                                 "tests/data/evaluate/policy");
    struct fisc_system *system = rig_system(PARTIES ", \"on\": false");
    struct fisc_report *report = rig_eval(policy, system, NULL);

    fisc_policy_unref(policy);
    fisc_system_unref(system);
    ck_assert_ptr_eq(fisc_report_ref(report), report);
    fisc_report_unref(report);
    ck_assert_str_eq(rig_facts(report, "t.1.customer@bank"),
                     "on=false (true) wanted");
    ck_assert_str_eq(fisc_report_system_id(report), "s");
    ck_assert_uint_eq(strlen(fisc_report_system_digest(report)), 64);
    ck_assert_str_eq(fisc_report_policy_digest(report),
                     fisc_policy_digest(rig_policy));
    fisc_report_unref(report);
}
END_TEST

START_TEST(ends__take_null)
{
    fisc_report_unref(NULL);
    fisc_explanation_free(NULL);
    fisc_evaluator_free(NULL);
    fisc_policy_unref(NULL);
    fisc_system_unref(NULL);
    fisc_context_unref(NULL);
    fisc_join_free(NULL);
    fisc_builder_free(NULL);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("explain");

    tcase_add_loop_test(tests, decided__names_what_it_rests_on, 0,
                        sizeof decided / sizeof *decided);
    tcase_add_test(tests, fact__says_where_it_is_from);
    tcase_add_test(tests, fact__without_more_has_empty_texts);
    tcase_add_test(tests, deciding__has_its_question_and_its_place);
    tcase_add_test(tests, deciding__names_all_that_would_settle_it);
    tcase_add_test(tests, deciding__names_the_nearest_evidence);
    tcase_add_test(tests, labels__name_the_way_that_was_taken);
    tcase_add_test(tests, labels__are_written_with_what_they_are_called);
    tcase_add_test(tests, evidence__is_named_where_it_is_relied_on);
    tcase_add_loop_test(tests, message__is_in_both_languages, 0,
                        sizeof messages / sizeof *messages);
    tcase_add_test(tests, message__of_a_broken_check_quotes_what_it_returned);
    tcase_add_test(tests, details__are_what_the_function_gave);
    tcase_add_test(tests, details__are_in_the_result);
    tcase_add_test(tests, report__keeps_what_it_reads_alive);
    tcase_add_test(tests, ends__take_null);
    return rig_main(tests);
}
