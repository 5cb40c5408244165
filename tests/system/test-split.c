/* SPDX-License-Identifier: MIT */
/* The split of duties: one statement on each, rules 1 and 19. */

#include <fisc/fisc.h>

#include <stdio.h>
#include <string.h>

#include "support/failing.h"
#include "support/run.h"
#include "system/system.h"

#define SAYS(id, clause, bearer)                                             \
    "{\"id\": \"" id "\", \"clause\": \"" clause "\", \"bearer\": \"" bearer  \
    "\", \"from\": \"aws\"}"

static const struct {
    const char *inherits, *line; /* line "": it is right */
} cases[] = {
    {"", ""},
    {SAYS("a", "k.x.customer", "customer"), ""},
    {SAYS("a", "k.x.customer", "customer") ",\n"
     SAYS("b", "k.x.provider", "provider"), ""},
    {SAYS("a", "k.x.customer", "bank") ",\n"
     SAYS("b", "k.x.customer", "card"), ""},
    {SAYS("a", "k.x.customer", "customer") ",\n"
     SAYS("b", "k.x.customer", "aws"), ""},
    {SAYS("a", "k.x.customer", "provider") ",\n"
     SAYS("b", "k.x.customer", "aws"), ""},
    {SAYS("a", "k.x.customer", "customer") ",\n"
     SAYS("b", "k.x.customer", "customer"),
     "s.json:3:1: a second statement of who answers for k.x.customer; the "
     "first is a at s.json:2:14"},
    {SAYS("b", "k.x.customer", "customer") ",\n"
     SAYS("a", "k.x.customer", "card"),
     "s.json:3:1: a second statement of who answers for k.x.customer; the "
     "first is b at s.json:2:14"},
    {SAYS("a", "k.x.customer", "bank") ", " SAYS("b", "k.x.customer", ""),
     "s.json:2:86: a second statement of who answers for k.x.customer; the "
     "first is a at s.json:2:14"},
    {"{\"id\": \"a\", \"clause\": \"k.x.customer\"}",
     "s.json:2:14: what is inherited needs its clause, and from whom"},
    {"{\"id\": \"a\", \"from\": \"aws\"}",
     "s.json:2:14: what is inherited needs its clause, and from whom"},
    {"{\"id\": \"a\", \"from\": \"aws\", \"clause\": {\"unknown\": \"?\"}}",
     "s.json:2:14: what is inherited needs its clause, and from whom"},
};

static enum fisc_status
parse(struct fisc_context *context, const char *inherits,
      struct fisc_system **ret)
{
    char text[2048];

    snprintf(text, sizeof text,
             "{\"format\": \"libfisc-system/1\", \"id\": \"s\",\n"
             "\"inherits\": [%s], \"parties\": ["
             "{\"id\": \"bank\", \"roles\": [\"customer\"]},"
             "{\"id\": \"card\", \"roles\": [\"operator\", \"customer\"]},"
             "{\"id\": \"aws\", \"roles\": [\"provider\"]}]}",
             inherits);
    return fisc_system_parse(context, "s.json", text, strlen(text),
                             FISC_SYSTEM_JSON, ret, NULL);
}

START_TEST(split__has_one_statement_on_each_duty)
{
    struct fisc_context *context;
    struct fisc_system *system = NULL;
    struct fisc_error error;
    char line[1100] = "";

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    ck_assert_int_eq(parse(context, cases[_i].inherits, &system), FISC_OK);
    if (fisc_system__check_split(system, &error))
        fisc_error_format(&error, line, sizeof line);
    ck_assert_str_eq(line, cases[_i].line);
    fisc_system_unref(system);
    fisc_context_unref(context);
}
END_TEST

static enum fisc_status
check_all(struct fisc_context *context, void *data)
{
    struct fisc_system *system;
    enum fisc_status status = parse(context, data, &system);

    if (status)
        return status;
    status = fisc_system__check_split(system, NULL);
    fisc_system_unref(system);
    return status;
}

START_TEST(split__keeps_nothing_where_memory_is_short)
{
    ck_assert_uint_gt(failing_try(check_all, (void *)cases[2].inherits, 1),
                      0);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("split");

    tcase_add_loop_test(tests, split__has_one_statement_on_each_duty, 0,
                        sizeof cases / sizeof *cases);
    tcase_add_test(tests, split__keeps_nothing_where_memory_is_short);
    return run_case("system", tests);
}
