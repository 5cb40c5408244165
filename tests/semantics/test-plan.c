/* SPDX-License-Identifier: MIT */
/*
 * Plans over random policies and descriptions: every set makes its row pass
 * when it is made, no part of it does, and the list buys what it says.
 */

#include <stdio.h>
#include <string.h>

#include "plan/hold.h"
#include "semantics/groups.h"
#include "support/run.h"

enum { JOINED = 8 };

struct case_of {
    struct held held;
    struct fisc_joined joined[JOINED];
};

static struct fisc_system *
parse(struct group *group, const char *name, const char *text)
{
    struct fisc_system *system = NULL;
    struct fisc_error error;

    group_ok(group,
             fisc_system_parse(group->context, name, text, strlen(text),
                               FISC_SYSTEM_JSON, &system, &error),
             &error);
    return system;
}

static void
case_begin(struct group *group, const json_t *with, struct case_of *it)
{
    const char *party;
    json_t *other;
    struct fisc_error error;
    struct held *held = &it->held;

    memset(it, 0, sizeof *it);
    held->evaluator = group->evaluator;
    held->options.size = sizeof held->options;
    held->options.joined = it->joined;
    held->system = parse(group, "system.json", text_of(with, "system"));
    snprintf(held->name, sizeof held->name, "group %u, %.40s", group->number,
             text_of(with, "name"));
    json_object_foreach (json_object_get(with, "joined"), party, other) {
        struct fisc_joined *next =
            &it->joined[held->options.joined_count++];

        ck_assert_uint_le(held->options.joined_count, JOINED);
        next->size = sizeof *next;
        next->party = party;
        next->system = parse(group, party, json_string_value(other));
    }
    fisc_date_parse(text_of(with, "as_of"), &held->options.as_of);
    group_ok(group,
             fisc_eval(group->evaluator, held->system, &held->options,
                       &held->report, &error),
             &error);
}

static void
case_end(struct case_of *it)
{
    fisc_report_unref(it->held.report);
    fisc_system_unref(it->held.system);
    for (size_t i = 0; i < it->held.options.joined_count; i++)
        fisc_system_unref(it->joined[i].system);
}

static void
hold_group(struct group *group, void *data)
{
    json_t *with;
    size_t i;

    json_array_foreach (json_object_get(group->texts, "systems"), i, with) {
        struct case_of it;

        case_begin(group, with, &it);
        fisc_plan_free(hold_plan(&it.held, data));
        case_end(&it);
    }
}

START_TEST(plan__sets_make_rows_pass_and_no_part_of_them_does)
{
    struct hold_tally tally = {0};
    unsigned groups = groups_each(hold_group, &tally);

    printf("%u groups: %lu rows not met, %lu planned, %lu sets with %lu "
           "parts; lists of %lu changes settle %lu rows\n", groups,
           tally.rows, tally.planned, tally.sets, tally.parts, tally.entries,
           tally.settled);
    ck_assert_uint_gt(tally.planned, 100);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("plan");

    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, plan__sets_make_rows_pass_and_no_part_of_them_does);
    return run_case("semantics", tests);
}
