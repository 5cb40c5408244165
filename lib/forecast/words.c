/* SPDX-License-Identifier: MIT */
/* What a forecast says to people, in Japanese and in English. */

#include "forecast/forecast.h"

#include <stdio.h>
#include <string.h>

#include <fisc/policy.h>

#include "report/words.h"

#define BOTH(japanese, english)                                                \
    {                                                                          \
        [FISC_LANGUAGE_JA] = (japanese), [FISC_LANGUAGE_EN] = (english)        \
    }

static const char *const words[FISC__FORECAST_WORD_COUNT][2] = {
    [FISC__FORECAST_WORD_FROM] = BOTH("起点", "from"),
    [FISC__FORECAST_WORD_UNTIL] = BOTH("終点", "until"),
    [FISC__FORECAST_WORD_CHANGES] =
        BOTH("変わる日 %zu 日、結果 %zu 件",
             "on %zu days, %zu results in all"),
    [FISC__FORECAST_WORD_DAY] = BOTH("結果 %zu 件が変わる",
                                     "results that change: %zu"),
    [FISC__FORECAST_WORD_NOTHING] =
        BOTH("事実が今のままなら、変わる結果はない。",
             "While the facts stay as they are, no result changes."),
    [FISC__FORECAST_WORD_CALENDAR] = BOTH("見通し", "forecast"),
    [FISC__FORECAST_WORD_SUMMARY] = BOTH("%2$s: 結果 %1$zu 件が変わる",
                                         "%2$s: results that change: %1$zu"),
};

/* The path or id, the day that is stated, the period. */
static const char *const causes[FISC_FORECAST_KIND_COUNT][2] = {
    [FISC_FORECAST_FACT_EXPIRES] =
        BOTH("%1$s の有効期限（%2$s）が過ぎる", "%1$s was valid to %2$s"),
    [FISC_FORECAST_FACT_AGES] =
        BOTH("%1$s（%2$s）が %3$s より古くなる",
             "%1$s, dated %2$s, is older than %3$s"),
    [FISC_FORECAST_FACT_BEGINS] =
        BOTH("%1$s の日付 %2$s になる", "%1$s: its day has come, %2$s"),
    [FISC_FORECAST_PERIOD_ENDS] =
        BOTH("%1$s（%2$s）から %3$s が過ぎる",
             "%1$s, %2$s, is longer ago than %3$s"),
    [FISC_FORECAST_EVIDENCE_EXPIRES] =
        BOTH("証跡 %1$s の有効期限（%2$s）が過ぎる",
             "evidence %1$s was valid to %2$s"),
    [FISC_FORECAST_EVIDENCE_AGES] =
        BOTH("証跡 %1$s（%2$s 入手）が %3$s より古くなる",
             "evidence %1$s, collected %2$s, is older than %3$s"),
    [FISC_FORECAST_EVIDENCE_BEGINS] =
        BOTH("証跡 %1$s の入手日 %2$s になる",
             "evidence %1$s counts from %2$s"),
    [FISC_FORECAST_CONTRACT_ENDS] =
        BOTH("契約 %1$s の期間（%2$s まで）が終わる",
             "contract %1$s ran to %2$s"),
    [FISC_FORECAST_CONTRACT_BEGINS] =
        BOTH("契約 %1$s が %2$s に始まる", "contract %1$s begins on %2$s"),
    [FISC_FORECAST_WAIVER_ENDS] =
        BOTH("リスク受容 %1$s の期限（%2$s）が過ぎる",
             "waiver %1$s ran to %2$s"),
    [FISC_FORECAST_WAIVER_BEGINS] =
        BOTH("リスク受容 %1$s が %2$s に始まる",
             "waiver %1$s begins on %2$s"),
    [FISC_FORECAST_CHECK] =
        BOTH("点検 %1$s が日付から計算している",
             "the check of %1$s computes with the date"),
};

const char *
fisc__forecast_word(enum fisc__forecast_word word, enum fisc_language language)
{
    return words[word][language];
}

/* Whose description says so: the bytes of "aws:" in "aws:evidence[x]". */
static int
party_length(const char *path)
{
    size_t length = strcspn(path, ":[.");

    return path[length] == ':' ? (int)length + 1 : 0;
}

void
fisc__forecast_put_cause(struct fisc__buffer *out,
                         const struct fisc__forecast_cause *cause,
                         enum fisc_language language)
{
    struct fisc__buffer name;
    char stated[11];

    fisc__buffer_init(&name, out->context);
    if (*cause->id)
        fisc__buffer_format(&name, "%.*s%s", party_length(cause->path),
                            cause->path, cause->id);
    else
        fisc__buffer_string(&name, cause->path);
    fisc_date_format(cause->stated, stated);
    fisc__buffer_format(out, causes[cause->kind][language],
                        fisc__buffer_text(&name), stated, cause->period);
    if (*cause->param)
        fisc__buffer_format(out, " (%s)", cause->param);
    out->failed = out->failed || name.failed;
    fisc__buffer_done(&name);
}

void
fisc__forecast_put_state(struct fisc__buffer *out,
                         const struct fisc__forecast_state *state,
                         enum fisc_language language)
{
    bool ja = language == FISC_LANGUAGE_JA;
    const char *separator = ja ? "、" : ", ";

    fisc__buffer_string(out, fisc__result_word(state->result, language));
    fisc__buffer_string(out, ja ? "（" : " (");
    fisc__buffer_string(out, fisc__reason_word(state->reason, language));
    if (*state->via && strcmp(state->via, "direct") != 0) {
        char label[32];

        /* Labels say alternative:x; via only which of the two. */
        snprintf(label, sizeof label, "%s:", state->via);
        fisc__buffer_string(out, separator);
        fisc__buffer_string(
            out, strcmp(state->via, "inherited") == 0
                     ? fisc__word(FISC__WORD_VIA_INHERITED, language)
                     : fisc__label_word(label, language));
    }
    if (*state->waiver)
        fisc__buffer_format(out, "%s%s", separator, state->waiver);
    fisc__buffer_string(out, ja ? "）" : ")");
}

const char *
fisc__forecast_title(const struct fisc_forecast *forecast,
                     const struct fisc_result_info *row,
                     enum fisc_language language)
{
    struct fisc_clause_info clause = {.size = sizeof clause};

    if (fisc_policy_clause(fisc_report_policy(forecast->report),
                           row->clause_index, &clause) != FISC_OK)
        return "";
    return clause.title[language];
}
