/* SPDX-License-Identifier: MIT */
/*
 * A forecast as a calendar by RFC 5545: for each day one event that lasts all
 * day. Lines end with CRLF and are folded at 75 bytes; the time that an event
 * was made at is the day the forecast stands on, as no clock is looked at.
 */

#include "forecast/forecast.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/utf8.h"

enum { LINE = 75, UID_DIGITS = 32 };

struct calendar {
    struct fisc__forecast_writer *writer;
    struct fisc__buffer line; /* one property, not yet folded */
    char stamp[17];           /* "20260630T000000Z" */
};

/* ---- lines ---------------------------------------------------------------*/

/* Bytes of the character at `text`, so that folding breaks none apart. */
static size_t
character(const char *text)
{
    size_t length = fisc__utf8_length(text, strnlen(text, 4));

    return length ? length : 1;
}

/* Section 3.1: a line that goes on begins with a space, which counts. */
static void
end_line(struct calendar *calendar)
{
    struct fisc__buffer *out = &calendar->writer->out;
    const char *text = fisc__buffer_text(&calendar->line);
    size_t used = 0;

    while (*text) {
        size_t length = character(text);

        if (used + length > LINE) {
            fisc__buffer_string(out, "\r\n ");
            used = 1;
        }
        fisc__buffer_append(out, text, length);
        used += length;
        text += length;
    }
    fisc__buffer_string(out, "\r\n");
    calendar->line.length = 0;
}

static void
put_line(struct calendar *calendar, const char *text)
{
    fisc__buffer_string(&calendar->line, text);
    end_line(calendar);
}

/* Section 3.3.11. Controls other than line breaks are not text: left out. */
static void
put_text(struct calendar *calendar, const char *text)
{
    struct fisc__buffer *line = &calendar->line;

    for (; *text; text++) {
        if (*text == '\\' || *text == ';' || *text == ',')
            fisc__buffer_char(line, '\\');
        if (*text == '\n')
            fisc__buffer_string(line, "\\n");
        else if ((unsigned char)*text >= 0x20 && *text != 0x7f)
            fisc__buffer_char(line, *text);
        else if (*text == '\t')
            fisc__buffer_char(line, ' ');
    }
}

static void
put_property(struct calendar *calendar, const char *name, const char *text)
{
    fisc__buffer_string(&calendar->line, name);
    fisc__buffer_char(&calendar->line, ':');
    put_text(calendar, text);
    end_line(calendar);
}

/* "20260630" */
static void
compact_date(fisc_date date, char ret[9])
{
    char text[11];

    fisc_date_format(date, text);
    snprintf(ret, 9, "%.4s%.2s%.2s", text, text + 5, text + 8);
}

/* ---- events --------------------------------------------------------------*/

/* The same for this description, policy and day, whenever it is made. */
static void
put_uid(struct calendar *calendar, const char *day)
{
    const struct fisc_report *report = calendar->writer->forecast->report;
    struct fisc__digest digest;
    char text[FISC__DIGEST_TEXT];

    fisc__digest_init(&digest);
    fisc__digest_piece(&digest, "libfisc-forecast/1");
    fisc__digest_piece(&digest, fisc_report_system_id(report));
    fisc__digest_piece(&digest, fisc_policy_id(fisc_report_policy(report)));
    fisc__digest_end(&digest, text);
    fisc__buffer_format(&calendar->line, "UID:%s-%.*s@libfisc", day,
                        UID_DIGITS, text);
    end_line(calendar);
}

static void
put_dates(struct calendar *calendar, fisc_date date)
{
    char day[9], next[9];

    compact_date(date, day);
    fisc__buffer_format(&calendar->line, "DTSTART;VALUE=DATE:%s", day);
    end_line(calendar);
    if (date == INT32_MAX)
        return;
    compact_date(date + 1, next);
    if (!next[0]) /* after the last day of the calendar: a day by default */
        return;
    fisc__buffer_format(&calendar->line, "DTEND;VALUE=DATE:%s", next);
    end_line(calendar);
}

/* "設10 fisc8.f10.provider@aws: pass (met) → unknown (out of date)" */
static enum fisc_status
put_change(struct calendar *calendar, struct fisc__buffer *text,
           const struct fisc__forecast_change *change)
{
    const struct fisc_forecast *forecast = calendar->writer->forecast;
    enum fisc_language language = calendar->writer->options.language;
    struct fisc_result_info row = {.size = sizeof row};
    enum fisc_status status = fisc_report_result(forecast->report,
                                                 change->row, &row);

    if (status)
        return fisc__error(calendar->writer->reterr, status, NULL, "%s",
                           fisc_status_name(status));
    fisc__buffer_format(text, "%s%s%s\n%s\n", row.label, *row.label ? " " : "",
                        fisc__forecast_title(forecast, &row, language),
                        change->key);
    fisc__forecast_put_state(text, &change->before, language);
    fisc__buffer_string(text, " → ");
    fisc__forecast_put_state(text, &change->after, language);
    for (size_t i = 0; i < change->cause_count; i++) {
        fisc__buffer_string(text, "\n- ");
        fisc__forecast_put_cause(
            text, &forecast->causes[change->first_cause + i], language);
    }
    fisc__buffer_string(text, "\n");
    return FISC_OK;
}

