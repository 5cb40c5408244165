/* SPDX-License-Identifier: MIT */
#ifndef FORECAST_FORECAST_H
#define FORECAST_FORECAST_H

/* A forecast from the inside. */

#include <stdatomic.h>

#include <fisc/forecast.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"

/* A row on one day; static strings, or the policy's. */
struct fisc__forecast_state {
    enum fisc_result result;
    const char *reason;
    const char *via;
    const char *waiver;
};

struct fisc__forecast_cause {
    enum fisc_forecast_kind kind;
    const char *path;
    const char *id;
    const char *param;
    const char *period;
    fisc_date stated;
};

struct fisc__forecast_change {
    fisc_date date;
    size_t row;
    const char *key; /* of the first report */
    struct fisc__forecast_state before;
    struct fisc__forecast_state after;
    size_t first_cause;
    size_t cause_count;
};

struct fisc__forecast_event {
    fisc_date date;
    size_t first_change;
    size_t change_count;
};

struct fisc__meter;

struct fisc_forecast {
    atomic_uint references;
    struct fisc_context *context; /* a reference */
    struct fisc_report *report;   /* a reference: of the first day */
    struct fisc__arena arena;     /* texts of causes */
    fisc_date until;
    struct fisc__forecast_event *events;
    size_t event_count, event_capacity;
    struct fisc__forecast_change *changes;
    size_t change_count, change_capacity;
    struct fisc__forecast_cause *causes;
    size_t cause_count, cause_capacity;
};

/* ---- scan.c --------------------------------------------------------------*/

/* Fills the forecast in, from the report of its first day on. */
enum fisc_status
fisc__forecast_scan(struct fisc_forecast *forecast,
                    struct fisc_evaluator *evaluator,
                    struct fisc_system *system,
                    const struct fisc_forecast_options *options,
                    struct fisc_error *reterr);

/* ---- rows.c --------------------------------------------------------------*/

/*
 * Adds an event with the rows that are otherwise in `after` than in `before`;
 * none where all are as they were. Both are of one question.
 */
enum fisc_status
fisc__forecast_compare(struct fisc_forecast *forecast,
                       const struct fisc_report *before,
                       const struct fisc_report *after,
                       struct fisc__meter *meter, struct fisc_error *reterr);

/* ---- writing -------------------------------------------------------------*/

struct fisc__forecast_writer {
    const struct fisc_forecast *forecast;
    struct fisc_forecast_write_options options; /* every default filled in */
    struct fisc__buffer out;
    fisc_sink_function sink;
    void *data;
    struct fisc_error *reterr;
};

/* Passes on what has gathered, if it is much; at the end with `all`. */
enum fisc_status
fisc__forecast_flush(struct fisc__forecast_writer *writer, bool all);

enum fisc_status
fisc__forecast_write_text(struct fisc__forecast_writer *writer);

enum fisc_status
fisc__forecast_write_json(struct fisc__forecast_writer *writer);

enum fisc_status
fisc__forecast_write_icalendar(struct fisc__forecast_writer *writer);

/* ---- words.c -------------------------------------------------------------*/

enum fisc__forecast_word {
    FISC__FORECAST_WORD_FROM,
    FISC__FORECAST_WORD_UNTIL,
    FISC__FORECAST_WORD_CHANGES,     /* how many days, rows */
    FISC__FORECAST_WORD_DAY,         /* how many rows */
    FISC__FORECAST_WORD_NOTHING,
    FISC__FORECAST_WORD_CALENDAR,    /* of a description */
    FISC__FORECAST_WORD_SUMMARY,     /* rows, system */
    FISC__FORECAST_WORD_COUNT
};

/* Static; formats, as the list says. */
const char *
fisc__forecast_word(enum fisc__forecast_word word,
                    enum fisc_language language);

/* One line for people: "evidence soc2 was valid to 2026-08-31". */
void
fisc__forecast_put_cause(struct fisc__buffer *out,
                         const struct fisc__forecast_cause *cause,
                         enum fisc_language language);

/* "unknown (out of date)", with via and waiver where there are any. */
void
fisc__forecast_put_state(struct fisc__buffer *out,
                         const struct fisc__forecast_state *state,
                         enum fisc_language language);

/* The title of a row's clause; "" where it has none. */
const char *
fisc__forecast_title(const struct fisc_forecast *forecast,
                     const struct fisc_result_info *row,
                     enum fisc_language language);

#endif
