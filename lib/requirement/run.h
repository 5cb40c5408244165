/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_RUN_H
#define REQUIREMENT_RUN_H

/*
 * One description held against the graph on one date: every slot bound, every
 * node evaluated. Immutable once made, so that explanations can be read off it
 * by any thread; it borrows the graph and the description.
 */

#include "requirement/graph.h"
#include "requirement/meter.h"
#include "system/system.h"

struct fisc__run;

/* What a run needs, so that it takes its memory at once. */
struct fisc__room {
    size_t bytes;
    size_t names; /* strings of the description that something compares */
};

/* What a run is made of; everything is borrowed. */
struct fisc__run_input {
    const struct fisc__graph *graph;
    const struct fisc_system *system;
    fisc_date as_of;
    /* The id of a party that may not be listed; it then has no facts. NULL:
     * only those listed are looked at. */
    const char *party;
    fisc__function_call call; /* runs function leaves */
    void *call_data;
    struct fisc__room room; /* likely needed */
    struct fisc__meter *meter; /* charged by binding and evaluating alone */
};

/* Binds. FISC_ERR_NOMEM, FISC_ERR_INTERRUPTED. */
enum fisc_status
fisc__run_new(struct fisc_context *context,
              const struct fisc__run_input *input, struct fisc__run **ret,
              struct fisc_error *reterr);

/*
 * Evaluates. FISC_ERR_NOMEM, FISC_ERR_INTERRUPTED, or what `call` returns;
 * what was not come to has the value FISC__UNDECIDED then, and the run may be
 * asked for what was.
 */
enum fisc_status
fisc__run_eval(struct fisc__run *run, struct fisc_error *reterr);

/* The nodes that evaluating a description comes to, of it and its parties. */
size_t
fisc__run_size(const struct fisc__graph *graph, size_t parties);

/* What a run that has been evaluated needed. */
struct fisc__room
fisc__run_room(const struct fisc__run *run);

void
fisc__run_free(struct fisc__run *run);

/* The parties of the description in order of their ids, then the unlisted. */
size_t
fisc__run_party_count(const struct fisc__run *run);

const char *
fisc__run_party(const struct fisc__run *run, size_t party);

/* Which of them has that id; SIZE_MAX: none. */
size_t
fisc__run_find_party(const struct fisc__run *run, const char *id);

/* Bits 1 << enum fisc_role of the roles that a party holds. */
unsigned
fisc__run_party_roles(const struct fisc__run *run, size_t party);

/* How many parties a description has. */
size_t
fisc__party_count(const struct fisc_system *system);

/* Bits of the roles that some party of a description holds. */
unsigned
fisc__roles_held(const struct fisc_system *system);

/* The value of a node for a party; any party where it doesn't depend on it. */
enum fisc__truth
fisc__run_value(const struct fisc__run *run, uint32_t node, size_t party);

/* All values (enum fisc__truth) of the system, or of a party. */
const uint8_t *
fisc__run_values(const struct fisc__run *run, bool of_party, size_t party);

/* What a function said that is a whole requirement; NULL for another node. */
const struct fisc__outcome *
fisc__run_outcome(const struct fisc__run *run, uint32_t node, size_t party);

/* ---- explanation ---------------------------------------------------------*/

/* One fact named by an explanation; texts live in the given arena. */
struct fisc__named {
    const char *path;
    enum fisc__state state;       /* of an unknown; else FISC__KNOWN */
    const char *candidate;        /* nearest piece of evidence; or NULL */
    const struct fisc__item *item; /* what is there; or NULL */
    const char *value;            /* as text; or NULL */
    const char *wanted;           /* or NULL */
    bool because;                 /* made a guard hold, or stands under no */
    const struct fisc__definition *definition; /* or NULL */
    const struct fisc__param_read *param;      /* or NULL */
};

struct fisc__explained {
    struct fisc__named *facts; /* sorted by path, each path once */
    size_t fact_count;
    bool minimal;              /* of an unknown: rule 24 */
    const char **labels;       /* sorted: what a pass rests on */
    size_t label_count;
    const char **evidence;     /* sorted ids of the pieces relied on */
    size_t evidence_count;
    const struct fisc__outcome *message; /* what a function said; or NULL */
};

/* Why a node has its value; `because`: it is a guard itself, such as when. */
enum fisc_status
fisc__run_explain(const struct fisc__run *run, uint32_t node, size_t party,
                  bool because, struct fisc__arena *arena, struct fisc__explained *ret,
                  struct fisc_error *reterr);

/* The labels alone of a node that is true; as above. */
enum fisc_status
fisc__run_labels(const struct fisc__run *run, uint32_t node, size_t party,
                 struct fisc__arena *arena, struct fisc__explained *ret,
                 struct fisc_error *reterr);

/*
 * A value as text, for people: a set as its items, the first 100, a list or
 * record as ""; NULL where memory is short.
 */
const char *
fisc__item_text(struct fisc__arena *arena, const struct fisc__item *item);

#endif
