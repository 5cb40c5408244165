/* SPDX-License-Identifier: MIT */
/* Evidence and contracts: what there is mended, or a new one. */

#include <stdio.h>
#include <string.h>

#include "requirement/repair-job.h"

/* An entry being mended or made: steps at and below its path. */
struct draft {
    struct fisc__repair_job *job;
    const struct fisc__entry *entry; /* NULL: a new one */
    const char *path;                /* "evidence[soc2]" */
    struct fisc__step *steps;
    size_t count, capacity;
    bool hopeless; /* it is about something else */
    bool dates;    /* it has to be obtained anew */
    bool failed;   /* memory is short */
};

/* How long what is obtained today is thought to be good for. */
static const struct fisc__period a_year = {.months = 12};

/* ---- steps ---------------------------------------------------------------*/

static struct fisc__step *
step(struct draft *draft, enum fisc__step_op op, const char *field)
{
    struct fisc__step *step;

    /* The arena keeps the steps; few entries have more than eight. */
    if (draft->count == draft->capacity) {
        size_t capacity = draft->capacity ? draft->capacity * 2 : 8;
        struct fisc__step *steps = fisc__arena_array(draft->job->arena,
                                                     capacity, sizeof *steps);

        if (!steps) {
            draft->failed = true;
            return NULL;
        }
        if (draft->count)
            memcpy(steps, draft->steps, draft->count * sizeof *steps);
        draft->steps = steps;
        draft->capacity = capacity;
    }
    step = &draft->steps[draft->count++];
    step->op = op;
    step->path = fisc__arena_concat(
        draft->job->arena, (const char *const[]){draft->path, ".", field}, 3);
    draft->failed |= !step->path;
    return step;
}

static void
state_text(struct draft *draft, const char *field, const char *text)
{
    struct fisc__step *new = step(draft, FISC__STEP_VALUE, field);

    if (!new)
        return;
    new->type = FISC_FACT_STRING;
    new->text = text;
}

/* `text` "none", or NULL: a day. */
static void
state_day(struct draft *draft, const char *field, fisc_date day,
          const char *text)
{
    struct fisc__step *new = step(draft, FISC__STEP_VALUE, field);

    if (!new)
        return;
    new->type = FISC_FACT_DATE;
    new->number.integer = day;
    new->text = text;
}

static void
add_item(struct draft *draft, const char *field, const char *text)
{
    struct fisc__step *new = step(draft, FISC__STEP_ADD, field);

    if (new)
        new->text = text;
}

/* There is such an entry; then come its fields. */
static bool
begin(struct draft *draft)
{
    struct fisc__step *new =
        draft->path ? step(draft, FISC__STEP_PRESENT, "") : NULL;

    if (!new)
        return false;
    new->path = draft->path;
    return true;
}

/* ---- what an entry lacks -------------------------------------------------*/

static bool
has(const struct fisc__bound_set *set, uint32_t id)
{
    for (uint32_t i = 0; i < set->count; i++)
        if (set->ids[i] == id)
            return true;
    return false;
}

/* What a report is whole about, it is not about anything else. */
static void
want_item(struct draft *draft, const struct fisc__bound_set *set,
          const char *field, uint32_t id, bool may_grow)
{
    if (draft->entry && has(set, id))
        return;
    if (draft->entry && set->ids && set->whole && !may_grow)
        draft->hopeless = true;
    else
        add_item(draft, field, fisc__names_text(&draft->job->run->names, id));
}

/* From today, for a year; a day that lies ahead is waited for. */
static void
want_span(struct draft *draft, const struct fisc__bound_date *from,
          const char *from_name, const struct fisc__bound_date *to,
          const char *to_name, bool too_old)
{
    fisc_date as_of = draft->job->run->as_of;
    bool over = draft->entry && to->given && !to->none && to->day < as_of;
    bool anew = !draft->entry || over || too_old;

    if (draft->entry && from->given && !from->none && from->day > as_of)
        draft->hopeless = true;
    if (anew || !from->given)
        state_day(draft, from_name, as_of, NULL);
    if (anew || !to->given)
        state_day(draft, to_name, fisc__date_move(as_of, a_year, 1), NULL);
    draft->dates |= draft->entry && anew;
}

