/* SPDX-License-Identifier: MIT */
/*
 * Mistakes in check files: each block of tests/data/check/traps.txt is a file,
 * and the line "--> …" after it the error that it gives. FISC_UPDATE prints
 * what they are.
 */

#include <stdio.h>
#include <stdlib.h>

#include "check/loading.h"

/* Loads one block; its error, as one line. */
static void
load_block(struct loading *loading, char *text, size_t length)
{
    char *copy = malloc(length + 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    loading_begin(loading, NULL);
    loading_text(loading, "f", copy);
    loading_end(loading);
    free(copy);
}

START_TEST(traps__are_refused_with_place_and_advice)
{
    char *path = source_path("tests/data/check/traps.txt");
    char *text = read_text(path, NULL), *start = text, *mark;
    size_t count = 0;

    while ((mark = strstr(start, "-->")) != NULL) {
        char *end = strchr(mark, '\n');
        struct loading loading;

        *end = '\0';
        load_block(&loading, start, (size_t)(mark - start));
        if (getenv("FISC_UPDATE"))
            printf("%.*s--> %s\n", (int)(mark - start), start, loading.line);
        else
            ck_assert_msg(mark[3] == ' ' && strcmp(mark + 4, loading.line) == 0,
                          "%.*sgives %s", (int)(mark - start), start,
                          loading.line);
        start = end + 1;
        count++;
    }
    free(text);
    free(path);
    ck_assert_uint_gt(count, 100);
}
END_TEST

START_TEST(limits__of_a_file_are_named)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_check_bytes = 10};
    struct loading loading;

    loading_begin(&loading, &options);
    ck_assert_int_eq(loading_text(&loading, "f", "check \"k\" \"flag\""),
                     FISC_ERR_LIMIT);
    ck_assert_str_eq(loading.line, "f: is larger than 10 bytes, the limit of "
                                   "a check file");
    loading_end(&loading);
}
END_TEST

START_TEST(text__that_is_not_utf8_or_is_bytecode_is_refused)
{
    struct loading loading;

    loading_begin(&loading, NULL);
    ck_assert_int_eq(loading_text(&loading, "f", "-- a\n-- \xff\n"),
                     FISC_ERR_SYNTAX);
    ck_assert_str_eq(loading.line, "f:2:4: is not UTF-8");
    ck_assert_int_eq(loading_text(&loading, "f", "\x1bLua"), FISC_ERR_SYNTAX);
    ck_assert_str_eq(loading.line,
                     "f: attempt to load a binary chunk (mode is 't')");
    loading_end(&loading);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("traps");

    tcase_add_test(tests, traps__are_refused_with_place_and_advice);
    tcase_add_test(tests, limits__of_a_file_are_named);
    tcase_add_test(tests, text__that_is_not_utf8_or_is_bytecode_is_refused);
    return run_case("check", tests);
}
