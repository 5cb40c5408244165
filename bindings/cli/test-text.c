/* SPDX-License-Identifier: MIT */
/* What fisc test found, for a terminal. */

#include "test.h"

enum word {
    WORD_CASE,
    WORD_NOT_SHOWN,
    WORD_TOTAL,
    WORD_BROKEN,
    WORD_CLAUSES,
    WORD_FUNCTIONS,
    WORD_BRANCHES,
    WORD_MUTANTS,
    WORD_NO_MUTANTS,
    WORD_ACCEPTED,
    WORD_SURVIVES,
    WORD_BRANCH_TRUE,
    WORD_BRANCH_FALSE,
    WORD_BRANCH_UNKNOWN,
    WORD_BRANCH_DECIDES,
    WORD_BRANCH_EMPTY,
    WORD_BRANCH_FILLED,
    WORD_COUNT
};

/* By enum fisc_language. */
static const char *const words[WORD_COUNT][2] = {
    [WORD_CASE] = {"事例 %s: ", "case %s: "},
    [WORD_NOT_SHOWN] = {"%s: 示す事例がない結果:", "%s: no case shows"},
    [WORD_TOTAL] = {"%s: 事例 %zu、行 %zu、書かれたとおりでない事例 %zu",
                    "%s: %zu cases, %zu rows, %zu cases not as written"},
    [WORD_BROKEN] = {"、評価できない事例 %zu", ", %zu not evaluated"},
    [WORD_CLAUSES] = {"  条項 %zu: 適合・不適合・不明のそろわないもの %zu",
                      "  %zu clauses, %zu of them not shown in all three "
                      "ways"},
    [WORD_FUNCTIONS] = {"、中を見ない関数を含むもの %zu",
                        "; %zu have functions, which are not looked into"},
    [WORD_BRANCHES] = {"  分岐 %zu: 届かないもの %zu",
                       "  %zu branches, %zu not reached"},
    [WORD_MUTANTS] = {"  変異 %zu: 気づいたもの %zu (%u.%u %%)",
                      "  %zu mutants, %zu noticed (%u.%u %%)"},
    [WORD_NO_MUTANTS] = {"  変異なし", "  no mutants"},
    [WORD_ACCEPTED] = {"、同じ意味と認めたもの %zu",
                       ", %zu accepted as equivalent"},
    [WORD_SURVIVES] = {"どの事例も気づかない変異 %s: %s",
                       "no case notices the mutant %s: %s"},
    [WORD_BRANCH_TRUE] = {"真にならない", "is never true"},
    [WORD_BRANCH_FALSE] = {"偽にならない", "is never false"},
    [WORD_BRANCH_UNKNOWN] = {"不明にならない", "is never unknown"},
    [WORD_BRANCH_DECIDES] = {"単独で決めたことがない",
                             "never decides on its own"},
    [WORD_BRANCH_EMPTY] = {"空の一覧がない", "its list is never empty"},
    [WORD_BRANCH_FILLED] = {"要素のある一覧がない",
                            "its list never has an element"},
};

struct writer {
    FILE *stream;
    const struct cli_options *options;
};

static const char *
say(const struct writer *w, enum word word)
{
    return words[word][w->options->language];
}

static void
print_place(const struct writer *w, const char *file, unsigned line,
            unsigned column)
{
    fprintf(w->stream, "%s:%u:%u: ", file, line, column);
}

static void
print_cases(const struct writer *w, const struct cli_tested *tested)
{
    for (size_t i = 0; i < tested->cases; i++) {
        struct fisc__case_info info;

        fisc__tests_case(tested->tests, i, &info);
        for (size_t j = 0; j < info.failure_count; j++) {
            const struct fisc__test_failure *failure = &info.failures[j];

            print_place(w, failure->file, failure->line, failure->column);
            fprintf(w->stream, say(w, WORD_CASE), info.name);
            fprintf(w->stream, "%s\n",
                    failure->message[w->options->language]);
        }
    }
    for (size_t i = 0; i < tested->stale_count; i++) {
        const struct fisc__test_failure *stale = &tested->stale[i];

        print_place(w, stale->file, stale->line, stale->column);
        fprintf(w->stream, "%s\n", stale->message[w->options->language]);
    }
}

