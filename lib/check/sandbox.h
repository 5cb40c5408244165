/* SPDX-License-Identifier: MIT */
#ifndef CHECK_SANDBOX_H
#define CHECK_SANDBOX_H

/*
 * A Lua state that can do no harm: its memory, its budget, and the one
 * protected call through which everything in it runs.
 *
 * A budget is one number, charged by the VM (through a hook), by every C
 * function of ours and by the allocator. What ends a run for good (a budget, a
 * memory failure, a missing fact, a trap) is kept here, in C: no pcall and no
 * later return value can undo it.
 */

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lauxlib.h>
#include <lua.h>

#include "base/context.h"
#include "base/error.h"

/* Why nothing in the state may go on. */
enum fisc__end {
    FISC__END_NONE = 0,
    FISC__END_ERROR,       /* an error that nothing caught */
    FISC__END_TRAP,        /* a mistake that may not be caught; see error */
    FISC__END_MISSING,     /* a fact is missing; the runner knows which */
    FISC__END_BUDGET,      /* out of steps */
    FISC__END_MEMORY,      /* beyond the state's own cap */
    FISC__END_HOST_MEMORY, /* the host's allocator refused */
    FISC__END_INTERRUPTED  /* the host asked to stop */
};

enum fisc__mode {
    FISC__MODE_LOAD,   /* words build requirements */
    FISC__MODE_REPLAY, /* a loaded file again, for the sake of its functions */
    FISC__MODE_RUN     /* a function leaf reads facts */
};

/*
 * Single instructions can work long on large objects, and no hook sees how
 * long; so the largest that exist set the price of all.
 */
struct fisc__weights {
    uint32_t string; /* of the longest string, in 512 bytes */
    uint32_t table;  /* of the largest hash part, in 2048 entries */
    uint32_t block;  /* of the largest block, in KiB */
    bool has_nul;    /* may a string have NULs? */
};

struct fisc__sandbox {
    struct fisc_context *context; /* borrowed */
    lua_State *state;
    size_t held;        /* bytes that Lua has */
    size_t limit;       /* … and may have */
    bool host_refused;  /* whose refusal the last one was */
    uint64_t allowance; /* steps that the next run may take */
    int64_t steps;      /* left */
    int64_t look;       /* the host is looked at when less are left */
    struct fisc__weights weights; /* of the largest objects so far … */
    struct fisc__weights before;  /* … and when a run begins */
    bool is_brief; /* what is run ends before the hook would be called */
    enum fisc__mode mode;
    enum fisc__end end;
    unsigned nesting;   /* of calls from C into Lua */
    void *owner;        /* the loader or the runner */
    const atomic_bool *interrupt; /* or NULL */
    struct fisc_error error;      /* of END_ERROR and END_TRAP */
};

/* Instructions between two looks at the budget. */
enum { FISC__HOOK_STEPS = 200 };

/* How deep our C functions may call back into Lua, one inside another. */
enum { FISC__NESTING_LIMIT = 100 };

/* The largest string that a function of ours makes, and the largest table. */
enum { FISC__STRING_LIMIT = 256 * 1024, FISC__TABLE_LIMIT = 100000 };

/*
 * FISC_ERR_NOMEM: the host's memory is short. FISC_ERR_BUDGET: the context's
 * check_memory does not suffice for an empty state.
 */
enum fisc_status
fisc__sandbox_new(struct fisc_context *context, enum fisc__mode mode,
                  void *owner, struct fisc__sandbox **ret,
                  struct fisc_error *reterr);

void
fisc__sandbox_free(struct fisc__sandbox *sandbox);

/* [-0, +0, -] From here on the state's steps, sizes and end count anew. */
void
fisc__sandbox_begin(struct fisc__sandbox *sandbox);

/*
 * Calls `work` with one light userdata, protected, in the "C" locale, under a
 * fresh budget of steps. FISC__END_NONE is success. The stack is empty
 * afterwards.
 */
enum fisc__end
fisc__sandbox_run(struct fisc__sandbox *sandbox, lua_CFunction work,
                  void *argument);

