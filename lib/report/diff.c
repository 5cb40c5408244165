/* SPDX-License-Identifier: MIT */
/* What differs between two sets of results. */

#include "report/diff.h"

#include <assert.h>
#include <string.h>

#include "base/share.h"
#include "base/sized.h"

/* ---- what became of a row ------------------------------------------------*/

static enum fisc_diff_kind
kind_of(const struct fisc__result_row *before,
        const struct fisc__result_row *after)
{
    bool was_unmet = fisc__is_unmet(before->info.result);
    bool is_unmet = fisc__is_unmet(after->info.result);

    if (was_unmet && !is_unmet)
        return FISC_DIFF_FIXED;
    if (is_unmet && !was_unmet)
        return FISC_DIFF_REGRESSED;
    if (after->info.result == FISC_RESULT_FAIL &&
        before->info.result != FISC_RESULT_FAIL)
        return FISC_DIFF_REGRESSED;
    return fisc__same_row(before, after) ? FISC_DIFF_UNCHANGED
                                         : FISC_DIFF_CHANGED;
}

const struct fisc__result_row *
fisc__diff_before(const struct fisc_diff *diff,
                  const struct fisc__diff_entry *entry)
{
    return entry->before == FISC_DIFF_NONE ? NULL
                                           : &diff->before->rows[entry->before];
}

const struct fisc__result_row *
fisc__diff_after(const struct fisc_diff *diff,
                 const struct fisc__diff_entry *entry)
{
    return entry->after == FISC_DIFF_NONE ? NULL
                                          : &diff->after->rows[entry->after];
}

const char *
fisc__diff_key(const struct fisc_diff *diff,
               const struct fisc__diff_entry *entry)
{
    const struct fisc__result_row *row = fisc__diff_after(diff, entry);

    return row ? row->info.key : fisc__diff_before(diff, entry)->info.key;
}

static bool
is_worse(const struct fisc_diff *diff, const struct fisc__diff_entry *entry)
{
    return entry->kind == FISC_DIFF_REGRESSED ||
           (entry->kind == FISC_DIFF_NEW &&
            fisc__is_unmet(fisc__diff_after(diff, entry)->info.result));
}

unsigned
fisc__diff_entry_cause(const struct fisc_diff *diff,
                       const struct fisc__diff_entry *entry)
{
    if (entry->kind == FISC_DIFF_UNCHANGED)
        return 0;
    return diff->cause ? diff->cause : FISC_DIFF_CAUSE_OTHER;
}

/* Adds an entry for rows that may be missing, or may not have been asked. */
static bool
add_entry(struct fisc_diff *diff, size_t before, size_t after)
{
    struct fisc__diff_entry entry = {before, after, FISC_DIFF_UNCHANGED};
    const struct fisc__result_row *was = fisc__diff_before(diff, &entry);
    const struct fisc__result_row *is = fisc__diff_after(diff, &entry);

    if (was && !fisc__is_asked(was)) {
        was = NULL;
        entry.before = FISC_DIFF_NONE;
    }
    if (is && !fisc__is_asked(is)) {
        is = NULL;
        entry.after = FISC_DIFF_NONE;
    }
    if (!was && !is)
        return true;
    if (was && is)
        entry.kind = kind_of(was, is);
    else
        entry.kind = is ? FISC_DIFF_NEW : FISC_DIFF_ABSENT;
    if (!fisc__grow(diff->context, &diff->entries, &diff->capacity,
                    diff->count, sizeof *diff->entries))
        return false;
    diff->entries[diff->count++] = entry;
    diff->counts[entry.kind]++;
    diff->worse += is_worse(diff, &entry);
    return true;
}

/* The place of a name in the other set, or FISC_DIFF_NONE. */
static size_t
find(const struct fisc__names *names, const char *name)
{
    uint32_t number = fisc__names_find(names, name, strlen(name));

    return number ? number - 1 : FISC_DIFF_NONE;
}

static bool
compare_rows(struct fisc_diff *diff)
{
    const struct fisc_result_set *before = diff->before, *after = diff->after;

    for (size_t i = 0; i < after->count; i++)
        if (!add_entry(diff, find(&before->keys, after->rows[i].info.key), i))
            return false;
    for (size_t i = 0; i < before->count; i++)
        if (find(&after->keys, before->rows[i].info.key) == FISC_DIFF_NONE &&
            !add_entry(diff, i, FISC_DIFF_NONE))
            return false;
    return true;
}

