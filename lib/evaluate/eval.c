/* SPDX-License-Identifier: MIT */
/* Evaluation: from a description and a date to a report. */

#include <assert.h>
#include <string.h>

#include "base/share.h"
#include "base/sized.h"
#include "evaluate/change.h"
#include "evaluate/evaluator.h"
#include "evaluate/remarks.h"
#include "evaluate/decision.h"

enum {
    ALL_LEVELS = 7,
    ROW_PORTION = 256 /* rows between two looks at the host */
};

/* ---- what is asked -------------------------------------------------------*/

/* One of the descriptions that are joined; false where its size is unknown. */
static bool
joined_at(const struct fisc_eval_options *options, size_t index,
          struct fisc_joined *ret)
{
    return !fisc__sized_element(ret, sizeof *ret, sizeof *ret,
                                options->joined, index);
}

static enum fisc_status
read_options(const struct fisc_eval_options *options,
             struct fisc_eval_options *ret, struct fisc_error *reterr)
{
    enum fisc_status status = fisc__sized_options(ret, sizeof *ret, options,
                                                  reterr);
    struct fisc_joined joined;

    if (status != FISC_OK)
        return status;
    for (size_t i = 0; i < ret->joined_count; i++)
        if (!joined_at(ret, i, &joined))
            return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                               "the size of joined description %zu is not a "
                               "known one", i);
    if (!ret->roles)
        ret->roles = FISC__ALL_ROLES;
    if (!ret->levels)
        ret->levels = ALL_LEVELS;
    if ((ret->roles & ~(unsigned)FISC__ALL_ROLES) ||
        (ret->levels & ~(unsigned)ALL_LEVELS))
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "there is no such role or level");
    if (!fisc__date_is_valid(ret->as_of))
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

/* In the whole policy, or in the catalog that was selected before. */
static enum fisc_status
find_control(const struct fisc_report *report,
             const struct fisc_eval_options *options, size_t *ret)
{
    const struct fisc_policy *policy = report->policy;
    size_t first = report->first_control;
    const struct fisc_catalog *catalog;
    enum fisc_status status;

    if (!options->catalog)
        return fisc_policy_find_control(policy, options->control, ret);
    catalog = policy->controls[first].control->catalog;
    while (first > 0 && policy->controls[first - 1].control->catalog == catalog)
        first--;
    status = fisc_catalog_find_control(catalog, options->control, ret);
    if (!status)
        *ret += first;
    return status;
}

static enum fisc_status
select_control(struct fisc_report *report,
               const struct fisc_eval_options *options,
               struct fisc_error *reterr)
{
    const struct fisc_policy *policy = report->policy;
    const char *wanted = options->control;
    size_t first, end;
    enum fisc_status status = find_control(report, options, &first);

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
    enum fisc_status status = FISC_OK;

    report->control_count = report->policy->control_count;
    if (options->catalog)
        status = select_catalog(report, options->catalog, reterr);
    if (!status && options->control)
        status = select_control(report, options, reterr);
    return status;
}

/* ---- sides ---------------------------------------------------------------*/

/* A number that stands for the policy, never 0. */
static uint64_t
policy_mark(const struct fisc_policy *policy)
{
    uint64_t mark = 0;

    for (int i = 0; i < 16; i++)
        mark = mark << 4 | (uint64_t)(policy->digest[i] & 0xf) |
               (uint64_t)(policy->digest[i] > '9') << 3;
    return mark | 1;
}

/* Is it right by the vocabulary? Found out once for a policy and a system. */
static enum fisc_status
check_side(struct fisc_report *report, struct fisc_system *system,
           bool allow_unknown, struct fisc_error *reterr)
{
    uint64_t mark = policy_mark(report->policy);
    size_t before = report->diagnostics.count;
    enum fisc_status status;

    FISC__ATOMIC(&system->checked, sizeof system->checked);
    if (atomic_load_explicit(&system->checked, memory_order_acquire) == mark)
        return FISC_OK;
    status = fisc_system__check(system, &report->policy->vocabulary,
                                allow_unknown, &report->diagnostics, reterr);
    /* What gave remarks gives them every time. */
    if (!status && report->diagnostics.count == before)
        atomic_store_explicit(&system->checked, mark, memory_order_release);
    return status;
}

