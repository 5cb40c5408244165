/* SPDX-License-Identifier: MIT */
#ifndef SUPPORT_HOSTILE_H
#define SUPPORT_HOSTILE_H

/*
 * The hostile corpus, tests/data/hostile: what reading each document gives, by
 * READING.tsv. The big ones, under big/, are there when FISC_HOSTILE_BIG names
 * a folder that gen.py filled.
 */

#include <stddef.h>

#include <fisc/error.h>

struct hostile {
    char file[96];    /* as in READING.tsv */
    char reading[16]; /* ok, syntax or limit */
    char place[32];   /* line:column, or "-" */
};

/*
 * The rows whose format is "xml" or "json"; an array from malloc. May be
 * called outside a test, to know how many there are.
 */
struct hostile *
hostile_rows(const char *format, size_t *count);

/* Fails the test where a file of that format in MANIFEST.tsv has no row. */
void
hostile_check_whole(const char *format, const struct hostile *rows,
                    size_t count);

/* The document of a row, from malloc, or NULL where it isn't there. */
char *
hostile_text(const struct hostile *row, size_t *length);

/* Fails the test where the outcome is not the row's. */
void
hostile_check(const struct hostile *row, enum fisc_status status,
              const struct fisc_error *error);

#endif
