/* SPDX-License-Identifier: MIT */
/* A forecast as text, as JSON and as a calendar. */

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/rig.h"

static const char facts[] =
    "\"off\": {\"value\": true, \"expires\": \"2026-07-04\"}, "
    "\"tested\": \"2026-06-15\"";

static char *
write_as(const struct fisc_forecast *forecast,
         enum fisc_forecast_format format, enum fisc_language language,
         const char *alarm, size_t *ret_length)
{
    struct fisc_forecast_write_options options = {.size = sizeof options,
                                                  .format = format,
                                                  .language = language,
                                                  .alarm = alarm};
    char *text = NULL;

    ck_assert_int_eq(fisc_forecast_write_text(forecast, &options, &text,
                                              ret_length, NULL), FISC_OK);
    ck_assert_uint_eq(strlen(text), *ret_length);
    return text;
}

static void
has(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "no \"%s\" in\n%s", part, text);
}

START_TEST(text__says_when_what_and_why_in_both_languages)
{
    struct fisc_forecast *forecast = forecast_of(facts, NULL);
    size_t length;
    char *text = write_as(forecast, FISC_FORECAST_FORMAT_TEXT,
                          FISC_LANGUAGE_EN, NULL, &length);

    has(text, "== 2026-07-05  results that change: 1 ==\n");
    has(text, "    t.waived.customer@bank\n"
              "    pass (met) → unknown (out of date)\n"
              "    - off was valid to 2026-07-04\n");
    has(text, "    - tested, 2026-06-15, is longer ago than 1m\n");
    has(text, "    - the check of t.function.customer computes with the "
              "date\n");
    has(text, "unknown (out of date) → unknown (waived, w-1)");
    has(text, "    - waiver w-1 begins on 2026-07-10\n");
    fisc_forecast_free_text(forecast, text, length);
    text = write_as(forecast, FISC_FORECAST_FORMAT_TEXT, FISC_LANGUAGE_JA,
                    NULL, &length);
    has(text, "    適合（満たしている） → 不明（期限切れ）\n"
              "    - off の有効期限（2026-07-04）が過ぎる\n");
    fisc_forecast_free_text(forecast, text, length);
    fisc_forecast_unref(forecast);
}
END_TEST

START_TEST(text__says_so_where_nothing_changes)
{
    struct fisc_forecast *forecast = forecast_of("\"off\": true", NULL);
    size_t length;
    char *text = write_as(forecast, FISC_FORECAST_FORMAT_TEXT,
                          FISC_LANGUAGE_EN, NULL, &length);

    has(text, "While the facts stay as they are, no result changes.\n");
    fisc_forecast_free_text(forecast, text, length);
    fisc_forecast_unref(forecast);
}
END_TEST

START_TEST(json__says_what_the_getters_say)
{
    struct fisc_forecast *forecast = forecast_of(facts, NULL);
    size_t length, i, j, n = 0;
    char *text = write_as(forecast, FISC_FORECAST_FORMAT_JSON,
                          FISC_LANGUAGE_EN, NULL, &length);
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
    json_t *event, *change;

    ck_assert_ptr_nonnull(root);
    json_array_foreach (json_object_get(root, "events"), i, event)
        json_array_foreach (json_object_get(event, "changes"), j, change) {
            struct fisc_forecast_change wanted = {.size = sizeof wanted};
            const json_t *after = json_object_get(change, "after");

            ck_assert_int_eq(fisc_forecast_change(forecast, n++, &wanted), 0);
            ck_assert_str_eq(json_string_value(json_object_get(change, "key")),
                             wanted.key);
            ck_assert_str_eq(
                json_string_value(json_object_get(after, "reason")),
                wanted.after_reason);
            ck_assert_uint_eq(
                json_array_size(json_object_get(change, "causes")),
                wanted.cause_count);
        }
    ck_assert_uint_eq(n, fisc_forecast_change_count(forecast));
    json_decref(root);
    fisc_forecast_free_text(forecast, text, length);
    fisc_forecast_unref(forecast);
}
END_TEST

/* RFC 5545, 3.1: at most 75 bytes a line, each with CRLF, whole characters. */
START_TEST(icalendar__has_lines_as_the_rfc_wants_them)
{
    struct fisc_forecast *forecast = forecast_of(facts, NULL);
    size_t length, longest = 0;
    char *text = write_as(forecast, FISC_FORECAST_FORMAT_ICALENDAR,
                          FISC_LANGUAGE_JA, "1m", &length);

    for (const char *line = text; *line;) {
        const char *end = strstr(line, "\r\n");
        size_t bytes = end ? (size_t)(end - line) : 0;

        ck_assert_ptr_nonnull(end);
        ck_assert_uint_le(bytes, 75);
        ck_assert_ptr_null(memchr(line, '\n', bytes));
        /* No line begins in the middle of a character. */
        ck_assert_int_ne((unsigned char)line[line[0] == ' '] & 0xc0, 0x80);
        longest = bytes > longest ? bytes : longest;
        line = end + 2;
    }
    ck_assert_uint_gt(longest, 72);
    has(text, "DTSTAMP:20260630T000000Z\r\nDTSTART;VALUE=DATE:20260705\r\n"
              "DTEND;VALUE=DATE:20260706\r\n");
    has(text, "X-WR-CALNAME:銀行、系：見通し\r\n");
    /* A month before July 5th are 30 days, before August 15th 31. */
    has(text, "TRIGGER:-P30D\r\n");
    has(text, "TRIGGER:-P31D\r\n");
    fisc_forecast_free_text(forecast, text, length);
    text = write_as(forecast, FISC_FORECAST_FORMAT_ICALENDAR,
                    FISC_LANGUAGE_EN, NULL, &length);
    has(text, "X-WR-CALNAME:a\\, b\\; c \\\\ d\\ne: forecast\r\n");
    ck_assert_ptr_null(strstr(text, "VALARM"));
    fisc_forecast_free_text(forecast, text, length);
    fisc_forecast_unref(forecast);
}
END_TEST

