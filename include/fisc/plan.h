/* SPDX-License-Identifier: MIT */
#ifndef FISC_PLAN_H
#define FISC_PLAN_H

#include <fisc/change.h>
#include <fisc/evaluate.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * What would have to change so that a clause passed; and for a whole report, a
 * short list of changes with what each buys.
 */

/** No such thing. @since 0.1 */
#define FISC_PLAN_NONE ((size_t)-1)

/**
 * A plan for the rows of a report that fail, are unknown or in error, of level
 * must or should.
 *
 * Every set of changes that it proposes was tried: the changes were made to the
 * description, the description was evaluated again, and the row passed. Only
 * sets that say so themselves (`tried` 0) were not, because no description can
 * carry them: a param of the policy that is not set, facts that have to be
 * found out first, a waiver.
 *
 * What is proposed says how things would have to be, not how they are: to state
 * a fact that is not so makes no clause met.
 *
 * Threads: immutable once made; any number of threads may read one plan.
 *
 * @since 0.1
 */
struct fisc_plan;

/** What a row's plan has. @since 0.1 */
enum fisc_plan_state {
    FISC_PLAN_PLANNED = 0,  /**< sets that were tried, or params to set */
    FISC_PLAN_ASK = 1,      /**< facts that have to be given before more can be
                                 said: one set of kind FISC_PLAN_GIVE */
    FISC_PLAN_FUNCTION = 2, /**< not plannable: written as a function; one set
                                 of kind FISC_PLAN_GIVE names the facts read */
    FISC_PLAN_NOWAY = 3     /**< nothing was found that may honestly change */
};

/** What is asked of a path. @since 0.1 */
enum fisc_plan_kind {
    FISC_PLAN_SET = 0,           /**< the value `to` */
    FISC_PLAN_AT_LEAST = 1,      /**< `to` or more; of a date, or later */
    FISC_PLAN_AT_MOST = 2,       /**< `to` or less; of a date, or earlier */
    FISC_PLAN_ONE_OF = 3,        /**< one of `to` */
    FISC_PLAN_OTHER_THAN = 4,    /**< none of `to` */
    FISC_PLAN_STARTS_WITH = 5,   /**< a text that begins with `to` */
    FISC_PLAN_ADD_MEMBER = 6,    /**< the set has `to` as well */
    FISC_PLAN_REMOVE_MEMBER = 7, /**< the set has `to` no longer */
    FISC_PLAN_COMPLETE = 8,      /**< the list is stated as a whole. Tried as
                                      if there was nothing beyond what is
                                      listed: what else comes up counts too. */
    FISC_PLAN_ADD_ELEMENT = 9,   /**< the list has one more, with the fields
                                      `to` */
    FISC_PLAN_RENEW = 10,        /**< the same value, stated anew: what is
                                      there is out of date or has no date */
    FISC_PLAN_EVIDENCE = 11,     /**< evidence with the fields `to` */
    FISC_PLAN_CONFIRM = 12,      /**< the institution confirms the evidence, or
                                      what it inherits */
    FISC_PLAN_CONTRACT = 13,     /**< a contract with the fields `to` */
    FISC_PLAN_PARAM = 14,        /**< a param of the policy is set */
    FISC_PLAN_GIVE = 15,         /**< the fact is given, as it is */
    FISC_PLAN_WAIVER = 16        /**< the risk is accepted; the result stays */
};

/** By what a change is made, lightest first. @since 0.1 */
enum fisc_plan_label {
    FISC_PLAN_BY_ACTION = 0,    /**< something is done */
    FISC_PLAN_BY_EVIDENCE = 1,  /**< evidence or a contract is obtained,
                                     renewed or confirmed */
    FISC_PLAN_BY_JUDGEMENT = 2, /**< somebody decides, and it is recorded */
    FISC_PLAN_BY_WAIVER = 3     /**< the risk is accepted */
};

/**
 * What a plan looks for. Zero in any member but `size` means its default.
 *
 * @since 0.1
 */
struct fisc_plan_options {
    size_t size;         /**< sizeof(struct fisc_plan_options) */
    unsigned most_sets;  /**< sets for a row, the waiver left out; default 4 */
    unsigned most_steps; /**< entries of the list; default 20 */
    fisc_progress_function progress; /**< told of rows, first by themselves and
                              then by the list, as often as that of struct
                              fisc_eval_options; NULL: nobody is told */
    void *progress_data; /**< passed to it */
};

