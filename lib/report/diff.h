/* SPDX-License-Identifier: MIT */
#ifndef REPORT_DIFF_H
#define REPORT_DIFF_H

/* What the parts of a diff share. */

#include "report/read.h"
#include "report/writer.h"

struct fisc__diff_entry {
    size_t before; /* rows, or FISC_DIFF_NONE */
    size_t after;
    enum fisc_diff_kind kind;
};

struct fisc__diff_pair {
    size_t before; /* controls, or FISC_DIFF_NONE */
    size_t after;
};

struct fisc_diff {
    atomic_uint references;
    struct fisc_context *context; /* of `after`, which holds it */
    struct fisc_result_set *before;
    struct fisc_result_set *after;
    unsigned cause;
    struct fisc__diff_entry *entries;
    size_t count;
    size_t capacity;
    size_t counts[FISC_DIFF_KIND_COUNT];
    size_t worse;
    struct fisc__diff_pair *controls;
    size_t control_count;
    size_t control_capacity;
};

/* ---- diff-row.c ----------------------------------------------------------*/

/* Fails, is unknown, was not checked or could not be. */
bool
fisc__is_unmet(enum fisc_result result);

/* Is there anything to compare? Not of a row that was not selected. */
bool
fisc__is_asked(const struct fisc__result_row *row);

/*
 * Do two rows of one key say the same? Facts and messages count only where
 * both are unmet: what a pass rests on is renewed all the time.
 */
bool
fisc__same_row(const struct fisc__result_row *a,
               const struct fisc__result_row *b);

enum { FISC__TICKET_TEXT = 33 };

/* Thirty-two hexadecimal digits that stand for a system and a key. */
void
fisc__ticket(const char *system, const char *key,
             char text[FISC__TICKET_TEXT]);

/* The same, for what an unmet row says as fisc__same_row() compares it. */
void
fisc__row_content(const struct fisc__result_row *row,
                  char text[FISC__TICKET_TEXT]);

/* ---- diff.c --------------------------------------------------------------*/

/* The row of an entry, or NULL where it is not there. */
const struct fisc__result_row *
fisc__diff_before(const struct fisc_diff *diff,
                  const struct fisc__diff_entry *entry);

const struct fisc__result_row *
fisc__diff_after(const struct fisc_diff *diff,
                 const struct fisc__diff_entry *entry);

const char *
fisc__diff_key(const struct fisc_diff *diff,
               const struct fisc__diff_entry *entry);

unsigned
fisc__diff_entry_cause(const struct fisc_diff *diff,
                       const struct fisc__diff_entry *entry);

/* Words of a cause's bits, by bit: "system", "policy", "date", "other". */
const char *
fisc__diff_cause_name(unsigned bit);

/* ---- diff-state.c --------------------------------------------------------*/

/* What the last event of a ticket told. */
struct fisc__told {
    const char *system;
    const char *key;
    const char *id;      /* of the event */
    const char *content; /* "" once it is closed */
    fisc_date as_of;
    bool open;
};

struct fisc_diff_state {
    struct fisc_context *context; /* a reference */
    struct fisc__arena arena;     /* the texts */
    struct fisc__names tickets;   /* that of told[i] has the number i + 1 */
    struct fisc__told *told;
    size_t count;
    size_t capacity;
};

/* NULL where nothing was told of it. */
const struct fisc__told *
fisc_diff_state__find(const struct fisc_diff_state *state, const char *ticket);

/* ---- the formats ---------------------------------------------------------*/

struct fisc__diff_writer {
    const struct fisc_diff *diff;
    const struct fisc_diff_options *options; /* every default filled in */
    struct fisc__writer base;                /* `report` is NULL */
};

enum fisc_status
fisc__diff_write_text(struct fisc__diff_writer *writer);

enum fisc_status
fisc__diff_write_json(struct fisc__diff_writer *writer);

enum fisc_status
fisc__diff_write_events(struct fisc__diff_writer *writer);

/* JSON that two formats share: [{"path": …, "state": …}]; ["system"]; a day. */
void
fisc__diff_put_deciding(struct fisc__buffer *out,
                        const struct fisc__open_facts *facts);

void
fisc__diff_put_cause(struct fisc__buffer *out, unsigned cause);

void
fisc__diff_put_date(struct fisc__buffer *out, fisc_date date);

/* A string, or null where it is "". */
void
fisc__diff_put_optional(struct fisc__buffer *out, const char *text);

#endif
