/* SPDX-License-Identifier: MIT */
/* Files, read whole, and the names by which sources refer to each other. */

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/source.h"
#include "support/failing.h"
#include "support/run.h"

static struct fisc_context *context;
static char folder[64];

static void
setup(void)
{
    strcpy(folder, "/tmp/fisc-source-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
}

static void
teardown(void)
{
    char command[100];

    fisc_context_unref(context);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static char *
in_folder(const char *name)
{
    static char path[128];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static char *
written(const char *name, const char *bytes, size_t length)
{
    char *path = in_folder(name);
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    fclose(file);
    return path;
}

static void
check_refused(const char *path, enum fisc_status status, const char *message)
{
    struct fisc_error error;
    size_t length = 77;
    char *text = folder;

    ck_assert_int_eq(fisc__source_read(context, path, &text, &length, &error),
                     status);
    ck_assert_int_eq(error.status, status);
    ck_assert_str_eq(error.where, path);
    ck_assert_uint_eq(error.line, 0);
    ck_assert_str_eq(error.message, message);
    ck_assert_ptr_eq(text, folder);
    ck_assert_uint_eq(length, 77);
    ck_assert_int_eq(fisc__source_read(context, path, &text, &length, NULL),
                     status);
}

START_TEST(read__gives_every_byte_and_a_nul)
{
    static const char bytes[] = {'a', 0, '\n', (char)0xff};
    size_t length;
    char *text;

    ck_assert_int_eq(fisc__source_read(context, written("a", bytes, 4), &text,
                                       &length, NULL),
                     FISC_OK);
    ck_assert_uint_eq(length, 4);
    ck_assert(memcmp(text, bytes, 4) == 0 && text[4] == '\0');
    fisc__free(context, text, length + 1);
    ck_assert_int_eq(fisc__source_read(context, written("empty", "", 0), &text,
                                       &length, NULL),
                     FISC_OK);
    ck_assert_uint_eq(length, 0);
    ck_assert_str_eq(text, "");
    fisc__free(context, text, 1);
}
END_TEST

START_TEST(read__refuses_what_is_no_file)
{
    check_refused(in_folder("none"), FISC_ERR_IO,
                  "can't be read: No such file or directory");
    check_refused("", FISC_ERR_IO, "can't be read: No such file or directory");
    check_refused(folder, FISC_ERR_IO, "can't be read: Is a directory");
    check_refused("/dev/zero", FISC_ERR_IO,
                  "can't be read: not a regular file");
    check_refused("/dev/null", FISC_ERR_IO,
                  "can't be read: not a regular file");
    written("plain", "x", 1);
    check_refused(in_folder("plain/x"), FISC_ERR_IO,
                  "can't be read: Not a directory");
}
END_TEST

/* Opening one waits for a writer, unless it is opened as we do. */
START_TEST(read__does_not_wait_for_a_fifo)
{
    char *path = in_folder("fifo");

    ck_assert_int_eq(mkfifo(path, 0600), 0);
    check_refused(path, FISC_ERR_IO, "can't be read: not a regular file");
}
END_TEST

START_TEST(read__refuses_what_may_not_be_opened)
{
    char *path = written("secret", "x", 1);

    if (geteuid() == 0) {
        printf("skipped: root may open everything\n");
        return;
    }
    ck_assert_int_eq(chmod(path, 0), 0);
    check_refused(path, FISC_ERR_IO, "can't be read: Permission denied");
}
END_TEST

START_TEST(read__refuses_a_large_file_without_reading_it)
{
    char *path = written("large", "", 0);

    ck_assert_int_eq(truncate(path, 100 << 20), 0);
    check_refused(path, FISC_ERR_LIMIT,
                  "has 104857600 bytes, more than the limit of 33554432");
    ck_assert_int_eq(truncate(path, (off_t)1 << 42), 0);
    check_refused(path, FISC_ERR_LIMIT,
                  "has 4398046511104 bytes, more than the limit of 33554432");
}
END_TEST

START_TEST(read__takes_a_file_as_large_as_the_limit)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_input_bytes = 4};
    struct fisc_context *small;
    char *path = written("a", "abcd", 4), *text;
    size_t length;

    ck_assert_int_eq(fisc_context_new(&options, &small, NULL), FISC_OK);
    ck_assert_int_eq(fisc__source_read(small, path, &text, &length, NULL),
                     FISC_OK);
    fisc__free(small, text, length + 1);
    written("a", "abcde", 5);
    ck_assert_int_eq(fisc__source_read(small, path, &text, &length, NULL),
                     FISC_ERR_LIMIT);
    fisc_context_unref(small);
}
END_TEST

static enum fisc_status
read_it(struct fisc_context *ours, void *path)
{
    struct fisc_error error;
    size_t length;
    char *text;
    enum fisc_status status =
        fisc__source_read(ours, path, &text, &length, &error);

    if (status == FISC_OK)
        fisc__free(ours, text, length + 1);
    else
        ck_assert_int_eq(error.status, status);
    return status;
}

START_TEST(read__gives_everything_back_when_memory_is_short)
{
    ck_assert_uint_gt(failing_try(read_it, written("a", "abc", 3), 1), 1);
}
END_TEST

static const struct {
    const char *base;
    const char *href;
    const char *name;
} names[] = {
    {"a/b/policy.xml", "c.xml", "a/b/c.xml"},
    {"a/b/policy.xml", "../c.xml", "a/c.xml"},
    {"a/b/policy.xml", "./c.xml", "a/b/c.xml"},
    {"a/b/policy.xml", "../../c.xml", "c.xml"},
    {"a/b/policy.xml", "../../../c.xml", "../c.xml"},
    {"a/b/policy.xml", "checks/x.lua", "a/b/checks/x.lua"},
    {"a/b/policy.xml", "../b/../b/c.xml", "a/b/c.xml"},
    {"policy.xml", "c.xml", "c.xml"},
    {"policy.xml", "../c.xml", "../c.xml"},
    {"../p/policy.xml", "../../c.xml", "../../c.xml"},
    {"../policy.xml", "c.xml", "../c.xml"},
    {"./policy.xml", "c.xml", "c.xml"},
    {"/a/policy.xml", "c.xml", "/a/c.xml"},
    {"/a/policy.xml", "../../../c.xml", "/c.xml"},
    {"/policy.xml", "c.xml", "/c.xml"},
    {"a/policy.xml", "/c/./d//e.xml", "/c/d/e.xml"},
    {"a//b/policy.xml", "c.xml", "a/b/c.xml"},
    {"a/b/policy.xml", "../fisc8", "a/fisc8"},
    {"a/b/policy.xml", "../fisc8/", "a/fisc8"},
    {"", "a/../b", "b"},
    {"", "..a/b", "..a/b"},
    {"a/..", "b", "a/b"},
    {"..a/x", "..", ""},
};

START_TEST(resolve__takes_out_dots)
{
    struct fisc__arena arena;

    fisc__arena_init(&arena, context);
    ck_assert_str_eq(
        fisc__source_resolve(&arena, names[_i].base, names[_i].href),
        names[_i].name);
    fisc__arena_done(&arena);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("source");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, read__gives_every_byte_and_a_nul);
    tcase_add_test(tests, read__refuses_what_is_no_file);
    tcase_add_test(tests, read__does_not_wait_for_a_fifo);
    tcase_add_test(tests, read__refuses_what_may_not_be_opened);
    tcase_add_test(tests, read__refuses_a_large_file_without_reading_it);
    tcase_add_test(tests, read__takes_a_file_as_large_as_the_limit);
    tcase_add_test(tests, read__gives_everything_back_when_memory_is_short);
    tcase_add_loop_test(tests, resolve__takes_out_dots, 0,
                        (int)(sizeof names / sizeof *names));
    return run_case("base", tests);
}
