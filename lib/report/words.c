/* SPDX-License-Identifier: MIT */
/* Every word of a text report, in Japanese and in English. */

#include "report/words.h"

#include <string.h>

#define BOTH(japanese, english)                                                \
    {                                                                          \
        [FISC_LANGUAGE_JA] = (japanese), [FISC_LANGUAGE_EN] = (english)        \
    }

static const char *const words[FISC__WORD_COUNT][2] = {
    [FISC__WORD_AS_OF] = BOTH("基準日", "as of"),
    [FISC__WORD_POLICY] = BOTH("基準", "policy"),
    [FISC__WORD_DIGESTS] = BOTH("ダイジェスト", "digests"),
    [FISC__WORD_SYSTEM] = BOTH("記述", "description"),
    [FISC__WORD_PARTIAL] = BOTH("途中まで", "PARTIAL"),
    [FISC__WORD_PARTIAL_LINE] =
        BOTH("%1$s。全 %3$zu 件のうち %2$zu 件は評価していない",
             "%s: %zu of %zu rows were not come to"),
    [FISC__WORD_COVERAGE] = BOTH("網羅状況", "Coverage"),
    [FISC__WORD_ROWS] = BOTH("件数", "rows"),
    [FISC__WORD_ALL] = BOTH("合計", "all"),
    [FISC__WORD_NOBODY] = BOTH("（担う者なし）", "(nobody)"),
    [FISC__WORD_DECIDED] =
        BOTH("%zu / %zu 件が判定済み（%u%%）、未判定 %zu 件",
             "%zu of %zu decided (%u%%), %zu open"),
    [FISC__WORD_SCORE] = BOTH("評点", "Score"),
    [FISC__WORD_SCORE_LINE] =
        BOTH("必須の条項 %2$zu 件中 %1$zu 件が適合（%3$u%%）",
             "%zu of %zu must clauses that apply pass (%u%%)"),
    [FISC__WORD_SCORE_NONE] =
        BOTH("対象となる必須の条項がない", "no must clause applies"),
    [FISC__WORD_SCORE_PARTIAL] =
        BOTH("評価が途中で終わったため出さない",
             "none: the evaluation did not come to its end"),
    [FISC__WORD_CONTROLS] = BOTH("基準項目", "Controls"),
    [FISC__WORD_CONTROLS_LINE] =
        BOTH("%2$zu 項目中 %1$zu 項目を満たす", "%zu of %zu satisfied"),
    [FISC__WORD_SATISFIED] = BOTH("満たす", "satisfied"),
    [FISC__WORD_NOT_SATISFIED] = BOTH("満たさない", "not satisfied"),
    [FISC__WORD_NOT_SELECTED_LINE] =
        BOTH("選択しなかった主体の条項（省略）: %zu 件",
             "left out, of roles that were not selected: %zu"),
    [FISC__WORD_VIA_INHERITED] = BOTH("継承による", "inherited"),
    [FISC__WORD_INHERITED_FROM] = BOTH("%s から継承", "inherited from %s"),
    [FISC__WORD_MOVED_TO] =
        BOTH("記述では %s が担う（カタログの既定: %s）",
             "borne by %s here (by default: the %s)"),
    [FISC__WORD_WAIVED] = BOTH("リスク受容 %s", "waived by %s"),
    [FISC__WORD_UNTIL] = BOTH("期限", "until"),
    [FISC__WORD_APPROVER] = BOTH("承認", "approved by"),
    [FISC__WORD_PARAM] = BOTH("パラメータ", "param"),
    [FISC__WORD_WHOLE_LIST] = BOTH("（一覧の全体）", " (the whole list)"),
    [FISC__WORD_WANTED] = BOTH("（求める値: %s）", ", wanted %s"),
    [FISC__WORD_BECAUSE] = BOTH("前提", "because"),
    [FISC__WORD_SOURCE] = BOTH("出典", "source"),
    [FISC__WORD_DATED] = BOTH("日付", "dated"),
    [FISC__WORD_EVIDENCE] = BOTH("証跡", "evidence"),
    [FISC__WORD_NEAREST] = BOTH("（最も近い証跡: %s）", " (nearest: %s)"),
    [FISC__WORD_LAST_DAY] = BOTH("、%sまで有効だった", ", was valid to %s"),
    [FISC__WORD_NOT_MINIMAL] =
        BOTH("このうち不要なものがあり得る",
             "some of these may turn out not to be needed"),
    [FISC__WORD_REMARKS] = BOTH("注記", "Remarks"),
};

static const char *const results[FISC_RESULT_COUNT][2] = {
    [FISC_RESULT_PASS] = BOTH("適合", "pass"),
    [FISC_RESULT_FAIL] = BOTH("不適合", "fail"),
    [FISC_RESULT_ERROR] = BOTH("エラー", "error"),
    [FISC_RESULT_UNKNOWN] = BOTH("不明", "unknown"),
    [FISC_RESULT_NOTAPPLICABLE] = BOTH("対象外", "n/a"),
    [FISC_RESULT_NOTCHECKED] = BOTH("未点検", "no check"),
    [FISC_RESULT_NOTSELECTED] = BOTH("選択外", "not asked"),
    [FISC_RESULT_INFORMATIONAL] = BOTH("参考", "info"),
};

