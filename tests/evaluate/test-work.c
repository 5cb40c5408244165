/* SPDX-License-Identifier: MIT */
/* What an evaluation may cost: counted, and what is over has its reason. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate/evaluator.h"
#include "evaluate/rig.h"

#define OSCAL "http://csrc.nist.gov/ns/oscal/1.0"
#define PROP "<prop ns='urn:libfisc:oscal:1' "
#define ITEM(key) \
    "<control id='" key "'><title>t</title><part name='statement' id='" key \
    "_smt'><part name='item' id='" key ".customer'>" PROP \
    "name='bearer' value='customer'/><p>c</p></part></part></control>"

static const char vocabulary[] =
    "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='p' version='1'>"
    "<fact path='on' type='flag'/>"
    "<fact path='a' type='list'/><fact path='a[].n' type='integer'/>"
    "<fact path='a[].s' type='set'/>"
    "<fact path='b' type='list'/><fact path='b[].n' type='integer'/>"
    "<fact path='s' type='set'/><fact path='t' type='set'/></vocabulary>";

static const char catalog[] =
    "<catalog xmlns='" OSCAL "' uuid='5ab0b7a0-0f5b-4c57-8a2b-5f0c6a1e7706'>"
    "<metadata><title>p</title><last-modified>2026-06-30T00:00:00+09:00"
    "</last-modified><version>1</version><oscal-version>1.1.2</oscal-version>"
    "</metadata>" ITEM("p.1") ITEM("p.2") ITEM("p.3") ITEM("p.4")
    "</catalog>";

struct work {
    struct fisc_context *context;
    struct fisc_policy *policy;
    struct fisc_evaluator *evaluator;
};

/* What the library holds, and held at most. */
static struct {
    size_t now, most;
} held;

static void *
count_bytes(void *data, void *block, size_t old_size, size_t new_size)
{
    void *ret = NULL;

    (void)data;
    if (new_size == 0)
        free(block);
    else
        ret = realloc(block, new_size);
    if (new_size == 0 || ret)
        held.now += new_size - old_size;
    if (held.now > held.most)
        held.most = held.now;
    return ret;
}

static void
begin(struct work *work, const char *checks, uint64_t clause_work,
      uint64_t eval_work)
{
    struct fisc_context_options limits = {.size = sizeof limits,
                                          .alloc = count_bytes,
                                          .clause_work = clause_work,
                                          .eval_work = eval_work};
    struct fisc_source sources[] = {
        {sizeof *sources, "v.xml", vocabulary, sizeof vocabulary - 1},
        {sizeof *sources, "p.xml", catalog, sizeof catalog - 1},
        {sizeof *sources, "p.lua", checks, strlen(checks)}};
    struct fisc_error error;
    char line[1100] = "";

    ck_assert_int_eq(fisc_context_new(&limits, &work->context, NULL), 0);
    if (fisc_policy_load(work->context, sources, 3, &work->policy, &error))
        fisc_error_format(&error, line, sizeof line);
    ck_assert_str_eq(line, "");
    ck_assert_int_eq(fisc_evaluator_new(work->policy, &work->evaluator, NULL),
                     0);
}

static void
end(struct work *work)
{
    fisc_evaluator_free(work->evaluator);
    fisc_policy_unref(work->policy);
    fisc_context_unref(work->context);
}

/* ---- descriptions of a size ----------------------------------------------*/

/* "name": [{"id": "a0", "n": 0}, …] */
static void
put_list(FILE *out, const char *name, size_t count)
{
    fprintf(out, ", \"%s\": [", name);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s{\"id\": \"%s%zu\", \"n\": %zu}", i ? ", " : "", name,
                i, i);
    fprintf(out, "]");
}

static void
put_set(FILE *out, const char *name, const char *prefix, size_t count)
{
    fprintf(out, ", \"%s\": [", name);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s\"%s%zu\"", i ? ", " : "", prefix, i);
    fprintf(out, "]");
}

