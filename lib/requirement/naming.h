/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_NAMING_H
#define REQUIREMENT_NAMING_H

/* What one leaf names: the facts it rests on, or those it waits for. */

#include "requirement/frame.h"

enum { FISC__NAMED_MOST = 8 }; /* of a leaf that is no function */

/* A leaf in a frame, and what it has named so far. */
struct fisc__naming {
    const struct fisc__run *run;
    struct fisc__arena *arena;
    const struct fisc__frame *frame;
    const struct fisc__node *node;
    struct fisc__named *named; /* room for FISC__NAMED_MOST */
    size_t count;
};

/* The path of a slot in full: "suppliers[acme].reviewed"; NULL: no memory. */
const char *
fisc__slot_path(struct fisc__arena *arena, const struct fisc__frame *frame,
                struct fisc__slot_reference reference);

/*
 * The functions below append to what is named: false where memory is short.
 * First, leaves on one fact: flag, comparisons, dates, a judgement.
 */
bool
fisc__name_fact(struct fisc__naming *naming, enum fisc__truth truth);

/* An item of a set, and its truth; the leaf is has or covers. */
bool
fisc__name_item(struct fisc__naming *naming, const char *item, uint32_t id,
                enum fisc__truth *ret);

/* The points that covers asks for, and whether there may be more. */
struct fisc__points {
    const struct fisc__cell *cell; /* of the fact that lists them; or NULL */
    size_t count;
    enum fisc__state state;        /* FISC__KNOWN: these are all */
};

struct fisc__points
fisc__asked_points(const struct fisc__frame *frame,
                   const struct fisc__node *node);

/* The number of a point's text. */
uint32_t
fisc__asked_point(const struct fisc__node *node,
                  const struct fisc__points *points, size_t i);

/* Does a fact or a param list the points? It is what fisc__name_asked() says. */
bool
fisc__points_are_named(const struct fisc__node *node);

bool
fisc__name_asked(struct fisc__naming *naming, enum fisc__state state);

/* The list of a collection, where it may have more elements or counts whole. */
bool
fisc__name_list(struct fisc__naming *naming);

/* The value of what a list may have beyond its elements: rule 8. */
enum fisc__truth
fisc__rest_truth(const struct fisc__frame *frame,
                 const struct fisc__node *node);

/* *ret_relied: the piece that it rests on, or NULL. */
bool
fisc__name_evidence(struct fisc__naming *naming, enum fisc__truth *ret,
                    const struct fisc__entry **ret_relied);

/* A term of a contract; SIZE_MAX where it has none. */
bool
fisc__name_term(struct fisc__naming *naming, size_t term,
                enum fisc__truth *ret);

bool
fisc__name_param(struct fisc__naming *naming);

/* A fact that a function read. */
bool
fisc__name_read(struct fisc__arena *arena, const struct fisc__read *read,
                struct fisc__named *ret);

/* What a function waits for that came to unknown. */
void
fisc__name_outcome(const struct fisc__outcome *outcome,
                   struct fisc__named *ret);

#endif
