/* SPDX-License-Identifier: MIT */
/* A forecast as text, for a terminal. */

#include "forecast/forecast.h"

#include "report/layout.h"
#include "report/words.h"

enum { INDENT = 4 };

struct page {
    struct fisc__forecast_writer *writer;
    struct fisc__buffer *out;
    struct fisc__buffer line; /* before it is cleaned and wrapped */
    enum fisc_language language;
};

static void
put_code(struct page *page, const char *code)
{
    if (page->writer->options.color)
        fisc__buffer_string(page->out, code);
}

/* Ends the line at hand: wraps it from `column` on. */
static void
put_line(struct page *page, size_t column, size_t indent)
{
    fisc__wrap(page->out, fisc__buffer_text(&page->line), column, indent,
               page->writer->options.width);
    fisc__buffer_char(page->out, '\n');
    page->line.length = 0;
}

static void
put_named(struct page *page, const char *name)
{
    enum { COLUMNS = 14 };

    put_code(page, "\033[1m");
    fisc__pad(page->out, name, COLUMNS);
    put_code(page, "\033[0m");
    put_line(page, COLUMNS, COLUMNS);
}

static void
put_day(struct page *page, const char *name, fisc_date date)
{
    char text[11];

    fisc_date_format(date, text);
    fisc__buffer_string(&page->line, text);
    put_named(page, name);
}

static void
put_titled(struct page *page, enum fisc__word name, const char *id,
           const char *title)
{
    fisc__buffer_string(&page->line, id);
    if (*title)
        fisc__buffer_format(&page->line, "  %s", title);
    put_named(page, fisc__word(name, page->language));
}

static void
put_header(struct page *page)
{
    const struct fisc_forecast *forecast = page->writer->forecast;
    const struct fisc_report *report = forecast->report;
    const struct fisc_policy *policy = fisc_report_policy(report);

    put_titled(page, FISC__WORD_SYSTEM, fisc_report_system_id(report),
               fisc_report_system_title(report, page->language));
    put_titled(page, FISC__WORD_POLICY, fisc_policy_id(policy),
               fisc_policy_title(policy, page->language));
    put_day(page, fisc__forecast_word(FISC__FORECAST_WORD_FROM,
                                      page->language), fisc_report_as_of(report));
    put_day(page, fisc__forecast_word(FISC__FORECAST_WORD_UNTIL,
                                      page->language), forecast->until);
    fisc__buffer_char(page->out, '\n');
    if (forecast->event_count)
        fisc__buffer_format(&page->line,
                            fisc__forecast_word(FISC__FORECAST_WORD_CHANGES,
                                                page->language),
                            forecast->event_count, forecast->change_count);
    else
        fisc__buffer_string(&page->line,
                            fisc__forecast_word(FISC__FORECAST_WORD_NOTHING,
                                                page->language));
    put_line(page, 0, 0);
}

static enum fisc_status
put_change(struct page *page, const struct fisc__forecast_change *change)
{
    const struct fisc_forecast *forecast = page->writer->forecast;
    struct fisc_result_info row = {.size = sizeof row};
    enum fisc_status status = fisc_report_result(forecast->report,
                                                 change->row, &row);

    if (status)
        return fisc__error(page->writer->reterr, status, NULL, "%s",
                           fisc_status_name(status));
    fisc__buffer_format(&page->line, "%s%s%s", row.label,
                        *row.label ? "  " : "",
                        fisc__forecast_title(forecast, &row, page->language));
    fisc__spaces(page->out, 2);
    put_line(page, 2, INDENT);
    fisc__buffer_string(&page->line, change->key);
    fisc__spaces(page->out, INDENT);
    put_line(page, INDENT, INDENT);
    fisc__forecast_put_state(&page->line, &change->before, page->language);
    fisc__buffer_string(&page->line, " → ");
    fisc__forecast_put_state(&page->line, &change->after, page->language);
    fisc__spaces(page->out, INDENT);
    put_line(page, INDENT, INDENT);
    for (size_t i = 0; i < change->cause_count; i++) {
        fisc__forecast_put_cause(&page->line,
                                 &forecast->causes[change->first_cause + i],
                                 page->language);
        fisc__spaces(page->out, INDENT);
        fisc__buffer_string(page->out, "- ");
        put_line(page, INDENT + 2, INDENT + 2);
    }
    return FISC_OK;
}

static enum fisc_status
put_event(struct page *page, const struct fisc__forecast_event *event)
{
    enum fisc_status status = FISC_OK;
    char date[11];

    fisc_date_format(event->date, date);
    fisc__buffer_char(page->out, '\n');
    put_code(page, "\033[1m");
    fisc__buffer_format(page->out, "== %s  ", date);
    fisc__buffer_format(page->out,
                        fisc__forecast_word(FISC__FORECAST_WORD_DAY,
                                            page->language),
                        event->change_count);
    fisc__buffer_string(page->out, " ==");
    put_code(page, "\033[0m");
    fisc__buffer_char(page->out, '\n');
    for (size_t i = 0; !status && i < event->change_count; i++) {
        status = put_change(
            page, &page->writer->forecast->changes[event->first_change + i]);
        if (!status)
            status = fisc__forecast_flush(page->writer, false);
    }
    return status;
}

enum fisc_status
fisc__forecast_write_text(struct fisc__forecast_writer *writer)
{
    const struct fisc_forecast *forecast = writer->forecast;
    struct page page = {.writer = writer,
                        .out = &writer->out,
                        .language = writer->options.language};
    enum fisc_status status = FISC_OK;

    fisc__buffer_init(&page.line, forecast->context);
    put_header(&page);
    for (size_t i = 0; !status && i < forecast->event_count; i++)
        status = put_event(&page, &forecast->events[i]);
    if (!status && page.line.failed)
        status = fisc__error_nomem(writer->reterr);
    fisc__buffer_done(&page.line);
    return status;
}
