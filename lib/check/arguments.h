/* SPDX-License-Identifier: MIT */
#ifndef CHECK_ARGUMENTS_H
#define CHECK_ARGUMENTS_H

/* Reading what stands after a word: paths, operands, options, braces. */

#include "check/handle.h"

struct fisc__saying
fisc__saying(lua_State *L, const char *word);

/* [-0, +0, v] Refuses more than `most` arguments, or less than `least`. */
void
fisc__count_arguments(lua_State *L, const struct fisc__saying *saying,
                      int least, int most);

/* [-0, +0, v] Refuses what isn't spelled as a path, such as ".auth.factors". */
void
fisc__path_check(lua_State *L, int index, const struct fisc__place *place,
                 const char *what);

const char *
fisc__path_at(lua_State *L, int index, const struct fisc__saying *saying);

/* [-0, +0, v] A text of at least one character, UTF-8 without controls. */
const char *
fisc__text_at(lua_State *L, int index, const struct fisc__saying *saying,
              const char *what);

/*
 * [-0, +0, v] Refuses a table's text keys other than those given (NULL ends
 * them), with the place of the key.
 */
void
fisc__options_check(lua_State *L, int index, const struct fisc__saying *saying,
                    const char *const *allowed);

/* [-0, +1, -] Pushes an option of a table; true if it is given. */
bool
fisc__option(lua_State *L, int index, const char *name);

/*
 * [-0, +0, v] Reads an option such as message = { ja = …, en = … }, one of which
 * may be left out, into the memory of the checks. NULLs where it isn't given.
 */
void
fisc__texts_option(lua_State *L, int index, const char *name,
                   const struct fisc__saying *saying, struct fisc__text *ret);

/* Requirements in braces, or the one that stands for them. */
struct fisc__kids {
    const struct fisc__expression **list;
    size_t count;
};

/* [-0, +1, v] Reads them; pushes what holds the list. */
void
fisc__kids_at(lua_State *L, int index, const struct fisc__saying *saying,
              const char *const *options, struct fisc__kids *ret);

/* [-0, +0, v] One of several: itself, or all of them. */
const struct fisc__expression *
fisc__kids_body(lua_State *L, const struct fisc__kids *kids,
                const struct fisc__place *place);

/*
 * [-0, +0, v] How many entries the list at a positive index has. A hole is a
 * nil among them, such as a local that was never set.
 */
size_t
fisc__count_entries(lua_State *L, int index,
                    const struct fisc__saying *saying);

/* [-0, +1, v] A set of texts: { "a", "b" } or one text; for `names`. */
void
fisc__names_at(lua_State *L, int index, const struct fisc__saying *saying,
               const char *what, struct fisc__expression *draft);

/* What an operand may be. */
enum {
    FISC__TAKES_ONE = 1,     /* a literal */
    FISC__TAKES_SET = 2,     /* literals in braces */
    FISC__TAKES_FACT = 4,
    FISC__TAKES_PARAM = 8,
    FISC__TAKES_PERIOD = 16, /* "90d" */
    FISC__TAKES_DATE = 32    /* "2026-04-01" */
};

/* [-0, +1, v] Reads an operand; pushes what holds its literals. */
void
fisc__operand_at(lua_State *L, int index, const struct fisc__saying *saying,
                 const char *what, unsigned takes, struct fisc__operand *ret);

#endif
