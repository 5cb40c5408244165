/* SPDX-License-Identifier: MIT */
#ifndef PLAN_WRITE_H
#define PLAN_WRITE_H

/* What the writers of a plan share. They read it as any caller does. */

#include <fisc/plan.h>

#include "report/writer.h"

struct fisc__plan_writer {
    const struct fisc_plan *plan;
    struct fisc_plan_write_options options; /* every default filled in */
    struct fisc__writer base; /* where it goes, and the report */
};

enum fisc_status
fisc__plan_write_json(struct fisc__plan_writer *writer);

enum fisc_status
fisc__plan_write_text(struct fisc__plan_writer *writer);

#endif