static bool
is_too_old(const struct draft *draft, const struct fisc__node *node)
{
    const struct fisc__entry *entry = draft->entry;

    return entry && node->max_age.kind == FISC__SOURCE_PERIOD &&
           entry->collected.given && !entry->collected.none &&
           fisc__date_move(entry->collected.day, node->max_age.period, 1) <
               draft->job->run->as_of;
}

/* The period examined has to contain a day. */
static void
want_period(struct draft *draft, const struct fisc__frame *frame,
            const struct fisc__node *node)
{
    const struct fisc__source_of *on = &node->reg->on;
    const struct fisc__entry *entry = draft->entry;
    fisc_date day = draft->job->run->as_of;

    if (on->kind == FISC__SOURCE_NONE || on->kind == FISC__SOURCE_UNSET)
        return;
    if (on->kind == FISC__SOURCE_CONSTANTS)
        day = (fisc_date)on->numbers[0].integer;
    else if (fisc__source_state(frame, on) == FISC__KNOWN)
        day = (fisc_date)fisc__frame_cell(frame, on->slot)->number.integer;
    if (!entry || !entry->from.given)
        state_day(draft, "from", day, NULL);
    else if (!entry->from.none && entry->from.day > day)
        draft->hopeless = true;
    if (!entry || !entry->to.given)
        state_day(draft, "to", day, NULL);
    else if (!entry->to.none && entry->to.day < day)
        draft->hopeless = true;
}

static void
want_covers(struct draft *draft, const struct fisc__frame *frame,
            const struct fisc__node *node)
{
    const struct fisc__source_of *want = &node->want;
    static const struct fisc__bound_set nothing;
    const struct fisc__bound_set *subject =
        draft->entry ? &draft->entry->subject : &nothing;
    const struct fisc__cell *cell;

    if (want->kind == FISC__SOURCE_CONSTANTS)
        for (size_t i = 0; i < want->count; i++)
            want_item(draft, subject, "subject",
                      (uint32_t)want->numbers[i].integer, false);
    if (want->kind != FISC__SOURCE_SLOT)
        return;
    cell = fisc__frame_cell(frame, want->slot);
    if (!cell->item || cell->item->kind != FISC__ITEM_LIST)
        return;
    for (size_t i = 0; i < cell->count; i++)
        want_item(draft, subject, "subject", cell->u.ids[i], false);
}

/* ---- evidence ------------------------------------------------------------*/

/* Are all steps but the confirmation missing? */
static bool
only_confirms(const struct draft *draft)
{
    return draft->entry && draft->count == 2 && draft->steps[1].signed_off;
}

static void
draft_evidence(struct draft *draft, const struct fisc__frame *frame,
               const struct fisc__node *node)
{
    static const struct fisc__bound_set nothing;
    static const struct fisc__bound_date never;
    const struct fisc__register_leaf *reg = node->reg;
    const struct fisc__entry *entry = draft->entry;
    struct fisc__step *confirmed;

    if (!entry || !entry->kind)
        state_text(draft, "kind", reg->name_texts[0]);
    if (reg->about)
        want_item(draft, entry ? &entry->about : &nothing, "about",
                  reg->about, false);
    want_span(draft, entry ? &entry->collected : &never, "collected",
              entry ? &entry->expires : &never, "expires",
              is_too_old(draft, node));
    want_period(draft, frame, node);
    want_covers(draft, frame, node);
    if (reg->unconfirmed || (entry && entry->confirmed == 1 && !draft->dates))
        return;
    confirmed = step(draft, FISC__STEP_VALUE, "confirmed");
    if (!confirmed)
        return;
    confirmed->type = FISC_FACT_FLAG;
    confirmed->number.integer = 1;
    confirmed->signed_off = true;
}

/* A draft that is of use becomes a wish; one that isn't, no way. */
static bool
finish(struct draft *draft, enum fisc__repair_kind kind,
       const struct fisc__cell *list, struct fisc__family *ret)
{
    struct fisc__wish wish = {.op = FISC__WISH_ENTRY,
                              .path = draft->path,
                              .kind = kind,
                              .steps = draft->steps,
                              .step_count = draft->count};

    *ret = (struct fisc__family){NULL, 0};
    if (draft->failed)
        return false;
    if (draft->hopeless || draft->count == 1)
        return true;
    if (draft->entry) {
        wish.from = draft->entry->id;
        wish.state = draft->dates ? FISC__STALE : FISC__KNOWN;
    } else {
        wish.state = list->state == FISC__KNOWN
                         ? FISC__ABSENT
                         : (enum fisc__state)list->state;
    }
    return fisc__wish_add(draft->job, &wish, ret);
}

