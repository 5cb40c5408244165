/* SPDX-License-Identifier: MIT */
/*
 * What a check can reach, compared with a list: everything that hangs on _ENV,
 * on ctx and on a text, through tables, metatables and upvalues.
 */

#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "check/environment.h"
#include "check/loading.h"
#include "check/runner.h"

struct walk {
    struct fisc__runner runner;
    struct fisc__buffer out;
};

static void walk_value(lua_State *L, struct fisc__buffer *out, const char *path,
                       int seen);

/* The entries of the table on top, in order. */
static void
walk_entries(lua_State *L, struct fisc__buffer *out, const char *path, int seen)
{
    int table = lua_gettop(L);

    lua_pushvalue(L, table);
    fisc__sorted_keys(L);
    for (lua_Integer i = 1; lua_rawgeti(L, table + 1, i) != LUA_TNIL; i++) {
        char below[300];

        snprintf(below, sizeof below, "%s.%s", path, lua_tostring(L, -1));
        lua_rawget(L, table);
        walk_value(L, out, below, seen);
        lua_pop(L, 1);
    }
    lua_settop(L, table);
}

/* Pops nothing; each object is described where it is met first. */
static void
walk_value(lua_State *L, struct fisc__buffer *out, const char *path, int seen)
{
    int value = lua_gettop(L);
    const void *identity = lua_topointer(L, value);

    luaL_checkstack(L, 30, NULL);
    fisc__buffer_format(out, "%s: %s\n", path, luaL_typename(L, value));
    if (lua_type(L, value) != LUA_TSTRING && identity) {
        if (lua_rawgetp(L, seen, identity) != LUA_TNIL) {
            lua_settop(L, value);
            return;
        }
        lua_pushboolean(L, 1);
        lua_rawsetp(L, seen, identity);
    }
    lua_settop(L, value);
    if (lua_type(L, value) == LUA_TTABLE)
        walk_entries(L, out, path, seen);
    lua_settop(L, value);
    if (lua_getmetatable(L, value)) {
        char below[300];

        snprintf(below, sizeof below, "%s<meta>", path);
        walk_value(L, out, below, seen);
    }
    lua_settop(L, value);
    for (int i = 1; lua_type(L, value) == LUA_TFUNCTION &&
                    lua_getupvalue(L, value, i) != NULL;
         i++) {
        char below[300];

        snprintf(below, sizeof below, "%s<upvalue>", path);
        walk_value(L, out, below, seen);
        lua_settop(L, value);
    }
}

static int
walk_all(lua_State *L)
{
    struct fisc__buffer *out = lua_touserdata(L, 1);

    lua_settop(L, 0);
    fisc__environment_open(L);
    fisc__runner_of(L)->ctx = fisc__ctx_open(L);
    lua_newtable(L);
    fisc__environment_push(L);
    walk_value(L, out, "_ENV", 1);
    lua_settop(L, 1);
    fisc__ctx_push(L);
    walk_value(L, out, "ctx", 1);
    lua_settop(L, 1);
    lua_pushliteral(L, "");
    walk_value(L, out, "\"\"", 1);
    return 0;
}

/* Shows the first line that differs: the whole is long. */
static void
compare_lists(const char *given, const char *expected)
{
    size_t i = 0, line = 0;

    while (given[i] && given[i] == expected[i])
        if (given[i++] == '\n')
            line = i;
    ck_assert_msg(given[i] == expected[i],
                  "%.*s\nstands where\n%.*s was "
                  "expected",
                  (int)strcspn(given + line, "\n"), given + line,
                  (int)strcspn(expected + line, "\n"), expected + line);
}

START_TEST(environment__is_exactly_the_list)
{
    char *path = source_path("tests/data/check/environment.txt");
    char *expected = getenv("FISC_UPDATE") ? NULL : read_text(path, NULL);
    struct walk walk = {0};

    ck_assert_int_eq(fisc_context_new(NULL, &walk.runner.context, NULL),
                     FISC_OK);
    fisc__buffer_init(&walk.out, walk.runner.context);
    ck_assert_int_eq(fisc__sandbox_new(walk.runner.context, FISC__MODE_REPLAY,
                                       &walk.runner, &walk.runner.sandbox,
                                       NULL),
                     FISC_OK);
    ck_assert_int_eq(
        fisc__sandbox_run(walk.runner.sandbox, walk_all, &walk.out),
        FISC__END_NONE);
    if (expected)
        compare_lists(fisc__buffer_text(&walk.out), expected);
    else
        fputs(fisc__buffer_text(&walk.out), stdout);
    fisc__sandbox_free(walk.runner.sandbox);
    fisc__buffer_done(&walk.out);
    fisc_context_unref(walk.runner.context);
    free(expected);
    free(path);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("sandbox");

    tcase_add_test(tests, environment__is_exactly_the_list);
    return run_case("check", tests);
}
