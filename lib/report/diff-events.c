/* SPDX-License-Identifier: MIT */
/*
 * A diff as events, libfisc-event/1: one line of JSON for each ticket whose
 * state is not what the results after ask for.
 */

#include <string.h>

#include "base/digest.h"
#include "report/diff.h"

struct event {
    const char *word;
    const char *key;
    const char *ticket;
    const char *content;
    const char *previous; /* id of the ticket's last event, or "" */
    const struct fisc__result_row *before; /* NULL where there is none */
    const struct fisc__result_row *after;
    enum fisc_diff_kind kind;
    unsigned cause;
};

/*
 * What it is about: the ticket, what becomes of it, the results that say so
 * and the event that it comes after. Told again, it has the same id; told
 * anew after others, another one.
 */
static void
event_id(const struct fisc_diff *diff, const struct event *event,
         char text[FISC__TICKET_TEXT])
{
    struct fisc__digest digest;
    char whole[FISC__DIGEST_TEXT];

    fisc__digest_init(&digest);
    fisc__digest_piece(&digest, "libfisc-event/1");
    fisc__digest_piece(&digest, event->ticket);
    fisc__digest_piece(&digest, event->word);
    fisc__digest_piece(&digest, event->content);
    fisc__digest_piece(&digest, event->previous);
    fisc__digest_number(&digest, diff->after->as_of);
    fisc__digest_piece(&digest, diff->after->policy_digest);
    fisc__digest_piece(&digest, diff->after->system_digest);
    fisc__digest_end(&digest, whole);
    memcpy(text, whole, FISC__TICKET_TEXT - 1);
    text[FISC__TICKET_TEXT - 1] = '\0';
}

static void
put_member(struct fisc__buffer *out, const char *name, const char *value)
{
    fisc__buffer_format(out, ", \"%s\": ", name);
    fisc__diff_put_optional(out, value);
}

/* What the ticket is about; null of a row that is in neither set. */
static void
put_identity(struct fisc__buffer *out, const struct event *event)
{
    const struct fisc__result_row *row =
        event->after ? event->after : event->before;
    const struct fisc_result_info *info = row ? &row->info : NULL;

    put_member(out, "control", info ? info->control : "");
    put_member(out, "label", info ? info->label : "");
    put_member(out, "clause", info ? info->clause : "");
    put_member(out, "bearer", info ? fisc_role_name(info->bearer) : "");
    put_member(out, "party", info ? info->party : "");
    put_member(out, "level", info ? fisc_level_name(info->level) : "");
}

static void
put_outcome(struct fisc__buffer *out, const struct event *event)
{
    static const struct fisc__open_facts nothing = {NULL, 0};
    const struct fisc__result_row *row = event->after;

    put_member(out, "was",
               event->before ? fisc_result_name(event->before->info.result)
                             : "");
    put_member(out, "result",
               row ? fisc_result_name(row->info.result) : "absent");
    put_member(out, "reason", row ? row->info.reason : "");
    put_member(out, "waiver", row ? row->info.waiver : "");
    fisc__buffer_string(out, ", \"message\": {\"ja\": ");
    fisc__json_quote(out, row ? row->message[FISC_LANGUAGE_JA] : "");
    fisc__buffer_string(out, ", \"en\": ");
    fisc__json_quote(out, row ? row->message[FISC_LANGUAGE_EN] : "");
    fisc__buffer_string(out, "}, \"deciding\": ");
    fisc__diff_put_deciding(out, row ? &row->deciding : &nothing);
}

static enum fisc_status
put_event(struct fisc__diff_writer *writer, const struct event *event)
{
    struct fisc__buffer *out = &writer->base.out;
    const struct fisc_result_set *after = writer->diff->after;
    char id[FISC__TICKET_TEXT];

    event_id(writer->diff, event, id);
    fisc__buffer_format(out,
                        "{\"format\": \"libfisc-event/1\", \"event\": \"%s\", "
                        "\"id\": \"%s\", \"ticket\": \"%s\", \"system\": ",
                        event->word, id, event->ticket);
    fisc__json_quote(out, after->system_id);
    fisc__buffer_string(out, ", \"key\": ");
    fisc__json_quote(out, event->key);
    put_identity(out, event);
    put_member(out, "kind", fisc_diff_kind_name(event->kind));
    fisc__buffer_string(out, ", \"cause\": ");
    fisc__diff_put_cause(out, event->cause);
    put_outcome(out, event);
    fisc__buffer_string(out, ", \"as_of\": ");
    fisc__diff_put_date(out, after->as_of);
    fisc__buffer_format(out,
                        ", \"digests\": {\"policy\": \"%s\", \"system\": "
                        "\"%s\"}, \"content\": \"%s\"}\n",
                        after->policy_digest, after->system_digest,
                        event->content);
    return fisc__writer_flush(&writer->base, false);
}

