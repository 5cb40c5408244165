/* SPDX-License-Identifier: MIT */
/* Holds a description against the vocabulary. */

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/nearest.h"
#include "system/names.h"
#include "system/system.h"

/* Further ones of a hostile description are worth no time and no memory. */
enum { MOST_SUGGESTIONS = 32, MOST_REMARKS = 1000 };

struct checking {
    const struct fisc__vocabulary *vocabulary;
    const struct fisc__item *evidence; /* the register, or NULL */
    bool allow_unknown;
    struct fisc__diagnostics *diagnostics; /* or NULL */
    struct fisc__buffer path;              /* suppliers[acme].reviewed */
    struct fisc__buffer word_path;         /* suppliers[].reviewed */
    struct fisc_error first;               /* status FISC_OK: none yet */
    size_t suggestions;
    size_t remarks;
    bool failed;                           /* memory is short */
};

static bool
is_before(const struct fisc__place *place, const struct fisc_error *error)
{
    if (place->line != error->line)
        return place->line < error->line;
    return place->column < error->column;
}

/* One remark; an error is also kept if it is the first by place. */
static void
remark(struct checking *c, enum fisc_log_level level,
       const struct fisc__item *item, const char *rule,
       struct fisc__text message)
{
    const char *path = fisc__buffer_text(&c->path);

    if (level == FISC_LOG_ERROR &&
        (c->first.status == FISC_OK || is_before(&item->place, &c->first)))
        fisc__error_item(&c->first, FISC_ERR_INVALID, &item->place, path, "%s",
                         message.en);
    if (c->diagnostics && c->remarks++ < MOST_REMARKS &&
        !fisc__diagnostics_say(c->diagnostics, level, &item->place, rule, path,
                               message))
        c->failed = true;
}

/* What is an error is English, as all errors are. */
static struct fisc__text
both(const char *message)
{
    return (struct fisc__text){message, message};
}

static void
unknown_path(struct checking *c, const struct fisc__item *item)
{
    const char *path = fisc__buffer_text(&c->path), *nearest = NULL;
    char ja[512], message[512];

    if (!c->vocabulary->given)
        return;
    if (c->suggestions++ < MOST_SUGGESTIONS)
        nearest = fisc__vocabulary_nearest(c->vocabulary,
                                           fisc__buffer_text(&c->word_path));
    snprintf(message, sizeof message,
             "%.200s is no path of the vocabulary%s%.200s%s", path,
             nearest ? "; did you mean " : "", nearest ? nearest : "",
             nearest ? "?" : "");
    snprintf(ja, sizeof ja, "パス %.200s は辞書にない%s%.200s%s", path,
             nearest ? "。" : "", nearest ? nearest : "", nearest ? " か" : "");
    remark(c, c->allow_unknown ? FISC_LOG_WARNING : FISC_LOG_ERROR, item,
           FISC__RULE_UNKNOWN_PATH, (struct fisc__text){ja, message});
}

/* "a flag", "an integer", as the vocabulary wants it. */
static const char *
wanted_text(const struct fisc__definition *definition)
{
    static const char *const texts[] = {
        [FISC_FACT_FLAG] = "true or false",
        [FISC_FACT_INTEGER] = "an integer",
        [FISC_FACT_DECIMAL] = "a number",
        [FISC_FACT_STRING] = "a string",
        [FISC_FACT_DATE] = "a date YYYY-MM-DD",
        [FISC_FACT_ENUMERATION] = "one of its values",
        [FISC_FACT_SET] = "a set of strings",
        [FISC_FACT_LIST] = "a list of records",
    };

    if (!definition)
        return "a record";
    if (definition->type == FISC_FACT_DATE && definition->none)
        return "a date YYYY-MM-DD or \"none\"";
    return texts[definition->type];
}

static const char *
found_text(const struct fisc__item *item)
{
    switch (item->kind) {
    case FISC__ITEM_BOOLEAN:
        return item->u.integer ? "true" : "false";
    case FISC__ITEM_INTEGER:
        return "an integer";
    case FISC__ITEM_DECIMAL:
        return "a decimal number";
    case FISC__ITEM_STRING:
        return "a string";
    case FISC__ITEM_RECORD:
        return "a record";
    case FISC__ITEM_LIST:
        if (item->u.children.count == 0)
            return "an empty list";
        return item->u.children.list[0]->name ? "a list of records"
                                              : "a set of values";
    default:
        return "unknown";
    }
}

