/* SPDX-License-Identifier: MIT */
/* Hosts of all kinds: other locales, small stacks, threads that interrupt. */

#include <locale.h>
#include <pthread.h>
#include <stdio.h>

#include "check/running.h"
#include "support/comma.h"

/* ---- locales -------------------------------------------------------------*/

static const char numbers[] =
    "return function (ctx)\n"
    "  local t = { 'b', 'A', 'a', 'B', '_', 'Z', 'ä', 'z' }\n"
    "  table.sort(t)\n"
    "  return ctx.pass { en = table.concat({ 1.5, tostring(2.5),\n"
    "    ('%.2f'):format(3.25), 4.75 .. '', tostring(tonumber('1,5')),\n"
    "    tonumber('5.5'), ctx.get 'ratio', ctx.param 'ratio',\n"
    "    tostring('a' < 'B'), tostring(('ä'):find '%a'), ('ä'):upper(),\n"
    "    table.concat(t) }, ' ') }\n"
    "end\n";

static void
check_numbers(void)
{
    struct running running;

    ck_assert_int_eq(running_begin(&running, NULL), FISC_OK);
    ck_assert_str_eq(running_single(&running, "f", numbers, strlen(numbers)),
                     "pass en:1.5 2.5 3.25 4.75 nil 5.5 2.5 0.5 false nil ä "
                     "ABZ_abzä\n");
    running_end(&running);
}

START_TEST(locale__of_the_host_changes_nothing_and_is_left_alone)
{
    const char *name = comma_locale(_i);

    if (!name)
        return;
    check_numbers();
    ck_assert_str_eq(setlocale(LC_ALL, NULL), name);
    ck_assert_str_ne(localeconv()->decimal_point, ".");
    comma_locale_done();
    check_numbers();
}
END_TEST

/* ---- small stacks --------------------------------------------------------*/

/*
 * What goes deepest: functions that call back, into one another and into
 * themselves; patterns; and text that nests.
 */
static const char *const deep[] = {
    "return function (ctx) local function f() return pcall(f) end "
    "return f() end",
    "return function (ctx) local function f() "
    "return (('x'):gsub('x', f)) end return f() end",
    "return function (ctx) local function f() "
    "table.sort({ 1, 2, 3 }, f) return true end return f() end",
    "return function (ctx) local function f() "
    "return ctx.some('sites', f) end return f() end",
    "return function (ctx) local function f() "
    "return ctx.count('sites', f) == 1 end return f() end",
    "return function (ctx) return ('x'):rep(200):match(('x?'):rep(200)) end",
    "return function (ctx) local function f() return pcall(function () "
    "return (('x'):gsub('x', function () table.sort({ 2, 1 }, "
    "function () return f() end) end)) end) end return f() end",
    "return function (ctx) local t = {} for i = 1, 15 do t = { t } end "
    "return frozen(t) ~= nil end",
    "return function (ctx) local function f() return 1 + f() end "
    "return f() end",
};

enum { NESTED = 190 };

static void *
run_deep(void *data)
{
    int i = *(int *)data;
    struct running running;
    char text[NESTED * 24] = "return function (ctx) return ";

    if (running_begin(&running, NULL) != FISC_OK)
        return data; /* whatever isn't NULL */
    if (i < (int)(sizeof deep / sizeof *deep)) {
        running_single(&running, "f", deep[i], strlen(deep[i]));
    } else {
        for (int n = 0; n < NESTED; n++)
            strcat(text, i % 2 ? "{" : "(function () return ");
        running_single(&running, "f", text, strlen(text));
    }
    running_end(&running);
    return NULL;
}

START_TEST(stack__of_192_kib_is_enough)
{
    pthread_attr_t attributes;
    pthread_t thread;
    void *wrong = &thread;
    int which = _i;

    ck_assert_int_eq(pthread_attr_init(&attributes), 0);
    ck_assert_int_eq(pthread_attr_setstacksize(&attributes, 192 * 1024), 0);
    ck_assert_int_eq(pthread_create(&thread, &attributes, run_deep, &which), 0);
    ck_assert_int_eq(pthread_join(thread, &wrong), 0);
    ck_assert_ptr_null(wrong);
    pthread_attr_destroy(&attributes);
}
END_TEST