static void
print_missing(const struct writer *w, const struct fisc__clause_tests *clause)
{
    static const enum fisc_result shown[] = {
        FISC_RESULT_PASS, FISC_RESULT_FAIL, FISC_RESULT_UNKNOWN};
    unsigned missing = fisc__clause_missing(clause);
    const char *comma = " ";

    if (!missing)
        return;
    print_place(w, clause->file, clause->line, clause->column);
    fprintf(w->stream, say(w, WORD_NOT_SHOWN), clause->key);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (missing & 1u << shown[i]) {
            fprintf(w->stream, "%s%s", comma, fisc_result_name(shown[i]));
            comma = ", ";
        }
    fputc('\n', w->stream);
}

static enum word
branch_word(const char *kind)
{
    switch (kind[0]) {
    case 't':
        return WORD_BRANCH_TRUE;
    case 'd':
        return WORD_BRANCH_DECIDES;
    case 'e':
        return WORD_BRANCH_EMPTY;
    case 'u':
        return WORD_BRANCH_UNKNOWN;
    default:
        return kind[1] == 'a' ? WORD_BRANCH_FALSE : WORD_BRANCH_FILLED;
    }
}

static void
print_branches(const struct writer *w, const struct fisc__clause_tests *clause)
{
    for (size_t i = 0; i < clause->missed_count; i++) {
        const struct fisc__branch_info *branch = &clause->missed[i];

        print_place(w, branch->file, branch->line, branch->column);
        fprintf(w->stream, "%s: %s %s\n", clause->key, branch->part,
                say(w, branch_word(branch->kind)));
    }
}

static void
print_survivors(const struct writer *w,
                const struct fisc__clause_tests *clause)
{
    for (size_t i = 0; i < clause->survivor_count; i++) {
        const struct fisc__mutant_info *mutant = &clause->survivors[i];

        if (mutant->accepted)
            continue;
        print_place(w, mutant->file, mutant->line, mutant->column);
        fprintf(w->stream, say(w, WORD_SURVIVES), mutant->id, mutant->change);
        fputc('\n', w->stream);
    }
}

static void
print_clauses(const struct writer *w, const struct cli_tested *tested)
{
    for (size_t i = 0; i < fisc__tests_clause_count(tested->tests); i++) {
        struct fisc__clause_tests clause;

        fisc__tests_clause(tested->tests, i, &clause);
        if (!cli_clause_chosen(w->options, &clause))
            continue;
        print_missing(w, &clause);
        if (w->options->coverage)
            print_branches(w, &clause);
        print_survivors(w, &clause);
    }
}

static void
print_totals(const struct writer *w, const struct cli_tested *tested)
{
    FILE *stream = w->stream;
    unsigned score = cli_score(tested);

    fprintf(stream, say(w, WORD_TOTAL), tested->folder, tested->cases,
            tested->rows, tested->cases_failed);
    if (tested->cases_broken)
        fprintf(stream, say(w, WORD_BROKEN), tested->cases_broken);
    fputc('\n', stream);
    fprintf(stream, say(w, WORD_CLAUSES), tested->clauses, tested->lacking);
    if (tested->functions)
        fprintf(stream, say(w, WORD_FUNCTIONS), tested->functions);
    fputc('\n', stream);
    fprintf(stream, say(w, WORD_BRANCHES), tested->branches,
            tested->branches_missed);
    fputc('\n', stream);
    if (!w->options->mutate)
        return;
    if (tested->mutants == 0) {
        fprintf(stream, "%s\n", say(w, WORD_NO_MUTANTS));
        return;
    }
    fprintf(stream, say(w, WORD_MUTANTS), tested->mutants,
            tested->mutants - tested->survivors - tested->accepted,
            score / 10, score % 10);
    if (tested->accepted)
        fprintf(stream, say(w, WORD_ACCEPTED), tested->accepted);
    fputc('\n', stream);
}

void
cli_test_text(FILE *stream, const struct cli_testing *testing)
{
    struct writer w = {stream, testing->options};

    for (size_t i = 0; i < testing->count; i++) {
        print_cases(&w, &testing->list[i]);
        print_clauses(&w, &testing->list[i]);
        print_totals(&w, &testing->list[i]);
    }
}
