/* SPDX-License-Identifier: MIT */
/*
 * What events have told so far, read from the lines that diff-events.c wrote.
 * Each line is a document of its own; the last one of a ticket counts.
 */

#include <assert.h>
#include <string.h>

#include "base/lines.h"
#include "base/source.h"
#include "report/diff.h"

#define FORMAT "libfisc-event/1"

struct reading {
    struct fisc_diff_state *state;
    const char *name;
    unsigned line; /* of the document's first */
    struct fisc_error *reterr;
};

/* Places within a line count from its own start. */
static enum fisc_status
refuse(const struct reading *r, const struct fisc__json *json,
       const char *key, const char *message)
{
    struct fisc__place place = {r->name, r->line + json->place.line - 1,
                                json->place.column};

    return fisc__error(r->reterr, FISC_ERR_INVALID, &place, "%s%s%s", key,
                       *key ? ": " : "", message);
}

/* A member that is a string. */
static enum fisc_status
get_string(const struct reading *r, const struct fisc__json *json,
           const char *key, const char **ret)
{
    const struct fisc__json *member = fisc__json_get(json, key);

    if (!member)
        return refuse(r, json, key, "is missing in this event");
    if (member->kind != FISC__JSON_STRING)
        return refuse(r, member, key, "expected a string");
    *ret = member->string;
    return FISC_OK;
}

static bool
is_hash(const char *text)
{
    return strlen(text) == FISC__TICKET_TEXT - 1 &&
           strspn(text, "0123456789abcdef") == FISC__TICKET_TEXT - 1;
}

static enum fisc_status
get_hash(const struct reading *r, const struct fisc__json *json,
         const char *key, const char **ret)
{
    enum fisc_status status = get_string(r, json, key, ret);

    if (status == FISC_OK && !is_hash(*ret))
        status = refuse(r, fisc__json_get(json, key), key,
                        "expected 32 hexadecimal digits");
    return status;
}

static enum fisc_status
check_format(const struct reading *r, const struct fisc__json *json)
{
    const char *format;
    enum fisc_status status;

    if (json->kind != FISC__JSON_OBJECT)
        return refuse(r, json, "", "expected an event, an object");
    status = get_string(r, json, "format", &format);
    if (status == FISC_OK && strcmp(format, FORMAT) != 0)
        status = refuse(r, fisc__json_get(json, "format"), "format",
                        "expected \"" FORMAT "\"");
    return status;
}

/* Its texts are still the document's. */
static enum fisc_status
read_told(const struct reading *r, const struct fisc__json *json,
          const char **ret_ticket, struct fisc__told *told)
{
    const char *event, *as_of;
    char ticket[FISC__TICKET_TEXT];
    enum fisc_status status;

    if ((status = check_format(r, json)) ||
        (status = get_string(r, json, "event", &event)) ||
        (status = get_hash(r, json, "id", &told->id)) ||
        (status = get_hash(r, json, "ticket", ret_ticket)) ||
        (status = get_string(r, json, "system", &told->system)) ||
        (status = get_string(r, json, "key", &told->key)) ||
        (status = get_string(r, json, "as_of", &as_of)) ||
        (status = get_string(r, json, "content", &told->content)))
        return status;
    told->open = strcmp(event, "close") != 0;
    if (told->open && strcmp(event, "open") != 0 &&
        strcmp(event, "reopen") != 0 && strcmp(event, "update") != 0)
        return refuse(r, fisc__json_get(json, "event"), "event",
                      "expected open, reopen, update or close");
    if (fisc_date_parse(as_of, &told->as_of) != FISC_OK)
        return refuse(r, fisc__json_get(json, "as_of"), "as_of",
                      "expected a date YYYY-MM-DD");
    if (told->open ? !is_hash(told->content) : *told->content != '\0')
        return refuse(r, fisc__json_get(json, "content"), "content",
                      told->open ? "expected 32 hexadecimal digits"
                                 : "expected \"\" of what is closed");
    fisc__ticket(told->system, told->key, ticket);
    if (strcmp(ticket, *ret_ticket) != 0)
        return refuse(r, fisc__json_get(json, "ticket"), "ticket",
                      "is not that of this system and key");
    return FISC_OK;
}

static bool
keep(struct fisc_diff_state *state, const char **text)
{
    *text = fisc__arena_string(&state->arena, *text);
    return *text != NULL;
}

