/* SPDX-License-Identifier: MIT */
/*
 * Targets: result JSON as `fisc diff` reads it; and, where PARTS says so, two
 * results, parts "before" and "after", with the lines of events told so far,
 * part "state".
 */

#include <stdlib.h>
#include <string.h>

#include "json/json.h"
#include "walk.h"

static enum fisc_status
read_set(struct fisc_context *context, const struct fuzz_part *part,
         struct fisc_result_set **ret)
{
    struct fisc_error error;
    enum fisc_status status =
        fisc_result_set_parse(context, "result.json",
                              part && part->text ? part->text : "",
                              part ? part->length : 0, ret, &error);

    return status == FISC_OK ? status : fuzz_error(status, &error);
}

/* ---- a state, and the events that follow from it -------------------------*/

struct lines {
    char *text;
    size_t length;
};

static void
add_lines(struct lines *lines, const char *text, size_t length)
{
    bool ends = lines->length == 0 || lines->text[lines->length - 1] == '\n';

    lines->text = realloc(lines->text, lines->length + length + 2);
    FUZZ_HOLDS(lines->text != NULL);
    if (!ends)
        lines->text[lines->length++] = '\n';
    if (length)
        memcpy(lines->text + lines->length, text, length);
    lines->length += length;
}

static enum fisc_status
write_events(struct fisc_context *context, const struct fisc_diff *diff,
             const struct lines *told, char **ret, size_t *ret_length)
{
    struct fisc_diff_options options = {.size = sizeof options,
                                        .format = FISC_DIFF_FORMAT_EVENTS};
    struct fisc_diff_state *state = NULL;
    struct fisc_error error;
    enum fisc_status status =
        fisc_diff_state_parse(context, "told.jsonl", told->text, told->length,
                              &state, &error);

    if (status == FISC_OK) {
        FUZZ_HOLDS(fisc_diff_state_open_count(state) <= told->length);
        options.state = state;
        status = fisc_diff_write_text(diff, &options, ret, ret_length, &error);
    }
    fisc_diff_state_free(state);
    return status == FISC_OK ? status : fuzz_error(status, &error);
}

/* What has been told is not told again. */
static enum fisc_status
tell(struct fisc_context *context, const struct fisc_diff *diff,
     const struct fuzz_part *state)
{
    struct lines told = {NULL, 0};
    char *text = NULL;
    size_t length;
    enum fisc_status status;

    add_lines(&told, state && state->text ? state->text : "",
              state ? state->length : 0);
    status = write_events(context, diff, &told, &text, &length);
    if (status == FISC_OK) {
        add_lines(&told, text, length);
        fisc_diff_free_text(diff, text, length);
        status = write_events(context, diff, &told, &text, &length);
    }
    if (status == FISC_OK) {
        FUZZ_HOLDS(length == 0);
        fisc_diff_free_text(diff, text, length);
    }
    free(told.text);
    return status;
}

/* ---- a diff --------------------------------------------------------------*/

static enum fisc_status
check_json(struct fisc_context *context, const char *text, size_t length)
{
    struct fisc__arena arena;
    struct fisc__json *root;
    struct fisc_error error;
    enum fisc_status status;

    fisc__arena_init(&arena, context);
    status = fisc__json_parse(&arena, "diff.json", text, length, &root,
                              &error);
    fisc__arena_done(&arena);
    FUZZ_HOLDS(status == FISC_OK || status == FISC_ERR_NOMEM);
    return status;
}

static enum fisc_status
write_diff(struct fisc_context *context, const struct fisc_diff *diff,
           enum fisc_diff_format format)
{
    struct fisc_diff_options options = {
        .size = sizeof options, .format = format, .details = 1};
    struct fisc_error error;
    char *text;
    size_t length;
    enum fisc_status status =
        fisc_diff_write_text(diff, &options, &text, &length, &error);

    if (status != FISC_OK)
        return fuzz_error(status, &error);
    fuzz_string(text);
    if (format == FISC_DIFF_FORMAT_JSON)
        status = check_json(context, text, length);
    fisc_diff_free_text(diff, text, length);
    return status;
}

static enum fisc_status
compare(struct fisc_context *context, struct fisc_result_set *before,
        struct fisc_result_set *after, const struct fuzz_part *state)
{
    struct fisc_diff *diff;
    struct fisc_error error;
    enum fisc_status status = fisc_diff_new(before, after, &diff, &error);

    if (status != FISC_OK)
        return fuzz_error(status, &error);
    fuzz_walk_diff(diff);
    if (before == after)
        FUZZ_HOLDS(fisc_diff_cause(diff) == 0 &&
                   fisc_diff_worse_count(diff) == 0);
    status = write_diff(context, diff, FISC_DIFF_FORMAT_JSON);
    if (status == FISC_OK)
        status = write_diff(context, diff, FISC_DIFF_FORMAT_TEXT);
    if (status == FISC_OK)
        status = tell(context, diff, state);
    fisc_diff_unref(diff);
    return status;
}

enum fisc_status
fuzz_one(struct fisc_context *context, const char *text, size_t length)
{
    struct fisc_result_set *before = NULL, *after = NULL;
    struct fuzz_parts parts = {.count = 0};
    struct fuzz_part whole = {.text = (char *)text, .length = length};
    enum fisc_status status;

    if (PARTS) {
        fuzz_split(text, length, &parts);
        status = read_set(context, fuzz_part(&parts, "before"), &before);
        if (status == FISC_OK)
            status = read_set(context, fuzz_part(&parts, "after"), &after);
    } else {
        status = read_set(context, &whole, &before);
        if (status == FISC_OK)
            after = fisc_result_set_ref(before);
    }
    if (status == FISC_OK) {
        fuzz_walk_results(before);
        if (PARTS || fisc_result_set_is_whole(before))
            status = compare(context, before, after,
                             fuzz_part(&parts, "state"));
    }
    fisc_result_set_unref(before);
    fisc_result_set_unref(after);
    fuzz_parts_done(&parts);
    return status;
}
