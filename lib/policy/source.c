/* SPDX-License-Identifier: MIT */
/* The set of sources: given, found by what others call them, read once. */

#define _GNU_SOURCE
#include "policy/source.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/sized.h"
#include "base/source.h"

#define MANIFEST_NAME "policy.xml"

/*
 * The document of a large text is one block: C libraries give such a one back
 * to the system, where many small ones would leave holes.
 */
enum {
    LARGE_TEXT = 64 * 1024,
    TREE_BYTES = 4 /* of a document, for a byte of a catalog's text */
};

void
fisc__sources_init(struct fisc__sources *sources, struct fisc_context *context,
                   struct fisc__arena *arena)
{
    *sources = (struct fisc__sources){
        .context = context,
        .arena = arena,
        .top = {.name = "", .kind = FISC__SOURCE_MANIFEST},
    };
    fisc__arena_init(&sources->scratch, context);
    fisc__names_init(&sources->mentioned, context, &sources->scratch, NULL);
}

void
fisc__entry_drop_text(struct fisc__sources *sources, struct fisc__entry *entry)
{
    fisc__free(sources->context, entry->block, entry->length + 1);
    entry->block = NULL;
    entry->text = NULL;
}

void
fisc__entry_drop_document(struct fisc__entry *entry)
{
    entry->root = NULL;
    fisc__arena_done(&entry->tree);
}

static void
entry_done(struct fisc__sources *sources, struct fisc__entry *entry)
{
    fisc__entry_drop_text(sources, entry);
    fisc__entry_drop_document(entry);
    fisc_catalog_unref(entry->whole);
    fisc__free(sources->context, entry->references,
               entry->reference_capacity * sizeof *entry->references);
}

void
fisc__sources_done(struct fisc__sources *sources)
{
    for (size_t i = 0; i < sources->count; i++)
        entry_done(sources, sources->list[i]);
    entry_done(sources, &sources->top);
    fisc__free(sources->context, sources->list,
               sources->capacity * sizeof *sources->list);
    fisc__names_done(&sources->mentioned);
    fisc__arena_done(&sources->scratch);
}

enum fisc_status
fisc__entry_refer(struct fisc__sources *sources, struct fisc__entry *from,
                  struct fisc__entry *target, const struct fisc__place *place,
                  struct fisc_error *reterr)
{
    if (!fisc__grow(sources->context, &from->references,
                    &from->reference_capacity, from->reference_count,
                    sizeof *from->references))
        return fisc__error_nomem(reterr);
    from->references[from->reference_count++] =
        (struct fisc__reference){target, *place};
    return FISC_OK;
}

/* Names. */

static bool
is_folder(const char *path)
{
    struct stat status;

    return stat(path[0] ? path : ".", &status) == 0 &&
           S_ISDIR(status.st_mode);
}

static bool
is_missing(const char *path)
{
    struct stat status;

    return stat(path, &status) < 0 && (errno == ENOENT || errno == ENOTDIR);
}

/* The name of the manifest in a folder; "" is the current one. */
static char *
manifest_in(struct fisc__sources *sources, const char *folder)
{
    size_t length = strlen(folder);
    bool slash = length == 0 || folder[length - 1] == '/';

    return fisc__arena_format(sources->arena, "%s%s" MANIFEST_NAME, folder,
                              slash ? "" : "/");
}

static struct fisc__entry *
entry_find(const struct fisc__sources *sources, const char *name)
{
    for (size_t i = 0; i < sources->count; i++)
        if (strcmp(sources->list[i]->name, name) == 0)
            return sources->list[i];
    return NULL;
}

static enum fisc_status
entry_add(struct fisc__sources *sources, const char *name,
          struct fisc__entry **ret, struct fisc_error *reterr)
{
    struct fisc__entry *entry = fisc__arena_alloc(&sources->scratch,
                                                  sizeof *entry);

    if (!entry || !fisc__grow(sources->context, &sources->list,
                              &sources->capacity, sources->count,
                              sizeof *sources->list))
        return fisc__error_nomem(reterr);
    entry->name = name;
    fisc__arena_init(&entry->tree, sources->context);
    sources->list[sources->count++] = entry;
    *ret = entry;
    return FISC_OK;
}

/* The entry of a file, new or old; a folder stands for its manifest. */
static enum fisc_status
entry_of_path(struct fisc__sources *sources, const char *name,
              struct fisc__entry **ret, struct fisc_error *reterr)
{
    struct fisc__entry *entry = entry_find(sources, name);

