/* SPDX-License-Identifier: MIT */
/* Evaluation: from a description and a date to a report. */

#include <assert.h>
#include <string.h>

#include "evaluate/evaluator.h"
#include "evaluate/remarks.h"
#include "evaluate/decision.h"

enum { ALL_ROLES = (1 << FISC_ROLE_COUNT) - 1, ALL_LEVELS = 7 };

/* ---- what is asked -------------------------------------------------------*/

static enum fisc_status
read_options(const struct fisc_eval_options *options,
             struct fisc_eval_options *ret, struct fisc_error *reterr)
{
    char text[11];

    if (options->size < sizeof(size_t) || options->size > sizeof *ret)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "the options' size is not a known one");
    memset(ret, 0, sizeof *ret);
    memcpy(ret, options, options->size);
    if (!ret->roles)
        ret->roles = ALL_ROLES;
    if (!ret->levels)
        ret->levels = ALL_LEVELS;
    if ((ret->roles & ~(unsigned)ALL_ROLES) ||
        (ret->levels & ~(unsigned)ALL_LEVELS))
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "there is no such role or level");
    fisc_date_format(ret->as_of, text);
    if (!text[0])
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "the date is out of range");
    return FISC_OK;
}

/* Is it the catalog's uuid, or the first part of its clauses' keys? */
static bool
is_catalog(const struct fisc__control *control, const char *wanted)
{
    size_t length = strlen(wanted);

    return strcmp(control->catalog->uuid, wanted) == 0 ||
           (strncmp(control->id, wanted, length) == 0 &&
            control->id[length] == '.');
}

static enum fisc_status
select_catalog(struct fisc_report *report, const char *wanted,
               struct fisc_error *reterr)
{
    const struct fisc_policy *policy = report->policy;
    size_t first = 0, end = policy->control_count;

    while (first < end &&
           !is_catalog(policy->controls[first].control, wanted))
        first++;
    while (end > first &&
           !is_catalog(policy->controls[end - 1].control, wanted))
        end--;
    if (first == end)
        return fisc__error_item(reterr, FISC_ERR_NOTFOUND, NULL, wanted,
                                "the policy has no catalog %s", wanted);
    report->first_control = first;
    report->control_count = end - first;
    return FISC_OK;
}

static bool
is_within(const struct fisc__control *control,
          const struct fisc__control *outer)
{
    for (; control; control = control->parent)
        if (control == outer)
            return true;
    return false;
}

static enum fisc_status
select_control(struct fisc_report *report, const char *wanted,
               struct fisc_error *reterr)
{
    const struct fisc_policy *policy = report->policy;
    enum fisc_status status;
    size_t first, end;

    status = fisc_policy_find_control(policy, wanted, &first);
    if (status == FISC_ERR_NOMEM)
        return fisc__error_nomem(reterr);
    if (status == FISC_ERR_CONFLICT)
        return fisc__error_item(reterr, FISC_ERR_INVALID, NULL, wanted,
                                "several controls are labelled %s: ask by id",
                                wanted);
    if (status)
        return fisc__error_item(reterr, FISC_ERR_NOTFOUND, NULL, wanted,
                                "the policy has no control %s", wanted);
    end = first + 1;
    while (end < policy->control_count &&
           is_within(policy->controls[end].control,
                     policy->controls[first].control))
        end++;
    report->first_control = first;
    report->control_count = end - first;
    return FISC_OK;
}

static enum fisc_status
select_controls(struct fisc_report *report,
                const struct fisc_eval_options *options,
                struct fisc_error *reterr)
{
    report->control_count = report->policy->control_count;
    if (options->control)
        return select_control(report, options->control, reterr);
    if (options->catalog)
        return select_catalog(report, options->catalog, reterr);
    return FISC_OK;
}

/* ---- sides ---------------------------------------------------------------*/

