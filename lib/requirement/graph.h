/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_GRAPH_H
#define REQUIREMENT_GRAPH_H

/*
 * Requirements compiled: expressions, each in the scope in which it stands,
 * become nodes of one flat array in topological order; fact paths become
 * slots; equal nodes are one. Immutable once finished.
 */

#include "requirement/access.h"
#include "requirement/expression.h"

#define FISC__NO_NODE UINT32_MAX

/*
 * Finds the param that a clause means by a name: FISC_ERR_INVALID with a
 * message where there is none. Equal params have one address, which lives as
 * long as the graph.
 */
typedef enum fisc_status (*fisc__param_resolver)(
    void *data, const char *clause, const char *name,
    const struct fisc__place *place, const struct fisc__param_read **ret,
    struct fisc_error *reterr);

struct fisc__graph;

/*
 * `vocabulary` is borrowed, finished and outlives the graph; every path in an
 * expression must be in it. `resolve` and its data likewise; it is also asked
 * at evaluation, by function leaves, with the same `data`.
 */
enum fisc_status
fisc__graph_new(struct fisc_context *context,
                const struct fisc__vocabulary *vocabulary,
                fisc__param_resolver resolve, void *resolve_data,
                struct fisc__graph **ret, struct fisc_error *reterr);

void
fisc__graph_free(struct fisc__graph *graph);

/*
 * Compiles an expression as the requirement or the `when` of a clause.
 *
 * FISC_ERR_INVALID: a path that the vocabulary does not know (with the nearest
 * one), an operand of the wrong type, a value that is not allowed, a relative
 * path without an element, an unknown param; with the expression's place.
 */
enum fisc_status
fisc__graph_add(struct fisc__graph *graph, const char *clause,
                const struct fisc__expression *expression, uint32_t *ret_node,
                struct fisc_error *reterr);

/* Puts the nodes in their final order; nothing is added afterwards. */
enum fisc_status
fisc__graph_finish(struct fisc__graph *graph, struct fisc_error *reterr);

/*
 * Where the value of a requirement's node is in fisc__run_values(), of a party
 * or of the system.
 */
uint32_t
fisc__graph_value(const struct fisc__graph *graph, uint32_t node,
                  bool *ret_in_party);

/* How many distinct nodes there are. */
size_t
fisc__graph_size(const struct fisc__graph *graph);

#endif
