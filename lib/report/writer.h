/* SPDX-License-Identifier: MIT */
#ifndef REPORT_WRITER_H
#define REPORT_WRITER_H

/* What the writers of the formats share; each has a file of its own. */

#include "base/buffer.h"
#include "report/rollup.h"

struct fisc__writer {
    const struct fisc_report *report;
    struct fisc_write_options options; /* every default filled in */
    struct fisc__rows rows;            /* the rows that are written */
    struct fisc_context *context;
    struct fisc__buffer out; /* not yet passed to the sink */
    fisc_sink_function sink;
    void *data;
    struct fisc_error *reterr;
};

/*
 * Passes on what has gathered, if it is much. FISC_ERR_IO, FISC_ERR_NOMEM; a
 * writer calls it after each row and at its end with `all`.
 */
enum fisc_status
fisc__writer_flush(struct fisc__writer *writer, bool all);

enum fisc_status
fisc__write_json(struct fisc__writer *writer);

enum fisc_status
fisc__write_text(struct fisc__writer *writer);

/* Counts of the rows of one party in one role. */
struct fisc__party_counts {
    enum fisc_role role;
    const char *party; /* "" for the rows of a role that nobody holds */
    size_t counts[FISC_RESULT_COUNT];
};

struct fisc__coverage {
    size_t all[FISC_RESULT_COUNT];
    size_t must[FISC_RESULT_COUNT];
    size_t roles[FISC_ROLE_COUNT][FISC_RESULT_COUNT];
    struct fisc__party_counts *parties; /* by role, then by id */
    size_t party_count;
    size_t party_capacity;
};

/* Counts everything in one pass; false where memory is short. */
bool
fisc__coverage_count(struct fisc__writer *writer, struct fisc__coverage *ret);

void
fisc__coverage_done(struct fisc__writer *writer,
                    struct fisc__coverage *coverage);

#endif
