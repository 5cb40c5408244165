/* SPDX-License-Identifier: MIT */
#ifndef BASE_SIZED_H
#define BASE_SIZED_H

/* Structs that begin with their size, so that they can grow. */

#include <fisc/base.h>

/*
 * Copies `full`, which has `size` bytes, to a struct of the caller's that
 * begins with its own size: as much as fits, and zeroes where it is larger.
 * FISC_ERR_INVALID where it is smaller than `least`, the struct's size in its
 * first release.
 */
enum fisc_status
fisc__sized_copy(void *ret, const void *full, size_t size, size_t least);

#endif
