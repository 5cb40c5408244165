/* SPDX-License-Identifier: MIT */
/* What a policy tells of itself, and what is found in it. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/policy.h"
#include "support/run.h"

#define PROP "<prop ns='urn:libfisc:oscal:1' name="
#define HEAD(uuid)                                                           \
    "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0' uuid='" uuid "'>"    \
    "<metadata><title>t</title></metadata>"
#define CONTROL(id, label, inside)                                           \
    "<control id='" id "'><title>c</title>" inside                           \
    "<prop name='label' value='" label "'/>"                                 \
    "<part name='statement' id='" id "_smt'>"                                \
    "<part name='item' id='" id ".customer'>" PROP                           \
    "'bearer' value='customer'/><p>x</p></part></part></control>"
#define PARAM(id, value)                                                     \
    "<param id='" id "'>" PROP "'type' value='integer'/>" value "</param>"

static const char first_text[] =
    HEAD("00000000-0000-4000-8000-000000000001")
    CONTROL("a.f7", "設7", PARAM("a.days", "<value>7</value>")
                           PARAM("common", "<value>1</value>"))
    CONTROL("a.f8", "設8", "") "</catalog>";
static const char second_text[] =
    HEAD("00000000-0000-4000-8000-000000000002")
    CONTROL("b.x", "設8", PARAM("b.days", ""))
    CONTROL("設7", "b9", "") "</catalog>";

static struct fisc_context *context;

static void
set_up(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
}

static void
tear_down(void)
{
    fisc_context_unref(context);
}

static struct fisc_policy *
load(const struct fisc_source *sources, size_t count)
{
    struct fisc_policy *policy = NULL;
    struct fisc_error error = {.message = ""};

    ck_assert_msg(fisc_policy_load(context, sources, count, &policy,
                                   &error) == FISC_OK,
                  "%s:%u: %s", error.where, error.line, error.message);
    return policy;
}

static struct fisc_policy *
load_two(const char *first, const char *second)
{
    struct fisc_source sources[] = {
        {sizeof(struct fisc_source), "a.xml", first, strlen(first)},
        {sizeof(struct fisc_source), "b.xml", second, strlen(second)}};

    return load(sources, 2);
}

static void
expect_control(const struct fisc_policy *policy, const char *name,
               const char *id)
{
    struct fisc_control_info info = {.size = sizeof info};
    size_t index;

    ck_assert_int_eq(fisc_policy_find_control(policy, name, &index), FISC_OK);
    ck_assert_int_eq(fisc_policy_control(policy, index, &info), FISC_OK);
    ck_assert_str_eq(info.id, id);
}

START_TEST(find_control__takes_an_id_or_a_label_in_any_spelling)
{
    struct fisc_policy *policy = load_two(first_text, second_text);

    expect_control(policy, "a.f8", "a.f8");
    expect_control(policy, "b.x", "b.x");
    expect_control(policy, "Ｂ ９", "設7");
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(find_control__prefers_an_id_to_a_label_of_another_catalog)
{
    struct fisc_policy *policy = load_two(first_text, second_text);

    expect_control(policy, "設7", "設7");
    expect_control(policy, "設 7", "a.f7");
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(find_control__does_not_choose_between_two_catalogs)
{
    struct fisc_policy *policy = load_two(first_text, second_text);
    size_t index = 77;

    ck_assert_int_eq(fisc_policy_find_control(policy, "設8", &index),
                     FISC_ERR_CONFLICT);
    ck_assert_int_eq(fisc_policy_find_control(policy, "設9", &index),
                     FISC_ERR_NOTFOUND);
    ck_assert_uint_eq(index, 77);
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(find_clause__gives_the_index_that_clauses_have)
{
    struct fisc_policy *policy = load_two(first_text, second_text);
    size_t index;

    ck_assert_uint_eq(fisc_policy_clause_count(policy), 4);
    for (size_t i = 0; i < 4; i++) {
        struct fisc_clause_info info = {.size = sizeof info};

        ck_assert_int_eq(fisc_policy_clause(policy, i, &info), FISC_OK);
        ck_assert_int_eq(fisc_policy_find_clause(policy, info.key, &index),
                         FISC_OK);
        ck_assert_uint_eq(index, i);
    }
    ck_assert_int_eq(fisc_policy_find_clause(policy, "a.f7", &index),
                     FISC_ERR_NOTFOUND);
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(controls__count_clauses_over_all_catalogs)
{
    struct fisc_policy *policy = load_two(first_text, second_text);

    for (size_t i = 0; i < fisc_policy_control_count(policy); i++) {
        struct fisc_control_info info = {.size = sizeof info};

        ck_assert_int_eq(fisc_policy_control(policy, i, &info), FISC_OK);
        ck_assert_uint_eq(info.first_clause, i);
        ck_assert_uint_eq(info.clause_count, 1);
    }
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(infos__refuse_what_is_not_there_and_sizes_that_never_were)
{
    struct fisc_policy *policy = load_two(first_text, second_text);
    struct fisc_control_info control = {.size = sizeof control};
    struct fisc_diagnostic remark = {.size = 1};
    struct fisc_fact_info fact = {.size = 1};
    struct fisc_waiver_info waiver = {.size = sizeof waiver};

    ck_assert_int_eq(fisc_policy_control(policy, 4, &control),
                     FISC_ERR_NOTFOUND);
    control.size = 8;
    ck_assert_int_eq(fisc_policy_control(policy, 0, &control),
                     FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_policy_diagnostic(policy, 0, &remark),
                     FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_policy_fact(policy, 0, &fact), FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_policy_waiver(policy, 0, &waiver),
                     FISC_ERR_NOTFOUND);
    ck_assert_ptr_null(fisc_policy_param_value(policy, 99, 0));
    ck_assert_ptr_null(fisc_policy_catalog(policy, 2));
    fisc_policy_unref(policy);
}
END_TEST

static void
expect_param(struct fisc_policy *policy, const char *clause, const char *name,
             const char *value, const char *path)
{
    const struct fisc__param_read *read;

    ck_assert_int_eq(fisc__policy_resolve_param(policy, clause, name, NULL,
                                                &read, NULL),
                     FISC_OK);
    ck_assert_str_eq(read->path, path);
    ck_assert_int_eq(read->state, value ? FISC__KNOWN : FISC__UNSET);
    ck_assert_uint_eq(read->count, value ? 1 : 0);
    if (value)
        ck_assert_str_eq(read->values[0], value);
}

START_TEST(params__are_meant_by_the_prefix_of_the_clause)
{
    struct fisc_policy *policy = load_two(first_text, second_text);

    expect_param(policy, "a.f7.customer", "days", "7", "param:days");
    expect_param(policy, "b.x.customer", "days", NULL, "param:days");
    expect_param(policy, "b.x.customer", "a.days", "7", "param:days");
    expect_param(policy, "b.x.customer", "common", "1", "param:common");
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(params__have_one_address_by_whatever_name)
{
    struct fisc_policy *policy = load_two(first_text, second_text);
    const struct fisc__param_read *by_name, *by_id;

    ck_assert_int_eq(fisc__policy_resolve_param(policy, "a.f7.customer",
                                                "days", NULL, &by_name, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc__policy_resolve_param(policy, "b.x.customer",
                                                "a.days", NULL, &by_id, NULL),
                     FISC_OK);
    ck_assert_ptr_eq(by_name, by_id);
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(params__that_are_missing_name_the_nearest)
{
    struct fisc_policy *policy = load_two(first_text, second_text);
    struct fisc__place place = {"c.lua", 3, 1};
    const struct fisc__param_read *read = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc__policy_resolve_param(policy, "a.f7.customer",
                                                "dais", &place, &read,
                                                &error),
                     FISC_ERR_INVALID);
    ck_assert_ptr_null(read);
    ck_assert_str_eq(error.where, "c.lua");
    ck_assert_uint_eq(error.line, 3);
    ck_assert_str_eq(error.message, "no catalog has a param \"dais\" or "
                                    "\"a.dais\"; did you mean \"days\"?");
    ck_assert_int_eq(fisc__policy_resolve_param(policy, "a.f7.customer",
                                                "b.dais", &place, &read,
                                                &error),
                     FISC_ERR_INVALID);
    ck_assert_str_eq(error.message, "no catalog has a param \"b.dais\" or "
                                    "\"a.b.dais\"; did you mean \"b.days\"?");
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(facts__come_in_the_order_in_which_they_are_defined)
{
    static const char *const wanted[] = {"zone.upper", "zone.sites",
                                         "zone.sites[].power",
                                         "zone.sites[].id", "zone.backup"};
    static const char first[] =
        "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='a'>"
        "<fact path='zone.upper' type='flag'/>"
        "<fact path='zone.sites' type='list'/>"
        "<fact path='zone.sites[].power' type='flag'/></vocabulary>";
    static const char second[] =
        "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='b'>"
        "<fact path='zone.sites[].id' type='string'/>"
        "<fact path='zone.backup' type='flag'/></vocabulary>";
    struct fisc_policy *policy = load_two(first, second);
    size_t count = fisc_policy_fact_count(policy);

    ck_assert_uint_gt(count, 5);
    for (size_t i = 0; i < count; i++) {
        struct fisc_fact_info fact = {.size = sizeof fact};

        ck_assert_int_eq(fisc_policy_fact(policy, i, &fact), FISC_OK);
        if (i + 5 >= count)
            ck_assert_str_eq(fact.path, wanted[i + 5 - count]);
        else
            ck_assert_str_eq(fact.file, ""); /* built in */
    }
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(facts__are_judged_again_where_a_later_file_defines_what_is_above)
{
    static const char fields[] =
        "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='a'>"
        "<fact path='zone.power' type='flag'/></vocabulary>";
    static const char above[] =
        "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='b'>"
        "<fact path='zone' type='flag'/></vocabulary>";
    struct fisc_source sources[] = {
        {sizeof(struct fisc_source), "a.xml", fields, strlen(fields)},
        {sizeof(struct fisc_source), "b.xml", above, strlen(above)}};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_policy_load(context, sources, 2, &policy, &error),
                     FISC_ERR_INVALID);
    ck_assert_str_eq(error.where, "a.xml");
    ck_assert_str_eq(error.message, "zone.power: zone has a value of its own, "
                                    "of type flag (b.xml:1:53)");
}
END_TEST

