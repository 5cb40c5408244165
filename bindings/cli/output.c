/* SPDX-License-Identifier: MIT */
/* What the commands that evaluate have in common: options and results. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

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
        .partial = options->partial,
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

static bool
is_met(enum fisc_result result)
{
    return result == FISC_RESULT_PASS ||
           result == FISC_RESULT_NOTAPPLICABLE ||
           result == FISC_RESULT_NOTSELECTED ||
           result == FISC_RESULT_INFORMATIONAL;
}

int
cli_report_status(const struct fisc_report *report)
{
    size_t count = fisc_report_result_count(report);
    unsigned char *results = cli_resize(NULL, count, 1);
    int status = EXIT_MET;

    fisc_report_results(report, results, count);
    for (size_t i = 0; i < count && status == EXIT_MET; i++) {
        struct fisc_result_info row = {.size = sizeof row};

        if (is_met((enum fisc_result)results[i]))
            continue;
        if (fisc_report_result(report, i, &row) != FISC_OK ||
            row.level == FISC_LEVEL_MUST)
            status = EXIT_NOT_MET;
    }
    free(results);
    return status;
}

void
cli_put_json(FILE *stream, const char *text)
{
    const unsigned char *c = (const unsigned char *)text;

    fputc('"', stream);
    while (*c) {
        utf8proc_int32_t point;
        utf8proc_ssize_t length = utf8proc_iterate(c, -1, &point);

        if (length < 1)
            fputs("\xef\xbf\xbd", stream);
        else if (*c == '"' || *c == '\\')
            fprintf(stream, "\\%c", *c);
        else if (*c < 0x20 || *c == 0x7f)
            fprintf(stream, "\\u%04x", *c);
        else
            fwrite(c, 1, (size_t)length, stream);
        c += length < 1 ? 1 : length;
    }
    fputc('"', stream);
}

int
cli_put_file(const char *path, const char *text, size_t length)
{
    FILE *stream = path ? fopen(path, "wb") : stdout;
    bool written = stream && fwrite(text, 1, length, stream) == length;

    if (!path)
        return 0; /* cli_finish() says what is wrong with it */
    if (stream && fclose(stream) == 0 && written)
        return 0;
    return cli_fail("%s: %s", path, strerror(errno));
}
