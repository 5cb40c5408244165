/* SPDX-License-Identifier: MIT */
/* The sets of changes that a plan proposes, kind by kind. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/small.h"
#include "support/run.h"

static struct fisc_context *context;

/* ---- what is proposed ----------------------------------------------------*/

#define AUDITED "\"collected\": \"2026-05-01\", \"about\": [\"power\"], " \
                "\"kind\": \"soc2\""

/* The sets, waivers left out, one after the other. */
static const struct {
    const char *check, *facts, *sets;
} cases[] = {
    {"flag \"a\"", "\"a\": false", "set a: false > true"},
    {"flag \"a\"", "", "set a: absent > true"},
    {"no { flag \"a\" }", "\"a\": true", "set a: true > false"},
    {"flag \"a\"", "\"a\": {\"unknown\": \"asked\"}",
     "set a: stated > true"},
    {"flag \"fresh\"", "\"fresh\": {\"value\": true, \"date\": "
     "\"2024-01-01\"}", "renew fresh: true stale > true"},
    {"flag \"fresh\"", "\"fresh\": {\"value\": true, \"expires\": "
     "\"2026-01-01\", \"date\": \"2026-01-01\"}",
     "renew fresh: true stale > true"},
    {"flag \"fresh\"", "\"fresh\": true", "renew fresh: true undated > true"},
    {"ge(\"days\", 90)", "\"days\": 30", "at-least days: 30 > 90"},
    {"gt(\"days\", 90)", "\"days\": 30", "at-least days: 30 > 91"},
    {"le(\"days\", 9)", "\"days\": 30", "at-most days: 30 > 9"},
    {"no { le(\"days\", 30) }", "\"days\": 30", "at-least days: 30 > 31"},
    {"gt(\"share\", 1.5)", "\"share\": 1.0", "at-least share: 1.0 > 2.0"},
    {"ge(\"days\", 90), le(\"days\", 400)", "\"days\": 30",
     "at-least days: 30 > 90"},
    {"ge(\"days\", 90), ge(\"days\", 365)", "\"days\": 30",
     "set days: 30 > 365"},
    {"ge(\"days\", 90), le(\"days\", 40)", "\"days\": 30", "no-way"},
    {"eq(\"name\", \"x\")", "\"name\": \"y\"", "set name: y > x"},
    {"ne(\"name\", \"y\")", "\"name\": \"y\"", "other-than name: y > y"},
    {"ne(\"name\", fact \"other\")", "\"name\": \"y\", \"other\": \"y\"",
     "other-than name: y > y | other-than other: y > y"},
    {"eq(\"name\", fact \"other\")", "\"name\": \"y\", \"other\": \"z\"",
     "no-way"},
    {"starts_with(\"name\", \"jp-\")", "\"name\": \"us-1\"",
     "starts-with name: us-1 > jp-"},
    {"one_of(\"kind\", {\"middle\", \"high\"})", "\"kind\": \"low\"",
     "one-of kind: low > middle, high"},
    {"ge(\"kind\", \"middle\")", "\"kind\": \"low\"",
     "at-least kind: low > middle"},
    {"within(\"last\", \"1y\")", "\"last\": \"2025-01-01\"",
     "at-least last: 2025-01-01 > 2025-06-30"},
    {"within(\"last\", \"1y\")", "\"last\": \"2026-08-01\"", "ask"},
    {"no { within(\"last\", \"1y\") }", "\"last\": \"2026-06-01\"", "no-way"},
    {"not_after(\"release\", \"last\")",
     "\"last\": \"2026-01-01\", \"release\": \"2026-02-01\"",
     "at-least last: 2026-01-01 > 2026-06-30"},
    {"has(\"regions\", \"tokyo\")", "\"regions\": [\"osaka\"]",
     "add-member regions: osaka > tokyo"},
    {"no { has(\"regions\", \"osaka\") }", "\"regions\": [\"osaka\"]",
     "remove-member regions: osaka > osaka"},
    {"no { has(\"regions\", \"tokyo\") }",
     "\"regions\": {\"complete\": false, \"items\": [\"osaka\"]}",
     "complete regions: osaka incomplete > "},
    {"covers(\"covered\", {\"x\", \"y\", \"z\"})", "\"covered\": [\"y\"]",
     "add-member covered: y > x, z"},
    {"covers(\"covered\", fact \"regions\")",
     "\"covered\": [], \"regions\": [\"osaka\"]",
     "add-member covered:  > osaka"},
    {"judged(\"importance\", {\"low\"})", "\"importance\": {\"value\": "
     "\"high\", \"by\": \"customer\", \"at\": \"2026-01-01\", \"why\": \"x\"}",
     "set importance: high > low"},
    {"judged(\"importance\", {\"low\"})", "\"importance\": \"low\"",
     "set importance: low > low"},
    {"any { all { \"a\", \"b\" }, \"c\" }", "\"a\": true, \"b\": false, "
     "\"c\": false", "set b: false > true | set c: false > true"},
    {"any { all { \"a\", \"b\" }, \"c\" }", "\"a\": false, \"b\": false, "
     "\"c\": false",
     "set c: false > true | set a: false > true; set b: false > true"},
    {"at_least(2) { \"a\", \"b\", \"c\" }", "\"a\": true, \"b\": false, "
     "\"c\": false", "set b: false > true | set c: false > true"},
    {"each \"sites\" { flag \".on\" }", "\"sites\": [{\"id\": \"x\", "
     "\"on\": false}, {\"id\": \"y\", \"on\": true}, {\"id\": \"z\"}]",
     "set sites[x].on: false > true; set sites[z].on: absent > true"},
    {"each \"sites\" { flag \".on\" }", "\"sites\": {\"complete\": false, "
     "\"items\": [{\"id\": \"x\", \"on\": true}]}",
     "complete sites: incomplete > "},
    {"each \"sites\" { where = flag \".big\", flag \".on\" }",
     "\"sites\": [{\"id\": \"x\", \"big\": true, \"on\": false}]",
     "set sites[x].on: false > true"},
    {"some \"sites\" { flag \".on\", ge(\".days\", 3) }", "\"sites\": []",
     "add-element sites[new]: absent > days = 3, on = true"},
    {"exists \"sites\" {  }", "\"sites\": []",
     "add-element sites[new]: absent > "},
    {"some \"sites\" { flag \".on\" }",
     "\"sites\": [{\"id\": \"new\", \"on\": false}]",
     "set sites[new].on: false > true | "
     "add-element sites[new-2]: absent > on = true"},
    {"no { some \"sites\" { flag \".on\" } }",
     "\"sites\": [{\"id\": \"x\", \"on\": true}]",
     "set sites[x].on: true > false"},
    {"given(flag \"a\") { flag \"b\" }", "\"a\": true, \"b\": false",
     "set b: false > true"},
    {"given(judged(\"importance\", {\"high\"})) { flag \"b\" }",
     "\"b\": false, \"importance\": {\"value\": \"high\", \"by\": \"bank\", "
     "\"at\": \"2026-01-01\", \"why\": \"x\"}",
     "set b: false > true | other-than importance: high > high"},
    {"when = flag \"a\", flag \"b\"", "\"b\": false", "ask"},
    {"demand { flag \"a\", relaxation \"low\" { guard = "
     "judged(\"importance\", {\"low\"}), flag \"b\" }, floor = flag \"c\" }",
     "\"a\": false, \"b\": true, \"c\": true, \"importance\": {\"value\": "
     "\"high\", \"by\": \"customer\", \"at\": \"2026-01-01\", \"why\": "
     "\"x\"}", "set a: false > true | set importance: high > low"},
    {"evidence { kind = {\"soc2\"}, about = \"power\" }", "\"evidence\": []",
     "evidence evidence[new-soc2-power]: absent > kind = soc2, "
     "about + power, collected = 2026-06-30, expires = 2027-06-30, "
     "confirmed = true"},
    {"evidence { kind = {\"soc2\"}, about = \"power\" }",
     "\"evidence\": [{\"id\": \"r\", " AUDITED ", \"expires\": "
     "\"2027-01-01\"}]", "confirm evidence[r]: r > confirmed = true"},
    {"evidence { kind = {\"soc2\"}, about = \"power\" }",
     "\"evidence\": [{\"id\": \"r\", " AUDITED ", \"expires\": "
     "\"2026-06-01\", \"confirmed\": true}]",
     "evidence evidence[r]: r stale > collected = 2026-06-30, "
     "expires = 2027-06-30, confirmed = true"},
    {"contract { with = \"aws\", has = {\"audit\", \"exit\"} }",
     "\"contracts\": [{\"id\": \"k\", \"party\": \"aws\", \"from\": "
     "\"2020-01-01\", \"to\": \"none\", \"terms\": [\"audit\"]}]",
     "contract contracts[k]: k > terms + exit"},
    {"contract { with = \"aws\", has = {\"audit\", \"exit\"} }",
     "\"contracts\": []",
     "contract contracts[new-aws]: absent > party = aws, "
     "from = 2026-06-30, to = 2027-06-30, terms + audit, terms + exit"},
    {"ge(\"days\", param \"limit\")", "\"days\": 3",
     "param param:limit: unset > "},
    {"function (ctx) return ctx.days > 3 end", "\"days\": 3", "function"},
    {"flag \"party.ready\"", "", "set parties[bank].ready: absent > true"},
};

