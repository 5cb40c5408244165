/* SPDX-License-Identifier: MIT */
/* What compiling a requirement refuses, and what it shares. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fisc/fisc.h>

#include "policy/policy.h"
#include "requirement/node.h"
#include "support/failing.h"
#include "support/run.h"

static const char catalog_text[] =
    "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0' "
    "uuid='9f1c1f38-5a0e-4a58-9a0e-2f0d5a3b1c77'>"
    "<metadata><title>t</title>"
    "<last-modified>2026-01-01T00:00:00Z</last-modified>"
    "<version>1</version><oscal-version>1.1.2</oscal-version>"
    "<prop ns='urn:libfisc:oscal:1' name='language' value='en'/></metadata>"
    "<param id='c.age'><prop ns='urn:libfisc:oscal:1' name='type' "
    "value='period'/><label>a</label><value>30d</value></param>"
    "<param id='c.open'><label>o</label></param>"
    "<param id='c.word'><label>w</label><value>green</value></param>"
    "<param id='c.many'><prop ns='urn:libfisc:oscal:1' name='type' "
    "value='set'/><label>m</label><value>a</value><value>b</value></param>"
    "<control id='c.1'><title>one</title>"
    "<part name='statement' id='c.1_s'>"
    "<part name='item' id='c.1.customer'><prop ns='urn:libfisc:oscal:1' "
    "name='bearer' value='customer'/><p>x</p></part>"
    "<part name='item' id='c.2.customer'><prop ns='urn:libfisc:oscal:1' "
    "name='bearer' value='customer'/><p>y</p></part>"
    "</part></control></catalog>";

static const char vocabulary_text[] =
    "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='v' version='1'>"
    "<fact path='a' type='flag'/><fact path='b' type='flag'/>"
    "<fact path='n' type='integer'/><fact path='x' type='decimal'/>"
    "<fact path='word' type='string'/><fact path='day' type='date'/>"
    "<fact path='s' type='set'/>"
    "<fact path='closed' type='set'><value name='a'/><value name='p'/></fact>"
    "<fact path='level' type='enumeration' ordered='true' judged='true'>"
    "<value name='low'/><value name='high'/></fact>"
    "<fact path='kind' type='enumeration'><value name='p'/>"
    "<value name='q'/></fact>"
    "<fact path='sites' type='list'/><fact path='sites[].a' type='flag'/>"
    "<fact path='sites[].n' type='integer'/>"
    "<fact path='sites[].rooms' type='list'/>"
    "<fact path='sites[].rooms[].a' type='flag'/>"
    "<fact path='parties[].regions' type='set'/>"
    "</vocabulary>";

static enum fisc_status
load(struct fisc_context *context, const char *check,
     struct fisc_policy **policy, struct fisc_error *error)
{
    struct fisc_source sources[] = {
        {sizeof(struct fisc_source), "v.xml", vocabulary_text,
         sizeof vocabulary_text - 1},
        {sizeof(struct fisc_source), "c.xml", catalog_text,
         sizeof catalog_text - 1},
        {sizeof(struct fisc_source), "c.lua", check, strlen(check)}};

    return fisc_policy_load(context, sources, 3, policy, error);
}

/* ---- what is refused -----------------------------------------------------*/

