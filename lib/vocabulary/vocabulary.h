/* SPDX-License-Identifier: MIT */
#ifndef VOCABULARY_VOCABULARY_H
#define VOCABULARY_VOCABULARY_H

/*
 * The dictionary of the facts, as a tree of path segments. Its memory belongs
 * to whoever builds it (the policy); immutable once built.
 */

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/text.h"

#include <fisc/vocabulary.h>

struct fisc__allowed {
    const char *name;
    struct fisc__text title;
};

/* What is known of one path; NULL members where not given. */
struct fisc__definition {
    const char *path; /* as written: "sites[].fire.compartment" */
    enum fisc_fact_type type;
    const char *unit;
    bool ordered;
    bool judged;
    bool none; /* a date that may be "none" */
    bool ages; /* max_age applies */
    struct fisc__period max_age;
    const char *max_age_text; /* as written: "1y" */
    struct fisc__allowed *values; /* in the order written */
    size_t value_count;
    struct fisc__text meaning;
    struct fisc__text question;
    struct fisc__place place; /* file NULL: built in */
};

/* One segment of a path. A list's fields are the children of its segment. */
struct fisc__word {
    const char *name;
    const char *path; /* "sites[].fire" */
    const struct fisc__definition *definition; /* NULL: a record */
    const struct fisc__word *parent;
    struct fisc__word **children; /* sorted by name */
    size_t count;
    size_t capacity;
};

struct fisc__vocabulary {
    struct fisc__arena *arena; /* borrowed */
    struct fisc__word root;
    struct fisc__definition **definitions; /* built-in ones first */
    size_t count;
    size_t capacity;
    size_t checked; /* of these, by fisc__vocabulary_check() */
    bool recheck;   /* what was checked got a definition above it */
    bool given; /* anything beside what is built in */
};

struct fisc__xml;

/* Begins with what is built in. On failure nothing is held. */
enum fisc_status
fisc__vocabulary_init(struct fisc__vocabulary *vocabulary,
                      struct fisc__arena *arena, struct fisc_error *reterr);

void
fisc__vocabulary_done(struct fisc__vocabulary *vocabulary);

/*
 * Adds a <vocabulary> document. A list is defined before, or in the document
 * that defines its fields. FISC_ERR_CONFLICT: a path has two definitions, both
 * are named. After a failure the vocabulary is of no use but to be done with.
 */
enum fisc_status
fisc__vocabulary_read(struct fisc__vocabulary *vocabulary,
                      const struct fisc__xml *root, struct fisc_error *reterr);

/* The child of that name, or NULL. */
const struct fisc__word *
fisc__word_child(const struct fisc__word *word, const char *name,
                 size_t length);

/*
 * The word at a path like "backup.restore_test" below `from`, or NULL. A list's
 * field is found as "sites[].name", or as "name" from the list's own word.
 */
const struct fisc__word *
fisc__word_find(const struct fisc__word *from, const char *path);

/*
 * The known path nearest to one that isn't, below the same root; NULL where
 * none is near. `path` is written with [] after lists.
 */
const char *
fisc__vocabulary_nearest(const struct fisc__vocabulary *vocabulary,
                         const char *path);

/*
 * What the public header tells of a definition; strings are borrowed.
 * FISC_ERR_INVALID where ret->size is not a size of the struct.
 */
enum fisc_status
fisc__definition_info(const struct fisc__definition *definition,
                      struct fisc_fact_info *ret);

/* Is it a segment of a path: [a-z][a-z0-9_]*? */
bool
fisc__word_is_name(const char *name, size_t length);

/* The rank of an allowed value from 0, or -1. */
int
fisc__definition_rank(const struct fisc__definition *definition,
                      const char *value);

#endif
