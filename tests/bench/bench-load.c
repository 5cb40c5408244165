/* SPDX-License-Identifier: MIT */
/*
 * Everything around an evaluation: loading what ships, checks from text,
 * reading and writing, evaluators, memory, and a whole process. CPU time of
 * this thread, medians; the source root is FISC_SOURCE_ROOT, the command the
 * first argument.
 */

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "bench/rig.h"
#include "check/check.h"

enum { ROUNDS = 15 };

static const char *root;
static struct fisc_context *context;
static size_t held; /* by what a counting context made */

static void *
count_alloc(void *data, void *block, size_t old_size, size_t new_size)
{
    (void)data;
    held += new_size - (block ? old_size : 0);
    if (new_size)
        return realloc(block, new_size);
    free(block);
    return NULL;
}

static const char *
path_of(const char *relative)
{
    static char paths[8][4096];
    static int next;
    char *path = paths[next++ % 8];

    snprintf(path, sizeof paths[0], "%s/%s", root, relative);
    return path;
}

static struct fisc_policy *
load(struct fisc_context *in, const char *relative)
{
    struct fisc_source source = {.size = sizeof source,
                                 .name = path_of(relative)};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    bench_need(fisc_policy_load(in, &source, 1, &policy, &error), &error);
    return policy;
}

/* Milliseconds of one call, the median of several. */
static double
median_of(void (*work)(void *), void *data)
{
    double times[ROUNDS];

    for (int r = 0; r < ROUNDS; r++) {
        double start = bench_cpu();

        work(data);
        times[r] = (bench_cpu() - start) / 1e3;
    }
    return bench_median(times, ROUNDS);
}

/* ---- policies ------------------------------------------------------------*/

static const char *const policies[] = {"policies/fisc8", "policies/fisc8-cloud",
                                       "policies/fsa-cyber", "policies/csp"};

enum { POLICIES = sizeof policies / sizeof *policies };

static bool
is_there(const char *relative)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/policy.xml", path_of(relative));
    return access(path, R_OK) == 0;
}

static void
load_one(void *data)
{
    fisc_policy_unref(load(context, data));
}

/* As one policy: what they share is read once. */
static struct fisc_policy *
load_together(void)
{
    struct fisc_source sources[POLICIES];
    struct fisc_policy *policy = NULL;
    struct fisc_error error;
    size_t count = 0;

    for (size_t i = 0; i < POLICIES; i++)
        if (is_there(policies[i]))
            sources[count++] = (struct fisc_source){
                .size = sizeof *sources, .name = path_of(policies[i])};
    bench_need(fisc_policy_load(context, sources, count, &policy, &error),
               &error);
    return policy;
}

static void
load_all(void *data)
{
    (void)data;
    fisc_policy_unref(load_together());
}

