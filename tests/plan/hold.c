/* SPDX-License-Identifier: MIT */
/* Holding a plan to what it says, through the public headers alone. */

#include "plan/hold.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { JOINED = 8 };

/* Descriptions that changes are made to; the first is the one asked about. */
struct changed {
    struct fisc_system *systems[JOINED + 1];
    size_t count;
};

static void
begin(const struct held *held, struct changed *changed)
{
    changed->count = held->options.joined_count + 1;
    ck_assert_uint_le(changed->count, JOINED + 1);
    changed->systems[0] = fisc_system_ref(held->system);
    for (size_t i = 1; i < changed->count; i++)
        changed->systems[i] =
            fisc_system_ref(held->options.joined[i - 1].system);
}

static void
end(struct changed *changed)
{
    for (size_t i = 0; i < changed->count; i++)
        fisc_system_unref(changed->systems[i]);
}

static void
make(const struct held *held, struct changed *changed,
     const struct fisc_plan_change *change)
{
    struct fisc_system *made;
    struct fisc_error error;
    size_t side = 0;

    for (size_t i = 1; *change->party && i < changed->count; i++)
        if (strcmp(held->options.joined[i - 1].party, change->party) == 0)
            side = i;
    ck_assert_msg(fisc_system_change(changed->systems[side], change->changes,
                                     change->count, &made, &error) == FISC_OK,
                  "%s: %s", change->path, error.message);
    fisc_system_unref(changed->systems[side]);
    changed->systems[side] = made;
}

static struct fisc_report *
evaluate(const struct held *held, const struct changed *changed)
{
    struct fisc_eval_options options = held->options;
    struct fisc_joined joined[JOINED];
    struct fisc_report *report;
    struct fisc_error error;

    for (size_t i = 1; i < changed->count; i++) {
        joined[i - 1] = held->options.joined[i - 1];
        joined[i - 1].system = changed->systems[i];
    }
    options.joined = joined;
    ck_assert_msg(fisc_eval(held->evaluator, changed->systems[0], &options,
                            &report, &error) == FISC_OK,
                  "%s: %s", held->name, error.message);
    return report;
}

static enum fisc_result
result_of(const struct fisc_report *report, const char *key)
{
    struct fisc_result_info info = {.size = sizeof info};
    size_t index;

    ck_assert_int_eq(fisc_report_find(report, key, &index), FISC_OK);
    ck_assert_int_eq(fisc_report_result(report, index, &info), FISC_OK);
    return info.result;
}

static struct fisc_plan_row
row_at(const struct fisc_plan *plan, size_t index)
{
    struct fisc_plan_row row = {.size = sizeof row};

    ck_assert_int_eq(fisc_plan_row(plan, index, &row), FISC_OK);
    return row;
}

static struct fisc_plan_set
set_at(const struct fisc_plan *plan, size_t row, size_t index)
{
    struct fisc_plan_set set = {.size = sizeof set};

    ck_assert_int_eq(fisc_plan_set(plan, row, index, &set), FISC_OK);
    return set;
}

static struct fisc_plan_change
change_at(const struct fisc_plan *plan, size_t row, size_t set, size_t index)
{
    struct fisc_plan_change change = {.size = sizeof change};

    ck_assert_int_eq(fisc_plan_change(plan, row, set, index, &change),
                     FISC_OK);
    return change;
}

const char *
hold_text(const struct fisc_plan *plan, size_t row, size_t set)
{
    static char text[8192];
    size_t length = 0, count = set_at(plan, row, set).change_count;

    text[0] = '\0';
    for (size_t i = 0; i < count && length < sizeof text; i++) {
        struct fisc_plan_change change = change_at(plan, row, set, i);

        length += (size_t)snprintf(
            text + length, sizeof text - length, "%s%s %s: %s%s%s > %s",
            i ? "; " : "", fisc_plan_kind_name(change.kind), change.path,
            change.from, *change.from && *change.state ? " " : "",
            change.state, change.to);
    }
    return text;
}

enum fisc_result
hold_part(const struct held *held, const struct fisc_plan *plan, size_t row,
          size_t set, unsigned long mask)
{
    size_t count = set_at(plan, row, set).change_count;
    struct changed changed;
    struct fisc_report *report;
    enum fisc_result result;

    begin(held, &changed);
    for (size_t i = 0; i < count; i++) {
        struct fisc_plan_change change = change_at(plan, row, set, i);

        if (i >= 64 || mask & 1ul << i)
            make(held, &changed, &change);
    }
    report = evaluate(held, &changed);
    result = result_of(report, row_at(plan, row).key);
    fisc_report_unref(report);
    end(&changed);
    return result;
}

static void
expect(const struct held *held, const struct fisc_plan *plan, size_t row,
       size_t set, unsigned long mask, int passes)
{
    int does = hold_part(held, plan, row, set, mask) == FISC_RESULT_PASS;

    ck_assert_msg(does == passes, "%s: %s %s with %lx of %s", held->name,
                  row_at(plan, row).key, does ? "passes" : "does not pass",
                  mask, hold_text(plan, row, set));
}

