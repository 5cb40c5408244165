/* SPDX-License-Identifier: MIT */
/*
 * A report as JSON, libfisc-result/1 (of a partial one: libfisc-partial/1): every field always there and in this
 * order, a row on a line of its own, nothing that depends on where the files
 * lie or how the description is spelled.
 */

#include <string.h>

#include "base/error.h"
#include "json/json.h"
#include "policy/policy.h"
#include "report/writer.h"

/*
 * Each member but the first begins with a comma. Names are ours, have nothing
 * to be escaped and are known when this is compiled: a row has thirty.
 */
#define put_literal(out, text) fisc__buffer_append(out, text, sizeof text - 1)
#define put_name(out, name) put_literal(out, ", \"" name "\": ")
#define put_string(out, name, value) \
    (put_name(out, name), fisc__json_quote(out, value))
#define put_first(out, name, value) \
    (put_literal(out, "{\"" name "\": "), fisc__json_quote(out, value))
/* As put_string(), but null for what does not apply. */
#define put_optional(out, name, value) \
    (put_name(out, name), put_or_null(out, value))
#define put_list(out, name, count, get, explanation) \
    (put_name(out, name), put_texts(out, count, get, explanation))

static void
put_or_null(struct fisc__buffer *out, const char *value)
{
    if (*value)
        fisc__json_quote(out, value);
    else
        put_literal(out, "null");
}

static void
put_header(struct fisc__writer *writer)
{
    struct fisc__buffer *out = &writer->out;
    enum fisc_status stopped = fisc_report_stopped(writer->report);
    char as_of[11];

    fisc_date_format(fisc_report_as_of(writer->report), as_of);
    fisc__buffer_format(out, "{\n\"format\": \"libfisc-%s/1\",\n",
                        stopped ? "partial" : "result");
    if (stopped)
        fisc__buffer_format(out, "\"stopped\": {\"reason\": \"%s\", "
                            "\"undecided\": %zu},\n",
                            fisc__stop_name(stopped),
                            fisc_report_undecided_count(writer->report));
    fisc__buffer_string(out, "\"as_of\": ");
    fisc__json_quote(out, as_of);
    fisc__buffer_string(out, ",\n\"digests\": ");
    put_first(out, "policy", fisc_report_policy_digest(writer->report));
    put_string(out, "rules", fisc_report_policy(writer->report)->rules_digest);
    put_string(out, "params",
               fisc_report_policy(writer->report)->params_digest);
    put_string(out, "system", fisc_report_system_digest(writer->report));
    fisc__buffer_string(out, "},\n\"system\": ");
    fisc__json_quote(out, fisc_report_system_id(writer->report));
}

static void
put_facts(struct fisc__buffer *out, const struct fisc_explanation *explanation)
{
    size_t count = fisc_explanation_fact_count(explanation);

    put_name(out, "facts");
    fisc__buffer_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        struct fisc_fact_reference fact = {.size = sizeof fact};

        fisc_explanation_fact(explanation, i, &fact);
        if (i > 0)
            fisc__buffer_string(out, ", ");
        put_first(out, "path", fact.path);
        put_string(out, "value", fact.value);
        put_string(out, "wanted", fact.wanted);
        put_string(out, "role", fact.role);
        put_string(out, "source", fact.source);
        fisc__buffer_char(out, '}');
    }
    fisc__buffer_char(out, ']');
}

static void
put_deciding(struct fisc__buffer *out,
             const struct fisc_explanation *explanation)
{
    size_t count = fisc_explanation_deciding_count(explanation);

    put_name(out, "deciding");
    fisc__buffer_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        struct fisc_deciding fact = {.size = sizeof fact};

        fisc_explanation_deciding(explanation, i, &fact);
        if (i > 0)
            fisc__buffer_string(out, ", ");
        put_first(out, "path", fact.path);
        put_string(out, "state", fact.state);
        put_optional(out, "candidate", fact.candidate);
        fisc__buffer_char(out, '}');
    }
    fisc__buffer_string(out, "], \"deciding_minimal\": ");
    fisc__buffer_string(out, fisc_explanation_deciding_minimal(explanation)
                                 ? "true"
                                 : "false");
}

static void
put_texts(struct fisc__buffer *out, size_t count,
          const char *(*get)(const struct fisc_explanation *, size_t),
          const struct fisc_explanation *explanation)
{
    fisc__buffer_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            fisc__buffer_string(out, ", ");
        fisc__json_quote(out, get(explanation, i));
    }
    fisc__buffer_char(out, ']');
}