static void
wrong_type(struct checking *c, const struct fisc__definition *definition,
           const struct fisc__item *item)
{
    bool xml_hint = definition && definition->type == FISC_FACT_STRING &&
                    item->kind <= FISC__ITEM_DECIMAL;
    char message[512];

    snprintf(message, sizeof message, "%.200s must be %s, but is %s%s",
             fisc__buffer_text(&c->path), wanted_text(definition),
             found_text(item),
             xml_hint ? " (quote it in JSON, add type=\"string\" in XML)" : "");
    remark(c, FISC_LOG_ERROR, item, FISC__RULE_WRONG_TYPE, both(message));
}

/* Lists the values that are allowed, as many as there is room for. */
static void
write_allowed(const struct fisc__definition *definition, char *text,
              size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; i < definition->value_count; i++) {
        const char *name = definition->values[i].name;
        size_t length = strlen(name) + (i ? 2 : 0);

        if (used + length + 6 > size) {
            snprintf(text + used, size - used, ", ...");
            return;
        }
        snprintf(text + used, size - used, "%s%s", i ? ", " : "", name);
        used += length;
    }
}

static void
check_value(struct checking *c, const struct fisc__definition *definition,
            const struct fisc__item *item)
{
    struct fisc__nearest nearest;
    char allowed[160], message[512];

    if (definition->value_count == 0 ||
        fisc__definition_rank(definition, item->u.string) >= 0)
        return;
    fisc__nearest_init(&nearest, item->u.string);
    for (size_t i = 0; i < definition->value_count; i++)
        fisc__nearest_offer(&nearest, definition->values[i].name);
    write_allowed(definition, allowed, sizeof allowed);
    snprintf(message, sizeof message,
             "%.140s can't be \"%.60s\"%s%.60s%s; it is one of %s",
             fisc__buffer_text(&c->path), item->u.string,
             nearest.best ? " (did you mean \"" : "",
             nearest.best ? nearest.best : "", nearest.best ? "\"?)" : "",
             allowed);
    remark(c, FISC_LOG_ERROR, item, FISC__RULE_WRONG_VALUE, both(message));
}

static void
check_date(struct checking *c, const struct fisc__definition *definition,
           const struct fisc__item *item)
{
    char message[512];

    if (item->kind != FISC__ITEM_STRING) {
        wrong_type(c, definition, item);
        return;
    }
    if (item->is_date ||
        (definition->none && strcmp(item->u.string, "none") == 0))
        return;
    snprintf(message, sizeof message, "%.200s is \"%.40s\", which is no %s",
             fisc__buffer_text(&c->path), item->u.string,
             strlen(item->u.string) == 10 && item->u.string[4] == '-' &&
                     item->u.string[7] == '-'
                 ? "day of the calendar"
                 : definition->none ? "date YYYY-MM-DD and not \"none\""
                                    : "date YYYY-MM-DD");
    remark(c, FISC_LOG_ERROR, item, FISC__RULE_WRONG_VALUE, both(message));
}

static void
check_set(struct checking *c, const struct fisc__definition *definition,
          const struct fisc__item *item)
{
    if (item->kind != FISC__ITEM_LIST ||
        (item->u.children.count > 0 && item->u.children.list[0]->name)) {
        wrong_type(c, definition, item);
        return;
    }
    for (size_t i = 0; i < item->u.children.count; i++) {
        const struct fisc__item *member = item->u.children.list[i];
        char message[512];

        if (member->kind == FISC__ITEM_STRING) {
            check_value(c, definition, member);
            continue;
        }
        snprintf(message, sizeof message,
                 "%.200s is a set of strings, but has %s%s",
                 fisc__buffer_text(&c->path), found_text(member),
                 " (quote it in JSON, add type=\"string\" in XML)");
        remark(c, FISC_LOG_ERROR, member, FISC__RULE_WRONG_TYPE, both(message));
    }
}

static void
check_scalar(struct checking *c, const struct fisc__definition *definition,
             const struct fisc__item *item)
{
    bool right;

    switch (definition->type) {
    case FISC_FACT_FLAG:
        right = item->kind == FISC__ITEM_BOOLEAN;
        break;
    case FISC_FACT_INTEGER:
        right = item->kind == FISC__ITEM_INTEGER;
        break;
    case FISC_FACT_DECIMAL:
        right = item->kind == FISC__ITEM_DECIMAL ||
                item->kind == FISC__ITEM_INTEGER;
        break;
    default:
        right = item->kind == FISC__ITEM_STRING;
        break;
    }
    if (!right)
        wrong_type(c, definition, item);
    else if (definition->type == FISC_FACT_ENUMERATION)
        check_value(c, definition, item);
}

