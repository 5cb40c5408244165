/* SPDX-License-Identifier: MIT */
/* What fisc test found, as JSON: libfisc-test/1. */

#include "test.h"

static void
put_member(FILE *stream, const char *name, const char *text)
{
    fprintf(stream, "\"%s\": ", name);
    cli_put_json(stream, text);
}

static void
put_place(FILE *stream, const char *file, unsigned line, unsigned column)
{
    put_member(stream, "file", file);
    fprintf(stream, ", \"line\": %u, \"column\": %u", line, column);
}

static void
put_failures(FILE *stream, const char *name,
             const struct fisc__test_failure *failures, size_t count)
{
    fprintf(stream, "\"%s\": [", name);
    for (size_t i = 0; i < count; i++) {
        fprintf(stream, "%s\n      {", i ? "," : "");
        put_place(stream, failures[i].file, failures[i].line,
                  failures[i].column);
        fputs(", \"message\": {", stream);
        put_member(stream, "ja", failures[i].message[FISC_LANGUAGE_JA]);
        fputs(", ", stream);
        put_member(stream, "en", failures[i].message[FISC_LANGUAGE_EN]);
        fputs("}}", stream);
    }
    fputc(']', stream);
}

static void
put_cases(FILE *stream, const struct cli_tested *tested)
{
    fputs("   \"cases\": [", stream);
    for (size_t i = 0; i < tested->cases; i++) {
        struct fisc__case_info info;

        fisc__tests_case(tested->tests, i, &info);
        fprintf(stream, "%s\n    {", i ? "," : "");
        put_member(stream, "name", info.name);
        fputs(", ", stream);
        put_place(stream, info.file, info.line, info.column);
        fprintf(stream, ", \"rows\": %zu, \"result\": \"%s\", ",
                info.row_count,
                info.broken ? "error" : info.failure_count ? "fail" : "pass");
        put_failures(stream, "failures", info.failures, info.failure_count);
        fputc('}', stream);
    }
    fputs("],\n", stream);
}

static void
put_results(FILE *stream, const char *name, unsigned bits)
{
    const char *comma = "";

    fprintf(stream, "\"%s\": [", name);
    for (int i = 0; i < FISC_RESULT_COUNT; i++)
        if (bits & 1u << i) {
            fprintf(stream, "%s\"%s\"", comma,
                    fisc_result_name((enum fisc_result)i));
            comma = ", ";
        }
    fputc(']', stream);
}

static void
put_never(FILE *stream, const struct fisc__clause_tests *clause)
{
    const char *comma = "";

    fputs("\"never\": {", stream);
    for (int i = 0; i < 4; i++)
        if (clause->never[i]) {
            fputs(comma, stream);
            put_member(stream, fisc_result_name((enum fisc_result)i),
                       clause->never[i]);
            comma = ", ";
        }
    fputc('}', stream);
}

static void
put_branches(FILE *stream, const struct fisc__clause_tests *clause)
{
    fprintf(stream, "\n     \"branches\": %zu, \"missed\": [",
            clause->branch_count);
    for (size_t i = 0; i < clause->missed_count; i++) {
        const struct fisc__branch_info *branch = &clause->missed[i];

        fprintf(stream, "%s\n      {", i ? "," : "");
        put_place(stream, branch->file, branch->line, branch->column);
        fputs(", ", stream);
        put_member(stream, "part", branch->part);
        fputs(", ", stream);
        put_member(stream, "kind", branch->kind);
        fputc('}', stream);
    }
    fputc(']', stream);
}

