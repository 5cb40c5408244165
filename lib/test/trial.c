/* SPDX-License-Identifier: MIT */
/* A check, perhaps a changed one, tried on rows that cases ask for. */

#include "test/trial.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"

struct fisc__trial {
    struct fisc__tests *tests;
    const struct fisc_policy *policy; /* the variant's */
    size_t variant;
    bool whole_function;
    struct fisc__graph *graph;
    uint32_t when, requirement;
    struct fisc__arena arena; /* of the moved param */
    const char *param;
    int by;
    const struct fisc__param_read *plain, *moved; /* of that param */
};

/* ---- a param that is moved by one ----------------------------------------*/

/* The value one up or down, as text; NULL where it can't be moved. */
static const char *
move_value(struct fisc__trial *trial, const char *type, const char *value)
{
    struct fisc__arena *arena = &trial->arena;
    size_t length = strlen(value);
    int64_t integer;
    double decimal;
    fisc_date day;
    char text[FISC__DECIMAL_TEXT];

    if (strcmp(type, "boolean") == 0)
        return trial->by < 0                  ? NULL
               : strcmp(value, "true") == 0 ? "false"
                                              : "true";
    if (fisc__integer_read(value, length, &integer))
        return fisc__arena_format(arena, "%lld",
                                  (long long)integer + trial->by);
    if (strcmp(type, "period") == 0 && length > 1 &&
        fisc__integer_read(value, length - 1, &integer))
        return integer + trial->by < 0
                   ? NULL
                   : fisc__arena_format(arena, "%lld%c",
                                        (long long)integer + trial->by,
                                        value[length - 1]);
    if (strcmp(type, "decimal") == 0 &&
        fisc__decimal_read(trial->tests->context, value, length, &decimal)) {
        fisc__decimal_write(trial->tests->context, decimal + trial->by, text);
        return fisc__arena_string(arena, text);
    }
    if (strcmp(type, "date") == 0 && fisc__date_read(value, length, &day)) {
        fisc_date_format(day + trial->by, text);
        return fisc__arena_string(arena, text);
    }
    return NULL;
}

/* A set loses its first value, or gets one that nobody has. */
static enum fisc_status
move_set(struct fisc__trial *trial, const struct fisc__param_read *plain,
         struct fisc__param_read *moved, struct fisc_error *reterr)
{
    const char **values;

    if (trial->by < 0) {
        moved->values = plain->values + 1;
        moved->count = plain->count - 1;
        return FISC_OK;
    }
    values = fisc__arena_array(&trial->arena, plain->count + 1,
                               sizeof *values);
    if (!values)
        return fisc__error_nomem(reterr);
    memcpy(values, plain->values, plain->count * sizeof *values);
    values[plain->count] = "another";
    moved->values = values;
    moved->count = plain->count + 1;
    return FISC_OK;
}

static enum fisc_status
move_param(struct fisc__trial *trial, const struct fisc__param_read *plain,
           const struct fisc__place *place, struct fisc_error *reterr)
{
    struct fisc__param_read *moved = fisc__arena_alloc(&trial->arena,
                                                       sizeof *moved);
    const char **values = fisc__arena_array(&trial->arena, 1, sizeof *values);

    if (!moved || !values)
        return fisc__error_nomem(reterr);
    *moved = *plain;
    trial->plain = plain;
    trial->moved = moved;
    if (plain->count && strcmp(plain->type, "set") == 0)
        return move_set(trial, plain, moved, reterr);
    if (plain->count == 1)
        values[0] = move_value(trial, plain->type, plain->values[0]);
    if (!values[0])
        return fisc__error(reterr, FISC_ERR_INVALID, place,
                           "the param can't be moved");
    moved->values = values;
    return FISC_OK;
}