/* The UIDs of a calendar, one after the other. */
static char *
uids(const char *text)
{
    char *list = calloc(1, strlen(text) + 1);

    for (const char *at = text; (at = strstr(at, "\r\nUID:")); at++)
        strncat(list, at + 2, strcspn(at + 2, "\r"));
    return list;
}

START_TEST(icalendar__has_a_component_where_nothing_changes)
{
    struct fisc_forecast *forecast = forecast_of("\"off\": true", NULL);
    size_t length;
    char *text = write_as(forecast, FISC_FORECAST_FORMAT_ICALENDAR,
                          FISC_LANGUAGE_EN, NULL, &length);

    has(text, "BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\n");
    ck_assert_ptr_null(strstr(text, "BEGIN:VEVENT"));
    fisc_forecast_free_text(forecast, text, length);
    fisc_forecast_unref(forecast);
}
END_TEST

START_TEST(icalendar__keeps_its_uids)
{
    struct fisc_forecast *year = forecast_of(facts, NULL);
    struct fisc_forecast *month = forecast_of(facts, "2026-07-31");
    size_t lengths[2];
    char *texts[2] = {write_as(year, FISC_FORECAST_FORMAT_ICALENDAR,
                               FISC_LANGUAGE_EN, NULL, &lengths[0]),
                      write_as(month, FISC_FORECAST_FORMAT_ICALENDAR,
                               FISC_LANGUAGE_JA, "1d", &lengths[1])};
    char *of_year = uids(texts[0]), *of_month = uids(texts[1]);

    ck_assert_uint_gt(strlen(of_month), 40);
    ck_assert_uint_gt(strlen(of_year), strlen(of_month));
    ck_assert_int_eq(strncmp(of_year, of_month, strlen(of_month)), 0);
    free(of_year);
    free(of_month);
    fisc_forecast_free_text(year, texts[0], lengths[0]);
    fisc_forecast_free_text(month, texts[1], lengths[1]);
    fisc_forecast_unref(year);
    fisc_forecast_unref(month);
}
END_TEST

static int
stop(void *data, const char *text, size_t length)
{
    (void)data;
    (void)text;
    (void)length;
    return 1;
}

START_TEST(write__refuses_nonsense_and_stops_when_told)
{
    struct fisc_forecast *forecast = forecast_of(facts, NULL);
    struct fisc_forecast_write_options options = {.size = sizeof options};
    struct fisc_error error;

    ck_assert_int_eq(fisc_forecast_write(forecast, NULL, stop, NULL, &error),
                     FISC_ERR_IO);
    options.format = (enum fisc_forecast_format)3;
    ck_assert_int_eq(fisc_forecast_write(forecast, &options, stop, NULL,
                                         &error), FISC_ERR_INVALID);
    options.format = FISC_FORECAST_FORMAT_ICALENDAR;
    options.alarm = "soon";
    ck_assert_int_eq(fisc_forecast_write(forecast, &options, stop, NULL,
                                         &error), FISC_ERR_INVALID);
    ck_assert_str_eq(error.message,
                     "\"soon\" is no period such as 30d, 2w or 1m");
    options.alarm = NULL;
    options.language = (enum fisc_language)2;
    ck_assert_int_eq(fisc_forecast_write(forecast, &options, stop, NULL,
                                         &error), FISC_ERR_INVALID);
    options.size = 1;
    ck_assert_int_eq(fisc_forecast_write(forecast, &options, stop, NULL,
                                         &error), FISC_ERR_INVALID);
    fisc_forecast_free_text(forecast, NULL, 0);
    fisc_forecast_unref(forecast);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("write");

    tcase_add_test(tests, text__says_when_what_and_why_in_both_languages);
    tcase_add_test(tests, text__says_so_where_nothing_changes);
    tcase_add_test(tests, json__says_what_the_getters_say);
    tcase_add_test(tests, icalendar__has_lines_as_the_rfc_wants_them);
    tcase_add_test(tests, icalendar__has_a_component_where_nothing_changes);
    tcase_add_test(tests, icalendar__keeps_its_uids);
    tcase_add_test(tests, write__refuses_nonsense_and_stops_when_told);
    return forecast_main(tests);
}
