/* SPDX-License-Identifier: MIT */
#ifndef FISC_POLICY_H
#define FISC_POLICY_H

#include <fisc/catalog.h>
#include <fisc/context.h>
#include <fisc/vocabulary.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * Catalogs, vocabulary, checks, profile and waivers, compiled into one policy.
 */

/**
 * A compiled policy.
 *
 * Threads: immutable once made; any number of threads may read one policy,
 * evaluate with it (each with an evaluator of its own) and take or drop
 * references to it without a lock.
 *
 * @since 0.1
 */
struct fisc_policy;

/**
 * One source of a policy.
 *
 * With `data` NULL, `name` is the path of a file or of a folder that holds
 * `policy.xml`. Else `data` is the content and `name` what places and other
 * sources call it; a manifest in memory finds what it refers to among the
 * sources given, by name.
 *
 * The kind is told from the content: a manifest, a vocabulary, an OSCAL
 * catalog or profile, waivers, or (name ending in `.lua`) a check file.
 *
 * @since 0.1
 */
struct fisc_source {
    size_t size;      /**< sizeof(struct fisc_source) */
    const char *name; /**< not NULL */
    const char *data; /**< **borrowed** for the call; NULL: `name` is a path */
    size_t length;    /**< bytes in `data` */
};

/**
 * Load and compile a policy.
 *
 * Sources that others refer to are loaded once, however often they are
 * reached, and stand where they are referred to; those that nothing refers to
 * stand for themselves, in the order given. What a policy imports comes before
 * what it adds. The order matters to check files, where a `replace` comes after
 * what it replaces, and to lists; not to what anything means.
 *
 * A profile selects from the catalogs that it imports, and leaves out all other
 * catalogs of the policy that has it and of what that imports. It counts unless
 * another policy with a profile imports the one that has it.
 *
 * @param[in]  context  Provides memory and limits; the policy takes a
 *                      reference of its own.
 * @param[in]  sources  `count` of them; all have the size of the first.
 *                      **Borrowed** for this call.
 * @param[in]  count    How many; at least one.
 * @param[out] ret      On success, a new policy, **owned** by the caller:
 *                      release it with fisc_policy_unref(). On failure
 *                      unchanged.
 * @param[out] reterr   On failure, where and why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_SYNTAX    A source is not well-formed.
 * @retval FISC_ERR_INVALID   A source says what it can't say: an unknown fact
 *                            in a check, a check for no clause, …
 * @retval FISC_ERR_CONFLICT  Two definitions of one thing; both are named.
 * @retval FISC_ERR_NOTFOUND  A source refers to one that is not there.
 * @retval FISC_ERR_BUDGET    A check file overran its budget.
 * @retval FISC_ERR_LIMIT     Over a limit of the context.
 * @retval FISC_ERR_IO        A file can't be read.
 * @retval FISC_ERR_UNSUPPORTED  A known document of another kind.
 * @retval FISC_ERR_NOMEM     Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_policy_load(struct fisc_context *context,
                 const struct fisc_source *sources, size_t count,
                 struct fisc_policy **ret, struct fisc_error *reterr);

/**
 * Load a policy of one clause, `try.customer` of level must, whose check is
 * the file given: to try a check out before it has a clause.
 *
 * @param[in]  context  Provides memory and limits; the policy takes a
 *                      reference of its own.
 * @param[in]  check    A check file whose chunk returns a requirement or a
 *                      `function (ctx) … end`, and declares no check.
 *                      **Borrowed** for this call.
 * @param[in]  sources  `count` of them, all of the size of the first; they
 *                      provide vocabulary and params, and their clauses are
 *                      not selected. **Borrowed** for this call.
 * @param[in]  count    How many; may be 0.
 * @param[out] ret      On success, a new policy, **owned** by the caller:
 *                      release it with fisc_policy_unref(). On failure
 *                      unchanged.
 * @param[out] reterr   On failure, where and why; may be NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID      The chunk returns something else; or a source
 *                               says what it can't say.
 * @retval FISC_ERR_SYNTAX       A source is not well-formed.
 * @retval FISC_ERR_CONFLICT     Two definitions of one thing; both are named.
 * @retval FISC_ERR_NOTFOUND     A source refers to one that is not there.
 * @retval FISC_ERR_BUDGET       A check file overran its budget.
 * @retval FISC_ERR_LIMIT        Over a limit of the context.
 * @retval FISC_ERR_IO           A file can't be read.
 * @retval FISC_ERR_UNSUPPORTED  A known document of another kind.
 * @retval FISC_ERR_NOMEM        Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_policy_load_try(struct fisc_context *context,
                     const struct fisc_source *check,
                     const struct fisc_source *sources, size_t count,
                     struct fisc_policy **ret, struct fisc_error *reterr);

/**
 * Take a further reference.
 *
 * @param[in] policy  Not NULL.
 * @return `policy`, of which the caller now **owns** one reference more.
 * @since 0.1
 */
