/* SPDX-License-Identifier: MIT */
/*
 * The matcher of patterns: Lua's own algorithm (lstrlib.c, MIT licence), with
 * every step charged.
 */

#include "check/pattern.h"

#include <string.h>

enum { ESCAPE = '%', DEPTH_LIMIT = 120 };

static const char *match_here(struct fisc__match *m, const char *s,
                              const char *p);

void
fisc__match_init(struct fisc__match *match, lua_State *L, const char *text,
                 size_t length, const char *pattern, size_t pattern_length)
{
    match->L = L;
    match->text = text;
    match->text_end = text + length;
    match->pattern_end = pattern + pattern_length;
    match->depth = 0;
    match->level = 0;
}

/* ---- classes -------------------------------------------------------------*/

static bool
between(int c, int low, int high)
{
    return c >= low && c <= high;
}

static bool
is_alpha(int c)
{
    return between(c, 'a', 'z') || between(c, 'A', 'Z');
}

/* Is c in the class of that letter, in lower case? */
static bool
in_class(int c, int letter)
{
    switch (letter) {
    case 'a':
        return is_alpha(c);
    case 'c':
        return c < 32 || c == 127;
    case 'd':
        return between(c, '0', '9');
    case 'g':
        return between(c, 33, 126);
    case 'l':
        return between(c, 'a', 'z');
    case 'p':
        return between(c, 33, 126) && !is_alpha(c) && !between(c, '0', '9');
    case 's':
        return c == ' ' || between(c, '\t', '\r');
    case 'u':
        return between(c, 'A', 'Z');
    case 'w':
        return is_alpha(c) || between(c, '0', '9');
    default: /* 'x' */
        return between(c, '0', '9') || between(c, 'a', 'f') ||
               between(c, 'A', 'F');
    }
}

/* Does c match %letter? */
static bool
match_class(int c, int letter)
{
    int lower = between(letter, 'A', 'Z') ? letter - 'A' + 'a' : letter;

    if (!lower || !strchr("acdglpsuwx", lower))
        return letter == c;
    return in_class(c, lower) == (lower == letter);
}

/* [-0, +0, v] What follows the single-character class at p. */
static const char *
class_end(struct fisc__match *m, const char *p)
{
    if (*p++ == ESCAPE) {
        if (p == m->pattern_end)
            luaL_error(m->L, "malformed pattern (ends with '%%')");
        return p + 1;
    }
    if (p[-1] != '[')
        return p;
    if (p < m->pattern_end && *p == '^')
        p++;
    do { /* look for a ']' */
        if (p == m->pattern_end)
            luaL_error(m->L, "malformed pattern (missing ']')");
        fisc__charge(m->L, 1);
        if (*p++ == ESCAPE) {
            if (p == m->pattern_end)
                luaL_error(m->L, "malformed pattern (missing ']')");
            p++;
        }
    } while (p == m->pattern_end || *p != ']');
    return p + 1;
}

/* [-0, +0, v] Is c in the set from p ('[') to end (']')? */
static bool
match_set(struct fisc__match *m, int c, const char *p, const char *end)
{
    bool found = true;

    if (p[1] == '^') {
        found = false;
        p++;
    }
    while (++p < end) {
        fisc__charge(m->L, 1);
        if (*p == ESCAPE) {
            p++;
            if (match_class(c, (unsigned char)*p))
                return found;
        } else if (p[1] == '-' && p + 2 < end) {
            p += 2;
            if (between(c, (unsigned char)p[-2], (unsigned char)*p))
                return found;
        } else if ((unsigned char)*p == c) {
            return found;
        }
    }
    return !found;
}

/* [-0, +0, v] Does the character at s match the class from p to end? */
static bool
match_one(struct fisc__match *m, const char *s, const char *p, const char *end)
{
    int c;

    fisc__charge(m->L, 1);
    if (s >= m->text_end)
        return false;
    c = (unsigned char)*s;
    switch (*p) {
    case '.':
        return true;
    case ESCAPE:
        return match_class(c, (unsigned char)p[1]);
    case '[':
        return match_set(m, c, p, end - 1);
    default:
        return (unsigned char)*p == c;
    }
}

/* ---- captures ------------------------------------------------------------*/

static const char *
start_capture(struct fisc__match *m, const char *s, const char *p,
              ptrdiff_t what)
{
    const char *ret;

    if (m->level >= FISC__CAPTURES)
        luaL_error(m->L, "too many captures");
    m->captures[m->level].start = s;
    m->captures[m->level].length = what;
    m->level++;
    ret = match_here(m, s, p);
    if (!ret)
        m->level--;
    return ret;
}

static const char *
end_capture(struct fisc__match *m, const char *s, const char *p)
{
    int level = m->level - 1;
    const char *ret;

    while (level >= 0 && m->captures[level].length != FISC__CAPTURE_OPEN)
        level--;
    if (level < 0)
        luaL_error(m->L, "invalid pattern capture");
    m->captures[level].length = s - m->captures[level].start;
    ret = match_here(m, s, p);
    if (!ret)
        m->captures[level].length = FISC__CAPTURE_OPEN;
    return ret;
}

/* %1: the text of a capture again. */
static const char *
match_capture(struct fisc__match *m, const char *s, int digit)
{
    int i = digit - '1';
    size_t length;

    if (i < 0 || i >= m->level || m->captures[i].length == FISC__CAPTURE_OPEN)
        luaL_error(m->L, "invalid capture index");
    if (m->captures[i].length == FISC__CAPTURE_POSITION)
        return NULL; /* as in Lua: a position is no text */
    length = (size_t)m->captures[i].length;
    fisc__charge(m->L, 1 + length / 16);
    return (size_t)(m->text_end - s) >= length &&
                   memcmp(m->captures[i].start, s, length) == 0
               ? s + length
               : NULL;
}