START_TEST(digest__does_not_depend_on_names_and_order)
{
    struct fisc_source sources[][2] = {
        {{sizeof(struct fisc_source), "a.xml", first_text, strlen(first_text)},
         {sizeof(struct fisc_source), "b.xml", second_text,
          strlen(second_text)}},
        {{sizeof(struct fisc_source), "y.xml", second_text,
          strlen(second_text)},
         {sizeof(struct fisc_source), "x.xml", first_text,
          strlen(first_text)}}};
    struct fisc_policy *one = load(sources[0], 2), *other = load(sources[1], 2);

    ck_assert_str_eq(fisc_policy_digest(one), fisc_policy_digest(other));
    ck_assert_uint_eq(strlen(fisc_policy_digest(one)), 64);
    fisc_policy_unref(one);
    fisc_policy_unref(other);
}
END_TEST

START_TEST(digest__changes_with_every_byte)
{
    char *changed = strdup(second_text);
    struct fisc_policy *one, *other;

    memcpy(strstr(changed, "<p>x"), "<p>y", 4);
    one = load_two(first_text, second_text);
    other = load_two(first_text, changed);
    ck_assert_str_ne(fisc_policy_digest(one), fisc_policy_digest(other));
    fisc_policy_unref(one);
    fisc_policy_unref(other);
    free(changed);
}
END_TEST

