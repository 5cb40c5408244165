/* SPDX-License-Identifier: MIT */
#ifndef FISC_FORECAST_H
#define FISC_FORECAST_H

#include <fisc/evaluate.h>
#include <fisc/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * When results will change while the facts stay as they are: on which days,
 * from what to what, and why.
 */

/**
 * A forecast: every day until a horizon on which a row changes.
 *
 * It is exact. A row is as fisc_report_result() tells of it: its result,
 * reason, via and waiver. On each day listed the rows named are otherwise than
 * in a report of the day before, in just that way, and on no other day is any.
 *
 * Threads: immutable once made; any number of threads may read one forecast
 * and take or drop references to it without a lock.
 *
 * @since 0.1
 */
struct fisc_forecast;

/**
 * What to look ahead for. Zero in any member but `size`, `from` and `until`
 * means its default.
 *
 * @since 0.1
 */
struct fisc_forecast_options {
    size_t size;     /**< sizeof(struct fisc_forecast_options) */
    fisc_date from;  /**< the day to stand on; changes come after it */
    fisc_date until; /**< the last day looked at; 0: a year after `from`.
                          Not before `from`, and at most 36,525 days (a
                          hundred years) after it. */
    unsigned roles;  /**< these are as in struct fisc_eval_options */
    unsigned levels;
    const char *catalog;
    const char *control;
    const struct fisc_joined *joined; /**< **borrowed** for the call */
    size_t joined_count;
    int allow_unknown_paths;
    uint64_t calls; /**< how often at most checks that compute with the date
                         are called; 0: 1,000,000 */
    fisc_progress_function progress; /**< told of days, as often as that of
                         struct fisc_eval_options; NULL: nobody is told */
    void *progress_data; /**< passed to it */
};

/**
 * Look ahead.
 *
 * Days are found, not tried out: a description is evaluated again only on days
 * on which something in it or a waiver begins or ends. Only functions that ask
 * for the date (`ctx.as_of`, `ctx.days_since`) are called for each day, each
 * call within its own budget of steps and memory, and all together not more
 * often than options->calls.
 *
 * @param[in]  evaluator  Of the policy; used for this call.
 * @param[in]  system     The description; the forecast takes a reference.
 * @param[in]  options    **Borrowed** for this call; not NULL.
 * @param[out] ret        On success, a new forecast, **owned** by the caller:
 *                        release it with fisc_forecast_unref(). On failure
 *                        unchanged.
 * @param[out] reterr     On failure, where and why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID      As fisc_eval(); a horizon before `from`.
 * @retval FISC_ERR_NOTFOUND     No catalog or control of that name.
 * @retval FISC_ERR_LIMIT        A horizon too far; checks that compute with
 *                               the date would be called too often.
 * @retval FISC_ERR_INTERRUPTED  The host asked to stop, or its progress did.
 * @retval FISC_ERR_NOMEM        Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_forecast_new(struct fisc_evaluator *evaluator, struct fisc_system *system,
                  const struct fisc_forecast_options *options,
                  struct fisc_forecast **ret, struct fisc_error *reterr);

/**
 * Take a further reference.
 *
 * @param[in] forecast  Not NULL.
 * @return `forecast`, of which the caller now **owns** one reference more.
 * @since 0.1
 */
FISC_API struct fisc_forecast *
fisc_forecast_ref(struct fisc_forecast *forecast);

/**
 * Drop a reference; the forecast ends with its last one.
 *
 * @param[in] forecast  A reference that the caller owns, **taken**; or NULL.
 * @since 0.1
 */
FISC_API void
fisc_forecast_unref(struct fisc_forecast *forecast);

/**
 * The report of the day that the forecast stands on.
 *
 * @return **Borrowed** from the forecast.
 * @since 0.1
 */
FISC_API struct fisc_report *
fisc_forecast_report(const struct fisc_forecast *forecast);

/** The last day that was looked at. @since 0.1 */
FISC_API fisc_date
fisc_forecast_until(const struct fisc_forecast *forecast);

/** A day on which rows change. @since 0.1 */
struct fisc_forecast_event {
    size_t size; /**< sizeof(struct fisc_forecast_event) */
    fisc_date date;
    size_t first_change; /**< of fisc_forecast_change() */
    size_t change_count; /**< at least one */
};

/**
 * A row that changes. Strings are **borrowed** from the forecast; none is
 * NULL, what does not apply is "".
 *
 * @since 0.1
 */
struct fisc_forecast_change {
    size_t size; /**< sizeof(struct fisc_forecast_change) */
    fisc_date date;
    size_t row;      /**< of fisc_report_result(), in fisc_forecast_report() */
    const char *key; /**< `fisc8.f7.provider@aws` */
    enum fisc_result before; /**< the day before */
    const char *before_reason;
    const char *before_via;
    const char *before_waiver;
    enum fisc_result after; /**< on that day */
    const char *after_reason;
    const char *after_via;
    const char *after_waiver;
    size_t cause_count; /**< of fisc_forecast_cause(); at least one */
};

