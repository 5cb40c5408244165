/* SPDX-License-Identifier: MIT */
/*
 * The examples of doc/checks.md and doc/checks.ja.md, run. A page is read from
 * above: blocks of Lua (and of XML with a name) are one example, together with
 * the page's vocabulary.xml and catalog.xml; what follows them says what they
 * give:
 *
 *   - a table: a row's first cell has changes to the description (that of the
 *     block of JSON between, or one with only a customer), the others the
 *     results of the example's checks and what they rest on or wait for;
 *   - a block of text: the error that the policy is refused with.
 *
 * After <!-- traps --> each row of a table is a check file and the message
 * that it is refused with, after <!-- names --> a library and the names in it.
 * Every word, option and function has to have an example, and both pages the
 * same ones. FISC_UPDATE writes what is given into the pages.
 */

#include <fisc/fisc.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doc/page.h"
#include "support/change.h"
#include "support/run.h"

#define AS_OF "2026-06-30"
#define PARTIES                                                               \
    "{\"parties\": [{\"id\": \"bank\", \"roles\": [\"customer\"]}]}"

enum { SOURCES = 8, TEXT = 4000 };

static const char *const pages[] = {"checks.md", "checks.ja.md"};

static struct fisc_context *context;

/* An example in the making. */
struct example {
    struct page *page;
    enum fisc_language language;
    struct fisc_source sources[SOURCES];
    size_t count; /* the first two are the vocabulary and the catalog */
    const struct page_item *base; /* the description, a block of JSON */
    struct fisc_policy *policy;
    const char *mark; /* what the next table holds: "traps", "names" or "" */
    size_t run; /* how many rows and errors were compared */
};

static void
print_to(char *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds to a text of TEXT bytes. */
static void
print_to(char *text, const char *format, ...)
{
    size_t used = strlen(text);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text + used, TEXT - used, format, arguments);
    va_end(arguments);
}

/* ---- what comes of an example --------------------------------------------*/

static void
print_deciding(const struct fisc_explanation *explanation, char *text)
{
    size_t count = fisc_explanation_deciding_count(explanation);

    for (size_t i = 0; i < count; i++) {
        struct fisc_deciding deciding = {.size = sizeof deciding};

        fisc_explanation_deciding(explanation, i, &deciding);
        print_to(text, "%s`%s` %s", *text ? ", " : "", deciding.path,
                 deciding.state);
        if (*deciding.candidate)
            print_to(text, " (`%s`)", deciding.candidate);
    }
}

static void
print_grounds(const struct fisc_explanation *explanation, char *text)
{
    size_t labels = fisc_explanation_label_count(explanation);
    size_t facts = fisc_explanation_fact_count(explanation);

    for (size_t i = 0; i < labels; i++)
        print_to(text, "%s`%s`", *text ? ", " : "",
                 fisc_explanation_label(explanation, i));
    for (size_t i = 0; i < facts; i++) {
        struct fisc_fact_reference fact = {.size = sizeof fact};

        fisc_explanation_fact(explanation, i, &fact);
        print_to(text, "%s`%s`%s", *text ? ", " : "", fact.path,
                 strcmp(fact.role, "because") == 0 ? " (because)" : "");
    }
}

static bool
is_plain(const char *reason)
{
    return strcmp(reason, "met") == 0 || strcmp(reason, "not-met") == 0 ||
           strcmp(reason, "error") == 0;
}

/* "pass", "pass (vacuous)", "unknown"; of several rows with their keys. */
static void
print_result(const struct fisc_result_info *row, bool several, char *text)
{
    print_to(text, "%s", *text ? "<br>" : "");
    if (several)
        print_to(text, "`%s` ", row->key);
    print_to(text, "%s", fisc_result_name(row->result));
    if (row->result != FISC_RESULT_UNKNOWN && !is_plain(row->reason))
        print_to(text, " (%s)", row->reason);
    if (row->waiver[0])
        print_to(text, ", waiver %s", row->waiver);
}

static void
print_row(const struct example *example, const struct fisc_report *report,
          size_t index, const struct fisc_result_info *row, char *why)
{
    struct fisc_explanation *explanation = NULL;
    char text[TEXT] = "";
    const char *message;

    ck_assert_int_eq(fisc_report_explain(report, index, &explanation, NULL),
                     FISC_OK);
    if (row->result == FISC_RESULT_UNKNOWN)
        print_deciding(explanation, text);
    else
        print_grounds(explanation, text);
    message = fisc_explanation_message(explanation, example->language);
    if (*message)
        print_to(text, "%s“%s”", *text ? ", " : "", message);
    print_to(why, "%s%s", *why ? "<br>" : "", text);
    fisc_explanation_free(explanation);
}

