/* SPDX-License-Identifier: MIT */
/* Running function leaves: one state a runner, its files replayed lazily. */

#include "check/runner.h"

#include <stdio.h>
#include <string.h>

static void
free_arrays(struct fisc_context *context, struct fisc__runner *runner)
{
    fisc__free(context, runner->files,
               runner->file_count * sizeof *runner->files);
    fisc__free(context, runner->functions,
               runner->function_count * sizeof *runner->functions);
}

/* What making a state takes, beside what runs in it, in steps. */
enum { NEW_STATE = 10000 };

enum fisc_status
fisc__runner_new(struct fisc_context *context,
                 const struct fisc__checks *checks, struct fisc__runner **ret,
                 struct fisc_error *reterr)
{
    struct fisc__runner *runner = fisc__alloc(context, sizeof *runner);

    if (!runner)
        return fisc__error_nomem(reterr);
    runner->file_count = checks->file_count;
    runner->function_count = checks->function_count;
    runner->files =
        fisc__alloc_array(context, runner->file_count, sizeof *runner->files);
    runner->functions = fisc__alloc_array(context, runner->function_count,
                                          sizeof *runner->functions);
    if (!runner->files || !runner->functions) {
        free_arrays(context, runner);
        fisc__free(context, runner, sizeof *runner);
        return fisc__error_nomem(reterr);
    }
    runner->context = fisc_context_ref(context);
    runner->checks = checks;
    fisc__path_memo_init(&runner->paths, runner->context);
    *ret = runner;
    return FISC_OK;
}

static void
drop_state(struct fisc__runner *runner)
{
    fisc__sandbox_free(runner->sandbox);
    runner->sandbox = NULL;
    for (size_t i = 0; i < runner->file_count; i++)
        runner->files[i].done = false;
    for (size_t i = 0; i < runner->function_count; i++)
        runner->functions[i].reference = 0;
}

void
fisc__runner_free(struct fisc__runner *runner)
{
    struct fisc_context *context;

    if (!runner)
        return;
    context = runner->context;
    drop_state(runner);
    fisc__path_memo_done(&runner->paths);
    free_arrays(context, runner);
    fisc__free(context, runner, sizeof *runner);
    fisc_context_unref(context);
}

void
fisc__runner_watch(struct fisc__runner *runner, const atomic_bool *interrupt)
{
    runner->interrupt = interrupt;
    if (runner->sandbox)
        runner->sandbox->interrupt = interrupt;
}

/* ---- what runs inside ----------------------------------------------------*/

/* [-1, +0, e] */
static int
open_state(lua_State *L)
{
    fisc__environment_open(L);
    fisc__runner_of(L)->ctx = fisc__ctx_open(L);
    fisc__elements_pool(L);
    return 0;
}

/* [-1, +0, e] Argument: the file. */
static int
replay_file(lua_State *L)
{
    const struct fisc__check_file *file = lua_touserdata(L, 1);

    lua_settop(L, 0);
    fisc__chunk_run(L, file);
    /* It may have run otherwise than when it was loaded. */
    fisc__functions_check(L, file->functions, file->function_count);
    fisc__functions_keep(
        L, &fisc__runner_of(L)->functions[file->first_function]);
    return 0;
}

/* ---- outcomes ------------------------------------------------------------*/

static enum fisc_status
broken_outcome(const struct fisc__runner *runner, const char *reason,
               const char *text, unsigned line, struct fisc__outcome *ret)
{
    struct fisc__arena *arena = fisc__access_arena(runner->access);

    *ret = (struct fisc__outcome){.verdict = FISC__VERDICT_ERROR,
                                  .reason = reason};
    ret->error = line ? fisc__arena_format(arena, "line %u: %s", line, text)
                      : fisc__arena_string(arena, text);
    return ret->error ? FISC_OK : FISC_ERR_NOMEM;
}

static enum fisc_status
missing_outcome(const struct fisc__runner *runner, struct fisc__outcome *ret)
{
    *ret = (struct fisc__outcome){.verdict = FISC__VERDICT_UNKNOWN,
                                  .state = runner->state};
    ret->path =
        fisc__arena_string(fisc__access_arena(runner->access), runner->path);
    return ret->path ? FISC_OK : FISC_ERR_NOMEM;
}

/* What a run came to that ended otherwise than by returning. */
static enum fisc_status
failed_outcome(const struct fisc__runner *runner, struct fisc__outcome *ret)
{
    const struct fisc_error *error;
    char text[80];

    if (!runner->sandbox)
        return broken_outcome(runner, "memory",
                              "takes more memory than a check may have", 0,
                              ret);
    error = &runner->sandbox->error;
    switch (runner->sandbox->end) {
    case FISC__END_MISSING:
        return missing_outcome(runner, ret);
    case FISC__END_BUDGET:
        snprintf(text, sizeof text, "takes more than %llu steps",
                 (unsigned long long)runner->sandbox->allowance);
        return broken_outcome(runner, "budget", text, 0, ret);
    case FISC__END_MEMORY:
        return broken_outcome(runner, "memory",
                              "takes more memory than a check may have", 0,
                              ret);
    case FISC__END_HOST_MEMORY:
        return FISC_ERR_NOMEM;
    case FISC__END_INTERRUPTED:
        return FISC_ERR_INTERRUPTED;
    default:
        return broken_outcome(runner, "error", error->message, error->line,
                              ret);
    }
}

/* ---- preparations --------------------------------------------------------*/

