/* SPDX-License-Identifier: MIT */
#ifndef FISC_CATALOG_H
#define FISC_CATALOG_H

#include <fisc/context.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * The controls that a system can be held against.
 */

/** Who owes a clause. @since 0.1 */
enum fisc_role {
    FISC_ROLE_CUSTOMER = 0, /**< 利用者, the institution */
    FISC_ROLE_PROVIDER = 1, /**< クラウド事業者 */
    FISC_ROLE_OPERATOR = 2, /**< integrator or operator of a SaaS */
    FISC_ROLE_SUPPLIER = 3
};

/** How binding a clause is. @since 0.1 */
enum fisc_level {
    FISC_LEVEL_MUST = 0,
    FISC_LEVEL_SHOULD = 1,
    FISC_LEVEL_MAY = 2
};

/**
 * A set of controls, read from an OSCAL catalog.
 *
 * Groups, controls, clauses, params and resources stand in the order of the
 * document and are counted from 0. The `_info` structs below begin with their
 * size, which the caller sets to `sizeof` before the call; a library that
 * knows more members writes only what fits, one that knows fewer zeroes the
 * rest.
 *
 * All strings in them are **borrowed** from the catalog. None is NULL: what is
 * not given is "". Where a text has one language only, both have it.
 *
 * Threads: immutable once made; any number of threads may read one catalog
 * and take or drop references to it without a lock.
 *
 * @since 0.1
 */
struct fisc_catalog;

/** A group of controls. @since 0.1 */
struct fisc_group_info {
    size_t size;          /**< sizeof(struct fisc_group_info) */
    const char *id;       /**< `fisc8.facility` */
    const char *label;    /**< as printed */
    const char *title[2]; /**< by enum fisc_language */
    const char *parent;   /**< id of the group it is in */
    const char *file;     /**< where it is defined */
    unsigned line;
};

/** A control. @since 0.1 */
struct fisc_control_info {
    size_t size;             /**< sizeof(struct fisc_control_info) */
    const char *id;          /**< `fisc8.f7` */
    const char *label;       /**< as printed: `設7` */
    const char *title[2];    /**< by enum fisc_language */
    const char *text[2];     /**< of its statement, outside the items */
    const char *guidance[2]; /**< of its parts "guidance": a line each, led by
                                the part's title */
    const char *group;       /**< id of the innermost group */
    const char *group_title[2];
    const char *parent;      /**< id of the control it is nested in */
    int withdrawn;           /**< kept for reference; has no clauses */
    size_t first_clause;     /**< its clauses are consecutive */
    size_t clause_count;
    size_t prop_count;
    size_t link_count;
    const char *file;        /**< where it is defined */
    unsigned line;
};

/** A clause. @since 0.1 */
struct fisc_clause_info {
    size_t size;          /**< sizeof(struct fisc_clause_info) */
    const char *key;      /**< `fisc8.f7.provider` */
    const char *label;    /**< printed number of the item */
    const char *control;  /**< id of its control */
    const char *title[2]; /**< by enum fisc_language */
    const char *text[2];  /**< what is owed */
    const char *fail[2];  /**< what is wrong where it fails */
    enum fisc_role bearer;
    enum fisc_level level;
    size_t prop_count;
    size_t link_count;
    const char *file;     /**< where it is defined */
    unsigned line;
};

/** A parameter: a period, a threshold, a choice. @since 0.1 */
struct fisc_param_info {
    size_t size;           /**< sizeof(struct fisc_param_info) */
    const char *id;        /**< `fisc8.backup-interval` */
    const char *type;      /**< `period`, `integer`, …; or "" */
    const char *label[2];  /**< by enum fisc_language */
    size_t value_count;    /**< 0: unset */
    const char *owner;     /**< who decided the value */
    const char *date;      /**< when */
    const char *reason[2]; /**< why */
    const char *file;      /**< where its value comes from: catalog, profile */
    unsigned line;
};

