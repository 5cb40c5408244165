/* SPDX-License-Identifier: MIT */
/* One row of a text report, and what explains it. */

#include <string.h>

#include <fisc/policy.h>

#include "base/error.h"
#include "report/layout.h"
#include "report/page.h"
#include "report/words.h"

enum {
    ROW_INDENT = 2,
    DETAIL_INDENT = 6,
    ITEM_INDENT = DETAIL_INDENT + 2,
    WHO_COLUMNS_MAX = 28
};

static const char *
word(const struct fisc__page *page, enum fisc__word which)
{
    return fisc__word(which, page->language);
}

/* Marks of one column each, whatever the terminal makes of ambiguous width. */
static const char *
result_mark(enum fisc_result result)
{
    static const char *const marks[FISC_RESULT_COUNT] = {
        [FISC_RESULT_PASS] = "✓",          [FISC_RESULT_FAIL] = "✗",
        [FISC_RESULT_ERROR] = "!",         [FISC_RESULT_UNKNOWN] = "?",
        [FISC_RESULT_NOTAPPLICABLE] = "-", [FISC_RESULT_NOTCHECKED] = "o",
        [FISC_RESULT_NOTSELECTED] = " ",   [FISC_RESULT_INFORMATIONAL] = "i",
    };

    return marks[result];
}

enum fisc__style
fisc__result_style(enum fisc_result result)
{
    switch (result) {
    case FISC_RESULT_PASS:
        return FISC__STYLE_GOOD;
    case FISC_RESULT_FAIL:
        return FISC__STYLE_BAD;
    case FISC_RESULT_ERROR:
        return FISC__STYLE_BROKEN;
    case FISC_RESULT_UNKNOWN:
    case FISC_RESULT_NOTCHECKED:
        return FISC__STYLE_OPEN;
    case FISC_RESULT_NOTAPPLICABLE:
    case FISC_RESULT_NOTSELECTED:
    case FISC_RESULT_INFORMATIONAL:
        break;
    }
    return FISC__STYLE_FAINT;
}

bool
fisc__page_shows(const struct fisc__page *page,
                 const struct fisc_result_info *row)
{
    return row->result != FISC_RESULT_NOTSELECTED ||
           page->writer->options.details > 0 || page->writer->options.only;
}

/* "provider aws" into the scratch line. */
static const char *
bearer_text(struct fisc__page *page, const struct fisc_result_info *row)
{
    page->scratch.length = 0;
    fisc__buffer_string(&page->scratch,
                        fisc__role_word(row->bearer, page->language));
    fisc__buffer_char(&page->scratch, ' ');
    fisc__buffer_string(&page->scratch,
                        *row->party ? row->party
                                    : word(page, FISC__WORD_NOBODY));
    return fisc__buffer_text(&page->scratch);
}

void
fisc__page_measure(struct fisc__page *page)
{
    page->word_columns = page->who_columns = 0;
    for (size_t i = page->writer->rows.first; i < page->writer->rows.end; i++) {
        struct fisc_result_info row = fisc__report_row(page->writer->report, i);
        size_t columns;

        if (!fisc__page_shows(page, &row))
            continue;
        columns = fisc__columns(fisc__result_word(row.result, page->language));
        if (columns > page->word_columns)
            page->word_columns = columns;
        columns = fisc__columns(bearer_text(page, &row));
        if (columns > page->who_columns && columns <= WHO_COLUMNS_MAX)
            page->who_columns = columns;
    }
}

/* A clause's title, or else its text, or else its key. */
static const char *
clause_title(const struct fisc__page *page, const struct fisc_clause_info *clause)
{
    if (*clause->title[page->language])
        return clause->title[page->language];
    if (*clause->text[page->language])
        return clause->text[page->language];
    return clause->key;
}

static void
put_row_line(struct fisc__page *page, const struct fisc_result_info *row,
             const struct fisc_clause_info *clause)
{
    struct fisc__buffer *out = page->out;
    const char *who = bearer_text(page, row);
    size_t column = ROW_INDENT + 2 + page->word_columns + 2, who_columns;

    fisc__spaces(out, ROW_INDENT);
    fisc__page_style(page, fisc__result_style(row->result));
    fisc__buffer_string(out, result_mark(row->result));
    fisc__buffer_char(out, ' ');
    fisc__pad(out, fisc__result_word(row->result, page->language),
              page->word_columns);
    fisc__page_style(page, FISC__STYLE_PLAIN);
    fisc__buffer_string(out, "  ");
    fisc__pad(out, who, page->who_columns);
    fisc__buffer_string(out, "  ");
    who_columns = fisc__columns(who);
    column += (who_columns > page->who_columns ? who_columns
                                               : page->who_columns) + 2;

    page->scratch.length = 0;
    fisc__buffer_string(&page->scratch, clause_title(page, clause));
    if (row->level != FISC_LEVEL_MUST)
        fisc__buffer_format(&page->scratch,
                            page->language == FISC_LANGUAGE_JA ? "（%s）"
                                                               : " (%s)",
                            fisc__level_word(row->level, page->language));
    fisc__wrap(out, fisc__buffer_text(&page->scratch), column,
               column + 20 > page->width ? ITEM_INDENT : column, page->width);
    fisc__buffer_char(out, '\n');
}