/* What the labels are called, where one of them has a title. */
static void
put_label_titles(struct fisc__buffer *out,
                 const struct fisc_explanation *explanation)
{
    size_t count = fisc_explanation_label_count(explanation), titled = 0;

    while (titled < count &&
           !*fisc_explanation_label_title(explanation, titled,
                                          FISC_LANGUAGE_JA))
        titled++;
    if (titled == count)
        return;
    put_name(out, "label_titles");
    for (size_t i = 0; i < count; i++) {
        fisc__buffer_string(out, i > 0 ? ", " : "[");
        put_first(out, "ja", fisc_explanation_label_title(explanation, i,
                                                          FISC_LANGUAGE_JA));
        put_string(out, "en", fisc_explanation_label_title(explanation, i,
                                                           FISC_LANGUAGE_EN));
        fisc__buffer_char(out, '}');
    }
    fisc__buffer_char(out, ']');
}

static void
put_message(struct fisc__buffer *out,
            const struct fisc_explanation *explanation)
{
    put_name(out, "message");
    put_first(out, "ja",
              fisc_explanation_message(explanation, FISC_LANGUAGE_JA));
    put_string(out, "en",
               fisc_explanation_message(explanation, FISC_LANGUAGE_EN));
    fisc__buffer_char(out, '}');
}

/* Only where a function gave any. */
static void
put_details(struct fisc__buffer *out,
            const struct fisc_explanation *explanation)
{
    size_t count = fisc_explanation_detail_count(explanation);

    if (count == 0)
        return;
    put_name(out, "details");
    fisc__buffer_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        struct fisc_detail detail = {.size = sizeof detail};

        fisc_explanation_detail(explanation, i, &detail);
        if (i > 0)
            fisc__buffer_string(out, ", ");
        put_first(out, "name", detail.name);
        put_string(out, "value", detail.value);
        fisc__buffer_char(out, '}');
    }
    fisc__buffer_char(out, ']');
}

static void
put_identity(struct fisc__buffer *out, const struct fisc_result_info *row)
{
    put_first(out, "key", row->key);
    put_string(out, "catalog", row->catalog);
    put_string(out, "control", row->control);
    put_string(out, "label", row->label);
    put_string(out, "clause", row->clause);
    put_string(out, "bearer", fisc_role_name(row->bearer));
    put_optional(out, "party", row->party);
    put_string(out, "level", fisc_level_name(row->level));
    put_string(out, "result", fisc_result_name(row->result));
    put_string(out, "reason", row->reason);
    put_optional(out, "via", row->via);
}

static enum fisc_status
put_row(struct fisc__writer *writer, size_t index)
{
    struct fisc__buffer *out = &writer->out;
    struct fisc_result_info row = {.size = sizeof row};
    struct fisc_explanation *explanation;
    /* Explained first: the row's reason then costs nothing. */
    enum fisc_status status = fisc_report_explain(writer->report, index,
                                                  &explanation, writer->reterr);

    if (status != FISC_OK)
        return status;
    if (fisc_report_result(writer->report, index, &row) != FISC_OK) {
        fisc_explanation_free(explanation);
        return fisc__error_nomem(writer->reterr);
    }
    fisc__buffer_string(out, index > writer->rows.first ? ",\n" : "\n");
    put_identity(out, &row);
    put_list(out, "labels", fisc_explanation_label_count(explanation),
             fisc_explanation_label, explanation);
    put_label_titles(out, explanation);
    put_message(out, explanation);
    put_details(out, explanation);
    put_facts(out, explanation);
    put_deciding(out, explanation);
    put_list(out, "evidence", fisc_explanation_evidence_count(explanation),
             fisc_explanation_evidence, explanation);
    put_optional(out, "waiver", row.waiver);
    if (*row.moved_to)
        put_string(out, "moved_to", row.moved_to);
    fisc__buffer_char(out, '}');
    fisc_explanation_free(explanation);
    return fisc__writer_flush(writer, false);
}

/* Of rows written alone, the controls that they belong to. */
static bool
is_written(const struct fisc__writer *writer, struct fisc__rows rows)
{
    return !writer->options.only || (rows.first < writer->rows.end &&
                                     rows.end > writer->rows.first);
}

static enum fisc_status
put_controls(struct fisc__writer *writer)
{
    struct fisc__buffer *out = &writer->out;
    size_t count = fisc_report_control_count(writer->report);
    bool first = true;

    fisc__buffer_string(out, "\n],\n\"controls\": [");
    for (size_t i = 0; i < count; i++) {
        struct fisc__rows rows = fisc__report_control_rows(writer->report, i);
        struct fisc_control_result control;
        enum fisc_status status;

        if (!is_written(writer, rows))
            continue;
        fisc__roll_up(writer->report, i, rows, &control);
        fisc__buffer_string(out, first ? "\n" : ",\n");
        first = false;
        put_first(out, "control", control.control);
        put_string(out, "state",
                   control.state == FISC_CONTROL_SATISFIED ? "satisfied"
                                                           : "not-satisfied");
        put_optional(out, "reason", control.reason);
        if (control.withdrawn)
            fisc__buffer_string(out, ", \"withdrawn\": true");
        fisc__buffer_char(out, '}');
        status = fisc__writer_flush(writer, false);
        if (status != FISC_OK)
            return status;
    }
    return FISC_OK;
}

