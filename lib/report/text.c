/* SPDX-License-Identifier: MIT */
/*
 * A report as text for a terminal: what was held against what, how much of it
 * could be decided, only then a score, and the rows by control.
 */

#include <string.h>

#include <fisc/policy.h>

#include "base/error.h"
#include "report/layout.h"
#include "report/page.h"
#include "report/words.h"

enum { DIGEST_SHOWN = 12 };

static const char *
word(const struct fisc__page *page, enum fisc__word which)
{
    return fisc__word(which, page->language);
}

void
fisc__page_style(struct fisc__page *page, enum fisc__style style)
{
    static const char *const codes[] = {
        [FISC__STYLE_PLAIN] = "\033[0m",   [FISC__STYLE_STRONG] = "\033[1m",
        [FISC__STYLE_FAINT] = "\033[2m",   [FISC__STYLE_GOOD] = "\033[32m",
        [FISC__STYLE_BAD] = "\033[1;31m",  [FISC__STYLE_OPEN] = "\033[33m",
        [FISC__STYLE_BROKEN] = "\033[35m",
    };

    if (page->writer->options.color && style != page->style)
        fisc__buffer_string(page->out, codes[style]);
    page->style = style;
}

static void
put_strong(struct fisc__page *page, const char *text, size_t columns)
{
    fisc__page_style(page, FISC__STYLE_STRONG);
    fisc__pad(page->out, text, columns);
    fisc__page_style(page, FISC__STYLE_PLAIN);
}

/* The names before the colon, so to speak, stand in one column. */
static size_t
name_columns(const struct fisc__page *page)
{
    static const enum fisc__word names[] = {
        FISC__WORD_SYSTEM, FISC__WORD_POLICY, FISC__WORD_AS_OF,
        FISC__WORD_DIGESTS, FISC__WORD_SCORE, FISC__WORD_CONTROLS,
        FISC__WORD_PARTIAL};
    size_t widest = 0;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t columns = fisc__columns(word(page, names[i]));

        if (columns > widest)
            widest = columns;
    }
    return widest + 2;
}

static void
put_named(struct fisc__page *page, enum fisc__word name,
          enum fisc__style style, const char *text)
{
    size_t columns = name_columns(page);

    put_strong(page, word(page, name), columns);
    fisc__page_style(page, style);
    fisc__wrap(page->out, text, columns, columns, page->width);
    fisc__page_style(page, FISC__STYLE_PLAIN);
    fisc__buffer_char(page->out, '\n');
}

/* "internet-banking  インターネットバンキング" */
static void
put_titled(struct fisc__page *page, enum fisc__word name, const char *id,
           const char *title)
{
    page->scratch.length = 0;
    fisc__buffer_string(&page->scratch, id);
    if (*title)
        fisc__buffer_format(&page->scratch, "  %s", title);
    put_named(page, name, FISC__STYLE_PLAIN,
              fisc__buffer_text(&page->scratch));
}

/* The first line, so that nobody takes what follows for a whole report. */
static void
put_partial(struct fisc__page *page)
{
    const struct fisc_report *report = page->writer->report;
    enum fisc_status stopped = fisc_report_stopped(report);

    if (stopped == FISC_OK)
        return;
    page->scratch.length = 0;
    fisc__buffer_format(&page->scratch, word(page, FISC__WORD_PARTIAL_LINE),
                        fisc__stop_word(fisc__stop_name(stopped),
                                        page->language),
                        fisc_report_undecided_count(report),
                        fisc_report_result_count(report));
    put_named(page, FISC__WORD_PARTIAL, FISC__STYLE_BAD,
              fisc__buffer_text(&page->scratch));
}

static void
put_header(struct fisc__page *page)
{
    const struct fisc_report *report = page->writer->report;
    const struct fisc_policy *policy = fisc_report_policy(report);
    char as_of[11];

    put_partial(page);
    put_titled(page, FISC__WORD_SYSTEM, fisc_report_system_id(report),
               fisc_report_system_title(report, page->language));
    put_titled(page, FISC__WORD_POLICY, fisc_policy_id(policy),
               fisc_policy_title(policy, page->language));
    fisc_date_format(fisc_report_as_of(report), as_of);
    put_named(page, FISC__WORD_AS_OF, FISC__STYLE_PLAIN, as_of);
    page->scratch.length = 0;
    fisc__buffer_format(&page->scratch, "%s %.*s, %s %.*s",
                        word(page, FISC__WORD_POLICY), DIGEST_SHOWN,
                        fisc_report_policy_digest(report),
                        word(page, FISC__WORD_SYSTEM), DIGEST_SHOWN,
                        fisc_report_system_digest(report));
    put_named(page, FISC__WORD_DIGESTS, FISC__STYLE_FAINT,
              fisc__buffer_text(&page->scratch));
}

