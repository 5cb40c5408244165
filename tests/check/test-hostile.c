/* SPDX-License-Identifier: MIT */
/*
 * The hostile corpus of checks, tests/data/hostile/lua: each file is a chunk
 * that returns a function, and its first line says what it may come to.
 *
 *   timeout, memory, error  it is reported as broken, within a second
 *   blocked                 it never gets to return "ESCAPED"
 *   deterministic           twice the same, in one evaluator and in two, in
 *                           three processes and in three locales
 */

#include <dirent.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check/running.h"
#include "support/comma.h"

enum { MOST = 400 };

static char *names[MOST];
static int name_count;

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
list_files(void)
{
    char *folder = source_path("tests/data/hostile/lua");
    DIR *files = opendir(folder);
    struct dirent *entry;

    while (files && (entry = readdir(files)) != NULL && name_count < MOST)
        if (strstr(entry->d_name, ".lua"))
            names[name_count++] = strdup(entry->d_name);
    qsort(names, (size_t)name_count, sizeof *names, compare_names);
    closedir(files);
    free(folder);
}

/*
 * Seconds of processor time that nothing may take: what is promised is one, and
 * what is met is a tenth; a busy machine and a sanitizer cost more.
 */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SLOW 20
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SLOW 20
#endif
#endif
#ifndef SLOW
#define SLOW 2
#endif

static double
seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* What the file comes to, twice in one evaluator, a line each; from malloc. */
static char *
outcome_of(const char *name, const char *text, size_t length, bool *ret_ran)
{
    struct running running;
    uint32_t node;
    char *ret;

    ck_assert_int_eq(running_begin(&running, NULL), FISC_OK);
    *ret_ran = loading_single(&running.loading, name, text, length) == FISC_OK;
    if (*ret_ran) {
        running_compile(&running, &node);
        *ret_ran = !running.loading.line[0];
    }
    if (*ret_ran) {
        running_evaluate(&running, &node);
        ck_assert_str_eq(running.loading.line, "");
        running_evaluate(&running, &node);
        ck_assert_str_eq(running.loading.line, "");
        ret = strdup(fisc__buffer_text(&running.text));
    } else {
        ret = strdup(running.loading.line);
    }
    running_end(&running);
    return ret;
}

static void
check_twice(const char *name, const char *outcome)
{
    const char *second = strchr(outcome, '\n') + 1;

    ck_assert_msg(strlen(second) * 2 == strlen(outcome) &&
                      strncmp(outcome, second, strlen(second)) == 0,
                  "%s differs the second time:\n%s", name, outcome);
}

static void
check_file(const char *name, const char *text, size_t length)
{
    double start = seconds(), used;
    bool ran;
    char *outcome = outcome_of(name, text, length, &ran);
    char *again = outcome_of(name, text, length, &ran);

    used = (seconds() - start) / 4;
    if (getenv("FISC_UPDATE"))
        printf("%.3f %s %s\n", used, name, outcome);
    ck_assert_msg(used < SLOW, "%s takes %.2f s", name, used);
    ck_assert_msg(strstr(outcome, "ESCAPED") == NULL, "%s escaped", name);
    ck_assert_msg(strcmp(outcome, again) == 0, "%s differs:\n%s%s", name,
                  outcome, again);
    if (ran) {
        check_twice(name, outcome);
        /* No file of the corpus returns a result, so each is an error. */
        ck_assert_msg(strncmp(outcome, "error ", 6) == 0, "%s: %s", name,
                      outcome);
    }
    free(outcome);
    free(again);
}

START_TEST(hostile__checks_are_held)
{
    char relative[400], *path, *text;
    size_t length;

    snprintf(relative, sizeof relative, "tests/data/hostile/lua/%s", names[_i]);
    path = source_path(relative);
    text = read_text(path, &length);
    check_file(names[_i], text, length);
    free(text);
    free(path);
}
END_TEST

/* ---- processes and locales -----------------------------------------------*/

/* Set where this program runs to print what every file comes to. */
static const char printing[] = "FISC_HOSTILE_PRINT";

/* In the locale of that number: "C", or one with another decimal point. */
START_TEST(outcomes__are_printed)
{
    int locale = atoi(getenv(printing));

    if (locale > 0)
        comma_locale(locale);
    for (int i = 0; i < name_count; i++) {
        char relative[400], *path, *text, *outcome;
        size_t length;
        bool ran;

        snprintf(relative, sizeof relative, "tests/data/hostile/lua/%s",
                 names[i]);
        path = source_path(relative);
        text = read_text(path, &length);
        outcome = outcome_of(names[i], text, length, &ran);
        fprintf(stderr, "%s: %s\n", names[i], outcome);
        free(outcome);
        free(text);
        free(path);
    }
    if (locale > 0)
        comma_locale_done();
}
END_TEST

