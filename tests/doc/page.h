/* SPDX-License-Identifier: MIT */
#ifndef DOC_PAGE_H
#define DOC_PAGE_H

/*
 * A page of doc/ as lines, and what tests look for among them: headings, code
 * blocks, rows of tables. A block's first line names its language and perhaps
 * a file: ```lua overlay.lua
 */

#include <stdbool.h>
#include <stddef.h>

enum { PAGE_CELLS = 16 };

enum page_kind {
    PAGE_END,
    PAGE_HEADING,
    PAGE_BLOCK,
    PAGE_TABLE, /* its first row: the heads of its columns */
    PAGE_ROW,   /* of the table before */
    PAGE_MARK   /* <!-- text -->, alone on its line */
};

struct page_item {
    enum page_kind kind;
    size_t line; /* an index of lines: of a block, that of its fence */
    char language[16];
    char name[64];      /* the file that a block is; "" */
    char *text;         /* of a heading, a mark or a block; freed by page */
    char *cells[PAGE_CELLS]; /* of a row, without blanks around */
};

struct page {
    char name[64];
    char **lines; /* without their ends; NULL: not there any more */
    size_t count;
    struct page_item *items;
    size_t item_count;
};

/* Reads doc/<name>; fails the test. */
void
page_read(struct page *page, const char *name);

void
page_done(struct page *page);

/*
 * A line has to be `given`, or the test fails; with FISC_UPDATE it becomes
 * that.
 */
void
page_expect(struct page *page, size_t line, const char *given);

/* The same for all lines of a block; `given` ends with a line end. */
void
page_expect_block(struct page *page, const struct page_item *item,
                  const char *given);

/* With FISC_UPDATE, writes the lines back to doc/<name>. */
void
page_write(const struct page *page);

/* The block of a file of that name, or NULL. */
const struct page_item *
page_find(const struct page *page, const char *name);

/*
 * What a cell says between its first backticks, "" where it has none; from
 * malloc. A stroke is written \| there, as tables want it.
 */
char *
page_code(const char *cell);

/* A text as a cell may hold it; from malloc. */
char *
page_cell(const char *text);

#endif
