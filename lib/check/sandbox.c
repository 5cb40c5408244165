/* SPDX-License-Identifier: MIT */
/* The sandbox: a Lua state's memory, budget and one protected call. */

#define _GNU_SOURCE
#include "check/sandbox.h"

#include <locale.h>
#include <string.h>

enum {
    LOOK_STEPS = 10000,      /* of C work between two looks at the host */
    GC_PAUSE = 120,          /* collect early: the cap is near */
    LONG_STRING = 128,       /* bytes from which no string is interned */
    LARGE_VECTOR = 1024,     /* bytes from which an array is charged */
    HEAVY_STRING = 512,      /* bytes that cost one instruction more */
    NUL_STRING = 64 * 1024,  /* bytes of a string that may have NULs */
    NODE_BYTES = 24,         /* of an entry in a table's hash part */
    HEAVY_NODES = 2048       /* entries from which collisions are charged */
};

/* ---- memory --------------------------------------------------------------*/

/*
 * One instruction can compare or hash a long string: while there are such,
 * each costs more.
 */
static void
charge_string(struct fisc__sandbox *sandbox, size_t size)
{
    uint32_t heavy = (uint32_t)(size / HEAVY_STRING);

    if (size < LONG_STRING)
        return;
    sandbox->steps -= (int64_t)(size / 16);
    if (heavy > sandbox->weights.string)
        sandbox->weights.string = heavy;
}

/*
 * Keys can be chosen to collide, and then filling a table of n entries takes
 * n * n / 2 visits and each look-up n. That can't be told from here, so a large
 * hash part costs as if it were so.
 */
static void
charge_nodes(struct fisc__sandbox *sandbox, size_t size)
{
    size_t nodes = size / NODE_BYTES;
    uint32_t heavy = (uint32_t)(nodes / HEAVY_NODES);

    if (size % NODE_BYTES || nodes < HEAVY_NODES || (nodes & (nodes - 1)))
        return;
    sandbox->steps -= (int64_t)(nodes * nodes / 512);
    if (nodes > HEAVY_NODES && heavy > sandbox->weights.table)
        sandbox->weights.table = heavy;
}

/* A new array or stack: one instruction fills it. */
static void
charge_vector(struct fisc__sandbox *sandbox, size_t size)
{
    if (size >= LARGE_VECTOR)
        sandbox->steps -= (int64_t)(size / 64);
    charge_nodes(sandbox, size);
}

static bool
is_within(const struct fisc__sandbox *sandbox, size_t old_size,
          size_t new_size)
{
    if (new_size <= old_size)
        return true;
    return new_size <= sandbox->context->options.check_block &&
           new_size - old_size <= sandbox->limit &&
           sandbox->held <= sandbox->limit - (new_size - old_size);
}

/*
 * A lua_Alloc. Where it refuses, Lua collects everything and asks again: that
 * is no end yet, but it is dear, so that living at the limit is short.
 */
static void *
allocate(void *data, void *block, size_t old_size, size_t new_size)
{
    struct fisc__sandbox *sandbox = data;
    struct fisc_context_options *options = &sandbox->context->options;
    size_t held_now = block ? old_size : 0;
    void *ret;

    if (new_size == 0) {
        if (block)
            options->alloc(options->alloc_data, block, old_size, 0);
        sandbox->held -= held_now;
        return NULL;
    }
    sandbox->host_refused = false;
    if (!is_within(sandbox, held_now, new_size) ||
        (sandbox->weights.has_nul && !block && old_size == LUA_TSTRING &&
         new_size > NUL_STRING)) {
        sandbox->steps -= (int64_t)(sandbox->held / 64) + 1000;
        return NULL;
    }
    ret = options->alloc(options->alloc_data, block, held_now, new_size);
    if (!ret) {
        sandbox->host_refused = true;
        return NULL;
    }
    sandbox->held += new_size - held_now;
    if (new_size / 1024 > sandbox->weights.block)
        sandbox->weights.block = (uint32_t)(new_size / 1024);
    if (!block && old_size == LUA_TSTRING)
        charge_string(sandbox, new_size);
    else if (!block && old_size == 0)
        charge_vector(sandbox, new_size);
    return ret;
}

/* ---- the end of a run ----------------------------------------------------*/

/* What an instruction costs beside its step, while there are large objects. */
static int64_t
surcharge(const struct fisc__sandbox *sandbox)
{
    return fisc__text_price(sandbox) + (int64_t)sandbox->weights.table;
}

/*
 * [-0, +0, v] Called every FISC__HOOK_STEPS instructions; once the run has
 * ended, at every one, so that whatever caught the end ends as well.
 */
static void
on_steps(lua_State *L, lua_Debug *record)
{
    struct fisc__sandbox *sandbox = fisc__sandbox_of(L);

    (void)record;
    if (sandbox->end != FISC__END_NONE)
        fisc__sandbox_stop(L, sandbox->end);
    sandbox->steps -= FISC__HOOK_STEPS * (1 + surcharge(sandbox));
    fisc__sandbox_look(L);
}