/** A property of a control or a clause. @since 0.1 */
struct fisc_prop_info {
    size_t size;         /**< sizeof(struct fisc_prop_info) */
    const char *ns;      /**< "" for OSCAL's own */
    const char *name;
    const char *value;
    const char *class_name;
    const char *remarks;
};

/** A link of a control or a clause. @since 0.1 */
struct fisc_link_info {
    size_t size;        /**< sizeof(struct fisc_link_info) */
    const char *rel;    /**< what it is to the target */
    const char *href;   /**< an address, or `#` and an id or a uuid */
    const char *text;
};

/** A document that the catalog refers to. @since 0.1 */
struct fisc_resource_info {
    size_t size;       /**< sizeof(struct fisc_resource_info) */
    const char *uuid;
    const char *title;
    const char *href;  /**< its first address */
};

/**
 * The English name of a role: "customer", "provider", "operator", "supplier".
 *
 * @param[in] role  Any value.
 * @return A static string, "" for what is no role. **Borrowed**, valid for
 *         ever.
 * @since 0.1
 */
FISC_API const char *
fisc_role_name(enum fisc_role role);

/**
 * The role of that name.
 *
 * @param[in]  name  NUL-terminated. **Borrowed** for this call.
 * @param[out] ret   The role; unchanged on failure.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  No role has that name.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_role_find(const char *name, enum fisc_role *ret);

/**
 * The English name of a level: "must", "should", "may".
 *
 * @param[in] level  Any value.
 * @return A static string, "" for what is no level. **Borrowed**, valid for
 *         ever.
 * @since 0.1
 */
FISC_API const char *
fisc_level_name(enum fisc_level level);

/**
 * The level of that name.
 *
 * @param[in]  name  NUL-terminated. **Borrowed** for this call.
 * @param[out] ret   The level; unchanged on failure.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  No level has that name.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_level_find(const char *name, enum fisc_level *ret);

/**
 * Read a catalog: OSCAL 1.0 to 1.2 catalog XML, ours or anybody's.
 *
 * Each item without items of its own in a control's statement is a clause,
 * and its id is the clause's key. A statement without items is one clause, and
 * so is a control without a statement. Who bears a clause, its level and its
 * texts in a second language are props of the namespace `urn:libfisc:oscal:1`;
 * where there are none, a clause is a must of the customer. A withdrawn
 * control has no clauses. What is odd but usable goes to the context's log.
 *
 * @param[in]  context  Provides memory and limits; the catalog takes a
 *                      reference of its own.
 * @param[in]  name     What errors and places call the source, such as its
 *                      path. **Borrowed** for this call.
 * @param[in]  text     UTF-8, not necessarily terminated. **Borrowed** for
 *                      this call.
 * @param[in]  length   Bytes in `text`.
 * @param[out] ret      On success, a new catalog, **owned** by the caller:
 *                      release it with fisc_catalog_unref(). On failure
 *                      unchanged.
 * @param[out] reterr   On failure, where and why; may be NULL. On success
 *                      unchanged.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_SYNTAX       Not well-formed.
 * @retval FISC_ERR_INVALID      Well-formed, but no catalog, or a prop of ours
 *                               has a value that it can't have.
 * @retval FISC_ERR_CONFLICT     Two controls, two clauses or two params have
 *                               one id; both places are named.
 * @retval FISC_ERR_UNSUPPORTED  A known document of another kind, such as an
 *                               OSCAL profile.
 * @retval FISC_ERR_LIMIT        Over a limit of the context.
 * @retval FISC_ERR_NOMEM        Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_parse(struct fisc_context *context, const char *name,
                   const char *text, size_t length, struct fisc_catalog **ret,
                   struct fisc_error *reterr);

/**
 * Read a catalog from a file.
 *
 * @param[in]  context  Provides memory and limits; the catalog takes a
 *                      reference of its own.
 * @param[in]  path     A regular file; errors and places name it so.
 *                      **Borrowed** for this call.
 * @param[out] ret      On success, a new catalog, **owned** by the caller:
 *                      release it with fisc_catalog_unref(). On failure
 *                      unchanged.
 * @param[out] reterr   On failure, where and why; may be NULL. On success
 *                      unchanged.
 * @retval FISC_OK
 * @retval FISC_ERR_IO           The file can't be read.
 * @retval FISC_ERR_SYNTAX       Not well-formed.
 * @retval FISC_ERR_INVALID      Well-formed, but no catalog, or a prop of
 *                               ours has a value that it can't have.
 * @retval FISC_ERR_CONFLICT     Two controls, two clauses or two params have
 *                               one id; both places are named.
 * @retval FISC_ERR_UNSUPPORTED  A known document of another kind, such as an
 *                               OSCAL profile.
 * @retval FISC_ERR_LIMIT        Over a limit of the context.
 * @retval FISC_ERR_NOMEM        Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_load(struct fisc_context *context, const char *path,
                  struct fisc_catalog **ret, struct fisc_error *reterr);

/**
 * Take a further reference.
 *
 * @param[in] catalog  Not NULL.
 * @return `catalog`, of which the caller now **owns** one reference more.
 * @since 0.1
 */
