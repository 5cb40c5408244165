/* SPDX-License-Identifier: MIT */
#ifndef FISC_EVALUATE_H
#define FISC_EVALUATE_H

#include <fisc/change.h>
#include <fisc/policy.h>
#include <fisc/report.h>
#include <fisc/system.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * Holding a description against a policy on a date.
 */

/**
 * What evaluates: working memory and a Lua state for function leaves.
 *
 * Threads: one thread at a time; make one for each thread. Any number of
 * evaluators may share a policy.
 *
 * @since 0.1
 */
struct fisc_evaluator;

/**
 * Make an evaluator.
 *
 * @param[in]  policy  The evaluator takes a reference of its own.
 * @param[out] ret     On success, a new evaluator, **owned** by the caller:
 *                     release it with fisc_evaluator_free(). On failure
 *                     unchanged.
 * @param[out] reterr  On failure, why; may be NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_evaluator_new(struct fisc_policy *policy, struct fisc_evaluator **ret,
                   struct fisc_error *reterr);

/** End an evaluator; NULL is allowed. Its reports live on. @since 0.1 */
FISC_API void
fisc_evaluator_free(struct fisc_evaluator *evaluator);

/**
 * Ask the evaluation that is going on to end. It ends soon (within some
 * milliseconds), also inside a check's Lua, with FISC_ERR_INTERRUPTED.
 *
 * The request stands until fisc_evaluator_clear_interrupt() takes it back: an
 * evaluation that begins meanwhile ends at once. So a request that comes just
 * before the call is not lost, and one that comes just after it meets the next
 * one. A host that goes on with the evaluator therefore clears it before each
 * evaluation, and lets nobody ask before it has cleared, or after the call:
 *
 *     clear; let others ask; fisc_eval(); let nobody ask any more
 *
 * @param[in] evaluator  Not NULL; not freed before this call has returned.
 *
 * Threads: from any thread, at any time, and from a signal handler: it is
 * async-signal-safe.
 *
 * @since 0.1
 */
FISC_API void
fisc_evaluator_interrupt(struct fisc_evaluator *evaluator);

/**
 * Take back what fisc_evaluator_interrupt() asked for.
 *
 * @param[in] evaluator  Not NULL.
 *
 * Threads: as fisc_evaluator_interrupt().
 *
 * @since 0.1
 */
FISC_API void
fisc_evaluator_clear_interrupt(struct fisc_evaluator *evaluator);

/**
 * Called now and then while an evaluation, a forecast or a plan goes on.
 *
 * @param data   As given in the options.
 * @param done   How much is done; it never goes back. Of an evaluation: how
 *               many nodes of the policy's requirements have been come to, of
 *               the description, of each of its parties and of those joined
 *               with it.
 * @param total  How much there is at most; the last call of what isn't stopped
 *               has `done` the same.
 * @return 0, or anything else to stop as fisc_evaluator_interrupt() does.
 * @since 0.1
 */
typedef int (*fisc_progress_function)(void *data, size_t done, size_t total);

/**
 * Another party's own description, which answers what is inherited from it.
 *
 * @since 0.1
 */
struct fisc_joined {
    size_t size;                /**< sizeof(struct fisc_joined) */
    const char *party;          /**< its id in the description */
    struct fisc_system *system; /**< **borrowed** for the call */
};

/**
 * What to evaluate. Zero in any member but `size` means its default.
 *
 * @since 0.1
 */
struct fisc_eval_options {
    size_t size;          /**< sizeof(struct fisc_eval_options) */
    fisc_date as_of;      /**< the date; 0 is 1970-01-01 and no default */
    unsigned roles;       /**< bits 1 << enum fisc_role; 0: all. Clauses of
                               other roles come out as notselected. */
    unsigned levels;      /**< bits 1 << enum fisc_level; 0: all. Clauses of
                               other levels are left out. */
    const char *catalog;  /**< id (uuid or first part of the clause keys) of
                               the one catalog wanted; NULL: all */
    const char *control;  /**< id or printed label of the one control wanted,
                               in `catalog` where that is given; nested ones
                               with it; NULL: all */
    const struct fisc_joined *joined; /**< `joined_count` of them; all have
                               the size of the first. **Borrowed** for the
                               call */
    size_t joined_count;
    int allow_unknown_paths; /**< facts that the vocabulary does not know are
                                  remarks of the report, not an error */
    int partial; /**< where the evaluation is stopped or memory is short after
                      its rows are known, give a report of what was decided:
                      see fisc_report_stopped() */
    fisc_progress_function progress; /**< called from fisc_eval(), on its
                      thread, when it begins, when it is done and about every
                      20 µs between (2048 nodes or comparable work), not while
                      a check's function runs; it may not use the evaluator
                      but to interrupt it. NULL: nobody is told. */
    void *progress_data; /**< passed to it */
};

