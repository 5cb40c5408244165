/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_EXPLAINER_H
#define REQUIREMENT_EXPLAINER_H

/*
 * What explaining takes beside the result's memory: kept with the run from one
 * explanation to the next, one for each thread that explains at the moment.
 */

#include "requirement/naming.h"
#include "requirement/tree.h"

/* A node in a frame that a walk has come to. */
struct fisc__visit {
    const struct fisc__frame *frame;
    const struct fisc__node *node; /* NULL: free */
    uint32_t round;                /* the explanation, … */
    uint8_t met;                   /* … and how it was met in it */
    uint32_t search;               /* of names_element(): found nothing */
    uint32_t labels;               /* index + 1 of what was found, this round */
};

struct fisc__explainer {
    struct fisc_context *context;
    const struct fisc__run *run;
    struct fisc__arena *arena; /* the asker's */
    struct fisc__named *list;  /* facts named so far, each path once */
    size_t count, capacity;
    uint32_t *slots; /* by path, once there are many: index + 1 */
    size_t slot_count;
    const char **relied; /* pieces of evidence */
    size_t relied_count, relied_capacity;
    const struct fisc__outcome *message;
    struct fisc__visit *visits; /* open addressing */
    size_t visit_count, visit_size;
    uint32_t round, search;
    bool twice; /* an unknown walk has met a path a second time */
    bool whole; /* it goes on then, and merges: rule 24 would take too much */
    struct fisc__arena scratch; /* of such a walk */
    struct fisc__arena tree_arena; /* of the job */
    struct fisc__tree_job job;     /* where walking does not suffice */
    bool has_job;
};

/* NULL where memory is short. */
struct fisc__explainer *
fisc__explainer_take(const struct fisc__run *run, struct fisc__arena *arena);

/* Back to the run, for the next one. */
void
fisc__explainer_put(struct fisc__explainer *explainer);

void
fisc__explainer_free(struct fisc__explainer *explainer);

/* The visit of a node in a frame, new or old; NULL: no memory. */
struct fisc__visit *
fisc__explainer_visit(struct fisc__explainer *explainer,
                      const struct fisc__frame *frame,
                      const struct fisc__node *node);

/*
 * The entry of a path, new (its path is NULL then) or old. NULL: no memory.
 */
struct fisc__named *
fisc__explainer_entry(struct fisc__explainer *explainer, const char *path);

/* The job for opened trees, made when it is first needed; NULL: no memory. */
struct fisc__tree_job *
fisc__explainer_job(struct fisc__explainer *explainer);

/* The node at the end of an edge, and the frame that it is in. */
static inline const struct fisc__node *
fisc__edge_node(const struct fisc__run *run, const struct fisc__frame *frame,
                struct fisc__edge edge, const struct fisc__frame **ret_frame)
{
    *ret_frame = fisc__frame_up(frame, edge.up);
    return run->graph->nodes[(*ret_frame)->scope->nodes[edge.node]];
}

/* "suppliers[acme]"; NULL where memory is short. */
const char *
fisc__element_path(struct fisc__arena *arena,
                   const struct fisc__frame *element);

/* ---- walk.c --------------------------------------------------------------*/

/* Rule 22: names what a decided node rests on. */
bool
fisc__walk_decided(struct fisc__explainer *explainer,
                   const struct fisc__frame *frame,
                   const struct fisc__node *node, bool because);

/* ---- walk-unknown.c ------------------------------------------------------*/

/*
 * Rule 23: names what the leaves of an unknown node wait for. Where a path is
 * met twice, explainer->twice is set, and what was named is of no use.
 */
bool
fisc__walk_unknown(struct fisc__explainer *explainer,
                   const struct fisc__frame *frame,
                   const struct fisc__node *node);

/* The same to its end, whatever is met twice: it suffices, but isn't least. */
bool
fisc__walk_whole(struct fisc__explainer *explainer,
                 const struct fisc__frame *frame,
                 const struct fisc__node *node);

/* Rule 21: a path met twice has the earlier state, then the first candidate. */
bool
fisc__explainer_unknown(struct fisc__explainer *explainer,
                        const struct fisc__named *atom);

/*
 * Would the node opened as a tree have more parts than may be tried? It depends
 * on the node alone, not on what is open already.
 */
bool
fisc__tree_is_large(struct fisc__explainer *explainer,
                    const struct fisc__frame *frame,
                    const struct fisc__node *node, bool *ret);

/*
 * Keeps what a function said: of several the first that had a message, or else
 * the first that gave values.
 */
void
fisc__explainer_note(struct fisc__explainer *explainer,
                     const struct fisc__outcome *outcome);

#endif