/* ---- coverage and score --------------------------------------------------*/

struct table {
    const size_t *totals; /* of the whole report */
    size_t name_columns;
    size_t gap; /* between columns */
};

static size_t
sum(const size_t *counts)
{
    size_t total = 0;

    for (int i = 0; i < FISC_RESULT_COUNT; i++)
        total += counts[i];
    return total;
}

/* The three that everybody looks for are always there. */
static bool
has_column(const struct table *table, int result)
{
    return table->totals[result] > 0 || result == FISC_RESULT_PASS ||
           result == FISC_RESULT_FAIL || result == FISC_RESULT_UNKNOWN;
}

static size_t
column_width(const char *heading)
{
    size_t columns = fisc__columns(heading);

    return columns < 4 ? 4 : columns;
}

static void
put_right(struct fisc__page *page, const struct table *table,
          const char *text, const char *heading)
{
    size_t columns = column_width(heading), taken = fisc__columns(text);

    fisc__spaces(page->out,
                 table->gap + (taken < columns ? columns - taken : 0));
    fisc__buffer_string(page->out, text);
}

static void
put_number(struct fisc__page *page, const struct table *table, size_t number,
           const char *heading)
{
    page->scratch.length = 0;
    fisc__buffer_format(&page->scratch, "%zu", number);
    put_right(page, table, number ? fisc__buffer_text(&page->scratch) : "-",
              heading);
}

/* Columns stand close together where the page is narrow. */
static void
choose_gap(const struct fisc__page *page, struct table *table)
{
    size_t columns = 1, width = table->name_columns +
                                column_width(word(page, FISC__WORD_ROWS));

    for (int i = 0; i < FISC_RESULT_COUNT; i++)
        if (has_column(table, i)) {
            columns++;
            width += column_width(
                fisc__result_word((enum fisc_result)i, page->language));
        }
    table->gap = width + 2 * columns <= page->width ? 2 : 1;
}

static void
put_headings(struct fisc__page *page, const struct table *table)
{
    const char *heading = word(page, FISC__WORD_ROWS);

    put_strong(page, word(page, FISC__WORD_COVERAGE), table->name_columns);
    put_right(page, table, heading, heading);
    for (int i = 0; i < FISC_RESULT_COUNT; i++) {
        if (!has_column(table, i))
            continue;
        heading = fisc__result_word((enum fisc_result)i, page->language);
        put_right(page, table, heading, heading);
    }
    fisc__buffer_char(page->out, '\n');
}

static void
put_line(struct fisc__page *page, struct table *table, const char *name,
         size_t indent, const size_t *counts)
{
    fisc__spaces(page->out, indent);
    fisc__pad(page->out, name, table->name_columns - indent);
    put_number(page, table, sum(counts), word(page, FISC__WORD_ROWS));
    for (int i = 0; i < FISC_RESULT_COUNT; i++) {
        enum fisc_result result = (enum fisc_result)i;

        if (!has_column(table, i))
            continue;
        if (counts[i])
            fisc__page_style(page, fisc__result_style(result));
        put_number(page, table, counts[i],
                   fisc__result_word(result, page->language));
        if (counts[i])
            fisc__page_style(page, FISC__STYLE_PLAIN);
    }
    fisc__buffer_char(page->out, '\n');
}

static const char *
role_name(const struct fisc__page *page, enum fisc_role role)
{
    return fisc__role_word(role, page->language);
}

/* "aws"; "provider aws" where it is the only one of its role. */
static const char *
party_name(struct fisc__page *page, const struct fisc__party_counts *party,
           bool alone)
{
    const char *id =
        *party->party ? party->party : word(page, FISC__WORD_NOBODY);

    if (!alone)
        return id;
    page->name.length = 0;
    fisc__buffer_format(&page->name, "%s %s", role_name(page, party->role), id);
    return fisc__buffer_text(&page->name);
}

