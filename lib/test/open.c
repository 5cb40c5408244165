/* SPDX-License-Identifier: MIT */
/* The tests of a policy folder, opened: files, bases, params. */

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/sort.h"
#include "base/source.h"
#include "test/engine.h"

/* ---- files ---------------------------------------------------------------*/

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);

    return length > tail && strcmp(name + length - tail, ending) == 0;
}

struct listing {
    char **names;
    size_t count, capacity;
};

static bool
list_entries(struct fisc__tests *tests, DIR *folder, struct listing *ret)
{
    struct dirent *entry;

    while ((entry = readdir(folder)) != NULL) {
        char *name;

        if (entry->d_name[0] == '.' || !ends_in(entry->d_name, ".tsv"))
            continue;
        name = fisc__arena_string(&tests->arena, entry->d_name);
        if (!name || !fisc__grow(tests->context, &ret->names, &ret->capacity,
                                 ret->count, sizeof *ret->names))
            return false;
        ret->names[ret->count++] = name;
    }
    return fisc__sort(tests->context, ret->names, ret->count,
                      sizeof *ret->names, by_text);
}

static enum fisc_status
read_file(struct fisc__tests *tests, const char *name,
          struct fisc_error *reterr)
{
    char *path = fisc__arena_format(&tests->arena, "%stests/%s",
                                    tests->inside, name);
    char *text;
    size_t length;
    enum fisc_status status;

    if (!path)
        return fisc__error_nomem(reterr);
    status = fisc__source_read(tests->context, path, &text, &length, reterr);
    if (status)
        return status;
    status = fisc__suite_read(&tests->suite, path, text, length, reterr);
    fisc__free(tests->context, text, length + 1);
    return status;
}

/* In order of their names. */
static enum fisc_status
read_files(struct fisc__tests *tests, struct fisc_error *reterr)
{
    char *path = fisc__arena_format(&tests->arena, "%stests", tests->inside);
    struct listing listing = {0};
    enum fisc_status status = FISC_OK;
    DIR *folder;

    if (!path)
        return fisc__error_nomem(reterr);
    folder = opendir(path);
    if (!folder && errno == ENOENT)
        return FISC_OK;
    if (!folder)
        return fisc__error(reterr, FISC_ERR_IO,
                           &(struct fisc__place){.file = path},
                           "can't be read: %s", strerror(errno));
    if (!list_entries(tests, folder, &listing))
        status = fisc__error_nomem(reterr);
    closedir(folder);
    for (size_t i = 0; i < listing.count && !status; i++)
        status = read_file(tests, listing.names[i], reterr);
    fisc__free(tests->context, listing.names,
               listing.capacity * sizeof *listing.names);
    return status;
}

/* ---- bases ---------------------------------------------------------------*/

static bool
is_file(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (file)
        fclose(file);
    return file != NULL;
}

/* The path itself, or with an ending; NULL where there is none. */
static enum fisc_status
try_endings(struct fisc__tests *tests, const char *path, const char **ret)
{
    static const char *const endings[] = {"", ".json", ".xml"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings && !*ret; i++) {
        char *tried = fisc__arena_format(&tests->arena, "%s%s", path,
                                         endings[i]);

        if (!tried)
            return FISC_ERR_NOMEM;
        if (is_file(tried) && (i > 0 || ends_in(tried, ".json") ||
                               ends_in(tried, ".xml")))
            *ret = tried;
    }
    return FISC_OK;
}

static enum fisc_status
find_path(struct fisc__tests *tests, const struct fisc__test_base *base,
          const char **ret)
{
    static const char *const folders[] = {"tests/", "examples/"};
    const char *path;
    enum fisc_status status = FISC_OK;

    *ret = NULL;
    if (strchr(base->name, '/')) {
        path = fisc__source_resolve(&tests->arena, base->place.file,
                                    base->name);
        return path ? try_endings(tests, path, ret) : FISC_ERR_NOMEM;
    }
    for (size_t i = 0; i < 2 && !*ret && !status; i++) {
        path = fisc__arena_format(&tests->arena, "%s%s%s", tests->inside,
                                  folders[i], base->name);
        status = path ? try_endings(tests, path, ret) : FISC_ERR_NOMEM;
    }
    return status;
}

static enum fisc_status
load_description(struct fisc__tests *tests, const char *path, size_t *ret,
                 struct fisc_error *reterr)
{
    struct fisc__description *added;
    enum fisc_status status;

    for (size_t i = 0; i < tests->description_count; i++)
        if (strcmp(tests->descriptions[i].path, path) == 0) {
            *ret = i;
            return FISC_OK;
        }
    if (!fisc__grow(tests->context, &tests->descriptions,
                    &tests->description_capacity, tests->description_count,
                    sizeof *tests->descriptions))
        return fisc__error_nomem(reterr);
    added = &tests->descriptions[tests->description_count];
    *added = (struct fisc__description){.path = path};
    status = fisc_system_load(tests->context, path, FISC_SYSTEM_AUTO,
                              &added->system, reterr);
    if (!status)
        *ret = tests->description_count++;
    return status;
}

