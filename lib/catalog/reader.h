/* SPDX-License-Identifier: MIT */
#ifndef CATALOG_READER_H
#define CATALOG_READER_H

/* A catalog while it is being read: what the files of this folder share. */

#include "base/buffer.h"
#include "catalog/catalog.h"
#include "catalog/index.h"

/* Elements that a profile put into the document, and their language. */
struct fisc__overlay {
    const char *file; /* as in the places of its elements; NULL for none */
    enum fisc_language language;
};

/*
 * The vectors grow in the context's memory; the finished catalog has them in
 * its arena.
 */
struct fisc__reader {
    struct fisc_context *context;
    struct fisc_catalog *catalog;
    struct fisc__arena *arena; /* the catalog's */
    struct fisc__diagnostics *diagnostics; /* or NULL */
    struct fisc_error *reterr;
    struct fisc__names words; /* names and namespaces that recur */
    enum fisc_language language;
    struct fisc__overlay overlay;
    const char *overlay_name; /* its file, in the catalog's arena; or NULL */
    size_t inserted; /* bytes that params put into texts, so far */

    struct fisc__group **groups;
    size_t group_capacity;
    struct fisc__control **controls;
    size_t control_capacity;
    struct fisc__clause **clauses;
    size_t clause_capacity;
    struct fisc__param **params;
    size_t param_capacity;
    const struct fisc__xml **param_elements; /* beside params */
    size_t param_element_capacity;
};

/* An empty catalog with one reference; NULL where memory is short. */
struct fisc_catalog *
fisc_catalog__new(struct fisc_context *context);

/* As fisc_catalog__read(), of a document that a profile has changed. */
enum fisc_status
fisc_catalog__read_changed(struct fisc_context *context,
                           const struct fisc__xml *root,
                           struct fisc__overlay overlay,
                           struct fisc__diagnostics *diagnostics,
                           struct fisc_catalog **ret,
                           struct fisc_error *reterr);

/*
 * Is it a document of OSCAL with that root element? Else an error that says
 * what it is instead.
 */
enum fisc_status
fisc__oscal_expect(const struct fisc__xml *root, const char *wanted,
                   struct fisc_error *reterr);

/* The language that a document's metadata names; else *ret is left alone. */
enum fisc_status
fisc__oscal_language(const struct fisc__xml *root, enum fisc_language *ret,
                     struct fisc_error *reterr);

/* A copy in the catalog's arena, of "" for NULL; NULL where memory is short. */
const char *
fisc__reader_copy(struct fisc__reader *reader, const char *text);

/* The same for words that recur: equal ones are kept once. */
const char *
fisc__reader_word(struct fisc__reader *reader, const char *text);

/*
 * The id of an element in the catalog's arena, NULL where it has none. One
 * that a result's key or a waiver's pattern could not hold is refused.
 */
enum fisc_status
fisc__reader_id(struct fisc__reader *reader, const struct fisc__xml *element,
                const char **ret);

/* The language of an element: the profile's or the catalog's. */
enum fisc_language
fisc__reader_language(const struct fisc__reader *reader,
                      const struct fisc__xml *element);

enum fisc_language
fisc__reader_language_at(const struct fisc__reader *reader,
                         const struct fisc__place *place);

/* An element's place, with the name of its file as the catalog keeps it. */
struct fisc__place
fisc__reader_place(const struct fisc__reader *reader,
                   const struct fisc__xml *element);

/* An entry for lint; only memory can fail. */
enum fisc_status
fisc__reader_remark(struct fisc__reader *reader, enum fisc_log_level level,
                    const struct fisc__place *place, const char *rule,
                    const char *item, const char *ja, const char *en, ...)
    __attribute__((format(printf, 6, 8), format(printf, 7, 8)));

/* The same with a text that is written already. */
enum fisc_status
fisc__reader_say(struct fisc__reader *reader, enum fisc_log_level level,
                 const struct fisc__place *place, const char *rule,
                 const char *item, struct fisc__text message);

/* --- props.c --- */

enum fisc_status
fisc__props_read(struct fisc__reader *reader, const struct fisc__xml *element,
                 struct fisc__props *ret);

enum fisc_status
fisc__links_read(struct fisc__reader *reader, const struct fisc__xml *element,
                 struct fisc__links *ret);

/* The namespace of a prop or part; OSCAL's own, however spelt, is "". */
const char *
fisc__oscal_ns(const struct fisc__xml *element);

/* The value of an element's first prop of ours of that name, or NULL. */
const char *
fisc__oscal_prop(const struct fisc__xml *element, const char *name);

/* The printed label of an element, or NULL. */
const char *
fisc__oscal_label(const struct fisc__xml *element);

/* --- prose.c --- */

/*
 * A text in both languages, each NULL where it is not given: `own`, an element
 * or NULL, in its own language (all of it, or with `blocks` the paragraphs,
 * lists and tables that stand directly below it), then props of ours: `name`,
 * `name-ja`, `name-en`. Params are inserted.
 */
enum fisc_status
fisc__prose_text(struct fisc__reader *reader, const struct fisc__xml *own,
                 bool blocks, const char *name,
                 const struct fisc__props *props, struct fisc__text *ret);

/* --- param.c --- */

/* Reads all params of the document: first of all, since texts insert them. */
enum fisc_status
fisc__params_read(struct fisc__reader *reader, const struct fisc__xml *root);

/* --- clause.c --- */

/* The parts of a control that matter to us: its clauses, its guidance. */
enum fisc_status
fisc__clauses_read(struct fisc__reader *reader,
                   const struct fisc__xml *element,
                   struct fisc__control *control);

/* --- review.c --- */

/* Looks for what is odd in a catalog of ours, and tells the diagnostics. */
enum fisc_status
fisc__catalog_review(struct fisc__reader *reader,
                     const struct fisc__xml *root);

#endif
