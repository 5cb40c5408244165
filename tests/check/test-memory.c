/* SPDX-License-Identifier: MIT */
/*
 * Short memory: every allocation of loading files and of calling functions
 * fails once, and from then on, Lua's own among them.
 */

#include "check/running.h"
#include "support/failing.h"

static const char words[] =
    "local age = param \"age\"\n"
    "local shared = demand { flag(\"yes\", { max_age = age }),\n"
    "  alternative \"x\" { evidence { kind = { \"a\", \"b\" } } },\n"
    "  relaxation \"y\" { guard = judged(\"name\", { \"p\" }), nothing },\n"
    "  floor = \"no\" }\n"
    "check \"one\" { when = exists \"sites\", shared,\n"
    "  message = { ja = \"a\", en = \"b\" } }\n"
    "check \"two\" { shared, each \"sites\" { where = \".open\",\n"
    "  one_of(\".size\", { 10, 20 }) } }\n"
    "check \"three\" { fn (function (ctx) return true end) }\n";

static const char trap[] = "check \"k\" { flag(\"a\", { max_ages = 1 }) }";

/* With `known`, the linked Lua is not tried out before. */
static enum fisc_status
load_in(struct fisc_context *context, const char *text, bool known,
        enum fisc_status wanted)
{
    struct fisc__arena arena;
    struct fisc__expressions expressions;
    struct fisc__checks checks;
    enum fisc_status status;

    fisc__arena_init(&arena, context);
    fisc__expressions_init(&expressions, &arena);
    fisc__checks_init(&checks, &arena, &expressions);
    checks.defects_known = known;
    status = fisc__checks_load(&checks, "f.lua", text, strlen(text), NULL);
    /* Lua does without a smaller stack: a failure is noticed here at last. */
    if (status == wanted && !fisc__arena_alloc(&arena, 100000))
        status = FISC_ERR_NOMEM;
    fisc__checks_done(&checks);
    fisc__expressions_done(&expressions);
    fisc__arena_done(&arena);
    return status == wanted ? FISC_OK : status;
}

static enum fisc_status
load_words(struct fisc_context *context, void *data)
{
    (void)data;
    return load_in(context, words, false, FISC_OK);
}

static enum fisc_status
load_trap(struct fisc_context *context, void *data)
{
    (void)data;
    return load_in(context, trap, true, FISC_ERR_INVALID);
}

START_TEST(load__survives_each_failure)
{
    ck_assert_uint_gt(failing_try(load_words, NULL, 1), 500);
}
END_TEST

START_TEST(load_of_a_mistake__survives_each_failure)
{
    ck_assert_uint_gt(failing_try(load_trap, NULL, 1), 200);
}
END_TEST

/* ---- functions -----------------------------------------------------------*/

/* Allocations of the runner alone: all else has memory enough. */
struct tap {
    struct failing failing;
    bool open;
};

static void *
tap_alloc(void *data, void *block, size_t old_size, size_t new_size)
{
    struct tap *tap = data;
    size_t fail_at = tap->failing.fail_at, calls = tap->failing.calls;
    void *ret;

    if (!tap->open)
        tap->failing.fail_at = 0;
    ret = failing_alloc(&tap->failing, block, old_size, new_size);
    tap->failing.fail_at = fail_at;
    if (!tap->open)
        tap->failing.calls = calls;
    return ret;
}

static const char calls[] =
    "local limit, kinds = 5, frozen { \"a\" }\n"
    "return function (ctx)\n"
    "  local n = ctx.count(\"sites\", function (s) return s.size > limit end)\n"
    "  local names = {}\n"
    "  for i, s in ipairs(ctx.list \"sites\") do names[i] = s.id end\n"
    "  for k, v in pairs { x = 1, y = 2 } do names[#names + 1] = k .. v end\n"
    "  table.sort(names)\n"
    "  local text = (\"%s %d\"):format(table.concat(names, \",\"), n)\n"
    "  pcall(error, \"x\")\n"
    "  limit = 6\n"
    "  return ctx.fail { ja = text, en = text:gsub(\"%w\", \"%0%0\"),\n"
    "    kind = kinds[1], days = ctx.param \"days\" }\n"
    "end\n";

static const char expected[] =
    "fail ja:east,north,x1,y2 2 "
    "en:eeaasstt,nnoorrtthh,xx11,yy22 22 days=30 kind=a\n";

/* One evaluation with a runner of its own; how many allocations there were. */
static size_t
call_once(struct running *running, struct tap *tap, uint32_t node,
          size_t fail_at, int from_then_on)
{
    enum fisc_status status;

    tap->failing.calls = 0;
    tap->failing.fail_at = fail_at;
    tap->failing.from_then_on = from_then_on;
    running->text.length = 0;
    tap->open = true;
    status = running_evaluate(running, &node);
    tap->open = false;
    if (status != FISC_OK)
        ck_assert_int_eq(status, FISC_ERR_NOMEM);
    else
        ck_assert_str_eq(fisc__buffer_text(&running->text), expected);
    ck_assert(status != FISC_OK || !fail_at || !from_then_on ||
              fail_at > tap->failing.calls);
    return tap->failing.calls;
}

START_TEST(call__survives_each_failure_and_goes_on_afterwards)
{
    struct tap tap = {0};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = tap_alloc, .alloc_data = &tap};
    struct running running;
    uint32_t node;
    size_t count;

    ck_assert_int_eq(running_begin(&running, &options), FISC_OK);
    loading_single(&running.loading, "f", calls, strlen(calls));
    ck_assert_str_eq(running.loading.line, "");
    ck_assert_int_eq(running_compile(&running, &node), FISC_OK);
    count = call_once(&running, &tap, node, 0, 0);
    ck_assert_uint_gt(count, 300);
    for (size_t at = 1; at <= count; at++)
        for (int from_then_on = 0; from_then_on < 2; from_then_on++) {
            fisc__runner_free(running.runner);
            ck_assert_int_eq(fisc__runner_new(running.loading.context,
                                              &running.loading.checks,
                                              &running.runner, NULL),
                             FISC_OK);
            call_once(&running, &tap, node, at, from_then_on);
            call_once(&running, &tap, node, 0, 0);
        }
    running_end(&running);
    ck_assert_uint_eq(tap.failing.blocks, 0);
}
END_TEST

START_TEST(cap__smaller_than_a_state_is_an_outcome)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .check_memory = 1000};
    struct loading loading;

    loading_begin(&loading, &options);
    ck_assert_int_eq(loading_text(&loading, "f", "check \"a\" \"b\""),
                     FISC_ERR_BUDGET);
    loading_end(&loading);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("memory");

    tcase_add_test(tests, load__survives_each_failure);
    tcase_add_test(tests, load_of_a_mistake__survives_each_failure);
    tcase_add_test(tests, call__survives_each_failure_and_goes_on_afterwards);
    tcase_add_test(tests, cap__smaller_than_a_state_is_an_outcome);
    return run_case("check", tests);
}
