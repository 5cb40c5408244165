/* SPDX-License-Identifier: MIT */
/*
 * Functions and what comes of them. Each file in tests/data/check/functions is
 * a check file; it ends with the expected outcomes, as comments that begin with
 * "--> ". FISC_UPDATE prints what they are.
 */

#include <dirent.h>
#include <stdio.h>

#include "check/running.h"

enum { MOST = 100 };

/* The outcomes of a check file, from malloc. */
static char *
outcomes_of(const char *name, const char *text)
{
    struct running running;
    uint32_t nodes[MOST];
    char *ret;

    ck_assert_int_eq(running_begin(&running, NULL), FISC_OK);
    loading_text(&running.loading, name, text);
    ck_assert_str_eq(running.loading.line, "");
    ck_assert_uint_lt(running.loading.checks.count, MOST);
    running_compile(&running, nodes);
    ck_assert_str_eq(running.loading.line, "");
    running_evaluate(&running, nodes);
    ck_assert_str_eq(running.loading.line, "");
    ret = strdup(fisc__buffer_text(&running.text));
    running_end(&running);
    return ret;
}

/* What a file expects, without the marks; from malloc. */
static char *
expected_by(const char *text)
{
    char *ret = calloc(1, strlen(text) + 1);

    for (const char *p = text; (p = strstr(p, "--> ")) != NULL;) {
        const char *end = strchr(p, '\n');

        p += 4;
        strncat(ret, p, (size_t)(end - p) + 1);
    }
    return ret;
}

static void
compare_case(const char *name, const char *text)
{
    char *given = outcomes_of(name, text);
    char *expected = expected_by(text);

    if (getenv("FISC_UPDATE"))
        printf("%s\n%s", name, given);
    else
        ck_assert_msg(strcmp(given, expected) == 0, "%s gives\n%s", name,
                      given);
    free(expected);
    free(given);
}

START_TEST(functions__come_to_what_each_file_expects)
{
    char *folder = source_path("tests/data/check/functions");
    DIR *files = opendir(folder);
    struct dirent *entry;
    size_t count = 0;

    ck_assert_ptr_nonnull(files);
    while ((entry = readdir(files)) != NULL) {
        char relative[400], *path, *text;

        if (!strstr(entry->d_name, ".lua"))
            continue;
        snprintf(relative, sizeof relative, "tests/data/check/functions/%s",
                 entry->d_name);
        path = source_path(relative);
        text = read_text(path, NULL);
        compare_case(entry->d_name, text);
        free(text);
        free(path);
        count++;
    }
    closedir(files);
    free(folder);
    ck_assert_uint_ge(count, 8);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("functions");

    tcase_add_test(tests, functions__come_to_what_each_file_expects);
    return run_case("check", tests);
}
