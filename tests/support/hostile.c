/* SPDX-License-Identifier: MIT */
/* The hostile corpus and what reading it gives. */

#include "support/hostile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/run.h"

enum { ROWS = 256 };

static int
is_format(const char *file, const char *format)
{
    const char *name = strncmp(file, "big/", 4) == 0 ? file + 4 : file;
    size_t length = strlen(format);

    return strncmp(name, format, length) == 0 && name[length] == '/';
}

struct hostile *
hostile_rows(const char *format, size_t *count)
{
    char *path = source_path("tests/data/hostile/READING.tsv");
    FILE *file = fopen(path, "r");
    struct hostile *rows = calloc(ROWS, sizeof *rows);
    char line[512];

    *count = 0;
    free(path);
    if (!file || !rows)
        return rows;
    while (*count < ROWS && fgets(line, sizeof line, file)) {
        struct hostile *row = &rows[*count];

        if (sscanf(line, "%95[^\t]\t%15[^\t]\t%31[^\t\n]", row->file,
                   row->reading, row->place) == 3)
            *count += is_format(row->file, format);
    }
    fclose(file);
    return rows;
}

void
hostile_check_whole(const char *format, const struct hostile *rows,
                    size_t count)
{
    char *path = source_path("tests/data/hostile/MANIFEST.tsv");
    char *text = read_text(path, NULL);
    size_t seen = 0;

    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        size_t i = 0;

        line[strcspn(line, "\t")] = '\0';
        if (!is_format(line, format))
            continue;
        while (i < count && strcmp(rows[i].file, line) != 0)
            i++;
        ck_assert_msg(i < count, "%s is not in READING.tsv", line);
        seen++;
    }
    ck_assert_uint_gt(seen, 20);
    free(text);
    free(path);
}

char *
hostile_text(const struct hostile *row, size_t *length)
{
    const char *big = getenv("FISC_HOSTILE_BIG");
    char path[512];
    char *full, *text;

    if (strncmp(row->file, "big/", 4) == 0) {
        if (!big)
            return NULL;
        snprintf(path, sizeof path, "%s/%s", big, row->file + 4);
        return read_text(path, length);
    }
    snprintf(path, sizeof path, "tests/data/hostile/%s", row->file);
    full = source_path(path);
    text = read_text(full, length);
    free(full);
    return text;
}

void
hostile_check(const struct hostile *row, enum fisc_status status,
              const struct fisc_error *error)
{
    enum fisc_status wanted = strcmp(row->reading, "ok") == 0 ? FISC_OK
                              : strcmp(row->reading, "limit") == 0
                                  ? FISC_ERR_LIMIT
                                  : FISC_ERR_SYNTAX;
    char place[32] = "-";

    if (status != FISC_OK && error->line)
        snprintf(place, sizeof place, "%u:%u", error->line, error->column);
    ck_assert_msg(status == wanted && strcmp(place, row->place) == 0,
                  "%s: %d at %s, not %s at %s: %s", row->file, (int)status,
                  place, row->reading, row->place,
                  status == FISC_OK ? "" : error->message);
}
