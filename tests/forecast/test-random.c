/* SPDX-License-Identifier: MIT */
/*
 * Forecasts of random descriptions by random policies, as generate.lua writes
 * them, against every day until the horizon.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/days.h"
#include "semantics/groups.h"
#include "support/run.h"

enum { HORIZON = 120, JOINED = 8 };

static struct fisc_system *
parse(const struct group *group, const char *name, const char *text)
{
    struct fisc_system *system = NULL;
    struct fisc_error error;

    group_ok(group,
             fisc_system_parse(group->context, name, text, strlen(text),
                               FISC_SYSTEM_JSON, &system, &error),
             &error);
    return system;
}

static unsigned
roles_of(const json_t *with)
{
    unsigned roles = 0;
    size_t i;
    json_t *name;

    json_array_foreach (json_object_get(with, "roles"), i, name) {
        enum fisc_role role;

        ck_assert_int_eq(fisc_role_find(json_string_value(name), &role), 0);
        roles |= 1u << role;
    }
    return roles;
}

static void
hold(struct group *group, const json_t *with, struct days_tally *tally)
{
    struct fisc_joined others[JOINED] = {0};
    struct fisc_forecast_options options = {.size = sizeof options,
                                            .joined = others,
                                            .roles = roles_of(with)};
    struct fisc_system *system = parse(group, "system.json",
                                       text_of(with, "system"));
    char what[128];
    const char *party;
    json_t *other;

    json_object_foreach (json_object_get(with, "joined"), party, other) {
        struct fisc_joined *next = &others[options.joined_count++];

        ck_assert_uint_le(options.joined_count, JOINED);
        next->size = sizeof *next;
        next->party = party;
        next->system = parse(group, party, json_string_value(other));
    }
    ck_assert_int_eq(fisc_date_parse(text_of(with, "as_of"), &options.from),
                     0);
    options.until = options.from + HORIZON;
    snprintf(what, sizeof what, "group %u, %s", group->number,
             text_of(with, "name"));
    days_hold(what, group->evaluator, system, &options, tally);
    for (size_t i = 0; i < options.joined_count; i++)
        fisc_system_unref(others[i].system);
    fisc_system_unref(system);
}

static void
hold_group(struct group *group, void *data)
{
    size_t i;
    json_t *system;

    json_array_foreach (json_object_get(group->texts, "systems"), i, system)
        hold(group, system, data);
}

START_TEST(random__every_change_is_foreseen_and_no_other)
{
    struct days_tally tally = {0};

    groups_each(hold_group, &tally);
    days_print(&tally);
    ck_assert_uint_gt(tally.changes, 0);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("random");

    tcase_add_test(tests, random__every_change_is_foreseen_and_no_other);
    return run_case("forecast", tests);
}