/* The steps that were taken since the last beginning. */
uint64_t
fisc__sandbox_spent(const struct fisc__sandbox *sandbox);

/*
 * Between runs: collects what is garbage. The cap of later runs counts from
 * what is still held.
 */
void
fisc__sandbox_settle(struct fisc__sandbox *sandbox);

/* After a run, of use again? Not after a budget or a memory failure. */
bool
fisc__sandbox_is_sound(const struct fisc__sandbox *sandbox);

/* [-0, +0, -] */
static inline struct fisc__sandbox *
fisc__sandbox_of(lua_State *L)
{
    return *(struct fisc__sandbox **)lua_getextraspace(L);
}

/* [-0, +0, v] Ends the run for good; returns only for `return stop(…)`. */
int
fisc__sandbox_stop(lua_State *L, enum fisc__end why);

/* [-0, +0, v] Ends the run where no steps are left or the host asks to stop. */
void
fisc__sandbox_look(lua_State *L);

/* [-0, +0, v] Takes steps from the budget. */
static inline void
fisc__charge(lua_State *L, size_t steps)
{
    struct fisc__sandbox *sandbox = fisc__sandbox_of(L);

    sandbox->steps -= (int64_t)steps;
    if (sandbox->steps < sandbox->look)
        fisc__sandbox_look(L);
}

/*
 * [-0, +0, v] The price of looking through a whole table, which may have many
 * more slots than entries.
 */
static inline void
fisc__charge_table(lua_State *L)
{
    fisc__charge(L, 10 + fisc__sandbox_of(L)->weights.block);
}

/*
 * What comparing the longest text may cost. Lua compares from NUL to NUL, a call
 * for each, and so takes many times as long where there are NULs.
 */
static inline int64_t
fisc__text_price(const struct fisc__sandbox *sandbox)
{
    return (int64_t)sandbox->weights.string *
           (sandbox->weights.has_nul ? 16 : 1);
}

/* [-0, +0, v] The price of comparing texts, which may be long, n times. */
static inline void
fisc__charge_texts(lua_State *L, size_t n)
{
    fisc__charge(L, n * (1 + (size_t)fisc__text_price(fisc__sandbox_of(L))));
}

/* [-0, +0, v] After a brief run: what its instructions cost beside steps. */
void
fisc__sandbox_count_brief(lua_State *L);

/*
 * [-(nargs + 1), +nresults, e] lua_call() from a function of ours: bounds how
 * deep calls nest.
 */
void
fisc__sandbox_call(lua_State *L, int nargs, int nresults);

/*
 * [-(nargs + 1), +(nresults|1), v] lua_pcall() from a function of ours: true,
 * or false and the error value. What ends a run passes through.
 */
bool
fisc__sandbox_try(lua_State *L, int nargs, int nresults);

/*
 * [-(nargs + 1), +(nresults|0), v] The same for one of several that are asked
 * in turn, where a missing fact ends only that one: FISC__END_NONE,
 * FISC__END_MISSING, or FISC__END_ERROR, which pushes the error value. All else
 * passes through.
 */
enum fisc__end
fisc__sandbox_ask(lua_State *L, int nargs, int nresults);

/* The kinds of userdata that a script can hold: how each begins. */
enum fisc__tag {
    FISC__TAG_HANDLE = 0x68616e64,
    FISC__TAG_ELEMENT = 0x656c656d,
    FISC__TAG_RESULT = 0x72657375
};

/* [-0, +0, -] The userdata at `index` if it is of that kind, else NULL. */
void *
fisc__sandbox_object(lua_State *L, int index, enum fisc__tag tag);

/* [-0, +0, -] What a value is, for people: "a text", "nil", … Static. */
const char *
fisc__kind_of(lua_State *L, int index);

/* The name under which Lua knows the chunk; it stands before line numbers. */
#define FISC__CHUNK "=check"

/*
 * Splits "check:12: text" into the line and the text; the line is 0 where the
 * message has no such beginning.
 */
const char *
fisc__sandbox_message(const char *message, unsigned *ret_line);

#endif
