/* SPDX-License-Identifier: MIT */
/* Files of cases, read. */

#include "base/date.h"
#include "base/lines.h"
#include "base/nearest.h"
#include "test/suite.h"
#include "test/words.h"

#include <string.h>

struct reader {
    struct fisc__suite *suite;
    struct fisc__words words;
    struct fisc__test_setting common; /* what stands before the first case */
    size_t first;                     /* case of this file */
    struct fisc_error *reterr;
};

static const char *const results[FISC_RESULT_COUNT] = {
    [FISC_RESULT_PASS] = "pass",
    [FISC_RESULT_FAIL] = "fail",
    [FISC_RESULT_UNKNOWN] = "unknown",
    [FISC_RESULT_ERROR] = "error",
    [FISC_RESULT_NOTAPPLICABLE] = "notapplicable",
    [FISC_RESULT_NOTCHECKED] = "notchecked",
    [FISC_RESULT_NOTSELECTED] = "notselected",
    [FISC_RESULT_INFORMATIONAL] = "informational",
};

/* What a row's reason is where it is not written; NULL: it has to be. */
static const char *const reasons[FISC_RESULT_COUNT] = {
    [FISC_RESULT_PASS] = "met",
    [FISC_RESULT_FAIL] = "not-met",
    [FISC_RESULT_ERROR] = "error",
    [FISC_RESULT_NOTAPPLICABLE] = "when",
    [FISC_RESULT_NOTCHECKED] = "no-check",
    [FISC_RESULT_NOTSELECTED] = "borne-by",
    [FISC_RESULT_INFORMATIONAL] = "may",
};

void
fisc__suite_init(struct fisc__suite *suite, struct fisc_context *context)
{
    *suite = (struct fisc__suite){.context = context};
    fisc__arena_init(&suite->arena, context);
}

void
fisc__suite_done(struct fisc__suite *suite)
{
    fisc__arena_done(&suite->arena);
}

/* ---- small parts ---------------------------------------------------------*/

/*
 * A new zeroed element at the end of a list in the arena. Lists are copied by
 * assignment: with capacity cut to count, a copy leaves the original alone.
 */
static void *
push(struct reader *r, void *list_pointer, size_t *count, size_t *capacity,
     size_t size)
{
    char *list;

    memcpy(&list, list_pointer, sizeof list);
    if (*count == *capacity) {
        size_t more = *capacity ? *capacity * 2 : 4;
        char *larger = fisc__arena_array(&r->suite->arena, more, size);

        if (!larger)
            return NULL;
        if (*count)
            memcpy(larger, list, *count * size);
        memcpy(list_pointer, &larger, sizeof larger);
        *capacity = more;
        list = larger;
    }
    return list + (*count)++ * size;
}

static const char *
copy(struct reader *r, const struct fisc__word_at *word)
{
    return fisc__arena_copy(&r->suite->arena, word->text, word->length);
}

static enum fisc_status
refuse(struct reader *r, const struct fisc__word_at *word, const char *message)
{
    return fisc__error(r->reterr, FISC_ERR_SYNTAX, &word->place, "%s",
                       message);
}

/* Nothing more may stand on the line. */
static enum fisc_status
end_line(struct reader *r)
{
    struct fisc__word_at word = fisc__words_next(&r->words);

    if (!word.length)
        return FISC_OK;
    return fisc__error(r->reterr, FISC_ERR_SYNTAX, &word.place,
                       "\"%.*s\" is one word too many", (int)word.length,
                       word.text);
}

/* A further word, copied; an error where there is none. */
static enum fisc_status
need_word(struct reader *r, const char *what, struct fisc__place *ret_place,
          const char **ret)
{
    struct fisc__word_at word = fisc__words_next(&r->words);

    if (!word.length)
        return fisc__error(r->reterr, FISC_ERR_SYNTAX, &word.place,
                           "%s is missing", what);
    if (ret_place)
        *ret_place = word.place;
    *ret = copy(r, &word);
    return *ret ? FISC_OK : fisc__error_nomem(r->reterr);
}