FISC_API struct fisc_catalog *
fisc_catalog_ref(struct fisc_catalog *catalog);

/**
 * Drop a reference; the catalog ends with its last one.
 *
 * @param[in] catalog  A reference that the caller owns, **taken**; or NULL.
 * @since 0.1
 */
FISC_API void
fisc_catalog_unref(struct fisc_catalog *catalog);

/** The name of its source. **Borrowed** from the catalog. @since 0.1 */
FISC_API const char *
fisc_catalog_name(const struct fisc_catalog *catalog);

/** Its uuid, or "". **Borrowed** from the catalog. @since 0.1 */
FISC_API const char *
fisc_catalog_uuid(const struct fisc_catalog *catalog);

/** Its version, or "". **Borrowed** from the catalog. @since 0.1 */
FISC_API const char *
fisc_catalog_version(const struct fisc_catalog *catalog);

/** The language that it is written in. @since 0.1 */
FISC_API enum fisc_language
fisc_catalog_language(const struct fisc_catalog *catalog);

/**
 * Its title.
 *
 * @param[in] language  Where there is no title in it, the other one is given.
 * @return "" where there is none. **Borrowed** from the catalog.
 * @since 0.1
 */
FISC_API const char *
fisc_catalog_title(const struct fisc_catalog *catalog,
                   enum fisc_language language);

/** The number of its groups. @since 0.1 */
FISC_API size_t
fisc_catalog_group_count(const struct fisc_catalog *catalog);

/** The number of its controls, nested and withdrawn ones too. @since 0.1 */
FISC_API size_t
fisc_catalog_control_count(const struct fisc_catalog *catalog);

/** The number of its clauses. @since 0.1 */
FISC_API size_t
fisc_catalog_clause_count(const struct fisc_catalog *catalog);

/** The number of its params. @since 0.1 */
FISC_API size_t
fisc_catalog_param_count(const struct fisc_catalog *catalog);

/** The number of documents that it refers to. @since 0.1 */
FISC_API size_t
fisc_catalog_resource_count(const struct fisc_catalog *catalog);

/**
 * What is known of a group.
 *
 * @param[in]     index  Below fisc_catalog_group_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `catalog`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_group(const struct fisc_catalog *catalog, size_t index,
                   struct fisc_group_info *ret);

/**
 * What is known of a control.
 *
 * @param[in]     index  Below fisc_catalog_control_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `catalog`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_control(const struct fisc_catalog *catalog, size_t index,
                     struct fisc_control_info *ret);

/**
 * What is known of a clause.
 *
 * @param[in]     index  Below fisc_catalog_clause_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `catalog`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_clause(const struct fisc_catalog *catalog, size_t index,
                    struct fisc_clause_info *ret);

/**
 * What is known of a param.
 *
 * @param[in]     index  Below fisc_catalog_param_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `catalog`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_param(const struct fisc_catalog *catalog, size_t index,
                   struct fisc_param_info *ret);

/**
 * What is known of a document that the catalog refers to.
 *
 * @param[in]     index  Below fisc_catalog_resource_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success;
 *                       its strings are **borrowed** from `catalog`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_resource(const struct fisc_catalog *catalog, size_t index,
                      struct fisc_resource_info *ret);

/**
 * One value of a param, as text: `1y`, `72`, `true`, `2026-04-01`.
 *
 * @param[in] param  Which param, from 0.
 * @param[in] index  Which of its values, from 0; only a set has several.
 * @return NULL where there are not so many. **Borrowed** from the catalog.
 * @since 0.1
 */
