/* SPDX-License-Identifier: MIT */
/* Numbers as text, whatever the host's locale. */

#include <float.h>
#include <locale.h>
#include <string.h>

#include "base/number.h"
#include "support/comma.h"
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

START_TEST(integer__is_read_to_the_ends_of_its_range)
{
    static const struct {
        const char *text;
        int64_t value;
    } cases[] = {
        {"0", 0}, {"-0", 0}, {"007", 7}, {"9223372036854775807", INT64_MAX},
        {"-9223372036854775808", INT64_MIN}, {"-1", -1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = 77;

        ck_assert(fisc__integer_read(cases[i].text, strlen(cases[i].text),
                                     &value));
        ck_assert(value == cases[i].value);
    }
}
END_TEST

START_TEST(integer__refuses_anything_else)
{
    static const char *const texts[] = {
        "", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x10", "--1", "1-",
        "9223372036854775808", "-9223372036854775809", "１",
        "99999999999999999999999999999999"};
    int64_t value = 77;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(!fisc__integer_read(texts[i], strlen(texts[i]), &value),
                      "%s", texts[i]);
    ck_assert(value == 77);
}
END_TEST

START_TEST(decimal__refuses_what_json_does)
{
    static const char *const texts[] = {
        "", "-", "+1", ".5", "1.", "01", "1e", "1e+", "0x1p3", "nan", "inf",
        "Infinity", "1,5", "1.5.2", " 1.5", "1.5 ", "1e400", "-1e400", "1 .5"};
    char longest[401];
    double value = 77;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(!fisc__decimal_read(context, texts[i], strlen(texts[i]),
                                          &value),
                      "%s", texts[i]);
    memset(longest, '1', sizeof longest);
    ck_assert(!fisc__decimal_read(context, longest, 400, &value));
    ck_assert(value == 77);
    longest[1] = '.';
    ck_assert(fisc__decimal_read(context, longest, 399, &value));
}
END_TEST

static const struct {
    const char *from;
    const char *to;
} decimals[] = {
    {"99.5", "99.5"},       {"0.1", "0.1"},   {"1e300", "1e+300"},
    {"3", "3.0"},           {"-0", "0.0"},    {"-0.0", "0.0"},
    {"1e-400", "0.0"},      {"100", "100.0"}, {"0.30000000000000004",
                                               "0.30000000000000004"},
    {"1e22", "1e+22"},      {"5e-324", "5e-324"},
    {"1.7976931348623157e308", "1.7976931348623157e+308"},
    {"123456789.25", "123456789.25"},         {"-2.50", "-2.5"},
    {"10", "10.0"},         {"-1200000", "-1200000.0"},
    {"999999999999999", "999999999999999.0"}, {"1e15", "1e+15"},
    {"0.001", "0.001"},     {"0.00001", "1e-05"},
};

/* The locale's decimal point: '.', a comma, two bytes. */
START_TEST(decimal__is_the_same_under_any_locale)
{
    const char *name = _i ? comma_locale(_i) : "C";
    char text[FISC__DECIMAL_TEXT];

    if (!name)
        return;
    for (size_t i = 0; i < sizeof decimals / sizeof *decimals; i++) {
        double value = 77, again = 77;

        ck_assert_msg(fisc__decimal_read(context, decimals[i].from,
                                         strlen(decimals[i].from), &value),
                      "%s", decimals[i].from);
        fisc__decimal_write(context, value, text);
        ck_assert_str_eq(text, decimals[i].to);
        ck_assert(fisc__decimal_read(context, text, strlen(text), &again));
        ck_assert(memcmp(&value, &again, sizeof value) == 0);
    }
    ck_assert_str_eq(setlocale(LC_ALL, NULL), name);
    if (_i)
        comma_locale_done();
}
END_TEST

START_TEST(decimal__written_reads_back)
{
    uint64_t bits = 0x9e3779b97f4a7c15u;

    for (int i = 0; i < 3000; i++) {
        char text[FISC__DECIMAL_TEXT];
        double value, again = 0;

        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        memcpy(&value, &bits, sizeof value);
        if (value != value || value - value != 0)
            continue;
        fisc__decimal_write(context, value, text);
        ck_assert(fisc__decimal_read(context, text, strlen(text), &again));
        ck_assert(value == again);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("number");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, integer__is_read_to_the_ends_of_its_range);
    tcase_add_test(tests, integer__refuses_anything_else);
    tcase_add_test(tests, decimal__refuses_what_json_does);
    tcase_add_loop_test(tests, decimal__is_the_same_under_any_locale, 0, 3);
    tcase_add_test(tests, decimal__written_reads_back);
    return run_case("base", tests);
}
