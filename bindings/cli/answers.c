/* SPDX-License-Identifier: MIT */
/*
 * Answers to a questionnaire, put into the description that it was about: the
 * file that `fisc questionnaire -f json` printed, with "answer" filled in.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "json/json.h"

#define FORMAT "libfisc-questionnaire/1"

struct answers {
    struct fisc_context *context;
    struct fisc__arena arena;
    const char *date; /* that of the questions */
    const char *system; /* the id of what they were about */
    struct fisc_change *changes;
    struct fisc__place *places; /* of each change's answer */
    size_t count;
    struct fisc_error *reterr;
};

/* ---- a value as a description spells it ----------------------------------*/

static void
put_value(struct fisc__buffer *buffer, const struct fisc__json *value);

static void
put_parts(struct fisc__buffer *buffer, const struct fisc__json *value,
          const char *but)
{
    bool first = true;

    for (const struct fisc__json *part = value->first; part;
         part = part->next) {
        if (but && strcmp(part->key, but) == 0)
            continue;
        if (!first)
            fisc__buffer_char(buffer, ',');
        first = false;
        if (part->key) {
            fisc__json_quote(buffer, part->key);
            fisc__buffer_char(buffer, ':');
        }
        put_value(buffer, part);
    }
}

static void
put_value(struct fisc__buffer *buffer, const struct fisc__json *value)
{
    switch (value->kind) {
    case FISC__JSON_NULL:
        fisc__buffer_string(buffer, "null");
        return;
    case FISC__JSON_BOOLEAN:
        fisc__buffer_string(buffer, value->integer ? "true" : "false");
        return;
    case FISC__JSON_INTEGER:
        fisc__buffer_format(buffer, "%lld", (long long)value->integer);
        return;
    case FISC__JSON_DECIMAL:
        fisc__buffer_format(buffer, "%.17g", value->decimal);
        return;
    case FISC__JSON_STRING:
        fisc__json_quote(buffer, value->string);
        return;
    case FISC__JSON_ARRAY:
        fisc__buffer_char(buffer, '[');
        put_parts(buffer, value, NULL);
        fisc__buffer_char(buffer, ']');
        return;
    case FISC__JSON_OBJECT:
        fisc__buffer_char(buffer, '{');
        put_parts(buffer, value, NULL);
        fisc__buffer_char(buffer, '}');
        return;
    }
}

/*
 * A bare value was so on the day of the questions; a record says itself, and
 * an entry of a register has its id in the path.
 */
static const char *
value_text(struct answers *answers, const struct fisc__json *answer,
           bool entry)
{
    bool bare = answer->kind != FISC__JSON_ARRAY &&
                answer->kind != FISC__JSON_OBJECT;
    struct fisc__buffer buffer;
    const char *text = NULL;

    fisc__buffer_init(&buffer, answers->context);
    if (bare)
        fisc__buffer_string(&buffer, "{\"value\": ");
    if (entry) {
        fisc__buffer_char(&buffer, '{');
        put_parts(&buffer, answer, "id");
        fisc__buffer_char(&buffer, '}');
    } else {
        put_value(&buffer, answer);
    }
    if (bare)
        fisc__buffer_format(&buffer, ", \"date\": \"%s\"}", answers->date);
    if (!buffer.failed)
        text = fisc__arena_string(&answers->arena,
                                  fisc__buffer_text(&buffer));
    fisc__buffer_done(&buffer);
    return text;
}

/* ---- one question --------------------------------------------------------*/

static bool
begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/*
 * The path of what is answered. A question about evidence or a contract is
 * answered by an entry of that register.
 */
static enum fisc_status
answer_path(struct answers *answers, const char *path,
            const struct fisc__json *answer, const char **ret)
{
    const char *reg = begins(path, "evidence(")   ? "evidence"
                      : begins(path, "contract(") ? "contracts"
                                                  : NULL;
    const struct fisc__json *id = fisc__json_get(answer, "id");

    if (begins(path, "param:") || strcmp(path, "function") == 0)
        return fisc__error(answers->reterr, FISC_ERR_INVALID, &answer->place,
                           "%s is nothing that a description states%s", path,
                           *path == 'p' ? ": a profile sets it" : "");
    *ret = path;
    if (!reg)
        return FISC_OK;
    if (!id || id->kind != FISC__JSON_STRING)
        return fisc__error(answers->reterr, FISC_ERR_INVALID, &answer->place,
                           "%s is answered by an entry of \"%s\": a record "
                           "with its \"id\"", path, reg);
    *ret = fisc__arena_format(&answers->arena, "%s[%s]", reg, id->string);
    if (*ret)
        return FISC_OK;
    return fisc__error(answers->reterr, FISC_ERR_NOMEM, NULL, "out of memory");
}

