/* SPDX-License-Identifier: MIT */
/* The main() of a test program, and where its data lies. */

#include "support/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
run_case(const char *name, TCase *tests)
{
    Suite *suite = suite_create(name);
    SRunner *runner;
    int failed;

    tcase_set_timeout(tests, 0);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

char *
source_path(const char *relative)
{
    const char *root = getenv("FISC_SOURCE_ROOT");
    size_t size;
    char *path;

    if (!root)
        root = ".";
    size = strlen(root) + strlen(relative) + 2;
    path = malloc(size);
    if (!path)
        abort();
    snprintf(path, size, "%s/%s", root, relative);
    return path;
}

char *
read_text(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    size_t used = 0, capacity = 4096, got;
    char *text = malloc(capacity);

    ck_assert_msg(file != NULL, "can't open %s", path);
    while ((got = fread(text + used, 1, capacity - used - 1, file)) > 0) {
        used += got;
        if (used + 1 == capacity)
            text = realloc(text, capacity *= 2);
    }
    fclose(file);
    text[used] = '\0';
    if (length)
        *length = used;
    return text;
}
