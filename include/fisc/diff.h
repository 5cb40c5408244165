/* SPDX-License-Identifier: MIT */
#ifndef FISC_DIFF_H
#define FISC_DIFF_H

#include <fisc/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * Results read back, and what differs between two of them: for people, for
 * programs, and as events for a system of tickets.
 */

/** No such row. @since 0.1 */
#define FISC_DIFF_NONE ((size_t)-1)

/* ---- results -------------------------------------------------------------*/

/**
 * The results of one evaluation, without the policy and the description that
 * they came from: what libfisc-result/1 says.
 *
 * Threads: immutable once made; any number of threads may read one set and
 * take or drop references to it without a lock.
 *
 * @since 0.1
 */
struct fisc_result_set;

/**
 * Read results that fisc_report_write() wrote as JSON.
 *
 * It is strict: a member that libfisc-result/1 does not have, one that is
 * missing and one that contradicts another are errors.
 *
 * @param[in]  context  Provides memory and limits; the set takes a reference
 *                      of its own.
 * @param[in]  name     What errors call the source, such as its path.
 *                      **Borrowed** for this call.
 * @param[in]  text     One JSON document, not necessarily terminated.
 *                      **Borrowed** for this call.
 * @param[in]  length   Bytes in `text`.
 * @param[out] ret      On success, a new set, **owned** by the caller: release
 *                      it with fisc_result_set_unref(). On failure unchanged.
 * @param[out] reterr   On failure, where and why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_SYNTAX       Not well-formed.
 * @retval FISC_ERR_INVALID      Well-formed, but no libfisc-result/1.
 * @retval FISC_ERR_CONFLICT     Two rows have one key; both places are named.
 * @retval FISC_ERR_UNSUPPORTED  A document of another libfisc format.
 * @retval FISC_ERR_LIMIT        Over a limit of the context.
 * @retval FISC_ERR_NOMEM        Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_result_set_parse(struct fisc_context *context, const char *name,
                      const char *text, size_t length,
                      struct fisc_result_set **ret, struct fisc_error *reterr);

/**
 * Read results from a file that fisc_report_write() wrote as JSON.
 *
 * @param[in]  context  Provides memory and limits; the set takes a reference
 *                      of its own.
 * @param[in]  path     A regular file; errors and places name it so.
 *                      **Borrowed** for this call.
 * @param[out] ret      On success, a new set, **owned** by the caller:
 *                      release it with fisc_result_set_unref(). On failure
 *                      unchanged.
 * @param[out] reterr   On failure, where and why; may be NULL. On success
 *                      unchanged.
 * @retval FISC_OK
 * @retval FISC_ERR_IO           The file can't be read.
 * @retval FISC_ERR_SYNTAX       Not well-formed.
 * @retval FISC_ERR_INVALID      Well-formed, but no libfisc-result/1.
 * @retval FISC_ERR_CONFLICT     Two rows have one key; both places are named.
 * @retval FISC_ERR_UNSUPPORTED  A document of another libfisc format, or of a
 *                               partial report.
 * @retval FISC_ERR_LIMIT        Over a limit of the context.
 * @retval FISC_ERR_NOMEM        Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_result_set_load(struct fisc_context *context, const char *path,
                     struct fisc_result_set **ret, struct fisc_error *reterr);

/**
 * Take the results out of a report: the same set that its JSON would be read
 * as. It keeps neither the report nor what that was made from alive.
 *
 * @param[in]  report  **Borrowed** for this call.
 * @param[out] ret     On success, a new set, **owned** by the caller: release
 *                     it with fisc_result_set_unref(). On failure unchanged.
 * @param[out] reterr  On failure, why; may be NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_UNSUPPORTED  The report is partial: see
 *                               fisc_report_stopped().
 * @retval FISC_ERR_NOMEM        Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_result_set_from_report(const struct fisc_report *report,
                            struct fisc_result_set **ret,
                            struct fisc_error *reterr);

/** Take a further reference; `set` is not NULL. @since 0.1 */
FISC_API struct fisc_result_set *
fisc_result_set_ref(struct fisc_result_set *set);

/** Drop a reference; NULL is allowed. @since 0.1 */
FISC_API void
fisc_result_set_unref(struct fisc_result_set *set);

