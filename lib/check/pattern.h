/* SPDX-License-Identifier: MIT */
#ifndef CHECK_PATTERN_H
#define CHECK_PATTERN_H

/*
 * Lua's patterns, matched under the budget: every step of the matcher costs as
 * much as an instruction. Letters are those of ASCII.
 */

#include "check/sandbox.h"

enum { FISC__CAPTURES = 32 };

struct fisc__capture {
    const char *start;
    ptrdiff_t length; /* or one of the two below */
};

enum { FISC__CAPTURE_OPEN = -1, FISC__CAPTURE_POSITION = -2 };

struct fisc__match {
    lua_State *L;
    const char *text;
    const char *text_end;
    const char *pattern_end;
    int depth;
    int level; /* captures so far */
    struct fisc__capture captures[FISC__CAPTURES];
};

void
fisc__match_init(struct fisc__match *match, lua_State *L, const char *text,
                 size_t length, const char *pattern, size_t pattern_length);

/*
 * [-0, +0, v] The end of a match of the pattern that begins exactly at `at`, or
 * NULL.
 */
const char *
fisc__match_at(struct fisc__match *match, const char *at, const char *pattern);

/*
 * [-0, +1, v] Pushes a capture; the whole match where there is none and i is 0.
 */
void
fisc__match_push(struct fisc__match *match, int i, const char *start,
                 const char *end);

/* [-0, +n, v] Pushes all captures, or the whole match; returns how many. */
int
fisc__match_push_all(struct fisc__match *match, const char *start,
                     const char *end);

#endif