/* The parties from `first` on that have the same role as that one. */
static size_t
count_of_role(const struct fisc__coverage *coverage, size_t first)
{
    size_t end = first;

    while (end < coverage->party_count &&
           coverage->parties[end].role == coverage->parties[first].role)
        end++;
    return end - first;
}

/*
 * Calls `put` for each line of the table: a role and its parties below it, or
 * both on one line.
 */
static void
each_line(struct fisc__page *page, struct table *table,
          const struct fisc__coverage *coverage,
          void (*put)(struct fisc__page *page, struct table *table,
                      const char *name, size_t indent, const size_t *counts))
{
    size_t count;

    for (size_t i = 0; i < coverage->party_count; i += count) {
        const struct fisc__party_counts *party = &coverage->parties[i];

        count = count_of_role(coverage, i);
        if (count > 1)
            put(page, table, role_name(page, party->role), 2,
                coverage->roles[party->role]);
        for (size_t j = 0; j < count; j++)
            put(page, table, party_name(page, &party[j], count == 1),
                count == 1 ? 2 : 4, party[j].counts);
    }
    put(page, table, word(page, FISC__WORD_ALL), 2, coverage->all);
}

static void
measure_line(struct fisc__page *page, struct table *table, const char *name,
             size_t indent, const size_t *counts)
{
    size_t columns = indent + fisc__columns(name);

    (void)page;
    (void)counts;
    if (columns > table->name_columns)
        table->name_columns = columns;
}

/* Rounded down, so that 100 means all. */
static unsigned
percent(size_t part, size_t whole)
{
    return whole ? (unsigned)(part * 100.0 / whole) : 100;
}

static void
put_score(struct fisc__page *page, const struct fisc__coverage *coverage)
{
    size_t apply = fisc__count_open(coverage->must) +
                   coverage->must[FISC_RESULT_PASS] +
                   coverage->must[FISC_RESULT_FAIL];

    page->scratch.length = 0;
    if (fisc_report_stopped(page->writer->report))
        fisc__buffer_string(&page->scratch,
                            word(page, FISC__WORD_SCORE_PARTIAL));
    else if (apply == 0)
        fisc__buffer_string(&page->scratch, word(page, FISC__WORD_SCORE_NONE));
    else
        fisc__buffer_format(&page->scratch, word(page, FISC__WORD_SCORE_LINE),
                            coverage->must[FISC_RESULT_PASS], apply,
                            percent(coverage->must[FISC_RESULT_PASS], apply));
    put_named(page, FISC__WORD_SCORE, FISC__STYLE_PLAIN,
              fisc__buffer_text(&page->scratch));
}

static void
put_satisfied(struct fisc__page *page)
{
    const struct fisc_report *report = page->writer->report;
    size_t satisfied = 0, apply = 0, count = fisc_report_control_count(report);

    for (size_t i = 0; i < count; i++) {
        struct fisc_control_result control;

        fisc__roll_up(report, i, fisc__report_control_rows(report, i),
                      &control);
        if (control.state == FISC_CONTROL_SATISFIED)
            satisfied++;
        if (strcmp(control.reason, "none") != 0 &&
            !control.withdrawn &&
            strcmp(control.reason, "notapplicable") != 0)
            apply++;
    }
    page->scratch.length = 0;
    fisc__buffer_format(&page->scratch, word(page, FISC__WORD_CONTROLS_LINE),
                        satisfied, apply);
    put_named(page, FISC__WORD_CONTROLS, FISC__STYLE_PLAIN,
              fisc__buffer_text(&page->scratch));
}

static void
put_decided(struct fisc__page *page, const struct fisc__coverage *coverage)
{
    size_t decided = fisc__count_decided(coverage->all);
    size_t open = fisc__count_open(coverage->all);

    page->scratch.length = 0;
    fisc__buffer_format(&page->scratch, word(page, FISC__WORD_DECIDED),
                        decided, decided + open,
                        percent(decided, decided + open), open);
    fisc__spaces(page->out, 2);
    fisc__wrap(page->out, fisc__buffer_text(&page->scratch), 2, 2, page->width);
    fisc__buffer_char(page->out, '\n');
}