static void
check_evidence(struct checking *c, const struct fisc__item *item)
{
    const char *id = item->about ? item->about->evidence : NULL;
    char ja[512], message[512];

    if (!id || (c->evidence && fisc__item_record(c->evidence, id)))
        return;
    snprintf(message, sizeof message,
             "%.200s refers to the evidence \"%.100s\", which is not in the "
             "register",
             fisc__buffer_text(&c->path), id);
    snprintf(ja, sizeof ja, "%.200s の挙げる証跡 \"%.100s\" は台帳にない",
             fisc__buffer_text(&c->path), id);
    remark(c, FISC_LOG_WARNING, item, FISC__RULE_NO_EVIDENCE,
           (struct fisc__text){ja, message});
}

static void
check_item(struct checking *c, const struct fisc__word *word,
           const struct fisc__item *item);

static void
cut_back(struct fisc__buffer *path, size_t length)
{
    path->length = length;
    if (path->text)
        path->text[length] = '\0';
}

/* Appends a segment to both paths, and takes it off again. */
static void
check_field(struct checking *c, const struct fisc__word *word,
            const struct fisc__item *field)
{
    size_t length = c->path.length, word_length = c->word_path.length;
    const struct fisc__word *child =
        fisc__word_child(word, field->name, strlen(field->name));

    if (length > 0)
        fisc__buffer_char(&c->path, '.');
    if (word_length > 0)
        fisc__buffer_char(&c->word_path, '.');
    fisc__buffer_string(&c->path, field->name);
    fisc__buffer_string(&c->word_path, field->name);
    if (child)
        check_item(c, child, field);
    else
        unknown_path(c, field);
    cut_back(&c->path, length);
    cut_back(&c->word_path, word_length);
}

static void
check_fields(struct checking *c, const struct fisc__word *word,
             const struct fisc__item *record)
{
    for (size_t i = 0; i < record->u.children.count; i++)
        check_field(c, word, record->u.children.list[i]);
}

static void
check_list(struct checking *c, const struct fisc__word *word,
           const struct fisc__item *item)
{
    size_t length = c->path.length, word_length = c->word_path.length;

    if (item->kind != FISC__ITEM_LIST ||
        (item->u.children.count > 0 && !item->u.children.list[0]->name)) {
        wrong_type(c, word->definition, item);
        return;
    }
    fisc__buffer_string(&c->word_path, "[]");
    for (size_t i = 0; i < item->u.children.count; i++) {
        fisc__buffer_char(&c->path, '[');
        fisc__buffer_string(&c->path, item->u.children.list[i]->name);
        fisc__buffer_char(&c->path, ']');
        check_fields(c, word, item->u.children.list[i]);
        cut_back(&c->path, length);
    }
    cut_back(&c->word_path, word_length);
}

static void
check_item(struct checking *c, const struct fisc__word *word,
           const struct fisc__item *item)
{
    const struct fisc__definition *definition = word->definition;

    check_evidence(c, item);
    if (item->kind == FISC__ITEM_UNKNOWN)
        return;
    if (!definition && item->kind == FISC__ITEM_RECORD)
        check_fields(c, word, item);
    else if (!definition)
        wrong_type(c, definition, item);
    else if (definition->type == FISC_FACT_LIST)
        check_list(c, word, item);
    else if (definition->type == FISC_FACT_SET)
        check_set(c, definition, item);
    else if (definition->type == FISC_FACT_DATE)
        check_date(c, definition, item);
    else
        check_scalar(c, definition, item);
}

enum fisc_status
fisc_system__check(const struct fisc_system *system,
                   const struct fisc__vocabulary *vocabulary,
                   bool allow_unknown, struct fisc__diagnostics *diagnostics,
                   struct fisc_error *reterr)
{
    struct checking c = {.vocabulary = vocabulary,
                         .allow_unknown = allow_unknown,
                         .diagnostics = diagnostics};

    c.evidence = fisc__item_field(system->root, "evidence", 8);
    fisc__buffer_init(&c.path, system->context);
    fisc__buffer_init(&c.word_path, system->context);
    check_fields(&c, &vocabulary->root, system->root);
    c.failed = c.failed || c.path.failed || c.word_path.failed;
    fisc__buffer_done(&c.path);
    fisc__buffer_done(&c.word_path);
    if (c.failed)
        return fisc__error_nomem(reterr);
    if (c.first.status == FISC_OK)
        return fisc_system__check_split(system, reterr);
    if (reterr)
        *reterr = c.first;
    return c.first.status;
}

/* ---- one place -----------------------------------------------------------*/

/* A segment of a path that leads on to a field, or to an element. */
static bool
leads_on(const struct fisc__word *word, const struct fisc__segment *segment)
{
    bool list = word->definition && word->definition->type == FISC_FACT_LIST;

    return list == (segment->id != NULL) && (list || !word->definition);
}

