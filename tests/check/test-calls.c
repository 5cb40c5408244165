/* SPDX-License-Identifier: MIT */
/*
 * Functions that are called one after another: what ends one leaves the others
 * alone, and which of them need no hook.
 */

#define _GNU_SOURCE
#include <locale.h>
#include <stdio.h>

#include "check/load.h"
#include "check/running.h"

#define CHECK(name, body)                                                      \
    "check \"" name "\" (function (ctx) " body " end)\n"

static void
begin(struct running *running, const char *text)
{
    ck_assert_int_eq(running_begin(running, NULL), FISC_OK);
    ck_assert_msg(loading_text(&running->loading, "calls.lua", text) ==
                      FISC_OK, "%s", running->loading.line);
}

/* ---- one after another ---------------------------------------------------*/

START_TEST(an_end__is_that_of_one_function)
{
    static const char text[] =
        CHECK("a", "return ctx.get \"yes\"")
        CHECK("b", "return ctx.get \"old\" and ctx.get \"said\"")
        CHECK("c", "return ctx.get \"no\"")
        CHECK("d", "error(\"broken\")")
        CHECK("e", "return ctx.get \"number\" == 42")
        CHECK("f", "while true do end")
        CHECK("g", "return ctx.fail { en = \"so\" }")
        CHECK("h", "local t = {} for i = 1, 1e9 do t[i] = { i } end")
        CHECK("i", "return pcall(ctx.get, \"said\")")
        CHECK("j", "return \"yes\"")
        CHECK("k", "return ctx.get \"yes\"");
    struct running running;
    uint32_t nodes[11];

    begin(&running, text);
    ck_assert_int_eq(running_compile(&running, nodes), FISC_OK);
    for (int twice = 0; twice < 2; twice++) {
        running.text.length = 0;
        ck_assert_int_eq(running_evaluate(&running, nodes), FISC_OK);
        ck_assert_str_eq(
            fisc__buffer_text(&running.text),
            "pass\n"
            "unknown stale old\n"
            "fail\n"
            "error error: line 4: broken\n"
            "pass\n"
            "error budget: takes more than 1000000 steps\n"
            "fail en:so\n"
            "error memory: takes more memory than a check may have\n"
            "unknown stated said\n"
            "error error: returned the text 'yes', which is no "
            "result: return true, false or a result of ctx\n"
            "pass\n");
    }
    running_end(&running);
}
END_TEST

START_TEST(a_budget__is_for_one_function)
{
    char text[2000] = "";
    struct running running;
    uint32_t nodes[8];

    for (int i = 0; i < 8; i++) {
        size_t used = strlen(text);

        snprintf(text + used, sizeof text - used,
                 "check \"c%d\" (function () for i = 1, 400000 do end "
                 "return true end)\n", i);
    }
    begin(&running, text);
    ck_assert_int_eq(running_compile(&running, nodes), FISC_OK);
    ck_assert_int_eq(running_evaluate(&running, nodes), FISC_OK);
    ck_assert_str_eq(fisc__buffer_text(&running.text),
                     "pass\npass\npass\npass\npass\npass\npass\npass\n");
    running_end(&running);
}
END_TEST

/* ---- a file that tells its runs apart ------------------------------------*/

/* What a declaration gives is the same whenever the file runs. */
START_TEST(a_file__runs_as_it_was_loaded)
{
    static const char text[] =
        "local f = 1\n"
        "local given = check \"a\" (function () return true end)\n"
        "if given then\n"
        "f = function ()\n"
        "while true do end\n"
        "end\n"
        "end\n"
        "check \"b\" (function ()\n"
        "return f ~= 1\n"
        "end)\n"
        "check \"c\" (function ()\n"
        "return f()\n"
        "end)\n";
    struct running running;
    uint32_t nodes[3];

    begin(&running, text);
    ck_assert_int_eq(running_compile(&running, nodes), FISC_OK);
    ck_assert_int_eq(running_evaluate(&running, nodes), FISC_OK);
    ck_assert_str_eq(fisc__buffer_text(&running.text),
                     "pass\nfail\nerror error: line 12: attempt to call a "
                     "number value (upvalue 'f')\n");
    running_end(&running);
}
END_TEST

/* ---- the host ------------------------------------------------------------*/

struct host {
    locale_t own;
    size_t calls;
    bool strange; /* the locale was not the host's */
};

static int
look(void *data, size_t done, size_t total)
{
    struct host *host = data;

    (void)done;
    (void)total;
    host->calls++;
    host->strange |= uselocale((locale_t)0) != host->own;
    return 0;
}

/* A hundred functions without a loop. */
static enum fisc_status
run_many(struct running *running, struct fisc__meter *meter)
{
    struct fisc__run_input input = {.system = running->system,
                                    .as_of = 20544,
                                    .call = fisc__runner_call,
                                    .meter = meter};
    struct fisc__run *run = NULL;
    uint32_t nodes[100];
    enum fisc_status status;

    ck_assert_int_eq(running_compile(running, nodes), FISC_OK);
    fisc__runner_watch(running->runner, meter->interrupt);
    input.graph = running->graph;
    input.call_data = running->runner;
    meter->look = 0;
    ck_assert_int_eq(fisc__run_new(running->loading.context, &input, &run,
                                   NULL), FISC_OK);
    status = fisc__run_eval(run, NULL);
    fisc__run_free(run);
    return status;
}