static bool
is_of_kind(const struct fisc__register_leaf *reg,
           const struct fisc__entry *entry)
{
    for (size_t i = 0; entry->kind && i < reg->name_count; i++)
        if (reg->names[i] == entry->kind)
            return true;
    return !entry->kind || reg->name_count == 0;
}

/* An id that the register doesn't have, made of what it is about. */
static const char *
entry_path(struct fisc__repair_job *job, const char *list,
           const struct fisc__entries *entries, const char *what,
           const char *about)
{
    char id[128];
    size_t length;

    for (unsigned number = 1;; number++) {
        bool taken = false;

        snprintf(id, sizeof id, number > 1 ? "new-%.50s%s%.50s-%u"
                                           : "new-%.50s%s%.50s",
                 what, *about ? "-" : "", about, number);
        length = strlen(id);
        for (size_t i = 0; i < length; i++)
            if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        "0123456789._:-", id[i]))
                id[i] = '-';
        for (size_t i = 0; !taken && i < entries->count; i++)
            taken = strcmp(entries->list[i].id, id) == 0;
        if (!taken)
            return fisc__arena_format(job->arena, "%s[%s]", list, id);
    }
}

/* What has to be known beside: what it has to cover, and when. */
static bool
with_operands(struct fisc__repair_job *job, const struct fisc__frame *frame,
              const struct fisc__node *node, struct fisc__family *ret)
{
    const struct fisc__source_of *sources[] = {&node->want, &node->reg->on,
                                               &node->max_age};
    struct fisc__family one;

    for (size_t i = 0; i < 3; i++)
        if (!fisc__repair_operand(job, frame, sources[i], &one) ||
            !fisc__family_both(job, ret, &one, ret))
            return false;
    return true;
}

static bool
mend_entries(struct fisc__repair_job *job, const char *list,
             const struct fisc__frame *frame, const struct fisc__node *node,
             struct fisc__family *ret)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);
    size_t mended = 0;

    for (size_t i = 0; i < job->run->evidence.count; i++) {
        const struct fisc__entry *entry = &job->run->evidence.list[i];
        struct draft draft = {.job = job, .entry = entry};
        struct fisc__family one;

        if (!is_of_kind(node->reg, entry))
            continue;
        draft.path = fisc__arena_format(job->arena, "%s[%s]", list,
                                        entry->id);
        if (!begin(&draft))
            return false;
        draft_evidence(&draft, frame, node);
        if (!draft.hopeless && ++mended > FISC__REPAIR_ENTRIES) {
            job->cut = true;
            return true;
        }
        if (!finish(&draft,
                    only_confirms(&draft) ? FISC__REPAIR_CONFIRM
                                          : FISC__REPAIR_EVIDENCE,
                    cell, &one) ||
            !fisc__family_either(job, ret, &one, ret))
            return false;
    }
    return true;
}

bool
fisc__repair_evidence(struct fisc__repair_job *job,
                      const struct fisc__frame *frame,
                      const struct fisc__node *node, struct fisc__family *ret)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);
    const struct fisc__register_leaf *reg = node->reg;
    struct draft draft = {.job = job};

    *ret = (struct fisc__family){NULL, 0};
    if (cell->state != FISC__KNOWN && cell->state != FISC__ABSENT)
        return true;
    if (!mend_entries(job, "evidence", frame, node, ret))
        return false;
    if (ret->count == 0) {
        draft.path = entry_path(job, "evidence", &job->run->evidence,
                                reg->name_texts[0],
                                reg->about ? fisc__names_text(
                                                 &job->run->names, reg->about)
                                           : "");
        if (!begin(&draft))
            return false;
        draft_evidence(&draft, frame, node);
        if (!finish(&draft, FISC__REPAIR_EVIDENCE, cell, ret))
            return false;
    }
    return ret->count == 0 || with_operands(job, frame, node, ret);
}