/* Pieces of evidence, each about a set of its own. */
static void
put_evidence(FILE *out, size_t count)
{
    fprintf(out, ", \"evidence\": [");
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s{\"id\": \"e%zu\", \"kind\": \"k\", \"subject\": "
                "[\"x%zu\"], \"expires\": \"none\", \"collected\": "
                "\"2026-01-01\", \"confirmed\": true}", i ? ", " : "", i, i);
    fprintf(out, "]");
}

static void
put_inherits(FILE *out, size_t count)
{
    fprintf(out, ", \"inherits\": [");
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s{\"id\": \"i%zu\", \"clause\": \"p.1.customer\", "
                "\"bearer\": \"q%zu\", \"from\": \"aws\"}", i ? ", " : "", i,
                i);
    fprintf(out, "]");
}

static void
put_parties(FILE *out, size_t count)
{
    fprintf(out, ", \"parties\": [{\"id\": \"bank\", \"roles\": "
                 "[\"customer\"]}");
    for (size_t i = 0; i < count; i++)
        fprintf(out, ", {\"id\": \"q%zu\", \"roles\": [\"customer\"]}", i);
    fprintf(out, "]");
}

struct size {
    size_t a, b, s, t, evidence, inherits, parties;
};

static struct fisc_system *
make(struct fisc_context *context, const struct size *size)
{
    struct fisc_system *system = NULL;
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    fprintf(out, "{\"format\": \"libfisc-system/1\", \"id\": \"s\", "
                 "\"on\": true");
    put_parties(out, size->parties);
    put_list(out, "a", size->a);
    put_list(out, "b", size->b);
    put_set(out, "s", "x", size->s);
    put_set(out, "t", "x", size->t);
    put_evidence(out, size->evidence);
    if (size->inherits)
        put_inherits(out, size->inherits);
    fprintf(out, "}");
    fclose(out);
    ck_assert_int_eq(fisc_system_parse(context, "s.json", text, length,
                                       FISC_SYSTEM_JSON, &system, NULL), 0);
    free(text);
    return system;
}

static enum fisc_status
evaluate(struct work *work, const struct size *size,
         const struct fisc_eval_options *options, struct fisc_report **ret,
         struct fisc_error *error)
{
    struct fisc_eval_options usual = rig_options();
    struct fisc_system *system = make(work->context, size);
    enum fisc_status status;

    *ret = NULL;
    status = fisc_eval(work->evaluator, system, options ? options : &usual,
                       ret, error);
    fisc_system_unref(system);
    return status;
}

/* ---- lists in lists ------------------------------------------------------*/

static const char nested[] =
    "check 'p.1.customer' { each 'a' { some 'b' { eq('.n', fact '..n') } } }\n"
    "check 'p.2.customer' 'on'\n"
    "check 'p.3.customer' { any { 'on', "
    "each 'a' { some 'b' { eq('.n', fact '..n') } } } }\n"
    "check 'p.4.customer' { each 'a' { ge('.n', 0) } }\n";

static void
check_over(const struct fisc_report *report, const char *key)
{
    struct fisc_explanation *explanation;

    ck_assert_str_eq(rig_row(report, key), "error budget");
    explanation = rig_explain(report, key);
    ck_assert_str_eq(fisc_explanation_message(explanation, FISC_LANGUAGE_EN),
                     "takes more work than one part of a requirement may");
    fisc_explanation_free(explanation);
}

