/* SPDX-License-Identifier: MIT */
#ifndef FISC_QUESTIONS_H
#define FISC_QUESTIONS_H

#include <fisc/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * What to ask first: the facts that a report waits for, in the order in which
 * answers settle most clauses of level must soonest.
 */

/**
 * The open questions of a report, in order.
 *
 * Threads: immutable once made; any number of threads may read it.
 *
 * @since 0.1
 */
struct fisc_questions;

enum {
    FISC_QUESTION_NO_FACT = -1 /**< fisc_question::fact without a fact */
};

/**
 * One question. Strings are **borrowed** from the questions; none is NULL.
 *
 * A row is settled once every path of its deciding set is answered, whatever
 * the answers are. A row that rests on a function may wait for another fact
 * then: a function names its first missing fact alone.
 *
 * @since 0.1
 */
struct fisc_question {
    size_t size;         /**< sizeof(struct fisc_question) */
    const char *path;    /**< as in fisc_deciding::path */
    const char *state;   /**< `absent`, `stale`, …: of several the one that
                              asks for most work */
    const char *candidate; /**< id of the nearest piece of evidence, or "" */
    const char *text[2]; /**< question of the vocabulary, by
                              enum fisc_language; or "" */
    long fact;           /**< index of fisc_policy_fact(), or
                              FISC_QUESTION_NO_FACT */
    size_t alone;        /**< rows of level must that it settles by itself */
    size_t takes_part;   /**< rows of level must that wait for it */
    size_t settled;      /**< rows of level must that are settled once it and
                              all before it are answered */
    size_t row_count;    /**< rows of any level that wait for it */
};

/**
 * Order the questions of a report.
 *
 * The deciding sets of the unknown rows of level must are covered greedily: of
 * the paths left, that one is next in which rows take part with the greatest
 * weight, a row that waits for n more paths counting 1/n; of equals the one
 * that settles more rows now, then the one in which more take part, then by
 * bytes of the path. Paths that only rows of other levels wait for come last.
 * The same report gives the same order everywhere.
 *
 * @param[in]  report  Not NULL; nothing of it is kept.
 * @param[out] ret     On success, the questions, **owned** by the caller:
 *                     release them with fisc_questions_free(). On failure
 *                     unchanged.
 * @param[out] reterr  On failure, why; may be NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_report_questions(const struct fisc_report *report,
                      struct fisc_questions **ret, struct fisc_error *reterr);

/**
 * End them.
 *
 * @param[in] questions  Owned by the caller, **taken**; or NULL.
 * @since 0.1
 */
FISC_API void
fisc_questions_free(struct fisc_questions *questions);

/** How many there are. @since 0.1 */
FISC_API size_t
fisc_questions_count(const struct fisc_questions *questions);

/** How many rows of level must are unknown. @since 0.1 */
FISC_API size_t
fisc_questions_open(const struct fisc_questions *questions);

/**
 * One of them.
 *
 * @param[in]     index  Below fisc_questions_count(); 0 is to be asked first.
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_questions_get(const struct fisc_questions *questions, size_t index,
                   struct fisc_question *ret);

/**
 * A row that waits for a question, in the order of the report.
 *
 * @param[in]  index  Below fisc_questions_count().
 * @param[in]  n      Below the question's `row_count`.
 * @param[out] ret    On success, an index of fisc_report_result().
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There is no such question, or not so many rows.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_questions_row(const struct fisc_questions *questions, size_t index,
                   size_t n, size_t *ret);

#ifdef __cplusplus
}
#endif

#endif
