/* SPDX-License-Identifier: MIT */
/* The open questions of a report: gathered from its unknown rows. */

#include "report/questions.h"

#include <assert.h>
#include <string.h>

#include <fisc/policy.h>

#include "base/sized.h"
#include "policy/policy.h"
#include "report/rollup.h"

/* ---- paths ---------------------------------------------------------------*/

static enum fisc__state
state_of(const char *name)
{
    enum fisc__state state = FISC__UNSET;

    while (state < FISC__UNANSWERED &&
           strcmp(fisc__state_name(state), name) != 0)
        state++;
    return state;
}

/* "aws:suppliers[acme].reviewed" becomes "suppliers[].reviewed", in place. */
static const char *
path_of_vocabulary(char *path)
{
    char *start = path + strcspn(path, ":[."), *to;

    start = *start == ':' ? start + 1 : path;
    to = start;
    for (const char *from = start; *from;) {
        *to++ = *from;
        from += *from == '[' ? strcspn(from, "]") : 1;
    }
    *to = '\0';
    return start;
}

/* The index of the fact in the policy. */
static long
find_fact(const struct fisc_policy *policy, const char *path)
{
    const struct fisc__vocabulary *vocabulary = &policy->vocabulary;
    const struct fisc__word *word = fisc__word_find(&vocabulary->root, path);

    for (size_t i = 0; word && word->definition && i < vocabulary->count; i++)
        if (vocabulary->definitions[i] == word->definition)
            return (long)i;
    return FISC_QUESTION_NO_FACT;
}

static bool
keep(struct fisc_questions *questions, const char *text, const char **ret)
{
    *ret = *text ? fisc__arena_string(&questions->arena, text) : "";
    return *ret != NULL;
}

static bool
fill_asked(struct fisc_questions *questions, const struct fisc_policy *policy,
           const struct fisc_deciding *fact, struct fisc__asked *asked)
{
    char *path = fisc__arena_string(&questions->arena, fact->path);

    if (!path || !keep(questions, fact->path, &asked->path) ||
        !keep(questions, fact->candidate, &asked->candidate) ||
        !keep(questions, fact->question[0], &asked->text[0]) ||
        !keep(questions, fact->question[1], &asked->text[1]))
        return false;
    asked->state = state_of(fact->state);
    asked->fact = find_fact(policy, path_of_vocabulary(path));
    return true;
}

/* Rule 21 for a path that several rows wait for. */
static bool
merge_asked(struct fisc_questions *questions, const struct fisc_deciding *fact,
            struct fisc__asked *asked)
{
    enum fisc__state state = state_of(fact->state);

    if (state > asked->state)
        return true;
    if (state == asked->state &&
        (!*fact->candidate ||
         (*asked->candidate &&
          strcmp(fact->candidate, asked->candidate) >= 0)))
        return true;
    asked->state = state;
    return keep(questions, fact->candidate, &asked->candidate);
}

/* ---- gathering -----------------------------------------------------------*/

/* A row waits for a path; its index goes to *ret. */
static bool
add_path(struct fisc_questions *questions, const struct fisc_policy *policy,
         const struct fisc_deciding *fact, uint32_t *ret)
{
    struct fisc_context *context = questions->context;
    uint32_t number = fisc__names_add(&questions->names, fact->path,
                                      strlen(fact->path));
    struct fisc__asked *asked;

    if (!number ||
        !fisc__grow(context, &questions->asked, &questions->capacity,
                    questions->count, sizeof *asked))
        return false;
    asked = &questions->asked[number - 1];
    if (number > questions->count) {
        memset(asked, 0, sizeof *asked);
        questions->count++;
        if (!fill_asked(questions, policy, fact, asked))
            return false;
    } else if (!merge_asked(questions, fact, asked)) {
        return false;
    }
    if (!fisc__grow(context, &asked->rows, &asked->row_capacity,
                    asked->row_count, sizeof *asked->rows))
        return false;
    asked->rows[asked->row_count++] = (uint32_t)questions->waiting_count;
    *ret = number - 1;
    return true;
}

static bool
add_paths(struct fisc_questions *questions, const struct fisc_policy *policy,
          const struct fisc_explanation *explanation,
          struct fisc__waiting *waiting)
{
    size_t count = fisc_explanation_deciding_count(explanation);

    waiting->paths = fisc__arena_array(&questions->arena, count,
                                       sizeof *waiting->paths);
    if (!waiting->paths)
        return false;
    for (; waiting->count < count; waiting->count++) {
        struct fisc_deciding fact = {.size = sizeof fact};

        fisc_explanation_deciding(explanation, waiting->count, &fact);
        if (!add_path(questions, policy, &fact,
                      &waiting->paths[waiting->count]))
            return false;
    }
    return true;
}

