/* SPDX-License-Identifier: MIT */
/* Points of failure, one after the other. */

#include "points/points.h"

#include <check.h>
#include <libxml/parser.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/failing.h"

#include "points/noted.h"

static const char *const names[] = {POINTS_FUNCTIONS};
enum { NAMES = sizeof names / sizeof names[0] };

static bool called[NAMES];

char points_untouched;

/* ---- what fails ----------------------------------------------------------*/

static struct failing ours, xml;

/* This turn. */
static struct {
    enum points_mode mode;
    size_t fail_at; /* 0: nothing fails */
    bool paused;
    bool failed;  /* a call has failed */
    bool unclear; /* not for want of memory, it said */
    uint64_t said;
    uint64_t said_before; /* the call that goes on */
} turn;

static bool
is_xml(enum points_mode mode)
{
    return mode >= POINTS_XML_ONCE;
}

static void
arm(struct failing *failing, bool armed)
{
    failing->fail_at = armed ? turn.fail_at : 0;
    failing->from_then_on = turn.mode % 2;
}

static void *
allocate(void *data, void *block, size_t old_size, size_t new_size)
{
    size_t calls = ours.calls, fail_at = ours.fail_at;
    void *ret;

    (void)data;
    if (turn.paused)
        ours.fail_at = 0;
    ret = failing_alloc(&ours, block, old_size, new_size);
    ours.fail_at = fail_at;
    if (turn.paused)
        ours.calls = calls;
    return ret;
}

static bool
xml_refuses(void)
{
    if (turn.paused)
        return false;
    xml.calls++;
    return xml.fail_at && (xml.calls == xml.fail_at ||
                           (xml.from_then_on && xml.calls > xml.fail_at));
}

static void *
xml_malloc(size_t size)
{
    if (xml_refuses())
        return NULL;
    xml.blocks++;
    return malloc(size);
}

static void *
xml_realloc(void *block, size_t size)
{
    if (xml_refuses())
        return NULL;
    xml.blocks += block == NULL;
    return realloc(block, size);
}

static char *
xml_strdup(const char *text)
{
    if (xml_refuses())
        return NULL;
    xml.blocks++;
    return strdup(text);
}

static void
xml_free(void *block)
{
    xml.blocks -= block != NULL;
    free(block);
}

static void
ignore(void *data, const char *format, ...)
{
    (void)data;
    (void)format;
}

void
points_init(void)
{
    if (xmlMemSetup(xml_free, xml_malloc, xml_realloc, xml_strdup) != 0)
        abort();
    xmlInitParser();
    xmlSetGenericErrorFunc(NULL, ignore);
}

/* ---- what the work tells -------------------------------------------------*/

void
points_say(const void *data, size_t length)
{
    const unsigned char *bytes = data;

    for (size_t i = 0; i < length; i++)
        turn.said = (turn.said ^ bytes[i]) * 1099511628211u;
    turn.said = (turn.said ^ length) * 1099511628211u;
}

void
points_begin(void)
{
    turn.said_before = turn.said;
}

void
points_pause(void)
{
    turn.paused = true;
}

void
points_resume(void)
{
    turn.paused = false;
}

static const char *
where(void)
{
    static const char *const modes[] = {
        "once", "from then on", "of libxml2's once",
        "of libxml2's from then on"};
    static char text[64];

    snprintf(text, sizeof text, "allocation %zu fails %s", turn.fail_at,
             modes[turn.mode]);
    return text;
}

void
points_failed(enum fisc_status status, const struct fisc_error *error)
{
    if (!turn.fail_at || turn.failed)
        ck_abort_msg("%s: status %d, %s", where(), (int)status,
                     error ? error->message : "");
    if (status != FISC_ERR_NOMEM && !is_xml(turn.mode))
        ck_abort_msg("%s: status %d, not want of memory", where(),
                     (int)status);
    if (error && (error->status != status || !error->message[0]))
        ck_abort_msg("%s: the error says nothing", where());
    turn.failed = true;
    turn.said = turn.said_before;
    turn.unclear = status != FISC_ERR_NOMEM;
    arm(&ours, false);
    arm(&xml, false);
}

void
points_unchanged(const void *object)
{
    if (object != &points_untouched)
        ck_abort_msg("%s: something was given", where());
}

void
points_succeeded(enum fisc_status status, const struct fisc_error *error)
{
    if (status != FISC_OK)
        ck_abort_msg("%s: with memory again: status %d, %s", where(),
                     (int)status, error ? error->message : "");
}

void
points_note(unsigned number)
{
    if (turn.fail_at && !turn.paused)
        called[number] = true;
}

const char *
points_missing(void)
{
    static char text[4096];

    text[0] = '\0';
    for (size_t i = 0; i < NAMES; i++)
        if (!called[i] && strlen(text) + strlen(names[i]) + 2 < sizeof text) {
            strcat(text, " ");
            strcat(text, names[i]);
        }
    return text;
}

/* ---- turns ---------------------------------------------------------------*/

/* One turn; returns what it said. */
static uint64_t
go(void (*work)(struct fisc_context *), enum points_mode mode, size_t fail_at)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .alloc = allocate};
    struct fisc_context *context;
    size_t xml_blocks = xml.blocks;

    turn.mode = mode;
    turn.fail_at = fail_at;
    turn.paused = turn.failed = turn.unclear = false;
    turn.said = 14695981039346656037u;
    ours.calls = xml.calls = 0;
    arm(&ours, !is_xml(mode));
    arm(&xml, is_xml(mode));
    POINTS_MAKE(context, (fisc_context_new)(&options, &context, &error));
    work(context);
    (fisc_context_unref)(context);
    xmlResetLastError(); /* libxml2 keeps the last one for each thread */
    if (ours.blocks || ours.held)
        ck_abort_msg("%s: %zu blocks leaked", where(), ours.blocks);
    if (fail_at && xml.blocks > xml_blocks)
        ck_abort_msg("%s: %zu blocks of libxml2's leaked", where(),
                     xml.blocks - xml_blocks);
    return turn.said;
}

struct points_tried
points_try(const char *name, void (*work)(struct fisc_context *), size_t step)
{
    struct points_tried tried = {{0}, 0, 0};
    uint64_t wanted = go(work, POINTS_ONCE, 0);
    size_t counts[POINTS_MODES];

    ck_assert(go(work, POINTS_ONCE, 0) == wanted); /* libxml2 is warm now */
    counts[POINTS_ONCE] = counts[POINTS_FROM_THEN_ON] = ours.calls;
    counts[POINTS_XML_ONCE] = counts[POINTS_XML_FROM_THEN_ON] = xml.calls;
    if (step == 0)
        step = (ours.calls + xml.calls) / 25 + 1;
    for (int mode = 0; mode < POINTS_MODES; mode++)
        for (size_t at = 1; at <= counts[mode]; at += step) {
            if (go(work, (enum points_mode)mode, at) != wanted)
                ck_abort_msg("%s: it says something else", where());
            tried.points[mode]++;
            tried.failed += turn.failed;
            tried.unclear += turn.unclear;
        }
    printf("%s: %zu points, %zu of them libxml2's; %zu made a call fail, %zu "
           "with another error than want of memory\n", name,
           tried.points[0] + tried.points[1] + tried.points[2] +
               tried.points[3],
           tried.points[2] + tried.points[3], tried.failed, tried.unclear);
    return tried;
}