static struct fisc__test_case *
this_case(struct reader *r)
{
    return r->suite->case_count > r->first
               ? &r->suite->cases[r->suite->case_count - 1]
               : NULL;
}

/* What the line at hand adds to. */
static struct fisc__test_setting *
setting(struct reader *r)
{
    struct fisc__test_case *at = this_case(r);

    return at ? &at->setting : &r->common;
}

/* ---- settings ------------------------------------------------------------*/

static enum fisc_status
read_as_of(struct reader *r)
{
    struct fisc__word_at word = fisc__words_next(&r->words);

    if (!fisc__date_read(word.text, word.length, &setting(r)->as_of))
        return refuse(r, &word, "as-of takes a day: YYYY-MM-DD");
    return end_line(r);
}

static enum fisc_status
read_base(struct reader *r, const struct fisc__word_at *first)
{
    enum fisc_status status;

    if (this_case(r))
        return refuse(r, first, "base stands before the first case; a case "
                                "names its own: case NAME BASE");
    status = need_word(r, "the base's name", &r->common.base.place,
                       &r->common.base.name);
    return status ? status : end_line(r);
}

static enum fisc_status
read_join(struct reader *r)
{
    struct fisc__test_setting *to = setting(r);
    struct fisc__test_join *join = push(r, &to->joins, &to->join_count,
                                        &to->join_capacity, sizeof *join);
    enum fisc_status status;

    if (!join)
        return fisc__error_nomem(r->reterr);
    status = need_word(r, "the party", NULL, &join->party);
    if (!status)
        status = need_word(r, "the description's name", &join->base.place,
                           &join->base.name);
    return status ? status : end_line(r);
}

static enum fisc_status
read_values(struct reader *r, struct fisc__test_param *param)
{
    size_t capacity = 0;
    struct fisc__word_at word;

    while ((word = fisc__words_next(&r->words)).length) {
        const char **value = push(r, &param->values, &param->count, &capacity,
                                  sizeof *value);

        if (!value || !(*value = copy(r, &word)))
            return fisc__error_nomem(r->reterr);
    }
    return param->count ? FISC_OK : refuse(r, &word, "a value is missing");
}

static enum fisc_status
read_param(struct reader *r)
{
    struct fisc__test_setting *to = setting(r);
    struct fisc__test_param *param = push(r, &to->params, &to->param_count,
                                          &to->param_capacity, sizeof *param);
    struct fisc__word_at word;
    enum fisc_status status;

    if (!param)
        return fisc__error_nomem(r->reterr);
    status = need_word(r, "the param's id", &param->place, &param->id);
    if (status)
        return status;
    word = fisc__words_next(&r->words);
    if (fisc__word_is(&word, "unset"))
        return end_line(r);
    if (!fisc__word_is(&word, "="))
        return refuse(r, &word, "a param takes \"= VALUE\" or \"unset\"");
    return read_values(r, param);
}

/* ---- changes -------------------------------------------------------------*/

static enum fisc_status
read_change(struct reader *r, enum fisc__change_kind kind,
            const struct fisc__word_at *path)
{
    struct fisc__test_setting *to = setting(r);
    struct fisc__test_change *change =
        push(r, &to->changes, &to->change_count, &to->change_capacity,
             sizeof *change);
    struct fisc__word_at value;

    if (!change || !(change->path = copy(r, path)))
        return fisc__error_nomem(r->reterr);
    change->kind = kind;
    change->place = path->place;
    if (kind != FISC__CHANGE_STATE)
        return end_line(r);
    fisc__words_next(&r->words); /* = */
    value = fisc__words_value(&r->words);
    if (!value.length)
        return refuse(r, &value, "a value in JSON is missing");
    change->value_place = value.place;
    change->value = copy(r, &value);
    return change->value ? FISC_OK : fisc__error_nomem(r->reterr);
}