/** What errors call its source; "" of a report. **Borrowed**. @since 0.1 */
FISC_API const char *
fisc_result_set_name(const struct fisc_result_set *set);

/** The date that the results are about. @since 0.1 */
FISC_API fisc_date
fisc_result_set_as_of(const struct fisc_result_set *set);

/** The digest of the policy; **borrowed** from the set. @since 0.1 */
FISC_API const char *
fisc_result_set_policy_digest(const struct fisc_result_set *set);

/** The digest of the description; **borrowed** from the set. @since 0.1 */
FISC_API const char *
fisc_result_set_system_digest(const struct fisc_result_set *set);

/** The id of the description; **borrowed** from the set. @since 0.1 */
FISC_API const char *
fisc_result_set_system_id(const struct fisc_result_set *set);

/**
 * 1 where every row of the evaluation is there; 0 where only some were
 * written, as by `fisc explain`, so that a row's absence says nothing.
 *
 * @since 0.1
 */
FISC_API int
fisc_result_set_is_whole(const struct fisc_result_set *set);

/** How many rows there are. @since 0.1 */
FISC_API size_t
fisc_result_set_count(const struct fisc_result_set *set);

/**
 * A row, in the order in which they were written; its `clause_index` is
 * FISC_DIFF_NONE.
 *
 * @param[in]     index  Below fisc_result_set_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `set`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_result_set_result(const struct fisc_result_set *set, size_t index,
                       struct fisc_result_info *ret);

/**
 * Find a row by its key.
 *
 * @param[in]  key  NUL-terminated, **borrowed** for this call.
 * @param[out] ret  On success, its index.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_result_set_find(const struct fisc_result_set *set, const char *key,
                     size_t *ret);

/**
 * A row's message for people, in one language; "" if there is none.
 * **Borrowed** from the set. As below, `row` is in range.
 *
 * @since 0.1
 */
FISC_API const char *
fisc_result_set_message(const struct fisc_result_set *set, size_t row,
                        enum fisc_language language);

/** How many facts a decided row rests on. @since 0.1 */
FISC_API size_t
fisc_result_set_fact_count(const struct fisc_result_set *set, size_t row);

/**
 * A fact that a decided row rests on, in order of paths. What
 * libfisc-result/1 does not say (evidence, date, place) is "" and 0.
 *
 * @param[in]     row    Below fisc_result_set_count().
 * @param[in]     index  Below fisc_result_set_fact_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `set`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_result_set_fact(const struct fisc_result_set *set, size_t row,
                     size_t index, struct fisc_fact_reference *ret);

/** How many facts would settle an unknown row. @since 0.1 */
FISC_API size_t
fisc_result_set_deciding_count(const struct fisc_result_set *set, size_t row);

/**
 * A fact that would settle an unknown row, in order of paths. What
 * libfisc-result/1 does not say (`expires`, questions, place) is "" and 0.
 *
 * @param[in]     row    Below fisc_result_set_count().
 * @param[in]     index  Below fisc_result_set_deciding_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `set`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_result_set_deciding(const struct fisc_result_set *set, size_t row,
                         size_t index, struct fisc_deciding *ret);

/**
 * Can none of the facts that would settle a row be left out?
 *
 * @param[in] row  Below fisc_result_set_count().
 * @return 1 if so, and for a row that is not unknown; 0 where there were too
 *         many to try.
 * @since 0.1
 */
FISC_API int
fisc_result_set_deciding_minimal(const struct fisc_result_set *set,
                                 size_t row);

/** How many alternatives and relaxations a row rests on. @since 0.1 */
FISC_API size_t
fisc_result_set_label_count(const struct fisc_result_set *set, size_t row);

/**
 * An alternative or relaxation that a row rests on, such as
 * `alternative:third-party-audit`.
 *
 * @param[in] row    Below fisc_result_set_count().
 * @param[in] index  Below fisc_result_set_label_count().
 * @return **Borrowed** from the set.
 * @since 0.1
 */
FISC_API const char *
fisc_result_set_label(const struct fisc_result_set *set, size_t row,
                      size_t index);

/** How many pieces of evidence a row rests on. @since 0.1 */
FISC_API size_t
fisc_result_set_evidence_count(const struct fisc_result_set *set, size_t row);

