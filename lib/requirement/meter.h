/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_METER_H
#define REQUIREMENT_METER_H

/*
 * Work, counted: what an evaluation has done so far, and how far it is from
 * its end. Whoever works long charges the meter, which now and then looks
 * whether the host wants to stop.
 */

#include <stdatomic.h>

#include "base/error.h"

/* Work between two looks at the host: about 20 microseconds. */
enum { FISC__METER_STRIDE = 2048 };

/* As fisc_eval_options.progress. */
typedef int (*fisc__progress)(void *data, size_t done, size_t total);

struct fisc__meter {
    const atomic_bool *interrupt; /* or NULL */
    fisc__progress progress;      /* or NULL */
    void *progress_data;
    size_t done, total; /* nodes of the systems and of their parties */
    uint64_t used;
    uint64_t limit; /* more than that is FISC_ERR_BUDGET; 0: none */
    uint64_t look; /* what `used` is when the host is looked at next */
};

/* Looks at the host: FISC_ERR_INTERRUPTED, FISC_ERR_BUDGET. Callers charge. */
enum fisc_status
fisc__meter_look(struct fisc__meter *meter, struct fisc_error *reterr);

/* Counts work before it is done; about the price of one node is 1. */
static inline enum fisc_status
fisc__meter_charge(struct fisc__meter *meter, uint64_t work,
                   struct fisc_error *reterr)
{
    meter->used = work > UINT64_MAX - meter->used ? UINT64_MAX
                                                  : meter->used + work;
    return meter->used < meter->look ? FISC_OK
                                     : fisc__meter_look(meter, reterr);
}

#endif