static enum fisc_status
find_base(struct fisc__tests *tests, struct fisc__test_base *base,
          struct fisc_error *reterr)
{
    const char *path;

    if (find_path(tests, base, &path) != FISC_OK)
        return fisc__error_nomem(reterr);
    if (!path)
        return fisc__error_item(reterr, FISC_ERR_NOTFOUND, &base->place,
                                base->name,
                                "there is no description \"%s\" in tests/ or "
                                "examples/, nor an earlier case of that name",
                                base->name);
    return load_description(tests, path, &base->index, reterr);
}

static enum fisc_status
find_bases(struct fisc__tests *tests, struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < tests->suite.case_count && !status; i++) {
        struct fisc__test_setting *setting = &tests->suite.cases[i].setting;

        status = find_base(tests, &setting->base, reterr);
        for (size_t j = 0; j < setting->join_count && !status; j++)
            status = find_base(tests, &setting->joins[j].base, reterr);
    }
    return status;
}

/* ---- params --------------------------------------------------------------*/

static bool
same_params(const struct fisc__variant *variant,
            const struct fisc__test_setting *setting)
{
    if (variant->param_count != setting->param_count)
        return false;
    for (size_t i = 0; i < variant->param_count; i++) {
        const struct fisc__test_param *a = &variant->params[i];
        const struct fisc__test_param *b = &setting->params[i];

        if (strcmp(a->id, b->id) != 0 || a->count != b->count)
            return false;
        for (size_t j = 0; j < a->count; j++)
            if (strcmp(a->values[j], b->values[j]) != 0)
                return false;
    }
    return true;
}

static enum fisc_status
load_variant(struct fisc__tests *tests, struct fisc__variant *variant,
             struct fisc_error *reterr)
{
    struct fisc_source source = {.size = sizeof source,
                                 .name = tests->folder};
    struct fisc__param_setting *settings = fisc__arena_array(
        &tests->arena, variant->param_count, sizeof *settings);

    if (!settings)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < variant->param_count; i++)
        settings[i] = (struct fisc__param_setting){
            .id = variant->params[i].id,
            .values = variant->params[i].values,
            .count = variant->params[i].count,
            .place = variant->params[i].place};
    return fisc__policy_load_set(tests->context, &source, 1, settings,
                                 variant->param_count, &variant->policy,
                                 reterr);
}

/* The policy with the params of a case, loaded once for all that want it. */
static enum fisc_status
find_variant(struct fisc__tests *tests,
             const struct fisc__test_setting *setting, size_t *ret,
             struct fisc_error *reterr)
{
    struct fisc__variant *added;
    enum fisc_status status;

    for (size_t i = 0; i < tests->variant_count; i++)
        if (same_params(&tests->variants[i], setting)) {
            *ret = i;
            return FISC_OK;
        }
    if (!fisc__grow(tests->context, &tests->variants,
                    &tests->variant_capacity, tests->variant_count,
                    sizeof *tests->variants))
        return fisc__error_nomem(reterr);
    added = &tests->variants[tests->variant_count];
    *added = (struct fisc__variant){.params = setting->params,
                                    .param_count = setting->param_count};
    status = load_variant(tests, added, reterr);
    if (!status)
        *ret = tests->variant_count++;
    return status;
}

static enum fisc_status
find_variants(struct fisc__tests *tests, struct fisc_error *reterr)
{
    static const struct fisc__test_setting plain;
    size_t first;
    enum fisc_status status = find_variant(tests, &plain, &first, reterr);

    for (size_t i = 0; i < tests->suite.case_count && !status; i++)
        status = find_variant(tests, &tests->suite.cases[i].setting,
                              &tests->suite.cases[i].variant, reterr);
    return status;
}

/* ---- clauses -------------------------------------------------------------*/

static bool
is_own(const struct fisc__tests *tests, const struct fisc__check *check)
{
    return check && strncmp(check->place.file, tests->inside,
                            strlen(tests->inside)) == 0;
}

static void
begin_clause(struct fisc__tests *tests, size_t index)
{
    const struct fisc__policy_clause *clause =
        &tests->variants[0].policy->clauses[index];
    struct fisc__clause_outcome *added =
        &tests->clauses[tests->clause_count++];

    added->clause = index;
    fisc__arena_init(&added->arena, tests->context);
    added->told.key = clause->clause->key;
    added->told.file = clause->check->place.file;
    added->told.line = clause->check->place.line;
    added->told.column = clause->check->place.column;
    added->told.whole_function = clause->check->whole_function;
    added->told.exempt = clause->clause->level == FISC_LEVEL_MAY;
}

