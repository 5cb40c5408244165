/* SPDX-License-Identifier: MIT */
/* A report's end, and its rows as callers see them. */

#include "evaluate/report.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/share.h"
#include "base/sized.h"
#include "evaluate/explanation.h"
#include "evaluate/rows.h"

struct fisc_report *
fisc_report_ref(struct fisc_report *report)
{
    assert(report);
    atomic_fetch_add_explicit(&report->references, 1, memory_order_relaxed);
    return report;
}

void
fisc_report_unref(struct fisc_report *report)
{
    struct fisc_context *context;

    if (!report || !fisc__drop(&report->references))
        return;
    context = report->context;
    fisc__report_forget(report);
    for (size_t i = 0; i < report->side_count; i++) {
        fisc__run_free(report->sides[i].run);
        fisc_system_unref(report->sides[i].system);
    }
    fisc__layout_unref(report->layout);
    fisc__diagnostics_done(&report->diagnostics);
    fisc__arena_done(&report->arena);
    fisc_policy_unref(report->policy);
    fisc__free(context, report, sizeof *report);
    fisc_context_unref(context);
}

/* ---- what it is about ----------------------------------------------------*/

fisc_date
fisc_report_as_of(const struct fisc_report *report)
{
    return report->as_of;
}

const char *
fisc_report_policy_digest(const struct fisc_report *report)
{
    return fisc_policy_digest(report->policy);
}

const char *
fisc_report_system_digest(const struct fisc_report *report)
{
    return fisc_system_digest(report->sides[0].system);
}

const char *
fisc_report_system_id(const struct fisc_report *report)
{
    return fisc_system_id(report->sides[0].system);
}

const char *
fisc_report_system_title(const struct fisc_report *report,
                         enum fisc_language language)
{
    const struct fisc__text *title = &report->sides[0].system->title;
    const char *first = language == FISC_LANGUAGE_JA ? title->ja : title->en;
    const char *other = language == FISC_LANGUAGE_JA ? title->en : title->ja;

    return first ? first : other ? other : "";
}

struct fisc_policy *
fisc_report_policy(const struct fisc_report *report)
{
    return report->policy;
}

void
fisc_report__controls(const struct fisc_report *report, size_t *ret_first,
                      size_t *ret_count)
{
    *ret_first = report->first_control;
    *ret_count = report->control_count;
}

enum fisc_status
fisc_report_stopped(const struct fisc_report *report)
{
    return report->stopped;
}

size_t
fisc_report_undecided_count(const struct fisc_report *report)
{
    return report->undecided;
}

/* ---- remarks -------------------------------------------------------------*/

size_t
fisc_report_diagnostic_count(const struct fisc_report *report)
{
    return report->diagnostics.count;
}

enum fisc_status
fisc_report_diagnostic(const struct fisc_report *report, size_t index,
                       struct fisc_diagnostic *ret)
{
    struct fisc_diagnostic filled = {.size = sizeof filled};
    const struct fisc__diagnostic *found;

    if (index >= report->diagnostics.count)
        return FISC_ERR_NOTFOUND;
    found = &report->diagnostics.list[index];
    filled.level = found->level;
    filled.rule = found->rule;
    filled.item = found->item;
    filled.message = found->message.en;
    filled.messages[FISC_LANGUAGE_JA] = found->message.ja;
    filled.messages[FISC_LANGUAGE_EN] = found->message.en;
    filled.file = found->place.file ? found->place.file : "";
    filled.line = found->place.line;
    filled.column = found->place.column;
    return fisc__sized_copy(ret, &filled, sizeof filled, sizeof filled);
}

/* ---- rows ----------------------------------------------------------------*/

size_t
fisc_report_result_count(const struct fisc_report *report)
{
    return report->layout->count;
}

void
fisc_report_results(const struct fisc_report *report, unsigned char *ret,
                    size_t count)
{
    if (count > report->layout->count)
        count = report->layout->count;
    if (count)
        memcpy(ret, report->results, count);
}

/* How a pass was met: its heaviest label, rule 20. Static. */
static const char *
via_of(const struct fisc__decision *decision,
       const struct fisc__grounds *grounds)
{
    const char *via = "direct";

    if (decision->statement)
        return "inherited";
    for (size_t i = 0; i < grounds->label_count; i++)
        if (strncmp(grounds->labels[i], "relaxation:", 11) == 0)
            return "relaxation";
        else
            via = "alternative";
    return via;
}

void
fisc__keep_reason(struct fisc__note *note,
                  const struct fisc__decision *decision,
                  const struct fisc__grounds *grounds)
{
    const char *via = "";

    if (decision->result == FISC_RESULT_PASS)
        via = via_of(decision, grounds);
    atomic_store_explicit(&note->via, via, memory_order_release);
    atomic_store_explicit(&note->reason,
                          fisc__grounds_reason(decision, grounds),
                          memory_order_release);
}

/* The reason and via, where nobody has asked for an explanation yet. */
static enum fisc_status
find_reason(const struct fisc_report *report, const struct fisc__duty *duty,
            struct fisc__note *note, const struct fisc__decision *decision)
{
    struct fisc__grounds grounds = {0};
    struct fisc__arena arena;
    enum fisc_status status = FISC_OK;

