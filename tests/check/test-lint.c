/* SPDX-License-Identifier: MIT */
/* Remarks about check files that nothing runs. */

#include <stdio.h>
#include <stdlib.h>

#include "check/loading.h"
#include "support/failing.h"

/* Every remark, a line each, into `out`. */
static void
scan(const char *text, char *out, size_t size)
{
    struct loading loading;
    struct fisc__diagnostics diagnostics;
    size_t used = 0;

    loading_begin(&loading, NULL);
    fisc__diagnostics_init(&diagnostics, &loading.arena);
    ck_assert_int_eq(fisc__checks_scan("f", text, strlen(text), &diagnostics,
                                       &loading.error),
                     FISC_OK);
    out[0] = '\0';
    for (size_t i = 0; i < diagnostics.count; i++) {
        const struct fisc__diagnostic *entry = &diagnostics.list[i];

        used += (size_t)snprintf(out + used, size - used, "%u:%u %s: %s\n",
                                 entry->place.line, entry->place.column,
                                 entry->rule, entry->message.en);
    }
    fisc__diagnostics_done(&diagnostics);
    loading_end(&loading);
}

static void
check_scan(const char *text, const char *expected)
{
    char out[2000];

    scan(text, out, sizeof out);
    ck_assert_str_eq(out, expected);
}

START_TEST(scan__reports_what_loses_requirements)
{
    check_scan("local a = flag 'x' and flag 'y' -- or\n"
               "local s = [[ not ]] .. \"or\"\n"
               "check \"k\" (function (ctx) return a and s or not s end)\n"
               "local b = not a\n",
               "1:20 lost-requirement: 'and' outside a function loses "
               "requirements: use all, any, no and eq, or move it into one\n"
               "4:11 lost-requirement: 'not' outside a function loses "
               "requirements: use all, any, no and eq, or move it into one\n");
}
END_TEST

START_TEST(scan__reports_what_leaves_the_law)
{
    check_scan("check \"k\" (function (ctx)\n"
               "  return ctx.optional 'z' == nil\nend)\n",
               "2:14 leaves-the-law: optional lets a missing fact decide: its "
               "result may be wrong on an incomplete description\n");
}
END_TEST

START_TEST(scan__reports_names_that_nothing_declares)
{
    check_scan("local limit <const>, more = 1, 2\n"
               "local function help(a, ...) return a + limit end\n"
               "check \"k\" (function (ctx)\n"
               "  for i, v in ipairs { x = 1, limit } do lmit = i end\n"
               "  for n = 1, 2 do help(n, more, v) end\n"
               "  goto out\n"
               "  ::out::\n"
               "  return tabel.concat(completely)\n"
               "end)\n",
               "4:42 unknown-word: unknown word 'lmit'; is 'limit' meant?\n"
               "8:10 unknown-word: unknown word 'tabel'; is 'table' meant?\n"
               "8:23 unknown-word: unknown word 'completely'\n");
}
END_TEST

START_TEST(scan__reports_what_ctx_and_libraries_lack)
{
    check_scan("check \"k\" (function (ctx)\n"
               "  local t = { ctx = 1 }\n"
               "  return ctx.cuont('a', t.anything.at_all) == math.sin(1)\n"
               "    and ctx.as_of > ctx.days_since('x') and ('a'):uper()\n"
               "end)\n",
               "3:14 unknown-word: ctx has no 'cuont'; is 'count' meant?\n"
               "3:52 unknown-word: the library has no 'sin'; is 'min' "
               "meant?\n");
}
END_TEST

START_TEST(policies__that_ship_give_no_remark)
{
    static const char *const names[] = {"policies/fisc8/checks/facility.lua",
                                        "policies/fisc8/checks/operations.lua",
                                        "policies/fisc8/checks/technology.lua"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = source_path(names[i]);
        char *text = read_text(path, NULL);

        check_scan(text, "");
        free(text);
        free(path);
    }
}
END_TEST

static enum fisc_status
scan_once(struct fisc_context *context, void *data)
{
    static const char text[] = "check 'k' (function (ctx) return x end)";
    struct fisc__arena arena;
    struct fisc__diagnostics diagnostics;
    enum fisc_status status;

    (void)data;
    fisc__arena_init(&arena, context);
    fisc__diagnostics_init(&diagnostics, &arena);
    status = fisc__checks_scan("f", text, sizeof text - 1, &diagnostics, NULL);
    ck_assert(status != FISC_OK || diagnostics.count == 1);
    fisc__diagnostics_done(&diagnostics);
    fisc__arena_done(&arena);
    return status;
}

START_TEST(scan__survives_each_failure)
{
    ck_assert_uint_gt(failing_try(scan_once, NULL, 1), 100);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("lint");

    tcase_add_test(tests, scan__reports_what_loses_requirements);
    tcase_add_test(tests, scan__reports_what_leaves_the_law);
    tcase_add_test(tests, scan__reports_names_that_nothing_declares);
    tcase_add_test(tests, scan__reports_what_ctx_and_libraries_lack);
    tcase_add_test(tests, policies__that_ship_give_no_remark);
    tcase_add_test(tests, scan__survives_each_failure);
    return run_case("check", tests);
}
