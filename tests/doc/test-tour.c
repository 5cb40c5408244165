/* SPDX-License-Identifier: MIT */
/*
 * doc/tour.md held against the sources: files and functions that it names are
 * there, its folders are those of lib/ in their order, and the report is what
 * comes out. What it quotes: test-links.c.
 */

#include <dirent.h>
#include <fisc/fisc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "doc/page.h"
#include "support/run.h"

#define SYSTEM "policies/fisc8/examples/card-mixed.json"

static struct fisc_context *context;

static char *
read_source(const char *relative)
{
    char *path = source_path(relative);
    char *text = read_text(path, NULL);

    free(path);
    return text;
}

/* ---- files and functions -------------------------------------------------*/

/* All of a folder's files of C, one after the other, added to `text`. */
static char *
add_folder(char *text, const char *folder)
{
    char *path = source_path(folder);
    DIR *files = opendir(path);
    struct dirent *entry;

    ck_assert_msg(files != NULL, "no folder %s", folder);
    while ((entry = readdir(files)) != NULL) {
        const char *end = strrchr(entry->d_name, '.');
        char relative[400], *more;

        if (!end || (strcmp(end, ".c") != 0 && strcmp(end, ".h") != 0))
            continue;
        snprintf(relative, sizeof relative, "%s/%s", folder, entry->d_name);
        more = read_source(relative);
        text = realloc(text, strlen(text) + strlen(more) + 1);
        strcat(text, more);
        free(more);
    }
    closedir(files);
    free(path);
    return text;
}

/* All of lib/, by the folders that the page has a table of. */
static char *
all_sources(const struct page *page)
{
    char *text = calloc(1, 1);
    bool folders = false;

    for (const struct page_item *item = page->items; item->kind != PAGE_END;
         item++) {
        if (item->kind == PAGE_MARK || item->kind == PAGE_HEADING)
            folders = strcmp(item->text, "folders") == 0;
        if (item->kind == PAGE_ROW && folders) {
            char *folder = page_code(item->cells[0]);

            text = add_folder(text, folder);
            free(folder);
        }
    }
    return text;
}

static void
check_name(const char *sources, const char *name, size_t line)
{
    size_t length = strlen(name);
    char wanted[128], *path;

    if (length > 2 && strcmp(name + length - 2, "()") == 0) {
        snprintf(wanted, sizeof wanted, "\n%.*s(", (int)length - 2, name);
        ck_assert_msg(strstr(sources, wanted) != NULL,
                      "tour.md:%zu: there is no %s", line, name);
        return;
    }
    if (!strchr(name, '/') || strchr(name, ' ') || strchr(name, '*') ||
        strstr(name, "/x"))
        return;
    path = source_path(name);
    ck_assert_msg(access(path, R_OK) == 0, "tour.md:%zu: there is no %s",
                  line, name);
    free(path);
}

START_TEST(tour__names_files_and_functions_that_are_there)
{
    struct page page;
    char *sources;
    size_t names = 0;

    page_read(&page, "tour.md");
    sources = all_sources(&page);
    for (size_t i = 0; i < page.count; i++) {
        const char *p = page.lines[i], *end;

        if (strncmp(p, "```", 3) == 0)
            continue;
        while ((p = strchr(p, '`')) != NULL &&
               (end = strchr(p + 1, '`')) != NULL) {
            char name[128];

            snprintf(name, sizeof name, "%.*s", (int)(end - p - 1), p + 1);
            check_name(sources, name, i + 1);
            p = end + 1;
            names++;
        }
    }
    ck_assert_uint_gt(names, 60);
    free(sources);
    page_done(&page);
}
END_TEST

START_TEST(tour__has_the_folders_in_their_order)
{
    struct page page;
    char *build = read_source("lib/meson.build"), *p = build;
    bool folders = false;

    page_read(&page, "tour.md");
    for (const struct page_item *item = page.items; item->kind != PAGE_END;
         item++) {
        char wanted[64], *folder;

        if (item->kind == PAGE_MARK || item->kind == PAGE_HEADING)
            folders = strcmp(item->text, "folders") == 0;
        if (item->kind != PAGE_ROW || !folders)
            continue;
        folder = page_code(item->cells[0]); /* lib/base/ */
        p = strstr(p, "subdir('");
        snprintf(wanted, sizeof wanted, "subdir('%.*s')",
                 (int)strlen(folder) - 5, folder + 4);
        ck_assert_msg(p && strncmp(p, wanted, strlen(wanted)) == 0,
                      "tour.md:%zu: %s is not in the order of lib/meson.build",
                      item->line + 1, folder);
        p++;
        free(folder);
    }
    ck_assert_msg(!strstr(p, "subdir('"), "tour.md lacks a folder of lib/");
    free(build);
    page_done(&page);
}
END_TEST

/* ---- the report ----------------------------------------------------------*/

static struct fisc_report *
evaluate(void)
{
    struct fisc_source source = {.size = sizeof source,
                                 .name = source_path("policies/fisc8")};
    struct fisc_eval_options options = {.size = sizeof options};
    char *text = read_source(SYSTEM);
    struct fisc_policy *policy = NULL;
    struct fisc_system *system = NULL;
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;

    fisc_date_parse("2026-06-30", &options.as_of);
    ck_assert_int_eq(fisc_policy_load(context, &source, 1, &policy, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_system_parse(context, "card-mixed.json", text,
                                       strlen(text), FISC_SYSTEM_JSON, &system,
                                       NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_evaluator_new(policy, &evaluator, NULL), FISC_OK);
    ck_assert_int_eq(fisc_eval(evaluator, system, &options, &report, NULL),
                     FISC_OK);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
    free((char *)source.name);
    free(text);
    return report;
}

START_TEST(tour__shows_the_row_as_it_is_reported)
{
    struct page page;
    struct fisc_report *report = evaluate();
    struct fisc_write_options options = {.size = sizeof options,
                                         .format = FISC_FORMAT_TEXT,
                                         .language = FISC_LANGUAGE_EN};
    size_t rows = 0;

    page_read(&page, "tour.md");
    for (const struct page_item *item = page.items; item->kind != PAGE_END;
         item++) {
        char *text, *start;
        size_t length;

        if (strcmp(item->language, "text") != 0)
            continue;
        options.only = item->name;
        ck_assert_int_eq(fisc_report_write_text(report, &options, &text,
                                                &length, NULL),
                         FISC_OK);
        /* What comes before the row has digests, which change with any file. */
        start = strstr(text, "設16");
        ck_assert_ptr_nonnull(start);
        page_expect_block(&page, item, start);
        fisc_report_free_text(report, text, length);
        rows++;
    }
    ck_assert_uint_eq(rows, 1);
    page_write(&page);
    page_done(&page);
    fisc_report_unref(report);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("tour");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_test(tests, tour__names_files_and_functions_that_are_there);
    tcase_add_test(tests, tour__has_the_folders_in_their_order);
    tcase_add_test(tests, tour__shows_the_row_as_it_is_reported);
    result = run_case("doc", tests);
    fisc_context_unref(context);
    return result;
}