/**
 * The id of a piece of evidence that a row rests on, in order of ids.
 *
 * @param[in] row    Below fisc_result_set_count().
 * @param[in] index  Below fisc_result_set_evidence_count().
 * @return **Borrowed** from the set.
 * @since 0.1
 */
FISC_API const char *
fisc_result_set_evidence(const struct fisc_result_set *set, size_t row,
                         size_t index);

/** How many controls there are. @since 0.1 */
FISC_API size_t
fisc_result_set_control_count(const struct fisc_result_set *set);

/**
 * A control's state, in the order in which they were written. `label` is that
 * of its rows, "" where it has none; `control_index` is FISC_DIFF_NONE.
 *
 * @param[in]     index  Below fisc_result_set_control_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `set`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_result_set_control(const struct fisc_result_set *set, size_t index,
                        struct fisc_control_result *ret);

/* ---- what differs --------------------------------------------------------*/

/**
 * What differs between two sets of results of one system.
 *
 * A row is *met* where it passes, does not apply or is informational, and
 * *unmet* where it fails, is unknown, was not checked or its check broke. A
 * row that was not selected counts as one that is not there.
 *
 * Threads: immutable once made, as a set of results.
 *
 * @since 0.1
 */
struct fisc_diff;

/** What became of a row. @since 0.1 */
enum fisc_diff_kind {
    FISC_DIFF_UNCHANGED = 0,
    FISC_DIFF_REGRESSED = 1, /**< was met and is unmet, or was merely unknown,
                                  in error or unchecked and now fails */
    FISC_DIFF_NEW = 2,       /**< was not there */
    FISC_DIFF_CHANGED = 3,   /**< is met or unmet as before, otherwise */
    FISC_DIFF_FIXED = 4,     /**< was unmet and is met */
    FISC_DIFF_ABSENT = 5     /**< is not there any more */
};

enum {
    FISC_DIFF_KIND_COUNT = 6 /**< values of enum fisc_diff_kind */
};

/**
 * What else differs, as bits: each of them may be the cause. Where exactly one
 * is set, it is.
 *
 * @since 0.1
 */
enum fisc_diff_cause {
    FISC_DIFF_CAUSE_SYSTEM = 1, /**< the description, by its digest */
    FISC_DIFF_CAUSE_POLICY = 2, /**< what is asked: the policy, what its profile
                                     selects and changes, waivers; and params,
                                     where a result doesn't tell them apart */
    FISC_DIFF_CAUSE_PARAMS = 4, /**< what params are set to, by whom or why */
    FISC_DIFF_CAUSE_DATE = 8,   /**< the date as of which was evaluated */
    FISC_DIFF_CAUSE_OTHER = 16  /**< none of these: another party's joined
                                     description, other roles or levels asked
                                     for, or another version of the library */
};

/**
 * What became of one row. Strings are **borrowed** from the diff; none is
 * NULL.
 *
 * @since 0.1
 */
struct fisc_diff_entry {
    size_t size;            /**< sizeof(struct fisc_diff_entry) */
    const char *key;        /**< of the row */
    enum fisc_diff_kind kind;
    unsigned cause;         /**< bits of enum fisc_diff_cause; 0: unchanged */
    int worse;              /**< regressed, or new and unmet */
    size_t before;          /**< index of the row, or FISC_DIFF_NONE */
    size_t after;           /**< index of the row, or FISC_DIFF_NONE */
    char ticket[33];        /**< 32 hexadecimal digits that stand for this
                                 system and this key, and nothing else */
};

/**
 * What became of a control's state. Strings are **borrowed** from the diff;
 * none is NULL.
 *
 * @since 0.1
 */
struct fisc_diff_control {
    size_t size;            /**< sizeof(struct fisc_diff_control) */
    const char *control;    /**< id */
    const char *label;
    size_t before;          /**< index of the control, or FISC_DIFF_NONE */
    size_t after;           /**< index of the control, or FISC_DIFF_NONE */
};

