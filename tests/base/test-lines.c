/* SPDX-License-Identifier: MIT */
/* The places of offsets, and the bytes of a text checked. */

#include <string.h>

#include "base/lines.h"
#include "support/run.h"

START_TEST(place__agrees_with_counting)
{
    static const char text[] = "a\n\n日本\r\nlast line\n";
    size_t length = sizeof text - 1;
    struct fisc__lines lines;

    fisc__lines_init(&lines, "f", text, length);
    /* There, back, and jumping about. */
    for (size_t k = 0; k < 3 * length; k++) {
        size_t offset = k < length       ? k
                        : k < 2 * length ? 2 * length - k
                                         : k * 7 % length;
        unsigned line = 1, column = 1;
        struct fisc__place place = fisc__lines_place(&lines, offset);

        for (size_t i = 0; i < offset; i++, column++)
            if (text[i] == '\n') {
                line++;
                column = 0;
            }
        ck_assert_uint_eq(place.line, line);
        ck_assert_uint_eq(place.column, column);
        ck_assert_str_eq(place.file, "f");
    }
    ck_assert_uint_eq(fisc__lines_place(&lines, 1000).line, 5);
    ck_assert_uint_eq(fisc__lines_place(&lines, 1000).column, 1);
}
END_TEST

START_TEST(check__names_the_first_bad_byte)
{
    static const struct {
        const char *text;
        size_t length;
        const char *line;
    } cases[] = {
        {"", 0, "f: is empty"},
        {"a\nb\xff", 4, "f:2:2: byte 0xff is not UTF-8 here"},
        {"a\n日\0\xff", 7, "f:2:4: a NUL byte; the text must be UTF-8"},
        {"\xff\0", 2, "f:1:1: byte 0xff is not UTF-8 here"},
        {"日本語", 9, "f: has 9 bytes, more than the limit of 8"},
    };
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_input_bytes = 8};
    struct fisc_context *context;

    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fisc_error error;
        char line[1100];

        ck_assert_int_ne(fisc__lines_check(context, "f", cases[i].text,
                                           cases[i].length, &error),
                         FISC_OK);
        fisc_error_format(&error, line, sizeof line);
        ck_assert_str_eq(line, cases[i].line);
    }
    ck_assert_int_eq(fisc__lines_check(context, "f", "日本\n", 7, NULL),
                     FISC_OK);
    fisc_context_unref(context);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("lines");

    tcase_add_test(tests, place__agrees_with_counting);
    tcase_add_test(tests, check__names_the_first_bad_byte);
    return run_case("base", tests);
}