static enum fisc_status
add_row(struct fisc_questions *questions, const struct fisc_report *report,
        size_t row, enum fisc_level level, struct fisc_error *reterr)
{
    struct fisc__waiting *waiting =
        &questions->waiting[questions->waiting_count];
    struct fisc_explanation *explanation;
    enum fisc_status status =
        fisc_report_explain(report, row, &explanation, reterr);
    bool right;

    if (status)
        return status;
    waiting->row = (uint32_t)row;
    waiting->must = level == FISC_LEVEL_MUST;
    right = add_paths(questions, fisc_report_policy(report), explanation,
                      waiting);
    fisc_explanation_free(explanation);
    if (!right)
        return fisc__error_nomem(reterr);
    questions->open += waiting->must;
    questions->waiting_count++;
    return FISC_OK;
}

static enum fisc_status
add_rows(struct fisc_questions *questions, const struct fisc_report *report,
         struct fisc_error *reterr)
{
    size_t count = fisc_report_result_count(report), unknown = 0;
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < count; i++)
        unknown += fisc__report_row(report, i).result == FISC_RESULT_UNKNOWN;
    questions->waiting = fisc__arena_array(&questions->arena, unknown,
                                           sizeof *questions->waiting);
    if (!questions->waiting)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; !status && i < count; i++) {
        struct fisc_result_info row = fisc__report_row(report, i);

        if (row.result == FISC_RESULT_UNKNOWN)
            status = add_row(questions, report, i, row.level, reterr);
    }
    return status;
}

/* ---- life ----------------------------------------------------------------*/

enum fisc_status
fisc_report_questions(const struct fisc_report *report,
                      struct fisc_questions **ret, struct fisc_error *reterr)
{
    struct fisc_context *context;
    struct fisc_questions *questions;
    enum fisc_status status;

    assert(report && ret);
    context = fisc_report_policy(report)->context;
    questions = fisc__alloc(context, sizeof *questions);
    if (!questions)
        return fisc__error_nomem(reterr);
    questions->context = fisc_context_ref(context);
    fisc__arena_init(&questions->arena, context);
    fisc__names_init(&questions->names, context, &questions->arena, NULL);
    status = add_rows(questions, report, reterr);
    if (!status && !fisc__questions_order(questions))
        status = fisc__error_nomem(reterr);
    if (status) {
        fisc_questions_free(questions);
        return status;
    }
    *ret = questions;
    return FISC_OK;
}

void
fisc_questions_free(struct fisc_questions *questions)
{
    struct fisc_context *context;

    if (!questions)
        return;
    context = questions->context;
    for (size_t i = 0; i < questions->count; i++)
        fisc__free(context, questions->asked[i].rows,
                   questions->asked[i].row_capacity *
                       sizeof *questions->asked[i].rows);
    fisc__free(context, questions->asked,
               questions->capacity * sizeof *questions->asked);
    fisc__names_done(&questions->names);
    fisc__arena_done(&questions->arena);
    fisc__free(context, questions, sizeof *questions);
    fisc_context_unref(context);
}

/* ---- getters -------------------------------------------------------------*/

size_t
fisc_questions_count(const struct fisc_questions *questions)
{
    return questions->count;
}

size_t
fisc_questions_open(const struct fisc_questions *questions)
{
    return questions->open;
}

enum fisc_status
fisc_questions_get(const struct fisc_questions *questions, size_t index,
                   struct fisc_question *ret)
{
    struct fisc_question question = {.size = sizeof question};
    const struct fisc__asked *asked;

    if (index >= questions->count)
        return FISC_ERR_NOTFOUND;
    asked = &questions->asked[questions->order[index]];
    question.path = asked->path;
    question.state = fisc__state_name(asked->state);
    question.candidate = asked->candidate;
    question.text[0] = asked->text[0];
    question.text[1] = asked->text[1];
    question.fact = asked->fact;
    question.alone = asked->alone;
    question.takes_part = asked->takes_part;
    question.settled = asked->settled;
    question.row_count = asked->row_count;
    return fisc__sized_copy(ret, &question, sizeof question, sizeof question);
}

enum fisc_status
fisc_questions_row(const struct fisc_questions *questions, size_t index,
                   size_t n, size_t *ret)
{
    const struct fisc__asked *asked;

    if (index >= questions->count)
        return FISC_ERR_NOTFOUND;
    asked = &questions->asked[questions->order[index]];
    if (n >= asked->row_count)
        return FISC_ERR_NOTFOUND;
    *ret = questions->waiting[asked->rows[n]].row;
    return FISC_OK;
}
