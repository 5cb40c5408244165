/* SPDX-License-Identifier: MIT */
#ifndef SYSTEM_DRAFT_H
#define SYSTEM_DRAFT_H

/*
 * A description while it is being made. Both readers and the builder state
 * their facts here, so that one path has one statement whatever the spelling,
 * and equal descriptions become equal trees.
 */

#include "system/system.h"

/*
 * A place in the tree. Its children are a balanced tree in canonical order, so
 * that no order of keys makes it slow. Until something is stated at it or below
 * it, it is blank, and left out in the end.
 */
struct fisc__node {
    struct fisc__item item; /* what it becomes */
    struct fisc__node *parent;
    struct fisc__node *children; /* the tree's root */
    size_t count;                /* of children */
    size_t depth;
    bool stated; /* else: it came into being with what is below */
    struct fisc__node *left; /* these three: in the parent's tree */
    struct fisc__node *right;
    unsigned level;
};

struct fisc__draft {
    struct fisc_system *system; /* what it becomes; its arena holds the nodes */
    struct fisc__node *root;
    size_t nodes;
};

/* On failure nothing is held. */
enum fisc_status
fisc__draft_init(struct fisc__draft *draft, struct fisc_context *context,
                 const char *name, struct fisc_error *reterr);

void
fisc__draft_done(struct fisc__draft *draft);

/*
 * The node at a path below `from`, new or old. `indexed`: segments may be
 * written "suppliers[acme]". `place` is where the path stands.
 */
enum fisc_status
fisc__draft_reach(struct fisc__draft *draft, struct fisc__node *from,
                  const char *path, bool indexed,
                  const struct fisc__place *place, struct fisc__node **ret,
                  struct fisc_error *reterr);

/*
 * The node at a path, or NULL where nothing is stated. FISC_ERR_INVALID where
 * it is not spelled as a path.
 */
enum fisc_status
fisc__draft_find(struct fisc__node *from, const char *path,
                 const struct fisc__place *place, struct fisc__node **ret,
                 struct fisc_error *reterr);

/*
 * States a value, an unknown, a list without its items, or that there is a
 * record: `value` has kind, complete and u filled in; strings and `about` are
 * copied. FISC_ERR_CONFLICT where the node is stated already, other than a
 * record as a record.
 */
enum fisc_status
fisc__draft_state(struct fisc__draft *draft, struct fisc__node *node,
                  const struct fisc__item *value,
                  const struct fisc__place *place, struct fisc_error *reterr);

/* Replaces what is said beside what was stated; copied. */
enum fisc_status
fisc__draft_say(struct fisc__draft *draft, struct fisc__node *node,
                const struct fisc__about *about, struct fisc_error *reterr);

/* Adds a new record to a list that was stated. */
enum fisc_status
fisc__draft_add_record(struct fisc__draft *draft, struct fisc__node *list,
                       const char *id, const struct fisc__place *place,
                       struct fisc__node **ret, struct fisc_error *reterr);

/* Adds a scalar to a list that was stated. */
enum fisc_status
fisc__draft_add_scalar(struct fisc__draft *draft, struct fisc__node *list,
                       const struct fisc__item *value,
                       const struct fisc__place *place,
                       struct fisc_error *reterr);

/*
 * The description, in canonical order and with its digest, whose id and title
 * were set in draft->system. The draft is done with on success.
 */
enum fisc_status
fisc__draft_finish(struct fisc__draft *draft, struct fisc_system **ret,
                   struct fisc_error *reterr);

/* A copy with its texts; NULL where memory is short. */
struct fisc__about *
fisc__about_copy(struct fisc__arena *arena, const struct fisc__about *from);

/* The path of a node in full, cut where it is too long. */
const char *
fisc__node_path(const struct fisc__node *node, char *text, size_t size);

enum { FISC__PATH_TEXT = 256 };

#endif
