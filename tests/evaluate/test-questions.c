/* SPDX-License-Identifier: MIT */
/* The order of questions: what is asked, what it settles, and how soon. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate/rig.h"

/* ---- small policies of flags ---------------------------------------------*/

enum { FLAGS = 6, CLAUSES = 7, TEXT = 8192 };

static unsigned seed;

static unsigned
next(unsigned below)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % below;
}

static void
add_tree(char *text, int depth)
{
    static const char *const words[] = {"all {", "any {", "no {",
                                        "at_least(1) {"};
    unsigned kind = next(depth > 0 ? 7 : 3);
    size_t at = strlen(text);

    if (kind < 3) {
        snprintf(text + at, TEXT - at, " flag \"f%u\"", next(FLAGS));
        return;
    }
    snprintf(text + at, TEXT - at, " %s", words[kind - 3]);
    for (unsigned i = 0, n = kind == 6 ? 1 : 1 + next(3); i < n; i++) {
        add_tree(text, depth - 1);
        strcat(text, ",");
    }
    strcat(text, " }");
}

/* A policy of CLAUSES random trees over FLAGS flags. */
static struct fisc_policy *
random_policy(struct fisc_context *context)
{
    static char catalog[TEXT], checks[TEXT], vocabulary[TEXT];
    struct fisc_source sources[] = {
        {.size = sizeof *sources, .name = "c.xml", .data = catalog},
        {.size = sizeof *sources, .name = "v.xml", .data = vocabulary},
        {.size = sizeof *sources, .name = "c.lua", .data = checks}};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    strcpy(catalog,
           "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0' "
           "uuid='9f1c1f38-5a0e-4a58-9a0e-2f0d5a3b1c77'><metadata>"
           "<title>q</title><last-modified>2026-01-01T00:00:00Z"
           "</last-modified><version>1</version>"
           "<oscal-version>1.1.2</oscal-version></metadata>");
    strcpy(vocabulary, "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='v' "
                       "version='1'>");
    *checks = '\0';
    for (int i = 0; i < FLAGS; i++)
        sprintf(vocabulary + strlen(vocabulary),
                "<fact path='f%d' type='flag'>"
                "<question xml:lang='en'>Is it %d?</question></fact>", i, i);
    for (int i = 0; i < CLAUSES; i++) {
        sprintf(catalog + strlen(catalog),
                "<control id='q.%d'><title>q</title><part name='statement' "
                "id='q.%d_s'><part name='item' id='q.%d.customer'>"
                "<prop ns='urn:libfisc:oscal:1' name='bearer' "
                "value='customer'/><prop ns='urn:libfisc:oscal:1' "
                "name='level' value='%s'/><p>q</p></part></part></control>",
                i, i, i, i % 4 == 3 ? "should" : "must");
        sprintf(checks + strlen(checks), "check \"q.%d.customer\" {", i);
        add_tree(checks, 3);
        strcat(checks, " }\n");
    }
    strcat(catalog, "</catalog>");
    strcat(vocabulary, "</vocabulary>");
    for (size_t i = 0; i < 3; i++)
        sources[i].length = strlen(sources[i].data);
    if (fisc_policy_load(context, sources, 3, &policy, &error))
        ck_abort_msg("%s\n%s", error.message, checks);
    return policy;
}

/* A description: each flag's state is 0, 1, or 2 where it isn't given. */
static struct fisc_report *
report_of(struct fisc_policy *policy, const int *flags)
{
    char text[TEXT] = "\"parties\": [{\"id\": \"bank\", \"roles\": "
                      "[\"customer\"]}]";
    struct fisc_system *system;
    struct fisc_report *report;

    for (int i = 0; i < FLAGS; i++)
        if (flags[i] < 2)
            sprintf(text + strlen(text), ", \"f%d\": %s", i,
                    flags[i] ? "true" : "false");
    system = rig_system(text);
    report = rig_eval(policy, system, NULL);
    fisc_system_unref(system);
    return report;
}

static struct fisc_questions *
questions_of(const struct fisc_report *report)
{
    struct fisc_questions *questions = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_report_questions(report, &questions, &error),
                     FISC_OK);
    return questions;
}

static size_t
count_open(const struct fisc_report *report)
{
    size_t open = 0;

    for (size_t i = 0; i < fisc_report_result_count(report); i++) {
        struct fisc_result_info row = {.size = sizeof row};

        fisc_report_result(report, i, &row);
        open += row.result == FISC_RESULT_UNKNOWN &&
                row.level == FISC_LEVEL_MUST;
    }
    return open;
}

/* ---- what is asked -------------------------------------------------------*/

static bool
waits_for(const struct fisc_report *report, size_t row, const char *path)
{
    struct fisc_explanation *explanation;
    struct fisc_deciding fact = {.size = sizeof fact};
    bool found = false;

    ck_assert_int_eq(fisc_report_explain(report, row, &explanation, NULL),
                     FISC_OK);
    for (size_t i = 0; !fisc_explanation_deciding(explanation, i, &fact); i++)
        found = found || strcmp(fact.path, path) == 0;
    fisc_explanation_free(explanation);
    return found;
}

