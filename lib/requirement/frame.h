/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_FRAME_H
#define REQUIREMENT_FRAME_H

/* A run from the inside: frames of bound cells and node values. */

#include <stdatomic.h>

#include "requirement/node.h"
#include "requirement/run.h"

/* What a slot holds in one frame. */
struct fisc__cell {
    union fisc__number number;     /* where the state is FISC__KNOWN; of a
                                      list: where it is in the run's facts */
    const struct fisc__item *item; /* NULL where nothing is given */
    union {
        const uint32_t *ids; /* of a set: its strings */
        uint64_t head;       /* of a string: its first bytes */
    } u;
    uint32_t count;                /* of a set */
    uint8_t state;                 /* rule 3 with the vocabulary's age */
    uint8_t plain;                 /* the same without an age */
    bool whole;                    /* of a list: known, and complete */
};

struct fisc__frames {
    struct fisc__frame *list; /* in order of the elements' ids */
    size_t count;
};

struct fisc__frame {
    const struct fisc__graph_scope *scope;
    const struct fisc__item *element; /* a record */
    struct fisc__frame *up;           /* of the scope above; or NULL */
    const char *list_path; /* of the list: "suppliers", "suppliers[a].services" */
    struct fisc__cell *cells;
    uint8_t *values;                  /* enum fisc__truth by node index */
    const struct fisc__outcome **outcomes; /* of function leaves */
    struct fisc__reads *reads;        /* of function leaves, beside outcomes */
    struct fisc__frames *below;       /* by child scope */
};

/* A date of a register's entry. */
struct fisc__bound_date {
    bool given;
    bool none; /* "none": no limit */
    fisc_date day;
};

struct fisc__bound_set {
    const uint32_t *ids; /* NULL: not given */
    uint32_t count;
    bool whole;
};

/* An entry of the evidence or the contracts. */
struct fisc__entry {
    const char *id;
    uint32_t kind;  /* of evidence; 0: not given */
    uint32_t party; /* of a contract; 0: not given */
    unsigned roles; /* that its party holds */
    struct fisc__bound_set about, subject, terms;
    struct fisc__bound_date collected, expires, from, to;
    int confirmed;  /* -1: not given */
    const struct fisc__item *item;
};

struct fisc__entries {
    struct fisc__entry *list;
    size_t count;
};

/* What a function leaf read, in order. */
struct fisc__reads {
    const struct fisc__read **list;
    size_t count;
    size_t capacity;
    bool dated; /* it asked for the date too */
};

struct fisc__run {
    struct fisc_context *context;
    const struct fisc__graph *graph;
    const struct fisc_system *system;
    fisc_date as_of;
    fisc__function_call call;
    void *call_data;
    struct fisc__meter *meter; /* while binding and evaluating */
    struct fisc__arena arena;
    struct fisc__names names; /* above the graph's: the description's strings */
    struct fisc__frame root;
    const struct fisc__flat *flat; /* the description's facts in a row */
    struct fisc__item **parties; /* records by id, the unlisted last */
    unsigned *roles;             /* that each holds */
    size_t party_count;
    size_t listed; /* of them: in order of ids */
    struct fisc__entries evidence;
    struct fisc__entries contracts;
    struct fisc__reads reads; /* of the function that is running */
    uint64_t number; /* in a fisc__path_memo; 0: what it keeps of the facts
                        is not, or no longer, of this run */
    /* What explanations keep of this run; free it when facts change. */
    _Atomic(struct fisc__explainer *) explainer;
    fisc_date *limits; /* by the graph's periods: as_of less the period */
    struct fisc__load *loads; /* by scope: see work.h */
    bool over;                /* one of them is */
    uint64_t evidence_size, contracts_size; /* entries and their items */
    struct fisc__marks *marks; /* while evaluating; else NULL */
};

/* The frame that is `up` scopes above. */
static inline const struct fisc__frame *
fisc__frame_up(const struct fisc__frame *frame, unsigned up)
{
    while (up--)
        frame = frame->up;
    return frame;
}

static inline const struct fisc__cell *
fisc__frame_cell(const struct fisc__frame *frame,
                 struct fisc__slot_reference reference)
{
    return &fisc__frame_up(frame, reference.up)->cells[reference.slot];
}

/* The value at the end of an edge, `no` applied. */
static inline enum fisc__truth
fisc__edge_value(const struct fisc__frame *frame, struct fisc__edge edge)
{
    static const unsigned char negated[] = {FISC__TRUE, FISC__FALSE,
                                            FISC__UNKNOWN, FISC__ERROR};
    unsigned char value = fisc__frame_up(frame, edge.up)->values[edge.node];

    return (enum fisc__truth)(edge.negated ? negated[value] : value);
}

