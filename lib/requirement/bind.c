/* SPDX-License-Identifier: MIT */
/* Binding: what every slot of the graph holds in one description. */

#include <string.h>

#include "requirement/batch.h"
#include "requirement/frame.h"

static enum fisc_status
bind_frame(struct fisc__run *run, struct fisc__frame *frame,
           struct fisc_error *reterr);

enum fisc__state
fisc__item_state(const struct fisc__item *item, fisc_date as_of,
                 const struct fisc__period *age)
{
    const struct fisc__about *about;

    if (!item)
        return FISC__ABSENT;
    if (item->kind == FISC__ITEM_UNKNOWN)
        return FISC__STATED;
    about = item->about;
    if (about && about->expires != FISC_DATE_NONE && about->expires < as_of)
        return FISC__STALE;
    if (about && about->date != FISC_DATE_NONE && about->date > as_of)
        return FISC__FUTURE;
    if (!age)
        return FISC__KNOWN;
    if (!about || about->date == FISC_DATE_NONE)
        return FISC__UNDATED;
    return fisc__date_move(about->date, *age, 1) < as_of ? FISC__STALE
                                                         : FISC__KNOWN;
}

/* ---- cells ---------------------------------------------------------------*/

static uint32_t
intern(struct fisc__run *run, const char *text)
{
    return fisc__names_add(&run->names, text, strlen(text));
}

static bool
bind_set(struct fisc__run *run, const struct fisc__item *item,
         const uint32_t **ret, uint32_t *ret_count)
{
    uint32_t *ids = fisc__arena_array(&run->arena, item->u.children.count,
                                      sizeof *ids);
    uint32_t count = 0;

    if (!ids)
        return false;
    for (size_t i = 0; i < item->u.children.count; i++) {
        const struct fisc__item *member = item->u.children.list[i];

        if (member->kind != FISC__ITEM_STRING)
            continue;
        ids[count] = intern(run, member->u.string);
        if (!ids[count++])
            return false;
    }
    *ret = ids;
    *ret_count = count;
    return true;
}

/* A day; "none" lies after every day. */
static int64_t
day_number(const struct fisc__item *item)
{
    return item->is_date ? item->day : (int64_t)INT32_MAX;
}

static bool
bind_text(struct fisc__run *run, const struct fisc__slot *slot,
          const char *text, struct fisc__cell *cell)
{
    cell->u.head = fisc__text_head(text);
    if (!slot->is_named)
        return true;
    cell->number.integer = intern(run, text);
    return cell->number.integer != 0;
}

static bool
bind_value(struct fisc__run *run, const struct fisc__slot *slot,
           const struct fisc__item *item, struct fisc__cell *cell)
{
    const struct fisc__definition *definition = slot->definition;

    switch (definition->type) {
    case FISC_FACT_FLAG:
    case FISC_FACT_INTEGER:
        cell->number.integer = item->u.integer;
        return true;
    case FISC_FACT_DECIMAL:
        cell->number.decimal = item->kind == FISC__ITEM_INTEGER
                                   ? (double)item->u.integer
                                   : item->u.decimal;
        return true;
    case FISC_FACT_DATE:
        cell->number.integer = day_number(item);
        return true;
    case FISC_FACT_ENUMERATION:
        cell->number.integer = fisc__definition_rank(definition,
                                                     item->u.string);
        return true;
    case FISC_FACT_STRING:
        return bind_text(run, slot, item->u.string, cell);
    case FISC_FACT_SET:
        return bind_set(run, item, &cell->u.ids, &cell->count);
    case FISC_FACT_LIST:
        return true;
    }
    return true;
}

static bool
bind_cell(struct fisc__run *run, const struct fisc__slot *slot,
          const struct fisc__item *item, struct fisc__cell *cell)
{
    const struct fisc__definition *definition = slot->definition;

    cell->item = item;
    cell->plain = (uint8_t)fisc__item_state(item, run->as_of, NULL);
    cell->state = (uint8_t)fisc__item_state(
        item, run->as_of, definition->ages ? &definition->max_age : NULL);
    if (!item || item->kind == FISC__ITEM_UNKNOWN)
        return true;
    return bind_value(run, slot, item, cell);
}

static bool
bind_id(struct fisc__run *run, const struct fisc__slot *slot,
        const struct fisc__item *element, struct fisc__cell *cell)
{
    cell->item = element;
    cell->state = cell->plain = FISC__KNOWN;
    return bind_text(run, slot, element->name, cell);
}

