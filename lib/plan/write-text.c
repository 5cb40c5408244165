/* SPDX-License-Identifier: MIT */
/*
 * A plan as text for a terminal: the list for the whole report, then each row
 * with what would make it pass.
 */

#include <string.h>

#include "base/error.h"
#include "plan/write.h"
#include "report/layout.h"
#include "report/page.h"
#include "report/words.h"

enum { ROW_INDENT = 2, SET_INDENT = 4, CHANGE_INDENT = 6 };

/* ---- words ---------------------------------------------------------------*/

enum word {
    WORD_HEAD,       /* system, date */
    WORD_COUNTS,     /* rows, must, should */
    WORD_NOTHING,
    WORD_LIST,       /* entries */
    WORD_GREEDY,
    WORD_SETTLES,    /* rows */
    WORD_LATER,
    WORD_AFTER,      /* pass, remain */
    WORD_WAY,        /* number */
    WORD_MORE,       /* sets */
    WORD_CUT,
    WORD_ASK,
    WORD_FUNCTION,
    WORD_FUNCTIONS,
    WORD_NOWAY,
    WORD_UNTRIED,
    WORD_NOT_MINIMAL,
    WORD_OWNER,      /* who */
    WORD_PARTY,      /* who */
    WORD_COUNT
};

static const char *const words[WORD_COUNT][2] = {
    [WORD_HEAD] = {"%s の是正案（基準日 %s）", "plan for %s as of %s"},
    [WORD_COUNTS] = {"満たしていない条項 %zu 件（必須 %zu、推奨 %zu）",
                     "%zu rows not met: %zu must, %zu should"},
    [WORD_NOTHING] = {"是正すべき条項はない", "nothing is left to plan"},
    [WORD_LIST] = {"全体の変更一覧（%zu 件）", "Changes for the whole (%zu)"},
    [WORD_GREEDY] =
        {"変更一つあたりの効果が大きい順に選んだもので、最少とは限らない",
         "chosen greedily, what buys most first: a shorter list may exist"},
    [WORD_SETTLES] = {"ここまでで適合となる条項（%zu）: ",
                      "passes from here on (%zu): "},
    [WORD_LATER] = {"次の変更とあわせて効く", "takes effect with what follows"},
    [WORD_AFTER] = {"すべて行うと %zu 件が適合となり、%zu 件が残る",
                    "with all of these done: %zu more pass, %zu remain"},
    [WORD_WAY] = {"案%zu", "way %zu"},
    [WORD_MORE] = {"ほかに %zu 案", "%zu more"},
    [WORD_CUT] = {"上限のため、ここにない案もあり得る",
                  "there may be further ways: a bound was met"},
    [WORD_ASK] = {"まず事実を示す:", "first give these facts:"},
    [WORD_FUNCTION] = {"関数で書かれているため案を作れない。読む事実:",
                       "not plannable: written as a function. It reads:"},
    [WORD_FUNCTIONS] = {"関数で書かれた部分は見ていない",
                        "what is written as a function was not looked at"},
    [WORD_NOWAY] = {"変えてよい事実の中に案が見つからない",
                    "no way was found among what may honestly change"},
    [WORD_UNTRIED] = {"方針の変更なので試していない",
                      "not tried: the policy has to change"},
    [WORD_NOT_MINIMAL] = {"どれも一つだけ省くことはできない",
                          "none of them can be left out by itself"},
    [WORD_OWNER] = {"（決める者: %s）", " (decided by %s)"},
    [WORD_PARTY] = {"%s の記述: ", "in the description of %s: "},
};

