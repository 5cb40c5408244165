/* SPDX-License-Identifier: MIT */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

/*
 * Check files: Lua that builds requirements at load, and function leaves that
 * run in a sandbox at evaluation. The one place that includes <lua.h>; no Lua
 * error and no lua_State leaves it.
 */

#include <stdatomic.h>

#include "base/diagnostics.h"
#include "base/names.h"
#include "base/text.h"
#include "requirement/access.h"
#include "requirement/expression.h"

/* What an alternative or a relaxation of a check is called. */
struct fisc__title {
    const char *label; /* "alternative:x" */
    struct fisc__text text;
    const struct fisc__title *next;
};

/* One check "key" {…} or replace "key" {…}. */
struct fisc__check {
    const char *clause;
    const struct fisc__expression *requirement;
    const struct fisc__expression *when; /* or NULL */
    struct fisc__text message;           /* where it fails; or NULLs */
    const struct fisc__title *titles;    /* in the order written; or NULL */
    bool whole_function; /* the requirement is one function, the whole check */
    bool replaced;       /* by the one that stands here */
    struct fisc__place place;
};

/* Every check file of a policy, in the order loaded. */
struct fisc__checks {
    struct fisc__arena *arena; /* borrowed */
    struct fisc__expressions *expressions; /* borrowed */
    struct fisc__check *list;
    size_t count;
    size_t capacity;
    struct fisc__names keys; /* of clauses: the number is an index + 1 */
    struct fisc__check_file **files;
    size_t file_count;
    size_t file_capacity;
    uint32_t function_count;
    struct fisc__diagnostics *remarks; /* borrowed: get what
                                          fisc__checks_scan() finds in each
                                          file that is loaded; or NULL */
    bool defects_known; /* since the first file */
    unsigned defects;   /* of the linked Lua */
};

void
fisc__checks_init(struct fisc__checks *checks, struct fisc__arena *arena,
                  struct fisc__expressions *expressions);

void
fisc__checks_done(struct fisc__checks *checks);

/*
 * Runs one check file under the context's budget and adds what it declares; a
 * copy of the text is kept for the runners. `name` is what places say.
 *
 * FISC_ERR_SYNTAX: Lua refuses the text. FISC_ERR_INVALID: a trap of the
 * language (an unknown word, a hole, a comparison of requirements, a
 * requirement that no check reaches, …). FISC_ERR_CONFLICT: a clause has two
 * checks; both places are named. FISC_ERR_NOTFOUND: replace of a check that is
 * not there. FISC_ERR_LIMIT, FISC_ERR_BUDGET: too large or too long a file.
 */
enum fisc_status
fisc__checks_load(struct fisc__checks *checks, const char *name,
                  const char *text, size_t length, struct fisc_error *reterr);

/*
 * The same for a file that is tried out: its chunk returns a function or a
 * requirement, which becomes the check of `clause`.
 */
enum fisc_status
fisc__checks_load_single(struct fisc__checks *checks, const char *clause,
                         const char *name, const char *text, size_t length,
                         struct fisc_error *reterr);

/*
 * Reads a check file as text, without running it, and adds a diagnostic for
 *   each and, or, not, == and ~= outside functions, which lose requirements and
 *     are errors when the file is loaded ("lost-requirement");
 *   each name inside functions that nothing declares, and each that ctx or a
 *     library does not have, which would end the function ("unknown-word");
 *   each use of ctx.optional, which leaves the law of information
 *     ("leaves-the-law").
 * `name` lives as long as the diagnostics. Of a text that Lua does not compile
 * the rest may be nonsense.
 */
enum fisc_status
fisc__checks_scan(const char *name, const char *text, size_t length,
                  struct fisc__diagnostics *diagnostics,
                  struct fisc_error *reterr);

/* The check of a clause, or NULL. */
const struct fisc__check *
fisc__checks_find(const struct fisc__checks *checks, const char *clause);

/* Where a function leaf was written. */
const struct fisc__place *
fisc__checks_function_place(const struct fisc__checks *checks,
                            uint32_t function);

/*
 * Runs function leaves: a Lua state of one thread's own, made when the first
 * function is called, dropped after a fatal outcome.
 */
struct fisc__runner;

/* `checks` is borrowed and must outlive the runner. */
enum fisc_status
fisc__runner_new(struct fisc_context *context,
                 const struct fisc__checks *checks, struct fisc__runner **ret,
                 struct fisc_error *reterr);

void
fisc__runner_free(struct fisc__runner *runner);

/*
 * Functions look at the flag now and then, which another thread may set: a call
 * then fails with FISC_ERR_INTERRUPTED. NULL: at none. It is borrowed.
 */
void
fisc__runner_watch(struct fisc__runner *runner, const atomic_bool *interrupt);

/*
 * A fisc__function_call; `data` is the runner. FISC_ERR_INTERRUPTED: see
 * fisc__runner_watch().
 */
enum fisc_status
fisc__runner_call(void *data, struct fisc__calls *calls);

/* What the linked Lua is known to compile wrongly. */
#define FISC__DEFECT_BITWISE 1u /* 1 ~ (2 or 3), fixed in 5.4.5 */
#define FISC__DEFECT_INDEX 2u   /* t[1 < 2], fixed in 5.4.8 */
#define FISC__DEFECT_CLOSE 4u   /* break in a for that closes; unreachable */

/* Tries it out. FISC_ERR_NOMEM. */
enum fisc_status
fisc__lua_defects(struct fisc_context *context, unsigned *ret,
                  struct fisc_error *reterr);

enum { FISC__LUA_VERSION = 16 };

/* Writes the version of the Lua that the process runs with: "5.4.4". */
void
fisc__lua_version(char text[FISC__LUA_VERSION]);

#endif
