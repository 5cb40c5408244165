/* SPDX-License-Identifier: MIT */
#ifndef BASE_INFO_H
#define BASE_INFO_H

/*
 * Filling a struct that the caller lent, which may be of an older or a newer
 * header than ours: both begin with their size.
 */

#include <stdbool.h>
#include <stddef.h>

/*
 * Copies the filled struct, whose size is `known`, to the caller's, keeping the
 * caller's size. Members that only the caller knows become zero. False where
 * the caller's size is none that a header of this struct ever had: less than
 * `smallest`.
 */
bool
fisc__info_copy(void *ret, const void *filled, size_t known, size_t smallest);

#endif
