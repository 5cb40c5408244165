/* SPDX-License-Identifier: MIT */
/* The words of reports are there in both languages. */

#include <string.h>

#include "report/words.h"
#include "support/run.h"

static void
has_both(const char *ja, const char *en)
{
    ck_assert_ptr_nonnull(ja);
    ck_assert_ptr_nonnull(en);
    ck_assert_msg(*ja && *en && strcmp(ja, en) != 0, "\"%s\", \"%s\"", ja, en);
}

/* How many conversions a format has: both languages take the same. */
static size_t
conversions(const char *format)
{
    size_t count = 0;

    for (; *format; format++)
        if (format[0] == '%' && format[1] == '%')
            format++;
        else if (format[0] == '%')
            count++;
    return count;
}

START_TEST(words__are_there_in_both_languages)
{
    for (int i = 0; i < FISC__WORD_COUNT; i++) {
        const char *ja = fisc__word((enum fisc__word)i, FISC_LANGUAGE_JA);
        const char *en = fisc__word((enum fisc__word)i, FISC_LANGUAGE_EN);

        has_both(ja, en);
        ck_assert_uint_eq(conversions(ja), conversions(en));
    }
    for (int i = 0; i < FISC_RESULT_COUNT; i++)
        has_both(fisc__result_word((enum fisc_result)i, FISC_LANGUAGE_JA),
                 fisc__result_word((enum fisc_result)i, FISC_LANGUAGE_EN));
    for (int i = 0; i < FISC_ROLE_COUNT; i++)
        has_both(fisc__role_word((enum fisc_role)i, FISC_LANGUAGE_JA),
                 fisc__role_word((enum fisc_role)i, FISC_LANGUAGE_EN));
    for (int i = 0; i <= FISC_LEVEL_MAY; i++)
        has_both(fisc__level_word((enum fisc_level)i, FISC_LANGUAGE_JA),
                 fisc__level_word((enum fisc_level)i, FISC_LANGUAGE_EN));
}
END_TEST

START_TEST(reason_word__knows_every_reason)
{
    static const char *const reasons[] = {
        "met", "vacuous", "not-met", "inherited", "waived", "unset", "absent",
        "stated", "incomplete", "undated", "future", "unconfirmed", "stale",
        "unanswered", "error", "budget", "memory", "when", "function",
        "no-check", "may", "borne-by"};

    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        const char *ja = fisc__reason_word(reasons[i], FISC_LANGUAGE_JA);

        has_both(ja, fisc__reason_word(reasons[i], FISC_LANGUAGE_EN));
        ck_assert_str_ne(ja, reasons[i]);
    }
    ck_assert_str_eq(fisc__reason_word("later", FISC_LANGUAGE_JA), "later");
}
END_TEST

START_TEST(control_reason_word__knows_every_reason)
{
    static const char *const reasons[] = {"fail", "error", "unknown",
                                          "notchecked", "notapplicable",
                                          "none", "withdrawn"};

    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        has_both(fisc__control_reason_word(reasons[i], FISC_LANGUAGE_JA),
                 fisc__control_reason_word(reasons[i], FISC_LANGUAGE_EN));
}
END_TEST

START_TEST(label_word__is_the_kind_before_the_colon)
{
    ck_assert_str_eq(fisc__label_word("alternative:x", FISC_LANGUAGE_EN),
                     "alternative");
    ck_assert_str_eq(fisc__label_word("relaxation:x", FISC_LANGUAGE_JA),
                     "緩和");
    ck_assert_str_eq(fisc__label_word("alternatives", FISC_LANGUAGE_EN), "");
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("words");

    tcase_add_test(tests, words__are_there_in_both_languages);
    tcase_add_test(tests, reason_word__knows_every_reason);
    tcase_add_test(tests, control_reason_word__knows_every_reason);
    tcase_add_test(tests, label_word__is_the_kind_before_the_colon);
    return run_case("report", tests);
}
