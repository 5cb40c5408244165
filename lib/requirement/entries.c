/* SPDX-License-Identifier: MIT */
/* Parties, and the registers of evidence and contracts, of one description. */

#include <string.h>

#include "requirement/bind.h"
#include "requirement/work.h"

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
    *ret = fisc__run_name(run, field->u.string);
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
    return fisc__run_set(run, field, &ret->ids, &ret->count);
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

size_t
fisc__run_find_party(const struct fisc__run *run, const char *id)
{
    size_t low = 0, high = run->listed;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(run->parties[middle]->name, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == run->listed)
        low = run->party_count - 1; /* the one that isn't listed */
    return run->party_count && strcmp(run->parties[low]->name, id) == 0
               ? low
               : SIZE_MAX;
}

static const struct fisc__item *
find_party(const struct fisc__run *run, const char *id)
{
    size_t at = fisc__run_find_party(run, id);

    return at == SIZE_MAX ? NULL : run->parties[at];
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
    run->roles = fisc__arena_array(&run->arena, count + 1, sizeof *run->roles);
    if (!run->parties || !run->roles)
        return false;
    for (size_t i = 0; i < count; i++)
        if (list->u.children.list[i]->kind == FISC__ITEM_RECORD) {
            run->roles[run->party_count] = roles_of(list->u.children.list[i]);
            run->parties[run->party_count++] = list->u.children.list[i];
        }
    run->listed = run->party_count;
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

bool
fisc__run_bind_registers(struct fisc__run *run)
{
    run->evidence.count = run->contracts.count = 0;
    if ((run->graph->asks_evidence &&
         !bind_entries(run, "evidence", &run->evidence)) ||
        (run->graph->asks_contracts &&
         !bind_entries(run, "contracts", &run->contracts)))
        return false;
    fisc__run_weigh(run);
    return true;
}

bool
fisc__run_registers(struct fisc__run *run, const char *party)
{
    return bind_parties(run, party) && fisc__run_bind_registers(run);
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
    return run->roles[party];
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
