/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_ACCESS_H
#define REQUIREMENT_ACCESS_H

/*
 * How a function leaf reads facts. Every read is recorded, so that a decided
 * leaf can name what it rests on and a change can find it. The graph implements
 * this side; the folder check/ calls it from its ctx methods.
 */

#include "base/arena.h"
#include "requirement/value.h"
#include "system/system.h"
#include "vocabulary/vocabulary.h"

struct fisc__access;

/* The element of a list, or a party, that a relative path starts from. */
struct fisc__scope {
    const struct fisc__item *element; /* a record */
    const struct fisc__word *word;    /* the list's word: its fields below */
    const char *path;                 /* "suppliers[acme]" */
    const struct fisc__scope *up;     /* the enclosing element, or NULL */
};

struct fisc__read {
    enum fisc__state state;        /* FISC__KNOWN: item has a value */
    const struct fisc__item *item; /* NULL unless known */
    const struct fisc__definition *definition; /* NULL for a record */
    const struct fisc__word *word; /* of a list: its fields are below */
    const char *path;              /* in full: "suppliers[acme].reviewed" */
};

/*
 * Reads the fact at `path` (".f" from `scope`, "..f" from the one above, else
 * from the system; "party.f" from the row's party). `scope` NULL is the scope
 * in which the leaf stands. The state obeys rules 3 and 4 with the
 * vocabulary's longest age; a list that is not whole is known here, see
 * item->complete.
 *
 * FISC_ERR_INVALID: the vocabulary has no such path, or it needs an element
 * and there is none; the message names the nearest path. FISC_ERR_NOMEM.
 */
enum fisc_status
fisc__access_read(struct fisc__access *access, const struct fisc__scope *scope,
                  const char *path, struct fisc__read *ret,
                  struct fisc_error *reterr);

/*
 * The scope of the i-th record of a list that was read from `scope`. In the
 * evaluation's memory; NULL where that is short.
 */
const struct fisc__scope *
fisc__access_element(struct fisc__access *access,
                     const struct fisc__scope *scope,
                     const struct fisc__read *list, size_t i);

/* A param's values, by the clause's catalog; state FISC__UNSET without. */
struct fisc__param_read {
    enum fisc__state state;
    const char *const *values; /* as text */
    size_t count;
    const char *type; /* "period", "integer", …; or "" */
    const char *path; /* "param:name" */
};

/* FISC_ERR_INVALID: no catalog has such a param. */
enum fisc_status
fisc__access_param(struct fisc__access *access, const char *name,
                   struct fisc__param_read *ret, struct fisc_error *reterr);

fisc_date
fisc__access_as_of(const struct fisc__access *access);

/* Memory that lives as long as the evaluation's results. */
struct fisc__arena *
fisc__access_arena(struct fisc__access *access);

/* What a function said. */
enum fisc__verdict {
    FISC__VERDICT_FALSE = FISC__FALSE,
    FISC__VERDICT_TRUE = FISC__TRUE,
    FISC__VERDICT_UNKNOWN = FISC__UNKNOWN,
    FISC__VERDICT_ERROR = FISC__ERROR,
    FISC__VERDICT_NOTAPPLICABLE = 4 /* only of a function that is the check */
};

struct fisc__detail {
    const char *name;
    const char *value;
};

/* Texts live in fisc__access_arena(); NULL where there is none. */
struct fisc__outcome {
    enum fisc__verdict verdict;
    enum fisc__state state; /* of an unknown */
    const char *path;       /* of an unknown: what it missed; "param:x" too */
    const char *reason;     /* of an error: "error", "budget" or "memory" */
    const char *error;      /* of an error: what happened, one line */
    struct fisc__text message;
    struct fisc__detail *details; /* further fields that the function gave */
    size_t detail_count;
};

/*
 * What the graph calls for a function leaf: FISC_ERR_NOMEM only where the
 * host's memory is short (a check that overruns its own cap is an outcome).
 */
typedef enum fisc_status (*fisc__function_call)(void *data, uint32_t function,
                                                struct fisc__access *access,
                                                struct fisc__outcome *ret);

#endif
