/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_TREE_H
#define REQUIREMENT_TREE_H

/*
 * A requirement opened up for explanation: collections have a child for each
 * element and a remainder, covers has one for each point, a contract one for
 * each term. Built on demand beside the run, in the asker's memory; equal
 * subtrees over the same facts are one.
 */

#include "base/buffer.h"
#include "requirement/frame.h"

enum fisc__tree_kind {
    FISC__TREE_LEAF,
    FISC__TREE_ALL,
    FISC__TREE_ANY,
    FISC__TREE_COUNT
};

struct fisc__tree_edge {
    struct fisc__tree *child;
    bool negated;
    bool guard;
    const char *element; /* path of the element that the child is about */
};

/* A sorted set of paths: numbers of the job's names, in order of bytes. */
struct fisc__paths {
    uint32_t *list;
    size_t count;
};

struct fisc__tree {
    enum fisc__tree_kind kind;
    enum fisc__truth truth;
    uint32_t number; /* its place in the job; equal trees have one */
    const char *label;
    size_t need;
    struct fisc__tree_edge *edges;
    size_t count;
    size_t values[4];         /* how many children have which value */
    const struct fisc__named *asked; /* a fact that says how many there are */
    struct fisc__named *named; /* of a leaf: atoms if unknown, else facts */
    size_t named_count;
    const struct fisc__entry *relied; /* of evidence: the piece relied on */
    const struct fisc__outcome *outcome;
    struct fisc__paths walk; /* what an unknown's leaves wait for */
    bool walked;
    bool settled;            /* below is known: rule 24 */
    bool minimal, constant;
    enum fisc__truth value;  /* where it is constant */
    struct fisc__paths exact;
    uint32_t walk_number;    /* the last of the job's walks that met it */
    unsigned char assigned;  /* while deciding: a truth, or UNKNOWN */
    unsigned char computed;  /* while deciding: the truth at `stamp` */
    uint32_t stamp;
    uint32_t met[2];         /* stamps: met as a child, plain and negated */
};

struct fisc__path_mark {
    uint32_t stamp;
    uint32_t owner;
};

struct fisc__tree_memo {
    const struct fisc__frame *frame; /* NULL: free */
    const struct fisc__node *node;
    struct fisc__tree *tree;
};

struct fisc__tree_job {
    const struct fisc__run *run;
    struct fisc__arena *arena;
    struct fisc__names keys;  /* of trees, by their content */
    struct fisc__names paths; /* of facts */
    struct fisc__tree **trees; /* by number of their key - 1 */
    size_t count, capacity;
    struct fisc__buffer key;  /* being written */
    struct fisc__tree_memo *memo; /* of nodes in frames that are opened */
    size_t memo_count, memo_size;
    uint32_t walks;           /* counted, to meet a tree once in each */
    uint32_t stamp;           /* counts what marks are good for */
    struct fisc__path_mark *marks; /* by number of a path */
    size_t mark_capacity;
    uint32_t *bag;            /* paths being collected */
    size_t bag_count, bag_capacity;
};

void
fisc__tree_init(struct fisc__tree_job *job, const struct fisc__run *run,
                struct fisc__arena *arena);

void
fisc__tree_done(struct fisc__tree_job *job);

/* The tree of a node in a frame; NULL where memory is short. */
struct fisc__tree *
fisc__tree_open(struct fisc__tree_job *job, const struct fisc__frame *frame,
                const struct fisc__node *node);

/* The value that an edge leads to. */
enum fisc__truth
fisc__tree_edge_truth(struct fisc__tree_edge edge);

/* ---- tree-leaf.c ---------------------------------------------------------*/

/* Opens a leaf, or a leaf that stands for several: covers, a contract. */
struct fisc__tree *
fisc__tree_leaf(struct fisc__tree_job *job, const struct fisc__frame *frame,
                const struct fisc__node *node);

/*
 * The remainder of a list, or of a set that is asked for. What is missing is
 * asked about the elements around that the node reads from: with others it is
 * another remainder.
 */
struct fisc__tree *
fisc__tree_rest(struct fisc__tree_job *job, const struct fisc__frame *frame,
                const struct fisc__node *node, const struct fisc__named *list,
                enum fisc__truth truth);

/* ---- shared between the two ----------------------------------------------*/

/* A new tree with the key written in job->key, or the one that has it. */
struct fisc__tree *
fisc__tree_make(struct fisc__tree_job *job, bool *ret_new);

/* A combinator over the edges, which are copied; label and asked or NULL. */
struct fisc__tree *
fisc__tree_combine(struct fisc__tree_job *job, enum fisc__tree_kind kind,
                   size_t need, const char *label,
                   const struct fisc__named *asked,
                   const struct fisc__tree_edge *edges, size_t count);

/* ---- paths.c -------------------------------------------------------------*/

/* Is a path in the set? */
bool
fisc__paths_has(const struct fisc__tree_job *job,
                const struct fisc__paths *paths, uint32_t path);

/* Fewer paths first, then by bytes. */
bool
fisc__paths_shorter(const struct fisc__tree_job *job,
                    const struct fisc__paths *a, const struct fisc__paths *b);

/* Marks are forgotten: no path has one. */
void
fisc__paths_forget(struct fisc__tree_job *job);

/* A path's owner since the marks were forgotten, or `owner`, which it gets. */
uint32_t
fisc__paths_owner(struct fisc__tree_job *job, uint32_t path, uint32_t owner);

/* A union in the making: begin, add sets, end. */
void
fisc__paths_begin(struct fisc__tree_job *job);

bool
fisc__paths_add(struct fisc__tree_job *job, const struct fisc__paths *set);

bool
fisc__paths_end(struct fisc__tree_job *job, struct fisc__paths *ret);

/* The number of a path, new or old; 0 where memory is short. */
uint32_t
fisc__paths_number(struct fisc__tree_job *job, const char *path);

/* ---- deciding.c ----------------------------------------------------------*/

/* Rule 24: the paths that decide an unknown tree; false: memory is short. */
bool
fisc__tree_deciding(struct fisc__tree_job *job, struct fisc__tree *tree,
                    struct fisc__paths *ret, bool *ret_minimal);

#endif