/**
 * Evaluate a description.
 *
 * @param[in]  evaluator  Of the policy.
 * @param[in]  system     The description; the report takes a reference.
 * @param[in]  options    **Borrowed** for this call; not NULL.
 * @param[out] ret        On success, a new report, **owned** by the caller:
 *                        release it with fisc_report_unref(). It is whole
 *                        unless `options->partial` allowed otherwise; ask
 *                        fisc_report_stopped() then. On failure unchanged.
 * @param[out] reterr     On failure, where and why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   A fact whose path the vocabulary does not know,
 *                            or of another type or value than it allows;
 *                            two statements of who answers for one duty;
 *                            options that make no sense.
 * @retval FISC_ERR_NOTFOUND  No catalog or control of that name.
 * @retval FISC_ERR_BUDGET    It takes more than the context's `eval_work`.
 * @retval FISC_ERR_INTERRUPTED  The host asked to stop.
 * @retval FISC_ERR_NOMEM     Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_eval(struct fisc_evaluator *evaluator, struct fisc_system *system,
          const struct fisc_eval_options *options, struct fisc_report **ret,
          struct fisc_error *reterr);

/**
 * Change what was evaluated last: facts of the description, or the date. Only
 * what depends on what changed is evaluated again; results, reasons and
 * explanations are those of a full evaluation of the changed description.
 *
 * The description that was evaluated stays as it is; the evaluator has its own
 * version of it. Of descriptions that were joined nothing can be changed. After
 * fisc_eval() the first change costs about an evaluation more; so does one of
 * structure: which elements a list has, who holds which role, what is
 * inherited. So does one after a report that is still held.
 *
 * It is all of the changes or none. After a failure of any kind the evaluator
 * is as it was before the call. (A fisc_eval() that fails for want of memory
 * may leave nothing to change.)
 *
 * @param[in]  evaluator  Has evaluated.
 * @param[in]  changes    As of fisc_system_change(), and FISC_CHANGE_AS_OF.
 *                        **Borrowed** for this call.
 * @param[out] reterr     On failure, which change and why, as of
 *                        fisc_system_change(); may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   As fisc_system_change() and fisc_eval(); or
 *                            nothing was evaluated yet.
 * @retval FISC_ERR_SYNTAX    As fisc_system_change(), and so the next three.
 * @retval FISC_ERR_CONFLICT
 * @retval FISC_ERR_NOTFOUND
 * @retval FISC_ERR_LIMIT
 * @retval FISC_ERR_BUDGET    It takes more than the context's `eval_work`.
 * @retval FISC_ERR_INTERRUPTED  The host asked to stop.
 * @retval FISC_ERR_NOMEM     Nothing was changed.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_evaluator_change(struct fisc_evaluator *evaluator,
                      const struct fisc_change *changes, size_t count,
                      struct fisc_error *reterr);

/**
 * A report of what is so after the changes: the same as fisc_eval() gives for
 * the changed description on the date, byte for byte. It is a snapshot, which
 * later changes leave alone.
 *
 * Asking costs little. While the report is held, explanations of it too, the
 * next change costs an evaluation more: the evaluator then begins anew.
 *
 * @param[in]  evaluator  Has evaluated.
 * @param[out] ret        On success, a report, **owned** by the caller: release
 *                        it with fisc_report_unref(). On failure unchanged.
 * @param[out] reterr     On failure, why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID  Nothing was evaluated yet.
 * @retval FISC_ERR_BUDGET   It takes more than the context's `eval_work`.
 * @retval FISC_ERR_INTERRUPTED  The host asked to stop.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_evaluator_report(struct fisc_evaluator *evaluator,
                      struct fisc_report **ret, struct fisc_error *reterr);

/**
 * A row whose result the last change moved. Strings are **borrowed**
 * from the evaluator, until its next change or evaluation.
 *
 * @since 0.1
 */
struct fisc_moved {
    size_t size;        /**< sizeof(struct fisc_moved) */
    size_t row;         /**< its index in fisc_evaluator_report() */
    const char *clause; /**< key */
    const char *party;  /**< id, or "" */
    int is_new;         /**< there was no such row before */
    enum fisc_result before;
    enum fisc_result result;
};

/**
 * How many rows the last call of fisc_evaluator_change() moved: none, if it
 * failed. Rows that are gone are not among them.
 *
 * @since 0.1
 */
FISC_API size_t
fisc_evaluator_moved_count(const struct fisc_evaluator *evaluator);

/**
 * One of them; their order means nothing.
 *
 * @param[in]     index  Below fisc_evaluator_moved_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_evaluator_moved(const struct fisc_evaluator *evaluator, size_t index,
                     struct fisc_moved *ret);

#ifdef __cplusplus
}
#endif

#endif
