/* SPDX-License-Identifier: MIT */
/* Duties that the description says are met by another party: rule 19. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate/rig.h"

/* t.1.customer of the bank, inherited from aws. */
#define INHERITED \
    PARTIES ", \"on\": false, \"inherits\": [{\"id\": \"i\", " \
    "\"clause\": \"t.1.customer\", \"from\": \"aws\""
#define CONFIRMED \
    ", \"confirmed\": {\"value\": true, \"by\": \"risk office\", " \
    "\"at\": \"2026-06-01\"}"

static struct fisc_report *
join(const char *facts, const struct fisc_joined *joined, size_t count)
{
    struct fisc_eval_options options = rig_options();
    struct fisc_system *system = rig_system(facts);
    struct fisc_report *report;

    options.joined = joined;
    options.joined_count = count;
    report = rig_eval(rig_policy, system, &options);
    fisc_system_unref(system);
    return report;
}

/* ---- not joined ----------------------------------------------------------*/

static const struct {
    const char *facts;
    const char *row;
} alone[] = {
    /* What the institution confirmed counts; its own facts don't. */
    {INHERITED CONFIRMED "}]", "pass met inherited"},
    {INHERITED ", \"confirmed\": false}]", "fail inherited"},
    {INHERITED "}]", "unknown unconfirmed"},
    {INHERITED ", \"confirmed\": {\"unknown\": \"asked\"}}]",
     "unknown unconfirmed"},
    /* No such section is a statement; one that is not whole is none. */
    {PARTIES ", \"on\": true", "pass met direct"},
    {PARTIES ", \"on\": true, \"inherits\": []", "pass met direct"},
    {PARTIES ", \"on\": true, \"inherits\": {\"complete\": false}",
     "unknown incomplete"},
    {PARTIES ", \"on\": true, \"inherits\": {\"unknown\": \"asked\"}",
     "unknown stated"},
    {PARTIES ", \"inherits\": {\"complete\": false, \"items\": [{\"id\": "
     "\"i\", \"clause\": \"t.1.customer\", \"from\": \"aws\"" CONFIRMED "}]}",
     "pass met inherited"},
    /* About another clause, or another bearer. */
    {PARTIES ", \"on\": true, \"inherits\": [{\"id\": \"i\", \"clause\": "
     "\"u.1.customer\", \"from\": \"aws\"}]", "pass met direct"},
    {PARTIES ", \"on\": true, \"inherits\": [{\"id\": \"i\", \"clause\": "
     "\"t.1.customer\", \"bearer\": \"provider\", \"from\": \"aws\"}]",
     "pass met direct"},
    {PARTIES ", \"on\": true, \"inherits\": [{\"id\": \"i\", \"clause\": "
     "\"t.1.customer\", \"bearer\": \"customer\", \"from\": \"aws\"}]",
     "unknown unconfirmed"},
    {PARTIES ", \"on\": true, \"inherits\": [{\"id\": \"i\", \"clause\": "
     "\"t.1.customer\", \"bearer\": \"bank\", \"from\": \"aws\"}]",
     "unknown unconfirmed"},
};

START_TEST(inherited__counts_as_it_was_confirmed)
{
    struct fisc_report *report = rig_report(alone[_i].facts);

    ck_assert_msg(!strcmp(rig_row(report, "t.1.customer@bank"),
                          alone[_i].row), "{%s} gives %s", alone[_i].facts,
                  rig_row(report, "t.1.customer@bank"));
    fisc_report_unref(report);
}
END_TEST

START_TEST(inherited__keeps_the_row_and_says_to_whom_it_moved)
{
    struct fisc_report *report = rig_report(INHERITED CONFIRMED "}]");
    struct fisc_result_info row = {.size = sizeof row};
    size_t index = 0;

    ck_assert_int_eq(fisc_report_find(report, "t.1.customer@bank", &index), 0);
    ck_assert_int_eq(fisc_report_result(report, index, &row), FISC_OK);
    ck_assert_str_eq(row.party, "bank");
    ck_assert_int_eq(row.bearer, FISC_ROLE_CUSTOMER);
    ck_assert_str_eq(row.moved_to, "aws");
    ck_assert_str_eq(rig_row(report, "t.1.provider@aws"), "pass met direct");
    fisc_report_unref(report);
}
END_TEST

