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

/** The languages of texts for people. @since 0.1 */
enum fisc_language {
    FISC_LANGUAGE_JA = 0,
    FISC_LANGUAGE_EN = 1
};

/**
 * A set of controls, read from an OSCAL catalog.
 *
 * Threads: immutable once made; any number of threads may read one catalog
 * and take or drop references to it without a lock.
 *
 * @since 0.1
 */
struct fisc_catalog;

/**
 * A control. All strings are **borrowed** from the catalog; none is NULL,
 * what is not given is "". Where a title has one language only, both have it.
 *
 * @since 0.1
 */
struct fisc_control_info {
    const char *id;          /**< `fisc8.f7` */
    const char *label;       /**< as printed: `設7` */
    const char *title[2];    /**< by enum fisc_language */
    const char *group;       /**< id of the innermost group */
    const char *group_title[2];
    const char *parent;      /**< id of the control it is nested in */
    int withdrawn;           /**< kept for reference; has no clauses */
    size_t first_clause;     /**< its clauses are consecutive */
    size_t clause_count;
    const char *file;        /**< where it is defined */
    unsigned line;
};

/**
 * A clause. Strings as in struct fisc_control_info.
 *
 * @since 0.1
 */
struct fisc_clause_info {
    const char *key;      /**< `fisc8.f7.provider` */
    const char *label;    /**< printed number of the item */
    const char *control;  /**< id of its control */
    const char *title[2]; /**< by enum fisc_language */
    const char *text[2];  /**< what is owed */
    enum fisc_role bearer;
    enum fisc_level level;
    const char *file;
    unsigned line;
};

#ifdef __cplusplus
}
#endif

#endif