    if (!entry && is_folder(name)) {
        name = manifest_in(sources, name);
        if (!name)
            return fisc__error_nomem(reterr);
        entry = entry_find(sources, name);
    }
    if (!entry)
        return entry_add(sources, name, ret, reterr);
    *ret = entry;
    return FISC_OK;
}

/* The entry that a source in memory means: one of those given. */
static enum fisc_status
entry_of_memory(struct fisc__sources *sources, const char *name,
                const struct fisc__place *place, struct fisc__entry **ret,
                struct fisc_error *reterr)
{
    struct fisc__entry *entry = entry_find(sources, name);
    char *manifest;

    if (!entry) {
        manifest = manifest_in(sources, name);
        if (!manifest)
            return fisc__error_nomem(reterr);
        entry = entry_find(sources, manifest);
    }
    if (!entry)
        return fisc__error_item(reterr, FISC_ERR_NOTFOUND, place, name,
                                "\"%s\" is not among the sources given", name);
    *ret = entry;
    return FISC_OK;
}

/* Reading. */

/* The error where a file can't be read: at the place that asked for it. */
static enum fisc_status
refuse_file(const struct fisc__entry *entry, const struct fisc__place *place,
            const struct fisc_error *error, struct fisc_error *reterr)
{
    size_t length = strlen(entry->name);
    size_t tail = sizeof MANIFEST_NAME;
    bool missing = is_missing(entry->name);
    bool folder = missing && length >= tail &&
                  strcmp(entry->name + length - tail, "/" MANIFEST_NAME) == 0;
    struct fisc__place own = {entry->name, 0, 0};
    enum fisc_status status = missing && place ? FISC_ERR_NOTFOUND
                                               : FISC_ERR_IO;

    if (error->status != FISC_ERR_IO) {
        if (reterr)
            *reterr = *error;
        return error->status;
    }
    if (folder && place)
        return fisc__error(reterr, status, place,
                           "the folder \"%.*s\" has no " MANIFEST_NAME,
                           (int)(length - tail), entry->name);
    if (folder)
        return fisc__error(reterr, status, &own,
                           "can't be read: the folder has no " MANIFEST_NAME);
    if (!place)
        return fisc__error(reterr, status, &own, "%s", error->message);
    return fisc__error_item(reterr, status, place, entry->name, "\"%s\" %s",
                            entry->name, error->message);
}

/* Where a profile imports the source of that name; *ret is its root else. */
static enum fisc_status
import_place(struct fisc__sources *sources, const struct fisc__entry *entry,
             const char *name, const struct fisc__place **ret,
             struct fisc_error *reterr)
{
    const struct fisc__xml *import = fisc__xml_child(entry->root, "import");

    *ret = &entry->root->place;
    for (; import; import = fisc__xml_next(import, "import")) {
        const char *href = fisc__xml_attribute(import, "href");
        const char *meant;

        if (!href)
            continue;
        meant = fisc__source_resolve(&sources->scratch, entry->name, href);
        if (!meant)
            return fisc__error_nomem(reterr);
        if (strcmp(meant, name) != 0)
            continue;
        *ret = &import->place;
        break;
    }
    return FISC_OK;
}

/* Opens the catalogs that a profile imports. */
static enum fisc_status
open_profile(struct fisc__sources *sources, struct fisc__entry *entry,
             struct fisc_error *reterr)
{
    const char *const *names;
    size_t count;
    enum fisc_status status;

    status = fisc__profile_read(&sources->scratch, entry->root,
                                &entry->profile, reterr);
    if (status != FISC_OK)
        return status;
    count = fisc__profile_imports(entry->profile, &names);
    for (size_t i = 0; i < count && status == FISC_OK; i++) {
        const struct fisc__place *place;
        struct fisc__entry *target;

        status = import_place(sources, entry, names[i], &place, reterr);
        if (status == FISC_OK)
            status = fisc__sources_find(sources, entry, names[i], place,
                                        FISC__SOURCE_CATALOG, &target,
                                        reterr);
        if (status == FISC_OK)
            status = fisc__entry_refer(sources, entry, target, place, reterr);
    }
    return status;
}

static enum fisc_status
open_document(struct fisc__sources *sources, struct fisc__entry *entry,
              struct fisc_error *reterr)
{
    struct fisc__xml *root;
    enum fisc_status status;

