/* SPDX-License-Identifier: MIT */
/* Writing a diff: what all formats have in common. */

#include <string.h>

#include "base/sized.h"
#include "report/diff.h"

static enum fisc_status
fill_options(struct fisc_diff_options *ret,
             const struct fisc_diff_options *options,
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
    if (ret->format != FISC_DIFF_FORMAT_TEXT &&
        ret->format != FISC_DIFF_FORMAT_JSON &&
        ret->format != FISC_DIFF_FORMAT_EVENTS)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "no such format of a diff: %d", (int)ret->format);
    if (ret->language != FISC_LANGUAGE_JA && ret->language != FISC_LANGUAGE_EN)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "no such language: %d", (int)ret->language);
    return FISC_OK;
}

static enum fisc_status
write_format(struct fisc__diff_writer *writer)
{
    switch (writer->options->format) {
    case FISC_DIFF_FORMAT_JSON:
        return fisc__diff_write_json(writer);
    case FISC_DIFF_FORMAT_EVENTS:
        return fisc__diff_write_events(writer);
    default:
        return fisc__diff_write_text(writer);
    }
}

enum fisc_status
fisc_diff_write(const struct fisc_diff *diff,
                const struct fisc_diff_options *options,
                fisc_sink_function sink, void *data,
                struct fisc_error *reterr)
{
    struct fisc_diff_options filled;
    struct fisc__diff_writer writer = {
        .diff = diff,
        .options = &filled,
        .base = {.context = diff->context,
                 .sink = sink,
                 .data = data,
                 .reterr = reterr},
    };
    enum fisc_status status = fill_options(&filled, options, reterr);

    if (status != FISC_OK)
        return status;
    writer.base.options.color = filled.color;
    fisc__buffer_init(&writer.base.out, diff->context);
    status = write_format(&writer);
    if (status == FISC_OK)
        status = fisc__writer_flush(&writer.base, true);
    fisc__buffer_done(&writer.base.out);
    return status;
}

enum fisc_status
fisc_diff_write_text(const struct fisc_diff *diff,
                     const struct fisc_diff_options *options, char **ret,
                     size_t *ret_length, struct fisc_error *reterr)
{
    struct fisc__buffer buffer;
    struct fisc_error error;
    enum fisc_status status;

    fisc__buffer_init(&buffer, diff->context);
    status = fisc_diff_write(diff, options, fisc__buffer_gather, &buffer,
                             &error);
    return fisc__buffer_give(&buffer, status, &error, ret, ret_length, reterr);
}

void
fisc_diff_free_text(const struct fisc_diff *diff, char *text, size_t length)
{
    if (text)
        fisc__free(diff->context, text, length + 1);
}
