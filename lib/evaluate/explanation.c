/* SPDX-License-Identifier: MIT */
/* Explanations as callers see them. */

#include "evaluate/explanation.h"

#include <assert.h>
#include <string.h>

#include "base/sized.h"

struct fisc_explanation {
    struct fisc_report *report; /* a reference */
    struct fisc__arena arena;
    struct fisc__grounds grounds;
    const struct fisc__check *check; /* of the row's clause; or NULL */
    bool unknown;
    char (*dates)[11]; /* of the facts; NULL: none has one */
    const char *message[2];
};

/* ---- the message ---------------------------------------------------------*/

static bool
set_message(struct fisc_explanation *explanation, struct fisc__text text)
{
    if (!text.ja && !text.en)
        return false;
    explanation->message[FISC_LANGUAGE_JA] = text.ja ? text.ja : text.en;
    explanation->message[FISC_LANGUAGE_EN] = text.en ? text.en : text.ja;
    return true;
}

/* What a function said comes before what the check and the catalog say. */
static void
choose_message(struct fisc_explanation *explanation,
               const struct fisc__policy_clause *clause,
               const struct fisc__decision *decision)
{
    const struct fisc__outcome *outcome = explanation->grounds.message;
    struct fisc__text error = {NULL, NULL};

    explanation->message[0] = explanation->message[1] = "";
    if (outcome && outcome->verdict == FISC__VERDICT_ERROR)
        error.en = outcome->error;
    if (set_message(explanation, error) ||
        (outcome && set_message(explanation, outcome->message)) ||
        decision->result != FISC_RESULT_FAIL || decision->statement)
        return; /* the clause's own words don't fit what another answered */
    if (!(clause->check && set_message(explanation, clause->check->message)))
        set_message(explanation, clause->clause->fail);
}

/* ---- beginning and end ---------------------------------------------------*/

/* In an arena of its own: most explanations are one block of memory. */
static struct fisc_explanation *
new_explanation(const struct fisc_report *report)
{
    struct fisc_explanation *explanation;
    struct fisc__arena arena;

    fisc__arena_init(&arena, report->context);
    explanation = fisc__arena_alloc(&arena, sizeof *explanation);
    if (!explanation)
        return NULL;
    explanation->arena = arena;
    /* Of a report that doesn't change, the count of references does. */
    explanation->report = fisc_report_ref((struct fisc_report *)report);
    return explanation;
}

/* The last day of an entry of the evidence or contracts, or of a fact. */
static fisc_date
last_day(const struct fisc__item *item)
{
    static const char *const fields[] = {"expires", "to"};

    for (size_t i = 0; item->kind == FISC__ITEM_RECORD && i < 2; i++) {
        const struct fisc__item *field =
            fisc__item_field(item, fields[i], strlen(fields[i]));

        if (field && field->kind == FISC__ITEM_STRING && field->is_date)
            return field->day;
    }
    return item->about ? item->about->expires : FISC_DATE_NONE;
}

/* What a fact's date is, or of a stale one its last day; or none. */
static fisc_date
date_of(const struct fisc__named *fact, bool unknown, fisc_date as_of)
{
    fisc_date last;

    if (!fact->item)
        return FISC_DATE_NONE;
    if (!unknown)
        return fact->item->about ? fact->item->about->date : FISC_DATE_NONE;
    if (fact->state != FISC__STALE)
        return FISC_DATE_NONE;
    last = last_day(fact->item); /* it may be stale by its age alone */
    return last < as_of ? last : FISC_DATE_NONE;
}

/* The dates, where there are any: few descriptions have many. */
static enum fisc_status
set_dates(struct fisc_explanation *explanation, bool unknown,
          fisc_date as_of, struct fisc_error *reterr)
{
    size_t count = explanation->grounds.fact_count;

    for (size_t i = 0; i < count; i++) {
        fisc_date date = date_of(&explanation->grounds.facts[i], unknown,
                                 as_of);

        if (date == FISC_DATE_NONE)
            continue;
        if (!explanation->dates)
            explanation->dates = fisc__arena_array(
                &explanation->arena, count, sizeof *explanation->dates);
        if (!explanation->dates)
            return fisc__error_nomem(reterr);
        fisc_date_format(date, explanation->dates[i]);
    }
    return FISC_OK;
}

