/* SPDX-License-Identifier: MIT */
/* Which functions are over before the sandbox's hook would look at them. */

#include "check/load.h"
#include "check/scan.h"

enum { INSTRUCTION = 4 }; /* bytes, as Lua writes one */

/* What a line has, as far as an instruction of it may run twice. */
enum { HAS_FUNCTION = 1, HAS_REPETITION = 2 };

static bool
is_repetition(const struct fisc__token *token)
{
    static const char *const words[] = {"for", "goto", "repeat", "while"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (fisc__token_is(token, words[i]))
            return true;
    return false;
}

/* Notes what each line of the file has; `lines` are as many as there are. */
static void
note_lines(const struct fisc__check_file *file, unsigned char *lines)
{
    struct fisc__scanner scanner;
    struct fisc__token token;

    fisc__scanner_init(&scanner, file->text, file->length);
    while ((token = fisc__scanner_next(&scanner)).kind != FISC__TOKEN_END) {
        unsigned char *line = &lines[token.line - 1];

        if (token.kind != FISC__TOKEN_NAME)
            continue;
        /* A second function makes a repetition possible. */
        if (is_repetition(&token) ||
            (fisc__token_is(&token, "function") && *line))
            *line |= HAS_REPETITION;
        else if (fisc__token_is(&token, "function"))
            *line |= HAS_FUNCTION;
    }
}

static bool
are_straight(const unsigned char *lines, int first, int last)
{
    size_t functions = 0;

    for (int i = first; i <= last; i++) {
        functions += lines[i - 1] & HAS_FUNCTION;
        if (lines[i - 1] & HAS_REPETITION || functions > 1)
            return false;
    }
    return true;
}

static int
count_bytes(lua_State *L, const void *bytes, size_t size, void *data)
{
    (void)L;
    (void)bytes;
    *(size_t *)data += size;
    return 0;
}

/* [-0, +0, m] Is the function on top written in that many instructions? */
static bool
is_short(lua_State *L, size_t instructions)
{
    size_t size = 0;

    return lua_dump(L, count_bytes, &size, 1) == LUA_OK &&
           size < instructions * INSTRUCTION;
}

/* [-0, +0, -] Does the function on top hold on to one that is Lua's? */
static bool
has_function(lua_State *L)
{
    bool ret = false;

    for (int i = 1; !ret && lua_getupvalue(L, -1, i) != NULL; i++) {
        ret = lua_isfunction(L, -1) && !lua_iscfunction(L, -1);
        lua_pop(L, 1);
    }
    return ret;
}

/*
 * [-0, +0, m] Of the function on top. All else that it can come by and call is
 * written in C: what it reads, ctx, and the environment.
 */
static bool
is_brief(lua_State *L, const unsigned char *lines, size_t line_count)
{
    lua_Debug record;

    lua_pushvalue(L, -1);
    lua_getinfo(L, ">S", &record);
    return record.linedefined > 0 &&
           (size_t)record.lastlinedefined <= line_count &&
           are_straight(lines, record.linedefined, record.lastlinedefined) &&
           !has_function(L) && is_short(L, FISC__HOOK_STEPS);
}

void
fisc__functions_weigh(lua_State *L)
{
    struct fisc__loader *loader = fisc__loader_of(L);
    size_t line_count = loader->lines.count;
    unsigned char *lines;

    if (!loader->function_count)
        return;
    luaL_checkstack(L, 6, NULL);
    lines = lua_newuserdatauv(L, line_count + 1, 0);
    memset(lines, 0, line_count + 1);
    note_lines(loader->file, lines);
    fisc__charge(L, loader->file->length / 16);
    fisc__functions_push(L);
    for (size_t f = 0; f < loader->function_count; f++) {
        lua_rawgeti(L, -1, (lua_Integer)f + 1);
        loader->functions[f].is_brief = is_brief(L, lines, line_count);
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
}