static enum fisc_status
list_clauses(struct fisc__tests *tests, struct fisc_error *reterr)
{
    const struct fisc_policy *policy = tests->variants[0].policy;

    tests->clauses = fisc__arena_array(&tests->arena, policy->clause_count,
                                       sizeof *tests->clauses);
    tests->outcomes = fisc__arena_array(&tests->arena,
                                        tests->suite.case_count,
                                        sizeof *tests->outcomes);
    if (!tests->clauses || !tests->outcomes)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < policy->clause_count; i++)
        if (is_own(tests, policy->clauses[i].check))
            begin_clause(tests, i);
    for (size_t i = 0; i < tests->suite.case_count; i++)
        fisc__arena_init(&tests->outcomes[i].arena, tests->context);
    return fisc__used_find(&tests->used, policy) ? FISC_OK
                                                 : fisc__error_nomem(reterr);
}

/* ---- beginning and end ---------------------------------------------------*/

static struct fisc__tests *
new_tests(struct fisc_context *context)
{
    struct fisc__tests *tests = fisc__alloc(context, sizeof *tests);

    if (!tests)
        return NULL;
    tests->context = fisc_context_ref(context);
    fisc__arena_init(&tests->arena, context);
    fisc__suite_init(&tests->suite, context);
    return tests;
}

/* "policies/fisc8" and "policies/fisc8/" have files "policies/fisc8/…". */
static enum fisc_status
name_folder(struct fisc__tests *tests, const char *folder,
            struct fisc_error *reterr)
{
    char *inside;

    tests->folder = fisc__arena_string(&tests->arena, folder);
    inside = fisc__arena_format(&tests->arena, "%s/policy.xml", folder);
    if (!tests->folder || !inside)
        return fisc__error_nomem(reterr);
    inside = fisc__source_resolve(&tests->arena, inside, "x");
    if (!inside)
        return fisc__error_nomem(reterr);
    inside[strlen(inside) - 1] = '\0';
    tests->inside = inside;
    return FISC_OK;
}

enum fisc_status
fisc__tests_open(struct fisc_context *context, const char *folder,
                 struct fisc__tests **ret, struct fisc_error *reterr)
{
    struct fisc__tests *tests = new_tests(context);
    enum fisc_status status;

    if (!tests)
        return fisc__error_nomem(reterr);
    status = name_folder(tests, folder, reterr);
    if (!status)
        status = read_files(tests, reterr);
    if (!status)
        status = find_bases(tests, reterr);
    if (!status)
        status = find_variants(tests, reterr);
    if (!status)
        status = list_clauses(tests, reterr);
    if (status)
        fisc__tests_free(tests);
    else
        *ret = tests;
    return status;
}

static void
free_outcomes(struct fisc__tests *tests)
{
    struct fisc_context *context = tests->context;

    for (size_t i = 0; tests->outcomes && i < tests->suite.case_count; i++) {
        struct fisc__case_outcome *outcome = &tests->outcomes[i];

        fisc__free(context, outcome->duties,
                   outcome->duty_capacity * sizeof *outcome->duties);
        fisc__free(context, outcome->failures,
                   outcome->failure_capacity * sizeof *outcome->failures);
        fisc_system_unref(outcome->system);
        fisc__arena_done(&outcome->arena);
    }
    for (size_t i = 0; i < tests->clause_count; i++) {
        struct fisc__clause_outcome *clause = &tests->clauses[i];

        fisc__free(context, clause->duties,
                   clause->duty_capacity * sizeof *clause->duties);
        fisc__free(context, clause->survivors,
                   clause->survivor_capacity * sizeof *clause->survivors);
        fisc__free(context, clause->missed,
                   clause->missed_capacity * sizeof *clause->missed);
        fisc__free(context, clause->mutants,
                   clause->id_capacity * sizeof *clause->mutants);
        fisc__arena_done(&clause->arena);
    }
}

void
fisc__tests_free(struct fisc__tests *tests)
{
    struct fisc_context *context;

    if (!tests)
        return;
    context = tests->context;
    free_outcomes(tests);
    if (tests->used.context)
        fisc__used_done(&tests->used);
    fisc__free(context, tests->stale.list,
               tests->stale.capacity * sizeof *tests->stale.list);
    for (size_t i = 0; i < tests->description_count; i++)
        fisc_system_unref(tests->descriptions[i].system);
    for (size_t i = 0; i < tests->variant_count; i++)
        fisc_policy_unref(tests->variants[i].policy);
    fisc__free(context, tests->descriptions,
               tests->description_capacity * sizeof *tests->descriptions);
    fisc__free(context, tests->variants,
               tests->variant_capacity * sizeof *tests->variants);
    fisc__suite_done(&tests->suite);
    fisc__arena_done(&tests->arena);
    fisc__free(context, tests, sizeof *tests);
    fisc_context_unref(context);
}

struct fisc_policy *
fisc__tests_policy(const struct fisc__tests *tests)
{
    return tests->variants[0].policy;
}
