/* SPDX-License-Identifier: MIT */
/*
 * The examples of doc/system.md: every block of JSON with the block of XML
 * after it, whole descriptions or pieces of one, says the same; what the tables
 * of mistakes show is refused, with that message; and the table of built-in
 * lists has their fields. FISC_UPDATE writes what is given into the page.
 */

#include <fisc/fisc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doc/page.h"
#include "support/run.h"

enum { TEXT = 8000 };

static struct fisc_context *context;

/* A description, or a piece of one with the rest around it. */
static void
complete(const char *piece, char text[TEXT])
{
    const char *format = "%s";

    if (piece[0] == '"')
        format = "{\"format\": \"libfisc-system/1\", \"id\": \"x\", %s}";
    else if (piece[0] == '<' && strncmp(piece, "<system", 7) != 0)
        format = "<system xmlns=\"urn:libfisc:system:1\" id=\"x\">%s</system>";
    ck_assert_uint_lt(strlen(piece) + 80, TEXT);
    snprintf(text, TEXT, format, piece);
}

static enum fisc_status
parse(const char *piece, struct fisc_system **ret, struct fisc_error *error)
{
    char text[TEXT];

    complete(piece, text);
    return fisc_system_parse(context, "system", text, strlen(text),
                             FISC_SYSTEM_AUTO, ret, error);
}

static struct fisc_system *
must_parse(const struct page *page, const struct page_item *item)
{
    struct fisc_system *system = NULL;
    struct fisc_error error;

    if (parse(item->text, &system, &error))
        ck_abort_msg("%s:%zu+%u: %s", page->name, item->line + 1, error.line,
                     error.message);
    return system;
}

START_TEST(system__both_spellings_of_each_example_are_equal)
{
    struct page page;
    size_t pairs = 0;

    page_read(&page, "system.md");
    for (const struct page_item *item = page.items; item->kind != PAGE_END;
         item++) {
        struct fisc_system *json, *xml;

        if (strcmp(item->language, "json") != 0)
            continue;
        ck_assert_str_eq(item[1].language, "xml");
        json = must_parse(&page, item);
        xml = must_parse(&page, item + 1);
        ck_assert_msg(strcmp(fisc_system_digest(json),
                             fisc_system_digest(xml)) == 0,
                      "%s:%zu: JSON and XML differ", page.name,
                      item->line + 1);
        fisc_system_unref(xml);
        fisc_system_unref(json);
        pairs++;
    }
    ck_assert_uint_ge(pairs, 7);
    page_done(&page);
}
END_TEST

/* ---- with a vocabulary ---------------------------------------------------*/

/* The vocabulary of doc/vocabulary.md. */
static struct fisc_policy *
demo_policy(void)
{
    struct page page;
    const struct page_item *item;
    struct fisc_policy *policy = NULL;
    struct fisc_source source = {.size = sizeof source,
                                 .name = "vocabulary.xml"};

    page_read(&page, "vocabulary.md");
    item = page_find(&page, "vocabulary.xml");
    ck_assert_ptr_nonnull(item);
    source.data = item->text;
    source.length = strlen(item->text);
    ck_assert_int_eq(fisc_policy_load(context, &source, 1, &policy, NULL),
                     FISC_OK);
    page_done(&page);
    return policy;
}

static enum fisc_status
evaluate(struct fisc_policy *policy, const char *piece,
         struct fisc_error *error)
{
    struct fisc_eval_options options = {.size = sizeof options};
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_system *system = NULL;
    struct fisc_report *report = NULL;
    enum fisc_status status = parse(piece, &system, error);

    if (status == FISC_OK) {
        fisc_date_parse("2026-06-30", &options.as_of);
        ck_assert_int_eq(fisc_evaluator_new(policy, &evaluator, NULL),
                         FISC_OK);
        status = fisc_eval(evaluator, system, &options, &report, error);
    }
    fisc_report_unref(report);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    return status;
}

/* ---- tables --------------------------------------------------------------*/

static void
run_refused(struct page *page, const struct page_item *item,
            struct fisc_policy *policy)
{
    char *piece = page_code(item->cells[0]), *cell;
    char row[TEXT];
    struct fisc_error error;
    struct fisc_system *system = NULL;
    enum fisc_status status = policy ? evaluate(policy, piece, &error)
                                     : parse(piece, &system, &error);

    ck_assert_msg(status != FISC_OK, "%s:%zu: this is not refused", page->name,
                  item->line + 1);
    cell = page_cell(error.message);
    snprintf(row, sizeof row, "| %s | %s |", item->cells[0], cell);
    page_expect(page, item->line, row);
    free(cell);
    free(piece);
}

/* The fields of a list that is built in, with their types. */
static void
run_built_in(struct page *page, const struct page_item *item,
             const struct fisc_policy *policy)
{
    char *list = page_code(item->cells[0]), row[TEXT];
    size_t length = strlen(list), used, fields = 0;
    struct fisc_fact_info fact = {.size = sizeof fact};

    used = (size_t)snprintf(row, sizeof row, "| %s | %s |", item->cells[0],
                            item->cells[1]);
    for (size_t i = 0; i < fisc_policy_fact_count(policy); i++) {
        fisc_policy_fact(policy, i, &fact);
        if (*fact.file || strncmp(fact.path, list, length) != 0 ||
            strncmp(fact.path + length, "[].", 3) != 0)
            continue;
        used += (size_t)snprintf(row + used, sizeof row - used, "%s `%s` %s",
                                 fields++ ? "," : "", fact.path + length + 3,
                                 fisc_fact_type_name(fact.type));
    }
    ck_assert_uint_gt(fields, 0);
    snprintf(row + used, sizeof row - used, " |");
    page_expect(page, item->line, row);
    free(list);
}

START_TEST(system__tables_are_what_the_library_says)
{
    struct page page;
    struct fisc_policy *policy = demo_policy();
    const char *mark = "";
    size_t rows = 0;

    page_read(&page, "system.md");
    for (const struct page_item *item = page.items; item->kind != PAGE_END;
         item++) {
        if (item->kind == PAGE_MARK)
            mark = item->text;
        else if (item->kind == PAGE_HEADING)
            mark = "";
        if (item->kind != PAGE_ROW || !*mark)
            continue;
        rows++;
        if (strcmp(mark, "built-in") == 0)
            run_built_in(&page, item, policy);
        else
            run_refused(&page, item,
                        strcmp(mark, "unknown") == 0 ? policy : NULL);
    }
    ck_assert_uint_gt(rows, 30);
    page_write(&page);
    page_done(&page);
    fisc_policy_unref(policy);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("system");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_test(tests, system__both_spellings_of_each_example_are_equal);
    tcase_add_test(tests, system__tables_are_what_the_library_says);
    result = run_case("doc", tests);
    fisc_context_unref(context);
    return result;
}
