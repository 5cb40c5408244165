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
    const struct fisc__read *list;    /* that it is of; NULL: see list_path */
    const char *list_path;            /* "suppliers" */
    const struct fisc__scope *up;     /* the enclosing element, or NULL */
};

struct fisc__read {
    enum fisc__state state;        /* FISC__KNOWN: item has a value */
    const struct fisc__item *item; /* NULL unless known */
    const struct fisc__item *stated; /* what is there, known or not; or NULL */
    const struct fisc__definition *definition; /* NULL for a record */
    const struct fisc__word *word; /* of a list: its fields are below */
    const char *path;              /* from the scope on: "reviewed" */
    const struct fisc__scope *scope; /* NULL: the path is in full */
};

/* Its path in full: "suppliers[acme].reviewed"; NULL where memory is short. */
const char *
fisc__read_path(struct fisc__arena *arena, const struct fisc__read *read);

/*
 * Where the paths that functions ask for lead: found once, whatever is
 * evaluated afterwards. It belongs to one thread, and to one vocabulary.
 */
struct fisc__path_memo {
    struct fisc_context *context;  /* borrowed */
    struct fisc__known_path *list; /* open addressing; word NULL: free */
    size_t size, count;
    uint64_t runs; /* counted: each has a number of its own */
};

void
fisc__path_memo_init(struct fisc__path_memo *memo,
                     struct fisc_context *context);

void
fisc__path_memo_done(struct fisc__path_memo *memo);

/*
 * Reads the fact at `path`, of so many bytes (".f" from the element in which the leaf stands,
 * "..f" from the one above, "party.f" from the row's party, else from the
 * system). The state obeys rules 3 and 4 with the vocabulary's longest age; a
 * list that is not whole is known here, see item->complete. *ret lives as long
 * as the evaluation.
 *
 * FISC_ERR_INVALID: the vocabulary has no such path, or it needs an element
 * and there is none; the message names the nearest path. FISC_ERR_NOMEM.
 */
enum fisc_status
fisc__access_read(struct fisc__access *access, struct fisc__path_memo *memo,
                  const char *path, size_t length,
                  const struct fisc__read **ret, struct fisc_error *reterr);

/*
 * The same for a path of the system that this evaluation has read before; NULL
 * for others, and where memory is short.
 */
const struct fisc__read *
fisc__access_again(struct fisc__access *access,
                   const struct fisc__path_memo *memo, const char *path,
                   size_t length);

/*
 * The same for a field of an element, or of a record: `word` is the element's
 * list, or the record; `scope` NULL is the system.
 */
enum fisc_status
fisc__access_field(struct fisc__access *access, struct fisc__path_memo *memo,
                   const struct fisc__scope *scope,
                   const struct fisc__word *word, const char *name,
                   size_t length, const struct fisc__read **ret,
                   struct fisc_error *reterr);

/*
 * The scope of the i-th record of a list. In the evaluation's memory; NULL
 * where that is short.
 */
const struct fisc__scope *
fisc__access_element(struct fisc__access *access,
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

/* The date; from then on the function counts as one that computes with it. */
fisc_date
fisc__access_as_of(const struct fisc__access *access);

/* Memory that lives as long as the evaluation's results. */
struct fisc__arena *
fisc__access_arena(struct fisc__access *access);

/* The steps that this call may take, of which it tells how many it took. */
uint64_t
fisc__access_steps(const struct fisc__access *access);

void
fisc__access_spend(struct fisc__access *access, uint64_t steps);

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
 * Functions that are to be called one after another: what they share is made
 * ready once for all of them.
 */
struct fisc__calls;

/*
 * The function whose turn it is, and how it reads; false: there is none left,
 * or no more may be called. What it said is told by fisc__calls_end() before
 * the next one is asked for.
 */
bool
fisc__calls_next(struct fisc__calls *calls, uint32_t *ret_function,
                 struct fisc__access **ret_access);

void
fisc__calls_end(struct fisc__calls *calls,
                const struct fisc__outcome *outcome);

/*
 * Will asking for the next one call the host's code? Then the process is to be
 * as the host left it.
 */
bool
fisc__calls_meet_host(const struct fisc__calls *calls);

/*
 * What the graph asks to call functions: FISC_ERR_NOMEM only where the host's
 * memory is short (a check that overruns its own cap is an outcome).
 */
typedef enum fisc_status (*fisc__function_call)(void *data,
                                                struct fisc__calls *calls);

#endif