/* Is the clause one whose check is the example's? */
static bool
is_asked(const struct example *example, const struct fisc_result_info *row)
{
    const char *file;
    unsigned line;

    if (!fisc_policy_clause_check(example->policy, row->clause_index, &file,
                                  &line))
        return false;
    for (size_t i = 2; i < example->count; i++)
        if (strcmp(example->sources[i].name, file) == 0)
            return true;
    return false;
}

static void
print_report(const struct example *example, const struct fisc_report *report,
             char *result, char *why)
{
    size_t count = fisc_report_result_count(report), asked = 0;
    struct fisc_result_info row = {.size = sizeof row};

    for (size_t i = 0; i < count; i++) {
        fisc_report_result(report, i, &row);
        asked += is_asked(example, &row);
    }
    ck_assert_uint_gt(asked, 0);
    for (size_t i = 0; i < count; i++) {
        fisc_report_result(report, i, &row);
        if (!is_asked(example, &row))
            continue;
        print_result(&row, asked > 1, result);
        print_row(example, report, i, &row, why);
    }
}

/* ---- running one row -----------------------------------------------------*/

static struct fisc_system *
make_system(const struct example *example, const char *cell, size_t line)
{
    char *changes = page_code(cell), *text;
    json_t *root = json_loads(PARTIES, 0, NULL);
    json_t *base = example->base ? json_loads(example->base->text, 0, NULL)
                                 : json_object();
    struct fisc_error error;
    struct fisc_system *system = NULL;

    ck_assert_msg(base != NULL, "%s:%zu: the description is no JSON",
                  example->page->name, line);
    json_object_update(root, base);
    json_object_set_new(root, "format", json_string("libfisc-system/1"));
    if (!json_object_get(root, "id"))
        json_object_set_new(root, "id", json_string("example"));
    apply_changes(root, changes);
    text = json_dumps(root, 0);
    if (fisc_system_parse(context, "system.json", text, strlen(text),
                          FISC_SYSTEM_JSON, &system, &error))
        ck_abort_msg("%s:%zu: %s: %s", example->page->name, line,
                     error.message, text);
    free(text);
    json_decref(base);
    json_decref(root);
    free(changes);
    return system;
}

/* A block of try.lua is what `fisc try` takes, all others are a policy. */
static void
load_policy(struct example *example, size_t line)
{
    const struct fisc_source *sources = example->sources;
    struct fisc_error error;
    enum fisc_status status = FISC_OK;
    char text[1200];

    if (example->policy)
        return;
    if (strcmp(sources[2].name, "try.lua") == 0)
        status = fisc_policy_load_try(context, &sources[2], sources, 2,
                                      &example->policy, &error);
    else
        status = fisc_policy_load(context, sources, example->count,
                                  &example->policy, &error);
    if (status == FISC_OK)
        return;
    fisc_error_format(&error, text, sizeof text);
    ck_abort_msg("%s:%zu: %s", example->page->name, line, text);
}

static struct fisc_report *
evaluate(const struct example *example, struct fisc_system *system,
         size_t line)
{
    struct fisc_eval_options options = {.size = sizeof options};
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_date_parse(AS_OF, &options.as_of), FISC_OK);
    ck_assert_int_eq(fisc_evaluator_new(example->policy, &evaluator, NULL),
                     FISC_OK);
    if (fisc_eval(evaluator, system, &options, &report, &error))
        ck_abort_msg("%s:%zu: %s", example->page->name, line, error.message);
    fisc_evaluator_free(evaluator);
    return report;
}

static void
compare_line(struct example *example, size_t line, const char *given)
{
    page_expect(example->page, line, given);
    example->run++;
}

static void
run_row(struct example *example, const struct page_item *item)
{
    struct fisc_system *system;
    struct fisc_report *report;
    char result[TEXT] = "", why[TEXT] = "", row[3 * TEXT];
    char *cell;

    load_policy(example, item->line + 1);
    system = make_system(example, item->cells[0], item->line + 1);
    report = evaluate(example, system, item->line + 1);
    print_report(example, report, result, why);
    cell = page_cell(why);
    snprintf(row, sizeof row, "| %s | %s |%s%s |", item->cells[0], result,
             *cell ? " " : "", cell);
    compare_line(example, item->line, row);
    free(cell);
    fisc_report_unref(report);
    fisc_system_unref(system);
}

/* ---- what is refused -----------------------------------------------------*/

static void
refused(struct example *example, size_t line, struct fisc_error *error)
{
    struct fisc_policy *policy = NULL;

    if (fisc_policy_load(context, example->sources, example->count, &policy,
                         error) == FISC_OK)
        ck_abort_msg("%s:%zu: the policy loads", example->page->name, line);
}