void
fisc__sandbox_count_brief(lua_State *L)
{
    struct fisc__sandbox *sandbox = fisc__sandbox_of(L);

    if (!sandbox->is_brief)
        return;
    sandbox->steps -= FISC__HOOK_STEPS * surcharge(sandbox);
    if (sandbox->steps < 0)
        fisc__sandbox_stop(L, FISC__END_BUDGET);
}

void
fisc__sandbox_look(lua_State *L)
{
    struct fisc__sandbox *sandbox = fisc__sandbox_of(L);

    if (sandbox->interrupt &&
        atomic_load_explicit(sandbox->interrupt, memory_order_relaxed))
        fisc__sandbox_stop(L, FISC__END_INTERRUPTED);
    if (sandbox->steps < 0)
        fisc__sandbox_stop(L, FISC__END_BUDGET);
    sandbox->look = sandbox->steps > LOOK_STEPS ? sandbox->steps - LOOK_STEPS
                                                : 0;
}

int
fisc__sandbox_stop(lua_State *L, enum fisc__end why)
{
    fisc__sandbox_of(L)->end = why;
    lua_sethook(L, on_steps, LUA_MASKCOUNT, 1);
    lua_pushnil(L); /* needs no memory */
    return lua_error(L);
}

static enum fisc__end
end_of_status(const struct fisc__sandbox *sandbox, int status)
{
    if (sandbox->end != FISC__END_NONE)
        return sandbox->end;
    if (status == LUA_OK)
        return FISC__END_NONE;
    if (status == LUA_ERRMEM)
        return sandbox->host_refused ? FISC__END_HOST_MEMORY : FISC__END_MEMORY;
    return FISC__END_ERROR;
}

/* ---- calls from C into Lua -----------------------------------------------*/

/* [-0, +0, v] */
static void
enter(lua_State *L, struct fisc__sandbox *sandbox)
{
    if (sandbox->nesting >= FISC__NESTING_LIMIT)
        luaL_error(L, "calls nest too deeply");
    sandbox->nesting++;
}

void
fisc__sandbox_call(lua_State *L, int nargs, int nresults)
{
    struct fisc__sandbox *sandbox = fisc__sandbox_of(L);

    enter(L, sandbox);
    lua_call(L, nargs, nresults);
    sandbox->nesting--;
}

bool
fisc__sandbox_try(lua_State *L, int nargs, int nresults)
{
    struct fisc__sandbox *sandbox = fisc__sandbox_of(L);
    unsigned nesting = sandbox->nesting;
    int status;

    enter(L, sandbox);
    status = lua_pcall(L, nargs, nresults, 0);
    sandbox->nesting = nesting;
    if (status == LUA_OK && sandbox->end == FISC__END_NONE)
        return true;
    if (status == LUA_ERRRUN && sandbox->end == FISC__END_NONE)
        return false;
    fisc__sandbox_stop(L, end_of_status(sandbox, status));
    return false;
}

enum fisc__end
fisc__sandbox_ask(lua_State *L, int nargs, int nresults)
{
    struct fisc__sandbox *sandbox = fisc__sandbox_of(L);
    unsigned nesting = sandbox->nesting;
    int status;

    enter(L, sandbox);
    status = lua_pcall(L, nargs, nresults, 0);
    sandbox->nesting = nesting;
    if (sandbox->end == FISC__END_MISSING) {
        sandbox->end = FISC__END_NONE;
        lua_sethook(L, on_steps, LUA_MASKCOUNT, FISC__HOOK_STEPS);
        lua_pop(L, 1);
        return FISC__END_MISSING;
    }
    if (status == LUA_OK && sandbox->end == FISC__END_NONE)
        return FISC__END_NONE;
    if (status == LUA_ERRRUN && sandbox->end == FISC__END_NONE)
        return FISC__END_ERROR;
    fisc__sandbox_stop(L, end_of_status(sandbox, status));
    return sandbox->end;
}

/* ---- runs ----------------------------------------------------------------*/

const char *
fisc__sandbox_message(const char *message, unsigned *ret_line)
{
    static const char chunk[] = "check:";
    const char *p = message + sizeof chunk - 1;
    unsigned line = 0;

    *ret_line = 0;
    if (strncmp(message, chunk, sizeof chunk - 1) != 0)
        return message;
    while (*p >= '0' && *p <= '9' && line < 100000000)
        line = line * 10 + (unsigned)(*p++ - '0');
    if (line == 0 || p[0] != ':' || p[1] != ' ')
        return message;
    *ret_line = line;
    return p + 2;
}

/* [-0, +0, -] Keeps the text of the error value on top. */
static void
keep_error(lua_State *L, struct fisc_error *error)
{
    const char *text = "an error that is no text";
    unsigned line = 0;

    if (lua_type(L, -1) == LUA_TSTRING)
        text = fisc__sandbox_message(lua_tostring(L, -1), &line);
    fisc__error(error, FISC_ERR_INVALID, NULL, "%.1000s", text);
    error->line = line;
}

