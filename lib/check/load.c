/* SPDX-License-Identifier: MIT */
/* Loading check files: one protected run each, kept only if it is sound. */

#include "check/load.h"

#include <string.h>

#include "base/utf8.h"
#include "check/defects.h"
#include "check/scan.h"
#include "check/trap.h"

void
fisc__checks_init(struct fisc__checks *checks, struct fisc__arena *arena,
                  struct fisc__expressions *expressions)
{
    *checks = (struct fisc__checks){.arena = arena, .expressions = expressions};
    fisc__names_init(&checks->keys, arena->context, arena, NULL);
}

void
fisc__checks_done(struct fisc__checks *checks)
{
    struct fisc_context *context = checks->arena->context;

    fisc__free(context, checks->list, checks->capacity * sizeof *checks->list);
    fisc__free(context, checks->files,
               checks->file_capacity * sizeof *checks->files);
    fisc__names_done(&checks->keys);
    fisc__checks_init(checks, checks->arena, checks->expressions);
}

const struct fisc__check *
fisc__checks_find(const struct fisc__checks *checks, const char *clause)
{
    uint32_t number = fisc__names_find(&checks->keys, clause, strlen(clause));

    return number ? &checks->list[number - 1] : NULL;
}

const struct fisc__place *
fisc__checks_function_place(const struct fisc__checks *checks,
                            uint32_t function)
{
    const struct fisc__check_file *file =
        checks->files[fisc__checks_file_of(checks, function)];

    return &file->functions[function - file->first_function].place;
}