static void
run_trap(struct example *example, const struct page_item *item)
{
    char *code = page_code(item->cells[0]), *cell;
    char text[TEXT] = "", row[3 * TEXT];
    struct fisc_error error;

    if (*code == '{' || *code == '(')
        print_to(text, "check \"demo.c1.customer\" ");
    print_to(text, "%s", code);
    example->sources[2] = (struct fisc_source){
        sizeof(struct fisc_source), "checks.lua", text, strlen(text)};
    example->count = 3;
    refused(example, item->line + 1, &error);
    example->count = 2;
    cell = page_cell(error.message);
    snprintf(row, sizeof row, "| %s | %s |", item->cells[0], cell);
    compare_line(example, item->line, row);
    free(cell);
    free(code);
}

static void
run_error(struct example *example, const struct page_item *item)
{
    struct fisc_error error;
    char text[1200];

    refused(example, item->line + 1, &error);
    fisc_error_format(&error, text, sizeof text);
    compare_line(example, item->line + 1, text);
}

/* ---- what a check sees ---------------------------------------------------*/

/*
 * The names in a table that a check sees ("_ENV" is all it sees), in order: the
 * one at `index`, or false. A check file tells by raising an error.
 */
static bool
seen_name(const struct example *example, const char *table, size_t index,
          char name[64])
{
    struct fisc_source sources[3] = {example->sources[0],
                                     example->sources[1]};
    struct fisc_policy *policy = NULL;
    struct fisc_error error;
    char text[256];

    snprintf(text, sizeof text,
             "local n = {} for k in pairs(%s) do n[#n + 1] = k end "
             "if n[%zu] then error(n[%zu], 0) end error('-', 0)",
             table, index + 1, index + 1);
    sources[2] = (struct fisc_source){sizeof(struct fisc_source), "names.lua",
                                      text, strlen(text)};
    ck_assert_int_eq(fisc_policy_load(context, sources, 3, &policy, &error),
                     FISC_ERR_INVALID);
    snprintf(name, 64, "%.63s", error.message);
    return strcmp(name, "-") != 0;
}

/* Does a block of Lua have the text, and no letter around it? */
static bool
is_shown(const struct page *page, const char *text)
{
    for (size_t i = 0; i < page->item_count; i++) {
        const struct page_item *item = &page->items[i];
        const char *p = item->text;

        if (strcmp(item->language, "lua") != 0)
            continue;
        while ((p = strstr(p, text)) != NULL) {
            bool begins = p == item->text ||
                          !(isalpha((unsigned char)p[-1]) || p[-1] == '_');

            p += strlen(text);
            if (begins && !(isalpha((unsigned char)*p) || *p == '_'))
                return true;
        }
    }
    return false;
}

static bool
is_basic(const char *name)
{
    static const char *const basic[] = {
        "assert", "error", "frozen", "ipairs",   "next",     "pairs",
        "pcall",  "math",  "select", "string",   "table",    "tonumber",
        "tostring", "type", "utf8"};

    for (size_t i = 0; i < sizeof basic / sizeof *basic; i++)
        if (strcmp(basic[i], name) == 0)
            return true;
    return false;
}

static bool
is_library(const char *name)
{
    return strcmp(name, "math") == 0 || strcmp(name, "string") == 0 ||
           strcmp(name, "table") == 0 || strcmp(name, "utf8") == 0;
}

/* A row of the table of what a check sees: a library and its names. */
static void
run_names(struct example *example, const struct page_item *item)
{
    char *library = page_code(item->cells[0]), row[TEXT] = "", name[64];
    const char *table = *library ? library : "_ENV";

    print_to(row, "| %s |", item->cells[0]);
    for (size_t i = 0; seen_name(example, table, i, name); i++)
        if (*library || (is_basic(name) && !is_library(name)))
            print_to(row, " `%s`", name);
    print_to(row, " |");
    compare_line(example, item->line, row);
    free(library);
}

/* Every word, option and function of ctx has an example. */
static void
check_words(const struct example *example)
{
    static const char *const others[] = {
        "max_age =", "where =", "guard =",   "floor =",
        "other =",   "when =",  "message =", "kind =",
        "about =",   "covers =", "on =",     "confirmed =",
        "with =",    "has =",   "ctx.get",    "ctx.list",
        "ctx.count",  "ctx.some", "ctx.each",   "ctx.param",
        "ctx.as_of",  "ctx.days_since", "ctx.days_between",
        "ctx.pass",   "ctx.fail", "ctx.unknown", "ctx.notapplicable",
        "ctx.optional"};
    char name[64];

    for (size_t i = 0; seen_name(example, "_ENV", i, name); i++)
        ck_assert_msg(is_basic(name) || is_shown(example->page, name),
                      "%s: no example of %s", example->page->name, name);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(is_shown(example->page, others[i]),
                      "%s: no example of %s", example->page->name, others[i]);
}

/* ---- pages ---------------------------------------------------------------*/

static void
add_source(struct example *example, const char *name, const char *text)
{
    ck_assert_uint_lt(example->count, SOURCES);
    example->sources[example->count++] = (struct fisc_source){
        sizeof(struct fisc_source), name, text, strlen(text)};
}

