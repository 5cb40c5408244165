/* SPDX-License-Identifier: MIT */
#ifndef POINTS_POINTS_H
#define POINTS_POINTS_H

/*
 * Work that is done again and again while another allocation fails each time,
 * once or from then on, ours (and Lua's) or libxml2's.
 *
 * Whatever fails is called again with memory enough, on the same objects, and
 * must then succeed: so nothing may be half done by the failure, and in the end
 * everything said must be what it is with memory enough.
 */

#include <stddef.h>

#include <fisc/fisc.h>

enum points_mode {
    POINTS_ONCE,
    POINTS_FROM_THEN_ON,
    POINTS_XML_ONCE,
    POINTS_XML_FROM_THEN_ON,
    POINTS_MODES
};

/* Installs libxml2's hooks; before anything else. */
void
points_init(void);

struct points_tried {
    size_t points[POINTS_MODES];
    size_t failed;   /* how many of them made a call fail */
    size_t unclear;  /* libxml2's alone: another error than want of memory */
};

/*
 * Does `work` at every `step`-th point of failure, each time in a context of
 * its own. It calls what it tries by POINTS(), and says what comes of it. A
 * step of 0 means some 50 points in all.
 */
struct points_tried
points_try(const char *name, void (*work)(struct fisc_context *context),
           size_t step);

/* Adds to what this round says, which has to be the same in each. */
void
points_say(const void *data, size_t length);

/* From here to points_resume() nothing fails: what is only made for the work. */
void
points_pause(void);

void
points_resume(void);

/* Has to be asked for want of memory; the calls that follow have enough. */
void
points_failed(enum fisc_status status, const struct fisc_error *error);

/* A call begins: what it says counts once, also where it is called again. */
void
points_begin(void);

/* A call that gives a status and fills in an error `error`. */
#define POINTS(call) \
    do { \
        struct fisc_error error = {.status = FISC_OK}; \
        enum fisc_status status; \
        points_begin(); \
        status = (call); \
        if (status != FISC_OK) { \
            points_failed(status, &error); \
            status = (call); \
        } \
        points_succeeded(status, &error); \
    } while (0)

/* The same for one that has no error object. */
#define POINTS_BARE(call) \
    do { \
        enum fisc_status status; \
        points_begin(); \
        status = (call); \
        if (status != FISC_OK) { \
            points_failed(status, NULL); \
            status = (call); \
        } \
        points_succeeded(status, NULL); \
    } while (0)

/* The same, of one that makes `object`: a failure leaves that as it was. */
#define POINTS_MAKE(object, call) \
    do { \
        struct fisc_error error = {.status = FISC_OK}; \
        enum fisc_status status; \
        (object) = (void *)&points_untouched; \
        points_begin(); \
        status = (call); \
        if (status != FISC_OK) { \
            points_unchanged(object); \
            points_failed(status, &error); \
            status = (call); \
        } \
        points_succeeded(status, &error); \
    } while (0)

extern char points_untouched;

void
points_unchanged(const void *object);

void
points_succeeded(enum fisc_status status, const struct fisc_error *error);

/* Of the map's functions the one of that number is about to be called. */
void
points_note(unsigned number);

/* Those that no round has called, as one string; "" where there is none. */
const char *
points_missing(void);

#endif
