/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

/*
 * What a fuzz target consists of. A target is one file with fuzz_one(); fuzz.c
 * calls it for libFuzzer (option `fuzz`) or, in replay.c, for files.
 *
 * An input whose last byte is 0x80 or more is taken without that byte and run
 * twice: the second time an allocation fails, which one the byte says.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <fisc/fisc.h>

/*
 * Reads one input with what the context provides, looks at all that comes of
 * it, and gives it back. Returns OK or the status that stopped it, which has to
 * be the same for the same input; FISC_ERR_NOMEM only where memory was short.
 */
enum fisc_status
fuzz_one(struct fisc_context *context, const char *text, size_t length);

/*
 * Called once before the first input, with a context in which no allocation
 * fails: what it makes is there for every input. A target may do without.
 */
void
fuzz_prepare(struct fisc_context *context);

/*
 * Blocks of the library's that this input has made so far, its context among
 * them; and that so many of them stay (or, less than 0, were released) when the
 * input is done with. What stays must not have been made where memory is short.
 */
size_t
fuzz_blocks(void);

void
fuzz_keep(ptrdiff_t blocks);

/* Is this the second run, in which an allocation fails? */
bool
fuzz_is_short(void);

/* How many inputs were good: seeds that no target takes are no seeds. */
extern size_t fuzz_taken;

/* Ends the process with a message that says what doesn't hold. */
#define FUZZ_HOLDS(condition) \
    ((condition) ? (void)0 : fuzz_fails(__FILE__, __LINE__, #condition))

void
fuzz_fails(const char *file, int line, const char *what);

/*
 * A failure has to be explained: the status, a message, all of it UTF-8 in one
 * line. Returns the status.
 */
enum fisc_status
fuzz_error(enum fisc_status status, const struct fisc_error *error);

/* A string that the library gave: there, and UTF-8. */
void
fuzz_string(const char *text);

/*
 * One of several documents in an input, each after a line "--- name"; what
 * stands before the first such line is a part without a name.
 */
struct fuzz_part {
    char name[64];
    char *text; /* a block of its own, not terminated */
    size_t length;
};

enum { FUZZ_PARTS = 12 };

struct fuzz_parts {
    struct fuzz_part list[FUZZ_PARTS];
    size_t count;
};

void
fuzz_split(const char *text, size_t length, struct fuzz_parts *ret);

void
fuzz_parts_done(struct fuzz_parts *parts);

/* The first part of that name, or NULL. */
const struct fuzz_part *
fuzz_part(const struct fuzz_parts *parts, const char *name);

#endif