/* Every path is one that its rows wait for, and none that waits is left out. */
START_TEST(questions__are_what_unknown_rows_wait_for)
{
    for (seed = 1; seed < 60; seed++) {
        unsigned before = seed;
        int flags[FLAGS];
        struct fisc_policy *policy = random_policy(rig_context);
        struct fisc_report *report;
        struct fisc_questions *questions;
        struct fisc_question question = {.size = sizeof question};
        size_t named = 0, waiting = 0;

        for (int i = 0; i < FLAGS; i++)
            flags[i] = (int)next(4) > 2 ? (int)next(2) : 2;
        report = report_of(policy, flags);
        questions = questions_of(report);
        ck_assert_uint_eq(fisc_questions_open(questions), count_open(report));
        for (size_t i = 0; !fisc_questions_get(questions, i, &question); i++) {
            size_t row;

            for (size_t n = 0; !fisc_questions_row(questions, i, n, &row); n++)
                ck_assert(waits_for(report, row, question.path));
            ck_assert_uint_eq(fisc_questions_row(questions, i,
                                                 question.row_count, &row),
                              FISC_ERR_NOTFOUND);
            ck_assert_str_eq(question.state, "absent");
            ck_assert_int_ge(question.fact, 0);
            ck_assert_uint_le(question.alone, question.takes_part);
            ck_assert_uint_le(question.takes_part, question.row_count);
            named += question.row_count;
        }
        for (size_t i = 0; i < fisc_report_result_count(report); i++) {
            struct fisc_explanation *explanation;

            fisc_report_explain(report, i, &explanation, NULL);
            waiting += fisc_explanation_deciding_count(explanation);
            fisc_explanation_free(explanation);
        }
        ck_assert_uint_eq(named, waiting);
        fisc_questions_free(questions);
        fisc_report_unref(report);
        fisc_policy_unref(policy);
        seed = before;
    }
}
END_TEST

/* ---- what answers settle -------------------------------------------------*/

/*
 * Whatever is answered: after each question, at most those rows are open that
 * it promised, and after the last of them none.
 */
static void
answer_all(struct fisc_policy *policy, const int *given,
           const struct fisc_questions *questions, unsigned answers)
{
    struct fisc_question question = {.size = sizeof question};
    int flags[FLAGS];

    memcpy(flags, given, sizeof flags);
    for (size_t i = 0; !fisc_questions_get(questions, i, &question); i++) {
        struct fisc_report *report;

        flags[question.path[1] - '0'] = (int)(answers >> i & 1);
        report = report_of(policy, flags);
        ck_assert_uint_le(count_open(report),
                          fisc_questions_open(questions) - question.settled);
        fisc_report_unref(report);
    }
    if (fisc_questions_count(questions))
        ck_assert_uint_eq(question.settled, fisc_questions_open(questions));
}

START_TEST(answers__settle_what_was_promised)
{
    for (seed = 1; seed < 12; seed++) {
        unsigned before = seed;
        struct fisc_policy *policy = random_policy(rig_context);
        int flags[FLAGS] = {2, 2, 2, 2, 2, (int)next(3)};
        struct fisc_report *report = report_of(policy, flags);
        struct fisc_questions *questions = questions_of(report);

        for (unsigned answers = 0;
             answers < 1u << fisc_questions_count(questions); answers++)
            answer_all(policy, flags, questions, answers);
        fisc_questions_free(questions);
        fisc_report_unref(report);
        fisc_policy_unref(policy);
        seed = before;
    }
}
END_TEST

/* ---- the order -----------------------------------------------------------*/

/* Of questions that settle the same, what more rows wait for comes first. */
START_TEST(order__settles_the_most_first)
{
    for (seed = 1; seed < 60; seed++) {
        unsigned before = seed;
        int flags[FLAGS] = {2, 2, 2, 2, 2, 2};
        struct fisc_policy *policy = random_policy(rig_context);
        struct fisc_report *report = report_of(policy, flags);
        struct fisc_questions *questions = questions_of(report);
        struct fisc_question first = {.size = sizeof first};
        struct fisc_question other = {.size = sizeof other};
        size_t settled = 0;

        fisc_questions_get(questions, 0, &first);
        for (size_t i = 1; !fisc_questions_get(questions, i, &other); i++) {
            /* A row alone counts 1, with others at most 1/2. */
            ck_assert_uint_le(2 * other.alone,
                              first.takes_part + first.alone);
            ck_assert_uint_ge(other.settled, settled);
            settled = other.settled;
        }
        fisc_questions_free(questions);
        fisc_report_unref(report);
        fisc_policy_unref(policy);
        seed = before;
    }
}
END_TEST

START_TEST(questions__have_their_texts)
{
    struct fisc_policy *policy;
    int flags[FLAGS] = {2, 2, 2, 2, 2, 2};
    struct fisc_report *report;
    struct fisc_questions *questions;
    struct fisc_question question = {.size = sizeof question};
    struct fisc_fact_info fact = {.size = sizeof fact};

    seed = 3;
    policy = random_policy(rig_context);
    report = report_of(policy, flags);
    questions = questions_of(report);
    ck_assert_uint_gt(fisc_questions_count(questions), 0);
    ck_assert_int_eq(fisc_questions_get(questions, 0, &question), FISC_OK);
    ck_assert_ptr_nonnull(strstr(question.text[FISC_LANGUAGE_EN], "Is it"));
    ck_assert_int_eq(fisc_policy_fact(policy, (size_t)question.fact, &fact),
                     FISC_OK);
    ck_assert_str_eq(fact.path, question.path);
    ck_assert_int_eq(fisc_questions_get(questions, 99, &question),
                     FISC_ERR_NOTFOUND);
    question.size = 3;
    ck_assert_int_eq(fisc_questions_get(questions, 0, &question),
                     FISC_ERR_INVALID);
    fisc_report_unref(report); /* nothing of it is kept */
    fisc_policy_unref(policy);
    ck_assert_uint_gt(fisc_questions_open(questions), 0);
    fisc_questions_free(questions);
    fisc_questions_free(NULL);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("questions");

    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, questions__are_what_unknown_rows_wait_for);
    tcase_add_test(tests, answers__settle_what_was_promised);
    tcase_add_test(tests, order__settles_the_most_first);
    tcase_add_test(tests, questions__have_their_texts);
    return rig_main(tests);
}
