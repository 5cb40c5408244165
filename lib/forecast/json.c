/* SPDX-License-Identifier: MIT */
/* A forecast as JSON, libfisc-forecast/1: each change on a line of its own. */

#include "forecast/forecast.h"

#include "json/json.h"

static void
put_optional(struct fisc__buffer *out, const char *text)
{
    if (*text)
        fisc__json_quote(out, text);
    else
        fisc__buffer_string(out, "null");
}

static void
put_date(struct fisc__buffer *out, fisc_date date)
{
    char text[11];

    fisc_date_format(date, text);
    if (text[0])
        fisc__buffer_format(out, "\"%s\"", text);
    else
        fisc__buffer_string(out, "null");
}

static void
put_header(struct fisc__buffer *out, const struct fisc_forecast *forecast)
{
    const struct fisc_report *report = forecast->report;

    fisc__buffer_string(out,
                        "{\n\"format\": \"libfisc-forecast/1\",\n\"system\": ");
    fisc__json_quote(out, fisc_report_system_id(report));
    fisc__buffer_string(out, ",\n\"from\": ");
    put_date(out, fisc_report_as_of(report));
    fisc__buffer_string(out, ",\n\"until\": ");
    put_date(out, forecast->until);
    fisc__buffer_format(
        out, ",\n\"digests\": {\"policy\": \"%s\", \"system\": \"%s\"}",
        fisc_report_policy_digest(report), fisc_report_system_digest(report));
    fisc__buffer_format(out, ",\n\"rows\": %zu",
                        fisc_report_result_count(report));
}

static void
put_state(struct fisc__buffer *out, const char *name,
          const struct fisc__forecast_state *state)
{
    fisc__buffer_format(out, ", \"%s\": {\"result\": \"%s\", \"reason\": ",
                        name, fisc_result_name(state->result));
    fisc__json_quote(out, state->reason);
    fisc__buffer_string(out, ", \"via\": ");
    put_optional(out, state->via);
    fisc__buffer_string(out, ", \"waiver\": ");
    put_optional(out, state->waiver);
    fisc__buffer_char(out, '}');
}

static void
put_cause(struct fisc__buffer *out, const struct fisc__forecast_cause *cause)
{
    fisc__buffer_format(out, "{\"kind\": \"%s\", \"path\": ",
                        fisc_forecast_kind_name(cause->kind));
    put_optional(out, cause->path);
    fisc__buffer_string(out, ", \"id\": ");
    put_optional(out, cause->id);
    fisc__buffer_string(out, ", \"param\": ");
    put_optional(out, cause->param);
    fisc__buffer_string(out, ", \"period\": ");
    put_optional(out, cause->period);
    fisc__buffer_string(out, ", \"stated\": ");
    put_date(out, cause->stated);
    fisc__buffer_char(out, '}');
}

static void
put_row(struct fisc__buffer *out, const struct fisc_result_info *row)
{
    fisc__buffer_string(out, "{\"key\": ");
    fisc__json_quote(out, row->key);
    fisc__buffer_string(out, ", \"control\": ");
    fisc__json_quote(out, row->control);
    fisc__buffer_string(out, ", \"label\": ");
    put_optional(out, row->label);
    fisc__buffer_string(out, ", \"clause\": ");
    fisc__json_quote(out, row->clause);
    fisc__buffer_format(out, ", \"bearer\": \"%s\", \"party\": ",
                        fisc_role_name(row->bearer));
    put_optional(out, row->party);
    fisc__buffer_format(out, ", \"level\": \"%s\"",
                        fisc_level_name(row->level));
}

static enum fisc_status
put_change(struct fisc__forecast_writer *writer,
           const struct fisc__forecast_change *change)
{
    const struct fisc_forecast *forecast = writer->forecast;
    struct fisc__buffer *out = &writer->out;
    struct fisc_result_info row = {.size = sizeof row};
    enum fisc_status status = fisc_report_result(forecast->report,
                                                 change->row, &row);

    if (status)
        return fisc__error(writer->reterr, status, NULL, "%s",
                           fisc_status_name(status));
    put_row(out, &row);
    put_state(out, "before", &change->before);
    put_state(out, "after", &change->after);
    fisc__buffer_string(out, ", \"causes\": [");
    for (size_t i = 0; i < change->cause_count; i++) {
        fisc__buffer_string(out, i ? ", " : "");
        put_cause(out, &forecast->causes[change->first_cause + i]);
    }
    fisc__buffer_string(out, "]}");
    return FISC_OK;
}

static enum fisc_status
put_event(struct fisc__forecast_writer *writer,
          const struct fisc__forecast_event *event)
{
    struct fisc__buffer *out = &writer->out;

    fisc__buffer_string(out, "{\"date\": ");
    put_date(out, event->date);
    fisc__buffer_string(out, ", \"changes\": [");
    for (size_t i = 0; i < event->change_count; i++) {
        enum fisc_status status;

        fisc__buffer_string(out, i ? ",\n  " : "\n  ");
        status = put_change(
            writer, &writer->forecast->changes[event->first_change + i]);
        if (!status)
            status = fisc__forecast_flush(writer, false);
        if (status)
            return status;
    }
    fisc__buffer_string(out, "\n]}");
    return FISC_OK;
}

enum fisc_status
fisc__forecast_write_json(struct fisc__forecast_writer *writer)
{
    const struct fisc_forecast *forecast = writer->forecast;
    struct fisc__buffer *out = &writer->out;

    put_header(out, forecast);
    fisc__buffer_string(out, ",\n\"events\": [");
    for (size_t i = 0; i < forecast->event_count; i++) {
        enum fisc_status status;

        fisc__buffer_string(out, i ? ",\n" : "\n");
        status = put_event(writer, &forecast->events[i]);
        if (status)
            return status;
    }
    fisc__buffer_string(out, "\n]\n}\n");
    return FISC_OK;
}
