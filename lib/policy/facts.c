/* SPDX-License-Identifier: MIT */
/* Which facts of the vocabulary no check reads: nobody is asked for them. */

#include <string.h>

#include "policy/parts.h"

/* The elements that a relative path is seen from. */
struct view {
    const struct fisc__word *word; /* of the list; the root outside of all */
    size_t up;                     /* the enclosing view; its own at the top */
};

struct survey {
    struct fisc_policy *policy;
    struct fisc__arena arena;
    struct view *views;
    size_t view_count;
    size_t view_capacity;
    struct fisc__names seen; /* pairs of expression and view, as text */
    struct fisc__names read; /* paths of the vocabulary's words */
    bool failed;             /* memory was short */
};

static void
survey_done(struct survey *survey)
{
    fisc__names_done(&survey->seen);
    fisc__names_done(&survey->read);
    fisc__free(survey->policy->context, survey->views,
               survey->view_capacity * sizeof *survey->views);
    fisc__arena_done(&survey->arena);
}

static size_t
view_of(struct survey *survey, const struct fisc__word *word, size_t up)
{
    for (size_t i = 0; i < survey->view_count; i++)
        if (survey->views[i].word == word && survey->views[i].up == up)
            return i;
    if (!fisc__grow(survey->policy->context, &survey->views,
                    &survey->view_capacity, survey->view_count,
                    sizeof *survey->views)) {
        survey->failed = true;
        return 0;
    }
    survey->views[survey->view_count] = (struct view){word, up};
    return survey->view_count++;
}

static const struct fisc__word *
word_at(const struct survey *survey, size_t view, const char *path)
{
    const struct fisc__word *root = &survey->policy->vocabulary.root;
    size_t dots = fisc__path_dots(path);

    if (fisc__path_is_party(path))
        return fisc__word_find(fisc__word_find(root, "parties"),
                               strchr(path, '.') + 1);
    if (dots == 0)
        return fisc__word_find(root, path);
    for (size_t i = 1; i < dots; i++)
        view = survey->views[view].up;
    return fisc__word_find(survey->views[view].word, path + dots);
}

/* Whoever reads a fact reads the lists that it is in. */
static const struct fisc__word *
read_path(struct survey *survey, size_t view, const char *path)
{
    const struct fisc__word *word = path ? word_at(survey, view, path) : NULL;

    for (const struct fisc__word *w = word; w && w->parent; w = w->parent)
        if (!fisc__names_add(&survey->read, w->path, strlen(w->path)))
            survey->failed = true;
    return word;
}

static void
read_operand(struct survey *survey, size_t view,
             const struct fisc__operand *operand)
{
    if (operand->kind == FISC__OPERAND_FACT)
        read_path(survey, view, operand->name);
}

enum { LONGEST_NUMBER = 2 * sizeof(size_t) };

/* In letters, the lowest first; returns the end. */
static char *
write_number(char *to, size_t number)
{
    do {
        *to++ = (char)('a' + number % 16);
        number /= 16;
    } while (number);
    return to;
}

/* Has this been met from there? Shared parts would else be met ever again. */
static bool
is_met(struct survey *survey, const struct fisc__expression *expression,
       size_t view)
{
    uint32_t before = fisc__names_count(&survey->seen);
    char pair[2 * LONGEST_NUMBER + 1], *end = pair;

    end = write_number(end, expression->number);
    *end++ = ' ';
    end = write_number(end, view);
    if (!fisc__names_add(&survey->seen, pair, (size_t)(end - pair)))
        survey->failed = true;
    return fisc__names_count(&survey->seen) == before;
}

static bool
is_over_list(const struct fisc__expression *expression)
{
    return expression->op == FISC__OP_EACH ||
           expression->op == FISC__OP_SOME ||
           expression->op == FISC__OP_LIST_COUNT;
}