/* All of it is enough, no part of it is. */
static void
hold_set(const struct held *held, const struct fisc_plan *plan, size_t row,
         size_t index, struct hold_tally *tally)
{
    struct fisc_plan_set set = set_at(plan, row, index);
    unsigned long all = (1ul << set.change_count) - 1;

    tally->sets++;
    ck_assert_uint_gt(set.change_count, 0);
    expect(held, plan, row, index, ~0ul, 1);
    ck_assert_int_eq(set.minimal, set.change_count <= 5);
    for (unsigned long part = 1; set.minimal && part < all; part++) {
        expect(held, plan, row, index, part, 0);
        tally->parts++;
    }
    for (size_t i = 0; !set.minimal && i < set.change_count && i < 60; i++) {
        expect(held, plan, row, index, ~(1ul << i), 0);
        tally->parts++;
    }
}

static void
hold_row(const struct held *held, const struct fisc_plan *plan, size_t index,
         struct hold_tally *tally)
{
    struct fisc_plan_row row = row_at(plan, index);
    int waivers = 0, tried = 0;

    tally->rows++;
    ck_assert_int_eq(result_of(held->report, row.key), row.result);
    for (size_t i = 0; i < row.set_count; i++) {
        struct fisc_plan_set set = set_at(plan, index, i);

        ck_assert_msg(!waivers, "%s: a waiver isn't the last", row.key);
        waivers += set.label == FISC_PLAN_BY_WAIVER;
        if (!set.tried)
            continue;
        ck_assert_int_ne(set.label, FISC_PLAN_BY_WAIVER);
        hold_set(held, plan, index, i, tally);
        tried++;
    }
    tally->planned += tried > 0;
    ck_assert(!tried || row.state == FISC_PLAN_PLANNED);
}

/* After each entry the rows that pass are those that it says, and before. */
static void
hold_entry(const struct held *held, const struct fisc_plan *plan,
           size_t index, struct changed *changed, struct hold_tally *tally)
{
    struct fisc_plan_entry entry = {.size = sizeof entry};
    struct fisc_plan_change change;
    struct fisc_report *report;
    size_t named = 0;

    ck_assert_int_eq(fisc_plan_entry(plan, index, &entry), FISC_OK);
    change = change_at(plan, entry.row, entry.set, entry.change);
    make(held, changed, &change);
    report = evaluate(held, changed);
    for (size_t i = 0; i < fisc_plan_row_count(plan); i++) {
        struct fisc_plan_row row = row_at(plan, i);
        int passes = result_of(report, row.key) == FISC_RESULT_PASS;

        named += row.settled_by == index;
        if (row.settled_by == index)
            ck_assert_msg(passes, "%s: %s does not pass after %zu", held->name,
                          row.key, index);
        if (row.settled_by > index)
            ck_assert_msg(!passes, "%s: %s passes after %zu", held->name,
                          row.key, index);
    }
    ck_assert_uint_eq(named, entry.row_count);
    tally->entries++;
    tally->settled += named;
    fisc_report_unref(report);
}

static int
is_met(enum fisc_result result)
{
    return result == FISC_RESULT_PASS || result == FISC_RESULT_NOTAPPLICABLE;
}

static void
hold_list(const struct held *held, const struct fisc_plan *plan,
          struct hold_tally *tally)
{
    size_t settled = tally->settled;
    struct fisc_report *report;
    struct changed changed;

    begin(held, &changed);
    for (size_t i = 0; i < fisc_plan_entry_count(plan); i++)
        hold_entry(held, plan, i, &changed, tally);
    settled = tally->settled - settled;
    ck_assert_uint_eq(settled + fisc_plan_remaining(plan),
                      fisc_plan_row_count(plan));
    report = evaluate(held, &changed);
    for (size_t i = 0; i < fisc_report_result_count(report); i++) {
        struct fisc_result_info before = {.size = sizeof before};
        struct fisc_result_info after = {.size = sizeof after};

        fisc_report_result(held->report, i, &before);
        fisc_report_result(report, i, &after);
        ck_assert_msg(!is_met(before.result) || is_met(after.result),
                      "%s: the list costs %s", held->name, before.key);
        settled -= !is_met(before.result) &&
                   after.result == FISC_RESULT_PASS &&
                   before.result != FISC_RESULT_NOTCHECKED;
    }
    ck_assert_uint_eq(settled, 0);
    fisc_report_unref(report);
    end(&changed);
}

struct fisc_plan *
hold_plan(const struct held *held, struct hold_tally *tally)
{
    struct fisc_plan *plan = NULL;
    struct fisc_error error;

    ck_assert_msg(fisc_plan_new(held->evaluator, held->report, NULL, &plan,
                                &error) == FISC_OK,
                  "%s: %s", held->name, error.message);
    for (size_t i = 0; i < fisc_plan_row_count(plan); i++)
        hold_row(held, plan, i, tally);
    hold_list(held, plan, tally);
    return plan;
}