    fisc__arena_init(&arena, report->context);
    if (!decision->reason)
        status = fisc__grounds(report, duty, decision, &arena, &grounds, NULL);
    if (!status)
        fisc__keep_reason(note, decision, &grounds);
    fisc__arena_done(&arena);
    return status;
}

static enum fisc_status
set_reason(const struct fisc_report *report, size_t index,
           struct fisc__note *note, struct fisc_result_info *info)
{
    struct fisc__duty duty;
    struct fisc__decision decision;
    enum fisc_status status = FISC_OK;

    fisc__row_decide(report, index, &duty, &decision);
    if (!atomic_load_explicit(&note->reason, memory_order_acquire))
        status = find_reason(report, &duty, note, &decision);
    if (status)
        return status;
    info->reason = fisc__row_waiver(report, index)
                       ? "waived"
                       : atomic_load_explicit(&note->reason,
                                              memory_order_acquire);
    info->via = atomic_load_explicit(&note->via, memory_order_acquire);
    info->moved_to = decision.from;
    return FISC_OK;
}

static const char *
catalog_of(const struct fisc_report *report, const struct fisc__clause *clause)
{
    size_t i = 0;

    while (report->policy->catalogs[i] != clause->control->catalog)
        i++;
    return report->catalogs[i];
}

/* "fisc8.f7.provider@aws", made when first asked for; NULL: no memory. */
static const char *
row_key(const struct fisc_report *report, struct fisc__note *note,
        const struct fisc_result_info *info)
{
    char *key = atomic_load_explicit(&note->key, memory_order_acquire);
    char *before = NULL;
    size_t size;

    if (!*info->party)
        return info->clause;
    if (key) {
        FISC__TAKE(&note->key);
        return key;
    }
    size = strlen(info->clause) + strlen(info->party) + 2;
    key = fisc__realloc(report->context, NULL, 0, size);
    if (!key)
        return NULL;
    snprintf(key, size, "%s@%s", info->clause, info->party);
    FISC__GIVE(&note->key);
    if (atomic_compare_exchange_strong(&note->key, &before, key))
        return key;
    FISC__TAKE(&note->key);
    fisc__free(report->context, key, size); /* another thread was first */
    return before;
}

struct fisc__note *
fisc__report_note(const struct fisc_report *report, size_t row)
{
    _Atomic(struct fisc__note *) *notes =
        (_Atomic(struct fisc__note *) *)&report->notes;
    struct fisc__note *list = atomic_load_explicit(notes,
                                                   memory_order_acquire);
    struct fisc__note *before = NULL;
    size_t count = report->layout->count;

    if (!list) {
        list = fisc__alloc_array(report->context, count, sizeof *list);
        if (!list)
            return NULL;
        FISC__ATOMIC(list, count * sizeof *list);
        FISC__GIVE(notes);
        if (!atomic_compare_exchange_strong(notes, &before, list)) {
            fisc__free(report->context, list, count * sizeof *list);
            list = before; /* another thread was first */
        }
    }
    FISC__TAKE(notes);
    return &list[row];
}

void
fisc__report_forget(struct fisc_report *report)
{
    struct fisc__note *list = atomic_load_explicit(&report->notes,
                                                   memory_order_relaxed);

    if (!list)
        return;
    for (size_t i = 0; i < report->layout->count; i++) {
        char *key = atomic_load_explicit(&list[i].key, memory_order_relaxed);

        if (key)
            fisc__free(report->context, key, strlen(key) + 1);
    }
    fisc__free(report->context, list, report->layout->count * sizeof *list);
    atomic_store_explicit(&report->notes, NULL, memory_order_relaxed);
}

size_t
fisc_report__clause(const struct fisc_report *report, size_t index)
{
    return report->layout->rows[index].clause;
}

void
fisc_report__outline(const struct fisc_report *report, size_t index,
                     struct fisc_result_info *ret)
{
    const struct fisc__row *row = &report->layout->rows[index];
    uint32_t waiver = fisc__row_waiver(report, index);
    const struct fisc__clause *clause =
        report->policy->clauses[row->clause].clause;

    *ret = (struct fisc_result_info){
        .size = sizeof *ret,
        .key = "",
        .catalog = catalog_of(report, clause),
        .control = clause->control->id,
        .label = clause->control->label,
        .clause = clause->key,
        .party = row->party == FISC__NO_PARTY
                     ? ""
                     : fisc__run_party(report->sides[0].run, row->party),
        .bearer = clause->bearer,
        .level = clause->level,
        .result = (enum fisc_result)report->results[index],
        .reason = "",
        .via = "",
        .waiver = waiver ? report->policy->waivers[waiver - 1].id : "",
        .moved_to = "",
        .clause_index = row->clause,
    };
}

enum fisc_status
fisc_report_result(const struct fisc_report *report, size_t index,
                   struct fisc_result_info *ret)
{
    struct fisc_result_info info;
    struct fisc__note *note;
    enum fisc_status status;

    if (index >= report->layout->count)
        return FISC_ERR_NOTFOUND;
    fisc_report__outline(report, index, &info);
    note = fisc__report_note(report, index);
    info.key = note ? row_key(report, note, &info) : NULL;
    if (!info.key)
        return FISC_ERR_NOMEM;
    status = set_reason(report, index, note, &info);
    return status ? status
                  : fisc__sized_copy(ret, &info, sizeof info, sizeof info);
}
