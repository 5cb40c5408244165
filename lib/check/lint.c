/* SPDX-License-Identifier: MIT */
/* Remarks about a check file that need no run of it. */

#include <string.h>

#include "check/check.h"
#include "check/environment.h"
#include "check/load.h"
#include "check/runner.h"
#include "check/scan.h"

struct lint {
    const char *name;
    const char *text;
    size_t length;
    struct fisc__diagnostics *diagnostics;
    struct fisc__scanner scanner;
};

/* Where the tables lie on the stack. */
enum { NAMES = 1, DECLARED = 2, METHODS = 3 };

/* [-0, +0, v] Adds a remark about a token. */
static void
remark(lua_State *L, struct lint *lint, const struct fisc__token *token,
       enum fisc_log_level level, const char *rule,
       struct fisc__text message)
{
    struct fisc__place place = {lint->name, token->line, token->column};

    if (!fisc__diagnostics_say(lint->diagnostics, level, &place, rule, "",
                               message))
        fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
}

/* ---- what is declared ----------------------------------------------------*/

/* [-0, +0, m] */
static void
declare(lua_State *L, const struct fisc__token *token)
{
    lua_pushlstring(L, token->text, token->length);
    lua_pushboolean(L, 1);
    lua_rawset(L, DECLARED);
}

/*
 * [-0, +0, m] Declares the names up to a token that ends them; returns that.
 * Which scope a name has is not looked at: what is declared nowhere is wrong.
 */
static struct fisc__token
declare_names(lua_State *L, struct fisc__scanner *scanner,
              const char *const *ends)
{
    for (;;) {
        struct fisc__token token = fisc__scanner_next(scanner);

        if (token.kind == FISC__TOKEN_END)
            return token;
        for (size_t i = 0; ends[i]; i++)
            if (fisc__token_is(&token, ends[i]))
                return token;
        if (token.kind == FISC__TOKEN_NAME)
            declare(L, &token);
    }
}

/*
 * [-0, +0, m] local a <const>, b = …; local function f; for k, v in …;
 * function f(a, b); goto l.
 */
static void
collect(lua_State *L, struct lint *lint)
{
    static const char *const for_ends[] = {"in", "=", NULL};
    static const char *const parameter_ends[] = {")", NULL};
    struct fisc__scanner *scanner = &lint->scanner;
    struct fisc__token token = fisc__scanner_next(scanner);
    bool local = false;

    while (token.kind != FISC__TOKEN_END) {
        if (fisc__token_is(&token, "for")) {
            token = declare_names(L, scanner, for_ends);
            local = false;
        } else if (fisc__token_is(&token, "function")) {
            declare_names(L, scanner, parameter_ends);
            local = false;
        } else if (local && (token.kind == FISC__TOKEN_NAME ||
                             fisc__token_is(&token, ",") ||
                             fisc__token_is(&token, "<") ||
                             fisc__token_is(&token, ">"))) {
            if (token.kind == FISC__TOKEN_NAME)
                declare(L, &token);
        } else {
            local = fisc__token_is(&token, "local") ||
                    fisc__token_is(&token, "goto");
        }
        token = fisc__scanner_next(scanner);
    }
}

/* ---- what is used --------------------------------------------------------*/

static bool
is_keyword(const struct fisc__token *token)
{
    static const char *const words[] = {
        "and",      "break",  "do",   "else", "elseif", "end",   "false", "for",
        "function", "goto",   "if",   "in",   "local",  "nil",   "not",   "or",
        "repeat",   "return", "then", "true", "until",  "while", NULL};

    for (size_t i = 0; words[i]; i++)
        if (token->text[0] == words[i][0] && fisc__token_is(token, words[i]))
            return true;
    return false;
}

