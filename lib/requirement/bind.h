/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_BIND_H
#define REQUIREMENT_BIND_H

/* What the files that bind a description share. */

#include "requirement/frame.h"
#include "system/flat.h"

/* The number of a string; 0 where memory is short. */
uint32_t
fisc__run_name(struct fisc__run *run, const char *text);

/* The numbers of a set's strings; false where memory is short. */
bool
fisc__run_set(struct fisc__run *run, const struct fisc__item *item,
              const uint32_t **ret, uint32_t *ret_count);

/* ---- entries.c -----------------------------------------------------------*/

/*
 * Binds the parties, and the registers that the graph asks about. `party`: as
 * in struct fisc__run_input. False where memory is short.
 */
bool
fisc__run_registers(struct fisc__run *run, const char *party);

#endif
