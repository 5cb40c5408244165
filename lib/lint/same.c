/* SPDX-License-Identifier: MIT */
/*
 * Clauses whose requirements are one and whose texts are not: sharing parts is
 * right, sharing the whole is a question that was not asked. A pair that is
 * right is named by a prop "same-as" of the later clause, with the reason in
 * its remarks.
 */

#include <string.h>

#include "base/sort.h"
#include "lint/rules.h"

#define PROP "same-as"

struct asked {
    const struct fisc__policy_clause *clause;
    size_t index;
};

static int
by_requirement(const void *a, const void *b)
{
    const struct asked *x = a, *y = b;
    uint32_t first = x->clause->check->requirement->number;
    uint32_t second = y->clause->check->requirement->number;

    if (first != second)
        return first < second ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static bool
same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* Do they say the same in both languages? */
static bool
say_the_same(const struct fisc__clause *a, const struct fisc__clause *b)
{
    return same_text(a->text.ja, b->text.ja) &&
           same_text(a->text.en, b->text.en);
}

/* The prop that names a clause among the first `count`, or NULL. */
static const struct fisc__prop *
find_prop(const struct asked *group, size_t count,
          const struct fisc__clause *clause)
{
    for (size_t i = 0; i < clause->props.count; i++) {
        const struct fisc__prop *prop = &clause->props.list[i];

        if (strcmp(prop->ns, FISC__PROP_NS) != 0 ||
            strcmp(prop->name, PROP) != 0)
            continue;
        for (size_t j = 0; j < count; j++)
            if (strcmp(prop->value, group[j].clause->clause->key) == 0)
                return prop;
    }
    return NULL;
}

/* A clause beside those that ask the same and come before it. */
static bool
review_later(const struct fisc__linted *lint, const struct asked *group,
             size_t count)
{
    const struct fisc__policy_clause *later = group[count].clause;
    const struct fisc__prop *prop = find_prop(group, count, later->clause);

    for (size_t i = 0; i < count; i++)
        if (say_the_same(group[i].clause->clause, later->clause))
            return true;
    if (prop && !prop->remarks[0])
        return fisc__diagnostics_add(
            lint->remarks, FISC_LOG_WARNING, &prop->place, "same-as-reason",
            later->clause->key,
            "%s と同じことを問う理由が remarks に書かれていない",
            "why it asks the same as %s is not said in remarks", prop->value);
    return prop || fisc__diagnostics_add(
                       lint->remarks, FISC_LOG_WARNING, &later->check->place,
                       "same-requirement", later->clause->key,
                       "文の違う %s と同じことを問う。問うていないことが"
                       "あるか、prop \"same-as\" に理由を書く",
                       "it asks the same as %s in other words: something is "
                       "not asked, or a prop \"same-as\" says why",
                       group[0].clause->clause->key);
}

static bool
review_groups(const struct fisc__linted *lint, const struct asked *asked,
              size_t count)
{
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1;
             end < count && asked[end].clause->check->requirement ==
                                asked[first].clause->check->requirement;
             end++)
            if (!review_later(lint, asked + first, end - first))
                return false;
    }
    return true;
}

/* ---- props that are out of date ------------------------------------------*/

static bool
asks_the_same(const struct fisc_policy *policy,
              const struct fisc__policy_clause *clause, const char *key)
{
    size_t other;

    return fisc__policy_find_key(policy, key, strlen(key), &other) &&
           &policy->clauses[other] != clause &&
           policy->clauses[other].check &&
           policy->clauses[other].check->requirement ==
               clause->check->requirement;
}

static bool
review_props(const struct fisc__linted *lint,
             const struct fisc__policy_clause *clause)
{
    const struct fisc__props *props = &clause->clause->props;

    for (size_t i = 0; i < props->count; i++) {
        const struct fisc__prop *prop = &props->list[i];

        if (strcmp(prop->ns, FISC__PROP_NS) == 0 &&
            strcmp(prop->name, PROP) == 0 &&
            !asks_the_same(lint->policy, clause, prop->value) &&
            !fisc__diagnostics_add(
                lint->remarks, FISC_LOG_WARNING, &prop->place, "same-as-stale",
                clause->clause->key, "%s と同じことを問うてはいない",
                "it does not ask the same as %s", prop->value))
            return false;
    }
    return true;
}

bool
fisc__lint_same(const struct fisc__linted *lint)
{
    const struct fisc_policy *policy = lint->policy;
    struct fisc_context *context = policy->context;
    struct asked *asked = fisc__alloc_array(context, policy->clause_count,
                                            sizeof *asked);
    size_t count = 0;
    bool done = asked != NULL;

    for (size_t i = 0; i < policy->clause_count && done; i++) {
        const struct fisc__policy_clause *clause = &policy->clauses[i];

        if (!fisc__linted_has(lint, clause))
            continue;
        done = review_props(lint, clause);
        if (clause->clause->level != FISC_LEVEL_MAY)
            asked[count++] = (struct asked){clause, i};
    }
    done = done && fisc__sort(context, asked, count, sizeof *asked,
                              by_requirement) &&
           review_groups(lint, asked, count);
    fisc__free(context, asked, policy->clause_count * sizeof *asked);
    return done;
}