/* ---- controls ------------------------------------------------------------*/

static bool
add_control(struct fisc_diff *diff, size_t before, size_t after)
{
    if (before != FISC_DIFF_NONE && after != FISC_DIFF_NONE) {
        const struct fisc_control_result *was =
            &diff->before->controls[before];
        const struct fisc_control_result *is = &diff->after->controls[after];

        if (was->state == is->state && strcmp(was->reason, is->reason) == 0)
            return true;
    }
    if (!fisc__grow(diff->context, &diff->controls, &diff->control_capacity,
                    diff->control_count, sizeof *diff->controls))
        return false;
    diff->controls[diff->control_count++] =
        (struct fisc__diff_pair){before, after};
    return true;
}

static bool
compare_controls(struct fisc_diff *diff)
{
    const struct fisc_result_set *before = diff->before, *after = diff->after;

    for (size_t i = 0; i < after->control_count; i++)
        if (!add_control(
                diff, find(&before->control_ids, after->controls[i].control),
                i))
            return false;
    for (size_t i = 0; i < before->control_count; i++)
        if (find(&after->control_ids, before->controls[i].control) ==
                FISC_DIFF_NONE &&
            !add_control(diff, i, FISC_DIFF_NONE))
            return false;
    return true;
}

/* ---- the diff ------------------------------------------------------------*/

/* Of two policies that differ: what they ask, what params are set to, or both. */
static unsigned
policy_causes(const struct fisc_result_set *before,
              const struct fisc_result_set *after)
{
    bool told = before->params_digest[0] && after->params_digest[0];
    unsigned cause = 0;

    if (told && strcmp(before->params_digest, after->params_digest) != 0)
        cause |= FISC_DIFF_CAUSE_PARAMS;
    if (!cause || strcmp(before->rules_digest, after->rules_digest) != 0)
        cause |= FISC_DIFF_CAUSE_POLICY;
    return cause;
}

static unsigned
causes(const struct fisc_result_set *before,
       const struct fisc_result_set *after)
{
    unsigned cause = 0;

    if (strcmp(before->system_digest, after->system_digest) != 0)
        cause |= FISC_DIFF_CAUSE_SYSTEM;
    if (strcmp(before->policy_digest, after->policy_digest) != 0)
        cause |= policy_causes(before, after);
    if (before->as_of != after->as_of)
        cause |= FISC_DIFF_CAUSE_DATE;
    return cause;
}

static enum fisc_status
check_set(const struct fisc_result_set *set, struct fisc_error *reterr)
{
    struct fisc__place place = {set->name, 0, 0};

    if (set->whole)
        return FISC_OK;
    return fisc__error(reterr, FISC_ERR_INVALID, &place,
                       "holds only some rows of its report: what is not there "
                       "can't be compared");
}

static enum fisc_status
check_sets(const struct fisc_result_set *before,
           const struct fisc_result_set *after, struct fisc_error *reterr)
{
    struct fisc__place place = {after->name, 0, 0};
    enum fisc_status status = check_set(before, reterr);

    if (status == FISC_OK)
        status = check_set(after, reterr);
    if (status == FISC_OK && strcmp(before->system_id, after->system_id) != 0)
        status = fisc__error_item(
            reterr, FISC_ERR_CONFLICT, &place, after->system_id,
            "is about the system \"%.100s\", but what it is compared with is "
            "about \"%.100s\"", after->system_id, before->system_id);
    return status;
}

enum fisc_status
fisc_diff_new(struct fisc_result_set *before, struct fisc_result_set *after,
              struct fisc_diff **ret, struct fisc_error *reterr)
{
    struct fisc_diff *diff;
    enum fisc_status status;

    assert(before && after && ret);
    status = check_sets(before, after, reterr);
    if (status != FISC_OK)
        return status;
    diff = fisc__alloc(after->context, sizeof *diff);
    if (!diff)
        return fisc__error_nomem(reterr);
    atomic_init(&diff->references, 1);
    diff->context = after->context;
    diff->before = fisc_result_set_ref(before);
    diff->after = fisc_result_set_ref(after);
    diff->cause = causes(before, after);
    if (!compare_rows(diff) || !compare_controls(diff)) {
        fisc_diff_unref(diff);
        return fisc__error_nomem(reterr);
    }
    /* Rows differ though nothing that they are made from seems to. */
    if (diff->cause == 0 && (diff->counts[FISC_DIFF_UNCHANGED] < diff->count ||
                             diff->control_count > 0))
        diff->cause = FISC_DIFF_CAUSE_OTHER;
    *ret = diff;
    return FISC_OK;
}

