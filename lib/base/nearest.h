/* SPDX-License-Identifier: MIT */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

/* The known word that is nearest to a mistyped one. */

#include <stddef.h>

struct fisc__nearest {
    const char *wanted;
    const char *best; /* NULL while none is near enough */
    size_t distance;
};

void
fisc__nearest_init(struct fisc__nearest *nearest, const char *wanted);

/* Offers a candidate; it must outlive the search. */
void
fisc__nearest_offer(struct fisc__nearest *nearest, const char *candidate);

#endif