static enum fisc_status
put_summary(struct fisc__page *page)
{
    struct fisc__coverage coverage;
    struct table table;

    if (!fisc__coverage_count(page->writer, &coverage))
        return fisc__error_nomem(page->writer->reterr);
    table.totals = coverage.all;
    table.name_columns = fisc__columns(word(page, FISC__WORD_COVERAGE));
    each_line(page, &table, &coverage, measure_line);
    choose_gap(page, &table);
    fisc__buffer_char(page->out, '\n');
    put_headings(page, &table);
    each_line(page, &table, &coverage, put_line);
    put_decided(page, &coverage);
    fisc__buffer_char(page->out, '\n');
    put_score(page, &coverage);
    put_satisfied(page);
    fisc__coverage_done(page->writer, &coverage);
    return FISC_OK;
}

/* ---- controls ------------------------------------------------------------*/

static void
control_state(struct fisc__page *page,
              const struct fisc_control_result *control)
{
    struct fisc__buffer *line = &page->scratch;
    bool satisfied = control->state == FISC_CONTROL_SATISFIED;

    line->length = 0;
    fisc__buffer_string(line, word(page, satisfied ? FISC__WORD_SATISFIED
                                                   : FISC__WORD_NOT_SATISFIED));
    if (!satisfied)
        fisc__buffer_format(
            line, page->language == FISC_LANGUAGE_JA ? "（%s）" : ": %s",
            fisc__control_reason_word(control->withdrawn ? "withdrawn"
                                                         : control->reason,
                                      page->language));
}

static enum fisc__style
control_style(const struct fisc_control_result *control)
{
    if (control->state == FISC_CONTROL_SATISFIED)
        return FISC__STYLE_GOOD;
    if (strcmp(control->reason, "fail") == 0)
        return FISC__STYLE_BAD;
    if (strcmp(control->reason, "error") == 0)
        return FISC__STYLE_BROKEN;
    if (strcmp(control->reason, "unknown") == 0 ||
        strcmp(control->reason, "notchecked") == 0)
        return FISC__STYLE_OPEN;
    return FISC__STYLE_FAINT;
}

/* Label and title at the left, the state at the right where there is room. */
static void
put_control_line(struct fisc__page *page,
                 const struct fisc_control_result *control,
                 const struct fisc_control_info *info)
{
    struct fisc__buffer *out = page->out;
    const char *name = *info->label ? info->label : info->id;
    size_t indent = fisc__columns(name) + 2, column, columns;

    fisc__buffer_char(out, '\n');
    fisc__page_style(page, FISC__STYLE_STRONG);
    fisc__put(out, name);
    fisc__buffer_string(out, "  ");
    column = fisc__wrap(out, info->title[page->language], indent, indent,
                        page->width);
    fisc__page_style(page, FISC__STYLE_PLAIN);
    control_state(page, control);
    columns = fisc__columns(fisc__buffer_text(&page->scratch));
    if (column + 2 + columns > page->width) {
        fisc__buffer_char(out, '\n');
        column = 0;
    }
    if (column + columns < page->width)
        fisc__spaces(out, page->width - columns - column);
    fisc__page_style(page, control_style(control));
    fisc__buffer_string(out, fisc__buffer_text(&page->scratch));
    fisc__page_style(page, FISC__STYLE_PLAIN);
    fisc__buffer_char(out, '\n');
}

static void
put_group_line(struct fisc__page *page, const struct fisc_control_info *info)
{
    if (!*info->group_title[page->language])
        return;
    fisc__buffer_string(page->out, "\n== ");
    fisc__put(page->out, info->group_title[page->language]);
    fisc__buffer_string(page->out, " ==\n");
}

/* The rows of a control that are both written and shown. */
static size_t
count_shown(const struct fisc__page *page, struct fisc__rows rows)
{
    size_t shown = 0;

    for (size_t i = rows.first; i < rows.end; i++) {
        struct fisc_result_info row = fisc__report_row(page->writer->report, i);

        if (fisc__page_shows(page, &row))
            shown++;
    }
    return shown;
}

