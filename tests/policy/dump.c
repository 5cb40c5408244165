/* SPDX-License-Identifier: MIT */
/* A policy as text, for tests. */

#define _GNU_SOURCE
#include "policy/dump.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

static void
dump_controls(const struct fisc_policy *policy, FILE *out)
{
    for (size_t i = 0; i < fisc_policy_control_count(policy); i++) {
        struct fisc_control_info info = {.size = sizeof info};

        ck_assert_int_eq(fisc_policy_control(policy, i, &info), FISC_OK);
        fprintf(out, "control %s \"%s\" %s%s clauses %zu+%zu\n", info.id,
                info.label, info.title[FISC_LANGUAGE_EN],
                info.withdrawn ? " (withdrawn)" : "", info.first_clause,
                info.clause_count);
    }
}

static void
dump_clauses(const struct fisc_policy *policy, FILE *out)
{
    for (size_t i = 0; i < fisc_policy_clause_count(policy); i++) {
        struct fisc_clause_info info = {.size = sizeof info};
        const char *file;
        unsigned line;

        ck_assert_int_eq(fisc_policy_clause(policy, i, &info), FISC_OK);
        fprintf(out, "clause %s %s %s", info.key, fisc_role_name(info.bearer),
                fisc_level_name(info.level));
        if (fisc_policy_clause_check(policy, i, &file, &line))
            fprintf(out, " %s:%u", file, line);
        fputc('\n', out);
    }
}

static void
dump_params(const struct fisc_policy *policy, FILE *out)
{
    for (size_t i = 0; i < fisc_policy_param_count(policy); i++) {
        struct fisc_param_info info = {.size = sizeof info};

        ck_assert_int_eq(fisc_policy_param(policy, i, &info), FISC_OK);
        fprintf(out, "param %s %s =", info.id, info.type);
        for (size_t j = 0; j < info.value_count; j++)
            fprintf(out, " %s", fisc_policy_param_value(policy, i, j));
        fprintf(out, " (%s) %s:%u\n", info.owner, info.file, info.line);
    }
}

static void
dump_waivers(const struct fisc_policy *policy, FILE *out)
{
    for (size_t i = 0; i < fisc_policy_waiver_count(policy); i++) {
        struct fisc_waiver_info info = {.size = sizeof info};
        char from[11], until[11];

        ck_assert_int_eq(fisc_policy_waiver(policy, i, &info), FISC_OK);
        fisc_date_format(info.from, from);
        fisc_date_format(info.until, until);
        fprintf(out, "waiver %s %s party=%s subject=%s %s..%s %s %s: %s\n",
                info.id, info.clause, info.party, info.subject, from, until,
                info.approver, info.ticket, info.reason);
    }
}

static void
dump_remarks(const struct fisc_policy *policy, FILE *out)
{
    static const char *const levels[] = {"", "error", "warning", "info"};

    for (size_t i = 0; i < fisc_policy_diagnostic_count(policy); i++) {
        struct fisc_diagnostic info = {.size = sizeof info};

        ck_assert_int_eq(fisc_policy_diagnostic(policy, i, &info), FISC_OK);
        fprintf(out, "%s:%u:%u: %s %s %s: %s\n", info.file, info.line,
                info.column, levels[info.level], info.rule, info.item,
                info.message);
    }
}

char *
policy_dump(const struct fisc_policy *policy)
{
    size_t own = 0, length;
    char *text;
    FILE *out = open_memstream(&text, &length);

    ck_assert_ptr_nonnull(out);
    for (size_t i = 0; i < fisc_policy_fact_count(policy); i++) {
        struct fisc_fact_info info = {.size = sizeof info};

        ck_assert_int_eq(fisc_policy_fact(policy, i, &info), FISC_OK);
        own += info.file[0] != '\0';
    }
    fprintf(out, "policy %s \"%s\": %zu catalogs, %zu facts\n",
            fisc_policy_id(policy),
            fisc_policy_title(policy, FISC_LANGUAGE_EN),
            fisc_policy_catalog_count(policy), own);
    dump_controls(policy, out);
    dump_clauses(policy, out);
    dump_params(policy, out);
    dump_waivers(policy, out);
    dump_remarks(policy, out);
    fclose(out);
    return text;
}

char *
error_dump(const struct fisc_error *error)
{
    char line[1100], *text;

    fisc_error_format(error, line, sizeof line);
    ck_assert_int_ge(asprintf(&text, "%s\n%s\n",
                              fisc_status_name(error->status), line), 0);
    return text;
}
