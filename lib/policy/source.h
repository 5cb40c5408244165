/* SPDX-License-Identifier: MIT */
#ifndef POLICY_SOURCE_H
#define POLICY_SOURCE_H

/*
 * The sources that a policy is made of: those given and those that they refer
 * to, each read once, and the order in which they count. Only loading needs
 * them; names live in the policy's arena, documents in one that ends with it.
 */

#include <fisc/policy.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/names.h"
#include "base/text.h"
#include "catalog/profile.h"
#include "xml/xml.h"

enum fisc__source_kind {
    FISC__SOURCE_MANIFEST,
    FISC__SOURCE_VOCABULARY,
    FISC__SOURCE_CATALOG,
    FISC__SOURCE_CHECKS,
    FISC__SOURCE_PROFILE,
    FISC__SOURCE_WAIVERS
};

enum fisc__source_state {
    FISC__SOURCE_NEW,     /* its name is known */
    FISC__SOURCE_OPENING, /* what it refers to is being opened */
    FISC__SOURCE_OPEN
};

/* What a manifest says of one other source. */
struct fisc__reference {
    struct fisc__entry *target;
    struct fisc__place place; /* of the element */
};

/* One source. */
struct fisc__entry {
    const char *name; /* normalised */
    const char *text; /* NULL once it isn't needed any more */
    size_t length;
    char *block;      /* the text, where we read it; else NULL */
    bool in_memory;   /* given with its content */
    bool referred;    /* by another source: it does not stand for itself */
    enum fisc__source_state state;
    enum fisc__source_kind kind;
    const struct fisc__xml *root;      /* NULL of a check file */
    struct fisc__arena tree;           /* of the document */
    const struct fisc__profile *profile; /* of a profile */
    const char *id;                    /* of a manifest, as the next three */
    struct fisc__text title;
    struct fisc__reference *references; /* in the order written; a profile's
                                           are the catalogs that it imports */
    size_t reference_count;
    size_t reference_capacity;
    struct fisc__entry *selector; /* of a manifest: its profile, or NULL */
    struct fisc__place following; /* while what it refers to is opened: … */
    const char *following_name;   /* … where and what */
    struct fisc__entry *selected_by; /* of a catalog: the profile in force */
    struct fisc_catalog *whole; /* of a catalog: unselected parts too; read
                                   where a check asks for them */
    size_t slot;  /* of a catalog that is selected: among the policy's */
    bool reached; /* has its place in the order */
    bool wanted;  /* reached without a profile on the way */
    bool covered; /* of a manifest: imported by one that has a profile */
    char digest[FISC__DIGEST_TEXT];
    char rules[FISC__DIGEST_TEXT]; /* likewise, less a profile's settings */
};

struct fisc__sources {
    struct fisc_context *context;
    struct fisc__arena *arena; /* borrowed: the policy's, for names */
    struct fisc__arena scratch;
    struct fisc__entry **list; /* as met */
    size_t count;
    size_t capacity;
    struct fisc__entry top; /* stands for the call: refers to what was given */
    struct fisc__entry **order; /* referred ones before those that refer; the
                                   last one is `top` */
    size_t order_count;
    size_t depth; /* of the source that is being opened */
    struct fisc__names mentioned; /* words of check files with functions */
};

void
fisc__sources_init(struct fisc__sources *sources, struct fisc_context *context,
                   struct fisc__arena *arena);

void
fisc__sources_done(struct fisc__sources *sources);

/*
 * Reads the sources given and all that they refer to, and puts them in order.
 * Statuses as fisc_policy_load().
 */
enum fisc_status
fisc__sources_open(struct fisc__sources *sources,
                   const struct fisc_source *given, size_t count,
                   struct fisc_error *reterr);

/*
 * Reads one more source, which is a check file whatever its name. It joins the
 * digest, not the order; its text stays. It may be one that is known already.
 */
enum fisc_status
fisc__sources_open_check(struct fisc__sources *sources,
                         const struct fisc_source *given,
                         struct fisc__entry **ret, struct fisc_error *reterr);

/*
 * The source that `href` means at that place of `base`, opened; it must be of
 * that kind.
 */
enum fisc_status
fisc__sources_follow(struct fisc__sources *sources, struct fisc__entry *base,
                     const char *href, const struct fisc__place *place,
                     enum fisc__source_kind kind, struct fisc__entry **ret,
                     struct fisc_error *reterr);

/* The same for a name that is resolved already. */
enum fisc_status
fisc__sources_find(struct fisc__sources *sources, struct fisc__entry *base,
                   const char *name, const struct fisc__place *place,
                   enum fisc__source_kind kind, struct fisc__entry **ret,
                   struct fisc_error *reterr);

/* Notes that `from` refers to `target`. */
enum fisc_status
fisc__entry_refer(struct fisc__sources *sources, struct fisc__entry *from,
                  struct fisc__entry *target, const struct fisc__place *place,
                  struct fisc_error *reterr);

/* Ends the text of a source that isn't needed any more. */
void
fisc__entry_drop_text(struct fisc__sources *sources, struct fisc__entry *entry);

/* Ends the document of a source that has been read; nothing may point there. */
void
fisc__entry_drop_document(struct fisc__entry *entry);

/* arrange.c: the order, and who is covered and wanted. */
enum fisc_status
fisc__sources_arrange(struct fisc__sources *sources,
                      struct fisc_error *reterr);

/* digest.c: SHA-256 over the kind and the content of one source. */
void
fisc__entry_digest(struct fisc__entry *entry);

/*
 * The same over all sources: neither their names nor the order in which they
 * were given matter. Also over what they ask, less what profiles set params
 * to, and over what params are set to, by whom and why.
 */
enum fisc_status
fisc__policy_digest(struct fisc_policy *policy, struct fisc__sources *sources,
                    struct fisc_error *reterr);

/* kind.c: tells what a source is, and refuses what is no part of a policy. */
enum fisc_status
fisc__source_tell(const struct fisc__xml *root, enum fisc__source_kind *ret,
                  struct fisc_error *reterr);

/* Refuses a text that is neither XML nor a check file, if it knows it. */
enum fisc_status
fisc__source_tell_text(const char *name, const char *text, size_t length,
                       struct fisc_error *reterr);

bool
fisc__source_is_checks(const char *name);

/* "a catalog", "a check file", … Static. */
const char *
fisc__source_kind_name(enum fisc__source_kind kind);

/* manifest.c: reads a <policy> and opens what it refers to. */
enum fisc_status
fisc__manifest_read(struct fisc__sources *sources, struct fisc__entry *entry,
                    struct fisc_error *reterr);

#endif
