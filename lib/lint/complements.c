/* SPDX-License-Identifier: MIT */
/*
 * A requirement beside its own negation: `any` of the two is unknown where one
 * would think that it holds, and `all` never passes.
 */

#include <string.h>

#include "lint/rules.h"

/* What `no` stands before: no {a}, and no {any {a}}. */
static const struct fisc__expression *
negated(const struct fisc__expression *e)
{
    const struct fisc__expression *inner =
        e->op == FISC__OP_NO ? e->children[0] : NULL;

    if (inner && inner->op == FISC__OP_ANY && inner->child_count == 1)
        inner = inner->children[0];
    return inner;
}

static bool
same_operand(const struct fisc__expression *a,
             const struct fisc__expression *b)
{
    const struct fisc__literal *x = a->want.literals, *y = b->want.literals;

    if (a->want.kind != b->want.kind)
        return false;
    if (a->want.kind != FISC__OPERAND_LITERALS)
        return strcmp(a->want.name, b->want.name) == 0;
    if (a->want.count != 1 || b->want.count != 1 || x->kind != y->kind)
        return false;
    if (x->kind == FISC__LITERAL_STRING)
        return strcmp(x->string, y->string) == 0;
    return x->kind == FISC__LITERAL_DECIMAL ? x->decimal == y->decimal
                                            : x->integer == y->integer;
}

/* eq and ne, ge and lt, gt and le of the same. */
static bool
compare_otherwise(const struct fisc__expression *a,
                  const struct fisc__expression *b)
{
    static const enum fisc__relation others[] = {
        [FISC__EQ] = FISC__NE, [FISC__NE] = FISC__EQ, [FISC__GE] = FISC__LT,
        [FISC__LT] = FISC__GE, [FISC__GT] = FISC__LE, [FISC__LE] = FISC__GT};

    return a->op == FISC__OP_COMPARE && b->op == FISC__OP_COMPARE &&
           a->relation < FISC__STARTS_WITH &&
           others[a->relation] == b->relation &&
           strcmp(a->path, b->path) == 0 && same_operand(a, b);
}

static bool
review_children(const struct fisc__linted *lint, const char *key,
                const struct fisc__expression *e)
{
    for (size_t i = 0; i < e->child_count; i++)
        for (size_t j = 0; j < e->child_count; j++) {
            const struct fisc__expression *a = e->children[i];
            const struct fisc__expression *b = e->children[j];

            if ((negated(a) == b || (i < j && compare_otherwise(a, b))) &&
                !fisc__diagnostics_add(
                    lint->remarks, FISC_LOG_WARNING, &a->place, "complements",
                    key,
                    "要件とその否定が並んでいる。事実が欠ければ、どちらとも"
                    "決まらない",
                    "a requirement stands beside its negation: where the fact "
                    "is missing, neither decides"))
                return false;
        }
    return true;
}

static bool
review(const struct fisc__linted *lint, const char *key,
       const struct fisc__expression *e, bool *seen)
{
    if (!e || seen[e->number])
        return true;
    seen[e->number] = true;
    if (!review_children(lint, key, e) || !review(lint, key, e->guard, seen) ||
        !review(lint, key, e->where, seen) ||
        !review(lint, key, e->floor, seen))
        return false;
    for (size_t i = 0; i < e->child_count; i++)
        if (!review(lint, key, e->children[i], seen))
            return false;
    return true;
}

bool
fisc__lint_complements(const struct fisc__linted *lint)
{
    const struct fisc_policy *policy = lint->policy;
    struct fisc_context *context = policy->context;
    size_t count = policy->expressions.count;
    bool *seen = fisc__alloc(context, count);
    bool done = seen != NULL;

    for (size_t i = 0; i < policy->clause_count && done; i++) {
        const struct fisc__policy_clause *clause = &policy->clauses[i];

        if (fisc__linted_has(lint, clause))
            done = review(lint, clause->clause->key, clause->check->when,
                          seen) &&
                   review(lint, clause->clause->key,
                          clause->check->requirement, seen);
    }
    fisc__free(context, seen, count);
    return done;
}
