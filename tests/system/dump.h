/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SYSTEM_DUMP_H
#define TESTS_SYSTEM_DUMP_H

/* A description written out, one line for each thing that it states. */

#include <fisc/fisc.h>

/* From malloc. Without places, so that equal descriptions give equal text. */
char *
dump_system(const struct fisc_system *system);

#endif
