/* SPDX-License-Identifier: MIT */
/* A report made of tables instead of an evaluation. */

#include "report/fake-report.h"

#include <string.h>

#include "base/sized.h"
#include "evaluate/report.h"
#include "policy/policy.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct fisc_report {
    struct fisc_policy policy;
    const struct fake_row *rows;
    size_t count;
};

/* An explanation is a copy, so that memory for it can run short. */
struct fisc_explanation {
    struct fisc_context *context;
    struct fake_row row;
};

/* ---- the policy ----------------------------------------------------------*/

#define CLAUSE(k, c, b, l, ja, en, f_ja, f_en)                                 \
    {                                                                          \
        .key = k, .label = "", .control = c, .title = {ja, en},                \
        .text = {ja "を確かめる。", "The bank makes sure of it: " en "."},     \
        .fail = {f_ja, f_en}, .bearer = FISC_ROLE_##b, .level = FISC_LEVEL_##l \
    }

static const struct fisc_clause_info clauses[] = {
    CLAUSE("t.f1.provider", "t.f1", PROVIDER, MUST, "予備電源の保証",
           "assurance on backup power", "", ""),
    CLAUSE("t.f1.customer", "t.f1", CUSTOMER, MUST, "保証資料の確認",
           "review of the assurance", "", ""),
    CLAUSE("t.f1.notice.customer", "t.f1", CUSTOMER, SHOULD, "停電時の連絡先",
           "contacts in an outage", "", ""),
    CLAUSE("t.f1.tour.customer", "t.f1", CUSTOMER, MAY, "施設の見学",
           "a tour of the site", "", ""),
    CLAUSE("t.o2.customer", "t.o2", CUSTOMER, MUST,
           "重要なデータの控えを離れた場所に置き、戻せることを年に一度は試す",
           "copies of important data elsewhere, and a test once a year that they "
           "can be restored", "", ""),
    CLAUSE("t.o2.operator", "t.o2", OPERATOR, MUST, "運用者による復元手順",
           "the operator's restore procedure", "", ""),
    CLAUSE("t.o3.customer", "t.o3", CUSTOMER, MUST, "委託先の点検",
           "review of suppliers", "", ""),
    CLAUSE("t.o4.customer", "t.o4", CUSTOMER, MUST, "検知の訓練",
           "a drill of detection", "", ""),
    CLAUSE("t.t5.customer", "t.t5", CUSTOMER, MUST, "鍵の更新",
           "renewal of keys", "", ""),
    CLAUSE("t.t5.supplier", "t.t5", SUPPLIER, MUST, "鍵の保管", "keeping of keys",
           "", ""),
};

#define CONTROL(i, l, ja, en, g, g_ja, g_en, first, n)                         \
    {                                                                          \
        .id = i, .label = l, .title = {ja, en}, .text = {"", ""},              \
        .guidance = {"", ""}, .group = g, .group_title = {g_ja, g_en},         \
        .parent = "", .first_clause = first, .clause_count = n, .file = "t.xml" \
    }

static const struct fisc_control_info controls[] = {
    CONTROL("t.f1", "設1", "停電の間も自前の電源で持ちこたえる",
            "ride through an outage on own power", "t.facility", "電源設備",
            "power supply", 0, 4),
    {.id = "t.f9", .label = "設9", .title = {"旧項目", "an old one"},
     .group = "t.facility", .group_title = {"電源設備", "power supply"},
     .withdrawn = 1, .first_clause = 4, .clause_count = 0, .file = "t.xml"},
    CONTROL("t.o2", "運2", "データの控えを取り、試す", "copies that restore",
            "t.operations", "運用", "operations", 4, 2),
    CONTROL("t.o3", "運3", "委託先を選び、見続ける", "choose and watch suppliers",
            "t.operations", "運用", "operations", 6, 1),
    CONTROL("t.o4", "運4", "異常に気付く", "notice what is odd", "t.operations",
            "運用", "operations", 7, 1),
    CONTROL("t.t5", "技5", "暗号鍵を守る", "protect keys", "t.technology", "技術",
            "technology", 8, 2),
};

const char *
fisc_policy_id(const struct fisc_policy *policy)
{
    (void)policy;
    return "t";
}

const char *
fisc_policy_title(const struct fisc_policy *policy, enum fisc_language language)
{
    (void)policy;
    return language == FISC_LANGUAGE_JA ? "試験用の基準" : "a policy for tests";
}

enum fisc_status
fisc_policy_control(const struct fisc_policy *policy, size_t index,
                    struct fisc_control_info *ret)
{
    (void)policy;
    if (index >= COUNT(controls))
        return FISC_ERR_NOTFOUND;
    fisc__sized_copy(ret, &controls[index], sizeof *ret, sizeof *ret);
    return FISC_OK;
}