/* Puts it in the place of what was told of the ticket before. */
static bool
add_told(struct fisc_diff_state *state, const char *ticket,
         struct fisc__told *told)
{
    uint32_t number;

    if (!keep(state, &told->system) || !keep(state, &told->key) ||
        !keep(state, &told->id) || !keep(state, &told->content))
        return false;
    if (!fisc__grow(state->context, &state->told, &state->capacity,
                    state->count, sizeof *state->told))
        return false;
    number = fisc__names_add(&state->tickets, ticket, strlen(ticket));
    if (number == 0)
        return false;
    state->told[number - 1] = *told;
    if (number > state->count)
        state->count = number;
    return true;
}

static enum fisc_status
read_line(struct reading *r, const char *text, size_t length)
{
    struct fisc__told told = {.system = NULL};
    struct fisc__arena scratch;
    struct fisc__json *json;
    const char *ticket;
    enum fisc_status status;

    fisc__arena_init(&scratch, r->state->context);
    status = fisc__json_parse(&scratch, r->name, text, length, &json,
                              r->reterr);
    if (status != FISC_OK && r->reterr && r->reterr->line > 0)
        r->reterr->line += r->line - 1;
    if (status == FISC_OK)
        status = read_told(r, json, &ticket, &told);
    if (status == FISC_OK && !add_told(r->state, ticket, &told))
        status = fisc__error_nomem(r->reterr);
    fisc__arena_done(&scratch);
    return status;
}

static bool
is_blank(const char *text, size_t length)
{
    while (length > 0 && memchr(" \t\r", text[length - 1], 3))
        length--;
    return length == 0;
}

static enum fisc_status
read_lines(struct reading *r, const char *text, size_t length)
{
    const char *end = text + length;
    enum fisc_status status = FISC_OK;

    for (r->line = 1; text < end && status == FISC_OK; r->line++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t used = stop ? (size_t)(stop - text) : (size_t)(end - text);

        if (!is_blank(text, used))
            status = read_line(r, text, used);
        text += used + (stop != NULL);
    }
    return status;
}

static struct fisc_diff_state *
state_new(struct fisc_context *context)
{
    struct fisc_diff_state *state = fisc__alloc(context, sizeof *state);

    if (!state)
        return NULL;
    state->context = fisc_context_ref(context);
    fisc__arena_init(&state->arena, context);
    fisc__names_init(&state->tickets, context, &state->arena, NULL);
    return state;
}

enum fisc_status
fisc_diff_state_parse(struct fisc_context *context, const char *name,
                      const char *text, size_t length,
                      struct fisc_diff_state **ret, struct fisc_error *reterr)
{
    struct reading r = {.name = name, .reterr = reterr};
    enum fisc_status status = FISC_OK;

    assert(context && name && (text || length == 0) && ret);
    r.state = state_new(context);
    if (!r.state)
        return fisc__error_nomem(reterr);
    if (length > 0)
        status = fisc__lines_check(context, name, text, length, reterr);
    if (status == FISC_OK)
        status = read_lines(&r, text, length);
    if (status == FISC_OK)
        *ret = r.state;
    else
        fisc_diff_state_free(r.state);
    return status;
}

enum fisc_status
fisc_diff_state_load(struct fisc_context *context, const char *path,
                     struct fisc_diff_state **ret, struct fisc_error *reterr)
{
    enum fisc_status status;
    size_t length;
    char *text;

    assert(context && path && ret);
    status = fisc__source_read(context, path, &text, &length, reterr);
    if (status != FISC_OK)
        return status;
    status = fisc_diff_state_parse(context, path, text, length, ret, reterr);
    fisc__free(context, text, length + 1);
    return status;
}

void
fisc_diff_state_free(struct fisc_diff_state *state)
{
    struct fisc_context *context;

    if (!state)
        return;
    context = state->context;
    fisc__names_done(&state->tickets);
    fisc__free(context, state->told, state->capacity * sizeof *state->told);
    fisc__arena_done(&state->arena);
    fisc__free(context, state, sizeof *state);
    fisc_context_unref(context);
}

size_t
fisc_diff_state_open_count(const struct fisc_diff_state *state)
{
    size_t open = 0;

    for (size_t i = 0; i < state->count; i++)
        open += state->told[i].open;
    return open;
}

const struct fisc__told *
fisc_diff_state__find(const struct fisc_diff_state *state, const char *ticket)
{
    uint32_t number =
        fisc__names_find(&state->tickets, ticket, strlen(ticket));

    return number ? &state->told[number - 1] : NULL;
}
