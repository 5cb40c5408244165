/* SPDX-License-Identifier: MIT */
/*
 * doc/vocabulary.md: its vocabulary loads, every type and attribute is in it,
 * and what its table of mistakes shows is refused, with that message.
 * FISC_UPDATE writes what is given into the page.
 */

#include <fisc/fisc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doc/page.h"
#include "support/run.h"

enum { TEXT = 2000 };

static struct fisc_context *context;

static enum fisc_status
load(const char *text, struct fisc_policy **ret, struct fisc_error *error)
{
    struct fisc_source source = {sizeof source, "vocabulary.xml", text,
                                 strlen(text)};

    return fisc_policy_load(context, &source, 1, ret, error);
}

START_TEST(vocabulary__of_the_page_has_every_type)
{
    struct page page;
    const struct page_item *item;
    struct fisc_policy *policy = NULL;
    struct fisc_fact_info fact = {.size = sizeof fact};
    struct fisc_error error;
    bool types[FISC_FACT_LIST + 1] = {false};

    page_read(&page, "vocabulary.md");
    item = page_find(&page, "vocabulary.xml");
    ck_assert_ptr_nonnull(item);
    if (load(item->text, &policy, &error))
        ck_abort_msg("%u: %s", error.line, error.message);
    for (size_t i = 0; i < fisc_policy_fact_count(policy); i++) {
        fisc_policy_fact(policy, i, &fact);
        if (*fact.file)
            types[fact.type] = true;
    }
    for (int i = 0; i <= FISC_FACT_LIST; i++)
        ck_assert_msg(types[i], "no fact of type %s",
                      fisc_fact_type_name((enum fisc_fact_type)i));
    fisc_policy_unref(policy);
    page_done(&page);
}
END_TEST

static void
run_refused(struct page *page, const struct page_item *item)
{
    char *facts = page_code(item->cells[0]), *cell;
    char text[TEXT], row[TEXT];
    struct fisc_policy *policy = NULL;
    struct fisc_error error;

    snprintf(text, sizeof text,
             "<vocabulary xmlns=\"urn:libfisc:vocabulary:1\" id=\"x\">%s"
             "</vocabulary>",
             facts);
    ck_assert_msg(load(text, &policy, &error) != FISC_OK,
                  "%s:%zu: this is not refused", page->name, item->line + 1);
    cell = page_cell(error.message);
    snprintf(row, sizeof row, "| %s | %s |", item->cells[0], cell);
    page_expect(page, item->line, row);
    free(cell);
    free(facts);
}

START_TEST(vocabulary__mistakes_are_refused_as_the_page_says)
{
    struct page page;
    bool refused = false;
    size_t rows = 0;

    page_read(&page, "vocabulary.md");
    for (const struct page_item *item = page.items; item->kind != PAGE_END;
         item++) {
        if (item->kind == PAGE_MARK)
            refused = strcmp(item->text, "refused") == 0;
        else if (item->kind == PAGE_HEADING)
            refused = false;
        if (item->kind != PAGE_ROW || !refused)
            continue;
        run_refused(&page, item);
        rows++;
    }
    ck_assert_uint_gt(rows, 15);
    page_write(&page);
    page_done(&page);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("vocabulary");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_test(tests, vocabulary__of_the_page_has_every_type);
    tcase_add_test(tests, vocabulary__mistakes_are_refused_as_the_page_says);
    result = run_case("doc", tests);
    fisc_context_unref(context);
    return result;
}
