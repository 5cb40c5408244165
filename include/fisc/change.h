/* SPDX-License-Identifier: MIT */
#ifndef FISC_CHANGE_H
#define FISC_CHANGE_H

#include <fisc/system.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * Changes to a description: facts set, cleared, stated to be unknown, elements
 * and members added and taken away. A change says how things are afterwards,
 * so that making it twice makes no difference.
 */

/** What a change does. There is no kind 0. @since 0.1 */
enum fisc_change_kind {
    FISC_CHANGE_CLEAR = 1,     /**< nothing is stated at `path` any more, nor
                                    below it; an element is taken off its list,
                                    whose completeness stays as it is stated */
    FISC_CHANGE_BOOLEAN = 2,   /**< it is true (`integer` other than 0) or
                                    false */
    FISC_CHANGE_INTEGER = 3,   /**< it is `integer` */
    FISC_CHANGE_DECIMAL = 4,   /**< it is `decimal`, a finite number */
    FISC_CHANGE_STRING = 5,    /**< it is `string`; also a date if it is
                                    written as one */
    FISC_CHANGE_DATE = 6,      /**< it is the date `day` */
    FISC_CHANGE_SET = 7,       /**< it is the set of `count` strings `items`,
                                    whole or not by `complete` */
    FISC_CHANGE_UNKNOWN = 8,   /**< it is not known; `string` says why */
    FISC_CHANGE_JSON = 9,      /**< it is what `string` says, JSON as it would
                                    stand there in a description; also a list
                                    or a record with all that is in it */
    FISC_CHANGE_ABOUT = 10,    /**< what is said beside its value is `about`,
                                    instead of what was */
    FISC_CHANGE_RECORD = 11,   /**< there is a record, perhaps without fields:
                                    `suppliers[acme]` is on its list */
    FISC_CHANGE_COMPLETE = 12, /**< the list or set is whole, or is not, by
                                    `complete` */
    FISC_CHANGE_ADD = 13,      /**< the set has the member `string` */
    FISC_CHANGE_REMOVE = 14,   /**< the set has it not */
    FISC_CHANGE_AS_OF = 15     /**< the date is `day`; of an evaluator alone,
                                    without a path */
};

/**
 * One change. Zero in a member that its kind doesn't use.
 *
 * A path is written as in explanations: `sites[tokyo].fire.compartment`.
 * Setting a fact replaces what was stated there with all that was said beside
 * it: what is not said in `about` is not said. Records around it come into
 * being; elements of lists don't, they are stated by FISC_CHANGE_RECORD or
 * FISC_CHANGE_JSON. A list that an element or a member is the first of is
 * **not** whole, as with fisc_builder_list().
 *
 * @since 0.1
 */
struct fisc_change {
    size_t size;                    /**< sizeof(struct fisc_change) */
    enum fisc_change_kind kind;
    const char *path;
    int64_t integer;
    double decimal;
    const char *string;             /**< UTF-8 */
    const char *const *items;       /**< UTF-8, each once */
    size_t count;
    int complete;
    fisc_date day;
    const struct fisc_about *about; /**< of a value, unknown or set; or NULL */
};

/**
 * A description with changes made to it, in their order. It shares what is
 * unchanged with the one that it was made of, so that it costs little; what is
 * shared lives as long as one of them.
 *
 * Facts are not held against a vocabulary here; evaluating does that.
 *
 * A change that can't be made makes none: `reterr` then has the change's path
 * as its `item`, "changes" as `where`, and its number, from 1, as `line`.
 *
 * @param[in]  system   Stays as it is.
 * @param[in]  changes  `count` of them; all have the size of the first.
 *                      **Borrowed** for this call, with what they point to.
 * @param[out] ret      On success, a new description, **owned** by the caller:
 *                      release it with fisc_system_unref(). On failure
 *                      unchanged.
 * @param[out] reterr   On failure, which change and why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   No such kind, not spelled as a path, a value that
 *                            can't be stated there, FISC_CHANGE_AS_OF, or a
 *                            size that is not one of this struct.
 * @retval FISC_ERR_SYNTAX    Text that is no JSON.
 * @retval FISC_ERR_CONFLICT  A second statement about one path, or a path that
 *                            leads through a value.
 * @retval FISC_ERR_NOTFOUND  The path leads through an element that is not
 *                            listed, or FISC_CHANGE_ABOUT finds nothing.
 * @retval FISC_ERR_LIMIT     Deeper than the context allows, or more facts.
 * @retval FISC_ERR_NOMEM     Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_system_change(struct fisc_system *system,
                   const struct fisc_change *changes, size_t count,
                   struct fisc_system **ret, struct fisc_error *reterr);

#ifdef __cplusplus
}
#endif

#endif
