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
    fisc__functions_keep(
        L, &fisc__runner_of(L)->functions[file->first_function]);
    return 0;
}

/* [-1, +0, e] */
static int
call_function(lua_State *L)
{
    struct fisc__runner *runner = fisc__runner_of(L);

    lua_settop(L, 0);
    fisc__functions_fetch(L, &runner->functions[runner->function]);
    fisc__ctx_push(L);
    fisc__sandbox_call(L, 1, LUA_MULTRET);
    fisc__result_read(L, lua_gettop(L), runner->outcome);
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
    const struct fisc_error *error = &runner->sandbox->error;
    char text[80];

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

/* ---- calls ---------------------------------------------------------------*/

static enum fisc__end
run(struct fisc__runner *runner, enum fisc__mode mode, lua_CFunction work,
    void *argument)
{
    struct fisc__sandbox *sandbox = runner->sandbox;
    enum fisc__end end;

    sandbox->mode = mode;
    sandbox->allowance = mode == FISC__MODE_RUN
                             ? fisc__access_steps(runner->access)
                             : runner->context->options.check_steps;
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
    if (run(runner, FISC__MODE_REPLAY, open_state, NULL) == FISC__END_NONE)
        return FISC_OK;
    return FISC_ERR_BUDGET; /* the end says which */
}

/* The file of a function is replayed when its first function is called. */
static enum fisc_status
need_file(struct fisc__runner *runner)
{
    struct fisc__kept_function *kept = &runner->functions[runner->function];
    struct fisc__sandbox *sandbox = runner->sandbox;
    struct fisc__loaded_file *loaded;

    if (!kept->reference)
        kept->file = (uint32_t)fisc__checks_file_of(runner->checks,
                                                    runner->function);
    loaded = &runner->files[kept->file];
    if (!loaded->done) {
        fisc__sandbox_settle(sandbox);
        sandbox->before = (struct fisc__weights){0, 0, 0};
        if (run(runner, FISC__MODE_REPLAY, replay_file,
                runner->checks->files[kept->file]) != FISC__END_NONE)
            return FISC_ERR_BUDGET;
        fisc__sandbox_settle(sandbox);
        loaded->weights = sandbox->weights;
        loaded->done = true;
    }
    sandbox->before = loaded->weights;
    return FISC_OK;
}

enum fisc_status
fisc__runner_call(void *data, uint32_t function, struct fisc__access *access,
                  struct fisc__outcome *ret)
{
    struct fisc__runner *runner = data;
    struct fisc__outcome outcome = {0};
    enum fisc_status status;

    runner->function = function;
    runner->access = access;
    runner->outcome = &outcome;
    runner->generation++;
    runner->pooled = 0;
    runner->held = fisc__access_arena(access)->held;
    status = need_state(runner);
    if (status == FISC_OK)
        status = need_file(runner);
    if (status == FISC_OK &&
        run(runner, FISC__MODE_RUN, call_function, NULL) != FISC__END_NONE)
        status = FISC_ERR_BUDGET;
    if (status == FISC_ERR_BUDGET && !runner->sandbox)
        status = broken_outcome(runner, "memory",
                                "takes more memory than a check may have", 0,
                                &outcome);
    else if (status == FISC_ERR_BUDGET)
        status = failed_outcome(runner, &outcome);
    if (runner->sandbox && !fisc__sandbox_is_sound(runner->sandbox))
        drop_state(runner);
    runner->access = NULL;
    runner->outcome = NULL;
    if (status == FISC_OK)
        *ret = outcome;
    return status;
}