/* "- path", "~ path" */
static enum fisc_status
read_marked(struct reader *r, enum fisc__change_kind kind)
{
    struct fisc__word_at path = fisc__words_next(&r->words);

    if (!path.length)
        return refuse(r, &path, "a path is missing");
    return read_change(r, kind, &path);
}

/* ---- rows ----------------------------------------------------------------*/

static bool
find_result(const struct fisc__word_at *word, enum fisc_result *ret)
{
    for (size_t i = 0; i < FISC_RESULT_COUNT; i++)
        if (fisc__word_is(word, results[i])) {
            *ret = (enum fisc_result)i;
            return true;
        }
    return false;
}

/* The rest of a row: "via=…", paths, "..." at the end. */
static enum fisc_status
read_paths(struct reader *r, struct fisc__test_row *row)
{
    size_t capacity = 0;
    struct fisc__word_at word;

    while ((word = fisc__words_next(&r->words)).length) {
        const char *text, **path;

        if (row->more)
            return refuse(r, &word, "\"...\" comes last");
        if (fisc__word_is(&word, "...")) {
            row->more = true;
            continue;
        }
        text = copy(r, &word);
        if (text && strncmp(text, "via=", 4) == 0) {
            row->via = text + 4;
            continue;
        }
        path = push(r, &row->paths, &row->path_count, &capacity, sizeof *path);
        if (!text || !path)
            return fisc__error_nomem(r->reterr);
        *path = text;
    }
    return FISC_OK;
}

/* A reason is one of our words: "not-met", "stale". */
static bool
is_reason(const struct fisc__word_at *word)
{
    for (size_t i = 0; i < word->length; i++)
        if (word->text[i] != '-' &&
            (word->text[i] < 'a' || word->text[i] > 'z'))
            return false;
    return word->length > 0;
}

static enum fisc_status
read_reason(struct reader *r, struct fisc__test_row *row)
{
    static const char *const known[] = {
        "met",     "vacuous",     "not-met", "inherited",  "unset",
        "absent",  "stated",      "incomplete", "undated", "future",
        "unconfirmed", "stale",   "unanswered", "error",   "budget",
        "memory",  "when",        "function", "no-check",  "may",
        "borne-by", "waived"};
    struct fisc__word_at word = fisc__words_peek(&r->words);
    struct fisc__nearest nearest;

    row->reason = reasons[row->result];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (fisc__word_is(&word, known[i])) {
            fisc__words_next(&r->words);
            row->reason = known[i];
            return FISC_OK;
        }
    if (!row->reason)
        return refuse(r, &word, "unknown takes its reason: absent, stale, …");
    if (!is_reason(&word))
        return FISC_OK;
    /* A fact of one segment may look like a reason that is mistyped. */
    fisc__nearest_init(&nearest, copy(r, &word));
    if (!nearest.wanted)
        return fisc__error_nomem(r->reterr);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        fisc__nearest_offer(&nearest, known[i]);
    if (nearest.best)
        return fisc__error(r->reterr, FISC_ERR_SYNTAX, &word.place,
                           "there is no reason \"%s\"; did you mean \"%s\"?",
                           nearest.wanted, nearest.best);
    return FISC_OK;
}

static enum fisc_status
read_row(struct reader *r, const struct fisc__word_at *key,
         enum fisc_result result)
{
    struct fisc__test_case *at = this_case(r);
    struct fisc__test_row *row;
    enum fisc_status status;

    if (!at)
        return refuse(r, key, "a row stands in a case");
    row = push(r, &at->rows, &at->row_count, &at->row_capacity, sizeof *row);
    if (!row || !(row->key = copy(r, key)))
        return fisc__error_nomem(r->reterr);
    row->clause_length = strcspn(row->key, "@");
    row->result = result;
    row->place = key->place;
    fisc__words_next(&r->words); /* the result */
    status = read_reason(r, row);
    return status ? status : read_paths(r, row);
}

/* ---- excuses -------------------------------------------------------------*/