/* The frame of a party, or the root where the node doesn't depend on it. */
const struct fisc__frame *
fisc__run_frame(const struct fisc__run *run, const struct fisc__node *node,
                size_t party);

/* The frames of a scope below a frame. */
static inline const struct fisc__frames *
fisc__frame_below(const struct fisc__run *run, const struct fisc__frame *frame,
                  uint32_t scope)
{
    return &frame->below[run->graph->scopes[scope]->position];
}

/* Rule 3 for an item: why its value is not known; `age` NULL: none is set. */
enum fisc__state
fisc__item_state(const struct fisc__item *item, fisc_date as_of,
                 const struct fisc__period *age);

/* ---- bind.c --------------------------------------------------------------*/

enum fisc_status
fisc__run_bind(struct fisc__run *run, const char *party,
               struct fisc_error *reterr);

/* Bytes of one frame of the scope and of what it points to. */
size_t
fisc__frame_bytes(const struct fisc__graph_scope *scope);

/* Ends what is kept from one explanation to the next. */
void
fisc__run_forget(struct fisc__run *run);

/* Binds one slot anew, to what stands there now; or NULL. */
bool
fisc__cell_bind(struct fisc__run *run, const struct fisc__slot *slot,
                const struct fisc__item *item, struct fisc__cell *cell);

/* Binds the entries of the registers, or binds them anew. */
bool
fisc__run_bind_registers(struct fisc__run *run);

/* ---- eval.c --------------------------------------------------------------*/

/*
 * The value of one node of a frame, from those that it rests on: what a batch
 * finds for many.
 */
enum fisc_status
fisc__node_eval(struct fisc__run *run, struct fisc__frame *frame,
                const struct fisc__node *node, struct fisc_error *reterr);

/* The first day that each period still reaches, counted back from as_of. */
bool
fisc__run_set_limits(struct fisc__run *run);

/* Kleene's all, any and at_least over counts of each value: rule 6. */
enum fisc__truth
fisc__count_truth(const size_t counts[4], size_t need);

/* ---- register.c ----------------------------------------------------------*/

/* What a register came to. */
struct fisc__register_result {
    enum fisc__truth truth;
    enum fisc__state state;          /* of an unknown */
    const struct fisc__entry *entry; /* nearest, or the one relied on */
};

void
fisc__evidence_eval(const struct fisc__run *run,
                    const struct fisc__frame *frame,
                    const struct fisc__node *node,
                    struct fisc__register_result *ret);

/* One term of a contract; `term` is its index, or SIZE_MAX where none is. */
void
fisc__term_eval(const struct fisc__run *run, const struct fisc__frame *frame,
                const struct fisc__node *node, size_t term,
                struct fisc__register_result *ret);

/* Is that string in the set? */
enum fisc__truth
fisc__set_has(const struct fisc__cell *cell, uint32_t id);

/* Why a right-hand side is not known; FISC__KNOWN if it is. */
enum fisc__state
fisc__source_state(const struct fisc__frame *frame,
                   const struct fisc__source_of *source);

/* ---- leaf.c --------------------------------------------------------------*/

/*
 * The state of a leaf's own fact, with the leaf's age or the vocabulary's.
 */
enum fisc__state
fisc__leaf_state(const struct fisc__run *run, const struct fisc__frame *frame,
                 const struct fisc__node *node);

enum fisc__truth
fisc__leaf_eval(const struct fisc__run *run, const struct fisc__frame *frame,
                const struct fisc__node *node);

/* ---- access.c ------------------------------------------------------------*/

/* The values of function leaves of one frame, one after another. */
enum fisc_status
fisc__functions_eval(struct fisc__run *run, struct fisc__frame *frame,
                     const struct fisc__node *const *nodes, size_t count,
                     struct fisc_error *reterr);

/* Do two outcomes, of calls with these reads, give a row another reason? */
bool
fisc__outcome_differs(const struct fisc__outcome *a,
                      const struct fisc__reads *reads_a,
                      const struct fisc__outcome *b,
                      const struct fisc__reads *reads_b);

/*
 * Calls the function of a leaf as of another day and gives everything back:
 * does it say something else than on the run's own day?
 */
enum fisc_status
fisc__function_differs(const struct fisc__run *run,
                       const struct fisc__frame *frame,
                       const struct fisc__node *node, fisc_date day, bool *ret,
                       struct fisc_error *reterr);

#endif
