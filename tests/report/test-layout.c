/* SPDX-License-Identifier: MIT */
/* Columns of a terminal: widths, cleaning, and where lines break. */

#include <string.h>

#include "report/layout.h"
#include "support/run.h"

static struct fisc_context *context;

static void
setup(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
}

static void
teardown(void)
{
    fisc_context_unref(context);
}

START_TEST(columns__counts_a_wide_character_twice)
{
    ck_assert_uint_eq(fisc__columns(""), 0);
    ck_assert_uint_eq(fisc__columns("abc"), 3);
    ck_assert_uint_eq(fisc__columns("設備基準"), 8);
    ck_assert_uint_eq(fisc__columns("ｶﾅ"), 2);
    ck_assert_uint_eq(fisc__columns("Ａ１"), 4);
    ck_assert_uint_eq(fisc__columns("が"), 2);
    ck_assert_uint_eq(fisc__columns("か\xe3\x82\x99"), 2); /* combining mark */
    ck_assert_uint_eq(fisc__columns("✓✗"), 2);
}
END_TEST

START_TEST(put__lets_no_control_character_through)
{
    static const struct {
        const char *text, *cleaned;
    } cases[] = {
        {"a\033[2Jb", "a\xef\xbf\xbd[2Jb"},
        {"a\nb\tc", "a b c"},
        {"a\x7f", "a\xef\xbf\xbd"},
        {"a\xc2\x9b", "a\xef\xbf\xbd"},         /* U+009B, CSI */
        {"a\xe2\x80\xae" "b", "a\xef\xbf\xbd" "b"}, /* U+202E, right to left */
        {"a\xff", "a\xef\xbf\xbd"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fisc__buffer buffer;

        fisc__buffer_init(&buffer, context);
        fisc__put(&buffer, cases[i].text);
        ck_assert_str_eq(fisc__buffer_text(&buffer), cases[i].cleaned);
        fisc__buffer_done(&buffer);
    }
}
END_TEST

START_TEST(pad__fills_up_by_columns)
{
    struct fisc__buffer buffer;

    fisc__buffer_init(&buffer, context);
    fisc__pad(&buffer, "設7", 6);
    fisc__pad(&buffer, "toolong", 3);
    ck_assert_str_eq(fisc__buffer_text(&buffer), "設7   toolong");
    fisc__buffer_done(&buffer);
}
END_TEST

START_TEST(wrap__breaks_where_a_reader_would)
{
    static const struct {
        const char *text;
        size_t column, indent, width;
        const char *wrapped;
    } cases[] = {
        {"", 0, 0, 10, ""},
        {"one two three", 0, 0, 20, "one two three"},
        {"one two three", 0, 0, 8, "one two\nthree"},
        {"one two three", 5, 2, 8, "one\n  two\n  three"},
        {"控えを取り、試す", 0, 0, 10, "控えを取\nり、試す"},
        {"控えを取り、試す", 0, 0, 8, "控えを取\nり、試す"},
        {"（控え）を取る", 0, 0, 9, "（控え）\nを取る"},
        {"ああ「い」う", 0, 0, 6, "ああ\n「い」\nう"},
        {"データセンター", 0, 0, 6, "データ\nセン\nター"},
        {"路地aws-tokyo", 0, 0, 8, "路地\naws-toky\no"},
        {"abcdefghijkl", 0, 2, 6, "abcdef\n  ghij\n  kl"},
        {"a  b", 0, 0, 10, "a  b"},
        {"trailing  ", 0, 0, 10, "trailing"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fisc__buffer buffer;

        fisc__buffer_init(&buffer, context);
        fisc__wrap(&buffer, cases[i].text, cases[i].column, cases[i].indent,
                   cases[i].width);
        ck_assert_str_eq(fisc__buffer_text(&buffer), cases[i].wrapped);
        fisc__buffer_done(&buffer);
    }
}
END_TEST

START_TEST(wrap__keeps_every_line_within_the_width)
{
    static const char text[] =
        "利用するクラウドサービスの全リージョンについて、SOC 2 Type 2 report "
        "(ap-northeast-1, ap-northeast-3) が「有効」であり、institution が"
        "確認していること。suppliers[acme].services[ec2].review.points";

    for (size_t width = 10; width < 100; width++) {
        struct fisc__buffer buffer;
        char *line;

        fisc__buffer_init(&buffer, context);
        fisc__wrap(&buffer, text, 0, 4, width);
        for (line = strtok(buffer.text, "\n"); line; line = strtok(NULL, "\n"))
            ck_assert_uint_le(fisc__columns(line), width);
        fisc__buffer_done(&buffer);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("layout");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, columns__counts_a_wide_character_twice);
    tcase_add_test(tests, put__lets_no_control_character_through);
    tcase_add_test(tests, pad__fills_up_by_columns);
    tcase_add_test(tests, wrap__breaks_where_a_reader_would);
    tcase_add_test(tests, wrap__keeps_every_line_within_the_width);
    return run_case("report", tests);
}