/* An expression is at most FISC__EXPRESSION_DEPTH deep. */
static void
survey_expression(struct survey *survey, size_t view,
                  const struct fisc__expression *expression)
{
    const struct fisc__word *word = NULL;
    size_t inner = view;

    if (!expression || survey->failed || is_met(survey, expression, view))
        return;
    if (expression->op != FISC__OP_PARAM)
        word = read_path(survey, view, expression->path);
    if (is_over_list(expression) && word)
        inner = view_of(survey, word, view);
    if (expression->with && expression->with[0] == '.')
        read_path(survey, view, expression->with);
    read_operand(survey, view, &expression->want);
    read_operand(survey, view, &expression->on);
    survey_expression(survey, view, expression->guard);
    survey_expression(survey, view, expression->floor);
    survey_expression(survey, inner, expression->where);
    for (size_t i = 0; i < expression->child_count; i++)
        survey_expression(survey, inner, expression->children[i]);
}

static void
survey_checks(struct survey *survey)
{
    const struct fisc_policy *policy = survey->policy;
    size_t top = view_of(survey, &policy->vocabulary.root, 0);

    for (size_t i = 0; i < policy->checks.count && !survey->failed; i++) {
        survey_expression(survey, top, policy->checks.list[i].requirement);
        survey_expression(survey, top, policy->checks.list[i].when);
    }
}

/* A function may read whatever a word of its file names. */
static bool
is_mentioned(const struct fisc__names *mentioned, const char *path)
{
    const char *last = strrchr(path, '.');

    last = last ? last + 1 : path;
    return fisc__names_find(mentioned, last, strlen(last)) != 0;
}

/*
 * Does some check file lie in the vocabulary's folder? A dictionary that has a
 * folder of its own serves several policies, and each leaves most of it alone.
 */
static bool
is_of_checks(const struct fisc_policy *policy, const char *vocabulary)
{
    const char *slash = strrchr(vocabulary, '/');
    size_t length = slash ? (size_t)(slash - vocabulary) + 1 : 0;

    for (size_t i = 0; i < policy->checks.count; i++)
        if (strncmp(policy->checks.list[i].place.file, vocabulary, length) ==
            0)
            return true;
    return false;
}

static bool
remark(struct survey *survey, const struct fisc__names *mentioned)
{
    struct fisc_policy *policy = survey->policy;

    for (size_t i = 0; i < policy->vocabulary.count; i++) {
        const struct fisc__definition *fact =
            policy->vocabulary.definitions[i];

        if (!fact->place.file || is_mentioned(mentioned, fact->path) ||
            fisc__names_find(&survey->read, fact->path, strlen(fact->path)) ||
            !is_of_checks(policy, fact->place.file))
            continue;
        if (!fisc__diagnostics_add(&policy->diagnostics, FISC_LOG_INFO,
                                   &fact->place, "fact-unused", fact->path,
                                   "この事実を読む点検がない",
                                   "no check reads this fact"))
            return false;
    }
    return true;
}

enum fisc_status
fisc__policy_review_facts(struct fisc_policy *policy,
                          const struct fisc__names *mentioned,
                          struct fisc_error *reterr)
{
    struct survey survey = {.policy = policy};
    bool done;

    if (policy->checks.count == 0)
        return FISC_OK;
    fisc__arena_init(&survey.arena, policy->context);
    fisc__names_init(&survey.seen, policy->context, &survey.arena, NULL);
    fisc__names_init(&survey.read, policy->context, &survey.arena, NULL);
    survey_checks(&survey);
    done = !survey.failed && remark(&survey, mentioned);
    survey_done(&survey);
    return done ? FISC_OK : fisc__error_nomem(reterr);
}

/* Is it a character of a word in Lua? */
static bool
is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

enum fisc_status
fisc__mentioned_add(struct fisc__names *mentioned, const char *text,
                    size_t length, struct fisc_error *reterr)
{
    for (size_t i = 0; i < length;) {
        size_t start = i;

        while (i < length && is_word(text[i]))
            i++;
        if (i > start &&
            !fisc__names_add(mentioned, text + start, i - start))
            return fisc__error_nomem(reterr);
        i += i == start;
    }
    return FISC_OK;
}
