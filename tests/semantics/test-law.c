/* SPDX-License-Identifier: MIT */
/*
 * The law of information (rule 1): with statements taken away, a result stays
 * or becomes unknown. Over the descriptions that ship, each statement alone
 * and random sets of them, and over random policies of every kind of node.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "semantics/groups.h"
#include "support/run.h"

/* ---- random numbers, the same everywhere ---------------------------------*/

static uint64_t state = 20260401;

static double
chance(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (double)(state >> 11) / 9007199254740992.0;
}

/* ---- taking away ---------------------------------------------------------*/

struct cut {
    long only;      /* the statement to take away; -1: by chance */
    double rate;    /* then how many */
    long next;      /* statements met so far */
    const char *as_of;
};

static int
takes(struct cut *cut)
{
    long number = cut->next++;

    return cut->only >= 0 ? number == cut->only : chance() < cut->rate;
}

static json_t *
without(struct cut *cut, const json_t *value, const char *key);

/* A list may lose elements, and then says that it isn't whole. */
static json_t *
without_elements(struct cut *cut, const json_t *items, int whole,
                 const char *key)
{
    json_t *left = json_array();
    size_t i;
    json_t *item;

    json_array_foreach ((json_t *)items, i, item) {
        json_t *kept = without(cut, item, key);

        if (takes(cut)) {
            whole = 0;
            json_decref(kept);
        } else {
            json_array_append_new(left, kept);
        }
    }
    if (takes(cut))
        whole = 0;
    if (whole)
        return left;
    return json_pack("{s:b, s:o}", "complete", 0, "items", left);
}

/*
 * A fact is one statement, but for a date that doesn't lie ahead and for who
 * judged, when and why.
 */
static json_t *
without_about(struct cut *cut, const json_t *fact)
{
    static const char *const parts[] = {"by", "at", "why", "date"};
    json_t *left = json_deep_copy(fact);

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *text = json_string_value(json_object_get(fact, parts[i]));

        if (!text || (strcmp(parts[i], "date") == 0 &&
                      strcmp(text, cut->as_of) > 0))
            continue;
        if (takes(cut))
            json_object_del(left, parts[i]);
    }
    return left;
}

/* What makes a record or a statement this one is no information. */
static int
is_identity(const char *list, const char *key)
{
    static const char *const root[] = {"format", "title", "$schema"};

    if (strcmp(key, "id") == 0)
        return 1;
    if (strcmp(list, "inherits") == 0)
        return strcmp(key, "confirmed") != 0;
    if (strcmp(list, "parties") == 0)
        return strcmp(key, "roles") == 0 || strcmp(key, "name") == 0;
    for (size_t i = 0; *list == '\0' && i < sizeof root / sizeof *root; i++)
        if (strcmp(key, root[i]) == 0)
            return 1;
    return 0;
}

static json_t *
without_fields(struct cut *cut, const json_t *record, const char *list)
{
    json_t *left = json_object();
    const char *key;
    json_t *value;

    json_object_foreach ((json_t *)record, key, value) {
        int root = *list == '\0';
        json_t *kept;

        if (is_identity(list, key)) {
            json_object_set(left, key, value);
            continue;
        }
        if (root && strcmp(key, "parties") == 0) {
            /* Who holds what is part of the question: elements stay. */
            json_t *parties = json_array();
            size_t i;
            json_t *party;

            json_array_foreach (value, i, party)
                json_array_append_new(parties,
                                      without_fields(cut, party, key));
            json_object_set_new(left, key, parties);
            continue;
        }
        kept = without(cut, value, key);
        /* That nothing is inherited is said by the list's absence. */
        if (!(root && strcmp(key, "inherits") == 0) && takes(cut))
            json_decref(kept);
        else
            json_object_set_new(left, key, kept);
    }
    return left;
}

static json_t *
without(struct cut *cut, const json_t *value, const char *key)
{
    const json_t *items = json_object_get(value, "items");

    if (json_is_array(value))
        return without_elements(cut, value, 1, key);
    if (!json_is_object(value))
        return json_deep_copy(value);
    if (json_object_get(value, "complete"))
        return items ? without_elements(
                           cut, items,
                           json_is_true(json_object_get(value, "complete")),
                           key)
                     : json_deep_copy(value);
    if (json_object_get(value, "value") || json_object_get(value, "unknown"))
        return without_about(cut, value);
    return without_fields(cut, value, key);
}