/* [-0, +0, v] A name that the table at an index does not have. */
static void
unknown(lua_State *L, struct lint *lint, const struct fisc__token *token,
        int table, struct fisc__text where)
{
    const char *name = lua_pushlstring(L, token->text, token->length);
    struct fisc__nearest nearest;
    struct fisc__text message;

    fisc__nearest_init(&nearest, name);
    fisc__offer_keys(L, table, &nearest);
    if (table == NAMES)
        fisc__offer_keys(L, DECLARED, &nearest);
    message.ja = lua_pushfstring(
        L, nearest.best ? "%s '%s' はない。'%s' か" : "%s '%s' はない",
        where.ja, name, nearest.best);
    message.en = lua_pushfstring(
        L, nearest.best ? "%s '%s'; is '%s' meant?" : "%s '%s'", where.en,
        name, nearest.best);
    remark(L, lint, token, FISC_LOG_WARNING, "unknown-word", message);
    lua_pop(L, 3);
}

/* [-0, +0, m] Does the table at an index have a token's text as a key? */
static bool
has(lua_State *L, int table, const struct fisc__token *token)
{
    bool ret;

    lua_pushlstring(L, token->text, token->length);
    ret = lua_rawget(L, table) != LUA_TNIL;
    lua_pop(L, 1);
    return ret;
}

