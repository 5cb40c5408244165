/* SPDX-License-Identifier: MIT */
/* From values to results: rules 17 to 19 and 26. */

#include "evaluate/decision.h"

#include <stdlib.h>
#include <string.h>

/* Steps from one description to another that are followed for one duty. */
enum { LONGEST_WAY = 64 };

static const char *const role_names[] = {"customer", "provider", "operator",
                                         "supplier"};

/* The reason of a row that wasn't come to; told by its address. */
static const char stopped[] = "stopped";

static const struct fisc__policy_clause *
clause_of(const struct fisc_report *report, const struct fisc__duty *duty)
{
    return &report->policy->clauses[duty->clause];
}

/* ---- the split: rule 19 --------------------------------------------------*/

static int
compare_statements(const void *first, const void *second)
{
    const struct fisc__statement *a = first, *b = second;
    int order = strcmp(a->clause, b->clause);

    return order ? order : (a->position > b->position) -
                               (a->position < b->position);
}

/* The longest run of statements about one clause. */
static size_t
most_alike(const struct fisc__side *side)
{
    const struct fisc__statement *list = side->statements;
    size_t most = 0, first = 0;

    for (size_t i = 0; i < side->statement_count; i++) {
        if (strcmp(list[first].clause, list[i].clause) != 0)
            first = i;
        if (i + 1 - first > most)
            most = i + 1 - first;
    }
    return most;
}

enum fisc_status
fisc__side_split(struct fisc_report *report, struct fisc__side *side,
                 struct fisc_error *reterr)
{
    const struct fisc__item *list =
        fisc__item_field(side->system->root, "inherits", strlen("inherits"));
    size_t count = list && list->kind != FISC__ITEM_UNKNOWN
                       ? list->u.children.count
                       : 0;

    side->inherits = list;
    side->statements = fisc__arena_array(&report->arena, count,
                                         sizeof *side->statements);
    if (!side->statements)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < count; i++) {
        const struct fisc__item *item = list->u.children.list[i];

        side->statements[i] = (struct fisc__statement){
            .clause = fisc__item_string(item, "clause"),
            .position = i,
            .item = item};
    }
    if (count)
        qsort(side->statements, count, sizeof *side->statements,
              compare_statements);
    side->statement_count = count;
    side->statement_most = most_alike(side);
    return FISC_OK;
}