static enum fisc_status
read_answer(struct answers *answers, const struct fisc__json *question)
{
    const struct fisc__json *path = fisc__json_get(question, "path");
    const struct fisc__json *answer = fisc__json_get(question, "answer");
    struct fisc_change *change = &answers->changes[answers->count];
    enum fisc_status status;

    if (!path || path->kind != FISC__JSON_STRING)
        return fisc__error(answers->reterr, FISC_ERR_INVALID, &question->place,
                           "the question has no \"path\"");
    if (!answer || answer->kind == FISC__JSON_NULL)
        return FISC_OK;
    *change = (struct fisc_change){.size = sizeof *change,
                                   .kind = FISC_CHANGE_JSON};
    status = answer_path(answers, path->string, answer, &change->path);
    if (status != FISC_OK)
        return status;
    change->string = value_text(answers, answer,
                                change->path != path->string);
    if (!change->string)
        return fisc__error(answers->reterr, FISC_ERR_NOMEM, NULL,
                           "out of memory");
    answers->places[answers->count++] = answer->place;
    return FISC_OK;
}

/* ---- the file ------------------------------------------------------------*/

static const char *
member_text(const struct fisc__json *root, const char *key)
{
    const struct fisc__json *member = fisc__json_get(root, key);

    return member && member->kind == FISC__JSON_STRING ? member->string : "";
}

static enum fisc_status
read_questions(struct answers *answers, const struct fisc__json *root)
{
    const struct fisc__json *questions = fisc__json_get(root, "questions");
    enum fisc_status status = FISC_OK;

    if (strcmp(member_text(root, "format"), FORMAT) != 0 || !questions ||
        questions->kind != FISC__JSON_ARRAY)
        return fisc__error(answers->reterr, FISC_ERR_INVALID, &root->place,
                           "this is no filled questionnaire, of the format "
                           "\"" FORMAT "\"");
    answers->date = member_text(root, "as_of");
    answers->system = member_text(root, "system");
    answers->changes = cli_resize(NULL, questions->count,
                                  sizeof *answers->changes);
    answers->places = cli_resize(NULL, questions->count,
                                 sizeof *answers->places);
    for (const struct fisc__json *question = questions->first;
         question && status == FISC_OK; question = question->next)
        status = read_answer(answers, question);
    return status;
}

/* All of a file; to be freed. NULL with *reterr. */
static char *
read_file(const char *path, size_t *ret_length, struct fisc_error *reterr)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t used = 0, capacity = 0, got = 1;

    while (file && got > 0) {
        if (used == capacity)
            text = cli_resize(text, capacity = capacity * 2 + 65536, 1);
        got = fread(text + used, 1, capacity - used, file);
        used += got;
    }
    if (!file || ferror(file)) {
        fisc__error(reterr, FISC_ERR_IO, NULL, "%s: %s", path,
                    strerror(errno));
        free(text);
        text = NULL;
    }
    if (file)
        fclose(file);
    *ret_length = used;
    return text;
}

static enum fisc_status
read_answers(struct answers *answers, const char *path)
{
    struct fisc__json *root;
    size_t length;
    char *text = read_file(path, &length, answers->reterr);
    enum fisc_status status;

    if (!text)
        return FISC_ERR_IO;
    status = fisc__json_parse(&answers->arena, path, text, length, &root,
                              answers->reterr);
    free(text);
    return status == FISC_OK ? read_questions(answers, root) : status;
}

/* ---- into the description ------------------------------------------------*/

/* The place of the answer that could not be put in. */
static enum fisc_status
name_answer(const struct answers *answers, enum fisc_status status)
{
    struct fisc_error *error = answers->reterr;
    size_t number = status == FISC_OK ? 0 : error->line;

    if (number == 0 || number > answers->count ||
        strcmp(error->where, "changes") != 0)
        return status;
    snprintf(error->where, sizeof error->where, "%s",
             answers->places[number - 1].file);
    error->line = answers->places[number - 1].line;
    error->column = answers->places[number - 1].column;
    return status;
}

static enum fisc_status
put_answers(const struct answers *answers, struct fisc_system *system,
            const char *path, struct fisc_system **ret)
{
    if (strcmp(answers->system, fisc_system_id(system)) != 0)
        return fisc__error(answers->reterr, FISC_ERR_INVALID, NULL,
                           "%s: the questions were about \"%s\", not \"%s\"",
                           path, answers->system, fisc_system_id(system));
    return name_answer(answers,
                       fisc_system_change(system, answers->changes,
                                          answers->count, ret,
                                          answers->reterr));
}

enum fisc_status
cli_described(const struct cli_options *options, struct fisc_context *context,
              const char *path, struct fisc_system **ret,
              struct fisc_error *reterr)
{
    struct answers answers = {.context = context, .reterr = reterr};
    struct fisc_system *system = NULL;
    enum fisc_status status = cli_system(context, path, &system, reterr);

    if (status != FISC_OK || !options->answers) {
        *ret = system;
        return status;
    }
    fisc__arena_init(&answers.arena, context);
    status = read_answers(&answers, options->answers);
    if (status == FISC_OK)
        status = put_answers(&answers, system, options->answers, ret);
    free(answers.changes);
    free(answers.places);
    fisc__arena_done(&answers.arena);
    fisc_system_unref(system);
    return status;
}
