/* SPDX-License-Identifier: MIT */
/* Runs a target on one input, with and without memory, and watches it. */

#define _GNU_SOURCE
#include "fuzz.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Sanitizers make it several times slower, and so does a busy machine. */
#if defined(__SANITIZE_ADDRESS__)
enum { SLOWNESS = 12 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { SLOWNESS = 12 };
#else
enum { SLOWNESS = 1 };
#endif
#else
enum { SLOWNESS = 1 };
#endif

#ifndef CHECK_STEPS
#define CHECK_STEPS 50000 /* of the default's million, to be quick */
#endif

__attribute__((weak)) void
fuzz_prepare(struct fisc_context *context);

size_t fuzz_taken;

void
fuzz_fails(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

/* ---- memory --------------------------------------------------------------*/

/* The size stands before each block, so that a wrong old_size is noticed. */
struct header {
    size_t size;
    size_t unused;
};

/* Ours and libxml2's, counted together. */
static struct {
    size_t calls;   /* allocations asked for so far */
    size_t fail_at; /* the number of the first that fails, from 1; 0: none */
    bool from_then_on;
    bool refused_xml; /* libxml2 was refused */
    size_t blocks;    /* of ours */
    size_t before;    /* of them, when this run began */
    size_t kept;      /* of them, for later inputs */
    size_t xml_blocks;
} memory;

static bool
refuses(void)
{
    memory.calls++;
    return memory.fail_at && (memory.calls == memory.fail_at ||
                              (memory.from_then_on &&
                               memory.calls > memory.fail_at));
}

static void *
allocate(void *data, void *block, size_t old_size, size_t new_size)
{
    struct header *old = block ? (struct header *)block - 1 : NULL;
    struct header *header;

    (void)data;
    if (old)
        FUZZ_HOLDS(old->size == old_size);
    if (new_size == 0) {
        memory.blocks -= old != NULL;
        free(old);
        return NULL;
    }
    if (refuses() || new_size > SIZE_MAX / 2)
        return NULL;
    /* Always a new place, so that a stale pointer is noticed. */
    header = malloc(sizeof *header + new_size);
    FUZZ_HOLDS(header != NULL);
    header->size = new_size;
    memory.blocks++;
    if (old) {
        memcpy(header + 1, block, old_size < new_size ? old_size : new_size);
        memory.blocks--;
        free(old);
    }
    return header + 1;
}

static bool
refuses_xml(void)
{
    bool refused = refuses();

    memory.refused_xml |= refused;
    return refused;
}

static void *
xml_allocate(size_t size)
{
    if (refuses_xml())
        return NULL;
    memory.xml_blocks++;
    return malloc(size);
}

static void *
xml_reallocate(void *block, size_t size)
{
    if (refuses_xml())
        return NULL;
    memory.xml_blocks += block == NULL;
    return realloc(block, size);
}

static char *
xml_duplicate(const char *text)
{
    if (refuses_xml())
        return NULL;
    memory.xml_blocks++;
    return strdup(text);
}

static void
xml_release(void *block)
{
    memory.xml_blocks -= block != NULL;
    free(block);
}

size_t
fuzz_blocks(void)
{
    return memory.blocks - memory.before;
}

void
fuzz_keep(ptrdiff_t blocks)
{
    memory.kept += (size_t)blocks;
}

bool
fuzz_is_short(void)
{
    return memory.fail_at > 0;
}

/* ---- files ---------------------------------------------------------------*/

/* In place of what reads files: what is in memory refers to memory only. */
enum fisc_status
__wrap_fisc__source_read(struct fisc_context *context, const char *path,
                         char **ret, size_t *ret_length,
                         struct fisc_error *reterr);

enum fisc_status
__wrap_fisc__source_read(struct fisc_context *context, const char *path,
                         char **ret, size_t *ret_length,
                         struct fisc_error *reterr)
{
    (void)context;
    (void)path;
    (void)ret;
    (void)ret_length;
    (void)reterr;
    fuzz_fails(__FILE__, __LINE__, "no file is read");
    return FISC_ERR_IO;
}

/* ---- the linked Lua ------------------------------------------------------*/

enum fisc_status
__real_fisc__lua_defects(struct fisc_context *context, unsigned *ret,
                         struct fisc_error *reterr);

enum fisc_status
__wrap_fisc__lua_defects(struct fisc_context *context, unsigned *ret,
                         struct fisc_error *reterr);

/* It stays the same, and to find out takes longer than most inputs do. */
enum fisc_status
__wrap_fisc__lua_defects(struct fisc_context *context, unsigned *ret,
                         struct fisc_error *reterr)
{
    static unsigned defects;
    static bool known;
    enum fisc_status status;

    if (!known) {
        status = __real_fisc__lua_defects(context, &defects, reterr);
        if (status != FISC_OK)
            return status;
        known = true;
    }
    *ret = defects;
    return FISC_OK;
}

/* ---- what the library gives ----------------------------------------------*/

void
fuzz_string(const char *text)
{
    size_t length;

    FUZZ_HOLDS(text != NULL);
    length = strlen(text);
    FUZZ_HOLDS(fisc__utf8_check(text, length) == length);
}

static void
check_line(const char *text, size_t size)
{
    FUZZ_HOLDS(memchr(text, '\0', size) != NULL);
    fuzz_string(text);
    for (; *text; text++)
        FUZZ_HOLDS((unsigned char)*text >= ' ' && *text != 0x7f);
}

enum fisc_status
fuzz_error(enum fisc_status status, const struct fisc_error *error)
{
    char line[1100];

    FUZZ_HOLDS(status < 0 && status == error->status);
    FUZZ_HOLDS(fisc_status_name(status)[0] != '\0');
    FUZZ_HOLDS(error->message[0] != '\0');
    check_line(error->message, sizeof error->message);
    check_line(error->where, sizeof error->where);
    check_line(error->item, sizeof error->item);
    fisc_error_format(error, line, sizeof line);
    fuzz_string(line);
    return status;
}

/* ---- parts ---------------------------------------------------------------*/

static const char mark[] = "--- ";
enum { MARK = sizeof mark - 1 };

static void
add_part(struct fuzz_parts *parts, const char *name, size_t name_length,
         const char *text, size_t length)
{
    struct fuzz_part *part;

    if (parts->count == FUZZ_PARTS)
        return;
    part = &parts->list[parts->count++];
    memset(part->name, 0, sizeof part->name);
    if (name_length)
        memcpy(part->name, name, name_length < sizeof part->name - 1
                                     ? name_length
                                     : sizeof part->name - 1);
    for (char *c = part->name; *c; c++)
        if (*c < ' ' || *c == 0x7f)
            *c = '_';
    part->text = malloc(length);
    part->length = length;
    FUZZ_HOLDS(length == 0 || part->text != NULL);
    if (length)
        memcpy(part->text, text, length);
}

void
fuzz_split(const char *text, size_t length, struct fuzz_parts *ret)
{
    const char *end = length ? text + length : text, *name = "", *start = text;
    const char *line = text;
    size_t name_length = 0;

    ret->count = 0;
    while (line < end) {
        const char *next = memchr(line, '\n', (size_t)(end - line));

        next = next ? next + 1 : end;
        if ((size_t)(next - line) >= MARK && memcmp(line, mark, MARK) == 0) {
            if (line > text)
                add_part(ret, name, name_length, start,
                         (size_t)(line - start));
            name = line + MARK;
            name_length = (size_t)(next - name) - (next[-1] == '\n');
            start = next;
        }
        line = next;
    }
    add_part(ret, name, name_length, start, (size_t)(end - start));
}

void
fuzz_parts_done(struct fuzz_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        free(parts->list[i].text);
    parts->count = 0;
}

const struct fuzz_part *
fuzz_part(const struct fuzz_parts *parts, const char *name)
{
    for (size_t i = 0; i < parts->count; i++)
        if (strcmp(parts->list[i].name, name) == 0)
            return &parts->list[i];
    return NULL;
}

/* ---- runs ----------------------------------------------------------------*/

static void
log_line(void *data, enum fisc_log_level level, const char *message)
{
    (void)data;
    FUZZ_HOLDS(level >= FISC_LOG_ERROR && level <= FISC_LOG_INFO);
    check_line(message, SIZE_MAX / 2);
}

/* An input that takes longer than a second is a finding as well. */
static void
check_time(clock_t start)
{
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;

    if (seconds > SLOWNESS)
        fprintf(stderr, "took %.1f s of processor time\n", seconds);
    FUZZ_HOLDS(seconds <= SLOWNESS);
}

static const struct fisc_context_options options = {
    .size = sizeof options,
    .alloc = allocate,
    .log = log_line,
    .check_steps = CHECK_STEPS};

static enum fisc_status
run(const char *text, size_t length)
{
    size_t xml_blocks = memory.xml_blocks;
    clock_t start = clock();
    struct fisc_context *context;
    enum fisc_status status;

    memory.calls = 0;
    memory.before = memory.blocks;
    memory.refused_xml = false;
    status = fisc_context_new(&options, &context, NULL);
    if (status == FISC_OK) {
        status = fuzz_one(context, text, length);
        fisc_context_unref(context);
    }
    xmlResetLastError(); /* libxml2 keeps the last one for each thread */
    check_time(start);
    FUZZ_HOLDS(memory.blocks == memory.kept);
    FUZZ_HOLDS(memory.xml_blocks <= xml_blocks);
    return status;
}

/*
 * Memory that is short is said to be short, and hides no other failure. Only
 * libxml2 takes a name that it couldn't look at for a wrong one.
 */
static void
run_short(const char *text, size_t length, unsigned char control,
          enum fisc_status wanted)
{
    enum fisc_status status;
    size_t calls = memory.calls;

    memory.fail_at = 1 + ((control & 0x7fu) / 2 * 2654435761u + length) % calls;
    memory.from_then_on = control & 1;
    status = run(text, length);
    if (memory.refused_xml)
        FUZZ_HOLDS(status != FISC_OK || wanted == FISC_OK);
    else
        FUZZ_HOLDS(status == wanted || status == FISC_ERR_NOMEM);
    memory.fail_at = 0;
}

static void
ignore(void *data, const char *format, ...)
{
    (void)data;
    (void)format;
}

static void
prepare(void)
{
    struct fisc_context *context;

    FUZZ_HOLDS(fisc_context_new(&options, &context, NULL) == FISC_OK);
    if (fuzz_prepare)
        fuzz_prepare(context);
    fisc_context_unref(context);
    xmlResetLastError();
    memory.kept = memory.blocks;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    FUZZ_HOLDS(xmlMemSetup(xml_release, xml_allocate, xml_reallocate,
                           xml_duplicate) == 0);
    xmlInitParser();
    xmlSetGenericErrorFunc(NULL, ignore);
    prepare();
    return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned char control = size ? data[size - 1] : 0;
    size_t length = size - (control >= 0x80);
    char *text = calloc(length, 1); /* so that its end is guarded */
    enum fisc_status status;

    if (length)
        memcpy(text, data, length);
    status = run(text, length);
    FUZZ_HOLDS(status != FISC_ERR_NOMEM);
    fuzz_taken += status == FISC_OK;
    if (control >= 0x80)
        run_short(text, length, control, status);
    free(text);
    return 0;
}
