/* SPDX-License-Identifier: MIT */
/*
 * Random policies, of every kind of node, over descriptions that change by
 * chance: what is kept up to date is what a full evaluation gives.
 */

#include <stdio.h>

#include "evaluate/wander.h"
#include "semantics/groups.h"
#include "support/run.h"

static struct {
    size_t each; /* changes of each description */
    size_t descriptions, made, refused, structural, moved;
} tally;

static void
wander_through(struct group *group, void *data)
{
    size_t i;
    json_t *system;

    (void)data;
    json_array_foreach (json_object_get(group->texts, "systems"), i, system) {
        struct group_question question;
        struct wander wander;

        group_ask(group, json_object_get(system, "joined"), system,
                  &question);
        wander_begin(&wander, group->policy, text_of(system, "system"),
                     &question.options, group->number * 64 + i + 1);
        wander_steps(&wander, tally.each);
        tally.descriptions++;
        tally.made += wander.made;
        tally.refused += wander.refused;
        tally.structural += wander.structural;
        tally.moved += wander.moved;
        wander_end(&wander);
        group_answered(&question);
    }
}

START_TEST(change__of_random_policies_equals_a_full_evaluation)
{
    tally.each = rounds("FISC_CHANGES", 12);
    groups_each(wander_through, NULL);
    printf("%zu descriptions, %zu changes made, %zu sets refused, %zu of "
           "structure; %zu results moved\n",
           tally.descriptions, tally.made, tally.refused, tally.structural,
           tally.moved);
    ck_assert_uint_gt(tally.moved, 0);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("change");

    tcase_set_timeout(tests, 0);
    tcase_add_test(tests,
                   change__of_random_policies_equals_a_full_evaluation);
    return run_case("semantics", tests);
}
