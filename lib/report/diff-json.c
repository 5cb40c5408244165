/* SPDX-License-Identifier: MIT */
/*
 * A diff as JSON, libfisc-diff/1: what differs, each row on a line of its own.
 */

#include "report/diff.h"

void
fisc__diff_put_deciding(struct fisc__buffer *out,
                        const struct fisc__open_facts *facts)
{
    fisc__buffer_char(out, '[');
    for (size_t i = 0; i < facts->count; i++) {
        fisc__buffer_string(out, i > 0 ? ", {\"path\": " : "{\"path\": ");
        fisc__json_quote(out, facts->list[i].path);
        fisc__buffer_string(out, ", \"state\": ");
        fisc__json_quote(out, facts->list[i].state);
        fisc__buffer_string(out, ", \"candidate\": ");
        fisc__diff_put_optional(out, facts->list[i].candidate);
        fisc__buffer_char(out, '}');
    }
    fisc__buffer_char(out, ']');
}

void
fisc__diff_put_cause(struct fisc__buffer *out, unsigned cause)
{
    const char *separator = "";

    fisc__buffer_char(out, '[');
    for (unsigned bit = 1; bit <= FISC_DIFF_CAUSE_OTHER; bit *= 2)
        if (cause & bit) {
            fisc__buffer_format(out, "%s\"%s\"", separator,
                                fisc__diff_cause_name(bit));
            separator = ", ";
        }
    fisc__buffer_char(out, ']');
}

void
fisc__diff_put_date(struct fisc__buffer *out, fisc_date date)
{
    char text[11];

    fisc_date_format(date, text);
    fisc__buffer_format(out, "\"%s\"", text);
}

void
fisc__diff_put_optional(struct fisc__buffer *out, const char *text)
{
    if (*text)
        fisc__json_quote(out, text);
    else
        fisc__buffer_string(out, "null");
}

static void
put_set(struct fisc__buffer *out, const char *name,
        const struct fisc_result_set *set)
{
    fisc__buffer_format(out, ",\n\"%s\": {\"as_of\": ", name);
    fisc__diff_put_date(out, set->as_of);
    fisc__buffer_format(out, ", \"policy\": \"%s\", \"system\": \"%s\"}",
                        set->policy_digest, set->system_digest);
}

static void
put_header(struct fisc__buffer *out, const struct fisc_diff *diff)
{
    fisc__buffer_string(out, "{\n\"format\": \"libfisc-diff/1\",\n\"system\": ");
    fisc__json_quote(out, diff->after->system_id);
    put_set(out, "before", diff->before);
    put_set(out, "after", diff->after);
    fisc__buffer_string(out, ",\n\"cause\": ");
    fisc__diff_put_cause(out, diff->cause);
    fisc__buffer_string(out, ",\n\"counts\": {");
    for (int i = 0; i < FISC_DIFF_KIND_COUNT; i++)
        fisc__buffer_format(out, "\"%s\": %zu, ",
                            fisc_diff_kind_name((enum fisc_diff_kind)i),
                            diff->counts[i]);
    fisc__buffer_format(out, "\"worse\": %zu}", diff->worse);
}

static void
put_row(struct fisc__buffer *out, const char *name,
        const struct fisc__result_row *row)
{
    fisc__buffer_format(out, ", \"%s\": ", name);
    if (!row) {
        fisc__buffer_string(out, "null");
        return;
    }
    fisc__buffer_format(out, "{\"level\": \"%s\", \"result\": \"%s\", "
                        "\"reason\": ", fisc_level_name(row->info.level),
                        fisc_result_name(row->info.result));
    fisc__json_quote(out, row->info.reason);
    fisc__buffer_string(out, ", \"via\": ");
    fisc__diff_put_optional(out, row->info.via);
    fisc__buffer_string(out, ", \"waiver\": ");
    fisc__diff_put_optional(out, row->info.waiver);
    fisc__buffer_string(out, ", \"deciding\": ");
    fisc__diff_put_deciding(out, &row->deciding);
    fisc__buffer_char(out, '}');
}

static void
put_entry(struct fisc__buffer *out, const struct fisc_diff *diff,
          const struct fisc__diff_entry *entry)
{
    const char *key = fisc__diff_key(diff, entry);
    char ticket[FISC__TICKET_TEXT];

    fisc__ticket(diff->after->system_id, key, ticket);
    fisc__buffer_string(out, "{\"key\": ");
    fisc__json_quote(out, key);
    fisc__buffer_format(out, ", \"ticket\": \"%s\", \"kind\": \"%s\", "
                        "\"cause\": ", ticket,
                        fisc_diff_kind_name(entry->kind));
    fisc__diff_put_cause(out, fisc__diff_entry_cause(diff, entry));
    put_row(out, "before", fisc__diff_before(diff, entry));
    put_row(out, "after", fisc__diff_after(diff, entry));
    fisc__buffer_char(out, '}');
}

static void
put_state(struct fisc__buffer *out, const char *name,
          const struct fisc_result_set *set, size_t index)
{
    fisc__buffer_format(out, ", \"%s\": ", name);
    if (index == FISC_DIFF_NONE) {
        fisc__buffer_string(out, "null");
        return;
    }
    fisc__buffer_format(out, "{\"state\": \"%s\", \"reason\": ",
                        set->controls[index].state == FISC_CONTROL_SATISFIED
                            ? "satisfied"
                            : "not-satisfied");
    fisc__diff_put_optional(out, set->controls[index].reason);
    fisc__buffer_char(out, '}');
}

static void
put_controls(struct fisc__buffer *out, const struct fisc_diff *diff)
{
    fisc__buffer_string(out, "\n],\n\"controls\": [");
    for (size_t i = 0; i < diff->control_count; i++) {
        struct fisc_diff_control control = {.size = sizeof control};

        fisc_diff_control(diff, i, &control);
        fisc__buffer_string(out, i > 0 ? ",\n{\"control\": "
                                       : "\n{\"control\": ");
        fisc__json_quote(out, control.control);
        put_state(out, "before", diff->before, control.before);
        put_state(out, "after", diff->after, control.after);
        fisc__buffer_char(out, '}');
    }
    fisc__buffer_string(out, "\n]\n}\n");
}

enum fisc_status
fisc__diff_write_json(struct fisc__diff_writer *writer)
{
    struct fisc__buffer *out = &writer->base.out;
    const struct fisc_diff *diff = writer->diff;
    const char *separator = "\n";

    put_header(out, diff);
    fisc__buffer_string(out, ",\n\"entries\": [");
    for (size_t i = 0; i < diff->count; i++) {
        enum fisc_status status;

        if (diff->entries[i].kind == FISC_DIFF_UNCHANGED &&
            writer->options->details <= 0)
            continue;
        fisc__buffer_string(out, separator);
        separator = ",\n";
        put_entry(out, diff, &diff->entries[i]);
        status = fisc__writer_flush(&writer->base, false);
        if (status != FISC_OK)
            return status;
    }
    put_controls(out, diff);
    return FISC_OK;
}