/* A fisc__param_resolver; `data` is the trial. */
static enum fisc_status
resolve(void *data, const char *clause, const char *name,
        const struct fisc__place *place, const struct fisc__param_read **ret,
        struct fisc_error *reterr)
{
    struct fisc__trial *trial = data;
    const struct fisc__param_read *plain;
    enum fisc_status status = fisc__policy_resolve_param(
        (void *)(uintptr_t)trial->policy, clause, name, place, &plain, reterr);

    if (status)
        return status;
    if (trial->param && !trial->moved && strcmp(name, trial->param) == 0)
        status = move_param(trial, plain, place, reterr);
    if (!status)
        *ret = plain == trial->plain ? trial->moved : plain;
    return status;
}

/* ---- compiling -----------------------------------------------------------*/

static enum fisc_status
compile(struct fisc__trial *trial, const char *key,
        const struct fisc__tried *tried, struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    if (tried->when)
        status = fisc__expression_validate(tried->when, true, reterr);
    if (!status)
        status = fisc__expression_validate(tried->requirement, false, reterr);
    if (!status)
        status = fisc__graph_new(trial->tests->context,
                                 &trial->policy->vocabulary, resolve, trial,
                                 &trial->graph, reterr);
    if (!status && tried->when)
        status = fisc__graph_add(trial->graph, key, tried->when, &trial->when,
                                 reterr);
    if (!status)
        status = fisc__graph_add(trial->graph, key, tried->requirement,
                                 &trial->requirement, reterr);
    return status ? status : fisc__graph_finish(trial->graph, reterr);
}

enum fisc_status
fisc__trial_new(struct fisc__tests *tests, size_t variant, size_t clause,
                const struct fisc__tried *tried, struct fisc__trial **ret,
                struct fisc_error *reterr)
{
    struct fisc__trial *trial = fisc__alloc(tests->context, sizeof *trial);
    const struct fisc__policy_clause *of;
    enum fisc_status status;

    if (!trial)
        return fisc__error_nomem(reterr);
    trial->tests = tests;
    trial->variant = variant;
    trial->policy = tests->variants[variant].policy;
    trial->when = FISC__NO_NODE;
    trial->param = tried->param;
    trial->by = tried->by;
    fisc__arena_init(&trial->arena, tests->context);
    of = &trial->policy->clauses[clause];
    trial->whole_function =
        of->check->whole_function && tried->requirement->op ==
                                         FISC__OP_FUNCTION;
    status = compile(trial, of->clause->key, tried, reterr);
    if (status)
        fisc__trial_free(trial);
    else
        *ret = trial;
    return status;
}

void
fisc__trial_free(struct fisc__trial *trial)
{
    if (!trial)
        return;
    fisc__graph_free(trial->graph);
    fisc__arena_done(&trial->arena);
    fisc__free(trial->tests->context, trial, sizeof *trial);
}

/* ---- running -------------------------------------------------------------*/

static enum fisc_status
need_runner(struct fisc__worker *worker, size_t variant,
            struct fisc_error *reterr)
{
    struct fisc__tests *tests = worker->tests;

    if (worker->runners[variant])
        return FISC_OK;
    return fisc__runner_new(tests->context,
                            &tests->variants[variant].policy->checks,
                            &worker->runners[variant], reterr);
}

enum fisc_status
fisc__trial_run(struct fisc__trial *trial, struct fisc__worker *worker,
                const struct fisc__duty_tested *duty, struct fisc__run **ret,
                struct fisc_error *reterr)
{
    const struct fisc__case_outcome *outcome =
        &trial->tests->outcomes[duty->at];
    struct fisc__meter meter = {.look = UINT64_MAX}; /* nobody is asked */
    struct fisc__run_input input = {
        .graph = trial->graph,
        .system = outcome->system,
        .as_of = duty->of->setting.as_of,
        .party = outcome->unborne ? "" : NULL,
        .call = fisc__runner_call,
        .meter = &meter};
    struct fisc__run *run;
    enum fisc_status status = need_runner(worker, trial->variant, reterr);

