/* SPDX-License-Identifier: MIT */
/* A check on trial: a policy of one clause. */

#include <stdlib.h>
#include <string.h>

#include "policy/policy.h"
#include "support/failing.h"
#include "support/run.h"

#define CATALOG(prefix)                                                      \
    "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0'>"                    \
    "<metadata><title>t</title></metadata>"                                  \
    "<control id='" prefix ".c'><title>c</title>"                            \
    "<param id='" prefix ".days'>"                                           \
    "<prop ns='urn:libfisc:oscal:1' name='type' value='period'/>"            \
    "<value>7d</value></param>"                                              \
    "<part name='statement' id='" prefix ".c_smt'>"                          \
    "<part name='item' id='" prefix ".c.customer'><p>x</p></part></part>"    \
    "</control></catalog>"
#define SOURCE(name, text) \
    {sizeof(struct fisc_source), name, text, sizeof text - 1}

static const char vocabulary[] =
    "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='v' version='1'>"
    "<fact path='backup.exists' type='flag'/>"
    "<fact path='backup.last' type='date'/></vocabulary>";
static const struct fisc_source provided[] = {
    SOURCE("v.xml", vocabulary), SOURCE("a.xml", CATALOG("a")),
    SOURCE("b.xml", CATALOG("b"))};

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

/* Tries a text with the first `count` sources; NULL where it is refused. */
static struct fisc_policy *
try_text(const char *text, size_t count, struct fisc_error *error)
{
    struct fisc_source check = {sizeof check, "mine.txt", text, strlen(text)};
    struct fisc_policy *policy = NULL;
    enum fisc_status status = fisc_policy_load_try(
        context, &check, provided, count, &policy, error);

    ck_assert_int_eq(status == FISC_OK, policy != NULL);
    return policy;
}

static void
expect_one_clause(struct fisc_policy *policy)
{
    struct fisc_clause_info clause = {.size = sizeof clause};
    const char *file;
    unsigned line;

    ck_assert_ptr_nonnull(policy);
    ck_assert_str_eq(fisc_policy_id(policy), "try");
    ck_assert_uint_eq(fisc_policy_control_count(policy), 1);
    ck_assert_uint_eq(fisc_policy_clause_count(policy), 1);
    ck_assert_int_eq(fisc_policy_clause(policy, 0, &clause), FISC_OK);
    ck_assert_str_eq(clause.key, "try.customer");
    ck_assert_int_eq(clause.bearer, FISC_ROLE_CUSTOMER);
    ck_assert_int_eq(clause.level, FISC_LEVEL_MUST);
    ck_assert_int_eq(fisc_policy_clause_check(policy, 0, &file, &line), 1);
    ck_assert_str_eq(file, "mine.txt");
    /* What is odd in the sources isn't the check's. */
    ck_assert_uint_eq(fisc_policy_diagnostic_count(policy), 0);
}

START_TEST(try__makes_one_clause_of_a_requirement)
{
    struct fisc_error error = {.message = ""};
    struct fisc_policy *policy = try_text("return flag 'backup.exists'", 3,
                                          &error);

    ck_assert_msg(policy != NULL, "%s", error.message);
    expect_one_clause(policy);
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(try__makes_one_clause_of_a_function)
{
    struct fisc_policy *policy = try_text(
        "return function (ctx) return ctx.get('backup.exists') end", 3, NULL);

    expect_one_clause(policy);
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(try__needs_no_sources)
{
    struct fisc_policy *policy = try_text("return exists 'evidence'", 0, NULL);

    expect_one_clause(policy);
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(try__finds_a_param_by_the_name_that_one_catalog_gives_it)
{
    static const char text[] = "return within('backup.last', param 'days')";
    struct fisc_error error;
    struct fisc_policy *policy = try_text(text, 2, NULL);

    ck_assert_ptr_nonnull(policy);
    fisc_policy_unref(policy);
    ck_assert_ptr_null(try_text(text, 3, &error));
    ck_assert_int_eq(error.status, FISC_ERR_INVALID);
    ck_assert_str_eq(error.message,
                     "several catalogs have a param \"days\": give its id");
    policy = try_text("return within('backup.last', param 'b.days')", 3,
                      NULL);
    ck_assert_ptr_nonnull(policy);
    fisc_policy_unref(policy);
}
END_TEST

START_TEST(try__refuses_what_is_no_check)
{
    static const char *const texts[] = {
        "return 7", "", "return true", "check 'a.c.customer' { flag 'x' }"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fisc_error error;

        ck_assert_ptr_null(try_text(texts[i], 3, &error));
        ck_assert_int_eq(error.status, FISC_ERR_INVALID);
        ck_assert_str_eq(error.where, "mine.txt");
    }
}
END_TEST

START_TEST(try__refuses_a_document)
{
    struct fisc_source check = {sizeof check, "v.xml", NULL, 0};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_policy_load_try(context, &check, provided, 1,
                                          &policy, &error),
                     FISC_ERR_CONFLICT);
    ck_assert_str_eq(error.where, "v.xml");
}
END_TEST

START_TEST(digest__counts_the_check_on_trial)
{
    struct fisc_policy *one = try_text("return flag 'backup.exists'", 1, NULL);
    struct fisc_policy *other = try_text("return no {flag 'backup.exists'}",
                                         1, NULL);

    ck_assert_str_ne(fisc_policy_digest(one), fisc_policy_digest(other));
    fisc_policy_unref(one);
    fisc_policy_unref(other);
}
END_TEST

static enum fisc_status
work(struct fisc_context *failing, void *data)
{
    static const char text[] = "return within('backup.last', param 'a.days')";
    struct fisc_source check = SOURCE("mine.lua", text);
    struct fisc_policy *policy;
    enum fisc_status status = fisc_policy_load_try(failing, &check, provided,
                                                   3, &policy, NULL);

    (void)data;
    if (status == FISC_OK)
        fisc_policy_unref(policy);
    return status;
}

START_TEST(try__survives_every_failed_allocation)
{
    ck_assert_uint_gt(failing_try(work, NULL, 1), 0);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("try");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, try__makes_one_clause_of_a_requirement);
    tcase_add_test(tests, try__makes_one_clause_of_a_function);
    tcase_add_test(tests, try__needs_no_sources);
    tcase_add_test(tests,
                   try__finds_a_param_by_the_name_that_one_catalog_gives_it);
    tcase_add_test(tests, try__refuses_what_is_no_check);
    tcase_add_test(tests, try__refuses_a_document);
    tcase_add_test(tests, digest__counts_the_check_on_trial);
    tcase_add_test(tests, try__survives_every_failed_allocation);
    return run_case("policy", tests);
}