/* Binds a description: its facts are at hand, nothing is evaluated. */
static enum fisc_status
bind_side(struct fisc_evaluator *evaluator, struct fisc_report *report,
          const char *party, const char *unlisted, struct fisc_system *system,
          bool allow_unknown, struct fisc_error *reterr)
{
    struct fisc__side *side = &report->sides[report->side_count];
    struct fisc__run_input input = {.graph = report->policy->graph,
                                    .system = system,
                                    .as_of = report->as_of,
                                    .party = unlisted,
                                    .call = fisc__runner_call,
                                    .call_data = evaluator->runner,
                                    .room = evaluator->run_room,
                                    .meter = &evaluator->meter};
    enum fisc_status status = check_side(report, system, allow_unknown,
                                         reterr);

    if (!status)
        status = fisc__run_new(report->context, &input, &side->run, reterr);
    if (status)
        return status;
    side->party = party;
    side->system = fisc_system_ref(system);
    report->side_count++;
    return fisc__side_split(report, side, reterr);
}

/* Does somebody hold every role that a clause asked about names? */
static bool
is_borne(const struct fisc_evaluator *evaluator,
         const struct fisc_report *report, const struct fisc_system *system)
{
    unsigned bearers = fisc__layout_bearers(
        evaluator->layout, report->policy, report->first_control,
        report->control_count);

    return (bearers & ~fisc__roles_held(system)) == 0;
}

static enum fisc_status
bind_first(struct fisc_evaluator *evaluator, struct fisc_report *report,
           struct fisc_system *system, const struct fisc_eval_options *options,
           struct fisc_error *reterr)
{
    report->sides = fisc__arena_array(&report->arena,
                                      options->joined_count + 1,
                                      sizeof *report->sides);
    if (!report->sides)
        return fisc__error_nomem(reterr);
    report->sides_open = options->joined_count > 0;
    /* A party without id stands in where nobody holds a role. */
    return bind_side(evaluator, report, NULL,
                     is_borne(evaluator, report, system) ? NULL : "", system,
                     options->allow_unknown_paths, reterr);
}

/* Evaluates the first description, and those that are joined with it. */
static enum fisc_status
run_sides(struct fisc_evaluator *evaluator, struct fisc_report *report,
          const struct fisc_eval_options *options, struct fisc_error *reterr)
{
    enum fisc_status status = fisc__run_eval(report->sides[0].run, reterr);

    for (size_t i = 0; !status && i < options->joined_count; i++) {
        struct fisc_joined joined;
        const char *party;

        joined_at(options, i, &joined);
        party = fisc__arena_string(&report->arena, joined.party);
        if (!party)
            return fisc__error_nomem(reterr);
        status = bind_side(evaluator, report, party, party, joined.system,
                           options->allow_unknown_paths, reterr);
        if (!status)
            status = fisc__run_eval(
                report->sides[report->side_count - 1].run, reterr);
    }
    report->sides_open = report->side_count <= options->joined_count;
    return status;
}

/* ---- rows ----------------------------------------------------------------*/

/* The first part of a catalog's keys; a foreign catalog goes by its uuid. */
static const char *
catalog_name(struct fisc_report *report, const struct fisc_catalog *catalog)
{
    const char *key = catalog->clause_count ? catalog->clauses[0]->key : "";

    return catalog->ours ? fisc__arena_copy(&report->arena, key,
                                            strcspn(key, "."))
                         : catalog->uuid;
}