/* Appends a segment to both paths. */
static void
add_segment(struct checking *c, const struct fisc__segment *segment)
{
    if (c->path.length > 0) {
        fisc__buffer_char(&c->path, '.');
        fisc__buffer_char(&c->word_path, '.');
    }
    fisc__buffer_append(&c->path, segment->name, segment->length);
    fisc__buffer_append(&c->word_path, segment->name, segment->length);
    if (!segment->id)
        return;
    fisc__buffer_char(&c->path, '[');
    fisc__buffer_append(&c->path, segment->id, segment->id_length);
    fisc__buffer_char(&c->path, ']');
    fisc__buffer_string(&c->word_path, "[]");
}

/* Follows a path as check_fields() goes, and checks what stands at its end. */
static void
check_path(struct checking *c, const struct fisc__word *word,
           const struct fisc__item *item, const char *path)
{
    while (*path && item) {
        struct fisc__segment segment;
        const struct fisc__item *list = NULL;

        fisc__path_next(&path, &segment);
        item = fisc__item_field(item, segment.name, segment.length);
        word = fisc__word_child(word, segment.name, segment.length);
        if (item && segment.id) {
            list = item;
            item = fisc__item_element(list, segment.id, segment.id_length);
        }
        add_segment(c, &segment);
        if (!item)
            return; /* nothing is stated there */
        if (!word)
            unknown_path(c, list ? list : item);
        else if ((*path || list) && !leads_on(word, &segment))
            wrong_type(c, word->definition, list ? list : item);
        else if (!*path && list)
            check_fields(c, word, item);
        else if (!*path)
            check_item(c, word, item);
        else
            continue;
        return;
    }
}

/* Needs no closer look: the most frequent facts, with nothing to remark. */
static bool
is_plainly_right(const struct fisc__definition *definition,
                 const struct fisc__item *item)
{
    if (item->about && item->about->evidence)
        return false;
    switch (definition->type) {
    case FISC_FACT_FLAG:
        return item->kind == FISC__ITEM_BOOLEAN;
    case FISC_FACT_INTEGER:
        return item->kind == FISC__ITEM_INTEGER;
    case FISC_FACT_DECIMAL:
        return item->kind == FISC__ITEM_DECIMAL;
    case FISC_FACT_STRING:
        return item->kind == FISC__ITEM_STRING;
    case FISC_FACT_DATE:
        return item->kind == FISC__ITEM_STRING && item->is_date;
    case FISC_FACT_ENUMERATION:
        return item->kind == FISC__ITEM_STRING &&
               fisc__definition_rank(definition, item->u.string) >= 0;
    default:
        return false;
    }
}

/* The word that a whole path leads to, by the way that it goes; or NULL. */
static const struct fisc__word *
plain_word(const struct fisc__word *word, const char *path)
{
    while (*path) {
        struct fisc__segment segment;

        fisc__path_next(&path, &segment);
        word = fisc__word_child(word, segment.name, segment.length);
        if (!word || ((*path || segment.id) && !leads_on(word, &segment)))
            return NULL;
        if (!*path && segment.id)
            return NULL; /* an element */
    }
    return word;
}

enum fisc_status
fisc_system__check_at(const struct fisc_system *system,
                      const struct fisc__vocabulary *vocabulary,
                      bool allow_unknown, const char *path,
                      const struct fisc__item *item,
                      const struct fisc__word **ret_word, bool *ret_clean,
                      struct fisc_error *reterr)
{
    struct fisc__diagnostics diagnostics;
    struct fisc__arena arena;
    struct checking c = {.vocabulary = vocabulary,
                         .allow_unknown = allow_unknown,
                         .diagnostics = &diagnostics};

    *ret_clean = true;
    *ret_word = plain_word(&vocabulary->root, path);
    if (*ret_word && (!item || ((*ret_word)->definition &&
                                is_plainly_right((*ret_word)->definition,
                                                 item))))
        return FISC_OK;
    fisc__arena_init(&arena, system->context);
    fisc__diagnostics_init(&diagnostics, &arena);
    c.evidence = fisc__item_field(system->root, "evidence", 8);
    fisc__buffer_init(&c.path, system->context);
    fisc__buffer_init(&c.word_path, system->context);
    check_path(&c, &vocabulary->root, system->root, path);
    c.failed = c.failed || c.path.failed || c.word_path.failed;
    fisc__buffer_done(&c.path);
    fisc__buffer_done(&c.word_path);
    fisc__diagnostics_done(&diagnostics);
    fisc__arena_done(&arena);
    if (c.failed)
        return fisc__error_nomem(reterr);
    *ret_clean = c.remarks == 0;
    if (c.first.status && reterr)
        *reterr = c.first;
    return c.first.status;
}