/* What is known of a ticket before the event. */
struct known {
    bool open;
    bool closed; /* it was open once */
    bool later;  /* from results later than these */
    char content[FISC__TICKET_TEXT];
    const char *id;
};

static struct known
known_before(const struct fisc__diff_writer *writer, const char *ticket,
             const struct fisc__result_row *before)
{
    struct known known = {.content = "", .id = ""};
    const struct fisc__told *told;

    if (!writer->options->state) {
        known.open = before && fisc__is_unmet(before->info.result);
        if (known.open)
            fisc__row_content(before, known.content);
        return known;
    }
    told = fisc_diff_state__find(writer->options->state, ticket);
    if (!told)
        return known;
    known.open = told->open;
    known.closed = !told->open;
    known.later = told->as_of > writer->diff->after->as_of;
    known.id = told->id;
    memcpy(known.content, told->content, strlen(told->content) + 1);
    return known;
}

/* The word of the event that leads from the one to the other, or NULL. */
static const char *
word_for(const struct known *known, bool unmet, const char *content)
{
    if (known->later)
        return NULL;
    if (!unmet)
        return known->open ? "close" : NULL;
    if (!known->open)
        return known->closed ? "reopen" : "open";
    return strcmp(known->content, content) != 0 ? "update" : NULL;
}

static enum fisc_status
write_entry(struct fisc__diff_writer *writer,
            const struct fisc__diff_entry *entry)
{
    const struct fisc_diff *diff = writer->diff;
    char ticket[FISC__TICKET_TEXT], content[FISC__TICKET_TEXT] = "";
    struct event event = {
        .key = fisc__diff_key(diff, entry),
        .ticket = ticket,
        .content = content,
        .before = fisc__diff_before(diff, entry),
        .after = fisc__diff_after(diff, entry),
        .kind = entry->kind,
        .cause = fisc__diff_entry_cause(diff, entry),
    };
    bool unmet = event.after && fisc__is_unmet(event.after->info.result);
    struct known known;

    fisc__ticket(diff->after->system_id, event.key, ticket);
    if (unmet)
        fisc__row_content(event.after, content);
    known = known_before(writer, ticket, event.before);
    event.previous = known.id;
    event.word = word_for(&known, unmet, content);
    return event.word ? put_event(writer, &event) : FISC_OK;
}

/* Is a key in either set, and was asked about there? */
static bool
is_compared(const struct fisc_diff *diff, const char *key)
{
    size_t row;

    if (fisc_result_set_find(diff->after, key, &row) == FISC_OK &&
        fisc__is_asked(&diff->after->rows[row]))
        return true;
    return fisc_result_set_find(diff->before, key, &row) == FISC_OK &&
           fisc__is_asked(&diff->before->rows[row]);
}

/* Tickets that are open for rows that were gone already before. */
static enum fisc_status
write_forgotten(struct fisc__diff_writer *writer)
{
    const struct fisc_diff_state *state = writer->options->state;
    const struct fisc_diff *diff = writer->diff;
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < state->count && status == FISC_OK; i++) {
        const struct fisc__told *told = &state->told[i];
        struct event event = {
            .word = "close",
            .key = told->key,
            .ticket = fisc__names_text(&state->tickets, (uint32_t)(i + 1)),
            .content = "",
            .previous = told->id,
            .kind = FISC_DIFF_ABSENT,
            .cause = diff->cause,
        };

        if (told->open && told->as_of <= diff->after->as_of &&
            strcmp(told->system, diff->after->system_id) == 0 &&
            !is_compared(diff, told->key))
            status = put_event(writer, &event);
    }
    return status;
}

enum fisc_status
fisc__diff_write_events(struct fisc__diff_writer *writer)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < writer->diff->count && status == FISC_OK; i++)
        status = write_entry(writer, &writer->diff->entries[i]);
    if (status == FISC_OK && writer->options->state)
        status = write_forgotten(writer);
    return status;
}
