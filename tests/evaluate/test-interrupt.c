/* SPDX-License-Identifier: MIT */
/* A host that stops an evaluation: from a thread, from a signal handler. */

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "evaluate/rig.h"

#define OSCAL "http://csrc.nist.gov/ns/oscal/1.0"
#define PROP "<prop ns='urn:libfisc:oscal:1' "
#define PARTIES_ONLY \
    "\"parties\": [{\"id\": \"bank\", \"roles\": [\"customer\"]}, " \
    "{\"id\": \"aws\", \"roles\": [\"provider\"]}]"

/* ---- interrupts ----------------------------------------------------------*/

START_TEST(interrupt__stands_until_it_is_cleared)
{
    struct fisc_evaluator *evaluator;
    struct fisc_system *system = rig_system(PARTIES);
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report = NULL;
    struct fisc_error error;

    options.partial = 1;
    ck_assert_int_eq(fisc_evaluator_new(rig_policy, &evaluator, NULL), 0);
    fisc_evaluator_interrupt(evaluator);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report,
                                   &error), FISC_ERR_INTERRUPTED);
        ck_assert_ptr_null(report);
        ck_assert_str_eq(error.message, "the host asked to stop");
    }
    fisc_evaluator_clear_interrupt(evaluator);
    ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report, &error),
                     FISC_OK);
    ck_assert_int_eq(fisc_report_stopped(report), FISC_OK);
    fisc_report_unref(report);
    fisc_system_unref(system);
    fisc_evaluator_free(evaluator);
}
END_TEST

/* Functions that would run for years, were they let. */
static const char *const endless[] = {
    "while true do end",
    "while true do local t = {} for i = 1, 1000 do t[i] = i end end",
    "while true do pcall(function () while true do end end) end",
    "local s = ('a'):rep(40) return s:find(('a?'):rep(40) .. s .. 'b') == 1",
    "while true do local s = ('a'):rep(60000) s = s:find('b') end",
    ("local n = 0 while true do n = n + ctx.count('rooms', function (r) "
     "return r.keys > 0 end) end"),
};

static struct fisc_policy *
endless_policy(struct fisc_context *context, const char *body)
{
    static const char catalog[] =
        "<catalog xmlns='" OSCAL "' uuid='5ab0b7a0-0f5b-4c57-8a2b-"
        "5f0c6a1e7708'><metadata><title>p</title><last-modified>"
        "2026-06-30T00:00:00+09:00</last-modified><version>1</version>"
        "<oscal-version>1.1.2</oscal-version></metadata><control id='p.1'>"
        "<title>t</title><part name='statement' id='p.1_smt'><part "
        "name='item' id='p.1.customer'>" PROP "name='bearer' "
        "value='customer'/><p>c</p></part></part></control></catalog>";
    static const char vocabulary[] =
        "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='p' version='1'>"
        "<fact path='rooms' type='list'/>"
        "<fact path='rooms[].keys' type='integer'/></vocabulary>";
    char checks[400];
    struct fisc_source sources[] = {
        {sizeof *sources, "v.xml", vocabulary, sizeof vocabulary - 1},
        {sizeof *sources, "p.xml", catalog, sizeof catalog - 1},
        {sizeof *sources, "p.lua", checks, 0}};
    struct fisc_policy *policy = NULL;

    sources[2].length = (size_t)snprintf(
        checks, sizeof checks, "check 'p.1.customer' (function (ctx) %s end)\n",
        body);
    ck_assert_int_eq(fisc_policy_load(context, sources, 3, &policy, NULL),
                     FISC_OK);
    return policy;
}

static void *
interrupt_soon(void *data)
{
    nanosleep(&(struct timespec){.tv_nsec = 30000000}, NULL);
    fisc_evaluator_interrupt(data);
    return NULL;
}

static double
seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

START_TEST(interrupt__ends_what_would_never_end)
{
    struct fisc_context_options limits = {.size = sizeof limits,
                                          .check_steps = UINT64_MAX};
    struct fisc_context *context;
    struct fisc_policy *policy;
    struct fisc_evaluator *evaluator;
    struct fisc_system *system = rig_system(
        PARTIES_ONLY ", \"rooms\": [{\"id\": \"a\", \"keys\": 1}]");
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report = NULL;
    pthread_t thread;
    double start;

    ck_assert_int_eq(fisc_context_new(&limits, &context, NULL), FISC_OK);
    policy = endless_policy(context, endless[_i]);
    ck_assert_int_eq(fisc_evaluator_new(policy, &evaluator, NULL), 0);
    start = seconds();
    ck_assert_int_eq(pthread_create(&thread, NULL, interrupt_soon, evaluator),
                     0);
    if (!fisc_eval(evaluator, system, &options, &report, NULL))
        ck_abort_msg("ended: %s", rig_row(report, "p.1.customer@bank"));
    ck_assert_double_lt(seconds() - start, 3.0); /* also under valgrind */
    pthread_join(thread, NULL);
    /* With a part: of what was being run nothing is said. */
    fisc_evaluator_clear_interrupt(evaluator);
    options.partial = 1;
    ck_assert_int_eq(pthread_create(&thread, NULL, interrupt_soon, evaluator),
                     0);
    ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report, NULL),
                     FISC_OK);
    pthread_join(thread, NULL);
    ck_assert_str_eq(rig_row(report, "p.1.customer@bank"),
                     "notchecked stopped");
    fisc_report_unref(report);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
}
END_TEST

static struct fisc_evaluator *handled;

static void
on_alarm(int number)
{
    (void)number;
    fisc_evaluator_interrupt(handled);
}

START_TEST(interrupt__comes_from_a_signal_handler)
{
    struct fisc_context_options limits = {.size = sizeof limits,
                                          .check_steps = UINT64_MAX};
    struct sigaction action = {.sa_handler = on_alarm}, before;
    struct itimerspec after = {.it_value = {.tv_nsec = 20000000}};
    struct fisc_eval_options options = rig_options();
    struct fisc_system *system = rig_system(PARTIES_ONLY);
    struct fisc_context *context;
    struct fisc_policy *policy;
    struct fisc_report *report = NULL;
    timer_t timer;

    ck_assert_int_eq(fisc_context_new(&limits, &context, NULL), FISC_OK);
    policy = endless_policy(context, endless[0]);
    ck_assert_int_eq(fisc_evaluator_new(policy, &handled, NULL), 0);
    sigaction(SIGALRM, &action, &before);
    ck_assert_int_eq(timer_create(CLOCK_MONOTONIC, NULL, &timer), 0);
    timer_settime(timer, 0, &after, NULL);
    ck_assert_int_eq(fisc_eval(handled, system, &options, &report, NULL),
                     FISC_ERR_INTERRUPTED);
    timer_delete(timer);
    sigaction(SIGALRM, &before, NULL);
    fisc_evaluator_free(handled);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("interrupt");

    tcase_add_test(tests, interrupt__stands_until_it_is_cleared);
    tcase_add_loop_test(tests, interrupt__ends_what_would_never_end, 0,
                        sizeof endless / sizeof *endless);
    tcase_add_test(tests, interrupt__comes_from_a_signal_handler);
    return rig_main(tests);
}