/* What a process of its own prints, from malloc. */
static char *
outcomes_elsewhere(int locale)
{
    char path[] = "/tmp/fisc-hostile-XXXXXX", number[2] = {0}, *text;
    int file = mkstemp(path), status = -1;
    pid_t child;

    ck_assert_int_ge(file, 0);
    number[0] = (char)('0' + locale);
    child = fork();
    if (child == 0) {
        setenv(printing, number, 1);
        dup2(file, STDERR_FILENO);
        execl("/proc/self/exe", "test-check-hostile", (char *)NULL);
        _exit(1);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0,
                  "the process ended with %d", status);
    text = read_text(path, NULL);
    close(file);
    unlink(path);
    return text;
}

START_TEST(outcomes__are_those_of_other_processes_and_locales)
{
    char *first = outcomes_elsewhere(0);

    ck_assert_uint_gt(strlen(first), 100 * (size_t)name_count / 2);
    for (int locale = 1; locale < 3; locale++) {
        char *other = outcomes_elsewhere(locale);
        size_t same = 0;

        while (first[same] && first[same] == other[same])
            same++;
        ck_assert_msg(first[same] == other[same],
                      "in another process and locale:\n%.200s\nand not\n"
                      "%.200s", other + same, first + same);
        free(other);
    }
    free(first);
}
END_TEST

/* ---- our own -------------------------------------------------------------*/

/*
 * Our own: each line of tests/data/check/heavy.txt is a chunk that makes few
 * instructions do much work.
 */
START_TEST(heavy__work_is_charged)
{
    char *path = source_path("tests/data/check/heavy.txt");
    char *text = read_text(path, NULL), *line, *rest = text;
    size_t count = 0;

    while ((line = strsep(&rest, "\n")) != NULL && *line) {
        double start = seconds(), used;
        char *outcome;
        bool ran;

        outcome = outcome_of("f", line, strlen(line), &ran);
        used = (seconds() - start) / 2;
        ck_assert_msg(used < SLOW, "%s takes %.2f s", line, used);
        ck_assert_msg(!ran || strncmp(outcome, "error ", 6) == 0, "%s: %s",
                      line, outcome);
        free(outcome);
        count++;
    }
    free(text);
    free(path);
    ck_assert_uint_gt(count, 50);
}
END_TEST

/*
 * What was tried by class: each line of tests/data/check/attacks.tsv has a
 * class, a name, what it comes to ("refused" when it is loaded) and a chunk.
 */
START_TEST(attacks__come_to_what_is_written_down)
{
    char *path = source_path("tests/data/check/attacks.tsv");
    char *text = read_text(path, NULL), *line, *rest = text;
    size_t count = 0;

    while ((line = strsep(&rest, "\n")) != NULL && *line) {
        char *class = strsep(&line, "\t"), *name = strsep(&line, "\t");
        char *wanted = strsep(&line, "\t"), *outcome;
        const char *given;
        double start = seconds(), used;
        bool ran;

        outcome = outcome_of(name, line, strlen(line), &ran);
        used = (seconds() - start) / 2;
        ck_assert_msg(used < SLOW, "%s takes %.2f s", name, used);
        if (ran && outcome[0])
            check_twice(name, outcome);
        outcome[strcspn(outcome, "\n")] = '\0';
        given = !ran ? "refused" : outcome[0] ? outcome : "a requirement";
        if (getenv("FISC_UPDATE"))
            printf("%s\t%s\t%s\t%s\n", class, name, given, line);
        else
            ck_assert_msg(strcmp(given, wanted) == 0, "%s: %s", name, given);
        free(outcome);
        count++;
    }
    free(text);
    free(path);
    ck_assert_uint_gt(count, 200);
}
END_TEST

START_TEST(corpus__is_whole)
{
    ck_assert_int_ge(name_count, 155);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("hostile");
    int status;

    list_files();
    if (getenv(printing)) {
        tcase_add_test(tests, outcomes__are_printed);
    } else {
        tcase_add_test(tests, corpus__is_whole);
        tcase_add_test(tests, heavy__work_is_charged);
        tcase_add_test(tests, attacks__come_to_what_is_written_down);
        tcase_add_loop_test(tests, hostile__checks_are_held, 0, name_count);
        tcase_add_test(tests,
                       outcomes__are_those_of_other_processes_and_locales);
    }
    status = run_case("check", tests);
    while (name_count > 0)
        free(names[--name_count]);
    return status;
}
