/* SPDX-License-Identifier: MIT */
/* Civil dates and periods. */

#include <fisc/fisc.h>

#include "support/run.h"

static fisc_date
day(const char *text)
{
    fisc_date date = FISC_DATE_NONE;

    ck_assert_int_eq(fisc_date_parse(text, &date), FISC_OK);
    return date;
}

START_TEST(parse__counts_days_from_1970)
{
    ck_assert_int_eq(day("1970-01-01"), 0);
    ck_assert_int_eq(day("1969-12-31"), -1);
    ck_assert_int_eq(day("2000-03-01"), 11017);
    ck_assert_int_eq(day("0001-01-01"), -719162);
    ck_assert_int_eq(day("9999-12-31"), 2932896);
}
END_TEST

START_TEST(parse__refuses_what_is_no_day)
{
    static const char *const texts[] = {
        "", "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00",
        "0000-01-01", "2026-1-1", "2026-01-01 ", " 2026-01-01", "2026/01/01",
        "26-01-01", "2100-02-29", "2026-01-0x", "+026-01-01"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        fisc_date date = 7;

        ck_assert_int_eq(fisc_date_parse(texts[i], &date), FISC_ERR_INVALID);
        ck_assert_int_eq(date, 7);
    }
}
END_TEST

START_TEST(format__reads_back_over_the_whole_range)
{
    for (fisc_date date = -719162; date <= 2932896; date += 97) {
        char text[11];

        fisc_date_format(date, text);
        ck_assert_int_eq(day(text), date);
    }
}
END_TEST

START_TEST(add__takes_the_last_day_of_a_shorter_month)
{
    static const struct {
        const char *from, *period, *to;
        int times;
    } cases[] = {
        {"2026-03-31", "1m", "2026-04-30", 1},
        {"2024-02-29", "1y", "2023-02-28", -1},
        {"2024-02-29", "4y", "2028-02-29", 1},
        {"2026-01-31", "1m", "2026-03-31", 2},
        {"2026-12-31", "2m", "2027-02-28", 1},
        {"2026-01-01", "90d", "2026-04-01", 1},
        {"2026-01-15", "2w", "2026-01-01", -1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fisc_date date;

        ck_assert_int_eq(fisc_date_add(day(cases[i].from), cases[i].period,
                                       cases[i].times, &date),
                         FISC_OK);
        ck_assert_int_eq(date, day(cases[i].to));
    }
}
END_TEST

START_TEST(add__refuses_what_is_no_period_or_leaves_the_range)
{
    static const char *const periods[] = {"", "d", "1", "1x", "-1d", "1 d",
                                          "99999999d", "1.5y", "1d "};
    fisc_date date = 7;

    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        ck_assert_int_eq(fisc_date_add(0, periods[i], 1, &date),
                         FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_date_add(0, "9000y", 1, &date), FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_date_add(0, "9000y", -1, &date), FISC_ERR_INVALID);
    ck_assert_int_eq(date, 7);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("date");

    tcase_add_test(tests, parse__counts_days_from_1970);
    tcase_add_test(tests, parse__refuses_what_is_no_day);
    tcase_add_test(tests, format__reads_back_over_the_whole_range);
    tcase_add_test(tests, add__takes_the_last_day_of_a_shorter_month);
    tcase_add_test(tests, add__refuses_what_is_no_period_or_leaves_the_range);
    return run_case("base", tests);
}
