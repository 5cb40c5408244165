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

/*
 * Lua's stack grows by other steps where it has been collected, and what runs
 * out of it can be caught: so that a file can tell, whatever we do.
 */
static const char turncoat[] =
    "local depth, f, list, keep = 0, 1, {}, 1\n"
    "for i = 1, 900 do list[i] = i end\n"
    "local function deep(n, g)\n"
    "if n > 0 then local a, b, c, d, e, h, i, j local r = deep(n - 1, g) "
    "return r end\n"
    "return g()\n"
    "end\n"
    "deep(1500, function () end)\n"
    "deep(560, function ()\n"
    "for i = 1, 3000 do local s = { i, i, i } end\n"
    "for d = 1000, 1400, 25 do\n"
    "if deep(d, function () local done = pcall(table.unpack, list, 1, 900) "
    "return done end) then depth = d else return end\n"
    "end\n"
    "end)\n"
    "if depth > 1300 then\n"
    "%s\n"
    "end\n"
    "check \"a\" (function ()\n"
    "return %s\n"
    "end)\n";

static void
check_turncoat(const char *change, const char *body, const char *outcome)
{
    struct running running;
    char text[2000];
    uint32_t node;

    snprintf(text, sizeof text, turncoat, change, body);
    begin(&running, text);
    ck_assert_int_eq(running_compile(&running, &node), FISC_OK);
    ck_assert_int_eq(running_evaluate(&running, &node), FISC_OK);
    ck_assert_str_eq(fisc__buffer_text(&running.text), outcome);
    running_end(&running);
}

START_TEST(a_file__that_tells_its_runs_apart_gains_nothing)
{
    check_turncoat("f = function ()\nwhile true do end\nend", "f()",
                   "error budget: takes more than 1000000 steps\n");
    check_turncoat("keep = {}", "keep == 1",
                   "error error: the function uses the table 'keep' from "
                   "outside, which can change: write frozen { … }, or make it "
                   "inside\n");
    check_turncoat("check \"b\" (function () return true end)", "true",
                   "error error: the file declares other functions than when "
                   "it was loaded\n");
}
END_TEST

/* ---- long texts ----------------------------------------------------------*/

/* Lua goes from NUL to NUL where it compares; nothing else is as slow. */
START_TEST(comparing__texts_of_nuls_is_charged)
{
    static const char *const texts[] = {
        "(\"\\0\"):rep(60000)",         "(\"\\x00\"):rep(60000)",
        "(\"\\u{00}\"):rep(60000)",     "string.char(0):rep(60000)",
        "utf8.char(0):rep(60000)",      "(\"%c\"):format(0):rep(60000)"};
    char text[2000];

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct running running;
        uint32_t nodes[2];

        snprintf(text, sizeof text,
                 "check \"a\" (function () local s, n = %s, 0 "
                 "for i = 1, 2000 do if s < s then n = n + 1 end end "
                 "return true end)\n"
                 "check \"b\" (function () local s = %s:rep(4) return true "
                 "end)\n", texts[i], texts[i]);
        begin(&running, text);
        ck_assert_int_eq(running_compile(&running, nodes), FISC_OK);
        ck_assert_int_eq(running_evaluate(&running, nodes), FISC_OK);
        ck_assert_str_eq(fisc__buffer_text(&running.text),
                         "error budget: takes more than 1000000 steps\n"
                         "error memory: takes more memory than a check may "
                         "have\n");
        running_end(&running);
    }
}
END_TEST

START_TEST(a_function__without_a_hook_pays_for_long_texts)
{
    char text[2000] = CHECK("a", "local s = (\"\\0\"):rep(60000) ");
    struct running running;
    uint32_t node;

    text[strlen(text) - strlen(" end)\n")] = '\0';
    for (int i = 0; i < 60; i++)
        strcat(text, "if s < s then end ");
    strcat(text, "return true end)\n");
    ck_assert(is_brief(text));
    begin(&running, text);
    running.loading.context->options.check_steps = 200000;
    ck_assert_int_eq(running_compile(&running, &node), FISC_OK);
    ck_assert_int_eq(running_evaluate(&running, &node), FISC_OK);
    ck_assert_str_eq(fisc__buffer_text(&running.text),
                     "error budget: takes more than 200000 steps\n");
    running_end(&running);
}
END_TEST

/* ---- memory of the host --------------------------------------------------*/

struct freed {
    struct freed *next;
    size_t size;
};

/* Gives the block that was given back last, where the size is the same. */
static void *
recycle(void *data, void *block, size_t old_size, size_t new_size)
{
    struct freed **list = data, *ret = NULL;
    size_t size = new_size < sizeof **list ? sizeof **list : new_size;

    if (new_size) {
        struct freed **at = list;

        while (*at && (*at)->size != size)
            at = &(*at)->next;
        ret = *at;
        if (ret)
            *at = ret->next;
        else
            ret = malloc(size);
        if (block)
            memcpy(ret, block, old_size < new_size ? old_size : new_size);
    }
    if (block) {
        ((struct freed *)block)->size =
            old_size < sizeof **list ? sizeof **list : old_size;
        ((struct freed *)block)->next = *list;
        *list = block;
    }
    return ret;
}

START_TEST(a_list__may_be_where_anything_was)
{
    struct freed *list = NULL;
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = recycle, .alloc_data = &list};
    char text[2000] = "check \"a\" (function () local t = { 1";
    struct running running;
    uint32_t node;

    for (int i = 1; i < 45; i++) /* as many bytes as a new stack */
        strcat(text, ", 1");
    strcat(text, " } for i = 46, 9000 do t[i] = i end return true end)\n");
    ck_assert_int_eq(running_begin(&running, &options), FISC_OK);
    ck_assert_int_eq(loading_text(&running.loading, "calls.lua", text),
                     FISC_OK);
    ck_assert_int_eq(running_compile(&running, &node), FISC_OK);
    ck_assert_int_eq(running_evaluate(&running, &node), FISC_OK);
    ck_assert_str_eq(fisc__buffer_text(&running.text), "pass\n");
    running_end(&running);
    while (list) {
        struct freed *next = list->next;

        free(list);
        list = next;
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
    tcase_add_test(tests, a_file__that_tells_its_runs_apart_gains_nothing);
    tcase_add_test(tests, comparing__texts_of_nuls_is_charged);
    tcase_add_test(tests, a_function__without_a_hook_pays_for_long_texts);
    tcase_add_test(tests, a_list__may_be_where_anything_was);
    tcase_add_test(tests, progress__is_asked_in_the_host_s_locale);
    tcase_add_test(tests, an_interrupt__ends_functions_without_a_hook);
    tcase_add_test(tests, a_function__is_brief_where_nothing_runs_twice);
    tcase_add_test(tests, a_function__is_not_brief_where_something_may);
    tcase_add_test(tests, a_function__is_brief_only_where_it_is_short);
    return run_case("check", tests);
}
