/* SPDX-License-Identifier: MIT */
/*
 * Functions on texts against Lua's own: random subjects and patterns have to
 * give the same results and the same failures.
 */

#include <stdio.h>

#include <lauxlib.h>
#include <lualib.h>

#include "check/environment.h"
#include "check/loading.h"

static uint64_t seed = 88172645463325252u;

static unsigned
random_below(unsigned n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed >> 33) % n;
}

/* A text of pieces of an alphabet. */
static void
random_text(char *text, const char *const *pieces, unsigned count, unsigned n)
{
    text[0] = '\0';
    for (unsigned i = 0; i < n; i++)
        strcat(text, pieces[random_below(count)]);
}

static const char chunk[] =
    "local s, p, r = ...\n"
    "local out = {}\n"
    "local function put(...)\n"
    "  for i = 1, select('#', ...) do\n"
    "    out[#out + 1] = tostring((select(i, ...)))\n"
    "  end\n"
    "  out[#out + 1] = ';'\n"
    "end\n"
    "local function try(f, ...)\n"
    "  local results = table.pack(pcall(f, ...))\n"
    "  if results[1] then put(table.unpack(results, 1, results.n))\n"
    "  else put 'failed' end\n"
    "end\n"
    "try(string.find, s, p)\n"
    "try(string.find, s, p, 3)\n"
    "try(string.find, s, p, -2)\n"
    "try(string.find, s, p, 1, true)\n"
    "try(string.match, s, p)\n"
    "try(string.match, s, p, 2)\n"
    "try(string.gsub, s, p, r)\n"
    "try(string.gsub, s, p, r, 2)\n"
    "try(string.gsub, s, p, function (a, b) return b end)\n"
    "try(function ()\n"
    "  for a, b, c in s:gmatch(p) do put(a, b, c) end\n"
    "end)\n"
    "return table.concat(out, ' ')\n";

struct job {
    const char *text;
    const char *pattern;
    const char *replacement;
    char result[8192];
};

static void
run_chunk(lua_State *L, struct job *job)
{
    lua_pushstring(L, job->text);
    lua_pushstring(L, job->pattern);
    lua_pushstring(L, job->replacement);
    lua_call(L, 3, 1);
    snprintf(job->result, sizeof job->result, "%s", lua_tostring(L, -1));
}

static int
run_ours(lua_State *L)
{
    struct job *job = lua_touserdata(L, 1);

    lua_settop(L, 0);
    fisc__environment_push(L);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        fisc__environment_open(L);
        fisc__environment_push(L);
    }
    luaL_loadstring(L, chunk);
    lua_pushvalue(L, -2);
    lua_setupvalue(L, -2, 1);
    run_chunk(L, job);
    return 0;
}

static void
run_theirs(lua_State *L, struct job *job)
{
    luaL_loadstring(L, chunk);
    run_chunk(L, job);
    lua_settop(L, 0);
}

START_TEST(functions__agree_with_those_of_lua)
{
    static const char *const letters[] = {"a", "b", "c", "1", " ", "(",
                                          ")", ".", "%", "A", "_", "\xc3\xa4"};
    static const char *const pieces[] = {
        "a",     "b",  "c",  ".",  "*",    "+",     "-",  "?",    "(",
        ")",     "()", "%a", "%d", "%s",   "%w",    "%W", "[ab]", "[^a]",
        "[a-c]", "%1", "^",  "$",  "%b()", "%f[a]", "%.", "%%",   "[%a_]",
        "[]a]",  "[",  "%",  "%p", "%u",   "%l",    "%x", "%c"};
    static const char *const replacements[] = {"x",  "%0", "%1", "%2",
                                               "%%", "<",  "%"};
    struct fisc_context *context;
    struct fisc__sandbox *sandbox;
    lua_State *L = luaL_newstate();
    int differing = 0;

    luaL_openlibs(L);
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    ck_assert_int_eq(
        fisc__sandbox_new(context, FISC__MODE_REPLAY, NULL, &sandbox, NULL),
        FISC_OK);
    for (int i = 0; i < 20000 && !differing; i++) {
        char text[64], pattern[64], replacement[16];
        static struct job ours, theirs;

        random_text(text, letters, sizeof letters / sizeof *letters,
                    random_below(10));
        random_text(pattern, pieces, sizeof pieces / sizeof *pieces,
                    1 + random_below(6));
        random_text(replacement, replacements,
                    sizeof replacements / sizeof *replacements,
                    random_below(3));
        ours = theirs = (struct job){text, pattern, replacement, ""};
        run_theirs(L, &theirs);
        ck_assert_int_eq(fisc__sandbox_run(sandbox, run_ours, &ours),
                         FISC__END_NONE);
        ck_assert_msg(strcmp(ours.result, theirs.result) == 0,
                      "'%s' '%s' '%s' gives\n%s\nnot\n%s", text, pattern,
                      replacement, ours.result, theirs.result);
    }
    fisc__sandbox_free(sandbox);
    fisc_context_unref(context);
    lua_close(L);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("patterns");

    tcase_add_test(tests, functions__agree_with_those_of_lua);
    return run_case("check", tests);
}
