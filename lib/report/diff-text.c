/* SPDX-License-Identifier: MIT */
/*
 * A diff as text for a terminal: what was compared, what else differs, how
 * much became what, and then the rows, the worst first.
 */

#include <string.h>

#include "report/diff.h"
#include "report/layout.h"
#include "report/page.h"
#include "report/words.h"

enum {
    DIGEST_SHOWN = 12,
    ROW_INDENT = 2,
    DETAIL_INDENT = 6,
    ITEM_INDENT = DETAIL_INDENT + 2
};

/* ---- words ---------------------------------------------------------------*/

enum word {
    WORD_SYSTEM,
    WORD_BEFORE,
    WORD_AFTER,
    WORD_SET, /* date, digests */
    WORD_CAUSE,
    WORD_CAUSE_NONE,
    WORD_COUNTS,
    WORD_WORSE,       /* how many */
    WORD_WORSE_NONE,
    WORD_CONTROLS,
    WORD_NOT_THERE,
    WORD_SATISFIED,
    WORD_NOT_SATISFIED,
    WORD_WAIVED, /* id */
    WORD_WANTED, /* value */
    WORD_COUNT
};

static const char *const words[WORD_COUNT][2] = {
    [WORD_SYSTEM] = {"記述", "description"},
    [WORD_BEFORE] = {"前", "before"},
    [WORD_AFTER] = {"後", "after"},
    [WORD_SET] = {"%s  基準 %.*s、記述 %.*s",
                  "%s  policy %.*s, description %.*s"},
    [WORD_CAUSE] = {"違い", "differs"},
    [WORD_CAUSE_NONE] = {"なし", "nothing"},
    [WORD_COUNTS] = {"件数", "rows"},
    [WORD_WORSE] = {"悪化 %zu 件", "%zu worse than before"},
    [WORD_WORSE_NONE] = {"悪化なし", "none worse than before"},
    [WORD_CONTROLS] = {"基準項目", "Controls"},
    [WORD_NOT_THERE] = {"なし", "not there"},
    [WORD_SATISFIED] = {"満たす", "satisfied"},
    [WORD_NOT_SATISFIED] = {"満たさない", "not satisfied"},
    [WORD_WAIVED] = {"リスク受容 %s", "waived by %s"},
    [WORD_WANTED] = {"（求める値: %s）", ", wanted %s"},
};

static const char *const kinds[FISC_DIFF_KIND_COUNT][2] = {
    [FISC_DIFF_UNCHANGED] = {"変わらず", "unchanged"},
    [FISC_DIFF_REGRESSED] = {"悪化", "regressed"},
    [FISC_DIFF_NEW] = {"新規", "new"},
    [FISC_DIFF_CHANGED] = {"変化", "changed"},
    [FISC_DIFF_FIXED] = {"解消", "fixed"},
    [FISC_DIFF_ABSENT] = {"消滅", "absent"},
};

/* In this order, the worst first. */
static const enum fisc_diff_kind shown[] = {
    FISC_DIFF_REGRESSED, FISC_DIFF_NEW,    FISC_DIFF_CHANGED,
    FISC_DIFF_FIXED,     FISC_DIFF_ABSENT, FISC_DIFF_UNCHANGED};
enum { SHOWN = sizeof shown / sizeof *shown };

static const char *
cause_word(unsigned bit, enum fisc_language language)
{
    static const char *const causes[][2] = {
        {"記述", "the description"},
        {"基準・選択・リスク受容", "the policy, its profile or waivers"},
        {"パラメータ", "params"},
        {"基準日", "the date"},
        {"その他（他者の記述、選択した主体・水準、版）",
         "something else (another party's description, what was selected, or "
         "the version)"},
    };

    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (bit == 1u << i)
            return causes[i][language];
    return "";
}

static const char *
word(const struct fisc__page *page, enum word which)
{
    return words[which][page->language];
}

/* ---- header --------------------------------------------------------------*/

static size_t
name_columns(const struct fisc__page *page)
{
    static const enum word names[] = {WORD_SYSTEM, WORD_BEFORE, WORD_AFTER,
                                      WORD_CAUSE, WORD_COUNTS};
    size_t widest = 0;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t columns = fisc__columns(word(page, names[i]));

        if (columns > widest)
            widest = columns;
    }
    return widest + 2;
}

