/* SPDX-License-Identifier: MIT */
#ifndef POLICY_DUMP_H
#define POLICY_DUMP_H

/* A policy as text, for tests: what it consists of and its remarks. */

#include <fisc/fisc.h>

/* From malloc; the caller frees it. */
char *
policy_dump(const struct fisc_policy *policy);

/* An error as its name and its line. From malloc. */
char *
error_dump(const struct fisc_error *error);

#endif
