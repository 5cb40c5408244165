/* SPDX-License-Identifier: MIT */
/* A plan as JSON, libfisc-plan/1. */

#include "base/number.h"
#include "json/json.h"
#include "plan/write.h"

static void
put_text(struct fisc__buffer *out, const char *before, const char *text)
{
    fisc__buffer_string(out, before);
    if (text && *text)
        fisc__json_quote(out, text);
    else
        fisc__buffer_string(out, "null");
}

static void
put_flag(struct fisc__buffer *out, const char *before, bool flag)
{
    fisc__buffer_string(out, before);
    fisc__buffer_string(out, flag ? "true" : "false");
}

/* ---- changes as they were tried ------------------------------------------*/

static const char *
op_name(enum fisc_change_kind kind)
{
    switch (kind) {
    case FISC_CHANGE_ABOUT:
        return "about";
    case FISC_CHANGE_RECORD:
        return "record";
    case FISC_CHANGE_COMPLETE:
        return "complete";
    case FISC_CHANGE_ADD:
        return "add";
    case FISC_CHANGE_REMOVE:
        return "remove";
    default:
        return "set";
    }
}

static void
put_items(struct fisc__buffer *out, const struct fisc_change *change)
{
    fisc__buffer_char(out, '[');
    for (size_t i = 0; i < change->count; i++) {
        fisc__buffer_string(out, i ? ", " : "");
        fisc__json_quote(out, change->items[i]);
    }
    fisc__buffer_char(out, ']');
}

static void
put_value(struct fisc__buffer *out, const struct fisc_change *change)
{
    char text[FISC__DECIMAL_TEXT];

    switch (change->kind) {
    case FISC_CHANGE_BOOLEAN:
        fisc__buffer_string(out, change->integer ? "true" : "false");
        break;
    case FISC_CHANGE_INTEGER:
        fisc__buffer_format(out, "%lld", (long long)change->integer);
        break;
    case FISC_CHANGE_DECIMAL:
        fisc__decimal_write(out->context, change->decimal, text);
        fisc__buffer_string(out, text);
        break;
    case FISC_CHANGE_DATE:
        fisc_date_format(change->day, text);
        fisc__json_quote(out, text);
        break;
    case FISC_CHANGE_SET:
        put_items(out, change);
        break;
    case FISC_CHANGE_JSON:
        fisc__buffer_string(out, change->string);
        break;
    case FISC_CHANGE_COMPLETE:
        fisc__buffer_string(out, change->complete ? "true" : "false");
        break;
    case FISC_CHANGE_STRING:
    case FISC_CHANGE_ADD:
    case FISC_CHANGE_REMOVE:
        fisc__json_quote(out, change->string);
        break;
    default:
        fisc__buffer_string(out, "null");
        break;
    }
}

static void
put_statement(struct fisc__buffer *out, const struct fisc_change *change)
{
    fisc__buffer_format(out, "{\"op\": \"%s\", \"path\": ",
                        op_name(change->kind));
    fisc__json_quote(out, change->path);
    fisc__buffer_string(out, ", \"value\": ");
    put_value(out, change);
    if (change->about && change->about->by) {
        fisc__buffer_string(out, ", \"by\": ");
        fisc__json_quote(out, change->about->by);
    }
    fisc__buffer_char(out, '}');
}

/* ---- rows ----------------------------------------------------------------*/

static void
put_change(struct fisc__plan_writer *writer,
           const struct fisc_plan_change *change)
{
    struct fisc__buffer *out = &writer->base.out;

    fisc__buffer_format(out, "{\"kind\": \"%s\", \"label\": \"%s\"",
                        fisc_plan_kind_name(change->kind),
                        fisc_plan_label_name(change->label));
    put_text(out, ", \"party\": ", change->party);
    put_text(out, ", \"path\": ", change->path);
    put_text(out, ", \"state\": ", change->state);
    put_text(out, ", \"from\": ", change->from);
    put_text(out, ", \"to\": ", change->to);
    put_text(out, ", \"owner\": ", change->owner);
    put_text(out, ", \"question\": {\"ja\": ",
             change->question[FISC_LANGUAGE_JA]);
    put_text(out, ", \"en\": ", change->question[FISC_LANGUAGE_EN]);
    fisc__buffer_string(out, "}, \"changes\": [");
    for (size_t i = 0; i < change->count; i++) {
        fisc__buffer_string(out, i ? ", " : "");
        put_statement(out, &change->changes[i]);
    }
    fisc__buffer_string(out, "]}");
}

static void
put_set(struct fisc__plan_writer *writer, size_t row, size_t index)
{
    struct fisc__buffer *out = &writer->base.out;
    struct fisc_plan_set set = {.size = sizeof set};

    fisc_plan_set(writer->plan, row, index, &set);
    fisc__buffer_format(out, "%s{\"label\": \"%s\"",
                        index ? ",\n   " : "\n   ",
                        fisc_plan_label_name(set.label));
    put_flag(out, ", \"tried\": ", set.tried);
    put_flag(out, ", \"minimal\": ", set.minimal);
    put_text(out, ", \"via\": ", set.via);
    fisc__buffer_string(out, ", \"changes\": [");
    for (size_t i = 0; i < set.change_count; i++) {
        struct fisc_plan_change change = {.size = sizeof change};

        fisc_plan_change(writer->plan, row, index, i, &change);
        fisc__buffer_string(out, i ? ",\n     " : "\n     ");
        put_change(writer, &change);
    }
    fisc__buffer_string(out, "]}");
}

