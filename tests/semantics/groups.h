/* SPDX-License-Identifier: MIT */
#ifndef SEMANTICS_GROUPS_H
#define SEMANTICS_GROUPS_H

/* Random policies with their descriptions, as generate.lua prints them. */

#include <fisc/fisc.h>
#include <jansson.h>

enum { GROUP_JOINED = 8 }; /* descriptions at most */

struct group {
    unsigned number;     /* from 1 */
    const json_t *texts; /* see generate.lua */
    struct fisc_context *context;
    struct fisc_policy *policy;
    struct fisc_evaluator *evaluator;
};

/*
 * Runs the command that the environment names as FISC_GENERATE and calls `work`
 * for each group, its policy loaded. FISC_GROUP chooses one by its number.
 * Fails the test where the command fails. Returns how many there were.
 */
unsigned
groups_each(void (*work)(struct group *group, void *data), void *data);

/* Makes the context, the policy and the evaluator of a group's texts. */
void
group_load(struct group *group);

void
group_unload(struct group *group);

/* Fails the test with the error unless the status is FISC_OK. */
void
group_ok(const struct group *group, enum fisc_status status,
         const struct fisc_error *error);

/* What is asked of a description: the date and the roles are those of a case. */
struct group_question {
    struct fisc_eval_options options;
    struct fisc_joined others[GROUP_JOINED];
};

void
group_ask(struct group *group, const json_t *joined, const json_t *with,
          struct group_question *ret);

void
group_answered(struct group_question *question);

/*
 * Evaluates a description with others joined, an object of texts by party; the
 * date and the roles are those of a case. The caller owns the report.
 */
struct fisc_report *
group_evaluate(struct group *group, const char *text, const json_t *joined,
               const json_t *with);

/* A string member, "" where there is none. */
const char *
text_of(const json_t *object, const char *key);

#endif