/* ---- interruption --------------------------------------------------------*/

START_TEST(interrupt__ends_a_function_that_runs)
{
    static const char text[] = "return function (ctx) while true do "
                               "pcall(function () while true do end end) "
                               "end end";
    struct fisc_context_options options = {.size = sizeof options,
                                           .check_steps = UINT64_MAX};
    atomic_bool flag;
    struct running running;
    uint32_t node;

    atomic_init(&flag, true);
    ck_assert_int_eq(running_begin(&running, &options), FISC_OK);
    loading_single(&running.loading, "f", text, strlen(text));
    ck_assert_str_eq(running.loading.line, "");
    ck_assert_int_eq(running_compile(&running, &node), FISC_OK);
    fisc__runner_watch(running.runner, &flag);
    ck_assert_int_eq(running_evaluate(&running, &node), FISC_ERR_INTERRUPTED);
    running_end(&running);
}
END_TEST

START_TEST(interrupt__that_is_not_asked_for_changes_nothing)
{
    static const char text[] = "return function (ctx) for i = 1, 1000 do end "
                               "return true end";
    atomic_bool flag;
    struct running running;
    uint32_t node;

    atomic_init(&flag, false);
    ck_assert_int_eq(running_begin(&running, NULL), FISC_OK);
    loading_single(&running.loading, "f", text, strlen(text));
    ck_assert_int_eq(running_compile(&running, &node), FISC_OK);
    fisc__runner_watch(running.runner, &flag);
    ck_assert_int_eq(running_evaluate(&running, &node), FISC_OK);
    ck_assert_str_eq(fisc__buffer_text(&running.text), "pass\n");
    running_end(&running);
}
END_TEST

/* ---- threads -------------------------------------------------------------*/

struct shared {
    struct running *running;
    uint32_t node;
    int wrong;
};

static void *
call_often(void *data)
{
    struct shared *shared = data;
    struct running own = *shared->running;

    fisc__buffer_init(&own.text, own.loading.context);
    if (fisc__runner_new(own.loading.context, &shared->running->loading.checks,
                         &own.runner, NULL) != FISC_OK) {
        shared->wrong = 1;
        return NULL;
    }
    for (int i = 0; i < 20; i++) {
        own.text.length = 0;
        if (running_evaluate(&own, &shared->node) != FISC_OK ||
            strcmp(fisc__buffer_text(&own.text), "pass en:1\n") != 0)
            shared->wrong = 1;
    }
    fisc__runner_free(own.runner);
    fisc__buffer_done(&own.text);
    return NULL;
}

START_TEST(checks__serve_several_threads_at_once)
{
    static const char text[] =
        "local n = 0 return function (ctx) n = n + 1 "
        "ctx.list 'sites' return ctx.pass { en = tostring(n) } end";
    pthread_t threads[4];
    struct shared shared[4] = {0};
    struct running running;
    uint32_t node;

    ck_assert_int_eq(running_begin(&running, NULL), FISC_OK);
    loading_single(&running.loading, "f", text, strlen(text));
    ck_assert_int_eq(running_compile(&running, &node), FISC_OK);
    for (int i = 0; i < 4; i++) {
        shared[i].running = &running;
        shared[i].node = node;
        ck_assert_int_eq(
            pthread_create(&threads[i], NULL, call_often, &shared[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_int_eq(shared[i].wrong, 0);
    }
    running_end(&running);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("hosts");

    tcase_add_loop_test(
        tests, locale__of_the_host_changes_nothing_and_is_left_alone, 1, 3);
    tcase_add_loop_test(tests, stack__of_192_kib_is_enough, 0,
                        sizeof deep / sizeof *deep + 2);
    tcase_add_test(tests, interrupt__ends_a_function_that_runs);
    tcase_add_test(tests, interrupt__that_is_not_asked_for_changes_nothing);
    tcase_add_test(tests, checks__serve_several_threads_at_once);
    return run_case("check", tests);
}