static const struct {
    const char *body; /* of check "c.1.customer" { … } */
    const char *message;
} refused[] = {
    {"flag \"aa\"",
     "the vocabulary has no fact aa; did you mean a?"},
    {"flag \"sites[].a\"", NULL},
    {"flag \"n\"", "flag wants a flag, and the fact n is none"},
    {"flag \".a\"",
     ".a is the path of an element, but stands in no such list"},
    {"each \"sites\" { flag \"..a\" }",
     "..a is the path of an element, but stands in no such list"},
    {"each \"sites\" { flag \".b\" }",
     "the vocabulary has no fact sites[].b; did you mean sites[].a?"},
    {"each \"s\" { flag \".a\" }", "each wants a list, and the fact s is none"},
    {"eq(\"n\", \"1\")", "eq(\"n\", …) wants a whole number, not \"1\""},
    {"eq(\"n\", 1.5)", "eq(\"n\", …) wants a whole number, not \"1.5\""},
    {"eq(\"kind\", \"r\")",
     "eq(\"kind\", …) wants one of its allowed values, not \"r\""},
    {"one_of(\"kind\", { \"p\", \"r\" })",
     "one_of(\"kind\", …) wants one of its allowed values, not \"r\""},
    {"ge(\"kind\", \"p\")", "ge wants a number, a date or an ordered "
                            "enumeration, and the fact kind is none"},
    {"ge(\"word\", \"p\")", "ge wants a number, a date or an ordered "
                            "enumeration, and the fact word is none"},
    {"eq(\"s\", \"a\")", "eq wants a single value, and the fact s is none"},
    {"eq(\"n\", fact \"word\")",
     "eq wants a whole number, and the fact word is a string"},
    {"eq(\"level\", fact \"kind\")",
     "eq wants one of its allowed values, and the fact kind is one of its "
     "allowed values"},
    {"eq(\"day\", \"2026-02-30\")",
     "eq(\"day\", …) wants a date, YYYY-MM-DD, not \"2026-02-30\""},
    {"starts_with(\"n\", \"a\")",
     "starts_with wants a string, and the fact n is none"},
    {"within(\"n\", \"1y\")", "within wants a date, and the fact n is none"},
    {"within(\"day\", param \"word\")",
     "within wants a period such as 90d, 6m or 1y, and param:word is "
     "\"green\""},
    {"within(\"day\", param \"many\")",
     "within wants a period such as 90d, 6m or 1y, and param:many has "
     "several"},
    {"not_after(\"day\", \"n\")",
     "not_after wants a date, YYYY-MM-DD, and the fact n is a whole number"},
    {"has(\"n\", \"a\")", "has wants a set, and the fact n is none"},
    {"has(\"closed\", \"b\")",
     "has(\"closed\", …) wants one of its allowed values, not \"b\""},
    {"covers(\"closed\", { \"a\", \"b\" })",
     "covers(\"closed\", …) wants one of its allowed values, not \"b\""},
    {"covers(\"closed\", param \"many\")",
     "covers wants one of its allowed values, and param:many is \"b\""},
    {"covers(\"closed\", fact \"word\")",
     "covers wants a set of strings, and the fact word is a string"},
    {"covers(\"s\", fact \"word\")",
     "covers wants a set of strings, and the fact word is a string"},
    {"judged(\"kind\", { \"p\" })",
     "judged wants a recorded judgement, and the fact kind is none"},
    {"judged(\"level\", { \"middle\" })",
     "judged(\"level\", …) wants one of its allowed values, not \"middle\""},
    {"param \"word\"", "param wants true or false, and param:word is "
                       "\"green\""},
    {"evidence { kind = { \"k\" }, on = fact \"n\" }",
     "evidence wants a date, YYYY-MM-DD, and the fact n is a whole number"},
    {"contract { with = \".n\" }",
     ".n is the path of an element, but stands in no such list"},
    {"at_least(1001, \"sites\") { flag \".a\" }",
     "at_least counts to 1000 at most"},
};

START_TEST(compile__refuses_what_makes_no_sense)
{
    struct fisc_context *context;
    struct fisc_policy *policy = NULL;
    struct fisc_error error;
    char check[512];

    snprintf(check, sizeof check, "\ncheck \"c.1.customer\" {\n  %s\n}\n",
             refused[_i].body);
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    ck_assert_int_eq(load(context, check, &policy, &error), FISC_ERR_INVALID);
    ck_assert_str_eq(error.where, "c.lua");
    ck_assert_uint_eq(error.line, 3);
    if (refused[_i].message)
        ck_assert_str_eq(error.message, refused[_i].message);
    fisc_context_unref(context);
}
END_TEST

START_TEST(validate__bounds_nesting)
{
    static const char deep[] = "local x = flag \"a\"\n"
                               "for i = 1, 200 do x = all { x, \"b\" } end\n"
                               "check \"c.1.customer\" { x }\n";
    struct fisc_context *context;
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    ck_assert_int_eq(load(context, deep, &policy, &error), FISC_ERR_LIMIT);
    ck_assert_str_eq(error.message, "requirements are nested deeper than 100");
    fisc_context_unref(context);
}
END_TEST

/* ---- what is shared ------------------------------------------------------*/

static struct fisc_policy *
loaded(struct fisc_context *context, const char *check)
{
    struct fisc_policy *policy = NULL;
    struct fisc_error error;
    enum fisc_status status = load(context, check, &policy, &error);

    ck_assert_msg(status == FISC_OK, "%s:%u: %s", error.where, error.line,
                  error.message);
    return policy;
}

START_TEST(compile__shares_equal_requirements)
{
    struct fisc_context *context;
    struct fisc_policy *policy;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    policy = loaded(context, "check \"c.1.customer\" { \"a\", \"b\" }\n"
                             "check \"c.2.customer\" { \"a\", \"b\" }\n");
    ck_assert_uint_eq(policy->clauses[0].requirement,
                      policy->clauses[1].requirement);
    ck_assert_uint_eq(fisc__graph_size(policy->graph), 3);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
}
END_TEST

