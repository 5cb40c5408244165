/* SPDX-License-Identifier: MIT */
/* Interned strings. */

#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "support/failing.h"
#include "support/run.h"

START_TEST(names__give_equal_texts_one_number)
{
    struct fisc_context *context;
    struct fisc__arena arena;
    struct fisc__names names;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__arena_init(&arena, context);
    fisc__names_init(&names, context, &arena, NULL);
    ck_assert_uint_eq(fisc__names_find(&names, "a", 1), 0);
    ck_assert_uint_eq(fisc__names_add(&names, "abc", 1), 1);
    ck_assert_uint_eq(fisc__names_add(&names, "ab", 2), 2);
    ck_assert_uint_eq(fisc__names_add(&names, "", 0), 3);
    ck_assert_uint_eq(fisc__names_add(&names, "a", 1), 1);
    ck_assert_uint_eq(fisc__names_find(&names, "ab", 2), 2);
    ck_assert_uint_eq(fisc__names_find(&names, "abc", 3), 0);
    ck_assert_uint_eq(fisc__names_find(&names, "", 0), 3);
    ck_assert_str_eq(fisc__names_text(&names, 1), "a");
    ck_assert_uint_eq(fisc__names_count(&names), 3);
    fisc__names_done(&names);
    fisc__arena_done(&arena);
    fisc_context_unref(context);
}
END_TEST

START_TEST(names__continue_the_numbers_of_the_table_below)
{
    struct fisc__names below, middle, above;
    struct fisc_context *context;
    struct fisc__arena arena;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__arena_init(&arena, context);
    fisc__names_init(&below, context, &arena, NULL);
    fisc__names_add(&below, "a", 1);
    fisc__names_add(&below, "b", 1);
    fisc__names_init(&middle, context, &arena, &below);
    fisc__names_init(&above, context, &arena, &middle);
    ck_assert_uint_eq(fisc__names_add(&above, "b", 1), 2);
    ck_assert_uint_eq(fisc__names_add(&above, "c", 1), 3);
    ck_assert_str_eq(fisc__names_text(&above, 1), "a");
    ck_assert_str_eq(fisc__names_text(&above, 3), "c");
    ck_assert_uint_eq(fisc__names_count(&above), 3);
    ck_assert_uint_eq(fisc__names_find(&below, "c", 1), 0);
    fisc__names_done(&above);
    fisc__names_done(&middle);
    fisc__names_done(&below);
    fisc__arena_done(&arena);
    fisc_context_unref(context);
}
END_TEST

static enum fisc_status
add_many(struct fisc_context *context, void *data)
{
    size_t count = *(size_t *)data;
    struct fisc__arena arena;
    struct fisc__names names;
    enum fisc_status status = FISC_OK;

    fisc__arena_init(&arena, context);
    fisc__names_init(&names, context, &arena, NULL);
    for (size_t i = 0; i < count && status == FISC_OK; i++) {
        char text[24];
        int length = snprintf(text, sizeof text, "fact.number.%zu", i);
        uint32_t number = fisc__names_add(&names, text, (size_t)length);

        if (number == 0)
            status = FISC_ERR_NOMEM;
        else
            ck_assert_uint_eq(number, i + 1);
    }
    /* What was there before a failure still is. */
    for (uint32_t i = 1; i <= names.count; i++) {
        const char *text = fisc__names_text(&names, i);

        ck_assert_uint_eq(fisc__names_find(&names, text, strlen(text)), i);
    }
    fisc__names_done(&names);
    fisc__arena_done(&arena);
    return status;
}

START_TEST(names__are_found_among_many)
{
    struct fisc_context *context;
    size_t count = 100000;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    ck_assert_int_eq(add_many(context, &count), FISC_OK);
    fisc_context_unref(context);
}
END_TEST

/* Names that fall into one slot where the hash is known. */
START_TEST(names__can_not_be_chosen_to_collide)
{
    enum { COUNT = 500, SLOTS = 1024 };
    struct fisc_context *context;
    struct fisc__arena arena;
    struct fisc__names names;
    size_t run = 0, longest = 0;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__arena_init(&arena, context);
    fisc__names_init(&names, context, &arena, NULL);
    for (unsigned i = 0; names.count < COUNT; i++) {
        char text[24];
        int length = snprintf(text, sizeof text, "%u", i);

        if (fisc__hash(text, (size_t)length) % SLOTS == 7)
            ck_assert_uint_ne(fisc__names_add(&names, text, (size_t)length),
                              0);
    }
    ck_assert_uint_eq(names.slot_count, SLOTS);
    for (size_t i = 0; i < SLOTS; i++) {
        run = names.slots[i] ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    ck_assert_msg(longest < COUNT / 2, "%zu slots in a row", longest);
    fisc__names_done(&names);
    fisc__arena_done(&arena);
    fisc_context_unref(context);
}
END_TEST

START_TEST(names__stay_whole_when_memory_is_short)
{
    size_t count = 300;

    ck_assert_uint_gt(failing_try(add_many, &count, 1), 10);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("names");

    tcase_add_test(tests, names__give_equal_texts_one_number);
    tcase_add_test(tests, names__continue_the_numbers_of_the_table_below);
    tcase_add_test(tests, names__are_found_among_many);
    tcase_add_test(tests, names__can_not_be_chosen_to_collide);
    tcase_add_test(tests, names__stay_whole_when_memory_is_short);
    return run_case("base", tests);
}
