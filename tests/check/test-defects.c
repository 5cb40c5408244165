/* SPDX-License-Identifier: MIT */
/* What a Lua that compiles some text wrongly may not be given. */

#include <stdio.h>

#include "check/loading.h"

struct wording {
    const char *text;
    unsigned defect;
    const char *refusal;
};

static const char bitwise[] = "this Lua miscompiles and, or beside a bitwise "
                              "operator: put it into a local first";
static const char in_index[] = "this Lua miscompiles comparisons in an index: "
                               "put it into a local first";

static const struct wording wordings[] = {
    {"1 ~ (ctx.param 'a' or 3)", FISC__DEFECT_BITWISE, bitwise},
    {"1 << (1 and 3)", FISC__DEFECT_BITWISE, bitwise},
    {"(2 or 3) & 1", FISC__DEFECT_BITWISE, bitwise},
    {"((2 or 3)) | 1", FISC__DEFECT_BITWISE, bitwise},
    {"1 >> ((2 or 3))", FISC__DEFECT_BITWISE, bitwise},
    {"t[ctx.param 'a' < 2]", FISC__DEFECT_INDEX, in_index},
    {"t[not ctx]", FISC__DEFECT_INDEX, in_index},
    {"t[1][(1 == 2)]", FISC__DEFECT_INDEX, in_index},
    {"t['[']", 0, ""},
    {"{ [1 == 2] = 1 }", 0, ""},
    {"1 & (2)", 0, ""},
    {"(1 or 2) + (3 and 4)", 0, ""},
};

START_TEST(wording__is_refused_where_it_is_miscompiled)
{
    const struct wording *wording = &wordings[_i];
    struct loading loading;
    char text[256];

    loading_begin(&loading, NULL);
    snprintf(text, sizeof text,
             "local t = frozen {}\ncheck 'k' (function (ctx) return %s end)",
             wording->text);
    loading_text(&loading, "f", text);
    ck_assert(loading.checks.defects_known);
    if (!wording->defect || !(loading.checks.defects & wording->defect))
        ck_assert_str_eq(loading.line, "");
    else
        ck_assert_str_eq(loading.error.message, wording->refusal);
    loading_end(&loading);
}
END_TEST

START_TEST(lua__is_tried_out_not_asked_for_its_version)
{
    struct fisc_context *context;
    unsigned defects = 99, again = 98;
    char version[FISC__LUA_VERSION];

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    ck_assert_int_eq(fisc__lua_defects(context, &defects, NULL), FISC_OK);
    ck_assert_int_eq(fisc__lua_defects(context, &again, NULL), FISC_OK);
    ck_assert_uint_eq(defects, again);
    ck_assert_uint_lt(defects, 8);
    /* Debian's 5.4.4 has all that are known; later ones have fewer. */
    fisc__lua_version(version);
    if (strcmp(version, "5.4.4") == 0)
        ck_assert_uint_eq(defects & 3, 3);
    if (strcmp(version, "5.4.8") == 0)
        ck_assert_uint_eq(defects, 0);
    fisc_context_unref(context);
}
END_TEST

static void
count_message(void *data, enum fisc_log_level level, const char *message)
{
    ck_assert_int_eq(level, FISC_LOG_WARNING);
    ck_assert_ptr_nonnull(strstr(message, "5.4.8"));
    ++*(int *)data;
}

START_TEST(defects__are_logged_once)
{
    int messages = 0;
    struct fisc_context_options options = {
        .size = sizeof options, .log = count_message, .log_data = &messages};
    struct loading loading;

    loading_begin(&loading, &options);
    loading_text(&loading, "a", "check 'a' 'b'");
    loading_text(&loading, "b", "check 'b' 'b'");
    ck_assert_str_eq(loading.line, "");
    ck_assert_int_eq(messages, (loading.checks.defects & 3) != 0);
    loading_end(&loading);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("defects");

    tcase_add_loop_test(tests, wording__is_refused_where_it_is_miscompiled, 0,
                        sizeof wordings / sizeof *wordings);
    tcase_add_test(tests, lua__is_tried_out_not_asked_for_its_version);
    tcase_add_test(tests, defects__are_logged_once);
    return run_case("check", tests);
}
