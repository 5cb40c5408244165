/* SPDX-License-Identifier: MIT */
/* What if: the results that changes to a description would move. */

#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* A number as JSON writes it. */
static bool
is_number(const char *text)
{
    size_t digits;

    text += *text == '-';
    digits = strspn(text, "0123456789");
    if (digits == 0 || (digits > 1 && *text == '0'))
        return false;
    text += digits;
    if (*text == '.') {
        digits = strspn(++text, "0123456789");
        text += digits;
    }
    return digits > 0 && *text == '\0';
}

static bool
is_scalar(const char *text)
{
    return *text == '"' || strcmp(text, "true") == 0 ||
           strcmp(text, "false") == 0 || is_number(text);
}

static char *
copy_part(const char *text, size_t length)
{
    char *copy = cli_resize(NULL, length + 1, 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

/* A value is so on the date of the evaluation; JSON says itself what it says. */
static char *
dated(const char *value, const char *date)
{
    static const char format[] = "{\"value\": %s, \"date\": \"%s\"}";
    size_t size = sizeof format + strlen(value) + strlen(date);
    char *text = cli_resize(NULL, size, 1);

    snprintf(text, size, format, value, date);
    return text;
}

static void
set_value(struct cli_changes *changes, struct fisc_change *change,
          const char *value)
{
    if (is_scalar(value)) {
        change->kind = FISC_CHANGE_JSON;
        change->string = dated(value, changes->date);
    } else if (*value == '{' || *value == '[') {
        change->kind = FISC_CHANGE_JSON;
        change->string = copy_part(value, strlen(value));
    } else {
        change->kind = FISC_CHANGE_STRING;
        change->string = copy_part(value, strlen(value));
        change->about = &changes->about;
    }
}

void
cli_changes(const struct cli_options *options, struct cli_changes *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->count = options->changes.count;
    ret->list = cli_resize(NULL, ret->count, sizeof *ret->list);
    memset(ret->list, 0, ret->count * sizeof *ret->list);
    fisc_date_format(options->as_of, ret->date);
    ret->about.size = sizeof ret->about;
    ret->about.date = ret->date;
    for (size_t i = 0; i < ret->count; i++) {
        const char *text = options->changes.items[i];
        const char *equals = strchr(text, '=');
        struct fisc_change *change = &ret->list[i];

        change->size = sizeof *change;
        change->kind = FISC_CHANGE_CLEAR;
        if (equals)
            set_value(ret, change, equals + 1);
        change->path = copy_part(text, equals ? (size_t)(equals - text)
                                              : strlen(text));
    }
}

void
cli_changes_done(struct cli_changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        free((char *)changes->list[i].path);
        free((char *)changes->list[i].string);
    }
    free(changes->list);
}

/* Names the option that a change was written in. */
static enum fisc_status
name_option(const struct cli_options *options, enum fisc_status status,
            struct fisc_error *error)
{
    size_t number = error->line;
    const char *text;

    if (strcmp(error->where, "changes") != 0 || number == 0)
        return status;
    text = options->changes.items[number - 1];
    snprintf(error->where, sizeof error->where, "%s %s",
             strchr(text, '=') ? "--set" : "--unset", text);
    error->line = error->column = 0;
    return status;
}

static int
put_piece(void *data, const char *text, size_t length)
{
    return fwrite(text, 1, length, data) != length;
}

static enum fisc_status
write_diff(FILE *stream, const struct cli_options *options,
           const struct fisc_report *before, const struct fisc_report *after,
           struct fisc_error *reterr)
{
    struct fisc_diff_options write = {
        .size = sizeof write,
        .format = options->format == FISC_FORMAT_JSON
                      ? FISC_DIFF_FORMAT_JSON
                      : FISC_DIFF_FORMAT_TEXT,
        .language = options->language,
        .color = cli_wants_color(options),
        .width = (unsigned)cli_width(),
        .details = options->details,
    };
    struct fisc_result_set *was = NULL, *is = NULL;
    struct fisc_diff *diff = NULL;
    enum fisc_status status = fisc_result_set_from_report(before, &was,
                                                          reterr);

    if (status == FISC_OK)
        status = fisc_result_set_from_report(after, &is, reterr);
    if (status == FISC_OK)
        status = fisc_diff_new(was, is, &diff, reterr);
    if (status == FISC_OK)
        status = fisc_diff_write(diff, &write, put_piece, stream, reterr);
    fisc_diff_unref(diff);
    fisc_result_set_unref(is);
    fisc_result_set_unref(was);
    return status;
}

enum fisc_status
cli_what_if(FILE *stream, const struct cli_options *options,
            struct fisc_evaluator *evaluator,
            const struct cli_changes *changes,
            const struct fisc_report *before, struct fisc_report **ret,
            struct fisc_error *reterr)
{
    struct fisc_report *after = NULL;
    enum fisc_status status = fisc_evaluator_change(
        evaluator, changes->list, changes->count, reterr);

    if (status != FISC_OK)
        return name_option(options, status, reterr);
    status = fisc_evaluator_report(evaluator, &after, reterr);
    if (status == FISC_OK)
        status = write_diff(stream, options, before, after, reterr);
    if (status != FISC_OK) {
        fisc_report_unref(after);
        return status;
    }
    *ret = after;
    return FISC_OK;
}