static const char *
date_at(const struct fisc_explanation *explanation, size_t index)
{
    return explanation->dates ? explanation->dates[index] : "";
}

/* "aws:suppliers[acme].reviewed" becomes "suppliers[].reviewed", in place. */
static const char *
path_of_vocabulary(char *path)
{
    char *start = path + strcspn(path, ":[."), *to;

    start = *start == ':' ? start + 1 : path;
    to = start;
    for (const char *from = start; *from;) {
        *to++ = *from;
        from += *from == '[' ? strcspn(from, "]") : 1;
    }
    *to = '\0';
    return start;
}

/* What a function missed is known by its path alone: finds its question. */
static enum fisc_status
set_definitions(struct fisc_explanation *explanation,
                const struct fisc__vocabulary *vocabulary,
                struct fisc_error *reterr)
{
    for (size_t i = 0; i < explanation->grounds.fact_count; i++) {
        struct fisc__named *named = &explanation->grounds.facts[i];
        const struct fisc__word *found;
        char *path;

        if (named->definition || named->param)
            continue;
        path = fisc__arena_string(&explanation->arena, named->path);
        if (!path)
            return fisc__error_nomem(reterr);
        found = fisc__word_find(&vocabulary->root, path_of_vocabulary(path));
        if (found)
            named->definition = found->definition;
    }
    return FISC_OK;
}

enum fisc_status
fisc_report_explain(const struct fisc_report *report, size_t index,
                    struct fisc_explanation **ret, struct fisc_error *reterr)
{
    struct fisc__duty duty;
    struct fisc__note *note;
    struct fisc_explanation *explanation;
    struct fisc__decision decision;
    enum fisc_status status;

    assert(report && ret);
    if (index >= report->layout->count)
        return fisc__error(reterr, FISC_ERR_NOTFOUND, NULL,
                           "the report has no row %zu", index);
    note = fisc__report_note(report, index);
    explanation = new_explanation(report);
    if (!explanation)
        return fisc__error_nomem(reterr);
    fisc__row_decide(report, index, &duty, &decision);
    status = fisc__grounds(report, &duty, &decision, &explanation->arena,
                           &explanation->grounds, reterr);
    if (!status)
        status = set_dates(explanation,
                           decision.result == FISC_RESULT_UNKNOWN,
                           report->as_of, reterr);
    explanation->unknown = decision.result == FISC_RESULT_UNKNOWN;
    if (!status && explanation->unknown)
        status = set_definitions(explanation, &report->policy->vocabulary,
                                 reterr);
    if (status) {
        fisc_explanation_free(explanation);
        return status;
    }
    if (note)
        fisc__keep_reason(note, &decision, &explanation->grounds);
    explanation->check = report->policy->clauses[duty.clause].check;
    choose_message(explanation, &report->policy->clauses[duty.clause],
                   &decision);
    *ret = explanation;
    return FISC_OK;
}

void
fisc_explanation_free(struct fisc_explanation *explanation)
{
    struct fisc_report *report;
    struct fisc__arena arena;

    if (!explanation)
        return;
    report = explanation->report;
    arena = explanation->arena; /* the explanation is in it */
    fisc__arena_done(&arena);
    fisc_report_unref(report);
}

/* ---- getters -------------------------------------------------------------*/

const char *
fisc_explanation_message(const struct fisc_explanation *explanation,
                         enum fisc_language language)
{
    return explanation->message[language];
}

static const char *
or_empty(const char *text)
{
    return text ? text : "";
}

size_t
fisc_explanation_detail_count(const struct fisc_explanation *explanation)
{
    const struct fisc__outcome *outcome = explanation->grounds.message;

    return outcome ? outcome->detail_count : 0;
}

enum fisc_status
fisc_explanation_detail(const struct fisc_explanation *explanation,
                        size_t index, struct fisc_detail *ret)
{
    struct fisc_detail detail = {.size = sizeof detail};

    if (index >= fisc_explanation_detail_count(explanation))
        return FISC_ERR_NOTFOUND;
    detail.name = explanation->grounds.message->details[index].name;
    detail.value = explanation->grounds.message->details[index].value;
    return fisc__sized_copy(ret, &detail, sizeof detail, sizeof detail);
}

