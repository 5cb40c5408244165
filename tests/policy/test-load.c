/* SPDX-License-Identifier: MIT */
/*
 * Each folder of tests/data/policy is a policy and what loading it gives: a
 * dump or an error. Its file `sources` names the sources, the folder itself
 * where there is none. With FISC_UPDATE set, what comes out becomes the
 * expectation.
 */

#define _GNU_SOURCE
#include <dirent.h>
#include <fisc/fisc.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "policy/dump.h"
#include "support/run.h"

enum { MOST_CASES = 128, MOST_SOURCES = 32 };

static char *cases[MOST_CASES];
static int case_count;

struct set {
    struct fisc_source list[MOST_SOURCES];
    size_t count;
};

static void
set_add(struct set *set, char *name, char *data, size_t length)
{
    ck_assert_uint_lt(set->count, MOST_SOURCES);
    set->list[set->count++] =
        (struct fisc_source){sizeof(struct fisc_source), name, data, length};
}

static void
set_done(struct set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        free((char *)set->list[i].name);
        free((char *)set->list[i].data);
    }
}

static bool
is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static char *
join(const char *folder, const char *name)
{
    char *path;

    ck_assert_int_ge(asprintf(&path, "%s/%s", folder, name), 0);
    return path;
}

/* The sources that the case names, or the folder itself. */
static void
set_of_case(struct set *set, const char *name)
{
    char *list = join(name, "sources");
    char *text = access(list, F_OK) == 0 ? read_text(list, NULL) : NULL;

    if (!text)
        set_add(set, strdup(name), NULL, 0);
    for (char *line = text ? strtok(text, "\n") : NULL; line;
         line = strtok(NULL, "\n"))
        set_add(set, join(name, line), NULL, 0);
    free(text);
    free(list);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every file below the folder, in memory, but for what is ours. */
static void
set_of_folder(struct set *set, const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char *names[MOST_SOURCES];
    size_t count = 0;

    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)))
        if (entry->d_name[0] != '.' && strcmp(entry->d_name, "expect") != 0 &&
            strcmp(entry->d_name, "sources") != 0 &&
            strcmp(entry->d_name, "path-only") != 0)
            names[count++] = join(folder, entry->d_name);
    closedir(dir);
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        size_t length;

        if (is_folder(names[i])) {
            set_of_folder(set, names[i]);
            free(names[i]);
        } else {
            char *text = read_text(names[i], &length);

            set_add(set, names[i], text, length);
        }
    }
}

/* What loading gives; `digest` gets the policy's, or "". From malloc. */
static char *
load(const struct set *set, char digest[65])
{
    struct fisc_context *context;
    struct fisc_policy *policy;
    struct fisc_error error;
    char *text;

    digest[0] = '\0';
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    if (fisc_policy_load(context, set->list, set->count, &policy, &error) ==
        FISC_OK) {
        text = policy_dump(policy);
        snprintf(digest, 65, "%s", fisc_policy_digest(policy));
        fisc_policy_unref(policy);
    } else {
        text = error_dump(&error);
    }
    fisc_context_unref(context);
    return text;
}

static void
update(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

START_TEST(load__gives_what_is_expected)
{
    char *path = join(cases[_i], "expect");
    struct set set = {.count = 0};
    char *text, *expected;
    char digest[65];

    set_of_case(&set, cases[_i]);
    text = load(&set, digest);
    if (getenv("FISC_UPDATE"))
        update(path, text);
    expected = read_text(path, NULL);
    ck_assert_msg(strcmp(text, expected) == 0, "%s gives:\n%swanted:\n%s",
                  cases[_i], text, expected);
    free(expected);
    free(text);
    free(path);
    set_done(&set);
}
END_TEST

START_TEST(load__from_memory_is_the_same_as_from_paths)
{
    char *mark = join(cases[_i], "path-only");
    struct set paths = {.count = 0}, memory = {.count = 0};
    char digests[2][65];
    char *texts[2];

    if (access(mark, F_OK) != 0) {
        set_of_case(&paths, cases[_i]);
        set_of_folder(&memory, cases[_i]);
        texts[0] = load(&paths, digests[0]);
        texts[1] = load(&memory, digests[1]);
        ck_assert_str_eq(texts[0], texts[1]);
        ck_assert_str_eq(digests[0], digests[1]);
        free(texts[0]);
        free(texts[1]);
    }
    set_done(&paths);
    set_done(&memory);
    free(mark);
}
END_TEST

static void
find_cases(void)
{
    char *root = source_path("tests/data/policy");
    struct dirent *entry;
    DIR *dir;

    /* Names in expectations are as seen from there. */
    if (chdir(root) != 0 || !(dir = opendir(".")))
        abort();
    while ((entry = readdir(dir)))
        if (entry->d_name[0] != '.' && is_folder(entry->d_name) &&
            case_count < MOST_CASES)
            cases[case_count++] = strdup(entry->d_name);
    closedir(dir);
    qsort(cases, (size_t)case_count, sizeof *cases, by_name);
    free(root);
}

int
main(void)
{
    TCase *tests = tcase_create("load");
    int status;

    find_cases();
    tcase_add_loop_test(tests, load__gives_what_is_expected, 0, case_count);
    tcase_add_loop_test(tests, load__from_memory_is_the_same_as_from_paths, 0,
                        case_count);
    status = run_case("policy", tests);
    for (int i = 0; i < case_count; i++)
        free(cases[i]);
    return status;
}
