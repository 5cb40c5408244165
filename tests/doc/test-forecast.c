/* SPDX-License-Identifier: MIT */
/*
 * doc/forecast.md: what it shows of an example is what the library gives, and
 * its table has every kind of cause. FISC_UPDATE writes it into the page.
 */

#include <fisc/fisc.h>
#include <stdlib.h>
#include <string.h>

#include "doc/page.h"
#include "support/run.h"

static struct fisc_context *context;

/* Of the control that the page is about. */
static struct fisc_forecast *
foresee(void)
{
    char *path = source_path("policies/fisc8");
    char *file =
        source_path("policies/fisc8/examples/internet-banking.json");
    struct fisc_source source = {.size = sizeof source, .name = path};
    struct fisc_forecast_options options = {.size = sizeof options,
                                            .control = "設1"};
    struct fisc_policy *policy = NULL;
    struct fisc_system *system = NULL;
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_forecast *forecast = NULL;
    struct fisc_error error;

    fisc_date_parse("2026-06-30", &options.from);
    if (fisc_policy_load(context, &source, 1, &policy, &error) ||
        fisc_system_load(context, file, FISC_SYSTEM_AUTO, &system, &error) ||
        fisc_evaluator_new(policy, &evaluator, &error) ||
        fisc_forecast_new(evaluator, system, &options, &forecast, &error))
        ck_abort_msg("%s", error.message);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
    free(file);
    free(path);
    return forecast;
}

/* Without carriage returns, from `first` to the end of `last`, or of all. */
static char *
part(const char *text, const char *first, const char *last)
{
    const char *begin = strstr(text, first), *end;
    char *copy = calloc(1, strlen(text) + 2), *to = copy;

    ck_assert_ptr_nonnull(begin);
    end = last ? strstr(begin, last) : begin + strlen(begin);
    ck_assert_ptr_nonnull(end);
    for (end += last ? strlen(last) : 0; begin < end; begin++)
        if (*begin != '\r')
            *to++ = *begin;
    if (to[-1] != '\n')
        *to = '\n';
    return copy;
}

static void
expect(struct page *page, const struct fisc_forecast *forecast,
       const char *name, enum fisc_forecast_format format, const char *first,
       const char *last)
{
    struct fisc_forecast_write_options options = {
        .size = sizeof options,
        .format = format,
        .language = FISC_LANGUAGE_EN,
        .alarm = "30d"};
    const struct page_item *item = page_find(page, name);
    char *text, *shown;
    size_t length;

    ck_assert_msg(item != NULL, "no block %s", name);
    ck_assert_int_eq(fisc_forecast_write_text(forecast, &options, &text,
                                              &length, NULL), FISC_OK);
    shown = part(text, first, last);
    page_expect_block(page, item, shown);
    free(shown);
    fisc_forecast_free_text(forecast, text, length);
}

START_TEST(forecast__of_the_page_is_what_the_library_gives)
{
    struct fisc_forecast *forecast = foresee();
    struct page page;

    page_read(&page, "forecast.md");
    expect(&page, forecast, "forecast.txt", FISC_FORECAST_FORMAT_TEXT,
           "description", NULL);
    expect(&page, forecast, "event.json", FISC_FORECAST_FORMAT_JSON,
           "{\"date\"", "\n]}");
    expect(&page, forecast, "event.ics", FISC_FORECAST_FORMAT_ICALENDAR,
           "BEGIN:VEVENT", "END:VEVENT");
    page_write(&page);
    page_done(&page);
    fisc_forecast_unref(forecast);
}
END_TEST

START_TEST(forecast__page_has_every_kind_of_cause)
{
    struct page page;
    bool kinds = false;
    int next = 0;

    page_read(&page, "forecast.md");
    for (const struct page_item *item = page.items; item->kind != PAGE_END;
         item++) {
        char *code;

        if (item->kind == PAGE_MARK || item->kind == PAGE_HEADING)
            kinds = strcmp(item->text, "kinds") == 0;
        if (item->kind != PAGE_ROW || !kinds)
            continue;
        code = page_code(item->cells[0]);
        ck_assert_str_eq(
            code, fisc_forecast_kind_name((enum fisc_forecast_kind)next++));
        free(code);
    }
    ck_assert_int_eq(next, FISC_FORECAST_KIND_COUNT);
    page_done(&page);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("forecast");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_test(tests, forecast__of_the_page_is_what_the_library_gives);
    tcase_add_test(tests, forecast__page_has_every_kind_of_cause);
    result = run_case("doc", tests);
    fisc_context_unref(context);
    return result;
}