/* By kind; the argument is what is asked. */
static const char *const kinds[][2] = {
    [FISC_PLAN_SET] = {"%s とする", "%s"},
    [FISC_PLAN_AT_LEAST] = {"%s 以上とする", "%s or more"},
    [FISC_PLAN_AT_MOST] = {"%s 以下とする", "%s or less"},
    [FISC_PLAN_ONE_OF] = {"次のいずれかとする: %s", "one of %s"},
    [FISC_PLAN_OTHER_THAN] = {"%s 以外とする", "other than %s"},
    [FISC_PLAN_STARTS_WITH] = {"%s で始める", "begins with %s"},
    [FISC_PLAN_ADD_MEMBER] = {"%s を加える", "add %s"},
    [FISC_PLAN_REMOVE_MEMBER] = {"%s を除く", "take out %s"},
    [FISC_PLAN_COMPLETE] = {"一覧の全体を示す", "state the whole list"},
    [FISC_PLAN_ADD_ELEMENT] = {"一覧に加える: %s", "add to the list: %s"},
    [FISC_PLAN_RENEW] = {"改めて示す: %s", "state anew: %s"},
    [FISC_PLAN_EVIDENCE] = {"証跡を得る: %s", "obtain evidence: %s"},
    [FISC_PLAN_CONFIRM] = {"内容を確認する", "confirm it"},
    [FISC_PLAN_CONTRACT] = {"契約で定める: %s", "agree by contract: %s"},
    [FISC_PLAN_PARAM] = {"パラメータを定める", "set the param"},
    [FISC_PLAN_GIVE] = {"示す", "give it"},
    [FISC_PLAN_WAIVER] = {"リスクを受容する（結果は変わらない）",
                          "accept the risk (the result stays)"},
};

/* The same of a date. */
static const char *const later[2] = {"%s 以降とする", "%s or later"};
static const char *const earlier[2] = {"%s 以前とする", "%s or earlier"};

static const char *const labels[][2] = {
    [FISC_PLAN_BY_ACTION] = {"対策", "action"},
    [FISC_PLAN_BY_EVIDENCE] = {"証跡", "evidence"},
    [FISC_PLAN_BY_JUDGEMENT] = {"判断", "judgement"},
    [FISC_PLAN_BY_WAIVER] = {"受容", "waiver"},
};

static const char *
word(const struct fisc__page *page, enum word which)
{
    return words[which][page->language];
}

/* ---- lines ---------------------------------------------------------------*/

/* The scratch line, wrapped. */
static void
put_line(struct fisc__page *page, size_t indent, size_t further,
         enum fisc__style style)
{
    fisc__spaces(page->out, indent);
    fisc__page_style(page, style);
    fisc__wrap(page->out, fisc__buffer_text(&page->scratch), indent, further,
               page->width);
    fisc__page_style(page, FISC__STYLE_PLAIN);
    fisc__buffer_char(page->out, '\n');
    page->scratch.length = 0;
}

static void
put_word(struct fisc__page *page, enum word which, size_t indent)
{
    fisc__buffer_string(&page->scratch, word(page, which));
    put_line(page, indent, indent, FISC__STYLE_FAINT);
}

static const char *
asked_format(const struct fisc_plan_change *change,
             enum fisc_language language)
{
    fisc_date day;

    if (fisc_date_parse(change->to, &day) == FISC_OK) {
        if (change->kind == FISC_PLAN_AT_LEAST)
            return later[language];
        if (change->kind == FISC_PLAN_AT_MOST)
            return earlier[language];
    }
    return kinds[change->kind][language];
}

/* What is there says nothing beside some kinds of change. */
static bool
shows_from(const struct fisc_plan_change *change)
{
    return *change->from && change->kind != FISC_PLAN_RENEW &&
           change->kind != FISC_PLAN_CONFIRM &&
           change->kind != FISC_PLAN_ADD_MEMBER &&
           change->kind != FISC_PLAN_REMOVE_MEMBER &&
           change->kind != FISC_PLAN_EVIDENCE &&
           change->kind != FISC_PLAN_CONTRACT;
}

/* "[action] backup.kind: none → one of full, differential" */
static void
add_change(struct fisc__page *page, const struct fisc_plan_change *change)
{
    struct fisc__buffer *line = &page->scratch;
    enum fisc_language language = page->language;

    fisc__buffer_format(line, "[%s] ", labels[change->label][language]);
    if (*change->party)
        fisc__buffer_format(line, word(page, WORD_PARTY), change->party);
    fisc__buffer_format(line, "%s: ", change->path);
    if (shows_from(change))
        fisc__buffer_format(line, "%s ", change->from);
    if (*change->state)
        fisc__buffer_format(line, language == FISC_LANGUAGE_JA ? "（%s） "
                                                               : "(%s) ",
                            fisc__reason_word(change->state, language));
    if (shows_from(change) || *change->state)
        fisc__buffer_string(line, "→ ");
    fisc__buffer_format(line, asked_format(change, language),
                        change->kind == FISC_PLAN_RENEW && !*change->to
                            ? change->from
                            : change->to);
    if (*change->owner)
        fisc__buffer_format(line, word(page, WORD_OWNER), change->owner);
}

