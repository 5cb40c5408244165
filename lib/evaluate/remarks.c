/* SPDX-License-Identifier: MIT */
/* Remarks about an evaluation: waivers that are over, or that cover nothing. */

#include "evaluate/remarks.h"

#include <string.h>

static bool
is_used(const struct fisc_report *report, size_t waiver)
{
    for (size_t i = 0; i < report->layout->count; i++)
        if (fisc__row_waiver(report, i) == waiver + 1)
            return true;
    return false;
}

/* Is it about this description at all? */
static bool
is_about(const struct fisc_report *report, const struct fisc__waiver *waiver)
{
    return !waiver->subject ||
           strcmp(waiver->subject, report->sides[0].system->id) == 0;
}

/* Were all clauses asked about? Else nothing can be said of what is unused. */
static bool
is_whole(const struct fisc_report *report)
{
    return report->control_count == report->policy->control_count &&
           report->roles == (1u << FISC_ROLE_COUNT) - 1;
}

static bool
remark(struct fisc_report *report, size_t index)
{
    const struct fisc__waiver *waiver = &report->policy->waivers[index];
    struct fisc__diagnostics *diagnostics = &report->diagnostics;
    char from[11], until[11];

    fisc_date_format(waiver->from, from);
    fisc_date_format(waiver->until, until);
    switch (fisc__waiver_time(waiver, report->as_of)) {
    case FISC__WAIVER_EXPIRED:
        return fisc__diagnostics_add(
            diagnostics, FISC_LOG_WARNING, &waiver->place, "waiver-expired",
            waiver->id, "リスク受容 %s は %s に終わっている",
            "waiver %s ended on %s", waiver->id, until);
    case FISC__WAIVER_AHEAD:
        return fisc__diagnostics_add(
            diagnostics, FISC_LOG_INFO, &waiver->place, "waiver-ahead",
            waiver->id, "リスク受容 %s は %s に始まる",
            "waiver %s begins on %s", waiver->id, from);
    case FISC__WAIVER_IN_FORCE:
        break;
    }
    if (!is_whole(report) || is_used(report, index))
        return true;
    return fisc__diagnostics_add(
        diagnostics, FISC_LOG_WARNING, &waiver->place, "waiver-unused",
        waiver->id, "リスク受容 %s に当たる不適合や不明がない",
        "waiver %s covers no result that fails or is unknown",
        waiver->id);
}

enum fisc_status
fisc__report_remarks(struct fisc_report *report, struct fisc_error *reterr)
{
    for (size_t i = 0; i < report->policy->waiver_count; i++)
        if (is_about(report, &report->policy->waivers[i]) &&
            !remark(report, i))
            return fisc__error_nomem(reterr);
    return FISC_OK;
}
