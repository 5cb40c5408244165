/* SPDX-License-Identifier: MIT */
#ifndef SYSTEM_EDIT_H
#define SYSTEM_EDIT_H

/*
 * A description that is being changed. It begins as the same tree as its base;
 * an item is copied before it is touched, once, so that the base stays as it
 * is. It is a thread's own until it is given away; then it never changes again.
 */

#include <fisc/change.h>

#include "system/system.h"

/* What one change came to. */
struct fisc__edited {
    const char *path;               /* **borrowed** from the change */
    const struct fisc__item *before; /* what stood there; or NULL */
    const struct fisc__item *after;  /* what stands there now; or NULL */
    const struct fisc__word *word;   /* for whoever checks it */
};

/* How to take back the changes that were made, the last first. */
struct fisc__undo_step {
    enum { FISC__UNDO_REPLACE, FISC__UNDO_INSERT, FISC__UNDO_REMOVE } kind;
    struct fisc__item *parent;
    size_t at;
    struct fisc__item *child; /* that was there before */
};

struct fisc__undo {
    struct fisc_context *context;
    struct fisc__undo_step *steps;
    size_t count;
    size_t capacity;
};

/* ---- derive.c ------------------------------------------------------------*/

/*
 * A description to be changed, which shares the items of `base` and holds a
 * reference to it; or, where much was changed before, a copy of its own.
 */
enum fisc_status
fisc_system__derive(struct fisc_system *base, struct fisc_system **ret,
                    struct fisc_error *reterr);

/* A copy in the system's arena of all that an item says; NULL: no memory.
   `placed`: its places too. */
struct fisc__item *
fisc_system__copy_item(struct fisc_system *system,
                       const struct fisc__item *item, bool placed);

/* ---- edit-value.c --------------------------------------------------------*/

enum { FISC__SPOT_KNOWN = 8 };

/* Where a path leads. */
struct fisc__spot {
    const char *path;
    size_t depth;                  /* of the item there */
    bool element;                  /* the path ends in an id */
    const struct fisc__item *item; /* what stands there; or NULL */
    struct fisc__place place;      /* for errors: which change it is */
    uint32_t at[FISC__SPOT_KNOWN]; /* of the first items on the way: where they
                                      are among their parent's children */
    size_t known;
};

/*
 * The item that has to stand at a spot, without a name: *ret NULL, none;
 * spot->item, nothing changes.
 */
enum fisc_status
fisc__edit_value(struct fisc_system *system, const struct fisc_change *change,
                 const struct fisc__spot *spot, struct fisc__item **ret,
                 struct fisc_error *reterr);

/* ---- edit.c --------------------------------------------------------------*/

/* Children for which a list of that many has room: the next power of two. */
size_t
fisc__edit_capacity(size_t count);

/*
 * Makes one change to a description that was derived. After a failure nothing
 * is changed. `place` is the change's, for errors. `undo` may be NULL.
 */
enum fisc_status
fisc_system__edit(struct fisc_system *system, const struct fisc_change *change,
                  const struct fisc__place *place, struct fisc__undo *undo,
                  struct fisc__edited *ret, struct fisc_error *reterr);

/* Takes back every step; needs no memory. */
void
fisc_system__undo(struct fisc__undo *undo);

void
fisc__undo_done(struct fisc__undo *undo);

/* ---- change.c ------------------------------------------------------------*/

/* The index-th of changes as a struct of ours, whatever their size is. */
enum fisc_status
fisc__change_read(const struct fisc_change *changes, size_t index,
                  struct fisc_change *ret, struct fisc_error *reterr);

/* Which change an error is about. */
struct fisc__place
fisc__change_place(size_t index);

/*
 * FISC_ERR_CONFLICT: two of the changes say something about one path. Setting
 * a value and saying more about it are two statements, two members are not.
 */
enum fisc_status
fisc__changes_differ(struct fisc_context *context,
                     const struct fisc_change *changes, size_t count,
                     struct fisc_error *reterr);

#endif
