/* SPDX-License-Identifier: MIT */
#ifndef CHECK_ENVIRONMENT_H
#define CHECK_ENVIRONMENT_H

/*
 * What a check file sees: an allow list built from nothing. All of it is
 * frozen, so that one environment serves every file of a state and what one
 * check does to it reaches nobody.
 */

#include "base/nearest.h"
#include "check/sandbox.h"

/*
 * [-0, +0, m] Builds the environment: the words, the allowed functions, and the
 * strings' methods. Once for each state.
 */
void
fisc__environment_open(lua_State *L);

/* [-0, +1, -] Pushes the environment: a frozen table. */
void
fisc__environment_push(lua_State *L);

/*
 * [-1, +1, m] Replaces the table on top by a read-only view of it. The table
 * itself must not be reachable by scripts.
 */
void
fisc__freeze(lua_State *L, const char *what);

/* [-0, +0, -] Can scripts not write to the table at that index? */
bool
fisc__is_frozen(lua_State *L, int index);

/*
 * [-0, +1, -] Pushes the table at that index, or what is behind it if it is
 * frozen: to be read raw.
 */
void
fisc__push_contents(lua_State *L, int index);

/* [-0, +0, v] Refuse what is no table, or none to be written to. */
void
fisc__check_table(lua_State *L, int argument);

void
fisc__check_writable(lua_State *L, int argument);

/*
 * [-0, +0, -] Offers the text keys of the table at an index to a search; they
 * live as long as the table has them.
 */
void
fisc__offer_keys(lua_State *L, int index, struct fisc__nearest *nearest);

/* Sets the functions of a library in the table on top: [-0, +0, m]. */
void
fisc__library_base(lua_State *L);

void
fisc__library_order(lua_State *L);

void
fisc__library_string(lua_State *L);

void
fisc__library_pattern(lua_State *L);

void
fisc__library_table(lua_State *L);

void
fisc__library_math(lua_State *L);

void
fisc__library_utf8(lua_State *L);

/* The words that build requirements. */
void
fisc__words_open(lua_State *L);

/* [-0, +1, e] tostring(), without addresses. */
const char *
fisc__push_text(lua_State *L, int index, size_t *ret_length);

/*
 * [-1, +1, v] Replaces a table by a list of its keys in the fixed order: 1 to
 * its length, then the other numbers, then texts by bytes, then false and true.
 * Other keys have no order and are refused.
 */
void
fisc__sorted_keys(lua_State *L);

/*
 * [-1, +0, e] Sorts the list on top, of `count` entries, in place and stably.
 * The value at the index `less` is a function, or nil for the order of <.
 */
void
fisc__sort_list(lua_State *L, lua_Integer count, int less);

#endif
