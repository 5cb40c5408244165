/* SPDX-License-Identifier: MIT */
#ifndef CHECK_RUNNER_H
#define CHECK_RUNNER_H

/* What the running of function leaves consists of. */

#include "check/load.h"

struct fisc__loaded_file {
    bool done;
    struct fisc__weights weights; /* of what its functions hold on to */
};

/* What an upvalue was when its file had run; references to the registry. */
struct fisc__kept_value {
    int function; /* whose upvalue; LUA_NOREF: the function leaf's own */
    int index;
    int value;
};

struct fisc__kept_function {
    int reference; /* to the registry; 0: its file has not been replayed */
    uint32_t file;
    bool is_brief;
    struct fisc__kept_value *values; /* in a userdata of the registry */
    size_t count;
};

/*
 * Elements that are handed out anew in each call: nothing that a function could
 * keep one in outlasts its call.
 */
enum { FISC__POOL = 64 };

struct fisc__pooled {
    int reference; /* to the registry */
    struct fisc__element *element;
};

struct fisc__runner {
    struct fisc_context *context; /* a reference */
    const struct fisc__checks *checks; /* borrowed */
    struct fisc__sandbox *sandbox; /* NULL until needed, and once dropped */
    struct fisc__kept_function *functions; /* by number */
    size_t function_count;
    struct fisc__loaded_file *files;
    size_t file_count;
    struct fisc__path_memo paths; /* that functions have asked for */
    const atomic_bool *interrupt; /* or NULL */
    int ctx;                      /* a reference to the registry */
    struct fisc__pooled pool[FISC__POOL];
    struct fisc__calls *calls; /* that are going on */
    /* Of the one whose turn it is: */
    struct fisc__access *access; /* NULL: there is none */
    struct fisc__outcome outcome;
    uint32_t function;
    uint64_t generation;
    size_t pooled;          /* elements of the pool that are in use */
    size_t held;            /* by the evaluation, when it began */
    enum fisc__state state; /* what is missing */
    const char *path;
};

static inline struct fisc__runner *
fisc__runner_of(lua_State *L)
{
    return fisc__sandbox_of(L)->owner;
}

/* Steps: of a name that a function asks for. */
enum { FISC__NAME_PRICE = 5 };

/* ---- facts as values -----------------------------------------------------*/

/* A record, of a list or not, whose fields are read when they are asked for. */
struct fisc__element {
    uint32_t tag;
    uint64_t generation;
    const struct fisc__scope *scope; /* NULL: the system */
    const struct fisc__word *word;   /* its fields are below */
};

/* [-0, +0, m] The metatable of elements. */
void
fisc__elements_open(lua_State *L);

/* [-0, +0, m] The runner's pool: all, so that it always takes the same room. */
void
fisc__elements_pool(lua_State *L);

/* [-0, +0, v] Reads a fact, whatever its state; a path unknown ends the run. */
const struct fisc__read *
fisc__read(lua_State *L, const char *path, size_t length);

/*
 * [-0, +0, v] The fact whose path is at an index, where this evaluation has read
 * it before; else NULL, and nothing has been charged.
 */
const struct fisc__read *
fisc__read_again(lua_State *L, int index);

/* [-0, +1, v] Pushes a fact that is known; one that is not ends the run. */
int
fisc__push_read(lua_State *L, const struct fisc__read *read);

/* [-0, +1, m] Pushes an entry of a list. */
void
fisc__push_entry(lua_State *L, const struct fisc__read *list, size_t i);

/* [-0, +1, m] Pushes all entries, as a table. */
void
fisc__push_list(lua_State *L, const struct fisc__read *list);

/* [-0, +0, v] Ends the function as unknown, for good. */
int
fisc__missing(lua_State *L, enum fisc__state state, const char *path);

/* [-0, +0, v] The same for want of what was read. */
int
fisc__missing_read(lua_State *L, enum fisc__state state,
                   const struct fisc__read *read);

/* [-0, +0, v] Ends it as an error, for good: the check is wrong. */
int
fisc__broken(lua_State *L, const struct fisc_error *error);

/* ---- ctx and results -----------------------------------------------------*/

/* [-0, +0, m] Makes ctx: a reference to the registry. */
int
fisc__ctx_open(lua_State *L);

/* [-0, +1, -] Pushes ctx. */
void
fisc__ctx_push(lua_State *L);

/* [-0, +1, m] Pushes a table of what ctx has. */
void
fisc__ctx_methods_push(lua_State *L);

/* [-0, +0, m] Sets pass, fail, unknown, notapplicable in the table on top. */
void
fisc__results_open(lua_State *L);

/* [-0, +0, v] Reads what a function returned: the `count` values on top. */
void
fisc__result_read(lua_State *L, int count, struct fisc__outcome *ret);

/* One line of text: controls and what isn't UTF-8 replaced; NULL: no memory. */
const char *
fisc__clean(struct fisc__arena *arena, const char *text, size_t length,
            size_t most);

/* ---- functions -----------------------------------------------------------*/

/*
 * [-0, +0, m] Keeps a replayed file's functions, and the values that their
 * upvalues have now; `kept` is of the first.
 */
void
fisc__functions_keep(lua_State *L, struct fisc__kept_function *kept);

/* [-0, +1, -] Pushes a function as it was kept: what it changed is undone. */
void
fisc__functions_fetch(lua_State *L, const struct fisc__kept_function *kept);

#endif