static char *
many_functions(void)
{
    char *text = calloc(1, 10000);

    for (int i = 0; i < 100; i++)
        sprintf(text + strlen(text),
                "check \"c%d\" (function (c) return c.get \"yes\" end)\n", i);
    return text;
}

START_TEST(progress__is_asked_in_the_host_s_locale)
{
    struct host host = {.own = newlocale(LC_ALL_MASK, "C.UTF-8", NULL)};
    struct fisc__meter meter = {.progress = look, .progress_data = &host};
    locale_t before = uselocale(host.own);
    struct running running;
    char *text = many_functions();

    begin(&running, text);
    ck_assert_int_eq(run_many(&running, &meter), FISC_OK);
    ck_assert_uint_ge(host.calls, 4);
    ck_assert(!host.strange);
    running_end(&running);
    free(text);
    uselocale(before);
    freelocale(host.own);
}
END_TEST

START_TEST(an_interrupt__ends_functions_without_a_hook)
{
    atomic_bool interrupt = true;
    struct fisc__meter meter = {.look = UINT64_MAX};
    struct fisc__run_input input = {.as_of = 20544, .meter = &meter,
                                    .call = fisc__runner_call};
    struct fisc__run *run = NULL;
    struct running running;
    uint32_t node;

    begin(&running, CHECK("a", "return ctx.get \"yes\""));
    ck_assert_int_eq(running_compile(&running, &node), FISC_OK);
    fisc__runner_watch(running.runner, &interrupt);
    input.graph = running.graph;
    input.system = running.system;
    input.call_data = running.runner;
    ck_assert_int_eq(fisc__run_new(running.loading.context, &input, &run,
                                   NULL), FISC_OK);
    ck_assert_int_eq(fisc__run_eval(run, NULL), FISC_ERR_INTERRUPTED);
    fisc__run_free(run);
    running_end(&running);
}
END_TEST

/* ---- functions that need no hook -----------------------------------------*/

/* The last function of the text, alone in its lines unless the text says so. */
static bool
is_brief(const char *text)
{
    struct running running;
    const struct fisc__check_file *file;
    bool ret;

    begin(&running, text);
    file = running.loading.checks.files[0];
    ret = file->functions[file->function_count - 1].is_brief;
    running_end(&running);
    return ret;
}

START_TEST(a_function__is_brief_where_nothing_runs_twice)
{
    static const char *const brief[] = {
        CHECK("a", "return true"),
        CHECK("a", "local t = ctx.list \"sites\" return #t > 1 and not t[9]"),
        CHECK("a", "return ctx.get \"name\" == \"for goto function while\""),
        CHECK("a", "--[[ repeat ]] return pcall(ctx.get, \"yes\")"),
        "local set = frozen { 1 }\n" CHECK("a", "return set[1] == 1"),
        "local get = tostring\n" CHECK("a", "return get(1) == \"1\""),
        "local f = function () end\n" CHECK("a", "return true"),
    };

    for (size_t i = 0; i < sizeof brief / sizeof *brief; i++)
        ck_assert_msg(is_brief(brief[i]), "%s", brief[i]);
}
END_TEST

START_TEST(a_function__is_not_brief_where_something_may)
{
    static const char *const others[] = {
        CHECK("a", "for i = 1, 2 do end return true"),
        CHECK("a", "for _ in pairs({}) do end return true"),
        CHECK("a", "while false do end return true"),
        CHECK("a", "repeat until true return true"),
        CHECK("a", "do goto last end ::last:: return true"),
        CHECK("a", "return ctx.some(\"sites\", function () end)"),
        CHECK("a", "local function f() return f() end return f()"),
        "local function f() return true end\n" CHECK("a", "return f()"),
        "local f; f = function ()\nreturn f() end\ncheck \"a\" (f)\n",
        "local function g() end " CHECK("a", "return true"),
        "check \"a\" (function ()\n\nrepeat\n\nuntil true\nreturn true end)",
    };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(!is_brief(others[i]), "%s", others[i]);
}
END_TEST

/* As many as the hook waits for, with what Lua writes beside them. */
START_TEST(a_function__is_brief_only_where_it_is_short)
{
    char text[8000];

    for (size_t terms = 1; terms < 400; terms++) {
        strcpy(text, "check \"a\" (function (c) local t = c ");
        for (size_t i = 0; i < terms; i++)
            strcat(text, "t = c ");
        strcat(text, "return true end)");
        if (terms < 100)
            ck_assert_msg(is_brief(text), "%zu", terms);
        if (terms >= FISC__HOOK_STEPS)
            ck_assert_msg(!is_brief(text), "%zu", terms);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("calls");

    tcase_add_test(tests, an_end__is_that_of_one_function);
    tcase_add_test(tests, a_budget__is_for_one_function);
    tcase_add_test(tests, a_file__runs_as_it_was_loaded);
    tcase_add_test(tests, progress__is_asked_in_the_host_s_locale);
    tcase_add_test(tests, an_interrupt__ends_functions_without_a_hook);
    tcase_add_test(tests, a_function__is_brief_where_nothing_runs_twice);
    tcase_add_test(tests, a_function__is_not_brief_where_something_may);
    tcase_add_test(tests, a_function__is_brief_only_where_it_is_short);
    return run_case("check", tests);
}
