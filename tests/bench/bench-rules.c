/* SPDX-License-Identifier: MIT */
/*
 * N rules over 200 facts: libfisc against C that calls the same rules as Lua
 * functions on ready tables (the floor), against its own function leaves and
 * against C written by hand. One run, ratios; every contender's answers are
 * compared before anything is timed.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include <fisc/fisc.h>

#include "bench/workload.h"
#include "policy/policy.h"
#include "requirement/run.h"

enum { ROUNDS = 9, LUA_CHUNK = 100 };

static struct fisc_context *context;
static struct bench_system facts[BENCH_SYSTEMS];
static struct fisc_system *systems[BENCH_SYSTEMS];

static void
need(enum fisc_status status, const struct fisc_error *error)
{
    char text[1100];

    if (!status)
        return;
    fisc_error_format(error, text, sizeof text);
    fprintf(stderr, "%s\n", text);
    exit(1);
}

/* ---- the floor -----------------------------------------------------------*/

static lua_State *
lua_rules(size_t rules)
{
    lua_State *L = luaL_newstate();

    luaL_openlibs(L);
    lua_createtable(L, (int)rules, 0); /* stack: all rules */
    for (size_t i = 0; i < rules; i += LUA_CHUNK) {
        char *text = bench_lua_text(i, LUA_CHUNK);

        if (luaL_loadstring(L, text))
            exit(1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_insert(L, -3); /* stack: all, some, chunk, some */
        lua_call(L, 1, 0);
        for (int k = 1; k <= LUA_CHUNK; k++) {
            lua_rawgeti(L, -1, k);
            lua_rawseti(L, 1, (lua_Integer)i + k);
        }
        lua_pop(L, 1);
        free(text);
    }
    return L;
}

static void
push_list(lua_State *L, const signed char *items)
{
    lua_createtable(L, BENCH_ITEMS, 0);
    for (int j = 0; j < BENCH_ITEMS; j++) {
        lua_createtable(L, 0, 1);
        lua_pushinteger(L, items[j]);
        lua_setfield(L, -2, "n");
        lua_rawseti(L, -2, j + 1);
    }
}

/* A description as a ready table, at index 2 + s of the stack. */
static void
push_system(lua_State *L, const struct bench_system *s)
{
    static const char *const kinds[] = {"flag", "word", "date", "list",
                                        "text"};

    lua_newtable(L);
    for (int kind = 0; kind < 5; kind++) {
        lua_createtable(L, BENCH_FACTS, 0);
        for (int i = 0; i < BENCH_FACTS; i++) {
            switch (kind) {
            case 0:
                lua_pushboolean(L, s->flag[i]);
                break;
            case 1:
                lua_pushfstring(L, "w%d", s->word[i]);
                break;
            case 2:
                lua_pushinteger(L, s->date[i]);
                break;
            case 3:
                push_list(L, s->item[i]);
                break;
            default:
                lua_pushfstring(L, "r%d", s->text[i]);
                break;
            }
            lua_rawseti(L, -2, i + 1);
        }
        lua_setfield(L, -2, kinds[kind]);
    }
}

static size_t
run_lua(lua_State *L, size_t rules, size_t s, unsigned char *ret)
{
    size_t passed = 0;

    for (size_t i = 0; i < rules; i++) {
        lua_rawgeti(L, 1, (lua_Integer)i + 1);
        lua_pushvalue(L, (int)(2 + s));
        lua_call(L, 1, 1);
        ret[i] = (unsigned char)lua_toboolean(L, -1);
        passed += ret[i];
        lua_pop(L, 1);
    }
    return passed;
}

/* ---- libfisc -------------------------------------------------------------*/

static struct fisc_policy *
load(size_t rules, char *(*text)(size_t, size_t))
{
    size_t files = (rules + LUA_CHUNK - 1) / LUA_CHUNK;
    struct fisc_source *sources = calloc(files + 2, sizeof *sources);
    struct fisc_policy *policy = NULL;
    struct fisc_error error;
    char (*names)[32] = calloc(files, sizeof *names);

    for (size_t i = 0; i < files + 2; i++)
        sources[i].size = sizeof *sources;
    sources[0].name = "catalog.xml";
    sources[0].data = bench_catalog_text(rules);
    sources[1].name = "vocabulary.xml";
    sources[1].data = bench_vocabulary_text();
    for (size_t i = 0; i < files; i++) {
        snprintf(names[i], sizeof names[i], "rules-%zu.lua", i);
        sources[i + 2].name = names[i];
        sources[i + 2].data = text(i * LUA_CHUNK, LUA_CHUNK);
    }
    for (size_t i = 0; i < files + 2; i++)
        sources[i].length = strlen(sources[i].data);
    need(fisc_policy_load(context, sources, files + 2, &policy, &error),
         &error);
    for (size_t i = 0; i < files + 2; i++)
        free((char *)sources[i].data);
    free(sources);
    free(names);
    return policy;
}

static struct fisc_evaluator *
evaluator_for(struct fisc_policy *policy)
{
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_error error;

    need(fisc_evaluator_new(policy, &evaluator, &error), &error);
    return evaluator;
}

static struct fisc_report *
evaluate(struct fisc_evaluator *evaluator, size_t s)
{
    struct fisc_eval_options options = {.size = sizeof options,
                                        .as_of = BENCH_AS_OF};
    struct fisc_report *report = NULL;
    struct fisc_error error;

    need(fisc_eval(evaluator, systems[s], &options, &report, &error), &error);
    return report;
}

/* ---- right answers first -------------------------------------------------*/

static void
check_answers(struct fisc_evaluator *evaluator, size_t rules, const char *what)
{
    unsigned char *got = malloc(rules);

    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        struct fisc_report *report = evaluate(evaluator, s);

        fisc_report_results(report, got, rules);
        for (size_t i = 0; i < rules; i++) {
            struct bench_rule rule = bench_rule(i);
            int wanted = bench_by_hand(&rule, &facts[s]);
            unsigned char result = wanted < 0    ? FISC_RESULT_UNKNOWN
                                   : wanted == 0 ? FISC_RESULT_FAIL
                                                 : FISC_RESULT_PASS;

            if (got[i] != result) {
                fprintf(stderr, "%s: rule %zu of system %zu is %s\n", what, i,
                        s, fisc_result_name((enum fisc_result)got[i]));
                exit(1);
            }
        }
        fisc_report_unref(report);
    }
    free(got);
}