static void
put_index(struct fisc__buffer *out, const char *before, size_t index)
{
    fisc__buffer_string(out, before);
    if (index == FISC_PLAN_NONE)
        fisc__buffer_string(out, "null");
    else
        fisc__buffer_number(out, index);
}

static enum fisc_status
put_row(struct fisc__plan_writer *writer, size_t index)
{
    struct fisc__buffer *out = &writer->base.out;
    struct fisc_plan_row row = {.size = sizeof row};

    if (fisc_plan_row(writer->plan, index, &row) != FISC_OK)
        return fisc__error_nomem(writer->base.reterr);
    fisc__buffer_string(out, index ? ",\n{\"key\": " : "\n{\"key\": ");
    fisc__json_quote(out, row.key);
    put_text(out, ", \"control\": ", row.control);
    put_text(out, ", \"label\": ", row.label);
    fisc__buffer_format(out, ", \"level\": \"%s\", \"result\": \"%s\"",
                        fisc_level_name(row.level),
                        fisc_result_name(row.result));
    put_text(out, ", \"waiver\": ", row.waiver);
    fisc__buffer_format(out, ", \"state\": \"%s\"",
                        fisc_plan_state_name(row.state));
    put_flag(out, ", \"cut\": ", row.cut);
    put_flag(out, ", \"function\": ", row.function);
    put_index(out, ", \"settled_by\": ", row.settled_by);
    fisc__buffer_string(out, ",\n \"sets\": [");
    for (size_t i = 0; i < row.set_count; i++)
        put_set(writer, index, i);
    fisc__buffer_string(out, "]}");
    return fisc__writer_flush(&writer->base, false);
}

/* ---- the list ------------------------------------------------------------*/

static enum fisc_status
put_entry(struct fisc__plan_writer *writer, size_t index)
{
    struct fisc__buffer *out = &writer->base.out;
    struct fisc_plan_entry entry = {.size = sizeof entry};
    struct fisc_plan_change change = {.size = sizeof change};

    fisc_plan_entry(writer->plan, index, &entry);
    fisc_plan_change(writer->plan, entry.row, entry.set, entry.change,
                     &change);
    fisc__buffer_format(out,
                        "%s{\"row\": %zu, \"set\": %zu, \"change\": %zu",
                        index ? ",\n" : "\n", entry.row, entry.set,
                        entry.change);
    put_text(out, ", \"party\": ", change.party);
    put_text(out, ", \"path\": ", change.path);
    fisc__buffer_string(out, ", \"settles\": [");
    for (size_t i = 0; i < entry.row_count; i++) {
        struct fisc_plan_row row = {.size = sizeof row};
        size_t at = fisc_plan_entry_row(writer->plan, index, i);

        if (fisc_plan_row(writer->plan, at, &row) != FISC_OK)
            return fisc__error_nomem(writer->base.reterr);
        fisc__buffer_string(out, i ? ", " : "");
        fisc__json_quote(out, row.key);
    }
    fisc__buffer_string(out, "]}");
    return fisc__writer_flush(&writer->base, false);
}

static enum fisc_status
put_remaining(struct fisc__plan_writer *writer)
{
    struct fisc__buffer *out = &writer->base.out;
    const char *separator = "";

    fisc__buffer_string(out, "\n],\n\"remaining\": [");
    for (size_t i = 0; i < fisc_plan_row_count(writer->plan); i++) {
        struct fisc_plan_row row = {.size = sizeof row};

        if (fisc_plan_row(writer->plan, i, &row) != FISC_OK)
            return fisc__error_nomem(writer->base.reterr);
        if (row.settled_by != FISC_PLAN_NONE)
            continue;
        fisc__buffer_string(out, separator);
        fisc__json_quote(out, row.key);
        separator = ", ";
    }
    fisc__buffer_string(out, "]\n}\n");
    return FISC_OK;
}

enum fisc_status
fisc__plan_write_json(struct fisc__plan_writer *writer)
{
    struct fisc__buffer *out = &writer->base.out;
    const struct fisc_report *report = writer->base.report;
    enum fisc_status status = FISC_OK;
    char as_of[11];

    fisc_date_format(fisc_report_as_of(report), as_of);
    fisc__buffer_format(out, "{\n\"format\": \"libfisc-plan/1\",\n"
                        "\"as_of\": \"%s\",\n\"system\": ", as_of);
    fisc__json_quote(out, fisc_report_system_id(report));
    fisc__buffer_format(out,
                        ",\n\"digests\": {\"policy\": \"%s\", "
                        "\"system\": \"%s\"},\n\"rows\": [",
                        fisc_report_policy_digest(report),
                        fisc_report_system_digest(report));
    for (size_t i = 0;
         status == FISC_OK && i < fisc_plan_row_count(writer->plan); i++)
        status = put_row(writer, i);
    fisc__buffer_string(out, "\n],\n\"list\": [");
    for (size_t i = 0;
         status == FISC_OK && i < fisc_plan_entry_count(writer->plan); i++)
        status = put_entry(writer, i);
    return status == FISC_OK ? put_remaining(writer) : status;
}