/* Sources of the whole page are part of every example. */
static bool
is_common(const struct page_item *item)
{
    return strcmp(item->name, "vocabulary.xml") == 0 ||
           strcmp(item->name, "catalog.xml") == 0;
}

static void
forget_example(struct example *example)
{
    fisc_policy_unref(example->policy);
    example->policy = NULL;
    example->count = 2;
    example->base = NULL;
}

static void
take_block(struct example *example, const struct page_item *item)
{
    if (strcmp(item->language, "lua") == 0 ||
        (strcmp(item->language, "xml") == 0 && *item->name &&
         !is_common(item))) {
        example->mark = "";
        if (example->policy)
            forget_example(example);
        add_source(example, *item->name ? item->name : "checks.lua",
                   item->text);
    }
    if (strcmp(item->language, "json") == 0)
        example->base = item;
    if (strcmp(item->language, "text") == 0 && example->count > 2) {
        run_error(example, item);
        forget_example(example);
    }
}

static void
run_item(struct example *example, const struct page_item *item)
{
    switch (item->kind) {
    case PAGE_BLOCK:
        take_block(example, item);
        return;
    case PAGE_MARK:
        example->mark = item->text;
        return;
    case PAGE_ROW:
        if (strcmp(example->mark, "traps") == 0)
            run_trap(example, item);
        else if (strcmp(example->mark, "names") == 0)
            run_names(example, item);
        else if (example->count > 2 && item->cells[2])
            run_row(example, item);
        return;
    case PAGE_TABLE:
        return;
    default:
        if (example->count > 2 && !example->policy)
            ck_abort_msg("%s:%zu: the example before has no results",
                         example->page->name, item->line + 1);
        forget_example(example);
        example->mark = "";
    }
}

static void
run_page(struct page *page, enum fisc_language language)
{
    static const char *const common[] = {"vocabulary.xml", "catalog.xml"};
    struct example example = {.page = page, .language = language, .mark = ""};

    for (int i = 0; i < 2; i++) {
        const struct page_item *item = page_find(page, common[i]);

        ck_assert_msg(item != NULL, "%s has no %s", page->name, common[i]);
        add_source(&example, common[i], item->text);
    }
    for (size_t i = 0; i < page->item_count; i++)
        run_item(&example, &page->items[i]);
    check_words(&example);
    ck_assert_uint_gt(example.run, 200);
}

START_TEST(checks__examples_give_what_the_page_says)
{
    struct page page;

    page_read(&page, pages[_i]);
    run_page(&page, _i == 0 ? FISC_LANGUAGE_EN : FISC_LANGUAGE_JA);
    page_write(&page);
    page_done(&page);
}
END_TEST

/* The next item that has to be the same in both languages. */
static const struct page_item *
next_same(const struct page_item *item)
{
    while (item->kind != PAGE_END && item->kind != PAGE_BLOCK &&
           item->kind != PAGE_ROW && item->kind != PAGE_HEADING)
        item++;
    return item;
}

/*
 * Headings: how deep they are; blocks: all; rows: the code that they begin
 * with, for what follows from that is compared with the library.
 */
static bool
is_same(const struct page_item *a, const struct page_item *b)
{
    char *codes[2];
    bool same;

    if (a->kind != b->kind)
        return false;
    if (a->kind == PAGE_HEADING)
        return strspn(a->text, "#") == strspn(b->text, "#");
    if (a->kind == PAGE_BLOCK)
        return strcmp(a->name, b->name) == 0 && strcmp(a->text, b->text) == 0;
    codes[0] = page_code(a->cells[0]);
    codes[1] = page_code(b->cells[0]);
    same = strcmp(codes[0], codes[1]) == 0;
    free(codes[1]);
    free(codes[0]);
    return same;
}

START_TEST(checks__both_languages_have_the_same_examples)
{
    struct page read[2];
    const struct page_item *a, *b;

    page_read(&read[0], pages[0]);
    page_read(&read[1], pages[1]);
    a = next_same(read[0].items);
    b = next_same(read[1].items);
    while (a->kind != PAGE_END || b->kind != PAGE_END) {
        ck_assert_msg(a->kind != PAGE_END && b->kind != PAGE_END &&
                          is_same(a, b),
                      "checks.md:%zu and checks.ja.md:%zu differ",
                      a->line + 1, b->line + 1);
        a = next_same(a + 1);
        b = next_same(b + 1);
    }
    page_done(&read[1]);
    page_done(&read[0]);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("checks");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_loop_test(tests, checks__examples_give_what_the_page_says, 0, 2);
    tcase_add_test(tests, checks__both_languages_have_the_same_examples);
    result = run_case("doc", tests);
    fisc_context_unref(context);
    return result;
}
