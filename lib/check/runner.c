/* SPDX-License-Identifier: MIT */
/* Function leaves, each of which is an error as long as nothing runs them. */

#include "check/check.h"

struct fisc__runner {
    struct fisc_context *context;
};

enum fisc_status
fisc__runner_new(struct fisc_context *context,
                 const struct fisc__checks *checks, struct fisc__runner **ret,
                 struct fisc_error *reterr)
{
    struct fisc__runner *runner = fisc__alloc(context, sizeof *runner);

    (void)checks;
    if (!runner)
        return fisc__error_nomem(reterr);
    runner->context = context;
    *ret = runner;
    return FISC_OK;
}

void
fisc__runner_free(struct fisc__runner *runner)
{
    if (runner)
        fisc__free(runner->context, runner, sizeof *runner);
}

enum fisc_status
fisc__runner_call(void *data, uint32_t function, struct fisc__access *access,
                  struct fisc__outcome *ret)
{
    (void)data;
    (void)function;
    (void)access;
    *ret = (struct fisc__outcome){.verdict = FISC__VERDICT_ERROR,
                                  .reason = "error",
                                  .error = "functions can't be run yet"};
    return FISC_OK;
}