START_TEST(inherited__asks_for_the_confirmation)
{
    struct fisc_report *report = rig_report(INHERITED "}]");

    ck_assert_str_eq(rig_deciding(report, "t.1.customer@bank"),
                     "inherits[t.1.customer] unconfirmed");
    fisc_report_unref(report);
}
END_TEST

/* A duty that doesn't apply is not asked of anybody. */
START_TEST(inherited__comes_after_when)
{
    struct fisc_report *report = rig_report(
        PARTIES ", \"applies\": false, \"inherits\": [{\"id\": \"i\", "
        "\"clause\": \"t.2.customer\", \"from\": \"aws\"" CONFIRMED "}]");

    ck_assert_str_eq(rig_row(report, "t.2.customer@bank"),
                     "notapplicable when");
    fisc_report_unref(report);
}
END_TEST

/* ---- joined --------------------------------------------------------------*/

#define THEIRS "\"parties\": [{\"id\": \"aws\", \"roles\": [\"provider\"]"

static const struct {
    const char *facts; /* of aws's own description */
    const char *row;
    const char *deciding;
} joined[] = {
    {THEIRS ", \"on\": true}]", "pass met inherited", ""},
    {THEIRS ", \"on\": false}]", "fail inherited", ""},
    {THEIRS "}]", "unknown absent", "aws:parties[aws].on absent"},
    {THEIRS ", \"on\": {\"value\": true, \"expires\": \"2026-06-29\"}}]",
     "unknown stale", "aws:parties[aws].on stale"},
};

/* What the bank itself confirmed does not count then. */
START_TEST(joined__answers_with_its_own_result)
{
    struct fisc_joined aws = {sizeof aws, "aws", rig_system(joined[_i].facts)};
    struct fisc_report *report = join(INHERITED CONFIRMED "}]", &aws, 1);

    ck_assert_str_eq(rig_row(report, "t.1.customer@bank"), joined[_i].row);
    ck_assert_str_eq(rig_deciding(report, "t.1.customer@bank"),
                     joined[_i].deciding);
    fisc_report_unref(report);
    fisc_system_unref(aws.system);
}
END_TEST

START_TEST(joined__answers_for_the_clause_that_is_named)
{
    static const struct {
        const char *as;
        const char *row;
    } clauses[] = {
        {"t.1.provider", "pass met inherited"},
        {"t.2.operator", "pass met inherited"},  /* whatever its role */
        {"t.2.supplier", "unknown unanswered"},  /* notchecked */
        {"t.1.may.customer", "unknown unanswered"},
        {"t.9.provider", "unknown unanswered"},  /* no such clause */
        {"t.4.broken.customer", "error error"},
    };
    struct fisc_joined aws = {sizeof aws, "aws",
                              rig_system(THEIRS ", \"on\": true}]")};
    char facts[1024];

    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        struct fisc_report *report;

        snprintf(facts, sizeof facts, INHERITED ", \"as\": \"%s\"}]",
                 clauses[i].as);
        report = join(facts, &aws, 1);
        ck_assert_msg(!strcmp(rig_row(report, "t.1.customer@bank"),
                              clauses[i].row), "as %s: %s", clauses[i].as,
                      rig_row(report, "t.1.customer@bank"));
        fisc_report_unref(report);
    }
    fisc_system_unref(aws.system);
}
END_TEST

START_TEST(joined__names_the_facts_of_the_other_side)
{
    struct fisc_joined aws = {sizeof aws, "aws", rig_system(joined[1].facts)};
    struct fisc_report *report = join(INHERITED CONFIRMED "}]", &aws, 1);

    ck_assert_str_eq(rig_facts(report, "t.1.customer@bank"),
                     "aws:parties[aws].on=false (true) wanted");
    fisc_report_unref(report);
    fisc_system_unref(aws.system);
}
END_TEST

