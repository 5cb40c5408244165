/* SPDX-License-Identifier: MIT */
/* What the commands that evaluate have in common: options and results. */

#include <stdlib.h>

#include "cli.h"

struct fisc_eval_options
cli_eval_options(const struct cli_options *options,
                 const struct cli_joined *joined)
{
    return (struct fisc_eval_options){
        .size = sizeof(struct fisc_eval_options),
        .as_of = options->as_of,
        .roles = options->roles,
        .levels = options->levels,
        .catalog = options->catalog,
        .control = options->control,
        .joined = joined->list,
        .joined_count = joined->count,
        .allow_unknown_paths = options->allow_unknown_paths,
    };
}

struct fisc_write_options
cli_write_options(const struct cli_options *options)
{
    return (struct fisc_write_options){
        .size = sizeof(struct fisc_write_options),
        .format = options->format,
        .language = options->language,
        .color = cli_wants_color(options),
        .width = (unsigned)cli_width(),
        .details = options->details,
    };
}

int
cli_report_status(const struct fisc_report *report)
{
    size_t count = fisc_report_result_count(report);

    for (size_t i = 0; i < count; i++) {
        struct fisc_result_info row = {.size = sizeof row};

        if (fisc_report_result(report, i, &row) != FISC_OK ||
            row.level != FISC_LEVEL_MUST)
            continue;
        switch (row.result) {
        case FISC_RESULT_FAIL:
        case FISC_RESULT_ERROR:
        case FISC_RESULT_UNKNOWN:
        case FISC_RESULT_NOTCHECKED:
            return EXIT_NOT_MET;
        case FISC_RESULT_PASS:
        case FISC_RESULT_NOTAPPLICABLE:
        case FISC_RESULT_NOTSELECTED:
        case FISC_RESULT_INFORMATIONAL:
            break;
        }
    }
    return EXIT_MET;
}
