/* SPDX-License-Identifier: MIT */
/*
 * Descriptions with gaps, against brute force: what can be decided is right,
 * what can't is unknown and names exactly the facts that would settle it.
 */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/rig.h"
#include "support/run.h"

enum { RULES = 3000, MOST_FACTS = 2, MOST_PATH = 16 };

/* ---- brute force ---------------------------------------------------------*/

/* The facts that a rule reads and that are missing, as its paths. */
struct missing {
    int facts[MOST_FACTS];
    int count;
};

static bool
is_missing(const struct bench_system *s, int kind, int fact)
{
    switch (kind) {
    case 0:
        return s->flag[fact] < 0;
    case 1:
        return s->word[fact] < 0;
    case 2:
        return s->date[fact] < 0;
    case 3:
        return s->list_missing[fact];
    default:
        return s->text[fact] < 0;
    }
}

static struct missing
missing_of(const struct bench_rule *rule, const struct bench_system *s)
{
    struct missing missing = {{0}, 0};

    if (is_missing(s, rule->kind, rule->fact))
        missing.facts[missing.count++] = rule->fact;
    if (rule->kind == 0 && is_missing(s, 0, rule->other))
        missing.facts[missing.count++] = rule->other;
    return missing;
}

/* Gives a fact its n-th value; false where there are not so many. */
static bool
set_fact(struct bench_system *s, const struct bench_rule *rule, int fact,
         int n)
{
    static const int most[] = {2, 10, 200, 100, 1000};

    if (n >= most[rule->kind])
        return false;
    switch (rule->kind) {
    case 0:
        s->flag[fact] = (signed char)n;
        break;
    case 1:
        s->word[fact] = (signed char)n;
        break;
    case 2:
        s->date[fact] = BENCH_AS_OF - n;
        break;
    case 3:
        s->list_missing[fact] = 0;
        for (int j = 0; j < BENCH_ITEMS; j++)
            s->item[fact][j] = (signed char)n;
        break;
    default:
        bench_set_text(s, fact, n);
        break;
    }
    return true;
}

/* Is the rule decided whatever the facts in the set, bits, turn out to be? */
static bool
settles(const struct bench_rule *rule, const struct bench_system *s,
        const struct missing *missing, unsigned set)
{
    struct bench_system with = *s;
    int bit = 0;

    if (!set)
        return bench_by_hand(rule, s) >= 0;
    while (!(set >> bit & 1))
        bit++;
    for (int n = 0; set_fact(&with, rule, missing->facts[bit], n); n++)
        if (!settles(rule, &with, missing, set & ~(1u << bit)))
            return false;
    return true;
}

/* The sets that settle the rule and of which nothing can be left out. */
static unsigned
least_set(const struct bench_rule *rule, const struct bench_system *s,
          const struct missing *missing)
{
    unsigned found = 0, sets = 1u << missing->count;

    for (unsigned set = 1; set < sets; set++) {
        bool least = settles(rule, s, missing, set);

        for (unsigned part = 0; least && part < set; part++)
            least = (part & set) != part || !settles(rule, s, missing, part);
        if (least) {
            ck_assert_uint_eq(found, 0);
            found = set;
        }
    }
    ck_assert_uint_ne(found, 0);
    return found;
}

/* ---- against the report --------------------------------------------------*/

static int
compare_paths(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void
check_deciding(const struct fisc_report *report, size_t row,
               const struct bench_rule *rule, const struct bench_system *s)
{
    static const char *const kinds[] = {"flag", "word", "date", "list",
                                        "text"};
    struct missing missing = missing_of(rule, s);
    unsigned set = least_set(rule, s, &missing);
    char paths[MOST_FACTS][MOST_PATH];
    struct fisc_explanation *explanation;
    size_t count = 0;

    for (int i = 0; i < missing.count; i++)
        if (set >> i & 1)
            snprintf(paths[count++], MOST_PATH, "%s.f%d", kinds[rule->kind],
                     missing.facts[i]);
    qsort(paths, count, MOST_PATH, compare_paths);
    ck_assert_int_eq(fisc_report_explain(report, row, &explanation, NULL), 0);
    ck_assert_uint_eq(fisc_explanation_deciding_count(explanation), count);
    ck_assert_int_eq(fisc_explanation_deciding_minimal(explanation), 1);
    for (size_t i = 0; i < count; i++) {
        struct fisc_deciding deciding = {.size = sizeof deciding};

        ck_assert_int_eq(fisc_explanation_deciding(explanation, i, &deciding),
                         0);
        ck_assert_str_eq(deciding.path, paths[i]);
        ck_assert_str_eq(deciding.state, "absent");
    }
    fisc_explanation_free(explanation);
}

/* Returns how many rows are unknown. */
static size_t
check_report(const struct fisc_report *report, const struct bench_system *s)
{
    static const unsigned char wanted[] = {
        FISC_RESULT_UNKNOWN, FISC_RESULT_FAIL, FISC_RESULT_PASS};
    unsigned char results[RULES];
    size_t unknown = 0;

    ck_assert_uint_eq(fisc_report_result_count(report), RULES);
    fisc_report_results(report, results, RULES);
    for (size_t i = 0; i < RULES; i++) {
        struct bench_rule rule = bench_rule(i);
        unsigned char result = wanted[bench_by_hand(&rule, s) + 1];

        if (results[i] != result)
            ck_abort_msg("rule %zu: %s, by hand %s", i,
                         fisc_result_name((enum fisc_result)results[i]),
                         fisc_result_name((enum fisc_result)result));
        if (result != FISC_RESULT_UNKNOWN)
            continue;
        check_deciding(report, i, &rule, s);
        unknown++;
    }
    return unknown;
}

static void
check_all(int gaps, size_t *ret_unknown)
{
    struct bench_rig rig;
    struct fisc_policy *policy;
    struct fisc_evaluator *evaluator;

    bench_rig_open(&rig, RULES, gaps);
    policy = bench_policy(rig.context, RULES, bench_check_text);
    evaluator = bench_evaluator(policy);
    *ret_unknown = 0;
    for (size_t s = 0; s < BENCH_SYSTEMS; s += 4) {
        struct fisc_report *report = bench_evaluate(&rig, evaluator, s);

        *ret_unknown += check_report(report, &rig.facts[s]);
        fisc_report_unref(report);
    }
    fisc_evaluator_free(evaluator);
    fisc_policy_unref(policy);
    bench_rig_close(&rig);
}

START_TEST(gaps__are_unknown_with_exactly_what_would_settle_them)
{
    size_t unknown;

    check_all(1, &unknown);
    ck_assert_uint_gt(unknown, 5000);
}
END_TEST

START_TEST(gaps__are_the_only_unknowns)
{
    size_t unknown;

    check_all(0, &unknown);
    ck_assert_uint_eq(unknown, 0);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("gaps");

    tcase_set_timeout(tests, 120);
    tcase_add_test(tests,
                   gaps__are_unknown_with_exactly_what_would_settle_them);
    tcase_add_test(tests, gaps__are_the_only_unknowns);
    return run_case("evaluate", tests);
}