static int
is_waiver(const struct fisc_plan *plan, size_t set)
{
    struct fisc_plan_set info = {.size = sizeof info};

    ck_assert_int_eq(fisc_plan_set(plan, 0, set, &info), FISC_OK);
    return info.label == FISC_PLAN_BY_WAIVER;
}

/* "set | set", or the state of a row that has none that counts. */
static void
sets_text(const struct fisc_plan *plan, char *text, size_t size)
{
    struct fisc_plan_row row = {.size = sizeof row};
    size_t length = 0;

    ck_assert_int_eq(fisc_plan_row(plan, 0, &row), FISC_OK);
    if (row.state != FISC_PLAN_PLANNED) {
        snprintf(text, size, "%s", fisc_plan_state_name(row.state));
        return;
    }
    text[0] = '\0';
    for (size_t i = 0; i < row.set_count; i++)
        if (!is_waiver(plan, i))
            length += (size_t)snprintf(text + length, size - length, "%s%s",
                                       i ? " | " : "", hold_text(plan, 0, i));
}

START_TEST(sets__are_the_smallest_of_each_kind)
{
    struct fisc_policy *policy = small_policy(context, &cases[_i].check, 1);
    struct fisc_system *system = small_system(context, cases[_i].facts);
    struct hold_tally tally = {0};
    struct fisc_plan *plan;
    struct held held;
    char text[2048];

    small_hold(policy, system, &held);
    plan = hold_plan(&held, &tally);
    ck_assert_msg(fisc_plan_row_count(plan) == 1, "%s with %s is met",
                  cases[_i].check, cases[_i].facts);
    sets_text(plan, text, sizeof text);
    ck_assert_msg(strcmp(text, cases[_i].sets) == 0,
                  "%s with %s: \n  %s\ninstead of\n  %s", cases[_i].check,
                  cases[_i].facts, text, cases[_i].sets);
    fisc_plan_free(plan);
    small_done(&held);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("sets");
    int status;

    if (fisc_context_new(NULL, &context, NULL) != FISC_OK)
        return EXIT_FAILURE;
    tcase_add_loop_test(tests, sets__are_the_smallest_of_each_kind, 0,
                        sizeof cases / sizeof *cases);
    status = run_case("plan", tests);
    fisc_context_unref(context);
    return status;
}