static enum fisc_status
name_catalogs(struct fisc_report *report, struct fisc_error *reterr)
{
    const struct fisc_policy *policy = report->policy;

    report->catalogs = fisc__arena_array(
        &report->arena, policy->catalog_count, sizeof *report->catalogs);
    for (size_t i = 0; report->catalogs && i < policy->catalog_count; i++) {
        report->catalogs[i] = catalog_name(report, policy->catalogs[i]);
        if (!report->catalogs[i])
            return fisc__error_nomem(reterr);
    }
    return report->catalogs ? FISC_OK : fisc__error_nomem(reterr);
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

/* The clauses of the controls that were asked about, of all levels. */
static size_t
clause_count(const struct fisc_report *report)
{
    const struct fisc__policy_control *first =
        &report->policy->controls[report->first_control];
    const struct fisc__policy_control *last = first + report->control_count;

    if (report->control_count == 0)
        return 0;
    last--;
    return last->first_clause + last->clause_count - first->first_clause;
}

/* The layout of the rows, which the evaluator keeps for the next report. */
static enum fisc_status
lay_out(struct fisc_evaluator *evaluator, struct fisc_report *report,
        unsigned levels, struct fisc_error *reterr)
{
    const struct fisc__run *run = report->sides[0].run;
    size_t parties = fisc__run_party_count(run);
    unsigned *roles = fisc__arena_array(&report->arena, parties,
                                        sizeof *roles);
    struct fisc__layout_input input = {report->policy, report->first_control,
                                       report->control_count, levels, roles,
                                       parties};
    enum fisc_status status;

    if (!roles)
        return fisc__error_nomem(reterr);
    /* Also where the last report's layout fits: it is charged alike. */
    status = fisc__meter_charge(&evaluator->meter,
                                (uint64_t)clause_count(report) * (1 + parties),
                                reterr);
    if (status)
        return status;
    for (size_t i = 0; i < parties; i++)
        roles[i] = fisc__run_party_roles(run, i);
    status = fisc__layout_get(evaluator->layout, &input, &report->layout,
                              reterr);
    if (status || report->layout == evaluator->layout)
        return status;
    fisc__layout_unref(evaluator->layout);
    atomic_fetch_add_explicit(&report->layout->references, 1,
                              memory_order_relaxed);
    evaluator->layout = report->layout;
    return FISC_OK;
}

static const uint8_t plain_results[] = {
    [FISC__FALSE] = FISC_RESULT_FAIL,
    [FISC__TRUE] = FISC_RESULT_PASS,
    [FISC__UNKNOWN] = FISC_RESULT_UNKNOWN,
    [FISC__ERROR] = FISC_RESULT_ERROR,
    [FISC__UNDECIDED] = FISC_RESULT_NOTCHECKED};

/* The result of a row that one value decides. */
static uint8_t
plain_result(const struct fisc_report *report, size_t row)
{
    const struct fisc__layout *layout = report->layout;
    uint32_t value = layout->values[row];
    const uint8_t *values = fisc__run_values(
        report->sides[0].run, value & 1, layout->rows[row].party);

    return plain_results[values[value >> 1]];
}

static uint8_t
decided_result(const struct fisc_report *report, size_t row)
{
    struct fisc__duty duty = {.clause = report->layout->rows[row].clause,
                              .party = report->layout->rows[row].party};
    struct fisc__decision decision;

    fisc__decide(report, &duty, &decision);
    return (uint8_t)decision.result;
}

/* Most policies ask about a description, not about each party in it. */
static void
decide_by_system(const uint8_t *restrict system,
                 const uint32_t *restrict values, size_t count,
                 uint8_t *restrict results)
{
    for (size_t i = 0; i < count; i++)
        results[i] = plain_results[system[values[i] >> 1]];
}

/* A value has no word for what a function says that does not apply. */
static void
decide_errors(const struct fisc_report *report, size_t first, size_t end)
{
    uint8_t *results = report->results;
    uint8_t *at = results + first;

    while (at < results + end &&
           (at = memchr(at, FISC_RESULT_ERROR,
                        (size_t)(results + end - at))) != NULL) {
        *at = decided_result(report, (size_t)(at - results));
        at++;
    }
}

/* Decides the rows from `first` up to `end`. */
static void
decide_rows(struct fisc_report *report, size_t first, size_t end)
{
    const uint32_t *values = report->layout->values;
    const uint8_t *system = fisc__run_values(report->sides[0].run, false, 0);
    uint8_t *restrict results = report->results;
    bool plain = fisc__report_is_plain(report);

    if (plain && report->layout->of_system) {
        decide_by_system(system, values + first, end - first,
                         results + first);
        decide_errors(report, first, end);
        return;
    }
    for (size_t i = first; i < end; i++) {
        if (!plain || values[i] == FISC__NOT_PLAIN)
            results[i] = decided_result(report, i);
        else if (values[i] & 1)
            results[i] = plain_result(report, i);
        else
            results[i] = plain_results[system[values[i] >> 1]];
    }
    if (plain)
        decide_errors(report, first, end);
}

static void
find_waivers(struct fisc_report *report, size_t first, size_t end)
{
    const struct fisc_policy *policy = report->policy;

    for (size_t i = first; report->waivers && i < end; i++) {
        const struct fisc__row *row = &report->layout->rows[i];
        const char *party =
            row->party == FISC__NO_PARTY
                ? NULL
                : fisc__run_party(report->sides[0].run, row->party);

        report->waivers[i] = find_waiver(
            report, policy->clauses[row->clause].clause, party,
            (enum fisc_result)report->results[i]);
    }
}

/* Room for rows, of which none is decided. */
static enum fisc_status
make_rows(struct fisc_evaluator *evaluator, struct fisc_report *report,
          unsigned levels, struct fisc_error *reterr)
{
    enum fisc_status status = lay_out(evaluator, report, levels, reterr);
    size_t count;

    if (status)
        return status;
    count = report->layout->count;
    report->results = fisc__arena_alloc(&report->arena, count);
    if (report->policy->waiver_count)
        report->waivers = fisc__arena_array(&report->arena, count,
                                            sizeof *report->waivers);
    if (!report->results || (report->policy->waiver_count && !report->waivers))
        return fisc__error_nomem(reterr);
    memset(report->results, FISC_RESULT_NOTCHECKED, count);
    return FISC_OK;
}

/* What deciding a row takes at most, before what it inherits is followed. */
uint64_t
fisc__report_row_work(const struct fisc_report *report)
{
    uint64_t work = 1 + report->policy->waiver_count;

    for (size_t i = 0; i < report->side_count; i++)
        work += report->sides[i].statement_most + (i > 0);
    return work;
}

/* Decides all rows, some at a time; `meter` NULL: without a look at the host. */
static enum fisc_status
fill_rows(struct fisc_report *report, struct fisc__meter *meter,
          struct fisc_error *reterr)
{
    size_t count = report->layout->count;
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; !status && i < count; i = report->decided_rows) {
        size_t end = count - i < ROW_PORTION ? count : i + ROW_PORTION;

        if (meter)
            status = fisc__meter_charge(
                meter, (end - i) * fisc__report_row_work(report), reterr);
        if (status)
            break;
        decide_rows(report, i, end);
        find_waivers(report, i, end);
        report->decided_rows = end;
    }
    return status;
}

