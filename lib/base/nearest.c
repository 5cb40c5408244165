/* SPDX-License-Identifier: MIT */
/* The known word that is nearest to a mistyped one. */

#include "base/nearest.h"

#include <string.h>

enum { LONGEST = 96 }; /* longer words are not compared */

void
fisc__nearest_init(struct fisc__nearest *nearest, const char *wanted)
{
    size_t length = strlen(wanted);

    nearest->wanted = wanted;
    nearest->best = NULL;
    nearest->distance = length / 3 + 2; /* farther than this is not near */
}

/* Levenshtein's distance, by two rows. */
static size_t
distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t row[LONGEST + 1];

    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t corner = row[0];

        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = corner + (a[i - 1] != b[j - 1]);

            corner = row[j];
            if (corner + 1 < best)
                best = corner + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[m];
}

void
fisc__nearest_offer(struct fisc__nearest *nearest, const char *candidate)
{
    size_t n = strlen(nearest->wanted), m = strlen(candidate), d;

    if (n > LONGEST || m > LONGEST ||
        (n > m ? n - m : m - n) >= nearest->distance)
        return;
    d = distance(nearest->wanted, n, candidate, m);
    if (d < nearest->distance) {
        nearest->distance = d;
        nearest->best = candidate;
    }
}
