/* SPDX-License-Identifier: MIT */
/* Changes to what was evaluated: all of them, or none. */

#include <assert.h>
#include <string.h>

#include "base/sized.h"
#include "evaluate/change.h"

/* One call: what its changes come to. */
struct changing {
    struct fisc_evaluator *evaluator;
    struct fisc__base *base;
    const struct fisc_change *changes;
    size_t count;
    struct fisc__edited *edited; /* of each; path NULL: not of a fact */
    struct fisc__edited one;     /* of a single change */
    fisc_date as_of;
    bool registers; /* an entry of the evidence or the contracts changes */
    bool structure; /* so does what the rows or the elements are */
};

/* ---- what a change touches -----------------------------------------------*/

/* Does the path begin with that field of the description? */
static bool
is_below(const char *path, const char *name)
{
    while (*name && *path == *name) {
        path++;
        name++;
    }
    return !*name && (!*path || *path == '.' || *path == '[');
}

static size_t
count_ids(const char *path)
{
    size_t count = 0;

    while ((path = strchr(path, '[')) != NULL) {
        path++;
        count++;
    }
    return count;
}

/*
 * Who holds which role, who answers for what, and which elements there are is
 * structure: rows and frames come and go with it. `word` NULL: an element, or
 * what the vocabulary doesn't know.
 */
static void
classify(struct changing *c, const char *path, const struct fisc__word *word)
{
    if (!word)
        c->structure = c->structure || path[strlen(path) - 1] == ']';
    else if (!word->definition || word->definition->type == FISC_FACT_LIST ||
             count_ids(path) > FISC__MOST_IDS || is_below(path, "inherits") ||
             (is_below(path, "parties") && strcmp(word->name, "roles") == 0))
        c->structure = true;
    if (is_below(path, "evidence") || is_below(path, "contracts"))
        c->registers = true;
}

/* ---- the description -----------------------------------------------------*/

static enum fisc_status
set_date(struct changing *c, const struct fisc_change *change,
         const struct fisc__place *place, struct fisc_error *reterr)
{
    char text[11];

    fisc_date_format(change->day, text);
    if (change->path && *change->path)
        return fisc__error_item(reterr, FISC_ERR_INVALID, place, change->path,
                                "a date has no path");
    if (!*text)
        return fisc__error(reterr, FISC_ERR_INVALID, place,
                           "the date is out of range");
    c->as_of = change->day;
    /* It is the date of those who are joined, too. */
    if (c->base->report->side_count > 1 && c->as_of != c->base->asked.as_of)
        c->structure = true;
    return FISC_OK;
}

/* The change that an error is about, where it names a place of the facts. */
static enum fisc_status
about_change(size_t index, enum fisc_status status, struct fisc_error *reterr)
{
    struct fisc__place place = fisc__change_place(index);

    if (status != FISC_ERR_INVALID || !reterr)
        return status;
    fisc__error_copy(reterr->where, sizeof reterr->where, place.file,
                     strlen(place.file));
    reterr->line = place.line;
    reterr->column = 0;
    return status;
}

static enum fisc_status
edit_fact(struct changing *c, const struct fisc_change *change,
          const struct fisc__place *place, struct fisc__edited *edited,
          struct fisc_error *reterr)
{
    enum fisc_status status = fisc_system__edit(
        c->base->working, change, place, &c->base->undo, edited, reterr);

    if (!status && edited->before == edited->after)
        edited->path = NULL;
    return status;
}

/* Is it right by the vocabulary? */
static enum fisc_status
check_fact(struct changing *c, struct fisc__edited *edited,
           size_t index, struct fisc_error *reterr)
{
    struct fisc_system *working = c->base->working;
    const struct fisc__word *word = NULL;
    bool clean = true;
    enum fisc_status status = fisc_system__check_at(
        working, &c->evaluator->policy->vocabulary,
        c->base->asked.allow_unknown_paths, edited->path, edited->after,
        &word, &clean, reterr);

    if (status)
        return about_change(index, status, reterr);
    edited->word = word;
    classify(c, edited->path, word);
    /* Then there may be more to remark, or to refuse, elsewhere. */
    if (!clean || c->registers || c->structure)
        atomic_store_explicit(&working->checked, 0, memory_order_release);
    return FISC_OK;
}

static enum fisc_status
edit_all(struct changing *c, struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; !status && i < c->count; i++) {
        struct fisc__place place = fisc__change_place(i);
        struct fisc_change change;

        c->edited[i].path = NULL;
        status = fisc__change_read(c->changes, i, &change, reterr);
        if (!status)
            status = change.kind == FISC_CHANGE_AS_OF
                         ? set_date(c, &change, &place, reterr)
                         : edit_fact(c, &change, &place, &c->edited[i],
                                     reterr);
    }
    for (size_t i = 0; !status && i < c->count; i++)
        if (c->edited[i].path)
            status = check_fact(c, &c->edited[i], i, reterr);
    return status;
}

/* ---- the report ----------------------------------------------------------*/

/* Everything again: a new report in the place of the old one. */
static enum fisc_status
evaluate_again(struct changing *c, struct fisc_error *reterr)
{
    struct fisc__base *base = c->base;
    struct fisc_eval_options asked = base->asked;
    struct fisc_report *report;
    enum fisc_status status;

    asked.as_of = c->as_of;
    status = fisc__evaluate(c->evaluator, base->working, &asked, &report,
                            reterr);
    if (status)
        return status;
    status = fisc__rows_compare(base, base->report, report, reterr);
    if (!status)
        status = fisc__base_take(c->evaluator, report, reterr);
    if (status)
        fisc_report_unref(report);
    return status;
}