static enum fisc_status
put_description(struct calendar *calendar,
                const struct fisc__forecast_event *event)
{
    const struct fisc_forecast *forecast = calendar->writer->forecast;
    enum fisc_status status = FISC_OK;
    struct fisc__buffer text;

    fisc__buffer_init(&text, forecast->context);
    for (size_t i = 0; !status && i < event->change_count; i++) {
        if (i)
            fisc__buffer_char(&text, '\n');
        status = put_change(calendar, &text,
                            &forecast->changes[event->first_change + i]);
    }
    if (!status && text.failed)
        status = fisc__error_nomem(calendar->writer->reterr);
    if (!status)
        put_property(calendar, "DESCRIPTION", text.text);
    fisc__buffer_done(&text);
    return status;
}

/* In days: a DURATION knows no months. */
static void
put_alarm(struct calendar *calendar, fisc_date date, const char *summary)
{
    struct fisc__period period = {0};
    const char *alarm = calendar->writer->options.alarm;

    if (!alarm || !fisc__period_read(alarm, strlen(alarm), &period))
        return;
    put_line(calendar, "BEGIN:VALARM");
    put_line(calendar, "ACTION:DISPLAY");
    fisc__buffer_format(&calendar->line, "TRIGGER:-P%dD",
                        (int)(date - fisc__date_move(date, period, -1)));
    end_line(calendar);
    put_property(calendar, "DESCRIPTION", summary);
    put_line(calendar, "END:VALARM");
}

static enum fisc_status
put_body(struct calendar *calendar, const struct fisc__forecast_event *event,
         const char *summary)
{
    enum fisc_status status;
    char day[9];

    compact_date(event->date, day);
    put_line(calendar, "BEGIN:VEVENT");
    put_uid(calendar, day);
    fisc__buffer_format(&calendar->line, "DTSTAMP:%s", calendar->stamp);
    end_line(calendar);
    put_dates(calendar, event->date);
    put_property(calendar, "SUMMARY", summary);
    status = put_description(calendar, event);
    put_line(calendar, "TRANSP:TRANSPARENT"); /* nobody is busy all day */
    put_alarm(calendar, event->date, summary);
    put_line(calendar, "END:VEVENT");
    return status;
}

static enum fisc_status
put_event(struct calendar *calendar, const struct fisc__forecast_event *event)
{
    const struct fisc_forecast *forecast = calendar->writer->forecast;
    struct fisc__buffer summary;
    enum fisc_status status;

    fisc__buffer_init(&summary, forecast->context);
    fisc__buffer_format(
        &summary,
        fisc__forecast_word(FISC__FORECAST_WORD_SUMMARY,
                            calendar->writer->options.language),
        event->change_count, fisc_report_system_id(forecast->report));
    status = summary.failed ? fisc__error_nomem(calendar->writer->reterr)
                            : put_body(calendar, event, summary.text);
    fisc__buffer_done(&summary);
    return status ? status : fisc__forecast_flush(calendar->writer, false);
}

static void
put_name(struct calendar *calendar)
{
    const struct fisc_report *report = calendar->writer->forecast->report;
    enum fisc_language language = calendar->writer->options.language;
    const char *title = fisc_report_system_title(report, language);

    fisc__buffer_string(&calendar->line, "X-WR-CALNAME:");
    put_text(calendar, *title ? title : fisc_report_system_id(report));
    fisc__buffer_string(&calendar->line, language == FISC_LANGUAGE_JA ? "："
                                                                      : ": ");
    put_text(calendar,
             fisc__forecast_word(FISC__FORECAST_WORD_CALENDAR, language));
    end_line(calendar);
}

/* A calendar has a component at least (RFC 5545, 3.6): here, where days are. */
static void
put_zone(struct calendar *calendar)
{
    static const char *const lines[] = {
        "BEGIN:VTIMEZONE",      "TZID:Asia/Tokyo",
        "BEGIN:STANDARD",       "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0900",   "TZOFFSETTO:+0900",
        "END:STANDARD",         "END:VTIMEZONE",
    };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        put_line(calendar, lines[i]);
}

enum fisc_status
fisc__forecast_write_icalendar(struct fisc__forecast_writer *writer)
{
    const struct fisc_forecast *forecast = writer->forecast;
    struct calendar calendar = {.writer = writer};
    enum fisc_status status = FISC_OK;
    char day[9];

    fisc__buffer_init(&calendar.line, forecast->context);
    compact_date(fisc_report_as_of(forecast->report), day);
    snprintf(calendar.stamp, sizeof calendar.stamp, "%sT000000Z", day);
    put_line(&calendar, "BEGIN:VCALENDAR");
    put_line(&calendar, "VERSION:2.0");
    put_line(&calendar, "PRODID:-//libfisc//fisc forecast//EN");
    put_line(&calendar, "CALSCALE:GREGORIAN");
    put_line(&calendar, "METHOD:PUBLISH");
    put_name(&calendar);
    for (size_t i = 0; !status && i < forecast->event_count; i++)
        status = put_event(&calendar, &forecast->events[i]);
    if (!forecast->event_count)
        put_zone(&calendar);
    put_line(&calendar, "END:VCALENDAR");
    if (!status && calendar.line.failed)
        status = fisc__error_nomem(writer->reterr);
    fisc__buffer_done(&calendar.line);
    return status;
}
