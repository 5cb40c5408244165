/* SPDX-License-Identifier: MIT */
/*
 * Links between the pages of doc/ lead somewhere, the index has them all, and
 * a block with the path of a file quotes what stands there.
 */

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "doc/page.h"
#include "support/run.h"

/* What a heading is linked by: small letters and hyphens, "## A b" as "a-b". */
static void
write_anchor(const char *heading, char anchor[256])
{
    size_t used = 0;

    heading += strspn(heading, "# ");
    for (; *heading && used < 255; heading++) {
        unsigned char c = (unsigned char)*heading;

        if (c == ' ' || c == '-')
            anchor[used++] = '-';
        else if (isalnum(c) || c == '_' || c >= 0x80)
            anchor[used++] = (char)tolower(c);
    }
    anchor[used] = '\0';
}

static bool
has_anchor(const struct page *page, const char *wanted)
{
    for (size_t i = 0; i < page->item_count; i++) {
        char anchor[256];

        if (page->items[i].kind != PAGE_HEADING)
            continue;
        write_anchor(page->items[i].text, anchor);
        if (strcmp(anchor, wanted) == 0)
            return true;
    }
    return false;
}

/* "checks.md", "checks.md#a-b", "#a-b", "schema" */
static void
check_link(const struct page *from, size_t line, const char *link)
{
    char file[128], relative[160], *path;
    const char *anchor = strchr(link, '#');
    struct page to;

    if (strncmp(link, "http", 4) == 0)
        return;
    snprintf(file, sizeof file, "%.*s", (int)strcspn(link, "#"), link);
    snprintf(relative, sizeof relative, "doc/%s", *file ? file : from->name);
    path = source_path(relative);
    ck_assert_msg(access(path, R_OK) == 0, "%s:%zu: a link leads nowhere: %s",
                  from->name, line, link);
    free(path);
    if (!anchor)
        return;
    page_read(&to, *file ? file : from->name);
    ck_assert_msg(has_anchor(&to, anchor + 1),
                  "%s:%zu: a link leads to no heading: %s", from->name, line,
                  link);
    page_done(&to);
}

static size_t
check_page(const struct page *page)
{
    bool code = false;
    size_t links = 0;

    for (size_t i = 0; i < page->count; i++) {
        const char *p = page->lines[i];

        code ^= strncmp(p, "```", 3) == 0;
        while (!code && (p = strstr(p, "](")) != NULL) {
            char link[200];

            p += 2;
            snprintf(link, sizeof link, "%.*s", (int)strcspn(p, ")"), p);
            check_link(page, i + 1, link);
            links++;
        }
    }
    return links;
}

/* Calls `visit` for each page, and adds up what it returns. */
static size_t
visit_pages(size_t (*visit)(const struct page *page))
{
    char *folder = source_path("doc");
    DIR *files = opendir(folder);
    struct dirent *entry;
    size_t count = 0;

    ck_assert_ptr_nonnull(files);
    while ((entry = readdir(files)) != NULL) {
        const char *end = strrchr(entry->d_name, '.');
        struct page page;

        if (!end || strcmp(end, ".md") != 0)
            continue;
        page_read(&page, entry->d_name);
        count += visit(&page);
        page_done(&page);
    }
    closedir(files);
    free(folder);
    return count;
}

START_TEST(links__lead_to_a_page_and_a_heading)
{
    ck_assert_uint_gt(visit_pages(check_page), 30);
}
END_TEST

static size_t
check_quotes(const struct page *page)
{
    size_t quotes = 0;

    for (const struct page_item *item = page->items; item->kind != PAGE_END;
         item++) {
        char *path, *text;

        if (!strchr(item->name, '/'))
            continue;
        path = source_path(item->name);
        text = read_text(path, NULL);
        ck_assert_msg(strstr(text, item->text) != NULL,
                      "%s:%zu: this is not in %s", page->name, item->line + 1,
                      item->name);
        free(text);
        free(path);
        quotes++;
    }
    return quotes;
}

START_TEST(quotes__stand_in_the_files)
{
    ck_assert_uint_ge(visit_pages(check_quotes), 5);
}
END_TEST

START_TEST(index__names_every_page)
{
    char *folder = source_path("doc"), *path = source_path("doc/README.md");
    char *text = read_text(path, NULL);
    DIR *files = opendir(folder);
    struct dirent *entry;

    ck_assert_ptr_nonnull(files);
    while ((entry = readdir(files)) != NULL) {
        const char *end = strrchr(entry->d_name, '.');
        char link[300];

        if (!end || strcmp(end, ".md") != 0 ||
            strcmp(entry->d_name, "README.md") == 0)
            continue;
        snprintf(link, sizeof link, "(%s)", entry->d_name);
        ck_assert_msg(strstr(text, link) != NULL, "README.md lacks %s",
                      entry->d_name);
    }
    closedir(files);
    free(text);
    free(path);
    free(folder);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("links");

    tcase_add_test(tests, links__lead_to_a_page_and_a_heading);
    tcase_add_test(tests, quotes__stand_in_the_files);
    tcase_add_test(tests, index__names_every_page);
    return run_case("doc", tests);
}
