/* SPDX-License-Identifier: MIT */
/*
 * Every folder of tests/data/catalog: a catalog, perhaps a profile, and what
 * must come of them. With --update the expectations are written anew.
 */

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/dump.h"
#include "support/run.h"

static struct dirent **cases;
static int case_count;
static bool update;

static int
is_case(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static char *
run_one(const char *name)
{
    char folder[300];
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(file);
    snprintf(folder, sizeof folder, "tests/data/catalog/%s", name);
    dump_case(file, folder);
    fclose(file);
    return text;
}

static char *
expected_path(const char *name)
{
    char relative[300];

    snprintf(relative, sizeof relative, "tests/data/catalog/%s/expected",
             name);
    return source_path(relative);
}

static void
write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

START_TEST(case__gives_what_is_expected)
{
    const char *name = cases[_i]->d_name;
    char *path = expected_path(name), *found = run_one(name), *wanted;

    if (update) {
        write_text(path, found);
    } else {
        wanted = read_text(path, NULL);
        ck_assert_msg(strcmp(wanted, found) == 0,
                      "%s: expected\n%s\nbut found\n%s", name, wanted, found);
        free(wanted);
    }
    free(found);
    free(path);
}
END_TEST

int
main(int argc, char **argv)
{
    TCase *tests = tcase_create("cases");
    char *folder = source_path("tests/data/catalog");
    int status;

    case_count = scandir(folder, &cases, is_case, alphasort);
    free(folder);
    if (case_count <= 0)
        return EXIT_FAILURE;
    tcase_add_loop_test(tests, case__gives_what_is_expected, 0, case_count);
    update = argc > 1 && strcmp(argv[1], "--update") == 0;
    status = run_case("catalog", tests);
    for (int i = 0; i < case_count; i++)
        free(cases[i]);
    free(cases);
    return status;
}