static void
put_mutants(FILE *stream, const struct fisc__clause_tests *clause)
{
    fprintf(stream, ",\n     \"mutants\": %zu, \"survivors\": [",
            clause->mutant_count);
    for (size_t i = 0; i < clause->survivor_count; i++) {
        const struct fisc__mutant_info *mutant = &clause->survivors[i];

        fprintf(stream, "%s\n      {", i ? "," : "");
        put_member(stream, "id", mutant->id);
        fputs(", ", stream);
        put_member(stream, "operator", mutant->operator);
        fputs(", ", stream);
        put_place(stream, mutant->file, mutant->line, mutant->column);
        fputs(", ", stream);
        put_member(stream, "change", mutant->change);
        if (mutant->accepted) {
            fputs(", ", stream);
            put_member(stream, "equivalent", mutant->accepted);
        }
        fputc('}', stream);
    }
    fputc(']', stream);
}

static void
put_clause(FILE *stream, const struct cli_options *options,
           const struct fisc__clause_tests *clause)
{
    fputc('{', stream);
    put_member(stream, "key", clause->key);
    fputs(", ", stream);
    put_place(stream, clause->file, clause->line, clause->column);
    fprintf(stream, ",\n     \"rows\": %zu, \"functions\": %s, ",
            clause->row_count, clause->function ? "true" : "false");
    put_results(stream, "shown", clause->seen);
    fputs(", ", stream);
    put_results(stream, "missing", fisc__clause_missing(clause));
    fputs(", ", stream);
    put_never(stream, clause);
    fputc(',', stream);
    put_branches(stream, clause);
    if (options->mutate)
        put_mutants(stream, clause);
    fputc('}', stream);
}

static void
put_clauses(FILE *stream, const struct cli_options *options,
            const struct cli_tested *tested)
{
    const char *comma = "";

    fputs("   \"clauses\": [", stream);
    for (size_t i = 0; i < fisc__tests_clause_count(tested->tests); i++) {
        struct fisc__clause_tests clause;

        fisc__tests_clause(tested->tests, i, &clause);
        if (!cli_clause_chosen(options, &clause))
            continue;
        fprintf(stream, "%s\n    ", comma);
        put_clause(stream, options, &clause);
        comma = ",";
    }
    fputs("],\n", stream);
}

static void
put_totals(FILE *stream, const struct cli_options *options,
           const struct cli_tested *tested)
{
    unsigned score = cli_score(tested);

    fprintf(stream,
            "   \"totals\": {\"cases\": %zu, \"failed\": %zu, \"errors\": %zu,"
            " \"rows\": %zu, \"clauses\": %zu, \"lacking\": %zu,"
            " \"functions\": %zu, \"branches\": %zu, \"missed\": %zu",
            tested->cases, tested->cases_failed, tested->cases_broken,
            tested->rows, tested->clauses, tested->lacking, tested->functions,
            tested->branches, tested->branches_missed);
    if (options->mutate)
        fprintf(stream,
                ", \"mutants\": %zu, \"survivors\": %zu, \"equivalent\": %zu,"
                " \"score\": %u.%u",
                tested->mutants, tested->survivors, tested->accepted,
                score / 10, score % 10);
    fputs("}}", stream);
}

void
cli_test_json(FILE *stream, const struct cli_testing *testing)
{
    fputs("{\"format\": \"libfisc-test/1\",\n \"policies\": [", stream);
    for (size_t i = 0; i < testing->count; i++) {
        const struct cli_tested *tested = &testing->list[i];
        const struct fisc_policy *policy = fisc__tests_policy(tested->tests);

        fprintf(stream, "%s\n  {", i ? "," : "");
        put_member(stream, "policy", fisc_policy_id(policy));
        fputs(", ", stream);
        put_member(stream, "folder", tested->folder);
        fputs(", ", stream);
        put_member(stream, "digest", fisc_policy_digest(policy));
        fputs(",\n", stream);
        put_cases(stream, tested);
        put_clauses(stream, testing->options, tested);
        fputs("   ", stream);
        put_failures(stream, "stale", tested->stale, tested->stale_count);
        fputs(",\n", stream);
        put_totals(stream, testing->options, tested);
    }
    fputs("]}\n", stream);
}