/* ---- contracts -----------------------------------------------------------*/

/* The id of the party that a contract has to be with; NULL: none is known. */
static const char *
party_of(const struct fisc__repair_job *job, const struct fisc__frame *frame,
         const struct fisc__node *node)
{
    const struct fisc__register_leaf *reg = node->reg;
    const struct fisc__cell *cell;

    if (reg->with_role >= 0)
        for (size_t i = 0; i < fisc__run_party_count(job->run); i++)
            if (fisc__run_party_roles(job->run, i) & 1u << reg->with_role)
                return fisc__run_party(job->run, i);
    if (reg->with)
        return reg->with_role < 0 ? reg->with_text : NULL;
    cell = fisc__frame_cell(frame, node->want.slot);
    if (cell->state != FISC__KNOWN)
        return NULL;
    return cell->item->kind == FISC__ITEM_STRING ? cell->item->u.string
                                                 : cell->item->name;
}

static bool
is_with(const struct fisc__register_leaf *reg,
        const struct fisc__entry *entry, uint32_t party)
{
    return entry->party &&
           (entry->party == party ||
            (reg->with_role >= 0 && entry->roles & 1u << reg->with_role));
}

static void
draft_contract(struct draft *draft, const struct fisc__register_leaf *reg,
               size_t term, const char *party)
{
    static const struct fisc__bound_set nothing;
    static const struct fisc__bound_date never;
    const struct fisc__entry *entry = draft->entry;

    if (!entry)
        state_text(draft, "party", party);
    want_span(draft, entry ? &entry->from : &never, "from",
              entry ? &entry->to : &never, "to", false);
    if (term != SIZE_MAX)
        want_item(draft, entry ? &entry->terms : &nothing, "terms",
                  reg->names[term], true);
}

static bool
repair_term(struct fisc__repair_job *job, const struct fisc__frame *frame,
            const struct fisc__node *node, size_t term, const char *party,
            struct fisc__family *ret)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);
    const struct fisc__entries *contracts = &job->run->contracts;
    uint32_t id = fisc__names_find(&job->run->names, party, strlen(party));
    struct draft draft = {.job = job};
    size_t mended = 0;

    *ret = (struct fisc__family){NULL, 0};
    for (size_t i = 0; i < contracts->count; i++) {
        struct draft mend = {.job = job, .entry = &contracts->list[i]};
        struct fisc__family one;

        if (!is_with(node->reg, mend.entry, id))
            continue;
        mend.path = fisc__arena_format(job->arena, "contracts[%s]",
                                       mend.entry->id);
        if (!begin(&mend))
            return false;
        draft_contract(&mend, node->reg, term, party);
        if (!mend.hopeless && ++mended > FISC__REPAIR_ENTRIES) {
            job->cut = true;
            break;
        }
        if (!finish(&mend, FISC__REPAIR_CONTRACT, cell, &one) ||
            !fisc__family_either(job, ret, &one, ret))
            return false;
    }
    if (ret->count)
        return true;
    draft.path = entry_path(job, "contracts", contracts, party, "");
    if (!begin(&draft))
        return false;
    draft_contract(&draft, node->reg, term, party);
    return finish(&draft, FISC__REPAIR_CONTRACT, cell, ret);
}

bool
fisc__repair_contract(struct fisc__repair_job *job,
                      const struct fisc__frame *frame,
                      const struct fisc__node *node, struct fisc__family *ret)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);
    size_t terms = node->reg->name_count;
    const char *party = party_of(job, frame, node);
    struct fisc__register_result result;

    *ret = (struct fisc__family){NULL, 0};
    if (!party || !*party ||
        (cell->state != FISC__KNOWN && cell->state != FISC__ABSENT))
        return true;
    if (!fisc__family_free(job, ret))
        return false;
    for (size_t i = 0; i < (terms ? terms : 1); i++) {
        size_t term = terms ? i : SIZE_MAX;
        struct fisc__family one;

        fisc__term_eval(job->run, frame, node, term, &result);
        if (result.truth == FISC__TRUE)
            continue;
        if (!repair_term(job, frame, node, term, party, &one) ||
            !fisc__family_both(job, ret, &one, ret))
            return false;
    }
    return true;
}
