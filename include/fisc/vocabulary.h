/* SPDX-License-Identifier: MIT */
#ifndef FISC_VOCABULARY_H
#define FISC_VOCABULARY_H

#include <fisc/context.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * The facts that may be asked for.
 */

/** The type of a fact. @since 0.1 */
enum fisc_fact_type {
    FISC_FACT_FLAG = 0,        /**< true or false */
    FISC_FACT_INTEGER = 1,
    FISC_FACT_DECIMAL = 2,
    FISC_FACT_STRING = 3,
    FISC_FACT_DATE = 4,        /**< a civil date */
    FISC_FACT_ENUMERATION = 5, /**< one of the allowed values */
    FISC_FACT_SET = 6,         /**< strings, each at most once */
    FISC_FACT_LIST = 7         /**< records, each with an id */
};

/**
 * What the vocabulary says of one path. Strings are **borrowed** from the
 * policy; none is NULL, what is not given is "".
 *
 * @since 0.1
 */
struct fisc_fact_info {
    size_t size;      /**< sizeof(struct fisc_fact_info) */
    const char *path; /**< a list's items as `sites[].name` */
    enum fisc_fact_type type;
    const char *unit;
    const char *max_age;     /**< a period, or "" */
    int ordered;             /**< its allowed values have an order */
    int judged;              /**< a recorded judgement: by, at, why */
    size_t value_count;      /**< allowed values; 0: any */
    const char *meaning[2];  /**< by enum fisc_language */
    const char *question[2];
    const char *file;        /**< "" where it is built in */
    unsigned line;
};

/**
 * A type as a vocabulary writes it: "flag", "integer", …; "" for no type.
 *
 * @return A static string. **Borrowed**, valid for ever.
 * @since 0.1
 */
FISC_API const char *
fisc_fact_type_name(enum fisc_fact_type type);

#ifdef __cplusplus
}
#endif

#endif