/**
 * Compare two sets of results.
 *
 * @param[in]  before  The diff takes a reference of its own.
 * @param[in]  after   The same; its context provides memory.
 * @param[out] ret     On success, a new diff, **owned** by the caller: release
 *                     it with fisc_diff_unref(). On failure unchanged.
 * @param[out] reterr  On failure, why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_CONFLICT  The results are of two systems.
 * @retval FISC_ERR_INVALID   One of the sets is not whole.
 * @retval FISC_ERR_NOMEM     Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_diff_new(struct fisc_result_set *before, struct fisc_result_set *after,
              struct fisc_diff **ret, struct fisc_error *reterr);

/** Take a further reference; `diff` is not NULL. @since 0.1 */
FISC_API struct fisc_diff *
fisc_diff_ref(struct fisc_diff *diff);

/** Drop a reference; NULL is allowed. @since 0.1 */
FISC_API void
fisc_diff_unref(struct fisc_diff *diff);

/** What was before; **borrowed** from the diff. @since 0.1 */
FISC_API struct fisc_result_set *
fisc_diff_before(const struct fisc_diff *diff);

/** What is after; **borrowed** from the diff. @since 0.1 */
FISC_API struct fisc_result_set *
fisc_diff_after(const struct fisc_diff *diff);

/**
 * What else differs: bits of enum fisc_diff_cause, 0 where nothing does.
 *
 * @since 0.1
 */
FISC_API unsigned
fisc_diff_cause(const struct fisc_diff *diff);

/** How many entries there are, the unchanged ones too. @since 0.1 */
FISC_API size_t
fisc_diff_entry_count(const struct fisc_diff *diff);

/**
 * An entry: those of the rows after, in their order, then those of the rows
 * that are absent, in the order before.
 *
 * @param[in]     index  Below fisc_diff_entry_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_diff_entry(const struct fisc_diff *diff, size_t index,
                struct fisc_diff_entry *ret);

/**
 * How many entries there are of each kind.
 *
 * @param[out] ret  FISC_DIFF_KIND_COUNT numbers, by enum fisc_diff_kind.
 * @since 0.1
 */
FISC_API void
fisc_diff_counts(const struct fisc_diff *diff, size_t *ret);

/** How many entries are worse than before. @since 0.1 */
FISC_API size_t
fisc_diff_worse_count(const struct fisc_diff *diff);

/** How many controls have another state or reason. @since 0.1 */
FISC_API size_t
fisc_diff_control_count(const struct fisc_diff *diff);

/** One of them; in the order of, and as, fisc_diff_entry(). @since 0.1 */
FISC_API enum fisc_status
fisc_diff_control(const struct fisc_diff *diff, size_t index,
                  struct fisc_diff_control *ret);

/** `unchanged`, `regressed`, `new`, … Static. @since 0.1 */
FISC_API const char *
fisc_diff_kind_name(enum fisc_diff_kind kind);

/* ---- tickets -------------------------------------------------------------*/

/**
 * What events have told so far: which tickets are open, and which were closed.
 *
 * Threads: immutable once made; any number of threads may read one at once.
 *
 * @since 0.1
 */
struct fisc_diff_state;

/**
 * Read events that were written as JSON lines, oldest first; of each ticket
 * the last counts. They may be of several systems. Blank lines are skipped,
 * no lines at all are allowed, and so are members of others' in a line.
 *
 * @param[in]  context  Provides memory and limits; the state takes a
 *                      reference of its own.
 * @param[in]  name     What errors call the source, such as its path.
 *                      **Borrowed** for this call.
 * @param[in]  text     JSON lines, not necessarily terminated. **Borrowed**
 *                      for this call.
 * @param[in]  length   Bytes in `text`.
 * @param[out] ret      On success, a new state, **owned** by the caller:
 *                      release it with fisc_diff_state_free(). On failure
 *                      unchanged.
 * @param[out] reterr   On failure, where and why; may be NULL. On success
 *                      unchanged.
 * @retval FISC_OK
 * @retval FISC_ERR_SYNTAX   A line is not well-formed.
 * @retval FISC_ERR_INVALID  A line is no libfisc-event/1.
 * @retval FISC_ERR_LIMIT    Over a limit of the context.
 * @retval FISC_ERR_NOMEM    Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_diff_state_parse(struct fisc_context *context, const char *name,
                      const char *text, size_t length,
                      struct fisc_diff_state **ret, struct fisc_error *reterr);

/**
 * Read events from a file of JSON lines, oldest first.
 *
 * @param[in]  context  Provides memory and limits; the state takes a
 *                      reference of its own.
 * @param[in]  path     A regular file; errors and places name it so.
 *                      **Borrowed** for this call.
 * @param[out] ret      On success, a new state, **owned** by the caller:
 *                      release it with fisc_diff_state_free(). On failure
 *                      unchanged.
 * @param[out] reterr   On failure, where and why; may be NULL. On success
 *                      unchanged.
 * @retval FISC_OK
 * @retval FISC_ERR_IO       The file can't be read.
 * @retval FISC_ERR_SYNTAX   A line is not well-formed.
 * @retval FISC_ERR_INVALID  A line is no libfisc-event/1.
 * @retval FISC_ERR_LIMIT    Over a limit of the context.
 * @retval FISC_ERR_NOMEM    Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_diff_state_load(struct fisc_context *context, const char *path,
                     struct fisc_diff_state **ret, struct fisc_error *reterr);

/** End a state; NULL is allowed. @since 0.1 */
FISC_API void
fisc_diff_state_free(struct fisc_diff_state *state);

