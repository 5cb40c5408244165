/* SPDX-License-Identifier: MIT */
/* Writing a plan: what both formats have in common. */

#include <string.h>

#include "base/sized.h"
#include "plan/plan.h"
#include "plan/write.h"

static enum fisc_status
fill_options(struct fisc_plan_write_options *ret,
             const struct fisc_plan_write_options *options,
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
    if (ret->format != FISC_PLAN_FORMAT_TEXT &&
        ret->format != FISC_PLAN_FORMAT_JSON)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "no such format of a plan: %d", (int)ret->format);
    if (ret->language != FISC_LANGUAGE_JA && ret->language != FISC_LANGUAGE_EN)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "no such language: %d", (int)ret->language);
    return FISC_OK;
}

enum fisc_status
fisc_plan_write(const struct fisc_plan *plan,
                const struct fisc_plan_write_options *options,
                fisc_sink_function sink, void *data,
                struct fisc_error *reterr)
{
    struct fisc__plan_writer writer = {
        .plan = plan,
        .base = {.report = plan->report,
                 .context = plan->context,
                 .sink = sink,
                 .data = data,
                 .reterr = reterr},
    };
    enum fisc_status status = fill_options(&writer.options, options, reterr);

    if (status != FISC_OK)
        return status;
    writer.base.options.color = writer.options.color;
    fisc__buffer_init(&writer.base.out, plan->context);
    status = writer.options.format == FISC_PLAN_FORMAT_JSON
                 ? fisc__plan_write_json(&writer)
                 : fisc__plan_write_text(&writer);
    if (status == FISC_OK)
        status = fisc__writer_flush(&writer.base, true);
    fisc__buffer_done(&writer.base.out);
    return status;
}

enum fisc_status
fisc_plan_write_text(const struct fisc_plan *plan,
                     const struct fisc_plan_write_options *options, char **ret,
                     size_t *ret_length, struct fisc_error *reterr)
{
    struct fisc__buffer buffer;
    struct fisc_error error;
    enum fisc_status status;

    fisc__buffer_init(&buffer, plan->context);
    status = fisc_plan_write(plan, options, fisc__buffer_gather, &buffer,
                             &error);
    return fisc__buffer_give(&buffer, status, &error, ret, ret_length, reterr);
}

void
fisc_plan_free_text(const struct fisc_plan *plan, char *text, size_t length)
{
    if (text)
        fisc__free(plan->context, text, length + 1);
}
