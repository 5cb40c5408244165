/* SPDX-License-Identifier: MIT */
/* Failed allocations: nothing leaks, and nothing else goes wrong. */

#include <fisc/fisc.h>

#include <stdlib.h>
#include <string.h>

#include "support/failing.h"
#include "support/run.h"
#include "system/system.h"

static const char json[] =
    "{\"format\": \"libfisc-system/1\", \"id\": \"s\", \"title\": {\"ja\": "
    "\"系\"}, \"a.b\": {\"c\": {\"value\": 1.5, \"date\": \"2026-01-01\", "
    "\"source\": \"x\", \"evidence\": \"e\"}}, \"u\": {\"unknown\": \"y\"}, "
    "\"set\": [\"p\", \"q\", 3], \"inherits\": [{\"id\": \"i\", \"clause\": "
    "\"k\", \"from\": \"aws\"}], \"answers\": [{\"id\": \"n\", \"from\": "
    "\"aws\", \"responsibility\": \"r\", \"text\": \"t\"}], \"parties\": "
    "[{\"id\": \"aws\", \"roels\": []}]}";

static const char xml[] =
    "<system xmlns='urn:libfisc:system:1' id='s'><title xml:lang='en'>t"
    "</title><record name='a.b'><fact name='c' date='2026-01-01' source='x'>"
    "1.5</fact></record><fact name='u' unknown='y'/><list name='provides'>"
    "<item id='p'><fact name='clause'>k</fact></item></list>"
    "<list name='responsibilities'><item id='r'><fact name='clause'>k</fact>"
    "</item><item id='o'/></list><list name='set'><item>p</item>"
    "<item> q</item></list></system>";

static enum fisc_status
parse(struct fisc_context *context, void *data)
{
    struct fisc_system *system = NULL;
    enum fisc_status status =
        fisc_system_parse(context, "in", data, strlen(data), FISC_SYSTEM_AUTO,
                          &system, NULL);

    fisc_system_unref(system);
    return status;
}

START_TEST(memory__of_parse)
{
    ck_assert_uint_gt(failing_try(parse, (void *)json, 1), 12);
    ck_assert_uint_gt(failing_try(parse, (void *)xml, 1), 12);
}
END_TEST

static enum fisc_status
load(struct fisc_context *context, void *data)
{
    struct fisc_system *system = NULL;
    enum fisc_status status =
        fisc_system_load(context, data, FISC_SYSTEM_AUTO, &system, NULL);

    fisc_system_unref(system);
    return status;
}

START_TEST(memory__of_load)
{
    char *path = source_path("tests/data/system/lists/input.xml");

    ck_assert_uint_gt(failing_try(load, path, 1), 10);
    free(path);
}
END_TEST

static enum fisc_status
state_all(struct fisc_builder *b)
{
    static const char *const items[] = {"x", "y"};
    static const struct fisc_about about = {.size = sizeof about,
                                            .date = "2026-01-01",
                                            .by = "z",
                                            .evidence = "e"};
    static const struct fisc_value item = {.size = sizeof item,
                                           .type = FISC_VALUE_STRING,
                                           .string = "z"};
    enum fisc_status status;

    if ((status = fisc_builder_title(b, FISC_LANGUAGE_EN, "t", NULL)) < 0 ||
        (status = fisc_builder_place(b, "cmdb", 1, 1, NULL)) < 0 ||
        (status = fisc_builder_enter(b, "a[x].b", NULL)) < 0 ||
        (status = fisc_builder_boolean(b, "c.d", 1, NULL)) < 0 ||
        (status = fisc_builder_about(b, "c.d", &about, NULL)) < 0 ||
        (status = fisc_builder_unknown(b, "u", "why", NULL)) < 0 ||
        (status = fisc_builder_set(b, "set", items, 2, 1, NULL)) < 0 ||
        (status = fisc_builder_add(b, "set", &item, NULL)) < 0)
        return status;
    fisc_builder_leave(b);
    return fisc_builder_string(b, "name", "value", NULL);
}

static enum fisc_status
build(struct fisc_context *context, void *data)
{
    struct fisc_builder *builder = NULL;
    struct fisc_system *system = NULL;
    enum fisc_status status = fisc_builder_new(context, "s", &builder, NULL);

    (void)data;
    if (status == FISC_OK)
        status = state_all(builder);
    if (status == FISC_OK)
        status = fisc_builder_finish(builder, &system, NULL);
    fisc_builder_free(builder);
    fisc_system_unref(system);
    return status;
}

START_TEST(memory__of_build)
{
    ck_assert_uint_gt(failing_try(build, NULL, 1), 10);
}
END_TEST

