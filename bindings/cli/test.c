/* SPDX-License-Identifier: MIT */
/* fisc test: runs the tests of policies, on as many threads as there are. */

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

/* ---- threads -------------------------------------------------------------*/

typedef enum fisc_status (*step_function)(struct fisc__tests *tests,
                                          struct fisc__worker *worker,
                                          size_t index,
                                          struct fisc_error *reterr);

/* Numbers below `count`, taken by threads one after the other. */
struct crew {
    struct fisc__tests *tests;
    step_function step;
    const bool *chosen; /* by number; NULL: all */
    size_t count, next;
    pthread_mutex_t lock;
    enum fisc_status status; /* the first failure */
    struct fisc_error error;
};

static bool
take(struct crew *crew, size_t *ret)
{
    bool taken = false;

    pthread_mutex_lock(&crew->lock);
    while (crew->chosen && crew->next < crew->count &&
           !crew->chosen[crew->next])
        crew->next++;
    if (crew->next < crew->count && crew->status == FISC_OK) {
        *ret = crew->next++;
        taken = true;
    }
    pthread_mutex_unlock(&crew->lock);
    return taken;
}

static void
stop(struct crew *crew, enum fisc_status status,
     const struct fisc_error *error)
{
    pthread_mutex_lock(&crew->lock);
    if (crew->status == FISC_OK) {
        crew->status = status;
        crew->error = *error;
    }
    pthread_mutex_unlock(&crew->lock);
}

static void *
work(void *data)
{
    struct crew *crew = data;
    struct fisc__worker *worker = NULL;
    struct fisc_error error;
    enum fisc_status status = fisc__worker_new(crew->tests, &worker, &error);
    size_t index;

    while (status == FISC_OK && take(crew, &index))
        status = crew->step(crew->tests, worker, index, &error);
    if (status != FISC_OK)
        stop(crew, status, &error);
    fisc__worker_free(worker);
    return NULL;
}

static enum fisc_status
run_all(struct fisc__tests *tests, step_function step, const bool *chosen,
        size_t count, size_t jobs, struct fisc_error *reterr)
{
    struct crew crew = {
        .tests = tests, .step = step, .chosen = chosen, .count = count};
    size_t wanted = jobs < count ? jobs : count, started = 0;
    pthread_t *threads = cli_resize(NULL, wanted, sizeof *threads);

    pthread_mutex_init(&crew.lock, NULL);
    while (started + 1 < wanted &&
           pthread_create(&threads[started], NULL, work, &crew) == 0)
        started++;
    work(&crew);
    while (started > 0)
        pthread_join(threads[--started], NULL);
    pthread_mutex_destroy(&crew.lock);
    free(threads);
    if (crew.status != FISC_OK)
        *reterr = crew.error;
    return crew.status;
}

/* ---- one policy ----------------------------------------------------------*/

bool
cli_clause_chosen(const struct cli_options *options,
                  const struct fisc__clause_tests *clause)
{
    return !options->only ||
           strncmp(clause->key, options->only, strlen(options->only)) == 0;
}

static bool *
choose_clauses(const struct fisc__tests *tests,
               const struct cli_options *options)
{
    size_t count = fisc__tests_clause_count(tests);
    bool *chosen = cli_resize(NULL, count, sizeof *chosen);

    for (size_t i = 0; i < count; i++) {
        struct fisc__clause_tests clause;

        fisc__tests_clause(tests, i, &clause);
        chosen[i] = cli_clause_chosen(options, &clause);
    }
    return chosen;
}

static enum fisc_status
run_tests(struct cli_tested *tested, const struct cli_options *options,
          struct fisc_error *reterr)
{
    struct fisc__tests *tests = tested->tests;
    size_t clauses = fisc__tests_clause_count(tests);
    bool *chosen = choose_clauses(tests, options);
    enum fisc_status status =
        run_all(tests, fisc__tests_run_case, NULL,
                fisc__tests_case_count(tests), options->jobs, reterr);

    if (status == FISC_OK)
        status = fisc__tests_sum_up(tests, reterr);
    if (status == FISC_OK)
        status = run_all(tests, fisc__tests_run_coverage, chosen, clauses,
                         options->jobs, reterr);
    if (status == FISC_OK && options->mutate)
        status = run_all(tests, fisc__tests_run_mutants, chosen, clauses,
                         options->jobs, reterr);
    if (status == FISC_OK)
        status = fisc__tests_stale(tests, options->mutate && !options->only,
                                   &tested->stale, &tested->stale_count,
                                   reterr);
    free(chosen);
    return status;
}

