/* SPDX-License-Identifier: MIT */
/*
 * A sandbox that refuses everything is no sandbox: every name that a check can
 * reach is used in a check that comes to a result, or builds a requirement, as
 * the files of tests/data/check/functions and words expect it to.
 */

#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/run.h"

/* The source of all checks that aren't expected to break. */
static char *benign;
static size_t benign_length, benign_count;

static void
add_benign(const char *text, size_t length)
{
    benign = realloc(benign, benign_length + length + 1);
    memcpy(benign + benign_length, text, length);
    benign_length += length;
    benign[benign_length] = '\0';
    benign_count++;
}

/* The next check of a file at a line's beginning, or its end. */
static const char *
next_check(const char *text)
{
    while ((text = strchr(text, '\n')) != NULL)
        if (strncmp(++text, "check", 5) == 0 ||
            strncmp(text, "--> ", 4) == 0)
            return text;
    return NULL;
}

/* Checks and their outcomes stand in the same order. */
static void
read_functions(const char *text)
{
    const char *check = text, *outcome = strstr(text, "\n--> ");

    if (strncmp(check, "check", 5) != 0)
        check = next_check(check);
    while (check && strncmp(check, "check", 5) == 0) {
        const char *end = next_check(check);

        ck_assert_ptr_nonnull(end);
        ck_assert_ptr_nonnull(outcome);
        if (strncmp(outcome + 5, "error", 5) != 0)
            add_benign(check, (size_t)(end - check));
        outcome = strstr(outcome + 1, "\n--> ");
        check = end;
    }
}

/* Files of words are read as wholes: all of their checks are requirements. */
static void
read_folder(const char *relative, bool functions)
{
    char *folder = source_path(relative);
    DIR *files = opendir(folder);
    struct dirent *entry;

    ck_assert_ptr_nonnull(files);
    while ((entry = readdir(files)) != NULL) {
        char *path, *text;

        if (!strstr(entry->d_name, ".lua") ||
            asprintf(&path, "%s/%s", folder, entry->d_name) < 0)
            continue;
        text = read_text(path, NULL);
        if (functions)
            read_functions(text);
        else
            add_benign(text, strcspn(text, "\0"));
        free(text);
        free(path);
    }
    closedir(files);
    free(folder);
}

static bool
is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/*
 * Is the name used: alone, or where `library` isn't "" behind it and a point,
 * or of a text behind a colon?
 */
static bool
is_used(const char *library, const char *name)
{
    size_t length = strlen(name), before = strlen(library);

    for (const char *at = benign; (at = strstr(at, name)) != NULL; at++) {
        if (is_name(at[length]))
            continue;
        if (!*library) {
            if (at == benign || (!is_name(at[-1]) && at[-1] != '.'))
                return true;
        } else if (strcmp(library, "string") == 0 && at > benign &&
                   at[-1] == ':') {
            return true;
        } else if ((size_t)(at - benign) > before && at[-1] == '.' &&
                   strncmp(at - 1 - before, library, before) == 0) {
            return true;
        }
    }
    return false;
}

/* Of "_ENV<meta>.__index.string<meta>.__index.rep: function": string, rep. */
static bool
read_name(char *line, const char **library, char **name)
{
    static const char env[] = "_ENV<meta>.__index.", inner[] = "<meta>.__index.";
    char *type = strrchr(line, ':'), *deeper;

    *library = "";
    if (!type || strstr(line, "upvalue"))
        return false;
    *type = '\0';
    if (strncmp(line, "ctx<meta>.__index.", 18) == 0) {
        *library = "ctx";
        *name = line + 18;
    } else if (strncmp(line, env, sizeof env - 1) == 0) {
        *name = line + sizeof env - 1;
        deeper = strstr(*name, inner);
        if (deeper) {
            *deeper = '\0';
            *library = *name;
            *name = deeper + sizeof inner - 1;
        }
    } else {
        return false;
    }
    return !strchr(*name, '<') && strncmp(*name, "__", 2) != 0 &&
           strcmp(*library, "nothing") != 0;
}

START_TEST(names__are_each_used_with_success)
{
    char *path = source_path("tests/data/check/environment.txt");
    char *text = read_text(path, NULL), *rest = text, *line;
    char missing[2000] = "";
    size_t count = 0;

    while ((line = strsep(&rest, "\n")) != NULL) {
        const char *library;
        char *name;

        if (!read_name(line, &library, &name))
            continue;
        count++;
        if (!is_used(library, name)) {
            strncat(missing, " ", sizeof missing - strlen(missing) - 1);
            strncat(missing, name, sizeof missing - strlen(missing) - 1);
        }
    }
    ck_assert_msg(!missing[0], "no check of tests/data/check that succeeds "
                  "uses:%s", missing);
    ck_assert_uint_gt(count, 90);
    printf("%zu names, %zu checks and files\n", count, benign_count);
    free(text);
    free(path);
}
END_TEST

START_TEST(benign__checks_are_many)
{
    ck_assert_uint_ge(benign_count, 60);
}
END_TEST

static void
setup(void)
{
    benign_count = benign_length = 0;
    read_folder("tests/data/check/functions", true);
    read_folder("tests/data/check/words", false);
}

static void
teardown(void)
{
    free(benign);
    benign = NULL;
}

int
main(void)
{
    TCase *tests = tcase_create("benign");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, names__are_each_used_with_success);
    tcase_add_test(tests, benign__checks_are_many);
    return run_case("check", tests);
}
