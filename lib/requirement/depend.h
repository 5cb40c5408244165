/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_DEPEND_H
#define REQUIREMENT_DEPEND_H

/*
 * Which nodes rest on which slots and nodes, the other way round than the graph
 * has it: flat arrays, made when a description is first changed.
 */

#include "requirement/node.h"

/* Ids of nodes, by what they rest on: those of i are from first[i] on. */
struct fisc__dependants {
    uint32_t *first; /* one more than there are sources */
    uint32_t *nodes;
    size_t sources;
};

/* Where a fact of the vocabulary is read, or whose elements a scope has. */
struct fisc__fact_use {
    const struct fisc__definition *definition;
    uint32_t scope;
    uint32_t slot; /* FISC__NO_NODE: the scope's frames are its elements */
};

struct fisc__depend {
    struct fisc_context *context; /* borrowed */
    const struct fisc__graph *graph;
    struct fisc__arena arena;
    uint32_t *first_slot; /* of each scope, among the slots of all */
    struct fisc__dependants readers; /* by slot */
    struct fisc__dependants parents; /* by node */
    struct fisc__fact_use *uses;     /* sorted by definition's address */
    size_t use_count;
    uint32_t *timed; /* leaves that look at the date beside their slots */
    size_t timed_count;
    uint32_t *evidence; /* leaves that ask a register */
    size_t evidence_count;
    uint32_t *functions;
    size_t function_count;
    uint32_t levels;
};

enum fisc_status
fisc__depend_new(const struct fisc__graph *graph, struct fisc__depend **ret,
                 struct fisc_error *reterr);

void
fisc__depend_free(struct fisc__depend *depend);

/* The uses of a fact: *ret_count of them. */
const struct fisc__fact_use *
fisc__depend_uses(const struct fisc__depend *depend,
                  const struct fisc__definition *definition,
                  size_t *ret_count);

#endif
