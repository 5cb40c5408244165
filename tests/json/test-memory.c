/* SPDX-License-Identifier: MIT */
/* What happens when memory is short. */

#include <jansson.h>

#include "json/document.h"
#include "support/failing.h"

static const char text[] =
    "{\"a\": [1, 2.5, \"a string of more than sixteen bytes\", null, true],"
    " \"b\": {\"c\": {}, \"d\": [[]], \"a longer key, longer than 16\": \"\"}}";

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

/* A host's hooks for jansson. */
static struct failing host;

static void *
host_malloc(size_t size)
{
    host.calls++;
    if (host.fail_at &&
        (host.calls == host.fail_at ||
         (host.from_then_on && host.calls > host.fail_at)))
        return NULL;
    host.blocks++;
    return malloc(size);
}

static void
host_free(void *block)
{
    host.blocks -= block != NULL;
    free(block);
}

/* Of tokens that fit jansson's first buffer; see lib/json/json.c for others. */
START_TEST(read__fails_cleanly_when_janssons_is_short)
{
    static const char few[] = "{\"a\": [1, 2.5, \"x\"], \"b\": {\"c\": {}}}";
    struct document d;
    size_t calls;

    json_set_alloc_funcs(host_malloc, host_free);
    document_good(&d, few);
    document_done(&d);
    calls = host.calls;
    ck_assert_uint_gt(calls, 10);
    for (host.from_then_on = 0; host.from_then_on < 2; host.from_then_on++)
        for (size_t at = 1; at <= calls; at++) {
            host.calls = 0;
            host.fail_at = at;
            document_read(&d, few, strlen(few), NULL);
            ck_assert_int_ne(d.status, FISC_OK);
            document_done(&d);
            ck_assert_uint_eq(host.blocks, 0);
        }
    json_set_alloc_funcs(malloc, free);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("memory");

    tcase_add_test(tests, read__gives_everything_back_when_ours_is_short);
    tcase_add_test(tests, read__fails_cleanly_when_janssons_is_short);
    tcase_add_test(tests, quote__remembers_that_memory_was_short);
    return run_case("json", tests);
}
