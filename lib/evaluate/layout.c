/* SPDX-License-Identifier: MIT */
/* Which rows a report has. */

#include "evaluate/layout.h"

#include <string.h>

#include "base/share.h"

void
fisc__layout_unref(struct fisc__layout *layout)
{
    struct fisc_context *context;

    if (!layout || !fisc__drop(&layout->references))
        return;
    context = layout->context;
    fisc__free(context, layout->rows, layout->count * sizeof *layout->rows);
    fisc__free(context, layout->values,
               layout->count * sizeof *layout->values);
    fisc__free(context, layout->roles,
               layout->party_count * sizeof *layout->roles);
    fisc__free(context, layout, sizeof *layout);
    fisc_context_unref(context);
}

static bool
fits(const struct fisc__layout *layout, const struct fisc__layout_input *input)
{
    return layout->first_control == input->first_control &&
           layout->control_count == input->control_count &&
           layout->levels == input->levels &&
           layout->party_count == input->party_count &&
           (input->party_count == 0 ||
            memcmp(layout->roles, input->roles,
                   input->party_count * sizeof *input->roles) == 0);
}

/* ---- rows ----------------------------------------------------------------*/

/*
 * The rows of one clause: one for each party that holds the role, one without
 * a party if nobody does. Returns how many; writes them where `rows` is given.
 */
static size_t
clause_rows(const struct fisc__layout_input *input, size_t clause,
            struct fisc__row *rows)
{
    unsigned bit = 1u << input->policy->clauses[clause].clause->bearer;
    size_t count = 0;

    for (size_t i = 0; i < input->party_count; i++) {
        if (!(input->roles[i] & bit))
            continue;
        if (rows)
            rows[count] = (struct fisc__row){(uint32_t)clause, (uint32_t)i};
        count++;
    }
    if (count == 0 && rows)
        rows[0] = (struct fisc__row){(uint32_t)clause, FISC__NO_PARTY};
    return count ? count : 1;
}

static size_t
all_rows(const struct fisc__layout_input *input, struct fisc__row *rows)
{
    const struct fisc_policy *policy = input->policy;
    size_t count = 0;

    for (size_t c = 0; c < input->control_count; c++) {
        const struct fisc__policy_control *control =
            &policy->controls[input->first_control + c];

        for (size_t i = 0; i < control->clause_count; i++) {
            size_t clause = control->first_clause + i;

            if (input->levels & 1u << policy->clauses[clause].clause->level)
                count += clause_rows(input, clause,
                                     rows ? rows + count : NULL);
        }
    }
    return count;
}

unsigned
fisc__layout_bearers(const struct fisc__layout *before,
                     const struct fisc_policy *policy, size_t first_control,
                     size_t control_count)
{
    const struct fisc__policy_control *control =
        &policy->controls[first_control];
    unsigned bearers = 0;

    if (before && before->first_control == first_control &&
        before->control_count == control_count)
        return before->bearers;
    for (size_t c = 0; c < control_count; c++, control++)
        for (size_t i = 0; i < control->clause_count; i++)
            bearers |= 1u << policy->clauses[control->first_clause + i]
                                 .clause->bearer;
    return bearers;
}

static uint32_t
value_of(const struct fisc__layout_input *input, const struct fisc__row *row)
{
    const struct fisc__policy_clause *clause =
        &input->policy->clauses[row->clause];

    if (!clause->plain || row->party == FISC__NO_PARTY ||
        clause->value >= FISC__NOT_PLAIN / 2)
        return FISC__NOT_PLAIN;
    return clause->value * 2 + clause->in_party;
}

static bool
fill(struct fisc__layout *layout, const struct fisc__layout_input *input)
{
    struct fisc_context *context = layout->context;

    layout->party_count = input->party_count;
    layout->roles = fisc__alloc_array(context, input->party_count,
                                      sizeof *layout->roles);
    if (!layout->roles)
        return false;
    if (input->party_count)
        memcpy(layout->roles, input->roles,
               input->party_count * sizeof *layout->roles);
    layout->count = all_rows(input, NULL);
    layout->rows = fisc__alloc_array(context, layout->count,
                                     sizeof *layout->rows);
    if (!layout->rows)
        return false;
    layout->values = fisc__alloc_array(context, layout->count,
                                       sizeof *layout->values);
    if (!layout->values)
        return false;
    all_rows(input, layout->rows);
    layout->of_system = true;
    for (size_t i = 0; i < layout->count; i++) {
        uint32_t value = value_of(input, &layout->rows[i]);

        layout->values[i] = value;
        layout->of_system &= value != FISC__NOT_PLAIN && !(value & 1);
    }
    layout->bearers = fisc__layout_bearers(
        NULL, input->policy, input->first_control, input->control_count);
    return true;
}

enum fisc_status
fisc__layout_get(struct fisc__layout *before,
                 const struct fisc__layout_input *input,
                 struct fisc__layout **ret, struct fisc_error *reterr)
{
    struct fisc_context *context = input->policy->context;
    struct fisc__layout *layout;

    if (before && fits(before, input)) {
        atomic_fetch_add_explicit(&before->references, 1,
                                  memory_order_relaxed);
        *ret = before;
        return FISC_OK;
    }
    layout = fisc__alloc(context, sizeof *layout);
    if (!layout)
        return fisc__error_nomem(reterr);
    atomic_init(&layout->references, 1);
    layout->context = fisc_context_ref(context);
    layout->first_control = input->first_control;
    layout->control_count = input->control_count;
    layout->levels = input->levels;
    if (!fill(layout, input)) {
        fisc__layout_unref(layout);
        return fisc__error_nomem(reterr);
    }
    *ret = layout;
    return FISC_OK;
}