START_TEST(nested_lists__are_over_alone_and_always)
{
    struct work work;
    struct size size = {.a = 300, .b = 300};
    struct fisc_report *report;
    char *first = NULL;

    begin(&work, nested, 500000, 0);
    for (int i = 0; i < 3; i++) {
        char *json;
        size_t length;

        ck_assert_int_eq(evaluate(&work, &size, NULL, &report, NULL), 0);
        check_over(report, "p.1.customer@bank");
        ck_assert_str_eq(rig_row(report, "p.2.customer@bank"),
                         "pass met direct");
        ck_assert_str_eq(rig_row(report, "p.3.customer@bank"),
                         "pass met direct");
        ck_assert_str_eq(rig_row(report, "p.4.customer@bank"),
                         "pass met direct");
        json = rig_json(report, &length);
        if (!first)
            first = strdup(json);
        ck_assert_str_eq(json, first);
        fisc_report_free_text(report, json, length);
        fisc_report_unref(report);
    }
    /* A quarter of that is within. */
    size = (struct size){.a = 75, .b = 75};
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, NULL), 0);
    ck_assert_str_eq(rig_row(report, "p.1.customer@bank"), "pass met direct");
    fisc_report_unref(report);
    free(first);
    end(&work);
}
END_TEST

/* With the defaults, two lists whose product would fill the machine. */
START_TEST(nested_lists__of_any_size_end_soon)
{
    struct work work;
    struct size size = {.a = 30000, .b = 30000};
    struct fisc_report *report;

    begin(&work, nested, 0, 0);
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, NULL), 0);
    check_over(report, "p.1.customer@bank");
    ck_assert_str_eq(rig_row(report, "p.4.customer@bank"), "pass met direct");
    fisc_report_unref(report);
    end(&work);
}
END_TEST

START_TEST(functions__of_elements_share_their_steps)
{
    static const char checks[] =
        "check 'p.1.customer' { each 'a' { fn (function (ctx)\n"
        "  local e = 0 for i = 1, 2000 do e = e + i end return e > 0 end) } }\n"
        "check 'p.2.customer' { each 'a' { fn (function (ctx)\n"
        "  return true end) } }\n"
        "check 'p.3.customer' 'on' check 'p.4.customer' 'on'\n";
    struct work work;
    struct size size = {.a = 10};
    struct fisc_report *report;

    begin(&work, checks, 1000000, 0);
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, NULL), 0);
    ck_assert_str_eq(rig_row(report, "p.1.customer@bank"), "pass met direct");
    fisc_report_unref(report);
    size.a = 1000; /* a thousand steps each */
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, NULL), 0);
    ck_assert_str_eq(rig_row(report, "p.1.customer@bank"), "error budget");
    ck_assert_str_eq(rig_row(report, "p.2.customer@bank"), "pass met direct");
    fisc_report_unref(report);
    size.a = 20000; /* too many calls, whatever they do */
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, NULL), 0);
    check_over(report, "p.2.customer@bank");
    ck_assert_str_eq(rig_row(report, "p.3.customer@bank"), "pass met direct");
    fisc_report_unref(report);
    end(&work);
}
END_TEST

START_TEST(registers__that_each_element_asks_are_over)
{
    static const char checks[] =
        "check 'p.1.customer' { each 'a' { all { ge('.n', 0), evidence { kind "
        "= { 'k' }, covers = fact '.s' } } } }\n"
        "check 'p.2.customer' { evidence { kind = { 'k' } } }\n"
        "check 'p.3.customer' 'on' check 'p.4.customer' 'on'\n";
    struct work work;
    struct size size = {.a = 20, .evidence = 2000};
    struct fisc_report *report;

    begin(&work, checks, 1000000, 0);
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, NULL), 0);
    ck_assert_str_eq(rig_row(report, "p.1.customer@bank"), "unknown absent");
    fisc_report_unref(report);
    size.a = 2000;
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, NULL), 0);
    check_over(report, "p.1.customer@bank");
    ck_assert_str_eq(rig_row(report, "p.2.customer@bank"), "pass met direct");
    ck_assert_str_eq(rig_row(report, "p.3.customer@bank"), "pass met direct");
    fisc_report_unref(report);
    end(&work);
}
END_TEST

/* ---- memory --------------------------------------------------------------*/

