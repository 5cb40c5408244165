/* SPDX-License-Identifier: MIT */
#ifndef BASE_SIZED_H
#define BASE_SIZED_H

/* Structs that begin with their size, so that they can grow. */

#include "base/error.h"

/*
 * Copies `full`, which has `size` bytes, to a struct of the caller's that
 * begins with its own size: as much as fits, and zeroes where it is larger.
 * FISC_ERR_INVALID where it is smaller than `least`, the struct's size in its
 * first release.
 */
enum fisc_status
fisc__sized_copy(void *ret, const void *full, size_t size, size_t least);

/*
 * Copies the index-th element of an array of structs that a caller lends, each
 * of which begins with its size, to `full`, which has `size` bytes; what the
 * caller doesn't know is 0. The first's size is the step of the array.
 * FISC_ERR_INVALID where an element has another, or that is below `least` or
 * above `size`; `full` is then unchanged.
 */
enum fisc_status
fisc__sized_element(void *full, size_t size, size_t least, const void *array,
                    size_t index);

/*
 * Copies one struct that a caller lends, options for example, in the same way.
 */
enum fisc_status
fisc__sized_lent(void *full, size_t size, size_t least, const void *lent);

/*
 * Copies options that a caller lends, which may be as small as their size; all
 * is 0 where `options` is NULL. FISC_ERR_INVALID with the error set where they
 * are larger than `size`, or smaller than that.
 */
enum fisc_status
fisc__sized_options(void *ret, size_t size, const void *options,
                    struct fisc_error *reterr);

#endif