static const char *const roles[FISC_ROLE_COUNT][2] = {
    [FISC_ROLE_CUSTOMER] = BOTH("利用者", "customer"),
    [FISC_ROLE_PROVIDER] = BOTH("クラウド事業者", "provider"),
    [FISC_ROLE_OPERATOR] = BOTH("運用受託者", "operator"),
    [FISC_ROLE_SUPPLIER] = BOTH("供給者", "supplier"),
};

static const char *const levels[][2] = {
    [FISC_LEVEL_MUST] = BOTH("必須", "must"),
    [FISC_LEVEL_SHOULD] = BOTH("推奨", "should"),
    [FISC_LEVEL_MAY] = BOTH("任意", "may"),
};

struct named_word {
    const char *name;
    const char *word[2];
};

static const struct named_word reasons[] = {
    {"met", BOTH("満たしている", "met")},
    {"vacuous", BOTH("点検する対象がない", "nothing to check")},
    {"not-met", BOTH("満たしていない", "not met")},
    {"inherited", BOTH("継承元が満たしていない", "inherited, and not met")},
    {"waived", BOTH("リスク受容中", "waived")},
    /* why something is unknown */
    {"unset", BOTH("パラメータ未設定", "param not set")},
    {"absent", BOTH("記載なし", "not given")},
    {"stated", BOTH("不明と明記", "stated to be unknown")},
    {"incomplete", BOTH("一覧が全部ではない", "list not whole")},
    {"undated", BOTH("日付なし", "undated")},
    {"future", BOTH("基準日より後", "dated later")},
    {"unconfirmed", BOTH("確認されていない", "not confirmed")},
    {"stale", BOTH("期限切れ", "out of date")},
    {"unanswered", BOTH("回答なし", "not answered")},
    /* why nothing was decided */
    {"error", BOTH("点検がエラーで終わった", "the check broke")},
    {"budget", BOTH("点検が計算量の上限を超えた", "the check overran its budget")},
    {"memory", BOTH("点検がメモリの上限を超えた", "the check overran its memory")},
    {"when", BOTH("前提に当たらない", "its condition does not hold")},
    {"function", BOTH("点検が対象外とした", "the check says so")},
    {"no-check", BOTH("点検が書かれていない", "it has no check")},
    {"may", BOTH("任意の条項", "a clause of level may")},
    {"borne-by", BOTH("他の主体が担う", "another role bears it")},
    {"stopped", BOTH("評価が途中で終わった", "the evaluation stopped before")},
};

static const struct named_word stops[] = {
    {"interrupted", BOTH("中断された", "interrupted")},
    {"memory", BOTH("メモリが足りなかった", "memory ran out")},
    {"budget", BOTH("計算量の上限を超えた", "the budget of work ran out")},
};

/* Of controls: their reasons are words of results, used otherwise. */
static const struct named_word control_reasons[] = {
    {"fail", BOTH("不適合がある", "fail")},
    {"error", BOTH("エラーがある", "error")},
    {"unknown", BOTH("不明がある", "unknown")},
    {"notchecked", BOTH("未点検がある", "not checked")},
    {"notapplicable", BOTH("すべて対象外", "nothing applies")},
    {"none", BOTH("必須の条項がない", "no must clause")},
    {"withdrawn", BOTH("廃止", "withdrawn")},
};

static const struct named_word labels[] = {
    {"alternative", BOTH("代替措置", "alternative")},
    {"relaxation", BOTH("緩和", "relaxation")},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *
find_word(const struct named_word *list, size_t count, const char *name,
          enum fisc_language language)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].name, name) == 0)
            return list[i].word[language];
    return name;
}

const char *
fisc__word(enum fisc__word word, enum fisc_language language)
{
    return words[word][language];
}

const char *
fisc__result_word(enum fisc_result result, enum fisc_language language)
{
    return results[result][language];
}

const char *
fisc__role_word(enum fisc_role role, enum fisc_language language)
{
    return roles[role][language];
}

const char *
fisc__level_word(enum fisc_level level, enum fisc_language language)
{
    return levels[level][language];
}

const char *
fisc__reason_word(const char *reason, enum fisc_language language)
{
    return find_word(reasons, COUNT(reasons), reason, language);
}

const char *
fisc__control_reason_word(const char *reason, enum fisc_language language)
{
    return find_word(control_reasons, COUNT(control_reasons), reason, language);
}

const char *
fisc__stop_word(const char *name, enum fisc_language language)
{
    return find_word(stops, COUNT(stops), name, language);
}

const char *
fisc__label_word(const char *label, enum fisc_language language)
{
    for (size_t i = 0; i < COUNT(labels); i++) {
        size_t length = strlen(labels[i].name);

        if (strncmp(labels[i].name, label, length) == 0 && label[length] == ':')
            return labels[i].word[language];
    }
    return "";
}