/* The scratch line, after its name. */
static void
put_named(struct fisc__page *page, enum word name, enum fisc__style style)
{
    size_t columns = name_columns(page);

    fisc__page_style(page, FISC__STYLE_STRONG);
    fisc__pad(page->out, word(page, name), columns);
    fisc__page_style(page, style);
    fisc__wrap(page->out, fisc__buffer_text(&page->scratch), columns, columns,
               page->width);
    fisc__page_style(page, FISC__STYLE_PLAIN);
    fisc__buffer_char(page->out, '\n');
    page->scratch.length = 0;
}

static void
put_set(struct fisc__page *page, enum word name,
        const struct fisc_result_set *set)
{
    char as_of[11];

    fisc_date_format(set->as_of, as_of);
    fisc__buffer_format(&page->scratch, word(page, WORD_SET), as_of,
                        DIGEST_SHOWN, set->policy_digest, DIGEST_SHOWN,
                        set->system_digest);
    put_named(page, name, FISC__STYLE_PLAIN);
}

static void
put_cause(struct fisc__page *page, unsigned cause)
{
    const char *separator = "";

    if (!cause)
        fisc__buffer_string(&page->scratch, word(page, WORD_CAUSE_NONE));
    for (unsigned bit = 1; bit <= FISC_DIFF_CAUSE_OTHER; bit *= 2)
        if (cause & bit) {
            fisc__buffer_format(&page->scratch, "%s%s", separator,
                                cause_word(bit, page->language));
            separator = page->language == FISC_LANGUAGE_JA ? "、" : "; ";
        }
    put_named(page, WORD_CAUSE, FISC__STYLE_PLAIN);
}

static void
put_counts(struct fisc__page *page, const struct fisc_diff *diff)
{
    const char *separator = page->language == FISC_LANGUAGE_JA ? "、" : ", ";

    for (size_t i = 0; i < SHOWN; i++)
        fisc__buffer_format(&page->scratch, "%s%s %zu", i > 0 ? separator : "",
                            kinds[shown[i]][page->language],
                            diff->counts[shown[i]]);
    put_named(page, WORD_COUNTS, FISC__STYLE_PLAIN);
    fisc__spaces(page->out, name_columns(page));
    fisc__page_style(page, diff->worse ? FISC__STYLE_BAD : FISC__STYLE_GOOD);
    if (diff->worse)
        fisc__buffer_format(page->out, word(page, WORD_WORSE), diff->worse);
    else
        fisc__buffer_string(page->out, word(page, WORD_WORSE_NONE));
    fisc__page_style(page, FISC__STYLE_PLAIN);
    fisc__buffer_char(page->out, '\n');
}

static void
put_header(struct fisc__page *page, const struct fisc_diff *diff)
{
    fisc__buffer_string(&page->scratch, diff->after->system_id);
    put_named(page, WORD_SYSTEM, FISC__STYLE_PLAIN);
    put_set(page, WORD_BEFORE, diff->before);
    put_set(page, WORD_AFTER, diff->after);
    put_cause(page, diff->cause);
    put_counts(page, diff);
}

/* ---- rows ----------------------------------------------------------------*/

/* The scratch line as a paragraph. */
static void
put_paragraph(struct fisc__page *page, enum fisc__style style, size_t indent)
{
    fisc__spaces(page->out, DETAIL_INDENT);
    fisc__page_style(page, style);
    fisc__wrap(page->out, fisc__buffer_text(&page->scratch), DETAIL_INDENT,
               indent, page->width);
    fisc__page_style(page, FISC__STYLE_PLAIN);
    fisc__buffer_char(page->out, '\n');
    page->scratch.length = 0;
}

static const char *
outcome(const struct fisc__page *page, const struct fisc__result_row *row)
{
    return row ? fisc__result_word(row->info.result, page->language)
               : word(page, WORD_NOT_THERE);
}

static enum fisc__style
outcome_style(const struct fisc__result_row *row)
{
    return row ? fisc__result_style(row->info.result) : FISC__STYLE_FAINT;
}

/* "pass → fail", each in its own colour; one word where it stayed. */
static void
put_outcomes(struct fisc__page *page, const struct fisc__result_row *before,
             const struct fisc__result_row *after)
{
    if (!before || !after || before->info.result != after->info.result) {
        fisc__page_style(page, outcome_style(before));
        fisc__buffer_string(page->out, outcome(page, before));
        fisc__page_style(page, FISC__STYLE_PLAIN);
        fisc__buffer_string(page->out, " → ");
    }
    fisc__page_style(page, outcome_style(after));
    fisc__buffer_string(page->out, outcome(page, after));
    fisc__page_style(page, FISC__STYLE_PLAIN);
}