static enum fisc_status
read_quoted(struct reader *r, const char **ret)
{
    struct fisc__word_at rest = fisc__words_rest(&r->words);

    if (rest.length < 3 || rest.text[0] != '"' ||
        rest.text[rest.length - 1] != '"')
        return refuse(r, &rest, "the reason is missing, in quotes");
    rest.text++;
    rest.length -= 2;
    *ret = copy(r, &rest);
    return *ret ? FISC_OK : fisc__error_nomem(r->reterr);
}

static enum fisc_status
read_excuse(struct reader *r, const struct fisc__word_at *first)
{
    struct fisc__suite *suite = r->suite;
    struct fisc__test_excuse *excuse =
        push(r, &suite->excuses, &suite->excuse_count,
             &suite->excuse_capacity, sizeof *excuse);
    struct fisc__word_at word;
    enum fisc_status status;

    if (!excuse)
        return fisc__error_nomem(r->reterr);
    excuse->equivalent = fisc__word_is(first, "equivalent");
    excuse->place = first->place;
    if (!excuse->equivalent) {
        word = fisc__words_next(&r->words);
        if (!find_result(&word, &excuse->result) ||
            (excuse->result != FISC_RESULT_PASS &&
             excuse->result != FISC_RESULT_FAIL &&
             excuse->result != FISC_RESULT_UNKNOWN))
            return refuse(r, &word, "never takes pass, fail or unknown");
    }
    status = need_word(r, excuse->equivalent ? "the mutant's id"
                                             : "the clause's key",
                       &excuse->place, &excuse->item);
    return status ? status : read_quoted(r, &excuse->reason);
}

/* ---- cases ---------------------------------------------------------------*/

/* The case at hand has what it needs. */
static enum fisc_status
finish_case(struct reader *r)
{
    const struct fisc__test_case *at = this_case(r);
    const char *missing = NULL;

    if (!at)
        return FISC_OK;
    if (!at->setting.base.name)
        missing = "has no base: name one after it, or write \"base NAME\" "
                  "before the first case";
    else if (at->setting.as_of == FISC_DATE_NONE)
        missing = "has no date: write \"as-of YYYY-MM-DD\" before the first "
                  "case";
    else if (at->row_count == 0)
        missing = "has no row that must come out";
    if (!missing)
        return FISC_OK;
    return fisc__error_item(r->reterr, FISC_ERR_INVALID, &at->place, at->name,
                            "the case \"%s\" %s", at->name, missing);
}

static const struct fisc__test_case *
find_case(const struct reader *r, const char *name)
{
    for (size_t i = r->first; i < r->suite->case_count; i++)
        if (strcmp(r->suite->cases[i].name, name) == 0)
            return &r->suite->cases[i];
    return NULL;
}

static enum fisc_status
refuse_second(struct reader *r, const struct fisc__word_at *word,
              const struct fisc__test_case *before)
{
    return fisc__error_item(r->reterr, FISC_ERR_CONFLICT, &word->place,
                            before->name,
                            "there is a case \"%s\" already, at line %u",
                            before->name, before->place.line);
}

/* A copy that later additions to either leave alone. */
static void
copy_setting(struct fisc__test_setting *to,
             const struct fisc__test_setting *from)
{
    *to = *from;
    to->change_capacity = to->change_count;
    to->param_capacity = to->param_count;
    to->join_capacity = to->join_count;
}

/* What the new case begins with: an earlier case, or a base's name. */
static enum fisc_status
read_beginning(struct reader *r, struct fisc__test_setting *ret)
{
    struct fisc__word_at word = fisc__words_next(&r->words);
    const struct fisc__test_case *from;
    const char *name;

    copy_setting(ret, &r->common);
    if (!word.length)
        return FISC_OK;
    name = copy(r, &word);
    if (!name)
        return fisc__error_nomem(r->reterr);
    from = find_case(r, name);
    if (from)
        copy_setting(ret, &from->setting);
    else
        ret->base = (struct fisc__test_base){.name = name,
                                             .place = word.place};
    return end_line(r);
}

