/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_UPDATE_H
#define REQUIREMENT_UPDATE_H

/*
 * A run kept up to date while its description or its date changes: cells are
 * bound again, and of the nodes only those are evaluated that rest on one that
 * changed. Whoever changes a run has it for himself. Where a call fails the run
 * is of no use any more.
 */

#include "requirement/depend.h"
#include "requirement/frame.h"

/* A node of a frame that has to be evaluated again. */
struct fisc__due {
    const struct fisc__node *node;
    struct fisc__frame *frame;
};

struct fisc__due_list {
    struct fisc__due *list;
    size_t count;
    size_t capacity;
};

/* A function that read a fact. */
struct fisc__function_use {
    const struct fisc__definition *definition;
    const char *element; /* id of that which has it; NULL: the system has it */
    struct fisc__due due;
    uint32_t next; /* of the same hash, from 1; 0: the last */
};

struct fisc__function_uses {
    struct fisc__function_use *list;
    size_t count, capacity;
    uint32_t *heads; /* by hash */
    size_t size;
    size_t first_count; /* when it was made anew */
};

/* Is told of each node whose value changed, and of each function that ran. */
typedef void (*fisc__changed_function)(void *data,
                                       const struct fisc__node *node,
                                       const struct fisc__frame *frame);

struct fisc__update {
    struct fisc_context *context; /* borrowed */
    const struct fisc__depend *depend;
    struct fisc__run *run;
    fisc__changed_function changed;
    void *changed_data;
    struct fisc__due_list *due; /* by level */
    struct fisc__function_uses functions;
    bool failed; /* memory is short */
};

enum { FISC__MOST_IDS = 64 };

/* The place of a fact: the vocabulary's fact, and the elements around it. */
struct fisc__fact_place {
    const struct fisc__word *word; /* NULL: the vocabulary has none */
    struct {
        const char *text;
        size_t length;
    } ids[FISC__MOST_IDS];
    size_t id_count;
};

/* `depend` is borrowed. On failure nothing is held. */
enum fisc_status
fisc__update_init(struct fisc__update *update, struct fisc_context *context,
                  const struct fisc__depend *depend,
                  struct fisc_error *reterr);

void
fisc__update_done(struct fisc__update *update);

/* Goes over to another run, which was evaluated. FISC_ERR_NOMEM. */
enum fisc_status
fisc__update_begin(struct fisc__update *update, struct fisc__run *run,
                   struct fisc_error *reterr);

/*
 * Follows a path (spelled as one, ids in brackets) through the description that
 * the run now has: what the run knows of the elements around is brought up to
 * date. `word` is what the vocabulary has there, or NULL: to be looked up.
 */
void
fisc__update_way(struct fisc__update *update, const char *path,
                 const struct fisc__word *word, struct fisc__fact_place *ret);

/* Binds what now stands at a place: a scalar, a set, or NULL. */
void
fisc__update_fact(struct fisc__update *update,
                  const struct fisc__fact_place *place,
                  const struct fisc__item *item);

/* Binds the entries of the registers anew. */
void
fisc__update_registers(struct fisc__update *update);

/* Sets the date. False: the elements of a list come or go with it. */
bool
fisc__update_date(struct fisc__update *update, fisc_date as_of);

/* Evaluates what is due. FISC_ERR_NOMEM, or what a function's call gives. */
enum fisc_status
fisc__update_eval(struct fisc__update *update, struct fisc_error *reterr);

/* ---- reach.c -------------------------------------------------------------*/

/* Calls visit() with every frame of a scope below a frame. */
void
fisc__frames_below(const struct fisc__run *run, struct fisc__frame *frame,
                   uint32_t scope,
                   void (*visit)(void *data, struct fisc__frame *frame),
                   void *data);

/*
 * The same with those frames of a scope whose elements are the first `count` of
 * the place's.
 */
void
fisc__frames_at(struct fisc__run *run, uint32_t scope,
                const struct fisc__fact_place *place, size_t count,
                void (*visit)(void *data, struct fisc__frame *frame),
                void *data);

#endif
