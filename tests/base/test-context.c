/* SPDX-License-Identifier: MIT */
/* Memory, log, limits and references of a context. */

#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "base/context.h"
#include "base/utf8.h"
#include "support/failing.h"
#include "support/run.h"

START_TEST(new__fills_in_defaults)
{
    struct fisc_context *context;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    ck_assert_uint_eq(context->options.max_input_bytes, 32 << 20);
    ck_assert_uint_eq(context->options.max_depth, 64);
    ck_assert_uint_eq(context->options.max_nodes, 2000000);
    ck_assert_uint_eq(context->options.max_check_bytes, 32 << 10);
    ck_assert_uint_eq(context->options.check_steps, 1000000);
    ck_assert_uint_eq(context->options.check_memory, 8 << 20);
    ck_assert_uint_eq(context->options.check_block, 512 << 10);
    fisc_context_unref(context);
}
END_TEST

START_TEST(new__takes_the_options_of_an_older_caller)
{
    struct fisc_context_options options;
    struct fisc_context *context;

    memset(&options, 0x5a, sizeof options);
    options.size = offsetof(struct fisc_context_options, max_depth);
    options.alloc = NULL;
    options.log = NULL;
    options.max_input_bytes = 7;
    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    ck_assert_uint_eq(context->options.max_input_bytes, 7);
    ck_assert_uint_eq(context->options.max_depth, 64);
    fisc_context_unref(context);
}
END_TEST

START_TEST(new__refuses_options_of_an_unknown_size)
{
    static const size_t sizes[] = {0, 1, sizeof(size_t) - 1,
                                   sizeof(struct fisc_context_options) + 1,
                                   SIZE_MAX};
    struct fisc_context *context = NULL;

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct fisc_context_options options = {.size = sizes[i]};
        struct fisc_error error;

        ck_assert_int_eq(fisc_context_new(&options, &context, &error),
                         FISC_ERR_INVALID);
        ck_assert_int_eq(error.status, FISC_ERR_INVALID);
        ck_assert_ptr_null(context);
    }
}
END_TEST

START_TEST(new__says_that_memory_is_short)
{
    struct failing failing = {.fail_at = 1};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &failing};
    struct fisc_context *context = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_context_new(&options, &context, &error),
                     FISC_ERR_NOMEM);
    ck_assert_str_eq(error.message, "out of memory");
    ck_assert_ptr_null(context);
}
END_TEST

static void *
take_and_drop(void *data)
{
    for (int i = 0; i < 20000; i++)
        fisc_context_unref(fisc_context_ref(data));
    fisc_context_unref(data);
    return NULL;
}

START_TEST(references__are_counted_from_several_threads)
{
    struct failing failing = {0};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &failing};
    struct fisc_context *context;
    pthread_t threads[4];

    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, take_and_drop,
                                        fisc_context_ref(context)),
                         0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    ck_assert_uint_eq(failing.blocks, 1);
    fisc_context_unref(context);
    ck_assert_uint_eq(failing.blocks, 0);
    fisc_context_unref(NULL);
}
END_TEST

/* failing_alloc() checks that the sizes told are those asked for. */
START_TEST(memory__is_given_back_by_its_size)
{
    struct failing failing = {0};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &failing};
    struct fisc_context *context;
    char *block;
    int *array = NULL;
    size_t capacity = 0;

    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    block = fisc__alloc(context, 0);
    ck_assert_ptr_nonnull(block);
    block = fisc__realloc(context, block, 0, 10);
    block = fisc__realloc(context, block, 10, 0);
    ck_assert_ptr_nonnull(block);
    fisc__free(context, block, 0);
    fisc__free(context, NULL, 0);
    block = fisc__alloc_array(context, 3, 5);
    for (int i = 0; i < 15; i++)
        ck_assert_int_eq(block[i], 0);
    fisc__free(context, block, 15);
    ck_assert_ptr_null(fisc__alloc_array(context, SIZE_MAX / 2, 3));
    for (int i = 0; i < 1000; i++) {
        ck_assert(fisc__grow(context, &array, &capacity, (size_t)i,
                             sizeof *array));
        array[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(array[i], i);
    fisc__free(context, array, capacity * sizeof *array);
    fisc_context_unref(context);
    ck_assert_uint_eq(failing.blocks, 0);
    ck_assert_uint_eq(failing.held, 0);
}
END_TEST

START_TEST(grow__keeps_the_array_when_memory_is_short)
{
    struct failing failing = {.fail_at = 3, .from_then_on = 1};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &failing};
    struct fisc_context *context;
    int *array = NULL, *before;
    size_t capacity = 0;

    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    ck_assert(fisc__grow(context, &array, &capacity, 0, sizeof *array));
    before = array;
    ck_assert_uint_eq(capacity, 8);
    ck_assert(!fisc__grow(context, &array, &capacity, 8, sizeof *array));
    ck_assert_ptr_eq(array, before);
    ck_assert_uint_eq(capacity, 8);
    ck_assert(!fisc__grow(context, &array, &capacity, 8, SIZE_MAX / 8));
    fisc__free(context, array, capacity * sizeof *array);
    fisc_context_unref(context);
    ck_assert_uint_eq(failing.blocks, 0);
}
END_TEST

static char logged[2000];

static void
keep(void *data, enum fisc_log_level level, const char *message)
{
    *(enum fisc_log_level *)data = level;
    ck_assert_uint_lt(strlen(message), sizeof logged);
    strcpy(logged, message);
}

START_TEST(log__is_one_clean_line)
{
    enum fisc_log_level level = FISC_LOG_ERROR;
    struct fisc_context_options options = {
        .size = sizeof options, .log = keep, .log_data = &level};
    struct fisc_context *context;
    char text[3001] = "a";

    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    fisc__log(context, FISC_LOG_WARNING, "設%d\n%s", 7, "\x1b\xff");
    ck_assert_str_eq(logged, "設7???");
    ck_assert_int_eq(level, FISC_LOG_WARNING);
    for (int i = 0; i < 900; i++)
        strcpy(text + 1 + i * 3, "日");
    fisc__log(context, FISC_LOG_INFO, "%s", text);
    ck_assert_uint_eq(fisc__utf8_check(logged, strlen(logged)),
                      strlen(logged));
    ck_assert_ptr_null(strchr(logged, '?'));
    fisc_context_unref(context);
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__log(context, FISC_LOG_ERROR, "nobody hears this");
    fisc_context_unref(context);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("context");

    tcase_add_test(tests, new__fills_in_defaults);
    tcase_add_test(tests, new__takes_the_options_of_an_older_caller);
    tcase_add_test(tests, new__refuses_options_of_an_unknown_size);
    tcase_add_test(tests, new__says_that_memory_is_short);
    tcase_add_test(tests, references__are_counted_from_several_threads);
    tcase_add_test(tests, memory__is_given_back_by_its_size);
    tcase_add_test(tests, grow__keeps_the_array_when_memory_is_short);
    tcase_add_test(tests, log__is_one_clean_line);
    return run_case("base", tests);
}