static enum fisc_status
read_case(struct reader *r)
{
    struct fisc__suite *suite = r->suite;
    enum fisc_status status = finish_case(r);
    struct fisc__word_at word = fisc__words_next(&r->words);
    struct fisc__test_case new = {.file = r->words.file, .place = word.place};
    struct fisc__test_case *added;
    const struct fisc__test_case *before;

    if (status)
        return status;
    if (!word.length)
        return refuse(r, &word, "the case's name is missing");
    new.name = copy(r, &word);
    if (!new.name)
        return fisc__error_nomem(r->reterr);
    before = find_case(r, new.name);
    if (before)
        return refuse_second(r, &word, before);
    status = read_beginning(r, &new.setting);
    if (status)
        return status;
    added = push(r, &suite->cases, &suite->case_count, &suite->case_capacity,
                 sizeof *added);
    if (!added)
        return fisc__error_nomem(r->reterr);
    *added = new;
    return FISC_OK;
}

static enum fisc_status
read_all_rows(struct reader *r, const struct fisc__word_at *first)
{
    struct fisc__test_case *at = this_case(r);

    if (!at)
        return refuse(r, first, "all-rows stands in a case");
    at->all_rows = true;
    return end_line(r);
}

/* ---- lines ---------------------------------------------------------------*/

static enum fisc_status
refuse_line(struct reader *r, const struct fisc__word_at *first)
{
    struct fisc__word_at second = fisc__words_peek(&r->words);

    if (memchr(first->text, '=', first->length))
        return refuse(r, first, "a change has spaces around its \"=\": "
                                "path = JSON");
    if (second.length)
        return fisc__error(r->reterr, FISC_ERR_SYNTAX, &second.place,
                           "\"%.*s\" is neither \"=\" nor a result",
                           (int)second.length, second.text);
    return fisc__error(r->reterr, FISC_ERR_SYNTAX, &first->place,
                       "\"%.*s\" begins no line that cases have",
                       (int)first->length, first->text);
}

static enum fisc_status
read_line(struct reader *r)
{
    struct fisc__word_at first = fisc__words_next(&r->words);
    struct fisc__word_at second = fisc__words_peek(&r->words);
    enum fisc_result result;

    if (fisc__word_is(&second, "="))
        return read_change(r, FISC__CHANGE_STATE, &first);
    if (fisc__word_is(&first, "-"))
        return read_marked(r, FISC__CHANGE_REMOVE);
    if (fisc__word_is(&first, "~"))
        return read_marked(r, FISC__CHANGE_OPEN);
    if (fisc__word_is(&first, "case"))
        return read_case(r);
    if (fisc__word_is(&first, "as-of"))
        return read_as_of(r);
    if (fisc__word_is(&first, "base"))
        return read_base(r, &first);
    if (fisc__word_is(&first, "join"))
        return read_join(r);
    if (fisc__word_is(&first, "param"))
        return read_param(r);
    if (fisc__word_is(&first, "all-rows"))
        return read_all_rows(r, &first);
    if (fisc__word_is(&first, "never") || fisc__word_is(&first, "equivalent"))
        return read_excuse(r, &first);
    if (find_result(&second, &result))
        return read_row(r, &first, result);
    return refuse_line(r, &first);
}

enum fisc_status
fisc__suite_read(struct fisc__suite *suite, const char *name, const char *text,
                 size_t length, struct fisc_error *reterr)
{
    struct reader r = {.suite = suite, .first = suite->case_count,
                       .reterr = reterr};
    const char *file = fisc__arena_string(&suite->arena, name);
    enum fisc_status status;

    if (!file)
        return fisc__error_nomem(reterr);
    status = fisc__lines_check(suite->context, file, text, length, reterr);
    r.common.as_of = FISC_DATE_NONE;
    fisc__words_init(&r.words, file, text, length);
    while (!status && fisc__words_line(&r.words))
        status = read_line(&r);
    return status ? status : finish_case(&r);
}