/* The scratch line, or a text, as a paragraph with or without a bullet. */
static void
put_paragraph(struct fisc__page *page, enum fisc__style style,
              const char *bullet, const char *text)
{
    size_t indent = DETAIL_INDENT + strlen(bullet);

    fisc__spaces(page->out, DETAIL_INDENT);
    fisc__buffer_string(page->out, bullet);
    fisc__page_style(page, style);
    fisc__wrap(page->out, text, indent, indent, page->width);
    fisc__page_style(page, FISC__STYLE_PLAIN);
    fisc__buffer_char(page->out, '\n');
}

/* "a: b" onto the scratch line, after what is there already. */
static void
add_remark(struct fisc__page *page, const char *name, const char *value)
{
    struct fisc__buffer *line = &page->scratch;

    if (!*value)
        return;
    if (line->length > 0)
        fisc__buffer_string(line, page->language == FISC_LANGUAGE_JA ? "、"
                                                                     : ", ");
    if (*name)
        fisc__buffer_format(line, "%s ", name);
    fisc__buffer_string(line, value);
}

static void
add_place(struct fisc__page *page, const char *file, unsigned line,
          unsigned column)
{
    struct fisc__buffer *scratch = &page->scratch;

    if (!*file)
        return;
    add_remark(page, "", file);
    if (line > 0)
        fisc__buffer_format(scratch, ":%u", line);
    if (line > 0 && column > 0)
        fisc__buffer_format(scratch, ":%u", column);
}

/* A path onto the scratch line; "param:x" is the param x. */
static void
add_path(struct fisc__page *page, const char *path)
{
    if (strncmp(path, "param:", 6) == 0)
        fisc__buffer_format(&page->scratch, "%s %s",
                            word(page, FISC__WORD_PARAM), path + 6);
    else
        fisc__buffer_string(&page->scratch, path);
}

/* "- text", without the end of the line; returns the column after it. */
static size_t
begin_item(struct fisc__page *page, const char *text)
{
    fisc__spaces(page->out, DETAIL_INDENT);
    fisc__buffer_string(page->out, "- ");
    return fisc__wrap(page->out, text, ITEM_INDENT, ITEM_INDENT, page->width);
}

/* The scratch line, faint, after an item where it fits or else below it. */
static void
end_item(struct fisc__page *page, size_t column)
{
    const char *text = fisc__buffer_text(&page->scratch);

    if (page->scratch.length == 0) {
        fisc__buffer_char(page->out, '\n');
        return;
    }
    if (column + 2 + fisc__columns(text) <= page->width) {
        fisc__buffer_string(page->out, "  ");
    } else {
        fisc__buffer_char(page->out, '\n');
        fisc__spaces(page->out, ITEM_INDENT);
        column = ITEM_INDENT;
    }
    fisc__page_style(page, FISC__STYLE_FAINT);
    fisc__wrap(page->out, text, column, ITEM_INDENT, page->width);
    fisc__page_style(page, FISC__STYLE_PLAIN);
    fisc__buffer_char(page->out, '\n');
}

static void
put_fact(struct fisc__page *page, const struct fisc_fact_reference *fact)
{
    struct fisc__buffer *line = &page->scratch;
    size_t column;

    line->length = 0;
    if (strcmp(fact->role, "because") == 0)
        fisc__buffer_format(line, "%s ", word(page, FISC__WORD_BECAUSE));
    add_path(page, fact->path);
    if (*fact->value)
        fisc__buffer_format(line, " = %s", fact->value);
    else if (fact->path[strlen(fact->path) - 1] != ']')
        fisc__buffer_string(line, word(page, FISC__WORD_WHOLE_LIST));
    if (*fact->wanted)
        fisc__buffer_format(line, word(page, FISC__WORD_WANTED),
                            strncmp(fact->wanted, "= ", 2) == 0
                                ? fact->wanted + 2
                                : fact->wanted);
    column = begin_item(page, fisc__buffer_text(line));

    line->length = 0;
    add_remark(page, word(page, FISC__WORD_SOURCE), fact->source);
    add_remark(page, word(page, FISC__WORD_DATED), fact->date);
    add_remark(page, word(page, FISC__WORD_EVIDENCE), fact->evidence);
    add_place(page, fact->file, fact->line, fact->column);
    end_item(page, column);
}

