/* SPDX-License-Identifier: MIT */
/* A set of results straight from a report, as if by way of its JSON. */

#include <string.h>

#include "base/error.h"
#include "policy/policy.h"
#include "report/read.h"

/* Copies a text into the set; false where memory is short. */
static bool
keep(struct fisc_result_set *set, const char **text)
{
    *text = fisc__arena_string(&set->arena, *text);
    return *text != NULL;
}

static bool
keep_info(struct fisc_result_set *set, struct fisc_result_info *info)
{
    info->clause_index = FISC_DIFF_NONE;
    return keep(set, &info->key) && keep(set, &info->catalog) &&
           keep(set, &info->control) && keep(set, &info->label) &&
           keep(set, &info->clause) && keep(set, &info->party) &&
           keep(set, &info->reason) && keep(set, &info->via) &&
           keep(set, &info->waiver) && keep(set, &info->moved_to);
}

/* An array of that many in the set; an empty one for none. */
static bool
make_room(struct fisc_result_set *set, void *ret_list, size_t count,
          size_t size)
{
    void **list = ret_list;

    *list = count ? fisc__arena_array(&set->arena, count, size) : NULL;
    return *list || count == 0;
}

static bool
keep_strings(struct fisc_result_set *set, struct fisc__strings *strings,
             const struct fisc_explanation *explanation, size_t count,
             const char *(*get)(const struct fisc_explanation *, size_t))
{
    if (!make_room(set, &strings->list, count, sizeof *strings->list))
        return false;
    for (; strings->count < count; strings->count++) {
        strings->list[strings->count] = get(explanation, strings->count);
        if (!keep(set, &strings->list[strings->count]))
            return false;
    }
    return true;
}

static bool
keep_facts(struct fisc_result_set *set, struct fisc__facts *facts,
           const struct fisc_explanation *explanation)
{
    size_t count = fisc_explanation_fact_count(explanation);

    if (!make_room(set, &facts->list, count, sizeof *facts->list))
        return false;
    for (; facts->count < count; facts->count++) {
        struct fisc_fact_reference *fact = &facts->list[facts->count];

        fact->size = sizeof *fact;
        fisc_explanation_fact(explanation, facts->count, fact);
        fact->evidence = fact->date = fact->file = "";
        fact->line = fact->column = 0;
        if (!keep(set, &fact->path) || !keep(set, &fact->value) ||
            !keep(set, &fact->wanted) || !keep(set, &fact->role) ||
            !keep(set, &fact->source))
            return false;
    }
    return true;
}

static bool
keep_deciding(struct fisc_result_set *set, struct fisc__open_facts *facts,
              const struct fisc_explanation *explanation)
{
    size_t count = fisc_explanation_deciding_count(explanation);

    if (!make_room(set, &facts->list, count, sizeof *facts->list))
        return false;
    for (; facts->count < count; facts->count++) {
        struct fisc_deciding *fact = &facts->list[facts->count];

        fact->size = sizeof *fact;
        fisc_explanation_deciding(explanation, facts->count, fact);
        fact->question[0] = fact->question[1] = "";
        fact->file = fact->expires = "";
        fact->line = 0;
        if (!keep(set, &fact->path) || !keep(set, &fact->state) ||
            !keep(set, &fact->candidate))
            return false;
    }
    return true;
}

static bool
keep_explanation(struct fisc_result_set *set, struct fisc__result_row *row,
                 const struct fisc_explanation *explanation)
{
    for (int i = 0; i < 2; i++) {
        row->message[i] =
            fisc_explanation_message(explanation, (enum fisc_language)i);
        if (!keep(set, &row->message[i]))
            return false;
    }
    row->deciding_minimal = fisc_explanation_deciding_minimal(explanation);
    return keep_facts(set, &row->facts, explanation) &&
           keep_deciding(set, &row->deciding, explanation) &&
           keep_strings(set, &row->labels, explanation,
                        fisc_explanation_label_count(explanation),
                        fisc_explanation_label) &&
           keep_strings(set, &row->evidence, explanation,
                        fisc_explanation_evidence_count(explanation),
                        fisc_explanation_evidence);
}

static enum fisc_status
take_row(struct fisc_result_set *set, const struct fisc_report *report,
         size_t index, struct fisc_error *reterr)
{
    struct fisc__result_row *row = &set->rows[index];
    struct fisc_explanation *explanation;
    size_t first;
    bool kept;
    enum fisc_status status =
        fisc_report_explain(report, index, &explanation, reterr);

    if (status != FISC_OK)
        return status;
    row->info.size = sizeof row->info;
    kept = fisc_report_result(report, index, &row->info) == FISC_OK &&
           keep_info(set, &row->info) &&
           keep_explanation(set, row, explanation) &&
           fisc_result_set__add_name(&set->keys, row->info.key, index, &first);
    fisc_explanation_free(explanation);
    return kept ? FISC_OK : fisc__error_nomem(reterr);
}

static bool
take_header(struct fisc_result_set *set, const struct fisc_report *report)
{
    set->as_of = fisc_report_as_of(report);
    set->policy_digest = fisc_report_policy_digest(report);
    set->rules_digest = fisc_report_policy(report)->rules_digest;
    set->params_digest = fisc_report_policy(report)->params_digest;
    set->system_digest = fisc_report_system_digest(report);
    set->system_id = fisc_report_system_id(report);
    return keep(set, &set->policy_digest) && keep(set, &set->rules_digest) &&
           keep(set, &set->params_digest) && keep(set, &set->system_digest) &&
           keep(set, &set->system_id);
}

static bool
take_controls(struct fisc_result_set *set, const struct fisc_report *report)
{
    size_t count = fisc_report_control_count(report), first;

    if (!make_room(set, &set->controls, count, sizeof *set->controls))
        return false;
    for (; set->control_count < count; set->control_count++) {
        struct fisc_control_result *control =
            &set->controls[set->control_count];

        control->size = sizeof *control;
        if (fisc_report_control(report, set->control_count, control) !=
            FISC_OK)
            return false;
        control->control_index = FISC_DIFF_NONE;
        if (!keep(set, &control->control) || !keep(set, &control->reason) ||
            !fisc_result_set__add_name(&set->control_ids, control->control,
                                       set->control_count, &first))
            return false;
    }
    fisc_result_set__label(set);
    return true;
}

enum fisc_status
fisc_result_set_from_report(const struct fisc_report *report,
                            struct fisc_result_set **ret,
                            struct fisc_error *reterr)
{
    struct fisc_result_set *set;
    size_t count = fisc_report_result_count(report);
    enum fisc_status status = FISC_OK;

    if (fisc_report_stopped(report))
        return fisc__error(reterr, FISC_ERR_UNSUPPORTED, NULL,
                           "the evaluation did not come to its end: its report "
                           "can't be compared");
    set = fisc_result_set__new(fisc_report_policy(report)->context, "");
    if (!set)
        return fisc__error_nomem(reterr);
    if (!take_header(set, report) ||
        !make_room(set, &set->rows, count, sizeof *set->rows))
        status = fisc__error_nomem(reterr);
    while (status == FISC_OK && set->count < count) {
        status = take_row(set, report, set->count, reterr);
        set->count++;
    }
    if (status == FISC_OK && !take_controls(set, report))
        status = fisc__error_nomem(reterr);
    if (status == FISC_OK)
        *ret = set;
    else
        fisc_result_set_unref(set);
    return status;
}