static void
update_facts(struct changing *c)
{
    struct fisc__update *update = &c->base->update;

    for (size_t i = 0; i < c->count; i++) {
        struct fisc__fact_place place;

        if (!c->edited[i].path)
            continue;
        fisc__update_way(update, c->edited[i].path, c->edited[i].word,
                         &place);
        fisc__update_fact(update, &place, c->edited[i].after);
    }
    if (c->registers)
        fisc__update_registers(update);
}

/* False: the date makes elements come or go. */
static bool
update_date(struct changing *c)
{
    struct fisc__base *base = c->base;

    if (c->as_of == base->asked.as_of)
        return true;
    base->report->as_of = c->as_of;
    if (!fisc__update_date(&base->update, c->as_of))
        return false;
    if (base->report->waivers)
        fisc__rows_touch_all(base);
    return true;
}

/* What depends on what changed. */
static enum fisc_status
update_report(struct changing *c, struct fisc_error *reterr)
{
    struct fisc__base *base = c->base;
    struct fisc__meter *meter = &c->evaluator->meter;
    struct fisc__run *run = base->report->sides[0].run;
    enum fisc_status status;

    *meter = (struct fisc__meter){
        .interrupt = &c->evaluator->interrupt,
        .limit = c->evaluator->policy->context->options.eval_work};
    status = fisc__meter_look(meter, reterr);
    if (status)
        return status;
    run->meter = meter;
    base->touched_count = 0;
    base->failed = false;
    update_facts(c);
    if (!update_date(c))
        return evaluate_again(c, reterr);
    status = fisc__update_eval(&base->update, reterr);
    run->meter = NULL;
    base->rechecked = false;
    return status ? status : fisc__rows_decide(base, meter, reterr);
}

/* ---- all or nothing ------------------------------------------------------*/

static enum fisc_status
apply(struct changing *c, struct fisc_error *reterr)
{
    struct fisc__base *base = c->base;
    enum fisc_status status = edit_all(c, reterr);

    if (!status && c->structure) {
        status = evaluate_again(c, reterr);
    } else if (!status) {
        status = update_report(c, reterr);
        if (status) /* half done: it is made again when it is needed */
            fisc__base_drop(base);
    }
    if (status) {
        fisc_system__undo(&base->undo);
        base->moved_count = 0;
    } else {
        base->asked.as_of = c->as_of;
    }
    base->undo.count = 0;
    return status;
}

static enum fisc_status
nothing_evaluated(struct fisc_error *reterr)
{
    return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                       "nothing was evaluated yet");
}

enum fisc_status
fisc_evaluator_change(struct fisc_evaluator *evaluator,
                      const struct fisc_change *changes, size_t count,
                      struct fisc_error *reterr)
{
    struct changing c = {.evaluator = evaluator, .base = evaluator->base,
                         .changes = changes, .count = count};
    struct fisc_context *context = evaluator->policy->context;
    enum fisc_status status;

    assert(changes || count == 0);
    if (!c.base->system)
        return nothing_evaluated(reterr);
    c.base->moved_count = 0;
    status = fisc__changes_differ(context, changes, count, reterr);
    if (!status)
        status = fisc__base_open(evaluator, reterr);
    if (status)
        return status;
    c.as_of = c.base->asked.as_of;
    c.edited = count == 1 ? &c.one
                          : fisc__alloc_array(context, count,
                                              sizeof *c.edited);
    if (!c.edited)
        return fisc__error_nomem(reterr);
    status = apply(&c, reterr);
    if (c.edited != &c.one)
        fisc__free(context, c.edited, count * sizeof *c.edited);
    return status;
}

enum fisc_status
fisc_evaluator_report(struct fisc_evaluator *evaluator,
                      struct fisc_report **ret, struct fisc_error *reterr)
{
    struct fisc__base *base = evaluator->base;
    enum fisc_status status = FISC_OK;

    assert(ret);
    if (!base->system)
        return nothing_evaluated(reterr);
    if (!base->report)
        status = fisc__base_open(evaluator, reterr);
    if (!status && !base->rechecked) {
        status = fisc__report_recheck(
            base->report, base->asked.allow_unknown_paths, reterr);
        base->rechecked = !status;
    }
    if (status)
        return status;
    if (base->working) { /* from now on it doesn't change any more */
        fisc_system_unref(base->system);
        base->system = base->working;
        base->working = NULL;
    }
    *ret = fisc_report_ref(base->report);
    return FISC_OK;
}

/* ---- what moved ----------------------------------------------------------*/

size_t
fisc_evaluator_moved_count(const struct fisc_evaluator *evaluator)
{
    return evaluator->base->moved_count;
}

enum fisc_status
fisc_evaluator_moved(const struct fisc_evaluator *evaluator, size_t index,
                     struct fisc_moved *ret)
{
    const struct fisc__base *base = evaluator->base;
    struct fisc_moved moved = {.size = sizeof moved};
    const struct fisc__moved_row *found;
    const struct fisc_report *report;
    const struct fisc__row *row;

    if (index >= base->moved_count)
        return FISC_ERR_NOTFOUND;
    found = &base->moved[index];
    report = base->report;
    row = &report->layout->rows[found->row];
    moved.row = found->row;
    moved.clause = report->policy->clauses[row->clause].clause->key;
    moved.party = row->party == FISC__NO_PARTY
                      ? ""
                      : fisc__run_party(report->sides[0].run, row->party);
    moved.is_new = found->before == FISC_RESULT_COUNT;
    if (!moved.is_new)
        moved.before = (enum fisc_result)found->before;
    moved.result = (enum fisc_result)report->results[found->row];
    return fisc__sized_copy(ret, &moved, sizeof moved, sizeof moved);
}
