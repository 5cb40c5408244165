/* SPDX-License-Identifier: MIT */
#ifndef CHECK_LOAD_H
#define CHECK_LOAD_H

/* What the loading of one check file consists of. */

#include "check/check.h"
#include "check/environment.h"
#include "check/place.h"
#include "check/sandbox.h"

struct fisc__function {
    struct fisc__place place;
    bool is_brief; /* see fisc__functions_weigh() */
};

/* A check file as it is kept: what a runner needs to make its functions. */
struct fisc__check_file {
    const char *name;
    const char *text;
    size_t length;
    bool single;             /* the chunk returns its requirement */
    uint32_t first_function; /* of this file's; they are consecutive */
    uint32_t function_count;
    struct fisc__function *functions;
};

/* Something that a word made, which a check has to use. */
struct fisc__record {
    const char *word; /* static */
    struct fisc__place place;
    bool is_builder; /* braces are still to come */
    bool used;
};

/* A check that the file declares; it counts once the whole file is sound. */
struct fisc__declaration {
    struct fisc__check check;
    bool replaces;
    uint32_t hash; /* of the clause */
};

struct fisc__loader {
    struct fisc__checks *checks;
    struct fisc__check_file *file;
    const char *single_clause; /* or NULL */
    struct fisc__columns lines;
    struct fisc__record *records;
    size_t record_count;
    size_t record_capacity;
    struct fisc__declaration *declarations;
    size_t declaration_count;
    size_t declaration_capacity;
    struct fisc__function *functions;
    size_t function_count;
    size_t function_capacity;
};

/*
 * [-0, +0, v] Finds the titles of a check's labelled ways. One label with two
 * titles is a mistake: a result could not say which is meant.
 */
void
fisc__titles_collect(lua_State *L, struct fisc__check *check);

static inline struct fisc__loader *
fisc__loader_of(lua_State *L)
{
    return fisc__sandbox_of(L)->owner;
}

/*
 * [-0, +0, v] Registers the function at that index as the next one of the file:
 * its number within the file, from 0. While a file is loaded and while it is
 * replayed, the same functions get the same numbers.
 */
uint32_t
fisc__functions_add(lua_State *L, int index);

/* [-0, +1, m] Pushes the table of this file's functions, counted from 1. */
void
fisc__functions_push(lua_State *L);

/* [-0, +0, m] Another file begins. */
void
fisc__functions_forget(lua_State *L);

/*
 * [-0, +0, e] Refuses functions that hold on to tables that can change, or to
 * requirements (rule 29). For every function of the file, once it has run; and
 * again whenever it has: they have to be those that were loaded.
 */
void
fisc__functions_check(lua_State *L, const struct fisc__function *functions,
                      size_t count);

/*
 * [-0, +0, v] Finds the functions that are brief: each instruction of theirs is
 * run once at most, and there are fewer than the sandbox's hook waits for, so
 * that it would never be called. For every function of the file, once it has
 * run.
 */
void
fisc__functions_weigh(lua_State *L);

/* [-0, +0, v] Adds a declaration; a second check of a key is refused. */
void
fisc__declare(lua_State *L, const struct fisc__declaration *declaration);

/*
 * [-0, +0, v] Declares the check of a file that is tried out from what its
 * chunk returned, the `count` values on top.
 */
void
fisc__declare_single(lua_State *L, int count);

/* The file that a function of a number is in: an index into files. */
size_t
fisc__checks_file_of(const struct fisc__checks *checks, uint32_t function);

/*
 * Compiles and runs the chunk of a file: [-0, +0, e]. The state's owner has
 * nothing to do with it, so a runner replays a file by the same function.
 */
void
fisc__chunk_run(lua_State *L, const struct fisc__check_file *file);

/*
 * As fisc__checks_scan(), in the state that has loaded the file: it has the
 * same environment.
 */
enum fisc_status
fisc__checks_look(struct fisc__sandbox *sandbox,
                  const struct fisc__check_file *file,
                  struct fisc__diagnostics *diagnostics,
                  struct fisc_error *reterr);

#endif
