/* SPDX-License-Identifier: MIT */
/*
 * Every folder of tests/data/system: an input.json and an input.xml that say
 * the same, and expected.txt, what they say; or inputs that are refused, and
 * error.txt, a line for each of them. --update writes the texts anew.
 */

#include <fisc/fisc.h>

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/run.h"
#include "system/dump.h"

static const char *const inputs[] = {"input.json", "input.xml"};

static struct dirent **cases;
static int case_count;
static bool update;
static struct fisc_context *context;

static char *
case_path(int number, const char *file)
{
    char relative[512];

    snprintf(relative, sizeof relative, "tests/data/system/%s/%s",
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

struct outcome {
    int read;                      /* inputs that are there */
    int accepted;
    struct fisc_system *systems[2];
    char errors[2400];
};

static void
read_inputs(int number, struct outcome *outcome)
{
    for (int i = 0; i < 2; i++) {
        size_t length = 0, used = strlen(outcome->errors);
        char *text = case_text(number, inputs[i], &length);
        struct fisc_error error;
        char line[1100];

        if (!text)
            continue;
        outcome->read++;
        if (fisc_system_parse(context, inputs[i], text, length,
                              FISC_SYSTEM_AUTO, &outcome->systems[i],
                              &error) == FISC_OK) {
            outcome->accepted++;
        } else {
            fisc_error_format(&error, line, sizeof line);
            snprintf(outcome->errors + used, sizeof outcome->errors - used,
                     "%s: %s\n", fisc_status_name(error.status), line);
        }
        free(text);
    }
}

static void
hold_accepted(int number, struct outcome *outcome)
{
    const char *digest = NULL;

    for (int i = 0; i < 2; i++) {
        char *text;

        if (!outcome->systems[i])
            continue;
        if (digest)
            ck_assert_str_eq(fisc_system_digest(outcome->systems[i]), digest);
        digest = fisc_system_digest(outcome->systems[i]);
        text = dump_system(outcome->systems[i]);
        hold(number, "expected.txt", text);
        free(text);
    }
}

START_TEST(case__says_what_is_expected)
{
    struct outcome outcome = {.errors = ""};
    const char *name = cases[_i]->d_name;

    read_inputs(_i, &outcome);
    ck_assert_msg(outcome.read > 0, "%s has no input", name);
    ck_assert_msg(outcome.accepted == 0 || outcome.accepted == outcome.read,
                  "%s: one spelling is refused: %s", name, outcome.errors);
    ck_assert_msg((strncmp(name, "refused-", 8) == 0) ==
                      (outcome.accepted == 0),
                  "%s: %s", name, outcome.errors);
    if (outcome.accepted)
        hold_accepted(_i, &outcome);
    else
        hold(_i, "error.txt", outcome.errors);
    for (int i = 0; i < 2; i++)
        fisc_system_unref(outcome.systems[i]);
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
    char *folder = source_path("tests/data/system");
    int status;

    update = argc > 1 && strcmp(argv[1], "--update") == 0;
    case_count = scandir(folder, &cases, is_case, alphasort);
    if (case_count <= 0 || fisc_context_new(NULL, &context, NULL) < 0)
        return EXIT_FAILURE;
    tcase_add_loop_test(tests, case__says_what_is_expected, 0, case_count);
    status = run_case("system", tests);
    for (int i = 0; i < case_count; i++)
        free(cases[i]);
    free(cases);
    free(folder);
    fisc_context_unref(context);
    return status;
}