/* ---- times ---------------------------------------------------------------*/

static volatile size_t sink;

static double
time_lua(lua_State *L, size_t rules, unsigned char *room)
{
    double start = bench_now();

    for (size_t s = 0; s < BENCH_SYSTEMS; s++)
        sink += run_lua(L, rules, s, room);
    return (bench_now() - start) / (double)(BENCH_SYSTEMS * rules);
}

static double
time_hand(const struct bench_rule *rules, size_t count)
{
    double start = bench_now();

    for (size_t s = 0; s < BENCH_SYSTEMS; s++)
        for (size_t i = 0; i < count; i++)
            sink += (size_t)bench_by_hand(&rules[i], &facts[s]);
    return (bench_now() - start) / (double)(BENCH_SYSTEMS * count);
}

static double
time_eval(struct fisc_evaluator *evaluator, size_t rules)
{
    double start = bench_now();

    for (size_t s = 0; s < BENCH_SYSTEMS; s++)
        fisc_report_unref(evaluate(evaluator, s));
    return (bench_now() - start) / (double)(BENCH_SYSTEMS * rules);
}

static double
time_explain(struct fisc_evaluator *evaluator, size_t rules)
{
    double start = bench_now();

    for (size_t s = 0; s < 4; s++) {
        struct fisc_report *report = evaluate(evaluator, s);

        for (size_t i = 0; i < rules; i++) {
            struct fisc_explanation *explanation;

            need(fisc_report_explain(report, i, &explanation, NULL), NULL);
            fisc_explanation_free(explanation);
        }
        fisc_report_unref(report);
    }
    return (bench_now() - start) / (double)(4 * rules);
}

static void
print(const char *what, double time, double floor)
{
    printf("  %-34s %9.1f ns a rule   %6.2f x floor\n", what, time * 1e3,
           time / floor);
}

static void
bench(size_t rules, int gaps)
{
    struct fisc_policy *policy = load(rules, bench_check_text);
    struct fisc_evaluator *graph = evaluator_for(policy);
    struct bench_rule *list = calloc(rules, sizeof *list);
    unsigned char *room = malloc(rules);
    double floor[ROUNDS], hand[ROUNDS], eval[ROUNDS], explain[ROUNDS],
        function[ROUNDS];
    lua_State *L = NULL;
    struct fisc_policy *functions = NULL;
    struct fisc_evaluator *lua = NULL;
    double base;

    for (size_t i = 0; i < rules; i++)
        list[i] = bench_rule(i);
    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        struct fisc_error error;
        char *text;

        bench_system(s, gaps, &facts[s]);
        text = bench_system_text(&facts[s], s);
        need(fisc_system_parse(context, "bench.json", text, strlen(text),
                               FISC_SYSTEM_JSON, &systems[s], &error),
             &error);
        free(text);
    }
    printf("%zu rules%s, %zu distinct nodes\n", rules,
           gaps ? ", every fifth fact missing" : "",
           fisc__graph_size(policy->graph));
    check_answers(graph, rules, "graph");
    L = lua_rules(rules);
    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        lua_checkstack(L, 100);
        push_system(L, &facts[s]);
    }
    if (rules <= 3000) {
        functions = load(rules, bench_function_text);
        lua = evaluator_for(functions);
        if (!gaps)
            check_answers(lua, rules, "functions");
    }
    for (int r = 0; r < ROUNDS; r++) {
        floor[r] = gaps ? 0 : time_lua(L, rules, room);
        hand[r] = time_hand(list, rules);
        eval[r] = time_eval(graph, rules);
        explain[r] = r < 3 && rules <= 3000 ? time_explain(graph, rules) : 0;
        function[r] = lua && !gaps && r < 3 ? time_eval(lua, rules) : 0;
    }
    base = bench_median(floor, ROUNDS);
    if (gaps)
        base = bench_median(hand, ROUNDS); /* Lua has no unknown */
    else
        print("Lua functions on ready tables", base, base);
    print("C by hand", bench_median(hand, ROUNDS), base);
    print("fisc_eval", bench_median(eval, ROUNDS), base);
    if (rules <= 3000)
        print("fisc_eval, all explained", bench_median(explain, 3), base);
    if (lua && !gaps)
        print("fisc_eval of function leaves", bench_median(function, 3), base);
    lua_close(L);
    fisc_evaluator_free(lua);
    fisc_policy_unref(functions);
    fisc_evaluator_free(graph);
    fisc_policy_unref(policy);
    for (size_t s = 0; s < BENCH_SYSTEMS; s++)
        fisc_system_unref(systems[s]);
    free(room);
    free(list);
}

int
main(int argc, char **argv)
{
    size_t most = argc > 1 ? (size_t)atoi(argv[1]) : 30000;

    need(fisc_context_new(NULL, &context, NULL), NULL);
    for (size_t rules = 300; rules <= most; rules *= 10) {
        bench(rules, 0);
        bench(rules, 1);
    }
    fisc_context_unref(context);
    return 0;
}
