/* SPDX-License-Identifier: MIT */
#ifndef CHECK_RUNNING_H
#define CHECK_RUNNING_H

/* What a test of functions needs: a vocabulary, a description, an outcome. */

#include <stdlib.h>

#include "base/buffer.h"
#include "check/loading.h"
#include "requirement/graph.h"
#include "requirement/run.h"
#include "xml/xml.h"

struct running {
    struct loading loading;
    struct fisc__vocabulary vocabulary;
    struct fisc_system *system;
    struct fisc__graph *graph;
    struct fisc__runner *runner;
    struct fisc__buffer text; /* the outcome, written out */
};

static inline enum fisc_status
running_vocabulary(struct running *running)
{
    char *path = source_path("tests/data/check/functions/vocabulary.xml");
    size_t length;
    char *text = read_text(path, &length);
    struct fisc__arena *arena = &running->loading.arena;
    struct fisc__xml *root;
    enum fisc_status status =
        fisc__vocabulary_init(&running->vocabulary, arena, NULL);

    if (status == FISC_OK) {
        status = fisc__xml_parse(arena, "vocabulary.xml", text, length, &root,
                                 NULL);
        if (status == FISC_OK)
            status = fisc__vocabulary_read(&running->vocabulary, root, NULL);
        if (status != FISC_OK)
            fisc__vocabulary_done(&running->vocabulary);
    }
    free(text);
    free(path);
    return status;
}

static inline enum fisc_status
running_system(struct running *running)
{
    char *path = source_path("tests/data/check/functions/system.json");
    size_t length;
    char *text = read_text(path, &length);
    enum fisc_status status =
        fisc_system_parse(running->loading.context, "system.json", text,
                          length, FISC_SYSTEM_JSON, &running->system, NULL);

    free(text);
    free(path);
    return status;
}

/* Params: "days" is the integer 30, "kinds" a set; "age" is unset. */
static inline enum fisc_status
running_param(void *data, const char *clause, const char *name,
              const struct fisc__place *place,
              const struct fisc__param_read **ret, struct fisc_error *reterr)
{
    static const char *const days[] = {"30"}, *const on[] = {"true"},
                             *const kinds[] = {"b", "a"},
                             *const ratio[] = {"0.5"},
                             *const period[] = {"90d"};
    static const struct {
        const char *name;
        struct fisc__param_read read;
    } params[] = {
        {"days", {FISC__KNOWN, days, 1, "integer", "param:days"}},
        {"on", {FISC__KNOWN, on, 1, "boolean", "param:on"}},
        {"kinds", {FISC__KNOWN, kinds, 2, "set", "param:kinds"}},
        {"ratio", {FISC__KNOWN, ratio, 1, "decimal", "param:ratio"}},
        {"period", {FISC__KNOWN, period, 1, "period", "param:period"}},
        {"age", {FISC__UNSET, NULL, 0, "period", "param:age"}},
    };

    (void)data;
    (void)clause;
    for (size_t i = 0; i < sizeof params / sizeof *params; i++)
        if (strcmp(params[i].name, name) == 0) {
            *ret = &params[i].read;
            return FISC_OK;
        }
    return fisc__error(reterr, FISC_ERR_INVALID, place, "no param '%s'",
                       name);
}

static inline enum fisc_status
running_begin(struct running *running,
              const struct fisc_context_options *options)
{
    enum fisc_status status;

    memset(running, 0, sizeof *running);
    loading_begin(&running->loading, options);
    fisc__buffer_init(&running->text, running->loading.context);
    status = running_vocabulary(running);
    if (status == FISC_OK)
        status = running_system(running);
    return status;
}

static inline void
running_end(struct running *running)
{
    fisc__runner_free(running->runner);
    fisc__graph_free(running->graph);
    fisc_system_unref(running->system);
    if (running->vocabulary.arena)
        fisc__vocabulary_done(&running->vocabulary);
    fisc__buffer_done(&running->text);
    loading_end(&running->loading);
}

/* Compiles the requirement of every check; the nodes are in their order. */
static inline enum fisc_status
running_compile(struct running *running, uint32_t *nodes)
{
    const struct fisc__checks *checks = &running->loading.checks;
    struct fisc_error *error = &running->loading.error;
    enum fisc_status status =
        fisc__graph_new(running->loading.context, &running->vocabulary,
                        running_param, NULL, &running->graph, error);

    for (size_t i = 0; status == FISC_OK && i < checks->count; i++)
        status = fisc__graph_add(running->graph, checks->list[i].clause,
                                 checks->list[i].requirement, &nodes[i],
                                 error);
    if (status == FISC_OK)
        status = fisc__graph_finish(running->graph, error);
    if (status == FISC_OK)
        status = fisc__runner_new(running->loading.context, checks,
                                  &running->runner, error);
    return loading_note(&running->loading, status);
}

static inline void
running_write(struct running *running, const struct fisc__outcome *outcome)
{
    static const char *const verdicts[] = {"fail", "pass", "unknown", "error",
                                           "notapplicable"};
    struct fisc__buffer *out = &running->text;

    fisc__buffer_string(out, verdicts[outcome->verdict]);
    if (outcome->path)
        fisc__buffer_format(out, " %s %s", fisc__state_name(outcome->state),
                            outcome->path);
    if (outcome->reason)
        fisc__buffer_format(out, " %s: %s", outcome->reason, outcome->error);
    if (outcome->message.ja)
        fisc__buffer_format(out, " ja:%s", outcome->message.ja);
    if (outcome->message.en)
        fisc__buffer_format(out, " en:%s", outcome->message.en);
    for (size_t i = 0; i < outcome->detail_count; i++)
        fisc__buffer_format(out, " %s=%s", outcome->details[i].name,
                            outcome->details[i].value);
    fisc__buffer_char(out, '\n');
}

/*
 * Evaluates every check as of 2026-04-01 and writes the outcome of each that is
 * a function, a line each.
 */
static inline enum fisc_status
running_evaluate(struct running *running, const uint32_t *nodes)
{
    struct fisc__meter meter = {0};
    struct fisc__run_input input = {.graph = running->graph,
                                    .system = running->system,
                                    .as_of = 20544,
                                    .call = fisc__runner_call,
                                    .call_data = running->runner,
                                    .meter = &meter};
    struct fisc__run *run = NULL;
    enum fisc_status status =
        fisc__run_new(running->loading.context, &input, &run,
                      &running->loading.error);

    if (status == FISC_OK)
        status = fisc__run_eval(run, &running->loading.error);
    for (size_t i = 0; status == FISC_OK && i < running->loading.checks.count;
         i++) {
        const struct fisc__outcome *outcome =
            fisc__run_outcome(run, nodes[i], 0);

        if (outcome)
            running_write(running, outcome);
    }
    fisc__run_free(run);
    return loading_note(&running->loading, status);
}

/* The outcome of a chunk that returns a function; or the error's line. */
static inline const char *
running_single(struct running *running, const char *name, const char *text,
               size_t length)
{
    uint32_t node;

    if (loading_single(&running->loading, name, text, length) != FISC_OK ||
        running_compile(running, &node) != FISC_OK ||
        running_evaluate(running, &node) != FISC_OK)
        return running->loading.line;
    return fisc__buffer_text(&running->text);
}

#endif