void
fisc__sandbox_begin(struct fisc__sandbox *sandbox)
{
    sandbox->end = FISC__END_NONE;
    sandbox->nesting = 0;
    sandbox->weights = sandbox->before;
    sandbox->steps = sandbox->allowance > INT64_MAX / 4
                         ? INT64_MAX / 4
                         : (int64_t)sandbox->allowance;
    sandbox->look = sandbox->steps;
    if (!sandbox->is_brief)
        lua_sethook(sandbox->state, on_steps, LUA_MASKCOUNT, FISC__HOOK_STEPS);
    else if (lua_gethookmask(sandbox->state))
        lua_sethook(sandbox->state, NULL, 0, 0);
}

enum fisc__end
fisc__sandbox_run(struct fisc__sandbox *sandbox, lua_CFunction work,
                  void *argument)
{
    lua_State *L = sandbox->state;
    locale_t before = uselocale(sandbox->context->c_locale);
    int status;

    fisc__sandbox_begin(sandbox);
    lua_pushcfunction(L, work);
    lua_pushlightuserdata(L, argument);
    status = lua_pcall(L, 1, 0, 0);
    sandbox->end = end_of_status(sandbox, status);
    if (sandbox->end == FISC__END_ERROR)
        keep_error(L, &sandbox->error);
    lua_settop(L, 0);
    uselocale(before);
    return sandbox->end;
}

uint64_t
fisc__sandbox_spent(const struct fisc__sandbox *sandbox)
{
    uint64_t allowance = sandbox->allowance > INT64_MAX / 4
                             ? INT64_MAX / 4
                             : sandbox->allowance;

    /* What overran may owe some. */
    return (uint64_t)((int64_t)allowance - sandbox->steps);
}

void
fisc__sandbox_settle(struct fisc__sandbox *sandbox)
{
    const struct fisc_context_options *options = &sandbox->context->options;

    lua_gc(sandbox->state, LUA_GCCOLLECT);
    sandbox->limit = sandbox->held > SIZE_MAX - options->check_memory
                         ? SIZE_MAX
                         : sandbox->held + options->check_memory;
}

bool
fisc__sandbox_is_sound(const struct fisc__sandbox *sandbox)
{
    return sandbox->end <= FISC__END_MISSING;
}

/* ---- life ----------------------------------------------------------------*/

enum fisc_status
fisc__sandbox_new(struct fisc_context *context, enum fisc__mode mode,
                  void *owner, struct fisc__sandbox **ret,
                  struct fisc_error *reterr)
{
    struct fisc__sandbox *sandbox = fisc__alloc(context, sizeof *sandbox);

    if (!sandbox)
        return fisc__error_nomem(reterr);
    sandbox->context = context;
    sandbox->mode = mode;
    sandbox->owner = owner;
    sandbox->limit = context->options.check_memory;
    sandbox->allowance = context->options.check_steps;
    sandbox->state = lua_newstate(allocate, sandbox);
    if (!sandbox->state) {
        bool host = sandbox->host_refused;

        fisc__free(context, sandbox, sizeof *sandbox);
        return host ? fisc__error_nomem(reterr)
                    : fisc__error(reterr, FISC_ERR_BUDGET, NULL,
                                  "check_memory is too small for a Lua state");
    }
    *(struct fisc__sandbox **)lua_getextraspace(sandbox->state) = sandbox;
    lua_gc(sandbox->state, LUA_GCINC, GC_PAUSE, 0, 0);
    if (mode == FISC__MODE_LOAD) /* gone before there is much to collect */
        lua_gc(sandbox->state, LUA_GCSTOP);
    *ret = sandbox;
    return FISC_OK;
}

void
fisc__sandbox_free(struct fisc__sandbox *sandbox)
{
    if (!sandbox)
        return;
    sandbox->end = FISC__END_NONE;
    lua_close(sandbox->state);
    fisc__free(sandbox->context, sandbox, sizeof *sandbox);
}

void *
fisc__sandbox_object(lua_State *L, int index, enum fisc__tag tag)
{
    uint32_t *object = lua_touserdata(L, index);

    /* A light one has no length. */
    if (!object || lua_rawlen(L, index) < sizeof *object)
        return NULL;
    return *object == (uint32_t)tag ? object : NULL;
}

const char *
fisc__kind_of(lua_State *L, int index)
{
    switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL:
        return "nil";
    case LUA_TBOOLEAN:
        return "a boolean";
    case LUA_TNUMBER:
        return "a number";
    case LUA_TSTRING:
        return "a text";
    case LUA_TTABLE:
        return "a table";
    case LUA_TFUNCTION:
        return "a function";
    default:
        if (fisc__sandbox_object(L, index, FISC__TAG_HANDLE))
            return "a requirement";
        if (fisc__sandbox_object(L, index, FISC__TAG_ELEMENT))
            return "a record";
        return fisc__sandbox_object(L, index, FISC__TAG_RESULT) ? "a result"
                                                                : "ctx";
    }
}