START_TEST(compile__hoists_what_needs_no_element)
{
    struct fisc_context *context;
    struct fisc_policy *policy;
    const struct fisc__graph *graph;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    policy = loaded(
        context,
        "check \"c.1.customer\" { each \"sites\" { flag \".a\", flag \"b\","
        " some \"sites\" { ge(\".n\", 2) } } }\n");
    graph = policy->graph;
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct fisc__node *node = graph->nodes[i];

        if (node->op == FISC__NODE_FLAG)
            ck_assert_uint_eq(
                node->scope == 0,
                strcmp(node->expression->path, "b") == 0);
        if (node->op == FISC__NODE_SOME)
            ck_assert_uint_eq(node->scope, 0);
    }
    fisc_policy_unref(policy);
    fisc_context_unref(context);
}
END_TEST

/* Evaluates a description without facts, and explains its one row. */
static struct fisc_explanation *
explained(struct fisc_policy *policy, struct fisc_context *context,
          struct fisc_report **report)
{
    static const char text[] =
        "{\"format\": \"libfisc-system/1\", \"id\": \"s\", \"parties\": "
        "[{\"id\": \"p\", \"roles\": [\"customer\"]}]}";
    struct fisc_eval_options options = {.size = sizeof options};
    struct fisc_explanation *explanation = NULL;
    struct fisc_evaluator *evaluator;
    struct fisc_system *system;

    ck_assert_int_eq(fisc_system_parse(context, "s", text, strlen(text),
                                       FISC_SYSTEM_JSON, &system, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_evaluator_new(policy, &evaluator, NULL), FISC_OK);
    ck_assert_int_eq(fisc_eval(evaluator, system, &options, report, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_report_explain(*report, 0, &explanation, NULL),
                     FISC_OK);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    return explanation;
}

START_TEST(explain__walks_what_is_shared_once)
{
    /* 4^23 ways down, were each use walked: it would never end. */
    static const char shared[] =
        "local x = flag \"a\"\n"
        "for i = 1, 23 do x = any { all { x, flag \"b\" }, "
        "no { no { all { x, \"a\" } } } } end\n"
        "check \"c.1.customer\" { x }\n";
    struct fisc_explanation *explanation;
    struct fisc_context *context;
    struct fisc_report *report;
    struct fisc_policy *policy;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    policy = loaded(context, shared);
    explanation = explained(policy, context, &report);
    ck_assert_uint_eq(fisc_explanation_deciding_count(explanation), 1);
    ck_assert_int_eq(fisc_explanation_deciding_minimal(explanation), 1);
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
}
END_TEST

START_TEST(compile__keeps_params_of_one_value_apart_from_literals)
{
    struct fisc_context *context;
    struct fisc_policy *policy;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    policy = loaded(
        context, "check \"c.1.customer\" { within(\"day\", param \"age\") }\n"
                 "check \"c.2.customer\" { within(\"day\", \"30d\") }\n");
    ck_assert_uint_ne(policy->clauses[0].requirement,
                      policy->clauses[1].requirement);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
}
END_TEST

/* ---- memory --------------------------------------------------------------*/

static enum fisc_status
load_all(struct fisc_context *context, void *data)
{
    struct fisc_policy *policy;
    enum fisc_status status = load(context, data, &policy, NULL);

    if (!status)
        fisc_policy_unref(policy);
    return status;
}

START_TEST(compile__survives_every_failed_allocation)
{
    static char check[] =
        "check \"c.1.customer\" { when = \"a\", each \"sites\" { where = "
        "\".a\", ge(\".n\", 2), some \".rooms\" { \".a\", \"..a\" } },"
        " demand { covers(\"s\", param \"many\"), alternative \"x\" { "
        "evidence { kind = { \"k\" }, covers = fact \"party.regions\" } },"
        " floor = contract { with = \"provider\", has = { \"t\" } } } }\n";

    ck_assert_uint_gt(failing_try(load_all, check, 3), 100);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("compile");

    tcase_add_loop_test(tests, compile__refuses_what_makes_no_sense, 0,
                        (int)(sizeof refused / sizeof *refused));
    tcase_add_test(tests, validate__bounds_nesting);
    tcase_add_test(tests, explain__walks_what_is_shared_once);
    tcase_add_test(tests, compile__shares_equal_requirements);
    tcase_add_test(tests, compile__hoists_what_needs_no_element);
    tcase_add_test(tests,
                   compile__keeps_params_of_one_value_apart_from_literals);
    tcase_add_test(tests, compile__survives_every_failed_allocation);
    return run_case("requirement", tests);
}