/* `group` is the id of the group whose heading was written last. */
static enum fisc_status
put_control(struct fisc__page *page, size_t index, const char **group)
{
    struct fisc__writer *writer = page->writer;
    struct fisc__rows rows = fisc__report_control_rows(writer->report, index);
    struct fisc_control_info info = {.size = sizeof info};
    struct fisc_control_result control;
    enum fisc_status status;

    fisc__roll_up(writer->report, index, rows, &control);
    if (rows.first < writer->rows.first)
        rows.first = writer->rows.first;
    if (rows.end > writer->rows.end)
        rows.end = writer->rows.end;
    if (rows.first >= rows.end || count_shown(page, rows) == 0)
        return FISC_OK;
    status = fisc_policy_control(fisc_report_policy(writer->report),
                                 control.control_index, &info);
    if (status != FISC_OK)
        return status;
    if (strcmp(*group, info.group) != 0)
        put_group_line(page, &info);
    *group = info.group;
    put_control_line(page, &control, &info);
    for (size_t i = rows.first; status == FISC_OK && i < rows.end; i++) {
        struct fisc_result_info row = fisc__report_row(writer->report, i);

        if (fisc__page_shows(page, &row))
            status = fisc__page_row(page, i);
    }
    return status;
}

static void
put_left_out(struct fisc__page *page)
{
    size_t count = 0;

    for (size_t i = page->writer->rows.first; i < page->writer->rows.end; i++) {
        struct fisc_result_info row = fisc__report_row(page->writer->report, i);

        if (!fisc__page_shows(page, &row))
            count++;
    }
    if (count == 0)
        return;
    page->scratch.length = 0;
    fisc__buffer_format(&page->scratch,
                        word(page, FISC__WORD_NOT_SELECTED_LINE), count);
    fisc__buffer_char(page->out, '\n');
    fisc__page_style(page, FISC__STYLE_FAINT);
    fisc__wrap(page->out, fisc__buffer_text(&page->scratch), 0, 0,
               page->width);
    fisc__page_style(page, FISC__STYLE_PLAIN);
    fisc__buffer_char(page->out, '\n');
}

static void
put_remarks(struct fisc__page *page)
{
    const struct fisc_report *report = page->writer->report;
    size_t count = fisc_report_diagnostic_count(report);
    struct fisc__buffer *line = &page->scratch;

    if (count == 0 || page->writer->options.only)
        return;
    fisc__buffer_char(page->out, '\n');
    put_strong(page, word(page, FISC__WORD_REMARKS), 0);
    fisc__buffer_char(page->out, '\n');
    for (size_t i = 0; i < count; i++) {
        struct fisc_diagnostic remark = {.size = sizeof remark};

        fisc_report_diagnostic(report, i, &remark);
        line->length = 0;
        if (*remark.file)
            fisc__buffer_format(line, "%s:%u: ", remark.file, remark.line);
        fisc__buffer_format(line, "%s (%s)",
                            remark.messages[page->writer->options.language],
                            remark.rule);
        fisc__buffer_string(page->out, "- ");
        fisc__wrap(page->out, fisc__buffer_text(line), 2, 2, page->width);
        fisc__buffer_char(page->out, '\n');
    }
}

static enum fisc_status
put_page(struct fisc__page *page)
{
    size_t count = fisc_report_control_count(page->writer->report);
    enum fisc_status status = FISC_OK;
    const char *group = "";

    put_header(page);
    if (!page->writer->options.only)
        status = put_summary(page);
    fisc__page_measure(page);
    for (size_t i = 0; status == FISC_OK && i < count; i++)
        status = put_control(page, i, &group);
    if (status != FISC_OK)
        return status;
    put_left_out(page);
    put_remarks(page);
    if (page->scratch.failed || page->name.failed)
        return fisc__error_nomem(page->writer->reterr);
    return FISC_OK;
}

enum fisc_status
fisc__write_text(struct fisc__writer *writer)
{
    struct fisc__page page = {
        .writer = writer,
        .out = &writer->out,
        .language = writer->options.language,
        .width = writer->options.width,
    };
    enum fisc_status status;

    fisc__buffer_init(&page.scratch, writer->context);
    fisc__buffer_init(&page.name, writer->context);
    status = put_page(&page);
    fisc__buffer_done(&page.scratch);
    fisc__buffer_done(&page.name);
    return status;
}