/* What lies below a record that is not given, or stated to be unknown. */
static void
bind_missing(struct fisc__frame *frame, const struct fisc__slot_tree *tree,
             enum fisc__state state)
{
    if (tree->slot != FISC__NO_NODE) {
        frame->cells[tree->slot].state = (uint8_t)state;
        frame->cells[tree->slot].plain = (uint8_t)state;
    }
    for (size_t i = 0; i < tree->count; i++)
        bind_missing(frame, tree->children[i], state);
}

/* Walks the paths of a scope beside the fields of a record: both are sorted. */
static bool
bind_tree(struct fisc__run *run, struct fisc__frame *frame,
          const struct fisc__slot_tree *tree, const struct fisc__item *record)
{
    bool is_record = record->kind == FISC__ITEM_RECORD;
    size_t at = 0;

    for (size_t i = 0; i < tree->count; i++) {
        const struct fisc__slot_tree *child = tree->children[i];
        const struct fisc__item *field = NULL;
        int order = 1;

        while (is_record && at < record->u.children.count &&
               (order = strcmp(record->u.children.list[at]->name,
                               child->name)) < 0)
            at++;
        if (is_record && at < record->u.children.count && order == 0)
            field = record->u.children.list[at];
        if (!field || field->kind == FISC__ITEM_UNKNOWN)
            bind_missing(frame, child, field ? FISC__STATED : FISC__ABSENT);
        if (!field)
            continue;
        if (child->slot != FISC__NO_NODE &&
            !bind_cell(run, &frame->scope->slots[child->slot], field,
                       &frame->cells[child->slot]))
            return false;
        if (child->count && field->kind != FISC__ITEM_UNKNOWN &&
            !bind_tree(run, frame, child, field))
            return false;
    }
    return true;
}

static bool
bind_cells(struct fisc__run *run, struct fisc__frame *frame)
{
    const struct fisc__graph_scope *scope = frame->scope;

    for (size_t i = 0; i < scope->slot_count; i++)
        if (scope->slots[i].is_id &&
            !bind_id(run, &scope->slots[i], frame->element, &frame->cells[i]))
            return false;
    return bind_tree(run, frame, &scope->tree, frame->element);
}

/* ---- frames --------------------------------------------------------------*/

static const char *
list_path(struct fisc__run *run, const struct fisc__frame *above,
          struct fisc__slot_reference list)
{
    const struct fisc__frame *owner = fisc__frame_up(above, list.up);
    const char *path = owner->scope->slots[list.slot].path;

    if (owner->scope->kind == FISC__SCOPE_SYSTEM)
        return path;
    return fisc__arena_concat(
        &run->arena,
        (const char *const[]){owner->list_path, "[", owner->element->name,
                              "].", path},
        5);
}

/* Room for `count` frames of one scope at once. */
static bool
allocate_frames(struct fisc__run *run, struct fisc__frame *frames,
                size_t count)
{
    const struct fisc__graph_scope *scope = frames->scope;
    struct fisc__arena *arena = &run->arena;
    struct fisc__cell *cells = fisc__arena_array(
        arena, count * scope->slot_count, sizeof *cells);
    uint8_t *values = fisc__arena_array(arena, count * scope->node_count, 1);
    struct fisc__frames *below = fisc__arena_array(
        arena, count * scope->child_count, sizeof *below);
    const struct fisc__outcome **outcomes = fisc__arena_array(
        arena, count * scope->outcome_count, sizeof *outcomes);
    struct fisc__reads *reads = fisc__arena_array(
        arena, count * scope->outcome_count, sizeof *reads);

    if (!cells || !values || !below || !outcomes || !reads)
        return false;
    for (size_t i = 0; i < count; i++) {
        frames[i].cells = cells + i * scope->slot_count;
        frames[i].values = values + i * scope->node_count;
        frames[i].below = below + i * scope->child_count;
        frames[i].outcomes = outcomes + i * scope->outcome_count;
        frames[i].reads = reads + i * scope->outcome_count;
    }
    return true;
}

static enum fisc_status
bind_list(struct fisc__run *run, const struct fisc__graph_scope *scope,
          struct fisc__frame *above, const char *path,
          struct fisc__item *const *records, size_t count,
          struct fisc__frames *below, struct fisc_error *reterr)
{
    struct fisc__frame *frames = fisc__arena_array(&run->arena, count,
                                                   sizeof *frames);
    enum fisc_status status = FISC_OK;