static void
put_counts(struct fisc__buffer *out, const size_t *counts)
{
    fisc__buffer_char(out, '{');
    for (int i = 0; i < FISC_RESULT_COUNT; i++) {
        if (i > 0)
            put_literal(out, ", ");
        fisc__json_quote(out, fisc_result_name((enum fisc_result)i));
        put_literal(out, ": ");
        fisc__buffer_number(out, counts[i]);
    }
    fisc__buffer_char(out, '}');
}

/* Where the parties of each role begin and end: they are in order of ids. */
struct party_runs {
    size_t at[FISC_ROLE_COUNT];
    size_t end[FISC_ROLE_COUNT];
};

static struct party_runs
find_runs(const struct fisc__coverage *coverage)
{
    struct party_runs runs;
    size_t at = 0;

    for (int role = 0; role < FISC_ROLE_COUNT; role++) {
        runs.at[role] = at;
        while (at < coverage->party_count &&
               coverage->parties[at].role == (enum fisc_role)role)
            at++;
        runs.end[role] = at;
    }
    return runs;
}

/* The next party's id, or NULL; its counts in every role. */
static const char *
next_party(const struct fisc__coverage *coverage, struct party_runs *runs,
           size_t counts[FISC_RESULT_COUNT])
{
    const struct fisc__party_counts *parties = coverage->parties;
    const char *next = NULL;

    for (int role = 0; role < FISC_ROLE_COUNT; role++)
        if (runs->at[role] < runs->end[role] &&
            (!next || strcmp(parties[runs->at[role]].party, next) < 0))
            next = parties[runs->at[role]].party;
    memset(counts, 0, FISC_RESULT_COUNT * sizeof *counts);
    for (int role = 0; next && role < FISC_ROLE_COUNT; role++) {
        size_t at = runs->at[role];

        if (at == runs->end[role] || strcmp(parties[at].party, next) != 0)
            continue;
        for (int i = 0; i < FISC_RESULT_COUNT; i++)
            counts[i] += parties[at].counts[i];
        runs->at[role]++;
    }
    return next;
}

/* Counts by party, whatever their roles, in the order of ids. */
static void
put_party_counts(struct fisc__buffer *out,
                 const struct fisc__coverage *coverage)
{
    struct party_runs runs = find_runs(coverage);
    size_t counts[FISC_RESULT_COUNT];
    const char *party;
    bool first = true;

    fisc__buffer_string(out, ",\n\"parties\": {");
    while ((party = next_party(coverage, &runs, counts)) != NULL) {
        if (!*party)
            continue; /* of a role that nobody holds */
        fisc__buffer_string(out, first ? "\n  " : ",\n  ");
        fisc__json_quote(out, party);
        fisc__buffer_string(out, ": ");
        put_counts(out, counts);
        first = false;
    }
    fisc__buffer_char(out, '}');
}

static enum fisc_status
put_coverage(struct fisc__writer *writer)
{
    struct fisc__buffer *out = &writer->out;
    struct fisc__coverage coverage;

    if (!fisc__coverage_count(writer, &coverage))
        return fisc__error_nomem(writer->reterr);
    fisc__buffer_string(out, "\n],\n\"coverage\": {\n\"results\": ");
    put_counts(out, coverage.all);
    fisc__buffer_string(out, ",\n\"must\": ");
    put_counts(out, coverage.must);
    fisc__buffer_string(out, ",\n\"roles\": {");
    for (int i = 0; i < FISC_ROLE_COUNT; i++) {
        fisc__buffer_string(out, i > 0 ? ",\n  " : "\n  ");
        fisc__json_quote(out, fisc_role_name((enum fisc_role)i));
        fisc__buffer_string(out, ": ");
        put_counts(out, coverage.roles[i]);
    }
    fisc__buffer_char(out, '}');
    put_party_counts(out, &coverage);
    fisc__buffer_format(out, ",\n\"decided\": %zu, \"open\": %zu}\n}\n",
                        fisc__count_decided(coverage.all),
                        fisc__count_open(coverage.all));
    fisc__coverage_done(writer, &coverage);
    return FISC_OK;
}

enum fisc_status
fisc__write_json(struct fisc__writer *writer)
{
    enum fisc_status status;

    put_header(writer);
    fisc__buffer_string(&writer->out, ",\n\"results\": [");
    for (size_t i = writer->rows.first; i < writer->rows.end; i++) {
        status = put_row(writer, i);
        if (status != FISC_OK)
            return status;
    }
    status = put_controls(writer);
    return status == FISC_OK ? put_coverage(writer) : status;
}