static enum fisc_status
run_side(struct fisc_evaluator *evaluator, struct fisc_report *report,
         const char *party, const char *unlisted, struct fisc_system *system,
         bool allow_unknown, struct fisc_error *reterr)
{
    const struct fisc_policy *policy = report->policy;
    struct fisc__side *side = &report->sides[report->side_count];
    struct fisc__run_input input = {.graph = policy->graph,
                                    .system = system,
                                    .as_of = report->as_of,
                                    .party = unlisted,
                                    .call = fisc__runner_call,
                                    .call_data = evaluator->runner};
    enum fisc_status status = fisc_system__check(system, &policy->vocabulary,
                                                 allow_unknown,
                                                 &report->diagnostics, reterr);

    if (!status)
        status = fisc__run_new(report->context, &input, &side->run, reterr);
    if (status)
        return status;
    side->party = party;
    side->system = fisc_system_ref(system);
    report->side_count++;
    return FISC_OK;
}

/* Does somebody hold every role that a clause asked about names? */
static bool
is_borne(const struct fisc_report *report, const struct fisc_system *system)
{
    const struct fisc_policy *policy = report->policy;
    unsigned held = fisc__roles_held(system);
    const struct fisc__policy_control *control =
        &policy->controls[report->first_control];

    for (size_t c = 0; c < report->control_count; c++, control++)
        for (size_t i = 0; i < control->clause_count; i++)
            if (!(held & 1u << policy->clauses[control->first_clause + i]
                                   .clause->bearer))
                return false;
    return true;
}

static enum fisc_status
run_sides(struct fisc_evaluator *evaluator, struct fisc_report *report,
          struct fisc_system *system, const struct fisc_eval_options *options,
          struct fisc_error *reterr)
{
    bool allow = options->allow_unknown_paths;
    enum fisc_status status;

    report->sides = fisc__arena_array(&report->arena,
                                      options->joined_count + 1,
                                      sizeof *report->sides);
    if (!report->sides)
        return fisc__error_nomem(reterr);
    /* A party without id stands in where nobody holds a role. */
    status = run_side(evaluator, report, NULL,
                      is_borne(report, system) ? NULL : "", system, allow,
                      reterr);
    for (size_t i = 0; !status && i < options->joined_count; i++) {
        const char *party = fisc__arena_string(&report->arena,
                                               options->joined[i].party);

        if (!party)
            return fisc__error_nomem(reterr);
        status = run_side(evaluator, report, party, party,
                          options->joined[i].system, allow, reterr);
    }
    return status;
}

/* ---- rows ----------------------------------------------------------------*/

static const char *
row_key(struct fisc_report *report, const struct fisc__clause *clause,
        const char *party)
{
    size_t first = strlen(clause->key), second = strlen(party);
    char *key = fisc__arena_alloc(&report->arena, first + second + 2);

    if (!key)
        return NULL;
    memcpy(key, clause->key, first);
    key[first] = '@';
    memcpy(key + first + 1, party, second);
    return key;
}

/* The first part of a catalog's keys; a foreign catalog goes by its uuid. */
static const char *
catalog_name(struct fisc_report *report, const struct fisc__clause *clause)
{
    const struct fisc_catalog *catalog = clause->control->catalog;
    const struct fisc__row *last = report->row_count
                                       ? &report->rows[report->row_count - 1]
                                       : NULL;

    if (last && report->policy->clauses[last->clause]
                        .clause->control->catalog == catalog)
        return last->catalog;
    if (!catalog->ours)
        return catalog->uuid;
    return fisc__arena_copy(&report->arena, clause->key,
                            strcspn(clause->key, "."));
}

/* The first waiver in force that covers a row that is not met; or 0. */
static uint32_t
find_waiver(const struct fisc_report *report, const struct fisc__clause *clause,
            const char *party, enum fisc_result result)
{
    const struct fisc_policy *policy = report->policy;

    if (result != FISC_RESULT_FAIL && result != FISC_RESULT_UNKNOWN)
        return 0;
    for (size_t i = 0; i < policy->waiver_count; i++)
        if (fisc__waiver_time(&policy->waivers[i], report->as_of) ==
                FISC__WAIVER_IN_FORCE &&
            fisc__waiver_covers(&policy->waivers[i], clause, party,
                                report->sides[0].system->id))
            return (uint32_t)i + 1;
    return 0;
}