    /* A set where the vocabulary has a list was refused. */
    if (count == 0 || records[0]->kind != FISC__ITEM_RECORD)
        return FISC_OK;
    if (!frames)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < count; i++) {
        frames[i].scope = scope;
        frames[i].element = records[i];
        frames[i].up = above;
        frames[i].list_path = path;
    }
    if (!allocate_frames(run, frames, count))
        return fisc__error_nomem(reterr);
    below->list = frames;
    for (size_t i = 0; !status && i < count; i++) {
        status = bind_frame(run, &frames[i], reterr);
        below->count++;
    }
    return status;
}

/* The frames of one list's elements. */
static enum fisc_status
bind_elements(struct fisc__run *run, struct fisc__frame *frame,
              const struct fisc__graph_scope *scope,
              struct fisc__frames *below, struct fisc_error *reterr)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, scope->list);
    const struct fisc__item *list = cell->item;
    const char *path;

    /* Who holds which role is structure of the question: it has no age. */
    if (scope->kind == FISC__SCOPE_PARTY)
        return bind_list(run, scope, frame, "parties", run->parties,
                         run->party_count, below, reterr);
    if (cell->state != FISC__KNOWN || list->kind != FISC__ITEM_LIST ||
        list->u.children.count == 0)
        return FISC_OK;
    path = list_path(run, frame, scope->list);
    if (!path)
        return fisc__error_nomem(reterr);
    return bind_list(run, scope, frame, path, list->u.children.list,
                     list->u.children.count, below, reterr);
}

static enum fisc_status
bind_frame(struct fisc__run *run, struct fisc__frame *frame,
           struct fisc_error *reterr)
{
    const struct fisc__graph_scope *scope = frame->scope;
    enum fisc_status status = fisc__meter_charge(
        run->meter, scope->slot_count + 1, reterr);

    if (!status && !bind_cells(run, frame))
        status = fisc__error_nomem(reterr);
    for (size_t i = 0; !status && i < scope->child_count; i++)
        status = bind_elements(run, frame,
                               run->graph->scopes[scope->children[i]],
                               &frame->below[i], reterr);
    return status;
}

/* ---- registers -----------------------------------------------------------*/

/* A field that is given and not stated to be unknown. */
static const struct fisc__item *
known_field(const struct fisc__item *record, const char *name)
{
    const struct fisc__item *field =
        fisc__item_field(record, name, strlen(name));

    return field && field->kind != FISC__ITEM_UNKNOWN ? field : NULL;
}

static bool
entry_text(struct fisc__run *run, const struct fisc__item *record,
           const char *name, uint32_t *ret)
{
    const struct fisc__item *field = known_field(record, name);

    *ret = 0;
    if (!field || field->kind != FISC__ITEM_STRING)
        return true;
    *ret = intern(run, field->u.string);
    return *ret != 0;
}

static bool
entry_set(struct fisc__run *run, const struct fisc__item *record,
          const char *name, struct fisc__bound_set *ret)
{
    const struct fisc__item *field = known_field(record, name);

    if (!field || field->kind != FISC__ITEM_LIST)
        return true;
    ret->whole = field->complete;
    return bind_set(run, field, &ret->ids, &ret->count);
}

static struct fisc__bound_date
entry_date(const struct fisc__item *record, const char *name)
{
    const struct fisc__item *field = known_field(record, name);

    if (!field || field->kind != FISC__ITEM_STRING)
        return (struct fisc__bound_date){0};
    return (struct fisc__bound_date){
        .given = true, .none = !field->is_date, .day = field->day};
}

static unsigned
roles_of(const struct fisc__item *party)
{
    static const char *const roles[] = {"customer", "provider", "operator",
                                        "supplier"};
    const struct fisc__item *field = party ? known_field(party, "roles")
                                           : NULL;
    unsigned bits = 0;

    for (size_t i = 0;
         field && field->kind == FISC__ITEM_LIST && i < field->u.children.count;
         i++) {
        const struct fisc__item *role = field->u.children.list[i];

        for (unsigned r = 0; r < 4; r++)
            if (role->kind == FISC__ITEM_STRING &&
                strcmp(role->u.string, roles[r]) == 0)
                bits |= 1u << r;
    }
    return bits;
}

static const struct fisc__item *
find_party(const struct fisc__run *run, const char *id)
{
    for (size_t i = 0; i < run->party_count; i++)
        if (strcmp(run->parties[i]->name, id) == 0)
            return run->parties[i];
    return NULL;
}

