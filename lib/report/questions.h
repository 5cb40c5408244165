/* SPDX-License-Identifier: MIT */
#ifndef REPORT_QUESTIONS_H
#define REPORT_QUESTIONS_H

/* The questions of a report from the inside. */

#include <fisc/questions.h>

#include "base/arena.h"
#include "base/names.h"
#include "requirement/value.h"

/* A path that rows wait for. */
struct fisc__asked {
    const char *path;
    enum fisc__state state;
    const char *candidate;
    const char *text[2];
    long fact;
    uint32_t *rows; /* that wait for it, by index in the waiting rows */
    size_t row_count, row_capacity;
    size_t alone, takes_part; /* of level must */
    size_t settled;
    bool answered;
    uint64_t score;
    size_t last; /* rows of level must that wait for nothing else now */
};

/* An unknown row, and the paths of its deciding set. */
struct fisc__waiting {
    uint32_t row; /* of the report */
    bool must;
    uint32_t *paths;
    size_t count;
    size_t left; /* not answered yet */
};

struct fisc_questions {
    struct fisc_context *context; /* a reference */
    struct fisc__arena arena;
    struct fisc__names names; /* of paths: number - 1 is the index in asked */
    struct fisc__asked *asked;
    size_t count, capacity;
    struct fisc__waiting *waiting;
    size_t waiting_count;
    size_t open; /* rows of level must among them */
    uint32_t *order;
};

/* Puts them in order; false where memory is short. */
bool
fisc__questions_order(struct fisc_questions *questions);

#endif