size_t
fisc__checks_file_of(const struct fisc__checks *checks, uint32_t function)
{
    size_t low = 0, high = checks->file_count;

    /* The last file whose first function is not after this one. */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (checks->files[middle]->first_function <= function)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* ---- the chunk -----------------------------------------------------------*/

/* [-0, +0, v] What Lua says of a text that it does not compile. */
static void
refuse_syntax(lua_State *L)
{
    struct fisc__loader *loader = fisc__loader_of(L);
    struct fisc__place place = {loader->file->name, 0, 0};
    const char *text =
        fisc__sandbox_message(luaL_checkstring(L, -1), &place.line);
    const char *near = strstr(text, " near '");
    struct fisc_error error;

    if (near) {
        size_t length = strlen(near + 7);

        lua_pushlstring(L, near + 7, length ? length - 1 : 0);
        place.column = fisc__columns_find(&loader->lines, place.line,
                                          lua_tostring(L, -1), NULL);
    }
    fisc__error(&error, FISC_ERR_SYNTAX, &place, "%s", text);
    fisc__trap_error(L, &error);
}

/* What a look at the tokens needs; too large for a small thread's stack. */
struct token_scan {
    struct fisc__scanner scanner;
    struct fisc__defect_scan defects;
};

/* [-0, +0, v] Refuses tokens that lose requirements or are miscompiled. */
static void
refuse_tokens(lua_State *L, const struct fisc__check_file *file)
{
    struct token_scan *scan = lua_newuserdatauv(L, sizeof *scan, 0);
    struct fisc__token token;

    memset(scan, 0, sizeof *scan);
    fisc__scanner_init(&scan->scanner, file->text, file->length);
    scan->defects.defects = fisc__loader_of(L)->checks->defects;
    do {
        struct fisc__place place = {.file = file->name};
        const char *wrong;

        token = fisc__scanner_next(&scan->scanner);
        place.line = token.line;
        place.column = token.column;
        if (fisc__scanner_is_trap(&scan->scanner, &token))
            fisc__trap_place(L, &place,
                             "'%.*s' outside a function loses requirements: "
                             "use all, any, no and eq, or move it into one",
                             (int)token.length, token.text);
        wrong = fisc__defects_note(&scan->defects, &token);
        if (wrong)
            fisc__trap_place(L, &place, "%s", wrong);
    } while (token.kind != FISC__TOKEN_END);
    lua_pop(L, 1);
}

/* [-n, +0, v] What a chunk returns counts only where it is tried out. */
static void
take_results(lua_State *L, const struct fisc__check_file *file, int count)
{
    bool load = fisc__sandbox_of(L)->mode == FISC__MODE_LOAD;

    if (load && file->single)
        fisc__declare_single(L, count);
    else if (load && count > 0 && !lua_isnil(L, -count))
        fisc__trap_place(L, &(struct fisc__place){file->name, 0, 0},
                         "a check file returns nothing: it declares checks by "
                         "check \"…\" { … }");
    else if (file->single && count == 1 && lua_isfunction(L, -1))
        fisc__functions_add(L, -1);
    lua_pop(L, count);
}

/* Does the text escape a NUL? It has none itself. */
static bool
may_have_nul(const struct fisc__check_file *file)
{
    static const char *const escapes[] = {"0", "x00", "u{0"};

    for (size_t i = 0; i + 1 < file->length; i++)
        for (size_t e = 0; e < 3 && file->text[i] == '\\'; e++)
            if (file->length - i - 1 >= strlen(escapes[e]) &&
                memcmp(file->text + i + 1, escapes[e], strlen(escapes[e])) == 0)
                return true;
    return false;
}

void
fisc__chunk_run(lua_State *L, const struct fisc__check_file *file)
{
    bool load = fisc__sandbox_of(L)->mode == FISC__MODE_LOAD;
    int base = lua_gettop(L), status;

    fisc__functions_forget(L);
    if (may_have_nul(file))
        fisc__sandbox_of(L)->weights.has_nul = true;
    status = luaL_loadbufferx(L, file->text, file->length, FISC__CHUNK, "t");
    if (status == LUA_ERRMEM)
        fisc__sandbox_stop(L, fisc__sandbox_of(L)->host_refused
                                  ? FISC__END_HOST_MEMORY
                                  : FISC__END_MEMORY);
    if (status != LUA_OK && load)
        refuse_syntax(L);
    if (status != LUA_OK)
        lua_error(L);
    if (load)
        refuse_tokens(L, file);
    fisc__environment_push(L);
    if (!lua_setupvalue(L, -2, 1)) /* an empty chunk has none */
        lua_pop(L, 1);
    fisc__sandbox_call(L, 0, LUA_MULTRET);
    luaL_checkstack(L, LUA_MINSTACK, NULL);
    take_results(L, file, lua_gettop(L) - base);
}

/* ---- declarations --------------------------------------------------------*/

static void
refuse_second(lua_State *L, const struct fisc__check *check,
              const struct fisc__check *before, const char *what)
{
    struct fisc_error error;

    fisc__error_item(
        &error, FISC_ERR_CONFLICT, &check->place, check->clause,
        "%s '%s' %s at %s:%u", before->replaced ? "the check of" : "the clause",
        check->clause, what, before->place.file, before->place.line);
    fisc__trap_error(L, &error);
}

/* The check of a key so far: of this file or of those before. */
static const struct fisc__check *
check_before(const struct fisc__loader *loader, const char *clause)
{
    uint32_t hash = fisc__hash(clause, strlen(clause));

    for (size_t i = loader->declaration_count; i-- > 0;)
        if (loader->declarations[i].hash == hash &&
            strcmp(loader->declarations[i].check.clause, clause) == 0)
            return &loader->declarations[i].check;
    return fisc__checks_find(loader->checks, clause);
}

void
fisc__declare(lua_State *L, const struct fisc__declaration *declaration)
{
    struct fisc__loader *loader = fisc__loader_of(L);
    const struct fisc__check *check = &declaration->check;
    const struct fisc__check *before = check_before(loader, check->clause);
    struct fisc__declaration *kept;
    struct fisc_error error;

    fisc__charge(L, loader->declaration_count);
    if (before && before->replaced && declaration->replaces)
        refuse_second(L, check, before, "is replaced already,");
    if (before && !declaration->replaces)
        refuse_second(L, check, before, "has a check already,");
    if (!before && declaration->replaces) {
        fisc__error_item(&error, FISC_ERR_NOTFOUND, &check->place,
                         check->clause, "there is no check of '%s' to replace",
                         check->clause);
        fisc__trap_error(L, &error);
    }
    if (!fisc__grow(loader->checks->arena->context, &loader->declarations,
                    &loader->declaration_capacity, loader->declaration_count,
                    sizeof *kept))
        fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
    kept = &loader->declarations[loader->declaration_count];
    *kept = *declaration;
    kept->check.replaced = declaration->replaces;
    kept->hash = fisc__hash(check->clause, strlen(check->clause));
    kept->check.clause =
        fisc__arena_string(loader->checks->arena, check->clause);
    if (!kept->check.clause)
        fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
    loader->declaration_count++;
}

/* [-0, +0, v] Lua turns `flag "a" and flag "b"` into b: then a is here. */
static void
refuse_unused(lua_State *L, const struct fisc__loader *loader)
{
    for (size_t i = 0; i < loader->record_count; i++) {
        const struct fisc__record *record = &loader->records[i];

        if (!record->used)
            fisc__trap_place(L, &record->place,
                             record->is_builder ? "%s lacks its { … }"
                                                : "no check uses this %s",
                             record->word);
    }
}

/* ---- a whole file --------------------------------------------------------*/

/* [-1, +0, v] The protected run. */
static int
run_file(lua_State *L)
{
    struct fisc__loader *loader = fisc__loader_of(L);

    fisc__environment_open(L);
    fisc__chunk_run(L, loader->file);
    refuse_unused(L, loader);
    fisc__functions_check(L, loader->functions, loader->function_count);
    fisc__functions_weigh(L);
    return 0;
}

static enum fisc_status
failure(const struct fisc__sandbox *sandbox, const char *name,
        struct fisc_error *reterr)
{
    const struct fisc_context_options *options = &sandbox->context->options;
    struct fisc__place place = {name, 0, 0};

    switch (sandbox->end) {
    case FISC__END_HOST_MEMORY:
        return fisc__error_nomem(reterr);
    case FISC__END_BUDGET:
        return fisc__error(reterr, FISC_ERR_BUDGET, &place,
                           "takes more than %llu steps to load",
                           (unsigned long long)options->check_steps);
    case FISC__END_MEMORY:
        return fisc__error(reterr, FISC_ERR_BUDGET, &place,
                           "takes more memory to load than a check may have");
    default:
        if (reterr) {
            *reterr = sandbox->error;
            fisc__error_copy(reterr->where, sizeof reterr->where, name,
                             strlen(name));
        }
        return sandbox->error.status;
    }
}

/* Adds what a sound file has declared. */
static enum fisc_status
keep_file(struct fisc__loader *loader, struct fisc_error *reterr)
{
    struct fisc__checks *checks = loader->checks;
    struct fisc_context *context = checks->arena->context;
    struct fisc__check_file *file = loader->file;

    file->functions = fisc__arena_array(checks->arena, loader->function_count,
                                        sizeof *file->functions);
    if (!file->functions ||
        !fisc__grow(context, &checks->files, &checks->file_capacity,
                    checks->file_count, sizeof *checks->files))
        return fisc__error_nomem(reterr);
    if (loader->function_count)
        memcpy(file->functions, loader->functions,
               loader->function_count * sizeof *file->functions);
    for (size_t i = 0; i < loader->declaration_count; i++) {
        const struct fisc__check *check = &loader->declarations[i].check;
        uint32_t number;

        if (!fisc__grow(context, &checks->list, &checks->capacity,
                        checks->count, sizeof *checks->list))
            return fisc__error_nomem(reterr);
        number = fisc__names_add(&checks->keys, check->clause,
                                 strlen(check->clause));
        if (!number)
            return fisc__error_nomem(reterr);
        if (number > checks->count)
            checks->count++;
        checks->list[number - 1] = *check;
    }
    file->first_function = checks->function_count;
    file->function_count = (uint32_t)loader->function_count;
    checks->function_count += file->function_count;
    checks->files[checks->file_count++] = file;
    return FISC_OK;
}

/* Once for all files: is the linked Lua one that compiles all things well? */
static enum fisc_status
know_defects(struct fisc__checks *checks, struct fisc_error *reterr)
{
    struct fisc_context *context = checks->arena->context;
    enum fisc_status status;

    if (checks->defects_known)
        return FISC_OK;
    status = fisc__lua_defects(context, &checks->defects, reterr);
    if (status != FISC_OK)
        return status;
    checks->defects_known = true;
    if (checks->defects & (FISC__DEFECT_BITWISE | FISC__DEFECT_INDEX))
        fisc__log(context, FISC_LOG_WARNING,
                  "this Lua compiles some expressions wrongly, which check "
                  "files may therefore not use; 5.4.8 or newer is better");
    return FISC_OK;
}

static enum fisc_status
run_loader(struct fisc__loader *loader, struct fisc_error *reterr)
{
    struct fisc_context *context = loader->checks->arena->context;
    struct fisc__check_file *file = loader->file;
    struct fisc__sandbox *sandbox;
    enum fisc_status status;

    if (!fisc__columns_init(&loader->lines, context, file->text, file->length))
        return fisc__error_nomem(reterr);
    status =
        fisc__sandbox_new(context, FISC__MODE_LOAD, loader, &sandbox, reterr);
    if (status != FISC_OK)
        return status;
    if (fisc__sandbox_run(sandbox, run_file, NULL) != FISC__END_NONE)
        status = failure(sandbox, file->name, reterr);
    else
        status = keep_file(loader, reterr);
    if (status == FISC_OK && loader->checks->remarks)
        status = fisc__checks_look(sandbox, file, loader->checks->remarks,
                                   reterr);
    fisc__sandbox_free(sandbox);
    return status;
}

static void
loader_done(struct fisc__loader *loader)
{
    struct fisc_context *context = loader->checks->arena->context;

    fisc__free(context, loader->records,
               loader->record_capacity * sizeof *loader->records);
    fisc__free(context, loader->declarations,
               loader->declaration_capacity * sizeof *loader->declarations);
    fisc__free(context, loader->functions,
               loader->function_capacity * sizeof *loader->functions);
    fisc__columns_done(&loader->lines, context);
}

static enum fisc_status
check_text(const struct fisc__checks *checks, const char *name,
           const char *text, size_t length, struct fisc_error *reterr)
{
    const struct fisc_context_options *options =
        &checks->arena->context->options;
    struct fisc__place place = {name, 0, 0};
    size_t valid;

    if (length > options->max_check_bytes)
        return fisc__error(reterr, FISC_ERR_LIMIT, &place,
                           "is larger than %zu bytes, the limit of a check "
                           "file",
                           options->max_check_bytes);
    valid = fisc__utf8_check(text, length);
    if (valid == length)
        return FISC_OK;
    place.line = place.column = 1;
    for (size_t i = 0; i < valid; i++) {
        place.column++;
        if (text[i] == '\n') {
            place.line++;
            place.column = 1;
        }
    }
    return fisc__error(reterr, FISC_ERR_SYNTAX, &place, "is not UTF-8");
}

static enum fisc_status
load(struct fisc__checks *checks, const char *clause, const char *name,
     const char *text, size_t length, struct fisc_error *reterr)
{
    struct fisc__loader loader = {.checks = checks, .single_clause = clause};
    struct fisc__check_file *file;
    enum fisc_status status = check_text(checks, name, text, length, reterr);

    if (status == FISC_OK)
        status = know_defects(checks, reterr);
    if (status != FISC_OK)
        return status;
    file = fisc__arena_alloc(checks->arena, sizeof *file);
    if (!file)
        return fisc__error_nomem(reterr);
    file->name = fisc__arena_string(checks->arena, name);
    file->text = fisc__arena_copy(checks->arena, text, length);
    file->length = length;
    file->single = clause != NULL;
    if (!file->name || !file->text)
        return fisc__error_nomem(reterr);
    loader.file = file;
    status = run_loader(&loader, reterr);
    loader_done(&loader);
    return status;
}

enum fisc_status
fisc__checks_load(struct fisc__checks *checks, const char *name,
                  const char *text, size_t length, struct fisc_error *reterr)
{
    return load(checks, NULL, name, text, length, reterr);
}

enum fisc_status
fisc__checks_load_single(struct fisc__checks *checks, const char *clause,
                         const char *name, const char *text, size_t length,
                         struct fisc_error *reterr)
{
    return load(checks, clause, name, text, length, reterr);
}