static void
count_cases(struct cli_tested *tested)
{
    tested->cases = fisc__tests_case_count(tested->tests);
    for (size_t i = 0; i < tested->cases; i++) {
        struct fisc__case_info info;

        fisc__tests_case(tested->tests, i, &info);
        tested->rows += info.row_count;
        tested->cases_broken += info.broken;
        tested->cases_failed += !info.broken && info.failure_count > 0;
    }
}

static void
count_clauses(struct cli_tested *tested, const struct cli_options *options)
{
    for (size_t i = 0; i < fisc__tests_clause_count(tested->tests); i++) {
        struct fisc__clause_tests clause;

        fisc__tests_clause(tested->tests, i, &clause);
        if (!cli_clause_chosen(options, &clause))
            continue;
        tested->clauses++;
        tested->exempt += clause.exempt;
        tested->functions += clause.function;
        tested->lacking += fisc__clause_missing(&clause) != 0;
        tested->branches += clause.branch_count;
        tested->branches_missed += clause.missed_count;
        tested->mutants += clause.mutant_count;
        tested->accepted += clause.accepted_count;
        tested->survivors += clause.survivor_count - clause.accepted_count;
    }
}

static int
test_policy(struct fisc_context *context, const struct cli_options *options,
            struct cli_tested *tested)
{
    struct fisc_error error;

    if (fisc__tests_open(context, tested->folder, &tested->tests, &error) !=
            FISC_OK ||
        run_tests(tested, options, &error) != FISC_OK)
        return cli_fail_error(&error);
    count_cases(tested);
    count_clauses(tested, options);
    return 0;
}

/* ---- what came of it -----------------------------------------------------*/

unsigned
cli_score(const struct cli_tested *tested)
{
    size_t counted = tested->mutants - tested->accepted;

    return counted ? (unsigned)((counted - tested->survivors) * 1000 / counted)
                   : 1000;
}

int
cli_tested_status(const struct cli_testing *testing)
{
    int status = EXIT_MET;

    for (size_t i = 0; i < testing->count; i++) {
        const struct cli_tested *tested = &testing->list[i];

        if (tested->cases_broken)
            return EXIT_MISUSED;
        if (tested->cases_failed || tested->lacking || tested->stale_count ||
            cli_score(tested) < CLI_SCORE * 10)
            status = EXIT_NOT_MET;
    }
    return status;
}

static int
print_tested(const struct cli_testing *testing)
{
    const struct cli_options *options = testing->options;
    FILE *stream = stdout;
    int status = cli_tested_status(testing);

    if (options->output)
        stream = fopen(options->output, "wb");
    if (!stream)
        return cli_fail("%s: %s", options->output, strerror(errno));
    if (options->format == FISC_FORMAT_JSON)
        cli_test_json(stream, testing);
    else if ((int)options->format == CLI_FORMAT_JUNIT)
        cli_test_junit(stream, testing);
    else
        cli_test_text(stream, testing);
    if (stream != stdout && (ferror(stream) | (fclose(stream) != 0)))
        return cli_fail("%s: %s", options->output, strerror(errno));
    return status;
}

/* A key that is mistyped chooses nothing, and all would seem well. */
static int
look_for_only(const struct cli_testing *testing)
{
    const char *only = testing->options->only;
    size_t clauses = 0;

    for (size_t i = 0; i < testing->count; i++)
        clauses += testing->list[i].clauses;
    return only && clauses == 0
               ? cli_fail("--only: no clause's key begins with \"%s\"", only)
               : 0;
}

static int
test_folders(struct fisc_context *context, const struct cli_options *options,
             const struct cli_folders *folders)
{
    struct cli_testing testing = {
        .options = options,
        .list = cli_resize(NULL, folders->count, sizeof *testing.list)};
    int status = 0;

    for (size_t i = 0; i < folders->count && status == 0; i++) {
        testing.list[i] = (struct cli_tested){.folder = folders->list[i]};
        status = test_policy(context, options, &testing.list[i]);
        testing.count++;
    }
    if (status == 0)
        status = look_for_only(&testing);
    if (status == 0)
        status = print_tested(&testing);
    for (size_t i = 0; i < testing.count; i++)
        fisc__tests_free(testing.list[i].tests);
    free(testing.list);
    return status;
}

int
cli_test(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count)
{
    struct cli_options chosen = *options;
    struct cli_folders folders = {NULL, 0};
    struct fisc_context *context;
    int status;

    (void)command;
    if (!options->jobs_given)
        chosen.jobs = cli_processors();
    status = cli_find_folders(&folders, arguments, count);
    if (status == 0)
        status = cli_context(options, &context);
    if (status == 0) {
        status = test_folders(context, &chosen, &folders);
        fisc_context_unref(context);
    }
    cli_folders_done(&folders);
    return cli_finish(status);
}
