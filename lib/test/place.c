/* SPDX-License-Identifier: MIT */
/* Which fact a path of an expression means, by where the expression stands. */

#include "test/place.h"

#include <string.h>

const struct fisc__word *
fisc__standing_find(const struct fisc__standing *standing, const char *path,
                    const char **ret_rest)
{
    size_t dots = fisc__path_dots(path);
    const struct fisc__word *from = &standing->vocabulary->root;

    *ret_rest = path + dots;
    if (dots > standing->count)
        return NULL;
    if (dots > 0)
        from = standing->lists[standing->count - dots];
    if (fisc__path_is_party(path)) {
        *ret_rest = path + strlen("party.");
        from = fisc__word_child(from, "parties", strlen("parties"));
    }
    return from ? fisc__word_find(from, *ret_rest) : NULL;
}

bool
fisc__standing_enter(struct fisc__standing *standing, const char *path)
{
    const char *rest;
    const struct fisc__word *list = fisc__standing_find(standing, path, &rest);

    if (!list || standing->count == FISC__EXPRESSION_DEPTH)
        return false;
    standing->lists[standing->count++] = list;
    return true;
}

const char *
fisc__path_inside(const char *path)
{
    const char *inside = path;

    for (const char *p = strstr(path, "[]."); p; p = strstr(p + 3, "[]."))
        inside = p + 3;
    return inside;
}

static bool
same_values(const struct fisc__definition *a,
            const struct fisc__definition *b)
{
    if (a->value_count != b->value_count)
        return false;
    for (size_t i = 0; i < a->value_count; i++)
        if (strcmp(a->values[i].name, b->values[i].name) != 0)
            return false;
    return true;
}

bool
fisc__facts_alike(const struct fisc__definition *a,
                  const struct fisc__definition *b)
{
    size_t before = (size_t)(fisc__path_inside(a->path) - a->path);

    return a->type == b->type && a->judged == b->judged &&
           a->ordered == b->ordered &&
           before == (size_t)(fisc__path_inside(b->path) - b->path) &&
           strncmp(a->path, b->path, before) == 0 && same_values(a, b);
}
