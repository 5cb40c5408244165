/* SPDX-License-Identifier: MIT */
/* Work, counted; and now and then a look at the host. */

#include "requirement/meter.h"

enum fisc_status
fisc__meter_look(struct fisc__meter *meter, struct fisc_error *reterr)
{
    if (meter->limit && meter->used > meter->limit)
        return fisc__error(reterr, FISC_ERR_BUDGET, NULL,
                           "the evaluation takes more than %llu units of work",
                           (unsigned long long)meter->limit);
    meter->look = meter->used + FISC__METER_STRIDE;
    if (meter->limit && meter->look > meter->limit)
        meter->look = meter->limit + 1;
    if ((meter->interrupt &&
         atomic_load_explicit(meter->interrupt, memory_order_relaxed)) ||
        (meter->progress &&
         meter->progress(meter->progress_data, meter->done, meter->total)))
        return fisc__error(reterr, FISC_ERR_INTERRUPTED, NULL,
                           "the host asked to stop");
    return FISC_OK;
}
