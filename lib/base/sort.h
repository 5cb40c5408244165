/* SPDX-License-Identifier: MIT */
#ifndef BASE_SORT_H
#define BASE_SORT_H

/* Sorting in the context's memory, where qsort() may take the C library's. */

#include "base/context.h"

/*
 * Sorts `count` elements of `size` bytes by `compare`, as qsort() but stable,
 * and never slower than n log n. False where memory is short; the elements are
 * then as they were.
 */
bool
fisc__sort(struct fisc_context *context, void *list, size_t count, size_t size,
           int (*compare)(const void *, const void *));

#endif