static void
put_deciding(struct fisc__page *page, const struct fisc_deciding *fact)
{
    struct fisc__buffer *line = &page->scratch;
    size_t column;

    line->length = 0;
    add_path(page, fact->path);
    fisc__buffer_format(line, ": %s",
                        fisc__reason_word(fact->state, page->language));
    if (*fact->expires)
        fisc__buffer_format(line, word(page, FISC__WORD_LAST_DAY),
                            fact->expires);
    if (*fact->candidate)
        fisc__buffer_format(line, word(page, FISC__WORD_NEAREST),
                            fact->candidate);
    column = begin_item(page, fisc__buffer_text(line));
    line->length = 0;
    add_place(page, fact->file, fact->line, 0);
    end_item(page, column);
    if (*fact->question[page->language])
        put_paragraph(page, FISC__STYLE_PLAIN, "  ",
                      fact->question[page->language]);
}

/* "alternative: an audit by others (third-party-audit)"; the key stays. */
static void
put_label(struct fisc__buffer *line, const char *kind, const char *key,
          const char *title)
{
    if (*title)
        fisc__buffer_format(line, "%s: %s (%s)", kind, title, key);
    else
        fisc__buffer_format(line, "%s: %s", kind, key);
}

/* How a pass came about where it is not direct: named, never silent. */
static void
put_way(struct fisc__page *page, const struct fisc_result_info *row,
        const struct fisc_explanation *explanation)
{
    struct fisc__buffer *line = &page->scratch;
    size_t count = fisc_explanation_label_count(explanation);

    if (strcmp(row->via, "inherited") == 0)
        put_paragraph(page, FISC__STYLE_PLAIN, "",
                      word(page, FISC__WORD_VIA_INHERITED));
    for (size_t i = 0; i < count; i++) {
        const char *label = fisc_explanation_label(explanation, i);
        const char *kind = fisc__label_word(label, page->language);
        const char *name = strchr(label, ':');

        line->length = 0;
        if (*kind && name)
            put_label(line, kind, name + 1,
                      fisc_explanation_label_title(explanation, i,
                                                   page->language));
        else
            fisc__buffer_string(line, label);
        put_paragraph(page, FISC__STYLE_PLAIN, "", fisc__buffer_text(line));
    }
}

static void
put_waiver(struct fisc__page *page, const char *id)
{
    const struct fisc_policy *policy = fisc_report_policy(page->writer->report);
    size_t count = fisc_policy_waiver_count(policy);
    struct fisc__buffer *line = &page->scratch;

    line->length = 0;
    fisc__buffer_format(line, word(page, FISC__WORD_WAIVED), id);
    for (size_t i = 0; i < count; i++) {
        struct fisc_waiver_info waiver = {.size = sizeof waiver};
        char until[11];

        if (fisc_policy_waiver(policy, i, &waiver) != FISC_OK ||
            strcmp(waiver.id, id) != 0)
            continue;
        fisc_date_format(waiver.until, until);
        add_remark(page, word(page, FISC__WORD_UNTIL), until);
        add_remark(page, word(page, FISC__WORD_APPROVER), waiver.approver);
        add_remark(page, "", waiver.ticket);
        fisc__buffer_format(line, ": %s", waiver.reason);
        break;
    }
    put_paragraph(page, FISC__STYLE_OPEN, "", fisc__buffer_text(line));
}

/* What hangs on the row and not on its explanation. */
static void
put_circumstances(struct fisc__page *page, const struct fisc_result_info *row,
                  const struct fisc_clause_info *clause)
{
    struct fisc__buffer *line = &page->scratch;

    if (*row->moved_to) {
        line->length = 0;
        fisc__buffer_format(line, word(page, FISC__WORD_MOVED_TO),
                            row->moved_to,
                            fisc__role_word(clause->bearer, page->language));
        put_paragraph(page, FISC__STYLE_PLAIN, "", fisc__buffer_text(line));
    }
    if (*row->waiver)
        put_waiver(page, row->waiver);
}

/* Reasons that say more than the result's own word does. */
static bool
is_telling(const struct fisc_result_info *row)
{
    static const char *const plain[] = {"met", "not-met", "waived", "when",
                                        "may", "borne-by"};

    if (row->result == FISC_RESULT_UNKNOWN)
        return false; /* each of its facts has its own */
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(row->reason, plain[i]) == 0)
            return false;
    return *row->reason != '\0';
}

