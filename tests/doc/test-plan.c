/* SPDX-License-Identifier: MIT */
/* doc/plan.md: its plans are what the library gives for the example. */

#include <fisc/fisc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doc/page.h"
#include "support/run.h"

struct text {
    char text[16384];
    size_t length;
};

static int
gather(void *data, const char *piece, size_t length)
{
    struct text *text = data;

    if (text->length + length >= sizeof text->text)
        return 1;
    memcpy(text->text + text->length, piece, length);
    text->length += length;
    text->text[text->length] = '\0';
    return 0;
}

static struct fisc_context *context;
static struct fisc_policy *policy;
static struct fisc_system *system_read;

/* `name` is "fisc8.t24.en". */
static void
plan_text(char *name, struct text *ret)
{
    struct fisc_eval_options options = {.size = sizeof options};
    struct fisc_plan_write_options write = {.size = sizeof write,
                                            .details = 1};
    char *language = strrchr(name, '.');
    struct fisc_evaluator *evaluator;
    struct fisc_report *report;
    struct fisc_plan *plan;

    ck_assert_ptr_nonnull(language);
    *language++ = '\0';
    options.control = name;
    write.language = strcmp(language, "ja") == 0 ? FISC_LANGUAGE_JA
                                                 : FISC_LANGUAGE_EN;
    fisc_date_parse("2026-06-30", &options.as_of);
    ck_assert_int_eq(fisc_evaluator_new(policy, &evaluator, NULL), FISC_OK);
    ck_assert_int_eq(fisc_eval(evaluator, system_read, &options, &report,
                               NULL), FISC_OK);
    ck_assert_int_eq(fisc_plan_new(evaluator, report, NULL, &plan, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_plan_write(plan, &write, gather, ret, NULL),
                     FISC_OK);
    fisc_plan_free(plan);
    fisc_report_unref(report);
    fisc_evaluator_free(evaluator);
}

START_TEST(plan__is_what_the_page_shows)
{
    struct page page;
    int shown = 0;

    page_read(&page, "plan.md");
    for (const struct page_item *item = page.items; item->kind != PAGE_END;
         item++) {
        struct text text = {.length = 0};
        char name[64];

        if (item->kind != PAGE_BLOCK || strcmp(item->language, "text") != 0 ||
            !item->name[0])
            continue;
        snprintf(name, sizeof name, "%s", item->name);
        plan_text(name, &text);
        page_expect_block(&page, item, text.text);
        shown++;
    }
    ck_assert_int_eq(shown, 2);
    page_write(&page);
    page_done(&page);
}
END_TEST

/* The names that the page has tables of are those of the library. */
START_TEST(plan__names_every_kind_label_and_state)
{
    char *path = source_path("doc/plan.md"), *text = read_text(path, NULL);
    char name[40];

    for (int i = 0; *fisc_plan_kind_name((enum fisc_plan_kind)i); i++) {
        snprintf(name, sizeof name, "`%s`",
                 fisc_plan_kind_name((enum fisc_plan_kind)i));
        ck_assert_msg(strstr(text, name) != NULL, "no kind %s", name);
    }
    for (int i = 0; *fisc_plan_label_name((enum fisc_plan_label)i); i++) {
        snprintf(name, sizeof name, "| `%s` |",
                 fisc_plan_label_name((enum fisc_plan_label)i));
        ck_assert_msg(strstr(text, name) != NULL, "no label %s", name);
    }
    for (int i = 0; *fisc_plan_state_name((enum fisc_plan_state)i); i++) {
        snprintf(name, sizeof name, "| `%s` |",
                 fisc_plan_state_name((enum fisc_plan_state)i));
        ck_assert_msg(strstr(text, name) != NULL, "no state %s", name);
    }
    free(text);
    free(path);
}
END_TEST

static int
set_up(void)
{
    char *file = source_path("policies/fisc8/examples/card-mixed.json");
    char *folder = source_path("policies/fisc8");
    struct fisc_source source = {sizeof source, folder, NULL, 0};
    int right = fisc_context_new(NULL, &context, NULL) == FISC_OK &&
                fisc_policy_load(context, &source, 1, &policy, NULL) ==
                    FISC_OK &&
                fisc_system_load(context, file, FISC_SYSTEM_AUTO,
                                 &system_read, NULL) == FISC_OK;

    free(file);
    free(folder);
    return right;
}

int
main(void)
{
    TCase *tests = tcase_create("plan");
    int status;

    if (!set_up())
        return EXIT_FAILURE;
    tcase_add_test(tests, plan__is_what_the_page_shows);
    tcase_add_test(tests, plan__names_every_kind_label_and_state);
    status = run_case("doc", tests);
    fisc_system_unref(system_read);
    fisc_policy_unref(policy);
    fisc_context_unref(context);
    return status;
}
