/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_NODE_H
#define REQUIREMENT_NODE_H

/*
 * The compiled graph, as the files of this folder see it.
 *
 * A scope is where relative paths start: the system, the row's party, or the
 * element of a list. Each scope has its own slots (what its paths read) and its
 * own nodes. At evaluation a scope becomes frames, one for each element, each
 * with a cell for every slot and a value for every node; a frame's `up` is the
 * frame of the scope above, so an edge is a node's index and how far up it is.
 *
 * Before they become nodes, expressions are reduced: given(g){b} is
 * any{no g, b}, a relaxation is all{guard, b}, where= goes into the body,
 * demand with a floor is all{floor, any{…}}; `no` is a mark on an edge.
 */

#include "requirement/graph.h"

#include "base/names.h"

enum fisc__node_op {
    FISC__NODE_ALL,
    FISC__NODE_ANY,
    FISC__NODE_COUNT,      /* need */
    FISC__NODE_EACH,       /* slot: the list; scope: of its elements; 1 edge */
    FISC__NODE_SOME,
    FISC__NODE_LIST_COUNT, /* and need */
    FISC__NODE_FLAG,       /* slot */
    FISC__NODE_PARAM,      /* want: a boolean param */
    FISC__NODE_COMPARE,    /* slot, relation, want */
    FISC__NODE_ONE_OF,     /* slot, want: constants */
    FISC__NODE_WITHIN,     /* slot, want: a period */
    FISC__NODE_NOT_AFTER,  /* slot, want: a slot */
    FISC__NODE_HAS,        /* slot, want: one constant */
    FISC__NODE_COVERS,     /* slot, want: constants or a slot */
    FISC__NODE_JUDGED,     /* slot, want: constants */
    FISC__NODE_EVIDENCE,
    FISC__NODE_CONTRACT,
    FISC__NODE_FUNCTION
};

/* An edge to a node of this scope or of one above it. */
struct fisc__edge {
    uint32_t node;   /* its index in its scope */
    uint8_t up;      /* how many scopes above */
    bool negated;    /* no */
    bool guard;      /* a guard or where: what holds there is "because" */
};

struct fisc__slot_reference {
    uint32_t slot;
    uint8_t up;
};

enum fisc__source_kind {
    FISC__SOURCE_NONE = 0,
    FISC__SOURCE_CONSTANTS, /* written, or a param that is set */
    FISC__SOURCE_PERIOD,    /* written, or a param that is set */
    FISC__SOURCE_SLOT,
    FISC__SOURCE_UNSET      /* a param without a value */
};

/* The right-hand side of a leaf. */
struct fisc__source_of {
    enum fisc__source_kind kind;
    uint32_t count; /* of numbers and texts */
    struct fisc__slot_reference slot;
    struct fisc__period period;
    union fisc__number *numbers; /* constants as cells hold them */
    const char **texts;          /* the same as texts */
    const struct fisc__param_read *param; /* where it came from; or NULL */
    const char *text; /* of constants and periods, for people: "a, b" */
};

/* How a cell holds a value: by the type of its fact. */
union fisc__number {
    int64_t integer; /* flag, integer, date (days), enumeration (rank),
                        string (number of the name) */
    double decimal;
};

/* The members of an evidence or a contract leaf beside `want` (covers). */
struct fisc__register_leaf {
    const char *label;     /* "evidence(soc2-type2,backup)" */
    uint32_t *names;       /* kinds or terms, as numbers of names */
    const char **name_texts;
    size_t name_count;
    uint32_t about;        /* 0: any */
    struct fisc__source_of on;
    bool unconfirmed;
    uint32_t with;         /* a contract's party; 0 where it is a slot */
    int with_role;         /* the role of that name, or -1 */
    const char *with_text;
};