/* ---- header --------------------------------------------------------------*/

static enum fisc_status
put_header(struct fisc__page *page, const struct fisc_plan *plan)
{
    const struct fisc_report *report = page->writer->report;
    size_t count = fisc_plan_row_count(plan), must = 0;
    char as_of[11];

    for (size_t i = 0; i < count; i++) {
        struct fisc_plan_row row = {.size = sizeof row};

        if (fisc_plan_row(plan, i, &row) != FISC_OK)
            return fisc__error_nomem(page->writer->reterr);
        must += row.level == FISC_LEVEL_MUST;
    }
    fisc_date_format(fisc_report_as_of(report), as_of);
    fisc__buffer_format(&page->scratch, word(page, WORD_HEAD),
                        fisc_report_system_id(report), as_of);
    put_line(page, 0, 0, FISC__STYLE_STRONG);
    if (count)
        fisc__buffer_format(&page->scratch, word(page, WORD_COUNTS), count,
                            must, count - must);
    else
        fisc__buffer_string(&page->scratch, word(page, WORD_NOTHING));
    put_line(page, 0, 0, FISC__STYLE_PLAIN);
    return FISC_OK;
}

/* ---- the list ------------------------------------------------------------*/

static enum fisc_status
put_settled(struct fisc__page *page, const struct fisc_plan *plan,
            size_t index, size_t count)
{
    if (count == 0) {
        put_word(page, WORD_LATER, CHANGE_INDENT);
        return FISC_OK;
    }
    fisc__buffer_format(&page->scratch, word(page, WORD_SETTLES), count);
    for (size_t i = 0; i < count; i++) {
        struct fisc_plan_row row = {.size = sizeof row};

        if (fisc_plan_row(plan, fisc_plan_entry_row(plan, index, i), &row) !=
            FISC_OK)
            return fisc__error_nomem(page->writer->reterr);
        fisc__buffer_format(&page->scratch, "%s%s", i ? ", " : "", row.key);
    }
    put_line(page, CHANGE_INDENT, CHANGE_INDENT + 2, FISC__STYLE_GOOD);
    return FISC_OK;
}

static enum fisc_status
put_list(struct fisc__page *page, const struct fisc_plan *plan)
{
    enum fisc_status status = FISC_OK;
    size_t remaining = fisc_plan_remaining(plan);
    size_t count = fisc_plan_entry_count(plan);

    if (count == 0)
        return FISC_OK;
    fisc__buffer_string(page->out, "\n== ");
    fisc__buffer_format(page->out, word(page, WORD_LIST), count);
    fisc__buffer_string(page->out, " ==\n");
    put_word(page, WORD_GREEDY, ROW_INDENT);
    for (size_t i = 0; status == FISC_OK && i < count; i++) {
        struct fisc_plan_entry entry = {.size = sizeof entry};
        struct fisc_plan_change change = {.size = sizeof change};

        fisc_plan_entry(plan, i, &entry);
        fisc_plan_change(plan, entry.row, entry.set, entry.change, &change);
        fisc__buffer_format(&page->scratch, "%zu. ", i + 1);
        add_change(page, &change);
        put_line(page, ROW_INDENT, CHANGE_INDENT, FISC__STYLE_PLAIN);
        status = put_settled(page, plan, i, entry.row_count);
        if (status == FISC_OK)
            status = fisc__writer_flush(page->writer, false);
    }
    fisc__buffer_format(&page->scratch, word(page, WORD_AFTER),
                        fisc_plan_row_count(plan) - remaining, remaining);
    put_line(page, ROW_INDENT, ROW_INDENT, FISC__STYLE_STRONG);
    return status;
}

/* ---- rows ----------------------------------------------------------------*/