/* Says a thing again if memory was short the first time. */
#define TWICE(call)                                                            \
    do {                                                                       \
        enum fisc_status first = (call);                                       \
        if (first == FISC_ERR_NOMEM)                                           \
            first = (call);                                                    \
        ck_assert_int_eq(first, FISC_OK);                                      \
    } while (0)

/* The names are long, so that the arena needs a chunk every few calls. */
static void
build_twice(struct fisc_context *context, struct fisc_system **ret)
{
    static const char *const items[] = {"x", "y"};
    struct fisc_builder *b = NULL;
    char path[256] = "long.";

    TWICE(fisc_builder_new(context, "s", &b, NULL));
    memset(path + 5, 'n', 250);
    TWICE(fisc_builder_enter(b, "prefix[of].some", NULL));
    for (int i = 0; i < 24; i++) {
        path[254] = (char)('a' + i);
        TWICE(fisc_builder_integer(b, path, i, NULL));
    }
    fisc_builder_leave(b);
    TWICE(fisc_builder_set(b, "set", items, 2, 1, NULL));
    TWICE(fisc_builder_finish(b, ret, NULL));
    fisc_builder_free(b);
}

START_TEST(memory__a_failed_statement_can_be_made_again)
{
    char digest[65] = "";
    struct failing failing;
    size_t calls = 1;

    for (size_t at = 0; at <= calls; at++) {
        struct fisc_context_options options = {.size = sizeof options,
                                               .alloc = failing_alloc,
                                               .alloc_data = &failing};
        struct fisc_context *context = NULL;
        struct fisc_system *system = NULL;

        failing = (struct failing){.fail_at = at};
        if (fisc_context_new(&options, &context, NULL) == FISC_ERR_NOMEM)
            continue;
        build_twice(context, &system);
        if (at == 0) {
            strcpy(digest, fisc_system_digest(system));
            calls = failing.calls;
        }
        ck_assert_str_eq(fisc_system_digest(system), digest);
        fisc_system_unref(system);
        fisc_context_unref(context);
        ck_assert_uint_eq(failing.blocks, 0);
    }
    ck_assert_uint_gt(calls, 8);
}
END_TEST

static enum fisc_status
join(struct fisc_context *context, void *data)
{
    struct fisc_system *customer = NULL, *provider = NULL;
    struct fisc_join *joined = NULL;
    enum fisc_status status;

    (void)data;
    status = fisc_system_parse(context, "c", json, sizeof json - 1,
                               FISC_SYSTEM_AUTO, &customer, NULL);
    if (status == FISC_OK)
        status = fisc_system_parse(context, "p", xml, sizeof xml - 1,
                                   FISC_SYSTEM_AUTO, &provider, NULL);
    if (status == FISC_OK)
        status = fisc_join_new(customer, provider, "aws", &joined, NULL);
    fisc_system_unref(customer);
    fisc_system_unref(provider);
    fisc_join_free(joined);
    return status;
}

START_TEST(memory__of_join)
{
    ck_assert_uint_gt(failing_try(join, NULL, 1), 30);
}
END_TEST

static enum fisc_status
check(struct fisc_context *context, void *data)
{
    struct fisc__vocabulary vocabulary;
    struct fisc__diagnostics diagnostics;
    struct fisc__arena arena;
    struct fisc_system *system = NULL;
    enum fisc_status status = fisc_system_parse(
        context, "c", json, sizeof json - 1, FISC_SYSTEM_AUTO, &system, NULL);

    (void)data;
    if (status != FISC_OK)
        return status;
    fisc__arena_init(&arena, context);
    status = fisc__vocabulary_init(&vocabulary, &arena, NULL);
    if (status == FISC_OK) {
        vocabulary.given = true; /* so that unknown paths are remarks */
        fisc__diagnostics_init(&diagnostics, &arena);
        status = fisc_system__check(system, &vocabulary, true, &diagnostics,
                                    NULL);
        fisc__diagnostics_done(&diagnostics);
        fisc__vocabulary_done(&vocabulary);
    }
    fisc__arena_done(&arena);
    fisc_system_unref(system);
    return status;
}

START_TEST(memory__of_check)
{
    ck_assert_uint_gt(failing_try(check, NULL, 1), 50);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("memory");

    tcase_add_test(tests, memory__of_parse);
    tcase_add_test(tests, memory__of_load);
    tcase_add_test(tests, memory__of_build);
    tcase_add_test(tests, memory__a_failed_statement_can_be_made_again);
    tcase_add_test(tests, memory__of_join);
    tcase_add_test(tests, memory__of_check);
    return run_case("system", tests);
}