struct fisc__node {
    enum fisc__node_op op : 8;
    enum fisc__relation relation : 8;
    enum fisc_fact_type type : 8; /* of the slot that a leaf compares */
    bool labelled;            /* it has a label, or something below */
    uint32_t scope;           /* where it stands */
    uint32_t index;           /* in its scope's values */
    uint32_t level;           /* 0: a leaf; else one above what it rests on */
    uint32_t need;            /* of at_least */
    uint32_t edge_count;
    struct fisc__edge *edges;
    struct fisc__slot_reference slot;
    uint32_t element_scope;   /* of a collection */
    uint32_t function;
    uint32_t outcome;         /* of a function: its index in the scope */
    struct fisc__source_of want;
    struct fisc__source_of max_age;
    struct fisc__register_leaf *reg;
    const char *clause;       /* of a function: whose params it means */
    const char *label;        /* "alternative:x", or NULL */
    const char *wanted;       /* of a leaf, for people: ">= 2"; NULL: want is
                                 another fact */
    const struct fisc__expression *expression; /* for explanations */
};

static inline bool
fisc__node_is_collection(const struct fisc__node *node)
{
    return node->op == FISC__NODE_EACH || node->op == FISC__NODE_SOME ||
           node->op == FISC__NODE_LIST_COUNT;
}

/* What one path reads. A record on the way has no slot of its own. */
struct fisc__slot {
    const struct fisc__word *word; /* of a list: its fields are below */
    const struct fisc__definition *definition;
    const char *path; /* within its scope: "restore_test.passed" */
    bool is_id;       /* an element's id: identity, always known */
    bool is_named;    /* of a string: something compares it by its number */
    const uint64_t *heads; /* of an enumeration, by rank; NULL: not distinct */
};

/* The paths of a scope as a tree, for binding; children sorted by name. */
struct fisc__slot_tree {
    const char *name;
    uint32_t slot; /* or FISC__NO_NODE */
    struct fisc__slot_tree **children;
    size_t count;
    size_t capacity;
};

enum fisc__scope_kind { FISC__SCOPE_SYSTEM, FISC__SCOPE_PARTY, FISC__SCOPE_LIST };

struct fisc__graph_scope {
    enum fisc__scope_kind kind;
    uint32_t parent;                 /* FISC__NO_NODE: the system */
    struct fisc__slot_reference list; /* of a list: seen from the parent */
    const struct fisc__word *word;   /* its fields are below this */
    uint8_t depth;                   /* 0: the system */
    struct fisc__names paths; /* of its slots: number - 1 is the index */
    struct fisc__slot *slots;
    size_t slot_count, slot_capacity;
    struct fisc__slot_tree tree;
    uint32_t *nodes; /* ids of its nodes by index */
    size_t node_count, node_capacity;
    size_t outcome_count; /* of function leaves */
    struct fisc__step *steps; /* of the tree; see step.h */
    uint32_t step_count;
    uint32_t id_slot; /* the one that is_id; or FISC__NO_NODE */
    struct fisc__stage *stages; /* see batch.h */
    size_t stage_count;
    uint64_t weight;      /* of one frame: see work.h */
    uint32_t position;    /* among the parent's children */
    uint32_t *children;   /* scopes below */
    size_t child_count, child_capacity;
};

/* What an expression in a scope was compiled to. */
struct fisc__compiled {
    const struct fisc__expression *expression; /* NULL: free */
    uint32_t scope;
    uint32_t node;
};

struct fisc__graph {
    struct fisc_context *context;
    struct fisc__arena arena;
    const struct fisc__vocabulary *vocabulary;
    fisc__param_resolver resolve;
    void *resolve_data;
    struct fisc__names names; /* every string that a leaf compares with */
    struct fisc__graph_scope **scopes;
    size_t scope_count, scope_capacity;
    struct fisc__node **nodes; /* by id, children before parents */
    size_t node_count, node_capacity;
    uint32_t *table; /* hash-consing: id + 1; 0 is free */
    size_t table_size;
    uint32_t party_scope; /* or FISC__NO_NODE */
    struct fisc__compiled *compiled; /* while clauses of one prefix are added */
    size_t compiled_count, compiled_size;
    const char *prefix;   /* of their keys: whose params they mean */
    bool asks_evidence, asks_contracts;
    struct fisc__period *periods; /* every one that a batch wants, once */
    size_t period_count, period_capacity;
};

