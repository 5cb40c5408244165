/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_BATCH_H
#define REQUIREMENT_BATCH_H

/*
 * The nodes as evaluation runs through them. Nodes of one scope and one level
 * that are of one kind follow each other by index and form a batch: a flat
 * array of small records, run in one tight loop, whose values are written one
 * after another. A node that no kind fits (an age, another fact on the right, a
 * register, a function, an edge to another scope) is in a batch of nodes, each
 * of which is looked at by itself.
 *
 * A stage is what a scope has at one level. The root's stage 0 comes first,
 * with that of every scope below, then stage 1: nothing rests on a node of its
 * own or a higher level.
 */

#include "requirement/node.h"

enum fisc__batch_kind {
    FISC__BATCH_FLAG,   /* records: uint32_t, the slot */
    FISC__BATCH_RANGE,
    FISC__BATCH_MEMBER,
    FISC__BATCH_PREFIX,
    FISC__BATCH_WITHIN,
    FISC__BATCH_ALL_TWO, /* pair */
    FISC__BATCH_ANY_TWO,
    FISC__BATCH_ALL,    /* sum */
    FISC__BATCH_ANY,
    FISC__BATCH_EACH,   /* collection */
    FISC__BATCH_SOME,
    FISC__BATCH_NODES,  /* struct fisc__node * */
    FISC__BATCH_KINDS
};

/* The number lies in a range, or outside it; what order and equality become. */
struct fisc__range {
    int64_t low;
    uint64_t span; /* high - low */
    uint32_t slot;
    uint32_t outside; /* 0 or 1 */
};

/* The value's bit is in the mask. */
struct fisc__member {
    uint64_t mask;
    uint32_t slot;
};

/* The text begins so; `head` and `mask` decide where 8 bytes are enough. */
struct fisc__prefix {
    uint64_t head;
    uint64_t mask;
    const char *text;
    uint32_t length;
    uint32_t slot;
};

/* The day is not older than a period: its number in the graph's periods. */
struct fisc__within {
    uint32_t slot;
    uint32_t period;
};

/* An operand: the index of a node of the same frame, times 2; + 1 for `no`. */
struct fisc__pair {
    uint32_t a, b;
};

struct fisc__sum {
    uint32_t first, end; /* of its operands among the batch's */
};

struct fisc__collection {
    uint32_t list;  /* the slot */
    uint32_t below; /* position of the scope of its elements */
    uint32_t body;  /* an operand, in the elements' frames */
};

struct fisc__batch {
    enum fisc__batch_kind kind;
    uint32_t first; /* index of the first node */
    uint32_t count;
    union {
        const uint32_t *flags;
        const struct fisc__range *ranges;
        const struct fisc__member *members;
        const struct fisc__prefix *prefixes;
        const struct fisc__within *withins;
        const struct fisc__pair *pairs;
        const struct fisc__sum *sums;
        const struct fisc__collection *collections;
        const struct fisc__node *const *nodes;
    } u;
    const uint32_t *operands; /* of sums */
};

struct fisc__stage {
    struct fisc__batch *batches;
    size_t batch_count;
    uint32_t *below; /* positions of the scopes that have this stage too */
    size_t below_count;
};

/* The kind of batch that a node belongs to. */
enum fisc__batch_kind
fisc__batch_kind(const struct fisc__node *node);

/* Makes the stages of every scope; nodes have their final indexes. */
enum fisc_status
fisc__batches_make(struct fisc__graph *graph, struct fisc_error *reterr);

#endif
