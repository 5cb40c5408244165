/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_EXPRESSION_H
#define REQUIREMENT_EXPRESSION_H

/*
 * Requirements as they are written: a directed graph of expressions in which
 * equal ones are one. Nothing here knows a scope: ".f" is the field of whatever
 * element the expression comes to stand under. compile.h makes nodes of them.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

enum fisc__op {
    /* combinators */
    FISC__OP_ALL,         /* children */
    FISC__OP_ANY,         /* children */
    FISC__OP_NO,          /* one child; no{a,b} is NO of an ANY */
    FISC__OP_COUNT,       /* n, children: at_least(n) {…} */
    FISC__OP_EACH,        /* path of the list, where, one child */
    FISC__OP_SOME,        /* the same; exists is SOME of an empty ALL */
    FISC__OP_LIST_COUNT,  /* n and the same: at_least(n, "list") {…} */
    FISC__OP_GIVEN,       /* guard, one child */
    FISC__OP_DEMAND,      /* floor or NULL; strict child, then labelled ones */
    FISC__OP_ALTERNATIVE, /* label, one child */
    FISC__OP_RELAXATION,  /* label, guard, one child */
    /* leaves */
    FISC__OP_FLAG,        /* path, max_age */
    FISC__OP_PARAM,       /* path is the param's name: a boolean param */
    FISC__OP_COMPARE,     /* path, relation, want, max_age */
    FISC__OP_WITHIN,      /* path, want (a period) */
    FISC__OP_NOT_AFTER,   /* path, want (a fact) */
    FISC__OP_HAS,         /* path, item */
    FISC__OP_COVERS,      /* path, want (a set, fact or param) */
    FISC__OP_JUDGED,      /* path, names: the set */
    FISC__OP_EVIDENCE,    /* names: kinds; about, want: covers, on, max_age,
                             unconfirmed */
    FISC__OP_CONTRACT,    /* with, names: terms */
    FISC__OP_FUNCTION     /* function */
};

enum fisc__relation {
    FISC__EQ,
    FISC__NE,
    FISC__GE,
    FISC__LE,
    FISC__GT,
    FISC__LT,
    FISC__STARTS_WITH, /* of strings */
    FISC__ONE_OF
};

enum fisc__literal_kind {
    FISC__LITERAL_BOOLEAN,
    FISC__LITERAL_INTEGER,
    FISC__LITERAL_DECIMAL,
    FISC__LITERAL_STRING
};

struct fisc__literal {
    enum fisc__literal_kind kind;
    int64_t integer; /* also 0 and 1 of a boolean */
    double decimal;
    const char *string;
};

enum fisc__operand_kind {
    FISC__OPERAND_NONE = 0,
    FISC__OPERAND_LITERALS, /* one, or several of a set */
    FISC__OPERAND_FACT,     /* name is a path */
    FISC__OPERAND_PARAM     /* name is a param's */
};

struct fisc__operand {
    const char *name;
    const struct fisc__literal *literals;
    uint32_t count;
    enum fisc__operand_kind kind : 8;
    bool is_set; /* written with braces, also where there is only one */
};

/* There are thousands of them: the small members stand together. */
struct fisc__expression {
    enum fisc__op op : 8;
    enum fisc__relation relation : 8;
    bool unconfirmed : 1; /* evidence: confirmed = false */
    /* From here to `function`: not part of what makes two of them equal. */
    bool party : 1;  /* some path begins with "party." */
    bool titled : 1; /* it has a title, or a part that is one way has */
    uint8_t reach;      /* enclosing elements that its paths need */
    uint16_t depth;     /* 1 without parts */
    uint8_t validated;  /* a bit for each position found right */
    uint32_t number;    /* its place in the store, from 0 */
    uint32_t walked;    /* the last walk for titles that came here */
    uint64_t around;    /* which elements: bit 0 is the one at hand */
    struct fisc__place place; /* where it was written first */
    uint32_t function; /* the number of a function leaf */
    uint32_t name_count;
    uint32_t child_count;
    const char *path;
    const char *label; /* "alternative:x", "relaxation:y" */
    struct fisc__text title; /* what the label is called; NULLs: nothing else */
    const char *item;
    const char *about;
    const char *with;
    const char *const *names;
    struct fisc__operand want;
    struct fisc__operand max_age;
    struct fisc__operand on;
    int64_t n;
    const struct fisc__expression *guard;
    const struct fisc__expression *where;
    const struct fisc__expression *floor;
    const struct fisc__expression *const *children;
};

/* Deeper nesting is refused, so that walks need little stack. */
enum { FISC__EXPRESSION_DEPTH = 100 };

struct fisc__expressions {
    struct fisc__arena *arena; /* borrowed */
    struct fisc__expression **list; /* children before parents */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* open addressing; number + 1, 0 is free */
    size_t slot_count;
    uint32_t walks; /* for titles, so far */
};

void
fisc__expressions_init(struct fisc__expressions *store,
                       struct fisc__arena *arena);

void
fisc__expressions_done(struct fisc__expressions *store);

/*
 * The expression equal to `draft`, old or new. Texts and arrays are copied into
 * the arena where it is new; its children must be of this store. Unused members
 * of a draft are zero. FISC_ERR_LIMIT: nested too deeply; FISC_ERR_NOMEM.
 */
enum fisc_status
fisc__expression_make(struct fisc__expressions *store,
                      const struct fisc__expression *draft,
                      const struct fisc__expression **ret,
                      struct fisc_error *reterr);

/* The dots that a path begins with: 0 for one of the system's. */
size_t
fisc__path_dots(const char *path);

/* Is it a path of the row's own party: "party.regions"? */
bool
fisc__path_is_party(const char *path);

/*
 * Rule 15: labels outside a demand, a demand under no, a guard, where or when,
 * a floor that another branch bypasses, a demand without a strict part,
 * at_least with equal children or n out of range. `is_when`: it stands in
 * when = … . FISC_ERR_INVALID, with the place of what is wrong.
 */
enum fisc_status
fisc__expression_validate(const struct fisc__expression *root, bool is_when,
                          struct fisc_error *reterr);

/* The word that a check file uses for it: "all", "at_least", "eq", … Static. */
const char *
fisc__expression_word(const struct fisc__expression *expression);

#endif
