/* SPDX-License-Identifier: MIT */
/* An evaluator's beginning and end. */

#include "evaluate/evaluator.h"

#include "evaluate/change.h"

#include <assert.h>

#include "base/share.h"

/* Else a signal handler might wait for the thread that it interrupts. */
_Static_assert(ATOMIC_BOOL_LOCK_FREE == 2, "a flag is set without a lock");

enum fisc_status
fisc_evaluator_new(struct fisc_policy *policy, struct fisc_evaluator **ret,
                   struct fisc_error *reterr)
{
    struct fisc_context *context;
    struct fisc_evaluator *evaluator;
    enum fisc_status status;

    assert(policy && ret);
    context = policy->context;
    evaluator = fisc__alloc(context, sizeof *evaluator);
    if (!evaluator)
        return fisc__error_nomem(reterr);
    evaluator->policy = fisc_policy_ref(policy);
    evaluator->base = fisc__base_new(context);
    status = evaluator->base ? fisc__runner_new(context, &policy->checks,
                                                &evaluator->runner, reterr)
                             : fisc__error_nomem(reterr);
    if (status) {
        fisc_evaluator_free(evaluator);
        return status;
    }
    atomic_init(&evaluator->interrupt, false);
    FISC__ATOMIC(&evaluator->interrupt, sizeof evaluator->interrupt);
    fisc__runner_watch(evaluator->runner, &evaluator->interrupt);
    *ret = evaluator;
    return FISC_OK;
}

void
fisc_evaluator_free(struct fisc_evaluator *evaluator)
{
    struct fisc_policy *policy;

    if (!evaluator)
        return;
    policy = evaluator->policy;
    fisc__base_free(evaluator);
    fisc__runner_free(evaluator->runner);
    fisc__layout_unref(evaluator->layout);
    fisc__free(policy->context, evaluator, sizeof *evaluator);
    fisc_policy_unref(policy);
}

void
fisc_evaluator_interrupt(struct fisc_evaluator *evaluator)
{
    atomic_store_explicit(&evaluator->interrupt, true, memory_order_relaxed);
}

void
fisc_evaluator_clear_interrupt(struct fisc_evaluator *evaluator)
{
    atomic_store_explicit(&evaluator->interrupt, false, memory_order_relaxed);
}