enum fisc_status
fisc_policy_clause(const struct fisc_policy *policy, size_t index,
                   struct fisc_clause_info *ret)
{
    (void)policy;
    if (index >= COUNT(clauses))
        return FISC_ERR_NOTFOUND;
    fisc__sized_copy(ret, &clauses[index], sizeof *ret, sizeof *ret);
    return FISC_OK;
}

enum fisc_status
fisc_policy_find_control(const struct fisc_policy *policy, const char *name,
                         size_t *ret)
{
    (void)policy;
    for (size_t i = 0; i < COUNT(controls); i++)
        if (strcmp(controls[i].id, name) == 0 ||
            strcmp(controls[i].label, name) == 0) {
            *ret = i;
            return FISC_OK;
        }
    return FISC_ERR_NOTFOUND;
}

enum fisc_status
fisc_policy_find_clause(const struct fisc_policy *policy, const char *key,
                        size_t *ret)
{
    (void)policy;
    for (size_t i = 0; i < COUNT(clauses); i++)
        if (strcmp(clauses[i].key, key) == 0) {
            *ret = i;
            return FISC_OK;
        }
    return FISC_ERR_NOTFOUND;
}

size_t
fisc_policy_waiver_count(const struct fisc_policy *policy)
{
    (void)policy;
    return 2;
}

enum fisc_status
fisc_policy_waiver(const struct fisc_policy *policy, size_t index,
                   struct fisc_waiver_info *ret)
{
    struct fisc_waiver_info waiver = {
        .id = index == 1 ? "W-2026-01" : "W-2025-09",
        .clause = "t.f1.*",
        .party = "",
        .subject = "",
        .approver = "リスク統括部長",
        .ticket = "RISK-77",
        .reason = "連絡網を九月に作り直す",
        .file = "policies/bank/waivers.xml",
    };

    (void)policy;
    fisc_date_parse("2026-04-01", &waiver.from);
    fisc_date_parse("2026-09-30", &waiver.until);
    fisc__sized_copy(ret, &waiver, sizeof waiver, sizeof waiver);
    return FISC_OK;
}

/* ---- the rows ------------------------------------------------------------*/

#define FACT(p, v, w, r, s, e, d, n)                                           \
    {                                                                          \
        .path = p, .value = v, .wanted = w, .role = r, .source = s,            \
        .evidence = e, .date = d, .file = "systems/bank.json", .line = n,      \
        .column = 5                                                            \
    }

static const struct fisc_fact_reference copies[] = {
    FACT("data_sets[accounts].backup.location", "ap-northeast-1",
         "!= ap-northeast-1", "wanted", "構成管理台帳", "", "2026-05-02", 31),
    FACT("importance", "high", "", "because", "", "", "", 12),
    {.path = "param:backup-interval", .value = "1y", .wanted = "",
     .role = "wanted", .source = "", .evidence = "", .date = "", .file = ""},
};

static const struct fisc_fact_reference reviewed[] = {
    FACT("suppliers[acme].reviewed", "true", "true", "wanted", "", "ev-acme", "",
         40),
    FACT("suppliers", "", "", "wanted", "", "", "", 39),
};

static const struct fisc_deciding missing[] = {
    {.path = "evidence", .state = "stale", .candidate = "soc2-2024", .expires = "",
     .question = {"", ""}, .file = "systems/bank.json", .line = 77},
    {.path = "parties[aws].regions", .state = "absent", .candidate = "", .expires = "",
     .question = {"どのリージョンを使っていますか？", "Which regions are in use?"},
     .file = "", .line = 0},
};

static const struct fisc_deciding nobody[] = {
    {.path = "parties", .state = "absent", .candidate = "", .expires = "",
     .question = {"", ""}, .file = "", .line = 0},
};

static const char *const audit[] = {"alternative:third-party-audit",
                                    "relaxation:importance-not-high", NULL};
static const char *const report_2026[] = {"ev-acme", "soc2-2026", NULL};

