/* SPDX-License-Identifier: MIT */
/* The main() of a test program, and where its data lies. */

#include "support/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static char *
join(const char *folder, const char *relative)
{
    size_t size = strlen(folder) + strlen(relative) + 2;
    char *path = malloc(size);

    if (!path)
        abort();
    snprintf(path, size, "%s/%s", folder, relative);
    return path;
}

char *
source_path(const char *relative)
{
    const char *root = getenv("FISC_SOURCE_ROOT");

    return join(root ? root : ".", relative);
}

char *
shared_path(const char *relative)
{
    const char *folder = getenv("FISC_SHARED");
    char *beside = source_path("../shared");
    char *path = join(folder && folder[0] ? folder : beside, relative);

    free(beside);
    if (access(path, R_OK) == 0)
        return path;
    printf("skipped, since there is no %s\n", path);
    free(path);
    return NULL;
}

static size_t
number_of(const char *name, size_t otherwise)
{
    const char *text = getenv(name);
    size_t number = text ? strtoul(text, NULL, 10) : 0;

    return number > 0 ? number : otherwise;
}

size_t
rounds(const char *name, size_t otherwise)
{
    return number_of(name, 1 + (otherwise - 1) / number_of("FISC_SHARE", 1));
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