/** A row of a plan. Strings are **borrowed** from the plan. @since 0.1 */
struct fisc_plan_row {
    size_t size;            /**< sizeof(struct fisc_plan_row) */
    size_t result_index;    /**< of fisc_report_result() */
    const char *key;        /**< of the row: `fisc8.f7.provider@aws` */
    const char *control;    /**< id */
    const char *label;      /**< printed label of the control */
    enum fisc_level level;
    enum fisc_result result;
    const char *waiver;     /**< id of the waiver in force, or "" */
    enum fisc_plan_state state;
    int cut;                /**< there may be more sets: a bound was met */
    int function;           /**< some way leads through a function and was not
                                 looked at */
    size_t set_count;
    size_t settled_by;      /**< the entry of the list after which the row
                                 passes, or FISC_PLAN_NONE */
};

/** A set of changes that together make a row pass. @since 0.1 */
struct fisc_plan_set {
    size_t size;                /**< sizeof(struct fisc_plan_set) */
    size_t change_count;
    enum fisc_plan_label label; /**< the heaviest of its changes' */
    int tried;                  /**< 1: made and evaluated, the row passes */
    int minimal;                /**< 1: no part of it is enough, all parts were
                                     tried; 0: none of its changes can be left
                                     out, or it was not tried */
    const char *via;            /**< of the pass: `direct`, `alternative`,
                                     `relaxation`, `inherited`; or "" */
};

/** One change. Strings as above; none is NULL. @since 0.1 */
struct fisc_plan_change {
    size_t size;              /**< sizeof(struct fisc_plan_change) */
    enum fisc_plan_kind kind;
    enum fisc_plan_label label;
    const char *party;        /**< whose description changes: "", or the id of
                                   the party that answers with its own */
    const char *path;         /**< `retention.days`, `documents[new]`,
                                   `param:…`; of a waiver, the clause */
    const char *state;        /**< why what is there doesn't count: `absent`,
                                   `stale`, …; "" where it does */
    const char *from;         /**< what is there as text; or "" */
    const char *to;           /**< what is asked, as text; or "" */
    const char *owner;        /**< of a param: who sets it; or "" */
    const char *question[2];  /**< of the vocabulary, by enum fisc_language */
    const struct fisc_change *changes; /**< the change as it was tried, for
                                   fisc_system_change(); **borrowed** */
    size_t count;             /**< 0 where it was not tried */
};

/** An entry of the list for the whole report. @since 0.1 */
struct fisc_plan_entry {
    size_t size;      /**< sizeof(struct fisc_plan_entry) */
    size_t row;       /**< where the change stands: row, … */
    size_t set;       /**< … set … */
    size_t change;    /**< … and number of the change in it */
    size_t row_count; /**< rows that pass from here on */
    size_t must_count; /**< those of level must among them */
};

/**
 * Plan for a report.
 *
 * Cost: for each row, the requirement is walked once; at most 24 sets are kept
 * for a node and looked into, and for each of those at most 31 evaluations made
 * (all its parts, up to five changes; beyond, each change left out once). The
 * list costs an evaluation for each of its entries, and for each that was
 * tried in vain.
 *
 * The list is greedy: it goes on with the set of changes that completes most
 * clauses of level must for each change still to be made, then most of level
 * should, then is smallest, then comes first in the report. A shorter list may
 * exist. It takes neither waivers nor params, and nothing that costs a pass.
 *
 * @param[in]  evaluator  Of the report's policy.
 * @param[in]  report     What is not met. The plan takes a reference.
 * @param[in]  options    **Borrowed** for this call; NULL means all defaults.
 * @param[out] ret        On success, a new plan, **owned** by the caller:
 *                        release it with fisc_plan_free(). On failure
 *                        unchanged.
 * @param[out] reterr     On failure, why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID      Options that make no sense, or the evaluator
 *                               is of another policy.
 * @retval FISC_ERR_INTERRUPTED  The host asked to stop, or its progress did.
 * @retval FISC_ERR_NOMEM        Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_plan_new(struct fisc_evaluator *evaluator, struct fisc_report *report,
              const struct fisc_plan_options *options, struct fisc_plan **ret,
              struct fisc_error *reterr);

/** End a plan; NULL is allowed. @since 0.1 */
FISC_API void
fisc_plan_free(struct fisc_plan *plan);