/* A part's frames may take two bytes for each unit of its work. */
START_TEST(nested_lists__take_memory_in_proportion_to_work)
{
    struct work work;
    struct size size = {.a = 30000, .b = 30000};
    struct fisc_report *report;
    size_t before;

    begin(&work, nested, 5000000, 0);
    ck_assert_int_eq(evaluate(&work, &(struct size){0}, NULL, &report, NULL),
                     0);
    fisc_report_unref(report);
    before = held.now;
    held.most = before;
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, NULL), 0);
    check_over(report, "p.1.customer@bank");
    /* Two clauses, the same lists; 60 bytes for each byte of the input. */
    ck_assert_uint_lt(held.most - before, 2 * 2 * 5000000 + 60 * 1500000);
    fisc_report_unref(report);
    end(&work);
}
END_TEST

static const char shared[] =
    "check 'p.1.customer' { each 'a' { some 'b' { all { ge('.n', 0), "
    "has('..s', 'x') } } } }\n"
    "check 'p.2.customer' 'on' check 'p.3.customer' 'on' "
    "check 'p.4.customer' 'on'\n";

/* Each element of the one list waits for one fact, with each of the other. */
static void
check_shared(size_t count, int minimal)
{
    struct work work;
    struct size size = {.a = count, .b = count};
    struct fisc_explanation *explanation;
    struct fisc_report *report;
    struct fisc_deciding first = {.size = sizeof first};
    size_t before;

    begin(&work, shared, 0, 0);
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, NULL), 0);
    ck_assert_str_eq(rig_row(report, "p.1.customer@bank"), "unknown absent");
    before = held.now;
    held.most = before;
    explanation = rig_explain(report, "p.1.customer@bank");
    ck_assert_uint_lt(held.most - before, 40 << 20);
    ck_assert_uint_eq(fisc_explanation_deciding_count(explanation), count);
    ck_assert_int_eq(fisc_explanation_deciding(explanation, 0, &first), 0);
    ck_assert_str_eq(first.path, "a[a0].s");
    ck_assert_str_eq(first.state, "absent");
    ck_assert_int_eq(fisc_explanation_deciding_minimal(explanation), minimal);
    fisc_explanation_free(explanation);
    fisc_report_unref(report);
    end(&work);
}

START_TEST(explanation__of_much_is_the_walk)
{
    check_shared(20, 1);
    check_shared(600, 0);
}
END_TEST

/* ---- the whole -----------------------------------------------------------*/

START_TEST(evaluation__over_its_budget_is_an_error_or_a_part)
{
    static const char checks[] =
        "check 'p.1.customer' 'on' check 'p.2.customer' { each 'a' { ge('.n', "
        "0) } } check 'p.3.customer' 'on' check 'p.4.customer' 'on'\n";
    struct work work;
    struct size size = {.a = 2000};
    struct fisc_eval_options options = rig_options();
    struct fisc_report *report;
    struct fisc_error error;
    uint64_t used;

    begin(&work, checks, 0, 20000);
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, &error),
                     FISC_ERR_BUDGET);
    ck_assert_ptr_null(report);
    ck_assert_str_eq(error.message,
                     "the evaluation takes more than 20000 units of work");
    end(&work);
    begin(&work, checks, 0, 0);
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, &error), 0);
    used = work.evaluator->meter.used;
    fisc_report_unref(report);
    end(&work);
    /* Too little for the elements' nodes, enough for what goes before. */
    begin(&work, checks, 0, used - 1000);
    options.partial = 1;
    ck_assert_int_eq(evaluate(&work, &size, &options, &report, &error), 0);
    ck_assert_int_eq(fisc_report_stopped(report), FISC_ERR_BUDGET);
    ck_assert_uint_gt(fisc_report_undecided_count(report), 0);
    fisc_report_unref(report);
    end(&work);
}
END_TEST

