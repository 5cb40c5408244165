/* SPDX-License-Identifier: MIT */
/* Writing a report: what all formats have in common. */

#include <assert.h>
#include <string.h>

#include "base/error.h"
#include "base/sized.h"
#include "policy/policy.h"
#include "report/writer.h"

enum { PIECE = 16 * 1024 };

enum fisc_status
fisc__writer_flush(struct fisc__writer *writer, bool all)
{
    struct fisc__buffer *out = &writer->out;

    if (out->failed)
        return fisc__error_nomem(writer->reterr);
    if (out->length == 0 || (!all && out->length < PIECE))
        return FISC_OK;
    if (writer->sink(writer->data, out->text, out->length) != 0)
        return fisc__error(writer->reterr, FISC_ERR_IO, NULL,
                           "the report could not be written");
    out->length = 0;
    return FISC_OK;
}

static enum fisc_status
fill_options(struct fisc_write_options *ret,
             const struct fisc_write_options *options,
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
    if (ret->format != FISC_FORMAT_TEXT && ret->format != FISC_FORMAT_JSON)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "no such report format: %d", (int)ret->format);
    if (ret->language != FISC_LANGUAGE_JA && ret->language != FISC_LANGUAGE_EN)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "no such language: %d", (int)ret->language);
    return FISC_OK;
}

static enum fisc_status
select_rows(struct fisc__writer *writer)
{
    const char *only = writer->options.only;
    enum fisc_status status;

    writer->rows = (struct fisc__rows){
        0, fisc_report_result_count(writer->report)};
    if (!only)
        return FISC_OK;
    status = fisc__report_rows_named(writer->report, only, &writer->rows);
    if (status == FISC_ERR_NOMEM)
        return fisc__error_nomem(writer->reterr);
    if (status == FISC_ERR_CONFLICT)
        return fisc__error_item(writer->reterr, status, NULL, only,
                                "several controls have the label \"%s\"; "
                                "name one by its id", only);
    if (status != FISC_OK)
        return fisc__error_item(writer->reterr, FISC_ERR_NOTFOUND, NULL, only,
                                "the report has no row, clause or control "
                                "\"%s\"", only);
    return FISC_OK;
}

enum fisc_status
fisc_report_write(const struct fisc_report *report,
                  const struct fisc_write_options *options,
                  fisc_sink_function sink, void *data,
                  struct fisc_error *reterr)
{
    struct fisc__writer writer = {
        .report = report,
        .context = fisc_report_policy(report)->context,
        .sink = sink,
        .data = data,
        .reterr = reterr,
    };
    enum fisc_status status = fill_options(&writer.options, options, reterr);

    if (status == FISC_OK)
        status = select_rows(&writer);
    if (status != FISC_OK)
        return status;
    fisc__buffer_init(&writer.out, writer.context);
    status = writer.options.format == FISC_FORMAT_JSON
                 ? fisc__write_json(&writer)
                 : fisc__write_text(&writer);
    if (status == FISC_OK)
        status = fisc__writer_flush(&writer, true);
    fisc__buffer_done(&writer.out);
    return status;
}

enum fisc_status
fisc_report_write_text(const struct fisc_report *report,
                       const struct fisc_write_options *options, char **ret,
                       size_t *ret_length, struct fisc_error *reterr)
{
    struct fisc__buffer buffer;
    struct fisc_error error;
    enum fisc_status status;

    fisc__buffer_init(&buffer, fisc_report_policy(report)->context);
    status = fisc_report_write(report, options, fisc__buffer_gather, &buffer,
                               &error);
    return fisc__buffer_give(&buffer, status, &error, ret, ret_length, reterr);
}

void
fisc_report_free_text(const struct fisc_report *report, char *text,
                      size_t length)
{
    if (text)
        fisc__free(fisc_report_policy(report)->context, text, length + 1);
}