static const struct fisc__named *
named_at(const struct fisc_explanation *explanation, bool unknown,
         size_t index)
{
    return explanation->unknown == unknown &&
                   index < explanation->grounds.fact_count
               ? &explanation->grounds.facts[index]
               : NULL;
}

size_t
fisc_explanation_fact_count(const struct fisc_explanation *explanation)
{
    return explanation->unknown ? 0 : explanation->grounds.fact_count;
}

static void
set_about(struct fisc_fact_reference *fact, const struct fisc__named *named,
          const char *date)
{
    const struct fisc__about *about = named->item ? named->item->about : NULL;

    fact->source = fact->evidence = fact->date = fact->file = "";
    if (about) {
        fact->source = or_empty(about->source);
        fact->evidence = or_empty(about->evidence);
        fact->date = date;
    }
    if (named->item) {
        fact->file = or_empty(named->item->place.file);
        fact->line = named->item->place.line;
        fact->column = named->item->place.column;
    }
}

enum fisc_status
fisc_explanation_fact(const struct fisc_explanation *explanation, size_t index,
                      struct fisc_fact_reference *ret)
{
    const struct fisc__named *named = named_at(explanation, false, index);
    struct fisc_fact_reference fact = {.size = sizeof fact};

    if (!named)
        return FISC_ERR_NOTFOUND;
    fact.path = named->path;
    fact.value = or_empty(named->value);
    fact.wanted = or_empty(named->wanted);
    fact.role = named->because ? "because" : "wanted";
    set_about(&fact, named, date_at(explanation, index));
    return fisc__sized_copy(ret, &fact, sizeof fact, sizeof fact);
}

size_t
fisc_explanation_deciding_count(const struct fisc_explanation *explanation)
{
    return explanation->unknown ? explanation->grounds.fact_count : 0;
}

enum fisc_status
fisc_explanation_deciding(const struct fisc_explanation *explanation,
                          size_t index, struct fisc_deciding *ret)
{
    const struct fisc__named *named = named_at(explanation, true, index);
    struct fisc_deciding deciding = {.size = sizeof deciding, .file = ""};

    if (!named)
        return FISC_ERR_NOTFOUND;
    deciding.path = named->path;
    deciding.state = fisc__state_name(named->state);
    deciding.candidate = or_empty(named->candidate);
    deciding.expires = date_at(explanation, index);
    deciding.question[0] = deciding.question[1] = "";
    if (named->definition) {
        deciding.question[FISC_LANGUAGE_JA] =
            or_empty(named->definition->question.ja);
        deciding.question[FISC_LANGUAGE_EN] =
            or_empty(named->definition->question.en);
    }
    if (named->item) {
        deciding.file = or_empty(named->item->place.file);
        deciding.line = named->item->place.line;
    }
    return fisc__sized_copy(ret, &deciding, sizeof deciding, sizeof deciding);
}

int
fisc_explanation_deciding_minimal(const struct fisc_explanation *explanation)
{
    return explanation->grounds.minimal;
}

size_t
fisc_explanation_label_count(const struct fisc_explanation *explanation)
{
    return explanation->grounds.label_count;
}

const char *
fisc_explanation_label(const struct fisc_explanation *explanation,
                       size_t index)
{
    return index < explanation->grounds.label_count
               ? explanation->grounds.labels[index]
               : "";
}

/* In that language, or else in the other. */
static const char *
text_in(struct fisc__text text, enum fisc_language language)
{
    const char *first = language == FISC_LANGUAGE_JA ? text.ja : text.en;

    return first ? first : text.ja ? text.ja : or_empty(text.en);
}

const char *
fisc_explanation_label_title(const struct fisc_explanation *explanation,
                             size_t index, enum fisc_language language)
{
    const char *label = fisc_explanation_label(explanation, index);
    const struct fisc__check *check = explanation->check;

    for (const struct fisc__title *title = check ? check->titles : NULL; title;
         title = title->next)
        if (strcmp(title->label, label) == 0)
            return text_in(title->text, language);
    return "";
}

size_t
fisc_explanation_evidence_count(const struct fisc_explanation *explanation)
{
    return explanation->grounds.evidence_count;
}

const char *
fisc_explanation_evidence(const struct fisc_explanation *explanation,
                          size_t index)
{
    return index < explanation->grounds.evidence_count
               ? explanation->grounds.evidence[index]
               : "";
}