    status = fisc__source_tell_text(entry->name, entry->text, entry->length,
                                    reterr);
    if (entry->length >= LARGE_TEXT)
        fisc__arena_reserve(&entry->tree, entry->length * TREE_BYTES);
    if (status == FISC_OK)
        status = fisc__xml_parse(&entry->tree, entry->name, entry->text,
                                 entry->length, &root, reterr);
    if (status == FISC_OK)
        status = fisc__source_tell(root, &entry->kind, reterr);
    if (status != FISC_OK)
        return status;
    entry->root = root;
    fisc__entry_digest(entry);
    fisc__entry_drop_text(sources, entry);
    if (entry->kind == FISC__SOURCE_MANIFEST)
        return fisc__manifest_read(sources, entry, reterr);
    if (entry->kind == FISC__SOURCE_PROFILE)
        return open_profile(sources, entry, reterr);
    return FISC_OK;
}

static enum fisc_status
entry_read(struct fisc__sources *sources, struct fisc__entry *entry,
           const struct fisc__place *place, struct fisc_error *reterr)
{
    struct fisc_error error;

    if (entry->in_memory)
        return FISC_OK;
    if (fisc__source_read(sources->context, entry->name, &entry->block,
                          &entry->length, &error) != FISC_OK)
        return refuse_file(entry, place, &error, reterr);
    entry->text = entry->block;
    return FISC_OK;
}

static void
open_checks(struct fisc__entry *entry)
{
    entry->kind = FISC__SOURCE_CHECKS;
    fisc__entry_digest(entry);
    entry->state = FISC__SOURCE_OPEN;
}

/* `place` is where it was asked for, or NULL where the caller gave it. */
static enum fisc_status
entry_open(struct fisc__sources *sources, struct fisc__entry *entry,
           const struct fisc__place *place, struct fisc_error *reterr)
{
    enum fisc_status status = entry_read(sources, entry, place, reterr);

    if (status != FISC_OK)
        return status;
    if (fisc__source_is_checks(entry->name)) {
        open_checks(entry);
        return FISC_OK;
    }
    entry->state = FISC__SOURCE_OPENING;
    sources->depth++;
    status = open_document(sources, entry, reterr);
    sources->depth--;
    if (status == FISC_OK)
        entry->state = FISC__SOURCE_OPEN;
    return status;
}

/* Following references. */

static enum fisc_status
refuse_cycle(const struct fisc__entry *base, const struct fisc__entry *target,
             const struct fisc__place *place, struct fisc_error *reterr)
{
    if (base == target)
        return fisc__error(reterr, FISC_ERR_INVALID, place,
                           "a policy can't import itself");
    return fisc__error(reterr, FISC_ERR_INVALID, place,
                       "\"%s\" can't be imported here, because it imports "
                       "\"%s\" at %s:%u",
                       target->name, target->following_name,
                       target->following.file, target->following.line);
}

enum fisc_status
fisc__sources_find(struct fisc__sources *sources, struct fisc__entry *base,
                   const char *name, const struct fisc__place *place,
                   enum fisc__source_kind kind, struct fisc__entry **ret,
                   struct fisc_error *reterr)
{
    struct fisc__entry *target;
    enum fisc_status status;

    status = base->in_memory
                 ? entry_of_memory(sources, name, place, &target, reterr)
                 : entry_of_path(sources, name, &target, reterr);
    if (status != FISC_OK)
        return status;
    if (target->state == FISC__SOURCE_OPENING)
        return refuse_cycle(base, target, place, reterr);
    if (sources->depth >= sources->context->options.max_depth)
        return fisc__error(reterr, FISC_ERR_LIMIT, place,
                           "imports are nested deeper than the limit of %zu",
                           sources->context->options.max_depth);
    base->following = *place;
    base->following_name = target->name;
    if (target->state == FISC__SOURCE_NEW)
        status = entry_open(sources, target, place, reterr);
    if (status != FISC_OK)
        return status;
    if (target->kind != kind)
        return fisc__error_item(reterr, FISC_ERR_INVALID, place, target->name,
                                "\"%s\" is %s, where %s is wanted",
                                target->name,
                                fisc__source_kind_name(target->kind),
                                fisc__source_kind_name(kind));
    target->referred = true;
    *ret = target;
    return FISC_OK;
}

enum fisc_status
fisc__sources_follow(struct fisc__sources *sources, struct fisc__entry *base,
                     const char *href, const struct fisc__place *place,
                     enum fisc__source_kind kind, struct fisc__entry **ret,
                     struct fisc_error *reterr)
{
    char *name;