/** How many rows there are. @since 0.1 */
FISC_API size_t
fisc_plan_row_count(const struct fisc_plan *plan);

/**
 * A row: those of level must first, then in the order of the report.
 *
 * @param[in]     index  Below fisc_plan_row_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_plan_row(const struct fisc_plan *plan, size_t index,
              struct fisc_plan_row *ret);

/**
 * A set of a row: fewest changes first, then by label; a waiver comes last.
 * Errors as fisc_plan_row().
 *
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_plan_set(const struct fisc_plan *plan, size_t row, size_t set,
              struct fisc_plan_set *ret);

/** A change of a set, in order of paths; as fisc_plan_set(). @since 0.1 */
FISC_API enum fisc_status
fisc_plan_change(const struct fisc_plan *plan, size_t row, size_t set,
                 size_t change, struct fisc_plan_change *ret);

/** How many entries the list has. @since 0.1 */
FISC_API size_t
fisc_plan_entry_count(const struct fisc_plan *plan);

/** An entry, in the order of the list; as fisc_plan_row(). @since 0.1 */
FISC_API enum fisc_status
fisc_plan_entry(const struct fisc_plan *plan, size_t index,
                struct fisc_plan_entry *ret);

/**
 * A row (for fisc_plan_row()) that passes once all entries up to this one are
 * done, and did not before; FISC_PLAN_NONE where there are not so many.
 *
 * @since 0.1
 */
FISC_API size_t
fisc_plan_entry_row(const struct fisc_plan *plan, size_t entry, size_t index);

/** How many rows don't pass though the whole list is done. @since 0.1 */
FISC_API size_t
fisc_plan_remaining(const struct fisc_plan *plan);

/** `set`, `at-least`, `add-member`, … Static. @since 0.1 */
FISC_API const char *
fisc_plan_kind_name(enum fisc_plan_kind kind);

/** `action`, `evidence`, `judgement` or `waiver`. Static. @since 0.1 */
FISC_API const char *
fisc_plan_label_name(enum fisc_plan_label label);

/** `planned`, `ask`, `function` or `no-way`. Static. @since 0.1 */
FISC_API const char *
fisc_plan_state_name(enum fisc_plan_state state);

/* ---- writing -------------------------------------------------------------*/

/** How a plan is written. @since 0.1 */
enum fisc_plan_format {
    FISC_PLAN_FORMAT_TEXT = 0, /**< for a terminal */
    FISC_PLAN_FORMAT_JSON = 1  /**< libfisc-plan/1 */
};

/** What a written plan shows. Zero means the default. @since 0.1 */
struct fisc_plan_write_options {
    size_t size; /**< sizeof(struct fisc_plan_write_options) */
    enum fisc_plan_format format;
    enum fisc_language language; /**< of a text; JSON has both */
    int color;                   /**< a text has ANSI colours */
    unsigned width;              /**< columns of a text; default 80 */
    int details;                 /**< of a text, 0: the first set of each row;
                                      1: all sets; -1: the list alone */
};

/**
 * Write a plan to a sink. The same bytes for the same plan.
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
fisc_plan_write(const struct fisc_plan *plan,
                const struct fisc_plan_write_options *options,
                fisc_sink_function sink, void *data,
                struct fisc_error *reterr);

/**
 * Write a plan to a string. As fisc_plan_write(), and:
 *
 * @param[out] ret         On success, the text, NUL-terminated, **owned** by
 *                         the caller: release it with fisc_plan_free_text().
 * @param[out] ret_length  Its bytes, the NUL left out.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_plan_write_text(const struct fisc_plan *plan,
                     const struct fisc_plan_write_options *options, char **ret,
                     size_t *ret_length, struct fisc_error *reterr);

/**
 * End a text.
 *
 * @param[in] text    Of fisc_plan_write_text(), **taken**; or NULL.
 * @param[in] length  As it was given.
 * @since 0.1
 */
FISC_API void
fisc_plan_free_text(const struct fisc_plan *plan, char *text, size_t length);

#ifdef __cplusplus
}
#endif

#endif