static void
put_facts(struct fisc__page *page, const struct fisc_explanation *explanation)
{
    size_t count = fisc_explanation_fact_count(explanation);
    struct fisc__buffer *line = &page->scratch;

    for (size_t i = 0; i < count; i++) {
        struct fisc_fact_reference fact = {.size = sizeof fact};

        fisc_explanation_fact(explanation, i, &fact);
        put_fact(page, &fact);
    }
    count = fisc_explanation_evidence_count(explanation);
    if (count == 0)
        return;
    line->length = 0;
    for (size_t i = 0; i < count; i++)
        add_remark(page, i == 0 ? word(page, FISC__WORD_EVIDENCE) : "",
                   fisc_explanation_evidence(explanation, i));
    put_paragraph(page, FISC__STYLE_FAINT, "", fisc__buffer_text(line));
}

/* "dormant: 3, oldest: 2024-02-01" */
static void
put_details(struct fisc__page *page,
            const struct fisc_explanation *explanation)
{
    struct fisc__buffer *line = &page->scratch;
    size_t count = fisc_explanation_detail_count(explanation);

    if (count == 0)
        return;
    line->length = 0;
    for (size_t i = 0; i < count; i++) {
        struct fisc_detail detail = {.size = sizeof detail};

        fisc_explanation_detail(explanation, i, &detail);
        if (i > 0)
            fisc__buffer_string(line, page->language == FISC_LANGUAGE_JA
                                          ? "、"
                                          : ", ");
        fisc__buffer_string(line, detail.name);
        fisc__buffer_string(line, ": ");
        fisc__buffer_string(line, detail.value);
    }
    put_paragraph(page, FISC__STYLE_PLAIN, "", fisc__buffer_text(line));
}

static void
put_explanation(struct fisc__page *page, const struct fisc_result_info *row,
                const struct fisc_clause_info *clause,
                const struct fisc_explanation *explanation)
{
    bool full = page->writer->options.details > 0;
    bool met = row->result == FISC_RESULT_PASS ||
               row->result == FISC_RESULT_NOTAPPLICABLE ||
               row->result == FISC_RESULT_INFORMATIONAL;
    const char *message =
        fisc_explanation_message(explanation, page->language);
    size_t count = fisc_explanation_deciding_count(explanation);

    if (full || !met)
        put_paragraph(page, FISC__STYLE_FAINT, "", row->key);
    if (full && *clause->text[page->language] &&
        clause_title(page, clause) != clause->text[page->language])
        put_paragraph(page, FISC__STYLE_PLAIN, "",
                      clause->text[page->language]);
    if (is_telling(row))
        put_paragraph(page, FISC__STYLE_PLAIN, "",
                      fisc__reason_word(row->reason, page->language));
    if (*message)
        put_paragraph(page, FISC__STYLE_PLAIN, "", message);
    put_details(page, explanation);
    put_circumstances(page, row, clause);
    put_way(page, row, explanation);
    if (full || !met)
        put_facts(page, explanation);
    for (size_t i = 0; i < count; i++) {
        struct fisc_deciding fact = {.size = sizeof fact};

        fisc_explanation_deciding(explanation, i, &fact);
        put_deciding(page, &fact);
    }
    if (!fisc_explanation_deciding_minimal(explanation))
        put_paragraph(page, FISC__STYLE_FAINT, "",
                      word(page, FISC__WORD_NOT_MINIMAL));
}

/* Is there anything to say about a row that only its explanation knows? */
static bool
needs_explanation(const struct fisc__page *page,
                  const struct fisc_result_info *row)
{
    int details = page->writer->options.details;

    if (details < 0 || row->result == FISC_RESULT_NOTSELECTED)
        return false;
    if (details > 0 || *row->waiver || *row->moved_to)
        return true;
    if (row->result == FISC_RESULT_PASS)
        return strcmp(row->via, "direct") != 0 || is_telling(row);
    return row->result != FISC_RESULT_NOTAPPLICABLE &&
           row->result != FISC_RESULT_INFORMATIONAL &&
           row->result != FISC_RESULT_NOTCHECKED;
}

enum fisc_status
fisc__page_row(struct fisc__page *page, size_t index)
{
    struct fisc__writer *writer = page->writer;
    struct fisc_result_info row = {.size = sizeof row};
    struct fisc_clause_info clause = {.size = sizeof clause};
    struct fisc_explanation *explanation;
    enum fisc_status status = fisc_report_result(writer->report, index, &row);

    if (status != FISC_OK)
        return fisc__error_nomem(writer->reterr);
    status = fisc_policy_clause(fisc_report_policy(writer->report),
                                row.clause_index, &clause);
    if (status != FISC_OK)
        return status;
    put_row_line(page, &row, &clause);
    if (needs_explanation(page, &row)) {
        status = fisc_report_explain(writer->report, index, &explanation,
                                     writer->reterr);
        if (status != FISC_OK)
            return status;
        put_explanation(page, &row, &clause, explanation);
        fisc_explanation_free(explanation);
    }
    return fisc__writer_flush(writer, false);
}