static void
put_row_line(struct fisc__page *page, const struct fisc__result_row *before,
             const struct fisc__result_row *after)
{
    const struct fisc_result_info *info = after ? &after->info : &before->info;

    fisc__spaces(page->out, ROW_INDENT);
    put_outcomes(page, before, after);
    fisc__buffer_string(page->out, "  ");
    if (*info->label) {
        fisc__put(page->out, info->label);
        fisc__buffer_string(page->out, "  ");
    }
    fisc__put(page->out, fisc__level_word(info->level, page->language));
    fisc__buffer_char(page->out, '\n');
    fisc__buffer_string(&page->scratch, info->key);
    put_paragraph(page, FISC__STYLE_FAINT, DETAIL_INDENT);
}

/* "not met" alone; "not given → out of date" where the reason changed. */
static void
put_reasons(struct fisc__page *page, const struct fisc__result_row *before,
            const struct fisc__result_row *after)
{
    const char *is = after->info.reason;

    if (before && before->info.result == after->info.result &&
        strcmp(before->info.reason, is) != 0)
        fisc__buffer_format(&page->scratch, "%s → ",
                            fisc__reason_word(before->info.reason,
                                              page->language));
    fisc__buffer_string(&page->scratch, fisc__reason_word(is, page->language));
    put_paragraph(page, FISC__STYLE_PLAIN, DETAIL_INDENT);
    if (*after->info.waiver) {
        fisc__buffer_format(&page->scratch, word(page, WORD_WAIVED),
                            after->info.waiver);
        put_paragraph(page, FISC__STYLE_PLAIN, DETAIL_INDENT);
    }
    if (*after->message[page->language]) {
        fisc__buffer_string(&page->scratch, after->message[page->language]);
        put_paragraph(page, FISC__STYLE_PLAIN, DETAIL_INDENT);
    }
}

static bool
had_deciding(const struct fisc__result_row *row,
             const struct fisc_deciding *fact)
{
    for (size_t i = 0; row && i < row->deciding.count; i++)
        if (strcmp(row->deciding.list[i].path, fact->path) == 0 &&
            strcmp(row->deciding.list[i].state, fact->state) == 0)
            return true;
    return false;
}

static bool
had_fact(const struct fisc__result_row *row,
         const struct fisc_fact_reference *fact)
{
    for (size_t i = 0; row && i < row->facts.count; i++)
        if (strcmp(row->facts.list[i].path, fact->path) == 0 &&
            strcmp(row->facts.list[i].value, fact->value) == 0 &&
            strcmp(row->facts.list[i].wanted, fact->wanted) == 0)
            return true;
    return false;
}

/* "+ path: not given", or "- ..." of what `other` has not. */
static void
put_deciding(struct fisc__page *page, const char *sign,
             const struct fisc__result_row *row,
             const struct fisc__result_row *other)
{
    for (size_t i = 0; row && i < row->deciding.count; i++) {
        const struct fisc_deciding *fact = &row->deciding.list[i];

        if (had_deciding(other, fact))
            continue;
        fisc__buffer_format(&page->scratch, "%s %s: %s", sign, fact->path,
                            fisc__reason_word(fact->state, page->language));
        put_paragraph(page, FISC__STYLE_PLAIN, ITEM_INDENT);
    }
}

static void
put_facts(struct fisc__page *page, const char *sign,
          const struct fisc__result_row *row,
          const struct fisc__result_row *other)
{
    for (size_t i = 0; row && i < row->facts.count; i++) {
        const struct fisc_fact_reference *fact = &row->facts.list[i];

        if (had_fact(other, fact))
            continue;
        fisc__buffer_format(&page->scratch, "%s %s", sign, fact->path);
        if (*fact->value)
            fisc__buffer_format(&page->scratch, " = %s", fact->value);
        if (*fact->wanted)
            fisc__buffer_format(&page->scratch, word(page, WORD_WANTED),
                                fact->wanted);
        put_paragraph(page, FISC__STYLE_PLAIN, ITEM_INDENT);
    }
}

/*
 * What an unmet row rests on now and did not, and the other way round. What a
 * met one rests on would fill the page and ask for nothing.
 */