/* ---- repetitions ---------------------------------------------------------*/

static const char *
expand_most(struct fisc__match *m, const char *s, const char *p,
            const char *end)
{
    ptrdiff_t i = 0;

    while (match_one(m, s + i, p, end))
        i++;
    for (; i >= 0; i--) {
        const char *ret = match_here(m, s + i, end + 1);

        if (ret)
            return ret;
    }
    return NULL;
}

static const char *
expand_least(struct fisc__match *m, const char *s, const char *p,
             const char *end)
{
    for (;;) {
        const char *ret = match_here(m, s, end + 1);

        if (ret)
            return ret;
        if (!match_one(m, s, p, end))
            return NULL;
        s++;
    }
}

/* %bxy */
static const char *
match_balance(struct fisc__match *m, const char *s, const char *p)
{
    int depth = 1;

    if (p >= m->pattern_end - 1)
        luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
    if (s >= m->text_end || *s != *p)
        return NULL;
    while (++s < m->text_end) {
        fisc__charge(m->L, 1);
        if (*s == p[1]) {
            if (--depth == 0)
                return s + 1;
        } else if (*s == *p) {
            depth++;
        }
    }
    return NULL;
}

/* %f[set] */
static bool
at_frontier(struct fisc__match *m, const char *s, const char *p,
            const char *end)
{
    int before = s == m->text ? 0 : (unsigned char)s[-1];
    int here = s < m->text_end ? (unsigned char)*s : 0;

    return !match_set(m, before, p, end - 1) && match_set(m, here, p, end - 1);
}

/* ---- the pattern ---------------------------------------------------------*/

/* A class at p, and what may follow it. Sets *next where it goes on there. */
static const char *
match_item(struct fisc__match *m, const char *s, const char *p,
           const char **next)
{
    const char *end = class_end(m, p);
    char suffix = end < m->pattern_end ? *end : '\0';
    const char *ret;

    *next = NULL;
    switch (suffix) {
    case '*':
        return expand_most(m, s, p, end);
    case '+':
        return match_one(m, s, p, end) ? expand_most(m, s + 1, p, end) : NULL;
    case '-':
        return expand_least(m, s, p, end);
    case '?':
        if (match_one(m, s, p, end) &&
            (ret = match_here(m, s + 1, end + 1)) != NULL)
            return ret;
        *next = end + 1;
        return s;
    default:
        if (!match_one(m, s, p, end))
            return NULL;
        *next = end;
        return s + 1;
    }
}

/* %b, %f, %1 and the like, at p; the same. */
static const char *
match_escape(struct fisc__match *m, const char *s, const char *p,
             const char **next)
{
    const char *end;

    *next = NULL;
    switch (p + 1 < m->pattern_end ? p[1] : '\0') {
    case 'b':
        s = match_balance(m, s, p + 2);
        *next = s ? p + 4 : NULL;
        return s;
    case 'f':
        p += 2;
        if (p >= m->pattern_end || *p != '[')
            luaL_error(m->L, "missing '[' after '%%f' in pattern");
        end = class_end(m, p);
        if (!at_frontier(m, s, p, end))
            return NULL;
        *next = end;
        return s;
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        s = match_capture(m, s, (unsigned char)p[1]);
        *next = s ? p + 2 : NULL;
        return s;
    default:
        return match_item(m, s, p, next);
    }
}

static const char *
match_step(struct fisc__match *m, const char *s, const char *p,
           const char **next)
{
    *next = NULL;
    switch (*p) {
    case '(':
        return p + 1 < m->pattern_end && p[1] == ')'
                   ? start_capture(m, s, p + 2, FISC__CAPTURE_POSITION)
                   : start_capture(m, s, p + 1, FISC__CAPTURE_OPEN);
    case ')':
        return end_capture(m, s, p + 1);
    case '$':
        if (p + 1 == m->pattern_end)
            return s == m->text_end ? s : NULL;
        return match_item(m, s, p, next);
    case ESCAPE:
        return match_escape(m, s, p, next);
    default:
        return match_item(m, s, p, next);
    }
}

static const char *
match_here(struct fisc__match *m, const char *s, const char *p)
{
    if (m->depth >= DEPTH_LIMIT)
        luaL_error(m->L, "pattern too complex");
    m->depth++;
    while (s && p && p < m->pattern_end) {
        fisc__charge(m->L, 1);
        s = match_step(m, s, p, &p);
    }
    m->depth--;
    return s;
}

const char *
fisc__match_at(struct fisc__match *match, const char *at, const char *pattern)
{
    match->level = 0;
    match->depth = 0;
    return match_here(match, at, pattern);
}

/* ---- results -------------------------------------------------------------*/

void
fisc__match_push(struct fisc__match *m, int i, const char *start,
                 const char *end)
{
    if (i >= m->level) {
        if (i != 0)
            luaL_error(m->L, "invalid capture index");
        lua_pushlstring(m->L, start, (size_t)(end - start));
        return;
    }
    if (m->captures[i].length == FISC__CAPTURE_OPEN)
        luaL_error(m->L, "unfinished capture");
    if (m->captures[i].length == FISC__CAPTURE_POSITION)
        lua_pushinteger(m->L, m->captures[i].start - m->text + 1);
    else
        lua_pushlstring(m->L, m->captures[i].start,
                        (size_t)m->captures[i].length);
}

int
fisc__match_push_all(struct fisc__match *m, const char *start, const char *end)
{
    int count = m->level == 0 && start ? 1 : m->level;

    luaL_checkstack(m->L, count, "too many captures");
    for (int i = 0; i < count; i++)
        fisc__match_push(m, i, start, end);
    return count;
}