static char *
less(struct cut *cut, const json_t *system)
{
    json_t *left = without_fields(cut, system, "");
    char *text = json_dumps(left, JSON_COMPACT);

    json_decref(left);
    ck_assert_ptr_nonnull(text);
    return text;
}

static json_t *
less_joined(struct cut *cut, const json_t *joined)
{
    json_t *left = json_object();
    const char *party;
    json_t *text;

    json_object_foreach ((json_t *)joined, party, text) {
        json_t *system = json_loads(json_string_value(text), 0, NULL);
        char *fewer = less(cut, system);

        json_object_set_new(left, party, json_string(fewer));
        free(fewer);
        json_decref(system);
    }
    return left;
}

/* ---- comparing -----------------------------------------------------------*/

static struct {
    unsigned long cases, rows, moved, broken;
} tally;

static void
show(const struct fisc_report *before, size_t index, unsigned char result,
     const char *what, const char *text)
{
    struct fisc_result_info info = {.size = sizeof info};

    if (tally.broken++ >= 5)
        return;
    fisc_report_result(before, index, &info);
    printf("%s, %s: %s became %s with\n  %s\n", what, info.key,
           fisc_result_name(info.result),
           fisc_result_name((enum fisc_result)result), text);
}

/* Rows have one order: parties and what they hold stay. */
static void
compare(const struct fisc_report *before, const struct fisc_report *after,
        const char *what, const char *text)
{
    size_t count = fisc_report_result_count(before);
    unsigned char *old = malloc(count), *new = malloc(count);

    ck_assert(old && new);
    ck_assert_uint_eq(fisc_report_result_count(after), count);
    fisc_report_results(before, old, count);
    fisc_report_results(after, new, count);
    tally.cases++;
    tally.rows += count;
    for (size_t i = 0; i < count; i++) {
        tally.moved += old[i] != new[i];
        if (old[i] != new[i] && new[i] != FISC_RESULT_UNKNOWN)
            show(before, i, new[i], what, text);
    }
    free(old);
    free(new);
}

static void
say(const char *what)
{
    printf("%s: %lu descriptions with less, %lu results, %lu became unknown, "
           "%lu broke the law\n",
           what, tally.cases, tally.rows, tally.moved - tally.broken,
           tally.broken);
    ck_assert_uint_gt(tally.moved, 0);
    ck_assert_uint_eq(tally.broken, 0);
    memset(&tally, 0, sizeof tally);
}

#define AS_OF "2026-07-01"

static const double rates[] = {.02, .08, .25, .6};

/* ---- the descriptions that ship ------------------------------------------*/

/* A policy, a description and, for its party, one that is joined. */
static const struct example {
    const char *policy, *system, *party, *joined;
} examples[] = {
    {"fisc8", "internet-banking", NULL, NULL},
    {"fisc8", "core-banking", NULL, NULL},
    {"fisc8", "card-mixed", NULL, NULL},
    {"example-bank", "internet-banking", "aws", "aws-provider"},
};

/* An example with what is evaluated of it. */
struct trial {
    const char *name;
    struct group group;
    json_t *with, *system, *joined;
    struct fisc_report *before;
};

static void
try_less(struct trial *trial, struct cut *cut)
{
    char *text = less(cut, trial->system);
    json_t *joined = less_joined(cut, trial->joined);
    struct fisc_report *after = group_evaluate(&trial->group, text, joined,
                                               trial->with);

    compare(trial->before, after, trial->name, text);
    fisc_report_unref(after);
    json_decref(joined);
    free(text);
}

static void
load_policy(struct group *group, const char *name)
{
    struct fisc_source source = {.size = sizeof source};
    struct fisc_error error;
    char file[128], *path;

    snprintf(file, sizeof file, "policies/%s", name);
    path = source_path(file);

    source.name = path;
    group_ok(group, fisc_context_new(NULL, &group->context, &error), &error);
    group_ok(group,
             fisc_policy_load(group->context, &source, 1, &group->policy,
                              &error),
             &error);
    group_ok(group,
             fisc_evaluator_new(group->policy, &group->evaluator, &error),
             &error);
    free(path);
}

static char *
read_example(const char *name)
{
    char file[128], *path, *text;

    snprintf(file, sizeof file, "policies/fisc8/examples/%s.json", name);
    path = source_path(file);
    text = read_text(path, NULL);
    free(path);
    return text;
}

