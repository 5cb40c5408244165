/* SPDX-License-Identifier: MIT */
/* The dictionary as a tree of words: growing it, and looking things up. */

#include "vocabulary/vocabulary.h"

#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "base/sized.h"
#include "vocabulary/tree.h"

static const char *const type_names[] = {
    [FISC_FACT_FLAG] = "flag",
    [FISC_FACT_INTEGER] = "integer",
    [FISC_FACT_DECIMAL] = "decimal",
    [FISC_FACT_STRING] = "string",
    [FISC_FACT_DATE] = "date",
    [FISC_FACT_ENUMERATION] = "enumeration",
    [FISC_FACT_SET] = "set",
    [FISC_FACT_LIST] = "list",
};

const char *
fisc_fact_type_name(enum fisc_fact_type type)
{
    size_t count = sizeof type_names / sizeof *type_names;

    return (size_t)type < count ? type_names[type] : "";
}

bool
fisc__word_is_name(const char *name, size_t length)
{
    if (length == 0 || name[0] < 'a' || name[0] > 'z')
        return false;
    for (size_t i = 1; i < length; i++) {
        char c = name[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_')
            return false;
    }
    return true;
}

/* Where a child of that name is, or would be. */
static size_t
word_position(const struct fisc__word *word, const char *name, size_t length,
              bool *found)
{
    size_t low = 0, high = word->count;

    *found = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *other = word->children[middle]->name;
        int order = strncmp(other, name, length);

        if (order == 0 && other[length] != '\0')
            order = 1;
        if (order == 0)
            *found = true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct fisc__word *
fisc__word_child(const struct fisc__word *word, const char *name,
                 size_t length)
{
    bool found;
    size_t i = word_position(word, name, length, &found);

    return found ? word->children[i] : NULL;
}

static bool
word_is_list(const struct fisc__word *word)
{
    return word->definition && word->definition->type == FISC_FACT_LIST;
}

const struct fisc__word *
fisc__word_find(const struct fisc__word *from, const char *path)
{
    const struct fisc__word *word = from;

    while (word && *path) {
        size_t length = strcspn(path, ".[");

        word = fisc__word_child(word, path, length);
        path += length;
        if (!word || !*path)
            return word;
        if (strncmp(path, "[].", 3) == 0 && word_is_list(word))
            path += 3;
        else if (*path == '.' && !word_is_list(word))
            path++;
        else
            return NULL;
    }
    return word;
}

/* The child of that name, made where there is none; NULL for want of memory. */
static struct fisc__word *
word_make(struct fisc__vocabulary *vocabulary, struct fisc__word *parent,
          const char *name, size_t length, const char *path, size_t path_length)
{
    struct fisc__arena *arena = vocabulary->arena;
    bool found;
    size_t at = word_position(parent, name, length, &found);
    struct fisc__word *word;

    if (found)
        return parent->children[at];
    word = fisc__arena_alloc(arena, sizeof *word);
    if (!word ||
        !fisc__grow(arena->context, &parent->children, &parent->capacity,
                    parent->count, sizeof *parent->children))
        return NULL;
    word->name = fisc__arena_copy(arena, name, length);
    word->path = fisc__arena_copy(arena, path, path_length);
    if (!word->name || !word->path)
        return NULL;
    word->parent = parent;
    memmove(parent->children + at + 1, parent->children + at,
            (parent->count - at) * sizeof *parent->children);
    parent->children[at] = word;
    parent->count++;
    return word;
}

/* Bytes of the segment at `text`, [] left out; 0 where none is. */
static size_t
segment_length(const char *text)
{
    size_t length = strcspn(text, ".[");

    return fisc__word_is_name(text, length) ? length : 0;
}

static bool
path_is_spelled(const char *path)
{
    for (;;) {
        size_t length = segment_length(path);

        if (length == 0)
            return false;
        path += length;
        if (!*path)
            return true;
        if (strncmp(path, "[].", 3) == 0)
            path += 3;
        else if (*path == '.')
            path++;
        else
            return false;
    }
}

static enum fisc_status
bad_path(const struct fisc__definition *definition, struct fisc_error *reterr)
{
    return fisc__error_item(
        reterr, FISC_ERR_INVALID, &definition->place, definition->path,
        "\"%s\" is no path: segments of [a-z][a-z0-9_]*, parted by dots, with "
        "[] after a list that has more behind it",
        definition->path);
}

/*
 * Words are kept sorted, which is quick for what people write; these bounds
 * keep it so for what they don't.
 */
enum { MOST_FACTS = 100000, MOST_WORDS = 32768 /* in one record */ };

/* The depth of paths is limited, so that nobody who walks the tree is hurt. */
static enum fisc_status
word_reach(struct fisc__vocabulary *vocabulary,
           const struct fisc__definition *definition, struct fisc__word **ret,
           struct fisc_error *reterr)
{
    struct fisc__word *word = &vocabulary->root;
    const char *path = definition->path, *at = path;
    size_t depth = 0;

    while (*at) {
        size_t length = segment_length(at);

        if (++depth > vocabulary->arena->context->options.max_depth)
            return fisc__error_item(
                reterr, FISC_ERR_LIMIT, &definition->place, path,
                "a path has more than %zu segments", depth - 1);
        if (word->count >= MOST_WORDS)
            return fisc__error_item(reterr, FISC_ERR_LIMIT, &definition->place,
                                    path, "a record has more than %d fields",
                                    MOST_WORDS);
        word = word_make(vocabulary, word, at, length, path,
                         (size_t)(at - path) + length);
        if (!word)
            return fisc__error_nomem(reterr);
        at += length;
        at += strspn(at, "[].");
    }
    *ret = word;
    return FISC_OK;
}

/* Where a definition is, in words. */
static const char *
place_text(const struct fisc__definition *definition, char *text, size_t size)
{
    const struct fisc__place *place = &definition->place;

    if (!place->file)
        return "built in";
    snprintf(text, size, "%s:%u:%u", place->file, place->line, place->column);
    return text;
}

/* Does the definition stand rightly below `word`? `listed`: it is written []. */
static enum fisc_status
check_parent(const struct fisc__definition *definition,
             const struct fisc__word *word, bool listed,
             struct fisc_error *reterr)
{
    const struct fisc__definition *parent = word->definition;
    char text[600];

    if (listed && !parent)
        return fisc__error_item(reterr, FISC_ERR_INVALID, &definition->place,
                                definition->path,
                                "%s: %s is not defined as a list",
                                definition->path, word->path);
    if (listed && parent->type != FISC_FACT_LIST)
        return fisc__error_item(
            reterr, FISC_ERR_INVALID, &definition->place, definition->path,
            "%s: %s is no list but of type %s (%s)", definition->path,
            word->path, fisc_fact_type_name(parent->type),
            place_text(parent, text, sizeof text));
    if (!listed && parent && parent->type == FISC_FACT_LIST)
        return fisc__error_item(
            reterr, FISC_ERR_INVALID, &definition->place, definition->path,
            "%s: %s is a list, its fields are written %s[].name",
            definition->path, word->path, word->path);
    if (!listed && parent)
        return fisc__error_item(
            reterr, FISC_ERR_INVALID, &definition->place, definition->path,
            "%s: %s has a value of its own, of type %s (%s)", definition->path,
            word->path, fisc_fact_type_name(parent->type),
            place_text(parent, text, sizeof text));
    return FISC_OK;
}

static enum fisc_status
check_parents(const struct fisc__vocabulary *vocabulary,
              const struct fisc__definition *definition,
              struct fisc_error *reterr)
{
    const struct fisc__word *word = &vocabulary->root;
    const char *at = definition->path;

    for (;;) {
        size_t length = segment_length(at);
        enum fisc_status status;

        word = fisc__word_child(word, at, length);
        at += length;
        if (!*at)
            return FISC_OK;
        status = check_parent(definition, word, *at == '[', reterr);
        if (status < 0)
            return status;
        at += strspn(at, "[].");
    }
}

static enum fisc_status
defined_twice(const struct fisc__vocabulary *vocabulary,
              const struct fisc__definition *definition,
              const struct fisc__definition *before, struct fisc_error *reterr)
{
    char text[600];

    /* One word, but not both paths can be right about what is a list. */
    if (strcmp(definition->path, before->path) != 0) {
        enum fisc_status status =
            check_parents(vocabulary, definition, reterr);

        if (status != FISC_OK)
            return status;
    }
    if (!before->place.file)
        return fisc__error_item(reterr, FISC_ERR_CONFLICT, &definition->place,
                                definition->path,
                                "%s is built in and can't be defined",
                                definition->path);
    return fisc__error_item(reterr, FISC_ERR_CONFLICT, &definition->place,
                            definition->path,
                            "%s is defined already, at %s", before->path,
                            place_text(before, text, sizeof text));
}

enum fisc_status
fisc__vocabulary_add(struct fisc__vocabulary *vocabulary,
                     struct fisc__definition *definition,
                     struct fisc_error *reterr)
{
    struct fisc__word *word = NULL;
    enum fisc_status status;

    if (!path_is_spelled(definition->path))
        return bad_path(definition, reterr);
    if (vocabulary->count >= MOST_FACTS)
        return fisc__error_item(reterr, FISC_ERR_LIMIT, &definition->place,
                                definition->path, "more than %d facts",
                                MOST_FACTS);
    status = word_reach(vocabulary, definition, &word, reterr);
    if (status < 0)
        return status;
    if (word->definition)
        return defined_twice(vocabulary, definition, word->definition, reterr);
    if (!fisc__grow(vocabulary->arena->context, &vocabulary->definitions,
                    &vocabulary->capacity, vocabulary->count,
                    sizeof *vocabulary->definitions))
        return fisc__error_nomem(reterr);
    vocabulary->definitions[vocabulary->count++] = definition;
    word->definition = definition;
    if (word->count)
        vocabulary->recheck = true;
    return FISC_OK;
}

enum fisc_status
fisc__vocabulary_check(struct fisc__vocabulary *vocabulary,
                       struct fisc_error *reterr)
{
    size_t first = vocabulary->recheck ? 0 : vocabulary->checked;

    for (size_t i = first; i < vocabulary->count; i++) {
        enum fisc_status status =
            check_parents(vocabulary, vocabulary->definitions[i], reterr);

        if (status < 0)
            return status;
    }
    vocabulary->checked = vocabulary->count;
    vocabulary->recheck = false;
    return FISC_OK;
}

enum fisc_status
fisc__vocabulary_init(struct fisc__vocabulary *vocabulary,
                      struct fisc__arena *arena, struct fisc_error *reterr)
{
    enum fisc_status status;

    *vocabulary = (struct fisc__vocabulary){
        .arena = arena, .root = {.name = "", .path = ""}};
    status = fisc__vocabulary_add_core(vocabulary, reterr);
    if (status < 0)
        fisc__vocabulary_done(vocabulary);
    return status;
}

static void
word_done(struct fisc__word *word, struct fisc_context *context)
{
    for (size_t i = 0; i < word->count; i++)
        word_done(word->children[i], context);
    fisc__free(context, word->children,
               word->capacity * sizeof *word->children);
}

void
fisc__vocabulary_done(struct fisc__vocabulary *vocabulary)
{
    struct fisc_context *context = vocabulary->arena->context;

    word_done(&vocabulary->root, context);
    fisc__free(context, vocabulary->definitions,
               vocabulary->capacity * sizeof *vocabulary->definitions);
    *vocabulary = (struct fisc__vocabulary){.arena = vocabulary->arena};
}

static void
offer_words(struct fisc__nearest *nearest, const struct fisc__word *word)
{
    for (size_t i = 0; i < word->count; i++) {
        fisc__nearest_offer(nearest, word->children[i]->path);
        offer_words(nearest, word->children[i]);
    }
}

const char *
fisc__vocabulary_nearest(const struct fisc__vocabulary *vocabulary,
                         const char *path)
{
    struct fisc__nearest nearest;

    fisc__nearest_init(&nearest, path);
    offer_words(&nearest, &vocabulary->root);
    return nearest.best;
}

int
fisc__definition_rank(const struct fisc__definition *definition,
                      const char *value)
{
    for (size_t i = 0; i < definition->value_count; i++)
        if (strcmp(definition->values[i].name, value) == 0)
            return (int)i;
    return -1;
}

static const char *
text_or(const char *text, const char *other)
{
    return text ? text : other ? other : "";
}

enum fisc_status
fisc__definition_info(const struct fisc__definition *definition,
                      struct fisc_fact_info *ret)
{
    const struct fisc__text *meaning = &definition->meaning;
    const struct fisc__text *question = &definition->question;
    struct fisc_fact_info info = {
        .path = definition->path,
        .type = definition->type,
        .unit = text_or(definition->unit, NULL),
        .max_age = text_or(definition->max_age_text, NULL),
        .ordered = definition->ordered,
        .judged = definition->judged,
        .value_count = definition->value_count,
        .meaning = {[FISC_LANGUAGE_JA] = text_or(meaning->ja, meaning->en),
                    [FISC_LANGUAGE_EN] = text_or(meaning->en, meaning->ja)},
        .question = {[FISC_LANGUAGE_JA] = text_or(question->ja, question->en),
                     [FISC_LANGUAGE_EN] = text_or(question->en, question->ja)},
        .file = text_or(definition->place.file, NULL),
        .line = definition->place.line,
    };

    return fisc__sized_copy(ret, &info, sizeof info, sizeof info);
}
