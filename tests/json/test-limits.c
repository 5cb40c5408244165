/* SPDX-License-Identifier: MIT */
/* What is too large, too deep or too many. */

#define _GNU_SOURCE
#include "json/document.h"
#include "support/failing.h"

static char *
repeat(const char *before, const char *piece, size_t count, const char *after)
{
    size_t size = strlen(piece);
    char *text = malloc(strlen(before) + count * size + strlen(after) + 1);
    char *end = text;

    ck_assert_ptr_nonnull(text);
    end = stpcpy(end, before);
    for (size_t i = 0; i < count; i++, end += size)
        memcpy(end, piece, size);
    strcpy(end, after);
    return text;
}

static void
check(const char *text, const struct fisc_context_options *options,
      const char *line)
{
    struct document d;

    document_read(&d, text, strlen(text), options);
    ck_assert_str_eq(d.line, line);
    ck_assert_int_eq(d.status, line[0] ? FISC_ERR_LIMIT : FISC_OK);
    document_done(&d);
}

START_TEST(bytes__are_limited)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_input_bytes = 8};

    check("[1, 2,3]", &options, "");
    check("[1, 2, 3]", &options,
          "a.json: has 9 bytes, more than the limit of 8");
}
END_TEST

START_TEST(depth__is_limited)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_depth = 3};

    check("[{\"a\":[1]},{\"b\":[\"[[[\"]}]", &options, "");
    check("[{\"a\":[\n[1]]}]", &options,
          "a.json:2:1: nested deeper than the limit of 3");
    check("[{\"a\":[{}]}]", &options,
          "a.json:1:8: nested deeper than the limit of 3");
}
END_TEST

START_TEST(depth__of_a_million_is_refused_before_it_costs_a_stack)
{
    char *text = repeat("{\"a\":", "[", 1000000, "");

    check(text, NULL, "a.json:1:69: nested deeper than the limit of 64");
    free(text);
}
END_TEST

START_TEST(values__are_limited)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_nodes = 4};

    check("{\"a\":[1,2]}", &options, "");
    check("{\"a\":[1,2],\"b\":{}}", &options,
          "a.json:1:16: more values than the limit of 4");
    check("[1,2,3,\"x\"]", &options,
          "a.json:1:8: more values than the limit of 4");
}
END_TEST

START_TEST(number__is_limited_in_length)
{
    char *text = repeat("[0.", "1", 397, "]");

    check(text, NULL, "");
    free(text);
    text = repeat("[0.", "1", 398, "]");
    check(text, NULL,
          "a.json:1:2: a number of more than 399 characters");
    free(text);
    text = repeat("[", "1", 1000000, "]");
    check(text, NULL,
          "a.json:1:2: a number of more than 399 characters");
    free(text);
}
END_TEST

START_TEST(time__does_not_grow_with_the_square_of_the_keys)
{
    enum { COUNT = 200000 };
    char *text = malloc(COUNT * 16), *end = text;

    ck_assert_ptr_nonnull(text);
    for (int i = 0; i < COUNT; i++)
        end += sprintf(end, "%c\"k%d\":1", i ? ',' : '{', i);
    strcpy(end, "}");
    check(text, NULL, "");
    free(text);
}
END_TEST

static size_t
held(const char *text)
{
    struct failing failing = {0};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &failing};
    struct document d;
    size_t bytes;

    document_read(&d, text, strlen(text), &options);
    ck_assert_msg(d.status == FISC_OK, "%s", d.line);
    bytes = failing.peak;
    document_done(&d);
    ck_assert_uint_eq(failing.held, 0);
    return bytes;
}

/* lib/json/json.c promises this much; 64 KiB are the arena's open chunk. */
START_TEST(memory__is_in_proportion_to_the_input)
{
    static const char *const pieces[] = {
        "1,", "{},", "[],", "\"\",", "\"x\",", "\"日本\",", "{\"\":1},",
        "[1,2],", "\"\\u0041\","};

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char *text = repeat("[", pieces[i], 20000, "1]");
        size_t bytes = held(text), most = 49 * strlen(text) + 65536;

        ck_assert_msg(bytes <= most, "%s: %zu > %zu", pieces[i], bytes, most);
        free(text);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("limits");

    tcase_add_test(tests, bytes__are_limited);
    tcase_add_test(tests, depth__is_limited);
    tcase_add_test(tests,
                   depth__of_a_million_is_refused_before_it_costs_a_stack);
    tcase_add_test(tests, values__are_limited);
    tcase_add_test(tests, number__is_limited_in_length);
    tcase_add_test(tests, time__does_not_grow_with_the_square_of_the_keys);
    tcase_add_test(tests, memory__is_in_proportion_to_the_input);
    return run_case("json", tests);
}
