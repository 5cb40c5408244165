/* SPDX-License-Identifier: MIT */
#ifndef TEST_SUITE_H
#define TEST_SUITE_H

/*
 * The tests of one policy folder as they are written: cases, and lines that
 * say why something is not tested.
 */

#include "base/arena.h"
#include "base/error.h"

#include <fisc/report.h>

enum fisc__change_kind {
    FISC__CHANGE_STATE,  /* path = JSON */
    FISC__CHANGE_REMOVE, /* - path */
    FISC__CHANGE_OPEN    /* ~ path: the list is no longer whole */
};

struct fisc__test_change {
    enum fisc__change_kind kind;
    const char *path;
    const char *value; /* JSON; NULL but for a statement */
    struct fisc__place place;       /* of the path */
    struct fisc__place value_place;
};

struct fisc__test_param {
    const char *id;
    const char **values;
    size_t count; /* 0: unset */
    struct fisc__place place;
};

/* A description by its name, as cases write it. */
struct fisc__test_base {
    const char *name;
    struct fisc__place place;
    size_t index; /* among the suite's descriptions, once they are found */
};

struct fisc__test_join {
    const char *party;
    struct fisc__test_base base;
};

/* What must come out for a row, or for every row of a clause. */
struct fisc__test_row {
    const char *key;
    size_t clause_length;    /* of the clause's key in it */
    enum fisc_result result;
    const char *reason;
    const char *via;         /* or NULL */
    const char **paths;
    size_t path_count;
    bool more;               /* other paths may be there too */
    struct fisc__place place;
};

/* What cases are made of; also what holds for all cases of a file. */
struct fisc__test_setting {
    struct fisc__test_base base; /* name NULL: none yet */
    fisc_date as_of;             /* FISC_DATE_NONE: none yet */
    struct fisc__test_change *changes;
    size_t change_count, change_capacity;
    struct fisc__test_param *params;
    size_t param_count, param_capacity;
    struct fisc__test_join *joins;
    size_t join_count, join_capacity;
};

struct fisc__test_case {
    const char *file;
    const char *name;
    struct fisc__place place;
    struct fisc__test_setting setting;
    struct fisc__test_row *rows;
    size_t row_count, row_capacity;
    bool all_rows;
    size_t variant; /* of the policy: which params are set */
};

/* A line that says why something is not tested. */
struct fisc__test_excuse {
    bool equivalent;         /* else: never */
    enum fisc_result result; /* of never */
    const char *item;        /* a clause's key, or a mutant's id */
    const char *reason;
    struct fisc__place place;
};

struct fisc__suite {
    struct fisc_context *context; /* borrowed */
    struct fisc__arena arena;
    struct fisc__test_case *cases;
    size_t case_count, case_capacity;
    struct fisc__test_excuse *excuses;
    size_t excuse_count, excuse_capacity;
};

void
fisc__suite_init(struct fisc__suite *suite, struct fisc_context *context);

void
fisc__suite_done(struct fisc__suite *suite);

/*
 * Reads a file of cases; `name` is what places say and is copied.
 *
 * FISC_ERR_SYNTAX: a line is none of those that there are. FISC_ERR_CONFLICT:
 * two cases of one name; both places are named. FISC_ERR_INVALID: a case
 * without base, date or rows.
 */
enum fisc_status
fisc__suite_read(struct fisc__suite *suite, const char *name, const char *text,
                 size_t length, struct fisc_error *reterr);

#endif