static bool
bind_entry(struct fisc__run *run, const struct fisc__item *record,
           struct fisc__entry *entry)
{
    const struct fisc__item *confirmed = known_field(record, "confirmed");
    const struct fisc__item *party = known_field(record, "party");

    entry->id = record->name;
    entry->item = record;
    entry->confirmed = confirmed && confirmed->kind == FISC__ITEM_BOOLEAN
                           ? (int)confirmed->u.integer
                           : -1;
    entry->collected = entry_date(record, "collected");
    entry->expires = entry_date(record, "expires");
    entry->from = entry_date(record, "from");
    entry->to = entry_date(record, "to");
    if (party && party->kind == FISC__ITEM_STRING)
        entry->roles = roles_of(find_party(run, party->u.string));
    return entry_text(run, record, "kind", &entry->kind) &&
           entry_text(run, record, "party", &entry->party) &&
           entry_set(run, record, "about", &entry->about) &&
           entry_set(run, record, "subject", &entry->subject) &&
           entry_set(run, record, "terms", &entry->terms);
}

static bool
bind_entries(struct fisc__run *run, const char *name,
             struct fisc__entries *entries)
{
    const struct fisc__item *list =
        fisc__item_field(run->system->root, name, strlen(name));

    if (!list || list->kind != FISC__ITEM_LIST)
        return true;
    entries->list = fisc__arena_array(&run->arena, list->u.children.count,
                                      sizeof *entries->list);
    if (!entries->list)
        return false;
    for (size_t i = 0; i < list->u.children.count; i++) {
        if (list->u.children.list[i]->kind != FISC__ITEM_RECORD)
            continue;
        if (!bind_entry(run, list->u.children.list[i],
                        &entries->list[entries->count]))
            return false;
        entries->count++;
    }
    return true;
}

/* ---- parties -------------------------------------------------------------*/

static bool
bind_parties(struct fisc__run *run, const char *unlisted)
{
    const struct fisc__item *list =
        fisc__item_field(run->system->root, "parties", strlen("parties"));
    size_t count = list && list->kind == FISC__ITEM_LIST
                       ? list->u.children.count
                       : 0;
    struct fisc__item *record;

    run->parties = fisc__arena_array(&run->arena, count + 1,
                                     sizeof *run->parties);
    if (!run->parties)
        return false;
    for (size_t i = 0; i < count; i++)
        if (list->u.children.list[i]->kind == FISC__ITEM_RECORD)
            run->parties[run->party_count++] = list->u.children.list[i];
    if (!unlisted || find_party(run, unlisted))
        return true;
    record = fisc__arena_alloc(&run->arena, sizeof *record);
    if (!record)
        return false;
    record->kind = FISC__ITEM_RECORD;
    record->name = unlisted;
    run->parties[run->party_count++] = record;
    return true;
}

enum fisc_status
fisc__run_bind(struct fisc__run *run, const char *party,
               struct fisc_error *reterr)
{
    if (!bind_parties(run, party) ||
        !bind_entries(run, "evidence", &run->evidence) ||
        !bind_entries(run, "contracts", &run->contracts))
        return fisc__error_nomem(reterr);
    run->root.scope = run->graph->scopes[0];
    run->root.element = run->system->root;
    if (!allocate_frames(run, &run->root, 1))
        return fisc__error_nomem(reterr);
    return bind_frame(run, &run->root, reterr);
}

size_t
fisc__run_party_count(const struct fisc__run *run)
{
    return run->party_count;
}

const char *
fisc__run_party(const struct fisc__run *run, size_t party)
{
    return run->parties[party]->name;
}

unsigned
fisc__run_party_roles(const struct fisc__run *run, size_t party)
{
    return roles_of(run->parties[party]);
}

size_t
fisc__party_count(const struct fisc_system *system)
{
    const struct fisc__item *list =
        fisc__item_field(system->root, "parties", strlen("parties"));

    return list && list->kind == FISC__ITEM_LIST ? list->u.children.count : 0;
}

unsigned
fisc__roles_held(const struct fisc_system *system)
{
    const struct fisc__item *list =
        fisc__item_field(system->root, "parties", strlen("parties"));
    unsigned held = 0;

    for (size_t i = 0; list && list->kind == FISC__ITEM_LIST &&
                       i < list->u.children.count;
         i++)
        if (list->u.children.list[i]->kind == FISC__ITEM_RECORD)
            held |= roles_of(list->u.children.list[i]);
    return held;
}
