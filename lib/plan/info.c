/* SPDX-License-Identifier: MIT */
/* What a plan answers. */

#include "base/sized.h"
#include "plan/plan.h"

/* ---- names ---------------------------------------------------------------*/

const char *
fisc_plan_kind_name(enum fisc_plan_kind kind)
{
    static const char *const names[] = {
        "set",           "at-least", "at-most",     "one-of",
        "other-than",    "starts-with", "add-member", "remove-member",
        "complete",      "add-element", "renew",    "evidence",
        "confirm",       "contract", "param",       "give",
        "waiver"};

    return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "";
}

const char *
fisc_plan_label_name(enum fisc_plan_label label)
{
    static const char *const names[] = {"action", "evidence", "judgement",
                                        "waiver"};

    return (size_t)label < sizeof names / sizeof *names ? names[label] : "";
}

const char *
fisc_plan_state_name(enum fisc_plan_state state)
{
    static const char *const names[] = {"planned", "ask", "function",
                                        "no-way"};

    return (size_t)state < sizeof names / sizeof *names ? names[state] : "";
}

/* ---- rows ----------------------------------------------------------------*/

size_t
fisc_plan_row_count(const struct fisc_plan *plan)
{
    return plan->count;
}

enum fisc_status
fisc_plan_row(const struct fisc_plan *plan, size_t index,
              struct fisc_plan_row *ret)
{
    struct fisc_result_info info = {.size = sizeof info};
    struct fisc_plan_row full = {.size = ret->size};
    const struct fisc__plan_row *row;
    enum fisc_status status;

    if (index >= plan->count)
        return FISC_ERR_NOTFOUND;
    row = &plan->rows[index];
    status = fisc_report_result(plan->report, row->result, &info);
    if (status != FISC_OK)
        return status;
    full.result_index = row->result;
    full.key = info.key;
    full.control = info.control;
    full.label = info.label;
    full.level = row->level;
    full.result = row->was;
    full.waiver = info.waiver;
    full.state = row->state;
    full.cut = row->cut;
    full.function = row->function;
    full.set_count = row->count;
    full.settled_by = row->settled_by;
    return fisc__sized_copy(ret, &full, sizeof full, sizeof full);
}

enum fisc_status
fisc_plan_set(const struct fisc_plan *plan, size_t row, size_t set,
              struct fisc_plan_set *ret)
{
    struct fisc_plan_set full = {.size = ret->size};
    const struct fisc__plan_set *from;

    if (row >= plan->count || set >= plan->rows[row].count)
        return FISC_ERR_NOTFOUND;
    from = &plan->rows[row].sets[set];
    full.change_count = from->count;
    full.label = from->label;
    full.tried = from->tried;
    full.minimal = from->minimal;
    full.via = from->via;
    return fisc__sized_copy(ret, &full, sizeof full, sizeof full);
}

static const char *
given(const char *text)
{
    return text ? text : "";
}

enum fisc_status
fisc_plan_change(const struct fisc_plan *plan, size_t row, size_t set,
                 size_t change, struct fisc_plan_change *ret)
{
    struct fisc_plan_change full = {.size = ret->size};
    const struct fisc__plan_change *from;

    if (row >= plan->count || set >= plan->rows[row].count ||
        change >= plan->rows[row].sets[set].count)
        return FISC_ERR_NOTFOUND;
    from = &plan->rows[row].sets[set].changes[change];
    full.kind = from->kind;
    full.label = from->label;
    full.party = given(plan->report->sides[from->side].party);
    full.path = from->path;
    full.state = from->state;
    full.from = from->from;
    full.to = from->to;
    full.owner = from->owner;
    full.question[FISC_LANGUAGE_JA] = given(
        from->question.ja ? from->question.ja : from->question.en);
    full.question[FISC_LANGUAGE_EN] = given(
        from->question.en ? from->question.en : from->question.ja);
    full.changes = from->changes;
    full.count = from->count;
    return fisc__sized_copy(ret, &full, sizeof full, sizeof full);
}

/* ---- the list ------------------------------------------------------------*/

size_t
fisc_plan_entry_count(const struct fisc_plan *plan)
{
    return plan->entry_count;
}

enum fisc_status
fisc_plan_entry(const struct fisc_plan *plan, size_t index,
                struct fisc_plan_entry *ret)
{
    struct fisc_plan_entry full = {.size = ret->size};
    const struct fisc__plan_entry *from;

    if (index >= plan->entry_count)
        return FISC_ERR_NOTFOUND;
    from = &plan->entries[index];
    full.row = from->row;
    full.set = from->set;
    full.change = from->change;
    full.row_count = from->count;
    full.must_count = from->must;
    return fisc__sized_copy(ret, &full, sizeof full, sizeof full);
}

size_t
fisc_plan_entry_row(const struct fisc_plan *plan, size_t entry, size_t index)
{
    if (entry >= plan->entry_count || index >= plan->entries[entry].count)
        return FISC_PLAN_NONE;
    return plan->entries[entry].rows[index];
}

size_t
fisc_plan_remaining(const struct fisc_plan *plan)
{
    size_t count = 0;

    for (size_t i = 0; i < plan->count; i++)
        count += plan->rows[i].settled_by == FISC_PLAN_NONE;
    return count;
}
