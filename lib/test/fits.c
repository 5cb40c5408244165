/* SPDX-License-Identifier: MIT */
/* Is a row as it should be? */

#include <string.h>

#include "test/engine.h"

static bool
has_path(const struct fisc__came *came, const char *path)
{
    for (size_t i = 0; i < came->path_count; i++)
        if (strcmp(came->paths[i], path) == 0)
            return true;
    return false;
}

static bool
paths_fit(const struct fisc__test_row *row, const struct fisc__came *came)
{
    if (row->path_count == 0)
        return true;
    for (size_t i = 0; i < row->path_count; i++)
        if (!has_path(came, row->paths[i]))
            return false;
    return row->more || row->path_count == came->path_count;
}

/* "via=direct", or the label that a pass rests on. */
static bool
via_fits(const struct fisc__test_row *row, const struct fisc__came *came)
{
    if (!row->via || strcmp(row->via, came->via) == 0)
        return true;
    for (size_t i = 0; i < came->label_count; i++)
        if (strcmp(came->labels[i], row->via) == 0)
            return true;
    return false;
}

bool
fisc__row_asks_more(const struct fisc__test_row *row)
{
    return row->path_count || row->via;
}

bool
fisc__row_fits(const struct fisc__test_row *row, const struct fisc__came *came,
               bool in_full)
{
    if (row->result != came->result || strcmp(row->reason, came->reason) != 0)
        return false;
    return !in_full || (paths_fit(row, came) && via_fits(row, came));
}