FISC_API struct fisc_policy *
fisc_policy_ref(struct fisc_policy *policy);

/**
 * Drop a reference; the policy ends with its last one.
 *
 * @param[in] policy  A reference that the caller owns, **taken**; or NULL.
 * @since 0.1
 */
FISC_API void
fisc_policy_unref(struct fisc_policy *policy);

/**
 * SHA-256 over every source's content, as 64 hexadecimal digits; names, places
 * and the order in which sources were given do not count. **Borrowed** from
 * the policy.
 *
 * @since 0.1
 */
FISC_API const char *
fisc_policy_digest(const struct fisc_policy *policy);

/**
 * The same over what the policy asks: all sources but what profiles set params
 * to (`set-parameter`). Where it and fisc_policy_params_digest() are what they
 * were, only the spelling of a profile is another. **Borrowed** from the policy.
 *
 * @since 0.1
 */
FISC_API const char *
fisc_policy_rules_digest(const struct fisc_policy *policy);

/**
 * SHA-256 over every param's values, owner, date and reason, as 64 hexadecimal
 * digits. **Borrowed** from the policy.
 *
 * @since 0.1
 */
FISC_API const char *
fisc_policy_params_digest(const struct fisc_policy *policy);

/**
 * The id of the manifest loaded last. Where there is none, what the first
 * catalog goes by: the first part of its keys, or its uuid where it isn't
 * written for libfisc. **Borrowed** from the policy.
 *
 * @since 0.1
 */
FISC_API const char *
fisc_policy_id(const struct fisc_policy *policy);

/**
 * The title of what fisc_policy_id() names. **Borrowed** from the policy.
 *
 * @param[in] language  Where there is no title in it, the other one is given.
 * @return "" where there is none.
 * @since 0.1
 */
FISC_API const char *
fisc_policy_title(const struct fisc_policy *policy,
                  enum fisc_language language);

/** How many catalogs there are. @since 0.1 */
FISC_API size_t
fisc_policy_catalog_count(const struct fisc_policy *policy);

/**
 * A catalog, as the profile left it: its groups, props, links and documents.
 *
 * @param[in] index  From 0.
 * @return NULL where there are not so many. **Borrowed** from the policy.
 * @since 0.1
 */
FISC_API struct fisc_catalog *
fisc_policy_catalog(const struct fisc_policy *policy, size_t index);

/** How many controls are selected, over all catalogs. @since 0.1 */
FISC_API size_t
fisc_policy_control_count(const struct fisc_policy *policy);

/**
 * A control, in the order of catalogs and then as printed.
 *
 * @param[in]     index  Below fisc_policy_control_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `policy`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_policy_control(const struct fisc_policy *policy, size_t index,
                    struct fisc_control_info *ret);

/**
 * Find a control by its id or by its printed label in any spelling (`設7`,
 * `設７`, `設 7`).
 *
 * @param[in]  name  NUL-terminated UTF-8. **Borrowed** for this call.
 * @param[out] ret   On success, its index.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND
 * @retval FISC_ERR_CONFLICT  Several controls have that label: ask by id.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_policy_find_control(const struct fisc_policy *policy, const char *name,
                         size_t *ret);

/** How many clauses are selected, over all catalogs. @since 0.1 */
FISC_API size_t
fisc_policy_clause_count(const struct fisc_policy *policy);

