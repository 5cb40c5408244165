/* SPDX-License-Identifier: MIT */
/* Structs that begin with their size, so that they can grow. */

#include "base/sized.h"

#include <string.h>

enum fisc_status
fisc__sized_copy(void *ret, const void *full, size_t size, size_t least)
{
    size_t room;
    char *bytes = ret;

    memcpy(&room, ret, sizeof room);
    if (room < least)
        return FISC_ERR_INVALID;
    if (room > size)
        memset(bytes + size, 0, room - size);
    else
        size = room;
    memcpy(bytes + sizeof room, (const char *)full + sizeof room,
           size - sizeof room);
    return FISC_OK;
}

enum fisc_status
fisc__sized_element(void *full, size_t size, size_t least, const void *array,
                    size_t index)
{
    const char *element = array;
    size_t step, own;

    memcpy(&step, array, sizeof step);
    if (step < least || step > size)
        return FISC_ERR_INVALID;
    element += index * step;
    memcpy(&own, element, sizeof own);
    if (own != step)
        return FISC_ERR_INVALID;
    memset(full, 0, size);
    memcpy(full, element, step);
    return FISC_OK;
}

enum fisc_status
fisc__sized_lent(void *full, size_t size, size_t least, const void *lent)
{
    size_t own;

    memcpy(&own, lent, sizeof own);
    if (own < least || own > size)
        return FISC_ERR_INVALID;
    memset(full, 0, size);
    memcpy(full, lent, own);
    return FISC_OK;
}

enum fisc_status
fisc__sized_options(void *ret, size_t size, const void *options,
                    struct fisc_error *reterr)
{
    const size_t none = sizeof none;

    if (!options)
        options = &none;
    if (fisc__sized_lent(ret, size, sizeof none, options) != FISC_OK)
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "the options' size is not a known one");
    return FISC_OK;
}
