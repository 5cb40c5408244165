/* SPDX-License-Identifier: MIT */
/* What fisc test found, as JUnit's XML: a testcase for each case, clause. */

#include "test.h"

/* Text of an attribute or element; what XML can't hold is '?'. */
static void
put_text(FILE *stream, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '&')
            fputs("&amp;", stream);
        else if (c == '<')
            fputs("&lt;", stream);
        else if (c == '>')
            fputs("&gt;", stream);
        else if (c == '"')
            fputs("&quot;", stream);
        else if (c == '\n' || c == '\t')
            fputc(' ', stream);
        else
            fputc(c < 0x20 ? '?' : c, stream);
    }
}

static void
put_attribute(FILE *stream, const char *name, const char *text)
{
    fprintf(stream, " %s=\"", name);
    put_text(stream, text);
    fputc('"', stream);
}

static void
open_case(FILE *stream, const char *class_name, const char *name,
          const char *file, unsigned line)
{
    fputs("    <testcase", stream);
    put_attribute(stream, "classname", class_name);
    put_attribute(stream, "name", name);
    put_attribute(stream, "file", file);
    fprintf(stream, " line=\"%u\"", line);
}

static void
put_failure(FILE *stream, const char *element, const char *file, unsigned line,
            unsigned column, const char *message)
{
    fprintf(stream, "      <%s", element);
    put_attribute(stream, "message", message);
    fputc('>', stream);
    put_text(stream, file);
    fprintf(stream, ":%u:%u: ", line, column);
    put_text(stream, message);
    fprintf(stream, "</%s>\n", element);
}

static void
put_cases(FILE *stream, enum fisc_language language,
          const struct cli_tested *tested)
{
    fputs("  <testsuite", stream);
    put_attribute(stream, "name", tested->folder);
    fprintf(stream, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\">\n",
            tested->cases, tested->cases_failed, tested->cases_broken);
    for (size_t i = 0; i < tested->cases; i++) {
        struct fisc__case_info info;

        fisc__tests_case(tested->tests, i, &info);
        open_case(stream, info.file, info.name, info.file, info.line);
        fputs(info.failure_count ? ">\n" : "/>\n", stream);
        for (size_t j = 0; j < info.failure_count; j++)
            put_failure(stream, info.broken ? "error" : "failure",
                        info.failures[j].file, info.failures[j].line,
                        info.failures[j].column,
                        info.failures[j].message[language]);
        if (info.failure_count)
            fputs("    </testcase>\n", stream);
    }
    fputs("  </testsuite>\n", stream);
}

static void
put_missing(FILE *stream, enum fisc_language language,
            const struct fisc__clause_tests *clause)
{
    unsigned missing = fisc__clause_missing(clause);
    char message[128];

    if (!missing)
        return;
    snprintf(message, sizeof message, "%s%s%s%s",
             language == FISC_LANGUAGE_JA ? "示す事例がない結果:"
                                          : "no case shows:",
             missing & 1u << FISC_RESULT_PASS ? " pass" : "",
             missing & 1u << FISC_RESULT_FAIL ? " fail" : "",
             missing & 1u << FISC_RESULT_UNKNOWN ? " unknown" : "");
    put_failure(stream, "failure", clause->file, clause->line, clause->column,
                message);
}

static void
put_clause(FILE *stream, const struct cli_testing *testing,
           const struct cli_tested *tested,
           const struct fisc__clause_tests *clause)
{
    open_case(stream, tested->folder, clause->key, clause->file, clause->line);
    fputs(">\n", stream);
    put_missing(stream, testing->options->language, clause);
    for (size_t i = 0; i < clause->survivor_count; i++) {
        const struct fisc__mutant_info *mutant = &clause->survivors[i];
        char message[512];

        if (mutant->accepted)
            continue;
        snprintf(message, sizeof message, "%s: %s", mutant->id,
                 mutant->change);
        put_failure(stream, "failure", mutant->file, mutant->line,
                    mutant->column, message);
    }
    fputs("    </testcase>\n", stream);
}

static bool
is_failing(const struct fisc__clause_tests *clause)
{
    return fisc__clause_missing(clause) ||
           clause->survivor_count > clause->accepted_count;
}

static void
put_clauses(FILE *stream, const struct cli_testing *testing,
            const struct cli_tested *tested)
{
    size_t failing = 0;
    struct fisc__clause_tests clause;

    for (size_t i = 0; i < fisc__tests_clause_count(tested->tests); i++) {
        fisc__tests_clause(tested->tests, i, &clause);
        if (cli_clause_chosen(testing->options, &clause))
            failing += is_failing(&clause);
    }
    fputs("  <testsuite", stream);
    put_attribute(stream, "name", tested->folder);
    fprintf(stream, " tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n",
            tested->clauses + tested->stale_count,
            failing + tested->stale_count);
    for (size_t i = 0; i < fisc__tests_clause_count(tested->tests); i++) {
        fisc__tests_clause(tested->tests, i, &clause);
        if (cli_clause_chosen(testing->options, &clause))
            put_clause(stream, testing, tested, &clause);
    }
    for (size_t i = 0; i < tested->stale_count; i++) {
        const struct fisc__test_failure *stale = &tested->stale[i];

        open_case(stream, stale->file, "excuse", stale->file, stale->line);
        fputs(">\n", stream);
        put_failure(stream, "failure", stale->file, stale->line, stale->column,
                    stale->message[testing->options->language]);
        fputs("    </testcase>\n", stream);
    }
    fputs("  </testsuite>\n", stream);
}

void
cli_test_junit(FILE *stream, const struct cli_testing *testing)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n",
          stream);
    for (size_t i = 0; i < testing->count; i++) {
        put_cases(stream, testing->options->language, &testing->list[i]);
        put_clauses(stream, testing, &testing->list[i]);
    }
    fputs("</testsuites>\n", stream);
}
