/* SPDX-License-Identifier: MIT */
/* What happens when memory is short. */

#include "json/document.h"
#include "support/failing.h"

static const char text[] =
    "{\"a\": [1, 2.5, \"a string of more than sixteen bytes\", null, true],"
    " \"b\": {\"c\": {}, \"d\": [[]], \"a longer key, longer than 16\": \"\"},"
    " \"k1\": 1, \"k2\": 2, \"k3\": 3, \"k4\": 4, \"k5\": 5, \"k6\": 6, \"k7\": 7,"
    " \"k8\": 8, \"k9\": 9, \"l1\": 1, \"l2\": 2, \"l3\": 3, \"l4\": 4, \"l5\": 5,"
    " \"l6\": [[[[[[[[[[[]]]]]]]]]]], \"l7\": \"\\u00e9\"}";

static enum fisc_status
read_it(struct fisc_context *context, void *data)
{
    struct fisc__arena arena;
    struct fisc__json *root;
    enum fisc_status status;

    (void)data;
    fisc__arena_init(&arena, context);
    status = fisc__json_parse(&arena, "a.json", text, strlen(text), &root,
                              NULL);
    fisc__arena_done(&arena);
    return status;
}

START_TEST(read__gives_everything_back_when_ours_is_short)
{
    ck_assert_uint_gt(failing_try(read_it, NULL, 1), 2);
}
END_TEST

static enum fisc_status
quote_it(struct fisc_context *context, void *data)
{
    struct fisc__buffer buffer;
    enum fisc_status status;

    (void)data;
    fisc__buffer_init(&buffer, context);
    for (int i = 0; i < 40; i++)
        fisc__json_quote(&buffer, "a\n\x01日本");
    status = buffer.failed ? FISC_ERR_NOMEM : FISC_OK;
    fisc__buffer_done(&buffer);
    return status;
}

START_TEST(quote__remembers_that_memory_was_short)
{
    ck_assert_uint_gt(failing_try(quote_it, NULL, 1), 2);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("memory");

    tcase_add_test(tests, read__gives_everything_back_when_ours_is_short);
    tcase_add_test(tests, quote__remembers_that_memory_was_short);
    return run_case("json", tests);
}
