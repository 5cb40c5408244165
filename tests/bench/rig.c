/* SPDX-License-Identifier: MIT */
/* The workload loaded, and the floor: Lua functions on ready tables. */

#define _GNU_SOURCE
#include "bench/rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <lauxlib.h>
#include <lualib.h>

enum { LUA_CHUNK = 100 };

void
bench_need(enum fisc_status status, const struct fisc_error *error)
{
    char text[1100];

    if (!status)
        return;
    if (error)
        fisc_error_format(error, text, sizeof text);
    fprintf(stderr, "%s\n", error ? text : fisc_status_name(status));
    exit(1);
}

/* ---- the floor -----------------------------------------------------------*/

static lua_State *
lua_rules(size_t rules)
{
    lua_State *L = luaL_newstate();

    luaL_openlibs(L);
    lua_checkstack(L, BENCH_SYSTEMS + 20);
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

double
bench_cpu(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static volatile size_t sink;

double
bench_floor(const struct bench_rig *rig)
{
    lua_State *L = rig->lua;
    double start = bench_cpu();

    for (size_t s = 0; s < BENCH_SYSTEMS; s++)
        for (size_t i = 0; i < rig->rules; i++) {
            lua_rawgeti(L, 1, (lua_Integer)i + 1);
            lua_pushvalue(L, (int)(2 + s));
            lua_call(L, 1, 1);
            sink += (size_t)lua_toboolean(L, -1);
            lua_pop(L, 1);
        }
    return (bench_cpu() - start) / (double)(BENCH_SYSTEMS * rig->rules);
}

/* ---- libfisc -------------------------------------------------------------*/

struct fisc_policy *
bench_policy(struct fisc_context *context, size_t rules,
             char *(*text)(size_t, size_t))
{
    size_t files = (rules + LUA_CHUNK - 1) / LUA_CHUNK;
    struct fisc_source *sources = calloc(files + 2, sizeof *sources);
    struct fisc_policy *policy = NULL;
    struct fisc_error error;
    char (*names)[32] = calloc(files, sizeof *names);

    sources[0].name = "catalog.xml";
    sources[0].data = bench_catalog_text(rules);
    sources[1].name = "vocabulary.xml";
    sources[1].data = bench_vocabulary_text();
    for (size_t i = 0; i < files; i++) {
        snprintf(names[i], sizeof names[i], "rules-%zu.lua", i);
        sources[i + 2].name = names[i];
        sources[i + 2].data = text(i * LUA_CHUNK, LUA_CHUNK);
    }
    for (size_t i = 0; i < files + 2; i++) {
        sources[i].size = sizeof *sources;
        sources[i].length = strlen(sources[i].data);
    }
    bench_need(fisc_policy_load(context, sources, files + 2, &policy, &error),
               &error);
    for (size_t i = 0; i < files + 2; i++)
        free((char *)sources[i].data);
    free(sources);
    free(names);
    return policy;
}

struct fisc_evaluator *
bench_evaluator(struct fisc_policy *policy)
{
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_error error;

    bench_need(fisc_evaluator_new(policy, &evaluator, &error), &error);
    return evaluator;
}

struct fisc_report *
bench_evaluate(const struct bench_rig *rig, struct fisc_evaluator *evaluator,
               size_t system)
{
    struct fisc_eval_options options = {.size = sizeof options,
                                        .as_of = BENCH_AS_OF};
    struct fisc_report *report = NULL;
    struct fisc_error error;

    bench_need(fisc_eval(evaluator, rig->systems[system], &options, &report,
                         &error),
               &error);
    return report;
}

void
bench_check_answers(const struct bench_rig *rig,
                    struct fisc_evaluator *evaluator, const char *what)
{
    unsigned char *got = malloc(rig->rules);

    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        struct fisc_report *report = bench_evaluate(rig, evaluator, s);

        fisc_report_results(report, got, rig->rules);
        for (size_t i = 0; i < rig->rules; i++) {
            struct bench_rule rule = bench_rule(i);
            int wanted = bench_by_hand(&rule, &rig->facts[s]);
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

/* ---- the rig -------------------------------------------------------------*/

void
bench_rig_open(struct bench_rig *rig, size_t rules, int gaps)
{
    struct fisc_error error;

    memset(rig, 0, sizeof *rig);
    rig->rules = rules;
    bench_need(fisc_context_new(NULL, &rig->context, &error), &error);
    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        char *text;

        bench_system(s, gaps, &rig->facts[s]);
        text = bench_system_text(&rig->facts[s], s);
        bench_need(fisc_system_parse(rig->context, "bench.json", text,
                                     strlen(text), FISC_SYSTEM_JSON,
                                     &rig->systems[s], &error),
                   &error);
        free(text);
    }
    rig->lua = lua_rules(rules);
    for (size_t s = 0; s < BENCH_SYSTEMS; s++) {
        struct bench_system whole;

        bench_system(s, 0, &whole); /* Lua has no unknown */
        push_system(rig->lua, &whole);
    }
}

void
bench_rig_close(struct bench_rig *rig)
{
    lua_close(rig->lua);
    for (size_t s = 0; s < BENCH_SYSTEMS; s++)
        fisc_system_unref(rig->systems[s]);
    fisc_context_unref(rig->context);
}

/* ---- printing ------------------------------------------------------------*/

void
bench_print(const char *what, double time, double floor)
{
    printf("  %-38s %9.1f ns a rule   %6.2f x floor\n", what, time * 1e3,
           time / floor);
}

void
bench_reached(const char *what, double found, double wanted, const char *unit)
{
    printf("design 8: %s: %.2f %s, wanted %.2f: %s\n", what, found, unit,
           wanted, found <= wanted ? "reached" : "not reached");
}

char *
bench_file(const char *path, size_t *ret_length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t length = 0, got;

    if (!file) {
        fprintf(stderr, "%s can't be read\n", path);
        exit(1);
    }
    do {
        text = realloc(text, length + 65536);
        if (!text)
            exit(1);
        got = fread(text + length, 1, 65535, file);
        length += got;
    } while (got);
    fclose(file);
    text[length] = '\0';
    *ret_length = length;
    return text;
}