    if (strstr(href, "://"))
        return fisc__error_item(reterr, FISC_ERR_INVALID, place, href,
                                "\"%s\" is an address; a policy is read from "
                                "files only",
                                href);
    name = fisc__source_resolve(sources->arena, base->name, href);
    if (!name)
        return fisc__error_nomem(reterr);
    return fisc__sources_find(sources, base, name, place, kind, ret, reterr);
}

/* The call. */

static enum fisc_status
take_given(struct fisc__sources *sources, const struct fisc_source *given,
           struct fisc__entry **ret, struct fisc_error *reterr)
{
    struct fisc__entry *entry;
    size_t count = sources->count;
    char *name;
    enum fisc_status status;

    assert(given->name);
    name = fisc__source_resolve(sources->arena, "", given->name);
    if (!name)
        return fisc__error_nomem(reterr);
    if (!given->data)
        status = entry_of_path(sources, name, &entry, reterr);
    else if (!(entry = entry_find(sources, name)))
        status = entry_add(sources, name, &entry, reterr);
    else
        status = FISC_OK;
    if (status != FISC_OK)
        return status;
    if (count == sources->count && (given->data || entry->in_memory))
        return fisc__error(reterr, FISC_ERR_CONFLICT,
                           &(struct fisc__place){name, 0, 0},
                           "two sources are given that name");
    if (given->data) {
        entry->in_memory = true;
        entry->text = given->data;
        entry->length = given->length;
    }
    *ret = entry;
    return FISC_OK;
}

static enum fisc_status
take_element(struct fisc__sources *sources, const struct fisc_source *given,
             size_t index, struct fisc__entry **ret, struct fisc_error *reterr)
{
    struct fisc_source source;

    if (fisc__sized_element(&source, sizeof source, sizeof source, given,
                            index))
        return fisc__error(reterr, FISC_ERR_INVALID, NULL,
                           "the size of source %zu is not a known one", index);
    return take_given(sources, &source, ret, reterr);
}

/* What was given and nothing else refers to stands for itself. */
static enum fisc_status
fill_top(struct fisc__sources *sources, size_t count,
         struct fisc_error *reterr)
{
    static const struct fisc__place nowhere = {"", 0, 0};
    struct fisc__entry *top = &sources->top;
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < count && status == FISC_OK; i++) {
        struct fisc__entry *entry = sources->list[i];

        if (entry->referred)
            continue;
        if (entry->kind == FISC__SOURCE_PROFILE && top->selector)
            return fisc__error(reterr, FISC_ERR_CONFLICT,
                               &entry->root->place,
                               "a second profile beside %s: one selects",
                               top->selector->name);
        if (entry->kind == FISC__SOURCE_PROFILE)
            top->selector = entry;
        status = fisc__entry_refer(sources, top, entry, &nowhere, reterr);
    }
    return status;
}

enum fisc_status
fisc__sources_open(struct fisc__sources *sources,
                   const struct fisc_source *given, size_t count,
                   struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;
    struct fisc__entry *entry;
    size_t taken;

    for (size_t i = 0; i < count && status == FISC_OK; i++)
        status = take_element(sources, given, i, &entry, reterr);
    taken = sources->count;
    for (size_t i = 0; i < taken && status == FISC_OK; i++)
        if (sources->list[i]->state == FISC__SOURCE_NEW)
            status = entry_open(sources, sources->list[i], NULL, reterr);
    if (status == FISC_OK)
        status = fill_top(sources, taken, reterr);
    if (status == FISC_OK)
        status = fisc__sources_arrange(sources, reterr);
    return status;
}

enum fisc_status
fisc__sources_open_check(struct fisc__sources *sources,
                         const struct fisc_source *given,
                         struct fisc__entry **ret, struct fisc_error *reterr)
{
    struct fisc__entry *entry;
    enum fisc_status status = take_element(sources, given, 0, &entry, reterr);

    if (status == FISC_OK && entry->state == FISC__SOURCE_NEW) {
        status = entry_read(sources, entry, NULL, reterr);
        if (status == FISC_OK)
            open_checks(entry);
    }
    if (status != FISC_OK)
        return status;
    if (entry->kind != FISC__SOURCE_CHECKS)
        return fisc__error(reterr, FISC_ERR_INVALID,
                           &(struct fisc__place){entry->name, 0, 0},
                           "this is %s, where a check file is wanted",
                           fisc__source_kind_name(entry->kind));
    *ret = entry;
    return FISC_OK;
}