struct fisc_diff *
fisc_diff_ref(struct fisc_diff *diff)
{
    assert(diff);
    atomic_fetch_add_explicit(&diff->references, 1, memory_order_relaxed);
    return diff;
}

void
fisc_diff_unref(struct fisc_diff *diff)
{
    struct fisc_result_set *after;

    if (!diff || !fisc__drop(&diff->references))
        return;
    after = diff->after;
    fisc__free(diff->context, diff->entries,
               diff->capacity * sizeof *diff->entries);
    fisc__free(diff->context, diff->controls,
               diff->control_capacity * sizeof *diff->controls);
    fisc_result_set_unref(diff->before);
    fisc__free(diff->context, diff, sizeof *diff);
    fisc_result_set_unref(after); /* last: it holds the context */
}

struct fisc_result_set *
fisc_diff_before(const struct fisc_diff *diff)
{
    return diff->before;
}

struct fisc_result_set *
fisc_diff_after(const struct fisc_diff *diff)
{
    return diff->after;
}

unsigned
fisc_diff_cause(const struct fisc_diff *diff)
{
    return diff->cause;
}

size_t
fisc_diff_entry_count(const struct fisc_diff *diff)
{
    return diff->count;
}

enum fisc_status
fisc_diff_entry(const struct fisc_diff *diff, size_t index,
                struct fisc_diff_entry *ret)
{
    struct fisc_diff_entry filled = {.size = sizeof filled};
    const struct fisc__diff_entry *entry;

    if (index >= diff->count)
        return FISC_ERR_NOTFOUND;
    entry = &diff->entries[index];
    filled.key = fisc__diff_key(diff, entry);
    filled.kind = entry->kind;
    filled.cause = fisc__diff_entry_cause(diff, entry);
    filled.worse = is_worse(diff, entry);
    filled.before = entry->before;
    filled.after = entry->after;
    fisc__ticket(diff->after->system_id, filled.key, filled.ticket);
    return fisc__sized_copy(ret, &filled, sizeof filled, sizeof filled);
}

void
fisc_diff_counts(const struct fisc_diff *diff, size_t *ret)
{
    memcpy(ret, diff->counts, sizeof diff->counts);
}

size_t
fisc_diff_worse_count(const struct fisc_diff *diff)
{
    return diff->worse;
}

size_t
fisc_diff_control_count(const struct fisc_diff *diff)
{
    return diff->control_count;
}

enum fisc_status
fisc_diff_control(const struct fisc_diff *diff, size_t index,
                  struct fisc_diff_control *ret)
{
    struct fisc_diff_control filled = {.size = sizeof filled};
    const struct fisc_control_result *control;
    const struct fisc__diff_pair *pair;

    if (index >= diff->control_count)
        return FISC_ERR_NOTFOUND;
    pair = &diff->controls[index];
    control = pair->after == FISC_DIFF_NONE
                  ? &diff->before->controls[pair->before]
                  : &diff->after->controls[pair->after];
    filled.control = control->control;
    filled.label = control->label;
    filled.before = pair->before;
    filled.after = pair->after;
    return fisc__sized_copy(ret, &filled, sizeof filled, sizeof filled);
}

const char *
fisc_diff_kind_name(enum fisc_diff_kind kind)
{
    static const char *const names[FISC_DIFF_KIND_COUNT] = {
        [FISC_DIFF_UNCHANGED] = "unchanged",
        [FISC_DIFF_REGRESSED] = "regressed",
        [FISC_DIFF_NEW] = "new",
        [FISC_DIFF_CHANGED] = "changed",
        [FISC_DIFF_FIXED] = "fixed",
        [FISC_DIFF_ABSENT] = "absent",
    };

    return (unsigned)kind < FISC_DIFF_KIND_COUNT ? names[kind] : "";
}

const char *
fisc__diff_cause_name(unsigned bit)
{
    switch (bit) {
    case FISC_DIFF_CAUSE_SYSTEM:
        return "system";
    case FISC_DIFF_CAUSE_POLICY:
        return "policy";
    case FISC_DIFF_CAUSE_PARAMS:
        return "params";
    case FISC_DIFF_CAUSE_DATE:
        return "date";
    default:
        return "other";
    }
}