static void
put_grounds(struct fisc__page *page, const struct fisc__result_row *before,
            const struct fisc__result_row *after)
{
    put_reasons(page, before, after);
    if (before && fisc__is_unmet(before->info.result)) {
        put_deciding(page, "-", before, after);
        put_facts(page, "-", before, after);
    }
    if (fisc__is_unmet(after->info.result)) {
        put_deciding(page, "+", after, before);
        put_facts(page, "+", after, before);
    }
}

static enum fisc_status
put_kind(struct fisc__diff_writer *writer, struct fisc__page *page,
         enum fisc_diff_kind kind)
{
    const struct fisc_diff *diff = writer->diff;
    enum fisc_status status = FISC_OK;

    if (diff->counts[kind] == 0)
        return FISC_OK;
    fisc__buffer_format(page->out, "\n== %s (%zu) ==\n",
                        kinds[kind][page->language], diff->counts[kind]);
    for (size_t i = 0; i < diff->count && status == FISC_OK; i++) {
        const struct fisc__diff_entry *entry = &diff->entries[i];
        const struct fisc__result_row *before = fisc__diff_before(diff, entry);
        const struct fisc__result_row *after = fisc__diff_after(diff, entry);

        if (entry->kind != kind)
            continue;
        put_row_line(page, before, after);
        if (after && kind != FISC_DIFF_UNCHANGED &&
            writer->options->details >= 0)
            put_grounds(page, before, after);
        status = fisc__writer_flush(&writer->base, false);
    }
    return status;
}

/* ---- controls ------------------------------------------------------------*/

static void
add_state(struct fisc__page *page, const struct fisc_result_set *set,
          size_t index)
{
    const struct fisc_control_result *control;
    bool satisfied;

    if (index == FISC_DIFF_NONE) {
        fisc__buffer_string(&page->scratch, word(page, WORD_NOT_THERE));
        return;
    }
    control = &set->controls[index];
    satisfied = control->state == FISC_CONTROL_SATISFIED;
    fisc__buffer_string(&page->scratch,
                        word(page, satisfied ? WORD_SATISFIED
                                             : WORD_NOT_SATISFIED));
    if (!satisfied)
        fisc__buffer_format(
            &page->scratch,
            page->language == FISC_LANGUAGE_JA ? "（%s）" : " (%s)",
            fisc__control_reason_word(control->reason, page->language));
}

static void
put_controls(struct fisc__page *page, const struct fisc_diff *diff)
{
    if (diff->control_count == 0)
        return;
    fisc__buffer_format(page->out, "\n== %s (%zu) ==\n",
                        word(page, WORD_CONTROLS), diff->control_count);
    for (size_t i = 0; i < diff->control_count; i++) {
        struct fisc_diff_control control = {.size = sizeof control};

        fisc_diff_control(diff, i, &control);
        fisc__buffer_format(&page->scratch, "%s  ",
                            *control.label ? control.label : control.control);
        add_state(page, diff->before, control.before);
        fisc__buffer_string(&page->scratch, " → ");
        add_state(page, diff->after, control.after);
        fisc__spaces(page->out, ROW_INDENT);
        fisc__wrap(page->out, fisc__buffer_text(&page->scratch), ROW_INDENT,
                   DETAIL_INDENT, page->width);
        fisc__buffer_char(page->out, '\n');
        page->scratch.length = 0;
    }
}

static enum fisc_status
put_rows(struct fisc__diff_writer *writer, struct fisc__page *page)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < SHOWN && status == FISC_OK; i++)
        if (shown[i] != FISC_DIFF_UNCHANGED || writer->options->details > 0)
            status = put_kind(writer, page, shown[i]);
    return status;
}

enum fisc_status
fisc__diff_write_text(struct fisc__diff_writer *writer)
{
    struct fisc__page page = {
        .writer = &writer->base,
        .out = &writer->base.out,
        .language = writer->options->language,
        .width = writer->options->width,
    };
    enum fisc_status status;

    fisc__buffer_init(&page.scratch, writer->base.context);
    put_header(&page, writer->diff);
    status = put_rows(writer, &page);
    if (status == FISC_OK)
        put_controls(&page, writer->diff);
    if (page.scratch.failed)
        status = fisc__error_nomem(writer->base.reterr);
    fisc__buffer_done(&page.scratch);
    return status;
}
