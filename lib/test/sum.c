/* SPDX-License-Identifier: MIT */
/* What the cases show of each clause, and excuses that are none. */

#include <string.h>

#include "base/nearest.h"
#include "test/engine.h"

static struct fisc__clause_outcome *
find_clause(const struct fisc__tests *tests, size_t clause)
{
    size_t low = 0, high = tests->clause_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (tests->clauses[middle].clause < clause)
            low = middle + 1;
        else
            high = middle;
    }
    return low < tests->clause_count && tests->clauses[low].clause == clause
               ? &tests->clauses[low]
               : NULL;
}

static struct fisc__clause_outcome *
find_key(const struct fisc__tests *tests, const char *key)
{
    size_t clause;

    if (!fisc__policy_find_key(tests->variants[0].policy, key, strlen(key),
                               &clause))
        return NULL;
    return find_clause(tests, clause);
}

static enum fisc_status
add_duty(struct fisc__tests *tests, const struct fisc__duty_tested *duty,
         struct fisc_error *reterr)
{
    struct fisc__clause_outcome *clause = find_clause(tests, duty->clause);

    if (!clause)
        return FISC_OK;
    clause->told.seen |= 1u << duty->row->result;
    clause->told.row_count++;
    if (!duty->asked)
        return FISC_OK;
    if (!fisc__grow(tests->context, &clause->duties, &clause->duty_capacity,
                    clause->duty_count, sizeof *clause->duties))
        return fisc__error_nomem(reterr);
    clause->duties[clause->duty_count++] = duty;
    return FISC_OK;
}

enum fisc_status
fisc__tests_sum_up(struct fisc__tests *tests, struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < tests->suite.case_count; i++)
        for (size_t j = 0; j < tests->outcomes[i].duty_count && !status; j++)
            status = add_duty(tests, &tests->outcomes[i].duties[j], reterr);
    for (size_t i = 0; i < tests->suite.excuse_count; i++) {
        const struct fisc__test_excuse *excuse = &tests->suite.excuses[i];
        struct fisc__clause_outcome *clause =
            excuse->equivalent ? NULL : find_key(tests, excuse->item);

        if (clause)
            clause->told.never[excuse->result] = excuse->reason;
    }
    return status;
}

struct fisc__place
fisc__place_for(const struct fisc__clause_outcome *clause,
                const struct fisc__place *place)
{
    const struct fisc__clause_tests *told = &clause->told;

    /* What is implied, like an empty body, was written nowhere. */
    return place->file && strcmp(place->file, told->file) == 0
               ? *place
               : (struct fisc__place){told->file, told->line, told->column};
}

size_t
fisc__tests_clause_count(const struct fisc__tests *tests)
{
    return tests->clause_count;
}

void
fisc__tests_clause(const struct fisc__tests *tests, size_t index,
                   struct fisc__clause_tests *ret)
{
    *ret = tests->clauses[index].told;
}

unsigned
fisc__clause_missing(const struct fisc__clause_tests *clause)
{
    unsigned missing = (1u << FISC_RESULT_PASS | 1u << FISC_RESULT_FAIL |
                        1u << FISC_RESULT_UNKNOWN) &
                       ~clause->seen;

    for (size_t i = 0; i < sizeof clause->never / sizeof *clause->never; i++)
        if (clause->never[i])
            missing &= ~(1u << i);
    return clause->exempt ? 0 : missing;
}

/* ---- excuses -------------------------------------------------------------*/

static enum fisc_status
add_stale(struct fisc__tests *tests, const struct fisc__test_excuse *excuse,
          const char *ja, const char *en, struct fisc_error *reterr)
{
    struct fisc__failures *stale = &tests->stale;

    if (!ja || !en || !fisc__grow(tests->context, &stale->list,
                                  &stale->capacity, stale->count,
                                  sizeof *stale->list))
        return fisc__error_nomem(reterr);
    stale->list[stale->count++] = (struct fisc__test_failure){
        excuse->place.file, excuse->place.line, excuse->place.column,
        {[FISC_LANGUAGE_JA] = ja, [FISC_LANGUAGE_EN] = en}};
    return FISC_OK;
}

static enum fisc_status
refuse_shown(struct fisc__tests *tests, const struct fisc__test_excuse *excuse,
             struct fisc_error *reterr)
{
    const char *result = fisc_result_name(excuse->result);