/**
 * A clause, in the order of controls.
 *
 * @param[in]     index  Below fisc_policy_clause_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `policy`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_policy_clause(const struct fisc_policy *policy, size_t index,
                   struct fisc_clause_info *ret);

/**
 * Find a clause by its key.
 *
 * @param[in]  key  NUL-terminated. **Borrowed** for this call.
 * @param[out] ret  On success, its index.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_policy_find_clause(const struct fisc_policy *policy, const char *key,
                        size_t *ret);

/**
 * Where the check of a clause was written.
 *
 * @param[in]  clause    An index of a clause.
 * @param[out] ret_file  Its file, **borrowed** from `policy`; "" without one.
 * @param[out] ret_line  Its line; 0 without one.
 * @return 1 if the clause has a check, else 0.
 * @since 0.1
 */
FISC_API int
fisc_policy_clause_check(const struct fisc_policy *policy, size_t clause,
                         const char **ret_file, unsigned *ret_line);

/** How many facts the vocabulary defines. @since 0.1 */
FISC_API size_t
fisc_policy_fact_count(const struct fisc_policy *policy);

/**
 * A fact of the vocabulary. What is built in comes first, then what the files
 * define, in the order in which they count and are written.
 *
 * @param[in]     index  Below fisc_policy_fact_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `policy`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_policy_fact(const struct fisc_policy *policy, size_t index,
                 struct fisc_fact_info *ret);

/** A value that a fact may have. @since 0.1 */
struct fisc_allowed_info {
    size_t size;          /**< sizeof(struct fisc_allowed_info) */
    const char *name;     /**< as a description states it */
    const char *title[2]; /**< by enum fisc_language */
};

/**
 * A value that a fact may have, in the order of the vocabulary, which is the
 * order of values where the fact is ordered.
 *
 * @param[in]     fact   Below fisc_policy_fact_count().
 * @param[in]     index  Below the fact's `value_count`.
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `policy`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_policy_fact_value(const struct fisc_policy *policy, size_t fact,
                       size_t index, struct fisc_allowed_info *ret);

/** How many params there are. @since 0.1 */
FISC_API size_t
fisc_policy_param_count(const struct fisc_policy *policy);

/**
 * A param, as the profile left it.
 *
 * @param[in]     index  Below fisc_policy_param_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `policy`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_policy_param(const struct fisc_policy *policy, size_t index,
                  struct fisc_param_info *ret);

/**
 * One value of a param, as text: `1y`, `72`, `true`, `2026-04-01`.
 *
 * @param[in] param  Below fisc_policy_param_count().
 * @param[in] index  Which of its values, from 0; only a set has several.
 * @return NULL where there are not so many. **Borrowed** from the policy.
 * @since 0.1
 */
FISC_API const char *
fisc_policy_param_value(const struct fisc_policy *policy, size_t param,
                        size_t index);

/** A risk that somebody accepted for a time. @since 0.1 */
struct fisc_waiver_info {
    size_t size;          /**< sizeof(struct fisc_waiver_info) */
    const char *id;
    const char *clause;   /**< a key, a control's id, or a beginning and `*` */
    const char *party;    /**< "": of any */
    const char *subject;  /**< id of a description; "": any */
    fisc_date from;
    fisc_date until;      /**< the last day on which it is in force */
    const char *approver;
    const char *ticket;   /**< or "" */
    const char *reason;
    const char *file;
    unsigned line;
};

/** How many waivers there are, in force or not. @since 0.1 */
FISC_API size_t
fisc_policy_waiver_count(const struct fisc_policy *policy);

/**
 * A waiver, in the order of sources.
 *
 * @param[in]     index  Below fisc_policy_waiver_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `policy`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_policy_waiver(const struct fisc_policy *policy, size_t index,
                   struct fisc_waiver_info *ret);

/** How many remarks there are. @since 0.1 */
FISC_API size_t
fisc_policy_diagnostic_count(const struct fisc_policy *policy);

/**
 * A remark, by file and line.
 *
 * @param[in]     index  Below fisc_policy_diagnostic_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `policy`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_policy_diagnostic(const struct fisc_policy *policy, size_t index,
                       struct fisc_diagnostic *ret);

#ifdef __cplusplus
}
#endif

#endif