/** How many tickets are open, whatever their system. @since 0.1 */
FISC_API size_t
fisc_diff_state_open_count(const struct fisc_diff_state *state);

/* ---- writing -------------------------------------------------------------*/

/** How a diff is written. @since 0.1 */
enum fisc_diff_format {
    FISC_DIFF_FORMAT_TEXT = 0,  /**< for a terminal */
    FISC_DIFF_FORMAT_JSON = 1,  /**< libfisc-diff/1 */
    FISC_DIFF_FORMAT_EVENTS = 2 /**< libfisc-event/1, a line for each event */
};

/** What a written diff shows. Zero means the default. @since 0.1 */
struct fisc_diff_options {
    size_t size; /**< sizeof(struct fisc_diff_options) */
    enum fisc_diff_format format;
    enum fisc_language language; /**< of a text; the others have both */
    int color;                   /**< a text has ANSI colours */
    unsigned width;              /**< columns of a text; default 80 */
    int details;                 /**< 0: what differs, with grounds; 1: the
                                      unchanged rows too; -1: no grounds */
    const struct fisc_diff_state *state; /**< for events; NULL: tickets are
                                      open for what was unmet before.
                                      **Borrowed** for the call. */
};

/**
 * Write a diff to a sink. The same bytes for the same two sets and state.
 *
 * Events bring a system of tickets, one for each unmet row, from what it knows
 * to what is after: `open`, `reopen` (it was closed), `update` (unmet as
 * before, for another reason) and `close`. What it knows is the state; without
 * one, it is what was before. After its events have been added to the state,
 * the same diff gives none. An event's `id` is the same each time, so that a
 * reader that has had it can drop it.
 *
 * @param[in]  options  **Borrowed** for this call; NULL means all defaults.
 * @param[in]  sink     Called any number of times, from this thread; not at
 *                      all where there are no events.
 * @param[in]  data     Passed to the sink.
 * @param[out] reterr   On failure, why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID  Options that make no sense.
 * @retval FISC_ERR_IO       The sink asked to stop.
 * @retval FISC_ERR_NOMEM    What was passed to the sink is not whole.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_diff_write(const struct fisc_diff *diff,
                const struct fisc_diff_options *options,
                fisc_sink_function sink, void *data,
                struct fisc_error *reterr);

/**
 * Write a diff to a string: for callers that can't be called back.
 *
 * @param[in]  options     **Borrowed** for this call; NULL means all
 *                         defaults.
 * @param[out] ret         On success, the text, NUL-terminated, **owned** by
 *                         the caller: release it with fisc_diff_free_text().
 *                         On failure unchanged.
 * @param[out] ret_length  Its bytes, the NUL left out.
 * @param[out] reterr      On failure, why; may be NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID  Options that make no sense.
 * @retval FISC_ERR_NOMEM    Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_diff_write_text(const struct fisc_diff *diff,
                     const struct fisc_diff_options *options, char **ret,
                     size_t *ret_length, struct fisc_error *reterr);

/** End a text of fisc_diff_write_text(); NULL is allowed. @since 0.1 */
FISC_API void
fisc_diff_free_text(const struct fisc_diff *diff, char *text, size_t length);

#ifdef __cplusplus
}
#endif

#endif
