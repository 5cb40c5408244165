/* SPDX-License-Identifier: MIT */
#ifndef SYSTEM_SYSTEM_H
#define SYSTEM_SYSTEM_H

/*
 * The model of a description: a tree of facts. Both spellings and the builder
 * make the same tree, in one canonical order, so that equal descriptions are
 * equal trees. Immutable once made.
 */

#include <stdatomic.h>

#include <fisc/system.h>

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"
#include "vocabulary/vocabulary.h"

enum fisc__item_kind {
    FISC__ITEM_BOOLEAN,
    FISC__ITEM_INTEGER,
    FISC__ITEM_DECIMAL,
    FISC__ITEM_STRING,
    FISC__ITEM_LIST,   /* of records, or of scalars (a set) */
    FISC__ITEM_RECORD,
    FISC__ITEM_UNKNOWN /* stated to be unknown: about->unknown says why */
};

/* What was said beside a value; members NULL or FISC_DATE_NONE if not given. */
struct fisc__about {
    fisc_date date;
    fisc_date expires;
    fisc_date at;
    const char *source;
    const char *evidence; /* id of an entry of the evidence register */
    const char *by;
    const char *why;
    const char *unknown;
};

struct fisc__item {
    enum fisc__item_kind kind;
    bool complete;  /* of a list */
    bool is_date;   /* of a string: `day` holds it */
    fisc_date day;
    uint32_t serial; /* of the description that it was made for */
    const char *name; /* a field's name; a record's id in a list; else NULL */
    union {
        int64_t integer; /* also 0 and 1 of a boolean */
        double decimal;
        const char *string;
        struct {
            struct fisc__item **list; /* fields by name; records by id; */
            size_t count;             /* scalars by kind, then value     */
        } children;
    } u;
    const struct fisc__about *about; /* or NULL */
    struct fisc__place place;
};

/* A digest is made when it is first asked for. */
enum fisc__digested { FISC__DIGEST_NONE, FISC__DIGEST_BUSY, FISC__DIGEST_THERE };

struct fisc_system {
    atomic_uint references;
    struct fisc_context *context; /* a reference */
    struct fisc__arena arena;
    const char *name; /* of its source */
    const char *id;
    struct fisc__text title;
    struct fisc__item *root; /* a record */
    const struct fisc__flat *flat; /* its facts in a row; NULL: not made */
    size_t nodes;            /* at most so many items are in it */
    /* What it was changed from and shares items with: a reference; or NULL.
       Items whose serial is its own are in its arena, no other's. */
    struct fisc_system *base;
    uint32_t serial;
    size_t shared; /* bytes that those before it hold, … */
    size_t first;  /* … and the first of them */
    char digest[FISC__DIGEST_TEXT]; /* SHA-256 over the model, no places */
    atomic_int digested; /* enum fisc__digested */
    /* The policy whose vocabulary it was last found right by; 0: none. A mark
       that spares the next evaluation the check. */
    atomic_uint_least64_t checked;
};

/* The field of that name of a record, by bisection; NULL where not given. */
const struct fisc__item *
fisc__item_field(const struct fisc__item *record, const char *name,
                 size_t length);

/* The text of a string field of a record; "" where there is none. */
const char *
fisc__item_string(const struct fisc__item *record, const char *name);

/* The record of that id in a list; NULL where it is not listed. */
const struct fisc__item *
fisc__item_element(const struct fisc__item *list, const char *id,
                   size_t length);

const struct fisc__item *
fisc__item_record(const struct fisc__item *list, const char *id);

/*
 * The item at a path like "suppliers[acme].reviewed"; "" is the root. On
 * success *ret may be NULL: nothing is stated there. FISC_ERR_INVALID: not
 * spelled as a path.
 */
enum fisc_status
fisc_system__find(const struct fisc_system *system, const char *path,
                  const struct fisc__item **ret);

/* The rules by which fisc_system__check() adds diagnostics. */
#define FISC__RULE_UNKNOWN_PATH "unknown-path"   /* error or warning */
#define FISC__RULE_WRONG_TYPE "wrong-type"       /* error */
#define FISC__RULE_WRONG_VALUE "wrong-value"     /* error */
#define FISC__RULE_NO_EVIDENCE "evidence-missing" /* warning */

/*
 * Holds a description against a vocabulary: the first (by place) unknown path,
 * wrong type or value that is not allowed is the error. Up to 1,000 of them are
 * added to `diagnostics` (which may be NULL), and warnings of references to
 * evidence that the register doesn't have. Where the vocabulary has nothing
 * beside what is built in, unknown paths pass.
 *
 * `allow_unknown`: unknown paths are warnings.
 */
enum fisc_status
fisc_system__check(const struct fisc_system *system,
                   const struct fisc__vocabulary *vocabulary,
                   bool allow_unknown, struct fisc__diagnostics *diagnostics,
                   struct fisc_error *reterr);

/*
 * Holds what stands at one path, spelled as one, against a vocabulary, where
 * all else is right: the same errors, but for check_split()'s. `item` is what
 * stands there, or NULL. *ret_word: what the vocabulary has there; NULL for an
 * element and where it has nothing. *ret_clean: there were no remarks.
 */
enum fisc_status
fisc_system__check_at(const struct fisc_system *system,
                      const struct fisc__vocabulary *vocabulary,
                      bool allow_unknown, const char *path,
                      const struct fisc__item *item,
                      const struct fisc__word **ret_word, bool *ret_clean,
                      struct fisc_error *reterr);

/*
 * Of a description that was checked: each statement of `inherits` names its
 * clause and who answers, and there is one at most on each duty.
 */
enum fisc_status
fisc_system__check_split(const struct fisc_system *system,
                         struct fisc_error *reterr);

#endif