    if (status)
        return status;
    input.call_data = worker->runners[trial->variant];
    status = fisc__run_new(trial->tests->context, &input, &run, reterr);
    if (status)
        return status;
    status = fisc__run_eval(run, reterr);
    if (status)
        fisc__run_free(run);
    else
        *ret = run;
    return status;
}

void
fisc__trial_nodes(const struct fisc__trial *trial, uint32_t *ret_when,
                  uint32_t *ret_requirement)
{
    *ret_when = trial->when;
    *ret_requirement = trial->requirement;
}

size_t
fisc__trial_party(const struct fisc__run *run,
                  const struct fisc__duty_tested *duty)
{
    return duty->party == FISC__NO_PARTY ? fisc__run_party_count(run) - 1
                                         : duty->party;
}

/* ---- judging -------------------------------------------------------------*/

struct judgement {
    const struct fisc__trial *trial;
    const struct fisc__run *run;
    const struct fisc__duty_tested *duty;
    size_t party;
    enum fisc__truth when;
    struct fisc__arena arena;
    struct fisc__came came;
    enum fisc__state state; /* the first of an unknown */
    struct fisc_error *reterr;
};

/* Adds the paths that explain a node. */
static enum fisc_status
add_paths(struct judgement *j, uint32_t node, bool because)
{
    struct fisc__explained why;
    enum fisc_status status = fisc__run_explain(
        j->run, node, j->party, because, &j->arena, &why, j->reterr);
    const char **paths;
    size_t count = j->came.path_count;

    if (status)
        return status;
    paths = fisc__arena_array(&j->arena, count + why.fact_count,
                              sizeof *paths);
    if (!paths)
        return fisc__error_nomem(j->reterr);
    if (count)
        memcpy(paths, j->came.paths, count * sizeof *paths);
    for (size_t i = 0; i < why.fact_count; i++) {
        size_t k = 0;

        while (k < count && strcmp(paths[k], why.facts[i].path) != 0)
            k++;
        if (k == count)
            paths[count++] = why.facts[i].path;
        if (j->state == FISC__KNOWN || why.facts[i].state < j->state)
            j->state = why.facts[i].state;
    }
    j->came.paths = paths;
    j->came.path_count = count;
    return FISC_OK;
}

static enum fisc_status
add_labels(struct judgement *j)
{
    struct fisc__explained why = {0};
    enum fisc_status status = fisc__run_labels(
        j->run, j->trial->requirement, j->party, &j->arena, &why, j->reterr);

    if (status)
        return status;
    j->came.via = "direct";
    for (size_t i = 0; i < why.label_count; i++)
        if (strncmp(why.labels[i], "relaxation:", 11) == 0)
            j->came.via = "relaxation";
        else if (strcmp(j->came.via, "direct") == 0)
            j->came.via = "alternative";
    j->came.labels = why.labels;
    j->came.label_count = why.label_count;
    return FISC_OK;
}

static enum fisc_status
judge_pass(struct judgement *j)
{
    enum fisc_status status = add_paths(j, j->trial->requirement, false);

    j->came.reason = j->came.path_count ? "met" : "vacuous";
    if (!status && j->duty->row->via)
        status = add_labels(j);
    return status;
}

static enum fisc_status
judge_unknown(struct judgement *j)
{
    uint32_t requirement = j->trial->requirement;
    enum fisc_status status = FISC_OK;

    if (j->when == FISC__UNKNOWN)
        status = add_paths(j, j->trial->when, false);
    if (!status &&
        fisc__run_value(j->run, requirement, j->party) == FISC__UNKNOWN)
        status = add_paths(j, requirement, false);
    j->came.reason = fisc__state_name(j->state);
    return status;
}

static bool
says_notapplicable(const struct judgement *j)
{
    const struct fisc__outcome *outcome;

    if (!j->trial->whole_function || j->when != FISC__TRUE)
        return false;
    outcome = fisc__run_outcome(j->run, j->trial->requirement, j->party);
    return outcome && outcome->verdict == FISC__VERDICT_NOTAPPLICABLE;
}