static void
trial_begin(struct trial *trial, const struct example *example)
{
    char *text = read_example(example->system);

    *trial = (struct trial){.name = example->system};
    load_policy(&trial->group, example->policy);
    trial->with = json_pack("{s:s}", "as_of", AS_OF);
    trial->system = json_loads(text, 0, NULL);
    trial->joined = json_object();
    if (example->joined) {
        char *other = read_example(example->joined);

        json_object_set_new(trial->joined, example->party,
                            json_string(other));
        free(other);
    }
    ck_assert_ptr_nonnull(trial->system);
    trial->before = group_evaluate(&trial->group, text, trial->joined,
                                   trial->with);
    free(text);
}

static void
trial_end(struct trial *trial)
{
    fisc_report_unref(trial->before);
    json_decref(trial->joined);
    json_decref(trial->system);
    json_decref(trial->with);
    group_unload(&trial->group);
}

START_TEST(law__holds_for_each_statement_taken_away_alone)
{
    struct trial trial;
    struct cut cut = {.only = 0, .as_of = AS_OF};

    trial_begin(&trial, &examples[_i]);
    do {
        cut.next = 0;
        try_less(&trial, &cut);
    } while (++cut.only < cut.next);
    ck_assert_int_gt(cut.next, 100);
    say(trial.name);
    trial_end(&trial);
}
END_TEST

START_TEST(law__holds_for_random_sets_of_statements)
{
    size_t sets = rounds("FISC_LAW_SETS", 2000);
    struct trial trial;
    struct cut cut = {.only = -1, .as_of = AS_OF};

    trial_begin(&trial, &examples[_i]);
    for (size_t i = 0; i < sets; i++) {
        cut.rate = rates[i % 4];
        try_less(&trial, &cut);
    }
    say(trial.name);
    trial_end(&trial);
}
END_TEST

/* ---- random policies -----------------------------------------------------*/

/* The catalog with one param unset: all its values go. */
static char *
unset_param(const char *catalog)
{
    char *text = strdup(catalog), *param = text, *end, *value;

    ck_assert_ptr_nonnull(text);
    for (int skip = (int)(chance() * 4); skip >= 0; skip--) {
        param = strstr(param + 1, "<param ");
        ck_assert_ptr_nonnull(param);
    }
    end = strstr(param, "</param>");
    while ((value = strstr(param, "<value>")) && value < end)
        memset(value, ' ', (size_t)(strstr(value, "</value>") - value) + 8);
    return text;
}

static struct group
with_unset_param(const struct group *group, json_t **ret_texts)
{
    struct group other = *group;
    char *catalog = unset_param(text_of(group->texts, "catalog"));

    *ret_texts = json_copy((json_t *)group->texts);
    json_object_set_new(*ret_texts, "catalog", json_string(catalog));
    free(catalog);
    other.texts = *ret_texts;
    group_load(&other);
    return other;
}

static void
hold_group(struct group *group, void *data)
{
    json_t *texts;
    struct group unset = with_unset_param(group, &texts);
    size_t i;
    json_t *with;

    (void)data;
    json_array_foreach (json_object_get(group->texts, "systems"), i, with) {
        const json_t *joined = json_object_get(with, "joined");
        struct fisc_report *before = group_evaluate(
            group, text_of(with, "system"), joined, with);
        json_t *system = json_loads(text_of(with, "system"), 0, NULL);

        for (int k = 0; k < 8; k++) {
            struct cut cut = {.only = -1, .rate = rates[k % 4],
                              .as_of = text_of(with, "as_of")};
            char *text = less(&cut, system), what[64];
            json_t *others = less_joined(&cut, joined);
            struct fisc_report *after =
                group_evaluate(k < 4 ? group : &unset, text, others, with);

            snprintf(what, sizeof what, "group %u, %s", group->number,
                     text_of(with, "name"));
            compare(before, after, what, text);
            fisc_report_unref(after);
            json_decref(others);
            free(text);
        }
        json_decref(system);
        fisc_report_unref(before);
    }
    group_unload(&unset);
    json_decref(texts);
}

START_TEST(law__holds_for_random_policies)
{
    groups_each(hold_group, NULL);
    say("random policies");
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("law");
    int count = sizeof examples / sizeof *examples;

    if (getenv("FISC_GENERATE")) {
        tcase_add_test(tests, law__holds_for_random_policies);
        return run_case("semantics", tests);
    }
    tcase_add_loop_test(tests, law__holds_for_each_statement_taken_away_alone,
                        0, count);
    tcase_add_loop_test(tests, law__holds_for_random_sets_of_statements, 0,
                        count);
    return run_case("semantics", tests);
}