/* ---- scope.c -------------------------------------------------------------*/

enum fisc_status
fisc__scope_add(struct fisc__graph *graph, enum fisc__scope_kind kind,
                uint32_t parent, struct fisc__slot_reference list,
                const struct fisc__word *word, uint32_t *ret,
                struct fisc_error *reterr);

/* The party scope, made when it is first needed. */
enum fisc_status
fisc__scope_party(struct fisc__graph *graph, uint32_t *ret,
                  struct fisc_error *reterr);

/* The scope of a list's elements below `parent`, old or new. */
enum fisc_status
fisc__scope_elements(struct fisc__graph *graph, uint32_t parent,
                     struct fisc__slot_reference list, uint32_t *ret,
                     struct fisc_error *reterr);

/*
 * The slot that a path reads, seen from a scope: a reference and a copy of what
 * it is. FISC_ERR_INVALID where the vocabulary has no such path.
 */
enum fisc_status
fisc__scope_slot(struct fisc__graph *graph, uint32_t scope, const char *path,
                 const struct fisc__place *place,
                 struct fisc__slot_reference *ret, struct fisc__slot *ret_slot,
                 struct fisc_error *reterr);

/* The slot behind a reference, and the scope that it belongs to. */
const struct fisc__slot *
fisc__scope_slot_of(const struct fisc__graph *graph, uint32_t scope,
                    struct fisc__slot_reference reference);

/* The same as a path with [] after lists: "suppliers[].reviewed". */
const char *
fisc__path_in_full(struct fisc__arena *arena, const struct fisc__word *word,
                   const char *path);

void
fisc__scopes_done(struct fisc__graph *graph);

/* ---- operand.c -----------------------------------------------------------*/

/* What an operand has to be. */
enum fisc__operand_use {
    FISC__USE_VALUE,  /* one value of the definition's type */
    FISC__USE_VALUES, /* several of them */
    FISC__USE_PERIOD,
    FISC__USE_SET,    /* strings, or a fact that is a set */
    FISC__USE_DATE,   /* a day */
    FISC__USE_FLAG
};

enum fisc_status
fisc__operand_compile(struct fisc__graph *graph, const char *clause,
                      uint32_t scope,
                      const struct fisc__expression *expression,
                      const struct fisc__operand *operand,
                      enum fisc__operand_use use,
                      const struct fisc__definition *definition,
                      struct fisc__source_of *ret, struct fisc_error *reterr);

/* ---- memo.c --------------------------------------------------------------*/

/* What it was compiled to for this prefix, or FISC__NO_NODE. */
uint32_t
fisc__compiled_find(const struct fisc__graph *graph,
                    const struct fisc__expression *expression, uint32_t scope);

/* False where memory is short. */
bool
fisc__compiled_add(struct fisc__graph *graph,
                   const struct fisc__expression *expression, uint32_t scope,
                   uint32_t node);

/* Forgets what was compiled for another prefix; false: memory is short. */
bool
fisc__compiled_prefix(struct fisc__graph *graph, const char *clause);

void
fisc__compiled_done(struct fisc__graph *graph);

/* ---- order.c -------------------------------------------------------------*/

/*
 * Gives every node its level and its final index: by level, then by what kind
 * of batch it belongs to, then in the order in which nodes were made.
 */
enum fisc_status
fisc__graph_order(struct fisc__graph *graph, struct fisc_error *reterr);

/* ---- wanted.c ------------------------------------------------------------*/

/* Fills in the texts of a new node; false where memory is short. */
bool
fisc__node_texts(struct fisc__graph *graph, struct fisc__node *node);

/* What comes before the value that is wanted: ">= ". Static. */
const char *
fisc__wanted_before(const struct fisc__node *node);

/* ---- cons.c --------------------------------------------------------------*/

/* The node equal to `draft`, old or new: *ret is its id. */
enum fisc_status
fisc__node_make(struct fisc__graph *graph, const struct fisc__node *draft,
                uint32_t *ret, struct fisc_error *reterr);

#endif