    return add_stale(
        tests, excuse,
        fisc__arena_format(&tests->arena,
                           "事例が %s の %s を示している。この行は古い",
                           excuse->item, result),
        fisc__arena_format(&tests->arena,
                           "a case shows %s to be %s: this line is out of date",
                           excuse->item, result),
        reterr);
}

static enum fisc_status
refuse_clause(struct fisc__tests *tests,
              const struct fisc__test_excuse *excuse,
              struct fisc_error *reterr)
{
    struct fisc__nearest nearest;

    fisc__nearest_init(&nearest, excuse->item);
    for (size_t i = 0; i < tests->clause_count; i++)
        fisc__nearest_offer(&nearest, tests->clauses[i].told.key);
    return add_stale(
        tests, excuse,
        fisc__arena_format(&tests->arena,
                           "ここに点検のある条項 \"%s\" はない%s%s%s",
                           excuse->item, nearest.best ? "。\"" : "",
                           nearest.best ? nearest.best : "",
                           nearest.best ? "\" か" : ""),
        fisc__arena_format(&tests->arena,
                           "no clause \"%s\" has its check here%s%s%s",
                           excuse->item,
                           nearest.best ? "; did you mean \"" : "",
                           nearest.best ? nearest.best : "",
                           nearest.best ? "\"?" : ""),
        reterr);
}

static enum fisc_status
review_never(struct fisc__tests *tests,
             const struct fisc__test_excuse *excuse, struct fisc_error *reterr)
{
    const struct fisc__clause_outcome *clause = find_key(tests, excuse->item);

    if (!clause)
        return refuse_clause(tests, excuse, reterr);
    return clause->told.seen & 1u << excuse->result
               ? refuse_shown(tests, excuse, reterr)
               : FISC_OK;
}

static bool
has_mutant(const struct fisc__tests *tests, const char *id)
{
    for (size_t i = 0; i < tests->clause_count; i++) {
        const struct fisc__clause_outcome *clause = &tests->clauses[i];
        size_t length = strlen(clause->told.key);

        if (strncmp(id, clause->told.key, length) != 0 || id[length] != ':')
            continue;
        for (size_t j = 0; j < clause->id_count; j++)
            if (strcmp(clause->mutants[j], id) == 0)
                return true;
    }
    return false;
}

static bool
survives(const struct fisc__tests *tests, const char *id)
{
    for (size_t i = 0; i < tests->clause_count; i++) {
        const struct fisc__clause_tests *told = &tests->clauses[i].told;

        for (size_t j = 0; j < told->survivor_count; j++)
            if (strcmp(told->survivors[j].id, id) == 0)
                return true;
    }
    return false;
}

static enum fisc_status
review_equivalent(struct fisc__tests *tests,
                  const struct fisc__test_excuse *excuse,
                  struct fisc_error *reterr)
{
    if (survives(tests, excuse->item))
        return FISC_OK;
    if (has_mutant(tests, excuse->item))
        return add_stale(
            tests, excuse,
            fisc__arena_format(&tests->arena,
                               "事例が変異 %s に気づく。この行は古い",
                               excuse->item),
            fisc__arena_format(&tests->arena,
                               "a case notices the mutant %s: this line is "
                               "out of date",
                               excuse->item),
            reterr);
    return add_stale(
        tests, excuse,
        fisc__arena_format(&tests->arena, "変異 %s はない。この行は古い",
                           excuse->item),
        fisc__arena_format(&tests->arena,
                           "there is no mutant %s: this line is out of date",
                           excuse->item),
        reterr);
}

enum fisc_status
fisc__tests_stale(struct fisc__tests *tests, bool mutants,
                  const struct fisc__test_failure **ret, size_t *ret_count,
                  struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    tests->stale.count = 0;
    for (size_t i = 0; i < tests->suite.excuse_count && !status; i++) {
        const struct fisc__test_excuse *excuse = &tests->suite.excuses[i];

        if (!excuse->equivalent)
            status = review_never(tests, excuse, reterr);
        else if (mutants)
            status = review_equivalent(tests, excuse, reterr);
    }
    if (status)
        return status;
    *ret = tests->stale.list;
    *ret_count = tests->stale.count;
    return FISC_OK;
}