static enum fisc__end
replay(struct fisc__runner *runner, lua_CFunction work, void *argument)
{
    struct fisc__sandbox *sandbox = runner->sandbox;
    enum fisc__end end;

    sandbox->mode = FISC__MODE_REPLAY;
    sandbox->is_brief = false;
    sandbox->allowance = runner->context->options.check_steps;
    end = fisc__sandbox_run(sandbox, work, argument);
    fisc__access_spend(runner->access, fisc__sandbox_spent(sandbox));
    return end;
}

static enum fisc_status
need_state(struct fisc__runner *runner)
{
    enum fisc_status status;

    if (runner->sandbox)
        return FISC_OK;
    status = fisc__sandbox_new(runner->context, FISC__MODE_REPLAY, runner,
                               &runner->sandbox, NULL);
    if (status != FISC_OK)
        return status;
    runner->sandbox->interrupt = runner->interrupt;
    fisc__access_spend(runner->access, NEW_STATE);
    if (replay(runner, open_state, NULL) == FISC__END_NONE)
        return FISC_OK;
    return FISC_ERR_BUDGET; /* the end says which */
}

/* The file of a function is replayed when its first function is called. */
static enum fisc_status
need_file(struct fisc__runner *runner)
{
    size_t file = fisc__checks_file_of(runner->checks, runner->function);
    struct fisc__check_file *of = runner->checks->files[file];
    struct fisc__sandbox *sandbox = runner->sandbox;
    struct fisc__loaded_file *loaded = &runner->files[file];

    if (loaded->done)
        return FISC_OK;
    fisc__sandbox_settle(sandbox);
    sandbox->before = (struct fisc__weights){0};
    if (replay(runner, replay_file, of) != FISC__END_NONE)
        return FISC_ERR_BUDGET;
    fisc__sandbox_settle(sandbox);
    loaded->weights = sandbox->weights;
    loaded->done = true;
    for (uint32_t i = 0; i < of->function_count; i++) {
        struct fisc__kept_function *kept =
            &runner->functions[of->first_function + i];

        kept->file = (uint32_t)file;
        kept->is_brief = kept->is_brief && of->functions[i].is_brief;
    }
    return FISC_OK;
}

/* ---- calls ---------------------------------------------------------------*/

/* Is there a function whose turn it is? Then nothing outlasts the one before. */
static bool
begin_call(struct fisc__runner *runner)
{
    if (!fisc__calls_next(runner->calls, &runner->function, &runner->access)) {
        runner->access = NULL;
        return false;
    }
    runner->outcome = (struct fisc__outcome){0};
    runner->generation++;
    runner->pooled = 0;
    runner->held = fisc__access_arena(runner->access)->held;
    return true;
}

static void
end_call(struct fisc__runner *runner)
{
    fisc__calls_end(runner->calls, &runner->outcome);
    runner->access = NULL;
}

/* A function whose file has been replayed gets a budget of its own. */
static bool
prepare_call(struct fisc__runner *runner)
{
    const struct fisc__kept_function *kept =
        &runner->functions[runner->function];
    struct fisc__sandbox *sandbox = runner->sandbox;

    if (!kept->reference)
        return false;
    sandbox->before = runner->files[kept->file].weights;
    sandbox->is_brief = kept->is_brief;
    sandbox->allowance = fisc__access_steps(runner->access);
    return true;
}

/*
 * [-1, +0, e] Calls the function whose turn it is, and those after it as long
 * as each ends well. Where one does not, all that were before it have been.
 */
static int
call_functions(lua_State *L)
{
    struct fisc__runner *runner = fisc__runner_of(L);
    struct fisc__sandbox *sandbox = runner->sandbox;

    lua_settop(L, 0);
    fisc__ctx_push(L);
    for (;;) {
        lua_settop(L, 1);
        fisc__functions_fetch(L, &runner->functions[runner->function]);
        lua_pushvalue(L, 1);
        fisc__sandbox_call(L, 1, LUA_MULTRET);
        fisc__sandbox_count_brief(L);
        fisc__result_read(L, lua_gettop(L) - 1, &runner->outcome);
        if (sandbox->end != FISC__END_NONE)
            return fisc__sandbox_stop(L, sandbox->end);
        fisc__access_spend(runner->access, fisc__sandbox_spent(sandbox));
        end_call(runner);
        if (fisc__calls_meet_host(runner->calls) || !begin_call(runner) ||
            !prepare_call(runner))
            return 0;
        fisc__sandbox_begin(sandbox);
    }
}

/* Calls the function whose turn it is, and others after it. */
static enum fisc_status
call_some(struct fisc__runner *runner)
{
    enum fisc_status status = need_state(runner);

    if (!status)
        status = need_file(runner);
    if (!status) {
        prepare_call(runner);
        runner->sandbox->mode = FISC__MODE_RUN;
        if (fisc__sandbox_run(runner->sandbox, call_functions, NULL) ==
            FISC__END_NONE)
            return FISC_OK;
        fisc__access_spend(runner->access,
                           fisc__sandbox_spent(runner->sandbox));
        status = FISC_ERR_BUDGET;
    }
    if (status == FISC_ERR_BUDGET)
        status = failed_outcome(runner, &runner->outcome);
    if (runner->sandbox && !fisc__sandbox_is_sound(runner->sandbox))
        drop_state(runner);
    if (!status)
        end_call(runner);
    return status;
}

enum fisc_status
fisc__runner_call(void *data, struct fisc__calls *calls)
{
    struct fisc__runner *runner = data;
    enum fisc_status status = FISC_OK;

    runner->calls = calls;
    runner->access = NULL;
    while (!status && (runner->access || begin_call(runner)))
        status = call_some(runner);
    runner->access = NULL;
    runner->calls = NULL;
    return status;
}