const struct fake_row fake_rows[] = {
    {.key = "t.f1.provider@aws", .party = "aws", .clause = 0,
     .result = FISC_RESULT_UNKNOWN, .reason = "absent", .deciding = missing,
     .deciding_count = COUNT(missing), .not_minimal = 1},
    {.key = "t.f1.provider@ibm", .party = "ibm", .clause = 0,
     .result = FISC_RESULT_PASS, .reason = "met", .via = "inherited"},
    {.key = "t.f1.customer@bank", .party = "bank", .clause = 1,
     .result = FISC_RESULT_PASS, .reason = "met", .via = "alternative",
     .labels = audit, .facts = reviewed, .fact_count = COUNT(reviewed),
     .evidence = report_2026},
    {.key = "t.f1.notice.customer@bank", .party = "bank", .clause = 2,
     .result = FISC_RESULT_FAIL, .reason = "waived", .waiver = "W-2026-01"},
    {.key = "t.f1.tour.customer@bank", .party = "bank", .clause = 3,
     .result = FISC_RESULT_INFORMATIONAL, .reason = "may"},
    {.key = "t.o2.customer@bank", .party = "bank", .clause = 4,
     .result = FISC_RESULT_FAIL, .reason = "not-met", .facts = copies,
     .fact_count = COUNT(copies),
     .message = {"控えが同じ場所にある。", "The copies are in the same place."}},
    {.key = "t.o2.operator", .clause = 5, .result = FISC_RESULT_UNKNOWN,
     .reason = "absent", .deciding = nobody, .deciding_count = COUNT(nobody)},
    {.key = "t.o3.customer@bank", .party = "bank", .clause = 6,
     .result = FISC_RESULT_PASS, .reason = "vacuous", .via = "direct",
     .moved_to = "soft"},
    {.key = "t.o4.customer@bank", .party = "bank", .clause = 7,
     .result = FISC_RESULT_ERROR, .reason = "error",
     .message = {"点検が壊れた: \"x\"\033[2J", "the check broke: \"x\"\033[2J"}},
    {.key = "t.t5.customer@bank", .party = "bank", .clause = 8,
     .result = FISC_RESULT_NOTCHECKED, .reason = "no-check"},
    {.key = "t.t5.supplier@acme", .party = "acme", .clause = 9,
     .result = FISC_RESULT_NOTSELECTED, .reason = "borne-by"},
};
const size_t fake_row_count = COUNT(fake_rows);

static const char *
text(const char *maybe)
{
    return maybe ? maybe : "";
}

struct fisc_report *
fake_report_new(struct fisc_context *context, const struct fake_row *rows,
                size_t count)
{
    struct fisc_report *report = fisc__alloc(context, sizeof *report);

    if (!report)
        return NULL;
    report->policy.context = context;
    memset(report->policy.rules_digest, 'b', FISC__DIGEST_TEXT - 1);
    memset(report->policy.params_digest, 'c', FISC__DIGEST_TEXT - 1);
    report->rows = rows;
    report->count = count;
    return report;
}

void
fake_report_free(struct fisc_report *report)
{
    if (report)
        fisc__free(report->policy.context, report, sizeof *report);
}

fisc_date
fisc_report_as_of(const struct fisc_report *report)
{
    fisc_date date = 0;

    (void)report;
    fisc_date_parse("2026-06-30", &date);
    return date;
}

const char *
fisc_report_policy_digest(const struct fisc_report *report)
{
    (void)report;
    return "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
}

const char *
fisc_report_system_digest(const struct fisc_report *report)
{
    (void)report;
    return "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
}

enum fisc_status
fisc_report_stopped(const struct fisc_report *report)
{
    (void)report;
    return FISC_OK;
}

size_t
fisc_report_undecided_count(const struct fisc_report *report)
{
    (void)report;
    return 0;
}

const char *
fisc_report_system_id(const struct fisc_report *report)
{
    (void)report;
    return "internet-banking";
}

const char *
fisc_report_system_title(const struct fisc_report *report,
                         enum fisc_language language)
{
    (void)report;
    return language == FISC_LANGUAGE_JA
               ? "インターネットバンキング（個人）"
               : "internet banking for private customers";
}

struct fisc_policy *
fisc_report_policy(const struct fisc_report *report)
{
    return (struct fisc_policy *)&report->policy;
}

void
fisc_report__controls(const struct fisc_report *report, size_t *ret_first,
                      size_t *ret_count)
{
    (void)report;
    *ret_first = 0;
    *ret_count = COUNT(controls);
}

size_t
fisc_report_diagnostic_count(const struct fisc_report *report)
{
    return report->count == fake_row_count ? 1 : 0;
}

enum fisc_status
fisc_report_diagnostic(const struct fisc_report *report, size_t index,
                       struct fisc_diagnostic *ret)
{
    struct fisc_diagnostic remark = {
        .level = FISC_LOG_WARNING,
        .rule = "waiver-expired",
        .item = "W-2025-09",
        .message = "the waiver W-2025-09 ended on 2026-03-31",
        .messages = {"リスク受容 W-2025-09 は 2026-03-31 に終わっている",
                     "the waiver W-2025-09 ended on 2026-03-31"},
        .file = "policies/bank/waivers.xml",
        .line = 9,
        .column = 3,
    };

