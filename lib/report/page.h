/* SPDX-License-Identifier: MIT */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

/* A text report while it is being written. */

#include "report/writer.h"

enum fisc__style {
    FISC__STYLE_PLAIN,
    FISC__STYLE_STRONG,
    FISC__STYLE_FAINT,
    FISC__STYLE_GOOD,
    FISC__STYLE_BAD,
    FISC__STYLE_OPEN,
    FISC__STYLE_BROKEN
};

struct fisc__page {
    struct fisc__writer *writer;
    struct fisc__buffer *out;    /* the writer's */
    struct fisc__buffer scratch; /* one line, before it is wrapped */
    struct fisc__buffer name;    /* of a line of the table */
    enum fisc_language language;
    enum fisc__style style; /* of what is written now */
    size_t width;
    size_t word_columns; /* the widest result among the rows … */
    size_t who_columns;  /* … and the widest bearer */
};

/* What follows has this style, where the options want colour at all. */
void
fisc__page_style(struct fisc__page *page, enum fisc__style style);

enum fisc__style
fisc__result_style(enum fisc_result result);

/* A row and, as the options say, what explains it. */
enum fisc_status
fisc__page_row(struct fisc__page *page, size_t index);

/* Finds the columns that the rows [first, end) need. */
void
fisc__page_measure(struct fisc__page *page);

/* Is this row shown? One that was not asked for is only in full detail. */
bool
fisc__page_shows(const struct fisc__page *page,
                 const struct fisc_result_info *row);

#endif