/* By rule 17; without an answer from elsewhere. */
static enum fisc_result
result_of(const struct judgement *j)
{
    static const enum fisc_result results[] = {
        [FISC__FALSE] = FISC_RESULT_FAIL,
        [FISC__TRUE] = FISC_RESULT_PASS,
        [FISC__UNKNOWN] = FISC_RESULT_UNKNOWN,
        [FISC__ERROR] = FISC_RESULT_ERROR};
    enum fisc__truth truth = j->when;

    if (j->when == FISC__FALSE)
        return FISC_RESULT_NOTAPPLICABLE;
    if (j->duty->party == FISC__NO_PARTY)
        return FISC_RESULT_UNKNOWN;
    if (truth == FISC__TRUE)
        truth = fisc__run_value(j->run, j->trial->requirement, j->party);
    if (truth == FISC__ERROR && says_notapplicable(j))
        return FISC_RESULT_NOTAPPLICABLE;
    return results[truth & 3];
}

static enum fisc_status
judge(struct judgement *j)
{
    static const char *const nobody[] = {"parties"};
    const struct fisc__test_row *row = j->duty->row;

    j->came.result = result_of(j);
    j->came.via = "";
    j->came.reason = row->reason;
    if (j->came.result != row->result)
        return FISC_OK; /* that is enough */
    switch (j->came.result) {
    case FISC_RESULT_PASS:
        return judge_pass(j);
    case FISC_RESULT_FAIL:
        j->came.reason = "not-met";
        return row->path_count ? add_paths(j, j->trial->requirement, false)
                               : FISC_OK;
    case FISC_RESULT_UNKNOWN:
        if (j->duty->party != FISC__NO_PARTY)
            return judge_unknown(j);
        j->came.reason = "absent";
        j->came.paths = nobody;
        j->came.path_count = 1;
        return FISC_OK;
    case FISC_RESULT_NOTAPPLICABLE:
        j->came.reason = j->when == FISC__FALSE ? "when" : "function";
        return j->when == FISC__FALSE && row->path_count
                   ? add_paths(j, j->trial->when, true)
                   : FISC_OK;
    default:
        return FISC_OK;
    }
}

/* Where a waiver is in force, it is the reason. */
static bool
fits(const struct judgement *j)
{
    struct fisc__test_row row = *j->duty->row;

    if (strcmp(row.reason, "waived") == 0)
        row.reason = j->came.reason;
    return fisc__row_fits(&row, &j->came, true);
}

static enum fisc_status
notice(struct judgement *j, bool *ret)
{
    enum fisc_status status;

    if (j->trial->when != FISC__NO_NODE)
        j->when = fisc__run_value(j->run, j->trial->when, j->party);
    /* Who answers instead still does, where the clause applies. */
    if (j->duty->fixed) {
        *ret = j->when != FISC__TRUE &&
               j->duty->row->result != (j->when == FISC__FALSE
                                            ? FISC_RESULT_NOTAPPLICABLE
                                            : FISC_RESULT_UNKNOWN);
        return FISC_OK;
    }
    status = judge(j);
    *ret = !fits(j);
    return status;
}

enum fisc_status
fisc__trial_noticed(struct fisc__trial *trial, struct fisc__worker *worker,
                    const struct fisc__duty_tested *duty, bool *ret,
                    struct fisc_error *reterr)
{
    struct judgement j = {.trial = trial,
                          .duty = duty,
                          .when = FISC__TRUE,
                          .reterr = reterr};
    struct fisc__run *run;
    enum fisc_status status = fisc__trial_run(trial, worker, duty, &run,
                                              reterr);

    if (status)
        return status;
    j.run = run;
    j.party = fisc__trial_party(run, duty);
    fisc__arena_init(&j.arena, trial->tests->context);
    status = notice(&j, ret);
    fisc__arena_done(&j.arena);
    fisc__run_free(run);
    return status;
}