    (void)report;
    if (index > 0)
        return FISC_ERR_NOTFOUND;
    fisc__sized_copy(ret, &remark, sizeof remark, sizeof remark);
    return FISC_OK;
}

size_t
fisc_report_result_count(const struct fisc_report *report)
{
    return report->count;
}

size_t
fisc_report__clause(const struct fisc_report *report, size_t index)
{
    return report->rows[index].clause;
}

void
fisc_report__outline(const struct fisc_report *report, size_t index,
                     struct fisc_result_info *ret)
{
    ret->size = sizeof *ret;
    fisc_report_result(report, index, ret);
    ret->reason = ret->via = ret->moved_to = "";
}

enum fisc_status
fisc_report_result(const struct fisc_report *report, size_t index,
                   struct fisc_result_info *ret)
{
    const struct fake_row *row = &report->rows[index];
    const struct fisc_clause_info *clause = &clauses[row->clause];
    struct fisc_result_info info = {
        .key = row->key,
        .catalog = "t",
        .control = clause->control,
        .clause = clause->key,
        .party = text(row->party),
        .bearer = clause->bearer,
        .level = clause->level,
        .result = row->result,
        .reason = row->reason,
        .via = text(row->via),
        .waiver = text(row->waiver),
        .moved_to = text(row->moved_to),
        .clause_index = row->clause,
    };

    if (index >= report->count)
        return FISC_ERR_NOTFOUND;
    info.label = "";
    for (size_t i = 0; i < COUNT(controls); i++)
        if (strcmp(controls[i].id, clause->control) == 0)
            info.label = controls[i].label;
    fisc__sized_copy(ret, &info, sizeof info, sizeof info);
    return FISC_OK;
}

/* ---- explanations --------------------------------------------------------*/

enum fisc_status
fisc_report_explain(const struct fisc_report *report, size_t index,
                    struct fisc_explanation **ret, struct fisc_error *reterr)
{
    struct fisc_explanation *explanation =
        fisc__alloc(report->policy.context, sizeof *explanation);

    if (!explanation)
        return fisc__error_nomem(reterr);
    explanation->context = report->policy.context;
    explanation->row = report->rows[index];
    *ret = explanation;
    return FISC_OK;
}

void
fisc_explanation_free(struct fisc_explanation *explanation)
{
    if (explanation)
        fisc__free(explanation->context, explanation, sizeof *explanation);
}

const char *
fisc_explanation_message(const struct fisc_explanation *explanation,
                         enum fisc_language language)
{
    return text(explanation->row.message[language]);
}

size_t
fisc_explanation_fact_count(const struct fisc_explanation *explanation)
{
    return explanation->row.fact_count;
}

enum fisc_status
fisc_explanation_fact(const struct fisc_explanation *explanation, size_t index,
                      struct fisc_fact_reference *ret)
{
    fisc__sized_copy(ret, &explanation->row.facts[index], sizeof *ret,
                    sizeof *ret);
    return FISC_OK;
}

size_t
fisc_explanation_detail_count(const struct fisc_explanation *explanation)
{
    (void)explanation;
    return 0;
}

enum fisc_status
fisc_explanation_detail(const struct fisc_explanation *explanation,
                        size_t index, struct fisc_detail *ret)
{
    (void)explanation;
    (void)index;
    (void)ret;
    return FISC_ERR_NOTFOUND;
}

size_t
fisc_explanation_deciding_count(const struct fisc_explanation *explanation)
{
    return explanation->row.deciding_count;
}

enum fisc_status
fisc_explanation_deciding(const struct fisc_explanation *explanation,
                          size_t index, struct fisc_deciding *ret)
{
    fisc__sized_copy(ret, &explanation->row.deciding[index], sizeof *ret,
                    sizeof *ret);
    return FISC_OK;
}

int
fisc_explanation_deciding_minimal(const struct fisc_explanation *explanation)
{
    return !explanation->row.not_minimal;
}

static size_t
length_of(const char *const *list)
{
    size_t length = 0;

    while (list && list[length])
        length++;
    return length;
}

size_t
fisc_explanation_label_count(const struct fisc_explanation *explanation)
{
    return length_of(explanation->row.labels);
}

const char *
fisc_explanation_label(const struct fisc_explanation *explanation, size_t index)
{
    return explanation->row.labels[index];
}

const char *
fisc_explanation_label_title(const struct fisc_explanation *explanation,
                             size_t index, enum fisc_language language)
{
    (void)explanation;
    (void)index;
    (void)language;
    return "";
}

size_t
fisc_explanation_evidence_count(const struct fisc_explanation *explanation)
{
    return length_of(explanation->row.evidence);
}

const char *
fisc_explanation_evidence(const struct fisc_explanation *explanation,
                          size_t index)
{
    return explanation->row.evidence[index];
}
