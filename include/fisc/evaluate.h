/* SPDX-License-Identifier: MIT */
#ifndef FISC_EVALUATE_H
#define FISC_EVALUATE_H

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
 * Another party's own description, which answers what is inherited from it.
 *
 * @since 0.1
 */
struct fisc_joined {
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
    const struct fisc_joined *joined; /**< **borrowed** for the call */
    size_t joined_count;
    int allow_unknown_paths; /**< facts that the vocabulary does not know are
                                  remarks of the report, not an error */
};

/**
 * Evaluate a description.
 *
 * @param[in]  evaluator  Of the policy.
 * @param[in]  system     The description; the report takes a reference.
 * @param[in]  options    **Borrowed** for this call; not NULL.
 * @param[out] ret        On success, a new report, **owned** by the caller:
 *                        release it with fisc_report_unref(). On failure
 *                        unchanged: there is no partial report.
 * @param[out] reterr     On failure, where and why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   A fact whose path the vocabulary does not know,
 *                            or of another type or value than it allows;
 *                            two statements of who answers for one duty;
 *                            options that make no sense.
 * @retval FISC_ERR_NOTFOUND  No catalog or control of that name.
 * @retval FISC_ERR_NOMEM     Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_eval(struct fisc_evaluator *evaluator, struct fisc_system *system,
          const struct fisc_eval_options *options, struct fisc_report **ret,
          struct fisc_error *reterr);

#ifdef __cplusplus
}
#endif

#endif
