/* SPDX-License-Identifier: MIT */
/* Writing a forecast: what all formats have in common. */

#include <string.h>

#include "base/sized.h"
#include "forecast/forecast.h"

enum { PIECE = 16384 };

enum fisc_status
fisc__forecast_flush(struct fisc__forecast_writer *writer, bool all)
{
    struct fisc__buffer *out = &writer->out;

    if (out->failed)
        return fisc__error_nomem(writer->reterr);
    if (out->length == 0 || (!all && out->length < PIECE))
        return FISC_OK;
    if (writer->sink(writer->data, out->text, out->length) != 0)
        return fisc__error(writer->reterr, FISC_ERR_IO, NULL,
                           "the forecast could not be written");
    out->length = 0;
    return FISC_OK;
}

static enum fisc_status
check_alarm(const char *alarm, struct fisc_error *reterr)
{
    struct fisc__period period;

    if (!alarm || fisc__period_read(alarm, strlen(alarm), &period))
        return FISC_OK;
    return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                       "\"%s\" is no period such as 30d, 2w or 1m", alarm);
}

static enum fisc_status
fill_options(struct fisc_forecast_write_options *ret,
             const struct fisc_forecast_write_options *options,
             struct fisc_error *reterr)
{
    enum fisc_status status = fisc__sized_options(ret, sizeof *ret, options,
                                                  reterr);

    if (status != FISC_OK)
        return status;
    if (ret->width == 0)
        ret->width = 80;
    if (ret->width < 40)
        ret->width = 40;
    if ((unsigned)ret->format > FISC_FORECAST_FORMAT_ICALENDAR)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "no such format of a forecast: %d",
                           (int)ret->format);
    if (ret->language != FISC_LANGUAGE_JA && ret->language != FISC_LANGUAGE_EN)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "no such language: %d", (int)ret->language);
    return check_alarm(ret->alarm, reterr);
}

static enum fisc_status
write_format(struct fisc__forecast_writer *writer)
{
    switch (writer->options.format) {
    case FISC_FORECAST_FORMAT_JSON:
        return fisc__forecast_write_json(writer);
    case FISC_FORECAST_FORMAT_ICALENDAR:
        return fisc__forecast_write_icalendar(writer);
    default:
        return fisc__forecast_write_text(writer);
    }
}

enum fisc_status
fisc_forecast_write(const struct fisc_forecast *forecast,
                    const struct fisc_forecast_write_options *options,
                    fisc_sink_function sink, void *data,
                    struct fisc_error *reterr)
{
    struct fisc__forecast_writer writer = {
        .forecast = forecast, .sink = sink, .data = data, .reterr = reterr};
    enum fisc_status status = fill_options(&writer.options, options, reterr);

    if (status)
        return status;
    fisc__buffer_init(&writer.out, forecast->context);
    status = write_format(&writer);
    if (!status)
        status = fisc__forecast_flush(&writer, true);
    fisc__buffer_done(&writer.out);
    return status;
}

enum fisc_status
fisc_forecast_write_text(const struct fisc_forecast *forecast,
                         const struct fisc_forecast_write_options *options,
                         char **ret, size_t *ret_length,
                         struct fisc_error *reterr)
{
    struct fisc__buffer buffer;
    struct fisc_error error;
    enum fisc_status status;

    fisc__buffer_init(&buffer, forecast->context);
    status = fisc_forecast_write(forecast, options, fisc__buffer_gather,
                                 &buffer, &error);
    return fisc__buffer_give(&buffer, status, &error, ret, ret_length, reterr);
}

void
fisc_forecast_free_text(const struct fisc_forecast *forecast, char *text,
                        size_t length)
{
    if (text)
        fisc__free(forecast->context, text, length + 1);
}