START_TEST(load__refuses_two_contents_of_one_name)
{
    struct fisc_source sources[] = {{sizeof(struct fisc_source), "x/../a.xml",
                                     first_text, strlen(first_text)},
                                    {sizeof(struct fisc_source), "./a.xml",
                                     second_text, strlen(second_text)}};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_policy_load(context, sources, 2, &policy, &error),
                     FISC_ERR_CONFLICT);
    ck_assert_str_eq(error.where, "a.xml");
    ck_assert_ptr_null(policy);
}
END_TEST

START_TEST(waivers__cover_clause_party_and_subject)
{
    struct fisc__control control = {.id = "a.f7"};
    struct fisc__clause clause = {.key = "a.f7.customer",
                                  .control = &control};
    struct fisc__waiver waiver = {.clause = "a.f7.customer"};

    ck_assert(fisc__waiver_covers(&waiver, &clause, NULL, NULL));
    ck_assert(fisc__waiver_covers(&waiver, &clause, "bank", "ib"));
    waiver.party = "bank";
    ck_assert(fisc__waiver_covers(&waiver, &clause, "bank", "ib"));
    ck_assert(!fisc__waiver_covers(&waiver, &clause, "aws", "ib"));
    ck_assert(!fisc__waiver_covers(&waiver, &clause, NULL, "ib"));
    waiver.subject = "core";
    ck_assert(!fisc__waiver_covers(&waiver, &clause, "bank", "ib"));
}
END_TEST