START_TEST(joined__passes_a_duty_on)
{
    struct fisc_joined both[] = {
        {sizeof(struct fisc_joined), "aws",
         rig_system(THEIRS
                    "}], \"inherits\": [{\"id\": \"j\", "
                    "\"clause\": \"t.1.provider\", \"from\": \"gcp\"}]")},
        {sizeof(struct fisc_joined), "gcp",
         rig_system("\"parties\": [{\"id\": \"gcp\", \"roles\": "
                    "[\"provider\"], \"on\": true}]")}};
    struct fisc_report *report = join(INHERITED "}]", both, 2);

    ck_assert_str_eq(rig_row(report, "t.1.customer@bank"),
                     "pass met inherited");
    fisc_report_unref(report);
    /* Not joined, gcp's answer is what aws confirmed. */
    report = join(INHERITED "}]", both, 1);
    ck_assert_str_eq(rig_row(report, "t.1.customer@bank"),
                     "unknown unconfirmed");
    ck_assert_str_eq(rig_deciding(report, "t.1.customer@bank"),
                     "aws:inherits[t.1.provider] unconfirmed");
    fisc_report_unref(report);
    fisc_system_unref(both[0].system);
    fisc_system_unref(both[1].system);
}
END_TEST

START_TEST(joined__in_a_circle_is_unknown)
{
    static const char *const froms[] = {"aws", "gcp"};

    for (size_t i = 0; i < 2; i++) {
        char facts[512];
        struct fisc_joined both[2] = {
            {sizeof(struct fisc_joined), "aws", NULL},
            {sizeof(struct fisc_joined), "gcp", NULL}};
        struct fisc_report *report;

        snprintf(facts, sizeof facts, THEIRS ", \"on\": true}], \"inherits\": "
                 "[{\"id\": \"j\", \"clause\": \"t.1.provider\", "
                 "\"from\": \"%s\"}]", froms[i]);
        both[0].system = rig_system(facts);
        both[1].system = rig_system(
            "\"parties\": [{\"id\": \"gcp\", \"roles\": [\"provider\"], "
            "\"on\": true}], \"inherits\": [{\"id\": \"j\", \"clause\": "
            "\"t.1.provider\", \"from\": \"aws\"}]");
        report = join(INHERITED "}]", both, 2);
        ck_assert_str_eq(rig_row(report, "t.1.customer@bank"),
                         "unknown unanswered");
        fisc_report_unref(report);
        fisc_system_unref(both[0].system);
        fisc_system_unref(both[1].system);
    }
}
END_TEST

/* ---- many clauses --------------------------------------------------------*/

enum { MANY = 4000, FILES = 20 }; /* a file's load has a budget */

/* Clauses c.0.provider, c.1.provider, …, all met by "on". */
static struct fisc_policy *
long_policy(void)
{
    static const char vocabulary[] =
        "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='c' version='1'>"
        "<fact path='on' type='flag'/></vocabulary>";
    static const char checks[] =
        "for i = %d, %d do check('c.' .. i .. '.provider') { 'on' } end";
    size_t size = MANY * 320 + 1024, length;
    char *catalog = malloc(size);
    struct fisc_source sources[2 + FILES] = {
        {sizeof(struct fisc_source), "v.xml", vocabulary,
         sizeof vocabulary - 1},
        {sizeof(struct fisc_source), "c.xml", catalog, 0}};
    char files[FILES][128], names[FILES][16];
    struct fisc_context_options options = {.size = sizeof options};
    struct fisc_context *context = NULL;
    struct fisc_policy *policy = NULL;
    struct fisc_error error = {.message = ""};

    length = (size_t)snprintf(
        catalog, size, "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0' "
        "uuid='5ab0b7a0-0f5b-4c57-8a2b-5f0c6a1e7703'><metadata><title>c"
        "</title><last-modified>2026-06-30T00:00:00+09:00</last-modified>"
        "<version>1</version><oscal-version>1.1.2</oscal-version></metadata>");
    for (int i = 0; i < MANY; i++)
        length += (size_t)snprintf(
            catalog + length, size - length, "<control id='c.%d'><title>c"
            "</title><part name='statement' id='c.%d_smt'><part name='item' "
            "id='c.%d.provider'><prop name='bearer' "
            "ns='urn:libfisc:oscal:1' value='provider'/></part></part>"
            "</control>", i, i, i);
    length += (size_t)snprintf(catalog + length, size - length, "</catalog>");
    sources[1].length = length;
    for (int i = 0; i < FILES; i++) {
        struct fisc_source *file = &sources[2 + i];

        snprintf(names[i], sizeof names[i], "%d.lua", i);
        file->size = sizeof *file;
        file->name = names[i];
        file->data = files[i];
        file->length = (size_t)snprintf(files[i], sizeof files[i], checks,
                                        i * (MANY / FILES),
                                        (i + 1) * (MANY / FILES) - 1);
    }
    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    ck_assert_msg(!fisc_policy_load(context, sources, 2 + FILES, &policy, &error),
                  "%s", error.message);
    fisc_context_unref(context);
    free(catalog);
    return policy;
}

