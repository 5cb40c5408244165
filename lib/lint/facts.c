/* SPDX-License-Identifier: MIT */
/*
 * Facts that are named after the one clause that reads them: such a fact is
 * the clause's own answer, and not something about the system.
 */

#include <string.h>

#include "lint/rules.h"
#include "test/used.h"

static bool
is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

/* The next word of a text, a NUL-terminated copy of it; false at the end. */
static bool
next_word(const char **text, char word[64])
{
    size_t length = 0;

    while (**text && !is_word(**text))
        ++*text;
    while (is_word(**text)) {
        if (length < 63)
            word[length++] = **text;
        ++*text;
    }
    word[length] = '\0';
    return length > 0;
}

static bool
has_word(const char *text, const char *wanted)
{
    char word[64];

    while (next_word(&text, word))
        if (strcmp(word, wanted) == 0)
            return true;
    return false;
}

/* Words that say only that something is so. */
static bool
says_nothing(const char *word)
{
    static const char *const words[] = {
        "is",       "are",       "has",         "have",      "in",
        "of",       "the",       "a",           "and",       "done",
        "met",      "ok",        "kept",        "place",     "exists",
        "exist",    "present",   "available",   "defined",   "set",
        "applied",  "passed",    "confirmed",   "satisfied", "compliant",
        "complied", "fulfilled", "implemented", "established"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* Is every word of the path one of the key's, or one that says nothing? */
static bool
repeats_key(const char *path, const char *key)
{
    char word[64];
    bool repeats = false;

    while (next_word(&path, word)) {
        if (says_nothing(word))
            continue;
        if (!has_word(key, word))
            return false;
        repeats = true;
    }
    return repeats;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Is the number of the control in the path: "2.1.1-3" as "2_1_1_3"? */
static bool
has_number(const char *path, const char *control)
{
    char wanted[64];
    size_t length = 0;
    bool digits = false;

    control += strcspn(control, ".");
    if (*control != '.')
        return false;
    for (control++; *control && length < 63; control++) {
        wanted[length++] = is_word(*control) ? *control : '_';
        digits = digits || is_digit(*control);
    }
    wanted[length] = '\0';
    if (!digits || length < 2)
        return false;
    for (const char *at = strstr(path, wanted); at;
         at = strstr(at + 1, wanted))
        if ((at == path || !is_word(at[-1])) && !is_word(at[length]))
            return true;
    return false;
}

/* ---- who reads what ------------------------------------------------------*/

struct readers {
    const struct fisc__linted *lint;
    size_t *first;          /* by fact: the clause that reads it, + 1 */
    unsigned char *several; /* by fact: more than one does */
};

static bool
find_fact(const struct fisc__vocabulary *vocabulary,
          const struct fisc__definition *definition, size_t *ret)
{
    for (size_t i = 0; i < vocabulary->count; i++)
        if (vocabulary->definitions[i] == definition) {
            *ret = i;
            return true;
        }
    return false;
}

static bool
note_clause(struct readers *readers, size_t clause)
{
    const struct fisc_policy *policy = readers->lint->policy;
    struct fisc__used used;
    bool done = fisc__used_by(&used, policy, clause);

    for (size_t i = 0; i < used.facts.count && done; i++) {
        size_t fact;

        if (!find_fact(&policy->vocabulary, used.facts.list[i], &fact))
            continue;
        if (!readers->first[fact])
            readers->first[fact] = clause + 1;
        else
            readers->several[fact] = 1;
    }
    fisc__used_done(&used);
    return done;
}

static bool
is_named_after(const struct fisc__definition *fact,
               const struct fisc__clause *clause)
{
    const char *key = clause->key + strcspn(clause->key, ".");

    return has_number(fact->path, clause->control->id) ||
           (fact->type == FISC_FACT_FLAG && repeats_key(fact->path, key));
}

static bool
review(const struct readers *readers)
{
    const struct fisc__linted *lint = readers->lint;
    const struct fisc_policy *policy = lint->policy;

    for (size_t i = 0; i < policy->vocabulary.count; i++) {
        const struct fisc__definition *fact = policy->vocabulary.definitions[i];
        const struct fisc__policy_clause *clause;

        if (!readers->first[i] || readers->several[i] || !fact->place.file)
            continue;
        clause = &policy->clauses[readers->first[i] - 1];
        if (fisc__linted_has(lint, clause) &&
            is_named_after(fact, clause->clause) &&
            !fisc__diagnostics_add(
                lint->remarks, FISC_LOG_WARNING, &fact->place,
                "fact-of-one-clause", fact->path,
                "%s だけが読み、その名を取っている。システムについての事実では"
                "なく、条項への答えである",
                "only %s reads it, and it is named after that: it answers the "
                "clause, and says nothing of the system",
                clause->clause->key))
            return false;
    }
    return true;
}

bool
fisc__lint_facts(const struct fisc__linted *lint)
{
    const struct fisc_policy *policy = lint->policy;
    struct fisc_context *context = policy->context;
    size_t count = policy->vocabulary.count;
    struct readers readers = {
        .lint = lint,
        .first = fisc__alloc_array(context, count, sizeof *readers.first),
        .several = fisc__alloc(context, count)};
    bool done = readers.first && readers.several;

    for (size_t i = 0; i < policy->clause_count && done; i++)
        if (policy->clauses[i].check)
            done = note_clause(&readers, i);
    done = done && review(&readers);
    fisc__free(context, readers.first, count * sizeof *readers.first);
    fisc__free(context, readers.several, count);
    return done;
}