/** Why a row changes: what comes or ends on that day. @since 0.1 */
enum fisc_forecast_kind {
    FISC_FORECAST_FACT_EXPIRES = 0, /**< the last day of a fact is over */
    FISC_FORECAST_FACT_AGES = 1,    /**< a fact is older than it may be */
    FISC_FORECAST_FACT_BEGINS = 2,  /**< a fact's date, a date that is the
                                         fact, or a judgement's, has come */
    FISC_FORECAST_PERIOD_ENDS = 3,  /**< what had to be done within a period
                                         is overdue */
    FISC_FORECAST_EVIDENCE_EXPIRES = 4,
    FISC_FORECAST_EVIDENCE_AGES = 5, /**< it is older than the check allows */
    FISC_FORECAST_EVIDENCE_BEGINS = 6, /**< the day it is collected has come */
    FISC_FORECAST_CONTRACT_ENDS = 7,
    FISC_FORECAST_CONTRACT_BEGINS = 8,
    FISC_FORECAST_WAIVER_ENDS = 9,
    FISC_FORECAST_WAIVER_BEGINS = 10,
    FISC_FORECAST_CHECK = 11 /**< a check that computes with the date */
};

enum {
    FISC_FORECAST_KIND_COUNT = 12 /**< values of enum fisc_forecast_kind */
};

/**
 * A cause. Strings are **borrowed** from the forecast; none is NULL, what does
 * not apply is "".
 *
 * @since 0.1
 */
struct fisc_forecast_cause {
    size_t size; /**< sizeof(struct fisc_forecast_cause) */
    enum fisc_forecast_kind kind;
    const char *path; /**< of the fact, `evidence[soc2]`, `contracts[aws-1]`;
                           with `aws:` before it where another party's own
                           description says so; of a check its clause's key;
                           of a waiver "" */
    const char *id;    /**< of the evidence, the contract or the waiver */
    const char *param; /**< the param that says how long, by the name that
                            checks call it */
    const char *period; /**< how long: `1y` */
    fisc_date stated; /**< the day that is written down: the last one, the
                           fact's date, the day a period counts from;
                           FISC_DATE_NONE of a check */
};

/** How many days there are on which rows change. @since 0.1 */
FISC_API size_t
fisc_forecast_event_count(const struct fisc_forecast *forecast);

/**
 * One of these days, in their order.
 *
 * @param[in]     index  Below fisc_forecast_event_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_forecast_event(const struct fisc_forecast *forecast, size_t index,
                    struct fisc_forecast_event *ret);

/** How many changes of rows there are on all days together. @since 0.1 */
FISC_API size_t
fisc_forecast_change_count(const struct fisc_forecast *forecast);

/**
 * One of these changes, in the order of days and then of rows; as
 * fisc_forecast_event().
 *
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_forecast_change(const struct fisc_forecast *forecast, size_t index,
                     struct fisc_forecast_change *ret);

/**
 * Why: a cause, in the order of kinds and then of paths.
 *
 * They are what moved the row: of all that begins or ends on that day, what the
 * row's result hangs on and from which a change leads up to it.
 *
 * @param[in]     change  Below fisc_forecast_change_count().
 * @param[in]     index   Below the change's cause_count.
 * @param[in,out] ret     As in fisc_forecast_event(), and what is returned.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_forecast_cause(const struct fisc_forecast *forecast, size_t change,
                    size_t index, struct fisc_forecast_cause *ret);

/**
 * The name of a kind of cause, such as "evidence-expires".
 *
 * @return A static string; "" for no such kind.
 * @since 0.1
 */
FISC_API const char *
fisc_forecast_kind_name(enum fisc_forecast_kind kind);

/* ---- writing -------------------------------------------------------------*/

/** How a forecast is written. @since 0.1 */
enum fisc_forecast_format {
    FISC_FORECAST_FORMAT_TEXT = 0,     /**< for a terminal */
    FISC_FORECAST_FORMAT_JSON = 1,     /**< libfisc-forecast/1 */
    FISC_FORECAST_FORMAT_ICALENDAR = 2 /**< RFC 5545: an event a day, all
                                            day long */
};

/** What a written forecast shows. Zero means the default. @since 0.1 */
struct fisc_forecast_write_options {
    size_t size; /**< sizeof(struct fisc_forecast_write_options) */
    enum fisc_forecast_format format;
    enum fisc_language language; /**< of a text and of a calendar */
    int color;                   /**< a text has ANSI colours */
    unsigned width;              /**< columns of a text; default 80 */
    const char *alarm; /**< of a calendar: how long before each day to remind
                            of it, such as "30d" (see fisc_date_add()); NULL:
                            not at all. **Borrowed** for the call. */
};

/**
 * Write a forecast to a sink. The same bytes for the same forecast.
 *
 * An event of a calendar keeps its UID when the forecast is made anew, as long
 * as it is of the same description, policy (by their ids) and day; its DTSTAMP
 * is the day that the forecast stands on.
 *
 * @param[in]  options  **Borrowed** for this call; NULL means all defaults.
 * @param[in]  sink     Called any number of times, from this thread.
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
fisc_forecast_write(const struct fisc_forecast *forecast,
                    const struct fisc_forecast_write_options *options,
                    fisc_sink_function sink, void *data,
                    struct fisc_error *reterr);

/**
 * Write a forecast to a string. As fisc_forecast_write(), and:
 *
 * @param[out] ret         On success, the text, NUL-terminated, **owned** by
 *                         the caller: release it with
 *                         fisc_forecast_free_text().
 * @param[out] ret_length  Its bytes, the NUL left out.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_forecast_write_text(const struct fisc_forecast *forecast,
                         const struct fisc_forecast_write_options *options,
                         char **ret, size_t *ret_length,
                         struct fisc_error *reterr);

/**
 * End a text.
 *
 * @param[in] text    Of fisc_forecast_write_text(), **taken**; or NULL.
 * @param[in] length  As it was given.
 * @since 0.1
 */
FISC_API void
fisc_forecast_free_text(const struct fisc_forecast *forecast, char *text,
                        size_t length);

#ifdef __cplusplus
}
#endif

#endif