START_TEST(change__over_the_budget_changes_nothing)
{
    static const char checks[] =
        "check 'p.1.customer' (function (ctx) if ctx.get 'on' then return "
        "true end for i = 1, 50000 do end return false end)\n"
        "check 'p.2.customer' 'on' check 'p.3.customer' 'on' "
        "check 'p.4.customer' 'on'\n";
    struct fisc_change change = {.size = sizeof change,
                                 .kind = FISC_CHANGE_BOOLEAN,
                                 .path = "on"};
    struct fisc_error error;
    struct fisc_report *report;
    struct work work;

    begin(&work, checks, 0, 20000);
    ck_assert_int_eq(evaluate(&work, &(struct size){0}, NULL, &report, NULL),
                     0);
    fisc_report_unref(report);
    ck_assert_int_eq(fisc_evaluator_change(work.evaluator, &change, 1, &error),
                     FISC_ERR_BUDGET);
    ck_assert_uint_eq(fisc_evaluator_moved_count(work.evaluator), 0);
    ck_assert_int_eq(fisc_evaluator_report(work.evaluator, &report, NULL), 0);
    ck_assert_str_eq(rig_row(report, "p.1.customer@bank"), "pass met direct");
    ck_assert_str_eq(rig_row(report, "p.2.customer@bank"), "pass met direct");
    fisc_report_unref(report);
    end(&work);
}
END_TEST

/* ---- work grows with the description, not with its square ----------------*/

struct growth {
    const char *name;
    const char *checks;
    struct size size; /* 1 in each that grows */
};

#define REST "check 'p.2.customer' 'on' check 'p.3.customer' 'on' " \
             "check 'p.4.customer' 'on'\n"

static const struct growth growths[] = {
    {"a set that covers another",
     "check 'p.1.customer' { covers('s', fact 't') } " REST, {.s = 1, .t = 1}},
    {"evidence that covers a set",
     "check 'p.1.customer' { evidence { kind = { 'k' }, covers = fact 's' } } " REST,
     {.s = 1, .evidence = 1}},
    {"lists side by side",
     "check 'p.1.customer' { each 'a' { ge('.n', 0) }, each 'b' { ge('.n', 0) "
     "} } " REST, {.a = 1, .b = 1}},
    {"a function that counts",
     "check 'p.1.customer' (function (ctx) return ctx.count('a', function (e) "
     "return e.n >= 0 end) > 0 end) " REST, {.a = 1}},
    {"parties",
     "check 'p.1.customer' 'on' " REST, {.parties = 1}},
};

static uint64_t
work_of(const struct growth *growth, size_t n)
{
    const struct size *one = &growth->size;
    struct size size = {n * one->a, n * one->b, n * one->s, n * one->t,
                        n * one->evidence, n * one->inherits,
                        n * one->parties};
    struct fisc_report *report;
    struct work work;
    uint64_t used;

    begin(&work, growth->checks, 0, 0);
    ck_assert_int_eq(evaluate(&work, &size, NULL, &report, NULL), 0);
    used = work.evaluator->meter.used;
    fisc_report_unref(report);
    end(&work);
    return used;
}

START_TEST(work__doubles_where_the_description_doubles)
{
    const struct growth *growth = &growths[_i];
    uint64_t small = work_of(growth, 1000), large = work_of(growth, 2000);

    ck_assert_msg(small > 1000, "%s: %llu is nothing", growth->name,
                  (unsigned long long)small);
    ck_assert_msg(large < 2 * small + 2000, "%s: %llu, then %llu",
                  growth->name, (unsigned long long)small,
                  (unsigned long long)large);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("work");

    tcase_add_test(tests, nested_lists__are_over_alone_and_always);
    tcase_add_test(tests, nested_lists__of_any_size_end_soon);
    tcase_add_test(tests, functions__of_elements_share_their_steps);
    tcase_add_test(tests, registers__that_each_element_asks_are_over);
    tcase_add_test(tests, nested_lists__take_memory_in_proportion_to_work);
    tcase_add_test(tests, explanation__of_much_is_the_walk);
    tcase_add_test(tests, change__over_the_budget_changes_nothing);
    tcase_add_test(tests, evaluation__over_its_budget_is_an_error_or_a_part);
    tcase_add_loop_test(tests, work__doubles_where_the_description_doubles, 0,
                        sizeof growths / sizeof *growths);
    return rig_main(tests);
}
