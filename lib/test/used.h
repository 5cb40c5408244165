/* SPDX-License-Identifier: MIT */
#ifndef TEST_USED_H
#define TEST_USED_H

/* The facts and words that a policy's checks use. */

#include "policy/policy.h"

/* A list of texts or definitions, sorted, each once. */
struct fisc__used_list {
    const void **list;
    size_t count, capacity;
};

struct fisc__used {
    struct fisc_context *context;
    struct fisc__used_list facts;  /* struct fisc__definition, by path */
    struct fisc__used_list kinds;  /* of evidence */
    struct fisc__used_list topics; /* what evidence is about */
    struct fisc__used_list terms;  /* of contracts */
};

/* False where memory is short; to be done with all the same. */
bool
fisc__used_find(struct fisc__used *used, const struct fisc_policy *policy);

/* The same of one clause alone. */
bool
fisc__used_by(struct fisc__used *used, const struct fisc_policy *policy,
              size_t clause);

void
fisc__used_done(struct fisc__used *used);

/* The fact alike that comes next after it, around the end; or NULL. */
const struct fisc__definition *
fisc__used_fact(const struct fisc__used *used,
                const struct fisc__definition *definition);

/* The text that comes next after it, around the end; NULL without another. */
const char *
fisc__used_text(const struct fisc__used_list *list, const char *text);

#endif
