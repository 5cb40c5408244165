/* SPDX-License-Identifier: MIT */
#ifndef SUPPORT_FAILING_H
#define SUPPORT_FAILING_H

/* An allocator that counts, checks sizes and fails when it is told to. */

#include <fisc/fisc.h>

struct failing {
    size_t calls;   /* allocations asked for so far */
    size_t fail_at; /* the number of the first that fails, from 1; 0: none */
    int from_then_on;
    size_t held;    /* bytes */
    size_t peak;    /* the most of them at a time */
    size_t blocks;
};

/* To be given to a context as alloc, with a struct failing as its data. */
void *
failing_alloc(void *data, void *block, size_t old_size, size_t new_size);

/*
 * Calls `work` with a context whose 1st, 2nd, 3rd … allocation fails, once
 * and from then on, until it succeeds without a failure being met. `work`
 * returns a status and cleans up after itself. After each call nothing may be
 * held, and a failure must be FISC_ERR_NOMEM. `step` > 1 samples. Returns how
 * many points were tried.
 */
size_t
failing_try(enum fisc_status (*work)(struct fisc_context *context, void *data),
            void *data, size_t step);

#endif
