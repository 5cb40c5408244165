/* SPDX-License-Identifier: MIT */
/* Sources that are no files, or too many or too large, are refused. */

#define _GNU_SOURCE
#include <fcntl.h>
#include <fisc/fisc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/run.h"

static struct fisc_context *context;
static char folder[] = "/tmp/fisc-policy-XXXXXX";

static void
set_up(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    strcpy(folder, "/tmp/fisc-policy-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void
tear_down(void)
{
    ck_assert_int_eq(rmdir(folder), 0);
    fisc_context_unref(context);
}

static char *
path_of(const char *name)
{
    char *path;

    ck_assert_int_ge(asprintf(&path, "%s/%s", folder, name), 0);
    return path;
}

/* Loads one path and wants it refused, naming that file. */
static void
refuse(const char *path, enum fisc_status status, const char *message)
{
    struct fisc_source source = {sizeof source, path, NULL, 0};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_policy_load(context, &source, 1, &policy, &error),
                     status);
    ck_assert_ptr_null(policy);
    ck_assert_str_eq(error.where, path);
    ck_assert_str_eq(error.message, message);
}

START_TEST(load__refuses_a_file_of_100_megabytes_unread)
{
    char *path = path_of("large.xml");
    int fd = open(path, O_CREAT | O_WRONLY, 0600);

    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(ftruncate(fd, (off_t)100 << 20), 0);
    close(fd);
    refuse(path, FISC_ERR_LIMIT,
           "has 104857600 bytes, more than the limit of 33554432");
    unlink(path);
    free(path);
}
END_TEST

START_TEST(load__does_not_wait_for_a_fifo)
{
    char *path = path_of("fifo.xml");

    ck_assert_int_eq(mkfifo(path, 0600), 0);
    refuse(path, FISC_ERR_IO, "can't be read: not a regular file");
    unlink(path);
    free(path);
}
END_TEST

START_TEST(load__refuses_devices)
{
    refuse("/dev/zero", FISC_ERR_IO, "can't be read: not a regular file");
}
END_TEST

/* A chain of policies in memory, each of which imports the next. */
static enum fisc_status
load_chain(size_t length, struct fisc_error *error)
{
    struct fisc_source *sources = calloc(length, sizeof *sources);
    struct fisc_policy *policy;
    enum fisc_status status;

    for (size_t i = 0; i < length; i++) {
        char *name, *text, *import = strdup("");

        if (i + 1 < length) {
            free(import);
            ck_assert_int_ge(asprintf(&import, "<import href='%zu.xml'/>",
                                      i + 1), 0);
        }
        ck_assert_int_ge(asprintf(&name, "%zu.xml", i), 0);
        ck_assert_int_ge(asprintf(&text,
                                  "<policy xmlns='urn:libfisc:policy:1' "
                                  "id='p%zu'>%s</policy>", i, import), 0);
        free(import);
        sources[i] = (struct fisc_source){sizeof(struct fisc_source), name,
                                          text, strlen(text)};
    }
    status = fisc_policy_load(context, sources, length, &policy, error);
    if (status == FISC_OK)
        fisc_policy_unref(policy);
    for (size_t i = 0; i < length; i++) {
        free((char *)sources[i].name);
        free((char *)sources[i].data);
    }
    free(sources);
    return status;
}

START_TEST(load__follows_imports_as_deep_as_documents_may_be)
{
    struct fisc_error error;

    ck_assert_int_eq(load_chain(64, &error), FISC_OK);
    ck_assert_int_eq(load_chain(66, &error), FISC_ERR_LIMIT);
    ck_assert_str_eq(error.message,
                     "imports are nested deeper than the limit of 64");
    ck_assert_int_eq(load_chain(5000, &error), FISC_ERR_LIMIT);
}
END_TEST

/* Each level imports the next one twice: 2^60 ways lead to the last. */
START_TEST(load__takes_a_diamond_of_imports_once)
{
    enum { LEVELS = 60 };
    struct fisc_source sources[LEVELS];
    struct fisc_policy *policy;

    for (size_t i = 0; i < LEVELS; i++) {
        char *name, *text;

        ck_assert_int_ge(asprintf(&name, "%zu.xml", i), 0);
        ck_assert_int_ge(
            asprintf(&text,
                     i + 1 < LEVELS
                         ? "<policy xmlns='urn:libfisc:policy:1' id='p%zu'>"
                           "<import href='%zu.xml'/><import href='%zu.xml'/>"
                           "</policy>"
                         : "<policy xmlns='urn:libfisc:policy:1' id='p%zu'/>",
                     i, i + 1, i + 1), 0);
        sources[i] = (struct fisc_source){sizeof(struct fisc_source), name,
                                          text, strlen(text)};
    }
    ck_assert_int_eq(fisc_policy_load(context, sources, LEVELS, &policy,
                                      NULL), FISC_OK);
    ck_assert_str_eq(fisc_policy_id(policy), "p0");
    fisc_policy_unref(policy);
    for (size_t i = 0; i < LEVELS; i++) {
        free((char *)sources[i].name);
        free((char *)sources[i].data);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("limits");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, load__refuses_a_file_of_100_megabytes_unread);
    tcase_add_test(tests, load__does_not_wait_for_a_fifo);
    tcase_add_test(tests, load__refuses_devices);
    tcase_add_test(tests, load__follows_imports_as_deep_as_documents_may_be);
    tcase_add_test(tests, load__takes_a_diamond_of_imports_once);
    return run_case("policy", tests);
}
