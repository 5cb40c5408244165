/* SPDX-License-Identifier: MIT */
#ifndef CHECK_HANDLE_H
#define CHECK_HANDLE_H

/* What words give to a script: requirements, operands, and words half said. */

#include "check/load.h"

enum fisc__handle_kind {
    FISC__HANDLE_REQUIREMENT,
    FISC__HANDLE_FACT,   /* fact "p": an operand */
    FISC__HANDLE_PARAM,  /* param "p": an operand, and a requirement */
    FISC__HANDLE_BUILDER /* a word that waits for its braces */
};

struct fisc__handle {
    uint32_t tag;
    enum fisc__handle_kind kind;
    uint32_t record;  /* of the loader; none for `nothing` */
    const char *word; /* static */
    const struct fisc__expression *expression; /* or NULL */
    const char *name; /* path, label or key: the handle's user value; or NULL */
    int64_t n;
    /* What an argument after it makes of it, [-0, +1, e]; NULL: a mistake. */
    int (*call)(lua_State *L, const struct fisc__handle *handle);
};

/* A word that is being read, and where it stands. */
struct fisc__saying {
    const char *word;
    struct fisc__place place;
};

enum { FISC__NO_RECORD = UINT32_MAX };

/*
 * One word of the language. `make` finds its arguments on the stack and gives
 * one result; it is not called where a file is only replayed.
 */
struct fisc__word_entry {
    const char *name;
    int (*make)(lua_State *L);
};

/* [-0, +0, m] Sets words in the table on top; the entries are static. */
void
fisc__words_set(lua_State *L, const struct fisc__word_entry *entries,
                size_t count);

/* [-0, +0, m] The metatable of handles; before any word is set. */
void
fisc__handles_open(lua_State *L);

/*
 * [-0, +1, m] Pushes a handle that a word has made, and records where. `name`
 * is the index of the text that it keeps, or 0.
 */
struct fisc__handle *
fisc__handle_push(lua_State *L, enum fisc__handle_kind kind,
                  const struct fisc__saying *saying, int name);

/* [-0, +1, m] Pushes a builder. */
int
fisc__handle_builder(lua_State *L, const struct fisc__saying *saying, int name,
                     int (*call)(lua_State *, const struct fisc__handle *));

/* [-0, +1, m] Pushes what every word gives where a file is only replayed. */
int
fisc__handle_replayed(lua_State *L, const char *word);

/* [-0, +1, e] Makes the expression of a draft and pushes its handle. */
int
fisc__handle_make(lua_State *L, const struct fisc__saying *saying,
                  struct fisc__expression *draft);

/* [-0, +0, v] The same without a handle, for parts. */
const struct fisc__expression *
fisc__part_make(lua_State *L, const struct fisc__expression *draft);

/* [-0, +0, -] Where the running word stands. */
struct fisc__place
fisc__word_place(lua_State *L, const char *word, const char *argument);

/* A check reaches it, or will by what takes it. */
void
fisc__handle_use(lua_State *L, const struct fisc__handle *handle);

/*
 * [-0, +0, v] What the value at an index is as a requirement: a handle, or a
 * text, which is a flag. `what` names the place in which it stands.
 */
const struct fisc__expression *
fisc__requirement_at(lua_State *L, int index, const struct fisc__place *place,
                     const char *what);

/* The words themselves, in groups. */
void
fisc__words_leaves(lua_State *L);

void
fisc__words_combinators(lua_State *L);

void
fisc__words_declarations(lua_State *L);

#endif
