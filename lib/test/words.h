/* SPDX-License-Identifier: MIT */
#ifndef TEST_WORDS_H
#define TEST_WORDS_H

/* Lines of a file of cases, and the words on them. */

#include "base/arena.h"
#include "base/error.h"

struct fisc__word_at {
    const char *text; /* not terminated */
    size_t length;    /* 0: there is none */
    struct fisc__place place;
};

struct fisc__words {
    const char *file;
    const char *next; /* what follows the line at hand */
    const char *end;
    unsigned line;    /* number of the line at hand */
    const char *start, *at, *stop; /* of the line: begin, cursor, end */
};

void
fisc__words_init(struct fisc__words *words, const char *file, const char *text,
                 size_t length);

/* The next line that says something; false at the end. */
bool
fisc__words_line(struct fisc__words *words);

/* Where the cursor is. */
struct fisc__place
fisc__words_place(const struct fisc__words *words);

/* The next word of the line; of no length at its end. */
struct fisc__word_at
fisc__words_next(struct fisc__words *words);

/* The same, and the cursor stays. */
struct fisc__word_at
fisc__words_peek(const struct fisc__words *words);

/* The rest of the line, without spaces around it. */
struct fisc__word_at
fisc__words_rest(struct fisc__words *words);

/*
 * The rest of the line, and of further lines as long as a bracket or a brace
 * is open.
 */
struct fisc__word_at
fisc__words_value(struct fisc__words *words);

bool
fisc__word_is(const struct fisc__word_at *word, const char *text);

#endif
