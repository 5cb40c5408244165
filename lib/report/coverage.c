/* SPDX-License-Identifier: MIT */
/* How many rows have which result, by role and by party. */

#include <string.h>

#include "report/writer.h"

static int
compare_party(const struct fisc__party_counts *entry, enum fisc_role role,
              const char *party)
{
    if (entry->role != role)
        return entry->role < role ? -1 : 1;
    return strcmp(entry->party, party);
}

/* The counts of a party in a role, new or old; NULL where memory is short. */
static struct fisc__party_counts *
coverage_party(struct fisc__writer *writer, struct fisc__coverage *coverage,
               enum fisc_role role, const char *party)
{
    size_t at = 0;
    struct fisc__party_counts *entry;

    while (at < coverage->party_count &&
           compare_party(&coverage->parties[at], role, party) < 0)
        at++;
    if (at < coverage->party_count &&
        compare_party(&coverage->parties[at], role, party) == 0)
        return &coverage->parties[at];
    if (!fisc__grow(writer->context, &coverage->parties,
                    &coverage->party_capacity, coverage->party_count,
                    sizeof *entry))
        return NULL;
    entry = &coverage->parties[at];
    memmove(entry + 1, entry, (coverage->party_count - at) * sizeof *entry);
    *entry = (struct fisc__party_counts){.role = role, .party = party};
    coverage->party_count++;
    return entry;
}

bool
fisc__coverage_count(struct fisc__writer *writer, struct fisc__coverage *ret)
{
    size_t count = fisc_report_result_count(writer->report);

    *ret = (struct fisc__coverage){.parties = NULL};
    for (size_t i = 0; i < count; i++) {
        struct fisc_result_info row = fisc__report_row(writer->report, i);
        struct fisc__party_counts *party =
            coverage_party(writer, ret, row.bearer, row.party);

        if (!party) {
            fisc__coverage_done(writer, ret);
            return false;
        }
        party->counts[row.result]++;
        ret->roles[row.bearer][row.result]++;
        ret->all[row.result]++;
        if (row.level == FISC_LEVEL_MUST)
            ret->must[row.result]++;
    }
    return true;
}

void
fisc__coverage_done(struct fisc__writer *writer,
                    struct fisc__coverage *coverage)
{
    fisc__free(writer->context, coverage->parties,
               coverage->party_capacity * sizeof *coverage->parties);
    coverage->parties = NULL;
}