/* ---- the report ----------------------------------------------------------*/

static struct fisc_report *
new_report(struct fisc_evaluator *evaluator,
           const struct fisc_eval_options *options)
{
    struct fisc_policy *policy = evaluator->policy;
    struct fisc_report *report = fisc__alloc(policy->context, sizeof *report);

    if (!report)
        return NULL;
    atomic_init(&report->references, 1);
    report->context = fisc_context_ref(policy->context);
    report->policy = fisc_policy_ref(policy);
    fisc__arena_init(&report->arena, report->context);
    fisc__arena_reserve(&report->arena, evaluator->report_room);
    fisc__diagnostics_init(&report->diagnostics, &report->arena);
    report->as_of = options->as_of;
    report->roles = options->roles;
    report->stopped = FISC_OK;
    atomic_init(&report->notes, NULL);
    return report;
}

/* The meter of one evaluation, which may have been asked to stop already. */
static enum fisc_status
start_meter(struct fisc_evaluator *evaluator,
            const struct fisc_eval_options *options,
            const struct fisc_system *system, struct fisc_error *reterr)
{
    const struct fisc__graph *graph = evaluator->policy->graph;
    /* There may be one party beside those that are listed. */
    size_t total = fisc__run_size(graph, fisc__party_count(system) + 1);

    for (size_t i = 0; i < options->joined_count; i++) {
        struct fisc_joined joined;

        joined_at(options, i, &joined);
        total += fisc__run_size(graph, fisc__party_count(joined.system) + 1);
    }
    evaluator->meter = (struct fisc__meter){
        .interrupt = &evaluator->interrupt,
        .progress = options->progress,
        .progress_data = options->progress_data,
        .total = total,
        .limit = evaluator->policy->context->options.eval_work};
    return fisc__meter_look(&evaluator->meter, reterr);
}

/* Everything up to where a report could say what is decided. */
static enum fisc_status
begin_report(struct fisc_evaluator *evaluator, struct fisc_report *report,
             struct fisc_system *system,
             const struct fisc_eval_options *options,
             struct fisc_error *reterr)
{
    enum fisc_status status = select_controls(report, options, reterr);

    if (!status)
        status = name_catalogs(report, reterr);
    if (!status)
        status = start_meter(evaluator, options, system, reterr);
    if (!status)
        status = bind_first(evaluator, report, system, options, reterr);
    if (!status)
        status = make_rows(evaluator, report, options->levels, reterr);
    return status;
}

static enum fisc_status
finish_report(struct fisc_evaluator *evaluator, struct fisc_report *report,
              const struct fisc_eval_options *options,
              struct fisc_error *reterr)
{
    struct fisc__meter *meter = &evaluator->meter;
    enum fisc_status status = run_sides(evaluator, report, options, reterr);