/* A description of `me`, which says of each clause that `from` meets it as
 * the next one. */
static struct fisc_system *
pass_on(const char *me, const char *from)
{
    size_t size = MANY * 96 + 512, length;
    char *text = malloc(size);
    struct fisc_system *system = NULL;

    length = (size_t)snprintf(
        text, size, "{\"format\": \"libfisc-system/1\", \"id\": \"%s\", "
        "\"on\": true, \"parties\": [{\"id\": \"%s\", \"roles\": "
        "[\"provider\"]}], \"inherits\": [", me, me);
    for (int i = 0; i < MANY - 1; i++)
        length += (size_t)snprintf(
            text + length, size - length, "%s{\"id\": \"i%d\", \"clause\": "
            "\"c.%d.provider\", \"as\": \"c.%d.provider\", \"from\": "
            "\"%s\"}", i ? ", " : "", i, i, i + 1, from);
    length += (size_t)snprintf(text + length, size - length, "]}");
    ck_assert_int_eq(fisc_system_parse(rig_context, me, text, length,
                                       FISC_SYSTEM_JSON, &system, NULL), 0);
    free(text);
    return system;
}

/* As deep as the way is long, on a host's stack: it must end somewhere. */
START_TEST(joined__is_followed_for_64_steps)
{
    struct fisc_policy *policy = long_policy();
    struct fisc_system *system = pass_on("s", "a");
    struct fisc_joined both[] = {
        {sizeof(struct fisc_joined), "a", pass_on("a", "b")},
        {sizeof(struct fisc_joined), "b", pass_on("b", "a")}};
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report;
    char key[64];

    options.joined = both;
    options.joined_count = 2;
    report = rig_eval(policy, system, &options);
    snprintf(key, sizeof key, "c.%d.provider@s", MANY - 1 - 64);
    ck_assert_str_eq(rig_row(report, key), "pass met inherited");
    snprintf(key, sizeof key, "c.%d.provider@s", MANY - 1 - 65);
    ck_assert_str_eq(rig_row(report, key), "unknown unanswered");
    ck_assert_str_eq(rig_row(report, "c.0.provider@s"), "unknown unanswered");
    fisc_report_unref(report);
    fisc_system_unref(both[0].system);
    fisc_system_unref(both[1].system);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(joined__is_checked_like_the_description_itself)
{
    struct fisc_joined aws = {sizeof aws, "aws",
                              rig_system("\"nonsense\": true")};
    struct fisc_eval_options options = rig_options();
    struct fisc_system *system = rig_system(PARTIES);
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;
    struct fisc_error error;

    options.joined = &aws;
    options.joined_count = 1;
    ck_assert_int_eq(fisc_evaluator_new(rig_policy, &evaluator, NULL), 0);
    ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report, &error),
                     FISC_ERR_INVALID);
    ck_assert_ptr_null(report);
    ck_assert_msg(strstr(error.message, "nonsense") != NULL, "%s",
                  error.message);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    fisc_system_unref(aws.system);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("inherits");

    tcase_add_loop_test(tests, inherited__counts_as_it_was_confirmed, 0,
                        sizeof alone / sizeof *alone);
    tcase_add_test(tests, inherited__keeps_the_row_and_says_to_whom_it_moved);
    tcase_add_test(tests, inherited__asks_for_the_confirmation);
    tcase_add_test(tests, inherited__comes_after_when);
    tcase_add_loop_test(tests, joined__answers_with_its_own_result, 0,
                        sizeof joined / sizeof *joined);
    tcase_add_test(tests, joined__answers_for_the_clause_that_is_named);
    tcase_add_test(tests, joined__names_the_facts_of_the_other_side);
    tcase_add_test(tests, joined__passes_a_duty_on);
    tcase_add_test(tests, joined__in_a_circle_is_unknown);
    tcase_add_test(tests, joined__is_followed_for_64_steps);
    tcase_add_test(tests, joined__is_checked_like_the_description_itself);
    return rig_main(tests);
}
