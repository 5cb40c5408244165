/* SPDX-License-Identifier: MIT */
/* Sorting in the context's memory. */

#include <string.h>

#include "base/sort.h"
#include "support/failing.h"
#include "support/run.h"

struct pair {
    int key;
    int order;
};

static int
by_key(const void *a, const void *b)
{
    return ((const struct pair *)a)->key - ((const struct pair *)b)->key;
}

enum { MOST = 200 };

/* Numbers that look like no order, with many equal ones among them. */
static void
fill(struct pair *list, int count)
{
    for (int i = 0; i < count; i++)
        list[i] = (struct pair){(int)(i * 2654435761u >> 20) % 37, i};
}

START_TEST(sort__orders_lists_of_every_length_and_keeps_equals_in_order)
{
    struct fisc_context *context;
    struct pair list[MOST];

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    for (int count = 0; count < MOST; count++) {
        fill(list, count);
        ck_assert(fisc__sort(context, list, (size_t)count, sizeof *list,
                             by_key));
        for (int i = 1; i < count; i++)
            ck_assert(list[i - 1].key < list[i].key ||
                      (list[i - 1].key == list[i].key &&
                       list[i - 1].order < list[i].order));
    }
    fisc_context_unref(context);
}
END_TEST

static enum fisc_status
sort_it(struct fisc_context *context, void *data)
{
    struct pair list[MOST], before[MOST];

    (void)data;
    fill(list, MOST);
    memcpy(before, list, sizeof list);
    if (fisc__sort(context, list, MOST, sizeof *list, by_key))
        return FISC_OK;
    ck_assert_mem_eq(list, before, sizeof list);
    return FISC_ERR_NOMEM;
}

START_TEST(sort__leaves_a_list_alone_where_memory_is_short)
{
    ck_assert_uint_gt(failing_try(sort_it, NULL, 1), 1);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("sort");

    tcase_add_test(
        tests,
        sort__orders_lists_of_every_length_and_keeps_equals_in_order);
    tcase_add_test(tests, sort__leaves_a_list_alone_where_memory_is_short);
    return run_case("base", tests);
}
