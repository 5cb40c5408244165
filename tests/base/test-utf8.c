/* SPDX-License-Identifier: MIT */
/* Strict UTF-8. */

#include <string.h>

#include "base/utf8.h"
#include "support/run.h"

static size_t
encode(uint32_t c, char *to)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xe0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3f));
        to[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    to[0] = (char)(0xf0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3f));
    to[2] = (char)(0x80 | (c >> 6 & 0x3f));
    to[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

START_TEST(utf8__is_every_character_but_the_surrogates)
{
    for (uint32_t c = 0; c <= 0x1fffff; c++) {
        char text[4];
        size_t length = encode(c, text), used = 0;
        bool good = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);

        if (fisc__utf8_length(text, length) != (good ? length : 0))
            ck_abort_msg("U+%04X", (unsigned)c);
        if (good && (fisc__utf8_decode(text, &used) != c || used != length))
            ck_abort_msg("U+%04X", (unsigned)c);
        if (good && length > 1 && fisc__utf8_length(text, length - 1) != 0)
            ck_abort_msg("U+%04X, cut", (unsigned)c);
    }
}
END_TEST

START_TEST(utf8__is_nothing_else)
{
    static const char *const texts[] = {
        "\x80",             "\xbf",             "\xc0\x80",
        "\xc1\xbf",         "\xe0\x80\x80",     "\xe0\x9f\xbf",
        "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf5\x80\x80\x80",
        "\xf8\x88\x80\x80", "\xff",             "\xc2" "a",
        "\xe3\x81" "a",     "\xf0\x9f\x98" "a", "\xc2\xc2"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[32] = "日本 ";
        size_t start = strlen(text);

        strcat(text, texts[i]);
        ck_assert_uint_eq(fisc__utf8_check(text, strlen(text)), start);
    }
    ck_assert_uint_eq(fisc__utf8_check("", 0), 0);
    ck_assert_uint_eq(fisc__utf8_check("a\0b", 3), 3);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("utf8");

    tcase_add_test(tests, utf8__is_every_character_but_the_surrogates);
    tcase_add_test(tests, utf8__is_nothing_else);
    return run_case("base", tests);
}