/* [-0, +0, v] The name after `ctx.` or after a library's name and a dot. */
static void
check_member(lua_State *L, struct lint *lint, const struct fisc__token *owner,
             const struct fisc__token *token)
{
    if (fisc__token_is(owner, "ctx")) {
        if (!has(L, METHODS, token))
            unknown(L, lint, token, METHODS,
                    (struct fisc__text){"ctx に", "ctx has no"});
        if (fisc__token_is(token, "optional"))
            remark(L, lint, token, FISC_LOG_WARNING, "leaves-the-law",
                   (struct fisc__text){
                       "optional は欠けた事実に決めさせる。記述が全部でない"
                       "とき、結果は誤りうる",
                       "optional lets a missing fact decide: its result may "
                       "be wrong on an incomplete description"});
        return;
    }
    if (has(L, DECLARED, owner))
        return;
    lua_pushlstring(L, owner->text, owner->length);
    if (lua_rawget(L, NAMES) == LUA_TTABLE) {
        fisc__push_contents(L, -1);
        if (!has(L, lua_gettop(L), token))
            unknown(L, lint, token, lua_gettop(L),
                    (struct fisc__text){"ライブラリに",
                                        "the library has no"});
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* Three tokens in a row, the middle one being looked at. */
struct window {
    struct fisc__token owner; /* the one before `before` */
    struct fisc__token before;
    struct fisc__token token;
    struct fisc__token after;
    bool in_function;
    bool trap;
};

/* { name = … } */
static bool
is_key(const struct window *window)
{
    return fisc__token_is(&window->after, "=") &&
           (fisc__token_is(&window->before, "{") ||
            fisc__token_is(&window->before, ",") ||
            fisc__token_is(&window->before, ";"));
}

/* [-0, +0, v] */
static void
check_token(lua_State *L, struct lint *lint, const struct window *window)
{
    const struct fisc__token *token = &window->token;
    bool member;

    if (window->trap) {
        const char *word = lua_pushlstring(L, token->text, token->length);
        struct fisc__text message;

        message.ja = lua_pushfstring(
            L, "関数の外の '%s' は要件を失わせる。all、any、no、eq を使うか、"
               "関数の中に移す", word);
        message.en = lua_pushfstring(
            L, "'%s' outside a function loses requirements: use all, any, no "
               "and eq, or move it into one", word);
        remark(L, lint, token, FISC_LOG_ERROR, "lost-requirement", message);
        lua_pop(L, 3);
    }
    member = fisc__token_is(&window->before, ".");
    if (token->kind != FISC__TOKEN_NAME ||
        (!member && !window->in_function) || is_keyword(token))
        return;
    if (member) {
        if (window->owner.kind == FISC__TOKEN_NAME)
            check_member(L, lint, &window->owner, token);
        return;
    }
    /* Outside functions an unknown name is an error when the file is loaded. */
    if (!fisc__token_is(&window->before, ":") &&
        !fisc__token_is(&window->before, "::") && !is_key(window) &&
        !has(L, DECLARED, token) && !has(L, NAMES, token))
        unknown(L, lint, token, NAMES,
                (struct fisc__text){"語", "unknown word"});
}

/* [-0, +0, v] */
static void
check_tokens(lua_State *L, struct lint *lint)
{
    struct window window = {.owner = {.kind = FISC__TOKEN_END}};
    bool more;

    do {
        struct fisc__token next = fisc__scanner_next(&lint->scanner);

        window.after = next;
        if (window.token.kind != FISC__TOKEN_END)
            check_token(L, lint, &window);
        /* What the scanner knows of blocks now holds for the next token. */
        window.owner = window.before;
        window.before = window.token;
        window.token = next;
        window.in_function = lint->scanner.functions > 0;
        window.trap = fisc__scanner_is_trap(&lint->scanner, &next);
        more = next.kind != FISC__TOKEN_END;
    } while (more);
}

/*
 * [-1, +0, v] The protected run, in a state that has an environment. Argument:
 * what to look through.
 */
static int
look_through(lua_State *L)
{
    struct lint *lint = lua_touserdata(L, 1);

    lua_settop(L, 0);
    fisc__ctx_open(L);
    fisc__environment_push(L);
    fisc__push_contents(L, -1);
    lua_remove(L, 1);
    lua_newtable(L);
    fisc__ctx_methods_push(L); /* stack: names, declared, methods */
    fisc__scanner_init(&lint->scanner, lint->text, lint->length);
    collect(L, lint);
    fisc__scanner_init(&lint->scanner, lint->text, lint->length);
    check_tokens(L, lint);
    return 0;
}

static int
open_and_look_through(lua_State *L)
{
    fisc__environment_open(L);
    return look_through(L);
}

static enum fisc_status
run_look(struct fisc__sandbox *sandbox, lua_CFunction look, struct lint *lint,
         struct fisc_error *reterr)
{
    struct fisc__place place = {lint->name, 0, 0};
    enum fisc__end end = fisc__sandbox_run(sandbox, look, lint);

    if (end == FISC__END_NONE)
        return FISC_OK;
    if (end == FISC__END_HOST_MEMORY)
        return fisc__error_nomem(reterr);
    return fisc__error(reterr, FISC_ERR_LIMIT, &place,
                       "is too large to be looked through");
}

static struct lint *
lint_new(struct fisc__diagnostics *diagnostics, const char *name,
         const char *text, size_t length)
{
    struct lint *lint = fisc__alloc(diagnostics->arena->context, sizeof *lint);

    if (!lint)
        return NULL;
    lint->name = name;
    lint->text = text;
    lint->length = length;
    lint->diagnostics = diagnostics;
    return lint;
}

/* As much as a new state would have; what is left of the run is mostly waste. */
static void
leave_room(struct fisc__sandbox *sandbox)
{
    size_t most = sandbox->context->options.check_memory;

    if (sandbox->held <= most / 4) {
        sandbox->limit += sandbox->held;
        return;
    }
    fisc__sandbox_settle(sandbox);
    lua_gc(sandbox->state, LUA_GCRESTART);
}

enum fisc_status
fisc__checks_look(struct fisc__sandbox *sandbox,
                  const struct fisc__check_file *file,
                  struct fisc__diagnostics *diagnostics,
                  struct fisc_error *reterr)
{
    struct lint *lint =
        lint_new(diagnostics, file->name, file->text, file->length);
    enum fisc_status status;

    if (!lint)
        return fisc__error_nomem(reterr);
    leave_room(sandbox);
    status = run_look(sandbox, look_through, lint, reterr);
    fisc__free(sandbox->context, lint, sizeof *lint);
    return status;
}

enum fisc_status
fisc__checks_scan(const char *name, const char *text, size_t length,
                  struct fisc__diagnostics *diagnostics,
                  struct fisc_error *reterr)
{
    struct fisc_context *context = diagnostics->arena->context;
    struct lint *lint = lint_new(diagnostics, name, text, length);
    struct fisc__sandbox *sandbox;
    enum fisc_status status;

    if (!lint)
        return fisc__error_nomem(reterr);
    status =
        fisc__sandbox_new(context, FISC__MODE_REPLAY, NULL, &sandbox, reterr);
    if (status == FISC_OK) {
        status = run_look(sandbox, open_and_look_through, lint, reterr);
        fisc__sandbox_free(sandbox);
    }
    fisc__free(context, lint, sizeof *lint);
    return status;
}