static void
put_set(struct fisc__page *page, const struct fisc_plan *plan, size_t row,
        size_t index, bool planned, bool numbered)
{
    struct fisc_plan_set set = {.size = sizeof set};
    size_t indent = numbered ? CHANGE_INDENT : SET_INDENT;

    fisc_plan_set(plan, row, index, &set);
    if (numbered) {
        fisc__buffer_format(&page->scratch, word(page, WORD_WAY), index + 1);
        put_line(page, SET_INDENT, SET_INDENT, FISC__STYLE_STRONG);
    }
    for (size_t i = 0; i < set.change_count; i++) {
        struct fisc_plan_change change = {.size = sizeof change};

        fisc_plan_change(plan, row, index, i, &change);
        add_change(page, &change);
        put_line(page, indent, indent + 4, FISC__STYLE_PLAIN);
    }
    if (set.tried && !set.minimal && set.change_count > 1)
        put_word(page, WORD_NOT_MINIMAL, indent);
    if (!set.tried && set.label != FISC_PLAN_BY_WAIVER && planned)
        put_word(page, WORD_UNTRIED, indent);
}

static void
put_sets(struct fisc__page *page, const struct fisc_plan *plan, size_t index,
         const struct fisc_plan_row *row, bool all)
{
    static const enum word states[] = {
        [FISC_PLAN_ASK] = WORD_ASK,
        [FISC_PLAN_FUNCTION] = WORD_FUNCTION,
        [FISC_PLAN_NOWAY] = WORD_NOWAY};
    size_t shown = all || row->set_count < 1 ? row->set_count : 1;

    if (row->state != FISC_PLAN_PLANNED)
        put_word(page, states[row->state], SET_INDENT);
    for (size_t i = 0; i < shown; i++)
        put_set(page, plan, index, i, row->state == FISC_PLAN_PLANNED,
                shown > 1);
    if (shown < row->set_count) {
        fisc__buffer_format(&page->scratch, word(page, WORD_MORE),
                            row->set_count - shown);
        put_line(page, SET_INDENT, SET_INDENT, FISC__STYLE_FAINT);
    }
    if (row->cut && all)
        put_word(page, WORD_CUT, SET_INDENT);
    if (row->function && row->state == FISC_PLAN_PLANNED)
        put_word(page, WORD_FUNCTIONS, SET_INDENT);
}

static enum fisc_status
put_row(struct fisc__page *page, const struct fisc_plan *plan, size_t index,
        bool all, int *level)
{
    struct fisc_plan_row row = {.size = sizeof row};

    if (fisc_plan_row(plan, index, &row) != FISC_OK)
        return fisc__error_nomem(page->writer->reterr);
    if (*level != (int)row.level)
        fisc__buffer_format(page->out, "\n== %s ==\n",
                            fisc__level_word(row.level, page->language));
    *level = (int)row.level;
    fisc__buffer_format(&page->scratch, "%s  %s  %s", row.label, row.key,
                        fisc__result_word(row.result, page->language));
    if (*row.waiver) {
        fisc__buffer_string(&page->scratch, "  ");
        fisc__buffer_format(&page->scratch,
                            fisc__word(FISC__WORD_WAIVED, page->language),
                            row.waiver);
    }
    put_line(page, ROW_INDENT, CHANGE_INDENT,
             fisc__result_style(row.result));
    put_sets(page, plan, index, &row, all);
    return fisc__writer_flush(page->writer, false);
}

static enum fisc_status
put_rows(struct fisc__page *page, const struct fisc_plan *plan, bool all)
{
    enum fisc_status status = FISC_OK;
    int level = -1;

    for (size_t i = 0; status == FISC_OK && i < fisc_plan_row_count(plan); i++)
        status = put_row(page, plan, i, all, &level);
    return status;
}

enum fisc_status
fisc__plan_write_text(struct fisc__plan_writer *writer)
{
    struct fisc__page page = {
        .writer = &writer->base,
        .out = &writer->base.out,
        .language = writer->options.language,
        .width = writer->options.width,
    };
    enum fisc_status status;

    fisc__buffer_init(&page.scratch, writer->base.context);
    status = put_header(&page, writer->plan);
    if (status == FISC_OK)
        status = put_list(&page, writer->plan);
    if (status == FISC_OK && writer->options.details >= 0)
        status = put_rows(&page, writer->plan, writer->options.details > 0);
    if (page.scratch.failed)
        status = fisc__error_nomem(writer->base.reterr);
    fisc__buffer_done(&page.scratch);
    return status;
}
