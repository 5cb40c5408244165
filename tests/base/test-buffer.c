/* SPDX-License-Identifier: MIT */
/* A string that grows. */

#include <string.h>

#include "base/buffer.h"
#include "support/failing.h"
#include "support/run.h"

START_TEST(buffer__grows_and_stays_terminated)
{
    struct fisc_context *context;
    struct fisc__buffer buffer;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__buffer_init(&buffer, context);
    ck_assert_str_eq(fisc__buffer_text(&buffer), "");
    for (size_t i = 0; i < 1000; i++) {
        fisc__buffer_string(&buffer, "設");
        fisc__buffer_char(&buffer, '7');
        fisc__buffer_format(&buffer, "%03zu", i);
        fisc__buffer_append(&buffer, "xyz", 1);
        fisc__buffer_append(&buffer, NULL, 0);
        ck_assert_uint_eq(buffer.length, (i + 1) * 8);
        ck_assert_uint_eq(strlen(buffer.text), buffer.length);
    }
    ck_assert(!buffer.failed);
    ck_assert(memcmp(buffer.text + 999 * 8, "設7999x", 9) == 0);
    fisc__buffer_done(&buffer);
    ck_assert_str_eq(fisc__buffer_text(&buffer), "");
    fisc_context_unref(context);
}
END_TEST

/* Each length around a power of two, where one byte too few would do harm. */
START_TEST(buffer__has_room_for_the_nul)
{
    static const char text[600] = "";
    struct failing failing = {0};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &failing};
    struct fisc_context *context;

    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    for (size_t length = 0; length < sizeof text; length++) {
        struct fisc__buffer buffer;

        fisc__buffer_init(&buffer, context);
        fisc__buffer_append(&buffer, text, length);
        ck_assert_uint_lt(buffer.length, buffer.capacity);
        fisc__buffer_format(&buffer, "%s", "abc");
        ck_assert_uint_lt(buffer.length, buffer.capacity);
        fisc__buffer_done(&buffer);
    }
    fisc_context_unref(context);
    ck_assert_uint_eq(failing.blocks, 0);
}
END_TEST

START_TEST(buffer__remembers_a_failure)
{
    struct failing failing = {.fail_at = 3};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &failing};
    struct fisc_context *context;
    struct fisc__buffer buffer;
    char text[200];

    memset(text, 'x', sizeof text);
    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    fisc__buffer_init(&buffer, context);
    fisc__buffer_string(&buffer, "kept");
    fisc__buffer_append(&buffer, text, sizeof text);
    ck_assert(buffer.failed);
    fisc__buffer_char(&buffer, 'y');
    fisc__buffer_format(&buffer, "%d", 1);
    ck_assert(buffer.failed);
    ck_assert_str_eq(buffer.text, "kept");
    fisc__buffer_done(&buffer);
    ck_assert(!buffer.failed);
    fisc_context_unref(context);
    ck_assert_uint_eq(failing.blocks, 0);
}
END_TEST

START_TEST(buffer__refuses_lengths_that_overflow)
{
    struct fisc_context *context;
    struct fisc__buffer buffer;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__buffer_init(&buffer, context);
    fisc__buffer_string(&buffer, "x");
    fisc__buffer_append(&buffer, "x", SIZE_MAX);
    ck_assert(buffer.failed);
    fisc__buffer_done(&buffer);
    fisc_context_unref(context);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("buffer");

    tcase_add_test(tests, buffer__grows_and_stays_terminated);
    tcase_add_test(tests, buffer__has_room_for_the_nul);
    tcase_add_test(tests, buffer__remembers_a_failure);
    tcase_add_test(tests, buffer__refuses_lengths_that_overflow);
    return run_case("base", tests);
}
