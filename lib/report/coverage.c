/* SPDX-License-Identifier: MIT */
/* How many rows have which result, by role and by party. */

#include <string.h>

#include "report/writer.h"

/*
 * The parties of one role, in order of ids. Rows come in that order for each
 * clause, so that the first clause of a role appends, and later ones find.
 */
struct role_parties {
    struct fisc__party_counts *list;
    size_t count;
    size_t capacity;
};

/* The first entry that is not before `party`. */
static size_t
find_party(const struct role_parties *parties, const char *party)
{
    size_t low = 0, high = parties->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (strcmp(parties->list[middle].party, party) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The counts of a party in a role, new or old; NULL where memory is short. */
static struct fisc__party_counts *
coverage_party(struct fisc_context *context, struct role_parties *parties,
               enum fisc_role role, const char *party)
{
    size_t at = find_party(parties, party);
    struct fisc__party_counts *entry;

    if (at < parties->count && strcmp(parties->list[at].party, party) == 0)
        return &parties->list[at];
    if (!fisc__grow(context, &parties->list, &parties->capacity,
                    parties->count, sizeof *entry))
        return NULL;
    entry = parties->list + at;
    memmove(entry + 1, entry, (parties->count - at) * sizeof *entry);
    *entry = (struct fisc__party_counts){.role = role, .party = party};
    parties->count++;
    return entry;
}

static bool
count_rows(struct fisc__writer *writer, struct role_parties *roles,
           struct fisc__coverage *ret)
{
    size_t count = fisc_report_result_count(writer->report);

    for (size_t i = 0; i < count; i++) {
        struct fisc_result_info row = fisc__report_row(writer->report, i);
        struct fisc__party_counts *party = coverage_party(
            writer->context, &roles[row.bearer], row.bearer, row.party);

        if (!party)
            return false;
        party->counts[row.result]++;
        ret->roles[row.bearer][row.result]++;
        ret->all[row.result]++;
        if (row.level == FISC_LEVEL_MUST)
            ret->must[row.result]++;
    }
    return true;
}

/* The parties of all roles, one role after the other. */
static bool
join_roles(struct fisc_context *context, const struct role_parties *roles,
           struct fisc__coverage *ret)
{
    size_t count = 0;

    for (int i = 0; i < FISC_ROLE_COUNT; i++)
        count += roles[i].count;
    ret->parties = fisc__alloc_array(context, count, sizeof *ret->parties);
    if (!ret->parties)
        return false;
    ret->party_capacity = count;
    for (int i = 0; i < FISC_ROLE_COUNT; i++) {
        if (roles[i].count)
            memcpy(ret->parties + ret->party_count, roles[i].list,
                   roles[i].count * sizeof *ret->parties);
        ret->party_count += roles[i].count;
    }
    return true;
}

bool
fisc__coverage_count(struct fisc__writer *writer, struct fisc__coverage *ret)
{
    struct role_parties roles[FISC_ROLE_COUNT] = {{0}};
    bool right;

    *ret = (struct fisc__coverage){.parties = NULL};
    right = count_rows(writer, roles, ret) &&
            join_roles(writer->context, roles, ret);
    for (int i = 0; i < FISC_ROLE_COUNT; i++)
        fisc__free(writer->context, roles[i].list,
                   roles[i].capacity * sizeof *roles[i].list);
    return right;
}

void
fisc__coverage_done(struct fisc__writer *writer,
                    struct fisc__coverage *coverage)
{
    fisc__free(writer->context, coverage->parties,
               coverage->party_capacity * sizeof *coverage->parties);
    coverage->parties = NULL;
}