FISC_API const char *
fisc_catalog_param_value(const struct fisc_catalog *catalog, size_t param,
                         size_t index);

/**
 * A prop of a control.
 *
 * @param[in]     control  Which control, from 0.
 * @param[in]     index    Which of its props, from 0.
 * @param[in,out] ret      Its `size` is set by the caller, the rest on
 *                         success; its strings are **borrowed** from
 *                         `catalog`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_control_prop(const struct fisc_catalog *catalog, size_t control,
                          size_t index, struct fisc_prop_info *ret);

/**
 * A prop of a clause.
 *
 * @param[in]     clause  Which clause, from 0.
 * @param[in]     index   Which of its props, from 0.
 * @param[in,out] ret     Its `size` is set by the caller, the rest on
 *                        success; its strings are **borrowed** from
 *                        `catalog`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_clause_prop(const struct fisc_catalog *catalog, size_t clause,
                         size_t index, struct fisc_prop_info *ret);

/**
 * A link of a control.
 *
 * @param[in]     control  Which control, from 0.
 * @param[in]     index    Which of its links, from 0.
 * @param[in,out] ret      Its `size` is set by the caller, the rest on
 *                         success; its strings are **borrowed** from
 *                         `catalog`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_control_link(const struct fisc_catalog *catalog, size_t control,
                          size_t index, struct fisc_link_info *ret);

/**
 * A link of a clause.
 *
 * @param[in]     clause  Which clause, from 0.
 * @param[in]     index   Which of its links, from 0.
 * @param[in,out] ret     Its `size` is set by the caller, the rest on
 *                        success; its strings are **borrowed** from
 *                        `catalog`.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_clause_link(const struct fisc_catalog *catalog, size_t clause,
                         size_t index, struct fisc_link_info *ret);

/**
 * The control of that id, or else the one of that printed label.
 *
 * Ids are compared byte by byte. Labels are compared as a reader would: full
 * width or not (NFKC), upper or lower case, with or without spaces, whatever
 * kind of dash: `設７`, `設 7` and `設7` are one.
 *
 * @param[in]  name  NUL-terminated. **Borrowed** for this call.
 * @param[out] ret   Its index; unchanged on failure.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  No control has that id or label.
 * @retval FISC_ERR_CONFLICT  Several controls have that label, and none that
 *                            id; fisc_catalog_next_labelled() names them.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_find_control(const struct fisc_catalog *catalog,
                          const char *name, size_t *ret);

/**
 * The next control with that printed label, compared as in
 * fisc_catalog_find_control().
 *
 * @param[in]  label  NUL-terminated. **Borrowed** for this call.
 * @param[in]  from   Where to begin: 0, or one more than the last one found.
 * @param[out] ret    Its index; unchanged on failure.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There is none from there on.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_next_labelled(const struct fisc_catalog *catalog,
                           const char *label, size_t from, size_t *ret);

/**
 * The clause of that key, such as `fisc8.f7.provider`.
 *
 * @param[in]  key  NUL-terminated. **Borrowed** for this call.
 * @param[out] ret  Its index; unchanged on failure.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  No clause has that key.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_find_clause(const struct fisc_catalog *catalog, const char *key,
                         size_t *ret);

/**
 * The param of that id.
 *
 * @param[in]  id   NUL-terminated. **Borrowed** for this call.
 * @param[out] ret  Its index; unchanged on failure.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  No param has that id.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_catalog_find_param(const struct fisc_catalog *catalog, const char *id,
                        size_t *ret);

#ifdef __cplusplus
}
#endif

#endif
