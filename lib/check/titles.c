/* SPDX-License-Identifier: MIT */
/* What the labelled ways of a check are called, for people. */

#include <string.h>

#include "check/load.h"
#include "check/trap.h"

/* Where a walk through one check is. */
struct walk {
    uint32_t number;
    struct fisc__title *last; /* or NULL */
    struct fisc__check *check;
};

static bool
same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* [-0, +0, v] Is it known already? */
static bool
is_known(lua_State *L, const struct walk *walk,
         const struct fisc__expression *e)
{
    for (const struct fisc__title *i = walk->check->titles; i; i = i->next) {
        fisc__charge(L, 1);
        if (strcmp(i->label, e->label) != 0)
            continue;
        if (!same_text(i->text.ja, e->title.ja) ||
            !same_text(i->text.en, e->title.en))
            fisc__trap_place(L, &e->place, "%s \"%s\" has two titles",
                             fisc__expression_word(e),
                             strchr(e->label, ':') + 1);
        return true;
    }
    return false;
}

/* [-0, +0, v] */
static void
add_title(lua_State *L, struct walk *walk, const struct fisc__expression *e)
{
    struct fisc__title *title;

    if (is_known(L, walk, e))
        return;
    title = fisc__arena_alloc(fisc__loader_of(L)->checks->arena,
                              sizeof *title);
    if (!title)
        fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
    title->label = e->label;
    title->text = e->title;
    if (walk->last)
        walk->last->next = title;
    else
        walk->check->titles = title;
    walk->last = title;
}

/* [-0, +0, v] Parts without a title in them are not walked. */
static void
find_titles(lua_State *L, struct walk *walk, const struct fisc__expression *e)
{
    fisc__charge(L, 1);
    if (!e->titled || e->walked == walk->number)
        return;
    ((struct fisc__expression *)e)->walked = walk->number; /* a mark beside */
    if (e->title.ja || e->title.en)
        add_title(L, walk, e);
    if (e->floor)
        find_titles(L, walk, e->floor);
    for (size_t i = 0; i < e->child_count; i++)
        find_titles(L, walk, e->children[i]);
}

void
fisc__titles_collect(lua_State *L, struct fisc__check *check)
{
    struct walk walk = {
        .number = ++fisc__loader_of(L)->checks->expressions->walks,
        .check = check};

    find_titles(L, &walk, check->requirement);
}
