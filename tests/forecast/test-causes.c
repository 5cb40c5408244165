/* SPDX-License-Identifier: MIT */
/* Each way in which the day matters: which rows change, and why. */

#include <stdio.h>

#include "forecast/rig.h"

/* Facts that nothing happens to; `off` is true so that nothing is waived. */
#define OFF "\"off\": true, "

static const struct {
    const char *facts;
    const char *until;
    const char *wanted;
} cases[] = {
    /* A fact's own last day. */
    {"\"applies\": {\"value\": true, \"expires\": \"2026-07-04\"}, " OFF
     "\"on\": false", "2026-07-09",
     "2026-07-05 t.when.customer@bank: fail not-met > unknown stale | "
     "fact-expires applies 2026-07-04\n"
     "2026-07-05 t.open.customer@bank: pass met direct > unknown stale | "
     "fact-expires applies 2026-07-04\n"},
    /* Its age, by a leaf and by the vocabulary, of a tree and of a function. */
    {"\"on\": {\"value\": true, \"date\": \"2026-01-31\"}, " OFF
     "\"applies\": false, "
     "\"fresh\": {\"value\": true, \"date\": \"2026-05-31\"}", NULL,
     "2026-07-01 t.reads.customer@bank: pass met direct > unknown stale | "
     "fact-ages fresh 1m 2026-05-31\n"
     "2026-07-01 t.demand.customer@bank: pass met direct > pass met "
     "alternative | fact-ages fresh 1m 2026-05-31\n"
     "2026-08-01 t.flag.customer@bank: pass met direct > unknown stale | "
     "fact-ages on 6m age 2026-01-31\n"},
    /* Its date has come; the list's, too. */
    {"\"applies\": {\"value\": true, \"date\": \"2026-07-02\"}, " OFF
     "\"rooms\": {\"complete\": true, \"date\": \"2026-07-03\", "
     "\"items\": [{\"id\": \"a\", "
     "\"locked\": {\"value\": true, \"expires\": \"2026-07-03\"}}]}",
     "2026-07-31",
     "2026-07-02 t.open.customer@bank: unknown future > pass met direct | "
     "fact-begins applies 2026-07-02\n"
     "2026-07-03 t.list.customer@bank: unknown future > pass met direct | "
     "fact-begins rooms 2026-07-03\n"
     "2026-07-04 t.list.customer@bank: pass met direct > unknown stale | "
     "fact-expires rooms[a].locked 2026-07-03\n"},
    /* A period: a day to come, then within, then overdue; months clamp. */
    {"\"tested\": \"2026-07-31\", " OFF "\"on\": true", "2026-09-09",
     "2026-07-31 t.within.customer@bank: unknown future > pass met direct | "
     "fact-begins tested 2026-07-31\n"
     "2026-09-01 t.within.customer@bank: pass met direct > fail not-met | "
     "period-ends tested 1m 2026-07-31\n"
     "2026-09-01 t.pair.customer@bank: unknown absent > fail not-met | "
     "period-ends tested 1m 2026-07-31\n"},
    /* Back from March 29 to 31 a month leads to February 28. */
    {"\"tested\": \"2027-02-28\", " OFF "\"on\": true", "2027-04-09",
     "2027-02-28 t.within.customer@bank: unknown future > pass met direct | "
     "fact-begins tested 2027-02-28\n"
     "2027-04-01 t.within.customer@bank: pass met direct > fail not-met | "
     "period-ends tested 1m 2027-02-28\n"
     "2027-04-01 t.pair.customer@bank: unknown absent > fail not-met | "
     "period-ends tested 1m 2027-02-28\n"},
    /* Evidence: collected later, too old, expired. */
    {OFF "\"evidence\": [{\"id\": \"e\", \"kind\": \"report\", \"about\": "
     "[\"rooms\"], \"collected\": \"2026-07-01\", \"expires\": \"none\", "
     "\"confirmed\": true}]", "2027-12-31",
     "2026-07-01 t.evidence.customer@bank: unknown future > pass met direct | "
     "evidence-begins evidence[e] id=e 2026-07-01\n"
     "2027-07-02 t.evidence.customer@bank: pass met direct > unknown stale | "
     "evidence-ages evidence[e] id=e 1y 2026-07-01\n"},
    {OFF "\"evidence\": [{\"id\": \"e\", \"kind\": \"report\", \"about\": "
     "[\"rooms\"], \"collected\": \"2026-01-01\", \"expires\": "
     "\"2026-07-14\", \"confirmed\": true}, {\"id\": \"x\", \"kind\": "
     "\"other\", \"about\": [\"rooms\"], \"collected\": \"2026-01-01\", "
     "\"expires\": \"2026-07-14\", \"confirmed\": true}]", NULL,
     "2026-07-15 t.evidence.customer@bank: pass met direct > unknown stale | "
     "evidence-expires evidence[e] id=e 2026-07-14\n"},
    /* A contract begins and ends. */
    {OFF "\"contracts\": [{\"id\": \"c\", \"party\": \"aws\", \"from\": "
     "\"2026-07-01\", \"to\": \"2026-12-31\", \"terms\": [\"audit\"]}]", NULL,
     "2026-07-01 t.contract.customer@bank: unknown future > pass met direct | "
     "contract-begins contracts[c] id=c 2026-07-01\n"
     "2027-01-01 t.contract.customer@bank: pass met direct > unknown stale | "
     "contract-ends contracts[c] id=c 2026-12-31\n"},
    /* A judgement of a day to come. */
    {OFF "\"importance\": {\"value\": \"low\", \"by\": \"customer\", "
     "\"at\": \"2026-08-05\", \"why\": \"w\"}", NULL,
     "2026-08-05 t.judged.customer@bank: unknown future > pass met direct | "
     "fact-begins importance 2026-08-05\n"},
    /* A function that computes with the day. */
    {OFF "\"on\": true, \"tested\": \"2026-05-30\"", "2026-12-31",
     "2026-07-01 t.within.customer@bank: pass met direct > fail not-met | "
     "period-ends tested 1m 2026-05-30\n"
     "2026-07-01 t.pair.customer@bank: unknown absent > fail not-met | "
     "period-ends tested 1m 2026-05-30\n"
     "2026-07-15 t.function.customer@bank: pass met direct > notapplicable "
     "function | check t.function.customer\n"
     "2026-07-30 t.function.customer@bank: notapplicable function > fail "
     "not-met | check t.function.customer\n"},
    /* A waiver begins, another takes over and ends. */
    {"\"off\": false", NULL,
     "2026-07-10 t.waived.customer@bank: fail not-met > fail waived w-1 | "
     "waiver-begins id=w-1 2026-07-10\n"
     "2026-07-20 t.waived.customer@bank: fail waived w-1 > fail waived w-2 | "
     "waiver-ends id=w-1 2026-07-19 | waiver-begins id=w-2 2026-07-20\n"
     "2026-08-01 t.waived.customer@bank: fail waived w-2 > fail not-met | "
     "waiver-ends id=w-2 2026-07-31\n"},
    /* What becomes unmet while a waiver is in force is waived by its facts. */
    {"\"off\": {\"value\": true, \"expires\": \"2026-07-11\"}", "2026-07-19",
     "2026-07-12 t.demand.customer@bank: pass met alternative > unknown absent "
     "| fact-expires off 2026-07-11\n"
     "2026-07-12 t.waived.customer@bank: pass met direct > unknown waived w-1 "
     "| fact-expires off 2026-07-11\n"},
    /* An operand's day comes while the fact itself is out of date. */
    {OFF "\"tested\": {\"value\": \"2026-06-01\", \"expires\": "
     "\"2026-06-02\"}, \"due\": {\"value\": \"2026-06-30\", \"date\": "
     "\"2026-07-03\"}", NULL,
     "2026-07-03 t.order.customer@bank: unknown future > unknown stale | "
     "fact-begins due 2026-07-03\n"},
    /* What made it false, not what else grew old on that day. */
    {OFF "\"tested\": \"2026-06-15\", "
     "\"fresh\": {\"value\": true, \"date\": \"2026-06-15\"}",
     "2026-07-16",
     "2026-07-16 t.within.customer@bank: pass met direct > fail not-met | "
     "period-ends tested 1m 2026-06-15\n"
     "2026-07-16 t.reads.customer@bank: pass met direct > unknown stale | "
     "fact-ages fresh 1m 2026-06-15\n"
     "2026-07-16 t.demand.customer@bank: pass met direct > pass met "
     "alternative | fact-ages fresh 1m 2026-06-15\n"
     "2026-07-16 t.pair.customer@bank: pass met direct > fail not-met | "
     "period-ends tested 1m 2026-06-15\n"},
    /* Nothing at all. */
    {OFF "\"on\": true", NULL, ""},
};

START_TEST(causes__are_what_moved_the_row)
{
    struct fisc_forecast *forecast = forecast_of(cases[_i].facts,
                                                 cases[_i].until);

    ck_assert_str_eq(forecast_text(forecast), cases[_i].wanted);
    fisc_forecast_unref(forecast);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("causes");

    tcase_add_loop_test(tests, causes__are_what_moved_the_row, 0,
                        sizeof cases / sizeof *cases);
    return forecast_main(tests);
}
