/* SPDX-License-Identifier: MIT */
#ifndef FISC_REPORT_H
#define FISC_REPORT_H

#include <fisc/catalog.h>
#include <fisc/context.h>

#ifdef __cplusplus
extern "C" {
#endif

struct fisc_policy;

/**
 * @file
 * What came of an evaluation: a result for each clause and each party that
 * bears it, explained when somebody asks.
 */

/**
 * A report.
 *
 * It keeps the policy and the description alive, and reads explanations off
 * them on demand.
 *
 * Threads: immutable once made; any number of threads may read one report,
 * explain and write it, and take or drop references to it without a lock.
 *
 * @since 0.1
 */
struct fisc_report;

/** A clause's result. @since 0.1 */
enum fisc_result {
    FISC_RESULT_PASS = 0,
    FISC_RESULT_FAIL = 1,
    FISC_RESULT_ERROR = 2,         /**< its check broke: nothing is decided */
    FISC_RESULT_UNKNOWN = 3,       /**< facts are missing or out of date */
    FISC_RESULT_NOTAPPLICABLE = 4,
    FISC_RESULT_NOTCHECKED = 5,    /**< the clause has no check */
    FISC_RESULT_NOTSELECTED = 6,   /**< another role bears it */
    FISC_RESULT_INFORMATIONAL = 7  /**< a clause of level may */
};

enum {
    FISC_RESULT_COUNT = 8, /**< values of enum fisc_result */
    FISC_ROLE_COUNT = 4    /**< values of enum fisc_role */
};

/**
 * One row of a report. Strings are **borrowed** from the report; none is NULL,
 * what does not apply is "".
 *
 * @since 0.1
 */
struct fisc_result_info {
    size_t size;         /**< sizeof(struct fisc_result_info) */
    const char *key;     /**< `fisc8.f7.provider@aws`; no `@` without party */
    const char *catalog; /**< first part of the clause's key, or its uuid */
    const char *control; /**< id */
    const char *label;   /**< printed label of the control */
    const char *clause;  /**< key of the clause */
    const char *party;   /**< id of who bears it; "" if nobody has the role */
    enum fisc_role bearer;
    enum fisc_level level;
    enum fisc_result result;
    const char *reason;  /**< `met`, `not-met`, `absent`, `stale`, … */
    const char *via;     /**< of a pass: `direct`, `alternative`,
                              `relaxation` or `inherited` */
    const char *waiver;  /**< id of the waiver in force; the result stands */
    const char *moved_to; /**< party to which the description moves the duty */
    size_t clause_index; /**< of fisc_policy_clause() */
};

/** A control's state. @since 0.1 */
enum fisc_control_state {
    FISC_CONTROL_SATISFIED = 0,
    FISC_CONTROL_NOT_SATISFIED = 1
};

/**
 * A control's state with its reason. Strings are **borrowed** from the report;
 * none is NULL.
 *
 * @since 0.1
 */
struct fisc_control_result {
    size_t size;         /**< sizeof(struct fisc_control_result) */
    const char *control;
    const char *label;
    enum fisc_control_state state;
    const char *reason; /**< `fail`, `error`, `unknown`, `notchecked`,
                             `notapplicable`, `none`; "" where satisfied */
    int withdrawn;      /**< kept for reference: no clause of it is checked,
                             and `reason` is `notchecked` */
    size_t control_index; /**< of fisc_policy_control() */
};

/**
 * Take a further reference.
 *
 * @param[in] report  Not NULL.
 * @return `report`, of which the caller now **owns** one reference more.
 * @since 0.1
 */
FISC_API struct fisc_report *
fisc_report_ref(struct fisc_report *report);

/**
 * Drop a reference; the report ends with its last one.
 *
 * @param[in] report  A reference that the caller owns, **taken**; or NULL.
 * @since 0.1
 */
FISC_API void
fisc_report_unref(struct fisc_report *report);

/** The date that the report is about. @since 0.1 */
FISC_API fisc_date
fisc_report_as_of(const struct fisc_report *report);

/** The digest of the policy; **borrowed** from the report. @since 0.1 */
FISC_API const char *
fisc_report_policy_digest(const struct fisc_report *report);

/** The digest of the description; **borrowed** from the report. @since 0.1 */
FISC_API const char *
fisc_report_system_digest(const struct fisc_report *report);

/** The id of the description; **borrowed** from the report. @since 0.1 */
FISC_API const char *
fisc_report_system_id(const struct fisc_report *report);

/**
 * The title of the description; **borrowed** from the report.
 *
 * @param[in] language  Where there is no title in it, the other one is given.
 * @return "" where there is none.
 * @since 0.1
 */
FISC_API const char *
fisc_report_system_title(const struct fisc_report *report,
                         enum fisc_language language);

/**
 * The policy that it was evaluated with; **borrowed** from the report.
 *
 * @since 0.1
 */
FISC_API struct fisc_policy *
fisc_report_policy(const struct fisc_report *report);

/**
 * Why a report is partial.
 *
 * A partial report has every row that the whole one would have. Those that
 * were decided are as the whole report has them; the others are
 * FISC_RESULT_NOTCHECKED with the reason `stopped`, so that no control that
 * they belong to is satisfied. Written reports say that they are partial, JSON
 * as another `format`, and it can't be compared with others. Remarks may be
 * missing.
 *
 * @return FISC_OK: the report is whole. FISC_ERR_INTERRUPTED, FISC_ERR_NOMEM or
 *         FISC_ERR_BUDGET: it is partial, which only happens where
 *         fisc_eval_options.partial asked for it.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_report_stopped(const struct fisc_report *report);

/** How many rows have the reason `stopped`; 0 of a whole report. @since 0.1 */
FISC_API size_t
fisc_report_undecided_count(const struct fisc_report *report);

/** How many remarks there are: expired waivers, unknown facts. @since 0.1 */
FISC_API size_t
fisc_report_diagnostic_count(const struct fisc_report *report);

/**
 * A remark about the evaluation.
 *
 * @param[in]     index  Below fisc_report_diagnostic_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `report`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_report_diagnostic(const struct fisc_report *report, size_t index,
                       struct fisc_diagnostic *ret);

/** How many rows there are. @since 0.1 */
FISC_API size_t
fisc_report_result_count(const struct fisc_report *report);

/**
 * A row, in the order of clauses and then of parties' ids.
 *
 * @param[in]     index  Below fisc_report_result_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @retval FISC_ERR_NOMEM     For the reason, which is found when first asked
 *                            for.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_report_result(const struct fisc_report *report, size_t index,
                   struct fisc_result_info *ret);

/**
 * The results alone, all at once: for callers to whom each call is dear.
 *
 * @param[out] ret    Room for `count` bytes; each gets an enum fisc_result.
 * @param[in]  count  How many; beyond fisc_report_result_count() nothing is
 *                    written.
 * @since 0.1
 */
FISC_API void
fisc_report_results(const struct fisc_report *report, unsigned char *ret,
                    size_t count);

/**
 * Find a row by its key.
 *
 * @param[in]  key  `fisc8.f7.provider@aws`; NUL-terminated, **borrowed** for
 *                  this call.
 * @param[out] ret  On success, its index.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_report_find(const struct fisc_report *report, const char *key,
                 size_t *ret);

/**
 * How many controls were asked about: those of the policy, or of the catalog
 * or control that the evaluation was limited to.
 *
 * @since 0.1
 */
FISC_API size_t
fisc_report_control_count(const struct fisc_report *report);

/**
 * A control's state, in the order of the policy.
 *
 * It is satisfied where at least one clause of level must passed and all
 * others pass or do not apply. Else the reason is the first of its kind that
 * is there, in the order of struct fisc_control_result; `none` where no
 * clause of level must was left to decide.
 *
 * @param[in]     index  Below fisc_report_control_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `report`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_report_control(const struct fisc_report *report, size_t index,
                    struct fisc_control_result *ret);

/**
 * How many rows have which result, of one role, level and party or of all.
 *
 * @param[in]  role   An enum fisc_role, or -1 for all.
 * @param[in]  level  An enum fisc_level, or -1 for all.
 * @param[in]  party  A party's id, or NULL for all.
 * @param[out] ret    By enum fisc_result; results that there is no room for
 *                    are not counted.
 * @param[in]  count  How many numbers there is room for: FISC_RESULT_COUNT as
 *                    the caller knows it.
 * @since 0.1
 */
FISC_API void
fisc_report_coverage(const struct fisc_report *report, int role, int level,
                     const char *party, size_t *ret, size_t count);

/* ---- explanation ---------------------------------------------------------*/

/**
 * Why a row has its result. It keeps the report alive.
 *
 * Threads: immutable once made; any number of threads may read it.
 *
 * @since 0.1
 */
struct fisc_explanation;

/**
 * A fact that a decided row rests on. Strings are **borrowed** from the
 * explanation; none is NULL.
 *
 * @since 0.1
 */
struct fisc_fact_reference {
    size_t size;         /**< sizeof(struct fisc_fact_reference) */
    const char *path;   /**< `suppliers[acme].reviewed` */
    const char *value;  /**< as text; "" for a list or a record */
    const char *wanted; /**< what the check wanted, such as `>= 2`; or "" */
    const char *role;   /**< `wanted`, or `because`: it made a guard hold */
    const char *source; /**< as declared */
    const char *evidence; /**< id, as declared */
    const char *date;     /**< YYYY-MM-DD, or "" */
    const char *file;     /**< where the description says so */
    unsigned line;
    unsigned column;
};

/**
 * A fact that would settle an unknown row. Strings are **borrowed** from the
 * explanation; none is NULL.
 *
 * @since 0.1
 */
struct fisc_deciding {
    size_t size;         /**< sizeof(struct fisc_deciding) */
    const char *path;
    const char *state;     /**< `absent`, `stale`, … */
    const char *candidate; /**< id of the nearest piece of evidence, or "" */
    const char *expires;   /**< of what is out of date: its last day, or "" */
    const char *question[2]; /**< of the vocabulary, by enum fisc_language */
    const char *file;      /**< of what is there but does not count; or "" */
    unsigned line;
};

/**
 * Explain a row.
 *
 * @param[in]  index   Below fisc_report_result_count().
 * @param[out] ret     On success, a new explanation, **owned** by the caller:
 *                     release it with fisc_explanation_free(). On failure
 *                     unchanged.
 * @param[out] reterr  On failure, why; may be NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many rows.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_report_explain(const struct fisc_report *report, size_t index,
                    struct fisc_explanation **ret, struct fisc_error *reterr);

/**
 * End an explanation.
 *
 * @param[in] explanation  One that the caller owns, **taken**; or NULL.
 * @since 0.1
 */
FISC_API void
fisc_explanation_free(struct fisc_explanation *explanation);

/**
 * The message for people, in one language.
 *
 * @return "" where there is none. **Borrowed** from the explanation.
 * @since 0.1
 */
FISC_API const char *
fisc_explanation_message(const struct fisc_explanation *explanation,
                         enum fisc_language language);

/**
 * A value that a function gave with its result, beside the message:
 * `ctx.fail { ja = "…", en = "…", dormant = 3 }` has one, `dormant`. Strings
 * are **borrowed** from the explanation.
 *
 * @since 0.1
 */
struct fisc_detail {
    size_t size;       /**< sizeof(struct fisc_detail) */
    const char *name;  /**< as the check names it */
    const char *value; /**< as text: `3`, `true`, `abc` */
};

/** How many such values there are; 0 where no function gave any. @since 0.1 */
FISC_API size_t
fisc_explanation_detail_count(const struct fisc_explanation *explanation);

/**
 * One of them, in order of names; as fisc_explanation_fact(). They are of the
 * function whose message the row has, or, where none has a message, of the
 * first that gave any.
 *
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_explanation_detail(const struct fisc_explanation *explanation,
                        size_t index, struct fisc_detail *ret);

/** How many facts a pass or a fail rests on. @since 0.1 */
FISC_API size_t
fisc_explanation_fact_count(const struct fisc_explanation *explanation);

/**
 * One of them, in order of paths.
 *
 * @param[in]     index  Below fisc_explanation_fact_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_explanation_fact(const struct fisc_explanation *explanation, size_t index,
                      struct fisc_fact_reference *ret);

/** How many facts would settle an unknown. @since 0.1 */
FISC_API size_t
fisc_explanation_deciding_count(const struct fisc_explanation *explanation);

/**
 * One of them, in order of paths.
 *
 * @param[in]     index  Below fisc_explanation_deciding_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `explanation`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_explanation_deciding(const struct fisc_explanation *explanation,
                          size_t index, struct fisc_deciding *ret);

/**
 * 1 where none of the deciding facts can be left out; 0 where there were too
 * many of them, or of the requirement's parts, to try. 1 for a row that is not unknown.
 *
 * @since 0.1
 */
FISC_API int
fisc_explanation_deciding_minimal(const struct fisc_explanation *explanation);

/** How many alternatives and relaxations a pass rests on. @since 0.1 */
FISC_API size_t
fisc_explanation_label_count(const struct fisc_explanation *explanation);

/**
 * One of them, such as `alternative:third-party-audit`.
 *
 * @return "" where there are not so many. **Borrowed** from the explanation.
 * @since 0.1
 */
FISC_API const char *
fisc_explanation_label(const struct fisc_explanation *explanation,
                       size_t index);

/**
 * What a label is called, for people: `title` of an alternative or relaxation.
 *
 * @param[in] index     As of fisc_explanation_label().
 * @param[in] language  Where there is no title in it, the other one is given.
 * @return "" where the check gives none, or there are not so many labels.
 *         **Borrowed** from the explanation.
 * @since 0.1
 */
FISC_API const char *
fisc_explanation_label_title(const struct fisc_explanation *explanation,
                             size_t index, enum fisc_language language);

/** How many pieces of evidence the row rests on. @since 0.1 */
FISC_API size_t
fisc_explanation_evidence_count(const struct fisc_explanation *explanation);

/**
 * The id of one of them, in order of ids.
 *
 * @return "" where there are not so many. **Borrowed** from the explanation.
 * @since 0.1
 */
FISC_API const char *
fisc_explanation_evidence(const struct fisc_explanation *explanation,
                          size_t index);

/* ---- writing -------------------------------------------------------------*/

/** How a report is written. @since 0.1 */
enum fisc_format {
    FISC_FORMAT_TEXT = 0, /**< a table for a terminal */
    FISC_FORMAT_JSON = 1  /**< libfisc-result/1 */
};

/** What a written report shows. Zero means the default. @since 0.1 */
struct fisc_write_options {
    size_t size; /**< sizeof(struct fisc_write_options) */
    enum fisc_format format;
    enum fisc_language language; /**< of a text; JSON has both */
    int color;                   /**< a text has ANSI colours */
    unsigned width;              /**< columns of a text; default 80 */
    int details;                 /**< 0: what is not met explained; 1: all;
                                      -1: rows only. JSON has all. */
    const char *only;            /**< NULL: every row. Else the key of a row
                                      or clause, or the id or printed label
                                      of a control: its rows alone.
                                      **Borrowed** for the call. */
};

/**
 * Takes what is written, piece by piece.
 *
 * @param data    As given.
 * @param text    **Borrowed** for this call; not terminated.
 * @param length  Bytes.
 * @return 0, or anything else to stop: the writing ends with FISC_ERR_IO.
 * @since 0.1
 */
typedef int (*fisc_sink_function)(void *data, const char *text, size_t length);

/**
 * Write a report to a sink.
 *
 * JSON is the same bytes for the same policy, description and date, whatever
 * the machine, the thread and the spelling of the description: `source` is
 * there as declared, places in files are not.
 *
 * Explaining takes longer than evaluating: a row may take some 50 ms where its
 * requirement has thousands of elements. Writing ends when the sink says so.
 *
 * @param[in]  options  **Borrowed** for this call; NULL means all defaults.
 * @param[in]  sink     Called one or more times, from this thread: whenever
 *                      16 KiB are there, which few rows are.
 * @param[in]  data     Passed to the sink.
 * @param[out] reterr   On failure, why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   Options that make no sense.
 * @retval FISC_ERR_NOTFOUND  No row is `only`; nothing was written.
 * @retval FISC_ERR_CONFLICT  Several controls have the label `only`.
 * @retval FISC_ERR_IO        The sink asked to stop.
 * @retval FISC_ERR_NOMEM     What was passed to the sink is not a whole report.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_report_write(const struct fisc_report *report,
                  const struct fisc_write_options *options,
                  fisc_sink_function sink, void *data,
                  struct fisc_error *reterr);

/**
 * Write a report to a string: for callers that can't be called back.
 *
 * @param[in]  options     **Borrowed** for this call; NULL means all
 *                         defaults.
 * @param[out] ret         On success, the text, NUL-terminated, **owned** by
 *                         the caller: release it with
 *                         fisc_report_free_text(). On failure unchanged.
 * @param[out] ret_length  Its bytes, the NUL left out.
 * @param[out] reterr      On failure, why; may be NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   Options that make no sense.
 * @retval FISC_ERR_NOTFOUND  No row is `only`.
 * @retval FISC_ERR_CONFLICT  Several controls have the label `only`.
 * @retval FISC_ERR_NOMEM     Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_report_write_text(const struct fisc_report *report,
                       const struct fisc_write_options *options, char **ret,
                       size_t *ret_length, struct fisc_error *reterr);

/**
 * End a text of fisc_report_write_text().
 *
 * @param[in] report  The report that it was written from.
 * @param[in] text    As given, **taken**; or NULL.
 * @param[in] length  As given.
 * @since 0.1
 */
FISC_API void
fisc_report_free_text(const struct fisc_report *report, char *text,
                      size_t length);

/**
 * `pass`, `fail`, …
 *
 * @param[in] result  Any value.
 * @return A static string, "" for what is no result. **Borrowed**, valid for
 *         ever.
 * @since 0.1
 */
FISC_API const char *
fisc_result_name(enum fisc_result result);

#ifdef __cplusplus
}
#endif

#endif
