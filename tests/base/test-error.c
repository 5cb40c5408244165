/* SPDX-License-Identifier: MIT */
/* The error object, and the names of statuses. */

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "support/run.h"

START_TEST(error__is_written_whole)
{
    struct fisc_error error, empty = {0};
    struct fisc__place place = {"a.xml", 3, 7};

    memset(&error, 'x', sizeof error);
    ck_assert_int_eq(fisc__error_item(&error, FISC_ERR_INVALID, &place,
                                      "backup.exists", "no %s", "fact"),
                     FISC_ERR_INVALID);
    ck_assert_int_eq(error.status, FISC_ERR_INVALID);
    ck_assert_uint_eq(error.line, 3);
    ck_assert_uint_eq(error.column, 7);
    ck_assert_str_eq(error.where, "a.xml");
    ck_assert_str_eq(error.item, "backup.exists");
    ck_assert_str_eq(error.message, "no fact");
    ck_assert_mem_eq(error.reserved, empty.reserved, sizeof error.reserved);
    ck_assert_int_eq(fisc__error_nomem(&error), FISC_ERR_NOMEM);
    ck_assert_str_eq(error.where, "");
    ck_assert_str_eq(error.item, "");
    ck_assert_uint_eq(error.line, 0);
}
END_TEST

START_TEST(error__may_be_absent)
{
    ck_assert_int_eq(fisc__error(NULL, FISC_ERR_IO, NULL, "x"), FISC_ERR_IO);
    ck_assert_int_eq(fisc__error_item(NULL, FISC_ERR_IO, NULL, "x", "x"),
                     FISC_ERR_IO);
    ck_assert_int_eq(fisc__error_nomem(NULL), FISC_ERR_NOMEM);
}
END_TEST

static const struct {
    const char *from;
    const char *to;
} texts[] = {
    {"plain", "plain"},
    {"設7 é \xf0\x9f\x98\x80", "設7 é \xf0\x9f\x98\x80"},
    {"a\nb\tc\rd", "a?b?c?d"},
    {"\x1b[31mred\x7f", "?[31mred?"},
    {"a\xff" "b\xc0\xafz", "a?b??z"},
    {"\xed\xa0\x80", "???"},
    {"csi \xc2\x9b" "31m", "csi ?31m"},       /* U+009B begins a sequence */
    {"next\xc2\x85line", "next?line"},        /* U+0085 */
    {"\xe2\x80\xa8 \xe2\x80\xa9", "? ?"},     /* U+2028, U+2029 */
    {"cut \xe6\x97", "cut ??"},
};

START_TEST(error__holds_one_clean_line)
{
    struct fisc_error error;
    struct fisc__place place = {texts[_i].from, 1, 1};

    fisc__error_item(&error, FISC_ERR_INVALID, &place, texts[_i].from, "%s",
                     texts[_i].from);
    ck_assert_str_eq(error.message, texts[_i].to);
    ck_assert_str_eq(error.item, texts[_i].to);
    ck_assert_str_eq(error.where, texts[_i].to);
}
END_TEST

START_TEST(error__is_cut_between_characters)
{
    struct fisc_error error;
    char text[3 * 700 + 2];

    for (size_t shift = 0; shift < 3; shift++) {
        char *end = text;

        memset(end, 'a', shift);
        end += shift;
        for (int i = 0; i < 600; i++, end += 3)
            memcpy(end, "日", 4);
        fisc__error_item(&error, FISC_ERR_INVALID,
                         &(struct fisc__place){text, 0, 0}, text, "%s", text);
        ck_assert_uint_gt(strlen(error.message), sizeof error.message - 4);
        ck_assert_uint_gt(strlen(error.item), sizeof error.item - 4);
        ck_assert_uint_gt(strlen(error.where), sizeof error.where - 4);
        ck_assert(strncmp(error.message, text, strlen(error.message)) == 0);
        ck_assert_uint_eq(fisc__utf8_check(error.item, strlen(error.item)),
                          strlen(error.item));
        ck_assert_uint_eq(fisc__utf8_check(error.where, strlen(error.where)),
                          strlen(error.where));
    }
}
END_TEST

START_TEST(format__leaves_out_what_does_not_apply)
{
    static const struct {
        struct fisc__place place;
        const char *line;
    } cases[] = {
        {{"a.xml", 3, 7}, "a.xml:3:7: bad"}, {{"a.xml", 3, 0}, "a.xml:3: bad"},
        {{"a.xml", 0, 0}, "a.xml: bad"},     {{NULL, 3, 7}, ":3:7: bad"},
        {{NULL, 0, 0}, "bad"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fisc_error error;
        char text[1100];

        fisc__error(&error, FISC_ERR_SYNTAX, &cases[i].place, "bad");
        fisc_error_format(&error, text, sizeof text);
        ck_assert_str_eq(text, cases[i].line);
    }
}
END_TEST

START_TEST(format__is_cut_where_room_is_short)
{
    struct fisc_error error;
    char text[1100], longest[600];

    fisc__error(&error, FISC_ERR_SYNTAX, &(struct fisc__place){"日本", 1, 1},
                "x");
    fisc_error_format(&error, text, 6);
    ck_assert_str_eq(text, "日");
    fisc_error_format(&error, text, 1);
    ck_assert_str_eq(text, "");
    memset(longest, 'w', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    fisc__error(&error, FISC_ERR_SYNTAX,
                &(struct fisc__place){longest, 4294967295u, 4294967295u}, "%s",
                longest);
    fisc_error_format(&error, text, sizeof text);
    ck_assert_uint_eq(strlen(text), 511 + 22 + 2 + 511);
}
END_TEST

START_TEST(status__has_a_name)
{
    for (int status = 0; status >= -10; status--) {
        const char *name = fisc_status_name((enum fisc_status)status);

        ck_assert_str_ne(name, "unknown status");
        for (int other = 0; other > status; other--)
            ck_assert_str_ne(name, fisc_status_name((enum fisc_status)other));
    }
    ck_assert_str_eq(fisc_status_name((enum fisc_status)-1000),
                     "unknown status");
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("error");

    tcase_add_test(tests, error__is_written_whole);
    tcase_add_test(tests, error__may_be_absent);
    tcase_add_loop_test(tests, error__holds_one_clean_line, 0,
                        (int)(sizeof texts / sizeof *texts));
    tcase_add_test(tests, error__is_cut_between_characters);
    tcase_add_test(tests, format__leaves_out_what_does_not_apply);
    tcase_add_test(tests, format__is_cut_where_room_is_short);
    tcase_add_test(tests, status__has_a_name);
    return run_case("base", tests);
}