    if (!status)
        status = fill_rows(report, meter, reterr);
    if (!status)
        status = fisc__meter_charge(meter,
                                    (uint64_t)report->policy->waiver_count *
                                        report->layout->count, reterr);
    if (!status)
        status = fisc__report_remarks(report, reterr);
    if (!status) {
        meter->done = meter->total;
        status = fisc__meter_look(meter, reterr);
        meter->limit = 0; /* what is asked of the report is not counted */
    }
    return status;
}

/* Did it stop where another host, or another day, would have gone on? */
static bool
is_stop(enum fisc_status status)
{
    return status == FISC_ERR_INTERRUPTED || status == FISC_ERR_NOMEM ||
           status == FISC_ERR_BUDGET;
}

/*
 * Of an evaluation that stopped, what is decided: needs no memory. Where rows
 * were being decided the rest was not come to.
 */
static void
keep_part(struct fisc_report *report, enum fisc_status status)
{
    report->stopped = status;
    if (report->decided_rows == 0)
        fill_rows(report, NULL, NULL);
    for (size_t i = 0; i < report->layout->count; i++) {
        struct fisc__decision decision;
        struct fisc__duty duty;

        if (report->results[i] != FISC_RESULT_NOTCHECKED)
            continue;
        fisc__row_decide(report, i, &duty, &decision);
        report->undecided += strcmp(decision.reason, "stopped") == 0;
    }
}

/*
 * Room for what was needed and a quarter more, since descriptions differ; where
 * less would do, a little less each time.
 */
static size_t
next_room(size_t room, size_t needed)
{
    size_t wanted = needed + needed / 4;

    return wanted > room ? wanted : room - (room - wanted) / 64;
}

/* What the next report is likely to need is what this one did. */
static void
remember_room(struct fisc_evaluator *evaluator,
              const struct fisc_report *report)
{
    struct fisc__room *room = &evaluator->run_room;
    struct fisc__room needed = fisc__run_room(report->sides[0].run);

    room->bytes = next_room(room->bytes, needed.bytes);
    room->names = next_room(room->names, needed.names);
    evaluator->report_room = next_room(evaluator->report_room,
                                       fisc__arena_used(&report->arena));
}

/* What comes of an evaluation whose report was begun. */
static enum fisc_status
end_report(struct fisc_evaluator *evaluator, struct fisc_report *report,
           const struct fisc_eval_options *options, struct fisc_error *reterr)
{
    struct fisc_error error;
    enum fisc_status status = finish_report(evaluator, report, options,
                                            &error);

    if (options->partial && is_stop(status)) {
        keep_part(report, status);
        return FISC_OK;
    }
    if (status && reterr)
        *reterr = error;
    return status;
}

enum fisc_status
fisc__evaluate(struct fisc_evaluator *evaluator, struct fisc_system *system,
               const struct fisc_eval_options *options,
               struct fisc_report **ret, struct fisc_error *reterr)
{
    struct fisc_report *report = new_report(evaluator, options);
    enum fisc_status status;

    if (!report)
        return fisc__error_nomem(reterr);
    status = begin_report(evaluator, report, system, options, reterr);
    if (!status)
        status = end_report(evaluator, report, options, reterr);
    if (status) {
        fisc_report_unref(report);
        return status;
    }
    remember_room(evaluator, report);
    *ret = report;
    return FISC_OK;
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
    if (!status)
        status = fisc__evaluate(evaluator, system, &asked, &report, reterr);
    if (status)
        return status;
    status = fisc__base_set(evaluator, system, &asked, reterr);
    if (status && !report->stopped) { /* then a part is better than nothing */
        fisc_report_unref(report);
        return status;
    }
    *ret = report;
    return FISC_OK;
}

/* ---- a report that is brought up to date ---------------------------------*/

bool
fisc__report_redecide(struct fisc_report *report, size_t row)
{
    uint8_t before = report->results[row];

    decide_rows(report, row, row + 1);
    find_waivers(report, row, row + 1);
    return report->results[row] != before;
}

enum fisc_status
fisc__report_recheck(struct fisc_report *report, bool allow_unknown,
                     struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    report->diagnostics.count = 0;
    for (size_t i = 0; !status && i < report->side_count; i++)
        status = check_side(report, report->sides[i].system, allow_unknown,
                            reterr);
    return status ? status : fisc__report_remarks(report, reterr);
}

void
fisc__system_mark(const struct fisc_policy *policy, struct fisc_system *system,
                  const struct fisc_system *base)
{
    uint64_t mark = policy_mark(policy);

    if (atomic_load_explicit(&base->checked, memory_order_acquire) == mark)
        atomic_store_explicit(&system->checked, mark, memory_order_release);
}
