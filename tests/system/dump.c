/* SPDX-License-Identifier: MIT */
/* A description written out, one line for each thing that it states. */

#include "system/dump.h"

#include <check.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
dump_day(FILE *out, const char *name, fisc_date day)
{
    char text[11];

    if (day == FISC_DATE_NONE)
        return;
    fisc_date_format(day, text);
    fprintf(out, " %s=%s", name, text);
}

static void
dump_text(FILE *out, const char *name, const char *text)
{
    if (*text)
        fprintf(out, " %s=\"%s\"", name, text);
}

static void
dump_about(FILE *out, const struct fisc_value *value)
{
    dump_day(out, "date", value->date);
    dump_day(out, "expires", value->expires);
    dump_text(out, "source", value->source);
    dump_text(out, "evidence", value->evidence);
    dump_text(out, "by", value->by);
    dump_day(out, "at", value->at);
    dump_text(out, "why", value->why);
    fputc('\n', out);
}

/* Seventeen digits tell all doubles apart; a comma may come of the locale. */
static void
dump_decimal(FILE *out, double decimal)
{
    char text[64];
    char *comma;

    snprintf(text, sizeof text, "%.17g", decimal);
    comma = strchr(text, ',');
    if (comma)
        *comma = '.';
    fprintf(out, " = decimal %s", text);
}

static void
dump_children(FILE *out, const struct fisc_system *system, const char *path,
              const struct fisc_value *parent);

static void
dump_value(FILE *out, const struct fisc_system *system, const char *path,
           const struct fisc_value *value)
{
    fputs(path, out);
    switch (value->type) {
    case FISC_VALUE_UNKNOWN:
        fprintf(out, " unknown \"%s\"", value->unknown);
        break;
    case FISC_VALUE_BOOLEAN:
        fprintf(out, " = %s", value->integer ? "true" : "false");
        break;
    case FISC_VALUE_INTEGER:
        fprintf(out, " = integer %" PRId64, value->integer);
        break;
    case FISC_VALUE_DECIMAL:
        dump_decimal(out, value->decimal);
        break;
    case FISC_VALUE_STRING:
        fprintf(out, " = %s \"%s\"",
                value->day == FISC_DATE_NONE ? "string" : "date",
                value->string);
        break;
    case FISC_VALUE_LIST:
        fprintf(out, " is a list of %zu%s", value->count,
                value->complete ? "" : ", not whole");
        break;
    case FISC_VALUE_RECORD:
        fprintf(out, " is a record of %zu", value->count);
        break;
    }
    dump_about(out, value);
    dump_children(out, system, path, value);
}

static void
dump_children(FILE *out, const struct fisc_system *system, const char *path,
              const struct fisc_value *parent)
{
    for (size_t i = 0; i < parent->count; i++) {
        struct fisc_value child = {.size = sizeof child};
        bool listed = parent->type == FISC_VALUE_LIST;
        size_t size;
        char *name;

        ck_assert_int_eq(fisc_system_item(system, path, i, &child), FISC_OK);
        size = strlen(path) + strlen(child.name) + 3;
        name = malloc(size);
        snprintf(name, size, listed ? "%s[%s]" : *path ? "%s.%s" : "%s%s",
                 path, child.name);
        dump_value(out, system, name, &child);
        free(name);
    }
}

char *
dump_system(const struct fisc_system *system)
{
    struct fisc_value root = {.size = sizeof root};
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    ck_assert_ptr_nonnull(out);
    fprintf(out, "id %s\ntitle ja \"%s\" en \"%s\"\n", fisc_system_id(system),
            fisc_system_title(system, FISC_LANGUAGE_JA),
            fisc_system_title(system, FISC_LANGUAGE_EN));
    ck_assert_int_eq(fisc_system_get(system, "", &root), FISC_OK);
    dump_children(out, system, "", &root);
    fclose(out);
    return text;
}