static long
resident_kib(void)
{
    long pages = 0, all;
    FILE *file = fopen("/proc/self/statm", "r");

    if (file && fscanf(file, "%ld %ld", &all, &pages) != 2)
        pages = 0;
    if (file)
        fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void
bench_policies(void)
{
    long before = resident_kib();
    struct fisc_policy *policy = load_together();
    size_t count = 0;

    bench_reached("all policies that are there, resident",
                  (double)(resident_kib() - before) / 1024, 6, "MiB");
    fisc_policy_unref(policy);
    for (size_t i = 0; i < POLICIES; i++)
        if (is_there(policies[i])) {
            printf("  load %-24s %8.2f ms\n", policies[i],
                   median_of(load_one, (void *)policies[i]));
            count++;
        }
    printf("%zu of %d policies are there\n", count, POLICIES);
    bench_reached("load all policies that are there",
                  median_of(load_all, NULL), 15, "ms");
}

static void
load_checks(void *data)
{
    char **texts = data;
    struct fisc__arena arena;
    struct fisc__expressions expressions;
    struct fisc__checks checks;
    struct fisc_error error;

    fisc__arena_init(&arena, context);
    fisc__expressions_init(&expressions, &arena);
    fisc__checks_init(&checks, &arena, &expressions);
    for (int i = 0; i < 3; i++)
        bench_need(fisc__checks_load(&checks, "rules.lua", texts[i],
                                     strlen(texts[i]), &error),
                   &error);
    fisc__checks_done(&checks);
    fisc__expressions_done(&expressions);
    fisc__arena_done(&arena);
}

static void
bench_checks(void)
{
    char *texts[3];

    for (size_t i = 0; i < 3; i++)
        texts[i] = bench_check_text(i * 100, 100);
    bench_reached("300 checks from text", median_of(load_checks, texts), 2,
                  "ms");
    for (size_t i = 0; i < 3; i++)
        free(texts[i]);
}

/* ---- reading, evaluating, writing ----------------------------------------*/

struct flow {
    const char *name;
    const char *text;
    size_t length;
    struct fisc_policy *policy;
    struct fisc_evaluator *evaluator;
    struct fisc_report *report;
    struct fisc_system *system;
    fisc_date as_of;
    enum fisc_format format;
    size_t written;
};

static void
parse(void *data)
{
    struct flow *flow = data;
    struct fisc_system *system;
    struct fisc_error error;

    bench_need(fisc_system_parse(context, flow->name, flow->text, flow->length,
                                 FISC_SYSTEM_AUTO, &system, &error),
               &error);
    fisc_system_unref(system);
}

static void
new_evaluator(void *data)
{
    struct flow *flow = data;

    fisc_evaluator_free(bench_evaluator(flow->policy));
}

static int
count_bytes(void *data, const char *text, size_t length)
{
    (void)text;
    *(size_t *)data += length;
    return 0;
}

static void
write_report(void *data)
{
    struct flow *flow = data;
    struct fisc_write_options options = {.size = sizeof options,
                                         .format = flow->format};
    struct fisc_error error;

    flow->written = 0;
    bench_need(fisc_report_write(flow->report, &options, count_bytes,
                                 &flow->written, &error),
               &error);
}

static struct fisc_report *
evaluate(struct flow *flow)
{
    struct fisc_eval_options options = {.size = sizeof options,
                                        .as_of = flow->as_of};
    struct fisc_system *system;
    struct fisc_report *report;
    struct fisc_error error;

    bench_need(fisc_system_parse(context, flow->name, flow->text, flow->length,
                                 FISC_SYSTEM_AUTO, &system, &error),
               &error);
    bench_need(fisc_eval(flow->evaluator, system, &options, &report, &error),
               &error);
    fisc_system_unref(system);
    return report;
}

static void
evaluate_parsed(void *data)
{
    const struct flow *flow = data;
    struct fisc_eval_options options = {.size = sizeof options,
                                        .as_of = flow->as_of};
    struct fisc_report *report;

    bench_need(fisc_eval(flow->evaluator, flow->system, &options, &report,
                         NULL), NULL);
    fisc_report_unref(report);
}

static void
run_flow(void *data)
{
    struct flow *flow = data;

    flow->report = evaluate(flow);
    write_report(flow);
    fisc_report_unref(flow->report);
    flow->report = NULL;
}

static void
explain_all(void *data)
{
    const struct flow *flow = data;

    for (size_t i = 0; i < fisc_report_result_count(flow->report); i++) {
        struct fisc_explanation *explanation;

        bench_need(fisc_report_explain(flow->report, i, &explanation, NULL),
                   NULL);
        fisc_explanation_free(explanation);
    }
}

static void
ask_questions(void *data)
{
    const struct flow *flow = data;
    struct fisc_questions *questions;

    bench_need(fisc_report_questions(flow->report, &questions, NULL), NULL);
    fisc_questions_free(questions);
}

/* The facts of a group, each with its date and its source. */
static void
put_group(FILE *out, const char *name, char (*values)[16])
{
    fprintf(out, ",\n\"%s\": {", name);
    for (int i = 0; i < BENCH_FACTS; i++)
        fprintf(out, "%s\"f%d\": {\"value\": %s, \"date\": \"2026-06-15\", "
                "\"source\": \"asset register 2026-06\"}",
                i ? ", " : "", i, values[i]);
    fputs("}", out);
}

static void
put_lists(FILE *out, const struct bench_system *s)
{
    fputs(",\n\"list\": {", out);
    for (int i = 0; i < BENCH_FACTS; i++) {
        fprintf(out, "%s\"f%d\": [", i ? ", " : "", i);
        for (int j = 0; j < BENCH_ITEMS; j++)
            fprintf(out, "%s{\"id\": \"i%d\", \"n\": %d}", j ? ", " : "", j,
                    s->item[i][j]);
        fputs("]", out);
    }
    fputs("}", out);
}

/* The same facts, stated as somebody would who has to prove them. */
static char *
stated_text(const struct bench_system *s, size_t *ret_length)
{
    static char values[4][BENCH_FACTS][16];
    char *text = NULL;
    FILE *out = open_memstream(&text, ret_length);

    for (int i = 0; i < BENCH_FACTS; i++) {
        char day[11];

        fisc_date_format(s->date[i], day);
        strcpy(values[0][i], s->flag[i] ? "true" : "false");
        snprintf(values[1][i], sizeof *values[1], "\"w%d\"", s->word[i]);
        snprintf(values[2][i], sizeof *values[2], "\"%s\"", day);
        snprintf(values[3][i], sizeof *values[3], "\"r%d\"", s->text[i]);
    }
    fputs("{\"format\": \"libfisc-system/1\", \"id\": \"s0\", \"parties\": "
          "[{\"id\": \"bank\", \"roles\": [\"customer\"]}]", out);
    put_group(out, "flag", values[0]);
    put_group(out, "word", values[1]);
    put_group(out, "date", values[2]);
    put_group(out, "text", values[3]);
    put_lists(out, s);
    fputs("}\n", out);
    fclose(out);
    return text;
}

/* 300 rules over a description of some 17 kB: text in, report out. */
static void
bench_flow(void)
{
    struct bench_system facts;
    struct flow flow = {.name = "bench.json", .as_of = BENCH_AS_OF,
                        .format = FISC_FORMAT_JSON};

    bench_system(0, 0, &facts);
    flow.text = stated_text(&facts, &flow.length);
    flow.policy = bench_policy(context, 300, bench_check_text);
    flow.evaluator = bench_evaluator(flow.policy);
    run_flow(&flow);
    printf("300 rules, %zu bytes of JSON in, %zu out\n", flow.length,
           flow.written);
    printf("  parse %.3f ms\n", median_of(parse, &flow));
    bench_reached("JSON text in to JSON report out",
                  median_of(run_flow, &flow), 0.5, "ms");
    fisc_evaluator_free(flow.evaluator);
    fisc_policy_unref(flow.policy);
    free((char *)flow.text);
}

#define EXAMPLES "policies/fisc8/examples/"

static const struct {
    const char *policy, *system;
} shipped[] = {
    {"policies/fisc8", EXAMPLES "internet-banking.json"},
    {"policies/fisc8", EXAMPLES "internet-banking.xml"},
    {"policies/fisc8", EXAMPLES "card-mixed.json"},
    {"policies/fisc8", EXAMPLES "card-mixed.xml"},
    {"policies/example-bank", EXAMPLES "internet-banking.json"},
    {"policies/fisc8-cloud", EXAMPLES "internet-banking.json"},
    {"policies/fsa-cyber", "policies/fsa-cyber/tests/base.json"},
    {"policies/csp", "policies/csp/tests/service.json"},
};

/* What ships over an example: each step, and a microsecond figure a row. */
static void
bench_example(const char *policy, const char *relative)
{
    struct flow flow = {.name = relative};
    double rows;

    if (access(path_of(relative), R_OK) != 0)
        return;
    flow.text = bench_file(path_of(relative), &flow.length);
    fisc_date_parse("2026-06-30", &flow.as_of);
    flow.policy = load(context, policy);
    flow.evaluator = bench_evaluator(flow.policy);
    flow.report = evaluate(&flow);
    rows = (double)fisc_report_result_count(flow.report);
    printf("%s, %s, %.0f rows\n", policy, relative, rows);
    printf("  parse                %8.3f ms\n", median_of(parse, &flow));
    bench_need(fisc_system_parse(context, flow.name, flow.text, flow.length,
                                 FISC_SYSTEM_AUTO, &flow.system, NULL), NULL);
    printf("  evaluate             %8.3f us a row, %.1f x parsing\n",
           median_of(evaluate_parsed, &flow) * 1e3 / rows,
           median_of(evaluate_parsed, &flow) / median_of(parse, &flow));
    fisc_system_unref(flow.system);
    printf("  explain every row    %8.3f us a row\n",
           median_of(explain_all, &flow) * 1e3 / rows);
    printf("  order the questions  %8.3f ms\n",
           median_of(ask_questions, &flow));
    flow.format = FISC_FORMAT_JSON;
    printf("  write JSON           %8.3f ms\n",
           median_of(write_report, &flow));
    flow.format = FISC_FORMAT_TEXT;
    printf("  write text           %8.3f ms\n",
           median_of(write_report, &flow));
    fisc_report_unref(flow.report);
    bench_reached("new evaluator", median_of(new_evaluator, &flow), 0.2,
                  "ms");
    fisc_evaluator_free(flow.evaluator);
    fisc_policy_unref(flow.policy);
    free((char *)flow.text);
}

/* ---- memory --------------------------------------------------------------*/

static void
bench_memory(void)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .alloc = count_alloc};
    struct fisc_context *counting;
    struct fisc_policy *policy;
    struct fisc_evaluator *evaluator;
    size_t before;

    bench_need(fisc_context_new(&options, &counting, NULL), NULL);
    before = held;
    policy = load(counting, "policies/fisc8");
    printf("a policy (fisc8) holds %zu KiB\n", (held - before) / 1024);
    before = held;
    evaluator = bench_evaluator(policy);
    bench_reached("new evaluator holds", (double)(held - before) / 1024, 350,
                  "KiB");
    fisc_evaluator_free(evaluator);
    fisc_policy_unref(policy);
    fisc_context_unref(counting);
}

