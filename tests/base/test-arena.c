/* SPDX-License-Identifier: MIT */
/* Memory that is released all at once. */

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "support/failing.h"
#include "support/run.h"

static struct failing failing;
static struct fisc_context *context;
static struct fisc__arena arena;

static void
setup(void)
{
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &failing};

    memset(&failing, 0, sizeof failing);
    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    fisc__arena_init(&arena, context);
}

static void
teardown(void)
{
    fisc__arena_done(&arena);
    fisc_context_unref(context);
    ck_assert_uint_eq(failing.blocks, 0);
}

static bool
is_filled(const unsigned char *block, size_t size, size_t with)
{
    for (size_t i = 0; i < size; i++)
        if (block[i] != with)
            return false;
    return true;
}

START_TEST(alloc__gives_zeroed_aligned_blocks_of_their_own)
{
    enum { COUNT = 2000 };
    unsigned char *blocks[COUNT];
    size_t sizes[COUNT];

    for (size_t i = 0; i < COUNT; i++) {
        sizes[i] = i % 7 == 0 ? i * 37 : i % 50;
        blocks[i] = fisc__arena_alloc(&arena, sizes[i]);
        ck_assert_ptr_nonnull(blocks[i]);
        ck_assert_uint_eq((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        ck_assert(is_filled(blocks[i], sizes[i], 0));
        memset(blocks[i], (int)(i % 251 + 1), sizes[i]);
    }
    for (size_t i = 0; i < COUNT; i++)
        ck_assert(is_filled(blocks[i], sizes[i], i % 251 + 1));
}
END_TEST

START_TEST(alloc__takes_little_more_than_is_asked_for)
{
    static const size_t sizes[] = {16, 100, 40000, 70000, 1 << 20};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t asked = 0;

        fisc__arena_done(&arena);
        for (int k = 0; k < 100; k++, asked += sizes[i])
            ck_assert_ptr_nonnull(fisc__arena_alloc(&arena, sizes[i]));
        ck_assert_msg(failing.held < asked + asked / 5 + 66000,
                      "%zu bytes for 100 blocks of %zu", failing.held,
                      sizes[i]);
        ck_assert_uint_ge(failing.held, arena.held);
    }
}
END_TEST

START_TEST(alloc__refuses_sizes_that_overflow)
{
    ck_assert_ptr_null(fisc__arena_alloc(&arena, SIZE_MAX));
    ck_assert_ptr_null(fisc__arena_alloc(&arena, SIZE_MAX - 40));
    ck_assert_ptr_null(fisc__arena_array(&arena, SIZE_MAX / 4, 5));
    ck_assert_ptr_null(fisc__arena_copy(&arena, "x", SIZE_MAX));
    ck_assert_uint_eq(failing.blocks, 1); /* the context */
}
END_TEST

START_TEST(copy__ends_with_a_nul)
{
    char from[] = "abcdef";
    char *copy = fisc__arena_copy(&arena, from, 3);
    char *string = fisc__arena_string(&arena, from);

    from[0] = 'x';
    ck_assert_str_eq(copy, "abc");
    ck_assert_str_eq(string, "abcdef");
    ck_assert_str_eq(fisc__arena_copy(&arena, NULL, 0), "");
    ck_assert_str_eq(fisc__arena_format(&arena, "%s-%d", "設", 7), "設-7");
    ck_assert_str_eq(fisc__arena_format(&arena, "%s", ""), "");
}
END_TEST

START_TEST(done__may_be_called_again)
{
    fisc__arena_string(&arena, "x");
    fisc__arena_done(&arena);
    ck_assert_uint_eq(arena.held, 0);
    ck_assert_uint_eq(failing.blocks, 1);
    fisc__arena_done(&arena);
    ck_assert_str_eq(fisc__arena_string(&arena, "y"), "y");
}
END_TEST

static enum fisc_status
fill(struct fisc_context *ours, void *data)
{
    enum fisc_status status = FISC_OK;
    struct fisc__arena a;

    (void)data;
    fisc__arena_init(&a, ours);
    for (size_t i = 1; i < 100 && status == FISC_OK; i++)
        if (!fisc__arena_alloc(&a, i * i * 10) ||
            !fisc__arena_format(&a, "%zu", i))
            status = FISC_ERR_NOMEM;
    fisc__arena_done(&a);
    return status;
}

START_TEST(alloc__leaks_nothing_when_memory_is_short)
{
    ck_assert_uint_gt(failing_try(fill, NULL, 1), 10);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("arena");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, alloc__gives_zeroed_aligned_blocks_of_their_own);
    tcase_add_test(tests, alloc__takes_little_more_than_is_asked_for);
    tcase_add_test(tests, alloc__refuses_sizes_that_overflow);
    tcase_add_test(tests, copy__ends_with_a_nul);
    tcase_add_test(tests, done__may_be_called_again);
    tcase_add_test(tests, alloc__leaks_nothing_when_memory_is_short);
    return run_case("base", tests);
}
