/* SPDX-License-Identifier: MIT */
/* Pages of doc/: just as much of Markdown as ours use. */

#include "doc/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/run.h"

/* ---- lines ---------------------------------------------------------------*/

static void *
must(void *block)
{
    if (!block)
        abort();
    return block;
}

static char *
copy(const char *text, size_t length)
{
    char *ret = must(malloc(length + 1));

    memcpy(ret, text, length);
    ret[length] = '\0';
    return ret;
}

static void
split_lines(struct page *page, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");

        page->lines = must(realloc(page->lines,
                                   (page->count + 1) * sizeof *page->lines));
        page->lines[page->count++] = copy(text, length);
        text += length + (text[length] == '\n');
    }
}

/* ---- items ---------------------------------------------------------------*/

static struct page_item *
add_item(struct page *page, enum page_kind kind, size_t line)
{
    struct page_item *item;

    page->items = must(realloc(page->items, (page->item_count + 1) *
                                                sizeof *page->items));
    item = &page->items[page->item_count++];
    memset(item, 0, sizeof *item);
    item->kind = kind;
    item->line = line;
    return item;
}

/* From a fence to the next one; returns the line of that. */
static size_t
read_block(struct page *page, size_t line)
{
    struct page_item *item = add_item(page, PAGE_BLOCK, line);
    size_t used = 0;

    sscanf(page->lines[line] + 3, "%15s %63s", item->language, item->name);
    item->text = copy("", 0);
    for (line++; line < page->count; line++) {
        size_t length = strlen(page->lines[line]);

        if (strcmp(page->lines[line], "```") == 0)
            return line;
        item->text = must(realloc(item->text, used + length + 2));
        memcpy(item->text + used, page->lines[line], length);
        used += length;
        item->text[used++] = '\n';
        item->text[used] = '\0';
    }
    ck_abort_msg("%s:%zu: a block has no end", page->name, item->line + 1);
    return line;
}

static void
read_row(struct page *page, size_t line, bool first)
{
    struct page_item *item =
        add_item(page, first ? PAGE_TABLE : PAGE_ROW, line);
    const char *p = page->lines[line] + 1;

    for (size_t i = 0; *p; i++) {
        const char *end = p;

        ck_assert_msg(i < PAGE_CELLS, "%s:%zu: too many columns", page->name,
                      line + 1);
        while (*end && (*end != '|' || end[-1] == '\\'))
            end++;
        ck_assert_msg(*end, "%s:%zu: a row has no end", page->name, line + 1);
        while (*p == ' ')
            p++;
        item->cells[i] = copy(p, (size_t)(end - p));
        for (char *last = item->cells[i] + strlen(item->cells[i]);
             last > item->cells[i] && last[-1] == ' ';)
            *--last = '\0';
        p = end + 1;
    }
}

static void
read_items(struct page *page)
{
    bool in_table = false;

    for (size_t i = 0; i < page->count; i++) {
        const char *line = page->lines[i];
        bool row = line[0] == '|';

        if (strncmp(line, "```", 3) == 0)
            i = read_block(page, i);
        else if (line[0] == '#')
            add_item(page, PAGE_HEADING, i)->text = copy(line, strlen(line));
        else if (strncmp(line, "<!-- ", 5) == 0)
            add_item(page, PAGE_MARK, i)->text =
                copy(line + 5, strcspn(line + 5, " "));
        else if (row && strncmp(line, "|--", 3) != 0)
            read_row(page, i, !in_table);
        in_table = row;
    }
    add_item(page, PAGE_END, page->count);
}

/* ---- pages ---------------------------------------------------------------*/

static char *
page_path(const struct page *page)
{
    char relative[80];

    snprintf(relative, sizeof relative, "doc/%s", page->name);
    return source_path(relative);
}

void
page_read(struct page *page, const char *name)
{
    char *path, *text;

    memset(page, 0, sizeof *page);
    snprintf(page->name, sizeof page->name, "%s", name);
    path = page_path(page);
    text = read_text(path, NULL);
    split_lines(page, text);
    free(text);
    free(path);
    read_items(page);
}

void
page_done(struct page *page)
{
    for (size_t i = 0; i < page->count; i++)
        free(page->lines[i]);
    for (size_t i = 0; i < page->item_count; i++) {
        free(page->items[i].text);
        for (size_t j = 0; j < PAGE_CELLS; j++)
            free(page->items[i].cells[j]);
    }
    free(page->lines);
    free(page->items);
}

void
page_expect(struct page *page, size_t line, const char *given)
{
    char **is = &page->lines[line];

    if (getenv("FISC_UPDATE")) {
        free(*is);
        *is = copy(given, strlen(given));
        return;
    }
    ck_assert_msg(strcmp(*is, given) == 0, "%s:%zu: gives\n%s", page->name,
                  line + 1, given);
}

/* The lines of a block become one, which holds line ends. */
static void
replace_block(struct page *page, const struct page_item *item,
              const char *given)
{
    size_t line = item->line + 1, length = strlen(given);
    char **fence = &page->lines[item->line];

    for (; strcmp(page->lines[line], "```") != 0; line++) {
        free(page->lines[line]);
        page->lines[line] = NULL;
    }
    *fence = must(realloc(*fence, strlen(*fence) + length + 2));
    strcat(*fence, "\n");
    strncat(*fence, given, length ? length - 1 : 0);
}

void
page_expect_block(struct page *page, const struct page_item *item,
                  const char *given)
{
    if (getenv("FISC_UPDATE"))
        replace_block(page, item, given);
    else
        ck_assert_msg(strcmp(item->text, given) == 0, "%s:%zu: gives\n%s",
                      page->name, item->line + 1, given);
}

void
page_write(const struct page *page)
{
    char *path;
    FILE *file;

    if (!getenv("FISC_UPDATE"))
        return;
    path = page_path(page);
    file = fopen(path, "wb");
    ck_assert_msg(file != NULL, "can't write %s", path);
    for (size_t i = 0; i < page->count; i++)
        if (page->lines[i])
            fprintf(file, "%s\n", page->lines[i]);
    ck_assert_int_eq(fclose(file), 0);
    free(path);
}

const struct page_item *
page_find(const struct page *page, const char *name)
{
    for (size_t i = 0; i < page->item_count; i++)
        if (strcmp(page->items[i].name, name) == 0)
            return &page->items[i];
    return NULL;
}

char *
page_code(const char *cell)
{
    const char *start = strchr(cell, '`');
    const char *end = start ? strchr(start + 1, '`') : NULL;
    char *ret = end ? copy(start + 1, (size_t)(end - start - 1)) : copy("", 0);
    char *to = ret;

    for (const char *p = ret; *p; p++)
        if (p[0] != '\\' || p[1] != '|')
            *to++ = *p;
    *to = '\0';
    return ret;
}

char *
page_cell(const char *text)
{
    char *ret = must(malloc(2 * strlen(text) + 1)), *to = ret;

    for (; *text; text++) {
        if (*text == '|')
            *to++ = '\\';
        *to++ = *text;
    }
    *to = '\0';
    return ret;
}
