/* SPDX-License-Identifier: MIT */
#ifndef REPORT_READ_H
#define REPORT_READ_H

/* A set of results: what it holds, and making one. */

#include <stdatomic.h>

#include <fisc/diff.h>

#include "base/error.h"
#include "base/names.h"
#include "json/json.h"

struct fisc__strings {
    const char **list;
    size_t count;
};

struct fisc__facts {
    struct fisc_fact_reference *list;
    size_t count;
};

struct fisc__open_facts {
    struct fisc_deciding *list;
    size_t count;
};

struct fisc__result_row {
    struct fisc_result_info info; /* whole but for its key, while it is read */
    const char *message[2];
    struct fisc__strings labels;
    struct fisc__facts facts;
    struct fisc__open_facts deciding;
    struct fisc__strings evidence;
    int deciding_minimal;
};

struct fisc_result_set {
    atomic_uint references;
    struct fisc_context *context; /* a reference */
    struct fisc__arena arena;     /* everything below */
    const char *name;
    fisc_date as_of;
    const char *policy_digest;
    const char *rules_digest;  /* or "", as the next */
    const char *params_digest;
    const char *system_digest;
    const char *system_id;
    struct fisc__result_row *rows;
    size_t count;
    struct fisc__names keys; /* the key of rows[i] has the number i + 1 */
    struct fisc_control_result *controls;
    size_t control_count;
    struct fisc__names control_ids; /* likewise */
    int whole;
};

/* An empty set with one reference; NULL where memory is short. */
struct fisc_result_set *
fisc_result_set__new(struct fisc_context *context, const char *name);

/* Gives the controls the labels that their rows have. */
void
fisc_result_set__label(struct fisc_result_set *set);

/*
 * Takes in the names of rows or controls one by one. False: memory is short,
 * or, where *ret_first is less than `index`, that one has the name already.
 */
bool
fisc_result_set__add_name(struct fisc__names *names, const char *name,
                          size_t index, size_t *ret_first);

/* Fills in a set from the tree of its JSON; errors as _parse(). */
enum fisc_status
fisc_result_set__read(struct fisc_result_set *set,
                      const struct fisc__json *json,
                      struct fisc_error *reterr);

#endif