static enum fisc_status
add_row(struct fisc_report *report, size_t index, size_t party,
        struct fisc_error *reterr)
{
    const struct fisc__clause *clause = report->policy->clauses[index].clause;
    struct fisc__duty duty = {.side = 0, .clause = index, .party = party};
    const char *id = party == FISC__NO_PARTY
                         ? NULL
                         : fisc__run_party(report->sides[0].run, party);
    struct fisc__row row = {.clause = (uint32_t)index,
                            .party = (uint32_t)party,
                            .reason = NULL,
                            .via = NULL};
    struct fisc__decision decision;

    row.key = id ? row_key(report, clause, id) : clause->key;
    row.catalog = catalog_name(report, clause);
    if (!row.key || !row.catalog || !fisc__grow(report->context, &report->rows,
                                &report->row_capacity, report->row_count,
                                sizeof row))
        return fisc__error_nomem(reterr);
    fisc__decide(report, &duty, &decision);
    row.result = (uint8_t)decision.result;
    row.waiver = find_waiver(report, clause, id, decision.result);
    report->rows[report->row_count++] = row;
    return FISC_OK;
}

/* A row for each party that holds the role; one without party if nobody does. */
static enum fisc_status
add_clause(struct fisc_report *report, size_t index, const unsigned *roles,
           struct fisc_error *reterr)
{
    const struct fisc__clause *clause = report->policy->clauses[index].clause;
    size_t parties = fisc__run_party_count(report->sides[0].run);
    enum fisc_status status = FISC_OK;
    bool held = false;

    for (size_t i = 0; !status && i < parties; i++)
        if (roles[i] & 1u << clause->bearer) {
            held = true;
            status = add_row(report, index, i, reterr);
        }
    return held ? status : add_row(report, index, FISC__NO_PARTY, reterr);
}

static enum fisc_status
add_rows(struct fisc_report *report, unsigned levels,
         struct fisc_error *reterr)
{
    const struct fisc_policy *policy = report->policy;
    const struct fisc__run *run = report->sides[0].run;
    size_t parties = fisc__run_party_count(run);
    unsigned *roles = fisc__arena_array(&report->arena, parties,
                                        sizeof *roles);
    enum fisc_status status = FISC_OK;

    if (!roles)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < parties; i++)
        roles[i] = fisc__run_party_roles(run, i);
    for (size_t c = 0; !status && c < report->control_count; c++) {
        const struct fisc__policy_control *control =
            &policy->controls[report->first_control + c];

        for (size_t i = 0; !status && i < control->clause_count; i++) {
            size_t index = control->first_clause + i;

            if (levels & 1u << policy->clauses[index].clause->level)
                status = add_clause(report, index, roles, reterr);
        }
    }
    return status;
}

/* ---- the report ----------------------------------------------------------*/

static struct fisc_report *
new_report(struct fisc_policy *policy, const struct fisc_eval_options *options)
{
    struct fisc_report *report = fisc__alloc(policy->context, sizeof *report);

    if (!report)
        return NULL;
    atomic_init(&report->references, 1);
    report->context = fisc_context_ref(policy->context);
    report->policy = fisc_policy_ref(policy);
    fisc__arena_init(&report->arena, report->context);
    fisc__diagnostics_init(&report->diagnostics, &report->arena);
    report->as_of = options->as_of;
    report->roles = options->roles;
    return report;
}

enum fisc_status
fisc_eval(struct fisc_evaluator *evaluator, struct fisc_system *system,
          const struct fisc_eval_options *options, struct fisc_report **ret,
          struct fisc_error *reterr)
{
    struct fisc_eval_options asked;
    struct fisc_report *report;
    enum fisc_status status;

    assert(evaluator && system && options && ret);
    status = read_options(options, &asked, reterr);
    if (status)
        return status;
    report = new_report(evaluator->policy, &asked);
    if (!report)
        return fisc__error_nomem(reterr);
    status = select_controls(report, &asked, reterr);
    if (!status)
        status = run_sides(evaluator, report, system, &asked, reterr);
    if (!status)
        status = add_rows(report, asked.levels, reterr);
    if (!status)
        status = fisc__report_remarks(report, reterr);
    if (status) {
        fisc_report_unref(report);
        return status;
    }
    *ret = report;
    return FISC_OK;
}