/* The first entry about a clause, or where it would stand. */
static size_t
first_statement(const struct fisc__side *side, const char *clause)
{
    size_t low = 0, high = side->statement_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(side->statements[middle].clause, clause) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Is a statement about the clause also about who bears it? */
static bool
is_about(const struct fisc_report *report, const struct fisc__item *statement,
         const struct fisc__duty *duty)
{
    const struct fisc__clause *clause = clause_of(report, duty)->clause;
    const char *bearer = fisc__item_string(statement, "bearer");

    if (!bearer[0] || strcmp(bearer, role_names[clause->bearer]) == 0)
        return true;
    return duty->party != FISC__NO_PARTY &&
           strcmp(bearer, fisc__run_party(report->sides[duty->side].run,
                                          duty->party)) == 0;
}

/*
 * The statement of the split that moves this duty, or NULL; *ret_open: the
 * list is not whole, so that there may be one.
 */
static const struct fisc__item *
find_statement(const struct fisc_report *report, const struct fisc__duty *duty,
               enum fisc__state *ret_open)
{
    const struct fisc__side *side = &report->sides[duty->side];
    const struct fisc__item *list = side->inherits;
    const char *key = clause_of(report, duty)->clause->key;
    const struct fisc__item *found = NULL;

    *ret_open = FISC__KNOWN;
    if (!list)
        return NULL; /* the one list whose absence is a statement */
    if (list->kind == FISC__ITEM_UNKNOWN) {
        *ret_open = FISC__STATED;
        return NULL;
    }
    for (size_t i = first_statement(side, key);
         i < side->statement_count &&
         strcmp(side->statements[i].clause, key) == 0;
         i++)
        if (is_about(report, side->statements[i].item, duty))
            found = side->statements[i].item;
    if (!found && !list->complete)
        *ret_open = FISC__INCOMPLETE;
    return found;
}

/* "fisc8.f7.customer" and "provider" give the index of fisc8.f7.provider. */
static bool
find_counterpart(const struct fisc_policy *policy, const char *key,
                 size_t *ret)
{
    const char *last = strrchr(key, '.');
    size_t length = last ? (size_t)(last - key) + 1 : 0;
    char other[512];

    if (length + sizeof "provider" > sizeof other)
        return false;
    memcpy(other, key, length);
    memcpy(other + length, "provider", sizeof "provider");
    return fisc__policy_find_key(policy, other, strlen(other), ret);
}

static size_t
find_side(const struct fisc_report *report, const char *party)
{
    for (size_t i = 1; i < report->side_count; i++)
        if (strcmp(report->sides[i].party, party) == 0)
            return i;
    return 0;
}

static size_t
find_party(const struct fisc__run *run, const char *id)
{
    size_t at = fisc__run_find_party(run, id);

    return at == SIZE_MAX ? FISC__NO_PARTY : at;
}

/*
 * Does answering this duty lead back to itself, or on and on? Each step is a
 * step of recursion, here and where it is explained.
 */
static bool
leads_nowhere(const struct fisc__duty *duty)
{
    unsigned steps = 0;

    for (const struct fisc__duty *d = duty->asked_by; d; d = d->asked_by)
        if (++steps > LONGEST_WAY ||
            (d->side == duty->side && d->clause == duty->clause && d->side))
            return true;
    return false;
}

/* The duty by which the other party's description answers. */
static void
find_answer(const struct fisc_report *report, const struct fisc__duty *duty,
            struct fisc__decision *ret)
{
    const struct fisc_policy *policy = report->policy;
    const char *as = fisc__item_string(ret->statement, "as");
    struct fisc__duty answer = {.side = find_side(report, ret->from),
                                .asked_by = duty};
    bool found;

    ret->joined = answer.side != 0;
    if (!ret->joined)
        return;
    found = as[0] ? fisc__policy_find_key(policy, as, strlen(as),
                                          &answer.clause)
                  : find_counterpart(policy,
                                     clause_of(report, duty)->clause->key,
                                     &answer.clause);
    if (!found || leads_nowhere(&answer))
        return;
    answer.party = find_party(report->sides[answer.side].run, ret->from);
    ret->answer = answer;
    ret->answered = true;
}

/* Not joined: what the institution itself has confirmed. */
static enum fisc__truth
confirmed_truth(const struct fisc__item *statement)
{
    const struct fisc__item *confirmed =
        fisc__item_field(statement, "confirmed", strlen("confirmed"));

    if (!confirmed || confirmed->kind != FISC__ITEM_BOOLEAN)
        return FISC__UNKNOWN;
    return confirmed->u.integer ? FISC__TRUE : FISC__FALSE;
}

static enum fisc__truth
inherited_truth(const struct fisc_report *report,
                const struct fisc__duty *duty, struct fisc__decision *ret)
{
    struct fisc__decision theirs;

    ret->from = fisc__item_string(ret->statement, "from");
    find_answer(report, duty, ret);
    if (!ret->joined && report->sides_open)
        return FISC__UNDECIDED;
    if (!ret->joined)
        return confirmed_truth(ret->statement);
    if (!ret->answered)
        return FISC__UNKNOWN;
    fisc__decide(report, &ret->answer, &theirs);
    ret->answer_result = theirs.result;
    if (theirs.reason == stopped)
        return FISC__UNDECIDED;
    switch (theirs.result) {
    case FISC_RESULT_PASS:
        return FISC__TRUE;
    case FISC_RESULT_FAIL:
        return FISC__FALSE;
    case FISC_RESULT_ERROR:
        return FISC__ERROR;
    default:
        return FISC__UNKNOWN;
    }
}

/* ---- the decision: rule 17 -----------------------------------------------*/

static void
set(struct fisc__decision *ret, enum fisc_result result, const char *reason)
{
    ret->result = result;
    ret->reason = reason;
}

static enum fisc__truth
node_truth(const struct fisc_report *report, const struct fisc__duty *duty,
           uint32_t node)
{
    const struct fisc__run *run = report->sides[duty->side].run;

    /* Without a party the last frame is that of an unlisted one. */
    return fisc__run_value(run, node,
                           duty->party == FISC__NO_PARTY
                               ? fisc__run_party_count(run) - 1
                               : duty->party);
}

/* A function that is the whole check may say that it does not apply. */
static bool
says_notapplicable(const struct fisc_report *report,
                   const struct fisc__duty *duty)
{
    const struct fisc__policy_clause *clause = clause_of(report, duty);
    const struct fisc__outcome *outcome;

    if (!clause->check->whole_function)
        return false;
    outcome = fisc__run_outcome(report->sides[duty->side].run,
                                clause->requirement, duty->party);
    return outcome && outcome->verdict == FISC__VERDICT_NOTAPPLICABLE;
}

static void
set_by_requirement(const struct fisc_report *report,
                   const struct fisc__duty *duty, struct fisc__decision *ret)
{
    const struct fisc__policy_clause *clause = clause_of(report, duty);
    enum fisc__truth truth;

    ret->statement = find_statement(report, duty, &ret->open);
    if (ret->statement)
        truth = inherited_truth(report, duty, ret);
    else if (ret->open != FISC__KNOWN)
        truth = FISC__UNKNOWN;
    else
        truth = node_truth(report, duty, clause->requirement);
    if (ret->when != FISC__TRUE && truth != FISC__UNDECIDED)
        truth = ret->when;
    switch (truth) {
    case FISC__UNDECIDED:
        set(ret, FISC_RESULT_NOTCHECKED, stopped);
        break;
    case FISC__TRUE:
        set(ret, FISC_RESULT_PASS, ret->statement ? "met" : NULL);
        break;
    case FISC__FALSE:
        set(ret, FISC_RESULT_FAIL, ret->statement ? "inherited" : "not-met");
        break;
    case FISC__UNKNOWN:
        set(ret, FISC_RESULT_UNKNOWN, NULL);
        break;
    case FISC__ERROR:
        if (ret->when == FISC__TRUE && !ret->statement &&
            says_notapplicable(report, duty))
            set(ret, FISC_RESULT_NOTAPPLICABLE, "function");
        else
            set(ret, FISC_RESULT_ERROR, NULL);
        break;
    }
}

static void
set_by_check(const struct fisc_report *report, const struct fisc__duty *duty,
             struct fisc__decision *ret)
{
    const struct fisc__policy_clause *clause = clause_of(report, duty);

    if (clause->when != FISC__NO_NODE)
        ret->when = node_truth(report, duty, clause->when);
    if (ret->when == FISC__FALSE)
        set(ret, FISC_RESULT_NOTAPPLICABLE, "when");
    else if (ret->when == FISC__UNDECIDED)
        set(ret, FISC_RESULT_NOTCHECKED, stopped);
    else if (duty->party == FISC__NO_PARTY && duty->side == 0) {
        ret->by_parties = true;
        set(ret, FISC_RESULT_UNKNOWN, "absent");
    } else if (clause->requirement == FISC__NO_NODE)
        set(ret, FISC_RESULT_NOTCHECKED, "no-check");
    else
        set_by_requirement(report, duty, ret);
}

void
fisc__decide(const struct fisc_report *report, const struct fisc__duty *duty,
              struct fisc__decision *ret)
{
    const struct fisc__clause *clause = clause_of(report, duty)->clause;

    *ret = (struct fisc__decision){.when = FISC__TRUE, .from = ""};
    if (duty->side == 0 && !(report->roles & 1u << clause->bearer))
        set(ret, FISC_RESULT_NOTSELECTED, "borne-by");
    else if (clause->level == FISC_LEVEL_MAY)
        set(ret, FISC_RESULT_INFORMATIONAL, "may");
    else
        set_by_check(report, duty, ret);
}

/* Does one value decide it, and is nothing more to be said of how? */
static bool
is_plain(const struct fisc_report *report, size_t row)
{
    return fisc__report_is_plain(report) &&
           report->layout->values[row] != FISC__NOT_PLAIN &&
           report->results[row] <= FISC_RESULT_UNKNOWN;
}

void
fisc__row_decide(const struct fisc_report *report, size_t row,
                 struct fisc__duty *ret_duty, struct fisc__decision *ret)
{
    *ret_duty = (struct fisc__duty){
        .clause = report->layout->rows[row].clause,
        .party = report->layout->rows[row].party};
    if (row >= report->decided_rows) {
        *ret = (struct fisc__decision){.when = FISC__UNDECIDED, .from = ""};
        set(ret, FISC_RESULT_NOTCHECKED, stopped);
        return;
    }
    if (!is_plain(report, row)) {
        fisc__decide(report, ret_duty, ret);
        return;
    }
    *ret = (struct fisc__decision){.when = FISC__TRUE, .from = ""};
    set(ret, (enum fisc_result)report->results[row],
        report->results[row] == FISC_RESULT_FAIL ? "not-met" : NULL);
}
