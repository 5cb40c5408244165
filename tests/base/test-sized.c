/* SPDX-License-Identifier: MIT */
/* Structs that begin with their size, alone and in arrays. */

#include "base/sized.h"

#include <string.h>

#include "support/run.h"

/* As a first release has it, the library has it, and a later one. */
struct first {
    size_t size;
    int a;
    int b;
};

struct ours {
    size_t size;
    int a;
    int b;
    const char *c;
};

struct later {
    size_t size;
    int a;
    int b;
    const char *c;
    long d;
};

START_TEST(copy__fills_what_the_caller_has)
{
    const struct ours full = {sizeof full, 1, 2, "c"};
    struct first first = {.size = sizeof first, .a = 7};
    struct later later = {.size = sizeof later, .d = 9};

    ck_assert_int_eq(fisc__sized_copy(&first, &full, sizeof full,
                                      sizeof first), FISC_OK);
    ck_assert_int_eq(first.a, 1);
    ck_assert_uint_eq(first.size, sizeof first);
    ck_assert_int_eq(fisc__sized_copy(&later, &full, sizeof full,
                                      sizeof first), FISC_OK);
    ck_assert_str_eq(later.c, "c");
    ck_assert_int_eq(later.d, 0);
    first.size--;
    ck_assert_int_eq(fisc__sized_copy(&first, &full, sizeof full,
                                      sizeof(struct first)),
                     FISC_ERR_INVALID);
}
END_TEST

START_TEST(element__of_an_older_array_stands_where_that_was_built)
{
    const struct first list[] = {{sizeof *list, 1, 2}, {sizeof *list, 3, 4},
                                 {sizeof *list, 5, 6}};
    struct ours full;

    for (size_t i = 0; i < 3; i++) {
        memset(&full, 0xff, sizeof full);
        ck_assert_int_eq(fisc__sized_element(&full, sizeof full, sizeof *list,
                                             list, i), FISC_OK);
        ck_assert_int_eq(full.a, (int)i * 2 + 1);
        ck_assert_int_eq(full.b, (int)i * 2 + 2);
        ck_assert_ptr_null(full.c);
    }
}
END_TEST

START_TEST(element__of_a_size_unknown_is_refused)
{
    struct first list[] = {{sizeof *list, 1, 2}, {sizeof *list + 8, 3, 4}};
    struct later later = {.size = sizeof later};
    struct ours full = {.a = 9};

    ck_assert_int_eq(fisc__sized_element(&full, sizeof full, sizeof *list,
                                         list, 1), FISC_ERR_INVALID);
    list[0].size = 0;
    ck_assert_int_eq(fisc__sized_element(&full, sizeof full, sizeof *list,
                                         list, 0), FISC_ERR_INVALID);
    ck_assert_int_eq(fisc__sized_element(&full, sizeof full, sizeof *list,
                                         &later, 0), FISC_ERR_INVALID);
    ck_assert_int_eq(full.a, 9);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("sized");

    tcase_add_test(tests, copy__fills_what_the_caller_has);
    tcase_add_test(tests,
                   element__of_an_older_array_stands_where_that_was_built);
    tcase_add_test(tests, element__of_a_size_unknown_is_refused);
    return run_case("base", tests);
}