START_TEST(waivers__name_a_clause_a_control_or_a_beginning)
{
    static const struct {
        const char *clause;
        bool covers;
    } rows[] = {{"a.f7.customer", true}, {"a.f7", true}, {"a.*", true},
                {"*", true}, {"a.f7.customer*", true}, {"a.f7.cust", false},
                {"a.f70", false}, {"a", false}, {"a.f8*", false}};
    struct fisc__control control = {.id = "a.f7"};
    struct fisc__clause clause = {.key = "a.f7.customer",
                                  .control = &control};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fisc__waiver waiver = {.clause = rows[i].clause};

        ck_assert_int_eq(fisc__waiver_covers(&waiver, &clause, "p", "s"),
                         rows[i].covers);
    }
}
END_TEST

START_TEST(waivers__are_in_force_on_both_end_days)
{
    struct fisc__waiver waiver = {.from = 10, .until = 20};

    ck_assert_int_eq(fisc__waiver_time(&waiver, 9), FISC__WAIVER_AHEAD);
    ck_assert_int_eq(fisc__waiver_time(&waiver, 10), FISC__WAIVER_IN_FORCE);
    ck_assert_int_eq(fisc__waiver_time(&waiver, 20), FISC__WAIVER_IN_FORCE);
    ck_assert_int_eq(fisc__waiver_time(&waiver, 21), FISC__WAIVER_EXPIRED);
}
END_TEST

START_TEST(policy__outlives_the_callers_context_and_sources)
{
    char *text = strdup(first_text);
    struct fisc_source source = {sizeof source, "a.xml", text, strlen(text)};
    struct fisc_context *own;
    struct fisc_policy *policy, *again;

    ck_assert_int_eq(fisc_context_new(NULL, &own, NULL), FISC_OK);
    ck_assert_int_eq(fisc_policy_load(own, &source, 1, &policy, NULL),
                     FISC_OK);
    fisc_context_unref(own);
    memset(text, 'x', strlen(text));
    free(text);
    again = fisc_policy_ref(policy);
    fisc_policy_unref(policy);
    expect_control(again, "設7", "a.f7");
    ck_assert_str_eq(fisc_policy_id(again), "a");
    fisc_policy_unref(again);
    fisc_policy_unref(NULL);
}
END_TEST

START_TEST(version_details__say_what_the_process_runs_with)
{
    char whole[128], cut[8];

    memset(whole, 'x', sizeof whole);
    fisc_version_details(whole, sizeof whole);
    ck_assert_ptr_nonnull(memchr(whole, 0, sizeof whole));
    ck_assert_int_eq(strncmp(whole, "Lua 5.4.", 8), 0);
    ck_assert_ptr_nonnull(strstr(whole, ", libxml2 2."));
    ck_assert_ptr_nonnull(strstr(whole, ", nettle 3."));
    ck_assert_ptr_nonnull(strstr(whole, ", utf8proc 2."));
    fisc_version_details(cut, sizeof cut);
    ck_assert_str_eq(cut, "Lua 5.4");
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("info");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests,
                   find_control__takes_an_id_or_a_label_in_any_spelling);
    tcase_add_test(tests,
                   find_control__prefers_an_id_to_a_label_of_another_catalog);
    tcase_add_test(tests, find_control__does_not_choose_between_two_catalogs);
    tcase_add_test(tests, find_clause__gives_the_index_that_clauses_have);
    tcase_add_test(tests, controls__count_clauses_over_all_catalogs);
    tcase_add_test(tests,
                   infos__refuse_what_is_not_there_and_sizes_that_never_were);
    tcase_add_test(tests, params__are_meant_by_the_prefix_of_the_clause);
    tcase_add_test(tests, params__have_one_address_by_whatever_name);
    tcase_add_test(tests, params__that_are_missing_name_the_nearest);
    tcase_add_test(tests, facts__come_in_the_order_in_which_they_are_defined);
    tcase_add_test(
        tests,
        facts__are_judged_again_where_a_later_file_defines_what_is_above);
    tcase_add_test(tests, digest__does_not_depend_on_names_and_order);
    tcase_add_test(tests, digest__changes_with_every_byte);
    tcase_add_test(tests, load__refuses_two_contents_of_one_name);
    tcase_add_test(tests, waivers__cover_clause_party_and_subject);
    tcase_add_test(tests, waivers__name_a_clause_a_control_or_a_beginning);
    tcase_add_test(tests, waivers__are_in_force_on_both_end_days);
    tcase_add_test(tests, policy__outlives_the_callers_context_and_sources);
    tcase_add_test(tests, version_details__say_what_the_process_runs_with);
    return run_case("policy", tests);
}