/* ---- a whole process -----------------------------------------------------*/

static void
run_process(void *data)
{
    char *command = data;
    char policy[4096], system[4096];
    int status;
    pid_t child;

    snprintf(policy, sizeof policy, "%s/policies/fisc8", root);
    snprintf(system, sizeof system,
             "%s/policies/fisc8/examples/internet-banking.json", root);
    fflush(stdout);
    child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stdout))
            _exit(1);
        execl(command, command, "eval", "-p", policy, "--as-of", "2026-06-30",
              "--format", "json", system, (char *)NULL);
        _exit(127);
    }
    if (waitpid(child, &status, 0) != child || WEXITSTATUS(status) == 1 ||
        WEXITSTATUS(status) == 127) {
        fprintf(stderr, "%s failed\n", command);
        exit(1);
    }
}

static double
children_ms(void)
{
    struct rusage usage;

    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static void
bench_process(char *command)
{
    double before = children_ms();

    for (int i = 0; i < ROUNDS; i++)
        run_process(command);
    bench_reached("whole process: start, load, evaluate, report",
                  (children_ms() - before) / ROUNDS, 25, "ms of CPU");
}

int
main(int argc, char **argv)
{
    root = getenv("FISC_SOURCE_ROOT");
    if (!root)
        root = ".";
    bench_need(fisc_context_new(NULL, &context, NULL), NULL);
    bench_policies();
    bench_checks();
    bench_flow();
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++)
        bench_example(shipped[i].policy, shipped[i].system);
    bench_memory();
    if (argc > 1)
        bench_process(argv[1]);
    fisc_context_unref(context);
    return 0;
}
