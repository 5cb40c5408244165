/* SPDX-License-Identifier: MIT */
/* Filling a struct that the caller lent. */

#include "base/info.h"

#include <string.h>

bool
fisc__info_copy(void *ret, const void *filled, size_t known, size_t smallest)
{
    size_t size;

    memcpy(&size, ret, sizeof size);
    if (size < smallest || size > known * 4)
        return false;
    memset(ret, 0, size);
    memcpy(ret, filled, size < known ? size : known);
    memcpy(ret, &size, sizeof size);
    return true;
}
