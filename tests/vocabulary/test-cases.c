/* SPDX-License-Identifier: MIT */
/*
 * Every folder of tests/data/vocabulary: input.xml and perhaps second.xml,
 * which is read after it, and expected.txt, what they define, or error.txt.
 * --update writes the texts anew.
 */

#include <fisc/fisc.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/run.h"
#include "vocabulary/vocabulary.h"
#include "xml/xml.h"

static struct dirent **cases;
static bool update;
static struct fisc_context *context;

static char *
case_path(int number, const char *file)
{
    char relative[512];

    snprintf(relative, sizeof relative, "tests/data/vocabulary/%s/%s",
             cases[number]->d_name, file);
    return source_path(relative);
}

/* A file of the case, or NULL. */
static char *
case_text(int number, const char *file, size_t *length)
{
    char *path = case_path(number, file);
    FILE *stream = fopen(path, "rb");
    char *text = NULL;

    if (stream) {
        fclose(stream);
        text = read_text(path, length);
    }
    free(path);
    return text;
}

/* Compares with a file of the case, or writes it. */
static void
hold(int number, const char *file, const char *text)
{
    char *path = case_path(number, file);
    char *wanted;

    if (update) {
        FILE *stream = fopen(path, "wb");

        ck_assert_ptr_nonnull(stream);
        fputs(text, stream);
        fclose(stream);
    }
    wanted = case_text(number, file, NULL);
    ck_assert_msg(wanted != NULL, "%s is missing; this was read:\n%s", path,
                  text);
    ck_assert_msg(strcmp(text, wanted) == 0, "%s: wanted\n%s\nbut got\n%s",
                  path, wanted, text);
    free(wanted);
    free(path);
}

static void
dump_text(FILE *out, const char *name, const struct fisc__text *text)
{
    if (text->ja || text->en)
        fprintf(out, "  %s ja \"%s\" en \"%s\"\n", name,
                text->ja ? text->ja : "", text->en ? text->en : "");
}

static void
dump_definition(FILE *out, const struct fisc__definition *d)
{
    fprintf(out, "%s:%u:%u %s %s", d->place.file, d->place.line,
            d->place.column, d->path, fisc_fact_type_name(d->type));
    if (d->unit)
        fprintf(out, " unit=%s", d->unit);
    if (d->ages)
        fprintf(out, " max-age=%s (%d months %d days)", d->max_age_text,
                (int)d->max_age.months, (int)d->max_age.days);
    fprintf(out, "%s%s%s\n", d->ordered ? " ordered" : "",
            d->judged ? " judged" : "", d->none ? " none" : "");
    dump_text(out, "meaning", &d->meaning);
    dump_text(out, "question", &d->question);
    for (size_t i = 0; i < d->value_count; i++) {
        fprintf(out, "  value %s\n", d->values[i].name);
        dump_text(out, "  title", &d->values[i].title);
    }
}

/* What isn't built in. */
static char *
dump(const struct fisc__vocabulary *vocabulary)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    ck_assert_ptr_nonnull(out);
    for (size_t i = 0; i < vocabulary->count; i++)
        if (vocabulary->definitions[i]->place.file)
            dump_definition(out, vocabulary->definitions[i]);
    fclose(out);
    return text;
}

static enum fisc_status
read_input(struct fisc__vocabulary *vocabulary, int number, const char *file,
           struct fisc_error *error)
{
    struct fisc__arena scratch;
    struct fisc__xml *root;
    size_t length;
    char *text = case_text(number, file, &length);
    enum fisc_status status;

    if (!text)
        return FISC_OK;
    fisc__arena_init(&scratch, context);
    status = fisc__xml_parse(&scratch, file, text, length, &root, error);
    if (status == FISC_OK)
        status = fisc__vocabulary_read(vocabulary, root, error);
    fisc__arena_done(&scratch); /* nothing of it may be needed afterwards */
    free(text);
    return status;
}

START_TEST(case__says_what_is_expected)
{
    struct fisc__vocabulary vocabulary;
    struct fisc__arena arena;
    struct fisc_error error;
    enum fisc_status status;
    char line[1100], message[1200];

    fisc__arena_init(&arena, context);
    ck_assert_int_eq(fisc__vocabulary_init(&vocabulary, &arena, NULL),
                     FISC_OK);
    ck_assert(!vocabulary.given);
    status = read_input(&vocabulary, _i, "input.xml", &error);
    if (status == FISC_OK)
        status = read_input(&vocabulary, _i, "second.xml", &error);
    ck_assert_int_eq(strncmp(cases[_i]->d_name, "refused-", 8) == 0,
                     status != FISC_OK);
    if (status == FISC_OK) {
        char *text = dump(&vocabulary);

        ck_assert(vocabulary.given);
        hold(_i, "expected.txt", text);
        free(text);
    } else {
        fisc_error_format(&error, line, sizeof line);
        snprintf(message, sizeof message, "%s: %s\n",
                 fisc_status_name(error.status), line);
        hold(_i, "error.txt", message);
    }
    fisc__vocabulary_done(&vocabulary);
    fisc__arena_done(&arena);
}
END_TEST

static int
is_case(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

int
main(int argc, char **argv)
{
    TCase *tests = tcase_create("cases");
    char *folder = source_path("tests/data/vocabulary");
    int count, status;

    update = argc > 1 && strcmp(argv[1], "--update") == 0;
    count = scandir(folder, &cases, is_case, alphasort);
    if (count <= 0 || fisc_context_new(NULL, &context, NULL) < 0)
        return EXIT_FAILURE;
    tcase_add_loop_test(tests, case__says_what_is_expected, 0, count);
    status = run_case("vocabulary", tests);
    for (int i = 0; i < count; i++)
        free(cases[i]);
    free(cases);
    free(folder);
    fisc_context_unref(context);
    return status;
}
