/* SPDX-License-Identifier: MIT */
#ifndef TESTS_PLAN_SMALL_H
#define TESTS_PLAN_SMALL_H

/* Small policies and descriptions, written down in a test. */

#include "plan/hold.h"

#define SMALL_AS_OF "2026-06-30"

/*
 * A policy of one catalog "p", a clause "p.c1.customer", "p.c2.customer", … of
 * level must for each of `checks` (the inside of its braces), over the
 * vocabulary of small.c. A check that begins with "should " is of that level.
 * NULL where memory is short.
 */
struct fisc_policy *
small_policy(struct fisc_context *context, const char *const *checks,
             size_t count);

/* A description with a bank, a provider "aws" and `facts` (JSON members). */
struct fisc_system *
small_system(struct fisc_context *context, const char *facts);

/* Evaluates; fails the test. */
void
small_hold(struct fisc_policy *policy, struct fisc_system *system,
           struct held *ret);

void
small_done(struct held *held);

#endif
