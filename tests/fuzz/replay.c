/* SPDX-License-Identifier: MIT */
/*
 * The main() of a target without libFuzzer: runs the files and the folders'
 * files given, each as it is and then with a few failed allocations.
 */

#define _GNU_SOURCE
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Failed once and from then on, at different places. */
static const uint8_t controls[] = {0x80, 0x9a, 0xc5, 0xff};

static size_t files, runs, taken;

static uint8_t *
read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    size_t used = 0, capacity = 4096, got;
    uint8_t *data = malloc(capacity);

    if (!file || !data) {
        fprintf(stderr, "can't read %s\n", path);
        exit(EXIT_FAILURE);
    }
    while ((got = fread(data + used, 1, capacity - used - 1, file)) > 0) {
        used += got;
        if (used + 1 == capacity && !(data = realloc(data, capacity *= 2)))
            abort();
    }
    fclose(file);
    *size = used;
    return data;
}

static void
run_file(const char *path)
{
    size_t size;
    uint8_t *data = read_file(path, &size);

    fprintf(stderr, "%s\n", path); /* the last one names what crashed */
    LLVMFuzzerTestOneInput(data, size);
    taken += fuzz_taken;
    for (size_t i = 0; i < sizeof controls; i++) {
        data[size] = controls[i];
        LLVMFuzzerTestOneInput(data, size + 1);
    }
    fuzz_taken = 0;
    files++;
    runs += 1 + sizeof controls;
    free(data);
}

static void
run_path(const char *path)
{
    struct stat status;
    struct dirent **entries;
    int count;

    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)) {
        run_file(path);
        return;
    }
    count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char *inner;

        if (entries[i]->d_name[0] != '.' &&
            asprintf(&inner, "%s/%s", path, entries[i]->d_name) > 0) {
            run_path(inner);
            free(inner);
        }
        free(entries[i]);
    }
    free(entries);
}

int
main(int argc, char **argv)
{
    LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++)
        run_path(argv[i]);
    printf("%zu inputs, of which %zu are good, %zu runs\n", files, taken,
           runs);
    return files ? EXIT_SUCCESS : EXIT_FAILURE;
}
