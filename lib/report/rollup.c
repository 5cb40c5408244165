/* SPDX-License-Identifier: MIT */
/* Rows rolled up to controls, counted, and found again. */

#include "report/rollup.h"

#include <assert.h>
#include <string.h>

#include "base/context.h"
#include "base/sized.h"
#include "evaluate/report.h"
#include "policy/policy.h"

struct fisc_result_info
fisc__report_row(const struct fisc_report *report, size_t index)
{
    struct fisc_result_info row;

    fisc_report__outline(report, index, &row);
    return row;
}

static struct fisc_control_info
control_info(const struct fisc_report *report, size_t index)
{
    struct fisc_control_info info = {.size = sizeof info};
    size_t first, count;
    enum fisc_status status;

    fisc_report__controls(report, &first, &count);
    status = fisc_policy_control(fisc_report_policy(report), first + index,
                                 &info);
    assert(status == FISC_OK);
    (void)status;
    return info;
}

/* The first row of a clause with that index or a later one: rows are sorted. */
static size_t
first_row_from(const struct fisc_report *report, size_t clause)
{
    size_t low = 0, high = fisc_report_result_count(report);

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (fisc_report__clause(report, middle) < clause)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct fisc__rows
rows_of_clauses(const struct fisc_report *report, size_t first, size_t count)
{
    return (struct fisc__rows){
        .first = first_row_from(report, first),
        .end = first_row_from(report, first + count),
    };
}

struct fisc__rows
fisc__report_control_rows(const struct fisc_report *report, size_t index)
{
    struct fisc_control_info info = control_info(report, index);

    return rows_of_clauses(report, info.first_clause, info.clause_count);
}

/* Rule 27: which of the reasons for not being satisfied comes first. */
static const char *
control_reason(const size_t *must)
{
    if (must[FISC_RESULT_FAIL])
        return "fail";
    if (must[FISC_RESULT_ERROR])
        return "error";
    if (must[FISC_RESULT_UNKNOWN])
        return "unknown";
    if (must[FISC_RESULT_NOTCHECKED])
        return "notchecked";
    if (must[FISC_RESULT_PASS])
        return "";
    return must[FISC_RESULT_NOTAPPLICABLE] ? "notapplicable" : "none";
}

void
fisc__roll_up(const struct fisc_report *report, size_t index,
              struct fisc__rows rows, struct fisc_control_result *ret)
{
    struct fisc_control_info info = control_info(report, index);
    size_t must[FISC_RESULT_COUNT] = {0}, first, count;

    for (size_t i = rows.first; i < rows.end; i++) {
        struct fisc_result_info row = fisc__report_row(report, i);

        if (row.level == FISC_LEVEL_MUST)
            must[row.result]++;
    }
    fisc_report__controls(report, &first, &count);
    *ret = (struct fisc_control_result){
        .size = sizeof *ret,
        .control = info.id,
        .label = info.label,
        .reason = info.withdrawn ? "notchecked" : control_reason(must),
        .withdrawn = info.withdrawn,
        .control_index = first + index,
    };
    ret->state = *ret->reason ? FISC_CONTROL_NOT_SATISFIED
                              : FISC_CONTROL_SATISFIED;
}

size_t
fisc_report_control_count(const struct fisc_report *report)
{
    size_t first, count;

    fisc_report__controls(report, &first, &count);
    return count;
}

enum fisc_status
fisc_report_control(const struct fisc_report *report, size_t index,
                    struct fisc_control_result *ret)
{
    struct fisc_control_result filled;

    if (index >= fisc_report_control_count(report))
        return FISC_ERR_NOTFOUND;
    fisc__roll_up(report, index, fisc__report_control_rows(report, index),
                  &filled);
    return fisc__sized_copy(ret, &filled, sizeof filled, sizeof filled);
}

void
fisc_report_coverage(const struct fisc_report *report, int role, int level,
                     const char *party, size_t *ret, size_t count)
{
    size_t rows = fisc_report_result_count(report);

    memset(ret, 0, count * sizeof *ret);
    for (size_t i = 0; i < rows; i++) {
        struct fisc_result_info row = fisc__report_row(report, i);

        if ((role < 0 || row.bearer == (enum fisc_role)role) &&
            (level < 0 || row.level == (enum fisc_level)level) &&
            (!party || strcmp(row.party, party) == 0) &&
            (size_t)row.result < count)
            ret[row.result]++;
    }
}

size_t
fisc__count_decided(const size_t *counts)
{
    return counts[FISC_RESULT_PASS] + counts[FISC_RESULT_FAIL] +
           counts[FISC_RESULT_NOTAPPLICABLE];
}

size_t
fisc__count_open(const size_t *counts)
{
    return counts[FISC_RESULT_UNKNOWN] + counts[FISC_RESULT_ERROR] +
           counts[FISC_RESULT_NOTCHECKED];
}

/* The rows of the clause that a key, with or without its party, begins with. */
static enum fisc_status
rows_of_key(const struct fisc_report *report, const char *key, size_t length,
            struct fisc__rows *ret)
{
    struct fisc_policy *policy = fisc_report_policy(report);
    char *copy = fisc__alloc(policy->context, length + 1);
    enum fisc_status status;
    size_t clause;

    if (!copy)
        return FISC_ERR_NOMEM;
    memcpy(copy, key, length);
    copy[length] = '\0';
    status = fisc_policy_find_clause(policy, copy, &clause);
    fisc__free(policy->context, copy, length + 1);
    if (status == FISC_OK)
        *ret = rows_of_clauses(report, clause, 1);
    return status;
}

enum fisc_status
fisc_report_find(const struct fisc_report *report, const char *key, size_t *ret)
{
    /* Neither an XML id nor a party's id has an '@' in it. */
    const char *at = strrchr(key, '@');
    size_t length = at ? (size_t)(at - key) : strlen(key);
    struct fisc__rows rows;
    enum fisc_status status = rows_of_key(report, key, length, &rows);

    if (status != FISC_OK)
        return status;
    for (size_t i = rows.first; i < rows.end; i++)
        if (strcmp(fisc__report_row(report, i).party, at ? at + 1 : "") == 0) {
            *ret = i;
            return FISC_OK;
        }
    return FISC_ERR_NOTFOUND;
}

static enum fisc_status
rows_of_control(const struct fisc_report *report, const char *name,
                struct fisc__rows *ret)
{
    struct fisc_policy *policy = fisc_report_policy(report);
    struct fisc_control_info info = {.size = sizeof info};
    size_t control;
    enum fisc_status status = fisc_policy_find_control(policy, name, &control);

    if (status == FISC_OK)
        status = fisc_policy_control(policy, control, &info);
    if (status == FISC_OK)
        *ret = rows_of_clauses(report, info.first_clause, info.clause_count);
    return status;
}

enum fisc_status
fisc__report_rows_named(const struct fisc_report *report, const char *name,
                        struct fisc__rows *ret)
{
    struct fisc__rows rows = {0, 0};
    size_t row;
    enum fisc_status status = fisc_report_find(report, name, &row);

    if (status == FISC_OK)
        rows = (struct fisc__rows){row, row + 1};
    if (status == FISC_ERR_NOTFOUND)
        status = rows_of_key(report, name, strlen(name), &rows);
    if (status == FISC_ERR_NOTFOUND)
        status = rows_of_control(report, name, &rows);
    if (status == FISC_OK && rows.first == rows.end)
        status = FISC_ERR_NOTFOUND;
    if (status == FISC_OK)
        *ret = rows;
    return status;
}

const char *
fisc_result_name(enum fisc_result result)
{
    static const char *const names[FISC_RESULT_COUNT] = {
        [FISC_RESULT_PASS] = "pass",
        [FISC_RESULT_FAIL] = "fail",
        [FISC_RESULT_ERROR] = "error",
        [FISC_RESULT_UNKNOWN] = "unknown",
        [FISC_RESULT_NOTAPPLICABLE] = "notapplicable",
        [FISC_RESULT_NOTCHECKED] = "notchecked",
        [FISC_RESULT_NOTSELECTED] = "notselected",
        [FISC_RESULT_INFORMATIONAL] = "informational",
    };

    return (unsigned)result < FISC_RESULT_COUNT ? names[result] : "";
}

const char *
fisc__stop_name(enum fisc_status stopped)
{
    return stopped == FISC_ERR_NOMEM    ? "memory"
           : stopped == FISC_ERR_BUDGET ? "budget"
                                        : "interrupted";
}
